"""Printed numbers at the head of a line ("1.", "Q3b:", "(ii)", "Question 2 -") and the ids they stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from nlp.identifiers import ROMANS, number_at_head, plain_id
from nlp.mention_patterns import (
    BEGUN,
    CARDINAL_WORD,
    CARDINALS,
    CLOSED,
    LED_IN,
    NAMED,
    RANGE,
    REPLY,
    REPLY_TO,
    TOGETHER,
)
from nlp.mentions import Named, numbers_at
from nlp.number_patterns import GLUED, SHORT_MONTHS
from nlp.view import FILL


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
    """A printed number. ``id`` is lower-case without punctuation (``3b``); ``end`` is where its line goes on.

    ``begin`` is where it and the words before it are printed. Where there are several ("3 to 5"), ``id`` is the first
    of them and ``named`` has all.
    """

    id: str
    kind: MarkerKind
    end: int
    named: tuple[Named, ...] = ()
    begin: int = 0


_SECTIONS_OF_ACTS = frozenset({12, 14, 17, *range(21, 100)})
"""The sections of Acts that are cited; few letters have so many sections of their own."""
_FEWEST = 2
"""How many numbers make a list."""
_BEFORE = re.compile(r"(?:[\"“'‘](?=[(\[]?\w{1,4}[.)\]]))?(?:(?:and|or)\s(?=\(|[a-h]\)))?")
"""What may stand before a number in a request that is quoted in one sentence: an opening quote, "and"."""
_SENTENCE = re.compile(r"[\s\u2060]{1,4}[A-Z][A-Za-z']*[ ,]")
_LONGEST_LIST = 120
"""Characters that numbers in a row and the words before them take at most."""
_YEARS = re.compile(r"([1-9]\d)\s?[/–-]\s?(\d\d)")
"""A financial year, where the second follows the first: "17/18 - 11"."""
_DASHED = re.compile(r"\D{0,12}\d{1,2}[a-h]\s[-–—]\s\d{1,4}")
"""A number with a letter, and its answer after a dash: "2a - 4"."""
_LETTERS = frozenset("abcdefgh")
_FILLED = " \t" + FILL
_WORDED = re.compile(
    r"(?P<word>questions?|qs?|answers?|ans|a|responses?|resp|r|part|item|point|request|no|section|query|serial|"
    r"(?:our\s)?(?:response|answer|reply)\s(?:to|for)\s(?:your\s)?(?:question|point|part|item|q|request)s?)"
    r"[.\s]{0,2}(?:no\.?\s?|number\s?)?"
    r"(?P<id>[(\[]?\d{1,2}[)\]]?(?:\.\d{1,2}){0,2}"
    r"(?:(?:(?!\s[ai]\s(?-i:[a-z]))\s?\(?|\.(?-i:(?=[a-h])))(?:[a-h]|i{1,3}|iv|vi{0,3}|ix|x)\)?(?![A-Za-z0-9]))?)"
    rf"(?P<close>\s?[:.)\]]{{1,2}}|\s?[-–—](?=\s)|(?=\s(?!\s?(?:{SHORT_MONTHS})[a-z]{{0,6}}\s\d)|$))",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\s{1,3}[A-Z][^.?!;:\n]{1,50}")
"""What a section is headed by: a few words that are no sentence."""
_FEW_SECTIONS = 9
_COUNTS = re.compile(r"\s[a-z]")
"""What shows that the number after "Response" is the answer's own: "Response 14 dogs"."""
_NUMBER = re.compile(
    r"\(?(?P<id>\d{1,2}\)?(?:\.\d{1,2}){0,2}"
    r"(?:\s?\(?(?:[a-h]|i{1,3}|iv|v|vi{1,3}|ix|x)?\)?|[./-]\(?(?:[a-h]|i{1,3}|iv|v)\)?|[A-H]|\([A-H]\)))"
    r"(?:(?<=\))|[.:)\]]{1,2}|/(?=[ \t\u2060]+[\"“‘]?[^\W\d_])"
    r"|\s?[-–](?=\s[A-Z])|(?:(?<=\.[a-hi])|(?<=\.i[iv])|(?<=\.iii))(?=\s))(?=\s|$|[A-Z<\u2060\[•])",
)
_LETTERED = re.compile(
    r"(?:question|part|item|point|section|answer|response|q)\s(?P<id>[A-H](?:\s?\(?(?:\d{1,2}|[ivx]{1,4})\)?)?)(?=[:.)\s]|$)"
    r"(?P<close>\s?[:.)]|\s?[-–—](?=\s)|(?=\s*$))",
    re.IGNORECASE,
)
_SPELT = re.compile(
    rf"(?P<word>question|part|section|item|point)\s(?P<number>{CARDINAL_WORD})(?=[\s:.)\u2060–-]|$)"
    r"(?P<close>\s?[:.)]|\s?[-–—](?=\s)|(?=[\s\u2060]*$))",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"\.\d")
