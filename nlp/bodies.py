"""Whatever in an answer may be the name of a body, or the kind of one: "Ash Borough Council", "each council".

Rules find far more than an answer sends its reader to; and where it is not certain how far a name goes, each
reading of it is found, so that one body may be found in several that overlap.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations_with_replacement, islice, pairwise

from nlp.name_patterns import (
    AND,
    BELONGING,
    BODY_WORD,
    DESCRIBED,
    DOCUMENT,
    INTERNAL,
    JOINT,
    KIND,
    LAST_WORD,
    MODIFIERS,
    NAME,
    NATIONAL,
    NEVER_FIRST,
    NO_BODY,
    OWNER,
    QUANTITY,
    SELF,
    SEVERAL,
    WORD,
)
from nlp.types import Status
from nlp.view import readable

_MOST = 200
"""Names of one answer that are looked at."""
_MORE = 60
"""Characters in which a kind is told more of."""
_SHORTEST = 2
_JOINTS = 4
"""Places at which one run of words is taken apart."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body as an answer names it; ``target`` is its name in plain words."""

    start: int
    end: int
    target: str
    kind: bool
    """Whether only its kind is named: "each district council"."""
    own_kind: bool = False
    """Whether it is named as bodies name themselves: "the Trust"."""
    part: bool = False
    """Whether it is a part of what else may be one name."""


def bodies_in(words: str) -> list[Body]:
    """Whatever is named in these words and may be a body, in order; what overlaps are readings of one name."""
    names = list(islice(NAME.finditer(words), _MOST))
    found = [one for match in names for one in _names(words, match)]
    kinds = list(islice(_kinds(words, [match.span("name") for match in names]), _MOST))
    every = sorted({(one.start, one.end): one for one in (*kinds, *found)}.values(), key=lambda one: one.start)
    return sorted([*every, *_with_owners(words, every)], key=lambda one: (one.start, one.end))[: 2 * _MOST]


def _kinds(words: str, names: list[tuple[int, int]]) -> Iterator[Body]:
    starts = [start for start, _ in names]
    held: Body | None = None
    for match in WORD.finditer(words):
        if not _is_kind(match[0]):
            continue
        before = bisect_right(starts, match.start()) - 1
        if before >= 0 and names[before][1] > match.start():
            continue
        kind = _kind(words, match)
        if match[0].lower() in _VAGUE and kind.start == match.start():
            continue
        # "the trust board": the later word tells what it is
        if held is not None and held.end <= kind.start:
            yield held
        held = kind
    if held is not None:
        yield held


@lru_cache(maxsize=4096)
def _is_kind(word: str) -> bool:
    return KIND.fullmatch(word) is not None


def _kind(words: str, match: re.Match[str]) -> Body:
    first = match.start()
    described = DESCRIBED.search(words, max(0, first - _MORE), first)
    if described is not None:
        first = described.start("more")
    for pattern in (MODIFIERS, QUANTITY):
        more = pattern.search(words, max(0, first - _MORE), first)
        first = more.start() if more else first
    return Body(first, match.end(), readable(words[first : match.end()]), kind=True)


_VAGUE = ("body", "bodies", "office", "offices", "unit", "group", "groups", "station", "stations", "master", "masters")
"""Kinds that say nothing without a word more: "the licensing body"."""


def _with_owners(words: str, bodies: list[Body]) -> Iterator[Body]:
    """Kinds together with whose they are, or what: "the registrar for the district", "Parish councils"."""
    for one, other in pairwise(bodies):
        between = words[one.end : other.start]
        owned = one.kind and BELONGING.fullmatch(between)
        if len(between) < _BETWEEN and (owned or (other.kind and not one.kind and _BESIDE.fullmatch(between))):
            yield Body(one.start, other.end, readable(words[one.start : other.end]), kind=True, part=True)


_BESIDE = re.compile(r"(?: and)?[ \n]")
_BETWEEN = 24
"""Characters that stand between a kind and whose it is."""


