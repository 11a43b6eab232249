"""Rows and cells of tables, HTML's above all: however its source is set, the same table is the same cells."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.lines import logical_lines
from nlp.rows import rows_of
from nlp.view import look_through, readable
from tests.timing import grows_linearly, processor_seconds

COMPACT = """<p>Our reply.</p>
<table>
<tr><th>Question</th><th>Reply</th></tr>
<tr><td>1. How many boats?</td><td>12</td></tr>
<tr><td>2. How many oars?</td><td></td></tr>
</table>
<p>Yours faithfully</p>
"""
CELLS = [
    ("Our reply.", -1),
    ("Question", 0),
    ("Reply", 1),
    ("How many boats?", 0),
    ("12", 1),
    ("How many oars?", 0),
    ("", 1),
    ("Yours faithfully", -1),
]


def cells(letter: str) -> list[tuple[str, int]]:
    view = look_through(letter)
    return [(readable(view[line.start : line.end]), line.column) for line in logical_lines(letter, view)]


def test_cells_are_told_by_their_tags() -> None:
    assert cells(COMPACT) == CELLS


@pytest.mark.parametrize(
    "spread",
    [
        COMPACT.replace("\n", ""),
        COMPACT.replace("<t", "\n  <t").replace("</t", "\n</t"),
        COMPACT.replace("</td>", "").replace("</tr>", "").replace("</th>", ""),
        COMPACT.replace("<td>", "<td>\n<p>").replace("</td>", "</p>\n</td>"),
        COMPACT.replace("<tr>", "<TR class='odd'>\n").replace("<td>", "<TD width=20>"),
        COMPACT.replace("How many ", "How\nmany\n"),
    ],
    ids=["one line", "a line a tag", "nothing closed", "paragraphs in cells", "settings", "wrapped in cells"],
)
def test_how_the_source_is_set_changes_no_cell(spread: str) -> None:
    assert cells(spread) == CELLS


def test_cells_over_several_rows_or_columns_keep_their_place() -> None:
    letter = """<table>
<tr><th rowspan="2">Ward</th><th colspan=2>Beds</th></tr>
<tr><th>2023</th><th>2024</th></tr>
<tr><td>North</td><td>4</td><td>5</td></tr>
</table>"""
    assert cells(letter) == [
        ("Ward", 0), ("Beds", 1), ("2023", 1), ("2024", 2), ("North", 0), ("4", 1), ("5", 2)
    ]  # fmt: skip


def test_words_beside_cells_are_kept() -> None:
    assert cells("Before <td>in it</td> after\n") == [("Before", 0), ("in it", 1), ("after", 1)]
    assert cells("Before <table><tr><td>a</td></tr></table> after\n") == [("Before", -1), ("a", 0), ("after", -1)]


def test_paragraphs_on_one_line_are_rows() -> None:
    letter = "<div><p>1. How many?</p><p>We have four.</p></div>"
    view = look_through(letter)
    assert [readable(view[start:end]) for start, end in rows_of(letter, view)] == ["1. How many?", "We have four."]


def test_a_break_in_the_cell_of_a_plain_table_parts_no_row() -> None:
    assert [text for text, _ in cells("| How many<br>boats? | 12 |\n|---|---|\n| Oars? | 3 |\n")][-1] == "3"
    assert len({column for _, column in cells("| a<br>b | c |\n| d | e |\n")}) == 2


@given(st.lists(st.sampled_from(["<tr>", "</tr>", "<td>", "<td rowspan=9>", "</td>", "<table>", "</table>", "<p>",
                                 "<br>", "|", "\t", "\n", "\r\n", "word ", "12", "?", " "]), max_size=40))  # fmt: skip
def test_no_ink_is_lost_and_none_comes_twice(pieces: list[str]) -> None:
    letter = "".join(pieces)
    view = look_through(letter)
    rows = rows_of(letter, view)
    assert all(start <= end for start, end in rows)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(rows))
    assert "\n".join(view[start:end] for start, end in rows).split() == view.split()
    lines = logical_lines(letter, view)
    if not any(line.marker for line in lines):
        shown = "".join(view[line.start : line.end] for line in lines)
        assert "".join(shown.replace("|", "").split()) == "".join(view.replace("|", "").split())


@pytest.mark.parametrize(
    "run", ["<tr>", "<td>", "<tr><td>a", "<td rowspan=50 colspan=50>a", "<p>a", "<table>", "<tr>\na\n", "<br>|a\n"]
)
def test_linear_time(run: str) -> None:
    def seconds(length: int) -> float:
        letter = run * (length // len(run))
        view = look_through(letter)
        return processor_seconds(lambda: logical_lines(letter, view))

    assert grows_linearly(seconds, 100_000, at_once=1.0)


BROKEN_UP = "Question |\nAnswer |\n|\n1. How many? |\nnone used |\n|\n2. Why? |\n|\n|\n3. Who? |\nA clerk |\n|\n"


def test_cells_that_each_stand_on_a_line_are_plain_lines() -> None:
    found = [words for words, _ in cells(f"Our reply\n{BROKEN_UP}\nYours\n")]
    told = ["How many?", "none used", "Why?", "", "Who?", "A clerk"]
    assert found == ["Our reply", "Question", "Answer", *told, "Yours"]


def test_cells_that_each_stand_on_a_line_are_found_in_linear_time() -> None:
    def seconds(size: int) -> float:
        letter = BROKEN_UP * size
        return processor_seconds(lambda: cells(letter))

    assert grows_linearly(seconds, 2_000, at_once=1.0)
