"""The questions and answers of a letter: runs of lines with these roles, and the numbers printed at their heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from string import digits

from nlp.identifiers import FIRST_OF_LIST, items_after, number_at_head
from nlp.link_patterns import ADDRESS_END, ADDRESS_NAMES, BODY_LABEL, INSTRUCTION, REPLY_LABEL
from nlp.logical_line import Joint, LogicalLine
from nlp.mentions import Named, ids_of, mentioned
from nlp.numbering import Marker, MarkerKind
from nlp.printed import Printed
from nlp.types import Role

# linking runs for every reading of every letter: names of the module are found faster than an enum's
_BEGIN_QUESTION, _QUESTION = Role.BEGIN_QUESTION, Role.QUESTION
_BEGIN_ANSWER, _ANSWER, _FURNITURE = Role.BEGIN_ANSWER, Role.ANSWER, Role.FURNITURE
_LETTERED = (MarkerKind.LETTER, MarkerKind.ROMAN)
_ALONE = re.compile(r"[1-9]\d?")
_LONGEST_LABEL = 70
"""Characters of a line that names what stands under it."""
_LONGEST_QUESTION_LABEL = 45
"""The same where a question stands under it, whose words may name others."""
_LONGEST_HEADING = 30
"""Characters beyond which a numbered line is a sentence though it ends in no full stop."""
_NUMBER_ALONE = 2
"""A line of more words says something itself: its letter, or its number if it is a sentence, numbers no other line."""
_MISSED_WITHIN = 8
"""How many lines before the first question a missed one may stand."""
_HEADING_WORDS = 6
_FEWEST_IN_PARTS = 2
"""How many questions in parts a letter has that counts those and does not print their numbers."""
_FEWEST_LABELS = 3
"""How many answers must begin with the same label for it to be none of their words."""
_NARROWEST_INDENT = 20
"""Characters before a row's first words from which they are no more of the question in the row above."""


@dataclass(slots=True)
class Block:
    """A question or an answer: a run of logical lines, and the numbers printed at its head.

    ``named`` are those numbers where there are several.
    """

    question: bool
    first: int
    last: int
    start: int
    end: int
    ids: tuple[str, ...] = ()
    kind: MarkerKind | None = None
    named: tuple[Named, ...] = ()
    column: str | None = None
    pointer: str | None = None
    left_out: bool = False


def find_blocks(printed: Printed, roles: Sequence[Role]) -> list[Block]:
    """The questions and answers in order, with the numbers printed at their heads."""
    blocks = [block for block in _runs(printed, roles) if not _is_blank(printed, block)]
    _without_letterheads(printed, blocks)
    _without_labels(printed, blocks)
    _read_numbers(printed, roles, blocks)
    blocks = _whole_questions(printed, _missed_first(printed, _with_lists(printed, blocks)))
    return _without_lead_in(printed, _without_headings(printed, blocks))


def _runs(printed: Printed, roles: Sequence[Role]) -> list[Block]:
    """Runs of question and of answer lines, page furniture trimmed off their edges."""
    lines = printed.lines
    blocks: list[Block] = []
    current: Block | None = None
    for index, role in enumerate(roles):
        if role is _FURNITURE:
            continue
        asks = role is _BEGIN_QUESTION or role is _QUESTION
        if current is not None and not asks and role is not _BEGIN_ANSWER and _row_goes_on(printed, current, index):
            if lines[index].column == lines[current.first].column:
                current.last, current.end = index, lines[index].end
            continue
        if not (asks or role is _BEGIN_ANSWER or role is _ANSWER):
            current = None
            continue
        line = lines[index]
        if role is _QUESTION and _is_lone_number(line):
            current = None
            continue
        if role is _BEGIN_ANSWER and current is not None and _same_cell(lines, current, line):
            current.last, current.end = index, line.end
        elif current is None or role is _BEGIN_QUESTION or role is _BEGIN_ANSWER or current.question != asks:
            current = Block(asks, index, index, line.start, line.end)
            blocks.append(current)
        elif not line.furniture and line.end > line.start:
            current.last, current.end = index, line.end
    return [block for block in blocks if not (lines[block.first].furniture and block.first == block.last)]


