"""What recurs over a pile of letters: the words of a questionnaire and of standing paragraphs, seldom an answer.

A pile of replies to one request restates its questions two hundred times, and letters of one body share their
boilerplate. Runs of a few words that several letters of a pile hold tell so without anybody's saying it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from nlp.words import words_of

Runs = NDArray[np.uint64]
"""Fingerprints of runs of words."""

FEWEST_LETTERS = 5
"""A smaller pile tells nothing."""
_LENGTH = 4
"""Words in a run: fewer are found in any letter, more are broken by every slip of a scan."""
_OTHERS = 2
"""How many other letters must hold a run before it recurs."""
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64)
"""Odd numbers that set a run apart from the same words in another order."""


@lru_cache(maxsize=50_000)
def _fingerprint(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


def runs_of(words: Sequence[str]) -> Runs:
    """A fingerprint for each run of words, in order; none where there are too few words."""
    count = len(words) - _LENGTH + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    each = np.fromiter(map(_fingerprint, words), dtype=np.uint64, count=len(words))
    runs = np.zeros(count, dtype=np.uint64)
    for place, factor in enumerate(_FACTORS):
        runs += each[place : place + count] * factor
    return runs


def letter_runs(view: str) -> Runs:
    """The runs of words of a whole letter, given its view."""
    return runs_of(words_of(view))


@dataclass(frozen=True, slots=True, eq=False)
class Recurrence:
    """The runs of words that recur in a pile of letters, sorted."""

    runs: Runs

    @classmethod
    def in_pile(cls, letters: Sequence[Runs]) -> Recurrence | None:
        """What recurs among the letters of a pile; ``None`` where they are too few to tell."""
        return cls.among(letters) if len({own.tobytes() for own in letters}) >= FEWEST_LETTERS else None

    @classmethod
    def among(cls, letters: Iterable[Runs]) -> Recurrence:
        """What recurs among these letters, each given by the runs of its words; copies of a letter count once."""
        distinct = {own.tobytes(): own for own in map(np.unique, letters)}
        if not distinct:
            return cls(np.empty(0, dtype=np.uint64))
        runs, counts = np.unique(np.concatenate(list(distinct.values())), return_counts=True)
        return cls(runs[counts > _OTHERS])

    def joined(self, more: Runs) -> Recurrence:
        """What recurs here, and more runs that are known to."""
        return Recurrence(np.union1d(self.runs, more))

    def shares(self, lines: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """For each line, given by its words, the share of its runs that recur; NaN where it is too short for one."""
        own = [runs_of(words) for words in lines]
        sizes = np.array([len(runs) for runs in own])
        shares = np.full(len(lines), np.nan, dtype=np.float32)
        long = np.flatnonzero(sizes)
        if len(long):
            runs = np.concatenate([own[line] for line in long])
            at = np.minimum(np.searchsorted(self.runs, runs), max(0, len(self.runs) - 1))
            found = self.runs[at] == runs if len(self.runs) else np.zeros(len(runs), dtype=bool)
            starts = np.r_[0, np.cumsum(sizes[long])[:-1]]
            shares[long] = np.add.reduceat(found.astype(np.float32), starts) / sizes[long]
        return shares
