"""The texts that offsets count in, written to a folder beside the results."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from nlp.errors import FoiError


def text_files(letters: Sequence[Path], folder: Path) -> list[Path]:
    """Where each letter's text goes: its path below the letters' common folder, as ``.txt``.

    Letters that differ only in their kind keep it (``a.md.txt``). Raises ``FoiError`` if a text
    would take a letter's place.
    """
    whole = [Path(os.path.normpath(letter.absolute())) for letter in letters]
    common = Path(os.path.commonpath([letter.parent for letter in whole]))
    targets: dict[Path, None] = {}
    for letter in whole:
        below = folder / letter.relative_to(common)
        target = below.with_suffix(".txt")
        targets[below.with_name(f"{below.name}.txt") if target in targets else target] = None
    taken = {os.path.realpath(letter) for letter in whole}
    for target in targets:
        if os.path.realpath(target) in taken:
            raise FoiError(f"{target} is one of the letters: give --keep-text a folder without letters.")
    return list(targets)


def keep_text(target: Path, text: str) -> None:
    """Write one text as UTF-8, its line ends as they are."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise FoiError(f"{target} cannot be written ({error.strerror or error}).") from error
