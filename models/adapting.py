"""Regressions moved to a few new examples: what these say beyond what all others taught.

Each weight is held at its general value by a normal prior (MAP adaptation, Chelba and Acero 2004), so a weight that no
new example bears on stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize
from scipy.special import expit, logsumexp, softmax

from models.calibration import Floats

_MOST_TURNS = 200


@dataclass(frozen=True, slots=True)
class Kind:
    """How scores (n x classes, log-odds) become ``chances``; the gradient of ``total`` (n) is the chances."""

    total: Callable[[Floats], Floats]
    chances: Callable[[Floats], Floats]


ONE_OF_ALL = Kind(
    lambda scores: np.asarray(logsumexp(scores, axis=1)), lambda scores: np.asarray(softmax(scores, axis=1))
)
"""Exactly one class is right."""
EACH_BY_ITSELF = Kind(lambda scores: np.logaddexp(0, scores).sum(axis=1), lambda scores: np.asarray(expit(scores)))
"""Any number of classes are."""


def steps(rows: sp.csr_array, scores: Floats, truth: Floats, counts: Floats, kind: Kind, variance: float) -> Floats:
    """By how much each weight (terms x classes) moves for new examples.

    ``rows`` is examples x terms, ``scores`` what the weights say of the examples now, ``truth`` 1 where a class is
    right and 0 elsewhere, ``counts`` how much each example counts. ``variance`` is that of the prior: the more, the
    further weights move.
    """
    seen = np.unique(rows.indices)
    near = rows[:, seen].astype(np.float64)
    shape = (len(seen), truth.shape[1])

    def loss(flat: Floats) -> tuple[float, Floats]:
        moved = flat.reshape(shape)
        now = scores + near @ moved
        value = float(counts @ (kind.total(now) - (truth * now).sum(axis=1)))
        slope = near.T @ (counts[:, None] * (kind.chances(now) - truth))
        return value + float(flat @ flat) / (2 * variance), (slope + moved / variance).ravel()

    found = minimize(loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": _MOST_TURNS})
    whole = np.zeros((rows.shape[1], shape[1]))
    whole[seen] = found.x.reshape(shape)
    return whole
