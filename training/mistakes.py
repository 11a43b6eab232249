"""The worst mistakes as a page to browse: what went wrong, how sure the models were, and where it stands."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from nlp.pages import page_environment
from nlp.types import Answer
from training.crossval import HeldOut, report_of
from training.evaluation import Case, Fault

MOST = 60
"""Mistakes of each kind that the page shows."""

_TOLD = {
    Fault.STATUS: "wrong status",
    Fault.SPURIOUS: "no answer there",
    Fault.MISSED: "answer missed",
    Fault.FIGURE_MISSED: "figure missed",
    Fault.FIGURE_SPURIOUS: "no such figure",
}
"""The kinds of mistakes in the order of the page, and what a person calls them."""
_LINES, _REACH = 4, 400
"""How many lines are shown before and after, and how many characters of them at most."""
_LONGEST = 1_500
"""Characters of the passage itself that are shown."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a letter that is marked all over in the same way; a mark without text stands for a blank answer."""

    text: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The part of a letter that a mistake is shown in."""

    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake with the words of its question, if the letter prints them, and what stands around it."""

    case: Case
    authority: str
    asked: str
    passage: Passage

    @property
    def told(self) -> str:
        """What went wrong, in words."""
        case = self.case
        if case.labelled is not None and case.predicted is not None:
            return f"{case.labelled} read as {case.predicted}"
        return f"{_TOLD[case.fault]}: {case.labelled or case.predicted}"


@dataclass(frozen=True, slots=True)
class Group:
    """The worst mistakes of one kind; ``total`` counts all of them, ``name`` is a word for the page's own use."""

    name: str
    told: str
    total: int
    mistakes: tuple[Mistake, ...]


def mistakes_page(held_out: Sequence[HeldOut]) -> str:
    """The page, as HTML that loads and runs nothing."""
    groups = worst_mistakes(held_out)
    environment = page_environment("training")
    names = [group.name for group in groups]
    style = Markup(environment.get_template("mistakes.css").render(names=names))  # noqa: S704 - our own sheet
    return environment.get_template("mistakes.html").render(
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        groups=groups,
        letters=len(held_out),
        total=sum(group.total for group in groups),
        most=MOST,
    )


def worst_mistakes(held_out: Sequence[HeldOut]) -> list[Group]:
    """Mistakes by kind, the surest first, then in the order of the letters."""
    found = [(case, one) for one in held_out for case in report_of([one]).cases]
    found.sort(key=lambda each: -(each[0].confidence or 0.0))
    groups = []
    for fault, told in _TOLD.items():
        of_kind = [each for each in found if each[0].fault is fault]
        if of_kind:
            shown = tuple(_mistake(case, one) for case, one in of_kind[:MOST])
            groups.append(Group(fault.replace(" ", "-"), told, len(of_kind), shown))
    return groups


def _mistake(case: Case, one: HeldOut) -> Mistake:
    letter = one.letter
    answers = one.read.answers if case.fault is Fault.SPURIOUS else letter.answers
    question = next((each.question for each in answers if (each.start, each.end) == (case.start, case.end)), None)
    asked = " ".join(letter.text[question.start : question.end].split()) if question else ""
    return Mistake(case, letter.authority, asked, _passage(case, one))


def _passage(case: Case, one: HeldOut) -> Passage:
    text = one.letter.text
    last = min(case.end, case.start + _LONGEST)
    start, end = _lines_before(text, case.start), _lines_after(text, last)
    marked = {
        "labelled": [_span(answer) for answer in one.letter.answers],
        "found": [_span(answer) for answer in one.read.answers],
        "here": [(case.start, case.end)],
    }
    edges = sorted({edge for spans in marked.values() for span in spans for edge in span if start < edge < end})
    pieces = []
    for left, right in zip([start, *edges], [*edges, end], strict=True):
        if case.start == case.end == left:
            pieces.append(Piece("", ("here",)))
        marks = tuple(name for name, spans in marked.items() if any(a <= left and right <= b for a, b in spans))
        pieces.append(Piece(text[left:right], marks))
    if case.start == case.end == end:
        pieces.append(Piece("", ("here",)))
    return Passage(tuple(pieces), start > 0, end < len(text))


def _span(answer: Answer) -> tuple[int, int]:
    return answer.start, answer.end


def _lines_before(text: str, place: int) -> int:
    furthest, at = max(0, place - _REACH), place
    for _ in range(_LINES):
        at = text.rfind("\n", furthest, at)
        if at < 0:
            return furthest
    return at + 1


def _lines_after(text: str, place: int) -> int:
    furthest, at = min(len(text), place + _REACH), place
    for _ in range(_LINES):
        at = text.find("\n", at, furthest)
        if at < 0:
            return furthest
        at += 1
    return at - 1
