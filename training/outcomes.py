"""What came of the answers that were found in labelled letters: which of them are right, and in what."""

from __future__ import annotations

from collections.abc import Sequence

from models.trust import Outcome
from nlp.types import Answer, LabelledLetter, ReadLetter
from training.matching import unlike_figures
from training.pairs import pairs_in


def outcomes_of(letter: LabelledLetter, read: ReadLetter) -> list[Outcome]:
    """The outcome of each answer that was found in the letter, in their order.

    An answer to several questions is right if it is for each of them.
    """
    meant: dict[int, list[Answer | None]] = {id(answer): [] for answer in read.answers}
    for pair in pairs_in(letter, read.answers):
        if pair.found is not None:
            meant[id(pair.found)].append(pair.labelled)
    return [_outcome(answer, meant[id(answer)]) for answer in read.answers]


def _outcome(answer: Answer, meant: Sequence[Answer | None]) -> Outcome:
    there = [one for one in meant if one is not None]
    return Outcome(
        words=len(there) == len(meant),
        status=bool(there) and all(one.status is answer.status for one in there),
        figures=bool(there) and not any(unlike_figures(there[0].quantities, answer.quantities)),
    )
