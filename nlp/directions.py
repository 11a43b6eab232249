"""To whom an answer sends the reader: e-mail addresses, links and bodies, a list of where to ask next.

Addresses are found by rules, and all bodies that are named; a model tells to which of these the answer sends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.addresses import addresses_in
from nlp.bodies import NamedBodies, bodies_in
from nlp.body_patterns import COMMISSIONER, HELP
from nlp.injected import DirectionReader
from nlp.name_patterns import SENTENCE
from nlp.types import Direction, Means, Status
from nlp.view import FILL, readable

_HEAD = 1500
"""Characters in which a letter's head names whoever wrote it."""
_BEFORE = 120
"""Characters before a name in which its sentence may offer help, which is no answer."""
_MOST = 40
"""Directions of one answer that are kept."""


@dataclass(frozen=True, slots=True)
class Redirecting:
    """An answer in its letter, ``view[start:end]``, as it is read for where it sends the reader.

    ``source`` is the letter's text, in which links hide behind tags; ``authority`` is the body that wrote it.
    """

    view: str
    source: str
    start: int
    end: int
    authority: str | None = None
    statuses: tuple[Status, ...] = ()


def directions_of(answers: Sequence[Redirecting], reader: DirectionReader) -> list[tuple[Direction, ...]]:
    """Where each answer sends the reader, each place once, in order.

    The commissioner to whom one complains is left out, and so is the body that wrote the letter.
    """
    read = [_Read.of(answer) for answer in answers]
    chosen = reader.sent_to([one.named for one in read])
    found = []
    for one, places in zip(read, chosen, strict=True):
        bodies = [one.direction(place) for place in places[:_MOST]]
        found.append(tuple(sorted([*one.addresses, *bodies], key=lambda each: (each.start, each.end))[:_MOST]))
    return found


def named_bodies(answer: Redirecting) -> NamedBodies:
    """The bodies that an answer names, other than whoever wrote it and the commissioner."""
    return _Read.of(answer).named


@dataclass(frozen=True, slots=True)
class _Read:
    """An answer with its addresses and its bodies; ``start`` is where it begins in its letter."""

    start: int
    squeezed: _Squeezed
    addresses: list[Direction]
    named: NamedBodies

    @classmethod
    def of(cls, answer: Redirecting) -> _Read:
        start, end = answer.start, answer.end
        addresses = addresses_in(answer.view, answer.source, start, end)
        shown = answer.view[start:end].replace(FILL, " ")
        squeezed = _Squeezed(_blotted(shown, [(one.start - start, one.end - start) for one in addresses]))
        own = f"{_head(answer.view, start)} | {answer.authority or ''}".lower()
        words = squeezed.words
        bodies = tuple(
            one
            for one in bodies_in(words)
            if not COMMISSIONER.search(one.target)
            and one.target.lower() not in own
            and not HELP.search(SENTENCE.split(words[max(0, one.start - _BEFORE) : one.start])[-1])
        )
        return cls(start, squeezed, addresses, NamedBodies(words, bodies, answer.statuses, own))

    def direction(self, place: int) -> Direction:
        """The body at this place of those that are named."""
        one = self.named.bodies[place]
        first, last = self.squeezed.place(one.start), self.squeezed.place(one.end - 1) + 1
        return Direction(self.start + first, self.start + last, Means.BODY, one.target)


def _blotted(body: str, places: list[tuple[int, int]]) -> str:
    """The answer with its addresses made blank: they hold no names of bodies."""
    pieces, reached = [], 0
    for start, end in places:
        first, last = max(start, reached), min(end, len(body))
        if last > first and re.search(r"[@/.]", body[first:last]):
            pieces += [body[reached:first], "_" * (last - first)]
            reached = last
    return "".join([*pieces, body[reached:]])


class _Squeezed:
    """An answer with one space or break between words and two breaks between paragraphs, and the way back."""

    def __init__(self, body: str) -> None:
        pieces: list[str] = []
        self._starts, self._shifts = [0], [0]
        reached = length = 0
        for match in _GAP.finditer(body):
            space = "\n" * min(match[0].count("\n"), 2) or " "
            pieces += [body[reached : match.start()], space]
            length += match.start() - reached + len(space)
            reached = match.end()
            if reached - length != self._shifts[-1]:
                self._starts.append(length)
                self._shifts.append(reached - length)
        self.words = "".join([*pieces, body[reached:]])

    def place(self, at: int) -> int:
        """Where a character of ``words`` stood in the answer."""
        return at + self._shifts[bisect_right(self._starts, at) - 1]


_GAP = re.compile(r"\s{2,}|[^\S ]")


def _head(view: str, start: int) -> str:
    """What stands over the letter, before it greets: whoever writes names himself there."""
    head = view[: min(start, _HEAD)]
    greets = head.find("Dear ")
    return readable(head[:greets]).lower() if greets >= 0 else ""
