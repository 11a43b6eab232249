"""Rows of the page and not of the letter: headers, footers, page numbers, lines that a scanner read twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from nlp.line_patterns import ADDRESS, HEADER, PAGE, PAGE_BEFORE
from nlp.numbering import leading_marker
from nlp.rows import Span
from nlp.view import FILL

_DIGITS = re.compile(r"\d+")
_FOOTER_WORDS = 2
"""Words before a page's number that a sentence about a page has at least, and one more."""
_SPOKEN_BEFORE = frozenset("also and at attached from in is of on see the to under".split())
_SPOKEN_AFTER = frozenset("and are for has have in is of says shows spreadsheet to which".split())
"""Words beside the number of a page that a sentence speaks of."""


def _has_page_number(text: str) -> bool:
    """Whether a page's number is printed here; a sentence may speak of one ("is on page 3 of the policy")."""
    match = PAGE.search(text)
    if match is None or PAGE_BEFORE.match(text):
        return False
    numbers = [int(number) for number in _DIGITS.findall(match[0])]
    if numbers != sorted(numbers) and "page" not in match[0].lower():
        # "17 / 3" are figures
        return False
    before, after = text[: match.start()].split(), text[match.end() :].split()
    spoken_of = (before and before[-1] in _SPOKEN_BEFORE) or (after and after[0] in _SPOKEN_AFTER)
    return not spoken_of and not (len(before) > _FOOTER_WORDS and text[-1] in ".?!:")


_PART_OF = re.compile(r"(?:- )?(?P<part>\d{1,3}) ?(?:of|/) ?(?P<total>\d{1,3})")
_FEW_PAGES = 9
"""Pages up to which "3 of 8" is a page's number, be there no other, unless a question asks for it."""


def _counts(texts: Sequence[str]) -> set[int]:
    """Rows that look like a page's number ("12 of 71") and are a count.

    The numbers of pages run on, the first one is 1, and a page may end in the middle of a sentence.
    """
    matched = [(row, match) for row, match in enumerate(map(_PART_OF.fullmatch, texts)) if match]
    parts = {row: (int(match["part"]), int(match["total"])) for row, match in matched}
    if not parts:
        return set()
    known = set(parts.values())
    ends = [*texts, ""]
    told = [-1, *(row for row, text in enumerate(texts) if text), -1]
    around = {row: (ends[above], ends[below]) for above, row, below in zip(told, told[1:], told[2:], strict=False)}
    return {
        row
        for row, (part, total) in parts.items()
        if known.isdisjoint({(part - 1, total), (part + 1, total)})
        and (
            around[row][0].endswith(("?", ":")) or (1 < part < total > _FEW_PAGES and not around[row][1][:1].islower())
        )
    }


_SMALL_WORDS = frozenset({"and", "at", "for", "in", "of", "on", "the", "to", "with"})
"""Words that a body's name holds in small letters."""


def _is_header(text: str) -> bool:
    """Whether a line that recurs may stand at the head or foot of pages; what is said of a body is no header."""
    match = HEADER.search(text)
    if match is None or text[-1] in ".?!:;":
        return False
    named = match.end() == len(text) and match.group().isalpha()
    return not named or not any(word.islower() and word not in _SMALL_WORDS for word in text.split())


_SHORTEST_COPY = 40
"""Characters from which a line that comes twice running is a scanner's slip and not two answers of the same words."""
_LONGEST_COPY = 200
"""Characters beyond which a line is none of a scanned page."""
_BROKEN_OFF = 2
"""Characters that may be lost or made up where one of two copies breaks off."""
_MISREAD = str.maketrans({"i": "l", "1": "l", "|": "l", "!": "l", "0": "o", "e": "c", " ": ""})
"""Signs that a scanner takes for one another, and spaces, which it makes and loses."""


def _copies(view: str, rows: Sequence[Span]) -> set[int]:
    """Rows that say again what the row below or above says: a scanner read the line twice. The shorter of the two."""
    found = set()
    for row, ((start, end), (below, last)) in enumerate(pairwise(rows)):
        sizes = end - start, last - below
        if min(sizes) >= _SHORTEST_COPY and max(sizes) <= _LONGEST_COPY and _is_copy(view, start, end, below, last):
            found.add(row if sizes[0] < sizes[1] else row + 1)
        elif max(sizes) < _SHORTEST_COPY and _is_label_again(view[start:end], view[below:last]):
            found.add(row + 1)
    return found


def _shared(one: str, two: str) -> int:
    """How many characters both begin with."""
    return next(
        (at for at, (own, other) in enumerate(zip(one, two, strict=False)) if own != other), min(len(one), len(two))
    )


def _is_label_again(label: str, other: str) -> bool:
    """Whether a label that ends in a colon comes again, whatever a scanner made of its case and its colon."""
    one, two = (text.replace(FILL, "").strip().lower() for text in (label, other))
    return one[-1:] == ":" and len(one) > len("no:") and one.rstrip(": ") == two.rstrip(":.; ")


def _is_copy(view: str, start: int, end: int, below: int, last: int) -> bool:
    """Whether two rows are one line read twice, the same or with one of them misread and broken off early.

    Two answers of the same words are no copy, nor are two rows of a table.
    """
    one, two = (" ".join(view[a:b].replace(FILL, "").split()) for a, b in ((start, end), (below, last)))
    if "|" in one or "\t" in view[start:end].strip():
        return False
    if one == two:
        return len(one) >= _SHORTEST_COPY and (one[-1] not in ".?!;" or leading_marker(view, start, end) is not None)
    raw = [text.replace(" ", "") for text in (one, two)]
    plain = [text.lower().replace("rn", "m").translate(_MISREAD) for text in raw]
    size, shared = min(map(len, plain)), _shared(*plain)
    return size >= _SHORTEST_COPY and shared >= size - _BROKEN_OFF and _shared(*raw) < shared - _BROKEN_OFF


def furniture_rows(view: str, rows: Sequence[Span]) -> set[int]:
    """Rows of page headers and footers: page numbers, short lines that recur but for their digits; doubled lines."""
    seen: dict[str, list[int]] = {}
    printed: dict[str, str] = {}
    found: set[int] = set()
    texts = [" ".join(view[start:end].replace(FILL, "").split()) for start, end in rows]
    counts = _counts(texts)
    for row, text in enumerate(texts):
        if not text or len(text) > 160:
            continue
        if len(text) < 130 and row not in counts and _has_page_number(text):
            found.add(row)
        if len(text) >= 12 or (text.isupper() and len(text) >= 8 and HEADER.search(text)):
            plain = _DIGITS.sub("0", text.lower())
            printed.setdefault(plain, text)
            seen.setdefault(plain, []).append(row)
    for text, where in seen.items():
        if len(where) > 1 and (_has_page_number(printed[text]) or _is_header(printed[text])):
            found.update(where)
    for row in sorted(found):
        # What stands right above or below a page's number belongs to the page and not to the letter.
        for step in (-1, 1):
            near = row + step
            while 0 <= near < len(rows) and near not in found:
                text = view[rows[near][0] : rows[near][1]].replace(FILL, "").strip()
                if not text or len(text) > 80 or not ADDRESS.match(text):
                    break
                found.add(near)
                near += step
    return found | _copies(view, rows)
