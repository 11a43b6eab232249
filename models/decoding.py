"""The likeliest sequence of classes, given what each item looks like and what may follow what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Log weights of a sequence: ``steps[k, i, j]`` for j after i at a joint of kind k; its edges."""

    steps: Floats
    starts: Floats
    ends: Floats

    def best_path(self, scores: Floats, joints: NDArray[np.intp], once: int) -> NDArray[np.intp]:
        """The best class of each row of ``scores`` (items x classes, log probabilities); Viterbi's algorithm.

        ``joints`` holds, for each item, the kind of its joint to the item before. The class ``once`` comes at
        least once: the algorithm runs over classes before it came and classes since.
        """
        count, classes = scores.shape
        if not count:
            return np.empty(0, dtype=np.intp)
        steps = np.full((len(self.steps), 2 * classes, 2 * classes), -np.inf)
        steps[:, :classes, :classes] = steps[:, classes:, classes:] = self.steps
        steps[:, :classes, once] = -np.inf
        steps[:, :classes, classes + once] = self.steps[:, :, once]
        both = np.hstack([scores, scores])
        starts = np.r_[self.starts, np.full(classes, -np.inf)]
        starts[classes + once], starts[once] = starts[once], -np.inf
        back = np.zeros((count, 2 * classes), dtype=np.intp)
        reached = starts + both[0]
        every = np.arange(2 * classes)
        for item in range(1, count):
            options = reached[:, None] + steps[joints[item]]
            back[item] = options.argmax(axis=0)
            reached = options[back[item], every] + both[item]
        path = np.empty(count, dtype=np.intp)
        path[-1] = classes + int((reached[classes:] + self.ends).argmax())
        for item in range(count - 1, 0, -1):
            path[item - 1] = back[item, path[item]]
        return np.asarray(path % classes)
