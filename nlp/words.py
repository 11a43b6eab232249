"""Words of a letter with what is particular to it masked: numbers, links and addresses."""

from __future__ import annotations

import re

from nlp.view import spelt

_URL = re.compile(r"https?://\S+|www\.\S+")
_MAIL = re.compile(r"[^\s@]{1,64}@\S{1,200}")
_NUMBER = re.compile(r"\d[\d,.]*")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|0+|[£%?]|url|mail")


def _shape(match: re.Match[str]) -> str:
    found = match[0].rstrip(".,")
    if len(found) == 4 and found.isdigit() and found[0] in "12":
        return " 0000 "
    return " 00 " if len(found) > 1 else " 0 "


def words_of(text: str) -> list[str]:
    """Lower-case words of a stretch of view; a number becomes ``0``, ``00`` or, like a year, ``0000``."""
    plain = spelt(text).replace("’", "'").lower()
    if "http" in plain or "www." in plain:
        plain = _URL.sub(" url ", plain)
    if "@" in plain:
        plain = _MAIL.sub(" mail ", plain)
    return _WORD.findall(_NUMBER.sub(_shape, plain))
