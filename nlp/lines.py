"""Physical text to logical lines: the stretches that each play one role in a letter.

A logical line is a sentence, a list item, a label or a table's cell. Sentences that were wrapped over several
physical lines are one logical line; a physical line that holds a question and its answer is two.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import quantiles

from nlp.identifiers import FIRST_OF_LIST, id_after, numeral_after
from nlp.line_patterns import (
    ABBREVIATION,
    ADDRESS,
    BRIEF_LEAD_IN,
    BULLET,
    CELL_TAG,
    CLAUSE,
    COLON,
    DASH,
    GAP,
    HEADER,
    ITEM,
    LABEL,
    LEAD_IN,
    LEAD_IN_CUT,
    LINK_PART,
    NO_ITEM_BEFORE,
    PAGE,
    PIPE_RULE,
    REPLY,
    RULE,
    SENTENCE_END,
    SHORT_ANSWER,
    STRUCTURE_TAG,
)
from nlp.numbering import Marker, MarkerKind, leading_marker
from nlp.view import FILL

_SPACE = " \t\r\n\f\v" + FILL
_SKIP = "|" + _SPACE


class Joint(StrEnum):
    """How a logical line is set against the one before it."""

    SAME_ROW = "same_row"
    FLOWS = "flows"
    BREAKS = "breaks"
    CELL = "cell"


@dataclass(slots=True)
class LogicalLine:
    """One stretch of the letter and what its layout tells. Offsets count in the source text.

    ``start == end`` marks an empty table cell. ``column`` counts cells from 0, and is -1 outside tables.
    """

    start: int
    end: int
    row: int
    marker: Marker | None = None
    bullet: bool = False
    label: bool = False
    first: bool = True
    blank_before: int = 0
    indent: int = 0
    column: int = -1
    columns: int = 0
    quoted: bool = False
    furniture: bool = False
    rows: int = 1
    row_end: bool = False
    joint: Joint = Joint.BREAKS


def _trim(view: str, start: int, end: int) -> tuple[int, int]:
    while start < end and view[start] in _SKIP:
        start += 1
    while end > start and view[end - 1] in _SKIP:
        end -= 1
    return start, end


_NUMBER_ONLY = re.compile(
    r"\s*[(\[]?(?:[A-Za-z]{0,8}\.?\s?\d{1,2}[a-z]?|[A-Za-z]|[ivxIVX]{1,4}|[A-Za-z]{1,8}(?=[.:]))?[.):\]]{0,2}\s*"
)
"""A cell that holds no words, so that its row is no row of a table: a number, a letter, "Ans."."""


def _row_gaps(view: str, spans: list[tuple[int, int]]) -> dict[int, list[tuple[int, int]]]:
    """The gaps of rows that stand in columns made of spaces.

    One wide gap may be anything; several in a row, or one under another, make a table. The space after a
    printed number is none.
    """
    found: dict[int, list[tuple[int, int]]] = {}
    for row, (start, end) in enumerate(spans):
        line = view[start:end]
        if "  " not in line or "\t" in line or "|" in line:
            continue
        gaps = [match.span() for match in GAP.finditer(line)]
        if gaps and gaps[0][0] <= 12 and _NUMBER_ONLY.fullmatch(line, 0, gaps[0][0]):
            gaps = gaps[1:]
        if gaps:
            found[row] = gaps
    kept = {}
    filled = [row for row, (start, end) in enumerate(spans) if view[start:end].strip()]
    place = {row: index for index, row in enumerate(filled)}
    for row, gaps in found.items():
        wide = [gap for gap in gaps if gap[1] - gap[0] >= 3]
        beside = [filled[at] for at in (place[row] - 1, place[row] + 1) if 0 <= at < len(filled)]
        edges = {other[1] + off for near in beside for other in found.get(near, ()) for off in range(-2, 3)}
        under = any(gap[1] in edges for gap in gaps)
        if len(wide) >= 2 or (under and (wide or len(gaps) >= 2)) or (wide and len(gaps) >= 2):
            kept[row] = gaps
    return kept


_FEWEST_PIPED = 3
"""How many lines with one "|" amid them make a table that has no rule under its head."""
_LONGEST_CELL = 3
"""How many lines a cell of such a table may be broken over."""


def _piped(view: str, spans: list[tuple[int, int]]) -> set[int]:
    """The rows of tables in two columns that have one "|" between the cells and none around them.

    Two lines of a letterhead or of a signature are no table.
    """
    found: set[int] = set()
    run: list[int] = []
    ruled = torn = False
    below = _LONGEST_CELL
    for row, (start, end) in enumerate([*spans, (0, 0)]):
        text = view[start:end].strip(_SPACE)
        if not text and row < len(spans):
            # after a gap a table may go on, and another may begin
            below, torn = _LONGEST_CELL, False
        elif text.count("|") == 1 and PIPE_RULE.fullmatch(text):
            ruled = ruled or bool(run)
        elif text.count("|") == 1 and text[0] != "|" and not torn:
            run.append(row)
            below = 0
        elif text and "|" not in text and below < _LONGEST_CELL:
            below += 1
        else:
            # a row of another table that is broken over several lines may have one "|" in some of them
            torn = "|" in text
            if not (torn and below < _LONGEST_CELL) and (len(run) >= _FEWEST_PIPED or (ruled and len(run) > 1)):
                found.update(run)
            run, ruled, below = [], False, _LONGEST_CELL
    return found


def _cells(
    view: str, start: int, end: int, gaps: list[tuple[int, int]], *, piped: bool
) -> list[tuple[int, int]] | None:
    """The cells of a physical line, or ``None`` where it is no table row."""
    line = view[start:end]
    stripped = line.strip()
    if piped or stripped.count("|") >= 2 or (stripped.startswith("|") and len(stripped) > 1):
        separator = "|"
    elif "\t" in stripped:
        separator = "\t"
    else:
        if not gaps:
            return None
        cells, at = [], 0
        for left, right in gaps:
            cells.append((start + at, start + left))
            at = right
        cells.append((start + at, end))
        return cells
    cells, at = [], start
    lead = len(line) - len(line.lstrip(" "))
    if separator == "|" and line[lead : lead + 1] == "|":
        at = start + lead + 1
    while True:
        cut = view.find(separator, at, end)
        if cut < 0:
            break
        cells.append((at, cut))
        at = cut + 1
    if piped or separator == "\t" or view[at:end].strip(_SKIP):
        cells.append((at, end))
    while separator == "\t" and len(cells) > 1 and not view[cells[-1][0] : cells[-1][1]].strip(_SKIP):
        cells.pop()
    return cells


_PRINTED_NUMBER = re.compile(
    rf"[(\[]?(?:\d{{1,2}}[A-Ha-h]?|[A-Za-z]|[ivx]{{1,4}})(?:[.)]?(?:,\s?|\s?(?:[-–—/&]|,?\s?and\s|to\s)\s?)\d{{1,2}}){{0,5}}[.)\]]{{1,2}}{FILL}*"
)
_NUMBER_BEFORE = re.compile(rf"\d{{1,2}}[.)]{FILL}*[ \t]+")
_LONGEST_NUMBER = 12
_SHORTEST_ASKED = 4
"""Characters of a question that stands before a colon and its answer."""


def _sentences(view: str, start: int, end: int, cuts: list[int]) -> list[tuple[int, int]]:
    """Splits one stretch at sentence ends and at the given positions of structural tags."""
    stops = [cut for cut in cuts if start < cut < end]
    for match in SENTENCE_END.finditer(view, start, end):
        if view[match.start()] == "." and ABBREVIATION.search(view[max(start, match.start() - 8) : match.start()]):
            continue
        stops.append(match.end())
    stops += [match.end() for match in CLAUSE.finditer(view, start, end)]
    pieces, at = [], start
    for stop in [*sorted(set(stops)), end]:
        left, right = _trim(view, at, stop)
        if stop < end and right - left <= _LONGEST_NUMBER and _PRINTED_NUMBER.fullmatch(view, left, right):
            # a number in bold belongs to the words after it
            continue
        at = stop
        if left >= right:
            continue
        number = _NUMBER_BEFORE.match(view, left, right)
        head = number.end() if number else left
        if LEAD_IN.match(view, head, right):
            for match in LEAD_IN_CUT.finditer(view, head, min(right, head + 400)):
                pieces.append(_trim(view, left, match.end()))
                left = _trim(view, match.end(), right)[0]
        elif brief := BRIEF_LEAD_IN.match(view, head, right):
            pieces.append(_trim(view, left, brief.end()))
            left = _trim(view, brief.end(), right)[0]
        pieces.append((left, right))
    return [piece for piece in pieces if piece[0] < piece[1]]


_NEAREST_ITEM, _FURTHEST_ITEM = 10, 600
"""Characters from one item of a sentence to the next."""
_FURTHEST_NOUN = 16
"""Characters before a number in brackets that may hold the word for what it numbers."""


def _items(view: str) -> list[int]:
    """Where the items of a list in one sentence begin: "(a) the cost, (b) the date and (c) the place"."""
    found: list[int] = []
    row: list[int] = []
    wanted: set[str] = set()
    for match in ITEM.finditer(view):
        if NO_ITEM_BEFORE.search(view, max(0, match.start() - _FURTHEST_NOUN), match.start()):
            continue
        near = bool(row) and _NEAREST_ITEM < match.start() - row[-1] < _FURTHEST_ITEM
        if not (near and match["id"] in wanted):
            found += row if len(row) > 1 else []
            row = []
            if match["id"] not in FIRST_OF_LIST:
                continue
        row.append(match.start())
        wanted = _next_items(match["id"])
    return found + (row if len(row) > 1 else [])


def _next_items(item: str) -> set[str]:
    """What the item after this one is called."""
    return {id_after(item) or "", numeral_after(item)}


def _between(cuts: list[int], start: int, end: int) -> list[int]:
    return cuts[bisect_left(cuts, start) : bisect_left(cuts, end)]


def _split_stretch(view: str, start: int, end: int, cuts: list[int], row: int, cell: bool = False) -> list[LogicalLine]:
    """The logical lines of one physical line, or of one ``cell`` beside others: no answer follows a dash in there."""
    lines: list[LogicalLine] = []
    start, end = _trim(view, start, end)
    first = True
    stack = _sentences(view, start, end, _between(cuts, start, end))[::-1]
    while stack:
        left, right = stack.pop()
        bullet = False
        match = BULLET.match(view, left, right)
        if match and match.end() < right:
            left, bullet = match.end(), True
        marker = leading_marker(view, left, right)
        if marker and marker.end < right:
            left = _trim(view, marker.end, right)[0]
            match = BULLET.match(view, left, right)
            if match and match.end() < right:
                left, bullet = match.end(), True
        if left >= right:
            continue
        match = LABEL.match(view, left, right)
        if (
            match
            and match.end() <= right
            and not (first and marker is None and view[left].islower() and not REPLY.search(match[0]))
        ):
            lines.append(LogicalLine(left, match.end(), row, marker, bullet, True, first))
            rest = _trim(view, match.end(), right)
            first = False
            if rest[0] < rest[1]:
                stack.append(rest)
            continue
        match = DASH.search(view, left, min(right, left + 100)) if first and not cell else None
        if match is None and first and not cell and marker is not None:
            match = COLON.search(view, left + _SHORTEST_ASKED, min(right, left + 100))
        if match and match.end() < right and not (marker is None and right - left > 160):
            stack.append(_trim(view, match.end(), right))
            right = match.start()
        if marker and marker.end >= right:
            # A number that stands alone is the label of what follows.
            lines.append(LogicalLine(left, right, row, marker, bullet, True, first))
        else:
            lines.append(LogicalLine(left, right, row, marker, bullet, False, first))
        first = False
    return lines


def _link_goes_on(view: str, before: LogicalLine, after: LogicalLine) -> bool:
    """Whether a link was broken over two physical lines."""
    last = view[max(before.start, before.end - 300) : before.end].rsplit(maxsplit=1)[-1]
    head = view[after.start : min(after.end, after.start + 300)].split(None, 1)[0]
    return ("://" in last or "%" in last) and LINK_PART.search(head) is not None and "://" not in head


_FIGURE = re.compile(r"(?!(?:19|20)\d\d$)[£~<]?\d[\d,.]*(?<!\.)\s?(?:%|[mk]n?)?")


def _row_after(spans: list[tuple[int, int]], line: LogicalLine) -> int:
    """Where the physical line after the last one of ``line`` ends."""
    return spans[min(line.row + line.rows, len(spans) - 1)][1]


def _wraps(view: str, width: int, before: LogicalLine, after: LogicalLine, spans: list[tuple[int, int]]) -> bool:
    """Whether ``after`` carries on the sentence that ``before`` began on an earlier physical line."""
    if after.blank_before or before.furniture or after.furniture:
        return False
    if view[before.end - 1] == "[" or view[after.start] == "]" or _link_goes_on(view, before, after):
        return True
    if after.marker or after.bullet or after.label or before.label:
        return False
    if before.column > 0 or (before.column == 0 and after.column > 0) or after.column > 0:
        return False
    if before.quoted != after.quoted:
        return False
    if SHORT_ANSWER.match(view[after.start : after.end]):
        return False
    if (
        (before.marker or before.bullet)
        and _FIGURE.fullmatch(view, after.start, after.end)
        and not view[after.end : _row_after(spans, after)].strip(_SPACE)
    ):
        # the figure asked for, and not the end of a sentence
        return False
    last, head = view[before.end - 1], view[after.start]
    if last in ".?!:;" and not (last == "." and head.islower()):
        return False
    if head.islower() or last in ",-–(/&" or head in "(,;&/)":
        return True
    if last.isdigit() or not (last.islower() or last in "’'\")") or before.end - before.start < 25:
        return False
    line_start, line_end = spans[before.row + before.rows - 1]
    room = width - len(view[line_start:line_end].rstrip())
    word = view[after.start : after.start + 60].split(None, 1)[0]
    return width >= 40 and room <= len(word)


_SLACK = 0.12
"""How much of the width a full line may leave empty, for letters differ in breadth."""


def _joint(view: str, width: int, before: LogicalLine, line: LogicalLine, spans: list[tuple[int, int]]) -> Joint:
    """Whether a line goes on in the paragraph of the one before it: a line broken early ends a paragraph."""
    if line.column > 0:
        return Joint.CELL
    if line.marker or line.bullet or line.blank_before:
        return Joint.BREAKS
    if not line.first:
        return Joint.SAME_ROW
    if line.start == line.end or before.column >= 0 or width < 40:
        return Joint.BREAKS
    start, end = spans[before.row + before.rows - 1]
    room = width * (1 - _SLACK) - len(view[start:end].rstrip())
    word = view[line.start : line.start + 60].split(None, 1)[0]
    return Joint.FLOWS if room <= len(word) else Joint.BREAKS


def _widths(spans: list[tuple[int, int]]) -> int:
    """The width that the letter's lines were wrapped to, in characters (0 where they were not)."""
    lengths = [end - start for start, end in spans if end - start >= 30]
    if len(lengths) < 4:
        return 0
    width = int(quantiles(lengths, n=20)[18])
    return width if width <= 200 else 0


