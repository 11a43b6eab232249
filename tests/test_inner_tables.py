"""Tables within one answer: the heading and the row's name of each cell, and what that says of its figures."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.inner_tables import cell_at, inner_cells
from nlp.quantities import read_numbers, scaled
from nlp.units import Place, meanings_of

TABS = "Ward\tBeds (£000)\t2023\nNorth\t12\t340\nSouth\t7\t51\n"
BARS = "| Ward | Beds (£000) | 2023 |\n|---|---|---|\n| North | 12 | 340 |\n| South | 7 | 51 |\n"
SPACES = "Ward      Beds (£000)     2023\nNorth     12              340\nSouth     7               51\n"


def headed(table: str) -> list[tuple[str, str, str]]:
    return [(table[cell.start : cell.end].strip(), cell.column, cell.row) for cell in inner_cells(table, 0, len(table))]


@pytest.mark.parametrize("table", [TABS, BARS, SPACES], ids=["tabs", "bars", "spaces"])
def test_cells_have_their_heading_and_the_name_of_their_row(table: str) -> None:
    cells = [cell for cell in headed(table) if cell[2]]
    assert cells == [
        ("12", "Beds (£000)", "North"),
        ("340", "2023", "North"),
        ("7", "Beds (£000)", "South"),
        ("51", "2023", "South"),
    ]


def test_prose_is_no_table() -> None:
    assert inner_cells("We have 12 beds.\nThey were counted in May.", 0, 40) == []
    assert inner_cells("a\tb", 0, 3) == []


def test_a_table_without_headings_names_its_rows_only() -> None:
    assert headed("North\t12\nSouth\t7\n")[1] == ("12", "", "North")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("Year\tNet spend (£)\tHomes\n2021/22\t412\t9\n2022/23\t388\t7\n",
         [("GBP", 412.0, "2021/22"), ("homes", 9.0, "2021/22"), ("GBP", 388.0, "2022/23"), ("homes", 7.0, "2022/23")]),
        ("Spend (£000)\t2022\t2023\nFood\t31\t40\nFuel\t9\t12\n",
         [("2022",), ("2023",), (31_000.0, "2022"), (40_000.0, "2023"), (9_000.0, "2022"), (12_000.0, "2023")]),
        ("Post\tStaff (WTE)\nNurse\t4.5\nPorter\t2\n", [("wte", 4.5), ("wte", 2.0)]),
    ],
    ids=["units", "periods", "equivalents"],
)  # fmt: skip
def test_figures_take_what_their_headings_say(table: str, said: list[tuple[object, ...]]) -> None:
    place = Place(table, 0, len(table), "What was there?")
    numbers = read_numbers(table, 0, len(table)).candidates
    found = [
        {meaning.unit, scaled(number, meaning.scale).low, meaning.period, table[number.start : number.end]}
        for number, meaning in zip(numbers, meanings_of(place, numbers), strict=True)
    ]
    assert len(found) == len(said)
    assert all(set(wanted) <= got for wanted, got in zip(said, found, strict=True))


@given(st.text(alphabet="ab 12£%\t|\n-", max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_cells_lie_within_their_text_in_order(text: str, one: int, two: int) -> None:
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    cells = inner_cells(text, start, end)
    assert all(0 <= cell.start <= cell.end <= len(text) for cell in cells)
    assert all(before.end <= after.start for before, after in pairwise(cells))
    assert all(cell_at(cells, cell.start) == cell for cell in cells if cell.start < cell.end)
