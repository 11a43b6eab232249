"""What labelled letters teach the role model: the role of each logical line follows from where the labels lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.topic_patterns import topics_of
from nlp.lines import logical_lines
from nlp.logical_line import LogicalLine
from nlp.types import LabelledLetter, Role
from nlp.view import look_through
from nlp.words import words_of

_LIKE_A_QUESTION = 0.8
"""The share of a line's words that a question holds where the line quotes it."""


@dataclass(frozen=True, slots=True)
class LabelledLines:
    """A labelled letter taken apart: its view, its logical lines, and the role of each.

    ``times`` is how many times over its answers teach what statuses look like; ``new`` tells a newly labelled letter
    from those that were there.
    """

    letter: LabelledLetter
    view: str
    lines: Sequence[LogicalLine]
    roles: tuple[Role, ...]
    times: float = 1.0
    new: bool = False


def _covers(line: LogicalLine, start: int, end: int) -> bool:
    shared = min(line.end, end) - max(line.start, start)
    return line.end > line.start and 2 * shared >= line.end - line.start


def _blank_line(lines: Sequence[LogicalLine], at: int, length: int) -> int | None:
    """The empty cell that a blank answer at ``at`` stands in, if it stands in one."""
    for index, line in enumerate(lines):
        before = lines[index - 1].end if index else 0
        after = lines[index + 1].start if index + 1 < len(lines) else length
        if line.start == line.end and before <= at <= after:
            return index
    return None


def line_roles(letter: LabelledLetter, view: str, lines: Sequence[LogicalLine]) -> tuple[Role, ...]:
    """The role of each line; what no label covers is told apart by where it stands."""
    found: list[Role | None] = [None] * len(lines)
    spans = [(one.start, one.end, Role.BEGIN_QUESTION, Role.QUESTION) for one in letter.questions]
    spans += [(one.start, one.end, Role.BEGIN_ANSWER, Role.ANSWER) for one in letter.answers]
    for start, end, begin, inside in spans:
        if start == end:
            blank = _blank_line(lines, start, len(view))
            if blank is not None and found[blank] is None:
                found[blank] = begin
            continue
        role = begin
        for index, line in enumerate(lines):
            if line.start >= end:
                break
            if _covers(line, start, end):
                found[index], role = role, inside
    labelled = [index for index, role in enumerate(found) if role is not None]
    first, last = (labelled[0], labelled[-1]) if labelled else (len(lines), -1)
    asked = [set(words_of(view[one.start : one.end])) for one in letter.questions]
    roles = [
        role if role is not None else _unlabelled(index, line, view, first, last, asked)
        for index, (line, role) in enumerate(zip(lines, found, strict=True))
    ]
    return tuple(_by_content(view, lines, roles))


def _by_content(view: str, lines: Sequence[LogicalLine], roles: list[Role]) -> list[Role]:
    """A closing is one wherever it stands: a covering letter ends before the answers on its enclosure begin."""
    closing = False
    for index, (line, role) in enumerate(zip(lines, roles, strict=True)):
        if role not in (Role.OPENING, Role.BETWEEN, Role.LABEL):
            closing = closing and role is Role.QUOTED
            continue
        topics = set(topics_of(" ".join(view[line.start : line.end].split())))
        if topics & {"lead", "greeting", "thanks"}:
            closing = False
        elif topics & {"complain", "commissioner", "sign", "reuse", "disclaimer"}:
            closing = True
        if closing:
            roles[index] = Role.CLOSING
    return roles


def _unlabelled(index: int, line: LogicalLine, view: str, first: int, last: int, asked: Sequence[set[str]]) -> Role:
    words = set(words_of(view[line.start : line.end]))
    if len(words) >= 4 and any(len(words & one) >= _LIKE_A_QUESTION * len(words) for one in asked):
        return Role.QUOTED
    if line.label and first - 1 <= index <= last:
        return Role.LABEL
    if index < first:
        return Role.OPENING
    return Role.CLOSING if index > last else Role.BETWEEN


def labelled_lines(letter: LabelledLetter, times: float = 1.0, *, new: bool = False) -> LabelledLines:
    """Takes a labelled letter apart; its answers count ``times`` over, and it may be ``new``."""
    view = look_through(letter.text)
    lines = logical_lines(letter.text, view)
    return LabelledLines(letter, view, lines, line_roles(letter, view, lines), times, new)
