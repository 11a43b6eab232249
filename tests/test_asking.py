"""What a question is seen to ask for."""

from __future__ import annotations

import pytest

from models.asking import REACH, asking
from tests.timing import grows_linearly, processor_seconds

KINDS = [
    ("How many ferries were late?", "count"),
    ("How much did the ferries cost?", "money"),
    ("What percentage of ferries were late?", "share"),
    ("How long is the wait?", "length"),
    ("When will the pier be mended?", "day"),
    ("Please send your policy on piers.", "document"),
    ("Please explain why the pier is closed.", "way"),
    ("Who mends the pier?", "name"),
    ("Is the pier open?", "yes_no"),
    ("The pier", "other"),
    (" \n", "none"),
]


@pytest.mark.parametrize(("question", "kind"), KINDS, ids=[kind for _, kind in KINDS])
def test_the_kind_of_a_question(question: str, kind: str) -> None:
    assert asking(question).kind == kind


def test_a_question_may_ask_for_several_kinds() -> None:
    assert asking("How many ferries ran and how much did each cost?").kinds[:2] == ("money", "count")


def test_words_are_told_without_their_plural_and_numbers_as_they_stand() -> None:
    asked = asking("How many Ferries carried over 1,200 people in 3 days?")
    assert {"ferrie", "people", "day"} <= asked.words
    assert asked.numbers == {"1,200", "3"}


def test_only_the_beginning_of_a_long_question_is_looked_at() -> None:
    assert asking("pier " * REACH + "how many").kind == "other"


@pytest.mark.parametrize("piece", ["how ", "1,", "total of ", "e-", "£"])
def test_hostile_questions_take_linear_time(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        return processor_seconds(lambda: asking.__wrapped__(text))

    assert grows_linearly(seconds, 400_000, at_once=0.5)
