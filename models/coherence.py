"""How well a reading of a letter hangs together: the roles of its lines, and the questions and answers they make.

Line by line two readings may be about as likely. As letters they seldom are: one leaves questions without an answer,
counts 1, 2, 4, or has an answer that ends in the letter's closing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from models.line_content import Floats
from models.line_features import LineTexts
from models.reading_blocks import Places, ReadingBlocks, Span, Spread
from nlp.blocks import Block
from nlp.identifiers import number_at_head, stems
from nlp.logical_line import LogicalLine
from nlp.types import Role

Marks = NDArray[np.float32]
"""Numbers that tell how a reading hangs together."""

MARKS = 172
"""How many there are of each reading."""
LOG_WEIGHT = 0
"""The column of a reading's log weight, less that of the likeliest."""
_NEVER = 1e-3
"""Added to a probability, so that what is next to impossible counts no more than so much."""
_UNKNOWN = 0.3
"""The share of a line that recurs, where that cannot be told."""
_UNASKED = 0.3
"""The share of a line in the request, where that is not known."""
_MOST_GAPS = 10
_AFTER = 3
"""How many lines after the last answer are looked at."""
_NOTHING_AFTER = np.array([-3.0, 0.0, 0.0, 0.0, 0.0])
"""What lines after the end of the letter look like."""

# the columns of a table of blocks
_LINES = slice(0, 6)
"""How much its lines look like an answer, a question and a closing: means, the least of two, the most of the last."""
_TELLS, _CLOSES, _MOST_CLOSES = 0, 2, 5
_OPENS, _RECURS, _RESTATES, _SIZE, _WORDS, _ASKS, _BEGINS_ANSWER, _BEGINS_QUESTION = range(6, 14)
_LAST_CLOSES, _CLOSES_AFTER, _TELLS_AFTER = range(14, 17)
"""How much its last line, and those after it, look like a closing; how much those after it look like an answer."""


