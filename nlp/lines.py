"""Letters to logical lines: the stretches that each play one role in a letter.

A logical line is a sentence, a list item, a label or a table's cell. Sentences that were wrapped over several
physical lines are one logical line; a physical line that holds a question and its answer is two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import quantiles

from nlp.cells import Cell, cells_of_rows, is_rule
from nlp.line_patterns import (
    CITED,
    CITES,
    COUNTED,
    LINK_PART,
    LONE_BULLET,
    PAGE_BEFORE,
    SALUTATION,
    SHORT_ANSWER,
    STARRED,
    STRUCTURE_TAG,
)
from nlp.logical_line import Joint, LogicalLine
from nlp.numbering import Marker, MarkerKind
from nlp.page_furniture import furniture_rows
from nlp.rows import SPACE, Span, has_ink, rows_of
from nlp.stretches import items_of, stretch_lines
from nlp.view import FILL

_BOLD_END = re.compile(r"\*\*(?=[\s:])")


def logical_lines(source: str, view: str) -> list[LogicalLine]:
    """Splits a letter (its source text and its view of the same length) into logical lines, in order."""
    rows = rows_of(source, view)
    furniture = furniture_rows(view, rows)
    cuts = _cuts(source, view)
    lines: list[LogicalLine] = []
    blank, bullet = 0, False
    for row, cells in enumerate(cells_of_rows(source, view, rows, furniture)):
        start, end = rows[row]
        if cells:
            found = _cell_lines(view, cells, cuts, row)
        elif not has_ink(view, start, end):
            if not (lines and lines[-1].row == row - 1 and _leaves_blank(view, rows, lines[-1])):
                blank += 1
                continue
            found = [LogicalLine(start, start, row, column=1, columns=2)]
        elif is_rule(view, start, end):
            continue
        elif LONE_BULLET.fullmatch(view, start, end):
            bullet = True
            continue
        else:
            found = stretch_lines(view, start, end, cuts, row)
        if found:
            found[0].bullet, bullet = found[0].bullet or bullet, False
            _place(found, blank, view, (start, end), row in furniture, source)
            blank = 0
        lines += found
    width = _width(view, rows)
    lines = _join_wrapped(view, lines, width, rows)
    for before, line in pairwise([line for line in lines if not line.furniture]):
        line.joint = _joint(view, width, before, line, rows)
    return lines


def _cuts(source: str, view: str) -> list[int]:
    """Where a logical line ends within a row, whatever its words: at tags, bold words and items of a list."""
    cuts = [match.end() for match in STRUCTURE_TAG.finditer(source)] if "<" in source else []
    cuts += [match.end() for match in _BOLD_END.finditer(source)] if "**" in source else []
    cuts += [match.end() for match in PAGE_BEFORE.finditer(view)]
    return sorted([*cuts, *items_of(view)])


def _cell_lines(view: str, cells: Sequence[Cell], cuts: Sequence[int], row: int) -> list[LogicalLine]:
    """The logical lines of a table's row; an empty cell is one, too."""
    lines: list[LogicalLine] = []
    for cell in cells:
        pieces = stretch_lines(view, cell.start, cell.end, cuts, row, cell=cell.column > 0)
        if len(pieces) == 1:
            _number_cell(view, pieces[0], cell.column)
        elif not pieces and cell.blank is not None:
            pieces = [LogicalLine(cell.blank, cell.blank, row)]
        for piece in pieces:
            piece.column, piece.columns = cell.column, cell.columns
        lines += pieces
    return lines


def _leaves_blank(view: str, rows: Sequence[Span], question: LogicalLine) -> bool:
    """Whether a bar alone, after a question that ends in one, is all there is of its answer.

    Cells that each stand on a line end in bars; after an answer, a bar alone ends the table's row.
    """
    (start, end), (below, last) = rows[question.row], rows[question.row + 1]
    asks = question.marker is not None or view[question.end - 1] == "?"
    return asks and view[start:end].rstrip(SPACE)[-1:] == "|" and view[below:last].strip(SPACE) == "|"