def logical_lines(source: str, view: str) -> list[LogicalLine]:
    """Splits a letter (its source text and its view of the same length) into logical lines, in order."""
    spans, at = [], 0
    for raw in view.splitlines(keepends=True):
        spans.append((at, at + len(raw.rstrip("\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029"))))
        at += len(raw)
    cuts = sorted(match.end() for match in STRUCTURE_TAG.finditer(source)) if "<" in source else []
    cuts += [match.end() for match in re.finditer(r"\*\*(?=[\s:])", source)] if "**" in source else []
    cuts += _items(view)
    cuts.sort()
    cell_tags = sorted(match.end() for match in CELL_TAG.finditer(source)) if "<t" in source.lower() else []
    furniture = _furniture(view, spans)
    gaps = _row_gaps(view, spans)
    piped = _piped(view, spans) if "|" in view else set()
    lines: list[LogicalLine] = []
    blank = 0
    html_column = 0
    for row, (start, end) in enumerate(spans):
        text = view[start:end]
        stripped = text.strip(_SKIP)
        if cell_tags and _between(cell_tags, start, end + 1):
            tags = _between(cell_tags, start, end + 1)
            if "<tr" in source[start:end].lower() or row == 0:
                html_column = 0
            edges = [*tags, end]
            cells_html = [(edges[i], edges[i + 1]) for i in range(len(tags))]
            found = []
            for number, (left, right) in enumerate(cells_html):
                pieces = _split_stretch(view, left, right, cuts, row, cell=html_column + number > 0)
                for piece in pieces:
                    piece.column, piece.columns = html_column + number, html_column + len(tags)
                if not pieces:
                    found.append(
                        LogicalLine(left, left, row, column=html_column + number, columns=html_column + len(tags))
                    )
                found += pieces
            html_column += len(tags)
            _place(found, blank, text, row in furniture, source, start)
            lines += found
            blank = 0
            continue
        if not stripped:
            blank += 1
            continue
        if "</tr" in source[start:end].lower() or "<tr" in source[start:end].lower():
            html_column = 0
        if RULE.fullmatch(stripped) or (PIPE_RULE.fullmatch(stripped) and "-" in stripped):
            continue
        cells = None if row in furniture else _cells(view, start, end, gaps.get(row, []), piped=row in piped)
        found = []
        if cells and len(cells) > 1 and any(view[left:right].strip(_SKIP) for left, right in cells):
            for number, (left, right) in enumerate(cells):
                pieces = _split_stretch(view, left, right, cuts, row, cell=number > 0)
                if len(pieces) == 1:
                    _number_cell(view, pieces[0], number)
                for piece in pieces:
                    piece.column, piece.columns = number, len(cells)
                if not pieces and (number or "|" in text):
                    found.append(LogicalLine(right, right, row, column=number, columns=len(cells)))
                found += pieces
        else:
            found = _split_stretch(view, start, end, cuts, row)
        _place(found, blank, text, row in furniture, source, start)
        if found:
            blank = 0
        lines += found
    width = _widths(spans)
    lines = _join_wrapped(view, lines, width, spans)
    for before, line in pairwise([line for line in lines if not line.furniture]):
        line.joint = _joint(view, width, before, line, spans)
    return lines


