"""What comes out for a letter: its answers as JSON objects, or why it could not be read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from statistics import fmean
from typing import Any

from nlp.types import (
    Answer,
    Attachment,
    Direction,
    Ground,
    Line,
    Particulars,
    Quantity,
    ReadLetter,
    Role,
    Status,
    Trust,
)
from nlp.view import look_through, readable

JsonObject = dict[str, Any]

_SIGNS = {
    "about": "about ",
    "at_least": "at least ",
    "at_most": "at most ",
    "more_than": "more than ",
    "less_than": "less than ",
}
_FURNITURE = frozenset({Role.LABEL, Role.OPENING, Role.BETWEEN, Role.CLOSING, Role.FURNITURE})
"""Roles of lines that are no part of an answer though they stand amid its lines."""
_EXACT_INTEGERS = 2**53


@dataclass(frozen=True, slots=True)
class LetterResult:
    """One letter's row of the output. ``error`` is one sentence where it could not be read.

    ``line_confidence`` is how sure it is, on average over its lines, what each is for: where that is low, answers may
    begin or end in the wrong place. ``text`` is the text that offsets count in, where it is wanted.
    """

    letter: str
    sha256: str | None
    model: str
    answers: tuple[JsonObject, ...] = ()
    particulars: JsonObject = field(default_factory=dict)
    attachments: tuple[JsonObject, ...] = ()
    line_confidence: float | None = None
    error: str | None = None
    text: str | None = None

    def as_json(self) -> JsonObject:
        """The object of the JSON-lines output."""
        row: JsonObject = {"letter": self.letter, "sha256": self.sha256, "model": self.model}
        if self.error is not None:
            return {**row, "error": self.error}
        whole = {
            "particulars": self.particulars,
            "attachments": list(self.attachments),
            "line_confidence": self.line_confidence,
        }
        return {**row, **whole, "answers": list(self.answers)}


def result_of(letter: ReadLetter, sha256: str | None, model: str, *, keep_text: bool) -> LetterResult:
    """The output row of a letter that was read."""
    view = look_through(letter.text)
    return LetterResult(
        letter=letter.name,
        sha256=sha256,
        model=model,
        answers=tuple(answer_object(answer, letter, view) for answer in letter.answers),
        particulars=particulars_object(letter.particulars),
        attachments=tuple(attachment_object(one) for one in letter.attachments),
        line_confidence=fmean(line.probability for line in letter.lines) if letter.lines else None,
        text=letter.text if keep_text else None,
    )


def answer_object(answer: Answer, letter: ReadLetter, view: str) -> JsonObject:
    """An answer as the output holds it; ``view`` is the letter's text as a reader sees it."""
    question = answer.question
    return {
        "questions": list(answer.questions),
        "question": {"start": question.start, "end": question.end} if question else None,
        "question_words": readable(view[question.start : question.end]) if question else None,
        "start": answer.start,
        "end": answer.end,
        "column": answer.column,
        "answer": answer_words(answer, letter.lines, view),
        "statuses": [status.value for status in answer.statuses],
        "status": answer.status.value,
        "confidence": _probability(answer.confidence),
        "probabilities": {status.value: _probability(answer.probabilities.get(status, 0.0)) for status in Status}
        if answer.probabilities is not None
        else None,
        "trust": trust_object(answer.trust) if answer.trust is not None else None,
        "needs_review": answer.needs_review,
        "left_out": answer.left_out,
        "refers_to": answer.refers_to,
        "quantities": [quantity_object(figure, letter.text) for figure in answer.quantities],
        "grounds": [ground_object(ground) for ground in answer.grounds],
        "directions": [direction_object(direction) for direction in answer.directions],
    }


def trust_object(trust: Trust) -> JsonObject:
    """How likely an answer is right, in what, as the output holds it."""
    return {each.name: _probability(getattr(trust, each.name)) for each in fields(trust)}


def particulars_object(particulars: Particulars) -> JsonObject:
    """What a letter says of itself, as the output holds it; days are written ``2023-01-31``."""
    found = {each.name: getattr(particulars, each.name) for each in fields(particulars)}
    return {
        name: one
        and {"value": str(one.value), "start": one.start, "end": one.end, "confidence": _probability(one.confidence)}
        for name, one in found.items()
    }


def attachment_object(attachment: Attachment) -> JsonObject:
    """A file that comes with a letter, as the output holds it."""
    return {"start": attachment.start, "end": attachment.end, "name": attachment.name}


def ground_object(ground: Ground) -> JsonObject:
    """A ground for a refusal, as the output holds it."""
    return {
        "start": ground.start,
        "end": ground.end,
        "law": ground.law.value,
        "provision": ground.provision,
        "way": ground.way.value,
        "meaning": ground.meaning,
    }


def direction_object(direction: Direction) -> JsonObject:
    """Where to ask next, as the output holds it."""
    return {
        "start": direction.start,
        "end": direction.end,
        "means": direction.means.value,
        "target": direction.target,
    }


def answer_words(answer: Answer, lines: Sequence[Line], view: str) -> str:
    """The answer as a person would read it: no tags, and no page furniture amid its lines."""
    pieces, place = [], answer.start
    first = bisect_right(lines, answer.start, key=lambda line: line.start)
    last = bisect_left(lines, answer.end, key=lambda line: line.start)
    for line in lines[first:last]:
        if line.role in _FURNITURE and line.end < answer.end and line.start >= place:
            pieces.append(view[place : line.start])
            place = line.end
    return readable(" ".join([*pieces, view[place : answer.end]]))


def quantity_object(figure: Quantity, text: str) -> JsonObject:
    """A figure as the output holds it."""
    return {
        "start": figure.start,
        "end": figure.end,
        "text": text[figure.start : figure.end],
        "bound": figure.value.bound.value,
        "low": plain_number(figure.value.low),
        "high": plain_number(figure.value.high),
        "unit": figure.unit,
        "per": figure.per,
        "period": figure.period,
        "confidence": _probability(figure.confidence),
    }


def plain_number(number: float | None) -> float | int | None:
    """The number as JSON writes it best: whole numbers without a point."""
    if number is not None and float(number).is_integer() and abs(number) < _EXACT_INTEGERS:
        return int(number)
    return number


def quantity_words(figure: JsonObject) -> str:
    """A figure of the output in words: ``31,000 to 33,000 babies per year (2022/23)``."""
    low, high, bound = figure["low"], figure["high"], figure["bound"]
    if bound == "suppressed":
        number = "suppressed"
    elif bound == "range":
        number = f"{_amount(low, figure)} to {_amount(high, figure)}"
    else:
        number = _SIGNS.get(bound, "") + _amount(high if low is None else low, figure)
    unit = "" if figure["unit"] in ("", "%", "GBP") else f" {figure['unit']}"
    per = f" per {figure['per']}" if figure["per"] else ""
    period = f" ({figure['period']})" if figure["period"] else ""
    return f"{number}{unit}{per}{period}"


def counted(number: int, one: str, many: str) -> str:
    """A count in words: ``1 body``, ``2,000 bodies``."""
    return f"{number:,} {one if number == 1 else many}"


def _amount(number: float, figure: JsonObject) -> str:
    digits = f"{number:,}" if isinstance(number, int) else f"{number:,.6f}".rstrip("0").rstrip(".")
    if figure["unit"] == "GBP":
        digits += "0" * (digits[-2:-1] == ".")
        return f"-£{digits[1:]}" if digits.startswith("-") else f"£{digits}"
    return f"{digits}%" if figure["unit"] == "%" else digits


def _probability(share: float | None) -> float | None:
    return None if share is None else float(share)
