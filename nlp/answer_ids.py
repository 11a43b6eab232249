"""The ids of a letter's answers: the questions that each of them answers."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Self

from nlp.blocks import Block, all_questions_first, labels_reply
from nlp.dealing import dealt
from nlp.identifiers import is_sub, number_at_head, parts_of
from nlp.link_patterns import POINTER, TOGETHER
from nlp.logical_line import LogicalLine
from nlp.mentions import Ids, ids_of, mentioned, named_by_word, names_all
from nlp.numbering import MarkerKind
from nlp.printed import OPENING, Printed

_EXPLICIT = frozenset({MarkerKind.ANSWER, MarkerKind.QUESTION, MarkerKind.SECTION})
"""Kinds of numbers that nothing but an answer's own can be."""
_IN_ORDER = 0.7
"""The share of the numbers of answers that must each be one more than the last."""
_TALLEST_ROW = 200
"""How many physical lines a table's row may take."""
_BEFORE = 120
"""Characters before an answer that may name its question in a letter that prints none."""
_LISTED_WITHIN = 20_000
"""Characters before a question within which it may have been listed."""
_MOST_DEALT = 60
"""How many questions a letter has at most whose answers are dealt by words."""
_GAP = 2
"""How many line ends leave a gap; more of them do not make it wider."""
_DECIMAL = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class _Asked:
    """The questions of a letter and their ids.

    ``first`` says that all are asked before the first answer, ``in_order`` that the answers count 1, 2, 3 themselves.
    ``parts`` are the ids that end in each part, 1b and 3b for b, where all are asked first. ``beside`` are the ids of
    questions that an answer follows at once, ``printed`` are the numbers at the heads of answers; ``by_id`` has
    the first question of each id.
    """

    questions: Sequence[Block]
    ids: Ids
    first: bool
    in_order: bool
    parts: Mapping[str, Sequence[str]]
    beside: frozenset[str]
    printed: frozenset[str]
    by_id: Mapping[str, Block]

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Self:
        """Looks at all questions and answers of a letter, the questions numbered."""
        questions = [block for block in blocks if block.question]
        answers = [block for block in blocks if not block.question]
        ids = [question.ids[0] for question in questions]
        first = all_questions_first(blocks)
        in_order = _numbered_in_order(answers, len(questions))
        beside = frozenset(
            before.ids[0] for before, after in pairwise(blocks) if before.question and not after.question
        )
        by_id = {question.ids[0]: question for question in reversed(questions)}
        printed = frozenset(one for answer in answers for one in answer.ids)
        return cls(questions, Ids.of(ids), first, in_order, _by_part(ids) if first else {}, beside, printed, by_id)

    def parts_of(self, stem: str) -> tuple[str, ...]:
        """The parts of a question that are answered together under its number; itself, if it is no stem over parts."""
        if stem not in self.ids.over:
            return (stem,)
        parts = parts_of(stem, self.ids.leaves)
        own = {one.removeprefix(stem) for one in parts} | set(parts)
        return parts if parts and own.isdisjoint(self.printed) else (stem,)


@dataclass(slots=True)
class _SoFar:
    """What is known where an answer begins: the questions that wait for one, those that have one, the last one's ids.

    ``open`` are the questions from the first without an answer on, ``left`` is how many answers follow this one,
    ``wide`` says that a question had several, a line each.
    """

    left: int
    open: deque[Block]
    waiting: list[Block] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    ids: tuple[str, ...] = ()
    row: int = -1
    last: int = -2
    wide: bool = False
    stem: str = ""

    def begin(self) -> None:
        """An answer begins."""
        self.left -= 1
        while self.open and self.open[0].ids[0] in self.answered:
            self.open.popleft()

    def end(self, block: Block, row: int, *, waiting: bool) -> None:
        """The answer has these ids. ``waiting`` keeps the questions before it for later answers."""
        head = _DECIMAL.match(block.ids[0])
        self.stem = head[0] if head else self.stem
        self.answered.update(block.ids)
        self.ids, self.row, self.last = block.ids, row, block.last
        if not waiting:
            self.waiting = []


