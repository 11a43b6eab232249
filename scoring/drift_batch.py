"""A scored batch as what its letters look like, from the output of `foi score` and the letters that it leads to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from models.profile import Table, letter_row, table_of
from nlp.decoding import read_file
from nlp.errors import UnreadableLetter
from nlp.reading import letter_from_bytes
from nlp.types import Answer, Question, Status
from scoring.results import JsonObject


class Lacking(StrEnum):
    """Why a letter of the batch does not tell all, or anything."""

    UNREAD = "could not be read when they were scored"
    GONE = "are not where they were"
    CHANGED = "have changed since they were scored"


@dataclass(frozen=True, slots=True)
class Batch:
    """Scored letters: their names, and in the same order what they look like.

    ``answers`` counts those found in them, ``to_review`` those that a person should look at. ``confidence`` is the mean
    over answers, ``None`` without any. ``lacking`` counts letters; those not read are not among ``names``.
    """

    names: tuple[str, ...]
    table: Table
    answers: int
    to_review: int
    confidence: float | None
    lacking: dict[Lacking, int]
    models: frozenset[str]


def batch_of(scored: Iterable[JsonObject], known: AbstractSet[str], done: Callable[[], None] = lambda: None) -> Batch:
    """The batch that scored letters (``read_scored``) make; ``known`` are the words that the profile knows.

    A letter's text is read from where it lay when it was scored; one that is gone or has changed since tells only what
    its answers do. ``done`` is called after each letter.
    """
    names, rows, confidences = [], [], []
    answers = to_review = 0
    lacking, models = dict.fromkeys(Lacking, 0), set()
    for letter in scored:
        if letter["model"] is not None:
            models.add(letter["model"])
        if "error" in letter:
            lacking[Lacking.UNREAD] += 1
        else:
            text = _text(letter)
            if isinstance(text, Lacking):
                lacking[text] += 1
            found = [_answer(one) for one in letter["answers"] if not one["left_out"]]
            names.append(letter["letter"])
            rows.append(
                letter_row(None if isinstance(text, Lacking) else text, found, letter["line_confidence"], known)
            )
            answers += len(found)
            to_review += sum(one["needs_review"] for one in letter["answers"])
            confidences += [one.confidence for one in found if one.confidence is not None]
        done()
    mean = sum(confidences) / len(confidences) if confidences else None
    return Batch(tuple(names), table_of(rows), answers, to_review, mean, lacking, frozenset(models))


def _text(letter: JsonObject) -> str | Lacking:
    """The letter's text, or why it cannot be had."""
    path = Path(letter["letter"])
    try:
        data = read_file(path)
        if hashlib.sha256(data).hexdigest() != letter["sha256"]:
            return Lacking.CHANGED
        return letter_from_bytes(data, path).text
    except UnreadableLetter:
        return Lacking.GONE


def _answer(found: JsonObject) -> Answer:
    question = found["question"]
    return Answer(
        tuple(found["questions"]),
        tuple(Status(status) for status in found["statuses"]),
        found["start"],
        found["end"],
        question=Question(found["questions"][0], question["start"], question["end"]) if question else None,
        column=found["column"],
        confidence=found["confidence"],
    )
