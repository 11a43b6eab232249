"""The ids of a letter's questions: printed numbers join their parents and sections, questions without one count on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from string import ascii_lowercase

from nlp.blocks import Block, all_questions_first
from nlp.identifiers import FIRST_OF_LIST, ROMANS, is_sub, letter_after, number_at_head, numeral_after
from nlp.link_patterns import PART_A
from nlp.logical_line import LogicalLine
from nlp.mentions import ids_of, mentioned
from nlp.numbering import MarkerKind
from nlp.printed import OPENING, Printed
from nlp.types import Role

_ANSWERS = frozenset({Role.BEGIN_ANSWER, Role.ANSWER})
_AROUND = frozenset({Role.OPENING, Role.CLOSING, Role.BETWEEN})
_FURTHEST = 12
"""How far beyond the highest number so far another one may be and still count."""
_FEWEST_PARTS = 2
"""How many questions without a number must be answered under a numbered one before they count as its parts."""
_FEWEST_PARAGRAPHS = 3
"""How many numbered paragraphs of its own a letter has at least that letters its questions under them."""
_FEWEST_SECTIONS = 2
"""How many headings must have a question 1, (a) or (i) first under them before questions count within them."""
_FEWEST_ONES = 3
"""How many questions, or answers, must be numbered 1, and fewer otherwise, before they count up."""
_HEAD_NUMBER = re.compile(r"\d+")
_IN_PART = re.compile(r"[a-h](?:\d{1,2}|[ivx]{2,4})")


def letter_parts(lines: Sequence[LogicalLine], blocks: list[Block]) -> None:
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


def count_ones(printed: Printed, blocks: Sequence[Block]) -> None:
    """Counts questions up that are mostly numbered 1, and answers: so pages print lists that they lost the thread of.

    Under headings with numbers of their own, lists may well begin again.
    """
    if printed.sections:
        return
    for question in (True, False):
        numbered = [block for block in blocks if block.question is question and block.kind is MarkerKind.NUMBER]
        ones = sum(block.ids == ("1",) for block in numbered)
        if ones >= _FEWEST_ONES and 2 * ones > len(numbered):
            for number, block in enumerate(numbered, 1):
                block.ids = (str(number),)


def join_sections(printed: Printed, blocks: list[Block]) -> None:
    """Joins numbers that begin again under each heading to its own: 1 under "Part B" is b1, under "Request 2" 2.1.

    So are letters where questions have no numbers: (a) under "II. Costs" is iia. Such a block's kind is ``SECTION``.
    """
    if not printed.sections:
        return
    taken = {index for block in blocks for index in range(block.first, block.last + 1)}
    heads = [index for index in printed.sections if index not in taken]
    numbered = [block for block in blocks if len(block.ids) == 1 and block.ids[0].isdigit()]
    lettered = [block for block in blocks if len(block.ids) == 1 and is_sub(block.ids[0])]
    if not any(block.question for block in numbered) and any(block.question for block in lettered):
        numbered = lettered
    asked = [block for block in numbered if block.question]
    joined: dict[int, str] = {}
    first: dict[int, Block] = {}
    for block in numbered:
        before = heads[bisect_left(heads, block.first) - 1] if heads and heads[0] < block.first else None
        marker = printed.lines[before].marker if before is not None else None
        if marker and before is not None:
            point = "." if marker.id.isdigit() and block.ids[0].isdigit() else ""
            joined[block.first] = marker.id + point + block.ids[0]
            if block.question or not asked:
                first.setdefault(before, block)
    if sum(block.ids[0] in FIRST_OF_LIST for block in first.values()) < _FEWEST_SECTIONS:
        return
    known = {joined.get(block.first) for block in asked}
    for block in numbered:
        own = joined.get(block.first)
        if own and (own in known or not asked):
            block.ids, block.kind = (own,), MarkerKind.SECTION


@dataclass(slots=True)
class _Count:
    """How far a letter's questions have been numbered.

    ``parent`` and ``letter`` are what sub-questions join: "3" and "b" before "(ii)". ``highest`` is the highest number
    so far, ``rows_of`` the question whose parts a table's rows are, ``rows`` says that rows have counted by themselves.
    ``lettered`` is the last letter that was under no number.
    """

    parent: str
    letter: str = ""
    highest: int = 0
    rows_of: str = ""
    rows: bool = False
    lettered: str = ""

    def stem(self, printed: str) -> None:
        """A number was printed over questions: a heading's, or that of "2. Please state:"."""
        number = number_at_head(printed)
        if number is not None and number <= max(self.highest, number_at_head(self.parent) or 0) + 1:
            self.parent, self.letter = printed, ""

    def numbered(self, own: str) -> str:
        """The id of a question with a number of its own."""
        number = number_at_head(own) or 0
        if number <= self.highest + _FURTHEST:
            self.highest = max(self.highest, number)
        head = _HEAD_NUMBER.match(own)
        self.parent = own if own.isdigit() or "." in own else head[0] if head else own
        self.letter = own[len(self.parent) :] if own.startswith(self.parent) else ""
        return own

    def part(self, own: str, kind: MarkerKind | None) -> str:
        """The id of a part of a question: "b" under 3, "ii" under 3b.

        Where questions are lettered and not numbered, a number amid them is none of theirs.
        """
        if _IN_PART.fullmatch(own):
            return own
        if self.lettered and not self.letter and _follows(self.lettered, own):
            self.parent = ""
        self.highest = max(self.highest, number_at_head(self.parent) or 0)
        if self.letter in ROMANS and own == numeral_after(self.letter):
            self.letter = own
            return self.parent + own
        roman = kind is MarkerKind.ROMAN and not (own in ("i", "v", "x") and _follows(self.letter, own))
        lone = own in ("i", "v", "x") and not (own == "i" and self.letter != "h" and len(self.letter) == 1)
        if roman and self.letter and not lone:
            return self.parent + self.letter + own
        if not roman:
            self.letter = own
            self.lettered = self.lettered if self.parent else own
        return self.parent + own

    def next(self) -> str:
        """The id of a question without a number: the next number, or the next letter where questions are lettered."""
        if not self.parent and (letter := letter_after(self.letter)):
            self.letter = letter
            return letter
        self.highest += 1
        self.parent, self.letter = str(self.highest), ""
        return self.parent

    def next_part(self) -> str:
        """The id of a table's row that is part of the question over the table."""
        self.rows_of = self.parent
        self.letter = letter_after(self.letter) or "a"
        return self.parent + self.letter


