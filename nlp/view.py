"""A reader's view of a letter: tags, entities and mark-up looked through, every offset kept.

The view has exactly the length of the source text, so a position in one is a position in the other.
"""

from __future__ import annotations

import html
import re

FILL = "\u2060"
"""Stands where the source has a character that no reader sees (U+2060, neither space nor word)."""

_TAGS = (
    "a|abbr|article|aside|b|big|blockquote|body|br|caption|center|cite|code|col|colgroup|dd|del|div|dl|dt|em|"
    "figure|font|footer|form|h[1-6]|head|header|hr|html|i|img|input|ins|label|li|link|main|mark|meta|nav|o:p|ol|p|"
    "pre|s|section|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|tfoot|th|thead|time|title|tr|tt|u|ul"
)
TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]{{0,2000}})?/?>|<!--[^<>]{{0,2000}}-->", re.IGNORECASE)

_SIGNS = r"<&*_`\\^\u0000-\u0008\u000e-\u001f\u007f-\u00a0\u00ad\u2000-\u200f\u202a-\u202f\u2066-\u2069\u3000\ufeff"
"""What anything that no reader sees begins with: one look at a sign passes over nearly all of them."""
_THIN = r"(?<=\d)[\u2007\u2009\u202f](?=\d{3}(?!\d))"
"""The narrow space that parts the thousands of a number."""
_HIDDEN = re.compile(
    rf"(?=[{_SIGNS}])(?:(?P<tag>{TAG.pattern})"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    rf"|(?P<thin>{_THIN})"
    r"|(?P<space>[\u00a0\u2000-\u200a\u202f\u3000]|(?<=\d)\^(?=\d))"
    r"|(?P<fill>(?:\x1b\[|\x9b)[0-9;?]{0,20}[A-Za-z]"
    r"|[\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]"
    r"|\*\*(?=\S)|(?<=\S)\*\*|__|`|\\(?=[\\*_#.()\[\]|>~-])|(?<=\d)\^(?=\w)|(?<![\w*])\*(?=[^\W\d_])|(?<=[^\W\d_])\*(?![\w*])"
    r"|(?<=[.?!:)])\*(?![\w*])"
    r"|(?<![^\s(\"'“‘>*])_(?=[^\W\d_])|(?<=[^\W\d_]|[.?!:)])_(?=[\s.,;:?!)\"'”’<*]|\Z)(?!\.\w)))",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^[ \t]*(?:(?:>[ \t]?)+|#{1,6}(?=[ \t]))", re.MULTILINE)


def _hide(match: re.Match[str]) -> str:
    found = match[0]
    if match.lastgroup in ("fill", "thin"):
        return FILL * len(found)
    if match.lastgroup == "entity":
        shown = html.unescape(found).replace("\u00a0", " ")
        return FILL * (len(found) - 1) + shown if len(shown) == 1 else found
    return " " * len(found)


def look_through(text: str) -> str:
    """The text as a reader sees it, of the same length: what is not seen is space or ``FILL``."""
    view = _HIDDEN.sub(_hide, text)
    return _LEADING.sub(lambda match: " " * len(match[0]), view)


_SHORTEST_ENTITY, _LONGEST_ENTITY = 3, 8


def entity_start(view: str, at: int) -> int:
    """Where the entity begins that is read as the sign at ``at`` ("&pound;"); ``at`` where the sign stands itself."""
    start = at
    while at - start < _LONGEST_ENTITY and start and view[start - 1] == FILL:
        start -= 1
    return start if at - start >= _SHORTEST_ENTITY else at


_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
"""Letters that a PDF prints as one sign."""


def spelt(view: str) -> str:
    """A stretch of a view as it is spelt, fillers gone; no longer of the same length."""
    plain = view.replace(FILL, "")
    return plain if plain.isascii() else plain.translate(_LIGATURES)


def readable(view: str) -> str:
    """A stretch of a view as one line of plain words, fillers and repeated white space gone."""
    return " ".join(spelt(view).split())
