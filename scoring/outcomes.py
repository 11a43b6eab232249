"""What became of a question at a body: the status of its answer and how sure that is, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scoring.entries import NO_ANSWER, NO_REPLY, NOT_READ, Entry


class Outcome(StrEnum):
    """The statuses, and what stands in for one; in the order in which they are shown."""

    PROVIDED = "provided"
    REDIRECTED = "redirected"
    NO_SERVICE = "no_service"
    NOT_HELD = "not_held"
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    ELSEWHERE = "elsewhere"
    NO_ANSWER = "no_answer"
    NOT_READ = "not_read"
    NO_REPLY = "no_reply"


@dataclass(frozen=True, slots=True)
class Wording:
    """How an outcome is spoken of: a name, a sign for a narrow cell, and what it means."""

    name: str
    sign: str
    meaning: str


WORDINGS = {
    Outcome.PROVIDED: Wording("provided", "P", "gives what was asked: a figure, a text, a yes or no, an attachment"),
    Outcome.REDIRECTED: Wording("redirected", "→", "sends the reader elsewhere: another body, a publication, a link"),
    Outcome.NO_SERVICE: Wording("no service", "0", "says that the service, post, policy or scheme does not exist"),
    Outcome.NOT_HELD: Wording("not held", "N", "says that the body does not hold or record it"),
    Outcome.REFUSED: Wording("refused", "R", "holds it back: an exemption, the cost limit, neither confirm nor deny"),
    Outcome.UNANSWERED: Wording("unanswered", "U", "is blank, says “N/A”, or asks what was meant"),
    Outcome.ELSEWHERE: Wording("elsewhere", "↔", "answered with another question, or by the letter as a whole"),
    Outcome.NO_ANSWER: Wording("no answer found", "–", "the body replied, and no answer to this question was found"),
    Outcome.NOT_READ: Wording("not read", "×", "the body's letter could not be read"),
    Outcome.NO_REPLY: Wording("no reply", "·", "the body sent nothing"),
}
_NEARLY_CERTAIN = 0.995
"""From here on a confidence would be rounded to 100 %."""
_MISSING = {NO_REPLY: Outcome.NO_REPLY, NOT_READ: Outcome.NOT_READ, NO_ANSWER: Outcome.NO_ANSWER}


def outcome_of(entry: Entry) -> Outcome | None:
    """The outcome that an entry of the matrix shows; ``None`` where none was to be expected."""
    if entry.status is not None:
        return Outcome(entry.status.value)
    return _MISSING.get(entry.missing, Outcome.ELSEWHERE) if entry.missing else None


def percent_sure(confidence: float) -> str:
    """How likely a status is right, from 0 to 1, in words: ``97%``, and never quite all."""
    return "over 99%" if confidence >= _NEARLY_CERTAIN else f"{confidence:.0%}"
