"""Find the numbers in an answer and read their values: the rules know what a number says.

Whether a number is a figure that the answer reports is left to a model; only what is certainly no
figure (a date, a section of an Act, a telephone number) is passed over here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from nlp.number_patterns import (
    AND_FRACTION,
    BOUND_AFTER,
    BOUND_BEFORE,
    CHANGE,
    COUNTED,
    FRACTION_PERCENT,
    FRACTION_WORDS,
    LEGEND,
    ONE_IN,
    PREFIX,
    PREFIX_REACH,
    RANGE_JOIN,
    RANGE_OPENS,
    REPEATED,
    SCALE_SIGNS,
    SCALE_WORDS,
    SCAN,
    SMALL_WORDS,
    SUFFIX,
    TIME_OR_DISTANCE,
    TIMES_WORDS,
    VULGAR,
    WORD_PERCENT,
)
from nlp.types import Bound, Value
from nlp.view import FILL, readable


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
class Candidate:
    """A number in an answer, with its bound words and signs, that may be a figure it reports.

    ``unit`` is the unit that the number itself carries (``GBP``, ``%``), else ``None``.
    ``core_start`` and ``core_end`` are the number without its bound words. ``certain`` is true
    where the way it is written leaves no doubt that something is counted ("2 x nurses").
    """

    start: int
    end: int
    value: Value
    form: Form
    unit: str | None
    core_start: int
    core_end: int
    certain: bool = False

    def moved(self, by: int) -> Candidate:
        """The same candidate, ``by`` characters further on."""
        return Candidate(
            self.start + by,
            self.end + by,
            self.value,
            self.form,
            self.unit,
            self.core_start + by,
            self.core_end + by,
            self.certain,
        )


@dataclass(frozen=True, slots=True)
class Numbers:
    """What an answer holds that is written as a number: candidates, and dates and years."""

    candidates: tuple[Candidate, ...]
    periods: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Atom:
    start: int
    end: int
    number: float | None
    form: Form
    unit: str | None = None
    scaled: bool = False
    bare: float = 0.0


_OCR = str.maketrans("lIOo", "1100")
_MISREAD_I = re.compile(r"(?<=[A-Za-z])I(?=[a-z])|(?<=[a-z])I")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ALONE = re.compile(rf"[\s{FILL}|(]*\Z")
_SPACED = re.compile(r"(?:\A|(?<=\n))[ \t]{0,40}(\d{1,3}(?: \d{3}){1,3})(?![ ]?[\d,.])")
_MINUTES_SECONDS = re.compile(r"\b(\d{1,3}) minutes?,? (?:and )?(\d{1,2}) seconds?\b", re.IGNORECASE)
_CURRENCIES = {"£": "GBP", "gbp": "GBP", "$": "usd", "€": "eur"}


def find_figures(view: str, start: int, end: int) -> list[Candidate]:
    """The numbers of ``view[start:end]`` that may be figures, in order, none overlapping another."""
    return list(read_numbers(view, start, end).candidates)


def scaled(candidate: Candidate, scale: float) -> Value:
    """The candidate's value under a heading such as "£000", where it carries no sign of its own."""
    value = candidate.value
    if scale == 1.0 or candidate.form is not Form.DIGITS or candidate.unit is not None:
        return value
    low = None if value.low is None else round(value.low * scale, 6)
    high = None if value.high is None else round(value.high * scale, 6)
    return Value(value.bound, low, high)


def read_numbers(view: str, start: int, end: int) -> Numbers:
    """The candidates of ``view[start:end]``, and the dates and years that stand among them."""
    body = _MISREAD_I.sub("l", view[start:end])
    atoms, periods = _scan(body)
    return Numbers(
        candidates=tuple(found.moved(start) for found in _join(body, atoms)),
        periods=tuple((left + start, right + start) for left, right in periods),
    )


