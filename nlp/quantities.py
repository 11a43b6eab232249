"""Find the numbers in an answer and read their values: the rules know what a number says.

Bound words ("fewer than 5"), ranges ("10 to 15") and repeats ("five (5)") are joined here into one
candidate. Whether a candidate is a figure that the answer reports is left to a model.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp.number_patterns import (
    BOUND_AFTER,
    BOUND_BEFORE,
    CHANGE,
    COUNTED,
    ONE_IN,
    PREFIX,
    PREFIX_REACH,
    RANGE_JOIN,
    RANGE_OPENS,
    REPEATED,
    SUFFIX,
    TIME_OR_DISTANCE,
)
from nlp.numerals import Form, Numeral, read_numerals
from nlp.types import Bound, Value
from nlp.view import FILL, entity_start


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


_MISREAD_I = re.compile(r"(?<=[A-Za-z])I(?=[a-z])|(?<=[a-z])I")
_SAME_LETTERS = str.maketrans({FILL: " ", "ſ": "s", "ı": "i", "İ": "I", "K": "K"})
"""Letters that match others when case is ignored, each given the plain one's place."""
_FOOTNOTE_SIGN = re.compile(r"(?<=[0-9%])(?<!\b10)[⁰¹²³⁴-⁹]{1,2}(?![⁰¹²³⁴-⁹])")
"""The number of a footnote behind a figure: "288¹"; that behind a 10 may be its power."""
_EMPHASIS = re.compile(r"(?<!\w)_(?=[£<\d])|(?<=[\d%])_(?!\w)")
"""The marks of italics round a figure: "_1,204_"."""
_INSIDE = re.compile(rf"(?<=\d){FILL}(?=[\d,.])|(?<=\d[,.]){FILL}(?=\d)")
"""A character without width inside a number; signs of mark-up are longer, or stand at its edge."""
_QUESTION_REACH = 1_000
"""Characters of a question in which it sets thresholds; each cell of a table looks at its question anew."""
_THRESHOLDS = frozenset({Bound.MORE_THAN, Bound.AT_LEAST, Bound.AT_MOST})
_YEAR = re.compile(r"(?:19|20)\d\d")


def scaled(candidate: Candidate, scale: float) -> Value:
    """The candidate's value under a heading such as "£000", where it carries no sign of its own."""
    value = candidate.value
    if scale == 1.0 or candidate.form is not Form.DIGITS or candidate.unit is not None:
        return value
    low = None if value.low is None else round(value.low * scale, 6)
    high = None if value.high is None else round(value.high * scale, 6)
    return Value(value.bound, low, high)


def read_numbers(view: str, start: int, end: int) -> Numbers:
    """The numbers of ``view[start:end]`` that may be figures, and the dates and years that stand among them.

    Both are in order; candidates do not overlap.
    """
    body = view[start:end]
    if FILL in body and (hidden := {match.start() for match in _INSIDE.finditer(body)}):
        return _without(view, start, body, hidden)
    if not body.isascii():
        body = _FOOTNOTE_SIGN.sub(lambda sign: " " * len(sign[0]), body.translate(_SAME_LETTERS))
    body = _EMPHASIS.sub(" ", _MISREAD_I.sub("l", body))
    numerals, periods = read_numerals(body)
    return Numbers(
        candidates=tuple(_placed(view, start, found) for found in _join(body, numerals)),
        periods=tuple((left + start, right + start) for left, right in periods),
    )


def without_asked(numbers: Numbers, start: int, question: str) -> Numbers:
    """The numbers without the thresholds that the question sets and the answer but says again: "12 over £500".

    What the answer, at ``start``, opens with is its own; so is "fewer than 5", which a question may tell it to say, and
    what would leave it without a number.
    """
    if not any(one.value.bound in _THRESHOLDS for one in numbers.candidates):
        return numbers
    asked = {(one.value, one.unit) for one in read_numbers(question, 0, _QUESTION_REACH).candidates}
    kept = tuple(
        one
        for one in numbers.candidates
        if one.start == start or one.value.bound not in _THRESHOLDS or (one.value, one.unit) not in asked
    )
    return replace(numbers, candidates=kept) if kept else numbers


def _without(view: str, start: int, body: str, hidden: set[int]) -> Numbers:
    """The numbers of a body that is read without the characters at ``hidden``, each with its place in the letter."""
    kept = [place for place in range(len(body)) if place not in hidden]
    read = read_numbers("".join(body[place] for place in kept), 0, len(kept))

    def span(left: int, right: int) -> tuple[int, int]:
        return start + kept[left], start + kept[right - 1] + 1

    candidates = []
    for one in read.candidates:
        (left, right), (core_left, core_right) = span(one.start, one.end), span(one.core_start, one.core_end)
        left = max(start, entity_start(view, left))
        candidates.append(replace(one, start=left, end=right, core_start=core_left, core_end=core_right))
    return Numbers(tuple(candidates), tuple(span(*period) for period in read.periods))


