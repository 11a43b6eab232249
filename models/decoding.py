"""The likeliest sequences of classes, given what each item looks like and what may follow what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """One class for each item, and the log weight of the sequence."""

    classes: Places
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Log weights of a sequence: ``steps[k, i, j]`` for j after i at a joint of kind k; its edges."""

    steps: Floats
    starts: Floats
    ends: Floats

    def best_path(self, scores: Floats, joints: Places, once: int) -> Path:
        """The best class of each row of ``scores`` (items x classes, log probabilities); Viterbi's algorithm.

        ``joints`` holds, for each item, the kind of its joint to the item before. The class ``once`` comes at
        least once: the algorithm runs over classes before it came and classes since.
        """
        count, classes = scores.shape
        if not count:
            return Path(np.empty(0, dtype=np.intp), 0.0)
        reached, before = self._forward(scores, joints, once)
        last = classes + int((reached[-1, classes:] + self.ends).argmax())
        weight = float(reached[-1, last] + self.ends[last - classes])
        return Path(_traced(last, count - 1, before.tolist(), []) % classes, weight)

    def paths(self, scores: Floats, joints: Places, once: int, most: int, within: float) -> list[Path]:
        """The best path, and the best ones that differ from those before them, at most ``most`` of them.

        Each is the best of all paths that give one item a class, before ``once`` came or since, which no path before
        it gave that item, so they differ in more than a detail. None weighs less than the best by more than ``within``.
        """
        count, classes = scores.shape
        if not count:
            return []
        reached, before = self._forward(scores, joints, once)
        to_come, after = self._backward(scores, joints, once)
        through = reached + to_come
        best = through.max()
        given = np.zeros(through.shape, dtype=bool)
        back, ahead = before.tolist(), after.tolist()
        likely = np.flatnonzero(through >= best - within)
        found: list[Path] = []
        for place in likely[np.argsort(-through.ravel()[likely], kind="stable")].tolist():
            if len(found) >= most:
                break
            item, state = divmod(place, through.shape[1])
            if not given[item, state]:
                path = _traced(state, item, back, ahead)
                given[np.arange(count), path] = True
                found.append(Path(path % classes, float(through[item, state])))
        return found

    def weights_of(self, paths: Places, scores: Floats, joints: Places) -> Floats:
        """The log weight of each sequence (sequences x items) of one item or more."""
        return np.asarray(
            self.starts[paths[:, 0]]
            + scores[np.arange(paths.shape[1]), paths].sum(axis=1)
            + self.steps[joints[1:], paths[:, :-1], paths[:, 1:]].sum(axis=1)
            + self.ends[paths[:, -1]]
        )

    def _twofold(self, once: int) -> Floats:
        """Steps between classes before ``once`` came and, in the second half, classes since."""
        classes = len(self.starts)
        steps = np.full((len(self.steps), 2 * classes, 2 * classes), -np.inf)
        steps[:, :classes, :classes] = steps[:, classes:, classes:] = self.steps
        steps[:, :classes, once] = -np.inf
        steps[:, :classes, classes + once] = self.steps[:, :, once]
        return steps

    def _forward(self, scores: Floats, joints: Places, once: int) -> tuple[Floats, Places]:
        """The weight of the best path that leads to each state, its own score included, and the state before."""
        count, classes = scores.shape
        steps, both = self._twofold(once), np.hstack([scores, scores])
        reached = np.empty((count, 2 * classes))
        before = np.zeros((count, 2 * classes), dtype=np.intp)
        reached[0] = np.r_[self.starts, np.full(classes, -np.inf)] + both[0]
        reached[0, [once, classes + once]] = reached[0, [classes + once, once]]
        every = np.arange(2 * classes)
        for item in range(1, count):
            options = reached[item - 1][:, None] + steps[joints[item]]
            before[item] = options.argmax(axis=0)
            reached[item] = options[before[item], every] + both[item]
        return reached, before

    def _backward(self, scores: Floats, joints: Places, once: int) -> tuple[Floats, Places]:
        """The weight of the best path that leads on from each state, its own score left out, and the state after."""
        count, classes = scores.shape
        steps, both = self._twofold(once), np.hstack([scores, scores])
        to_come = np.empty((count, 2 * classes))
        after = np.zeros((count, 2 * classes), dtype=np.intp)
        to_come[-1] = np.r_[np.full(classes, -np.inf), self.ends]
        every = np.arange(2 * classes)
        for item in range(count - 2, -1, -1):
            options = steps[joints[item + 1]] + (both[item + 1] + to_come[item + 1])[None, :]
            after[item] = options.argmax(axis=1)
            to_come[item] = options[every, after[item]]
        return to_come, after


def _traced(state: int, item: int, before: Sequence[Sequence[int]], after: Sequence[Sequence[int]]) -> Places:
    """The path through ``state`` at ``item``, given the state before each state of an item, and the one after."""
    back, ahead = [state], [state]
    for states in before[item:0:-1]:
        back.append(states[back[-1]])
    for states in after[item:-1]:
        ahead.append(states[ahead[-1]])
    return np.array([*back[::-1], *ahead[1:]], dtype=np.intp)
