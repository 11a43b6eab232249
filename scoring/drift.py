"""Whether letters are like those that the models learnt from: what differs, and by more than chance explains.

The replies to one request are alike, so a batch of them always differs from letters at large. A batch is therefore
held against batches of its size, each drawn from one campaign that the models learnt from, and stands out where hardly
any of them differs as much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy.spatial.distance import jensenshannon

from models.profile import LineKind, Profile, Table, Trait, columns_of
from nlp.types import Status

DRAWN = 400
"""Batches drawn from the letters learnt from."""
RARE = 0.95
"""A batch stands out that differs more than this share of the drawn ones."""

_MOST_LETTERS = 100
"""Letters of a drawn batch: more of one campaign tell nothing new."""
_CAMPAIGN = 5
"""Letters from which a group stands for batches of any size."""
_CAMPAIGNS = 10
"""Campaigns that batches are drawn from; where there are fewer, a batch is made of several groups."""
_SEED = 0

_Floats = npt.NDArray[np.float64]
_Places = npt.NDArray[np.intp]


class Aspect(StrEnum):
    """A side from which letters are looked at."""

    CONFIDENCE = "confidence"
    LINES = "lines"
    VOCABULARY = "vocabulary"
    STATUSES = "statuses"
    LAYOUT = "layout"
    LENGTH = "length"


SURENESS = (Aspect.CONFIDENCE, Aspect.LINES)
"""Aspects that go with mistakes: how sure the models are. Surer than usual is no difference here."""
LIKENESS = (Aspect.VOCABULARY, Aspect.STATUSES, Aspect.LAYOUT, Aspect.LENGTH)
"""Aspects that tell how the letters differ, and little of whether they are read well."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """How far a batch lies from the letters learnt from, in one aspect.

    ``distance`` is ``None`` where the batch does not tell; ``usual`` are those of the drawn batches, rising; ``beyond``
    is the share of them that are smaller; ``stands_out`` tells that so few are as large that chance does not explain
    it, even of the largest of several aspects.
    """

    distance: float | None
    usual: tuple[float, ...]
    beyond: float
    stands_out: bool


def deviations(batch: Table, profile: Profile) -> dict[Aspect, Deviation]:
    """How far the letters of a batch, one at least, lie from those of the profile. The same letters give the same."""
    own = _distances(batch, _Others.of(profile.letters))
    drawn = [_distances(profile.letters[some], others) for some, others in _drawn(profile, len(batch))]
    usual = {aspect: np.sort([each[aspect] for each in drawn if not np.isnan(each[aspect])]) for aspect in Aspect}
    found = {}
    for aspects in (SURENESS, LIKENESS):
        strangest = [max(_beyond(each[aspect], usual[aspect]) for aspect in aspects) for each in drawn]
        limit = float(np.quantile(strangest, RARE))
        for aspect in aspects:
            beyond = _beyond(own[aspect], usual[aspect])
            distance = None if np.isnan(own[aspect]) else own[aspect]
            found[aspect] = Deviation(distance, tuple(usual[aspect].tolist()), beyond, beyond > limit)
    return found


def _beyond(distance: float, usual: _Floats) -> float:
    """The share of the usual distances that are smaller, and half of those that are equal."""
    if np.isnan(distance) or not len(usual):
        return 0.0
    below, above = np.searchsorted(usual, distance), np.searchsorted(usual, distance, side="right")
    return float(below + above) / (2 * len(usual))


@dataclass(frozen=True, slots=True, eq=False)
class _Others:
    """What a batch is held against: the mean shares of mixes, and each trait's values in rising order."""

    mixes: Mapping[tuple[StrEnum, ...], Table]
    values: Mapping[Trait, Table]

    @classmethod
    def of(cls, letters: Table) -> Self:
        mixes = {names: columns_of(letters, names) for names in (tuple(Status), tuple(LineKind))}
        return cls(
            {names: shares.mean(axis=0) for names, shares in mixes.items() if len(shares)},
            {trait: np.sort(columns_of(letters, [trait])[:, 0]) for trait in Trait},
        )


