"""Words of a letter made harmless for where they are shown: a spreadsheet's cell or a terminal.

A letter is written by a stranger, who may have put a formula or an escape sequence in it.
"""

from __future__ import annotations

import re
from datetime import date

CellValue = str | int | float | bool | date | None

CELL_LIMIT = 32_767
"""UTF-16 code units that a workbook's cell holds."""
CUT_NOTE = " […] (cut: a cell holds no more; the .jsonl output has all of it)"

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PLAIN_NUMBER = re.compile(r"\s*[+-]?[£$€]?[0-9][0-9,]*+(?:\.[0-9]+)?%?\s*")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNSEEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ESCAPE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours, the cursor
    "|(?:\x1b\\]|\x9d)[^\x07\x1b\x9c\x9d]{0,2000}(?:\x07|\x1b\\\\|\x9c)"  # titles, links
    "|\x1b[ -/]?[0-~]"
)


def safe_cell(words: str) -> str:
    """The words as a spreadsheet may hold them: never a formula, no control characters, none that turn writing round.

    What would begin a formula gets an apostrophe before it; a number stays as it is.
    """
    clean = _UNSEEN.sub("", _CONTROLS.sub("", words))
    if _PLAIN_NUMBER.fullmatch(clean):
        return clean
    starts = words.startswith(_FORMULA) or clean.lstrip().startswith(_FORMULA)
    return "'" + clean if starts else clean


def workbook_cell(words: str) -> str:
    """A safe cell that a workbook can hold; what is too long is cut, and says so."""
    cell = safe_cell(words)
    if _units(cell) <= CELL_LIMIT:
        return cell
    kept = cell[: CELL_LIMIT - len(CUT_NOTE)]
    while _units(kept) > CELL_LIMIT - len(CUT_NOTE):
        kept = kept[: -max(1, (_units(kept) - CELL_LIMIT + len(CUT_NOTE)) // 2)]
    return kept + CUT_NOTE


def safe_line(words: str) -> str:
    """The words as one line for a terminal: nothing in them moves its cursor or changes it."""
    shown = _UNSEEN.sub("", _CONTROLS.sub(" ", _ESCAPE.sub("", words)))
    return " ".join(shown.split())


def _units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2
