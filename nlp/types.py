"""The nouns: a letter, its questions and answers, and the figures that the answers report.

Every ``start`` and ``end`` counts Unicode code points of the letter's text from 0, end exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from nlp.identifiers import stems
from nlp.places import SURE, Place

_Value = TypeVar("_Value")


class Status(StrEnum):
    """What an answer does for the person who asked."""

    PROVIDED = "provided"
    NOT_HELD = "not_held"
    REDIRECTED = "redirected"
    NO_SERVICE = "no_service"
    REFUSED = "refused"
    UNANSWERED = "unanswered"


class Bound(StrEnum):
    """How a figure stands to the value that it reports."""

    EXACT = "exact"
    ABOUT = "about"
    RANGE = "range"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True)
class Value:
    """The number that a figure gives. An open end is ``None``; both are where it is suppressed."""

    bound: Bound
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure that an answer reports, where it stands, and what it counts.

    ``confidence`` is how likely the number is a figure that the answer reports; ``None`` where a person says so.
    """

    start: int
    end: int
    value: Value
    unit: str
    per: str | None = None
    period: str | None = None
    confidence: float | None = None


class Regime(StrEnum):
    """The law that a request is answered under."""

    FOIA = "FOIA"
    FOISA = "FOISA"
    EIR = "EIR"
    EISR = "EI(S)R"


class Nation(StrEnum):
    """Where a body sits, as far as bank holidays differ."""

    ENGLAND_AND_WALES = "england_and_wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"


class Withheld(StrEnum):
    """In which way a ground holds information back."""

    REFUSAL = "refusal"
    NEITHER_CONFIRM_NOR_DENY = "neither_confirm_nor_deny"
    COST_LIMIT = "cost_limit"
    ALREADY_PUBLISHED = "already_published"


@dataclass(frozen=True, slots=True)
class Ground:
    """A section or regulation that an answer relies on: where it is named, and what it says.

    ``provision`` is written as in ``40(2)``; ``meaning`` is in plain words.
    """

    start: int
    end: int
    law: Regime
    provision: str
    way: Withheld
    meaning: str


class Means(StrEnum):
    """How the next place to ask is given."""

    BODY = "body"
    EMAIL = "email"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Direction:
    """Where an answer sends the reader: the name of a body, an e-mail address or a link, and where it stands."""

    start: int
    end: int
    means: Means
    target: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a letter says comes with it, by the name that the letter gives."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Particular(Generic[_Value]):
    """Something that a letter says of itself, where it stands, and in what kind of place."""

    value: _Value
    start: int
    end: int
    place: Place

    @property
    def confidence(self) -> float:
        """How likely it is right, from 0 to 1."""
        return SURE[self.place]


@dataclass(frozen=True, slots=True)
class Particulars:
    """Who answers whom, when, and under which law; ``None`` where the letter does not tell for certain.

    ``requested`` is the day on which the request was received or, failing that, made.
    """

    authority: Particular[str] | None = None
    reference: Particular[str] | None = None
    requested: Particular[date] | None = None
    replied: Particular[date] | None = None
    regime: Particular[Regime] | None = None
    nation: Particular[Nation] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question's words as the letter prints them; ``id`` is its printed number (``3b``)."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Trust:
    """How likely an answer is right, over all steps of reading it.

    ``words``: that it is an answer, ends where it should and has the right question. ``row``: that its main status is
    right as well. ``figures``: if its words are right, that its figures are those that it reports and no others.
    """

    words: float
    row: float
    figures: float

    @property
    def whole(self) -> float:
        """How likely nothing of it is wrong."""
        return self.row * self.figures


@dataclass(frozen=True, slots=True)
class Answer:
    """What the authority says to one or more questions; ``("*",)`` where it answers as a whole.

    A blank answer has ``start == end``, where it would have stood; ``left_out`` tells that the letter does not even
    take up the question, which is known from the request. ``confidence``, ``probabilities`` and ``trust`` are ``None``
    where a person labelled the answer. ``figures_likelihood`` is how likely its figures are these and no others, as far
    as its numbers tell.
    """

    questions: tuple[str, ...]
    statuses: tuple[Status, ...]
    start: int
    end: int
    question: Question | None = None
    column: str | None = None
    refers_to: str | None = None
    quantities: tuple[Quantity, ...] = ()
    grounds: tuple[Ground, ...] = ()
    directions: tuple[Direction, ...] = ()
    confidence: float | None = None
    probabilities: Mapping[Status, float] | None = None
    figures_likelihood: float = 1.0
    trust: Trust | None = None
    needs_review: bool = False
    left_out: bool = False

    @property
    def status(self) -> Status:
        """The main status: the one that matters most to whoever asked."""
        return self.statuses[0]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter's text as it was read, under the name it goes by in every output."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class LabelledLetter(Letter):
    """A letter that a person has labelled. ``header`` keeps the keys in the order of the file."""

    header: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()

    @property
    def authority(self) -> str:
        """The body that wrote the letter: what every split goes by."""
        return self.header["authority"]


class Role(StrEnum):
    """What a logical line of a letter is for; ``BEGIN_`` opens a question or an answer."""

    BEGIN_QUESTION = "begin_question"
    QUESTION = "question"
    BEGIN_ANSWER = "begin_answer"
    ANSWER = "answer"
    LABEL = "label"
    OPENING = "opening"
    BETWEEN = "between"
    CLOSING = "closing"
    QUOTED = "quoted"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Line:
    """A logical line: a stretch that plays one role, with the probability that it does."""

    start: int
    end: int
    role: Role
    probability: float


@dataclass(frozen=True, slots=True)
class ReadLetter(Letter):
    """A letter as the pipeline read it: its lines with their roles, its questions and answers, and what frames them.

    ``likelihood`` is how likely this reading of its lines is, among those that were compared.
    """

    lines: tuple[Line, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    particulars: Particulars = Particulars()
    attachments: tuple[Attachment, ...] = ()
    likelihood: float = 1.0


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
        over = stems([one.id for one in self.questions])
        return tuple(one for one in self.questions if one.id not in over)