_FIGURE_KINDS = (MarkerKind.BARE, MarkerKind.NUMBER, MarkerKind.SECTION)
"""Kinds of numbers that number nothing where they are all there is in a cell: a figure, "Section 31"."""
_LETTER_CELL = re.compile(r"\(?([A-Za-z]|[ivx]{1,4}|\d{1,2}(?:(?:\.\d{1,2}){1,2}|[a-h]))[.)]{0,2}", re.IGNORECASE)


def _number_cell(view: str, line: LogicalLine, column: int) -> None:
    """A first cell that holds a single letter, 2.1 or 2a, numbers its row; a number in a later cell is a figure."""
    if column:
        if line.marker and line.marker.end >= line.end and line.marker.kind in _FIGURE_KINDS:
            line.marker, line.label = None, False
        return
    match = _LETTER_CELL.fullmatch(view[line.start : line.end].replace(FILL, ""))
    if match and line.marker is None and match[1].upper() not in "YN":
        kind = MarkerKind.LETTER if len(match[1]) == 1 else MarkerKind.ROMAN
        if match[1][0].isdigit():
            kind = MarkerKind.DECIMAL
        line.marker, line.label = Marker(match[1].lower(), kind, line.end, begin=line.start), True


def _place(found: list[LogicalLine], blank: int, text: str, furniture: bool, source: str, start: int) -> None:
    """Tells each logical line of a physical one where it stands on the page."""
    if not found:
        return
    indent = len(text) - len(text.lstrip())
    quoted = source[start : start + 40].lstrip().startswith(">")
    for line in found:
        line.indent, line.furniture, line.quoted = indent, furniture, quoted
    found[0].blank_before = blank
    for line in found[1:]:
        line.first = False
    found[-1].row_end = True


