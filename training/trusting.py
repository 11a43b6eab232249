"""How far answers can be trusted, learnt from letters that were held out, and what may be promised of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.trust import Outcome, TrustModel
from training.crossval import HeldOut
from training.pairs import outcomes_of
from training.risk import Promise, promise


@dataclass(frozen=True, slots=True)
class Trusted:
    """The model of trust and what it may promise of answers that no person looks at.

    ``judged`` has, of each answer that was held out and is not left out, how far it is trusted as a whole by a model
    that has not learnt from it, and whether all of it is right: words, question, main status and figures.
    """

    model: TrustModel
    promise: Promise
    judged: tuple[tuple[float, bool], ...]


def learn_trust(held_out: Sequence[HeldOut], risk: float) -> Trusted:
    """Learns from all letters that were held out; the promise rests on trusts that were learnt from other folds.

    Raises ``ValueError`` where no answer was read rightly in some of the folds.
    """
    outcomes = [outcomes_of(one.letter, one.read) for one in held_out]
    folds = [one.fold for one in held_out]
    judged: list[tuple[float, bool]] = []
    letters: list[int] = []
    for fold in sorted(set(folds)):
        model = _fit(held_out, outcomes, [place for place, own in enumerate(folds) if own != fold])
        for place in (place for place, own in enumerate(folds) if own == fold):
            read = held_out[place].read
            for answer, trust, outcome in zip(read.answers, model.trusts(read), outcomes[place], strict=True):
                if not answer.left_out:
                    judged.append((trust.whole, outcome.words and outcome.status and outcome.figures))
                    letters.append(place)
    return Trusted(_fit(held_out, outcomes, range(len(held_out))), promise(judged, letters, risk), tuple(judged))


def _fit(held_out: Sequence[HeldOut], outcomes: Sequence[Sequence[Outcome]], places: Sequence[int]) -> TrustModel:
    return TrustModel.fit([held_out[place].read for place in places], [outcomes[place] for place in places])
