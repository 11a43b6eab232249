"""What a figure counts: its unit, what it is counted per, the time it covers, and its scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.inner_tables import InnerCell, cell_at, inner_cells
from nlp.number_patterns import SCALED_HEADING, STAFF
from nlp.numerals import Form
from nlp.quantities import Candidate
from nlp.unit_patterns import (
    COUNTED,
    EQUIVALENT,
    GENERIC_HEADS,
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
    TIMES,
    WORD,
)
from nlp.view import readable, spelt


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
"""How many characters after a figure are looked at for its unit and its period."""
PERIOD_REACH = 160
LINE_REACH = 200
STEM_REACH = 1200
PROSE_LINE = 55
"""A line at least as long as this is taken for prose that runs on."""
_APART = re.compile(r"\t|\||[ ]{4}")
_TIMES = re.compile(rf"\A[ \t]?[xX×](?:[ \t]{{1,3}}|(?={STAFF}))")
"""What stands between a number and what it counts: "2 x nurses"."""
_ROW = re.compile(
    r"[ \t]{0,20}(?:(?:19|20)\d\d(?:[/–-]\d{2,4})?|\d\d[/–-]\d\d|[A-Z][a-z]{2,8} (?:19|20)\d\d)"
    r"[ \t:=–-]{1,20}\d[\d,.]{0,15}[ \t*†]{0,9}(?:\r?\n|\Z)"
)
"""A row of a table that is a period and a figure."""
_STEM = re.compile(rf"(?:{SCALED_HEADING.pattern})[)\]:?.*_ \t]{{0,8}}\n", re.IGNORECASE)


def meanings_of(place: Place, candidates: Sequence[Candidate]) -> list[Meaning]:
    """What each figure of an answer counts, in the order in which they stand.

    The words around a figure come first, then its headings, the figure before it ("median 19 days,
    longest 47") and the question.
    """
    meanings: list[Meaning] = []
    before = ""
    cells = inner_cells(place.view, place.start, place.end) if candidates and place.column is None else []
    # headings are read once for each cell, however many figures it holds
    placed: dict[InnerCell | None, tuple[Place, float]] = {}
    for candidate in candidates:
        cell = cell_at(cells, candidate.core_start)
        if cell not in placed:
            own = _in_cell(place, cell) if cell else place
            placed[cell] = own, _scale(own)
        own, headed = placed[cell]
        after = spelt(place.view[candidate.end : min(own.end, candidate.end + REACH)])
        scale = headed if headed != 1.0 else _line_scale(own, candidate)
        unit = _unit(own, candidate, after, before)
        if scale != 1.0 and MONEY_ASKED.search(_headings(own)):
            unit = candidate.unit or "GBP"
        if candidate.unit is None:
            before = unit
        meanings.append(Meaning(unit, _per(own, after), _period(own, candidate), scale))
    return meanings


def _in_cell(place: Place, cell: InnerCell) -> Place:
    """The cell of a table in the answer, with its own headings; a row's name is no unit but by a sign in it."""
    row = cell.row if "£" in cell.row or SHARE_ASKED.search(cell.row) or EQUIVALENT.search(cell.row) else place.row
    return replace(place, end=min(place.end, cell.end), column=cell.column or None, row=row)


def _headings(place: Place) -> str:
    return " ".join((place.column or "", place.row or "", place.question))


def _scale(place: Place) -> float:
    """1000 under a heading "£000", 1000000 under "£m", else 1.

    Looks at the headings, the question and, for a table's cell, the sentence over the table.
    """
    for heading in (place.column, place.row, place.question):
        match = SCALED_HEADING.search(heading) if heading else None
        if match:
            return _factor(match)
    if place.column is not None:
        above = _stem_above(place.view, 0, place.start)
        if above:
            return _factor(above)
    return 1.0


def _stem_above(view: str, first: int, end: int) -> re.Match[str] | None:
    """The last heading that ends in a scale, between ``first`` and ``end`` and near to that."""
    above = list(_STEM.finditer(view, max(first, end - STEM_REACH), end))
    return above[-1] if above else None


def _line_scale(place: Place, candidate: Candidate) -> float:
    """The scale that the line in front of a figure gives: "£ thousand: 198"."""
    left = max(place.start, candidate.start - LINE_REACH)
    line = place.view[left : candidate.start].rpartition("\n")[2]
    match = SCALED_HEADING.search(line)
    if match is None:
        return _scale_over_rows(place, candidate)
    # what is far apart in a row are cells, each with a heading of its own
    return 1.0 if _APART.search(line, match.end()) else _factor(match)


def _scale_over_rows(place: Place, candidate: Candidate) -> float:
    """The scale that a heading gives for the rows under it, in a table that lost its columns: a period and one figure.

    "Year Income (£000)" stands over "2022/23 1,092" and "2023/24 988".
    """
    if place.column is not None or candidate.unit is not None:
        return 1.0
    start = place.view.rfind("\n", max(place.start, candidate.start - LINE_REACH), candidate.start) + 1
    if not _ROW.match(place.view, start, place.end):
        return 1.0
    above = _stem_above(place.view, place.start, start)
    rows = place.view[above.end() : start].splitlines(keepends=True) if above else []
    return _factor(above) if above and all(_ROW.match(row) for row in rows) else 1.0


def _factor(match: re.Match[str]) -> float:
    return 1_000_000.0 if match["million"] else 1_000.0


def _unit(place: Place, candidate: Candidate, after: str, before: str) -> str:
    if candidate.unit:
        return candidate.unit
    equivalent = EQUIVALENT.match(_TIMES.sub("", after))
    if equivalent:
        return _equivalent(equivalent)
    said = _following(after, candidate) or _heading_unit(place, candidate)
    if said:
        return said
    decimal = candidate.form is Form.DIGITS and candidate.value.low not in (None, 0.0)
    if before in ("wte", "fte") and decimal and candidate.value.low % 1:  # type: ignore[operator]
        return before
    equivalent = EQUIVALENT.search(place.question)
    if equivalent and candidate.form is Form.DIGITS:
        return _equivalent(equivalent)
    counted = COUNTED.search(place.question)
    noun = _plural(counted["noun"]) if counted else ""
    if noun:
        return noun
    if candidate.form is Form.ZERO and MONEY_ASKED.search(place.question):
        return "GBP"
    return before if before in TIMES else _plural(place.question) or before


def _equivalent(match: re.Match[str]) -> str:
    """Whether whole-time or full-time equivalents are counted."""
    return "wte" if match["wte"] else "fte"


def _heading_unit(place: Place, candidate: Candidate) -> str:
    """The unit that a table's heading gives: "Staff (WTE)", "Longest wait, weeks"."""
    for heading in (place.column, place.row):
        if not heading:
            continue
        equivalent = EQUIVALENT.search(heading)
        if equivalent:
            return _equivalent(equivalent)
        if SHARE_ASKED.search(heading):
            return "%"
        if "£" in heading or (candidate.form is Form.ZERO and MONEY_ASKED.search(heading)):
            return "GBP"
        noun = _plural(heading)
        if noun:
            return noun
    return ""


def _following(after: str, candidate: Candidate) -> str:
    """The noun right after a number: "310 new families" counts families."""
    text = _TIMES.sub("", after).lstrip(" -\t")
    if text.startswith("\n\n"):
        return ""
    text = _PHRASE_ENDS.split(text.lstrip("\n"), maxsplit=1)[0]
    chunk: list[str] = []
    for word in WORD.findall(text)[:LONGEST_PHRASE]:
        lower = word.lower().rstrip(".'’-")
        if lower in STOPS:
            break
        chunk.append(lower)
        if _is_plural(lower) or (len(chunk) == 1 and lower in TIMES):
            return _named(chunk)
    lone = candidate.value.low == 1.0 and not after.startswith("\n")
    return chunk[-1] if chunk and lone and len(chunk) <= 3 else ""


_PHRASE_ENDS = re.compile(r"[.,;:()|?!\t]|\n\n")


def _named(chunk: list[str]) -> str:
    head = chunk[-1]
    if head in PLAIN_UNIT:
        return PLAIN_UNIT[head]
    if head == "days":
        return "working days" if "working" in chunk else "days"
    if head in GENERIC_HEADS and len(chunk) > 1:
        return f"{chunk[-2]} {head}"
    return head


def _plural(phrase: str) -> str:
    chunk: list[str] = []
    for word in WORD.findall(phrase):
        lower = word.lower().rstrip(".'’-")
        if lower in STOPS:
            chunk = []
            continue
        chunk.append(lower)
        if _is_plural(lower):
            return _named(chunk)
    return ""


def _is_plural(word: str) -> bool:
    if word in IRREGULAR or word in PLAIN_UNIT:
        return True
    return len(word) > 3 and word[-1] == "s" and word[-2] not in "sui'’" and word not in NOT_NOUNS


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
    view = place.view
    said = view[max(place.start, candidate.start - PERIOD_REACH) : candidate.start]
    before = _same_row(SENTENCE.split(spelt(said))[-1])
    told = view[candidate.end : min(place.end, candidate.end + REACH)]
    after = SENTENCE.split(spelt(told), maxsplit=1)[0]
    following = PERIOD.search(after)
    if following and PERIOD_FOLLOWS.fullmatch(after, 0, following.start()):
        return readable(following[0])
    earlier = list(PERIOD.finditer(before))
    return readable(earlier[-1][0]) if earlier else None


def _same_row(before: str) -> str:
    """The words in front of a figure without the rows above it; prose runs on over a line's end."""
    above, line_end, row = before.rpartition("\n")
    runs_on = len(above.rpartition("\n")[2]) >= PROSE_LINE or above.rstrip()[-1:] in ("-", "–", ":")
    return before if not line_end or runs_on else row
