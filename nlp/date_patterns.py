"""How days are written in British letters. No logic lives here.

Every repeat is bounded, so that a search takes time in proportion to the text. A pattern that opens with a figure is
searched for quickly: text has few of them.
"""

from __future__ import annotations

import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MAY_BE_VERBS = frozenset({"may", "march"})
"""Months that are other words where they are written small and no year follows."""

_ONES = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
ORDINALS = {
    word: number
    for number, word in enumerate(
        [*_ONES, *_TEENS, "twentieth", *(f"twenty-{one}" for one in _ONES), "thirtieth", "thirty-first"], start=1
    )
}

_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]{0,6})\b"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"

DAY = re.compile(
    r"(?P<tens>\d)(?<![\d£$./-]\d)(?P<ones>\d?)(?:"
    # 3 May 2022 · 3rd of May, 2022 · 03-May-2022 · 3 May
    rf"\s?(?:st|nd|rd|th)?(?:\s{{1,20}}(?:day\s)?of)?(?:\s{{1,20}}|-){_MONTH}(?:(?:\.?,?\s{{1,20}}|,|-){_YEAR})?"
    # 03/05/2022 · 3.5.22
    r"|(?P<sign>[/.-])(?P<number>\d{1,2})(?P=sign)(?P<short>(?:19|20)?\d\d)(?![\d£$]|[/.-]\d)"
    # 2022-05-03
    r"|(?P<iso>\d\d-\d\d-\d\d)(?![\d-]))",
    re.IGNORECASE,
)
"""A day that opens with a figure."""

DAY_AND_YEAR = re.compile(rf"(?P<tens>\d)(?<!\d\d)(?P<ones>\d?)(?:st|nd|rd|th)?,?\s{{1,3}}{_YEAR}", re.IGNORECASE)
MONTH_BEFORE = re.compile(rf"(?<![a-z]){_MONTH}\.?\s{{1,3}}$", re.IGNORECASE)
LONGEST_MONTH = 14
"""May 3, 2022: as mail programs write it."""

IN_WORDS = re.compile(
    rf"\b(?P<words>(?:twenty-|thirty-)?[a-z]{{3,8}}(?:st|nd|rd|th))\s{{1,20}}(?:day\s)?of\s{{1,20}}{_MONTH}(?:,?\s{{1,20}}{_YEAR})?",
    re.IGNORECASE,
)
"""The third of May 2022."""
IN_WORDS_HINT = re.compile(rf"[dhtDHT](?i:(?<=st|nd|rd|th)\s{{1,20}}(?:day\s)?of\s{{1,20}}{_MONTH})")
"""What is in every such day; it opens with a set of letters, which makes the search quick."""
