"""The grounds on which an answer holds information back: sections and regulations, and what they say.

``grounds.csv`` beside this module holds every ground of the four laws, with its way and its meaning
in plain words. A provision that is only a condition of another (FOIA 40(3A)) ``stands_for`` that one. Regulation 10(8)
of the EI(S)R (SSI 2004/520), like 12(6) of the EIR (SI 2004/3391), is the one to neither confirm nor deny by; 10(6) and
12(9) take exceptions away from information on emissions, and are no grounds.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

from nlp.ground_patterns import (
    BY_NAME,
    CITED,
    COST,
    ITEM,
    LAW_AFTER,
    LAW_BEFORE,
    LAW_BEFORE_REACH,
    LAWS,
    MISREAD,
    NAMED,
    NEITHER,
    NEXT_CITED,
    NOT_RELIED_AFTER,
    NOT_RELIED_BEFORE,
    NOT_RELIED_REACH,
    OBJECT_AFTER,
    OTHER_LAW_AFTER,
    OTHER_LAW_BEFORE,
    PART,
    ROMAN,
    SENTENCE_END,
    SUBJECT,
    TITLE,
    VAGUE,
)
from nlp.types import Ground, Regime, Withheld
from nlp.view import FILL

_ACTS = (Regime.FOIA, Regime.FOISA)
_REGULATIONS = (Regime.EIR, Regime.EISR)
_SCOTTISH = (Regime.FOISA, Regime.EISR)
_MARKS = {"FOIA": Regime.FOIA, "FOISA": Regime.FOISA, "EIR": Regime.EIR}
_NEITHER_SECTION = "18"
"""FOISA's section that lets a body neither confirm nor deny, read with another one."""
_EXCEPTIONS = ("10", "12")
"""The regulations that hold the exceptions, Scottish and other."""
_BESIDE = 120
"""Characters on each side of a section that are beside it, as far as its sentence goes."""
_AROUND = 400
_REACH = 1200
"""Characters after a section, or before it, in which a pattern may look."""
_MOST_JOINED = 6
"""Sections with marks of their own that may share one law, named behind the last."""
_MOST = 60
"""Grounds of one answer that are kept; the longest real refusals name a dozen."""


@dataclass(frozen=True, slots=True)
class Provision:
    """A ground as the table holds it; ``stands_for`` is the one that a mere condition belongs to."""

    law: Regime
    provision: str
    way: Withheld | None
    meaning: str
    stands_for: str | None


@dataclass(frozen=True, slots=True)
class _Cited:
    """A provision as a letter names it: its number and the parts that follow (``("1", "a")``)."""

    start: int
    end: int
    number: str
    parts: tuple[str, ...]
    regulation: bool

    @property
    def whole(self) -> str:
        return _written(self.number, self.parts)


@cache
def provisions() -> Mapping[tuple[Regime, str], Provision]:
    """The table of grounds, by law and provision."""
    table = (files("nlp") / "grounds.csv").read_text(encoding="utf-8").splitlines()
    rows = (
        Provision(
            Regime(row["law"]),
            row["provision"],
            Withheld(row["way"]) if row["way"] else None,
            row["meaning"],
            row["stands_for"] or None,
        )
        for row in csv.DictReader(table)
    )
    return {(row.law, row.provision): row for row in rows}


def grounds_of(view: str, start: int, end: int, regime: Regime | None = None) -> tuple[Ground, ...]:
    """The grounds that the answer ``view[start:end]`` relies on, each once, in the order of their first mention.

    ``regime`` is the law that the letter goes by, if that is known. What is named in passing is left
    out: duties to advise, sections of other laws, exemptions that do not apply.
    """
    body = view[start:end].replace(FILL, " ")
    cited = list(islice((one for one in _cited(body) if _relied_on(body, one)), 2 * _MOST))
    laws = _laws(body, cited, regime)
    found = [
        ground
        for one, law in zip(cited, laws, strict=True)
        if law is not None and (ground := _ground(body, start, one, law)) is not None
    ]
    if not found:
        found = list(_unnumbered(body, start, regime))
    return tuple(_each_once(found)[:_MOST])


