"""How many working days a reply took, and whether it came late.

A body has twenty working days, and the day after the request is the first: section 10 of FOIA and of FOISA,
regulation 5 of the EIR and of the EI(S)R. Regulation 7 of both lets it take forty for a large or complex request, and
a school or academy has twenty days of its terms, or sixty working days if those are over sooner: the Freedom of
Information (Time for Compliance with Request) Regulations 2010. Whether a letter makes use of that is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from nlp.types import Nation, Regime

MOST_DAYS = 20
"""Working days within which a request has to be answered."""
_MOST_EXTENDED = 40
"""Working days under the EIR and the EI(S)R, if a body takes the extension."""
_MOST_OF_SCHOOLS = 60
"""Working days that a school has at most, whatever its holidays."""

_SATURDAY = 5
_PARTS = {Nation.ENGLAND_AND_WALES: "ENG", Nation.SCOTLAND: "SCT", Nation.NORTHERN_IRELAND: "NIR"}
"""The parts of the United Kingdom as the holidays library names them; Wales has the bank holidays of England."""
_SCOTTISH = (Regime.FOISA, Regime.EISR)
_NEVER_EXTENDED = (Regime.FOIA, Regime.FOISA)


@dataclass(frozen=True, slots=True)
class Time:
    """What a reply took: working days, and whether that is more than the law allows; ``None`` where not certain."""

    days: int | None
    late: bool | None


def time_taken(
    requested: date | None,
    replied: date | None,
    nation: Nation | None,
    regime: Regime | None = None,
    *,
    school: bool = False,
) -> Time:
    """The working days of the body's nation from request to reply, and whether the reply was late.

    Section 10(6) of FOIA takes a bank holiday in any part of the United Kingdom as no working day. So a reply is late
    only if it is late by the bank holidays of the body's own nation and by those of all parts together; under FOISA
    and the EI(S)R the Scottish ones alone count. Where the law is known and not the nation, the days are given if
    they are the same in all nations. Nothing is told where law and nation are unknown, or a day is, or the reply
    comes before the request; and not whether it was late where more than twenty days may have been allowed.
    """
    if regime in _SCOTTISH:
        nation = Nation.SCOTLAND
    unknown = nation is None and regime is None
    if unknown or requested is None or replied is None or replied < requested:
        return Time(None, None)
    counts = {working_days(requested, replied, one) for one in ([nation] if nation else Nation)}
    # all parts together have every holiday of each, so what is late by theirs is late by the nation's own
    fewest = working_days(requested, replied, *([Nation.SCOTLAND] if regime in _SCOTTISH else Nation))
    days = counts.pop() if len(counts) == 1 else None
    extended = MOST_DAYS if regime in _NEVER_EXTENDED else _MOST_EXTENDED
    allowed = _MOST_OF_SCHOOLS if school else extended
    return Time(days, None if MOST_DAYS < fewest <= allowed else fewest > MOST_DAYS)


def working_days(requested: date, replied: date, *nations: Nation) -> int:
    """The days after ``requested`` up to ``replied`` that are working days in each of the nations."""
    first, beyond = requested + timedelta(days=1), replied + timedelta(days=1)
    years = range(first.year, beyond.year + 1)
    free = set().union(*(_bank_holidays(_PARTS[nation], year) for nation in nations for year in years))
    weeks, rest = divmod((beyond - first).days, 7)
    weekdays = 5 * weeks + sum((first + timedelta(days=day)).weekday() < _SATURDAY for day in range(rest))
    return weekdays - sum(first <= day < beyond for day in free)


@cache
def _bank_holidays(part: str, year: int) -> frozenset[date]:
    """The bank holidays of a part of the United Kingdom that do not fall on a weekend."""
    # the library takes a moment to load, and most commands count no days
    from holidays import country_holidays  # noqa: PLC0415

    found = country_holidays("GB", subdiv=part, years=year)
    return frozenset(day for day in found if day.year == year and day.weekday() < _SATURDAY)