def _is_lone_number(line: LogicalLine) -> bool:
    """Whether the row holds nothing but a number, which belongs to what comes next."""
    alone = line.label and line.first and line.row_end
    return alone and line.marker is not None and line.marker.kind is MarkerKind.NUMBER


def _same_cell(lines: Sequence[LogicalLine], answer: Block, line: LogicalLine) -> bool:
    """Whether a line goes on in the cell in which an answer stands: a cell holds one, but for numbered ones."""
    cell = lines[answer.last]
    return (
        not answer.question
        and line.marker is None
        and line.column == cell.column > 0
        and line.row == cell.row
        and cell.end > cell.start
        and line.end > line.start
    )


def _row_goes_on(printed: Printed, answer: Block, index: int) -> bool:
    """Whether a line is what did not fit into a table's row: more of the answer's cell, of its question's, or none."""
    lines = printed.lines
    cell, own = lines[answer.first], lines[index]
    if answer.question or cell.column <= 0:
        return False
    if own.row == lines[answer.last].row:
        return own.column == cell.column and own.row > cell.row
    if own.column == cell.column and lines[index - 1].row != own.row:
        # a sentence that was broken off goes on in lower case, be there a page between
        return printed.view[answer.end - 1] not in ".?!:;" and printed.view[own.start : own.end][:1].islower()
    if own.blank_before:
        return False
    if own.column == 0:
        return own.start == own.end
    if own.column > 0:
        beside = lines[index - 1]
        return own.column == cell.column and beside.row == own.row and beside.start == beside.end
    row = printed.view[printed.view.rfind("\n", 0, cell.start) + 1 : cell.start]
    left = own.end - 1 - printed.view.rfind("\n", 0, own.start)
    return own.rows == 1 and left < len(row) and "|" not in row and "\t" not in row


def _is_blank(printed: Printed, block: Block) -> bool:
    """Whether nothing but its label is there of an answer."""
    return not block.question and block.first == block.last and labels_reply(printed, block.first)


def _without_letterheads(printed: Printed, blocks: Sequence[Block]) -> None:
    """Takes from the end of answers the names of an address whose postcode or telephone number is outside."""
    lines = printed.lines
    for block in blocks:
        after = block.last + 1
        if block.question or after == len(lines) or not ADDRESS_END.match(printed.view, lines[after].start):
            continue
        last = block.last
        while last > block.first and _holds_names(printed, last):
            last -= 1
        block.last, block.end = last, lines[last].end


def _holds_names(printed: Printed, index: int) -> bool:
    line = printed.lines[index]
    return line.column < 0 and ADDRESS_NAMES.fullmatch(printed.words(line.start, line.end)) is not None


def _without_labels(printed: Printed, blocks: Sequence[Block]) -> None:
    """Takes from answers the label that several begin with: the name of the body that answers ("Oxbarrow Council:")."""
    lines = printed.lines
    labels = {
        after.first: label
        for before, after in pairwise(blocks)
        if before.question and not after.question and after.last > after.first
        for label in [_body_label(printed, after.first)]
        if label and not any(_body_label(printed, index) for index in range(after.first + 1, after.last + 1))
    }
    several = Counter(labels.values())
    for block in blocks:
        if several[labels.get(block.first, "")] >= _FEWEST_LABELS:
            block.first += 1
            block.start = lines[block.first].start


def _body_label(printed: Printed, index: int) -> str:
    """The line, if it is but the name of a body or its initials, with a colon."""
    line = printed.lines[index]
    words = printed.words(line.start, line.end) if line.label else ""
    return words if BODY_LABEL.search(words) else ""


def labels_reply(printed: Printed, index: int) -> bool:
    """Whether a line is but the label of an answer ("Answer:")."""
    line = printed.lines[index]
    return line.label and REPLY_LABEL.fullmatch(printed.words(line.start, line.end)) is not None


