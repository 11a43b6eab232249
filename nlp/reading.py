"""From the paths that a person gives to letters: which files are read, what text each holds."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from nlp.decoding import decode, read_file, shown
from nlp.errors import UnreadableLetter
from nlp.labelled import plain_text
from nlp.types import Letter

_WRITTEN = re.compile(r"\s{0,9}(?:(?:letter|body),(?:questions?),(?:question|column|words|why)\b|\{\s?\"letter\"\s?:)")
"""How tables and JSON lines begin that `foi` writes."""
SUFFIXES = (".txt", ".text", ".md", ".html", ".htm", ".letter", "")
"""What is taken for a letter in a folder; a file that is named by itself may be of any kind."""


def read_letter(path: Path) -> Letter:
    """The letter in the file ``path``, named by its path.

    Raises ``UnreadableLetter``, with one sentence that says what to do, if the file holds no letter.
    """
    return letter_from_bytes(read_file(path), path)


def letter_from_bytes(data: bytes, path: Path) -> Letter:
    """The letter that the bytes of the file ``path`` hold, for who has read them already.

    Its text is as stored; header and labels of a ``.letter`` are dropped, right or wrong. Raises
    ``UnreadableLetter`` as ``read_letter`` does.
    """
    where = shown(path)
    text = decode(data, where)
    if path.suffix.lower() == ".letter":
        text = plain_text(text)
        if not text.strip():
            raise UnreadableLetter(f"{where} holds labels and no letter; put the letter's text under the header.")
    if _WRITTEN.match(text):
        raise UnreadableLetter(f"{where} is what foi has written, and no letter; give the letters themselves.")
    return Letter(where, text)


def find_letters(paths: Iterable[Path]) -> list[Path]:
    """Every letter that the paths name, as ``letters_and_others`` finds them."""
    return letters_and_others(paths)[0]


def letters_and_others(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Every letter that the paths name, sorted, each once, and the files that are passed over.

    Folders are taken with all that is beneath them but hidden files and folders; what is of no kind in
    ``SUFFIXES`` there is passed over. Links are followed, a folder that links lead to twice is read
    once. Raises ``UnreadableLetter`` for a path that leads nowhere.
    """
    others: list[Path] = []
    found: dict[Path, Path] = {}
    visited: set[Path] = set()
    for path in paths:
        if not os.path.lexists(path):
            raise UnreadableLetter(f"{shown(path)} does not exist; check the path.")
        whole = path.is_dir()
        for file in _files_under(path, visited) if whole else (path,):
            if whole and file.suffix.lower() not in SUFFIXES:
                others.append(file)
            else:
                found.setdefault(Path(os.path.normpath(file.absolute())), file)
    return sorted(found.values()), others


def _files_under(folder: Path, visited: set[Path]) -> Iterator[Path]:
    pending = [folder]
    while pending:
        folder = pending.pop()
        place = Path(os.path.realpath(folder))
        if place in visited:
            continue
        visited.add(place)
        try:
            entries = sorted(folder.iterdir(), reverse=True)
        except OSError as error:
            raise UnreadableLetter(
                f"{shown(folder)} cannot be listed ({error.strerror}); check its permissions."
            ) from None
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                pending.append(entry)
            else:
                yield entry
