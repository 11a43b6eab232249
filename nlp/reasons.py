"""Why answers hold something back, and where they send the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.directions import Redirecting, directions_of
from nlp.grounds import grounds_of
from nlp.injected import DirectionReader
from nlp.types import Answer, Ground, Particulars, Status, Withheld


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers of a letter, whose text is ``source`` and of which a reader sees ``view``.

    ``said`` is what the letter says of itself.
    """

    view: str
    source: str
    said: Particulars
    answers: tuple[Answer, ...]


def with_reasons(letters: Sequence[Answered], reader: DirectionReader) -> list[tuple[Answer, ...]]:
    """Each letter's answers with the grounds of a refusal, or with where they send the reader, as their statuses say.

    ``reader`` is asked once for all of them.
    """
    found = iter(
        directions_of(
            [_redirecting(letter, answer) for letter in letters for answer in letter.answers if _redirects(answer)],
            reader,
        )
    )
    return [
        tuple(
            replace(answer, grounds=_grounds(letter, answer), directions=next(found) if _redirects(answer) else ())
            for answer in letter.answers
        )
        for letter in letters
    ]


def _redirects(answer: Answer) -> bool:
    return Status.REDIRECTED in answer.statuses and answer.start < answer.end


def _redirecting(letter: Answered, answer: Answer) -> Redirecting:
    authority = None if letter.said.authority is None else letter.said.authority.value
    return Redirecting(letter.view, letter.source, answer.start, answer.end, authority, answer.statuses)


def _grounds(letter: Answered, answer: Answer) -> tuple[Ground, ...]:
    refused = Status.REFUSED in answer.statuses
    if answer.start == answer.end or not (refused or _redirects(answer)):
        return ()
    regime = None if letter.said.regime is None else letter.said.regime.value
    grounds = grounds_of(letter.view, answer.start, answer.end, regime)
    return grounds if refused else tuple(one for one in grounds if one.way is Withheld.ALREADY_PUBLISHED)