_SPACED = re.compile(r"(?P<id>[A-Za-z]|[ivx]{1,5})(?=[ ]{2,}\S)")
_COMPOUND = re.compile(r"(?P<id>[A-H]\s?(?:\((?:\d{1,2}|[ivx]{1,4}|[a-h])\)|\d{1,2}(?=[.:)\s])))[.:)]?(?=\s|$)")
_BRACKETED = re.compile(r"\[(?:(?P<roman>i|[ivx]{2,4})|(?P<a>[a-wyz]))\](?=\s|$)", re.IGNORECASE)
"""A letter in brackets; [X] is a tick."""
_TOUCHING = re.compile(
    rf"(?P<id>[1-9]\d?(?:\s\.\s?|\.)\d{{1,2}})(?!(?i:{GLUED}|kb|kgs|tonnes?|per)\b)(?=(?:[A-Z][a-z]+|I)\s)"
    r"|(?P<spaced>[1-9]\d?\s\.\d)(?=\s[A-Z])"
)
"""A number in two parts that touches the words after it or has a blank inside: "1.1Do you", "1 .3 If"."""
_FIGURE_ITEM = re.compile(r"(?P<a>[a-h])\.(?=\s{1,3}\d)")
_FIGURE_ITEMS = re.compile(rf"(?:(?<=\n)[ \t]{{0,40}}|(?<=\d[ ])|(?<=\d[,;][ ])){_FIGURE_ITEM.pattern}")
"""Such items at the beginnings of lines and after the figure of another."""
_NEXT_ITEM = 120
"""Characters before and after an item of a list of figures in which the next one begins."""
_ALONE = re.compile(r"\s*[1-9]\d?\s?[-–]\s?[1-9]\d?\s?[.)][\s\u2060]*")
"""Two numbers and a dash, with a full stop, and nothing else: "1-3."."""
_NO_NUMBER = re.compile(
    r"[A-Z]{1,2}\d[\dA-Z]?\s\d[A-Z]{2}(?!\w)"
    r"|\d{1,3}[A-Za-z]?\s(?:[A-Z][a-z'’]+\s){1,3}(?:Road|Street|Lane|Avenue|Drive|Crescent|Gardens|Terrace|Square)[,.]?\s*$"
    r"|\d{1,3}(?:\s?\(\w{1,3}\))*,?\sof\s(?:the|that|this|those)\s(?:[A-Z][a-z]+\s(?:of\s)?){0,5}(?:Act|Regulations)\b"
)
"""A postcode, a house in its street, what is left of "section 12(1) of the Act"."""
_LETTER = re.compile(r"(?:\(?(?P<a>[A-Za-z])[)][.:]?|(?P<b>[A-Za-z])[.:](?=\u2060{0,4}\s(?!\d)))(?=\s|$|[A-Z<\u2060])")
_SUB = re.compile(r"\s{0,3}(?:\((?P<a>[a-h]|[ivx]{1,4})\)|(?P<b>[a-h]|i{1,3}|iv|v)(?:\)|\.(?=\s{1,4}[A-Z])))(?=\s|$)")
_LABEL_LETTER = re.compile(r"[Qq][.:)]|[AR]:")
_ROMAN = re.compile(r"(?:\((?P<a>[ivx]{1,4}|[IVX]{1,4})\)[.:]?|(?P<b>[ivx]{1,4}|[IVX]{1,4})[.)])(?=\s|$|[A-Z<\u2060])")
_BARE = re.compile(
    r"(?P<id>[1-9]\d?(?:\.\d{1,2}){0,2}[a-hA-H]?)"
    rf"(?=\s+(?!(?:{SHORT_MONTHS})[a-z]*\b|X\s)[A-Z(\u2060])"
)


