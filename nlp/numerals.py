"""Read single numbers out of an answer: digits, number words, fractions, "nil", "*".

What is certainly no figure (a date, a section of an Act, a telephone number) is passed over here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from nlp.number_patterns import (
    AND_FRACTION,
    DAY,
    ENDS_ROW,
    FILE,
    FILE_REACH,
    FILE_SIZE,
    FRACTION_PERCENT,
    FRACTION_WORDS,
    LEGEND,
    LONGEST_DAY,
    LONGEST_MONTH,
    MANY,
    MONTH_BEFORE,
    NUMBER_NEXT,
    OWN_LINES,
    PER,
    PER_REACH,
    POINTS,
    PREFIX,
    SCALE_SIGNS,
    SCALE_WORDS,
    SCAN,
    SHARED_SCALE,
    SMALL_WORDS,
    TIMES_WORDS,
    VULGAR,
    WORD_PERCENT,
)


class Form(StrEnum):
    """How a number is written."""

    DIGITS = "digits"
    WORDS = "words"
    FRACTION = "fraction"
    ZERO = "zero"
    TIMES = "times"
    RATIO = "ratio"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number: its place, its value (``None`` where hidden), and the unit that it carries.

    ``bare`` is the number without its scale: 1.2 of "1.2m".
    """

    start: int
    end: int
    number: float | None
    form: Form
    unit: str | None = None
    scaled: bool = False
    bare: float = 0.0


_THOUSANDS = 3
"""Digits after the last of several points that are thousands, and no pence."""
_MOST_WITH_FRACTION = 100
"""Numbers below this one may have a fraction after them: "2 and a half"."""
_OCR = str.maketrans("lIOo", "1100")
_SPACED = re.compile(r"(?:\A|(?<=\n))[ \t]{0,40}((?!\d{3} \d{3} \d)\d{1,3}(?: \d{3}){1,2})(?![ ]?[\d,.])")
"""A number whose thousands are parted by spaces; three groups of three digits, or four groups, are a row of a table."""
_MINUS = re.compile(r"(?:\A|[:(;,\n]\s?|\b(?:of|was|were|is|to|from|between|at|by)\s{1,3})(?P<word>[Mm]inus\s{1,3})\Z")
"""The word for a sign: "a change of minus 11"; what is taken away from something keeps its own."""
_MINUS_REACH = 18
_RANGE_NEXT = re.compile(r"\s?[-–]\s?\d")
_MINUTES_SECONDS = re.compile(r"\b(\d{1,3}) minutes?,? (?:and )?(\d{1,2}) seconds?\b", re.IGNORECASE)
_RANGE_OF_MONEY = re.compile(r"[£$€][\d.,]{1,12}[ ]?[-–—][ ]?\Z")
"""What shows that the m of "£12-15m" is for millions."""
_CURRENCIES = {"£": "GBP", "gbp": "GBP", "$": "usd", "€": "eur"}
_AMOUNTS = frozenset(_CURRENCIES.values())
_DECIMALS = re.compile(r"(?<=\.)\d{1,9}")


def read_numerals(body: str) -> tuple[list[Numeral], list[tuple[int, int]]]:
    """The numbers of ``body`` in order, and the places of its dates and financial years."""
    numerals: list[Numeral] = []
    periods: list[tuple[int, int]] = []
    whole = {match.start(1): match for match in _SPACED.finditer(body)}
    timed = {match.start(): match for match in _MINUTES_SECONDS.finditer(body)}
    points = _points(body)
    position = 0
    while match := SCAN.search(body, position):
        position = max(match.end(), position + 1)
        begin = match.start()
        if begin in points:
            position = points[begin]
        elif begin in whole:
            spaced = whole[begin]
            number = float(spaced[1].replace(" ", ""))
            numerals.append(Numeral(begin, spaced.end(1), number, Form.DIGITS, bare=number))
            position = spaced.end(1)
        elif begin in timed:
            clock = timed[begin]
            number = int(clock[1]) + int(clock[2]) / 60
            numerals.append(Numeral(begin, clock.end(), number, Form.DIGITS, "minutes", bare=number))
            position = clock.end()
        elif match["date"] and (count := _under_a_month(body, match)):
            numerals.append(count)
            position = count.end
        elif match["date"] or match["month"]:
            periods.append(match.span())
        elif (
            match["skip"]
            or match["name"]
            or match["page"]
            or match["address"]
            or (match["number"] and PER.search(body, max(0, begin - PER_REACH), begin))
            or (match["number"] and _is_file_size(body, match))
            or (match["words"] and _counts_nothing(body, match))
        ):
            continue
        elif match["number"]:
            numeral = _digits(body, match)
            if numeral is not None:
                numerals.append(numeral)
                position = numeral.end
        elif match["words"]:
            numeral = _words(body, match)
            numerals.append(numeral)
            position = numeral.end
        else:
            numeral = _other(body, match)
            if numeral is not None:
                numerals.append(numeral)
                position = numeral.end
    return _with_scales(body, numerals), periods


