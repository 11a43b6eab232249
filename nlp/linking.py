"""Which answer answers which question: printed numbers, order and table rows make the ids.

Takes logical lines with their roles and gives questions and answers with ids, columns and pointers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from nlp.answer_ids import number_answers
from nlp.blocks import Block, find_blocks, only_numbered
from nlp.identifiers import number_at_head, plain_id
from nlp.link_patterns import BRIEF_POINTER, POINTED, POINTER
from nlp.logical_line import LogicalLine
from nlp.mentions import ids_of, mentioned
from nlp.numbering import Marker, MarkerKind
from nlp.printed import Printed
from nlp.question_ids import count_ones, join_sections, letter_parts, number_questions, without_paragraph_numbers
from nlp.rows import trim
from nlp.types import Role
from nlp.view import entity_start, readable

_NEAR_ROWS = 12
"""How far from a row with several answers a row with one still belongs to its table."""
_LONGEST_TABLE = 59
"""How many physical lines above a cell its column's heading may stand."""
_POINTING = 200
"""Characters of an answer that may point to another one."""
_FIGURES = (MarkerKind.BARE, MarkerKind.DECIMAL)
"""Kinds of printed numbers that may as well be figures."""
_HEAD = 12
"""How many signs before an answer its printed number stands at most."""
_QUOTES = {'"': '"', "“": "”"}
"""Marks that open a quotation, and those that close it; an apostrophe may be anything."""
_SHORTEST_QUOTED = 3
_AFTER_FIGURE = " \t\u00a0\u2060"


def link(printed: Printed, roles: Sequence[Role]) -> list[Block]:
    """Questions and answers, in order, with ids, columns and pointers, given the role of each line."""
    roles = _with_stem_numbers(printed, roles)
    blocks = find_blocks(printed, roles)
    printed = without_paragraph_numbers(printed, roles, blocks)
    count_ones(printed, blocks)
    letter_parts(printed.lines, blocks)
    blocks = only_numbered(printed, blocks)
    join_sections(printed, blocks)
    number_questions(printed, roles, blocks)
    number_answers(printed, blocks)
    _headings(printed, blocks)
    _with_figures(printed, blocks)
    _pointers(printed, blocks)
    _unquoted(printed.view, blocks)
    for block in blocks:
        if block.end > block.start:
            block.start = entity_start(printed.view, block.start)
    return blocks


def _with_stem_numbers(printed: Printed, roles: Sequence[Role]) -> Sequence[Role]:
    """The roles, but that a number on a line of its own with a question (a) next is the number of their stem."""
    stem_numbers = [index for index in printed.numbers if roles[index] is Role.BEGIN_ANSWER]
    if not stem_numbers:
        return roles
    told = list(roles)
    for index in stem_numbers:
        begins = next(
            (at for at in range(index + 1, len(roles)) if roles[at] in (Role.BEGIN_QUESTION, Role.BEGIN_ANSWER)), None
        )
        after = printed.lines[begins].marker if begins is not None and roles[begins] is Role.BEGIN_QUESTION else None
        if after is not None and after.id in ("a", "i"):
            told[index] = Role.LABEL
    return told


def _headings(printed: Printed, blocks: list[Block]) -> None:
    """Names the column of every answer that is one cell of a row with several."""
    lines = printed.lines
    cells = [block for block in blocks if not block.question and lines[block.first].column > 0]
    if not cells:
        return
    inside = {index for block in blocks for index in range(block.first, block.last + 1)}
    heads = [row for row, own in printed.rows.items() if inside.isdisjoint(own)]
    cells_in_row = Counter(lines[index].row for index in {block.first for block in cells})
    for block in cells:
        line = lines[block.first]
        if cells_in_row[line.row] < 2:
            near = range(line.row - _NEAR_ROWS, line.row + _NEAR_ROWS + 1)
            if not any(cells_in_row[row] > 1 for row in near):
                continue
        block.column = _heading_above(printed, heads, line) or None


