"""Read from a letter which body wrote it, as it names itself: in its letterhead, where it signs, in its text.

Many letters name other bodies too. So a name counts by the places where it stands, and where two bodies could have
written the letter, none is given.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from nlp.frame import Frame
from nlp.letterhead_patterns import (
    DEPARTMENT,
    DOMAIN,
    KEPT_CAPITALS,
    KIND_WORDS,
    NAME,
    NOT_THE_WRITER,
    OPENERS,
    SEGMENT,
    SMALL_WORDS,
    WHOLE,
)
from nlp.types import Role
from nlp.view import readable


class Standing(StrEnum):
    """Where a body's name stands in its letter, the surest first."""

    HEAD = "letterhead"
    SIGNATURE = "signature"
    FOOT = "foot"
    ADDRESSED = "addressed"
    PROSE = "prose"


_WEIGHTS = {
    Standing.HEAD: 4.0,
    Standing.SIGNATURE: 3.0,
    Standing.FOOT: 2.0,
    Standing.ADDRESSED: 2.0,
    Standing.PROSE: 1.0,
}
_MOST_COUNTED = 3
"""Times that a name counts for standing in one kind of place, each time for less."""
_DOMAIN_SUPPORT = 1.0
_LONGEST_ROW = 130
"""Characters of a row that may be part of a letterhead."""
_SIGNED_ROWS = 9
_SIGNATURES = 3
"""The last ones in the letter that are looked at."""
_FOOT_ROWS = 6
_MOST_NAMINGS = 300
"""More places do not say more."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A body's name at ``start:end`` of the view, as it is printed there."""

    name: str
    start: int
    end: int
    standing: Standing


def writer(frame: Frame) -> Naming | None:
    """The body that most speaks for, ``None`` where as much speaks for another."""
    best: dict[str, Naming] = {}
    times: Counter[tuple[str, Standing]] = Counter()
    scores: defaultdict[str, float] = defaultdict(float)
    for _, one in zip(range(_MOST_NAMINGS), _namings(frame), strict=False):
        key = _key(one.name)
        times[key, one.standing] += 1
        if times[key, one.standing] <= _MOST_COUNTED:
            scores[key] += _WEIGHTS[one.standing] / times[key, one.standing]
        if key not in best or _rank(one) > _rank(best[key]):
            best[key] = one
    if not scores:
        return None
    domains = {match["name"].lower() for match in DOMAIN.finditer(frame.own)}
    for key, one in best.items():
        if any(_fits(domain, one.name) for domain in domains):
            scores[key] += _DOMAIN_SUPPORT
    first, *others = sorted(scores, key=lambda key: (-scores[key], best[key].start))
    rivals = (scores[key] for key in others if not _own_words(best[key].name) & _own_words(best[first].name))
    return best[first] if scores[first] > next(rivals, 0) else None


def _namings(frame: Frame) -> Iterator[Naming]:
    around = frame.around
    for row in frame.head:
        yield from _in_row(frame.own, row, Standing.HEAD)
    for place in frame.signatures[-_SIGNATURES:]:
        signed = (row for row in frame.rows if row[0] >= place)
        for _, row in zip(range(_SIGNED_ROWS), signed, strict=False):
            yield from _in_row(around, row, Standing.SIGNATURE)
    for row in frame.rows[-_FOOT_ROWS:]:
        if row[0] > frame.greeting:
            yield from _in_row(around, row, Standing.FOOT)
    for line in frame.lines:
        if line.role is Role.FURNITURE:
            yield from _in_row(frame.text, (line.start, line.end), Standing.FOOT)
    for start, end in frame.rows:
        match = _ADDRESSED.match(frame.text, start, end) if start > frame.greeting else None
        if match:
            yield from _in_row(frame.text, match.span(1), Standing.ADDRESSED)
    yield from _in_prose(frame.prose)


_ADDRESSED = re.compile(r"[ \t>]{0,40}Dear ([^\n]{3,90}?),?[ \t]*$")


def _in_row(text: str, row: tuple[int, int], standing: Standing) -> Iterator[Naming]:
    """The names that stand by themselves in a row."""
    start, end = row
    if end - start > _LONGEST_ROW:
        return
    line = _without_capitals(text[start:end])
    place = 0
    for match in (*SEGMENT.finditer(line), None):
        left, right = place, match.start() if match else len(line)
        place = match.end() if match else right
        found = _by_itself(line, left, right)
        if found:
            low, high = start + found[0], start + found[1]
            yield Naming(readable(text[low:high]), low, high, standing)


def _by_itself(line: str, left: int, right: int) -> tuple[int, int] | None:
    """Where a name stands that is all of a piece of a row, or all but what commas set off."""
    commas = [match.start() for match in re.finditer(",", line[left:right])]
    for begin in (left, *(left + comma + 1 for comma in commas)):
        for finish in (right, *(left + comma for comma in reversed(commas))):
            low, high = _trimmed(line, begin, finish)
            if low < high and WHOLE.fullmatch(line, low, high) and _is_name(line[low:high]):
                return low, high
    return None


def _in_prose(text: str) -> Iterator[Naming]:
    for match in NAME.finditer(text):
        start, end = match.span()
        for cut in (0, *(comma.end() for comma in re.finditer(r",\s*", match[0]))):
            begin = _without_openers(text, start + cut, end)
            if NAME.fullmatch(text, begin, end) and _is_name(text[begin:end]):
                yield Naming(readable(text[begin:end]), begin, end, Standing.PROSE)
                break


def _without_openers(text: str, start: int, end: int) -> int:
    while (word := _FIRST_WORD.match(text, start, end)) and word[1].lower() in OPENERS:
        start = word.end()
    return start


_FIRST_WORD = re.compile(r"([\w&/'’-]{1,30})[.,]?\s{1,20}")


def _is_name(words: str) -> bool:
    plain = readable(words)
    return DEPARTMENT.search(plain) is None and NOT_THE_WRITER.search(plain) is None


def _key(name: str) -> str:
    """What several ways to print a name share."""
    return re.sub(r"[^a-z0-9]", "", name.lower().removeprefix("the ").replace("&", "and"))


def _rank(one: Naming) -> tuple[float, bool, int]:
    return _WEIGHTS[one.standing], not one.name.isupper(), -one.start


def _own_words(name: str) -> set[str]:
    """The words of a name that no kind of body shares: two forms of one name have some in common."""
    return {word for word in re.findall(r"[a-z]{3,}", name.lower()) if word not in KIND_WORDS}


def _fits(domain: str, name: str) -> bool:
    """Whether a domain is made of a name's words or of its first letters."""
    words = re.findall(r"[a-z]+", name.lower())
    initials = "".join(word[0] for word in words if word not in SMALL_WORDS)
    bare = re.sub(r"[^a-z]", "", domain)
    return len(bare) >= 3 and (bare in "".join(words) or initials.startswith(bare) or bare.startswith(initials))


def _trimmed(line: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not line[start].isalnum():
        start += 1
    while end > start and not line[end - 1].isalnum():
        end -= 1
    return start, end


def _without_capitals(line: str) -> str:
    """A row that is all in capitals as it would be printed in running text, of the same length."""
    return re.sub(r"[A-Z]+(?:'[A-Z]+)?", _lower, line) if line.isupper() and line.isascii() else line


def _lower(match: re.Match[str]) -> str:
    word = match[0]
    if word in KEPT_CAPITALS:
        return word
    return word.lower() if word.lower() in SMALL_WORDS else word[0] + word[1:].lower()
