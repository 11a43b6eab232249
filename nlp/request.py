"""The request: the questions as they were asked, which every reply answers in its own way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from nlp.errors import UnreadableLetter
from nlp.identifiers import id_after, plain_id
from nlp.labelled import read_labelled
from nlp.lines import logical_lines
from nlp.link_patterns import INSTRUCTION, SECTION
from nlp.linking import link
from nlp.logical_line import Joint, LogicalLine
from nlp.numbering import Marker, MarkerKind
from nlp.printed import Printed
from nlp.reading import read_letter
from nlp.request_patterns import (
    APPEAL,
    ASKING,
    CLOSING,
    GOES_ON,
    GREETING,
    LEAD_IN,
    PART,
    QUOTED,
    SIGNATURE,
    THANKED,
    UNDER,
    WONDERING,
    WRAPPED,
)
from nlp.types import Question, Request, RequestQuestion, Role
from nlp.view import look_through, readable

_HEADING_WORDS = 6
_ENDS = "?.:;"
"""What may end a line after which a letter is more than an item."""


def read_request(path: Path) -> Request:
    """The questions in the file ``path``: a request as it was sent, a bare list of questions, or a labelled letter.

    Raises ``UnreadableLetter``, with one sentence that says what to do, if the file holds no question, or is for
    certain something else.
    """
    if path.is_dir():
        raise UnreadableLetter(f"{path} is a folder: give the file that holds the request.")
    if path.suffix.lower() == ".letter":
        labelled = read_labelled(path)
        found = list(printed_questions(look_through(labelled.text), labelled.questions))
    else:
        text = read_letter(path).text
        if other := _something_else(text):
            raise UnreadableLetter(
                f"{path} seems to be {other}: give the request as it was sent, or a list with a question a line."
            )
        found = list(_questions(text))
    if not found:
        raise UnreadableLetter(f"{path} holds no questions: write one a line, numbered if the replies number them.")
    twice = [number for number, count in Counter(one.id for one in found).items() if count > 1]
    if twice:
        raise UnreadableLetter(f"{path} numbers two questions {twice[0]}: give every question a number of its own.")
    return Request(tuple(found))


def _something_else(text: str) -> str | None:
    """What a text is that is no request for certain, in words."""
    quoted = QUOTED.search(text)
    own = " ".join(text[: quoted.start() if quoted else len(text)].split())
    appeal = APPEAL.search(own)
    # all of it together stands in no request, be it one that answers a reply
    if appeal and THANKED.search(own, 0, appeal.start()) and "?" not in own[appeal.end() :]:
        return "a reply, and not the request"
    return None


def printed_questions(view: str, questions: Sequence[Question]) -> tuple[RequestQuestion, ...]:
    """The questions of a letter, given its view, in the words in which it prints them."""
    return tuple(RequestQuestion(one.id, readable(view[one.start : one.end])) for one in questions)


def _questions(text: str) -> Iterator[RequestQuestion]:
    view = look_through(text)
    lines = list(_counted_on(view, _without_items(view, logical_lines(text, view))))
    numbered, roles = _roles(view, lines)
    if numbered:
        for block in link(Printed.of(view, lines), roles):
            marker = lines[block.first].marker
            words = readable(view[max(block.start, marker.end if marker else 0) : block.end])
            if block.question and words:
                yield RequestQuestion(block.ids[0], words)
        return
    texts = [readable(view[line.start : line.end]) for line in lines]
    for number, words in enumerate(_unnumbered(lines, texts, roles), start=1):
        # a sentence may follow its greeting in one line
        greeting = GREETING.match(words)
        yield RequestQuestion(
            str(number), words[greeting.end() :] if greeting and greeting.end() < len(words) else words
        )


def _unnumbered(lines: Sequence[LogicalLine], texts: Sequence[str], roles: Sequence[Role]) -> Iterator[str]:
    """The words of each question that has no number, with those of the instructions after it in a paragraph."""
    words = ""
    for line, text, role, before in zip(lines, texts, roles, [None, *roles], strict=False):
        if role is Role.QUESTION or (
            role is before is Role.BEGIN_QUESTION and not line.bullet and INSTRUCTION.match(text)
        ):
            words = f"{words} {text}"
        elif role is Role.BEGIN_QUESTION:
            if words:
                yield words
            words = text
    if words:
        yield words


def _counted_on(view: str, lines: Iterable[LogicalLine]) -> Iterator[LogicalLine]:
    """The lines with the numbers that are numbers only because they follow the one before: 100, 1j, q.

    Where such a number stands amid a line, it was taken for the end of a wrapped sentence: a line begins with it.
    """
    last = ""
    for one in lines:
        line, own = one, _number(one)
        match = GOES_ON.match(view, line.start, line.end) if own is None else PART.match(view, line.start, line.end)
        if match and plain_id((own or "") + match["id"]) == id_after(last):
            line = _headed(line, match, own or "")
        last = _number(line) or last
        for match in WRAPPED.finditer(view, line.start, line.end):
            if plain_id(match["id"]) == id_after(last):
                yield replace(line, end=match.start())
                line = _headed(line, match)
                last = plain_id(match["id"])
        yield line


def _headed(line: LogicalLine, match: re.Match[str], stem: str = "") -> LogicalLine:
    """The line with the number that a match has found at its head."""
    number = plain_id(stem + match["id"])
    kind = MarkerKind.NUMBER if number[0].isdigit() else MarkerKind.LETTER
    marker = Marker(number, kind, match.end(), begin=match.start())
    return replace(line, marker=marker, start=min(match.end(), line.end))


def _roles(view: str, lines: Sequence[LogicalLine]) -> tuple[bool, list[Role]]:
    """Which lines of a request are questions: the numbered ones, or else those that ask, or all of a bare list.

    With it, whether it is the numbered ones.
    """
    texts = [view[line.start : line.end].strip() for line in lines]
    numbers = [_number(line) for line in lines]
    signed = (place for place, text in enumerate(texts) if numbers[place] is None and SIGNATURE.match(text))
    end = next(signed, len(texts))
    numbers = numbers[:end]
    letter = any(map(GREETING.match, texts[:end]))
    numbered = len(set(numbers) - {None}) > 1 or (not letter and any(numbers))
    if numbered:
        roles = _numbered_roles(view, lines[:end], texts, [number is not None for number in numbers])
    else:
        roles = _unnumbered_roles(lines[:end], texts[:end], letter=letter)
    return numbered, [*roles, *[Role.CLOSING] * (len(texts) - end)]


def _number(line: LogicalLine) -> str | None:
    """The number printed before a question, if any; a figure that a sentence begins with is none."""
    return line.marker.id if line.marker is not None and line.marker.kind is not MarkerKind.BARE else None


def _without_items(view: str, lines: Sequence[LogicalLine]) -> Iterator[LogicalLine]:
    """The lines, but that the letters of items within a sentence number none.

    "How many are (a) in care and (b) estranged?" is one question. After a question mark or a colon a letter begins a
    question of its own.
    """
    ends = True
    for line in lines:
        marker = line.marker
        lettered = marker is not None and marker.kind in (MarkerKind.LETTER, MarkerKind.ROMAN) and not line.first
        yield replace(line, marker=None, start=marker.begin) if marker and lettered and not ends else line
        ends = view[line.end - 1] in _ENDS


def _unnumbered_roles(lines: Sequence[LogicalLine], texts: Sequence[str], *, letter: bool) -> list[Role]:
    """What lines without numbers are for.

    In a ``letter``, what asks is a question, and what stands in a list under "Please supply:"; in a bare list
    everything is, and where nothing in a letter asks, all but greeting and closing.
    """
    roles: list[Role] = []
    # what the parts of a list are: questions, or parts of the one that they stand under
    parts: Role | None = None
    for line, text, after in zip(lines, texts, [*lines[1:], None], strict=False):
        begun = bool(roles) and roles[-1] in (Role.BEGIN_QUESTION, Role.QUESTION)
        over = after is not None and not line.bullet and (text[-1:] == ":" or (after.bullet and text[-1:] not in ".?!"))
        if _is_courtesy(text):
            parts, role = None, Role.OPENING
        elif over and parts is None and LEAD_IN.search(text) and not WONDERING.search(text):
            parts, role = Role.BEGIN_QUESTION, Role.OPENING
        elif parts and begun and not line.first:
            role = Role.QUESTION
        elif parts and (line.bullet or not begun or not line.blank_before or text[-1] != "."):
            role = parts if text[-1] != "?" else Role.BEGIN_QUESTION
        elif _asks(text) or not letter:
            parts, role = Role.QUESTION if over and letter else None, Role.BEGIN_QUESTION
        else:
            parts, role = None, Role.OPENING
        roles.append(role)
    if letter and Role.BEGIN_QUESTION not in roles:
        return [Role.OPENING if _is_courtesy(text) else Role.BEGIN_QUESTION for text in texts]
    return roles


def _is_courtesy(text: str) -> bool:
    """Whether a line greets or closes, or is empty."""
    return not text or GREETING.fullmatch(text) is not None or CLOSING.match(text) is not None


def _asks(text: str) -> bool:
    """Whether a line asks for something, be it only that it stands over a list."""
    asked = UNDER.sub("", text, count=1)
    return text.endswith("?") or ASKING.search(asked) is not None


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
