"""From linked blocks to questions and answers, and to what the models read of an answer."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp.blocks import Block
from nlp.logical_line import LogicalLine
from nlp.types import Answer, Question, Request
from nlp.view import readable


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer in its letter, as the models read it: ``view[start:end]``, and what is around it.

    ``words`` are the answer's plain words without page furniture, ``question`` those of all its
    questions (``""`` where the letter prints none); ``column`` and ``row`` are the headings of a
    table's cell.
    """

    view: str
    start: int
    end: int
    words: str
    question: str = ""
    column: str | None = None
    row: str | None = None


def questions_and_answers(
    blocks: Sequence[Block],
) -> tuple[tuple[Question, ...], tuple[Answer, ...]]:
    """The blocks as nouns, in order. The answers have no status yet.

    ``refers_to`` is only kept where it names another answer of the letter.
    """
    questions = tuple(Question(block.ids[0], block.start, block.end) for block in blocks if block.question)
    given = [block for block in blocks if not block.question]
    answered = {one for block in given for one in block.ids}
    asked = _Asked(questions)
    answers = []
    for block in given:
        told = block.pointer in answered and block.pointer not in block.ids
        answers.append(
            Answer(
                block.ids,
                (),
                block.start,
                block.end,
                question=asked.first(block.ids, block.start),
                column=block.column,
                refers_to=block.pointer if told else None,
                left_out=block.left_out,
            )
        )
    return questions, tuple(answers)


def replies(
    view: str,
    lines: Sequence[LogicalLine],
    questions: Sequence[Question],
    answers: Sequence[Answer],
    request: Request | None = None,
) -> tuple[Reply, ...]:
    """What the models read of each answer, found or labelled alike.

    Where the letter does not print a question, the ``request`` has its words.
    """
    asked = _Asked(questions)
    starts = [line.start for line in lines]
    heads = {line.row: line for line in reversed(lines) if line.column == 0}
    found = []
    for answer in answers:
        own = [asked.before(one, answer.start) for one in answer.questions]
        known = [one for one in own if one is not None]
        first = bisect_right(starts, answer.start) - 1
        last = bisect_left(starts, answer.end)
        found.append(
            Reply(
                view,
                answer.start,
                answer.end,
                _words(view, lines[max(0, first) : last], answer),
                " ".join(readable(view[one.start : one.end]) for one in known) or _as_asked(answer, request),
                answer.column,
                _row_heading(view, heads, lines[first], known) if first >= 0 else None,
            )
        )
    return tuple(found)


def _as_asked(answer: Answer, request: Request | None) -> str:
    """The words in which the questions of an answer were asked; ``""`` where that is not known."""
    if request is None:
        return ""
    return " ".join(one.words for one in request.questions if one.id in answer.questions)


class _Asked:
    """The questions by id; of several the one that is printed last before an answer."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._by_id: defaultdict[str, list[Question]] = defaultdict(list)
        for question in questions:
            self._by_id[question.id].append(question)

    def before(self, identifier: str, place: int) -> Question | None:
        found = self._by_id.get(identifier)
        if not found:
            return None
        return found[max(0, bisect_right(found, place, key=lambda one: one.start) - 1)]

    def first(self, ids: Sequence[str], place: int) -> Question | None:
        known = (self.before(one, place) for one in ids)
        return next((one for one in known if one is not None), None)


def _words(view: str, lines: Sequence[LogicalLine], answer: Answer) -> str:
    pieces, place = [], answer.start
    for line in lines:
        if line.furniture and line.start >= place and line.end < answer.end:
            pieces.append(view[place : line.start])
            place = line.end
    return readable(" ".join([*pieces, view[place : answer.end]]))


def _row_heading(
    view: str, heads: Mapping[int, LogicalLine], line: LogicalLine, asked: Sequence[Question]
) -> str | None:
    """The first cell of an answer's table row, unless it is the question itself."""
    head = heads.get(line.row)
    if line.column <= 0 or head is None:
        return None
    if any(one.start <= head.start < one.end for one in asked):
        return None
    return readable(view[head.start : head.end]) or None