def _placed(view: str, start: int, found: Candidate) -> Candidate:
    """The candidate in the letter, with the whole of an entity that it opens with ("&pound;")."""
    placed = found.moved(start)
    return replace(placed, start=max(start, entity_start(view, placed.start)))


def _join(body: str, numerals: list[Numeral]) -> list[Candidate]:
    found: list[Candidate] = []
    index, floor = 0, 0
    while index < len(numerals):
        first = numerals[index]
        used = 1
        candidate = None
        if index + 1 < len(numerals):
            second = numerals[index + 1]
            if second.start - first.end <= 24:
                candidate = _pair(body, first, second, floor)
                used = 2 if candidate else 1
        if candidate is None:
            candidate = _lone(body, first, floor)
        following = numerals[index + used] if index + used < len(numerals) else None
        if following and _repeats(body, candidate, following):
            candidate = replace(candidate, end=following.end + 1)
            used += 1
        if candidate.form is Form.DIGITS and COUNTED.match(body, candidate.end):
            candidate = replace(candidate, certain=True)
        found.append(candidate)
        floor = candidate.end
        index += used
    return found


def _repeats(body: str, candidate: Candidate, following: Numeral) -> bool:
    """Whether the next number says the same again in brackets: "five (5)"."""
    value = candidate.value
    numbers = {value.low, value.high} - {None}
    return (
        following.number in numbers
        and following.start - candidate.end <= 6
        and REPEATED.match(body, candidate.end, following.start) is not None
        and body[following.end : following.end + 1] == ")"
    )


def _pair(body: str, first: Numeral, second: Numeral, floor: int) -> Candidate | None:
    """Two numbers read as one figure: a share ("one in ten"), a ratio, a range."""
    if first.number is None or second.number is None:
        return None
    if first.form not in _COUNTABLE or second.form not in _COUNTABLE:
        return None
    if first.unit and second.unit and first.unit != second.unit:
        return None
    if ONE_IN.match(body, first.end, second.start):
        return _share(body, first, second, floor)
    join = RANGE_JOIN.match(body, first.end, second.start)
    return _range(body, first, second, join, floor) if join else None


_COUNTABLE = (Form.DIGITS, Form.WORDS)


def _share(body: str, first: Numeral, second: Numeral, floor: int) -> Candidate | None:
    few, many = first.bare, second.bare
    if first.unit or second.unit or first.form is not second.form or not 1 <= few < many <= 100:
        return None
    if not (few == 1 or many == 10 or first.form is Form.WORDS) or TIME_OR_DISTANCE.match(body, second.end):
        return None
    return _one_value(body, first, second, round(few / many * 100, 6), "%", floor)


def _one_value(body: str, first: Numeral, second: Numeral, number: float, unit: str | None, floor: int) -> Candidate:
    start, bound = _prefix(body, first.start, floor, first)
    value = Value(bound if bound is Bound.ABOUT else Bound.EXACT, number, number)
    return Candidate(start, second.end, value, Form.RATIO, unit, first.start, second.end)


def _range(body: str, first: Numeral, second: Numeral, join: re.Match[str], floor: int) -> Candidate | None:
    low, high = first.number or 0.0, second.number or 0.0
    opens = RANGE_OPENS.search(body, max(floor, first.start - 16), first.start)
    word = opens["word"].lower() if opens else ""
    link = join["join"].lower()
    if (link == "and" or join["unit"]) and word != "between" and not _same_unit(body, join, second):
        return None
    if not opens and _BULLET.search(join[0]):
        return None
    spaced = link in _DASHES and join[0] != link
    if spaced and first.unit is None and body[second.start] in "£$€":
        return None
    if spaced and not opens and _dash_parts(body, first, second, floor, link):
        return None
    if second.scaled and not first.scaled and first.bare < second.bare:
        low *= high / second.bare
    if link == "to" and low == 1 and high >= 15 and word != "from" and _is_ratio(body, second):
        return _one_value(body, first, second, high, None, floor)
    if not low < high or _is_year(body, first):
        return None
    if link == "or" and (max(high - low, second.bare - first.bare) > 2 or first.form is not second.form):
        return None
    sentence = body[max(0, first.start - 60) : first.start].rpartition(".")[2]
    if link == "to" and CHANGE.search(sentence):
        return None
    start, bound = _prefix(body, first.start, floor, first)
    if opens:
        start = opens.start()
    elif bound is not Bound.ABOUT:
        start = first.start
    unit = second.unit or first.unit
    value = Value(Bound.RANGE, low, high)
    return Candidate(start, second.end, value, first.form, unit, first.start, second.end)


