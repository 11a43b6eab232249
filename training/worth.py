"""How right a reading of a labelled letter is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nlp.blocks import Block
from nlp.types import Answer, LabelledLetter, Status
from training.matching import Ink, Row, match_rows, rows_of


def worth_of(letter: LabelledLetter) -> Callable[[Sequence[Sequence[Block]]], list[float]]:
    """Tells, of each of several readings, the F1 of the rows that its answers make, blank answers left out."""

    def worth(readings: Sequence[Sequence[Block]]) -> list[float]:
        ink = Ink(letter.text)
        labelled = rows_of([answer for answer in letter.answers if answer.end > answer.start], ink)
        return [_f1(labelled, rows_of(_answers(blocks), ink), ink) for blocks in readings]

    return worth


def _answers(blocks: Sequence[Block]) -> list[Answer]:
    return [
        Answer(block.ids, (Status.PROVIDED,), block.start, block.end, column=block.column)
        for block in blocks
        if not block.question and block.end > block.start
    ]


def _f1(labelled: Sequence[Row], found: Sequence[Row], ink: Ink) -> float:
    rows = len(labelled) + len(found)
    return 2 * len(match_rows(labelled, found, ink, by_question=True)) / rows if rows else 1.0
