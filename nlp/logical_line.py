"""The stretches of a letter that each play one role in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nlp.numbering import Marker


class Joint(StrEnum):
    """How a logical line is set against the one before it."""

    SAME_ROW = "same_row"
    FLOWS = "flows"
    BREAKS = "breaks"
    CELL = "cell"


@dataclass(slots=True)
class LogicalLine:
    """One stretch of the letter and what its layout tells. Offsets count in the source text.

    ``start == end`` marks an empty table cell. ``column`` counts cells from 0, and is -1 outside tables.
    """

    start: int
    end: int
    row: int
    marker: Marker | None = None
    bullet: bool = False
    label: bool = False
    first: bool = True
    blank_before: int = 0
    indent: int = 0
    column: int = -1
    columns: int = 0
    quoted: bool = False
    furniture: bool = False
    rows: int = 1
    row_end: bool = False
    joint: Joint = Joint.BREAKS
