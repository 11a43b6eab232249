"""Question ids: how they are written, and which are parts of which."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_DIGITS = re.compile(r"\d+")
_ID = re.compile(r"[^a-z0-9.]")
ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_ROMAN_SIGNS = frozenset("ivx")
"""Two of them in a row are one numeral: iii is no part of ii."""


def plain_id(printed: str) -> str:
    """``3 (b)`` as ``3b``: lower-case, no punctuation but the point between numbers."""
    squeezed = _ID.sub("", printed.lower()).strip(".")
    return re.sub(r"\.(?=[a-z])|(?<=[a-z])\.", "", squeezed)


@lru_cache(maxsize=4_096)
def number_at_head(identifier: str) -> int | None:
    """The number that an id begins with: 3 for ``3b``."""
    head = _DIGITS.match(identifier)
    return int(head[0]) if head else None


def is_sub(identifier: str) -> bool:
    """Whether an id begins with no number of a question: "b" is part of one."""
    return not identifier[:1].isdigit()


def letter_after(letter: str) -> str:
    """The letter after this one; none after z, nor after what is more than a letter ("ai", "bii")."""
    return chr(ord(letter) + 1) if len(letter) == 1 and "a" <= letter < "z" else ""


def stems(ids: Iterable[str], *, dotted: bool) -> set[str]:
    """What sub-questions' ids begin with: 3 and 3b for 3bii, and 2 for 2.1 where ``dotted`` ids count."""
    return {stem for one in ids for stem in _stems(one, dotted)}


@lru_cache(maxsize=4_096)
def _stems(one: str, dotted: bool) -> tuple[str, ...]:
    return tuple(
        one[:end]
        for end in range(1, len(one))
        if not one[end].isdigit()
        and (dotted or one[end] != ".")
        and not _ROMAN_SIGNS.issuperset(one[end - 1 : end + 1])
    )
