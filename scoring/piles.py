"""Piles of letters, and what recurs over each of them, found before they are read."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from nlp.decoding import read_file
from nlp.reading import letter_from_bytes
from nlp.recurrence import Recurrence, Runs, letter_runs
from nlp.types import Letter
from nlp.view import look_through

_Letter = TypeVar("_Letter")

PILE = 200
"""The most letters, in the order of their paths, whose words are compared.

Among more of them, so much recurs by chance that it tells little.
"""


def cut_into_piles(letters: Sequence[_Letter]) -> Iterator[Sequence[_Letter]]:
    """The letters in as few piles as may be, none much smaller than another."""
    count = -(-len(letters) // PILE)
    edges = [len(letters) * place // max(1, count) for place in range(count + 1)]
    for start, end in itertools.pairwise(edges):
        yield letters[start:end]


def file_runs(paths: Sequence[Path]) -> list[Runs]:
    """The runs of words of the letters that can be read; it is for the reading to complain of the others."""
    return _all_runs(lambda path: letter_from_bytes(read_file(path), path).text, paths)


def recurring_beside(path: Path, pile: Sequence[Path]) -> Recurrence | None:
    """What recurs in the pile that a letter came in, be the letter among its files or not."""
    beside = next((one for one in cut_into_piles(pile) if path in one), [path, *pile[: PILE - 1]])
    return Recurrence.in_pile(file_runs(beside))


def text_runs(letters: Sequence[Letter]) -> list[Runs]:
    """The runs of words of letters, as ``file_runs`` finds them in files."""
    return _all_runs(lambda letter: letter.text, letters)


def _all_runs(text_of: Callable[[_Letter], str], letters: Iterable[_Letter]) -> list[Runs]:
    found = []
    for letter in letters:
        try:
            found.append(letter_runs(look_through(text_of(letter))))
        except Exception:  # noqa: BLE001, S112 - a letter that trips over this is reported when it is read
            continue
    return found
