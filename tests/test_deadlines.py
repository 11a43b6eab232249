"""Working days between request and reply, and what is late."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.types import Nation, Regime
from scoring.deadlines import MOST_DAYS, Time, time_taken, working_days

ENGLAND, SCOTLAND, IRELAND = Nation.ENGLAND_AND_WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND
DAYS = st.dates(date(2005, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("requested", "replied", "nation", "days"),
    [
        # a Monday, the day after it, and the Monday after
        (date(2023, 1, 9), date(2023, 1, 9), ENGLAND, 0),
        (date(2023, 1, 9), date(2023, 1, 10), ENGLAND, 1),
        (date(2023, 1, 9), date(2023, 1, 16), ENGLAND, 5),
        # asked on a Saturday, answered on the Monday
        (date(2023, 1, 7), date(2023, 1, 9), ENGLAND, 1),
        # four weeks without a bank holiday
        (date(2023, 1, 9), date(2023, 2, 6), ENGLAND, 20),
        # over Christmas and New Year, which fall on a weekend and are kept later
        (date(2021, 12, 20), date(2022, 1, 5), ENGLAND, 9),
        (date(2021, 12, 20), date(2022, 1, 5), SCOTLAND, 8),
        # Easter Monday is kept in England, not in Scotland
        (date(2023, 4, 6), date(2023, 4, 11), ENGLAND, 1),
        (date(2023, 4, 6), date(2023, 4, 11), SCOTLAND, 2),
        # Saint Patrick's Day and the Battle of the Boyne
        (date(2023, 3, 16), date(2023, 3, 20), IRELAND, 1),
        (date(2023, 3, 16), date(2023, 3, 20), ENGLAND, 2),
        (date(2023, 7, 11), date(2023, 7, 13), IRELAND, 1),
        # the summer bank holiday is at the beginning of August in Scotland and at its end elsewhere
        (date(2023, 8, 4), date(2023, 8, 8), SCOTLAND, 1),
        (date(2023, 8, 4), date(2023, 8, 8), ENGLAND, 2),
        (date(2023, 8, 25), date(2023, 8, 29), ENGLAND, 1),
        # Saint Andrew's Day
        (date(2023, 11, 29), date(2023, 12, 1), SCOTLAND, 1),
        # days that were free once: a funeral and a coronation
        (date(2022, 9, 16), date(2022, 9, 20), ENGLAND, 1),
        (date(2023, 5, 5), date(2023, 5, 9), SCOTLAND, 1),
    ],
)
def test_working_days_of_a_nation(requested: date, replied: date, nation: Nation, days: int) -> None:
    assert working_days(requested, replied, nation) == days
    assert time_taken(requested, replied, nation).days == days


def test_the_twentieth_day_is_in_time_and_the_next_is_late() -> None:
    assert time_taken(date(2023, 1, 9), date(2023, 2, 6), ENGLAND, Regime.FOIA) == Time(20, False)
    assert time_taken(date(2023, 1, 9), date(2023, 2, 7), ENGLAND, Regime.FOIA) == Time(21, True)


def test_a_bank_holiday_elsewhere_gives_a_body_another_day_under_the_uk_law_only() -> None:
    # 17 March is free in Northern Ireland
    asked, answered = date(2023, 2, 27), date(2023, 3, 28)
    assert time_taken(asked, answered, ENGLAND, Regime.FOIA) == Time(21, False)
    assert time_taken(asked, answered, ENGLAND, Regime.EIR) == Time(21, False)
    assert time_taken(asked, answered, SCOTLAND, Regime.FOISA) == Time(21, True)
    assert time_taken(asked, answered, None, Regime.EISR) == Time(21, None)
    assert time_taken(asked, answered, ENGLAND, None) == Time(21, False)
    assert time_taken(asked, answered + timedelta(days=1), ENGLAND, Regime.FOIA) == Time(22, True)


@pytest.mark.parametrize("regime", [Regime.EIR, Regime.EISR, None])
def test_environmental_information_may_take_forty_days(regime: Regime | None) -> None:
    asked = date(2023, 2, 6)
    told = [time_taken(asked, asked + timedelta(weeks=weeks), SCOTLAND, regime) for weeks in (4, 5, 8, 10)]
    assert [(one.days, one.late) for one in told] == [(20, False), (25, None), (40, None), (49, True)]


def test_a_school_counts_the_days_of_its_terms() -> None:
    asked = date(2023, 6, 26)
    told = [
        time_taken(asked, asked + timedelta(weeks=weeks), ENGLAND, Regime.FOIA, school=True) for weeks in (4, 9, 13)
    ]
    assert [one.late for one in told] == [False, None, True]
    assert time_taken(asked, asked + timedelta(weeks=9), ENGLAND, Regime.FOIA).late is True


def test_without_a_nation_days_are_told_where_all_agree() -> None:
    assert time_taken(date(2023, 1, 9), date(2023, 2, 6), None, Regime.FOIA) == Time(20, False)
    assert time_taken(date(2023, 2, 27), date(2023, 3, 28), None, Regime.FOIA) == Time(None, False)
    assert time_taken(date(2023, 2, 27), date(2023, 4, 28), None, Regime.FOIA) == Time(None, True)


@pytest.mark.parametrize(
    ("requested", "replied", "nation", "regime"),
    [
        (None, date(2023, 1, 9), ENGLAND, Regime.FOIA),
        (date(2023, 1, 9), None, ENGLAND, Regime.FOIA),
        (date(2023, 1, 9), date(2023, 2, 6), None, None),
        (date(2023, 1, 10), date(2023, 1, 9), ENGLAND, Regime.FOIA),
    ],
)
def test_what_is_not_known_is_not_told(
    requested: date | None, replied: date | None, nation: Nation | None, regime: Regime | None
) -> None:
    assert time_taken(requested, replied, nation, regime) == Time(None, None)


@given(DAYS, st.integers(0, 400), st.sampled_from(Nation), st.sampled_from([*Regime, None]))
def test_every_working_day_counts_once(start: date, wait: int, nation: Nation, regime: Regime | None) -> None:
    end = start + timedelta(days=wait)
    found = working_days(start, end, nation)
    one_by_one = sum(
        working_days(start + timedelta(days=day), start + timedelta(days=day + 1), nation) for day in range(wait)
    )
    assert found == one_by_one <= wait
    assert working_days(start, end, *Nation) <= found
    told = time_taken(start, end, nation, regime)
    assert told.days is not None
    assert not told.late or told.days > MOST_DAYS


def test_the_calendar_is_loaded_when_days_are_counted_and_not_before() -> None:
    code = "import sys, scoring.deadlines; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