def _with_scales(body: str, numerals: list[Numeral]) -> list[Numeral]:
    """The numbers, amounts that go before one in millions in millions too: "£1.2, £1.4 and £1.5 million".

    Such amounts are written alike: with a currency and one decimal; two may be pence.
    """
    for place in range(len(numerals) - 1, 0, -1):
        first, second = numerals[place - 1 : place + 1]
        if (
            second.scaled
            and second.bare
            and first.unit in _AMOUNTS
            and first.unit == second.unit
            and not first.scaled
            and first.number is not None
            and SHARED_SCALE.match(body, first.end, second.start)
            and _decimals(body, first) == _decimals(body, second) == 1
        ):
            scale = (second.number or 0.0) / second.bare
            numerals[place - 1] = replace(first, number=round(first.number * scale, 6), scaled=True)
    return numerals


def _decimals(body: str, numeral: Numeral) -> int:
    digits = _DECIMALS.search(body, numeral.start, numeral.end)
    return len(digits[0]) if digits else 0


def _points(body: str) -> dict[int, int]:
    """Where the numbers of a list stand that counts up from line to line, each with its end."""
    found = list(POINTS.finditer(body))
    listed: dict[int, int] = {}
    for one, following in pairwise(found):
        if int(following[1]) == int(one[1]) + 1:
            listed[one.start(1)] = one.end(1)
            listed[following.start(1)] = following.end(1)
    return listed


def _is_file_size(body: str, match: re.Match[str]) -> bool:
    begin, end = match.start(), match.end("number")
    return FILE_SIZE.match(body, end) is not None and FILE.search(body, max(0, begin - FILE_REACH), begin) is not None


def _counts_nothing(body: str, match: re.Match[str]) -> bool:
    """Whether a scale word stands for no number: the hundred of "several hundred"."""
    return (
        match["words"].lower() in SCALE_WORDS
        and MANY.search(body, max(0, match.start() - 12), match.start()) is not None
    )


def _under_a_month(body: str, match: re.Match[str]) -> Numeral | None:
    """The number that looks like the day of a date, but is the figure of the month before it: "Jan 7 Feb 9 Mar 4".

    So is the last number of a row, where the next row opens with a month.
    """
    day = DAY.match(body, match.start())
    if day is None:
        return None
    left = max(0, match.start() - LONGEST_MONTH)
    in_column = int(day["day"]) > LONGEST_DAY or OWN_LINES.match(body, match.start())
    if not in_column:
        if not NUMBER_NEXT.match(body, match.end()):
            return None
        ends_row = "\n" in day[0] and ENDS_ROW.search(body, left, match.start())
        if not ends_row and not MONTH_BEFORE.search(body, left, match.start()):
            return None
    number = float(day["day"])
    return Numeral(match.start(), day.end("day"), number, Form.DIGITS, bare=number)


def _digits(body: str, match: re.Match[str]) -> Numeral | None:
    digits = "".join(match["number"].translate(_OCR).replace(",", "").split())
    if digits.count(".") > 1:
        pounds, _, pence = digits.rpartition(".")
        digits = pounds.replace(".", "") + (pence if len(pence) == _THOUSANDS else f".{pence}")
    currency, scale, sign = match["currency"], match["scale"], match["sign"]
    start, end = match.span()
    if len(digits) > 1 and digits.startswith("0") and "." not in digits:
        return None
    bare = number = float(digits) + VULGAR.get(match["vulgar"] or "", 0.0)
    if scale == "m" and not currency and not _RANGE_OF_MONEY.search(body, max(0, start - 20), start):
        scale, end = None, match.end("vulgar") if match["vulgar"] else match.end("number")
    if scale:
        number = round(number * SCALE_SIGNS[scale.lower()], 6)
    elif number < _MOST_WITH_FRACTION and not match["percent"]:
        number, end = _with_fraction(body, number, end)
    unit = _CURRENCIES[currency.lower()] if currency else None
    if match["percent"]:
        unit = "%"
    elif match["pence"] and not currency:
        number, unit = number / 100, "GBP"
    if sign in ("-", "−"):
        opens = start < 9 and not body[:start].strip(" |(\n")
        alone = opens or body[start - 1 : start] in "\n\t|"
        certain = sign == "−" or unit in ("%", "GBP")
        if certain or (alone and not re.match(r"[ ]?\w", body[end : end + 2])):
            number = -number
        else:
            start += 1
    elif sign and unit is None:
        start += 1
    elif (
        not sign
        and (minus := _MINUS.search(body, max(0, start - _MINUS_REACH), start))
        and not _RANGE_NEXT.match(body, end)
    ):
        start, number = minus.start("word"), -number
    return Numeral(start, end, number, Form.DIGITS, unit, bool(scale), bare)


