"""Runs of words over a pile of letters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.recurrence import Recurrence, runs_of
from nlp.words import words_of

QUESTION = "how many nurses did the trust employ in each of the last three years"


def test_words_that_three_letters_hold_recur_and_an_answer_does_not() -> None:
    replies = [f"{QUESTION} we employed {number} of them on the {ward} ward" for number, ward in NAMES]
    pile = Recurrence.among([runs_of(words_of(reply)) for reply in replies])
    asked, told, short = pile.shares([words_of(QUESTION), words_of("there were some on the elm ward then"), ["no"]])
    assert asked == 1.0
    assert told < 0.5
    assert np.isnan(short)


YEARS = ((2019, "please"), (2020, "by month"), (2021, "to date"))
NAMES = (("seven", "elm"), ("eight", "oak"), ("nine", "ash"), ("ten", "yew"), ("eleven", "fir"))


def test_two_letters_are_not_enough() -> None:
    own = runs_of(words_of(QUESTION))
    others = [runs_of(words_of(f"{QUESTION} {word}")) for word in ("once", "twice")]
    assert Recurrence.among(others).shares([words_of(QUESTION)]) == 0.0
    assert Recurrence.among([*others, own]).shares([words_of(QUESTION)]) == 1.0


def test_copies_of_one_letter_count_once() -> None:
    own = runs_of(words_of(QUESTION))
    assert Recurrence.among([own] * 9).shares([words_of(QUESTION)]) == 0.0


def test_numbers_years_and_line_breaks_do_not_set_a_question_apart() -> None:
    pile = Recurrence.among([runs_of(words_of(f"{QUESTION} to {year}\n{end}?")) for year, end in YEARS])
    assert pile.shares([words_of(QUESTION.replace(" in ", "\nin "))]) == 1.0


def test_what_is_known_to_recur_can_be_added() -> None:
    nothing = Recurrence.among([])
    assert nothing.shares([words_of(QUESTION)]) == 0.0
    assert nothing.joined(runs_of(words_of(QUESTION))).shares([words_of(QUESTION)]) == 1.0


WORDS = st.lists(st.sampled_from("a b c d e f".split()), max_size=30)


@given(st.lists(WORDS, max_size=8), WORDS)
def test_shares_are_shares(letters: list[list[str]], line: list[str]) -> None:
    pile = Recurrence.among([runs_of(letter) for letter in letters])
    share = float(pile.shares([line])[0])
    assert np.isnan(share) if len(line) < 4 else 0.0 <= share <= 1.0


@given(st.lists(WORDS, min_size=3, max_size=8))
def test_the_order_of_letters_does_not_matter(letters: list[list[str]]) -> None:
    runs = [runs_of(letter) for letter in letters]
    assert np.array_equal(Recurrence.among(runs).runs, Recurrence.among(runs[::-1]).runs)


@given(WORDS)
def test_a_line_recurs_wholly_where_three_different_letters_hold_it(line: list[str]) -> None:
    pile = Recurrence.among([runs_of([*line, end, end, end, end]) for end in ("x", "y", "z")])
    if len(line) >= 4:
        assert pile.shares([line]) == pytest.approx(1.0)