_DIGITS = re.compile(r"\d+")


_FOOTER_WORDS = 2
"""Words before a page's number that a sentence about a page has at least, and one more."""
_SPOKEN_BEFORE = frozenset("also and at attached from in is of on see the to under".split())
_SPOKEN_AFTER = frozenset("and are for has have in is of says shows spreadsheet to which".split())
"""Words beside the number of a page that a sentence speaks of."""


def _has_page_number(text: str) -> bool:
    """Whether a page's number is printed here; a sentence may speak of one ("is on page 3 of the policy")."""
    match = PAGE.search(text)
    if match is None:
        return False
    before, after = text[: match.start()].split(), text[match.end() :].split()
    spoken_of = (before and before[-1] in _SPOKEN_BEFORE) or (after and after[0] in _SPOKEN_AFTER)
    return not spoken_of and not (len(before) > _FOOTER_WORDS and text[-1] in ".?!:")


_SMALL_WORDS = frozenset({"and", "at", "for", "in", "of", "on", "the", "to", "with"})
"""Words that a body's name holds in small letters."""


def _is_header(text: str) -> bool:
    """Whether a line that recurs may stand at the head or foot of pages; what is said of a body is no header."""
    match = HEADER.search(text)
    if match is None or text[-1] in ".?!:;":
        return False
    named = match.end() == len(text) and match.group().isalpha()
    return not named or not any(word.islower() and word not in _SMALL_WORDS for word in text.split())


