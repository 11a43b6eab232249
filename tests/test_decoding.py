"""The likeliest sequence, against every sequence there is."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.decoding import Grammar

CLASSES, ONCE = 3, 1


def weight(grammar: Grammar, scores: np.ndarray, joints: np.ndarray, path: tuple[int, ...]) -> float:
    total = grammar.starts[path[0]] + grammar.ends[path[-1]] + sum(scores[at, one] for at, one in enumerate(path))
    return float(total + sum(grammar.steps[joints[at], path[at - 1], path[at]] for at in range(1, len(path))))


@settings(deadline=None)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_no_path_with_the_class_that_must_come_is_better(count: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    grammar = Grammar(
        random.normal(size=(2, CLASSES, CLASSES)), random.normal(size=CLASSES), random.normal(size=CLASSES)
    )
    scores, joints = random.normal(size=(count, CLASSES)), random.integers(0, 2, size=count)
    best = tuple(grammar.best_path(scores, joints, once=ONCE).tolist())
    allowed = [path for path in product(range(CLASSES), repeat=count) if ONCE in path]
    assert best in allowed
    assert weight(grammar, scores, joints, best) >= max(weight(grammar, scores, joints, one) for one in allowed) - 1e-9


def test_no_items_no_path() -> None:
    grammar = Grammar(np.zeros((1, CLASSES, CLASSES)), np.zeros(CLASSES), np.zeros(CLASSES))
    assert len(grammar.best_path(np.empty((0, CLASSES)), np.empty(0, dtype=np.intp), once=ONCE)) == 0
