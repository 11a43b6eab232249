"""A small neural network over rows of numbers: one hidden layer and logistic regression on top of it.

It is fitted by scikit-learn and kept as plain arrays. Part of every row is blanked while it learns (dropout of
inputs, Srivastava et al. 2014): letters of bodies that it has not seen lack now this mark of a line, now that, and
a network that can do without any of them reads those better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.neural_network import MLPClassifier

from models.settings import RoleSettings
from models.weights import refuse_no_numbers

Matrix = NDArray[np.float32]

_EPOCHS = 10
_BATCH = 256
"""Rows after which the weights move."""
_CHUNK = 20_000
"""Rows that are blanked at a time."""
_SETTLED = 6
"""Epochs after which the weights are averaged: where they wander from then on is chance."""


class _Mean:
    """The mean of the weights that a learner passes through (stochastic weight averaging, Izmailov et al. 2018)."""

    def __init__(self) -> None:
        self.arrays: list[Matrix] = []
        self._count = 0

    def add(self, arrays: Sequence[Matrix]) -> None:
        """Takes in one more state; the learner goes on working in the arrays that it is given."""
        self._count += 1
        if not self.arrays:
            self.arrays = [array.copy() for array in arrays]
        for mean, array in zip(self.arrays, arrays, strict=True):
            mean[...] += (array - mean) / self._count


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Weights (inputs x outputs) and constants of the two layers."""

    hidden: Matrix
    hidden_constants: Matrix
    output: Matrix
    output_constants: Matrix

    @classmethod
    def fit(cls, rows: Matrix, classes: NDArray[np.intp], size: int, settings: RoleSettings, seed: int) -> Self:
        """Learns the class of every row (rows x inputs), one of ``size``, of which there are three or more."""
        random = np.random.default_rng(seed)
        chunks = -(-len(rows) // _CHUNK)
        blanked = round(256 * settings.blanked)  # a byte decides on each number: that is drawn quickly
        learner = MLPClassifier(
            (settings.hidden,),
            alpha=settings.penalty,
            batch_size=min(_BATCH, len(rows) // chunks),
            learning_rate_init=1e-3,
            shuffle=False,
            random_state=seed,
        )
        weights, constants = _Mean(), _Mean()
        for epoch in range(_EPOCHS):
            for chosen in np.array_split(random.permutation(len(rows)), chunks):
                shown = rows[chosen]
                shown *= np.frombuffer(random.bytes(shown.size), dtype=np.uint8).reshape(shown.shape) >= blanked
                # what is left weighs more, so that whole rows are no stranger to the network than these
                shown *= np.float32(1 / (1 - blanked / 256))
                learner.partial_fit(shown, classes[chosen], classes=np.arange(size))
                if epoch >= _SETTLED:
                    weights.add(learner.coefs_)
                    constants.add(learner.intercepts_)
        pairs = zip(weights.arrays, constants.arrays, strict=True)
        return cls(*(one.astype(np.float32) for pair in pairs for one in pair))

    def scores(self, rows: Matrix) -> NDArray[np.float64]:
        """Log odds of the classes (rows x classes), up to a constant of each row."""
        inside = np.maximum(rows @ self.hidden + self.hidden_constants, 0.0)
        return np.asarray(inside @ self.output + self.output_constants, dtype=np.float64)

    def state(self) -> dict[str, Any]:
        """Arrays only, as the bundle stores them."""
        return {
            "hidden": self.hidden,
            "hidden_constants": self.hidden_constants,
            "output": self.output,
            "output_constants": self.output_constants,
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Self:
        """The network that ``state`` came from; raises ``ValueError`` if a weight is no number."""
        refuse_no_numbers(*state.values())
        return cls(**state)
