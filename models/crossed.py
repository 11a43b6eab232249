"""Cross-fitting: a model of all cases, and for each fold one of all the others, which has seen nothing of it.

What the models of the folds say of their own folds is what the next model learns from, what probabilities are
calibrated by, and what is measured: one set of folds serves all three. What one fold's model learns from was thus told
in part by models that have seen that fold: its letters themselves it never sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

Places = NDArray[np.intp]

Model = TypeVar("Model")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, eq=False)
class Folds:
    """Which of ``count`` folds each case is in: ``numbers`` has an entry a case. Cases of one group share a fold."""

    numbers: Places
    count: int

    @classmethod
    def by_group(cls, groups: Sequence[str], count: int, seed: int) -> Self:
        """Folds drawn with ``seed`` of cases with these groups; fewer than ``count`` for few groups."""
        split = GroupKFold(min(count, len(set(groups))), shuffle=True, random_state=seed)
        numbers = np.zeros(len(groups), dtype=np.intp)
        for fold, (_, kept) in enumerate(split.split(numbers, groups=np.asarray(groups, dtype=object))):
            numbers[kept] = fold
        return cls(numbers, split.get_n_splits())

    def of(self, owners: Places) -> Folds:
        """The folds of what the cases own: ``owners`` has a case's place for each."""
        return Folds(self.numbers[owners], self.count)

    def kept(self, fold: int) -> Places:
        """The places of a fold's cases."""
        return np.flatnonzero(self.numbers == fold)

    def learnt(self, fold: int) -> Places:
        """The places of all cases but a fold's."""
        return np.flatnonzero(self.numbers != fold)

    def sides(self) -> Iterator[tuple[Places, Places]]:
        """For each fold the places to learn from and those to judge."""
        for fold in range(self.count):
            yield self.learnt(fold), self.kept(fold)


@dataclass(frozen=True, slots=True)
class Crossed(Generic[Model]):
    """A model of all cases, and by fold those that learnt from all cases but the fold's."""

    whole: Model
    without: tuple[Model, ...]


def cross_fit(folds: Folds, fit: Callable[[Places], Model]) -> Crossed[Model]:
    """What ``fit`` learns from the cases in these places: from all, and from those outside each fold."""
    return Crossed(fit(np.arange(len(folds.numbers))), fit_without(folds, fit))


def fit_without(folds: Folds, fit: Callable[[Places], Model]) -> tuple[Model, ...]:
    """For each fold what ``fit`` learns from the cases outside it, in these places."""
    return tuple(fit(learnt) for learnt, _ in folds.sides())


def combined(make: Callable[..., Made], *parts: Crossed[Any]) -> Crossed[Made]:
    """What ``make`` makes of parts that have learnt from the same cases."""
    without = zip(*(part.without for part in parts), strict=True)
    return Crossed(make(*(part.whole for part in parts)), tuple(make(*own) for own in without))


def held_out(
    folds: Folds, models: Sequence[Model], judge: Callable[[Model, Places], NDArray[np.float64]]
) -> NDArray[np.float64]:
    """What each fold's model says of its fold's cases, in the order of the cases (cases, or cases x classes)."""
    kept = [places for _, places in folds.sides()]
    said = [judge(model, places) for model, places in zip(models, kept, strict=True)]
    found = np.zeros((len(folds.numbers), *said[0].shape[1:]))
    for places, own in zip(kept, said, strict=True):
        found[places] = own
    return found
