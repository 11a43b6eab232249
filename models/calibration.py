"""Probabilities that mean what they say: scaled on letters the model had not seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """Vector scaling (Guo et al. 2017): one sharpness for all classes, a shift for each of them."""

    sharpness: float
    shifts: Floats

    @classmethod
    def fit(cls, scores: Floats, classes: Ints, penalty: float = 0.01) -> Self:
        """Scale out-of-fold ``scores`` (n x classes, log-odds) to the ``classes`` that were true.

        ``penalty`` holds the shifts near nought, so that a class with few cases is not shifted
        by chance.
        """
        width = scores.shape[1]
        truth = np.eye(width)[classes]

        def loss(parameters: Floats) -> tuple[float, Floats]:
            sharpness, shifts = np.exp(parameters[0]), parameters[1:]
            logs = log_softmax(sharpness * scores + shifts, axis=1)
            wrong = (np.exp(logs) - truth) / len(scores)
            value = -(logs * truth).sum() / len(scores) + penalty * float(shifts @ shifts)
            slope = np.concatenate([[sharpness * (wrong * scores).sum()], wrong.sum(axis=0) + 2 * penalty * shifts])
            return float(value), slope

        best = minimize(loss, np.zeros(width + 1), jac=True, method="L-BFGS-B").x
        return cls(float(np.exp(best[0])), best[1:])

    def apply(self, scores: Floats) -> Floats:
        """Calibrated probabilities (n x classes), each row adding up to one."""
        return np.asarray(softmax(self.scaled(scores), axis=1))

    def scaled(self, scores: Floats) -> Floats:
        """Log-odds (n x classes) as they are once calibrated."""
        return self.sharpness * scores + self.shifts

    def leaning(self, place: int, log_odds: float) -> Self:
        """The same calibration with one class made likelier (or less likely) by ``log_odds``."""
        shifts = self.shifts.copy()
        shifts[place] += log_odds
        return type(self)(self.sharpness, shifts)

    def state(self) -> dict[str, Any]:
        """Plain numbers and arrays that ``from_state`` reads back."""
        return {"sharpness": self.sharpness, "shifts": self.shifts}

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Self:
        """The calibration that ``state`` came from."""
        return cls(float(state["sharpness"]), np.asarray(state["shifts"]))
