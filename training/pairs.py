"""Labelled answers side by side with the answers found in their stead, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nlp.types import Answer
from training.crossval import HeldOut
from training.matching import Ink, match_rows, rows_of


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled answer to one question and the one that was found: ``None`` where it was missed or is spurious."""

    labelled: Answer | None
    found: Answer | None


def pairs_of(held_out: Iterable[HeldOut]) -> list[Pair]:
    """Every row that was labelled or found in these letters, matched as the measures match them."""
    return [pair for one in held_out for pair in _pairs(one)]


def _pairs(one: HeldOut) -> Iterator[Pair]:
    ink = Ink(one.letter.text)
    labelled, found = rows_of(one.letter.answers, ink), rows_of(one.read.answers, ink)
    matched = match_rows(labelled, found, ink, by_question=True)
    for place, row in enumerate(labelled):
        yield Pair(row.answer, found[matched[place]].answer if place in matched else None)
    used = set(matched.values())
    yield from (Pair(None, row.answer) for place, row in enumerate(found) if place not in used)
