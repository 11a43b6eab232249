"""What a check of labelled letters finds: the letters, and what is wrong with them, in words to act on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from nlp.decoding import decode, read_file
from nlp.labelled import file_line, parse_labelled
from nlp.types import LabelledLetter


class Kind(StrEnum):
    """In which way something is wrong with a labelled letter."""

    UNREADABLE = "unreadable"
    FORMAT = "format"
    GUIDELINE = "guideline"
    SIDE = "side"
    COPY = "copy"
    DOUBTFUL_STATUS = "doubtful_status"
    DOUBTFUL_FIGURE = "doubtful_figure"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with a labelled letter: where, and what to do about it.

    ``line`` is the line of the file, from 1, or ``None`` where the letter as a whole is meant. ``left_out`` tells
    that the letter is not learnt from before this is put right.
    """

    file: Path
    line: int | None
    kind: Kind
    sentence: str
    left_out: bool

    def __str__(self) -> str:
        place = str(self.file) if self.line is None else f"{self.file}, line {self.line}"
        return f"{place}: {self.sentence}{' The letter is left out.' if self.left_out else ''}"

    @property
    def about(self) -> tuple[Path, int | None, str]:
        """Which line of which file has what wrong with it, whatever is said of it."""
        return self.file, self.line, self.kind

    def as_dict(self) -> dict[str, Any]:
        """The finding as JSON can hold it."""
        return {**asdict(self), "file": str(self.file)}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A label that models contradict: where it stands in the letter's text, and what to look at."""

    place: int
    kind: Kind
    sentence: str


@dataclass(frozen=True, slots=True)
class LabelledFile:
    """A labelled letter and the file that it was read from."""

    path: Path
    source: str
    letter: LabelledLetter

    def line(self, place: int) -> int:
        """The line of the file on which the letter's character ``place`` stands."""
        return file_line(self.source, place)


def read_source(path: Path) -> str:
    """The text of a labelled letter's file, labels and all; ``UnreadableLetter`` where it holds none."""
    return decode(read_file(path), str(path))


def read_labelled_file(path: Path) -> LabelledFile:
    """The letter in a file whose labels are in order; ``BadLabels`` where they are not."""
    source = read_source(path)
    return LabelledFile(path, source, parse_labelled(source, str(path)))
