"""A letter as it is printed, whatever its lines are taken for: what all of its readings share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Self

from nlp.dealing import Stems, stems_of
from nlp.identifiers import ROMANS
from nlp.link_patterns import LETTERED_HEADING, SECTION
from nlp.logical_line import LogicalLine
from nlp.numbering import MarkerKind
from nlp.view import readable

OPENING = 160
"""Characters of an answer that may name its question."""
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
    _telling: dict[tuple[int, int], Stems] = field(default_factory=dict)

    @classmethod
    def of(cls, view: str, lines: Sequence[LogicalLine]) -> Self:
        """Looks at all of a letter's lines."""
        rows: defaultdict[int, list[int]] = defaultdict(list)
        stems, sections, numbers = [], [], []
        lettered: defaultdict[MarkerKind, dict[int, str]] = defaultdict(dict)
        for index, line in enumerate(lines):
            if line.column >= 0:
                rows[line.row].append(index)
            if line.marker is None or line.marker.named:
                continue
            if (
                line.marker.kind not in _SUB_KINDS
                and line.marker.id[:1].isdigit()
                and line.end - line.start < _LONGEST_STEM
            ):
                stems.append(index)
            head = view.rfind("\n", 0, line.start) + 1
            if SECTION.match(view, head):
                sections.append(index)
            elif LETTERED_HEADING.match(view, head):
                lettered[line.marker.kind][index] = line.marker.id
            if line.label and line.marker.id.isdigit() and line.column < 0:
                numbers.append(index)
        several = {row: own for row, own in rows.items() if len({lines[index].column for index in own}) > 1}
        for kind, order in ((MarkerKind.LETTER, tuple(ascii_lowercase)), (MarkerKind.ROMAN, ROMANS)):
            printed = tuple(dict.fromkeys(lettered[kind].values()))
            if len(printed) > 1 and printed == order[: len(printed)]:
                sections = sorted([*sections, *lettered[kind]])
        return cls(view, lines, several, stems, sections, numbers)

    def words(self, start: int, end: int) -> str:
        """A stretch of the view as one line of plain words; it is remembered."""
        if (start, end) not in self._words:
            self._words[start, end] = readable(self.view[start:end])
        return self._words[start, end]

    def telling(self, start: int, end: int) -> Stems:
        """What tells a stretch of the view from others; it is remembered."""
        if (start, end) not in self._telling:
            self._telling[start, end] = stems_of(self.words(start, end))
        return self._telling[start, end]