def _read_numbers(printed: Printed, roles: Sequence[Role], blocks: list[Block]) -> None:
    """Gives each block the numbers printed at its head or in the label before it."""
    lines = printed.lines
    taken = {index for block in blocks for index in range(block.first, block.last + 1)}
    heads = {marker.id for block in blocks if (marker := lines[block.first].marker)}
    for block in blocks:
        line = lines[block.first]
        if line.marker:
            block.ids, block.kind, block.named = (line.marker.id,), line.marker.kind, line.marker.named
            _with_own_list(printed, block, line.marker, heads)
        at = block.first - 1
        steps = 0
        while at >= 0 and at not in taken and steps < 3 and lines[at].end - lines[at].start < 90:
            before = lines[at]
            rows_apart = before.column >= 0 and line.column >= 0 and before.row != line.row
            if rows_apart or _is_another(printed, at, roles[at], taken):
                break
            text = printed.words(before.start, before.end)
            alone = _ALONE.fullmatch(text) is not None
            if not (before.row == line.row or before.label or before.marker is not None or alone or steps == 0):
                break
            marker = before.marker
            named = marker.named if marker else ()
            if not named and len(text) < _LONGEST_LABEL:
                named = mentioned(text)
            if marker is None and alone and not block.ids:
                block.ids, block.kind = (text,), MarkerKind.BARE
                break
            if marker and len(named) < 2:
                if not block.ids and _numbers_next(marker, text, words_follow=marker.end < before.end):
                    block.ids, block.kind = (marker.id,), marker.kind
                elif not block.question and line.marker and line.marker.kind is MarkerKind.LETTER and _is_stem(before):
                    block.ids = (marker.id + line.marker.id,)
                break
            short = len(text) < (_LONGEST_QUESTION_LABEL if block.question else _LONGEST_LABEL)
            if named and (before.label or marker or short) and not block.ids:
                block.ids, block.kind, block.named = ids_of(named), MarkerKind.ANSWER, named
                break
            at -= 1
            steps += 1


def _is_another(printed: Printed, index: int, role: Role, taken: Set[int]) -> bool:
    """Whether the number of a line is not of what is under it: of a question asked before, or the last of several."""
    line = printed.lines[index]
    if line.marker is None:
        return False
    if role is Role.QUOTED and line.marker.end < line.end:
        return True
    above = printed.lines[index - 1] if index and index - 1 not in taken else None
    return above is not None and ((_is_stem(line) and _is_stem(above)) or _counts_on(printed, line, above))


def _counts_on(printed: Printed, line: LogicalLine, above: LogicalLine) -> bool:
    """Whether two lines are sentences of a list, and no headings: "5. What did it cost?", "6. Who pays?"."""
    marker, before = line.marker, above.marker
    if marker is None or before is None or not marker.kind is before.kind is MarkerKind.NUMBER:
        return False
    number, last = number_at_head(marker.id), number_at_head(before.id)
    follows = number is not None and last is not None and number == last + 1
    return follows and all(
        one.end - one.start > _LONGEST_HEADING or printed.view[one.start : one.end][-1:] in ("?", ".")
        for one in (line, above)
    )


def _is_stem(line: LogicalLine) -> bool:
    """Whether a line is but a number, which the letter under it ("a. 0") is a part of."""
    number = line.marker
    return number is not None and number.kind is MarkerKind.NUMBER and number.id.isdigit() and number.end >= line.end


def _with_own_list(printed: Printed, block: Block, marker: Marker, heads: Set[str]) -> None:
    """Gives an answer back the first letter of its own list, which was taken for its number: "a) 64 b) 131".

    Where the next letter is at the head (``heads``) of another question or answer, it is a number after all.
    """
    sub = marker.id.lstrip(digits)
    stem = marker.id.removesuffix(sub)
    if block.question or marker.named or not sub or not (stem or marker.kind in _LETTERED):
        return
    after, words = items_after(sub), printed.view[block.start : block.end].lower()
    begun = {line.marker.id for line in printed.lines[block.first + 1 : block.last + 1] if line.marker}
    listed = any(one in begun or f"({one})" in words or f" {one}) " in words or f" {one}. " in words for one in after)
    if not listed or any(stem + one in heads for one in after):
        return
    if not stem:
        block.start, block.ids, block.kind = marker.begin, (), None
    elif (opened := printed.view.rfind("(", marker.begin, marker.end)) > marker.begin:
        block.start, block.ids = opened, (stem,)


