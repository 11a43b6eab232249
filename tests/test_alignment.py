"""Which questions of the request a letter's questions restate: numbers, words, order, stems and parts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.restating import Restating
from nlp.alignment import restated_ids
from nlp.blocks import Block
from nlp.injected import Likeness
from nlp.types import Request, RequestQuestion
from nlp.words import words_of

PONDS = Request(
    (
        RequestQuestion("1", "How many ponds and lakes does the council look after, and in which parks are they?"),
        RequestQuestion("2", "How many of those ponds have"),
        RequestQuestion("2a", "a lifebuoy that anybody can reach"),
        RequestQuestion("2b", "a sign that warns of thin ice"),
        RequestQuestion("2c", "a fence all the way round"),
        RequestQuestion("3", "What was spent on dredging in each of the last three years?"),
        RequestQuestion("4", "How many people had to be helped out of the water since April 2021?"),
        RequestQuestion("5", "Please send the policy on swimming and on walking on ice."),
    )
)


def aligned(letter: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    blocks = [Block(True, line, line, 0, 1, (number,)) for line, (number, _) in enumerate(letter)]
    inside, over = Restating.of(PONDS).shares([words_of(words) for _, words in letter])
    return restated_ids(blocks, PONDS, Likeness(inside.tolist(), over.tolist()))


def test_own_words_and_numbers() -> None:
    assert aligned([(one.id, one.words) for one in PONDS.questions]) == [(one.id,) for one in PONDS.questions]


def test_a_heading_of_few_words_keeps_its_place() -> None:
    headings = [("1", "Ponds"), ("2", "Lifebuoys, signs, fences"), ("3", "Dredging"), ("4", "Rescues"), ("5", "Policy")]
    found = aligned(headings)
    assert [found[place] for place in (0, 2, 4)] == [("1",), ("3",), ("5",)]


def test_a_stem_with_all_its_parts_is_the_stem() -> None:
    whole = " ".join(question.words for question in PONDS.questions[1:5])
    assert aligned([("1", PONDS.questions[0].words), ("2", whole), ("3", PONDS.questions[5].words)])[1] == ("2",)


def test_a_stem_said_again_with_every_part_is_the_part() -> None:
    parts = [
        (str(2 + place), f"How many of those ponds have {PONDS.questions[2 + place].words}?") for place in range(3)
    ]
    found = aligned([("1", PONDS.questions[0].words), *parts, ("5", PONDS.questions[5].words)])
    assert found == [("1",), ("2a",), ("2b",), ("2c",), ("3",)]


def test_questions_are_merged_with_their_neighbours_only() -> None:
    apart = f"{PONDS.questions[0].words} {PONDS.questions[7].words}"
    assert aligned([("1", apart)]) in ([("1",)], [("5",)])
    together = f"{PONDS.questions[5].words} {PONDS.questions[6].words}"
    assert aligned([("1", together)]) == [("3", "4")]


@given(st.permutations(range(8)), st.integers(1, 8))
def test_any_order_is_found(order: list[int], count: int) -> None:
    chosen = [PONDS.questions[place] for place in order[:count] if PONDS.questions[place].id != "2"]
    found = aligned([(str(90 + place), question.words) for place, question in enumerate(chosen)])
    assert found == [(question.id,) for question in chosen]


@pytest.mark.parametrize("words", ["Who may we write to about this reply?", "", "12"])
def test_what_restates_nothing_is_none(words: str) -> None:
    assert aligned([("1", words)]) == [()]


def test_nothing_is_asked() -> None:
    assert aligned([]) == []
