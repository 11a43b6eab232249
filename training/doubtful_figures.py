"""Labelled figures that the rules and the figure model do not find as they are labelled, and figures without a label.

Told is only what is clearly doubtful: a number that is none of the answer's figures to the model, or is one and has no
label; a value, or a kind of unit, that the rules read otherwise; and a unit that the letter does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.figures import FigureModel
from models.reader import figure_context
from nlp.answers import Reply
from nlp.types import Answer, Bound, Quantity, Value
from nlp.values import format_value
from nlp.view import readable
from training.findings import Doubt, Kind
from training.guidelines import figure_breaches
from training.matching import same_value

SURE = 0.98
"""How likely a number is a figure that is doubted for want of a label, and is none that is doubted for having one."""
_SIGNS = {"GBP", "%"}
"""Units of a kind of their own: whatever else is counted has its own name in each letter."""
_SCALES = (1e3, 1e6)
"""What a heading may say that a table's figures stand for: whether it does, the labels know better."""
_EVERYWHERE = {"wte", "fte", "times", "time", "year", "years", "month", "months", "day", "days"}
"""Units that stand for a letter's own words: "whole time equivalent", "twice", "annually"."""
_STEM = 5
"""Letters in which a word's forms agree."""
_ENDING = re.compile(r"(?:ies|es|s|y)\Z")
_WORD = re.compile(r"[a-z]+")
_AROUND = 40
"""Characters on each side of a number that are enough to find it by."""


def doubtful_figures(answers: Sequence[tuple[Answer, Reply]], model: FigureModel) -> Iterator[Doubt]:
    """What is doubtful in the labelled figures of a letter's answers, each answer with what models read of it."""
    worded = [(answer, reply) for answer, reply in answers if reply.words]
    read = model.numbers([figure_context(reply) for _, reply in worded])
    strange: set[str] = set()
    for (answer, reply), numbers in zip(worded, read, strict=True):
        for figure in answer.quantities:
            sentence = _doubtful(reply.view, figure, [one for one in numbers if _meet(one, figure)])
            if sentence is None and figure.unit not in strange and _is_strange(figure.unit, reply.view):
                strange.add(figure.unit)
                sentence = f"the unit {figure.unit!r} stands nowhere in the letter: write the letter's own word."
            if sentence is not None:
                yield Doubt(figure.start, Kind.DOUBTFUL_FIGURE, sentence)
        for one in numbers:
            if _chance(one) >= SURE and not any(_meet(one, figure) for figure in answer.quantities):
                sentence = (
                    f"the number {_words(reply.view, one)!r} has no label, the model takes it for a figure and is "
                    f"{int(100 * _chance(one))}% sure; read it again: {_near(reply, one)!r}."
                )
                yield Doubt(one.start, Kind.DOUBTFUL_FIGURE, sentence)


def _doubtful(view: str, figure: Quantity, numbers: Sequence[Quantity]) -> str | None:
    """What is doubtful in a labelled figure, given the numbers that the rules read in its place."""
    words = _words(view, figure)
    # what the guidelines rule out is told as such
    if any(figure_breaches(view, figure)):
        return None
    if not numbers:
        # "no complaints" is a figure whose word is no number elsewhere
        read = any(map(str.isdecimal, words))
        return (
            f"no figure is found in {words!r}: put the label round the whole number, or take it off." if read else None
        )
    likeliest = max(numbers, key=_chance)
    if not any(_agree(figure, one) for one in numbers):
        outside = likeliest.start < figure.start or figure.end < likeliest.end
        return (
            f"the figure {words!r} is labelled {format_value(figure.value)}, {_words(view, likeliest)!r} reads as "
            f"{format_value(likeliest.value)}: "
            f"{'put the words that bound it inside the label.' if outside else 'see which is right.'}"
        )
    if figure.value.low != 0 and all(_unlike_units(figure, one) for one in numbers):
        return f"the figure {words!r} is labelled {figure.unit}, and reads as {likeliest.unit}: see which is right."
    if _chance(likeliest) <= 1 - SURE and not _is_one_or_none(words, figure.value):
        return f"the number {words!r} is labelled as a figure, the model is sure that it is none: read it again."
    return None


def _agree(figure: Quantity, number: Quantity) -> bool:
    """Whether a label may say what the rules read, which do not know every word that bounds a figure."""
    labelled, read = figure.value, number.value
    if read.bound is Bound.RANGE and figure.per is not None:
        return True  # "one to 8" is a ratio
    wider = figure.end - figure.start > number.end - number.start
    if read.bound is Bound.EXACT and wider and {labelled.low, labelled.high} <= {read.low, None}:
        return True
    return same_value(labelled, read) or any(_times(labelled, read, scale) for scale in _SCALES)


def _times(one: Value, other: Value, scale: float) -> bool:
    """Whether one value is the other that many times over, or the other way round."""
    return same_value(one, _scaled(other, scale)) or same_value(_scaled(one, scale), other)


def _scaled(value: Value, scale: float) -> Value:
    low, high = (None if end is None else end * scale for end in (value.low, value.high))
    return Value(value.bound, low, high)


def _unlike_units(figure: Quantity, read: Quantity) -> bool:
    """Whether one of them is money or a share, and the other is not or is the other."""
    return figure.unit != read.unit and bool({figure.unit, read.unit} & _SIGNS) and same_value(figure.value, read.value)


def _is_one_or_none(words: str, value: Value) -> bool:
    """Whether a word says one or none: only a label tells when that is a count, and when a mere word."""
    return value.bound is Bound.EXACT and value.low in (0, 1) and not any(map(str.isdecimal, words))


def _is_strange(unit: str, view: str) -> bool:
    """Whether a word of the unit stands nowhere in the letter, in any form."""
    if unit in _SIGNS or unit in _EVERYWHERE:
        return False
    letter = view.lower()
    return not all(_ENDING.sub("", word)[:_STEM] in letter for word in _WORD.findall(unit))


def _meet(one: Quantity, other: Quantity) -> bool:
    return one.start < other.end and other.start < one.end


def _chance(number: Quantity) -> float:
    return 1.0 if number.confidence is None else number.confidence


def _words(view: str, figure: Quantity) -> str:
    return readable(view[figure.start : figure.end])


def _near(reply: Reply, number: Quantity) -> str:
    """The number amid the answer's words."""
    start, end = max(reply.start, number.start - _AROUND), min(reply.end, number.end + _AROUND)
    before, after = "…" if start > reply.start else "", "…" if end < reply.end else ""
    return before + readable(reply.view[start:end]) + after
