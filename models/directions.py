"""To which of the bodies that it names does an answer send its reader? A regression on the words round each says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Self, TypeVar

import numpy as np
import numpy.typing as npt
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from models.crossed import Folds, Places, fit_without
from models.direction_company import COMPANY, company_of
from models.direction_terms import KINDS, terms_of
from models.terms import TermBlocks, TermIndex
from models.weights import refuse_no_numbers
from nlp.bodies import NamedBodies, is_same

_Item = TypeVar("_Item")
_Model = TypeVar("_Model")

_FOLDS = 10
_FEWEST = 1
"""In how many places a term must stand."""
_MOST = 80
"""Likely bodies of one answer that are looked at."""
_STRENGTH = 4.0
"""The inverse of the regression's penalty."""

Chances = list[list[float]]
"""For each answer, how likely it sends its reader to each of the bodies that it names."""


@dataclass(frozen=True, slots=True)
class TaughtBodies:
    """The bodies that an answer names: ``sent`` says of each whether the answer sends there.

    ``wanted`` is to how many bodies it sends, found among those named or not.
    """

    named: NamedBodies
    sent: tuple[bool, ...]
    wanted: int


@dataclass(frozen=True, slots=True, eq=False)
class Alone:
    """TF-IDF of the words round a body's name, and one regression that looks at each body by itself."""

    index: TermIndex
    weights: npt.NDArray[np.float32]
    bias: float

    @classmethod
    def fit(cls, taught: Sequence[TaughtBodies], terms: Sequence[Sequence[TermBlocks]], seed: int) -> Self:
        """Learn from labelled answers and the terms of their bodies."""
        every = list(chain.from_iterable(terms))
        index = TermIndex.fit(every, KINDS, _FEWEST)
        judge = LogisticRegression(C=_STRENGTH, max_iter=1000, random_state=seed)
        judge.fit(index.transform(every), _marks(taught))
        return cls(index, judge.coef_[0].astype(np.float32), float(judge.intercept_[0]))

    def chances(self, terms: Sequence[Sequence[TermBlocks]]) -> Chances:
        """How likely each answer sends its reader to each of its bodies, which have these terms."""
        every = list(chain.from_iterable(terms))
        likely = expit(self.index.transform(every) @ self.weights + self.bias) if every else np.zeros(0)
        return _parted(likely, [len(each) for each in terms])


@dataclass(frozen=True, slots=True, eq=False)
class Together:
    """A regression on the chances of all bodies of an answer: names beside a kind, lists, readings of one name."""

    weights: npt.NDArray[np.float64]
    bias: float

    @classmethod
    def fit(cls, taught: Sequence[TaughtBodies], alone: Chances, seed: int) -> Self:
        """Learn from answers and the chances that their bodies have alone, by models that had not seen them."""
        judge = LogisticRegression(C=1.0, max_iter=1000, random_state=seed)
        judge.fit(_company([one.named for one in taught], alone), _marks(taught))
        return cls(judge.coef_[0], float(judge.intercept_[0]))

    def chances(self, answers: Sequence[NamedBodies], alone: Chances) -> Chances:
        """The chances again, now that those of the other bodies are known."""
        if not any(alone):
            return alone
        likely = expit(_company(answers, alone) @ self.weights + self.bias)
        return _parted(likely, [len(own) for own in alone])


