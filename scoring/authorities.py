"""Find the body of a list that a letter's name for its writer stands for."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz.distance import OSA

from scoring.authority_patterns import IDLE, NHS, OF_THE_NHS, RANKED, RANKS, WRITTEN_OUT

_LONG = 8
"""Letters of a word in which a slip is forgiven: most shorter ones are a slip away from another name."""
_LEAST_SINGULAR = 6
"""Letters before an s that makes a plural, as in Schools; North Down and North Downs are two places."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name taken apart: the words that are the body's own, its kind and its rank, ``""`` where they are not told.

    Words with digits come first, in the name's order; the others follow, so that words that may be one and the same
    stand in the same place in any two names.
    """

    own: tuple[str, ...]
    kind: str
    rank: str


class BodyNames:
    """A list of bodies, taken apart once, in which letters' names for their writers are looked up."""

    def __init__(self, bodies: Iterable[str]) -> None:
        self._by_outline: dict[tuple[str, ...], list[tuple[_Name, str]]] = defaultdict(list)
        for body in dict.fromkeys(bodies):
            name = _taken_apart(body)
            self._by_outline[_outlines(name)].append((name, body))

    def matched(self, name: str) -> str | None:
        """The body that ``name`` stands for.

        ``None`` where no body has the same words of its own and the same kind, or where two are as near.
        """
        said = _taken_apart(name)
        alike = self._by_outline.get(_outlines(said), ())
        steps = {body: apart for other, body in alike if (apart := _apart(said, other)) is not None}
        least = min(steps.values(), default=0)
        nearest = [body for body, apart in steps.items() if apart == least]
        return nearest[0] if len(nearest) == 1 else None


def _apart(one: _Name, other: _Name) -> int | None:
    """In how many words, kinds and ranks two names of the same outlines differ, ``None`` for two bodies."""
    same_kind = one.kind == other.kind
    if not same_kind and not (NHS in (one.kind, other.kind) and {one.kind, other.kind} <= OF_THE_NHS | {NHS}):
        return None
    if not one.own or (one.rank and other.rank and one.rank != other.rank):
        return None
    differing = [(here, there) for here, there in zip(one.own, other.own, strict=True) if here != there]
    if not all(_may_be_one(here, there) for here, there in differing):
        return None
    return len(differing) + (not same_kind) + (one.rank != other.rank)


def _may_be_one(word: str, other: str) -> bool:
    """Whether words of the same outline are one in singular and plural, or with a slip in it.

    A slip is two letters changed round, or one written twice or once.
    """
    same_letters = sorted(word) == sorted(other) or _undoubled(word) == _undoubled(other)
    return _singular(word) == _singular(other) or (same_letters and OSA.distance(word, other, score_cutoff=1) == 1)


def _undoubled(word: str) -> str:
    return "".join(letter for letter, _ in groupby(word))


def _outlines(name: _Name) -> tuple[str, ...]:
    return tuple(_outline(word) for word in name.own)


def _outline(word: str) -> str:
    """What a word keeps if a slip that is forgiven is made in it: of a long one, which letters it has."""
    word = _singular(word)
    return "".join(sorted(set(word))) if word.isalpha() and len(word) >= _LONG else word


def _singular(word: str) -> str:
    plural = word.isalpha() and len(word) > _LEAST_SINGULAR and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if plural else word


def _taken_apart(name: str) -> _Name:
    spelt = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    plain = "".join(letter for letter in spelt if letter not in "'’‘ʼ`." and not unicodedata.combining(letter))
    words = re.findall(r"\w+", plain)
    text = " ".join(WRITTEN_OUT.get(word, word) for word in words if word != "the")
    kind, rank = NHS if "nhs" in words else "", ""
    for label, pattern in RANKED:
        match = pattern.search(text)
        if match:
            found = next((part.strip() for part in match.groupdict().values() if part), "")
            kind, rank = label, RANKS.get(found, found)
            text = f"{text[: match.start()]} {text[match.end() :]}"
            break
    own = [word for word in text.split() if word not in IDLE]
    numbered = [word for word in own if not _is_without_digits(word)]
    others = sorted(filter(_is_without_digits, own), key=lambda word: (_outline(word), word))
    return _Name((*numbered, *others), kind, rank)


def _is_without_digits(word: str) -> bool:
    return not any(letter.isdigit() for letter in word)
