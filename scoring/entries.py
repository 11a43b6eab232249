"""What each body says to each question of a campaign: the answers that stand, or why there are none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from nlp.request import RequestQuestion
from nlp.types import Bound, Status
from scoring.campaign import Body, Campaign, Given
from scoring.gathering import WHOLE, is_part
from scoring.results import JsonObject

NO_REPLY = "no reply"
NOT_READ = "not read"
NO_ANSWER = "no answer found"
AS_A_WHOLE = "answered as a whole"

_TOTALS = frozenset({"total", "totals", "grand total", "overall", "overall total", "total number"})
"""Headings of a table's column that sums up the others."""


@dataclass(frozen=True)
class Entry:
    """What a body says to a question: the answers that stand, and those that they took the place of.

    ``missing`` says why there is no answer; it is ``""`` where there is one, or none is to be expected.
    """

    body: Body
    question: RequestQuestion
    answers: tuple[Given, ...]
    earlier: tuple[Given, ...]
    missing: str

    @cached_property
    def main(self) -> Given | None:
        """The answer that speaks for all of them: the first that is not blank."""
        telling = (given for given in self.answers if given.answer["status"] != Status.UNANSWERED)
        return next(telling, self.answers[0] if self.answers else None)

    @property
    def status(self) -> Status | None:
        """The status of the main answer."""
        return Status(self.main.answer["status"]) if self.main else None

    @property
    def statuses(self) -> tuple[Status, ...]:
        """All that the answers do, the main status first."""
        words = [status for given in self.answers for status in given.answer["statuses"]]
        first = self.main.answer["statuses"] if self.main else []
        return tuple(map(Status, dict.fromkeys([*first, *words])))

    @cached_property
    def figures(self) -> tuple[JsonObject, ...]:
        """All figures of the answers, the main one first: an exact total that has its column, else the first."""
        figures = [figure for given in self.answers for figure in given.answer["quantities"]]
        totals = [figure for given in self.answers if _is_total(given.answer) for figure in given.answer["quantities"]]
        if len(totals) == 1 and totals[0]["bound"] == Bound.EXACT:
            figures = [*totals, *(figure for figure in figures if figure is not totals[0])]
        return tuple(figures)

    @property
    def confidence(self) -> float | None:
        """How likely the status is right, that of the least sure answer."""
        return min(
            (given.answer["confidence"] for given in self.answers if given.answer["confidence"] is not None),
            default=None,
        )

    @property
    def needs_review(self) -> bool:
        """Whether a person should look at any of the answers."""
        return any(given.answer["needs_review"] for given in self.answers)


def entries(campaign: Campaign, body: Body) -> Iterator[Entry]:
    """What a body says to each question of the campaign, in order."""
    for question in campaign.questions:
        answers = tuple(body.answers.get(question.id, ()))
        expected = bool(question.words) if campaign.known else question.id != WHOLE
        missing = "" if answers else _missing(body, question.id, expected=expected)
        yield Entry(body, question, answers, tuple(body.earlier.get(question.id, ())), missing)


def _missing(body: Body, question: str, *, expected: bool) -> str:
    """Why there is no answer."""
    if not body.letters:
        return NO_REPLY
    if len(body.unread) == len(body.letters):
        return NOT_READ
    if not expected:
        return ""
    others = [one for one, answers in body.answers.items() if one != question and answers]
    kin = [one for one in others if is_part(one, of=question) or is_part(question, of=one)]
    if kin:
        return f"see {', '.join(kin)}"
    return AS_A_WHOLE if WHOLE in others else NO_ANSWER


def _is_total(answer: JsonObject) -> bool:
    return bool(answer["column"]) and answer["column"].strip().casefold() in _TOTALS
