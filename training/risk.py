"""From which trust on no person need look: a promise about how many of those answers are wrong at most.

Of a row of thresholds that is fixed beforehand the lowest is taken at which the exact binomial bound (Clopper and
Pearson 1934) on the share of wrong answers keeps to the risk, at a level that makes up for having tried all of them
(Learn then Test, Angelopoulos et al. 2021).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy.stats import beta

RISK = 0.02
"""The share of answers that may be wrong unseen, unless said otherwise."""
CONFIDENCE = 0.95
"""How sure it is that a promise is kept."""
_THRESHOLDS = np.round(1 - np.geomspace(0.005, 0.5, 24), 4)
_FALL_BACK = (0.05, 0.1, 0.2)
"""Risks that are tried where the answers cannot support the one that is wanted."""


@dataclass(frozen=True, slots=True)
class Promise:
    """Of the answers trusted at least ``threshold``, at most the share ``risk`` is wrong, ``confidence`` sure.

    It rests on ``answers`` answers that were held out, of which ``wrong`` were wrong: so much is ``bound`` at most.
    ``share`` is how many of all answers reach the threshold. Where the answers support no promise, ``risk`` is 1,
    none reaches the threshold, and everything is for a person to look at. ``wanted`` is the risk that was asked for.
    """

    wanted: float
    risk: float
    confidence: float
    threshold: float
    answers: int
    wrong: int
    bound: float
    share: float

    def as_dict(self) -> dict[str, Any]:
        """The promise as JSON holds it."""
        return asdict(self)


def promise(trusts: Sequence[float], right: Sequence[bool], wanted: float = RISK) -> Promise:
    """The promise that answers with these trusts, each right or not, support.

    The trusts have to be those of models that have not learnt from the answers. Where ``wanted`` cannot be promised,
    the least of some greater risks that can.
    """
    risks = [wanted, *(risk for risk in _FALL_BACK if risk > wanted)]
    level = 1 - (1 - CONFIDENCE) / (len(risks) * len(_THRESHOLDS))
    trust, wrong = np.asarray(trusts, dtype=float), ~np.asarray(right, dtype=bool)
    reaching = [(float(threshold), trust >= threshold) for threshold in _THRESHOLDS]
    counts = [(threshold, int(some.sum()), int(wrong[some].sum())) for threshold, some in reaching]
    for risk in risks:
        kept = [
            Promise(wanted, risk, CONFIDENCE, threshold, count, mistakes, bound, count / len(trust))
            for threshold, count, mistakes in counts
            if (bound := upper_bound(mistakes, count, level)) <= risk
        ]
        if kept:
            return kept[-1]
    return Promise(wanted, 1.0, CONFIDENCE, 1.0, 0, 0, 1.0, 0.0)


def upper_bound(wrong: int, answers: int, level: float) -> float:
    """The greatest share of wrong answers that goes with so many wrong ones, ``level`` sure."""
    return float(beta.ppf(level, wrong + 1, answers - wrong)) if wrong < answers else 1.0
