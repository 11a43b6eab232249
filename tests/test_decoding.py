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


def random_task(count: int, seed: int) -> tuple[Grammar, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    grammar = Grammar(
        random.normal(size=(2, CLASSES, CLASSES)), random.normal(size=CLASSES), random.normal(size=CLASSES)
    )
    return grammar, random.normal(size=(count, CLASSES)), random.integers(0, 2, size=count)


@settings(deadline=None)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_no_path_with_the_class_that_must_come_is_better(count: int, seed: int) -> None:
    grammar, scores, joints = random_task(count, seed)
    found = grammar.best_path(scores, joints, once=ONCE)
    best = tuple(found.classes.tolist())
    allowed = [path for path in product(range(CLASSES), repeat=count) if ONCE in path]
    assert best in allowed
    assert weight(grammar, scores, joints, best) >= max(weight(grammar, scores, joints, one) for one in allowed) - 1e-9
    assert np.isclose(found.weight, weight(grammar, scores, joints, best))
    assert np.isclose(found.weight, grammar.weights_of(found.classes[None], scores, joints))


@settings(deadline=None)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_every_further_path_is_the_best_that_gives_an_item_a_new_class(count: int, seed: int) -> None:
    grammar, scores, joints = random_task(count, seed)
    found = grammar.paths(scores, joints, once=ONCE, most=4, within=3.0)
    allowed = [path for path in product(range(CLASSES), repeat=count) if ONCE in path]
    weights = {path: weight(grammar, scores, joints, path) for path in allowed}
    paths = [tuple(path.classes.tolist()) for path in found]
    assert paths[0] == tuple(grammar.best_path(scores, joints, once=ONCE).classes.tolist())
    assert len(set(paths)) == len(paths) <= 4
    assert all(np.isclose(path.weight, weights[own]) for path, own in zip(found, paths, strict=True))
    assert sorted((path.weight for path in found), reverse=True) == [path.weight for path in found]
    assert found[-1].weight >= found[0].weight - 3.0
    if len(found) < 4:
        left_out = [weights[path] for path in allowed if path not in paths and weights[path] > found[0].weight - 3.0]
        given_classes = {(item, one) for path in paths for item, one in enumerate(path)}
        new = [
            path
            for path in allowed
            if weights[path] in left_out and any((item, one) not in given_classes for item, one in enumerate(path))
        ]
        assert not new


def test_no_items_no_path() -> None:
    grammar = Grammar(np.zeros((1, CLASSES, CLASSES)), np.zeros(CLASSES), np.zeros(CLASSES))
    nothing = np.empty((0, CLASSES)), np.empty(0, dtype=np.intp)
    assert len(grammar.best_path(*nothing, once=ONCE).classes) == 0
    assert grammar.paths(*nothing, once=ONCE, most=4, within=3.0) == []
