"""Models that have not seen what they judge."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.crossed import Folds, Places, combined, cross_fit, held_out


@st.composite
def folds(draw: st.DrawFn) -> Folds:
    count = draw(st.integers(1, 4))
    numbers = draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=12))
    return Folds(np.array(numbers, dtype=np.intp), count)


@given(folds())
def test_every_case_is_judged_by_what_has_seen_all_others_but_its_fold(folds: Folds) -> None:
    crossed = cross_fit(folds, lambda places: set(places.tolist()))
    assert crossed.whole == set(range(len(folds.numbers)))
    missed = held_out(
        folds, crossed.without, lambda seen, kept: np.array([len(crossed.whole - seen) for _ in kept], dtype=float)
    )
    assert missed.tolist() == [(folds.numbers == own).sum() for own in folds.numbers]
    for seen, (_, kept) in zip(crossed.without, folds.sides(), strict=True):
        assert not seen & set(kept.tolist())


@given(folds(), st.data())
def test_what_cases_own_is_in_their_folds(folds: Folds, data: st.DataObject) -> None:
    owners = np.array(data.draw(st.lists(st.integers(0, len(folds.numbers) - 1))), dtype=np.intp)
    own = folds.of(owners)
    assert own.count == folds.count
    for fold in range(folds.count):
        assert set(owners[own.kept(fold)].tolist()) <= set(folds.kept(fold).tolist())


@given(folds())
def test_parts_are_put_together_with_those_that_saw_the_same(folds: Folds) -> None:
    def seen(places: Places) -> tuple[int, ...]:
        return tuple(places.tolist())

    both = combined(lambda first, second: (first, second), cross_fit(folds, seen), cross_fit(folds, seen))
    assert all(first == second for first, second in [both.whole, *both.without])


def test_a_judge_may_say_several_numbers_of_a_case() -> None:
    folds = Folds(np.array([1, 0, 1]), 2)
    said = held_out(folds, (10.0, 20.0), lambda model, kept: np.stack([kept, np.full(len(kept), model)], axis=1))
    assert said.tolist() == [[0.0, 20.0], [1.0, 10.0], [2.0, 20.0]]
