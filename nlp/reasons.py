"""Why an answer holds something back, and where it sends the reader."""

from __future__ import annotations

from dataclasses import replace

from nlp.directions import directions_of
from nlp.grounds import grounds_of
from nlp.types import Answer, Particulars, Status, Withheld


def with_reasons(answer: Answer, view: str, source: str, said: Particulars) -> Answer:
    """The answer with the grounds of a refusal, or with where it sends the reader, as its statuses call for.

    ``said`` is what the letter says of itself; ``source`` is its text, of which ``view`` is what a reader sees.
    """
    refused, redirected = Status.REFUSED in answer.statuses, Status.REDIRECTED in answer.statuses
    if answer.start == answer.end or not (refused or redirected):
        return answer
    regime = None if said.regime is None else said.regime.value
    grounds = grounds_of(view, answer.start, answer.end, regime)
    if not refused:
        grounds = tuple(one for one in grounds if one.way is Withheld.ALREADY_PUBLISHED)
    if not redirected:
        return replace(answer, grounds=grounds)
    own = None if said.authority is None else said.authority.value
    directions = directions_of(view, source, answer.start, answer.end, own)
    return replace(answer, grounds=grounds, directions=directions)
