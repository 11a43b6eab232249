"""What letters look like to the models: a few shares and sizes of each, and those of the letters they learnt from.

The profile travels with its models, so that a pile of letters can be held against it wherever it is scored.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from nlp.lines import logical_lines
from nlp.logical_line import LogicalLine
from nlp.types import Answer, ReadLetter, Status
from nlp.view import look_through, spelt

PROFILE = "profile"
"""The profile's name in a bundle."""

Table = npt.NDArray[np.float32]
"""Letters x ``COLUMNS``, nan where a letter does not tell."""
Ints = npt.NDArray[np.int32]


class LineKind(StrEnum):
    """What a logical line looks like, whatever it is for; the first kind that fits."""

    FURNITURE = "page furniture"
    QUOTED = "quoted lines"
    CELL = "cells of tables"
    NUMBERED = "numbered lines"
    BULLET = "bullets"
    LABEL = "labels"
    TEXT = "running text"


class Trait(StrEnum):
    """A number that tells something of a letter, beside its shares of statuses and of kinds of lines."""

    CONFIDENCE = "confidence"
    """Mean confidence of its answers."""
    LINES = "confidence of lines"
    """Mean confidence of what its lines are for."""
    UNKNOWN = "unknown words"
    """Share of its words that few letters learnt from hold, other than those of its own group."""
    PRINTED = "answers under a printed question"
    TABLED = "answers in a table"
    ANSWERING = "words in answers"
    """Share of its words that stand in answers."""
    WORDS = "words a letter"
    ANSWERS = "answers a letter"
    ANSWER_WORDS = "words an answer"


COLUMNS = (*Status, *LineKind, *Trait)
"""What is told of each letter. Statuses are shares of its answers, kinds of lines are shares of its lines."""

_PLACE = {name: place for place, name in enumerate(COLUMNS)}
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST = 3
"""Letters that hold a word which is known."""


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """The letters that models learnt from, as models read them that had not seen them.

    ``groups`` numbers the group of each letter: those of one authority or one campaign, which are alike. ``words`` are
    those that are known.
    """

    letters: Table
    groups: Ints
    words: frozenset[str]

    def state(self) -> dict[str, Any]:
        """Plain words and arrays that ``from_state`` reads back."""
        columns = [str(name) for name in COLUMNS]
        return {"columns": columns, "letters": self.letters, "groups": self.groups, "words": sorted(self.words)}

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> Self:
        """The profile that ``state`` came from; ``ValueError`` if it tells other things of letters."""
        letters, groups = state["letters"], state["groups"]
        if state["columns"] != [str(name) for name in COLUMNS] or letters.shape != (len(groups), len(COLUMNS)):
            raise ValueError("the profile has other columns")
        return cls(letters, groups, frozenset(state["words"]))


def profile_of(letters: Sequence[ReadLetter], groups: Sequence[str]) -> Profile:
    """The profile of these letters, each read by models that had not seen its group, which ``groups`` names.

    A word is known to a letter where enough letters of other groups hold it.
    """
    words = [_words_of(look_through(letter.text).split()) for letter in letters]
    everywhere = Counter(word for some in words for word in set(some))
    within: dict[str, Counter[str]] = {}
    for group, some in zip(groups, words, strict=True):
        within.setdefault(group, Counter()).update(set(some))
    rows = []
    for letter, group, some in zip(letters, groups, words, strict=True):
        own = within[group]
        known = {word for word in set(some) if everywhere[word] - own[word] >= _FEWEST}
        sure = fmean(line.probability for line in letter.lines) if letter.lines else None
        rows.append(letter_row(letter.text, letter.answers, sure, known))
    numbers = {name: number for number, name in enumerate(dict.fromkeys(groups))}
    return Profile(
        table_of(rows),
        np.array([numbers[name] for name in groups], dtype=np.int32),
        frozenset(word for word, count in everywhere.items() if count >= _FEWEST),
    )


def table_of(rows: Sequence[Table]) -> Table:
    """The table of letters that these rows (``letter_row``) make; it may have none."""
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(COLUMNS))


def columns_of(letters: Table, names: Sequence[StrEnum]) -> Table:
    """These columns of a table (letters x names), without the letters that do not tell them all."""
    found = letters[:, [_PLACE[name] for name in names]]
    return found[~np.isnan(found).any(axis=1)]


def letter_row(text: str | None, answers: Sequence[Answer], sure: float | None, known: AbstractSet[str]) -> Table:
    """What a letter looks like: a row of ``COLUMNS``.

    ``text`` is the letter's, where it can be had; ``answers`` were found in it, and one that it leaves out tells
    nothing of it; ``sure`` is the mean confidence of its lines; ``known`` are the words that are known.
    """
    given = [answer for answer in answers if not answer.left_out]
    row: dict[StrEnum, float] = dict.fromkeys(COLUMNS, np.nan)
    row[Trait.ANSWERS] = len(given)
    if sure is not None:
        row[Trait.LINES] = sure
    if given:
        row |= _shares([answer.status for answer in given], tuple(Status))
        row[Trait.PRINTED] = fmean(answer.question is not None for answer in given)
        row[Trait.TABLED] = fmean(answer.column is not None for answer in given)
        if confidences := [answer.confidence for answer in given if answer.confidence is not None]:
            row[Trait.CONFIDENCE] = fmean(confidences)
    if text is not None:
        row |= _traits_of_text(text, given, known)
    return np.array([row[name] for name in COLUMNS], dtype=np.float32)


def _traits_of_text(text: str, answers: Sequence[Answer], known: AbstractSet[str]) -> dict[StrEnum, float]:
    view = look_through(text)
    words = view.split()
    found: dict[StrEnum, float] = {Trait.WORDS: len(words)}
    if lines := logical_lines(text, view):
        found |= _shares([_kind(line) for line in lines], tuple(LineKind))
    spans = {(answer.start, answer.end) for answer in answers if answer.start < answer.end}
    sizes = [len(view[start:end].split()) for start, end in sorted(spans)]
    if sizes:
        found[Trait.ANSWER_WORDS] = fmean(sizes)
    if words:
        found[Trait.ANSWERING] = min(1.0, sum(sizes) / len(words))
    if plain := _words_of(words):
        found[Trait.UNKNOWN] = fmean(word not in known for word in plain)
    return found


def _kind(line: LogicalLine) -> LineKind:
    fits = {
        LineKind.FURNITURE: line.furniture,
        LineKind.QUOTED: line.quoted,
        LineKind.CELL: line.column >= 0,
        LineKind.NUMBERED: line.marker is not None,
        LineKind.BULLET: line.bullet,
        LineKind.LABEL: line.label,
        LineKind.TEXT: True,
    }
    return next(kind for kind, fit in fits.items() if fit)


def _shares(found: Sequence[StrEnum], names: Sequence[StrEnum]) -> dict[StrEnum, float]:
    counts = Counter(found)
    return {name: counts[name] / len(found) for name in names}


def _words_of(pieces: Sequence[str]) -> list[str]:
    """The words, of any script, in pieces of a view between white space; links and addresses hold none."""
    kept = [piece for piece in pieces if "@" not in piece and "://" not in piece and not piece.startswith("www.")]
    return _WORD.findall(spelt(" ".join(kept)).lower())