def number_answers(printed: Printed, blocks: Sequence[Block]) -> None:
    """Gives every answer the ids of the questions that it answers, once the questions have theirs.

    The number printed at its head says it, or its words, or its place beside or after its question, or its turn.
    """
    asked = _Asked.of(blocks)
    open_ones = deque(question for question in asked.questions if question.ids[0] not in asked.ids.over)
    so_far = _SoFar(sum(not block.question for block in blocks), open_ones)
    several = so_far.left > 1
    placed = False
    for block in blocks:
        if block.question:
            so_far.waiting.append(block)
            continue
        line = printed.lines[block.first]
        so_far.begin()
        beside = so_far.ids if line.column > 0 else ()
        own = (
            _printed_ids(asked, so_far, block, line)
            or (beside if not so_far.waiting and line.row == so_far.row else ())
            or _mentioned_ids(printed, asked, so_far, block)
        )
        placed = placed or bool(own) or line.column > 0
        block.ids = (
            own
            or _ids_by_place(printed, asked, so_far, line)
            or beside
            or _ids_by_turn(printed, asked, so_far, block, several=several)
        )
        so_far.end(block, line.row, waiting=asked.first)
    if asked.first and not placed:
        _deal(printed, asked, [block for block in blocks if not block.question])


def _deal(printed: Printed, asked: _Asked, answers: Sequence[Block]) -> None:
    """Gives answers that nothing numbers the questions whose words they have, where they are fewer than those."""
    questions = [asked.by_id[one] for one in asked.ids.leaves]
    if not 1 < len(answers) < len(questions) <= _MOST_DEALT:
        return
    stems = [[printed.telling(block.start, block.end) for block in own] for own in (questions, answers)]
    for block, run in zip(answers, dealt(*stems), strict=True):
        block.ids = tuple(questions[place].ids[0] for place in run)


def _printed_ids(asked: _Asked, so_far: _SoFar, block: Block, line: LogicalLine) -> tuple[str, ...]:
    """What the number printed at an answer's head says; a figure may look like one."""
    printed = ids_of(block.named, asked.ids) if block.named else block.ids
    listed = len(block.named) > 1
    if not printed or (line.column > 0 and block.kind is MarkerKind.BARE):
        return ()
    if listed and not _numbers_it(asked, so_far, block, line, printed):
        return ()
    numbered: list[str] = []
    for one in printed:
        sub = is_sub(one) and one not in asked.ids.all
        numbered.append(_under_its_stem(asked, so_far, one, numbered) if sub else one)
    known = tuple(one for one in numbered if one in asked.ids.all)
    if listed and 2 * len(known) >= len(numbered):
        return tuple(numbered)
    explicit = asked.in_order or listed or block.kind in _EXPLICIT
    free = asked.first or len(so_far.waiting) != 1 or so_far.waiting[0].ids[0] in known
    if known and (explicit or free):
        return tuple(dict.fromkeys(part for one in known for part in asked.parts_of(one)))
    return tuple(numbered) if explicit or not asked.questions else ()


def _numbers_it(asked: _Asked, so_far: _SoFar, block: Block, line: LogicalLine, printed: Sequence[str]) -> bool:
    """Whether a list at an answer's head names the questions that it answers, and is none of the answer's own words.

    "C and D" or "Parts 1 and 2 are done" under a question of its own are; so are figures in a row.
    """
    if block.kind is MarkerKind.NUMBER and not asked.ids.all.issuperset(printed):
        return not asked.questions and number_at_head(printed[0]) == int(_next_id(so_far.ids))
    if asked.first or len(so_far.waiting) != 1 or line.marker is None or not line.marker.named:
        return True
    own = so_far.waiting[0].ids[0]
    return own in printed and not any(one in asked.beside or one in so_far.answered for one in printed if one != own)


def _under_its_stem(asked: _Asked, so_far: _SoFar, sub: str, taken: Sequence[str]) -> str:
    """Which "(a)" is meant: the one that waits for an answer, be it under another stem than the last answer's."""
    under = so_far.stem + sub
    if asked.first:
        waiting = asked.parts.get(sub, ())
    else:
        waiting = [question.ids[0] for question in so_far.waiting if question.ids[0].endswith(sub)]
    if waiting and under not in waiting:
        unanswered = (one for one in waiting if one not in so_far.answered and one not in taken)
        under = next(unanswered, waiting[-1]) if asked.first else waiting[-1]
    return under if under in asked.ids.all or (so_far.stem and not asked.questions) else sub


