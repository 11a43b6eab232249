"""Promises: kept on answers never seen, honest where the answers cannot support them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from training.risk import promise, upper_bound


def drawn(count: int, seed: int) -> list[tuple[float, bool]]:
    """Trusts and whether the answer was right, which it is as often as it is trusted."""
    chance = random.Random(seed)  # noqa: S311
    trusts = [1 - chance.random() ** 3 for _ in range(count)]
    return [(trust, chance.random() < trust) for trust in trusts]


def test_what_is_promised_is_kept() -> None:
    kept = 0
    for seed in range(40):
        made = promise(drawn(4000, seed), range(4000), wanted=0.05)
        passed = [right for trust, right in drawn(20_000, 1000 + seed) if trust >= made.threshold]
        kept += passed.count(False) <= made.risk * len(passed)
        assert made.risk == 0.05
        assert made.share > 0.2
    assert kept >= 38


def test_a_promise_that_cannot_be_kept_gives_way_to_a_lesser_one() -> None:
    chance = random.Random(1)  # noqa: S311
    made = promise([(0.999, chance.random() < 0.96) for _ in range(500)], range(500))
    assert (made.wanted, made.risk) == (0.02, 0.1)
    assert made.bound <= made.risk


def test_a_lesser_promise_is_made_of_a_worthwhile_share_and_the_wanted_one_of_any() -> None:
    few, most = [(0.999, True)] * 300, [(0.9, place % 12 > 0) for place in range(3000)]
    made = promise(few + most, range(3300), wanted=0.01)
    assert (made.risk, made.answers) == (0.1, 3300)
    made = promise(few + most, range(3300), wanted=0.04)
    assert (made.risk, made.answers) == (0.04, 300)


@pytest.mark.parametrize("right", [[], [True] * 20, [False] * 500], ids=len)
def test_nothing_is_promised_without_grounds(right: list[bool]) -> None:
    made = promise([(1.0, one) for one in right], range(len(right)))
    assert (made.risk, made.threshold, made.answers, made.share) == (1.0, 1.0, 0, 0.0)


def test_letters_that_are_all_wrong_count_as_few() -> None:
    chance = random.Random(2)  # noqa: S311
    alone = [(0.999, chance.random() < 0.97) for _ in range(3000)]
    together = [(0.999, right) for _, right in alone[:300] for _ in range(10)]
    loose = promise(alone, range(3000), wanted=0.05)
    tight = promise(together, [place // 10 for place in range(3000)], wanted=0.05)
    assert loose.effective == pytest.approx(3000, rel=0.2)
    assert tight.effective == pytest.approx(300, rel=0.2)
    assert tight.bound > loose.bound


@given(st.integers(0, 200), st.integers(1, 200), st.floats(0.5, 0.999))
def test_the_bound_is_exact(wrong: int, more: int, level: float) -> None:
    answers = wrong + more
    bound = upper_bound(wrong, answers, level)
    assert binom.cdf(wrong, answers, bound) == pytest.approx(1 - level, abs=1e-6)
    assert upper_bound(answers, answers, level) == 1
