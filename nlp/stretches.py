"""A row, or a cell of one, to logical lines: sentences, labels, list items, a question and its answer."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from nlp.identifiers import FIRST_OF_LIST, items_after
from nlp.line_patterns import (
    ABBREVIATION,
    BRIEF_LEAD_IN,
    BULLET,
    CLAUSE,
    COLON,
    DASH,
    HALF_ITEM,
    ITEM,
    LABEL,
    LEAD_IN,
    LEAD_IN_CUT,
    LEADER,
    NO_ITEM_BEFORE,
    REPLY,
    SENTENCE_END,
)
from nlp.logical_line import LogicalLine
from nlp.numbering import leading_marker
from nlp.rows import Span, trim
from nlp.view import FILL

_PRINTED_NUMBER = re.compile(
    rf"[(\[]?(?:\d{{1,2}}[A-Ha-h]?|[A-Za-z]|[ivx]{{1,4}})(?:[.)]?(?:,\s?|\s?(?:[-–—/&]|,?\s?and\s|to\s)\s?)\d{{1,2}}){{0,5}}[.)\]]{{1,2}}{FILL}*"
)
_NUMBER_BEFORE = re.compile(rf"\d{{1,2}}[.)]{FILL}*[ \t]+")
_LONGEST_NUMBER = 12
_SPELT_OUT = re.compile(r"[A-Za-z]{4}")
_SHORTEST_ASKED = 4
"""Characters of a question that stands before a colon and its answer."""


def _sentences(view: str, start: int, end: int, cuts: Sequence[int]) -> list[Span]:
    """Splits one stretch at sentence ends and at the given positions of structural tags."""
    stops = [cut for cut in cuts if start < cut < end]
    for match in SENTENCE_END.finditer(view, start, end):
        if view[match.start()] == "." and ABBREVIATION.search(view[max(start, match.start() - 8) : match.start()]):
            continue
        stops.append(match.end())
    stops += [match.end() for pattern in (CLAUSE, LEADER) for match in pattern.finditer(view, start, end)]
    pieces, at = [], start
    for stop in [*sorted(set(stops)), end]:
        left, right = trim(view, at, stop)
        if stop < end and right - left <= _LONGEST_NUMBER and _PRINTED_NUMBER.fullmatch(view, left, right):
            # a number in bold belongs to the words after it
            continue
        at = stop
        if left >= right:
            continue
        if stop < end and not view[left:right].strip(".…"):
            # dots that lead from a question to its answer
            continue
        number = _NUMBER_BEFORE.match(view, left, right)
        head = number.end() if number else left
        if LEAD_IN.match(view, head, right):
            for match in LEAD_IN_CUT.finditer(view, head, min(right, head + 400)):
                pieces.append(trim(view, left, match.end()))
                left = trim(view, match.end(), right)[0]
        elif brief := BRIEF_LEAD_IN.match(view, head, right):
            pieces.append(trim(view, left, brief.end()))
            left = trim(view, brief.end(), right)[0]
        pieces.append((left, right))
    return [piece for piece in pieces if piece[0] < piece[1]]


_NEAREST_ITEM, _FURTHEST_ITEM = 10, 600
"""Characters from one item of a sentence to the next."""
_FURTHEST_NOUN = 16
"""Characters before a number in brackets that may hold the word for what it numbers."""


def items_of(view: str) -> list[int]:
    """Where the items of a list in one sentence begin: "(a) the cost, (b) the date and (c) the place"."""
    return _items_like(ITEM, view) + _items_like(HALF_ITEM, view)


def _items_like(item: re.Pattern[str], view: str) -> list[int]:
    found: list[int] = []
    row: list[int] = []
    wanted: set[str] = set()
    for match in item.finditer(view):
        if NO_ITEM_BEFORE.search(view, max(0, match.start() - _FURTHEST_NOUN), match.start()):
            continue
        near = bool(row) and _NEAREST_ITEM < match.start() - row[-1] < _FURTHEST_ITEM
        if not (near and match["id"] in wanted):
            found += row if len(row) > 1 else []
            row = []
            if match["id"] not in FIRST_OF_LIST:
                continue
        row.append(match.start())
        wanted = items_after(match["id"])
    return found + (row if len(row) > 1 else [])


def stretch_lines(
    view: str, start: int, end: int, cuts: Sequence[int], row: int, *, cell: bool = False
) -> list[LogicalLine]:
    """The logical lines of one physical line, or of one ``cell`` beside others: no answer follows a dash in there."""
    lines: list[LogicalLine] = []
    start, end = trim(view, start, end)
    first = True
    stack = _sentences(view, start, end, cuts[bisect_left(cuts, start) : bisect_left(cuts, end)])[::-1]
    while stack:
        left, right = stack.pop()
        bullet = False
        match = BULLET.match(view, left, right)
        if match and match.end() < right:
            left, bullet = match.end(), True
        marker = leading_marker(view, left, right)
        if marker and marker.end < right:
            left = trim(view, marker.end, right)[0]
            match = BULLET.match(view, left, right)
            if match and match.end() < right:
                left, bullet = match.end(), True
        if left >= right:
            continue
        # a number that stands alone with its words ("RESPONSE TO Q1") is a label as a whole
        alone = marker is not None and marker.end >= right and _SPELT_OUT.match(view, left) is not None
        match = None if alone else LABEL.match(view, left, right)
        if (
            match
            and match.end() <= right
            and not (first and marker is None and view[left].islower() and not REPLY.search(match[0]))
        ):
            lines.append(LogicalLine(left, match.end(), row, marker, bullet, True, first))
            rest = trim(view, match.end(), right)
            first = False
            if rest[0] < rest[1]:
                stack.append(rest)
            continue
        match = DASH.search(view, left, min(right, left + 100)) if first and not cell else None
        if match is None and first and not cell and marker is not None:
            match = COLON.search(view, left + _SHORTEST_ASKED, min(right, left + 100))
        if match and match.end() < right and not (marker is None and right - left > 160):
            stack.append(trim(view, match.end(), right))
            right = match.start()
        if marker and marker.end >= right:
            # A number that stands alone is the label of what follows.
            lines.append(LogicalLine(left, right, row, marker, bullet, True, first))
        else:
            lines.append(LogicalLine(left, right, row, marker, bullet, False, first))
        first = False
    return lines