def number_questions(printed: Printed, roles: Sequence[Role], blocks: Sequence[Block]) -> None:
    """Turns printed numbers into ids: sub-numbers join their parent, bare questions count on."""
    lines, parents = printed.lines, deque(printed.stems)
    count = _Count(_unprinted_parent(blocks))
    previous: Block | None = None
    position, numbered, listed_first = 0, False, all_questions_first(blocks)
    unheard = frozenset(printed.sections) if _letters_run_on(printed, blocks) else frozenset[int]()
    for block in blocks:
        while parents and parents[0] < block.first:
            index = parents.popleft()
            marker = lines[index].marker
            if marker and index >= position and roles[index] not in _ANSWERS and index not in unheard:
                count.stem(marker.id)
        position = block.last + 1
        line = lines[block.first]
        if block.question:
            row = line.column == 0 and line.columns > 1
            over = previous is not None and previous.question and (numbered or not count.rows)
            numbered = bool(block.ids)
            block.ids = (_question_id(printed, block, count, row=row, over=over),)
        elif not (previous is not None and previous.question) and not listed_first and line.column <= 0:
            count.highest = _counted_on(printed, block, count.highest)
        previous = block


def _letters_run_on(printed: Printed, blocks: Sequence[Block]) -> bool:
    """Whether the letters of questions run on from section to section, so that they are parts of none."""
    heads = printed.sections
    if not heads:
        return False
    lettered = [block for block in blocks if block.question and block.ids and is_sub(block.ids[0])]
    return any(
        _follows(one.ids[0], other.ids[0]) and bisect_right(heads, one.last) < bisect_left(heads, other.first)
        for one, other in pairwise(lettered)
    )


