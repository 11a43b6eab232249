"""Labelled answers side by side with the answers found in their stead, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nlp.types import Answer, LabelledLetter
from training.crossval import HeldOut
from training.matching import Ink, match_rows, rows_of


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
