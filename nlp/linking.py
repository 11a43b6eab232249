"""Which answer answers which question: printed numbers, order and table rows make the ids.

Takes logical lines with their roles and gives questions and answers with ids, columns and pointers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from string import ascii_lowercase

from nlp.identifiers import number_at_head, plain_id, stems
from nlp.lines import LogicalLine
from nlp.link_patterns import INSTRUCTION, PART_A, POINTED, POINTER
from nlp.mentions import Named, ids_of, mentioned, named_by_word, names_all
from nlp.numbering import MarkerKind
from nlp.printed import Printed
from nlp.types import Role
from nlp.view import readable

_BEGIN_QUESTION, _QUESTION = Role.BEGIN_QUESTION, Role.QUESTION
_BEGIN_ANSWER, _ANSWER, _FURNITURE = Role.BEGIN_ANSWER, Role.ANSWER, Role.FURNITURE


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


def _blocks(lines: Sequence[LogicalLine], roles: Sequence[Role]) -> list[Block]:
    """Runs of question and of answer lines, page furniture trimmed off their edges."""
    blocks: list[Block] = []
    current: Block | None = None
    for index, role in enumerate(roles):
        if role is _FURNITURE:
            continue
        asks = role is _BEGIN_QUESTION or role is _QUESTION
        if not (asks or role is _BEGIN_ANSWER or role is _ANSWER):
            current = None
            continue
        line = lines[index]
        if current is None or role is _BEGIN_QUESTION or role is _BEGIN_ANSWER or current.question != asks:
            current = Block(asks, index, index, line.start, line.end)
            blocks.append(current)
        elif not line.furniture and line.end > line.start:
            current.last, current.end = index, line.end
    return [block for block in blocks if not (lines[block.first].furniture and block.first == block.last)]


def _read_numbers(printed: Printed, blocks: list[Block]) -> None:
    """Gives each block the numbers printed at its head or in the label before it."""
    lines = printed.lines
    taken = {index for block in blocks for index in range(block.first, block.last + 1)}
    for block in blocks:
        line = lines[block.first]
        if line.marker:
            block.ids, block.kind, block.named = (line.marker.id,), line.marker.kind, line.marker.named
        at = block.first - 1
        steps = 0
        while at >= 0 and at not in taken and steps < 3 and lines[at].end - lines[at].start < 90:
            before = lines[at]
            if before.column >= 0 and line.column >= 0 and before.row != line.row:
                break
            text = printed.words(before.start, before.end)
            alone = _ALONE.fullmatch(text) is not None
            if not (before.row == line.row or before.label or before.marker is not None or alone or steps == 0):
                break
            named = before.marker.named if before.marker else ()
            if not named and len(text) < _LONGEST_LABEL:
                named = mentioned(text)
            if before.marker is None and alone and not block.ids:
                block.ids, block.kind = (text,), MarkerKind.BARE
                break
            if before.marker and len(named) < 2:
                lettered = before.marker.kind in (MarkerKind.LETTER, MarkerKind.ROMAN)
                few = len(text.split()) <= _NUMBER_ALONE
                if lettered and before.marker.end < before.end:
                    # "B. WILDFIRE KIT" is a heading, "B. A:" numbers the answer after it
                    few = few and not text[-1:].isalnum()
                heads = few or (not lettered and text[-1:] != ".")
                if not block.ids and heads:
                    block.ids, block.kind = (before.marker.id,), before.marker.kind
                break
            short = len(text) < (_LONGEST_QUESTION_LABEL if block.question else _LONGEST_LABEL)
            if named and (before.label or before.marker or short) and not block.ids:
                block.ids, block.kind, block.named = ids_of(named, ()), MarkerKind.ANSWER, named
                break
            at -= 1
            steps += 1


_ALONE = re.compile(r"[1-9]\d?")
_LONGEST_LABEL = 70
"""Characters of a line that names what stands under it."""
_LONGEST_QUESTION_LABEL = 45
_NUMBER_ALONE = 2
"""A line of more words says something itself: its letter, or its number if it is a sentence, numbers no other line."""
_MISSED_WITHIN = 8
"""How many lines before the first question a missed one may stand."""


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
    # Several of them are the request, quoted before it is answered.
    if len(asking) != 1 or asking[0] == first - 1:
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
            and INSTRUCTION.match(printed.words(block.start, min(block.end, block.start + 40)))
        ):
            before.last, before.end = block.last, block.end
        else:
            kept.append(block)
    return kept


def _by_numbers(lines: Sequence[LogicalLine], blocks: list[Block]) -> list[Block]:
    """Where a letter numbers its questions, a question without a number is none.

    Between two numbered questions it is part of the answer that it interrupts; after the last one it is dropped
    with the answer that it seems to have.
    """
    asked = [block for block in blocks if block.question and lines[block.first].column <= 0]
    numbered = [block for block in asked if block.ids]
    if len(numbered) < 2 or len(numbered) < 0.5 * len(asked) or len(numbered) == len(asked):
        return blocks
    last = numbered[-1]
    kept: list[Block] = []
    stray = False
    for block in blocks:
        if block.question and not block.ids and lines[block.first].column <= 0 and block.first > numbered[0].first:
            before = kept[-1] if kept else None
            if block.first < last.first and before is not None:
                before.last, before.end = block.last, block.end
                stray = not before.question
            elif any(not other.question for other in kept):
                stray = True
            else:
                kept.append(block)
                stray = False
            continue
        if stray and not block.question and not block.ids:
            if block.first < last.first:
                kept[-1].last, kept[-1].end = block.last, block.end
            continue
        stray = False
        kept.append(block)
    return kept


_FEWEST_SECTIONS = 2
"""How many headings must have a question 1 under them before numbers count within them."""
_HEADING_WORDS = 6
_IN_ORDER = 0.7
"""The share of the numbers of answers that must each be one more than the last."""
_NEAR_ROWS = 12
"""How far from a row with several answers a row with one still belongs to its table."""
_LONGEST_TABLE = 59
"""How many physical lines above a cell its column's heading may stand."""
_TALLEST_ROW = 200
"""How many physical lines a table's row may take."""


