"""The bootstrap: its measures are those of an evaluation, its intervals mean what they say."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from nlp.types import Answer, LabelledLetter, Status
from training.bootstrap import STATUS_F1, Counts, intervals, letter_counts, measures, paired
from training.corpus import TEST, load_corpus
from training.evaluation import evaluate

LETTERS = load_corpus(TEST)[::3]


def somewhat_read(letter: LabelledLetter, dice: random.Random, wrong: float = 0.3) -> list[Answer] | None:
    """The labelled answers with what goes wrong in reading: some are lost, some get another status or no figures."""
    if dice.random() < 0.05:
        return None
    found = []
    for answer in letter.answers:
        status = dice.choice(list(Status)) if dice.random() < wrong else answer.status
        figures = answer.quantities if dice.random() > wrong else ()
        if dice.random() > wrong / 2:
            found.append(replace(answer, statuses=(status,), quantities=figures, confidence=round(dice.random(), 2)))
    return found


def all_read(letters: Sequence[LabelledLetter], seed: int, wrong: float = 0.3) -> list[list[Answer] | None]:
    dice = random.Random(seed)  # noqa: S311 - chance, not a secret
    return [somewhat_read(letter, dice, wrong) for letter in letters]


def repeated(counts: Counts, times: Sequence[int]) -> dict[str, float]:
    """The measures where each letter is there so many times."""
    found = measures(counts, np.array([times], np.float64))
    return {name: float(values[0]) for name, values in found.items()}


@pytest.mark.parametrize("seed", range(3))
def test_drawn_letters_are_measured_as_evaluation_measures_them(seed: int) -> None:
    read = all_read(LETTERS, seed)
    dice = random.Random(seed)  # noqa: S311 - chance, not a secret
    times = [dice.randrange(4) for _ in LETTERS]
    found = repeated(letter_counts(LETTERS, read), times)
    copies = [place for place, count in enumerate(times) for _ in range(count)]
    report = evaluate([LETTERS[place] for place in copies], [read[place] for place in copies])
    expected = report.as_dict()
    statuses = {f"status_f1/{status}": value for status, value in expected["status_f1"].items()}
    for name, value in found.items():
        assert value == pytest.approx((expected | statuses)[name], abs=6e-5), name


def test_a_status_that_no_letter_holds_is_not_measured() -> None:
    letters = [letter for letter in LETTERS if all(one.status is Status.PROVIDED for one in letter.answers)]
    counts = letter_counts(letters, [list(letter.answers) for letter in letters])
    named = intervals(counts, draws=50)
    assert STATUS_F1[Status.PROVIDED] in named
    assert STATUS_F1[Status.REFUSED] not in named
    assert STATUS_F1[Status.REFUSED] not in paired(counts, counts, draws=50)
    assert "ece" not in named  # the labels have no confidence


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    """Small sets drawn from many letters, whose measure is known: the interval of each should mostly hold it."""
    letters = LETTERS * 6
    read = all_read(letters, 7)
    truth = evaluate(letters, read).answer_row.f1
    dice = np.random.default_rng(1)
    held = 0
    for _ in range(60):
        chosen = dice.choice(len(letters), size=60, replace=False)
        counts = letter_counts([letters[place] for place in chosen], [read[place] for place in chosen])
        interval = intervals(counts, draws=300)["answer_row_f1"]
        held += interval.low <= truth <= interval.high
    assert 50 <= held <= 60


def test_the_same_reading_makes_no_difference() -> None:
    counts = letter_counts(LETTERS, all_read(LETTERS, 1))
    for difference in paired(counts, counts).values():
        assert difference.before == difference.after
        assert difference.low == difference.high == 0


def test_a_worse_reading_is_told_from_noise() -> None:
    before, after = (letter_counts(LETTERS, all_read(LETTERS, 1, wrong)) for wrong in (0.05, 0.6))
    assert paired(before, after)["quantity_f1"].high < 0 < paired(after, before)["quantity_f1"].low


def test_an_interval_holds_its_measure() -> None:
    read = all_read(LETTERS, 2)
    interval = intervals(letter_counts(LETTERS, read))["quantity_f1"]
    assert interval.low < interval.value < interval.high
    assert interval.value == pytest.approx(evaluate(LETTERS, read).quantity.f1)


def test_the_same_seed_gives_the_same_interval() -> None:
    counts = letter_counts(LETTERS, all_read(LETTERS, 1))
    assert intervals(counts, seed=3) == intervals(counts, seed=3) != intervals(counts, seed=4)


def test_thousands_of_draws_take_no_time() -> None:
    letters = load_corpus(TEST)
    counts = letter_counts(letters, all_read(letters, 1))
    began = time.process_time()
    intervals(counts)
    assert time.process_time() - began < 5
