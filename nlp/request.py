"""The request: the questions as they were asked, which every reply answers in its own way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlp.errors import UnreadableLetter
from nlp.labelled import read_labelled
from nlp.lines import Joint, LogicalLine, logical_lines
from nlp.link_patterns import SECTION
from nlp.linking import link
from nlp.numbering import MarkerKind, stems
from nlp.reading import read_letter
from nlp.request_patterns import ASKING, CLOSING, GREETING, SIGNATURE, UNDER
from nlp.types import Question, Role
from nlp.view import look_through, readable

_HEADING_WORDS = 6


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
        found = list(printed_questions(look_through(labelled.text), labelled.questions))
    else:
        found = list(_questions(read_letter(path).text))
    if not found:
        raise UnreadableLetter(f"{path} holds no questions: write one a line, numbered if the replies number them.")
    twice = [number for number, count in Counter(one.id for one in found).items() if count > 1]
    if twice:
        raise UnreadableLetter(f"{path} numbers two questions {twice[0]}: give every question a number of its own.")
    return Request(tuple(found))


def printed_questions(view: str, questions: Sequence[Question]) -> tuple[RequestQuestion, ...]:
    """The questions of a letter, given its view, in the words in which it prints them."""
    return tuple(RequestQuestion(one.id, readable(view[one.start : one.end])) for one in questions)


def _questions(text: str) -> Iterator[RequestQuestion]:
    view = look_through(text)
    lines = logical_lines(text, view)
    for block in link(view, lines, _roles(view, lines)):
        words = readable(view[block.start : block.end])
        if lines[block.first].marker is None:
            # a sentence may follow its greeting in one line
            greeting = GREETING.match(words)
            words = words[greeting.end() :] if greeting and greeting.end() < len(words) else words
        if block.question and words:
            yield RequestQuestion(block.ids[0], words)


def _roles(view: str, lines: Sequence[LogicalLine]) -> list[Role]:
    """Which lines of a request are questions: the numbered ones, or else those that ask, or all of a bare list."""
    texts = [view[line.start : line.end].strip() for line in lines]
    numbers = [_number(line) for line in lines]
    signed = (place for place, text in enumerate(texts) if numbers[place] is None and SIGNATURE.match(text))
    end = next(signed, len(texts))
    numbers = numbers[:end]
    letter = any(map(GREETING.match, texts[:end]))
    if len(set(numbers) - {None}) > 1 or (not letter and any(numbers)):
        roles = _numbered_roles(view, lines[:end], texts, [number is not None for number in numbers])
    else:
        roles = [_unnumbered_role(text, letter=letter) for text in texts[:end]]
        if letter and Role.BEGIN_QUESTION not in roles:
            roles = [
                Role.OPENING if GREETING.fullmatch(text) or CLOSING.match(text) or not text else Role.BEGIN_QUESTION
                for text in texts[:end]
            ]
    return [*roles, *[Role.CLOSING] * (len(texts) - end)]


def _number(line: LogicalLine) -> str | None:
    """The number printed before a question, if any; a figure that a sentence begins with is none."""
    return line.marker.id if line.marker is not None and line.marker.kind is not MarkerKind.BARE else None


def _unnumbered_role(text: str, *, letter: bool) -> Role:
    """What a line without a number is for; in a ``letter`` only what asks is a question, in a list everything."""
    asked = UNDER.sub("", text, count=1)
    asks = text.endswith("?") or (ASKING.search(asked) is not None and not text.endswith(":"))
    told = not text or GREETING.fullmatch(text) or CLOSING.match(text) or (letter and not asks)
    return Role.OPENING if told else Role.BEGIN_QUESTION


def _numbered_roles(
    view: str, lines: Sequence[LogicalLine], texts: Sequence[str], numbered: Sequence[bool]
) -> list[Role]:
    last = max(place for place, own in enumerate(numbered) if own)
    roles: list[Role] = []
    for place, (line, own) in enumerate(zip(lines, numbered, strict=True)):
        text = texts[place]
        begun = bool(roles) and roles[-1] in (Role.BEGIN_QUESTION, Role.QUESTION)
        ended = place > last and line.joint is Joint.BREAKS and (line.blank_before > 0 or CLOSING.match(text))
        if own and not _is_heading(view, line, text):
            roles.append(Role.BEGIN_QUESTION)
        elif begun and not own and not ended:
            roles.append(Role.QUESTION)
        else:
            roles.append(Role.CLOSING if any(numbered[:place]) and not own else Role.OPENING)
    return roles


def _is_heading(view: str, line: LogicalLine, text: str) -> bool:
    """Whether the line only opens a section, under which numbers begin again."""
    head = view.rfind("\n", 0, line.start) + 1
    return SECTION.match(view, head) is not None and len(text.split()) <= _HEADING_WORDS and not text.endswith("?")
