"""How well a reading of a letter hangs together: the roles of its lines, and the questions and answers they make.

Line by line two readings may be about as likely. As letters they seldom are: one leaves questions without an answer,
counts 1, 2, 4, or has an answer that ends in the letter's closing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from models.line_content import Floats
from models.line_features import LineTexts
from nlp.lines import LogicalLine
from nlp.linking import Block
from nlp.numbering import stems
from nlp.types import Role

Marks = NDArray[np.float32]
"""Numbers that tell how a reading hangs together."""
Places = NDArray[np.intp]

MARKS = 172
"""How many there are of each reading."""
_NEVER = 1e-3
"""Added to a probability, so that what is next to impossible counts no more than so much."""
_UNKNOWN = 0.3
"""The share of a line that recurs, where that cannot be told."""
_UNASKED = 0.3
"""The share of a line in the request, where that is not known."""
_MOST_GAPS = 10
_AFTER = 3
"""How many lines after the last answer are looked at."""
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, eq=False)
class Coherence:
    """Tells how readings of one letter hang together. Here is what they share.

    Arrays have an entry for each line of the letter but page furniture.
    ``at`` is the column of each role in ``likely`` (lines x roles) and in ``thought``, what each line looks like by
    itself. ``place`` leads from a line of the letter, furniture included, to the first line at or after it that is
    none. ``styles`` are codes that lines share which look alike, one column for each way of looking alike.
    ``sizes`` and ``likeness`` keep what readings share.
    """

    view: str
    at: Mapping[Role, int]
    likely: Floats
    evidence: Floats
    recurs: NDArray[np.float32]
    asked: NDArray[np.float32]
    known: bool
    requested: bool
    styles: Places
    alike: Places
    place: Places
    words: int
    in_table: float
    sizes: dict[tuple[int, int], int] = field(default_factory=dict)
    likeness: dict[tuple[int, ...], list[float]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        view: str,
        lines: Sequence[LogicalLine],
        at: Mapping[Role, int],
        likely: Floats,
        thought: Floats,
        seen: LineTexts,
    ) -> Self:
        """``lines`` are all of the letter's, ``seen`` those of them that are no page furniture."""
        logs = np.log(thought + _NEVER)
        begin, inside = at[Role.BEGIN_ANSWER], at[Role.ANSWER]
        telling = np.maximum(logs[:, begin], logs[:, inside])
        asking = np.maximum(logs[:, at[Role.BEGIN_QUESTION]], logs[:, at[Role.QUESTION]])
        evidence = np.column_stack(
            [telling, asking, logs[:, at[Role.CLOSING]], logs[:, at[Role.OPENING]], logs[:, begin]]
        )
        styles = np.column_stack([np.unique(way, return_inverse=True)[1] for way in seen.styles.T])
        kept = np.array([not line.furniture for line in lines])
        return cls(
            view,
            at,
            np.log(likely + _NEVER),
            evidence,
            np.nan_to_num(seen.recurs, nan=_UNKNOWN),
            np.nan_to_num(seen.asked, nan=_UNASKED),
            not bool(np.isnan(seen.recurs).all()),
            not bool(np.isnan(seen.asked).all()),
            styles,
            np.column_stack([np.bincount(way)[way] for way in styles.T]),
            np.minimum(np.cumsum(kept) - kept, len(likely) - 1),
            max(1, len(view.split())),
            sum(line.column >= 0 for line in lines) / max(1, len(lines)),
        )

    def marks(self, path: Places, blocks: Sequence[Block], weight: float, best: float) -> Marks:
        """Of the reading that gives line n the role ``path[n]``, which makes these blocks.

        ``weight`` is the log weight of the reading, ``best`` that of the likeliest one.
        """
        asked = [block for block in blocks if block.question]
        told = [block for block in blocks if not block.question]
        return np.array(
            [
                weight - best,
                (weight - best) / len(path),
                *_numbering(asked, told),
                *self._order(blocks, asked, told),
                *self._sizes(asked, told),
                *self._looks(asked, told),
                *self._roles(path),
                *self._likeness(asked),
                *self._likeness(told),
            ],
            dtype=np.float32,
        )

    def _order(self, blocks: Sequence[Block], asked: Sequence[Block], told: Sequence[Block]) -> list[float]:
        """How questions and answers follow one another, and how they end."""
        follows = [float(at > 0 and blocks[at - 1].question) for at, block in enumerate(blocks) if not block.question]
        between = [
            after.first - before.last - 1
            for before, after in pairwise(blocks)
            if before.question and not after.question
        ]
        order = [block.question for block in blocks]
        first = order.index(False) if False in order else len(order)
        after_all = _mean(follows)
        asks = _mean([float(self._asks(block)) for block in asked])
        return [
            after_all,
            min(after_all, 1 - after_all),
            float(2 <= first < len(order) and not any(order[first:])),
            _mean(between),
            max(between, default=0),
            asks,
            min(asks, 1 - asks),
            _mean([float(self._asks(block)) for block in told]),
            _mean([float(block.column is not None) for block in told]),
            self.in_table,
            float(np.log1p(len(self.likely))),
        ]

    def _asks(self, block: Block) -> bool:
        return self.view[block.start : block.end].rstrip().endswith("?")

    def _sizes(self, asked: Sequence[Block], told: Sequence[Block]) -> list[float]:
        """How long questions and answers are, in words, and how much of the letter they take."""
        found: list[float] = []
        for blocks in (asked, told):
            sizes = np.array([self._words(block) for block in blocks] or [0])
            logs = np.log1p(sizes)
            found += [logs.mean(), logs.min(), logs.max(), logs.std(), sizes.sum() / self.words]
        last = told[-1] if told else None
        found.append(float(np.log1p(self._words(last))) if last else 0.0)
        return found

    def _words(self, block: Block) -> int:
        """How many words the block has: readings share most of their blocks."""
        span = block.start, block.end
        if span not in self.sizes:
            self.sizes[span] = len(self.view[block.start : block.end].split())
        return self.sizes[span]

    def _looks(self, asked: Sequence[Block], told: Sequence[Block]) -> list[float]:
        """What the lines of questions and of answers look like by themselves: means and extremes."""
        found: list[float] = []
        for blocks in (told, asked):
            if not blocks:
                found += [0.0] * 26
                continue
            starts = self.place[[block.first for block in blocks]]
            ends = np.maximum(self.place[[block.last for block in blocks]] + 1, starts + 1)
            means, least, most = _over(self.evidence, starts, ends)
            recurs = _over(self.recurs[:, None], starts, ends)[0][:, 0]
            restated = _over(self.asked[:, None], starts, ends)[0][:, 0]
            begins = self.likely[starts, self.at[Role.BEGIN_ANSWER if blocks is told else Role.BEGIN_QUESTION]]
            looks = np.hstack([means[:, :3], least[:, :2], most[:, 2:3]])
            found += [*looks.mean(axis=0), *looks.min(axis=0), *looks.max(axis=0)]
            found += [most[:, 3].max(), recurs.mean(), recurs.min(), begins.mean(), begins.min()]
            found += [restated.mean(), restated.min(), restated.max()]
        if not told:
            return [*found, *[0.0] * 6]
        first, last = self.place[told[-1].first], self.place[told[-1].last]
        after = self.evidence[last + 1 : last + 1 + _AFTER]
        own = self.evidence[first : last + 1]
        return [
            *found,
            own[:, 2].max(),
            own[:, 2].mean(),
            own[-1, 2],
            own[:, 0].mean(),
            after[:, 2].mean() if len(after) else 0.0,
            after[:, 0].mean() if len(after) else -3.0,
        ]

    def _roles(self, path: Places) -> list[float]:
        """How many lines play each role, how likely those are, and what is told or asked where it should not be."""
        size = self.likely.shape[1]
        counts = np.bincount(path, minlength=size)
        sure = np.bincount(path, self.likely[np.arange(len(path)), path], minlength=size) / np.maximum(counts, 1)
        most = np.full((size, 2), np.log(_NEVER))
        np.maximum.at(most, path, self.evidence[:, :2])
        most[counts == 0] = 0.0
        return [*np.log1p(counts), *sure, *most.ravel(), float(self.known), float(self.requested)]

    def _likeness(self, blocks: Sequence[Block]) -> list[float]:
        """For each way of looking alike: whether these blocks begin alike, and whether no other line does."""
        if not blocks:
            return [0.0] * (2 * self.styles.shape[1])
        firsts = tuple(block.first for block in blocks)
        if firsts not in self.likeness:
            places = self.place[list(firsts)]
            found: list[float] = []
            for way, alike in zip(self.styles[places].T, self.alike[places].T, strict=True):
                shared = np.bincount(way)[way]
                found += [shared.max() / len(way), len(way) / (alike / shared).sum()]
            self.likeness[firsts] = found
        return self.likeness[firsts]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _over(values: Floats | NDArray[np.float32], starts: Places, ends: Places) -> tuple[Floats, Floats, Floats]:
    """Mean, least and most over the rows from each start to its end (stretches x columns)."""
    padded = np.vstack([values, values[-1:]])
    edges = np.column_stack([starts, ends]).ravel()
    means = np.add.reduceat(padded, edges, axis=0)[::2] / (ends - starts)[:, None]
    return means, np.minimum.reduceat(padded, edges, axis=0)[::2], np.maximum.reduceat(padded, edges, axis=0)[::2]