def _with_sub(view: str, marker: Marker, end: int) -> Marker:
    """A number with the sub-number printed right after it ("3. (a)") as one."""
    if not marker.id.isdigit():
        return marker
    match = _SUB.match(view, marker.end, end)
    return Marker(marker.id + (match["a"] or match["b"]).lower(), marker.kind, match.end()) if match else marker


def leading_marker(view: str, start: int, end: int) -> Marker | None:
    """The number printed at ``start``, if any. ``end`` of the marker never passes ``end``."""
    before = _BEFORE.match(view, start, end)
    start = before.end() if before else start
    if start >= end or not (view[start].isalnum() or view[start] in "([") or _NO_NUMBER.match(view, start, end):
        return None
    marker = _listed(view, start, end) or _printed(view, start, end)
    # digits of other scripts make no id
    return replace(marker, begin=start) if marker is not None and marker.id else None


def _listed(view: str, start: int, end: int) -> Marker | None:
    """Several numbers before what they number: "Questions 1 to 3", "4 & 5.", "(b) and (c)", "1a-c:".

    Where they are words of a sentence ("Questions 2 and 3 should be sent to ..."), the line begins with them.
    """
    text = view[start : min(end, start + _LONGEST_LIST)]
    reply = REPLY_TO.match(text)
    lead = reply or LED_IN.match(text)
    head = lead.end() if lead else 0
    by_itself = _ALONE.fullmatch(view, start, end) is not None
    named, at = numbers_at(text, head, several=by_itself or (reply is not None and reply["several"] is not None))
    if len(named) < _FEWEST:
        return None
    printed, noun, closed = text[head:at], NAMED.match(text, head), CLOSED.match(text, at)
    if _DASHED.fullmatch(printed):
        return None
    if not (lead or noun) and (years := _YEARS.fullmatch(printed)) and int(years[1]) + 1 == int(years[2]):
        return None
    alone = start + len(text) == end and not text[at:].strip(_FILLED)
    ends = start + (closed.end() if closed else at) == end
    if by_itself:
        heads = _in_order(named)
    elif lead is not None and not reply:
        heads = alone or (closed is not None and "." not in closed[0])
    elif reply or noun or printed[-1] in ")]":
        heads = True
    elif not _in_order(named) or (
        RANGE.fullmatch(printed) and not _SENTENCE.match(text, closed.end() if closed else at)
    ):
        heads = False
    elif TOGETHER.search(printed):
        heads = alone or (closed is not None and not (ends and "." in closed[0]))
    else:
        heads = closed is not None and not ends
    if not heads:
        return None
    if closed:
        at = closed.end()
    elif not alone and not BEGUN.match(text, at):
        at = 0
    first = named[0].ids[0]
    return Marker(first, _kind_of_list(text[:head], noun[0] if noun else "", first), start + at, named)


def _in_order(named: Sequence[Named]) -> bool:
    """Whether numbers count upwards, as those of questions do; figures in a row may stand in any order."""
    ids = [one.ids[0] for one in named]
    if all(one in _LETTERS for one in ids):
        return all(before < after for before, after in pairwise(ids))
    if all(one in ROMANS for one in ids):
        return all(ROMANS.index(before) < ROMANS.index(after) for before, after in pairwise(ids))
    heads = [number_at_head(one) for one in ids]
    return all(
        before is not None and (after is None or before < after or (before == after and one != other))
        for (before, after), (one, other) in zip(pairwise(heads), pairwise(ids), strict=True)
    )


