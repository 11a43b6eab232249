"""Whatever a letter holds, it is read without an exception, in linear time, and offsets hold."""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.reader import ModelReader
from nlp.types import Letter
from tests.mutations import ODD, SNIPPETS, faults, mutated
from tests.timing import grows_linearly, processor_seconds
from training.corpus import load_corpus

_LONG = 50_000
_LONG_LIST = 120_000
"""The same where each line is an item: of so many lines, and of half as many, one reading is made and not several."""
_AT_ONCE = 0.5
"""Seconds under which the clock tells nothing."""


@cache
def corpus_texts() -> tuple[str, ...]:
    return tuple(letter.text for letter in load_corpus())


def check(reader: ModelReader, *texts: str) -> None:
    read = reader.read([Letter(str(place), text) for place, text in enumerate(texts)])
    for letter, text in zip(read, texts, strict=True):
        assert faults(letter, text) == []


@given(text=st.text(max_size=400))
def test_any_text(small_reader: ModelReader, text: str) -> None:
    check(small_reader, text)


@given(pieces=st.lists(st.sampled_from((*ODD, *SNIPPETS, "Yes", "How many?", "\n")), max_size=60))
def test_what_letters_are_made_of(small_reader: ModelReader, pieces: list[str]) -> None:
    check(small_reader, "".join(pieces))


@settings(max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_letters_that_were_mangled(small_reader: ModelReader, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    check(small_reader, *(mutated(chance.choice(corpus_texts()), chance) for _ in range(4)))


@pytest.mark.parametrize(
    "run",
    [
        *(
            " ",
            "\n",
            "\t",
            "7",
            "(",
            "[",
            "<",
            ">",
            "|",
            "-",
            ".",
            "&",
            "*",
            "£",
            "?",
            "\u2060",
            "x",
        ),
        *(
            "<a ",
            "<td>",
            "<!--",
            "&#1",
            "> ",
            "x ",
            "1. ",
            "a: ",
            "? ",
            "1 1",
            "and ",
            "Yes. ",
            "1,",
        ),
        *(
            "between 1 and ",
            "1 January ",
            "question 1, ",
            "(a) ",
            "Questions 1 to 3\n",
            "hundred and ",
            "page 1 of ",
            "a@",
        ),
        *("b@c.uk\n" + "x" * 99_000, "How many nurses do you employ here\n", "aaaaa   "),
        *("Q1\n", "a | b\n", "a\tb\n", "1. See question 1.\n", "Response: No.\n"),
    ],
)
def test_no_run_takes_more_than_linear_time(small_reader: ModelReader, run: str) -> None:
    def seconds(length: int) -> float:
        text = "1. How many?\nResponse: 12 " + run * (length // len(run))
        return processor_seconds(lambda: small_reader.read([Letter("run", text)]))

    assert grows_linearly(seconds, _LONG_LIST if run == "1. See question 1.\n" else _LONG, _AT_ONCE)
