"""The request: the questions as they were asked, which every reply answers in its own way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlp.errors import UnreadableLetter
from nlp.labelled import read_labelled
from nlp.lines import Joint, LogicalLine, logical_lines
from nlp.linking import link
from nlp.numbering import MarkerKind, stems
from nlp.reading import read_letter
from nlp.request_patterns import ASKING, CLOSING, GREETING
from nlp.types import Role
from nlp.view import look_through, readable


@dataclass(frozen=True, slots=True)
class RequestQuestion:
    """A question as it was asked: its id (``3b``) and its words in full, without its number."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Request:
    """All questions of a request, in order."""

    questions: tuple[RequestQuestion, ...]

    @property
    def leaves(self) -> tuple[RequestQuestion, ...]:
        """The questions that want an answer of their own: not those that only stand over sub-questions."""
        over = stems([one.id for one in self.questions], dotted=True)
        return tuple(one for one in self.questions if one.id not in over)


def read_request(path: Path) -> Request:
    """The questions in the file ``path``: a request as it was sent, a bare list of questions, or a labelled letter.

    Raises ``UnreadableLetter``, with one sentence that says what to do, if the file holds no question.
    """
    if path.suffix.lower() == ".letter":
        labelled = read_labelled(path)
        view = look_through(labelled.text)
        found = [RequestQuestion(one.id, readable(view[one.start : one.end])) for one in labelled.questions]
    else:
        found = list(_questions(read_letter(path).text))
    if not found:
        raise UnreadableLetter(f"{path} holds no questions: write one a line, numbered if the replies number them.")
    return Request(tuple({one.id: one for one in found}.values()))


def _questions(text: str) -> Iterator[RequestQuestion]:
    view = look_through(text)
    lines = logical_lines(text, view)
    for block in link(view, lines, _roles(view, lines)):
        words = readable(view[block.start : block.end])
        if block.question and words:
            yield RequestQuestion(block.ids[0], words)


def _roles(view: str, lines: Sequence[LogicalLine]) -> list[Role]:
    """Which lines of a request are questions: the numbered ones, or else those that ask, or all of a bare list."""
    texts = [view[line.start : line.end].strip() for line in lines]
    numbered = [line.marker is not None and line.marker.kind is not MarkerKind.BARE for line in lines]
    if sum(numbered) > 1 or (any(numbered) and not any("?" in text for text in texts)):
        return _numbered_roles(lines, texts, numbered)
    letter = any(map(GREETING.match, texts))
    return [
        Role.BEGIN_QUESTION
        if text
        and (not letter or text.endswith("?") or (ASKING.match(text) and text[-1:] != ":"))
        and not CLOSING.match(text)
        else Role.OPENING
        for text in texts
    ]


def _numbered_roles(lines: Sequence[LogicalLine], texts: Sequence[str], numbered: Sequence[bool]) -> list[Role]:
    last = max(place for place, own in enumerate(numbered) if own)
    roles: list[Role] = []
    for place, (line, text, own) in enumerate(zip(lines, texts, numbered, strict=True)):
        begun = bool(roles) and roles[-1] in (Role.BEGIN_QUESTION, Role.QUESTION)
        ended = place > last and line.joint is Joint.BREAKS and (line.blank_before > 0 or CLOSING.match(text))
        if own:
            roles.append(Role.BEGIN_QUESTION)
        elif begun and not ended:
            roles.append(Role.QUESTION)
        else:
            roles.append(Role.CLOSING if any(numbered[:place]) else Role.OPENING)
    return roles
