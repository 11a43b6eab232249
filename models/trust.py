"""How far an answer can be trusted: whether its words and its question are right, its status, and its figures.

Each of the three is a logistic regression on what reading the letter left in doubt. It is learnt from letters of
authorities that the other models had not seen.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

from nlp.types import Answer, ReadLetter, Role, Trust

Floats = NDArray[np.float64]

_STRENGTH = 1.0
_NEVER = 1e-3
"""No probability counts as nearer to nought or one than this."""
_FURTHEST = 4.0
"""Deviations from the mean beyond which a mark tells no more."""
_FEWEST = 10
"""Answers that are right, and that are wrong, from which something can be learnt."""
_ASKING = (Role.BEGIN_QUESTION, Role.QUESTION, Role.QUOTED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether an answer's words and question are right, its main status, and all of its figures."""

    words: bool
    status: bool
    figures: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Regression:
    """Weights of marks, which are first brought to mean nought and deviation one, and the constant."""

    means: Floats
    spreads: Floats
    weights: Floats
    constant: float

    @classmethod
    def fit(cls, marks: Floats, right: NDArray[np.bool_]) -> Self:
        """Learns from marks (answers x marks) how likely ``right`` is; where one kind is too rare, its share alone."""
        means, spreads = marks.mean(axis=0), marks.std(axis=0)
        spreads[spreads < _NEVER] = 1.0
        if min(right.sum(), (~right).sum()) < _FEWEST:
            share = (right.sum() + 1) / (len(right) + 2)
            return cls(means, spreads, np.zeros(marks.shape[1]), float(logit(share)))
        found = cls(means, spreads, np.zeros(marks.shape[1]), 0.0)
        solver = LogisticRegression(C=_STRENGTH, max_iter=1000).fit(found.apart(marks), right)
        return replace(found, weights=solver.coef_[0], constant=float(solver.intercept_[0]))

    def apart(self, marks: Floats) -> Floats:
        """How many deviations the marks are from their means, up to a point."""
        return np.clip((marks - self.means) / self.spreads, -_FURTHEST, _FURTHEST)

    def probabilities(self, marks: Floats) -> Floats:
        """How likely each answer is right (answers)."""
        return np.asarray(expit(self.apart(marks) @ self.weights + self.constant))

    def state(self) -> dict[str, Any]:
        return {"means": self.means, "spreads": self.spreads, "weights": self.weights, "constant": self.constant}


@dataclass(frozen=True, slots=True, eq=False)
class TrustModel:
    """Tells how likely the words of an answer are right and, if they are, its status and its figures."""

    words: _Regression
    status: _Regression
    figures: _Regression

    @classmethod
    def fit(cls, letters: Sequence[ReadLetter], outcomes: Sequence[Sequence[Outcome]]) -> Self:
        """Learns from letters as they were read, and what came of each of their answers.

        Raises ``ValueError`` where the words of no answer are right.
        """
        marks = np.array([row for letter in letters for row in _marks(letter)])
        happened = np.array([(one.words, one.status, one.figures) for own in outcomes for one in own], dtype=bool)
        found = happened.reshape(-1, 3)[:, 0]
        if not found.any():
            raise ValueError("No answer was read rightly in any letter, so nothing can be learnt of trust.")
        return cls(
            _Regression.fit(marks, found),
            _Regression.fit(marks[found], happened[found, 1]),
            _Regression.fit(marks[found], happened[found, 2]),
        )

    def trusts(self, letter: ReadLetter) -> list[Trust]:
        """How far each answer of the letter can be trusted."""
        if not letter.answers:
            return []
        marks = np.array(_marks(letter))
        words, status, figures = (one.probabilities(marks) for one in (self.words, self.status, self.figures))
        return list(map(Trust, words.tolist(), (words * status).tolist(), figures.tolist()))

    def state(self) -> dict[str, Any]:
        """Numbers and arrays that ``from_state`` reads back."""
        return {"words": self.words.state(), "status": self.status.state(), "figures": self.figures.state()}

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Self:
        """The model that ``state`` came from."""
        return cls(*(_Regression(**state[name]) for name in ("words", "status", "figures")))


REVIEW = "review"
"""The name of a bundle's threshold: how far an answer is to be trusted as a whole for no person to look."""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Says which answers a person should look at.

    Those are the answers of which it is less likely than ``below`` that nothing is wrong, those that a letter left out,
    and all of a letter whose readings were not compared.
    """

    model: TrustModel
    below: float

    def reviewed(self, letter: ReadLetter) -> ReadLetter:
        """The letter with the trust of each answer, and whether a person should look at it."""
        answers = zip(letter.answers, self.model.trusts(letter), strict=True)
        unsure = letter.likelihood == 0
        return replace(letter, answers=tuple(self._reviewed(answer, trust, unsure) for answer, trust in answers))

    def _reviewed(self, answer: Answer, trust: Trust, unsure: bool) -> Answer:
        return replace(answer, trust=trust, needs_review=unsure or answer.left_out or trust.whole < self.below)


def _marks(letter: ReadLetter) -> list[list[float]]:
    """What tells how far to trust the answers of a letter: a row of numbers for each."""
    lines = [line for line in letter.lines if line.role is not Role.FURNITURE]
    doubts = _log_odds([line.probability for line in lines])
    likelihood, certain = _log_odds([letter.likelihood, 1.0])
    whole = [
        likelihood,
        min(doubts, default=0.0),
        float(np.mean(doubts)) if doubts else 0.0,
        float(np.log1p(len(letter.answers))),
        float(np.log1p(len(lines))),
        float(any(line.role in _ASKING for line in lines)),
    ]
    statuses = _log_odds([answer.confidence or 0.0 for answer in letter.answers])
    figures = _log_odds([answer.figures_likelihood for answer in letter.answers])
    starts, ends = [line.start for line in lines], [line.end for line in lines]
    framed = [certain, *doubts, certain]
    rows = []
    for answer, status, told in zip(letter.answers, statuses, figures, strict=True):
        first, last = bisect_right(ends, answer.start), bisect_left(starts, answer.end)
        doubtful = framed[first : last + 2] if first < last else [certain] * 3
        size = len(letter.text[answer.start : answer.end].split())
        rows.append([*whole, status, *_own_marks(answer, doubtful, [size, max(0, last - first)]), told])
    return rows


def _own_marks(answer: Answer, doubtful: Sequence[float], sizes: Sequence[int]) -> list[float]:
    """What tells how far to trust one answer.

    ``doubtful`` tells how sure its lines are, and the one before and after them; ``sizes`` counts its words and lines.
    """
    before, *own, after = doubtful
    return [
        own[0],
        min(own),
        float(np.mean(own)),
        before,
        after,
        float(answer.start == answer.end),
        float(answer.left_out),
        float(answer.questions == ("*",)),
        float(len(answer.questions) > 1),
        float(answer.question is None),
        float(answer.column is not None),
        float(answer.refers_to is not None),
        *np.log1p([*sizes, len(answer.quantities)]).tolist(),
    ]


def _log_odds(probabilities: Sequence[float]) -> list[float]:
    odds: list[float] = logit(np.clip(probabilities, _NEVER, 1 - _NEVER)).tolist()
    return odds
