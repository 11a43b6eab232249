"""What the chances of all bodies that an answer names say of each: who is sent to one is seldom sent to all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt
from scipy.special import logit

from models.direction_terms import tops_of
from nlp.bodies import NamedBodies

COMPANY = 12
"""How many numbers tell it."""
_CLOSE = 12
"""Characters that stand between two bodies of one list: " or to the"."""
_EDGE = 1e-4


def company_of(named: NamedBodies, chances: Sequence[float]) -> npt.NDArray[np.float64]:
    """A row for each body: its own chance, then the best ones of those that overlap, stand beside it or elsewhere."""
    bodies = named.bodies
    groups = tops_of(bodies)
    best = _Best.of(groups, chances)
    names = _Best.of(groups, [0.0 if one.kind else chance for one, chance in zip(bodies, chances, strict=True)])
    twins: defaultdict[str, list[float]] = defaultdict(list)
    for one, chance in zip(bodies, chances, strict=True):
        twins[one.target.lower()].append(chance)
    addressed = "____" in named.words
    readings = {group: list(places) for group, places in groupby(range(len(bodies)), key=groups.__getitem__)}
    rows = []
    for place, (one, chance) in enumerate(zip(bodies, chances, strict=True)):
        group = groups[place]
        others = [at for at in readings[group] if at != place]
        overlap = [chances[at] for at in others if bodies[at].start < one.end and one.start < bodies[at].end]
        before = [chances[at] for at in readings.get(group - 1, ()) if 0 <= one.start - bodies[at].end < _CLOSE]
        after = [chances[at] for at in readings.get(group + 1, ()) if 0 <= bodies[at].start - one.end < _CLOSE]
        elsewhere, named_elsewhere = best.beside(group), names.beside(group)
        same = sorted(twins[one.target.lower()])
        same.remove(chance)
        own = float(logit(min(max(chance, _EDGE), 1 - _EDGE)))
        rows.append(
            [
                own,
                max(overlap, default=0.0),
                elsewhere,
                max(before, default=0.0),
                max(after, default=0.0),
                one.kind * named_elsewhere,
                max(same, default=0.0),
                float(len(readings) == 1),
                one.kind * elsewhere,
                float(chance >= elsewhere),
                addressed * (1 - elsewhere),
                own * one.part,
            ]
        )
    return np.array(rows, dtype=np.float64)


class _Best:
    """The best chance in each group of readings, and in all the others."""

    def __init__(self, found: dict[int, float]) -> None:
        self._ranked = sorted(found.items(), key=lambda each: -each[1])[:2]

    @classmethod
    def of(cls, groups: Sequence[int], chances: Sequence[float]) -> _Best:
        found: dict[int, float] = {}
        for group, chance in zip(groups, chances, strict=True):
            found[group] = max(chance, found.get(group, 0.0))
        return cls(found)

    def beside(self, group: int) -> float:
        """The best chance outside this group."""
        return next((chance for other, chance in self._ranked if other != group), 0.0)
