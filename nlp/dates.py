"""Read the days that a letter names, in British order; impossible ones are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from nlp.date_patterns import (
    DAY,
    DAY_AND_YEAR,
    IN_WORDS,
    IN_WORDS_HINT,
    LONGEST_MONTH,
    MAY_BE_VERBS,
    MONTH_BEFORE,
    MONTHS,
    ORDINALS,
)

_EARLIEST, _LATEST = 2000, 2099
"""Years of letters under laws that were made in this century."""
_LEAP_YEAR = 2000
_MOST_BEFORE = timedelta(days=150)
"""How long before a known day one may lie that is given without its year."""


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day as it is written at ``start:end``; ``year`` is ``None`` where it is not given."""

    start: int
    end: int
    day: int
    month: int
    year: int | None

    def calendar(self) -> date | None:
        """The day in the calendar, ``None`` where the year is not given."""
        return None if self.year is None else date(self.year, self.month, self.day)

    def before(self, known: date) -> date | None:
        """The day in the calendar, if need be in the year in which it is the last one not after ``known``.

        ``None`` where that lies too far back for the year to be certain.
        """
        if self.year is not None:
            return self.calendar()
        for year in (known.year, known.year - 1):
            found = _exists(year, self.month, self.day)
            if found is not None and found <= known:
                return found if known - found <= _MOST_BEFORE else None
        return None


def written_days(text: str) -> list[WrittenDay]:
    """The days that ``text`` names, in order. Years before 2000 are of no use to letters and left out."""
    found = [one for match in DAY.finditer(text) if (one := _digits(match)) is not None]
    found += _american(text)
    if IN_WORDS_HINT.search(text):
        for match in IN_WORDS.finditer(text):
            day = ORDINALS.get(match["words"].lower())
            one = _named(match, match.start(), match.end(), day)
            if one is not None:
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def _american(text: str) -> Iterator[WrittenDay]:
    for match in DAY_AND_YEAR.finditer(text):
        month = MONTH_BEFORE.search(text[max(0, match.start() - LONGEST_MONTH) : match.start()])
        if month:
            begin = match.start() - len(month[0])
            one = _possible(begin, match.end(), int(match["year"]), MONTHS.get(month["month"].lower()), _figure(match))
            if one is not None:
                yield one


def _digits(match: re.Match[str]) -> WrittenDay | None:
    start, end = match.span()
    if match["month"]:
        return _named(match, start, end, _figure(match))
    if match["iso"]:
        year, month, day = map(int, match[0].split("-"))
        return _possible(start, end, year, month, day)
    year = int(match["short"])
    return _possible(start, end, year + (2000 if year < 100 else 0), int(match["number"]), _figure(match))


def _figure(match: re.Match[str]) -> int:
    return int(match["tens"] + match["ones"])


def _named(match: re.Match[str], start: int, end: int, day: int | None) -> WrittenDay | None:
    if match["month"] in MAY_BE_VERBS and not match["year"]:
        return None
    return _possible(start, end, int(match["year"]) if match["year"] else None, MONTHS.get(match["month"].lower()), day)


def _possible(start: int, end: int, year: int | None, month: int | None, day: int | None) -> WrittenDay | None:
    if month is None or day is None or not (year is None or _EARLIEST <= year <= _LATEST):
        return None
    if _exists(_LEAP_YEAR if year is None else year, month, day) is None:
        return None
    return WrittenDay(start, end, day, month, year)


def _exists(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
