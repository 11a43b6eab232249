"""The rows of a letter: its lines as they are printed, before anything is put together or taken apart.

A row of an HTML table is one row, over however many lines its source is spread; paragraphs that HTML sets on one line
are several.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from nlp.line_patterns import BLOCK_TAG, ROW_TAG
from nlp.view import FILL

Span = tuple[int, int]
"""Where a stretch begins and ends, as offsets in the source text."""

SPACE = " \t\r\n\f\v" + FILL
"""Signs that leave no ink."""
NO_INK = "|" + SPACE
"""Signs that leave no ink, and borders of cells."""
_INK = re.compile(rf"[^{NO_INK}]+")
_BORDER = re.compile(r"[|\t]")
_LONGEST_IN_CELLS = 2_000
"""Characters that a line has less than whose cells hold tags that part no rows."""
_LONGEST_ROW = 20_000
"""Characters beyond which a tag that opens a row was never closed."""
_LINE_END = re.compile("\r\n|[\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029]")


def trim(view: str, start: int, end: int) -> Span:
    """The stretch without space and cell borders at its edges."""
    while start < end and view[start] in NO_INK:
        start += 1
    while end > start and view[end - 1] in NO_INK:
        end -= 1
    return start, end


def has_ink(view: str, start: int, end: int) -> bool:
    """Whether anything but space and cell borders is printed there."""
    return bool(view[start:end].strip(NO_INK))


def rows_of(source: str, view: str) -> list[Span]:
    """Where each row begins and ends, line ends left out."""
    breaks = [match.span() for match in _LINE_END.finditer(view)]
    edges: set[int] = set()
    opens: set[int] = set()
    if "<" in source:
        tables = list(_table_rows(source))
        opens = {first for first, _ in tables}
        edges = {place for place in _block_edges(source, view, breaks) if not _overlaps(tables, place, place + 1)}
        edges |= opens | {last for _, last in tables}
        breaks = [span for span in breaks if not _overlaps(tables, span[0], span[0] + 1)]
    if not edges:
        return _filled(between(0, len(view), breaks))
    ink = [match.span() for match in _INK.finditer(view)]
    kept, at = [], 0
    stops = sorted([*breaks, *((place, place) for place in edges), (len(view), len(view))])
    for (first, last), (following, _) in pairwise(stops):
        # a tag parts rows where one of a table begins, or where there is something to read on both sides
        parts = _overlaps(ink, at, first) and (first in opens or _overlaps(ink, first, following))
        if first == last and not parts:
            continue
        kept.append((first, last))
        at = last
    return _filled(between(0, len(view), kept))


def between(start: int, end: int, parts: Sequence[Span]) -> Iterator[Span]:
    """The stretches that are left of one when its ``parts``, which are in order, are taken out."""
    for left, right in parts:
        yield start, left
        start = right
    yield start, end


def _filled(rows: Iterable[Span]) -> list[Span]:
    """The rows without the last one where nothing follows the last line end."""
    *found, last = rows
    return [*found, last] if last[0] < last[1] else found


def _overlaps(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether one of the spans, which are in order, has a part in the stretch."""
    after = bisect_right(spans, start, key=lambda span: span[1])
    return after < len(spans) and spans[after][0] < end


def _block_edges(source: str, view: str, breaks: Sequence[Span]) -> Iterator[int]:
    """Where paragraphs and the like begin and end; those in the cell of a row in plain text part no rows."""
    ends = [start for start, _ in breaks]
    for match in BLOCK_TAG.finditer(source):
        line = bisect_left(ends, match.start())
        start, end = breaks[line - 1][1] if line else 0, ends[line] if line < len(ends) else len(view)
        if end - start < _LONGEST_IN_CELLS and _BORDER.search(view, start, end):
            continue
        yield from match.span()


def _table_rows(source: str) -> Iterator[Span]:
    """The rows of HTML tables, tags included.

    One that is not closed ends where the next begins, or with its line, as does one too long to be a row.
    """
    opened: int | None = None
    for match in ROW_TAG.finditer(source):
        opens = match["opens"] is not None
        if opened is not None:
            yield _bounded(source, opened, match.start() if opens else match.end())
        opened = match.start() if opens else None
    if opened is not None:
        yield _bounded(source, opened, len(source) + _LONGEST_ROW)


def _bounded(source: str, start: int, end: int) -> Span:
    if end - start <= _LONGEST_ROW:
        return start, end
    line = _LINE_END.search(source, start, end)
    return start, line.start() if line else min(end, len(source))
