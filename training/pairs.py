"""Labelled answers side by side with the answers found in their stead, row by row, and what came of each of those."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.trust import Outcome
from nlp.types import Answer, LabelledLetter, ReadLetter
from training.crossval import HeldOut
from training.matching import Ink, match_rows, rows_of, unlike_figures


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled answer to one question and the one that was found: ``None`` where it was missed or is spurious."""

    labelled: Answer | None
    found: Answer | None


def pairs_of(held_out: Iterable[HeldOut]) -> list[Pair]:
    """Every row that was labelled or found in these letters, matched as the measures match them."""
    return [pair for one in held_out for pair in pairs_in(one.letter, one.read.answers)]


def pairs_in(letter: LabelledLetter, answers: Sequence[Answer]) -> Iterator[Pair]:
    """Every row that is labelled in a letter, in order, with what stands for it among these answers; then the others.

    A pair holds the very answers that are labelled and given, so that each can be told from one with the same words.
    """
    ink = Ink(letter.text)
    labelled, found = rows_of(letter.answers, ink), rows_of(answers, ink)
    matched = match_rows(labelled, found, ink, by_question=True)
    for place, row in enumerate(labelled):
        yield Pair(row.answer, found[matched[place]].answer if place in matched else None)
    used = set(matched.values())
    yield from (Pair(None, row.answer) for place, row in enumerate(found) if place not in used)


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