@dataclass(frozen=True, slots=True, eq=False)
class DirectionModel:
    """Bodies are judged alone, then together; from the chance ``threshold`` on, the answer sends its reader there."""

    alone: Alone
    together: Together
    threshold: float

    @classmethod
    def fit(cls, taught: Sequence[TaughtBodies], groups: Sequence[str], seed: int) -> Self:
        """Learn from labelled answers; ``groups`` (their authorities) part the folds.

        The threshold is the best one on answers of authorities not learnt from.
        """
        alone, likely = _held_out(taught, groups, seed)
        return cls(
            Alone.fit(taught, [terms_of(one.named) for one in taught], seed),
            Together.fit(taught, alone, seed),
            _best_threshold(taught, likely),
        )

    @classmethod
    def held_out(cls, taught: Sequence[TaughtBodies], groups: Sequence[str], seed: int) -> list[list[int]]:
        """The places of the bodies that each answer sends to, as told by models that learnt from other authorities."""
        _, likely = _held_out(taught, groups, seed)
        folds = Folds.by_group(groups, _FOLDS, seed)
        thresholds = fit_without(folds, lambda places: _best_threshold(_at(taught, places), _at(likely, places)))
        return [
            _taken(one.named, own, thresholds[fold])
            for one, own, fold in zip(taught, likely, folds.numbers, strict=True)
        ]

    def chances(self, answers: Sequence[NamedBodies]) -> Chances:
        """How likely each answer sends its reader to each of the bodies that it names."""
        return self.together.chances(answers, self.alone.chances([terms_of(named) for named in answers]))

    def sent_to(self, answers: Sequence[NamedBodies]) -> list[list[int]]:
        """The places of the bodies to which each answer sends its reader, each body once."""
        return [_taken(named, own, self.threshold) for named, own in zip(answers, self.chances(answers), strict=True)]

    def state(self) -> dict[str, Any]:
        """What to store: plain strings, arrays and numbers."""
        return {
            "index": self.alone.index.state(),
            "weights": self.alone.weights,
            "bias": self.alone.bias,
            "company": self.together.weights,
            "company_bias": self.together.bias,
            "threshold": self.threshold,
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Self:
        """The model that ``state`` was taken from; raises ``ValueError`` if its parts do not fit each other."""
        alone = Alone(TermIndex.from_state(state["index"], KINDS), state["weights"], float(state["bias"]))
        together = Together(state["company"], float(state["company_bias"]))
        threshold = float(state["threshold"])
        if alone.weights.shape != alone.index.weights.shape or together.weights.shape != (COMPANY,):
            raise ValueError("there are too few weights or too many")
        refuse_no_numbers(alone.weights, alone.bias, together.weights, together.bias, threshold)
        return cls(alone, together, threshold)


def _taken(named: NamedBodies, chances: Sequence[float], threshold: float) -> list[int]:
    """The places of the likely bodies, in order: of readings of one name the likeliest, of one body the first."""
    likely = sorted((place for place, chance in enumerate(chances) if chance >= threshold), key=lambda at: -chances[at])
    apart: list[int] = []
    for place in likely:
        one = named.bodies[place]
        if all(one.end <= named.bodies[at].start or named.bodies[at].end <= one.start for at in apart):
            apart.append(place)
    kept: dict[str, int] = {}
    for place in sorted(apart[:_MOST]):
        name = named.bodies[place].target.lower()
        if not any(is_same(name, other) for other in kept):
            kept[name] = place
    return list(kept.values())


def _held_out(taught: Sequence[TaughtBodies], groups: Sequence[str], seed: int) -> tuple[Chances, Chances]:
    """The chances of bodies alone and together, each by models that learnt from other groups."""
    terms = [terms_of(one.named) for one in taught]
    alone = _judged(
        Folds.by_group(groups, _FOLDS, seed),
        lambda places: Alone.fit(_at(taught, places), _at(terms, places), seed),
        lambda model, places: model.chances(_at(terms, places)),
    )
    together = _judged(
        # other folds than those that the chances come from, which would know each other
        Folds.by_group(groups, _FOLDS, seed + 1),
        lambda places: Together.fit(_at(taught, places), _at(alone, places), seed),
        lambda model, places: model.chances([taught[at].named for at in places], _at(alone, places)),
    )
    return alone, together


def _judged(folds: Folds, fit: Callable[[Places], _Model], judge: Callable[[_Model, Places], Chances]) -> Chances:
    """What ``judge`` says of each fold's answers by what ``fit`` learnt from the others."""
    found: dict[int, list[float]] = {}
    for model, (_, kept) in zip(fit_without(folds, fit), folds.sides(), strict=True):
        found.update(zip(kept.tolist(), judge(model, kept), strict=True))
    return [found[place] for place in range(len(found))]


def _at(items: Sequence[_Item], places: Places) -> list[_Item]:
    return [items[place] for place in places]


def _marks(taught: Sequence[TaughtBodies]) -> npt.NDArray[np.bool_]:
    return np.array([sent for one in taught for sent in one.sent], dtype=bool)


def _company(answers: Sequence[NamedBodies], alone: Chances) -> npt.NDArray[np.float64]:
    return np.concatenate([company_of(named, own) for named, own in zip(answers, alone, strict=True) if own])


def _parted(likely: npt.NDArray[np.float64], sizes: Sequence[int]) -> Chances:
    every = iter(likely.tolist())
    return [list(islice(every, size)) for size in sizes]


def _best_threshold(taught: Sequence[TaughtBodies], chances: Chances) -> float:
    """The chance from which on taking bodies gives the best F-score."""
    return max(_THRESHOLDS, key=lambda threshold: _score(taught, chances, threshold))


_THRESHOLDS = tuple(step / 50 for step in range(5, 46))
_MISSED = 0.7
"""What a body that is missed costs against one that is wrongly named, which leads somebody astray."""


def _score(taught: Sequence[TaughtBodies], chances: Chances, threshold: float) -> float:
    right = found = 0
    for one, own in zip(taught, chances, strict=True):
        places = _taken(one.named, own, threshold)
        found += len(places)
        right += sum(one.sent[place] for place in places)
    wanted = sum(one.wanted for one in taught)
    return (1 + _MISSED) * right / max(1.0, found + _MISSED * wanted)