def _kind_of_list(lead: str, noun: str, first: str) -> MarkerKind:
    if REPLY.search(lead + noun) or noun.lower() in ("a", "r"):
        return MarkerKind.ANSWER
    if noun:
        return MarkerKind.QUESTION if noun[0] in "qQ" else MarkerKind.SECTION
    if first[0].isdigit():
        return MarkerKind.NUMBER
    return MarkerKind.ROMAN if first in ROMANS else MarkerKind.LETTER


def _is_figure_item(view: str, start: int, letter: str) -> bool:
    """Whether "a. 0" is an item of a list of figures, which goes on from it or leads to it near by."""
    near = {match["a"] for match in _FIGURE_ITEMS.finditer(view, max(0, start - _NEXT_ITEM), start + _NEXT_ITEM)}
    return chr(ord(letter) + 1) in near or chr(ord(letter) - 1) in near


def _heads(view: str, match: re.Match[str], end: int) -> bool:
    """Whether a dash leads from a section's number to its heading: "Section 2 - Patients"."""
    few = (number_at_head(plain_id(match["id"])) or 0) <= _FEW_SECTIONS
    return few and match["close"].strip() in ("-", "–", "—") and _HEADING.fullmatch(view, match.end(), end) is not None


def _printed(view: str, start: int, end: int) -> Marker | None:
    match = _FIGURE_ITEM.match(view, start, end)
    if match and _is_figure_item(view, start, match["a"]):
        return Marker(match["a"], MarkerKind.LETTER, match.end())
    match = _WORDED.match(view, start, end)
    if match:
        word = match["word"].lower()
        if word == "section" and (
            number_at_head(plain_id(match["id"])) in _SECTIONS_OF_ACTS
            or (view[match.end() : end].strip() and match["close"].strip() != ":" and not _heads(view, match, end))
        ):
            return None
        if word.startswith(("ans", "resp")) and not match["close"] and _COUNTS.match(view, match.end(), end):
            return None
        bare = word in ("a", "r") and not match["close"].strip() and not plain_id(match["id"]).isdigit()
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
    match = _SPELT.match(view, start, end)
    if match:
        kind = MarkerKind.QUESTION if match["word"][0] in "qQ" else MarkerKind.SECTION
        return Marker(CARDINALS[match["number"].lower()], kind, match.end())
    match = _NUMBER.match(view, start, end)
    if match:
        kind = MarkerKind.DECIMAL if _DECIMAL.search(match["id"]) else MarkerKind.NUMBER
        return _with_sub(view, Marker(plain_id(match["id"]), kind, match.end()), end)
    match = _COMPOUND.match(view, start, end)
    if match:
        return Marker(plain_id(match["id"]), MarkerKind.QUESTION, match.end())
    match = _ROMAN.match(view, start, end)
    if match:
        return Marker((match["a"] or match["b"]).lower(), MarkerKind.ROMAN, match.end())
    match = _BRACKETED.match(view, start, end)
    if match:
        kind = MarkerKind.ROMAN if match["roman"] else MarkerKind.LETTER
        return Marker((match["roman"] or match["a"]).lower(), kind, match.end())
    match = _LETTER.match(view, start, end)
    if match and not _LABEL_LETTER.match(view, start, end):
        return Marker((match["a"] or match["b"]).lower(), MarkerKind.LETTER, match.end())
    match = _SPACED.match(view, start, end)
    if match:
        printed = match["id"].lower()
        kind = MarkerKind.ROMAN if printed in ROMANS else MarkerKind.LETTER
        return Marker(printed, kind, match.end())
    match = _TOUCHING.match(view, start, end)
    if match:
        return Marker(plain_id(match["id"] or match["spaced"]), MarkerKind.DECIMAL, match.end())
    match = _BARE.match(view, start, end)
    if match:
        return Marker(plain_id(match["id"]), MarkerKind.BARE, match.end())
    return None
