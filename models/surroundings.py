"""What stands around a logical line, as numbers: how its neighbours look, how its letter goes on, what looks like it.

No words are among them, so a letter's pattern - every question followed by its answer, or all answers after all
questions - is felt at each line, and a wording never met before does not upset it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from models.line_content import Floats
from models.line_features import RECURS, SELDOM, LineTexts
from nlp.types import Role

Matrix = NDArray[np.float32]

_WINDOW = 6
"""How many lines either side are looked at."""
_BESIDE = (-2, -1, 1, 2)
"""The neighbours whose layout is seen, as offsets."""
_FEWEST = 30
"""A flag that fewer lines of the training letters wear is left out."""


def known_flags(seen: LineTexts) -> dict[str, int]:
    """A column for each flag that enough lines wear."""
    counts = Counter(flag for flags in seen.flags for flag in set(flags))
    return {flag: column for column, flag in enumerate(sorted(f for f, count in counts.items() if count >= _FEWEST))}


def surroundings(thought: Floats, seen: LineTexts, flags: Mapping[str, int], at: Mapping[Role, int]) -> Matrix:
    """One row for each line; ``thought`` is how likely each class is by the line's own looks (lines x classes).

    ``flags`` gives the columns of flags, ``at`` the column of each role in ``thought``.
    """
    owners = np.repeat(np.arange(len(seen.sizes)), seen.sizes)
    worn = _worn(seen.flags, flags)
    return np.hstack(
        [
            _neighbours(thought, owners),
            _letter_so_far(thought, owners, seen.below),
            worn,
            *(_moved(worn, offset, owners) for offset in _BESIDE),
            _alike(thought, seen.styles, at),
            _letter_as_a_whole(thought, seen, owners, at),
        ],
        dtype=np.float32,
    )


def _worn(flags: Sequence[Sequence[str]], columns: Mapping[str, int]) -> Matrix:
    """Which flags each line wears (lines x flags)."""
    sizes = [len(own) for own in flags]
    places = np.fromiter((columns.get(flag, -1) for own in flags for flag in own), dtype=np.intp, count=sum(sizes))
    lines = np.repeat(np.arange(len(flags)), sizes)
    worn = np.zeros((len(flags), len(columns)), dtype=np.float32)
    worn[lines[places >= 0], places[places >= 0]] = 1.0
    return worn


def _inside(owners: NDArray[np.intp], offset: int) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """For each line, the row at ``offset`` from it, and whether that row is in the same letter."""
    at = np.arange(len(owners)) + offset
    clipped = np.clip(at, 0, max(0, len(owners) - 1))
    return clipped, (at == clipped) & (owners[clipped] == owners)


def _moved(rows: Matrix, offset: int, owners: NDArray[np.intp]) -> Matrix:
    at, inside = _inside(owners, offset)
    return rows[at] * inside[:, None]


def _neighbours(thought: Floats, owners: NDArray[np.intp]) -> Floats:
    """How a line and those around it look, and where the letter begins and ends."""
    logs = np.log(thought + 1e-3) / 2 + 1.5
    seen = [logs]
    for offset in (*range(-_WINDOW, 0), *range(1, _WINDOW + 1)):
        at, inside = _inside(owners, offset)
        seen.append(np.where(inside[:, None], logs[at], 0.0))
        if abs(offset) <= 2:
            seen.append((~inside)[:, None].astype(float))
    return np.hstack(seen)


def _letter_so_far(thought: Floats, owners: NDArray[np.intp], below: NDArray[np.bool_]) -> Floats:
    """How many lines of each class have passed and are yet to come; mail quoted underneath does not count."""
    counted = thought * ~below[:, None]
    starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
    letter = np.repeat(np.arange(len(starts)), np.diff(np.r_[starts, len(owners)]))
    sums = np.cumsum(counted, axis=0)
    before = sums - counted - np.vstack([np.zeros((1, thought.shape[1])), sums])[starts][letter]
    after = np.add.reduceat(counted, starts, axis=0)[letter] - before - counted
    sides = [np.maximum(side, 0.0) for side in (before, after)]
    return np.hstack([part for side in sides for part in (np.log1p(side), np.minimum(side, 1.0))])


def _alike(thought: Floats, styles: NDArray[np.intp], at: Mapping[Role, int]) -> Floats:
    """What the lines of the letter that look like a line are taken for: its questions tend to look alike."""
    kinds = np.column_stack(
        [
            thought[:, at[Role.BEGIN_QUESTION]],
            thought[:, at[Role.QUESTION]],
            thought[:, at[Role.BEGIN_ANSWER]] + thought[:, at[Role.ANSWER]],
            thought[:, at[Role.CLOSING]],
        ]
    )
    found = []
    for style in styles.T:
        count = np.bincount(style)[style]
        for kind in kinds.T:
            others = np.bincount(style, kind)[style] - kind
            found.append((others + 0.1) / (count - 0.5))
        found.append(np.minimum(count, 10) / 10)
    return np.column_stack(found)


def _letter_as_a_whole(thought: Floats, seen: LineTexts, owners: NDArray[np.intp], at: Mapping[Role, int]) -> Floats:
    """Whether what recurs in the pile looks like questions, and how a line compares to its letter's best answer."""
    asking = thought[:, at[Role.BEGIN_QUESTION]] + thought[:, at[Role.QUESTION]]
    telling = thought[:, at[Role.BEGIN_ANSWER]] + thought[:, at[Role.ANSWER]]
    recurs, own = seen.recurs >= RECURS, seen.recurs < SELDOM

    def total(values: Floats) -> Floats:
        return np.asarray(np.bincount(owners, values, minlength=len(seen.sizes))[owners])

    best = np.zeros(len(seen.sizes))
    np.maximum.at(best, owners, telling)
    asked, unasked = total(asking * recurs), total(asking * own)
    return np.column_stack(
        [
            np.log1p(asked),
            np.log1p(unasked),
            np.log1p(total(telling * recurs)),
            np.log1p(total(telling * own)),
            telling / best[owners],
            telling == best[owners],
            np.log1p(np.array(seen.sizes)[owners]) / 5,
            recurs * np.minimum(asked, 1.0),
            own * np.minimum(asked, 1.0),
            own * (asked > unasked),
        ]
    )