_BULLET = re.compile(r"\n[ \t]{0,3}[-–—][ \t]")
"""A dash that opens a line, and an item of a list with it."""
_DASHES = frozenset("-–—")
_LETTER_DASH = re.compile(r"[A-Za-z][-–]\Z")
"""What stands before a number that is part of a name: "post-16"."""
_ROW_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FIRST_THOUSAND = 1000
"""A count from here on may as well end a range of such counts: "1500 - 2000"."""
_YEAR_REACH = 30


def _same_unit(body: str, join: re.Match[str], second: Numeral) -> bool:
    """Whether both ends of a range have one unit of time or length: "25 yrs to 87 yrs"."""
    if not join["unit"] or join["join"].lower() in ("and", "or"):
        return False
    after = TIME_OR_DISTANCE.match(body, second.end)
    return after is not None and after[0].strip(" -\n").lower().rstrip("s") == join["unit"].strip().lower().rstrip("s")


def _dash_parts(body: str, first: Numeral, second: Numeral, floor: int, dash: str) -> bool:
    """Whether a dash with spaces parts two figures, a share from a count among them: "26.3% - 52"."""
    share = first.unit == "%" and second.unit is None
    return share or _parts_cells(body, first, second, floor) or _is_one_of_several(body, first, second, dash)


def _parts_cells(body: str, first: Numeral, second: Numeral, floor: int) -> bool:
    """Whether a dash with spaces parts a name or a count from what comes next: "under 18 - 22", "31 - 2020"."""
    small = first.unit is None and (first.number or 0) < _FIRST_THOUSAND
    if small and _is_year(body, second) and _ROW_YEAR.search(body, max(0, first.start - _YEAR_REACH), first.start):
        return True
    if _LETTER_DASH.search(body, max(0, first.start - 2), first.start):
        return True
    match = PREFIX.search(body, max(floor, first.start - PREFIX_REACH), first.start)
    return match is not None and _words(match) in _GROUPS


_DASHED_BEFORE = re.compile(r"(?<![/-]\d)[\d%][ \t]{1,3}(?P<dash>[-–—])[ \t]{1,3}\Z")
_DASHED_AFTER = re.compile(r"[ \t]{1,3}(?P<dash>[-–—])[ \t]{1,3}(?P<sum>[£$€]?)\d")
_DASHED_REACH = 12
_OF_A_NAME = re.compile(
    r"\b(?:age[sd]?|bands?|grades?|years?|wards?|questions?|q)[ \t]?(?:\d{1,2}[ \t]{1,3}[-–—][ \t]{1,3})?\Z",
    re.IGNORECASE,
)
_NAME_REACH = 24


def _is_one_of_several(body: str, first: Numeral, second: Numeral, dash: str) -> bool:
    """Whether the same dash parts the figures of a row: "9.1% - 7.7% - 7.9%"; "Age 11 - 15 - 3" has a range."""
    if _OF_A_NAME.search(body, max(0, first.start - _NAME_REACH), first.start):
        return False
    before = _DASHED_BEFORE.search(body, max(0, first.start - _DASHED_REACH), first.start)
    if before and before["dash"] == dash and not _ROW_YEAR.search(body, max(0, before.start() - 3), before.start() + 1):
        return True
    after = _DASHED_AFTER.match(body, second.end)
    return after is not None and after["dash"] == dash and bool(after["sum"]) == (first.unit == "GBP")


def _is_year(body: str, numeral: Numeral) -> bool:
    return numeral.unit is None and _YEAR.fullmatch(body, numeral.start, numeral.end) is not None


def _is_ratio(body: str, second: Numeral) -> bool:
    after = body[second.end : second.end + 12].lower()
    return after[:1] in (".", "", "\n", ",", ";", ")") or "ratio" in after


