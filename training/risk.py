"""From which trust on no person need look: a promise about how many of those answers are wrong at most.

Of a row of thresholds that is fixed beforehand the lowest is taken at which the exact binomial bound (Clopper and
Pearson 1934) on the share of wrong answers keeps to the risk, at a level that makes up for having tried all of them
(Learn then Test, Angelopoulos et al. 2021). The answers of a letter tend to be right or wrong together, so they count
as fewer than they are: divided by the design effect of drawing whole letters (Kish 1965).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

RISK = 0.02
"""The share of answers that may be wrong unseen, unless said otherwise."""
CONFIDENCE = 0.95
"""How sure it is that a promise is kept."""
_THRESHOLDS = np.round(1 - np.geomspace(0.005, 0.5, 24), 4)
_FALL_BACK = (0.05, 0.1, 0.15, 0.2)
"""Risks that are tried where the answers cannot support the one that is wanted."""
_WORTH_WHILE = 0.2
"""The share of all answers that a lesser promise has to free a person from to be of use."""


_FEWEST = 10
"""Wrong answers from which it can be told how far they come together in letters."""


@dataclass(frozen=True, slots=True)
class Promise:
    """Of the answers trusted at least ``threshold``, at most the share ``risk`` is wrong, ``confidence`` sure.

    It rests on ``answers`` answers that were held out, of which ``wrong`` were wrong. They count as ``effective``
    independent ones, and so ``bound`` is the most that can be wrong. ``share`` is how many of all answers reach the
    threshold. Where the answers support no promise, ``risk`` is 1, none reaches the threshold, and everything is for a
    person to look at. ``wanted`` is the risk that was asked for.
    """

    wanted: float
    risk: float
    confidence: float
    threshold: float
    answers: int
    wrong: int
    effective: float
    bound: float
    share: float

    def as_dict(self) -> dict[str, Any]:
        """The promise as JSON holds it."""
        return asdict(self)


def promise(judged: Sequence[tuple[float, bool]], letters: Sequence[int], wanted: float = RISK) -> Promise:
    """The promise that these answers support: each with its trust and whether it is right, and its letter.

    The trusts have to be those of models that have not learnt from the answers. Where ``wanted`` cannot be promised,
    the least of some greater risks that can be for a worthwhile share of all answers, or else the greatest share.
    """
    risks = [wanted, *(risk for risk in _FALL_BACK if risk > wanted)]
    level = 1 - (1 - CONFIDENCE) / (len(risks) * len(_THRESHOLDS))
    trust, wrong = np.array([one for one, _ in judged]), np.array([not right for _, right in judged], dtype=bool)
    owners, effect = np.asarray(letters), 1.0
    found: list[Promise] = []
    for threshold in _THRESHOLDS[::-1].tolist():
        some = trust >= threshold
        count, mistakes = int(some.sum()), int(wrong[some].sum())
        if mistakes >= _FEWEST:
            effect = design_effect(wrong[some], owners[some])
        bound = upper_bound(mistakes / effect, count / effect, level)
        found.append(
            Promise(
                wanted, 1.0, CONFIDENCE, threshold, count, mistakes, count / effect, bound, count / max(1, len(trust))
            )
        )
    kept = [
        replace(one, risk=risk) for risk in risks if (one := next((one for one in found if one.bound <= risk), None))
    ]
    if not kept:
        return Promise(wanted, 1.0, CONFIDENCE, 1.0, 0, 0, 0.0, 1.0, 0.0)
    return next((one for one in kept if one.risk == wanted or one.share >= _WORTH_WHILE), kept[-1])


def design_effect(wrong: NDArray[np.bool_], letters: NDArray[np.int_]) -> float:
    """How many times greater the variance of the share of wrong answers is than if they were independent; 1 or more."""
    share = wrong.mean()
    _, owners = np.unique(letters, return_inverse=True)
    apart = np.bincount(owners, wrong - share)
    alone = len(wrong) * share * (1 - share)
    return max(1.0, float(apart @ apart / alone)) if alone else 1.0


def upper_bound(wrong: float, answers: float, level: float) -> float:
    """The greatest share of wrong answers that goes with so many wrong ones, ``level`` sure."""
    return float(beta.ppf(level, wrong + 1, answers - wrong)) if wrong < answers else 1.0