def _numbers_next(marker: Marker, text: str, *, words_follow: bool) -> bool:
    """Whether the number of a line is that of the question or answer under it, and not one of the line's own words."""
    few = len(text.split()) <= _NUMBER_ALONE
    if marker.kind not in _LETTERED:
        return few or text[-1:] != "."
    # "B. WILDFIRE KIT" is a heading, "B. A:" numbers the answer after it
    return few and not (words_follow and text[-1:].isalnum())


def _missed_first(printed: Printed, blocks: list[Block]) -> list[Block]:
    """Finds the first question of a letter that does not number its questions, where it was taken for the opening.

    Were it left out, every question after it would count one too low. It ends in a question mark, and what lies
    between it and the next question is its answer.
    """
    asked = [block for block in blocks if block.question]
    if len(asked) < 3 or not blocks[0].question or any(block.ids for block in asked):
        return blocks
    follows = sum(not block.question for block in blocks)
    if follows * 2 < len(asked):
        return blocks
    view, lines, first = printed.view, printed.lines, blocks[0].first
    asking = [
        index
        for index in range(max(0, first - _MISSED_WITHIN), first)
        if lines[index].column < 0 and view[max(0, lines[index].end - 1) : lines[index].end] == "?"
    ]
    # several of them, or one amid a paragraph, are the request, quoted before it is answered
    if len(asking) != 1 or asking[0] == first - 1 or lines[asking[0]].joint in (Joint.FLOWS, Joint.SAME_ROW):
        return blocks
    at = asking[0]
    told = [index for index in range(at + 1, first) if not (lines[index].label or lines[index].furniture)]
    if not told:
        return blocks
    question = Block(True, at, at, lines[at].start, lines[at].end)
    answer = Block(False, told[0], told[-1], lines[told[0]].start, lines[told[-1]].end)
    return [question, answer, *blocks]


def _whole_questions(printed: Printed, blocks: list[Block]) -> list[Block]:
    """Joins to a question the instructions after it that were taken for a question of their own."""
    kept: list[Block] = []
    for block in blocks:
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.question
            and block.question
            and not block.ids
            and block.first == before.last + 1
            and printed.view[block.end - 1] != "?"
            and INSTRUCTION.match(printed.words(block.start, min(block.end, block.start + 40)))
        ):
            before.last, before.end = block.last, block.end
        else:
            kept.append(block)
    return kept


def _without_headings(printed: Printed, blocks: list[Block]) -> list[Block]:
    """Drops a few words without a number over a question, in letters where each question has its answer under it.

    In a list of questions such words may be one of them.
    """
    if all_questions_first(blocks):
        return blocks
    lines, kept = printed.lines, []
    for block, after in zip(blocks, [*blocks[1:], None], strict=False):
        if (
            block.question
            and after is not None
            and after.question
            and not block.ids
            and not after.ids
            and after.first == block.last + 1
            and lines[block.first].column < 0
            and lines[after.first].column < 0
            and _is_heading(printed.view[block.start : block.end])
        ):
            continue
        kept.append(block)
    return kept


