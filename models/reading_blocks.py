"""The questions and answers of several readings of a letter, and what numbers about them come to for each reading.

Readings share most of their blocks, so what a block looks like is found once, in a table with a row for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from models.line_content import Floats
from nlp.blocks import Block

Places = NDArray[np.intp]
Span = tuple[int, int, int, int]
"""First and last line of a block, and where it starts and ends."""


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Means, least and most of numbers (readings x columns); nought where a reading has none."""

    means: Floats
    least: Floats
    most: Floats


@dataclass(frozen=True, slots=True, eq=False)
class ReadingBlocks:
    """The questions, or the answers, of several readings.

    ``rows`` are their rows in a table of blocks, ``readings`` the reading that each belongs to; ``sizes`` counts those
    of each reading.
    """

    rows: Places
    readings: Places
    sizes: Places

    @classmethod
    def of(cls, readings: Sequence[Sequence[Block]], spans: dict[Span, int]) -> Self:
        """``spans`` has the row of each block in the table, and takes in those that it lacks."""
        rows = [
            spans.setdefault((block.first, block.last, block.start, block.end), len(spans))
            for blocks in readings
            for block in blocks
        ]
        sizes = np.array([len(blocks) for blocks in readings], dtype=np.intp)
        return cls(np.array(rows, dtype=np.intp), np.repeat(np.arange(len(sizes)), sizes), sizes)

    def sums(self, values: NDArray[Any]) -> Floats:
        """The sums of the values (blocks x columns) of each reading's blocks (readings x columns)."""
        # a nought leads those of each reading, for one may have none
        led = np.zeros((len(values) + len(self.sizes), values.shape[1]))
        led[np.arange(len(values)) + self.readings + 1] = values
        return np.add.reduceat(led, np.cumsum(self.sizes + 1) - self.sizes - 1, axis=0)

    def means(self, values: NDArray[Any]) -> Floats:
        """The means of the values (blocks x columns) of each reading's blocks (readings x columns)."""
        return self.sums(values) / np.maximum(self.sizes, 1)[:, None]

    def extremes(self, which: np.ufunc, values: NDArray[Any]) -> Floats:
        """The least or the most (``np.minimum``, ``np.maximum``) of the values of each reading's blocks."""
        found = np.zeros((len(self.sizes), values.shape[1]))
        some = self.sizes > 0
        if some.any():
            found[some] = which.reduceat(values, (np.cumsum(self.sizes) - self.sizes)[some], axis=0)
        return found

    def spread(self, table: Floats) -> Spread:
        """What the columns of the table come to for each reading."""
        values = table[self.rows]
        return Spread(self.means(values), self.extremes(np.minimum, values), self.extremes(np.maximum, values))

    def deviations(self, values: Floats, means: Floats) -> Floats:
        """How far the values (blocks) spread about the means (readings)."""
        apart = values - means[self.readings]
        return np.sqrt(self.means(np.square(apart)[:, None])[:, 0])

    def last(self, table: Floats) -> Floats:
        """The row of each reading's last block; noughts where it has none."""
        found = np.zeros((len(self.sizes), table.shape[1]))
        some = self.sizes > 0
        found[some] = table[self.rows[np.cumsum(self.sizes)[some] - 1]]
        return found