@dataclass(frozen=True, slots=True, eq=False)
class Coherence:
    """Tells how readings of one letter hang together. Here is what they share.

    Arrays have an entry for each line of the letter but page furniture.
    ``at`` is the column of each role in ``likely`` (lines x roles) and in ``thought``, what each line looks like by
    itself. ``place`` leads from a line of the letter, furniture included, to the first line at or after it that is
    none. ``styles`` are codes that lines share which look alike, one column for each way of looking alike; ``alike``
    counts the lines that share each.
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

    def marks(self, paths: Places, readings: Sequence[Sequence[Block]], weights: Floats, best: float) -> Marks:
        """Of readings (readings x marks), each given by the role of each line and by the blocks that this makes.

        ``paths`` is readings x lines. ``weights`` are the log weights of the readings, ``best`` that of the likeliest.
        """
        apart = weights - best
        asked = [[block for block in blocks if block.question] for blocks in readings]
        told = [[block for block in blocks if not block.question] for blocks in readings]
        spans: dict[Span, int] = {}
        questions, answers = ReadingBlocks.of(asked, spans), ReadingBlocks.of(told, spans)
        table, styles, alike = self._table(spans)
        asking, telling = questions.spread(table), answers.spread(table)
        ends = answers.last(table)
        return np.column_stack(
            [
                apart,
                apart / paths.shape[1],
                [_numbering(*own) for own in zip(asked, told, strict=True)],
                [_order(*own) for own in zip(readings, told, strict=True)],
                asking.means[:, _ASKS],
                np.minimum(asking.means[:, _ASKS], 1 - asking.means[:, _ASKS]),
                telling.means[:, _ASKS],
                [_mean([float(block.column is not None) for block in blocks]) for blocks in told],
                np.full((len(paths), 2), [self.in_table, np.log1p(len(self.likely))]),
                self._sizes(questions, asking, table),
                self._sizes(answers, telling, table),
                ends[:, _SIZE],
                _looks(telling, _BEGINS_ANSWER),
                _looks(asking, _BEGINS_QUESTION),
                ends[:, [_MOST_CLOSES, _CLOSES, _LAST_CLOSES, _TELLS, _CLOSES_AFTER, _TELLS_AFTER]],
                self._roles(paths),
                _likeness(questions, styles, alike),
                _likeness(answers, styles, alike),
            ]
        ).astype(np.float32)

    def _table(self, spans: Iterable[Span]) -> tuple[Floats, Places, Places]:
        """What blocks look like (blocks x columns), the styles of their first lines, and the lines that share each."""
        pieces = [self.view[start:end] for _, _, start, end in spans]
        words = np.array([len(piece.split()) for piece in pieces])
        edges = self.place[np.array([span[:2] for span in spans], dtype=np.intp).reshape(-1, 2)]
        starts, lasts = edges.T
        means, least, most = _over(self.evidence, starts, lasts + 1)
        # the lines after the last one of the letter look like nothing
        size = len(self.likely)
        after = _over(self.evidence, np.minimum(lasts + 1, size - 1), np.minimum(lasts + 1 + _AFTER, size))[0]
        after[lasts + 1 == size] = _NOTHING_AFTER
        table = np.column_stack(
            [
                means[:, :3],
                least[:, :2],
                most[:, 2:4],
                _over(self.recurs[:, None], starts, lasts + 1)[0],
                _over(self.asked[:, None], starts, lasts + 1)[0],
                np.log1p(words),
                words,
                [piece.rstrip().endswith("?") for piece in pieces],
                self.likely[starts][:, [self.at[Role.BEGIN_ANSWER], self.at[Role.BEGIN_QUESTION]]],
                self.evidence[lasts, 2],
                after[:, [2, 0]],
            ]
        )
        return table, self.styles[starts], self.alike[starts]

    def _sizes(self, blocks: ReadingBlocks, spread: Spread, table: Floats) -> Floats:
        """How long questions or answers are, in words, and how much of the letter they take."""
        means = spread.means[:, _SIZE]
        return np.column_stack(
            [
                means,
                spread.least[:, _SIZE],
                spread.most[:, _SIZE],
                blocks.deviations(table[blocks.rows, _SIZE], means),
                blocks.sums(table[blocks.rows, _WORDS, None])[:, 0] / self.words,
            ]
        )

    def _roles(self, paths: Places) -> Floats:
        """How many lines play each role, how likely those are, and what is told or asked where it should not be."""
        count, size = len(paths), self.likely.shape[1]
        each = (paths + size * np.arange(count)[:, None]).ravel()
        counts = np.bincount(each, minlength=count * size)
        likely = self.likely[np.arange(paths.shape[1]), paths].ravel()
        sure = np.bincount(each, likely, minlength=count * size) / np.maximum(counts, 1)
        most = np.full((count * size, 2), np.log(_NEVER))
        for column in range(2):
            np.maximum.at(most[:, column], each, np.tile(self.evidence[:, column], count))
        most[counts == 0] = 0.0
        return np.hstack(
            [
                np.log1p(counts).reshape(count, size),
                sure.reshape(count, size),
                most.reshape(count, 2 * size),
                np.full((count, 2), [self.known, self.requested]),
            ]
        )


def _looks(spread: Spread, begins: int) -> Floats:
    """What the lines of questions or of answers look like by themselves: means and extremes."""
    return np.column_stack(
        [
            spread.means[:, _LINES],
            spread.least[:, _LINES],
            spread.most[:, _LINES],
            spread.most[:, _OPENS],
            spread.means[:, _RECURS],
            spread.least[:, _RECURS],
            spread.means[:, begins],
            spread.least[:, begins],
            spread.means[:, _RESTATES],
            spread.least[:, _RESTATES],
            spread.most[:, _RESTATES],
        ]
    )


def _likeness(blocks: ReadingBlocks, styles: Places, alike: Places) -> Floats:
    """For each way of looking alike: whether these blocks begin alike, and whether no other line does."""
    own, others = styles[blocks.rows], alike[blocks.rows]
    ways, codes = styles.shape[1], 1 + styles.max(initial=0)
    looks = (blocks.readings[:, None] * ways + np.arange(ways)) * codes + own
    shared = np.bincount(looks.ravel())[looks]
    sizes = np.maximum(blocks.sizes, 1)[:, None]
    most = blocks.extremes(np.maximum, shared) / sizes
    spread = blocks.sums(others / shared)
    return np.stack([most, blocks.sizes[:, None] / np.maximum(spread, 1)], axis=2).reshape(len(sizes), -1)


def _order(blocks: Sequence[Block], told: Sequence[Block]) -> list[float]:
    """How questions and answers follow one another."""
    between = [
        after.first - before.last - 1 for before, after in pairwise(blocks) if before.question and not after.question
    ]
    order = [block.question for block in blocks]
    first = order.index(False) if False in order else len(order)
    after_all = len(between) / max(1, len(told))
    return [
        after_all,
        min(after_all, 1 - after_all),
        float(2 <= first < len(order) and not any(order[first:])),
        _mean(between),
        max(between, default=0),
    ]


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
    over = stems(questions)
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
    numbers = (number_at_head(block.ids[0]) for block in blocks if block.ids)
    return [number for number in numbers if number is not None]