# --- what is cited ---------------------------------------------------------------------------


def _cited(body: str) -> Iterator[_Cited]:
    for match in CITED.finditer(body):
        vague = VAGUE.match(match[0]) is not None
        if _of_another_law(body, match):
            continue
        for one in _items(match):
            if one.parts or not vague:
                yield one


def _items(match: re.Match[str]) -> Iterator[_Cited]:
    """Every provision in a row of them: "31(1)(a) and (b)" names two."""
    parts: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    number = ""
    for item in ITEM.finditer(match.string, match.start("items"), match.end("items")):
        if item["number"]:
            number, parts = item["number"].translate(MISREAD), ()
        written = item["parts"] or item["more"] or ""
        start = item.end() - len(item[0].lstrip())
        if item.start() == match.start("items"):
            start = match.start("items") if match["bare"] else match.start()
        if item["to"] and item["more"]:
            between = _between(last, _parts(last, written)[-1])
            yield from (_Cited(start, item.end(), number, one, _is_regulation(match, number, one)) for one in between)
        for one in _parts(parts, written):
            yield _Cited(start, item.end(), number, one, _is_regulation(match, number, one))
            parts = last = one


def _is_regulation(match: re.Match[str], number: str, parts: tuple[str, ...]) -> bool:
    """Whether a provision is one of regulations; where no mark tells, 12(4)(b) can only be that."""
    if match["bare"] is None:
        return match["regulation"] is not None
    return number in _EXCEPTIONS and len(parts) > 1 and parts[0] in ("4", "5")


def _parts(before: tuple[str, ...], written: str) -> list[tuple[str, ...]]:
    """The parts that are written after a number or another provision: "(1)(a)(b)" names two paragraphs."""
    found: list[tuple[str, ...]] = []
    path = before
    for part in PART.finditer(written):
        inner = part["dotted"] or part["inner"]
        name = inner.translate(MISREAD).upper() if inner[0].isdigit() else inner.lower()
        depth = _depth(path, name)
        if found and depth >= len(found[-1]):
            found.pop()
        path = (*path[:depth], name)
        found.append(path)
    return found or [before]


def _depth(path: tuple[str, ...], name: str) -> int:
    """How many of the parts so far the next one belongs to: subsections, paragraphs and sub-paragraphs in turn."""
    kinds = [_kind(one) for one in path]
    kind = _kind(name)
    if kind == "roman":
        if "roman" in kinds:
            return kinds.index("roman")
        letter = next((place for place, one in enumerate(kinds) if one == "letter"), None)
        after = letter is not None and ord(path[letter][0]) + 1 == ord(name[0]) and len(name) == 1
        if letter is not None and not after:
            return letter + 1
        kind = "letter"
    return kinds.index(kind) if kind in kinds else len(kinds) if kind == "letter" else 0


def _kind(name: str) -> str:
    if name[0].isdigit():
        return "digit"
    return "roman" if ROMAN.fullmatch(name) else "letter"


def _between(first: tuple[str, ...], last: tuple[str, ...]) -> list[tuple[str, ...]]:
    """What "(a) to (d)" leaves out."""
    if len(first) != len(last) or not first or first[:-1] != last[:-1]:
        return []
    if len(first[-1]) != 1 or len(last[-1]) != 1:
        return []
    return [(*first[:-1], chr(code)) for code in range(ord(first[-1]) + 1, ord(last[-1]))]


def _written(number: str, parts: Sequence[str]) -> str:
    return number + "".join(f"({part})" for part in parts)


# --- whether it counts -----------------------------------------------------------------------


def _of_another_law(body: str, match: re.Match[str]) -> bool:
    """Whether a section of another Act, or of a form, is meant, itself or with the sections behind it."""
    before = body[max(0, match.start() - 2 * LAW_BEFORE_REACH) : match.start()]
    following: re.Match[str] | None = match
    for _ in range(_MOST_JOINED):
        if following is None:
            return False
        after = body[following.end() : following.end() + _REACH]
        if LAW_AFTER.match(after):
            return False
        if OTHER_LAW_AFTER.match(after) or OBJECT_AFTER.match(after) or OTHER_LAW_BEFORE.search(before):
            return True
        joined = NEXT_CITED.match(after)
        following = CITED.match(body, following.end() + joined.end()) if joined else None
    return False


