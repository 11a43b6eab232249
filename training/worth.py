"""How right a reading of a labelled letter is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nlp.linking import Block
from nlp.types import Answer, LabelledLetter, Status
from training.matching import Ink, match_rows, rows_of


def worth_of(letter: LabelledLetter) -> Callable[[Sequence[Block]], float]:
    """Tells the F1 of the rows that a reading's answers make, blank answers left out."""
    ink = Ink(letter.text)
    labelled = rows_of([answer for answer in letter.answers if answer.end > answer.start], ink)

    def worth(blocks: Sequence[Block]) -> float:
        answers = [
            Answer(block.ids, (Status.PROVIDED,), block.start, block.end, column=block.column)
            for block in blocks
            if not block.question and block.end > block.start
        ]
        found = rows_of(answers, ink)
        rows = len(labelled) + len(found)
        return 2 * len(match_rows(labelled, found, ink, by_question=True)) / rows if rows else 1.0

    return worth