def _drawn(profile: Profile, size: int) -> Iterator[tuple[_Places, _Others]]:
    """Places of the letters of each drawn batch, and the letters that are not of its groups."""
    chance = np.random.default_rng(_SEED)
    size = min(size, _MOST_LETTERS)
    order = np.argsort(profile.groups, kind="stable")
    members = np.split(order, np.flatnonzero(np.diff(profile.groups[order])) + 1)
    campaigns = [places for places in members if len(places) >= min(size, _CAMPAIGN)]
    others: dict[int, _Others] = {}
    for _ in range(DRAWN):
        if len(campaigns) >= _CAMPAIGNS:
            of_one = int(chance.integers(len(campaigns)))
            places = campaigns[of_one]
            if of_one not in others:
                others[of_one] = _Others.of(np.delete(profile.letters, places, axis=0))
            yield chance.choice(places, size, replace=size > len(places)), others[of_one]
        else:
            places = np.concatenate([members[group] for group in chance.permutation(len(members))[:size]])
            some = places[:size]
            left = ~np.isin(profile.groups, profile.groups[some])
            yield some, _Others.of(profile.letters[left])


def _distances(batch: Table, others: _Others) -> dict[Aspect, float]:
    return {aspect: distance(batch, others) for aspect, distance in _DISTANCES.items()}


def _in_confidence(batch: Table, others: _Others) -> float:
    return -_mean(_ranks(batch, others, Trait.CONFIDENCE))


def _in_lines(batch: Table, others: _Others) -> float:
    return -_mean(_ranks(batch, others, Trait.LINES))


def _in_vocabulary(batch: Table, others: _Others) -> float:
    return _mean(_ranks(batch, others, Trait.UNKNOWN))


def _in_statuses(batch: Table, others: _Others) -> float:
    return _between_mixes(batch, others, tuple(Status))


def _in_layout(batch: Table, others: _Others) -> float:
    traits = [_between_ranks(batch, others, trait) for trait in (Trait.PRINTED, Trait.TABLED, Trait.ANSWERING)]
    return _mean([_between_mixes(batch, others, tuple(LineKind)), *traits])


def _in_length(batch: Table, others: _Others) -> float:
    traits = [_between_ranks(batch, others, trait) for trait in (Trait.WORDS, Trait.ANSWERS, Trait.ANSWER_WORDS)]
    return max((far for far in traits if not np.isnan(far)), default=np.nan)


_DISTANCES: Mapping[Aspect, Callable[[Table, _Others], float]] = {
    Aspect.CONFIDENCE: _in_confidence,
    Aspect.LINES: _in_lines,
    Aspect.VOCABULARY: _in_vocabulary,
    Aspect.STATUSES: _in_statuses,
    Aspect.LAYOUT: _in_layout,
    Aspect.LENGTH: _in_length,
}


def _mean(values: Iterable[float]) -> float:
    """The mean of the values that are told; nan if none is."""
    told = [value for value in values if not np.isnan(value)]
    return fmean(told) if told else np.nan


def _between_mixes(batch: Table, others: _Others, names: tuple[StrEnum, ...]) -> float:
    """Jensen-Shannon distance (0 to 1) of the letters' mean shares."""
    own = columns_of(batch, names)
    if not len(own) or names not in others.mixes:
        return np.nan
    return float(jensenshannon(own.mean(axis=0), others.mixes[names], base=2))


def _ranks(batch: Table, others: _Others, trait: Trait) -> _Floats:
    """For each letter that tells, how many of 1 of the others have less of the trait; ties count half."""
    own, rest = columns_of(batch, [trait])[:, 0], others.values[trait]
    if not len(rest):
        return np.empty(0)
    below, above = np.searchsorted(rest, own), np.searchsorted(rest, own, side="right")
    return (below + above) / (2 * len(rest))


def _between_ranks(batch: Table, others: _Others, trait: Trait) -> float:
    """Wasserstein distance (0 to 1/2) of the batch's ranks from those of the others, which are spread evenly."""
    ranks = np.sort(_ranks(batch, others, trait))
    if not len(ranks):
        return np.nan
    edges = np.linspace(0, 1, len(ranks) + 1)
    low, high = edges[:-1], edges[1:]
    inside = np.clip(ranks, low, high)
    areas = ((inside - low) ** 2 + (high - inside) ** 2) / 2 + np.abs(ranks - inside) * (high - low)
    return float(areas.sum())