def _relied_on(body: str, one: _Cited) -> bool:
    if NOT_RELIED_AFTER.match(body, one.end):
        return False
    return NOT_RELIED_BEFORE.search(body[max(0, one.start - NOT_RELIED_REACH) : one.start]) is None


# --- which law -------------------------------------------------------------------------------


def _laws(body: str, cited: Sequence[_Cited], regime: Regime | None) -> list[Regime | None]:
    """The law of each, ``None`` where its number is no ground; what is clear of one helps the others."""
    found = [_law(body, one, regime) for one in cited]
    scottish = {law in _SCOTTISH for law, sure in found if law is not None and sure} == {True}
    # somebody's safety is hardly ever relied on without his health; in Scotland this is personal data
    scottish |= any(one.whole == "38(1)(b)" for one in cited) and all(one.whole != "38(1)(a)" for one in cited)
    of_number: dict[tuple[str, bool], Regime] = {}
    for one, (law, sure) in zip(cited, found, strict=True):
        if law is not None and sure:
            of_number.setdefault((one.number, one.regulation), law)
    return [
        law and of_number.get((one.number, one.regulation), (_REGULATIONS if one.regulation else _ACTS)[scottish])
        for one, (law, _) in zip(cited, found, strict=True)
    ]


def _law(body: str, one: _Cited, regime: Regime | None) -> tuple[Regime | None, bool]:
    """The law that a provision belongs to, and whether something speaks for it."""
    kinds = _REGULATIONS if one.regulation else _ACTS
    fits = {law: fit for law in kinds if (fit := _fit(law, one)) is not None}
    if not fits:
        return None, False
    valid = [law for law, fit in fits.items() if fit > 0] or list(fits)
    if len(valid) == 1:
        return valid[0], True
    named = _named_law(body, one)
    if named in valid:
        return named, True
    spoken = _spoken_of(_title(body, one), one) or _spoken_of(_sentence(body, one, _BESIDE), one)
    if spoken is not None:
        return spoken, True
    if regime is not None:
        return kinds[regime in _SCOTTISH], True
    spoken = _spoken_of(body[max(0, one.start - _AROUND) : one.end + _AROUND], one)
    if spoken is not None:
        return spoken, True
    if max(fits.values()) > min(fits.values()):
        return max(fits, key=lambda law: fits[law]), True
    return kinds[0], False


def _fit(law: Regime, one: _Cited) -> int | None:
    """How well the law's table knows a provision: 2 word for word, 1 down to its last branch, 0 only its number."""
    known = _known(law, one.number, one.parts)
    if known is None:
        return None
    return 2 if known == one.whole else int((law, known) not in _branching())


@lru_cache(maxsize=4096)
def _known(law: Regime, number: str, parts: tuple[str, ...]) -> str | None:
    """The longest beginning of a provision that the table holds."""
    table = provisions()
    lengths = range(len(parts), -1, -1)
    return next((written for n in lengths if (law, written := _written(number, parts[:n])) in table), None)


@cache
def _branching() -> frozenset[tuple[Regime, str]]:
    """The provisions of the table that others are parts of."""
    return frozenset(
        (law, written[: place.start()]) for law, written in provisions() for place in _OPENS.finditer(written)
    )


_OPENS = re.compile(r"\(")


def _named_law(body: str, one: _Cited) -> Regime | None:
    """The law whose name stands beside a provision."""
    row = CITED.match(body, one.start)
    after = LAW_AFTER.match(body[one.end : one.end + _REACH])
    if after is None and row is not None:
        after = LAW_AFTER.match(body[row.end() : row.end() + _REACH])
    mark = (row["section"] or row["regulation"] or "").strip().upper() if row else ""
    if mark in _MARKS:
        return _MARKS[mark]
    before = LAW_BEFORE.search(body[max(0, one.start - LAW_BEFORE_REACH) : one.start])
    named = after or before
    if named is None or named.lastgroup is None:
        return None
    return LAWS[int(named.lastgroup.removeprefix("law"))]


