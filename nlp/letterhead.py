"""Read from a letter which body wrote it, as it names itself: in its letterhead, where it signs, in its text.

Many letters name other bodies too. So a name counts by the places where it stands, and where two bodies could have
written the letter, none is given.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest

from nlp.frame import AMPERSAND, Frame
from nlp.letterhead_patterns import (
    CALLS_ITSELF,
    DEPARTMENT,
    DOMAIN,
    HINT,
    KEPT_CAPITALS,
    KIND_ALONE,
    KIND_WORDS,
    LIST,
    NAME,
    NOT_THE_WRITER,
    OPENERS,
    SAME_KIND,
    SEGMENT,
    SMALL_WORDS,
    WHOLE,
)
from nlp.places import Place
from nlp.types import Particular, Role
from nlp.view import readable

_WEIGHTS = {
    Place.AUTHORITY_HEAD: 4.0,
    Place.AUTHORITY_SIGNATURE: 3.0,
    Place.AUTHORITY_FOOT: 2.0,
    Place.AUTHORITY_ADDRESSED: 2.0,
    Place.AUTHORITY_PROSE: 1.0,
}
_MOST_COUNTED = 3
"""Times that a name counts for standing in one kind of place, each time for less."""
_DOMAIN_SUPPORT = 1.0
_ONE_MENTION = _WEIGHTS[Place.AUTHORITY_PROSE]
"""A body that is named but once, and in a sentence, may be any."""
_LONGEST_ROW = 130
"""Characters of a row that may be part of a letterhead."""
_SIGNED_ROWS = 9
_SIGNATURES = 3
"""The last ones in the letter that are looked at."""
_FOOT_ROWS = 6
_MOST_NAMINGS = 300
"""More places do not say more."""


def writer(frame: Frame) -> Particular[str] | None:
    """The body that most speaks for, ``None`` where as much speaks for another."""
    best: dict[str, Particular[str]] = {}
    times: Counter[tuple[str, Place]] = Counter()
    scores: defaultdict[str, float] = defaultdict(float)
    for one in islice(_namings(frame), _MOST_NAMINGS):
        key = _key(one.value)
        times[key, one.place] += 1
        if times[key, one.place] <= _MOST_COUNTED:
            scores[key] += _WEIGHTS[one.place] / times[key, one.place]
        if key not in best or _rank(one) > _rank(best[key]):
            best[key] = one
    if not scores:
        return None
    domains = {match["name"].lower() for match in DOMAIN.finditer(frame.own)}
    for key, one in best.items():
        if any(_fits(domain, one.value) for domain in domains):
            scores[key] += _DOMAIN_SUPPORT
    first, *others = sorted(scores, key=lambda key: (-scores[key], best[key].start))
    rivals = (scores[key] for key in others if not _own_words(best[key].value) & _own_words(best[first].value))
    once = scores[first] <= _ONE_MENTION and not _calls_itself(best[first].value, frame.own)
    return None if once or scores[first] <= next(rivals, 0.0) else best[first]


def _calls_itself(name: str, text: str) -> bool:
    """Whether the letter speaks of its writer as of such a body."""
    own = Counter(word.lower() for word in CALLS_ITSELF.findall(text)).most_common(1)
    return bool(own) and any(kind in name.lower().split() for kind in SAME_KIND.get(own[0][0], (own[0][0],)))


def _namings(frame: Frame) -> Iterator[Particular[str]]:
    around, below = frame.around, [row for row in frame.rows if row[0] > frame.greeting]
    yield from _in_rows(frame.own, frame.head, Place.AUTHORITY_HEAD)
    for place in frame.signatures[-_SIGNATURES:]:
        signed = islice((row for row in below if row[0] >= place), _SIGNED_ROWS)
        yield from _in_rows(around, list(signed), Place.AUTHORITY_SIGNATURE)
    yield from _in_rows(around, below[-_FOOT_ROWS:], Place.AUTHORITY_FOOT)
    furniture = [(line.start, line.end) for line in frame.lines if line.role is Role.FURNITURE]
    yield from _in_rows(frame.text, furniture, Place.AUTHORITY_FOOT)
    addressed = (_ADDRESSED.match(frame.text, start, end) for start, end in below)
    yield from _in_rows(frame.text, [match.span(1) for match in addressed if match], Place.AUTHORITY_ADDRESSED)
    yield from _in_prose(frame.prose)


_ADDRESSED = re.compile(r"[ \t>]{0,40}Dear ([^\n]{3,90}?),?[ \t]*$")


def _in_rows(text: str, rows: Sequence[tuple[int, int]], where: Place) -> Iterator[Particular[str]]:
    """The names that stand by themselves in a row or in a piece of one, or over two rows."""
    taken = -1
    for (start, end), after in zip_longest(rows, rows[1:]):
        if start < taken or end - start > _LONGEST_ROW:
            continue
        if after and KIND_ALONE.fullmatch(text[after[0] : after[1]].strip()) and after[1] - start <= _LONGEST_ROW:
            both = _without_capitals(text[start : after[1]].replace("\n", " "))
            found = list(_in_piece(text, both, start, (0, len(both)), where))
            if found:
                yield from found
                taken = after[1]
                continue
        line = _without_capitals(text[start:end])
        if HINT.search(line) is None:
            continue
        left = 0
        for match in (*SEGMENT.finditer(line), None):
            yield from _in_piece(text, line, start, (left, match.start() if match else len(line)), where)
            left = match.end() if match else len(line)


def _in_piece(text: str, line: str, offset: int, piece: tuple[int, int], where: Place) -> Iterator[Particular[str]]:
    found = _by_itself(line, *piece)
    if found:
        low, high = offset + found[0], offset + found[1]
        yield Particular(_printed(text[low:high]), low, high, where)


def _by_itself(line: str, left: int, right: int) -> tuple[int, int] | None:
    """Where a name stands that is all of a piece of a row, or all but what commas set off."""
    if HINT.search(line, left, right) is None:
        return None
    commas = [match.start() for match in re.finditer(",", line[left:right])]
    for begin in (left, *(left + comma + 1 for comma in commas)):
        for finish in (right, *(left + comma for comma in reversed(commas))):
            low, high = _trimmed(line, begin, finish)
            if low < high and WHOLE.fullmatch(line, low, high) and _is_name(line[low:high]):
                return low, high
    return None


def _in_prose(text: str) -> Iterator[Particular[str]]:
    for match in NAME.finditer(text):
        start, end = match.span()
        for cut in (0, *(comma.end() for comma in re.finditer(r",\s*", match[0]))):
            begin = _without_openers(text, start + cut, end)
            end -= 2 * text[:end].endswith(("'s", "’s"))
            if NAME.fullmatch(text, begin, end) and _is_name(text[begin:end]):
                yield Particular(_printed(text[begin:end]), begin, end, Place.AUTHORITY_PROSE)
                break


def _printed(name: str) -> str:
    return readable(name.replace(AMPERSAND, "&"))


def _without_openers(text: str, start: int, end: int) -> int:
    while (word := _FIRST_WORD.match(text, start, end)) and word[1].lower() in OPENERS:
        start = word.end()
    return start


_FIRST_WORD = re.compile(r"([\w&/'’-]{1,30})[.,]?\s{1,20}")


def _is_name(words: str) -> bool:
    plain = readable(words)
    if "," in plain and LIST.fullmatch(plain) is None:
        return False
    return DEPARTMENT.search(plain) is None and NOT_THE_WRITER.search(plain) is None


def _key(name: str) -> str:
    """What several ways to print a name share."""
    return re.sub(r"[^a-z0-9]", "", name.lower().removeprefix("the ").replace("&", "and"))


def _rank(one: Particular[str]) -> tuple[float, bool, int]:
    return _WEIGHTS[one.place], not one.value.isupper(), -one.start


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