_FIGURE_KINDS = (MarkerKind.BARE, MarkerKind.NUMBER, MarkerKind.SECTION)
"""Kinds of numbers that number nothing where they are all there is in a cell: a figure, "Section 31"."""
_LETTER_CELL = re.compile(
    r"\(?([A-Za-z]|[a-h]\d{1,2}|[ivx]{1,4}|\d{1,2}(?:(?:\.\d{1,2}){1,2}|[a-h]))[.)]{0,2}", re.IGNORECASE
)


_NEXT_ROWS = 600
"""Characters in which the rows before and after a row of a grid are looked for."""


def _number_cell(view: str, line: LogicalLine, column: int) -> None:
    """A first cell that holds a single letter, 2.1, 2a or B2, numbers its row; a number in a later cell is a figure."""
    if column:
        if line.marker and line.marker.end >= line.end and line.marker.kind in _FIGURE_KINDS:
            line.marker, line.label = None, False
        return
    match = _LETTER_CELL.fullmatch(view[line.start : line.end].replace(FILL, ""))
    in_grid = match is not None and match[1][0].isalpha() and match[1][-1].isdigit()
    if in_grid and not _counts_up(view, line):
        return
    if match and line.marker is None and match[1].upper() not in "YN":
        kind = MarkerKind.LETTER if len(match[1]) == 1 else MarkerKind.ROMAN
        if in_grid:
            kind = MarkerKind.QUESTION
        elif match[1][0].isdigit():
            kind = MarkerKind.DECIMAL
        line.marker, line.label = Marker(match[1].lower(), kind, line.end, begin=line.start), True


def _counts_up(view: str, line: LogicalLine) -> bool:
    """Whether B1 or B3 stands near B2: roads and postcodes seldom count up."""
    letter, number = view[line.start], int(re.sub(r"\D", "", view[line.start : line.end]))
    near = rf"\b{letter}(?:{number - 1}|{number + 1})\b"
    return re.search(near, view[max(0, line.start - _NEXT_ROWS) : line.end + _NEXT_ROWS], re.IGNORECASE) is not None


def _place(found: list[LogicalLine], blank: int, view: str, row: Span, furniture: bool, source: str) -> None:
    """Tells each logical line of a row where it stands on the page."""
    start, text = row[0], view[slice(*row)]
    indent = len(text) - len(text.lstrip())
    quoted = source[start : start + 40].lstrip().startswith(">")
    page = PAGE_BEFORE.match(view, start)
    for line in found:
        line.indent, line.quoted = indent, quoted
        line.furniture = furniture or (page is not None and line.start < page.end())
    found[0].blank_before = blank
    for line in found[1:]:
        line.first = False
    found[-1].row_end = True


def _link_goes_on(view: str, before: LogicalLine, after: LogicalLine) -> bool:
    """Whether a link was broken over two physical lines."""
    last = view[max(before.start, before.end - 300) : before.end].rsplit(maxsplit=1)[-1]
    head = view[after.start : min(after.end, after.start + 300)].split(None, 1)[0]
    return ("://" in last or "%" in last) and LINK_PART.search(head) is not None and "://" not in head


_FIGURE = re.compile(r"(?!(?:19|20)\d\d$)[£~<]?\d[\d,.]*(?<!\.)\s?(?:%|[mk]n?)?")


def _row_after(rows: Sequence[Span], line: LogicalLine) -> int:
    """Where the physical line after the last one of ``line`` ends."""
    return rows[min(line.row + line.rows, len(rows) - 1)][1]


def _is_cited(view: str, before: LogicalLine, after: LogicalLine) -> bool:
    """Whether a line begins with the number that the line before speaks of: "under Section" and "12(2) of the Act"."""
    number = after.marker
    head = number.begin if number else after.start
    cited = CITED.match(view, head, after.end)
    if before.label or before.column >= 0 or after.column >= 0 or cited is None or cited.end() == after.end:
        return False
    left = max(before.start, before.end - _LONGEST_CITED)
    cites = CITES.search(view, left, before.end)
    if cites is None or COUNTED.search(view, left, before.end):
        return False
    # "your questions" may well stand over the first of them
    return number is None or (view[number.end - 1] not in ".:" and (cites["law"] is not None or bool(number.named)))