def _title(body: str, one: _Cited) -> str:
    """What a section is called right behind it: "section 38 (health and safety)"."""
    title = TITLE.match(body, one.end)
    return title["title"] if title else ""


def _sentence(body: str, one: _Cited, reach: int) -> str:
    """The sentence that names a provision, as far as ``reach`` on both sides."""
    before = SENTENCE_END.split(body[max(0, one.start - reach) : one.start])[-1]
    after = SENTENCE_END.split(body[one.end : one.end + reach])[0]
    return f"{before} {after}"


def _spoken_of(words: str, one: _Cited) -> Regime | None:
    """The law whose section of that number is about what the words speak of, if that is one law's only."""
    number = int(one.number.rstrip("A"))
    laws = [law for law in _ACTS if (law, number) in SUBJECT and SUBJECT[law, number].search(words)]
    return laws[0] if len(laws) == 1 and not one.regulation else None


# --- grounds ---------------------------------------------------------------------------------


def _ground(body: str, start: int, one: _Cited, law: Regime) -> Ground | None:
    table = provisions()
    known = _known(law, one.number, one.parts)
    if known is None or _not_held(law, one.whole):
        return None
    row = table[law, known]
    written = one.whole
    if _fit(law, one) == 0:
        # a slip of the pen in a section; regulations 12(1) and 12(2) tell how exceptions work, and are none
        written = known
        if one.regulation and known == one.number:
            return None
    if row.stands_for is not None:
        written = row.stands_for
        row = table[law, written]
    if row.way is None:
        return None
    way = Withheld.NEITHER_CONFIRM_NOR_DENY if row.way is Withheld.REFUSAL and _neither(body, one) else row.way
    return Ground(start + one.start, start + one.end, law, written, way, row.meaning)


def _not_held(law: Regime, written: str) -> bool:
    """Whether an exception only says that nothing is held, which is no refusal."""
    return (law is Regime.EIR and written.startswith("12(4)(a)")) or (
        law is Regime.EISR and written.startswith("10(4)(a)")
    )


def _neither(body: str, one: _Cited) -> bool:
    """Whether the sentence of a provision neither confirms nor denies, or names the section that allows it."""
    sentence = _sentence(body, one, _AROUND)
    return NEITHER.search(sentence) is not None or (
        one.number != _NEITHER_SECTION and any(each.number == _NEITHER_SECTION for each in _cited(sentence))
    )


def _unnumbered(body: str, start: int, regime: Regime | None) -> Iterator[Ground]:
    """The grounds that an answer names without a number."""
    act = _ACTS[regime in _SCOTTISH]
    if (cost := COST.search(body)) is not None:
        yield _by_name(start, cost, act, "12")
    for match in NAMED.finditer(body):
        name = (match.lastgroup or "").removeprefix("the_")
        if name:
            law = next(law for law in BY_NAME[name] if (law in _SCOTTISH) is (act in _SCOTTISH))
            yield _by_name(start, match, law, BY_NAME[name][law])


def _by_name(start: int, match: re.Match[str], law: Regime, provision: str) -> Ground:
    row = provisions()[law, provision]
    return Ground(start + match.start(), start + match.end(), law, provision, row.way or Withheld.REFUSAL, row.meaning)


def _each_once(found: Sequence[Ground]) -> list[Ground]:
    """The grounds without repeats, and without "section 31" where it is 31(1)(a) that is meant."""
    written = {(one.law, one.provision) for one in found}
    kept: dict[tuple[Regime, str], Ground] = {}
    for one in sorted(found, key=lambda one: one.start):
        finer = any(law is one.law and other.startswith(f"{one.provision}(") for law, other in written)
        if not finer:
            kept.setdefault((one.law, one.provision), one)
    return list(kept.values())
