"""What each body says to each question of a campaign: the answers that stand, or why there are none; and its doubts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from nlp.identifiers import stems
from nlp.types import Bound, RequestQuestion, Status
from scoring.campaign import Body, Campaign, Given
from scoring.gathering import WHOLE
from scoring.results import JsonObject

NO_REPLY = "no reply"
NOT_READ = "not read"
NO_ANSWER = "no answer found"
AS_A_WHOLE = "answered as a whole"

_SURE = 0.9
"""How likely a part of an answer is right that is not doubted."""
_LEAST = 1e-6
_TOTALS = frozenset({"total", "totals", "grand total", "overall", "overall total", "total number"})
"""Headings of a table's column that sums up the others."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person should look at: an answer, a question without one, or what a body sent as a whole.

    ``questions`` are the ids that it is about, none where it is the body; ``given`` is the answer, if it is one.
    """

    body: Body
    reasons: tuple[str, ...]
    questions: tuple[str, ...] = ()
    given: Given | None = None

    @property
    def why(self) -> str:
        """All reasons in words."""
        return "; ".join(self.reasons)


@dataclass(frozen=True)
class Entry:
    """What a body says to a question: the answers that stand, and those that they took the place of.

    ``missing`` says why there is no answer; it is ``""`` where there is one, or none is to be expected. ``doubts``
    has what a person should look at, each answer by itself.
    """

    body: Body
    question: RequestQuestion
    answers: tuple[Given, ...]
    earlier: tuple[Given, ...]
    missing: str
    doubts: tuple[Doubt, ...] = ()

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
        """Whether a person should look at any of the answers, or for one."""
        return bool(self.doubts)


def entries(campaign: Campaign, body: Body) -> Iterator[Entry]:
    """What a body says to each question of the campaign, in order."""
    known = campaign.known
    for question in campaign.questions:
        answers = tuple(body.answers.get(question.id, ()))
        expected = bool(question.words) if known else question.id != WHOLE
        missing = "" if answers else _missing(body, question.id, expected=expected)
        strange = known and not question.words and question.id != WHOLE
        doubts = tuple(_entry_doubts(body, question.id, answers, missing, strange=strange))
        yield Entry(body, question, answers, tuple(body.earlier.get(question.id, ())), missing, doubts)


def count_questions(campaign: Campaign) -> int:
    """How many questions were asked, or if nobody says so, how many are answered.

    The letter as a whole is one only where there is no other.
    """
    numbered = [question for question in campaign.questions if question.id != WHOLE]
    return sum(bool(question.words) for question in numbered) or len(numbered) or len(campaign.questions)


def doubts_of(campaign: Campaign) -> Iterator[Doubt]:
    """All that a person should look at, body by body; an answer to several questions once."""
    for body in campaign.bodies:
        yield from _body_doubts(body)
        found: dict[tuple[int, str], Doubt] = {}
        for entry in entries(campaign, body):
            for doubt in entry.doubts:
                key = (id(doubt.given), "") if doubt.given else (0, entry.question.id)
                before = found.get(key)
                found[key] = doubt if before is None else _together(before, doubt)
        yield from found.values()


def _body_doubts(body: Body) -> Iterator[Doubt]:
    for error in body.unread:
        yield Doubt(body, (f"a letter could not be read: {error}",))
    if body.letters and not body.unread:
        if not body.called:
            yield Doubt(body, ("the letter does not say for certain who sent it",))
        elif body.listed is False:
            yield Doubt(body, ("the list of bodies does not have it",))


def _entry_doubts(
    body: Body, question: str, answers: Iterable[Given], missing: str, *, strange: bool
) -> Iterator[Doubt]:
    if missing == NO_ANSWER:
        yield Doubt(body, ("no answer was found to the question",), (question,))
    for given in answers:
        if reasons := tuple(_reasons(given.answer, strange=strange)):
            yield Doubt(body, reasons, (question,), given)


def _reasons(answer: JsonObject, *, strange: bool) -> Iterator[str]:
    if answer["needs_review"]:
        yield from _unsure(answer)
    if answer["status"] == Status.UNANSWERED:
        yield "it is left blank or asks what was meant"
    if strange:
        yield "nobody asked a question of that number"


def _unsure(answer: JsonObject) -> list[str]:
    """What of an answer is not sure: all that is likely wrong one time in ten, or else what is the least sure."""
    trust = answer["trust"]
    if trust is None:
        return ["its status is not sure"]
    status = answer["confidence"]
    chances = {
        "its words may be cut wrongly": trust["words"],
        "its question is not sure": min(1.0, trust["row"] / max(_LEAST, trust["words"] * status)),
        "its status is not sure": status,
        "a figure may be wrong or missing": trust["figures"],
    }
    return [why for why, chance in chances.items() if chance < _SURE] or [min(chances, key=lambda why: chances[why])]


def _together(one: Doubt, other: Doubt) -> Doubt:
    """Two doubts about one answer as one."""
    reasons = tuple(dict.fromkeys([*one.reasons, *other.reasons]))
    return replace(one, reasons=reasons, questions=(*one.questions, *other.questions))


def _missing(body: Body, question: str, *, expected: bool) -> str:
    """Why there is no answer."""
    if not body.letters:
        return NO_REPLY
    if len(body.unread) == len(body.letters):
        return NOT_READ
    if not expected:
        return ""
    others = [one for one, answers in body.answers.items() if one != question and answers]
    over = stems([question])
    kin = [one for one in others if one in over or question in stems([one])]
    if kin:
        return f"see {', '.join(kin)}"
    return AS_A_WHOLE if WHOLE in others else NO_ANSWER


def _is_total(answer: JsonObject) -> bool:
    return bool(answer["column"]) and answer["column"].strip().casefold() in _TOTALS