def _without_headings(printed: Printed, blocks: list[Block]) -> list[Block]:
    """Drops a few words without a number over a question, in letters where each question has its answer under it.

    In a list of questions such words may be one of them.
    """
    if _all_questions_first(blocks):
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


def _is_heading(words: str) -> bool:
    return (words[-1:].isalnum() or words[-1:] == ")") and len(words.split()) <= _HEADING_WORDS


_FEWEST_PARTS = 2
"""How many questions without a number must be answered under a numbered one before they count as its parts."""


def _without_lead_in(printed: Printed, blocks: list[Block]) -> list[Block]:
    """Drops what leads to questions that are lettered (a), (b) ... in a letter that numbers none: "You asked for:"."""
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
    return [block for block in blocks if block not in leads]


def _parts_of_stems(lines: Sequence[LogicalLine], blocks: list[Block]) -> None:
    """Letters the questions that a letter prints without a number under a numbered one that has no answer itself.

    Under "2. Please state:" they are 2a, 2b and so on, for the next number is the next numbered question's.
    """
    asked = [at for at, block in enumerate(blocks) if block.question]
    numbered = [at for at in asked if blocks[at].ids and blocks[at].ids[0][:1].isdigit()]
    if len(numbered) < _FEWEST_PARTS:
        return
    for stem, end in zip(numbered, [*numbered[1:], len(blocks)], strict=True):
        parts = [at for at in range(stem + 1, end) if blocks[at].question]
        answered = [at for at in parts if at + 1 < end and not blocks[at + 1].question]
        if (
            len(answered) >= _FEWEST_PARTS
            and parts[0] == stem + 1
            and not any(blocks[at].ids for at in parts)
            and all(lines[blocks[at].first].column <= 0 for at in parts)
            and len(parts) <= len(ascii_lowercase)
        ):
            for at, letter in zip(parts, ascii_lowercase, strict=False):
                blocks[at].ids, blocks[at].kind = (letter,), MarkerKind.LETTER