def _prefix(body: str, start: int, floor: int, numeral: Numeral) -> tuple[int, Bound]:
    match = PREFIX.search(body, max(floor, start - PREFIX_REACH), start)
    if match is None:
        return start, Bound.EXACT
    phrase = _words(match)
    bound = BOUND_BEFORE[phrase] if numeral.number else Bound.EXACT
    between = body[match.end("phrase") : start]
    if bound is Bound.EXACT or _NEXT_CELL.search(between) or match["phrase"] == "C":
        return start, Bound.EXACT
    other = _OF_GROUP.search(body, max(0, match.start() - _OPENS_WITHIN), match.start()) if phrase in _GROUPS else None
    if other and (other["number"] or "\n" in between):
        return start, Bound.EXACT
    if phrase == "within" and not (numeral.unit or TIME_OR_DISTANCE.match(body, numeral.end)):
        return start, Bound.EXACT
    if phrase == "within" and _TO.search(body, max(0, match.start() - 6), match.start()):
        return start, Bound.EXACT
    if phrase == "over" and numeral.unit != "GBP" and _spread(body, match.start(), numeral):
        return start, Bound.EXACT
    if phrase == "up to" and _ADDS.search(body, max(0, match.start() - 10), match.start()):
        return start, Bound.EXACT
    if phrase == "perhaps" and numeral.form is Form.FRACTION:
        return start, Bound.EXACT
    if phrase == "some" and numeral.form is Form.WORDS and (numeral.number or 0) < 2:
        return start, Bound.EXACT
    return match.start(), bound


_NEXT_CELL = re.compile(r"\A[ ]{3}|[\t|]|\n[ ]{0,9}\n")
"""What parts a number from words that belong to another cell of its table."""
_GROUPS = frozenset({"over", "above", "under", "below"})
_OF_GROUP = re.compile(
    r"(?P<number>(?:(?<![\d,.])[1-9]\d|£[\d,.]{1,12}|%)\s{1,3})?\b(?:and|or)\s{1,3}\Z", re.IGNORECASE
)
"""What shows that "over" ends a group's name and bounds no number: "65 and over 4,960"."""
_OPENS_WITHIN = 24
_TO = re.compile(r"\bto\s{1,3}\Z", re.IGNORECASE)
_ADDS = re.compile(r"\badd(?:s|ed|ing)?\s{1,3}\Z", re.IGNORECASE)
_SPREAD = re.compile(
    r"(?:[\d%)]|million|billion|thousand|spread|shared|split|scattered|divided|averaged|hand(?:s|ed)?)\s{1,3}\Z",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"(?:\A|\n\n|[.:;,|(]\s?|\b(?:is|was|were|are|for|of|just|wait(?:s|ed|ing)?|takes?|took|taken|been|lasting"
    r"|lasted|served|anything|well|slightly|by|to|those|aged?)\s{1,3})\Z",
    re.IGNORECASE,
)
_LONG_TIME = re.compile(
    r"[\s-]{1,3}(?:calendar |financial |full |school |working |growing )?"
    r"(?:days?|weeks?|weekends?|months?|seasons?|years?)\b(?!\s{1,3}(?:old|late|overdue)\b)",
    re.IGNORECASE,
)


def _spread(body: str, start: int, numeral: Numeral) -> bool:
    """Whether "over" means "in the course of" or "among": "£1.6 billion over ten years"."""
    before = body[max(0, start - 12) : start]
    if _SPREAD.search(before):
        return True
    return _LONG_TIME.match(body, numeral.end) is not None and _LASTS.search(before) is None


def _lone(body: str, numeral: Numeral, floor: int) -> Candidate:
    start, end, bound = numeral.start, numeral.end, Bound.EXACT
    if numeral.form not in (Form.ZERO, Form.HIDDEN):
        start, bound = _prefix(body, start, floor, numeral)
        after = SUFFIX.match(body, end) if bound is Bound.EXACT else None
        if after:
            end, bound = after.end(), BOUND_AFTER[_words(after)]
        elif bound is Bound.EXACT:
            bound = _bound_behind_unit(body, end)
    value = _value(bound, numeral.number)
    return Candidate(start, end, value, numeral.form, numeral.unit, numeral.start, numeral.end)


def _bound_behind_unit(body: str, end: int) -> Bound:
    """The bound that stands behind the unit: "six months or more"."""
    unit = TIME_OR_DISTANCE.match(body, end)
    after = SUFFIX.match(body, unit.end()) if unit else None
    phrase = _words(after) if after else ""
    return BOUND_AFTER[phrase] if phrase.startswith("or ") else Bound.EXACT


def _words(match: re.Match[str]) -> str:
    return " ".join(match["phrase"].lower().split())


def _value(bound: Bound, number: float | None) -> Value:
    if number is None:
        return Value(Bound.SUPPRESSED, None, None)
    low = None if bound in (Bound.LESS_THAN, Bound.AT_MOST) else number
    high = None if bound in (Bound.MORE_THAN, Bound.AT_LEAST) else number
    return Value(bound, low, high)