def _names(words: str, match: re.Match[str]) -> Iterator[Body]:
    """The bodies that a run of capitalised words names: "Hexley Council and Stour County Council" are two."""
    first, stop = match.span("name")
    begin = first
    for joint in AND.finditer(words, first, stop):
        ends = joint["the"] or LAST_WORD.search(words, first, joint.start())
        if ends or SEVERAL.search(words, max(0, begin - _MORE), begin):
            yield from _name(words, first, joint.start(), None)
            first = joint.end()
    yield from _name(words, first, stop, match.end("now") if match["now"] else None)


def _name(words: str, first: int, stop: int, now: int | None) -> Iterator[Body]:
    """The readings of a body's name from ``first`` to ``stop``; ``now`` is where its name of today ends."""
    whole = _trimmed(words, first, stop)
    if whole is None:
        return
    yield from _named(words, *whole, now if whole[1] == stop else None, part=False)
    owner = OWNER.search(words, *whole)
    if owner is not None:
        yield from _named(words, whole[0], owner.start(), None, part=True)
    joints = list(islice(JOINT.finditer(words, *whole), _JOINTS))
    starts, ends = [whole[0], *(one.end() for one in joints)], [*(one.start() for one in joints), whole[1]]
    for left, right in combinations_with_replacement(range(len(starts)), 2):
        part = _trimmed(words, starts[left], ends[right]) if (left, right) != (0, len(joints)) else None
        if part is not None:
            yield from _named(words, *part, None, part=True)


def _trimmed(words: str, first: int, stop: int) -> tuple[int, int] | None:
    """Where a name begins and ends, once words are taken off that are no part of it."""
    found = list(_WORD.finditer(words, first, stop))
    while found and _is_no_name(found[0][0], leads=found[0].start() == first):
        found = found[1:]
    if not found:
        return None
    first = found[0].start()
    return first, first + len(_OF_HIS.sub("", DOCUMENT.sub("", words[first:stop])))


_OF_HIS = re.compile(r"(?:['’]s|['’])\Z")


def _named(words: str, first: int, stop: int, now: int | None, *, part: bool) -> Iterator[Body]:
    name = readable(words[first:stop])
    if len(name) < _SHORTEST or name.lower() in NO_BODY or name[0].islower():
        return
    own_kind = SELF.fullmatch(name) is not None or INTERNAL.fullmatch(name) is not None
    kind = not own_kind and KIND.fullmatch(name) is not None
    last = now or stop
    yield Body(first, last, readable(words[first:last]), kind, own_kind, part)


def _is_no_name(word: str, *, leads: bool) -> bool:
    """Whether a name cannot begin with this word; small words count where something before them was taken off."""
    plain = re.split("['’]", word.strip("'’.,").lower())[0]
    return len(plain) < _SHORTEST or plain in NEVER_FIRST or (word[0].islower() and not leads)


_WORD = re.compile(r"\S+")


def ends_in_body_word(name: str) -> bool:
    """Whether a name says somewhere what kind of body has it."""
    return BODY_WORD.search(name) is not None


def is_national(name: str) -> bool:
    """Whether a name is, or holds, that of a body known all over the country."""
    return NATIONAL.search(name) is not None


@dataclass(frozen=True, slots=True)
class NamedBodies:
    """The bodies that an answer names, and what tells to which of them it sends the reader.

    ``words`` are the answer's with its addresses made blank, ``bodies`` stand in them; ``own`` is in small letters
    what the letter calls the body that wrote it.
    """

    words: str
    bodies: tuple[Body, ...]
    statuses: tuple[Status, ...] = ()
    own: str = ""


def is_same(name: str, other: str) -> bool:
    """Whether a body was named before, in more words or in those that its letters stand for; both in small letters."""
    initials = "".join(word[0] for word in other.split() if word[0].isalpha() and word not in _UNSPOKEN)
    return f" {name} " in f" {other} " or name == initials or name == _one_of(other)


def _one_of(kinds: str) -> str:
    return kinds.removesuffix("ies") + "y" if kinds.endswith("ies") else kinds.removesuffix("s")


_UNSPOKEN = ("of", "for", "and", "the", "in")