def _scan(body: str) -> tuple[list[_Atom], list[tuple[int, int]]]:
    atoms: list[_Atom] = []
    periods: list[tuple[int, int]] = []
    whole = {match.start(1): match for match in _SPACED.finditer(body)}
    timed = {match.start(): match for match in _MINUTES_SECONDS.finditer(body)}
    position = 0
    while match := SCAN.search(body, position):
        position = max(match.end(), position + 1)
        begin = match.start()
        if begin in whole:
            spaced = whole[begin]
            number = float(spaced[1].replace(" ", ""))
            atoms.append(_Atom(begin, spaced.end(1), number, Form.DIGITS, bare=number))
            position = spaced.end(1)
        elif begin in timed:
            clock = timed[begin]
            number = int(clock[1]) + int(clock[2]) / 60
            atoms.append(_Atom(begin, clock.end(), number, Form.DIGITS, "minutes", bare=number))
            position = clock.end()
        elif match["date"] or match["month"]:
            periods.append(match.span())
        elif match["skip"] or match["name"] or match["page"] or match["address"]:
            continue
        elif match["number"]:
            atom = _digits(body, match)
            if atom is not None:
                atoms.append(atom)
                position = max(atom.end, position if atom.end == match.end() else atom.end)
        elif match["words"]:
            atom = _words(body, match)
            atoms.append(atom)
            position = atom.end
        else:
            atom = _other(body, match)
            if atom is not None:
                atoms.append(atom)
    return atoms, periods


def _digits(body: str, match: re.Match[str]) -> _Atom | None:
    digits = match["number"].translate(_OCR).replace(",", "")
    currency, scale, sign = match["currency"], match["scale"], match["sign"]
    start, end = match.span()
    if len(digits) > 1 and digits.startswith("0") and "." not in digits:
        return None
    bare = number = float(digits) + VULGAR.get(match["vulgar"] or "", 0.0)
    if scale == "m" and not currency:
        scale, end = None, match.end("vulgar") if match["vulgar"] else match.end("number")
    if scale:
        number = round(number * SCALE_SIGNS[scale.lower()], 6)
    unit = _CURRENCIES[currency.lower()] if currency else None
    if match["percent"]:
        unit = "%"
    elif match["pence"] and not currency:
        number, unit = number / 100, "GBP"
    if sign in ("-", "−"):
        alone = _ALONE.match(body, 0, start) or body[start - 1 : start] in "\n\t|"
        certain = sign == "−" or unit in ("%", "GBP")
        if certain or (alone and not re.match(r"[ ]?\w", body[end : end + 2])):
            number = -number
        else:
            start += 1
    elif sign and unit is None:
        start += 1
    return _Atom(start, end, number, Form.DIGITS, unit, bool(scale), bare)


def _words(body: str, match: re.Match[str]) -> _Atom:
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
            if last == "half":
                total, current, end = 6, 0, start + token.end()
                break
            size = SCALE_WORDS[word]
            if and_:
                break
            if size <= 100:
                current = max(current, 1) * size
            else:
                total += max(current, 1) * size
                current = 0
            last = "scale"
        end = start + token.end()
    number = float(total + current)
    part = AND_FRACTION.match(body, end)
    if part:
        count = 3 if part["count"].lower() == "three" else 1
        number += count * FRACTION_WORDS[part["part"].lower().rstrip("s")]
        end = part.end()
    unit = None
    percent = WORD_PERCENT.match(body, end)
    if percent:
        unit, end = "%", percent.end()
    return _Atom(start, end, number, Form.WORDS, unit, number >= 1000, number)


def _other(body: str, match: re.Match[str]) -> _Atom | None:
    start, end = match.span()
    if match["ratio"]:
        number = float(match["ratio"].partition(":")[2].replace(",", ""))
        unit = "%" if match["ratio"] == "50:50" else None
        return _Atom(start, end, number, Form.RATIO, unit, bare=number)
    if match["fraction"]:
        return _fraction(body, match)
    if match["unithalf"]:
        return _Atom(start, end, 1.5, Form.WORDS, bare=1.5)
    if match["single"]:
        return _Atom(start, end, 1.0, Form.WORDS, bare=1.0)
    if match["zero"]:
        if match["zero"].lower() == "no":
            end = start + len("no one")
        return _Atom(start, end, 0.0, Form.ZERO)
    if match["times"]:
        return _Atom(start, end, float(TIMES_WORDS[match["times"].lower()]), Form.TIMES)
    if LEGEND.match(body, end) or _OPENS_POINT.match(body, body.rfind("\n", 0, start) + 1, end + 3):
        return None
    return _Atom(start, end, None, Form.HIDDEN)


_OPENS_POINT = re.compile(r"[ \t]{0,40}\*[ \t]{1,2}[A-Za-z]")
_WHOLE = re.compile(r"\s{1,3}(?:a|an|the)?\s{0,3}(?:whole|full|wte|fte|day|hour|post|year)", re.I)
_OF = re.compile(r"\s{1,3}of\s{1,3}(?!a\s)", re.I)


