"""Whether letters are like those that the models learnt from: what differs, and by more than chance explains.

The replies to one request are alike, so a batch of them always differs from letters at large. A batch is therefore
held against batches of its size, each drawn from one campaign that the models learnt from, and stands out where hardly
any of them differs as much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

import numpy as np
import numpy.typing as npt
from scipy.spatial.distance import jensenshannon
from scipy.stats import wasserstein_distance

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
class Difference:
    """How far a batch lies from the letters learnt from, in one aspect.

    ``distance`` is ``None`` where the batch does not tell; ``usual`` are those of the drawn batches, rising; ``beyond``
    is the share of them that are smaller; ``stands_out`` tells that so few are as large that chance does not explain
    it, even of the largest of several aspects.
    """

    distance: float | None
    usual: tuple[float, ...]
    beyond: float
    stands_out: bool


def differences(batch: Table, profile: Profile) -> dict[Aspect, Difference]:
    """How far the letters of a batch, one at least, lie from those of the profile. The same letters give the same."""
    own = _distances(batch, profile.letters)
    drawn = [_distances(profile.letters[some], profile.letters[others]) for some, others in _drawn(profile, len(batch))]
    usual = {aspect: np.sort([each[aspect] for each in drawn if not np.isnan(each[aspect])]) for aspect in Aspect}
    found = {}
    for aspects in (SURENESS, LIKENESS):
        strangest = [max(_beyond(each[aspect], usual[aspect]) for aspect in aspects) for each in drawn]
        limit = float(np.quantile(strangest, RARE))
        for aspect in aspects:
            beyond = _beyond(own[aspect], usual[aspect])
            distance = None if np.isnan(own[aspect]) else own[aspect]
            found[aspect] = Difference(distance, tuple(usual[aspect].tolist()), beyond, beyond > limit)
    return found


def _beyond(distance: float, usual: _Floats) -> float:
    """The share of the usual distances that are smaller, and half of those that are equal."""
    if np.isnan(distance) or not len(usual):
        return 0.0
    below, above = np.searchsorted(usual, distance), np.searchsorted(usual, distance, side="right")
    return float(below + above) / (2 * len(usual))


def _drawn(profile: Profile, size: int) -> Iterator[tuple[_Places, _Places]]:
    """Places of the letters of each drawn batch, and of those that are not of its groups."""
    chance = np.random.default_rng(_SEED)
    size = min(size, _MOST_LETTERS)
    order = np.argsort(profile.groups, kind="stable")
    members = np.split(order, np.flatnonzero(np.diff(profile.groups[order])) + 1)
    campaigns = [places for places in members if len(places) >= min(size, _CAMPAIGN)]
    for _ in range(DRAWN):
        if len(campaigns) >= _CAMPAIGNS:
            of_one = campaigns[chance.integers(len(campaigns))]
            some = chance.choice(of_one, size, replace=size > len(of_one))
        else:
            some = np.concatenate([members[group] for group in chance.permutation(len(members))[:size]])[:size]
        yield some, np.flatnonzero(~np.isin(profile.groups, profile.groups[some]))


def _distances(batch: Table, others: Table) -> dict[Aspect, float]:
    return {aspect: distance(batch, others) for aspect, distance in _DISTANCES.items()}


def _in_confidence(batch: Table, others: Table) -> float:
    return -_rank(batch, others, Trait.CONFIDENCE)


def _in_lines(batch: Table, others: Table) -> float:
    return -_rank(batch, others, Trait.LINES)


def _in_vocabulary(batch: Table, others: Table) -> float:
    return _rank(batch, others, Trait.UNKNOWN)


def _in_statuses(batch: Table, others: Table) -> float:
    return _between_mixes(batch, others, tuple(Status))


def _in_layout(batch: Table, others: Table) -> float:
    traits = [_between_ranks(batch, others, trait) for trait in (Trait.PRINTED, Trait.TABLED, Trait.ANSWERING)]
    return _mean([_between_mixes(batch, others, tuple(LineKind)), *traits])


def _in_length(batch: Table, others: Table) -> float:
    return _mean([_between_ranks(batch, others, trait) for trait in (Trait.WORDS, Trait.ANSWERS, Trait.ANSWER_WORDS)])


_DISTANCES: Mapping[Aspect, Callable[[Table, Table], float]] = {
    Aspect.CONFIDENCE: _in_confidence,
    Aspect.LINES: _in_lines,
    Aspect.VOCABULARY: _in_vocabulary,
    Aspect.STATUSES: _in_statuses,
    Aspect.LAYOUT: _in_layout,
    Aspect.LENGTH: _in_length,
}


def _mean(distances: Sequence[float]) -> float:
    """The mean of the distances that are told; nan if none is."""
    told = [distance for distance in distances if not np.isnan(distance)]
    return fmean(told) if told else np.nan


def _between_mixes(batch: Table, others: Table, names: Sequence[StrEnum]) -> float:
    """Jensen-Shannon distance (0 to 1) of the letters' mean shares."""
    one, two = columns_of(batch, names), columns_of(others, names)
    if not len(one) or not len(two):
        return np.nan
    return float(jensenshannon(one.mean(axis=0), two.mean(axis=0), base=2))


def _rank(batch: Table, others: Table, trait: Trait) -> float:
    """How often a letter of the batch has more of the trait than another one has (0 to 1); ties count half."""
    own, rest = columns_of(batch, [trait])[:, 0], np.sort(columns_of(others, [trait])[:, 0])
    return float(_ranks(own, rest).mean()) if len(own) and len(rest) else np.nan


def _between_ranks(batch: Table, others: Table, trait: Trait) -> float:
    """Wasserstein distance (0 to 1/2) of the trait's ranks among the others: the area between the distributions."""
    own, rest = columns_of(batch, [trait])[:, 0], np.sort(columns_of(others, [trait])[:, 0])
    return float(wasserstein_distance(_ranks(own, rest), _ranks(rest, rest))) if len(own) and len(rest) else np.nan


def _ranks(values: Table, among: Table) -> _Floats:
    return (np.searchsorted(among, values) + np.searchsorted(among, values, side="right")) / (2 * len(among))
