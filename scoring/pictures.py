"""Plots as files, in the format that the name asks for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from scoring.output import whole_file, writing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_DATES = {".png": None, ".svg": "Date", ".pdf": "CreationDate"}
"""What the formats call the day on which they were written, which Matplotlib would write down."""
PICTURES = tuple(_DATES)
"""What the name of a picture may end with."""


def write_picture(figure: Figure, path: Path) -> None:
    """Write the figure to ``path``; raises ``FoiError`` if the file cannot be written.

    The same figure gives the same picture, whenever it is written.
    """
    ending = path.suffix.lower()
    date = _DATES[ending]
    # Matplotlib is there, for it has drawn the figure; its marks in an SVG file are random unless salted
    from matplotlib import rc_context  # noqa: PLC0415

    with rc_context({"svg.hashsalt": "foi"}), whole_file(path) as part, writing(path):
        figure.savefig(part, format=ending[1:], dpi=150, metadata={date: None} if date else None)
