"""Tables: the cells of each row, whether HTML, bars, tabs or mere space sets them apart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp.line_patterns import CELL_TAG, GAP, PIPE_RULE, RULE, SPANNED, TAB_RULE
from nlp.rows import NO_INK, SPACE, Span, between, has_ink

_NUMBER_ONLY = re.compile(
    r"\s*[(\[]?(?:[A-Za-z]{0,8}\.?\s?\d{1,2}[a-z]?|[A-Za-z]|[ivxIVX]{1,4}|[A-Za-z]{1,8}(?=[.:]))?[.):\]]{0,2}\s*"
)
"""A cell that holds no words, so that its row is no row of a table: a number, a letter, "Ans."."""
_FURTHEST_NUMBER = 12
"""Characters in which such a number stands."""
_NARROWEST = 8
"""Characters of a first column at least."""
_FEWEST_BARRED = 3
"""How many lines with one "|" amid them make a table that has no rule under its head."""
_LONGEST_CELL = 3
"""How many lines a cell of such a table may be broken over."""
_FEWEST_TABS = 2
"""Tabs at the head of a line at least that stand for cells in which nothing goes on; one may be but an indent."""
_MOST_SPANNED = 50
"""Rows or columns that a cell may be said to take."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table's row; ``column`` counts from 0, and ``blank`` is where a blank in it stands.

    Without one, a cell that holds nothing is a mere gap.
    """

    start: int
    end: int
    column: int
    columns: int
    blank: int | None


def cells_of_rows(source: str, view: str, rows: Sequence[Span], furniture: set[int]) -> list[list[Cell]]:
    """The cells of each row, in order; none where it is no row of a table, as one of page ``furniture`` never is."""
    tagged = _tagged_rows(source, view, rows)
    aligned = _aligned_gaps(view, rows)
    barred = _barred_rows(view, rows) if "|" in view else set()
    found: list[list[Cell]] = []
    above: list[Cell] = []
    for row, span in enumerate(rows):
        if row in tagged:
            cells = tagged[row]
        elif row in furniture:
            cells = []
        else:
            plain = _plain_cells(view, span, aligned.get(row, []), barred=row in barred)
            cells = plain or _indented_cell(view, span, above)
        found.append(cells)
        if row not in furniture and has_ink(view, *span):
            above = cells if row not in tagged and "\t" in view[slice(*span)] else []
    return found


def _indented_cell(view: str, row: Span, above: Sequence[Cell]) -> list[Cell]:
    """What goes on in the last cell of the row above, after tabs for the other cells."""
    start, end = row
    text = view[start:end].rstrip(SPACE)
    column = len(text) - len(text.lstrip("\t"))
    if column < _FEWEST_TABS or not above or above[-1].column != column or "\t" in text[column:] or is_rule(view, *row):
        return []
    return [Cell(start + column, end, column, above[-1].columns, None)]


def _tagged_rows(source: str, view: str, rows: Sequence[Span]) -> Mapping[int, list[Cell]]:
    """The rows of HTML tables; a cell that spans rows or columns takes its place in each."""
    found: dict[int, list[Cell]] = {}
    if "<t" not in source.lower():
        return found
    held: dict[int, int] = {}
    for row, (start, end) in enumerate(rows):
        tags = list(CELL_TAG.finditer(source, start, end))
        if not tags:
            if source[start:end].strip():
                held = {}
            continue
        # words before the first cell are a cell that nobody opened
        spans = [(start, tags[0].start(), 1, 1)] if has_ink(view, start, tags[0].start()) else []
        ends = [*(tag.start() for tag in tags[1:]), end]
        spans += [(tag.end(), last, *_spanned(tag["settings"] or "")) for tag, last in zip(tags, ends, strict=True)]
        places, taken = [], dict[int, int]()
        column = 0
        for _, _, wide, high in spans:
            while column in held:
                column += 1
            places.append(column)
            taken |= dict.fromkeys(range(column, column + wide), high)
            column += wide
        columns = max(column, *(one + 1 for one in held), 0)
        found[row] = [
            Cell(left, right, at, columns, left) for (left, right, _, _), at in zip(spans, places, strict=True)
        ]
        held = {one: high - 1 for one, high in (held | taken).items() if high > 1}
    return found


def _spanned(settings: str) -> tuple[int, int]:
    """How many columns and rows the cell takes."""
    told = {match["way"].lower(): int(match["count"]) for match in SPANNED.finditer(settings)}
    wide, high = (max(1, min(told.get(way, 1), _MOST_SPANNED)) for way in ("col", "row"))
    return wide, high


def _aligned_gaps(view: str, rows: Sequence[Span]) -> Mapping[int, list[Span]]:
    """The gaps of rows that stand in columns made of spaces.

    One wide gap may be anything; several in a row, one under another, or one over more of its cell, make a table. The
    space after a printed number is none.
    """
    found: dict[int, list[Span]] = {}
    for row, (start, end) in enumerate(rows):
        line = view[start:end]
        if "  " not in line or "\t" in line or "|" in line:
            continue
        gaps = [match.span() for match in GAP.finditer(line)]
        if gaps and gaps[0][0] <= _FURTHEST_NUMBER and _NUMBER_ONLY.fullmatch(line, 0, gaps[0][0]):
            gaps = gaps[1:]
        if gaps:
            found[row] = gaps
    kept = {}
    filled = [row for row, (start, end) in enumerate(rows) if view[start:end].strip()]
    place = {row: index for index, row in enumerate(filled)}
    for row, gaps in found.items():
        wide = [gap for gap in gaps if gap[1] - gap[0] >= 3]
        beside = [filled[at] for at in (place[row] - 1, place[row] + 1) if 0 <= at < len(filled)]
        ends = [other[1] for near in beside for other in found.get(near, ())] + [
            _indent(view, rows[near]) for near in beside
        ]
        edges = {end + off for end in ends if end >= _NARROWEST for off in range(-2, 3)}
        under = any(gap[1] in edges for gap in gaps)
        if len(wide) >= 2 or (under and (wide or len(gaps) >= 2)) or (wide and len(gaps) >= 2):
            kept[row] = gaps
    return kept


def _indent(view: str, row: Span) -> int:
    """How far in a row begins: where a cell goes on in it, as far as the column of that cell."""
    line = view[slice(*row)]
    return len(line) - len(line.lstrip(" "))


def _barred_rows(view: str, rows: Sequence[Span]) -> set[int]:
    """The rows of tables in two columns that have one "|" between the cells and none around them.

    Two lines of a letterhead or of a signature are no table. Nor are lines whose bars all stand at their ends: each is
    a cell by itself, and a bar alone ends a row.
    """
    found: set[int] = set()
    run: list[int] = []
    ruled = torn = amid = False
    below = _LONGEST_CELL
    for row, (start, end) in enumerate([*rows, (0, 0)]):
        text = view[start:end].strip(SPACE)
        if not text and row < len(rows):
            # after a gap a table may go on, and another may begin
            below, torn = _LONGEST_CELL, False
        elif text.count("|") == 1 and PIPE_RULE.fullmatch(text):
            ruled = ruled or (text != "|" and bool(run))
        elif text.count("|") == 1 and text[0] != "|" and not torn:
            run.append(row)
            below, amid = 0, amid or text[-1] != "|"
        elif text and "|" not in text and below < _LONGEST_CELL:
            below += 1
        else:
            # a row of another table that is broken over several lines may have one "|" in some of them
            torn = "|" in text
            several = len(run) >= _FEWEST_BARRED or (ruled and len(run) > 1)
            if several and amid and not (torn and below < _LONGEST_CELL):
                found.update(run)
            run, ruled, amid, below = [], False, False, _LONGEST_CELL
    return found


def is_rule(view: str, start: int, end: int) -> bool:
    """Whether a row is but a line drawn, as under the head of a table; between tabs, one sign alone is a blank."""
    text = view[start:end].strip(NO_INK)
    if "\t" in text:
        return all(not cell or TAB_RULE.fullmatch(cell) for cell in (part.strip(SPACE) for part in text.split("\t")))
    return RULE.fullmatch(text) is not None or ("-" in text and PIPE_RULE.fullmatch(text) is not None)


def _plain_cells(view: str, row: Span, gaps: Sequence[Span], *, barred: bool) -> list[Cell]:
    """The cells of a row of plain text; none where it is no row of a table."""
    spans = _parted(view, *row, gaps, barred=barred)
    if len(spans) < 2 or not any(has_ink(view, *span) for span in spans) or is_rule(view, *row):
        return []
    border = "|" in view[slice(*row)]
    return [
        Cell(start, end, column, len(spans), end if border or column else None)
        for column, (start, end) in enumerate(spans)
    ]


def _parted(view: str, start: int, end: int, gaps: Sequence[Span], *, barred: bool) -> list[Span]:
    """The cells of a row of plain text; none where nothing parts any."""
    line = view[start:end]
    stripped = line.strip()
    if barred or stripped.count("|") >= 2 or (stripped.startswith("|") and len(stripped) > 1):
        return _barred_cells(view, start, end, barred=barred)
    if "\t" in stripped:
        cells = list(between(start, end, [(at, at + 1) for at in _places(view, "\t", start, end)]))
        while len(cells) > 1 and not has_ink(view, *cells[-1]):
            cells.pop()
        return cells
    return list(between(start, end, [(start + left, start + right) for left, right in gaps])) if gaps else []


def _barred_cells(view: str, start: int, end: int, *, barred: bool) -> list[Span]:
    """The cells between bars; the first and the last bar may stand at the edges of the row."""
    bars = _places(view, "|", start, end)
    first = start
    if bars and not view[start : bars[0]].strip(" "):
        first, bars = bars[0] + 1, bars[1:]
    cells = list(between(first, end, [(at, at + 1) for at in bars]))
    return cells if barred or view[cells[-1][0] : end].strip(NO_INK) else cells[:-1]


def _places(view: str, sign: str, start: int, end: int) -> list[int]:
    return [start + at for at, own in enumerate(view[start:end]) if own == sign]
