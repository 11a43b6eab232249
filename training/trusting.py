"""How far answers can be trusted, learnt from letters that were held out, and what may be promised of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.trust import Outcome, TrustModel
from nlp.types import Trust
from training.crossval import HeldOut
from training.outcomes import outcomes_of
from training.risk import Promise, promise


@dataclass(frozen=True, slots=True)
class Trusted:
    """The model of trust and what it may promise: of rows (words, question and status), and of figures.

    The promise of figures is one of answers whose words and question are right. ``judged`` has how far the row of each
    answer that was held out is trusted, by a model that has not learnt from it, and whether it is right.
    """

    model: TrustModel
    row: Promise
    figures: Promise
    judged: tuple[tuple[float, bool], ...]


def learn_trust(held_out: Sequence[HeldOut], risk: float) -> Trusted:
    """Learns from all letters that were held out; the promises rest on trusts that were learnt from other folds.

    Raises ``ValueError`` where no answer was read rightly in some of the folds.
    """
    outcomes = [outcomes_of(one.letter, one.read) for one in held_out]
    folds = [one.fold for one in held_out]
    judged: list[tuple[Trust, Outcome]] = []
    for fold in sorted(set(folds)):
        model = _fit(held_out, outcomes, [place for place, own in enumerate(folds) if own != fold])
        for place in (place for place, own in enumerate(folds) if own == fold):
            judged += zip(model.trusts(held_out[place].read), outcomes[place], strict=True)
    rows = tuple((trust.row, outcome.words and outcome.status) for trust, outcome in judged)
    found = [(trust, outcome) for trust, outcome in judged if outcome.words]
    return Trusted(
        _fit(held_out, outcomes, range(len(held_out))),
        promise([trust for trust, _ in rows], [right for _, right in rows], risk),
        promise([trust.figures for trust, _ in found], [one.figures for _, one in found], risk),
        rows,
    )


def _fit(held_out: Sequence[HeldOut], outcomes: Sequence[Sequence[Outcome]], places: Sequence[int]) -> TrustModel:
    return TrustModel.fit([held_out[place].read for place in places], [outcomes[place] for place in places])
