"""A reader without models, for what goes round reading: every line with a colon is an answer."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from models.manifest import read_manifest
from nlp.background import Background
from nlp.types import (
    Answer,
    Bound,
    Letter,
    Line,
    Quantity,
    Question,
    ReadLetter,
    Role,
    Status,
    Trust,
    Value,
)

if TYPE_CHECKING:
    from models.status import Evidence

_LINE = re.compile(r"^(?P<id>\w{1,9})\. (?P<question>[^:\n]{0,200}): (?P<answer>[^\n]*)$", re.MULTILINE)
_DIGITS = re.compile(r"[0-9]+")


class FakeReader:
    """Reads ``1. question: answer`` lines; letters may name what goes wrong with them."""

    def read(self, letters: Sequence[Letter], background: Background) -> list[ReadLetter]:  # noqa: ARG002
        return [self._read(letter) for letter in letters]

    def explain(self, letter: ReadLetter, answer: Answer) -> tuple[Evidence, ...]:
        # a worker that only reads should not wait for scikit-learn
        from models.status import Evidence  # noqa: PLC0415

        words = letter.text[answer.start : answer.end].split()[:2]
        return tuple(Evidence("words", word, 1.5 - 2 * place) for place, word in enumerate(words))

    def _read(self, letter: Letter) -> ReadLetter:
        if "DEFECT" in letter.text:
            raise ValueError("a defect\nin a reader")
        if "CRASH" in letter.text:
            os.kill(os.getpid(), signal.SIGKILL)
        matches = list(_LINE.finditer(letter.text))
        return ReadLetter(
            letter.name,
            letter.text,
            lines=tuple(Line(m.start(), m.end(), Role.ANSWER, 0.75) for m in matches),
            questions=tuple(map(_question, matches)),
            answers=tuple(map(_answer, matches)),
        )


def build_fake_reader(folder: Path) -> FakeReader:
    read_manifest(folder)
    return FakeReader()


class PileReader(FakeReader):
    """Names as each answer's column how many runs of words recur in its letter's pile."""

    def read(self, letters: Sequence[Letter], background: Background) -> list[ReadLetter]:
        seen = None if background.recurring is None else str(len(background.recurring.runs))
        return [
            replace(letter, answers=tuple(replace(answer, column=seen) for answer in letter.answers))
            for letter in super().read(letters, background)
        ]


def build_pile_reader(folder: Path) -> PileReader:
    read_manifest(folder)
    return PileReader()


def _question(match: re.Match[str]) -> Question:
    return Question(match["id"], match.start("question"), match.end("question"))


def _answer(match: re.Match[str]) -> Answer:
    words = match["answer"]
    status = Status.PROVIDED if words else Status.UNANSWERED
    shares = dict.fromkeys(Status, 0.02) | {status: 0.9}
    start = match.start("answer")
    return Answer(
        (match["id"],),
        (status, Status.REFUSED) if "exempt" in words else (status,),
        start,
        match.end("answer"),
        question=_question(match),
        quantities=tuple(
            Quantity(
                start + figure.start(),
                start + figure.end(),
                Value(Bound.EXACT, float(figure[0]), float(figure[0])),
                "trees",
                period="2022/23",
                confidence=0.85,
            )
            for figure in _DIGITS.finditer(words)
        ),
        confidence=0.9,
        probabilities=shares,
        trust=Trust(0.8, 0.7, 0.95),
        needs_review="review" in words,
    )