def _numbering(asked: Sequence[Block], told: Sequence[Block]) -> list[float]:
    """How the numbers of questions and answers agree: what is left over, comes twice, or leaves a gap."""
    questions = [own for block in asked for own in block.ids]
    answers = [own for block in told for own in block.ids]
    known, answered = set(questions), set(answers)
    over = stems(questions, dotted=False)
    leaves = [own for own in questions if own not in over]
    left = sum(own not in answered for own in leaves)
    foreign = sum(own not in known for own in answers) if asked else 0
    again = sum(
        count - 1 for count in Counter(own for block in told if block.column is None for own in block.ids).values()
    )
    numbers, own_numbers = _numbers(asked or told), _numbers(told)
    tops = sorted(set(numbers))
    several = _mean([float(len(block.ids) > 1) for block in told])
    printed = _mean([float(block.kind is not None) for block in asked])
    own_printed = _mean([float(block.kind is not None) for block in told])
    return [
        *np.log1p([len(asked), len(told), left, foreign, again, len(questions) - len(known)]),
        left / max(1, len(leaves)),
        foreign / max(1, len(answers)),
        again / max(1, len(answers)),
        float(not asked),
        min(tops[-1] - len(tops), _MOST_GAPS) if tops else 0.0,
        float(bool(tops) and tops[0] != 1),
        float(sum(after < before for before, after in pairwise(numbers))),
        float(sum(after < before for before, after in pairwise(own_numbers))),
        printed,
        min(printed, 1 - printed),
        own_printed,
        min(own_printed, 1 - own_printed),
        several,
        min(several, 1 - several),
        float(len(told) == 1),
        float("*" in answered),
        len(answers) / max(1, len(leaves)) if asked else 0.0,
        float(np.log1p(abs(len(leaves) - len(answered)))) if asked else 0.0,
    ]


def _numbers(blocks: Sequence[Block]) -> list[int]:
    heads = [_NUMBER.match(block.ids[0]) for block in blocks if block.ids]
    return [int(head[0]) for head in heads if head]