_SHORTEST_COPY = 40
"""Characters from which a line that comes twice running is a scanner's slip and not two answers of the same words."""
_LONGEST_COPY = 200
"""Characters beyond which a line is none of a scanned page."""
_BROKEN_OFF = 2
"""Characters that may be lost or made up where one of two copies breaks off."""
_MISREAD = str.maketrans({"i": "l", "1": "l", "|": "l", "!": "l", "0": "o", "e": "c", " ": ""})
"""Signs that a scanner takes for one another, and spaces, which it makes and loses."""


def _copies(view: str, spans: Sequence[tuple[int, int]]) -> set[int]:
    """Rows that say again what the row below or above says: a scanner read the line twice. The shorter of the two."""
    found = set()
    for row, ((start, end), (below, last)) in enumerate(pairwise(spans)):
        sizes = end - start, last - below
        if min(sizes) >= _SHORTEST_COPY and max(sizes) <= _LONGEST_COPY and _is_copy(view, start, end, below, last):
            found.add(row if sizes[0] < sizes[1] else row + 1)
        elif max(sizes) < _SHORTEST_COPY and _is_label_again(view[start:end], view[below:last]):
            found.add(row + 1)
    return found


def _shared(one: str, two: str) -> int:
    """How many characters both begin with."""
    return next(
        (at for at, (own, other) in enumerate(zip(one, two, strict=False)) if own != other), min(len(one), len(two))
    )


