"""Which of several readings of a letter is the best: a conditional logistic regression on how they hang together.

Each letter is a choice among its readings (McFadden 1974), learnt from how right each of them was; so are parses
reranked (Collins and Koo 2005).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import softmax

from models.coherence import LOG_WEIGHT, Marks

_PENALTY = 100.0
_SHARPNESS = 10.0
"""How much better a reading counts that is right in one row more of a hundred: e to the power of a tenth of it."""
_FURTHEST = 5.0
"""Standard deviations from the first reading beyond which a mark tells no more."""
_MORE_LETTERS = 0.08
"""How much more a reading's log weight counts than was learnt from the models of the parts of cross-validation: those
of the bundle have learnt from more letters. On letters that no model had seen, rows gain from 0.03 to 0.1, most where
bodies' own wordings are read, and invented letters lose beyond."""


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """The readings of a letter: their marks (readings x marks), how right each is (0 to 1), and how much it counts.

    The first reading is the one taken if nothing speaks for another.
    """

    marks: Marks
    worth: NDArray[np.float64]
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """What a step of each mark away from the first reading speaks for another one. One entry a mark."""

    steps: NDArray[np.float32]
    weights: NDArray[np.float32]

    @classmethod
    def fit(cls, choices: Sequence[Choice]) -> Self:
        """Learns from one letter or more; where none has several readings, to keep the likeliest."""
        width = choices[0].marks.shape[1]
        several = [choice for choice in choices if len(choice.worth) > 1]
        if not several:
            return cls(np.ones(width, dtype=np.float32), np.zeros(width, dtype=np.float32))
        apart = np.vstack([choice.marks - choice.marks[0] for choice in several])
        spread = apart.std(axis=0)
        steps = np.where(spread > 0, spread, 1.0).astype(np.float32)
        apart = np.clip(apart / steps, -_FURTHEST, _FURTHEST).astype(np.float64)
        sizes = [len(choice.worth) for choice in several]
        starts = np.r_[0, np.cumsum(sizes)[:-1]]
        owners = np.repeat(np.arange(len(several)), sizes)
        goals = [np.exp(_SHARPNESS * (choice.worth - choice.worth.max())) for choice in several]
        wanted = np.concatenate([goal / goal.sum() for goal in goals])
        counts = np.array([choice.weight for choice in several])[owners]

        def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            scores = apart @ weights
            scores -= np.maximum.reduceat(scores, starts)[owners]
            logs = scores - np.log(np.add.reduceat(np.exp(scores), starts))[owners]
            value = -(counts * wanted * logs).sum() + _PENALTY * float(weights @ weights) / 2
            return float(value), apart.T @ (counts * (np.exp(logs) - wanted)) + _PENALTY * weights

        found = minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
        return cls(steps, found.astype(np.float32))

    def likelihoods(self, marks: Marks) -> NDArray[np.float64]:
        """How likely each of a letter's readings (readings x marks) is the best of them."""
        return np.asarray(softmax(self.worth(marks)), dtype=np.float64)

    def worth(self, marks: Marks) -> NDArray[np.float64]:
        """How much better than the first each of a letter's readings (readings x marks) is: log-odds."""
        apart = marks - marks[0]
        steps = np.clip(apart / self.steps, -_FURTHEST, _FURTHEST)
        return np.asarray(steps @ self.weights + _MORE_LETTERS * apart[:, LOG_WEIGHT], dtype=np.float64)

    def state(self) -> dict[str, Any]:
        """Arrays only, as the bundle stores them."""
        return {"steps": self.steps, "weights": self.weights}

    @classmethod
    def from_state(cls, state: dict[str, Any], width: int) -> Self:
        """The ranking of readings with ``width`` marks that ``state`` came from; ``ValueError`` if it is none."""
        numbers = all(values.shape == (width,) and np.isfinite(values).all() for values in state.values())
        if not numbers or not (state["steps"] > 0).all():
            raise ValueError("a weight is no number, or there are too few or too many")
        return cls(**state)
