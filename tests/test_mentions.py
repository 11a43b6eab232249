"""Which questions a text names by their numbers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.identifiers import number_at_head
from nlp.mentions import Ids, ids_of, mentioned, names_all
from nlp.numbering import MarkerKind, leading_marker

NUMBERED = [str(number) for number in range(1, 9)]
LETTERED = list("abcdefgh")
PARTED = ["1", "1a", "1b", "1c", "2", "3", "3a", "3b", "4.1", "4.2", "4.3", "4.4"]


@pytest.mark.parametrize(
    ("text", "known", "named"),
    [
        ("Questions 2 to 4", NUMBERED, ["2", "3", "4"]),
        ("With regard to Q1, Q2 and Q3, the Board's reply is", NUMBERED, ["1", "2", "3"]),
        ("In answer to questions one to four I attach a list", NUMBERED, ["1", "2", "3", "4"]),
        ("For all of your questions 1 - 3 above, please see", NUMBERED, ["1", "2", "3"]),
        ("As to items 1, 4 and 5: the hall is let", NUMBERED, ["1", "4", "5"]),
        ("Questions 2 and 3, 46 of our vans are leased", NUMBERED, ["2", "3"]),
        ("Your first and second questions", NUMBERED, ["1", "2"]),
        ("The file covers the first two.", NUMBERED, ["1", "2"]),
        ("The information for (a) and (b) is attached", LETTERED, ["a", "b"]),
        ("Parts (a) to (c).", LETTERED, ["a", "b", "c"]),
        ("Questions A and B - shown on page 1", LETTERED, ["a", "b"]),
        ("On B and C, the Service does not hold it", LETTERED, ["b", "c"]),
        ("In respect of parts ii to iv, the Board", ["i", "ii", "iii", "iv"], ["ii", "iii", "iv"]),
        ("Questions 1-3 (inclusive)", NUMBERED, ["1", "2", "3"]),
        ("Question 2 – 4: none", NUMBERED, ["2", "3", "4"]),
        ("Question 3/4", NUMBERED, ["3", "4"]),
        ("A3 - A4:", NUMBERED, ["3", "4"]),
        ("Questions 5. and 6.", NUMBERED, ["5", "6"]),
        ("Responses to 2 - 4", NUMBERED, ["2", "3", "4"]),
        ("Response to 1a-c:", PARTED, ["1a", "1b", "1c"]),
        ("Response to 4.1 - 4.4:", PARTED, ["4.1", "4.2", "4.3", "4.4"]),
        ("Q1 to 3", PARTED, ["1a", "1b", "1c", "2", "3a", "3b"]),
        ("Response to Q1(c)(i) and (ii): none", ["1ci", "1cii"], ["1ci", "1cii"]),
    ],
)
def test_several_questions_are_named(text: str, known: list[str], named: list[str]) -> None:
    assert list(ids_of(mentioned(text), Ids.of(known))) == named


@pytest.mark.parametrize(
    "text",
    [
        "Between 1 and 2 weeks",
        "For 1 April 2020 to 31 March 2021",
        "On 3, 4 and 5 May we met",
        "for 2020 and 2021",
        "part of a letter",
        "questions I asked",
        "88 and 23",
        "N/A",
        "No. N/A.",
    ],
)
def test_dates_figures_and_words_name_none(text: str) -> None:
    assert mentioned(text) == ()


@pytest.mark.parametrize(
    ("line", "kind", "ids", "rest"),
    [
        ("Questions 1 to 3", MarkerKind.QUESTION, ["1", "3"], ""),
        ("4 & 5. There were nine.", MarkerKind.NUMBER, ["4", "5"], "There were nine."),
        ("(b) and (c) Nine.", MarkerKind.LETTER, ["b", "c"], "Nine."),
        ("1a-c: Breaches are published.", MarkerKind.NUMBER, ["1a", "1c"], "Breaches are published."),
        ("1. b) and c)", MarkerKind.NUMBER, ["1b", "1c"], ""),
        ("A1 and A2 A report is due.", MarkerKind.ANSWER, ["1", "2"], "A report is due."),
        ("Answers 8, 9 and 10. These differ.", MarkerKind.ANSWER, ["8", "9", "10"], "These differ."),
        ("Re Q2 and Q3 - All of them.", MarkerKind.QUESTION, ["2", "3"], "All of them."),
        (
            "Questions 2 and 3 are for the Trust.",
            MarkerKind.QUESTION,
            ["2", "3"],
            "Questions 2 and 3 are for the Trust.",
        ),
    ],
)
def test_numbers_at_the_head_of_a_line(line: str, kind: MarkerKind, ids: list[str], rest: str) -> None:
    marker = leading_marker(line, 0, len(line))
    assert marker is not None
    assert (marker.kind, [one.ids[0] for one in marker.named]) == (kind, ids)
    assert line[marker.end :].strip() == rest


@pytest.mark.parametrize(
    "line",
    ["88 and 23", "31, 44 and 39. These are outages.", "16-18: 31", "2 to 4", "1 + 1", "N/A - none", "12 to 18 weeks"],
)
def test_figures_at_the_head_of_a_line_number_nothing(line: str) -> None:
    assert leading_marker(line, 0, len(line)) is None


@pytest.mark.parametrize("line", ["Q1 - 96 births", "Q5 - 44 weeks", "Q3 - 14"])
def test_a_figure_after_a_number_and_a_dash_is_no_further_number(line: str) -> None:
    marker = leading_marker(line, 0, len(line))
    assert marker is not None
    assert marker.named == ()


def test_all_questions_are_named_where_their_count_is_right() -> None:
    assert names_all("This answers all of your questions.", 4)
    assert names_all("Please see the report, which answers your three points.", 3)
    assert not names_all("Please see the report, which answers your three points.", 4)
    assert not names_all("All of the vans are leased.", 4)


@given(
    st.text(alphabet="0123456789abivxqQA()[].,:;&/-– \n٣", max_size=60), st.sampled_from([NUMBERED, LETTERED, PARTED])
)
def test_whatever_is_printed_names_each_question_once_and_none_beyond_the_numbers_printed(
    text: str, known: list[str]
) -> None:
    named = ids_of(mentioned(text), Ids.of(known))
    assert len(named) == len(set(named))
    assert all(named)
    printed = [int(digits) for digits in re.findall(r"(?=([0-9]{1,2}))", text)]
    numbers = [number for number in map(number_at_head, named) if number is not None]
    assert not numbers or min(printed) <= min(numbers) <= max(numbers) <= max(printed)
