"""The words and signs that make up a figure in a letter, kept apart from how they are read.

Every pattern is linear: repeats are bounded or possessive, and none can restart inside its own
match. A person who knows letters can add a bound word or a month here without reading the logic.
"""

from __future__ import annotations

import re

from nlp.types import Bound

SMALL_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
SCALE_WORDS = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}
SCALE_SIGNS = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "mil": 1_000_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}
ZERO_WORDS = ("nil", "none", "nothing", "zero", "nought", "naught")
TIMES_WORDS = {"once": 1, "twice": 2, "thrice": 3}
VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
FRACTION_WORDS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
FRACTION_PERCENT = {("one", "third"): 33, ("two", "third"): 67}
"""Thirds as a person writes them in per cent; every other fraction comes out even."""

BEFORE: dict[Bound, tuple[str, ...]] = {
    Bound.ABOUT: (
        "about",
        "around",
        "approximately",
        "approximatly",
        "approx",
        "approx.",
        "appox",
        "abt",
        "roughly",
        "some",
        "circa",
        "circa.",
        "c",
        "c.",
        "ca.",
        "est.",
        "est",
        "perhaps",
        "an estimated",
        "in the region of",
        "in the order of",
        "of the order of",
        "on the order of",
        "in the vicinity of",
        "something like",
        "somewhere around",
        "close to",
        "an average of about",
        "~",
        "≈",
    ),
    Bound.AT_LEAST: (
        "at least",
        "a minimum of",
        "minimum of",
        "minimum",
        "min.",
        "no fewer than",
        "not fewer than",
        "no less than",
        "not less than",
        "≥",
        ">=",
    ),
    Bound.AT_MOST: (
        "at most",
        "up to",
        "up to and including",
        "within",
        "a maximum of",
        "maximum of",
        "maximum",
        "max",
        "max.",
        "no more than",
        "not more than",
        "never more than",
        "no greater than",
        "no longer than",
        "no later than",
        "not exceeding",
        "not to exceed",
        "as many as",
        "as much as",
        "≤",
        "<=",
    ),
    Bound.MORE_THAN: (
        "more than",
        "over",
        "above",
        "just over",
        "just above",
        "well over",
        "slightly over",
        "slightly more than",
        "a little over",
        "a little more than",
        "just more than",
        "in excess of",
        "exceeding",
        "greater than",
        "higher than",
        "longer than",
        "larger than",
        "upwards of",
        "beyond",
        ">",
    ),
    Bound.LESS_THAN: (
        "fewer than",
        "less than",
        "under",
        "below",
        "just under",
        "just below",
        "just short of",
        "just shy of",
        "just less than",
        "slightly under",
        "slightly less than",
        "a little under",
        "a little less than",
        "a little fewer than",
        "well under",
        "nearly",
        "almost",
        "not quite",
        "smaller than",
        "lower than",
        "shorter than",
        "<",
    ),
    Bound.EXACT: ("exactly", "precisely", "only", "just", "a total of"),
}
AFTER: dict[Bound, tuple[str, ...]] = {
    Bound.ABOUT: (
        "or so",
        "or thereabouts",
        "approximately",
        "approx",
        "approx.",
        "(approximately)",
        "(approx)",
        "(approx.)",
        "(estimated)",
        "(estimate)",
        "(est)",
        "(est.)",
        "-odd",
    ),
    Bound.AT_LEAST: (
        "or more",
        "or above",
        "or over",
        "or greater",
        "or higher",
        "or longer",
        "and above",
        "and over",
        "plus",
        "minimum",
        "(minimum)",
        "at least",
        "+",
    ),
    Bound.AT_MOST: (
        "or fewer",
        "or less",
        "or under",
        "or below",
        "or lower",
        "and under",
        "maximum",
        "max",
        "(maximum)",
        "(max)",
        "at most",
    ),
}

_SPACE = r"\s"


def _phrase(words: str) -> str:
    return rf"{_SPACE}{{1,6}}".join(re.escape(word) for word in words.split())


def _phrases(table: dict[Bound, tuple[str, ...]]) -> dict[str, Bound]:
    return {phrase: bound for bound, phrases in table.items() for phrase in phrases}


