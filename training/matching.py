"""Which predicted answer stands for which labelled one, row by row (one row a question), and which figures agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from nlp.labelled import normal_id
from nlp.types import Answer, Quantity, Value

LEAST_OVERLAP = 0.8
"""Intersection over union of the non-white-space characters from which an answer is found."""


@dataclass(frozen=True, slots=True)
class Row:
    """One answer to one question. ``ink`` counts the characters in it that are no white space."""

    question: str
    column: str
    answer: Answer
    ink: int

    @property
    def span(self) -> tuple[int, int]:
        """Where the answer stands."""
        return self.answer.start, self.answer.end


class Ink:
    """Counts the characters of a text that are no white space, between any two places."""

    def __init__(self, text: str) -> None:
        self._before = [0, *accumulate(not character.isspace() for character in text)]

    def count(self, start: int, end: int) -> int:
        """How many there are from ``start`` to ``end``; 0 where the two cross."""
        last = len(self._before) - 1
        start, end = max(0, min(start, last)), max(0, min(end, last))
        return max(0, self._before[end] - self._before[start])

    def overlap(self, one: Row, other: Row) -> float:
        """Intersection over union of two rows' characters."""
        start, end = max(one.span[0], other.span[0]), min(one.span[1], other.span[1])
        shared = self.count(start, end) if start < end else 0
        return shared / (one.ink + other.ink - shared)


def rows_of(answers: Iterable[Answer], ink: Ink) -> list[Row]:
    """The answers as rows, one for every question that they answer."""
    return [
        Row(
            normal_id(question),
            _heading(answer.column),
            answer,
            ink.count(answer.start, answer.end),
        )
        for answer in answers
        for question in answer.questions or ("*",)
    ]


def unique_spans(rows: Sequence[Row]) -> list[Row]:
    """One row for each stretch of the letter; blank answers differ by question and column."""
    kept = {(row.span, "" if row.ink else row.question + row.column): row for row in rows}
    return list(kept.values())


def match_rows(labelled: Sequence[Row], predicted: Sequence[Row], ink: Ink, *, by_question: bool) -> dict[int, int]:
    """Match rows one to one, the greatest overlap first: labelled index to predicted index.

    ``by_question`` also wants the question to agree, where a letter with a single question may
    be answered as a whole. Blank answers match by question and column.
    """
    one_question = len({row.question for row in labelled}) == 1
    pairs = []
    for i, wanted in enumerate(labelled):
        for j, found in enumerate(predicted):
            same = wanted.question == found.question
            whole = one_question and "*" in (wanted.question, found.question)
            if by_question and not same and not whole:
                continue
            if wanted.ink and found.ink:
                overlap = ink.overlap(wanted, found)
                if overlap >= LEAST_OVERLAP:
                    pairs.append((overlap, i, j))
            elif same and wanted.ink == found.ink == 0 and wanted.column in ("", found.column):
                pairs.append((1.0, i, j))
    matched: dict[int, int] = {}
    taken = set()
    for _, i, j in sorted(pairs, reverse=True):
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched


def unlike_figures(labelled: Sequence[Quantity], predicted: Sequence[Quantity]) -> tuple[list[Value], list[Value]]:
    """The labelled figures that are not among the predicted ones, and the predicted ones that nobody labelled."""
    missed, left = [], [quantity.value for quantity in predicted]
    for quantity in labelled:
        same = next((value for value in left if same_value(quantity.value, value)), None)
        if same is None:
            missed.append(quantity.value)
        else:
            left.remove(same)
    return missed, left


def same_value(one: Value, other: Value) -> bool:
    """Whether two figures say the same: bound, low and high agree."""
    return one.bound is other.bound and _near(one.low, other.low) and _near(one.high, other.high)


def _near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-6 * max(1.0, abs(one), abs(other))


def _heading(column: str | None) -> str:
    # a tag can only end before the last ">": looking no further keeps the search linear
    tagged, close, plain = (column or "").rpartition(">")
    return (re.sub(r"<[^>]+>|\W+", "", tagged + close) + re.sub(r"\W+", "", plain)).lower()
