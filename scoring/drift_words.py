"""What a batch's drift comes to in words: the verdict, what to do, and a table of what differs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from rich.table import Table as Shown
from rich.text import Text

from models.profile import LineKind, Profile, Trait, columns_of
from nlp.types import Status
from scoring.cells import safe_line
from scoring.drift import LIKENESS, SURENESS, Aspect, Deviation
from scoring.drift_batch import Batch, Lacking
from scoring.results import JsonObject, counted

FEW = 5
"""Letters below which a batch tells little."""
_MARGIN, _CERTAINTY = 0.1, 1.96
"""How near the labels of some letters should bring the share of mistakes: to ten points, 19 times in 20."""
_LEAST_WRONG = 0.05
"""The share of mistakes that is reckoned with at least."""
_LISTED = 5


class Verdict(StrEnum):
    """How far the models should be trusted on a batch."""

    TRUST = "trust"
    LOOK = "look closer"
    LABEL = "label first"


@dataclass(frozen=True, slots=True)
class Figure:
    """The column that differs most in an aspect: its mean over the batch's letters, and over those learnt from.

    Lengths are medians. Both are nan where nothing is told.
    """

    name: StrEnum
    here: float
    usual: float

    @property
    def words(self) -> tuple[str, str]:
        """Both as a person reads them."""
        return _number(self.name, self.here), _number(self.name, self.usual)


_COLUMNS: Mapping[Aspect, tuple[StrEnum, ...]] = {
    Aspect.CONFIDENCE: (Trait.CONFIDENCE,),
    Aspect.LINES: (Trait.LINES,),
    Aspect.VOCABULARY: (Trait.UNKNOWN,),
    Aspect.STATUSES: tuple(Status),
    Aspect.LAYOUT: (*LineKind, Trait.PRINTED, Trait.TABLED, Trait.ANSWERING),
    Aspect.LENGTH: (Trait.WORDS, Trait.ANSWERS, Trait.ANSWER_WORDS),
}
_LENGTHS = _COLUMNS[Aspect.LENGTH]
_CONFIDENCES = (Trait.CONFIDENCE, Trait.LINES)
_UNSURE = {
    Aspect.CONFIDENCE: "statuses may be wrong",
    Aspect.LINES: "answers may be missed, or begin and end in the wrong place",
}


def verdict_of(batch: Batch, found: Mapping[Aspect, Deviation]) -> Verdict:
    """Label letters first where models are less sure than usual or find nothing; look closer where letters differ."""
    if not batch.answers or any(found[aspect].stands_out for aspect in SURENESS):
        return Verdict.LABEL
    return Verdict.LOOK if any(found[aspect].stands_out for aspect in LIKENESS) else Verdict.TRUST


def figure_of(aspect: Aspect, batch: Batch, profile: Profile) -> Figure:
    """What differs most in an aspect."""
    figures = [_figure(name, batch, profile) for name in _COLUMNS[aspect]]
    return max(figures, key=_difference)


def sentences(batch: Batch, found: Mapping[Aspect, Deviation], profile: Profile) -> tuple[str, ...]:
    """The verdict in a sentence, and what else to know, a sentence each."""
    said = [_verdict_sentence(batch, found, profile)]
    if batch.confidence is not None:
        wrong = 1 - batch.confidence
        said.append(
            f"If confidence can be believed, {wrong:.0%} of {counted(batch.answers, 'status', 'statuses')} "
            f"{'is' if batch.answers == 1 else 'are'} wrong; {batch.to_review:,} to review."
        )
    if 0 < len(batch.names) < FEW:
        said.append(
            f"{counted(len(batch.names), 'letter tells', 'letters tell')} little: such a batch hardly stands out."
        )
    total = len(batch.names) + batch.lacking[Lacking.UNREAD]
    for why, number in batch.lacking.items():
        if number:
            left_out = "" if why is Lacking.UNREAD else ": only their answers count, not their words and lines"
            said.append(f"{number:,} of {counted(total, 'letter', 'letters')} {why}{left_out}.")
    return tuple(said)


def letters_to_label(batch: Batch, found: Mapping[Aspect, Deviation]) -> int:
    """How many letters, drawn at random, tell the share of mistakes to within about ten points.

    That is the normal approximation, as if each answer went wrong by itself: where the answers of a letter go wrong
    together, it tells less. The confidence of statuses tells what share to reckon with, unless the lines may have been
    read wrongly: then it may be any. Five letters at least, and no more than there are.
    """
    sure = 0.0 if found[Aspect.LINES].stands_out else batch.confidence or 0.0
    wrong = min(0.5, max(_LEAST_WRONG, 1 - sure))
    needed = wrong * (1 - wrong) * (_CERTAINTY / _MARGIN) ** 2
    each = batch.answers / len(batch.names)
    return min(len(batch.names), max(FEW, math.ceil(needed / each)) if each else FEW)


def strangest(batch: Batch, profile: Profile) -> list[tuple[str, float]]:
    """The letters, the strangest first, and how strange each is.

    That is how many of 1 of the letters learnt from are surer and know more of their words, on average.
    """
    told = {trait: np.sort(columns_of(profile.letters, [trait])[:, 0]) for trait in (*_CONFIDENCES, Trait.UNKNOWN)}
    found = []
    for name, row in zip(batch.names, batch.table, strict=True):
        ranks = []
        for trait, among in told.items():
            value = columns_of(row[np.newaxis], [trait])
            if len(value) and len(among):
                below = float(np.searchsorted(among, value[0, 0], side="right")) / len(among)
                ranks.append(below if trait is Trait.UNKNOWN else 1 - below)
        found.append((name, float(np.mean(ranks)) if ranks else 0.0))
    return sorted(found, key=lambda one: -one[1])


def shown(batch: Batch, found: Mapping[Aspect, Deviation], profile: Profile) -> Shown:
    """What differs, aspect by aspect."""
    table = Shown(title=f"{counted(len(batch.names), 'letter', 'letters')}", title_justify="left")
    table.add_column("aspect", no_wrap=True)
    table.add_column("what differs most")
    for column in ("here", "learnt from", "differs more than"):
        table.add_column(column, justify="right")
    for aspect, deviation in found.items():
        figure = figure_of(aspect, batch, profile)
        name = Text(aspect, style="bold" if deviation.stands_out else "")
        mark = "  stands out" if deviation.stands_out else ""
        told = "–" if deviation.distance is None else f"{deviation.beyond:.0%}{mark}"
        table.add_row(name, str(figure.name).replace("_", " "), *figure.words, told)
    return table


def shown_strangest(batch: Batch, profile: Profile) -> Text:
    """The letters to look at first, a line each."""
    lines = [f"  {safe_line(name)}" for name, _ in strangest(batch, profile)[:_LISTED]]
    return Text("\n".join(["Strangest letters:", *lines]))


def as_fields(batch: Batch, found: Mapping[Aspect, Deviation], profile: Profile) -> JsonObject:
    """All of it for a program."""
    return {
        "verdict": verdict_of(batch, found).value,
        "sentences": list(sentences(batch, found, profile)),
        "letters": len(batch.names),
        "answers": batch.answers,
        "to_review": batch.to_review,
        "confidence": batch.confidence,
        "lacking": {why.name.lower(): number for why, number in batch.lacking.items()},
        "letters_to_label": letters_to_label(batch, found),
        "aspects": {
            aspect.value: {
                "distance": deviation.distance,
                "beyond": deviation.beyond,
                "stands_out": deviation.stands_out,
                **_as_fields(figure_of(aspect, batch, profile)),
            }
            for aspect, deviation in found.items()
        },
        "strangest": [{"letter": name, "strangeness": far} for name, far in strangest(batch, profile)],
    }


def _as_fields(figure: Figure) -> JsonObject:
    here, usual = (None if math.isnan(value) else value for value in (figure.here, figure.usual))
    return {"differs_most": str(figure.name), "here": here, "learnt_from": usual}


def _verdict_sentence(batch: Batch, found: Mapping[Aspect, Deviation], profile: Profile) -> str:
    single = len(batch.names) == 1
    these, them = ("this letter", "it") if single else (f"these {len(batch.names):,} letters", "them")
    they_differ = "it differs" if single else "they differ"
    if not batch.answers:
        return f"Do not trust the models on {these}: no answer was found. Look whether {_these(single)} at all."
    if unsure := [aspect for aspect in SURENESS if found[aspect].stands_out]:
        some = these if single else f"{letters_to_label(batch, found):,} of {these}, drawn at random,"
        return (
            f"Label {some} before you trust the models on {them}: they are less sure of {them} than of nearly every "
            f"batch that they learnt from ({_told(unsure, batch, profile)}), so "
            f"{' and '.join(_UNSURE[aspect] for aspect in unsure)}."
        )
    if unlike := [aspect for aspect in LIKENESS if found[aspect].stands_out]:
        return (
            f"Look closer at {these}: {they_differ} from what the models learnt from more than one campaign does from "
            f"the others ({_told(unlike, batch, profile)}), though the models are about as sure as usual."
        )
    return (
        f"Trust the models on {these} as on those that they learnt from: {they_differ} from them no more than one "
        "campaign does from the others."
    )


def _these(single: bool) -> str:
    return "it is a reply" if single else "they are replies"


def _told(aspects: Sequence[Aspect], batch: Batch, profile: Profile) -> str:
    told = []
    for aspect in aspects:
        figure = figure_of(aspect, batch, profile)
        here, usual = figure.words
        told.append(f"{str(figure.name).replace('_', ' ')}: {here}, where {usual} is usual")
    return "; ".join(told)


def _figure(name: StrEnum, batch: Batch, profile: Profile) -> Figure:
    middle = np.median if name in _LENGTHS else np.mean
    here, usual = (columns_of(table, [name])[:, 0] for table in (batch.table, profile.letters))
    return Figure(name, *(float(middle(told)) if len(told) else math.nan for told in (here, usual)))


def _difference(figure: Figure) -> float:
    if math.isnan(figure.here) or math.isnan(figure.usual):
        return -1.0
    if figure.name in _LENGTHS:
        return abs(math.log((1 + figure.here) / (1 + figure.usual)))
    return abs(figure.here - figure.usual)


def _number(name: StrEnum, value: float) -> str:
    if math.isnan(value):
        return "–"
    if name in _CONFIDENCES:
        return f"{value:.2f}"
    return f"{value:,.0f}" if name in _LENGTHS else f"{value:.0%}"
