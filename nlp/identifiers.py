"""Question ids: how they are written, and which are parts of which."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_DIGITS = re.compile(r"\d+")
_ID = re.compile(r"[^a-z0-9.]")
ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
FIRST_OF_LIST = frozenset({"1", "a", "i"})
"""What the first item of a list is called."""
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


def id_after(own: str) -> str | None:
    """The id that counts on from this one: 100 after 99, 1j after 1i; ``None`` where that is not certain."""
    if own.isdigit():
        return str(int(own) + 1)
    stem, after = own[:-1], letter_after(own[-1:])
    return stem + after if after and not stem[-1:].isalpha() else None


def numeral_after(numeral: str) -> str:
    """The Roman numeral after this one; none after the last that parts are numbered by."""
    return ROMANS[ROMANS.index(numeral) + 1] if numeral in ROMANS[:-1] else ""


def items_after(item: str) -> set[str]:
    """What the item of a list after this one may be called: after i come j and ii."""
    return {one for one in (id_after(item), numeral_after(item)) if one}


def parts_of(stem: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Those of the ids that are parts of a question: 3a and 3bii of 3."""
    return tuple(one for one in ids if stem in _stems(one))


def stems(ids: Iterable[str]) -> set[str]:
    """What sub-questions' ids begin with: 3 and 3b for 3bii, 2 for 2.1."""
    return {stem for one in ids for stem in _stems(one)}


@lru_cache(maxsize=4_096)
def _stems(one: str) -> tuple[str, ...]:
    return tuple(
        one[:end]
        for end in range(1, len(one))
        if not one[end].isdigit() and not _ROMAN_SIGNS.issuperset(one[end - 1 : end + 1])
    )
