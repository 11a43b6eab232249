"""The words that say what a figure counts, per what, and for which time."""

from __future__ import annotations

import re

from nlp.number_patterns import MONTH

_SPACE = r"\s"

LONGEST_PHRASE = 6
STOPS = frozenset(
    "a about after against agreed all also although an and answered any apart are as at be"
    " because been before being between both but by came can carried closed come concerned"
    " could cover did do does due during each either employed except for from given had has"
    " have he held if in including inclusive into is it its lasted left led made may means met"
    " might more most must not of on or our out over paid per received recorded related"
    " remain reported respectively seen sent she should since so spent such than that the"
    " their them then there these they this those through to took under until up used was we"
    " went were what when where whether which while who whose will with within without would"
    " you your".split()
)
"""Words that end the noun after a number."""

IRREGULAR = frozenset(
    "children people women men staff police persons fte wte sheep fish personnel cattle geese mice"
    " feet headcount premises".split()
)
NOT_NOUNS = frozenset("this does less overseas whereas plus previous various always perhaps towards across".split())
GENERIC_HEADS = frozenset(
    "workers visitors authorities centres therapists births days incidents alarms duties assistants"
    " advisors schools".split()
)
"""Nouns that say little without the word before them: "health visitors", "live births"."""
TIMES = frozenset("second seconds minute minutes hour hours day days week weeks month months year years".split())
PLAIN_UNIT = {
    "w.t.e": "wte",
    "wtes": "wte",
    "ftes": "fte",
    "hr": "hours",
    "hrs": "hours",
    "min": "minutes",
    "mins": "minutes",
    "sec": "seconds",
    "secs": "seconds",
    "wk": "weeks",
    "wks": "weeks",
    "yr": "years",
    "yrs": "years",
    "pounds": "GBP",
    "pence": "GBP",
    "percent": "%",
}
EQUIVALENT = re.compile(
    rf"{_SPACE}{{0,3}}\(?(?:(?P<wte>whole[- ]time[- ]equivalents?|w\.?t\.?e\.?s?)"
    rf"|(?P<fte>full[- ]time[- ]equivalents?|f\.?t\.?e\.?s?))(?!\w)",
    re.IGNORECASE,
)
MONEY_ASKED = re.compile(
    r"£|\b(?:how much|costs?|spen[dt]|spending|budget|expenditure|paid|payments?|income|price|value"
    r"|fees?|salary|salaries|funding)\b",
    re.IGNORECASE,
)
SHARE_ASKED = re.compile(r"%|\b(?:per ?cent|percentage|proportion)\b", re.IGNORECASE)
COUNTED = re.compile(
    r"\b(?:how many|number of|numbers of|total of|count of)\s{1,4}"
    r"(?P<noun>(?:[\w'’-]{1,30}\s{1,4}){0,5}[\w'’-]{1,30})",
    re.IGNORECASE,
)
WORD = re.compile(r"[A-Za-z][A-Za-z'’.&/-]{0,30}")

_EACH = r"year|annum|month|week|day|night|hour|head|person|quarter|term|session|meeting|mile|capita"
PER = re.compile(
    rf"(?:{_SPACE}{{1,3}}(?P<between>(?:[\w'’-]{{1,20}}{_SPACE}{{1,3}}){{0,4}}?))?"
    rf"{_SPACE}{{0,3}}(?:(?:\bper\b|/){_SPACE}{{0,3}}(?P<any>[a-z]{{2,20}})"
    rf"|(?:an?|each|every|for{_SPACE}each){_SPACE}{{1,3}}(?P<each>{_EACH})\b"
    r"|(?P<annually>annually|yearly|p\.?a\.?(?!\w))|(?P<weekly>weekly|p/?w\b)|(?P<monthly>monthly|pcm|p/?m\b))",
    re.IGNORECASE,
)
PER_HEADING = re.compile(
    rf"\b(?:(?:per|an?|each){_SPACE}{{1,3}}(?P<any>{_EACH})|(?P<annually>annual(?:ly)?|yearly|p\.a\.)"
    r"|(?P<weekly>weekly)|(?P<monthly>monthly))\b",
    re.IGNORECASE,
)
PER_WORDS = {"annum": "year", "capita": "head", "person": "head", "yr": "year", "wk": "week"}

_YEAR = r"(?:19|20)\d\d(?!\d)"
_FINANCIAL = rf"(?:{_YEAR}{_SPACE}?[/–-]{_SPACE}?(?:{_YEAR}|\d\d(?!\d))|\d\d/\d\d(?![\d/]))"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?{_SPACE}{{1,2}})"
_DATE = rf"(?:{_DAY}?{MONTH}(?:,?{_SPACE}{{1,2}}{_YEAR})?|{_FINANCIAL}|{_YEAR})"
PERIOD = re.compile(
    rf"(?<![\w£.,])(?=[\dADFJMNOSadfjnos])(?:academic{_SPACE}year{_SPACE})?"
    rf"{_DATE}(?:{_SPACE}{{1,3}}(?:to|until|-|–){_SPACE}{{1,3}}{_DATE})?(?![\w%]|,\d|\.\d)"
)
PERIOD_FOLLOWS = re.compile(
    rf"{_SPACE}{{0,3}}(?:(?!and\b|with\b|then\b)[a-z'’-]{{1,20}}{_SPACE}{{1,3}}){{0,4}}(?:in|during|for|over|at|on|\(|of|between|from)"
    rf"{_SPACE}{{0,3}}(?:the{_SPACE}(?:year|period|financial year)?{_SPACE}{{0,3}})?\Z",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[.!?]\s{1,3}(?=[A-Z\d£])|\n\s{0,9}\n")