def _with_lists(printed: Printed, blocks: list[Block]) -> list[Block]:
    """Gives back to an answer that ends in a colon the list under it, which was taken for questions.

    Its items count from the beginning, none of them asks or is answered, and the next question counts on from the one
    that is answered.
    """
    kept: list[Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        asked = kept[-1] if kept and kept[-1].question and not block.question else None
        kept.append(block)
        if asked is None or not asked.ids or printed.view[block.end - 1] != ":":
            continue
        items = _list_items(printed, blocks, at)
        end = at + len(items)
        tail = blocks[end] if items and end < len(blocks) and not (blocks[end].question or blocks[end].ids) else None
        after = blocks[end + (tail is not None)] if end + (tail is not None) < len(blocks) else None
        goes_on = after is None or (after.question and not items_after(asked.ids[0]).isdisjoint(after.ids[:1]))
        if items and goes_on:
            last = tail or items[-1]
            block.last, block.end = last.last, last.end
            at = end + (tail is not None)
    return kept


def _list_items(printed: Printed, blocks: Sequence[Block], start: int) -> Sequence[Block]:
    """The questions from ``start`` on that count 1, 2, 3 or a, b, c and ask nothing; none if there are not two."""
    end = start
    while end < len(blocks) and blocks[end].question and blocks[end].ids and printed.view[blocks[end].end - 1] != "?":
        if end == start and blocks[end].ids[0] not in FIRST_OF_LIST:
            break
        if end > start and blocks[end].ids[0] not in items_after(blocks[end - 1].ids[0]):
            break
        end += 1
    return blocks[start:end] if end - start > 1 else ()


def _is_heading(words: str) -> bool:
    return (words[-1:].isalnum() or words[-1:] == ")") and len(words.split()) <= _HEADING_WORDS


def _without_lead_in(printed: Printed, blocks: list[Block]) -> list[Block]:
    """Drops what leads to questions that are lettered (a), (b) ... in a letter that numbers none: "You asked for:".

    Where the letters begin again under several of those, each is a question in parts, and they count 1, 2, 3.
    """
    asked = [block for block in blocks if block.question]
    if not asked or any(block.ids and block.ids[0][:1].isdigit() for block in asked):
        return blocks
    leads = [
        before
        for before, after in pairwise(blocks)
        if before.question
        and not before.ids
        and after.question
        and after.ids in (("a",), ("i",))
        and printed.view[before.end - 1] != "?"
    ]
    if len(leads) < _FEWEST_IN_PARTS:
        return [block for block in blocks if block not in leads]
    for number, lead in enumerate(leads, 1):
        lead.ids, lead.kind = (str(number),), MarkerKind.NUMBER
    return blocks


def only_numbered(printed: Printed, blocks: list[Block]) -> list[Block]:
    """Where a letter numbers its questions, a question without a number is none.

    Between two numbered questions it is part of the answer that it interrupts; after the last one it is dropped
    with the answer that it seems to have, unless it ends in a question mark.
    """
    lines = printed.lines
    asked = [block for block in blocks if block.question and lines[block.first].column <= 0]
    numbered = [block for block in asked if block.ids]
    if len(numbered) < 2 or len(numbered) < 0.5 * len(asked) or len(numbered) == len(asked):
        return blocks
    last = numbered[-1]
    kept: list[Block] = []
    stray = wrapped = False
    for block in blocks:
        if block.question and not block.ids and lines[block.first].column <= 0 and block.first > numbered[0].first:
            before = kept[-1] if kept else None
            if (
                before is not None
                and not before.question
                and lines[block.first].column == 0 < lines[before.first].column
                and lines[block.first].indent < _NARROWEST_INDENT
            ):
                # a question's cell goes on in the next row
                wrapped = True
                continue
            if block.first < last.first and before is not None:
                before.last, before.end = block.last, block.end
                stray = not before.question
            elif not printed.words(block.start, block.end).rstrip("\"'”’").endswith("?") and any(
                not other.question for other in kept
            ):
                stray = True
            else:
                kept.append(block)
                stray = False
            continue
        if wrapped and not block.question and not block.ids and block.start == block.end:
            continue
        wrapped = False
        if stray and not block.question and not block.ids:
            if block.first < last.first:
                kept[-1].last, kept[-1].end = block.last, block.end
            continue
        stray = False
        kept.append(block)
    return kept


def all_questions_first(blocks: Sequence[Block]) -> bool:
    """Whether the letter lists two or more questions before the first of its answers, and none after."""
    kinds = [block.question for block in blocks]
    if kinds.count(True) < 2 or False not in kinds:
        return False
    first_answer = kinds.index(False)
    return first_answer >= 2 and True not in kinds[first_answer:]
