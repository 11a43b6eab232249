"""What a figure counts: its unit, what it is counted per, the time it covers, and its scale."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.number_patterns import SCALED_HEADING
from nlp.quantities import Candidate, Form
from nlp.unit_patterns import (
    COUNTED,
    EQUIVALENT,
    IRREGULAR,
    LONGEST_PHRASE,
    MONEY_ASKED,
    NOT_NOUNS,
    PER,
    PER_HEADING,
    PER_WORDS,
    PERIOD,
    PERIOD_FOLLOWS,
    PLAIN_UNIT,
    SENTENCE,
    SHARE_ASKED,
    STOPS,
    WORD,
)
from nlp.view import FILL, readable


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands: ``view[start:end]`` is its answer, with its question and headings."""

    view: str
    start: int
    end: int
    question: str = ""
    column: str | None = None
    row: str | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a figure counts. ``scale`` is what a bare number is multiplied by under "£000"."""

    unit: str
    per: str | None
    period: str | None
    scale: float


REACH = 80
STEM_REACH = 1200
_STEM = re.compile(rf"(?:{SCALED_HEADING.pattern})[)\]:?.*_ \t]{{0,8}}\n", re.IGNORECASE)


def meaning_of(place: Place, candidate: Candidate) -> Meaning:
    """What the candidate counts, from the words around it, its headings and its question."""
    after = place.view[candidate.end : min(place.end, candidate.end + REACH)].replace(FILL, "")
    return Meaning(
        unit=_unit(place, candidate, after),
        per=_per(place, after),
        period=_period(place, candidate),
        scale=scale_of(place, candidate),
    )


def scale_of(place: Place, candidate: Candidate) -> float:
    """1000 under a heading "£000", 1000000 under "£m", else 1.

    Looks at the headings, the question, the line in front of the figure and, for a table's cell,
    the sentence over the table.
    """
    view = place.view
    line = view[max(place.start, candidate.start - 200) : candidate.start].rpartition("\n")[2]
    for heading in (place.column, place.row, line, place.question):
        match = SCALED_HEADING.search(heading) if heading else None
        if match:
            return _factor(match)
    if place.column is not None:
        above = None
        for above in _STEM.finditer(view, max(0, place.start - STEM_REACH), place.start):
            pass
        if above is not None:
            return _factor(above)
    return 1.0


def _factor(match: re.Match[str]) -> float:
    return 1_000_000.0 if match["million"] else 1_000.0


def _unit(place: Place, candidate: Candidate, after: str) -> str:
    if candidate.unit:
        return candidate.unit
    equivalent = EQUIVALENT.match(after)
    if equivalent:
        return "wte" if equivalent["wte"] else "fte"
    noun = _following(after, candidate)
    if noun:
        return noun
    headings = [heading for heading in (place.column, place.row) if heading]
    for heading in (*headings, place.question):
        equivalent = EQUIVALENT.search(heading)
        if equivalent and heading is not place.question:
            return "wte" if equivalent["wte"] else "fte"
        if SHARE_ASKED.search(heading) and heading is not place.question:
            return "%"
        counted = COUNTED.search(heading)
        if counted:
            noun = _plural(counted["noun"])
            if noun:
                return noun
        if MONEY_ASKED.search(heading) and ("£" in heading or candidate.form is Form.ZERO):
            return "GBP"
    for heading in (place.question, *headings):
        noun = _plural(heading)
        if noun:
            return noun
    return ""


def _following(after: str, candidate: Candidate) -> str:
    """The noun right after a number: "310 new families" counts families."""
    text = after.lstrip(" -x×\t")
    if after[: len(after) - len(text)].count("x") > 1 or "\n\n" in after[:4]:
        return ""
    text = re.split(r"[.,;:()|?!\t]|\n\n", text.lstrip("\n"), maxsplit=1)[0]
    chunk: list[str] = []
    for word in WORD.findall(text)[:LONGEST_PHRASE]:
        lower = word.lower().rstrip(".'’-")
        if lower in STOPS or (lower[:1].isdigit()):
            break
        chunk.append(lower)
        if _is_plural(lower):
            break
    if not chunk:
        return ""
    last = chunk[-1]
    if _is_plural(last):
        return "working days" if chunk[-2:] == ["working", "days"] else PLAIN_UNIT.get(last, last)
    single = candidate.value.low == 1.0 or after.startswith("-")
    if last in PLAIN_UNIT or chunk[0] in PLAIN_UNIT:
        return PLAIN_UNIT.get(last) or PLAIN_UNIT[chunk[0]]
    return (last if single and len(chunk) <= 3 else "") if not after.startswith("\n") else ""


def _plural(phrase: str) -> str:
    for word in WORD.findall(phrase):
        lower = word.lower().rstrip(".'’-")
        if lower not in STOPS and _is_plural(lower):
            return lower
    return ""


def _is_plural(word: str) -> bool:
    if word in IRREGULAR or word in PLAIN_UNIT:
        return True
    return len(word) > 3 and word[-1] == "s" and word[-2] not in "sui" and word not in NOT_NOUNS


def _per(place: Place, after: str) -> str | None:
    match = PER.match(after)
    if match:
        return _per_word(match)
    for heading in (place.column, place.row):
        match = PER_HEADING.search(heading) if heading else None
        if match:
            return _per_word(match)
    return None


def _per_word(match: re.Match[str]) -> str | None:
    found = match.groupdict()
    if found["annually"]:
        return "year"
    if found["weekly"]:
        return "week"
    if found["monthly"]:
        return "month"
    word = (found["any"] or found.get("each") or "").lower()
    return None if word in ("cent", "") else PER_WORDS.get(word, word)


def _period(place: Place, candidate: Candidate) -> str | None:
    """The time that a figure covers, as its column heading or its own sentence says it."""
    if place.column:
        heading = PERIOD.search(place.column)
        if heading:
            return readable(heading[0])
    left = max(place.start, candidate.start - 160)
    right = min(place.end, candidate.end + REACH)
    before = SENTENCE.split(place.view[left : candidate.start])[-1]
    after = SENTENCE.split(place.view[candidate.end : right], maxsplit=1)[0]
    following = PERIOD.search(after)
    if following and PERIOD_FOLLOWS.fullmatch(after, 0, following.start()):
        return readable(following[0])
    earlier = None
    for earlier in PERIOD.finditer(before):
        pass
    return readable(earlier[0]) if earlier else None
