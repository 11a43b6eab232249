"""Which questions of the request the questions of a letter restate: both lists are aligned as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, takewhile

import numpy as np
from numpy.typing import NDArray

from nlp.blocks import Block
from nlp.identifiers import parts_of, stems
from nlp.injected import Likeness
from nlp.types import Request

_BAR = 0.6
"""What the shares of a letter's question in one of the request, and of that in this, must come to.

The greater of both counts and then their mean: 2 where the questions are the same.
"""
_SAME_NUMBER = 0.2
"""How much a number in common is worth beside that; alone it tells nothing."""
_TRUSTED_NUMBER = 0.5
"""The same in a letter that numbers as the request does."""
_SURE, _AGREE = 0.6, 0.6
"""The share from which one question restates another for certain, and how many of those must share their number."""
_NEXT, _BACK = 0.2, 0.5
"""How much it is worth to come next in the request, and how much is lost by going back in it."""
_WHOLE = 0.7
"""The share of a question of the request that must be in another one's restatement to be merged into it."""
_ALL_SAID = 0.9
"""The share of a letter's question in one of the request from which there is no other one in it."""


def restated_ids(asked: Sequence[Block], request: Request, likeness: Likeness) -> list[tuple[str, ...]]:
    """The request's ids for each question of the letter; none where it restates no question of the request.

    Questions mostly come in the request's order, so they are aligned with it as a whole. A letter that divides a
    question of the request into parts, 4a and 4b for 4, keeps its own numbers for them.
    """
    known = [question.id for question in request.questions]
    best = [
        None if one is None or known[one] in stems(block.ids) else one
        for block, one in zip(asked, _aligned(asked, request, likeness), strict=True)
    ]
    taken = {one for one in best if one is not None}
    merged = [[] if one is None else _merged(likeness, place, one, taken) for place, one in enumerate(best)]
    restated = [[known[one] for one in own] for own in merged]
    claimed = Counter(own for ids in restated for own in ids)
    return [_leaves_or_stem(ids, block, request, claimed) for ids, block in zip(restated, asked, strict=True)]


def _merged(likeness: Likeness, place: int, one: int, taken: set[int]) -> list[int]:
    """The question of the request that the letter's at ``place`` restates, and those beside it that it says, too."""
    if likeness.inside[place][one] >= _ALL_SAID:
        return [one]
    over = likeness.over[place]

    def beside(way: int) -> Iterator[int]:
        return takewhile(
            lambda other: 0 <= other < len(over) and other not in taken and over[other] >= _WHOLE,
            count(one + way, way),
        )

    return sorted([one, *beside(-1), *beside(1)])


def _leaves_or_stem(ids: Sequence[str], block: Block, request: Request, claimed: Mapping[str, int]) -> tuple[str, ...]:
    """The ids without the parts of a stem among them, which it stands for, or without the stem.

    The stem goes where the letter prints the number of a part, or asks for other parts by themselves.
    """
    over = stems(ids).intersection(ids)
    elsewhere = {
        stem
        for stem in over
        if any(claimed.get(leaf, 0) > (leaf in ids) for leaf in parts_of(stem, (leaf.id for leaf in request.leaves)))
    }
    parted = {stem for stem in over if stem in elsewhere or (block.ids[0] in ids and block.ids[0] != stem)}
    return tuple(own for own in ids if own not in parted and stems([own]).isdisjoint(over - parted))


def _aligned(asked: Sequence[Block], request: Request, likeness: Likeness) -> list[int | None]:
    """Which question of the request each of the letter's restates, if any: the likeliest of all ways taken together."""
    if not asked:
        return []
    size = len(request.questions)
    inside, over = np.array(likeness.inside), np.array(likeness.over)
    same = np.array([[block.ids[0] == question.id for question in request.questions] for block in asked])
    most = np.maximum(inside, over)
    worth = most + (inside + over) / 2
    agree = same[np.arange(len(asked)), worth.argmax(axis=1)][most.max(axis=1) >= _SURE]
    trusted = len(agree) > 1 and agree.mean() >= _AGREE
    worth += same * (_TRUSTED_NUMBER if trusted else _SAME_NUMBER) - _BAR
    # the last row of steps is for the first question that restates one
    at = np.arange(size)
    steps = np.vstack([np.where(at[:, None] < at, 0.0, -_BACK), np.zeros(size)])
    steps[np.r_[at[:-1], size], np.r_[at[1:], 0]] = _NEXT
    return _best_path(worth, steps)


def _best_path(worth: NDArray[np.float64], steps: NDArray[np.float64]) -> list[int | None]:
    """The places, one or none a row, whose worth (rows x places) and steps (from x to) come to most (Viterbi).

    The last row of ``steps`` is for the first place. A row without a place is worth nothing.
    """
    size = worth.shape[1]
    scores = np.r_[np.full(size, -np.inf), 0.0]
    came: list[NDArray[np.intp]] = []
    for row in worth:
        reached = scores[:, None] + steps + row
        before = reached.argmax(axis=0)
        best = reached[before, np.arange(size)]
        came.append(np.where(best > scores[:size], before, -1))
        scores[:size] = np.maximum(best, scores[:size])
    found: list[int | None] = []
    state = int(scores.argmax())
    for places in reversed(came):
        taken = state < size and places[state] >= 0
        found.append(state if taken else None)
        state = int(places[state]) if taken else state
    return found[::-1]