def _in_sections(printed: Printed, blocks: list[Block]) -> None:
    """Joins numbers that begin again under each heading to its own: 1 under "Part B" is b1, under "Request 2" 2.1."""
    if not printed.sections:
        return
    taken = {index for block in blocks for index in range(block.first, block.last + 1)}
    heads = [index for index in printed.sections if index not in taken]
    numbered = [block for block in blocks if len(block.ids) == 1 and block.ids[0].isdigit()]
    asked = [block for block in numbered if block.question]
    joined: dict[int, str] = {}
    for block in numbered:
        before = heads[bisect_left(heads, block.first) - 1] if heads and heads[0] < block.first else None
        marker = printed.lines[before].marker if before is not None else None
        if marker:
            joined[block.first] = f"{marker.id}.{block.ids[0]}" if marker.id.isdigit() else marker.id + block.ids[0]
    began = {joined.get(block.first) for block in asked or numbered if block.ids == ("1",)} - {None}
    if len(began) < _FEWEST_SECTIONS:
        return
    known = {joined.get(block.first) for block in asked}
    for block in numbered:
        own = joined.get(block.first)
        if own and (own in known or not asked):
            block.ids = (own,)


_DECIMAL = re.compile(r"\d+(?:\.\d+)?")
_HEAD_NUMBER = re.compile(r"\d+")
_IN_PART = re.compile(r"[a-h](?:\d{1,2}|[ivx]{2,4})")
_OPENING = 160
"""Characters of an answer that may name its question."""


def _is_sub(identifier: str) -> bool:
    return not identifier[:1].isdigit()


def _number_questions(printed: Printed, roles: Sequence[Role], blocks: list[Block]) -> None:
    """Turns printed numbers into ids: sub-numbers join their parent, bare questions count on."""
    lines, parents = printed.lines, deque(printed.stems)
    parent, letter_parent, highest = _unprinted_parent(blocks), "", 0
    stem_row = ""
    previous: Block | None = None
    position = 0
    waiting, list_first = False, _all_questions_first(blocks)
    rows = printed_stem = False
    for block in blocks:
        # Numbers of headings and stems in between are parents of the sub-questions under them.
        while parents and parents[0] < block.first:
            index = parents.popleft()
            marker = lines[index].marker
            if marker and index >= position and roles[index] not in (_BEGIN_ANSWER, _ANSWER):
                number = number_at_head(marker.id)
                if number is not None and number <= highest + 1:
                    parent, letter_parent = marker.id, ""
                    highest = max(highest, number)
        position = block.last + 1
        if not block.question:
            if not waiting and not list_first and lines[block.first].column <= 0:
                highest = _counted_on(printed, block, highest)
            waiting = False
            previous = block
            continue
        waiting = True
        own = block.ids[0] if block.ids else ""
        if (
            own
            and block.kind is MarkerKind.ANSWER
            and PART_A.search(printed.view, max(0, block.start - 8), block.start)
        ):
            # "A1" before a question numbers it within a part A.
            own = "a" + own
        if own and _is_sub(own):
            if _IN_PART.fullmatch(own):
                block.ids = (own,)
                continue
            roman = block.kind is MarkerKind.ROMAN and not (own in "ivx" and _follows(letter_parent, own))
            under_letter = own not in ("i", "v", "x") or (
                own == "i" and letter_parent != "h" and len(letter_parent) == 1
            )
            if roman and letter_parent and under_letter:
                new = parent + letter_parent + own
            else:
                new = parent + own
                if not roman:
                    letter_parent = own
            block.ids = (new,)
        elif own:
            head = _HEAD_NUMBER.match(own)
            number = int(head[0]) if head else 0
            highest = max(highest, number) if number <= highest + 12 else highest
            parent = own if own.isdigit() or "." in own else head[0] if head else own
            letter_parent = own[len(parent) :] if own.startswith(parent) else ""
            block.ids = (own,)
        else:
            row_head = lines[block.first].column == 0 and lines[block.first].columns > 1
            if row_head and parent and (stem_row == parent or (_is_stem(previous) and (printed_stem or not rows))):
                stem_row = parent
                letter_parent = chr(ord(letter_parent) + 1) if letter_parent and letter_parent < "z" else "a"
                block.ids = (parent + letter_parent,)
            else:
                highest += 1
                parent, letter_parent = str(highest), ""
                block.ids = (str(highest),)
                rows = rows or row_head
        printed_stem = bool(own)
        previous = block