def _mentioned_ids(printed: Printed, asked: _Asked, so_far: _SoFar, block: Block) -> tuple[str, ...]:
    """The questions that an answer names in its first words, unless a single question waits for it."""
    if len(so_far.waiting) == 1:
        return ()
    head = printed.words(block.start, min(block.end, block.start + OPENING))
    if POINTER.match(head):
        return ()
    named = mentioned(head)
    if not asked.questions:
        named = named or named_by_word(printed.words(max(0, block.start - _BEFORE), block.start))
        return ids_of(named)
    ids = ids_of(named, asked.ids)
    known = tuple(one for one in ids if one in asked.ids.all)
    under = tuple(so_far.stem + one for one in ids)
    if not known and asked.ids.all.issuperset(under):
        known = under
    if not known and asked.first and not so_far.answered and names_all(head, len(asked.ids.leaves)):
        return asked.ids.leaves
    return known


def _ids_by_place(printed: Printed, asked: _Asked, so_far: _SoFar, line: LogicalLine) -> tuple[str, ...]:
    """The question beside an answer, the questions right before it, or the next that has none.

    Where all are asked first, the last answer has what is left of them, and what comes after it goes on with it.
    """
    if not so_far.waiting:
        return ()
    if line.column > 0 and (beside := _in_row(printed.lines, so_far.waiting, line)):
        return beside.ids[:1]
    if not asked.first:
        return _leaves(_after_blanks(printed, _asked_again(printed.view, so_far.waiting), line.start))
    if so_far.left and so_far.open:
        return so_far.open[0].ids[:1]
    rest = [question for question in so_far.open if question.ids[0] not in so_far.answered]
    return _leaves(rest) if rest else so_far.ids


def _asked_again(view: str, waiting: Sequence[Block]) -> Sequence[Block]:
    """The questions from where a list of them last begins again, in the same words: those before were but listed."""
    for place in range(len(waiting) - 1, 0, -1):
        before, question = (number_at_head(block.ids[0]) for block in waiting[place - 1 : place + 1])
        if before is not None and question is not None and question < before:
            start, end = waiting[place].start, waiting[place].end
            again = view.find(view[start:end], max(0, start - _LISTED_WITHIN), start) >= 0
            return waiting[place:] if again else waiting
    return waiting


def _after_blanks(printed: Printed, waiting: Sequence[Block], start: int) -> Sequence[Block]:
    """The questions after the last of which the page shows that its answer was left blank.

    A label shows it, or that the next question is further from it than the answer, at ``start``, is from the last one,
    unless that answer says that it is for both.
    """
    if len(waiting) == 1:
        return waiting
    together = TOGETHER.match(printed.view, start) is not None
    near = _lines_apart(printed.view, waiting[-1].end, start)
    for place in range(len(waiting) - 1, 0, -1):
        blank, asked = waiting[place - 1 : place + 1]
        between = range(blank.last + 1, asked.first)
        if any(labels_reply(printed, index) for index in between):
            return waiting[place:]
        broken = any(printed.lines[index].furniture for index in between)
        if not together and not broken and _lines_apart(printed.view, blank.end, asked.start) > near:
            return waiting[place:]
    return waiting


def _lines_apart(view: str, start: int, end: int) -> int:
    """How far apart two stretches are: on one line (0), on the next one (1), or with a gap between them (2)."""
    return min(view.count("\n", start, end), _GAP)


def _ids_by_turn(printed: Printed, asked: _Asked, so_far: _SoFar, block: Block, *, several: bool) -> tuple[str, ...]:
    """One more than the last answer; all questions that come after it, where it is the only answer."""
    if not asked.questions:
        return (_next_id(so_far.ids),) if several else ("*",)
    later = [question for question in asked.questions if question.start > block.start] if not several else []
    if later:
        return _leaves(later)
    after = asked.by_id.get(_next_id(so_far.ids))
    goes_on = block.first == so_far.last + 1 and not printed.lines[block.first].blank_before
    # what comes before a question is printed does not answer it, nor a question that is none: it is the row's next cell
    before = after is not None and after.kind is not None and asked.questions[0].start < block.start < after.start
    if goes_on and (before or (so_far.wide and after is None)):
        so_far.wide = True
        return so_far.ids
    return (_next_id(so_far.ids),)


def _by_part(ids: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in dict.fromkeys(ids):
        for start, sign in enumerate(one):
            if not sign.isdigit():
                found.setdefault(one[start:], []).append(one)
    return found


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


def _leaves(questions: Sequence[Block]) -> tuple[str, ...]:
    """The ids of questions without the stems over sub-questions, which have no answer of their own."""
    if len(questions) == 1:
        return ids_of(questions[0].named) or questions[0].ids[:1]
    return Ids.of(question.ids[0] for question in questions).leaves