def _fraction(body: str, match: re.Match[str]) -> _Atom | None:
    start, end = match.span()
    words = match["fraction"].lower().replace("-", " ").split()
    count, part = (words[0], words[-1].rstrip("s")) if len(words) > 1 else ("one", words[0])
    count = "one" if count in ("a", "an") else count
    share = SMALL_WORDS[count] * FRACTION_WORDS[part]
    if _WHOLE.match(body, end):
        return _Atom(start, end, share, Form.FRACTION, bare=share)
    if _OF.match(body, end) or part == "half" or PREFIX.search(body, max(0, start - 20), start):
        if part == "half" and not _OF.match(body, end):
            return _Atom(start, end, share, Form.FRACTION, bare=share)
        percent = FRACTION_PERCENT.get((count, part), round(share * 100, 6))
        return _Atom(start, end, float(percent), Form.FRACTION, "%", bare=float(percent))
    if len(words) > 1 and words[0] in SMALL_WORDS and words[-1].endswith("s"):
        # "three quarters for which we have figures": a count of quarters of the year.
        number = float(SMALL_WORDS[words[0]])
        return _Atom(start, start + len(words[0]), number, Form.WORDS, bare=number)
    return None


def _join(body: str, atoms: list[_Atom]) -> list[Candidate]:
    found: list[Candidate] = []
    index, floor = 0, 0
    while index < len(atoms):
        first = atoms[index]
        used = 1
        candidate = None
        if index + 1 < len(atoms):
            second = atoms[index + 1]
            if second.start - first.end <= 24:
                candidate = _pair(body, first, second, floor)
                used = 2 if candidate else 1
        if candidate is None:
            candidate = _lone(body, first, floor)
        following = atoms[index + used] if index + used < len(atoms) else None
        if following and _repeats(body, candidate, following):
            candidate = replace(candidate, end=following.end + 1)
            used += 1
        if candidate.form is Form.DIGITS and COUNTED.match(body, candidate.end):
            candidate = replace(candidate, certain=True)
        found.append(candidate)
        floor = candidate.end
        index += used
    return found


def _repeats(body: str, candidate: Candidate, following: _Atom) -> bool:
    """Whether the next number says the same again in brackets: "five (5)"."""
    value = candidate.value
    numbers = {value.low, value.high} - {None}
    return (
        following.number in numbers
        and following.start - candidate.end <= 6
        and REPEATED.match(body, candidate.end, following.start) is not None
        and body[following.end : following.end + 1] == ")"
    )


def _pair(body: str, first: _Atom, second: _Atom, floor: int) -> Candidate | None:
    """Two numbers read as one figure: a range, a ratio, a share ("one in ten")."""
    if first.number is None or second.number is None:
        return None
    countable = (Form.DIGITS, Form.WORDS)
    if first.form not in countable or second.form not in countable:
        return None
    start, bound = _prefix(body, first.start, floor, first)
    if (
        ONE_IN.match(body, first.end, second.start)
        and first.unit is None
        and second.unit is None
        and 1 <= first.number < second.number <= 100
        and (first.number == 1 or second.number == 10)
        and first.form == second.form
        and not TIME_OR_DISTANCE.match(body, second.end)
    ):
        share = round(first.number / second.number * 100, 6)
        value = Value(bound if bound is Bound.ABOUT else Bound.EXACT, share, share)
        return Candidate(start, second.end, value, Form.RATIO, "%", first.start, second.end)
    join = RANGE_JOIN.match(body, first.end, second.start)
    if join is None:
        return None
    opens = RANGE_OPENS.search(body, max(floor, first.start - 16), first.start)
    word = opens["word"].lower() if opens else ""
    link = join["join"].lower()
    if link == "and" and word != "between":
        return None
    if join["unit"] and word != "between":
        return None
    low, high = first.number, second.number
    if second.scaled and not first.scaled and first.bare < second.bare:
        low = low * (second.number / second.bare)
    if first.unit and second.unit and first.unit != second.unit:
        return None
    if first.unit == "GBP" and second.unit is None and high < low:
        return None
    if link == "or" and not (high - low in (1, 2) and first.form == second.form):
        return None
    if link == "to" and low == 1 and high >= 15 and word != "from" and _is_ratio(body, second):
        value = Value(bound if bound is Bound.ABOUT else Bound.EXACT, high, high)
        return Candidate(start, second.end, value, Form.RATIO, None, first.start, second.end)
    if not low < high or _is_year(body, first):
        return None
    if link in ("to", "-", "–", "—") and word != "between":
        before = body[max(0, first.start - 60) : first.start].rpartition(".")[2]
        if link == "to" and CHANGE.search(before):
            return None
    if opens:
        start = opens.start()
    elif bound not in (Bound.EXACT, Bound.ABOUT):
        start = first.start
    value = Value(Bound.RANGE, low, high)
    unit = second.unit or first.unit
    return Candidate(start, second.end, value, first.form, unit, first.start, second.end)


