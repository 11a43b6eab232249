"""What came of the answers that were found in labelled letters: which of them are right, and in what."""

from __future__ import annotations

from collections.abc import Sequence

from models.trust import Outcome
from nlp.types import Answer, LabelledLetter, Quantity, ReadLetter
from training.evaluation import same_value
from training.matching import Ink, Row, match_rows, rows_of


def outcomes_of(letter: LabelledLetter, read: ReadLetter) -> list[Outcome]:
    """The outcome of each answer that was found in the letter, in their order.

    An answer to several questions is right if it is for each of them.
    """
    ink = Ink(letter.text)
    labelled, found = rows_of(letter.answers, ink), rows_of(read.answers, ink)
    meant = {place: labelled[own].answer for own, place in match_rows(labelled, found, ink, by_question=True).items()}
    return [_outcome(answer, [meant.get(place) for place in places]) for answer, places in _rows(read.answers, found)]


def _rows(answers: Sequence[Answer], found: Sequence[Row]) -> list[tuple[Answer, list[int]]]:
    """Each answer with the places of its rows."""
    places: dict[int, list[int]] = {id(answer): [] for answer in answers}
    for place, row in enumerate(found):
        places[id(row.answer)].append(place)
    return [(answer, places[id(answer)]) for answer in answers]


def _outcome(answer: Answer, meant: Sequence[Answer | None]) -> Outcome:
    there = [one for one in meant if one is not None]
    return Outcome(
        words=bool(meant) and len(there) == len(meant),
        status=bool(there) and all(one.status is answer.status for one in there),
        figures=bool(there) and _same_figures(there[0].quantities, answer.quantities),
    )


def _same_figures(labelled: Sequence[Quantity], found: Sequence[Quantity]) -> bool:
    left = [one.value for one in found]
    for quantity in labelled:
        same = next((value for value in left if same_value(quantity.value, value)), None)
        if same is None:
            return False
        left.remove(same)
    return not left
