"""What a figure counts, per what, and for which time."""

from __future__ import annotations

import pytest

from nlp.quantities import read_numbers
from nlp.units import Meaning, Place, meanings_of
from nlp.view import look_through
from tests.timing import grows_linearly, processor_seconds


def meanings(answer: str, question: str = "", column: str | None = None, row: str | None = None) -> list[Meaning]:
    view = look_through(answer)
    place = Place(view, 0, len(view), question, column, row)
    return meanings_of(place, read_numbers(view, 0, len(view)).candidates)


@pytest.mark.parametrize(
    ("answer", "question", "unit"),
    [
        ("31,069 births in the period", "", "births"),
        ("a response within 10 working days", "", "working days"),
        ("12 health visitors", "", "health visitors"),
        ("12 oﬃcers", "", "officers"),
        ("12 new families", "", "families"),
        ("a 12-year lease", "", "year"),
        ("£1.2m", "", "GBP"),
        ("12%", "", "%"),
        ("3.5 whole time equivalent", "", "wte"),
        ("2.0 FTE", "", "fte"),
        ("1xWTE", "", "wte"),
        ("3 x Deputy Wardens", "", "wardens"),
        ("one counsellor", "", "counsellor"),
        ("31", "How many complaints were received?", "complaints"),
        ("Nil", "How much was spent on consultants?", "GBP"),
        ("none", "How many staff were dismissed?", "staff"),
    ],
)
def test_unit(answer: str, question: str, unit: str) -> None:
    [meaning] = meanings(answer, question)
    assert meaning.unit == unit


@pytest.mark.parametrize(
    ("column", "row", "unit"),
    [
        ("Staff (WTE)", None, "wte"),
        ("2019/20", "Complaints upheld", "complaints"),
        ("Spend (£)", None, "GBP"),
        ("Percentage seen", None, "%"),
    ],
)
def test_the_unit_of_a_cell_comes_from_its_headings(column: str, row: str | None, unit: str) -> None:
    [meaning] = meanings("14", column=column, row=row)
    assert meaning.unit == unit


def test_the_unit_of_the_figure_before_carries_on() -> None:
    mean, longest = meanings("The mean was 19 days and the longest 47.", "How long is the wait?")
    assert (mean.unit, longest.unit) == ("days", "days")


@pytest.mark.parametrize(
    ("answer", "per"),
    [
        ("£310,000 a year, recurrently", "year"),
        ("£310,000 per annum", "year"),
        ("£215 p/w", "week"),
        ("22.5 hours per week", "week"),
        ("six times a year", "year"),
        ("£71.15 per head", "head"),
        ("9 minutes per parcel", "parcel"),
        ("730 permits were printed", None),
        ("12 per cent", None),
    ],
)
def test_per(answer: str, per: str | None) -> None:
    [meaning] = meanings(answer)
    assert meaning.per == per


@pytest.mark.parametrize(
    ("answer", "column", "periods"),
    [
        ("£0.86m in 2018/19, £1.13m in 2019/20", None, ["2018/19", "2019/20"]),
        ("2018/19: 44\n2019/20: 29", None, ["2018/19", "2019/20"]),
        ("From April 2017 to March 2018 there were 12", None, ["April 2017 to March 2018"]),
        ("14", "Cases, 2021-22", ["2021-22"]),
        ("14 cases", None, [None]),
    ],
)
def test_period(answer: str, column: str | None, periods: list[str | None]) -> None:
    assert [meaning.period for meaning in meanings(answer, column=column)] == periods


@pytest.mark.parametrize(
    ("answer", "column", "row", "question", "scale"),
    [
        ("1,482", "Income (£000)", None, "", 1000.0),
        ("1,482", None, "Budget, £000", "", 1000.0),
        ("1.4", None, None, "What was spent (£m)?", 1_000_000.0),
        ("£ thousand: 198", None, None, "", 1000.0),
        ("1,482", "Income (£)", None, "", 1.0),
    ],
)
def test_scale(answer: str, column: str | None, row: str | None, question: str, scale: float) -> None:
    [meaning] = meanings(answer, question, column, row)
    assert meaning.scale == scale


def test_the_sentence_over_a_table_scales_its_cells() -> None:
    letter = "Spend on each of these (£000):\n\n  2013/14   2014/15\na) Tier 2   244   251\n"
    start = letter.index("244")
    place = Place(letter, start, start + 3, "Tier 2", "2013/14")
    [meaning] = meanings_of(place, read_numbers(letter, start, start + 3).candidates)
    assert meaning.scale == 1000.0


def test_a_heading_scales_the_rows_of_a_table_that_lost_its_columns() -> None:
    told = meanings("Year Income (£000)\n2022/23 1,092\n2023/24 988\nStaff in post: 12\n")
    assert [meaning.scale for meaning in told] == [1000.0, 1000.0, 1.0]


@pytest.mark.parametrize(
    "answer",
    [
        "Year Income (£000)\n2022/23 n/a\nThere were 14 grants.",
        "The spend is in £k.\n12 staff are employed.\n",
        "Staff in the year, and income (£000)\n12 in 2022/23\n",
    ],
)
def test_no_other_figure_under_such_a_heading_is_scaled(answer: str) -> None:
    assert {meaning.scale for meaning in meanings(answer)} == {1.0}


def test_many_rows_under_a_heading_take_linear_time() -> None:
    def seconds(size: int) -> float:
        return processor_seconds(lambda: meanings("Income (£000)\n" + "north 12\n" * size + "x" * 100 * size))

    assert grows_linearly(seconds, 500)
