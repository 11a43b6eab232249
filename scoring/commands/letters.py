"""Labelled letters that a command is given."""

# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.errors import BadLabels, FoiError, UnreadableLetter
from scoring.commands.console import complain, listed, progress

if TYPE_CHECKING:
    from nlp.types import Answer, LabelledLetter, ReadLetter
    from scoring.score import Reader


def labelled_letters(paths: Sequence[Path]) -> list[Path]:
    """The files that are named and the ``.letter`` files in the folders; ``FoiError`` where there are none."""
    from training.corpus import labelled_files

    files = labelled_files(*paths)
    if not files:
        raise FoiError(f"There are no .letter files in {listed(paths)}: give labelled letters.")
    return files


def read_letters(paths: Sequence[Path]) -> tuple[list[LabelledLetter], int]:
    """The labelled letters in files and folders, and how many could not be read.

    Complains of each of those; raises ``FoiError`` where none can be read.
    """
    from nlp.labelled import read_labelled

    letters, failed = [], 0
    for file in labelled_letters(paths):
        try:
            letters.append(read_labelled(file))
        except (BadLabels, UnreadableLetter) as error:
            failed += 1
            complain(str(error))
    if not letters:
        raise FoiError(f"None of the letters in {listed(paths)} can be used: put the labels right.")
    return letters, failed


def found_answers(
    letters: Sequence[LabelledLetter], reader: Reader, *, alone: bool = False, title: str = "Reading"
) -> list[Sequence[Answer] | None]:
    """The answers that are found in each letter; complains where that fails."""
    return [None if read is None else read.answers for read in readings(letters, reader, alone=alone, title=title)]


def readings(
    letters: Sequence[LabelledLetter], reader: Reader, *, alone: bool = False, title: str = "Reading"
) -> list[ReadLetter | None]:
    """The letters as they are read without their labels; complains where that fails."""
    from nlp.types import Letter
    from scoring.score import read_in_piles

    plain = [Letter(letter.name, letter.text) for letter in letters]
    found: list[ReadLetter | None] = []
    with progress(title, len(letters)) as advance:
        for read in read_in_piles(reader, plain, alone=alone):
            found.append(None if isinstance(read, FoiError) else read)
            advance(str(read) if isinstance(read, FoiError) else None)
    return found
