"""Why a letter was read as it was: its lines with their roles, and the terms behind each status."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from pathlib import Path
from typing import Protocol

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from models.manifest import read_manifest
from models.restating import Restating
from models.status import Evidence
from nlp.background import Background
from nlp.errors import FoiError
from nlp.pointers import only_points_to
from nlp.reading import read_letter
from nlp.types import Answer, ReadLetter, Request
from nlp.view import look_through, readable
from nlp.words import words_of
from scoring.cells import safe_line
from scoring.piles import recurring_beside
from scoring.results import JsonObject, answer_object, quantity_words
from scoring.score import Reader, read_each
from scoring.show import answer_heading, named_line

_SHOWN = 110


class Explainer(Reader, Protocol):
    """A reader that can say what spoke for and against the statuses it gave."""

    def explain(self, letter: ReadLetter, answer: Answer) -> Sequence[Evidence]:
        """The terms that spoke loudest for and against the answer's status, loudest first."""
        ...


def explanation(
    path: Path, reader: Explainer, bundle: Path, pile: Sequence[Path], request: Request | None = None
) -> JsonObject:
    """Everything that `foi explain` shows of the letter, as a program may read it.

    ``pile`` holds the letters that it came with, if any, ``request`` is what it answers, if known.
    Raises ``FoiError`` if the letter cannot be read.
    """
    background = Background(recurring_beside(path, pile), request)
    (letter,) = read_each(reader, [read_letter(path)], background)
    if isinstance(letter, FoiError):
        raise letter
    view = look_through(letter.text)
    recurs, asked = _shares(letter, view, background)
    return {
        "letter": letter.name,
        "model": read_manifest(bundle).id,
        "lines": [
            {
                "start": line.start,
                "end": line.end,
                "role": line.role.value,
                "probability": float(line.probability),
                "recurs": recurring,
                "asked": restated,
                "words": readable(view[line.start : line.end]),
            }
            for line, recurring, restated in zip(letter.lines, recurs, asked, strict=True)
        ],
        "answers": [
            answer_object(answer, letter, view) | _grounds(answer, letter, view, reader) for answer in letter.answers
        ],
    }


def _grounds(answer: Answer, letter: ReadLetter, view: str, reader: Explainer) -> JsonObject:
    """What the answer's status goes by: that of the answer that it points to, or its own terms."""
    target = only_points_to(answer, readable(view[answer.start : answer.end]))
    if target is not None:
        return {"status_of": target, "evidence": []}
    terms = reader.explain(letter, answer)
    return {
        "status_of": None,
        "evidence": [{"kind": term.kind, "term": term.term, "weight": float(term.weight)} for term in terms],
    }


_Shares = list[float | None]


def _shares(letter: ReadLetter, view: str, background: Background) -> tuple[_Shares, _Shares]:
    """How much of each line recurs in the letter's pile, and how much is in the request; ``None`` where unknown."""
    words = [words_of(view[line.start : line.end]) for line in letter.lines]
    recurs: _Shares = [None] * len(words)
    asked: _Shares = [None] * len(words)
    if background.recurring is not None:
        shares = background.recurring.shares(words)
        recurs = [None if isnan(share) else share for share in shares.tolist()]
    if background.request is not None and words:
        asked = Restating.of(background.request).asked(words).tolist()
    return recurs, asked


def shown_explanation(explained: JsonObject) -> RenderableType:
    """The explanation as a terminal shows it."""
    lines = Table(title="Lines", title_justify="left", expand=True)
    lines.add_column("at", justify="right", no_wrap=True)
    lines.add_column("role", no_wrap=True)
    lines.add_column("sure", justify="right", no_wrap=True)
    known = [name for name in ("recurs", "asked") if any(line[name] is not None for line in explained["lines"])]
    for name in known:
        lines.add_column(name, justify="right", no_wrap=True)
    lines.add_column("words", ratio=1)
    for line in explained["lines"]:
        sure = f"{line['probability']:.2f}"
        shares = ["" if line[name] is None else f"{line[name]:.1f}" for name in known]
        told = [str(line["start"]), _role(line["role"]), sure, *shares]
        lines.add_row(*told, _words(line["words"]))
    return Group(lines, *(part for answer in explained["answers"] for part in _answer(answer)))


def _answer(answer: JsonObject) -> list[RenderableType]:
    parts: list[RenderableType] = [
        answer_heading(answer),
        _words(answer["answer"] or "(blank)"),
    ]
    if answer["quantities"]:
        figures = "; ".join(map(quantity_words, answer["quantities"]))
        parts.append(named_line("figures", figures))
    if answer["status_of"] is not None:
        return [*parts, Text(f"as the answer to question {safe_line(answer['status_of'])}")]
    for sign, title in ((1, "for"), (-1, "against")):
        terms = [
            f"{term['term']!r} in the {term['kind']} {term['weight']:+.2f}"
            if term["kind"]
            else f"{term['term']!r} {term['weight']:+.2f}"
            for term in answer["evidence"]
            if term["weight"] * sign > 0
        ]
        parts.append(Text(f"{title}: {safe_line(', '.join(terms)) or 'nothing'}"))
    return parts


def _role(role: str) -> str:
    return role.replace("_", " ")


def _words(words: str) -> Text:
    line = safe_line(words)
    return Text(line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…")