def _heading_above(printed: Printed, heads: Sequence[int], line: LogicalLine) -> str:
    """What stands over a cell in the last of the rows ``heads`` above it that has something there."""
    lines = printed.lines
    for row in reversed(heads[bisect_left(heads, line.row - _LONGEST_TABLE) : bisect_left(heads, line.row)]):
        cells = printed.rows[row]
        column = line.column - (line.columns - lines[cells[0]].columns)
        same = [index for index in cells if lines[index].column == column]
        if same:
            return readable(" ".join(printed.view[lines[index].start : lines[index].end] for index in same))
    return ""


def _with_figures(printed: Printed, blocks: list[Block]) -> None:
    """Gives answers back the number at their head that numbers no question: "17 posts" is a figure."""
    view, lines = printed.view, printed.lines
    question: Block | None = None
    for block in blocks:
        before, question = question, block if block.question else None
        marker = lines[block.first].marker
        if block.question or marker is None or marker.id in block.ids:
            continue
        if marker.named:
            # a list of parts numbers it as well as one of questions: (a) and (b) are 1a and 1b
            if not any(one.endswith(marker.id) for one in block.ids):
                block.start = marker.begin
            continue
        if marker.kind is MarkerKind.NUMBER and before is not None and _is_figure(marker, before, block):
            block.start = marker.begin
        if marker.kind not in _FIGURES:
            continue
        at = view.rfind(marker.id, max(0, block.start - _HEAD), block.start)
        if at >= 0 and not view[at + len(marker.id) : block.start].strip(_AFTER_FIGURE):
            block.start = at


def _is_figure(marker: Marker, question: Block, answer: Block) -> bool:
    """Whether a number with a full stop is none of a list: "12. Of these, four were late" right under question 2."""
    own = question.kind is not None and question.ids == answer.ids
    return own and marker.id.isdigit() and marker.id != "1"


def _unquoted(view: str, blocks: list[Block]) -> None:
    """Leaves the quotation marks around a question out of it, and one that only opens or only closes."""
    for block in blocks:
        if not block.question or block.end - block.start < _SHORTEST_QUOTED:
            continue
        words = view[block.start : block.end]
        opens = words[0] in _QUOTES and _QUOTES[words[0]] not in words[1:-1]
        closes = words[-1] in _QUOTES.values() and not any(
            opening in words[1:-1] for opening, closing in _QUOTES.items() if closing == words[-1]
        )
        block.start, block.end = trim(view, block.start + opens, block.end - closes)


def _pointers(printed: Printed, blocks: list[Block]) -> None:
    """Notes which question an answer points to ("as above", "see question 3")."""
    previous: Block | None = None
    known = {one for block in blocks for one in block.ids}
    for block in blocks:
        if block.question:
            continue
        pointing = _pointing(printed.words(block.start, min(block.end, block.start + _POINTING)))
        if pointing is not None:
            named, above, brief = pointing
            if named:
                # a number without a word for a question may be a figure; a letter may be one beside it
                if brief and named not in known and named.isalpha():
                    named = f"{number_at_head(block.ids[0]) or ''}{named}"
                if not brief or (named in known and named not in block.ids):
                    block.pointer = named
            elif above and previous is not None:
                block.pointer = previous.ids[0]
        previous = block


@lru_cache(maxsize=4_096)
def _pointing(text: str) -> tuple[str | None, bool, bool] | None:
    """The question that an answer names which points to another one.

    With it: whether the answer points to the one above, and whether it says nothing but that.
    """
    brief = BRIEF_POINTER.fullmatch(text.strip())
    if brief is not None:
        return brief["id"] and plain_id(brief["id"]), brief["id"] is None, True
    match = POINTER.match(text)
    if match is None:
        return None
    ids, named = ids_of(mentioned(text)), POINTED.search(text)
    return ids[0] if ids else plain_id(named["id"]) if named else None, match["above"] is not None, False
