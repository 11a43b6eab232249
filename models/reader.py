"""The four models together, as the pipeline wants them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from models.directions import DirectionModel
from models.figures import FigureContext, FigureModel
from models.restating import Restating
from models.roles import RoleModel
from models.status import STATUSES, Evidence, StatusContext, StatusModel
from models.trust import Reviewer
from nlp.answers import Reply, replies
from nlp.background import ALONE, Background
from nlp.injected import (
    DirectionReader,
    FigureReader,
    Figures,
    Likeness,
    RequestReader,
    RoleReader,
    StatusReader,
    Verdict,
)
from nlp.pipeline import Reader
from nlp.types import Answer, Letter, ReadLetter, Request
from nlp.view import look_through
from nlp.words import words_of


@dataclass(frozen=True, slots=True)
class Models:
    """What labelled letters taught: roles of lines, statuses, figures of answers, and where these send the reader."""

    roles: RoleModel
    statuses: StatusModel
    figures: FigureModel
    directions: DirectionModel

    def states(self) -> dict[str, dict[str, Any]]:
        """Each model's ``state()`` under its name in a bundle."""
        return {
            "roles": self.roles.state(),
            "statuses": self.statuses.state(),
            "figures": self.figures.state(),
            "directions": self.directions.state(),
        }

    @classmethod
    def from_states(cls, states: Mapping[str, dict[str, Any]]) -> Self:
        """The models that the states came from."""
        return cls(
            RoleModel.from_state(states["roles"]),
            StatusModel.from_state(states["statuses"]),
            FigureModel.from_state(states["figures"]),
            DirectionModel.from_state(states["directions"]),
        )


def status_context(reply: Reply) -> StatusContext:
    """What the status model sees of an answer."""
    return StatusContext(reply.words, reply.question, reply.column)


def figure_context(reply: Reply) -> FigureContext:
    """What the figure model sees of an answer."""
    return FigureContext(reply.view, reply.start, reply.end, reply.question, reply.column, reply.row)


@dataclass(frozen=True, slots=True)
class _Requests:
    def likeness(self, request: Request, texts: Sequence[str]) -> Likeness:
        inside, over = Restating.of(request).shares([words_of(text) for text in texts])
        return Likeness(inside.tolist(), over.tolist())


@dataclass(frozen=True, slots=True)
class StatusVerdicts:
    """The status model as the pipeline asks it."""

    model: StatusModel

    def verdicts(self, read: Sequence[Reply]) -> list[Verdict]:
        """One verdict for each answer, blank ones included."""
        found = self.model.predict([status_context(reply) for reply in read])
        return [
            Verdict(statuses, dict(zip(STATUSES, shares, strict=True)))
            for statuses, shares in zip(found.statuses, found.probabilities.tolist(), strict=True)
        ]


@dataclass(frozen=True, slots=True)
class _Figures:
    model: FigureModel

    def figures(self, read: Sequence[Reply]) -> list[Figures]:
        return self.model.figures([figure_context(reply) for reply in read])


def injected(models: Models) -> tuple[RoleReader, RequestReader, StatusReader, DirectionReader, FigureReader]:
    """What ``nlp.pipeline.build_pipeline`` is to be given, in its order."""
    return models.roles, _Requests(), StatusVerdicts(models.statuses), models.directions, _Figures(models.figures)


class ModelReader:
    """Reads letters with these models, and says why an answer got its status.

    Without a ``reviewer`` no answer is said to be one that a person should look at.
    """

    def __init__(self, models: Models, reviewer: Reviewer | None = None) -> None:
        self._statuses = models.statuses
        self._reader = Reader(*injected(models))
        self._reviewer = reviewer

    def read(self, letters: Sequence[Letter], background: Background = ALONE) -> list[ReadLetter]:
        """The letters as read, in the same order, given what is known of all of them before."""
        read = self._reader.read(letters, background)
        return read if self._reviewer is None else [self._reviewer.reviewed(letter) for letter in read]

    def explain(self, letter: ReadLetter, answer: Answer) -> tuple[Evidence, ...]:
        """The terms that spoke loudest for and against the answer's status, loudest first."""
        (reply,) = replies(look_through(letter.text), (), letter.questions, [answer])
        return self._statuses.explain(status_context(reply))
