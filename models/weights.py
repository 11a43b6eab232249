"""Weights of regressions with many terms, kept in steps: what lies between is chance and doubles a bundle's size."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Weights = npt.NDArray[np.float32]
Stored = npt.NDArray[np.float16]

_STEPS_OF_ONE = 64
"""Into how many steps the weights from 0 to 1 are parted."""


def rounded(weights: npt.NDArray[np.floating]) -> Weights:
    """The weights as they come back from storage."""
    return loaded(stored(np.round(weights * _STEPS_OF_ONE) / _STEPS_OF_ONE + 0.0))  # minus nought takes room


def stored(weights: npt.NDArray[np.floating]) -> Stored:
    """The weights at half their size; nothing is lost of those that are ``rounded``."""
    return weights.astype(np.float16)


def loaded(weights: Stored) -> Weights:
    """Stored weights, ready to be worked with."""
    return weights.astype(np.float32)


def refuse_no_numbers(*weights: npt.ArrayLike) -> None:
    """Raises ``ValueError`` if one of these weights is no number."""
    if not all(np.isfinite(some).all() for some in weights):
        raise ValueError("a weight is no number")
