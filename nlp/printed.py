"""A letter as it is printed, whatever its lines are taken for: what all of its readings share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

from nlp.lines import LogicalLine
from nlp.link_patterns import (
    CARDINAL,
    CARDINALS,
    FIRST_FEW,
    MANY,
    MENTION,
    NUMBERS,
    ORDINAL,
    ORDINALS,
    SECTION,
    WORDED,
)
from nlp.numbering import MarkerKind, plain_id
from nlp.view import readable

_MOST_TOGETHER = 30
"""How many questions "questions 2 to 4" may name."""
_LONGEST_STEM = 200
"""Characters that a line has less than whose number is the parent of the sub-questions under it."""
_SUB_KINDS = frozenset({MarkerKind.LETTER, MarkerKind.ROMAN, MarkerKind.BARE})
"""Kinds of numbers that are no parent of others."""


@dataclass(frozen=True, slots=True, eq=False)
class Printed:
    """The view and the logical lines of a letter.

    ``rows`` has the lines of each table row of two columns or more, in order. ``stems`` are the lines whose number may
    be the parent of those under it, ``sections`` the numbered headings under which numbers may begin again,
    ``numbers`` the lines that are but a number.
    """

    view: str
    lines: Sequence[LogicalLine]
    rows: Mapping[int, Sequence[int]]
    stems: Sequence[int]
    sections: Sequence[int]
    numbers: Sequence[int]
    _words: dict[tuple[int, int], str] = field(default_factory=dict)

    @classmethod
    def of(cls, view: str, lines: Sequence[LogicalLine]) -> Self:
        """Looks at all of a letter's lines."""
        rows: defaultdict[int, list[int]] = defaultdict(list)
        stems, sections, numbers = [], [], []
        for index, line in enumerate(lines):
            if line.column >= 0:
                rows[line.row].append(index)
            if line.marker is None:
                continue
            if (
                line.marker.kind not in _SUB_KINDS
                and line.marker.id[:1].isdigit()
                and line.end - line.start < _LONGEST_STEM
            ):
                stems.append(index)
            if SECTION.match(view, view.rfind("\n", 0, line.start) + 1):
                sections.append(index)
            if line.label and line.marker.id.isdigit() and line.column < 0:
                numbers.append(index)
        several = {row: own for row, own in rows.items() if len({lines[index].column for index in own}) > 1}
        return cls(view, lines, several, stems, sections, numbers)

    def words(self, start: int, end: int) -> str:
        """A stretch of the view as one line of plain words; it is remembered."""
        if (start, end) not in self._words:
            self._words[start, end] = readable(self.view[start:end])
        return self._words[start, end]


@lru_cache(maxsize=4_096)
def mentioned(text: str) -> tuple[str, ...]:
    """Question ids named in a label or an opening clause ("Questions 2 to 4", "your second question")."""
    found: list[str] = []
    text = WORDED.sub(lambda named: CARDINAL.sub(lambda word: CARDINALS[word[0].lower()], named[0]), text)
    match = MENTION.search(text)
    if match:
        parts = NUMBERS.findall(match["ids"])
        ids = [one for one in map(plain_id, parts) if one]
        if len(ids) == 2 and MANY.search(match["ids"]) and all(part.isdigit() for part in ids):
            low, high = int(ids[0]), int(ids[1])
            if low < high <= low + _MOST_TOGETHER:
                return tuple(str(number) for number in range(low, high + 1))
        found += ids
    elif few := FIRST_FEW.search(text):
        count = CARDINALS.get(few["count"].lower(), few["count"])
        found += map(str, range(1, int(count) + 1))
    else:
        for word in ORDINAL.findall(text):
            found.append(ORDINALS[word.lower()])
    return tuple(dict.fromkeys(found))