BOUND_BEFORE = _phrases(BEFORE)
BOUND_AFTER = _phrases(AFTER)

_BEFORE = "|".join(_phrase(phrase) for phrase in sorted(BOUND_BEFORE, key=len, reverse=True))
_AFTER = "|".join(_phrase(phrase) for phrase in sorted(BOUND_AFTER, key=len, reverse=True))
PREFIX = re.compile(
    rf"(?<![\w<>])(?!(?<=-)>)(?P<phrase>{_BEFORE})(?P<degree>{_SPACE}{{1,6}}(?:only|just))?{_SPACE}{{0,6}}\Z",
    re.IGNORECASE,
)
PREFIX_REACH = 48
_ADDED = (
    "vat|v\\.a\\.t|expenses|(?:train|rail|bus|air)\\sfares?|mileage|delivery|p&p|postage|fees?|costs?|charges?|interest|travel|disbursements|on-?costs?|tax"
    "|inflation|benefits|an?|the|any|another|" + "|".join(SMALL_WORDS)
)
SUFFIX = re.compile(
    rf"{_SPACE}{{0,4}}(?P<phrase>{_AFTER})(?!\w)(?!{_SPACE}?[\d£$€])(?!(?<=plus|...\+){_SPACE}{{1,3}}(?:{_ADDED})\b)",
    re.IGNORECASE,
)
"""What follows a number and makes a bound of it; "plus VAT" makes none."""

# --- what looks like a number and is certainly no figure -------------------------------------