def _with_fraction(body: str, number: float, end: int) -> tuple[float, int]:
    """A number with the fraction and the scale after it, and where these end: "three and a half million"."""
    part = AND_FRACTION.match(body, end)
    if part is None:
        return number, end
    count = 3 if part["count"].lower() == "three" else 1
    number += count * FRACTION_WORDS[part["part"].lower().rstrip("s")]
    return number * SCALE_WORDS.get((part["scale"] or "").lower(), 1), part.end()


def _words(body: str, match: re.Match[str]) -> Numeral:
    start = match.start("words")
    total = current = 0
    end = start
    last = "start"
    for token in re.finditer(r"[A-Za-z]+", match["words"]):
        word = token[0].lower()
        joined = match["words"][max(0, token.start() - 4) : token.start()].lower()
        if word in ("a", "half"):
            current = 1
            last = "half" if word == "half" else last
            continue
        if word == "and":
            continue
        and_ = joined.endswith("and ") or "and" in joined.split()
        if word in SMALL_WORDS:
            size = SMALL_WORDS[word]
            follows = last == "start" or (last == "scale" and (and_ or size < 100))
            if last == "tens" and size < 10 and not and_:
                follows = True
            if not follows:
                break
            current += size
            last = "tens" if size >= 20 else "ones"
        else:
            size = SCALE_WORDS[word]
            if last == "half":
                total, current, end = size // 2, 0, start + token.end()
                break
            if and_:
                break
            if size <= 100:
                current = max(current, 1) * size
            else:
                total += max(current, 1) * size
                current = 0
            last = "scale"
        end = start + token.end()
    number, end = _with_fraction(body, float(total + current), end)
    unit = None
    percent = WORD_PERCENT.match(body, end)
    if percent:
        unit, end = "%", percent.end()
    return Numeral(start, end, number, Form.WORDS, unit, number >= 1000, number)


def _other(body: str, match: re.Match[str]) -> Numeral | None:
    start, end = match.span()
    if match["ratio"]:
        one, _, other = match["ratio"].partition(":")
        number = float((one if other == "1" else other).replace(",", ""))
        unit = "%" if match["ratio"] == "50:50" else None
        return Numeral(start, end, number, Form.RATIO, unit, bare=number)
    if match["fraction"]:
        return _fraction(body, match)
    if match["unithalf"]:
        return Numeral(start, end, 1.5, Form.WORDS, bare=1.5)
    if match["single"]:
        return Numeral(start, end, 1.0, Form.WORDS, bare=1.0)
    if match["zero"]:
        if match["zero"].lower() == "no":
            end = start + len("no one")
        return Numeral(start, end, 0.0, Form.ZERO)
    if match["times"]:
        return Numeral(start, end, float(TIMES_WORDS[match["times"].lower()]), Form.TIMES)
    if LEGEND.match(body, end) or "=" in body[max(0, start - 3) : start]:
        return None
    if _OPENS_POINT.match(body, body.rfind("\n", max(0, start - 60), start) + 1, end + 3):
        return None
    return Numeral(start, end, None, Form.HIDDEN)


_OPENS_POINT = re.compile(r"[ \t]{0,40}\*[ \t]{1,2}[A-Za-z]")
_WHOLE = re.compile(r"\s{1,3}(?:a|an|the)?\s{0,3}(?:whole|full|wte|fte|day|hour|post|year)", re.IGNORECASE)
_OF = re.compile(r"\s{1,3}of\s{1,3}(?!a\s)", re.IGNORECASE)


def _fraction(body: str, match: re.Match[str]) -> Numeral | None:
    start, end = match.span()
    words = match["fraction"].lower().replace("-", " ").split()
    count, part = (words[0], words[-1].rstrip("s")) if len(words) > 1 else ("one", words[0])
    count = "one" if count in ("a", "an") else count
    share = SMALL_WORDS[count] * FRACTION_WORDS[part]
    if _WHOLE.match(body, end):
        return Numeral(start, end, share, Form.FRACTION, bare=share)
    if _OF.match(body, end) or part == "half" or PREFIX.search(body, max(0, start - 20), start):
        if part == "half" and not _OF.match(body, end):
            return Numeral(start, end, share, Form.FRACTION, bare=share)
        percent = FRACTION_PERCENT.get((count, part), round(share * 100, 6))
        return Numeral(start, end, float(percent), Form.FRACTION, "%", bare=float(percent))
    if len(words) > 1 and words[0] in SMALL_WORDS and words[-1].endswith("s"):
        # "three quarters for which we have figures": a count of quarters of the year.
        number = float(SMALL_WORDS[words[0]])
        return Numeral(start, start + len(words[0]), number, Form.WORDS, bare=number)
    return None