def _is_label_again(label: str, other: str) -> bool:
    """Whether a label that ends in a colon comes again, whatever a scanner made of its case and its colon."""
    one, two = (text.replace(FILL, "").strip().lower() for text in (label, other))
    return one[-1:] == ":" and len(one) > len("no:") and one.rstrip(": ") == two.rstrip(":.; ")


def _is_copy(view: str, start: int, end: int, below: int, last: int) -> bool:
    """Whether two rows are one line read twice, the same or with one of them misread and broken off early.

    Two answers of the same words are no copy, nor are two rows of a table.
    """
    one, two = (" ".join(view[a:b].replace(FILL, "").split()) for a, b in ((start, end), (below, last)))
    if "|" in one or "\t" in view[start:end].strip():
        return False
    if one == two:
        return len(one) >= _SHORTEST_COPY and (one[-1] not in ".?!;" or leading_marker(view, start, end) is not None)
    raw = [text.replace(" ", "") for text in (one, two)]
    plain = [text.lower().replace("rn", "m").translate(_MISREAD) for text in raw]
    size, shared = min(map(len, plain)), _shared(*plain)
    return size >= _SHORTEST_COPY and shared >= size - _BROKEN_OFF and _shared(*raw) < shared - _BROKEN_OFF


def _furniture(view: str, spans: list[tuple[int, int]]) -> set[int]:
    """Rows of page headers and footers: page numbers, short lines that recur but for their digits; doubled lines."""
    seen: dict[str, list[int]] = {}
    printed: dict[str, str] = {}
    rows: set[int] = set()
    for row, (start, end) in enumerate(spans):
        text = " ".join(view[start:end].replace(FILL, "").split())
        if not text or len(text) > 160:
            continue
        if len(text) < 130 and _has_page_number(text):
            rows.add(row)
        if len(text) >= 12 or (text.isupper() and len(text) >= 8 and HEADER.search(text)):
            plain = _DIGITS.sub("0", text.lower())
            printed.setdefault(plain, text)
            seen.setdefault(plain, []).append(row)
    for text, where in seen.items():
        if len(where) > 1 and (_has_page_number(printed[text]) or _is_header(printed[text])):
            rows.update(where)
    for row in sorted(rows):
        # What stands right above or below a page's number belongs to the page and not to the letter.
        for step in (-1, 1):
            near = row + step
            while 0 <= near < len(spans) and near not in rows:
                text = view[spans[near][0] : spans[near][1]].replace(FILL, "").strip()
                if not text or len(text) > 80 or not ADDRESS.match(text):
                    break
                rows.add(near)
                near += step
    return rows | _copies(view, spans)


def _join_wrapped(view: str, lines: list[LogicalLine], width: int, spans: list[tuple[int, int]]) -> list[LogicalLine]:
    joined: list[LogicalLine] = []
    for line in lines:
        before = joined[-1] if joined else None
        if (
            before is not None
            and line.first
            and before.row_end
            and before.end > before.start
            and line.end > line.start
            and line.row == before.row + before.rows
            and _wraps(view, width, before, line, spans)
        ):
            before.end = line.end
            before.rows = line.row - before.row + line.rows
            before.row_end = line.row_end
        else:
            joined.append(line)
    return joined