SHORT_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
MONTH = (
    "(?:[Jj]anuary|[Ff]ebruary|March|MARCH|[Aa]pril|May|MAY|[Jj]une|[Jj]uly|[Aa]ugust|[Ss]eptember"
    "|[Oo]ctober|[Nn]ovember|[Dd]ecember|JANUARY|FEBRUARY|APRIL|JUNE|JULY|AUGUST|SEPTEMBER"
    r"|OCTOBER|NOVEMBER|DECEMBER|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?:19|20)\d\d(?!\d)"
_ORDINAL = rf"{_SPACE}{{0,5}}(?:st|nd|rd|th)\b"
_SHORT_YEARS = "|".join(f"{year:02}/{(year + 1) % 100:02}" for year in range(100))
_SPACED_YEARS = "|".join(f"{year:02} ?[-–—/] ?{(year + 1) % 100:02}" for year in range(100))

_BROKEN = "|".join(
    rf"(?<=\b{word} )" for word in ("on", "to", "by", "of", "from", "until", "dated", "between", "since")
)
"""What stands before the day of a date that goes on in the next line; elsewhere a row ends with the number."""

DATE = (
    rf"(?:\d{{1,2}}(?:{_ORDINAL})?{_SPACE}{{1,3}}(?:of{_SPACE})?{MONTH},?{_SPACE}{{1,3}}{_YEAR}"
    rf"|\d{{1,2}}(?:{_ORDINAL})?[ ]{{1,2}}(?:of[ ])?{MONTH}(?!\w)"
    rf"|(?:{_BROKEN})\d{{1,2}}(?:{_ORDINAL})?[ ]?\n[ ]{{0,9}}{MONTH}(?!\w|[ \t:=–-]{{1,4}}[<>]?\d)"
    rf"|\d{{1,2}}(?:{_SPACE}?(?:,|and|or|to|&|-|–){_SPACE}?\d{{1,2}}){{1,6}}{_SPACE}{{1,3}}{MONTH}(?:,?{_SPACE}{{1,3}}{_YEAR}|(?!\w))"
    r"|\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)(?:\d{4}|\d{2})(?![\d/])"
    r"|(?:19|20)\d\d-\d\d-\d\d(?!\d)"
    rf"|{_YEAR}[ ]?[/–—-][ ]?{_YEAR}|{_YEAR}[/–—-]\d\d(?![\d%]|[,.]\d)"
    rf"|(?:19|20)(?:{_SPACED_YEARS})(?![\d%]|[,.]\d)"
    rf"|(?:{_SHORT_YEARS})(?![\d/]))"
)
"""A date or a financial year."""
MONTH_YEAR = rf"{MONTH}(?:,?{_SPACE}{{0,3}}{_YEAR}|[-’'](?:1\d|2\d)(?![\d%]))"
DAY = re.compile(rf"(?P<day>\d{{1,2}}){_SPACE}{{1,3}}{MONTH}")
MONTH_BEFORE = re.compile(rf"{MONTH}(?:{_SPACE}{{1,3}}{_YEAR})?[\s:=–-]{{1,4}}[<>]?\Z")
LONGEST_MONTH = 24
"""Characters that a month, its year and what follows them take."""
LONGEST_DAY = 31
OWN_LINES = re.compile(
    rf"(?<=\n)[ \t]{{0,9}}\d{{1,2}}[ \t]{{0,9}}\n\s{{0,2}}{MONTH}(?:{_SPACE}{{1,3}}{_YEAR})?[ \t]{{0,9}}\n"
)
"""A number on a line of its own over a month on one: a table's cells, one under the other."""
NUMBER_NEXT = re.compile(r"[\s:=–-]{1,4}[<>]?\d")
ENDS_ROW = re.compile(r"(?:[\d%*][ \t]{1,3}|<)\Z")
"""What stands before the last number of a flat row, over a row that opens with a month: "140 <5\\nMarch 2021 355"."""

_LAW = "section|s|regulation|reg|article|art|paragraph|para"
_LAW_MANY = "sections|ss|regulations|regs|articles|paragraphs|paras"
_NAMED = (
    "clause|schedule|appendix|annex|question|page|document|version|figure|table"
    "|tab|sheet|(?-i:row)|(?<![a-z][ ])row|column|band|chapter|volume|footnote|note|item|point|enclosure|attachment"
    r"|exhibit|no\.|reference|lot|quarter|category|grade|tier|phase|key[ ]stage|type|code|form|(?<!in )(?<!by )post(?=[ ]1[689](?!\w|[.,]\d))"
)
_PLACES = (
    "Zones?|Areas?|Wards|Steps?|Rules?|Ordinance|Byelaws?|Box|Boxes|Rounds?|Gates|Pumps?|Classes|Class|Procedure|Platforms?"
    "|Stations?|Lanes|Priority|Service|Code"
)
"""What is numbered only where it is written with a capital."""
_NAMED_SHORT = "sch|sched|q|p|doc|fig|vol|ref"
_NAMED_MANY = (
    "clauses|schedules|appendices|annexes|questions|pages|pp|documents|tables|rows|columns|bands|items"
    "|points|references|refs|codes|categories|grades|tiers|phases|quarters|types|forms"
)
_BRACKETS = r"(?:[ ]?\(\w{1,2}[A-Z]?\)){0,5}"
_ONE_NAME = r"(?!(?:19|20)\d\d[/–-]\d)\d{1,4}[a-zA-Z]{0,3}(?![\w,]\d)(?:\.\d{1,3}){0,3}(?:\(\w{1,4}\)){0,5}"
_JOINS = rf"{_SPACE}?(?:,|and|or|to|&|-|–){_SPACE}?"
_NEXT_NAME = rf"{_JOINS}\d{{1,3}}[a-z]?(?!\w|,\d)(?:\.\d{{1,3}})?"
NAME = (
    rf"(?<![A-Za-z_'’])(?:(?i:{_NAMED_MANY}){_SPACE}{{0,3}}{_ONE_NAME}(?:{_NEXT_NAME}){{0,12}}+"
    rf"|(?i:{_LAW_MANY})\.?{_SPACE}{{0,3}}{_ONE_NAME}{_BRACKETS}(?:{_NEXT_NAME}{_BRACKETS}){{0,12}}+"
    rf"|(?i:{_LAW})\.?{_SPACE}{{0,3}}{_ONE_NAME}{_BRACKETS}"
    rf"(?:{_NEXT_NAME}(?=[ ]?\(){_BRACKETS}){{0,12}}+"
    rf"|(?i:question|item|point|band|grade|level|stage|tier){_SPACE}{{1,3}}\d{{1,2}}[a-z]?{_SPACE}(?:and|or|&|to){_SPACE}"
    rf"\d{{1,2}}[a-z]?(?={_SPACE}?(?:[.,;:)](?!\d)|above|below|\n|\Z))"
    rf"|(?i:lots|wards|stations|levels|stages){_SPACE}{{1,2}}\d{{1,2}}(?![\w,]\d)(?:{_SPACE}?(?:,|and|or|to|&){_SPACE}?\d{{1,2}}(?![\w,]\d|{_SPACE}?%)){{1,12}}+"
    rf"|(?i:(?:{_NAMED_SHORT})\.?{_SPACE}{{0,3}}|(?:{_NAMED})(?:\.(?=\d)|{_SPACE}{{0,3}}))"
    rf"{_ONE_NAME}(?:[-–]\d{{1,3}}(?![\w,]|\.\d))?(?!{_SPACE}?%)"
    rf"|(?i:post)-1[689](?!\.\d)"
    rf"|(?:Years?|Levels?|Stage|Room|Junction|Route|{_PLACES}|(?<=\binto )year){_SPACE}{{1,2}}\d{{1,2}}(?![\w,]\d)"
    rf"(?:{_SPACE}?(?:,|and|or|to|&){_SPACE}?\d{{1,2}}(?![\w,]\d)){{0,6}}+"
    r"|(?:Microsoft|(?<!Home[ ])Office|Windows)[ ](?:365|\d{1,2})"
    r"|(?:Office|Server|Exchange|SharePoint|Outlook)[ ](?:20[012]\d|365))(?!\w)"
)
"""A number that names a section, a question, a page, a pay band."""

ADDRESS = r"(?:https?://|www\.)\S{1,2000}+"
PAGE = rf"(?i:page|p\.){_SPACE}{{0,2}}\d{{1,4}}{_SPACE}{{0,2}}(?:of|/){_SPACE}{{0,2}}\d{{1,4}}\b"
_POINTED = r"\d{1,3}(?:\.\d{3}){2}(?:\.000)?(?![.,]?\d)"
"""A whole number whose thousands are parted by points: "1.250.000"; four groups of digits may be an address."""
_CLOCK = (
    r"(?:0\d|1\d|2[0-3]|[1-9])\.[0-5]\d(?![%\d.]|[ ]?(?:mg|kg|g|m|km|wte|per|hours?|miles|million|points|litres)\b)"
)
_AT = "|".join(rf"(?<=\b{word} )" for word in ("at", "until", "till", "from", "between", "after", "before"))
_CALLED = "|".join(
    rf"(?<=\b{word} )"
    for word in (
        "NHS",
        "[Dd]ial",
        "[Rr]ing",
        "[Cc]all",
        "[Pp]hone",
        "elephone",
        "via",
        "calls on",
        "calls to",
        "calling",
    )
)
_LINES = (
    rf"(?:{_CALLED})(?:999|111|101)(?!\d|[.,]\d|{_SPACE}?%)"
    rf"|(?:999|111|101)(?={_SPACE}(?:calls?|service|system|operators?|handlers?|line|emergency|non-emergency)\b)"
)
"""Numbers that are dialled."""
SKIP = (
    rf"(?:\(?\b0\d{{2,4}}\)?[ -]?\d{{3,4}}[ -]?\d{{3,4}}\b|\+44[\d ()]{{9,14}}"
    r"|(?<=[^?:]\n)\d{1,3}[ ]of[ ]\d{1,3}(?=[ ]{0,9}\n)|\d{13,}+|24/7(?:/365)?(?!\d)"
    rf"|(?!{_POINTED})\d{{1,12}}(?:\.\d{{1,12}}){{2,12}}+"
    r"|\d{1,2}(?::\d\d){2}(?!\d)"
    rf"|{_LINES}"
    rf"|(?:{_AT}|(?=0)){_CLOCK}(?:{_SPACE}(?:and|or|to|until){_SPACE}{_CLOCK})?"
    r"|(?!1:[1-9]|50:50)\d{1,2}:\d\d(?!\d)"
    rf"|\d{{1,2}}(?:[.:]\d\d)?{_SPACE}?(?i:am|pm|a\.m\.?|p\.m\.?|noon|o'clock)(?!\w)"
    rf"|\d{{1,3}}(?:,\d{{3}}){{0,2}}{_ORDINAL}"
    r"|\d{1,4}['’]?s\b"
    r"|(?:(?<=[A-Z]\d[ ])|(?<=[A-Z]\d\d[ ])|(?<=\d[A-Z][ ]))\d[A-Z]{2}\b"
    r"|\d{1,3}(?:\.\d{1,2})?(?=[ ]{1,2}Download[ \t]{0,4}(?:\n|\Z))"
    r"|(?<=[a-z]{3}[.”\"’])(?<!prox\.)(?<!onse\.)(?<!swer\.)(?<!eply\.)(?<!otal\.)\d{1,2}(?=\s{1,3}[A-Z]|\s{0,9}\Z)|(?<=[a-z]”)\d{1,2}(?![\w%]|[.,]\d)"
    r"|\[\d{1,3}\])"
)
"""Telephone numbers, versions, times of day, ordinals, decades, postcodes, footnotes."""

# --- what may be a figure --------------------------------------------------------------------

PLAIN = (
    rf"(?:{_POINTED}|\d{{1,3}}(?:[ ]\d{{3}}){{0,3}}[ ]000(?![\d,.]\d|\d)"
    r"|(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,12}(?!\d))(?:\.\d{1,9}(?!\d))?+|\.\d{1,4}(?!\d))"
)
"""A number in figures; of those parted by spaces only one that ends in noughts is no row of a table: "250 000"."""
ODD_MONEY = (
    r"(?:\d{1,3}(?:[ ]\d{3}){1,4}\.\d\d(?!\d|\.\d)"
    r"|\d{1,3}(?:,[ ]?\d{3}){1,4}\.\d\d(?!\d|\.\d)|\d{1,3}(?:\.\d{3}){1,3}\.\d\d(?!\d|\.\d))"
)
"""An amount whose thousands somebody parted in his own way, known by its pence: "£4.375.00", "£12 345.67"."""
MISREAD = (
    r"(?=[\dlIOo,.]{0,12}\d)(?=[\d,.]{0,12}[lIOo])"
    r"(?:[\dlIO][\dlIOo]{0,2}(?:,[\dlIOo]{3}){1,3}|[\dlIO][\dlIOo]{0,8})(?:\.[\dlIOo]{1,3})?"
    r"|[lO](?=[ ]{1,2}[a-z]{3}|[ ]{0,3}(?:\n|\Z))"
)
"""A number in which a scanner took 1 for l or I, and 0 for O."""

GLUED = (
    "mm|cm|km|kg|g|mg|ml|lbs?|kw|kwh|mwh|mw|gb|tb|mb|mph|ha|sqm|m2|m|wte|fte|hrs?|hours?|mins?|minutes?"
    "|secs?|seconds?|days?|weeks?|wks?|months?|years?|yrs?|x|pts?|ph|pa|pw|pcm|pm|pppn|ft|t|nos?|nr|ish"
)
"""Units that are written against the number."""

STAFF = r"(?:WTE|FTE)\b"
"""What is counted with an x that touches it: "1xWTE"."""

DIGITS = (
    rf"(?:(?<!\w)|(?<=[\s(]x))(?P<sign>(?<![%)])[+−-](?=[£\d]))?(?:(?P<currency>£|GBP|\$|€){_SPACE}{{0,3}})?"
    rf"(?P<number>(?>(?(currency){ODD_MONEY}|(?!))|{MISREAD}|{PLAIN}))(?:[ ]?(?P<vulgar>[½¼¾⅓⅔]))?"
    rf"(?:{_SPACE}{{0,3}}(?P<scale>(?i:thousand|millions?|billion|mil|bn|mn)\b|(?<!\n)[kKmM]\b))?"
    rf"(?:{_SPACE}{{0,3}}(?P<percent>%|(?i:per[ \n]{{1,3}}cent|percent|percentage[ \n]points?)\b)"
    r"|(?P<pence>p\b|\s{1,2}pence\b))?"
    rf"(?:(?=(?P<glued>(?i:{GLUED})\b|[A-Z][a-z]{{2}}))|(?=[x×]{STAFF})|(?!\w))"
)

_NUMBER_WORD = "|".join(sorted([*SMALL_WORDS, *SCALE_WORDS], key=len, reverse=True))
WORDS = (
    rf"(?P<words>(?<!\w)(?:(?:a|half{_SPACE}a){_SPACE}(?=(?i:{'|'.join(SCALE_WORDS)})\b))?"
    rf"(?i:{_NUMBER_WORD})\b"
    rf"(?:(?:[-‐‑]|{_SPACE}{{1,3}}(?:and{_SPACE}{{1,3}})?)(?i:{_NUMBER_WORD})\b){{0,9}})"
)
AND_FRACTION = re.compile(
    rf"{_SPACE}{{1,3}}and{_SPACE}{{1,3}}(?P<count>a|one|three)(?:[-]|{_SPACE}{{1,3}})"
    r"(?P<part>half|quarters?|thirds?)\b"
    rf"(?:{_SPACE}{{1,3}}(?P<scale>thousand|million|billion)\b)?",
    re.IGNORECASE,
)
UNIT_AND_HALF = (
    rf"(?P<unithalf>\b(?i:an?{_SPACE}{{1,3}}(?:minute|hour|day|week|month|year|mile)"
    rf"{_SPACE}{{1,3}}and{_SPACE}{{1,3}}a{_SPACE}{{1,3}}half)\b)"
)
WORD_PERCENT = re.compile(rf"{_SPACE}{{1,3}}(?:per{_SPACE}{{1,3}}cent|percent)\b|%", re.IGNORECASE)
FRACTION = (
    rf"(?P<fraction>\b(?i:(?:(?:a|an|one|two|three|four)(?:[-]|{_SPACE}{{1,3}}))"
    rf"(?:half|thirds?|quarters?|fifths?|tenths?)|half(?!\sa\s(?:{'|'.join(SCALE_WORDS)})\b))\b(?!-))"
)
SINGLE = rf"(?P<single>\b(?i:a{_SPACE}{{1,3}}single)\b)"
ZERO = rf"(?P<zero>\b(?i:{'|'.join(ZERO_WORDS)}|no(?=[ ]one\b))\b)"
TIMES = rf"(?P<times>\b(?i:{'|'.join(TIMES_WORDS)})\b)"
MARK = r"(?P<hidden>(?<![^\s|(:;,=–-])(?:\*{1,3}|~|\[c\])(?![^\s|).;,]))"
SUPPRESSED = r"(?P<blotted>(?i:suppressed)\b)"
RATIO = r"(?P<ratio>(?<![\w:.])(?:1:[1-9]\d{0,2}(?:,\d{3})?(?:\.\d{1,3})?|50:50|[1-9]\d{0,2}(?:\.\d{1,2})?:1(?=[^\d.]|\.\D|\.?\Z))(?![\w:]))"
PER = re.compile(rf"\bper{_SPACE}{{1,3}}\Z", re.IGNORECASE)
"""What shows that a number is what a rate is counted by: "14 per 1,000 pupils"."""
PER_REACH = 8
MANY = re.compile(rf"\b(?:several|many|few|per|every){_SPACE}{{1,3}}\Z", re.IGNORECASE)
"""What shows that "hundred" is no number of its own: "several hundred", "3 per million"."""
FILE_SIZE = re.compile(r"[ ]?[KkMG]B\b")
FILE = re.compile(r"(?:\b(?:pdf|xlsx?|csv|docx?|file|spreadsheet|download|excel|word|zip)\b)", re.IGNORECASE)
"""What stands in front of the size of a file: "(PDF, 2.3MB)"."""
FILE_REACH = 50
POINTS = re.compile(
    r"(?:\A|(?<=\n))[ \t]{0,40}(\d{1,2})[.)](?=[ \t]{1,40}\S|[ \t]{0,40}\n[ \t]{0,40}(?!\d{1,2}[.)]\s)\S)"
)
"""The number of a point in a list, at the beginning of its line."""

_DIGIT_NEXT = r"(?=[\d(+£$€−.\[lIO-]|GBP)"
_WORD_THEN_DIGIT = rf"(?=(?:[Kk]ey[ ])?[A-Za-z]{{1,14}}(?:\.?,?{_SPACE}{{0,3}}|[-’'])\d)"
_NUMBER_LETTERS = (
    r"(?=[oO][nN]|[tT](?:[wWeE]|[hH][iIrR])|[fF][oOiI]|[sS][iIeEuU]|[eE][iIlL]|[nN][iIoOaA]|[zZ][eE]"
    r"|[dD][oO]|[hH][aAuU]|[mM][iI]|[bB][iI]|[qQ][uU]|[aA][nN]?[\s-])"
)
"""What every number word opens with: spares most words the longer trial."""

SCAN = re.compile(
    r"(?:(?<!\w)|(?<=[\s(]x)(?=\d)|(?<=\d)(?=[A-Z][a-z]))(?:"
    rf"{_DIGIT_NEXT}(?:(?P<skip>{SKIP})|(?P<date>{DATE})|{RATIO}|{DIGITS})"
    rf"|{_WORD_THEN_DIGIT}(?:(?P<page>{PAGE})|(?P<month>{MONTH_YEAR})|(?P<name>{NAME}))"
    rf"|{_NUMBER_LETTERS}(?:{UNIT_AND_HALF}|{FRACTION}|{WORDS}|{SINGLE}|{ZERO}|{TIMES}|{SUPPRESSED})"
    rf"|(?=http|www)(?P<address>{ADDRESS})"
    rf"|(?=[*~\[]){MARK})"
)
"""Finds whatever is written as a number, each kind under a name of its own."""

SCALED_HEADING = re.compile(
    r"£[ ]?['’]?0{3}s?\b|\(['’]?0{3}['’]?s?\)|['’]000s?\b|\bin[ ]thousands\b|\(thousands\)"
    r"|£[ ]?k\b|£[ ]?thousands?\b"
    r"|(?P<million>£[ ]?(?:m|mn|millions?)\b|\(millions?\)|\bin[ ]millions\b)",
    re.IGNORECASE,
)
"""A heading that says its figures are in thousands or millions."""

LEGEND = re.compile(r"[\s)'\"”’]{0,4}(?:=|means|denotes?|indicates?|represents?|signif|refers)", re.IGNORECASE)
"""What follows a mark that is being explained and stands for no figure."""

# --- what joins two numbers into one figure --------------------------------------------------

RANGE_JOIN = re.compile(
    rf"(?P<unit>{_SPACE}{{0,2}}[a-z%]{{1,12}})?{_SPACE}{{0,3}}(?P<join>-|–|—|\bto\b|\band\b|\bor\b){_SPACE}{{0,3}}\Z",
    re.IGNORECASE,
)
RANGE_OPENS = re.compile(rf"\b(?P<word>between|from){_SPACE}{{1,6}}\Z", re.IGNORECASE)
CHANGE = re.compile(
    r"\b(?:rose|risen|rise|rises|rising|fell|fall|fallen|falls|increased?|increasing|decreased?|decreasing"
    r"|reduced|reduction|reducing|dropped|drop|grew|grown|growth|went|gone|moved|changed?|cut|up|down"
    r"|raised|came|goes\sfrom|improved|declined?|reduc(?:es|e))\b",
    re.IGNORECASE,
)
SHARED_SCALE = re.compile(
    rf"{_SPACE}{{0,3}}(?:,|and\b|or\b|&|,{_SPACE}{{0,3}}(?:and|or)\b){_SPACE}{{1,3}}\Z", re.IGNORECASE
)
"""What stands between two amounts where the scale behind the second holds for both: "£1.2 and £1.5 million"."""
ONE_IN = re.compile(rf"{_SPACE}{{1,3}}in{_SPACE}{{1,3}}(?:every{_SPACE}{{1,3}})?\Z", re.IGNORECASE)
COUNTED = re.compile(rf"{_SPACE}{{0,2}}[xX×](?:{_SPACE}{{1,3}}(?=[A-Za-z]{{2}})|(?={STAFF}))")
"""What follows a number that counts things: "2 x nurses", "1xWTE"."""
REPEATED = re.compile(rf"{_SPACE}{{0,3}}\({_SPACE}{{0,2}}\Z")

# --- what a figure counts --------------------------------------------------------------------

TIME_OR_DISTANCE = re.compile(
    rf"[\s-]{{0,4}}(?:(?:working|calendar|clear|consecutive|school|business|further){_SPACE}{{1,3}})?"
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|fortnights?|months?|years?|yrs?|terms?"
    r"|mm|cm|m|metres?|meters?|km|kilomet(?:re|er)s?|miles?|feet|yards?|per\b|%)\b",
    re.IGNORECASE,
)
