"""A letter laid out: its head, its own words and the thread of e-mails that it answers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from nlp.dates import WrittenDay, written_days
from nlp.frame_patterns import (
    CLOSING,
    GREETING,
    MAIL_FROM,
    MAIL_SENT,
    OF_A_SITE,
    OF_THE_BODY,
    WROTE_AFTER,
    WROTE_BEFORE,
)
from nlp.types import Line, Role
from nlp.view import FILL

AMPERSAND = "&" * 5
"""An ampersand that is written as an entity, as long as that is, so that it leaves no gap in a name."""
_ANSWERS = frozenset({Role.BEGIN_ANSWER, Role.ANSWER, Role.BEGIN_QUESTION, Role.QUESTION})
_MAIL_BLOCK = 400
"""Characters of an e-mail's header."""
_HEAD_ROWS = 16
"""Filled rows that a letterhead, or an e-mail's header at the top, may have."""
_GREETED_WITHIN = 60
"""Filled rows before a greeting."""
_SPOKEN_FROM = 100
"""Characters from which a row between others is a sentence."""
_WRAPPED_FROM = 45
"""Characters of a row that a sentence may go on from."""


@dataclass(frozen=True, slots=True)
class Mail:
    """The header of an e-mail that stands in the letter; ``top`` if the letter itself is that e-mail."""

    start: int
    sender: str
    sent: WrittenDay | None
    top: bool

    @property
    def of_the_body(self) -> bool:
        """Whether somebody sent it who answers requests."""
        return OF_THE_BODY.search(self.sender) is not None and OF_A_SITE.search(self.sender) is None


class Frame:
    """A letter's view and lines, and what follows from them. All texts have the view's length and offsets."""

    def __init__(self, view: str, lines: Sequence[Line]) -> None:
        self.text = view.replace(FILL * 4 + "&", AMPERSAND).replace(FILL, " ")
        self.lines = lines

    @cached_property
    def rows(self) -> list[tuple[int, int]]:
        """The physical lines that are not empty."""
        found, place = [], 0
        for row in self.text.split("\n"):
            if row and not row.isspace():
                found.append((place, place + len(row)))
            place += len(row) + 1
        return found

    @cached_property
    def greeting(self) -> int:
        """Where the letter greets its reader, -1 if it does not."""
        greeted = (start for start, end in self.rows[:_GREETED_WITHIN] if GREETING.match(self.text, start, end))
        return next(greeted, -1)

    @cached_property
    def head(self) -> list[tuple[int, int]]:
        """The rows above the greeting or, where nobody is greeted, above the text."""
        rows = self.rows[:_HEAD_ROWS]
        if self.greeting >= 0:
            return [row for row in rows if row[0] < self.greeting]
        spoken = (count for count, (start, end) in enumerate(rows) if end - start >= _SPOKEN_FROM)
        return rows[: next(spoken, len(rows))]

    @cached_property
    def first_answer(self) -> int:
        """Where the first question or answer begins after the greeting."""
        inner = (line.start for line in self.lines if line.role in _ANSWERS and line.start > self.greeting)
        return next(inner, len(self.text))

    @cached_property
    def signatures(self) -> list[int]:
        """Where rows stand with which writers take their leave, after the greeting."""
        return [start for start, end in self.rows if start > self.greeting and CLOSING.match(self.text, start, end)]

    @cached_property
    def days(self) -> list[WrittenDay]:
        """The days that the letter names."""
        return written_days(self.text)

    @cached_property
    def mails(self) -> list[Mail]:
        """The headers of e-mails, in order."""
        found: list[Mail] = []
        if "rom:" not in self.text and "rom :" not in self.text and "ROM:" not in self.text:
            return found
        for count, (start, end) in enumerate(self.rows):
            match = MAIL_FROM.match(self.text, start, end)
            if match:
                top = not found and count < _HEAD_ROWS and not 0 <= self.greeting < start
                found.append(Mail(start, match["sender"], self._sent(end), top))
        return found

    def _sent(self, place: int) -> WrittenDay | None:
        label = MAIL_SENT.search(self.text, place, place + _MAIL_BLOCK)
        if label is None:
            return None
        place = bisect_left(self.days, label.end(), key=lambda day: day.start)
        day = self.days[place] if place < len(self.days) else None
        return day if day and day.start < self.row_end(label.end()) else None

    @cached_property
    def thread(self) -> int:
        """Where the e-mails begin that the letter answers, the text's end if there are none."""
        return min((mail.start for mail in self.mails if not mail.top and mail.sent), default=len(self.text))

    @cached_property
    def own(self) -> str:
        """The text with blanks for what it quotes."""
        quoted = [(line.start, line.end) for line in self.lines if line.role is Role.QUOTED]
        return _blanked(self.text, [*quoted, (self.thread, len(self.text))])

    @cached_property
    def around(self) -> str:
        """The text with blanks for what it quotes, for questions and for answers."""
        inner = [(line.start, line.end) for line in self.lines if line.role in _ANSWERS and line.start > self.greeting]
        return _blanked(self.own, inner)

    @cached_property
    def prose(self) -> str:
        """What stands around questions and answers, wrapped sentences in one row."""
        pieces, place = [], 0
        for start, end in self.rows:
            if end - start >= _WRAPPED_FROM and end < len(self.text):
                pieces += [self.around[place:end], " "]
                place = end + 1
        return "".join([*pieces, self.around[place:]])

    @cached_property
    def plain(self) -> str:
        """The letter's own words in small letters, a space between and before them: offsets do not count in it."""
        return " " + " ".join(self.own.split()).lower()

    def is_quoted(self, place: int) -> bool:
        """Whether a character, no blank, stands in what the letter quotes."""
        return self.own[place] != self.text[place]

    def row_start(self, place: int) -> int:
        """Where the physical line begins."""
        return self.text.rfind("\n", 0, place) + 1

    def row_end(self, place: int) -> int:
        """Where the physical line ends."""
        end = self.text.find("\n", place)
        return len(self.text) if end < 0 else end

    def asked(self) -> Iterator[WrittenDay]:
        """The days on which others than the body sent the e-mails of the thread."""
        for mail in self.mails:
            if mail.sent and not mail.top and not mail.of_the_body:
                yield mail.sent
        if "wrote" not in self.text:
            return
        for day in self.days:
            after = WROTE_AFTER.match(self.text, day.end) if day.start > self.greeting else None
            if after is None or WROTE_BEFORE.fullmatch(self.text, self.row_start(day.start), day.start) is None:
                continue
            if OF_A_SITE.search(after[0]) or not OF_THE_BODY.search(after[0]):
                yield day


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    pieces, place = [], 0
    for start, end in sorted(spans):
        if end > place:
            begin = max(start, place)
            pieces += [text[place:begin], " " * (end - begin)]
            place = end
    return "".join([*pieces, text[place:]])