def _unprinted_parent(blocks: Sequence[Block]) -> str:
    """The number of the first question where only its parts (a), (b) were found, before a question 2."""
    numbers = [block.ids[0] for block in blocks if block.question and block.ids]
    first = next((one for one in numbers if one[0].isdigit()), "")
    return "1" if first == "2" and numbers[0] == "a" else ""


def _counted_on(printed: Printed, block: Block, highest: int) -> int:
    """The highest number so far after an answer that names a question which the letter does not print.

    An answer before all questions names those that come.
    """
    named = block.ids
    if not named and highest:
        named = ids_of(mentioned(printed.words(block.start, min(block.end, block.start + _OPENING))), ())
    return max([highest, *(number for number in map(number_at_head, named) if number is not None)])


def _follows(letter: str, other: str) -> bool:
    return bool(letter) and ord(other[0]) == ord(letter[-1]) + 1


def _is_stem(previous: Block | None) -> bool:
    """A question right before a table's first row, with no answer of its own, is the rows' stem."""
    return previous is not None and previous.question


def _link(printed: Printed, blocks: list[Block]) -> None:
    """Gives every answer the ids of the questions that it answers."""
    lines = printed.lines
    questions = [block for block in blocks if block.question]
    by_id: dict[str, Block] = {}
    for block in questions:
        by_id.setdefault(block.ids[0], block)
    order = list(by_id)
    leaves = [question.ids[0] for question in _leaves(questions)]
    answers = [block for block in blocks if not block.question]
    waiting: list[Block] = []
    answered: set[str] = set()
    last_ids: tuple[str, ...] = ()
    last_row = -1
    parent = ""
    pure_list = _all_questions_first(blocks)
    unanswered, left = deque(questions), len(answers)
    in_order = _numbered_in_order(answers, len(questions))
    for block in blocks:
        if block.question:
            waiting.append(block)
            continue
        line = lines[block.first]
        left -= 1
        while unanswered and unanswered[0].ids[0] in answered:
            unanswered.popleft()
        ids: tuple[str, ...] = ()
        numbered = ids_of(block.named, order) if block.named else block.ids
        if line.column > 0 and block.kind is MarkerKind.BARE:
            numbered = ()
        if len(block.named) > 1 and block.kind is MarkerKind.NUMBER and not by_id.keys() >= set(numbered):
            numbered = ()
        if numbered:
            joined: list[str] = []
            for one in numbered:
                if not _is_sub(one) or one in by_id:
                    joined.append(one)
                    continue
                under = parent + one
                # "(a)" answers the (a) that waits for an answer, be it under another stem than the last answer's
                asked = [q.ids[0] for q in waiting if q.ids[0].endswith(one)]
                if asked and under not in asked:
                    open_ones = [own for own in asked if own not in answered and own not in joined]
                    under = open_ones[0] if pure_list and open_ones else asked[-1]
                joined.append(under if under in by_id or (parent and not questions) else one)
            numbered = tuple(joined)
            known = tuple(i for i in numbered if i in by_id)
            if len(block.named) > 1 and 2 * len(known) >= len(numbered):
                known = numbered
            explicit = (
                in_order
                or len(block.named) > 1
                or block.kind in (MarkerKind.ANSWER, MarkerKind.QUESTION, MarkerKind.SECTION)
            )
            if known and (explicit or pure_list or not waiting or waiting[-1].ids[0] in known or len(waiting) > 1):
                ids = known
            elif explicit or not questions:
                ids = numbered
        if not ids and not waiting and line.column > 0 and line.row == last_row:
            ids = last_ids
        if not ids and (not waiting or len(waiting) > 1):
            head = printed.words(block.start, min(block.end, block.start + _OPENING))
            mention = mentioned(head)
            if not mention and not questions:
                mention = named_by_word(printed.words(max(0, block.start - 120), block.start))
            named = tuple(i for i in ids_of(mention, order) if i in by_id or not questions)
            if not named and mention and questions:
                under = [parent + i for i in ids_of(mention, order)]
                if all(u in by_id for u in under):
                    named = tuple(under)
            if named and not POINTER.match(head):
                ids = named
            elif pure_list and not answered and names_all(head, len(leaves)):
                ids = tuple(leaves)
        if not ids and waiting:
            if line.column > 0 and (beside := _in_row(lines, waiting, line)):
                ids = beside.ids[:1]
            elif pure_list and len(questions) > 1:
                if left == 0 or not unanswered:
                    rest = [q for q in unanswered if q.ids[0] not in answered]
                    ids = tuple(q.ids[0] for q in _leaves(rest or waiting))
                else:
                    ids = unanswered[0].ids[:1]
            else:
                ids = _adjacent(waiting)
        if not ids:
            ids = last_ids if (line.column > 0 and last_ids) else ()
        if not ids and not questions:
            ids = (_next_id(last_ids),) if len(answers) > 1 else ("*",)
        if not ids and questions:
            later = [q for q in questions if q.start > block.start] if len(answers) == 1 else []
            if later:
                ids = tuple(q.ids[0] for q in _leaves(later))
            elif unanswered and pure_list:
                ids = unanswered[0].ids[:1]
            else:
                ids = (_next_id(last_ids),)
        block.ids = ids
        head_number = _DECIMAL.match(ids[0])
        parent = head_number[0] if head_number else parent
        answered.update(ids)
        last_ids, last_row = ids, line.row
        if not pure_list:
            waiting = []


