"""A campaign: one questionnaire, many bodies, and what each of them answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from nlp.types import Nation, Regime, RequestQuestion
from scoring.results import JsonObject
from scoring.sources import Sources


@dataclass(frozen=True, slots=True)
class Given:
    """An answer and the letter that it stands in; ``answer`` is as the JSON lines hold it."""

    letter: str
    answer: JsonObject


@dataclass(frozen=True, slots=True)
class Body:
    """A public body and what it sent.

    ``called`` is what its letters call it: nothing where no letter says, and ``name`` is then that of the file;
    ``listed`` tells whether a list of bodies has it, ``None`` where there is no list. ``letters`` are the paths of its
    replies, the latest last; none where it sent nothing. ``answers`` holds, by the question's id, those of the latest
    reply that answers the question, a table's cells in order; ``earlier`` those that they took the place of;
    ``left_out`` the ids that its letters were scored with and to which no answer was found. ``days`` counts working
    days of ``nation`` between request and latest reply, ``None`` where they are not known for certain, and so
    ``late``, which also wants all replies to agree. ``unread`` are the errors of letters that could not be read.
    """

    name: str
    called: tuple[str, ...] = ()
    listed: bool | None = None
    letters: tuple[str, ...] = ()
    answers: Mapping[str, tuple[Given, ...]] = field(default_factory=dict)
    earlier: Mapping[str, tuple[Given, ...]] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    reference: str | None = None
    requested: date | None = None
    replied: date | None = None
    regime: Regime | None = None
    nation: Nation | None = None
    days: int | None = None
    late: bool | None = None
    attachments: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Campaign:
    """All bodies, in the order of their names, and all questions, in the order of the questionnaire.

    A question that only letters number has no words. ``models`` are the bundles that read the letters; ``listed``
    tells whether a list of bodies was given: without one nobody knows who else was asked. ``sources`` are what all
    this was found in.
    """

    questions: tuple[RequestQuestion, ...]
    bodies: tuple[Body, ...]
    models: tuple[str, ...] = ()
    listed: bool = False
    sources: Sources = field(default_factory=Sources)

    @property
    def known(self) -> bool:
        """Whether somebody said what was asked."""
        return any(question.words for question in self.questions)