_LONGEST_CITED = 40
"""Characters in which the word for what is cited stands, and one before it."""


def _bar_between(view: str, before: LogicalLine, after: LogicalLine) -> bool:
    """Whether a bar at the end of a physical line says that a cell ends there."""
    return "|" in view[before.end : after.start]


def _wraps(view: str, width: int, before: LogicalLine, after: LogicalLine, rows: Sequence[Span]) -> bool:
    """Whether ``after`` carries on the sentence that ``before`` began on an earlier physical line."""
    if after.blank_before or before.furniture or after.furniture:
        return False
    if view[before.end - 1] == "[" or view[after.start] == "]" or _link_goes_on(view, before, after):
        return True
    if _is_cited(view, before, after):
        return True
    if after.marker or after.bullet or after.label or before.label:
        return False
    if before.column > 0 or (before.column == 0 and after.column > 0) or after.column > 0:
        return False
    if before.quoted != after.quoted:
        return False
    if SALUTATION.fullmatch(view, before.start, before.end) or _bar_between(view, before, after):
        return False
    if SHORT_ANSWER.match(view[after.start : after.end]):
        return False
    if (
        (before.marker or before.bullet)
        and _FIGURE.fullmatch(view, after.start, after.end)
        and not view[after.end : _row_after(rows, after)].strip(SPACE)
    ):
        # the figure asked for, and not the end of a sentence
        return False
    last, head = view[before.end - 1], view[after.start]
    if STARRED.search(view, max(before.start, before.end - 6), before.end):
        return False
    if last in ".?!:;" and not (last == "." and head.islower()):
        return False
    if before.end - before.start == 1 and last in "-–":
        # a dash by itself is a blank answer
        return False
    if head.islower() or last in ",-–(/&" or head in "(,;&/)":
        return True
    if last.isdigit() or not (last.islower() or last in "’'\")") or before.end - before.start < 25:
        return False
    line_start, line_end = rows[before.row + before.rows - 1]
    room = width - len(view[line_start:line_end].rstrip())
    word = view[after.start : after.start + 60].split(None, 1)[0]
    return width >= 40 and room <= len(word)


_SLACK = 0.12
"""How much of the width a full line may leave empty, for letters differ in breadth."""


def _joint(view: str, width: int, before: LogicalLine, line: LogicalLine, rows: Sequence[Span]) -> Joint:
    """Whether a line goes on in the paragraph of the one before it: a line broken early ends a paragraph."""
    if line.column > 0:
        return Joint.CELL
    if line.marker or line.bullet or line.blank_before:
        return Joint.BREAKS
    if not line.first:
        return Joint.SAME_ROW
    if line.start == line.end or before.column >= 0 or width < 40:
        return Joint.BREAKS
    start, end = rows[before.row + before.rows - 1]
    room = width * (1 - _SLACK) - len(view[start:end].rstrip())
    word = view[line.start : line.start + 60].split(None, 1)[0]
    return Joint.FLOWS if room <= len(word) else Joint.BREAKS


def _width(view: str, rows: Sequence[Span]) -> int:
    """The width that the letter's lines were wrapped to, in characters (0 where they were not)."""
    lengths = [end - start for start, end in rows if end - start >= 30 and view.find("\n", start, end) < 0]
    if len(lengths) < 4:
        return 0
    width = int(quantiles(lengths, n=20)[18])
    return width if width <= 200 else 0


def _join_wrapped(view: str, lines: list[LogicalLine], width: int, rows: Sequence[Span]) -> list[LogicalLine]:
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
            and _wraps(view, width, before, line, rows)
        ):
            before.end = line.end
            before.rows = line.row - before.row + line.rows
            before.row_end = line.row_end
        else:
            joined.append(line)
    return joined
