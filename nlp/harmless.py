"""A letter's words as a page may show them: a letter is written by a stranger."""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_PICTURES = {**{code: chr(0x2400 + code) for code in range(0x20)}, 0x7F: "\u2421"}


def safe_text(words: str) -> str:
    """The words as a page may hold them, once they are escaped: what hides or turns writing round shows its number."""
    return _HIDDEN.sub(_shown, words)


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    return _PICTURES.get(code, f"[U+{code:04X}]")
