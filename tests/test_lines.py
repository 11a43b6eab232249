"""Logical lines, printed numbers, and which answer goes to which question."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.lines import LogicalLine, logical_lines
from nlp.linking import link
from nlp.numbering import leading_marker
from nlp.types import Role
from nlp.view import look_through, readable

Q, QQ, A, AA = Role.BEGIN_QUESTION, Role.QUESTION, Role.BEGIN_ANSWER, Role.ANSWER
OPEN = Role.OPENING


def lines_of(text: str) -> tuple[str, list[LogicalLine]]:
    view = look_through(text)
    return view, logical_lines(text, view)


def words(text: str) -> list[str]:
    view, lines = lines_of(text)
    return [readable(view[line.start : line.end]) for line in lines]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("1. How many?", "1"),
        ("Q3b: How many?", "3b"),
        ("3. (a) How many?", "3a"),
        ("(ii) How many?", "ii"),
        ("Question 12 - How many?", "12"),
        ("29 April 2021", None),
        ("[1]here", None),
        ("i.e. a service", None),
        ("24-month term", None),
        ("Response ٣: ten", None),
    ],
)
def test_a_printed_number_is_read_and_a_date_is_none(printed: str, expected: str | None) -> None:
    marker = leading_marker(printed, 0, len(printed))
    assert (marker.id if marker else None) == expected


def test_a_wrapped_question_is_one_line_and_its_answer_another() -> None:
    text = (
        "1. How many posts in the housing support team were vacant on the last\n"
        "day of each of the past three years?\n"
        "There were four.\n"
    )
    assert words(text) == [
        "How many posts in the housing support team were vacant on the last day of each of the past three years?",
        "There were four.",
    ]


def test_cells_know_their_columns() -> None:
    view, lines = lines_of("\t2020\t2021\nLibraries\t14\t\nVisits\t9\t8\n")
    cells = {readable(view[line.start : line.end]): line.column for line in lines if line.end > line.start}
    assert cells == {"2020": 1, "2021": 2, "Libraries": 0, "14": 1, "Visits": 0, "9": 1, "8": 2}


def test_what_steers_a_terminal_is_looked_through() -> None:
    text = "We have \x1b[31mfive\x9b0m nurses\x9d."
    view = look_through(text)
    assert len(view) == len(text)
    assert readable(view) == "We have five nurses."


def ids_of(text: str, roles: list[Role]) -> list[tuple[str, ...]]:
    view, lines = lines_of(text)
    assert len(lines) == len(roles), [readable(view[line.start : line.end]) for line in lines]
    return [block.ids for block in link(view, lines, roles) if not block.question]


def test_sub_questions_join_their_parent() -> None:
    text = "1. First question?\nYes.\n2. Second question, in parts:\n(a) How many?\nTwelve.\n(b) What cost?\nNone.\n"
    assert ids_of(text, [Q, A, Q, Q, A, Q, A]) == [("1",), ("2a",), ("2b",)]


def test_answers_without_numbers_take_the_listed_questions_in_order() -> None:
    text = "1. How many?\n2. What cost?\n3. Who?\nTwelve.\nNothing was spent.\nThe head of service.\n"
    assert ids_of(text, [Q, Q, Q, A, A, A]) == [("1",), ("2",), ("3",)]


def test_a_stray_question_in_a_numbered_letter_is_part_of_its_answer() -> None:
    text = "1. Which permits?\nHot works\nLadders and steps\nRoof work\n2. Which software?\nNone.\n"
    assert ids_of(text, [Q, A, Q, A, Q, A]) == [("1",), ("2",)]


def test_a_first_question_lost_to_the_opening_is_counted() -> None:
    text = "Who is your supplier?\nAcorn Ltd\nHow many lines?\n20\nWhat cost?\n£9\nUntil when?\n2031\n"
    assert ids_of(text, [OPEN, OPEN, Q, A, Q, A, Q, A]) == [("1",), ("2",), ("3",), ("4",)]


def test_questions_without_numbers_under_a_numbered_stem_are_its_parts() -> None:
    text = "1. Staff. Please tell us:\n- the number\nTen.\n- the cost\n£9.\n2. Until when?\n2031.\n"
    view, lines = lines_of(text)
    roles = [Q, QQ, Q, A, Q, A, Q, A]
    assert len(lines) == len(roles)
    assert [block.ids for block in link(view, lines, roles) if not block.question] == [("1a",), ("1b",), ("2",)]


def test_a_heading_over_a_question_is_not_counted() -> None:
    text = "How many lines?\n20\nTelephony\nWho is your supplier?\nAcorn Ltd\n"
    assert ids_of(text, [Q, A, Q, Q, A]) == [("1",), ("2",)]


def test_a_short_question_in_a_list_is_counted() -> None:
    text = "Number of lines\nName of supplier\nThe lines are 20 in number.\nIt is Acorn Ltd.\n"
    assert ids_of(text, [Q, Q, A, A]) == [("1",), ("2",)]


@given(st.text(max_size=400))
def test_lines_are_in_order_and_within_the_text(text: str) -> None:
    _, lines = lines_of(text)
    assert all(0 <= line.start <= line.end <= len(text) for line in lines)
    assert all(before.end <= line.end for before, line in itertools.pairwise(lines))


@pytest.mark.parametrize(
    ("first", "second", "copy"),
    [
        (
            "I arwick Trust currently runs one clinic for patients with",
            "Larwick Trust currently runs one clinic for patients with long waits, in Ambleford.",
            0,
        ),
        ("The work was finished in May and paid for by the county.",) * 2 + (1,),
        (
            "The work was finished in May and paid for by the county.",
            "The wark was finished in May and paid for by it.",
            None,
        ),
        (
            "- the number of sessions that were led by a nurse",
            "- the number of sessions that were led by a doctor",
            None,
        ),
        (
            "In 2021 there were 40 cases of this kind in the county",
            "In 2022 there were 40 cases of this kind in the county",
            None,
        ),
        ("Not held by the council", "Not held by the council", None),
    ],
)
def test_a_line_that_a_scanner_read_twice_is_looked_through_once(first: str, second: str, copy: int | None) -> None:
    text = f"Dear Requester\n\n{first}\n{second}\n"
    furniture = [line for line in logical_lines(text, look_through(text)) if line.furniture]
    assert [text[line.start : line.end] for line in furniture] == ([] if copy is None else [(first, second)[copy]])


@pytest.mark.parametrize(
    ("line", "furniture"),
    [
        ("Elmham Council FOI 312          Page 2 of 4", True),
        ("Page 3", True),
        ("The figures are shown on page 3 of the attached plan", False),
        ("The data for questions one and two is on the attached Page 1 spreadsheet", False),
        ("See the Transport Asset Management Plan, page 31, on our website.", False),
    ],
)
def test_a_sentence_about_a_page_is_no_page_number(line: str, furniture: bool) -> None:
    text = f"Dear Requester\n\n{line}\n\nYours faithfully\n"
    found = [each for each in logical_lines(text, look_through(text)) if each.furniture]
    assert bool(found) is furniture
