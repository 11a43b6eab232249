"""Find the body of a list that a letter's name for its writer stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from scoring.authority_patterns import IDLE, NHS, OF_THE_NHS, RANKED, RANKS, SIDES, WRITTEN_OUT

_LEAST_ALIKE = 0.93
"""How alike names have to be: one slip in a long name is forgiven, one in a short name is not.

Herefordshire and Hertfordshire are alike to 0.923.
"""
_LEAST_AHEAD = 0.02
"""How far ahead of the next body a body has to be."""
_UNSAID = 0.03
"""What it costs that one name tells the kind or the rank of a body and the other does not."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name taken apart: the words that are the body's own, its kind and its rank, ``""`` where they are not told."""

    own: str
    sides: frozenset[str]
    kind: str
    rank: str


def matched(name: str, bodies: Sequence[str]) -> str | None:
    """The body that ``name`` stands for.

    ``None`` where no body is alike enough, or where two are nearly as much so.
    """
    scores = sorted(((_alike(_taken_apart(name), _taken_apart(body)), body) for body in set(bodies)), reverse=True)
    if not scores or scores[0][0] < _LEAST_ALIKE:
        return None
    (best, body), *others = scores
    return body if not others or best - others[0][0] >= _LEAST_AHEAD else None


def _alike(one: _Name, other: _Name) -> float:
    """How alike two names are, 0 where they tell of different kinds, ranks or sides."""
    same_kind = one.kind == other.kind
    if not same_kind and not (NHS in (one.kind, other.kind) and {one.kind, other.kind} <= OF_THE_NHS | {NHS}):
        return 0.0
    if one.sides != other.sides or not one.own or not other.own or (one.rank and other.rank and one.rank != other.rank):
        return 0.0
    unsaid = _UNSAID * ((not same_kind) + (one.rank != other.rank))
    return max(0.0, fuzz.ratio(one.own, other.own) / 100 - unsaid)


@lru_cache(maxsize=10_000)
def _taken_apart(name: str) -> _Name:
    plain = re.sub(r"['’.]", "", name.casefold().replace("&", " and "))
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
    return _Name(" ".join(sorted(own)), frozenset(own) & SIDES, kind, rank)
