"""What the pipeline asks of the models that it is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, SupportsFloat

from nlp.answers import Reply
from nlp.background import Background
from nlp.bodies import NamedBodies
from nlp.logical_line import LogicalLine
from nlp.types import Quantity, Request, Role, Status


class Numbers(Protocol):
    """A row of numbers, such as a list or an array."""

    def __getitem__(self, place: int, /) -> SupportsFloat: ...

    def __iter__(self) -> Iterator[SupportsFloat]: ...


class LineRoles(Protocol):
    """The roles of a letter's lines, in order, the probability that each is right, and that all are.

    ``likelihood`` is that of this reading of the letter among those that were compared.
    """

    @property
    def roles(self) -> Sequence[Role]: ...  # noqa: D102

    @property
    def probabilities(self) -> Numbers: ...  # noqa: D102

    @property
    def likelihood(self) -> float: ...  # noqa: D102


class RoleReader(Protocol):
    """Tells what the lines of letters are for."""

    def predict(
        self, letters: Sequence[tuple[str, Sequence[LogicalLine]]], background: Background
    ) -> Sequence[LineRoles]:
        """The roles of each letter's lines; a letter is its view and its lines.

        ``background`` is what is known of all of these letters before.
        """
        ...


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of each text is ``inside`` each question of a request, and of that question in the text (``over``).

    Both have a row for each text with a share, from 0 to 1, for each question.
    """

    inside: Sequence[Sequence[float]]
    over: Sequence[Sequence[float]]


class RequestReader(Protocol):
    """Tells how far texts restate the questions of a request."""

    def likeness(self, request: Request, texts: Sequence[str]) -> Likeness:
        """Of each text, a stretch of a letter's view, to each question."""
        ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer does, the main thing first, and the probability of each main status."""

    statuses: tuple[Status, ...]
    probabilities: Mapping[Status, float]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of an answer in the order in which they stand, and how likely they are these and no others."""

    quantities: tuple[Quantity, ...]
    likelihood: float = 1.0


class StatusReader(Protocol):
    """Tells what answers do for the person who asked."""

    def verdicts(self, read: Sequence[Reply]) -> Sequence[Verdict]:
        """One verdict for each answer, blank ones included."""
        ...


class FigureReader(Protocol):
    """Tells which figures answers report."""

    def figures(self, read: Sequence[Reply]) -> Sequence[Figures]:
        """The figures of each answer."""
        ...


class DirectionReader(Protocol):
    """Tells to which of the bodies that answers name they send the reader."""

    def sent_to(self, answers: Sequence[NamedBodies]) -> Sequence[Sequence[int]]:
        """The places of these bodies among those that each answer names, in order."""
        ...