def _question_id(printed: Printed, block: Block, count: _Count, *, row: bool, over: bool) -> str:
    """``row`` says that the question is a table's row, ``over`` that the one before it may be what its rows are of."""
    if not block.ids:
        if row and count.parent and (over or count.rows_of == count.parent):
            return count.next_part()
        count.rows = count.rows or row
        return count.next()
    own = block.ids[0]
    if block.kind is MarkerKind.SECTION and is_sub(own) and len(own) > 1:
        return own
    if block.kind is MarkerKind.ANSWER and PART_A.search(printed.view, max(0, block.start - 8), block.start):
        # "A1" before a question numbers it within a part A.
        own = "a" + own
    return count.part(own, block.kind) if is_sub(own) else count.numbered(own)


def _lettered_in_paragraphs(printed: Printed, roles: Sequence[Role], blocks: Sequence[Block]) -> bool:
    """Whether 1, 2, 3 ... number the letter's own paragraphs, under which questions and answers are lettered.

    "1. You asked for: (a) ... 2. Our answers are: (a) ... 3. You may ask for a review."
    """
    if not blocks or not all(block.ids and is_sub(block.ids[0]) for block in blocks):
        return False
    inside = {index for block in blocks for index in range(block.first, block.last + 1)}
    numbers = [
        (index, line.marker.id)
        for index, line in enumerate(printed.lines)
        if index not in inside and line.column < 0 and line.marker and line.marker.kind is MarkerKind.NUMBER
    ]
    told = any(index > blocks[-1].last and roles[index] in _AROUND for index, _ in numbers)
    between = any(blocks[0].first < index < blocks[-1].first for index, _ in numbers)
    in_order = [own for _, own in numbers] == [str(one) for one in range(1, len(numbers) + 1)]
    return len(numbers) >= _FEWEST_PARAGRAPHS and in_order and told and between


def without_paragraph_numbers(printed: Printed, roles: Sequence[Role], blocks: list[Block]) -> Printed:
    """Takes the numbers of the letter's own paragraphs from blocks and stems: they run from its opening to its end.

    A first paragraph that leads to lettered questions is none of them.
    """
    first = next((block for block in blocks if block.question), None)
    leads = first is not None and first.ids == ("1",) and printed.view[first.end - 1] == ":"
    lettered = [block for block in blocks if not (leads and block is first)]
    if first is not None and _lettered_in_paragraphs(printed, roles, lettered):
        blocks[:] = lettered
        return replace(printed, stems=())
    numbered = [block for block in blocks if block.kind is MarkerKind.NUMBER and block.ids[0].isdigit()]
    if not numbered or numbered[0].ids == ("1",):
        return printed
    inside = range(blocks[0].first, blocks[-1].last + 1)
    around = {
        (int(line.marker.id), index >= inside.stop)
        for index, line in enumerate(printed.lines)
        if index not in inside
        and roles[index] in _AROUND
        and line.column < 0
        and line.marker
        and line.marker.kind is MarkerKind.NUMBER
        and line.marker.id.isdigit()
    }
    last = max(int(block.ids[0]) for block in numbered)
    if not {(1, False), (last + 1, True)} <= around:
        return printed
    for block in numbered:
        block.ids, block.kind = (), None
    return replace(printed, stems=())


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
        named = ids_of(mentioned(printed.words(block.start, min(block.end, block.start + OPENING))))
    return max([highest, *(number for number in map(number_at_head, named) if number is not None)])


def _follows(letter: str, other: str) -> bool:
    return bool(letter) and ord(other[0]) == ord(letter[-1]) + 1
