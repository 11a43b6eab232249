from __future__ import annotations

import time

import pytest

from models.text import MASKS, masked_words, n_grams, sentences


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("£1.2m in 2019/20", ["xmoney", "in", "xyear"]),
        ("12.5% of 1,204", ["xpct", "of", "xnum"]),
        ("see www.hollins.example/a?b=1 now", ["see", "xlink", "now"]),
        ("foi@hollins.example", ["xmail"]),
        ("ring 01632 960 123", ["ring", "xphone"]),
        ("section 40(2) applies", ["xexempt", "applies"]),
        ("s12", ["xcost"]),
        ("s.21 and S22", ["xelsewhere", "and", "xfuture"]),
        ("regulation 12(4)(a)", ["xnotheld"]),
        ("regulation 12(5)(b)", ["xexempt"]),
        ("the Trust's 12 wards", ["the", "trust", "s", "xnum", "wards"]),
        ("Section 117 aftercare", ["xlaw", "aftercare"]),
        ("N/A", ["xna"]),
        ("We don’t hold it", ["we", "do", "not", "hold", "it"]),
        ("Twenty in March", ["xword", "in", "xmonth"]),
    ],
)
def test_what_is_particular_to_a_letter_is_masked(text: str, words: list[str]) -> None:
    assert masked_words(text) == words


def test_every_mask_has_a_name_for_people() -> None:
    assert all(mask.startswith("x") and name for mask, name in MASKS.items())


def test_sentences_end_at_their_marks() -> None:
    assert sentences(masked_words("We do not. Ask them! Why?")) == [
        ["we", "do", "not"],
        ["ask", "them"],
        ["why"],
    ]
    assert sentences([]) == [[]]


def test_n_grams_are_neighbours() -> None:
    assert n_grams(["a", "b", "c"], 1, 2) == ["a", "b", "c", "a b", "b c"]
    assert n_grams(["a"], 2, 4) == []


@pytest.mark.parametrize(
    "text",
    [
        "1" * 200_000,
        "1," * 100_000,
        " " * 200_000,
        "(" * 200_000,
        "a." * 100_000,
        "a-" * 100_000,
        "s " * 100_000,
        "s12" + "(1)" * 60_000,
        "@" * 200_000,
        "£" * 200_000,
        "www." * 50_000,
        "n" * 200_000,
    ],
)
def test_masking_is_linear_in_the_text(text: str) -> None:
    start = time.process_time()
    masked_words(text + "x")
    assert time.process_time() - start < 3
