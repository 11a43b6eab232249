"""What words mean, each in about a hundred numbers, so that a word that no letter taught is felt by those like it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_LARGEST = 127


@dataclass(frozen=True, eq=False)
class WordVectors:
    """Words and the vector of each: ``steps`` (words x width) times ``scales`` (words)."""

    words: tuple[str, ...]
    steps: NDArray[np.int8]
    scales: NDArray[np.float32]

    @classmethod
    def packed(cls, words: Sequence[str], vectors: Vectors) -> Self:
        """The vectors (words x width) in a byte a number."""
        scales = np.abs(vectors).max(axis=1) / _LARGEST
        steps = np.round(vectors / np.maximum(scales, np.finfo(np.float32).tiny)[:, None])
        return cls(tuple(words), steps.astype(np.int8), scales.astype(np.float32))

    @property
    def width(self) -> int:
        """How many numbers a word has."""
        return int(self.steps.shape[1])

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The row of each word in ``table``."""
        return {word: place for place, word in enumerate(self.words, start=1)}

    @cached_property
    def table(self) -> Vectors:
        """The vectors by row; the first one stands for all other words and is nought."""
        known = self.steps.astype(np.float32) * self.scales[:, None]
        return np.vstack([np.zeros((1, self.width), dtype=np.float32), known])

    def state(self) -> dict[str, Any]:
        """Plain strings and arrays that ``from_state`` reads back."""
        return {"words": list(self.words), "steps": self.steps, "scales": self.scales}

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> Self:
        """The vectors that ``state`` came from; raises ``ValueError`` if they do not fit its words."""
        words, steps, scales = tuple(state["words"]), state["steps"], state["scales"]
        if steps.dtype != np.int8 or steps.ndim != 2 or not (len(words),) == steps.shape[:1] == scales.shape:
            raise ValueError("there are not as many vectors as words")
        if not np.isfinite(scales).all():
            raise ValueError("a vector is no number")
        return cls(words, steps, scales)
