"""Printed numbers at the head of a line ("1.", "Q3b:", "(ii)", "Question 2 -") and the ids they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class MarkerKind(StrEnum):
    """How a number was printed."""

    QUESTION = "question"
    ANSWER = "answer"
    SECTION = "section"
    NUMBER = "number"
    DECIMAL = "decimal"
    LETTER = "letter"
    ROMAN = "roman"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed number. ``id`` is lower-case without punctuation (``3b``); ``end`` is where its line goes on."""

    id: str
    kind: MarkerKind
    end: int


_WORDED = re.compile(
    r"(?P<word>questions?|qs?|answers?|ans|a|responses?|resp|r|part|item|point|request|no|section|query|serial|"
    r"(?:our\s)?(?:response|answer|reply)\s(?:to|for)\s(?:your\s)?(?:question|point|part|item|q|request)s?)"
    r"[.\s]{0,2}(?:no\.?\s?|number\s?)?"
    r"(?P<id>[(\[]?\d{1,2}[)\]]?(?:\.\d{1,2}){0,2}(?:\s?\(?(?:[a-h]|i{1,3}|iv|vi{0,3}|ix|x)\)?(?![A-Za-z0-9]))?)"
    r"(?P<close>\s?[:.)\]]{1,2}|\s?[-–—](?=\s)|(?=\s|$))",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\(?(?P<id>\d{1,2}\)?(?:\.\d{1,2}){0,2}\s?\(?(?:[a-h]|i{1,3}|iv|v|vi{1,3}|ix|x)?\)?)"
    r"(?:(?<=\))|[.:)\]]{1,2}|\s?[-–](?=\s[A-Z]))(?=\s|$|[A-Z<\u2060\[•])",
)
_LETTERED = re.compile(
    r"(?:question|part|item|point|section|answer|response|q)\s(?P<id>[A-H](?:\s?\(?(?:\d{1,2}|[ivx]{1,4})\)?)?)(?=[:.)\s]|$)"
    r"(?P<close>\s?[:.)]|\s?[-–—](?=\s)|(?=\s*$))",
    re.IGNORECASE,
)
_COMPOUND = re.compile(r"(?P<id>[A-H]\s?(?:\((?:\d{1,2}|[ivx]{1,4}|[a-h])\)|\d{1,2}(?=[.:)\s])))[.:)]?(?=\s|$)")
_BRACKETED = re.compile(r"\[(?P<a>[a-z])\](?=\s|$)", re.IGNORECASE)
_LETTER = re.compile(r"(?:\(?(?P<a>[A-Za-z])[)]\.?|(?P<b>[A-Za-z])[.:](?=\u2060{0,4}\s(?!\d)))(?=\s|$|[A-Z<\u2060])")
_SUB = re.compile(r"\s{0,3}(?:\((?P<a>[a-h]|[ivx]{1,4})\)|(?P<b>[a-h]|i{1,3}|iv|v)\))(?=\s|$)")
_LABEL_LETTER = re.compile(r"[Qq][.:)]|[AR]:")
_ROMAN = re.compile(r"(?:\((?P<a>[ivx]{1,4}|[IVX]{1,4})\)\.?|(?P<b>[ivx]{1,4}|[IVX]{1,4})[.)])(?=\s|$|[A-Z<\u2060])")
_BARE = re.compile(
    r"(?P<id>[1-9]\d?(?:\.\d{1,2})?[a-h]?)(?=\s+(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|X\s)[A-Z(\u2060])"
)
_DIGITS = re.compile(r"\d+")
_ID = re.compile(r"[^a-z0-9.]")
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


def _with_sub(view: str, marker: Marker, end: int) -> Marker:
    """A number with the sub-number printed right after it ("3. (a)") as one."""
    if not marker.id.isdigit():
        return marker
    match = _SUB.match(view, marker.end, end)
    return Marker(marker.id + (match["a"] or match["b"]).lower(), marker.kind, match.end()) if match else marker


def leading_marker(view: str, start: int, end: int) -> Marker | None:
    """The number printed at ``start``, if any. ``end`` of the marker never passes ``end``."""
    marker = _printed(view, start, end)
    # digits of other scripts make no id
    return marker if marker is not None and marker.id else None


def _printed(view: str, start: int, end: int) -> Marker | None:
    head = view[start]
    if not (head.isalnum() or head in "(["):
        return None
    match = _WORDED.match(view, start, end)
    if match:
        word = match["word"].lower()
        if word == "section" and view[match.end() : end].strip() and match["close"].strip() != ":":
            return None
        bare = len(word) == 1 and not match["close"].strip() and not plain_id(match["id"]).isdigit()
        if not bare:
            if word[0] == "q":
                kind = MarkerKind.QUESTION
            elif word.startswith(("a", "our", "r")) and word != "request":
                kind = MarkerKind.ANSWER
            else:
                kind = MarkerKind.SECTION
            return _with_sub(view, Marker(plain_id(match["id"]), kind, match.end()), end)
    match = _LETTERED.match(view, start, end)
    if match:
        kind = MarkerKind.ANSWER if match[0][0] in "aArR" else MarkerKind.QUESTION
        return Marker(plain_id(match["id"]), kind, match.end())
    match = _NUMBER.match(view, start, end)
    if match:
        kind = MarkerKind.DECIMAL if "." in match["id"] else MarkerKind.NUMBER
        return _with_sub(view, Marker(plain_id(match["id"]), kind, match.end()), end)
    match = _COMPOUND.match(view, start, end)
    if match:
        return Marker(plain_id(match["id"]), MarkerKind.QUESTION, match.end())
    match = _ROMAN.match(view, start, end)
    if match:
        return Marker((match["a"] or match["b"]).lower(), MarkerKind.ROMAN, match.end())
    match = _BRACKETED.match(view, start, end)
    if match:
        return Marker(match["a"].lower(), MarkerKind.LETTER, match.end())
    match = _LETTER.match(view, start, end)
    if match and not _LABEL_LETTER.match(view, start, end):
        return Marker((match["a"] or match["b"]).lower(), MarkerKind.LETTER, match.end())
    match = _BARE.match(view, start, end)
    if match:
        return Marker(plain_id(match["id"]), MarkerKind.BARE, match.end())
    return None