def _numbered_in_order(answers: Sequence[Block], questions: int) -> bool:
    """Whether the answers themselves are numbered 1, 2, 3, more of them than the letter prints questions."""
    numbers = [int(one.ids[0]) for one in answers if one.ids and one.ids[0].isdigit()]
    steps = sum(after == before + 1 for before, after in pairwise(numbers))
    return len(numbers) > max(2, questions) and steps >= _IN_ORDER * (len(numbers) - 1)


def _in_row(lines: Sequence[LogicalLine], waiting: Sequence[Block], line: LogicalLine) -> Block | None:
    """The last of the questions whose table row ``line`` stands in."""
    for question in reversed(waiting):
        first, last = lines[question.first], lines[question.last]
        if first.row <= line.row < max(first.row + 1, last.row + last.rows):
            return question
        if first.row < line.row - _TALLEST_ROW:
            return None
    return None


def _next_id(ids: tuple[str, ...]) -> str:
    number = number_at_head(ids[-1]) if ids else None
    return "1" if number is None else str(number + 1)


def _leaves(waiting: list[Block]) -> list[Block]:
    """Questions without the stems over sub-questions, which have no answer of their own."""
    if len(waiting) == 1:
        return waiting
    over = stems((question.ids[0] for question in waiting), dotted=False)
    return [question for question in waiting if question.ids[0] not in over] or waiting


