"""What recurs over the letters of a pile, found before they are read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nlp.decoding import read_file
from nlp.errors import FoiError
from nlp.reading import letter_from_bytes
from nlp.recurrence import FEWEST_LETTERS, Recurrence, Runs, runs_of
from nlp.view import look_through
from nlp.words import words_of

PILE = 1000
"""Letters, in the order of their paths, whose words are compared: more would not fit any memory."""


def text_runs(text: str) -> Runs:
    """The runs of words of a letter."""
    return runs_of(words_of(look_through(text)))


def file_runs(paths: Sequence[Path]) -> list[Runs]:
    """The runs of words of the letters that can be read; the reading itself complains of the others."""
    found = []
    for path in paths:
        try:
            letter = letter_from_bytes(read_file(path), path)
        except FoiError:
            continue
        found.append(text_runs(letter.text))
    return found


def recurrence(runs: Sequence[Runs]) -> Recurrence | None:
    """What recurs among letters with these runs of words; ``None`` where they are too few to tell."""
    return Recurrence.among(runs) if len(runs) >= FEWEST_LETTERS else None
