"""Tables within one answer: which heading and which row's name each of their cells has."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from nlp.cells import Cell, cells_of_rows, is_rule
from nlp.rows import rows_of
from nlp.view import readable

_PARTED = re.compile(r"[\t|]|\S {2,}\S")
"""What parts cells; where none is, there is no table."""
_ABOVE = 300
"""Characters before an answer in which the headings of its table stand."""
_FIGURE = re.compile(
    r"[£$€~<>≤≥(\[+−-]{0,3}\d[\d,.]*\s?(?:%|[kmbn]{1,2}\b)?[)\]*]{0,2}|[-–—*]|nil|n/?a|none", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-/–]\s?(?:\d\d|(?:19|20)\d\d))?|\d\d/\d\d")
_UNIT_SIGN = re.compile(r"[£%]")
_FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class InnerCell:
    """A cell of a table in an answer: where it stands, its column's heading and its row's name, ``""`` for none."""

    start: int
    end: int
    column: str
    row: str


def inner_cells(view: str, start: int, end: int) -> list[InnerCell]:
    """The cells of the tables in ``view[start:end]``, in order, but for their headings."""
    first = max(view.rfind("\n", 0, start) + 1, start - _ABOVE)
    if "\n" not in view[start:end] or _PARTED.search(view, first, end) is None:
        return []
    above = max(0, start - _ABOVE)
    top = view.find("\n", above, first) + 1 or first
    text = view[top:end]
    rows = [row for row in rows_of("", text) if not is_rule(text, *row)]
    cells = cells_of_rows("", text, rows, set())
    found: list[InnerCell] = []
    for several, run in groupby(cells, key=lambda row: len(row) > 1):
        table = list(run)
        if several and len(table) >= _FEWEST_ROWS:
            found += _named(text, top, table)
    return [cell for cell in found if cell.end > start]


def cell_at(cells: Sequence[InnerCell], place: int) -> InnerCell | None:
    """The cell that a place stands in, if any."""
    before = bisect_right(cells, place, key=lambda cell: cell.start) - 1
    return cells[before] if before >= 0 and place < cells[before].end else None


def _named(text: str, top: int, table: Sequence[Sequence[Cell]]) -> list[InnerCell]:
    heads = list(takewhile(lambda row: _heads(text, row), table))
    if len(heads) == len(table):
        # a table of words: its first row may be a heading
        heads = heads[:1]
    # what stands over the names of rows may be what all figures are counted in: "£000 | 2022 | 2023"
    corner = " ".join(_words(text, row[0]) for row in heads)
    unit = corner if _UNIT_SIGN.search(corner) else ""
    titles = [[_words(text, cell) for cell in head] for head in heads]
    found = []
    for row in table[len(heads) :]:
        name = _words(text, row[0])
        bordered = "\t" in text[row[0].start : row[-1].end + 1] or "|" in text[row[0].start : row[-1].end]
        over = [_over(own, len(row), bordered=bordered) for own in titles]
        found += [
            InnerCell(
                top + cell.start,
                top + cell.end,
                " ".join(filter(None, (*(own[cell.column] for own in over), unit if cell.column else ""))),
                name if cell.column else "",
            )
            for cell in row
        ]
    return found


def _over(titles: Sequence[str], width: int, *, bordered: bool) -> Sequence[str]:
    """The headings over the cells of a row so wide: set to the right where they lack the one over the rows' names.

    Where a row lacks cells, only ``bordered`` ones tell which.
    """
    if len(titles) > width and not bordered:
        return [""] * width
    return [*[""] * (width - len(titles)), *titles[:width]]


def _words(text: str, cell: Cell) -> str:
    return readable(text[cell.start : cell.end])


def _heads(text: str, row: Sequence[Cell]) -> bool:
    """Whether a row holds headings: words or years, and no figures."""
    words = [_words(text, cell) for cell in row]
    told = [own for own in words[1:] if own]
    return bool(told) and not any(_FIGURE.fullmatch(own) and not _YEAR.fullmatch(own) for own in told)