def _adjacent(waiting: list[Block]) -> tuple[str, ...]:
    """The questions right before an answer: the last one, or all of an unbroken run of them."""
    leaves = _leaves(waiting)
    return tuple(dict.fromkeys(q.ids[0] for q in leaves))


def _all_questions_first(blocks: list[Block]) -> bool:
    """Whether the letter lists two or more questions before the first of its answers, and none after."""
    kinds = [block.question for block in blocks]
    if kinds.count(True) < 2 or False not in kinds:
        return False
    first_answer = kinds.index(False)
    return first_answer >= 2 and True not in kinds[first_answer:]


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


def _pointers(printed: Printed, blocks: list[Block]) -> None:
    """Notes which question an answer points to ("as above", "see question 3")."""
    previous: Block | None = None
    for block in blocks:
        if block.question:
            continue
        pointing = _pointing(printed.words(block.start, min(block.end, block.start + _POINTING)))
        if pointing is not None:
            named, above = pointing
            if named:
                block.pointer = named
            elif above and previous is not None:
                block.pointer = previous.ids[0]
        previous = block


@lru_cache(maxsize=4_096)
def _pointing(text: str) -> tuple[str | None, bool] | None:
    """The question that an answer names which points to another one, and whether it points to the one above."""
    match = POINTER.match(text)
    if match is None:
        return None
    ids, named = ids_of(mentioned(text), ()), POINTED.search(text)
    return ids[0] if ids else plain_id(named["id"]) if named else None, match["above"] is not None


_POINTING = 200
"""Characters of an answer that may point to another one."""
_FIGURES = (MarkerKind.BARE, MarkerKind.DECIMAL)
"""Kinds of printed numbers that may as well be figures."""
_HEAD = 12
"""How many signs before an answer its printed number stands at most."""
_AFTER_FIGURE = " \t\u00a0\u2060"


def _with_figures(printed: Printed, blocks: list[Block]) -> None:
    """Gives answers back the number at their head that numbers no question: "17 posts" is a figure."""
    view, lines = printed.view, printed.lines
    for block in blocks:
        marker = lines[block.first].marker
        if block.question or marker is None or marker.id in block.ids:
            continue
        if marker.kind not in _FIGURES and not marker.named:
            continue
        at = view.rfind(marker.id, max(0, block.start - _HEAD), block.start)
        if at >= 0 and not view[at + len(marker.id) : block.start].strip(_AFTER_FIGURE):
            block.start = at


def _with_stem_numbers(printed: Printed, roles: Sequence[Role]) -> Sequence[Role]:
    """The roles, but that a number on a line of its own with a question (a) next is the number of their stem."""
    stem_numbers = [index for index in printed.numbers if roles[index] is _BEGIN_ANSWER]
    if not stem_numbers:
        return roles
    told = list(roles)
    for index in stem_numbers:
        begins = next(
            (at for at in range(index + 1, len(roles)) if roles[at] in (_BEGIN_QUESTION, _BEGIN_ANSWER)), None
        )
        after = printed.lines[begins].marker if begins is not None and roles[begins] is _BEGIN_QUESTION else None
        if after is not None and after.id in ("a", "i"):
            told[index] = Role.LABEL
    return told


def link(printed: Printed, roles: Sequence[Role]) -> list[Block]:
    """Questions and answers, in order, with ids, columns and pointers, given the role of each line."""
    lines, roles = printed.lines, _with_stem_numbers(printed, roles)
    blocks = _blocks(lines, roles)
    _read_numbers(printed, blocks)
    blocks = _without_headings(printed, _whole_questions(printed, _missed_first(printed, blocks)))
    blocks = _without_lead_in(printed, blocks)
    _parts_of_stems(lines, blocks)
    blocks = _by_numbers(lines, blocks)
    _in_sections(printed, blocks)
    _number_questions(printed, roles, blocks)
    _link(printed, blocks)
    _headings(printed, blocks)
    _with_figures(printed, blocks)
    _pointers(printed, blocks)
    return blocks