def _is_year(body: str, atom: _Atom) -> bool:
    return atom.unit is None and _YEAR.fullmatch(body, atom.start, atom.end) is not None


def _is_ratio(body: str, second: _Atom) -> bool:
    after = body[second.end : second.end + 12].lower()
    return after[:1] in (".", "", "\n", ",", ";", ")") or "ratio" in after


def _prefix(body: str, start: int, floor: int, atom: _Atom) -> tuple[int, Bound]:
    match = PREFIX.search(body, max(floor, start - PREFIX_REACH), start)
    if match is None:
        return start, Bound.EXACT
    phrase = readable(match["phrase"]).lower()
    bound = BOUND_BEFORE[phrase]
    if bound is Bound.EXACT:
        return start, Bound.EXACT
    if phrase == "within" and not (atom.unit or TIME_OR_DISTANCE.match(body, atom.end)):
        return start, Bound.EXACT
    if phrase == "within" and re.search(r"\bto\s{1,3}\Z", body[: match.start()][-6:]):
        return start, Bound.EXACT
    if phrase == "over" and _spread(body, match.start(), atom):
        return start, Bound.EXACT
    if phrase == "up to" and _ADDS.search(body, max(0, match.start() - 10), match.start()):
        return start, Bound.EXACT
    if phrase == "some" and atom.form is Form.WORDS and (atom.number or 0) < 10:
        return start, Bound.EXACT
    return match.start(), bound


_ADDS = re.compile(r"\badd(?:s|ed|ing)?\s{1,3}\Z", re.IGNORECASE)
_SPREAD = re.compile(r"(?:[\d%)]|million|billion|thousand|spread|shared)\s{1,3}\Z", re.IGNORECASE)
_LASTS = re.compile(
    r"(?:\A|[.:;(]\s?|\b(?:is|was|were|are|for|of|just|wait(?:s|ed|ing)?|takes?|took|taken|been|lasting"
    r"|lasted|served|anything|well|slightly|by|to|those|aged?)\s{1,3})\Z",
    re.IGNORECASE,
)
_LONG_TIME = re.compile(r"[\s-]{1,3}(?:calendar |financial |full )?(?:months?|years?)\b", re.IGNORECASE)


def _spread(body: str, start: int, atom: _Atom) -> bool:
    """Whether "over" means "in the course of" or "among": "£1.6 billion over ten years"."""
    before = body[max(0, start - 12) : start]
    if _SPREAD.search(before):
        return True
    return _LONG_TIME.match(body, atom.end) is not None and _LASTS.search(before) is None


def _lone(body: str, atom: _Atom, floor: int) -> Candidate:
    if atom.number is None:
        value = Value(Bound.SUPPRESSED, None, None)
        return Candidate(
            atom.start, atom.end, value, atom.form, atom.unit, atom.start, atom.end
        )
    start, end, bound = atom.start, atom.end, Bound.EXACT
    if atom.form is not Form.ZERO:
        start, bound = _prefix(body, atom.start, floor, atom)
        if bound is Bound.EXACT:
            after = SUFFIX.match(body, end)
            if after:
                end, bound = after.end(), BOUND_AFTER[readable(after["phrase"]).lower()]
    return Candidate(
        start, end, _value(bound, atom.number), atom.form, atom.unit, atom.start, atom.end
    )


def _value(bound: Bound, number: float) -> Value:
    low = None if bound in (Bound.LESS_THAN, Bound.AT_MOST) else number
    high = None if bound in (Bound.MORE_THAN, Bound.AT_LEAST) else number
    return Value(bound, low, high)
