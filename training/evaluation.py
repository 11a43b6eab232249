"""How well letters were read: every measure, and case by case what went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from nlp.types import Answer, LabelledLetter, Status, Value
from training.matching import Ink, Row, match_rows, rows_of, unique_spans, unlike_figures

BINS = 10
"""Bins of equal width that the calibration error is taken over."""
CONFIDENT_SHARE = 0.8
"""The share of answers that may stay unseen while the least sure go to a person."""
_EXCERPT = 90
_DIGITS = 4


class Fault(StrEnum):
    """What can go wrong with an answer or a figure."""

    MISSED = "missed"
    SPURIOUS = "spurious"
    STATUS = "status"
    FIGURE_MISSED = "figure missed"
    FIGURE_SPURIOUS = "figure spurious"


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that went wrong: what was labelled, what was predicted, and where it stands.

    ``start`` and ``end`` count in the letter's text; ``excerpt`` is its beginning.
    """

    letter: str
    fault: Fault
    question: str
    labelled: str | None
    predicted: str | None
    start: int
    end: int
    excerpt: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision, recall and F1 of something found: true and false alarms, and misses."""

    found: int
    spurious: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of what was predicted that is right; 0 if nothing was predicted."""
        return self.found / (self.found + self.spurious) if self.found + self.spurious else 0.0

    @property
    def recall(self) -> float:
        """Share of what was labelled that was found; 0 if nothing was labelled."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        precision, recall = self.precision, self.recall
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """The measures over some labelled letters, and the cases that went wrong.

    ``missing`` counts letters without a prediction. ``confidences`` are those of the answers that
    were found, each with whether its status is right; the calibration measures are ``None`` where
    there are none.
    """

    letters: int
    missing: int
    answer_span: Rate
    answer_row: Rate
    quantity: Rate
    statuses: Mapping[Status, Rate]
    status_accuracy_on_matched: float
    status_set_accuracy_on_matched: float
    letters_perfect: float
    error_in_most_confident_80pct: float | None
    ece: float | None
    brier: float | None
    confidences: tuple[tuple[float, bool], ...]
    cases: tuple[Case, ...]

    @property
    def status_macro_f1(self) -> float:
        """Mean F1 over the statuses that the labels hold, end to end."""
        scores = [round(rate.f1, _DIGITS) for rate in self._labelled_statuses().values()]
        return sum(scores) / len(scores) if scores else 0.0

    def _labelled_statuses(self) -> dict[Status, Rate]:
        return {s: rate for s, rate in self.statuses.items() if rate.found + rate.missed}

    def as_dict(self) -> dict[str, Any]:
        """The measures by name, rounded, as JSON holds them; the cases are left out."""
        rates = {
            "answer_span": self.answer_span,
            "answer_row": self.answer_row,
            "quantity": self.quantity,
        }
        measures: dict[str, Any] = {"letters": self.letters, "missing": self.missing}
        for name, rate in rates.items():
            measures[f"{name}_f1"] = round(rate.f1, _DIGITS)
            measures[f"{name}_pr"] = [round(rate.precision, 3), round(rate.recall, 3)]
        measures["status_f1"] = {
            status.value: round(rate.f1, _DIGITS) for status, rate in self._labelled_statuses().items()
        }
        for name in (
            "status_macro_f1",
            "status_accuracy_on_matched",
            "status_set_accuracy_on_matched",
            "letters_perfect",
            "error_in_most_confident_80pct",
            "ece",
            "brier",
        ):
            value = getattr(self, name)
            measures[name] = None if value is None else round(value, _DIGITS)
        measures["statuses"] = {
            status.value: {
                **asdict(rate),
                "precision": round(rate.precision, _DIGITS),
                "recall": round(rate.recall, _DIGITS),
                "f1": round(rate.f1, _DIGITS),
            }
            for status, rate in self.statuses.items()
        }
        return measures


@dataclass(frozen=True, slots=True)
class Comparison:
    """Cases that went wrong before and no longer do, and cases that go wrong only now."""

    gained: tuple[Case, ...]
    lost: tuple[Case, ...]


def evaluate(letters: Sequence[LabelledLetter], predictions: Sequence[Sequence[Answer] | None]) -> Report:
    """Hold the answers predicted for each letter, in the letters' order, against its labels.

    ``None`` stands for a letter that could not be read: all of its answers are missed.
    """
    tally = _Tally()
    for letter, answers in zip(letters, predictions, strict=True):
        tally.add(letter, answers)
    return tally.report(len(letters))


def compare(before: Report, after: Report) -> Comparison:
    """What a change gained and lost, case by case, on the same letters."""
    return Comparison(gained=_only_in(before.cases, after.cases), lost=_only_in(after.cases, before.cases))


def _only_in(these: Sequence[Case], others: Sequence[Case]) -> tuple[Case, ...]:
    known = Counter(_identity(case) for case in others)
    kept = []
    for case in these:
        if known[_identity(case)]:
            known[_identity(case)] -= 1
        else:
            kept.append(case)
    return tuple(kept)


def _identity(case: Case) -> tuple[object, ...]:
    place = (case.start, case.end)
    return (case.letter, case.fault, case.question, case.labelled, case.predicted, place)


class _Tally:
    """Counts that add up letter by letter."""

    def __init__(self) -> None:
        self.spans = Counter[str]()
        self.rows = Counter[str]()
        self.figures = Counter[str]()
        self.statuses = {status: Counter[str]() for status in Status}
        self.confidences: list[tuple[float, bool]] = []
        self.cases: list[Case] = []
        self.matched = self.same_sets = self.perfect = self.missing = 0

    def add(self, letter: LabelledLetter, answers: Sequence[Answer] | None) -> None:
        self.missing += answers is None
        ink = Ink(letter.text)
        labelled, predicted = rows_of(letter.answers, ink), rows_of(answers or (), ink)
        wanted, found = unique_spans(labelled), unique_spans(predicted)
        shared = len(match_rows(wanted, found, ink, by_question=False))
        _count(self.spans, shared, len(found), len(wanted))
        matched = match_rows(labelled, predicted, ink, by_question=True)
        _count(self.rows, len(matched), len(predicted), len(labelled))
        before = len(self.cases)
        self._add_labelled(letter, labelled, predicted, matched)
        self._add_spurious(letter, predicted, set(matched.values()))
        complete = len(matched) == len(labelled) == len(predicted)
        self.perfect += complete and len(self.cases) == before

    def _add_labelled(
        self,
        letter: LabelledLetter,
        labelled: Sequence[Row],
        predicted: Sequence[Row],
        matched: Mapping[int, int],
    ) -> None:
        counted: set[tuple[int, int]] = set()
        for index, row in enumerate(labelled):
            want = row.answer.status
            if index not in matched:
                self.statuses[want]["missed"] += 1
                self._note(letter, Fault.MISSED, row, labelled=want)
                if row.span not in counted:
                    self.figures["missed"] += len(row.answer.quantities)
                counted.add(row.span)
                continue
            got = predicted[matched[index]].answer
            self._add_status(letter, row, got)
            if row.span not in counted:
                counted.add(row.span)
                self._add_figures(letter, row, got)

    def _add_status(self, letter: LabelledLetter, row: Row, got: Answer) -> None:
        want = row.answer.status
        self.matched += 1
        self.same_sets += set(row.answer.statuses) == set(got.statuses)
        if got.confidence is not None and row.ink:
            self.confidences.append((got.confidence, got.status is want))
        if got.status is want:
            self.statuses[want]["found"] += 1
            return
        self.statuses[want]["missed"] += 1
        self.statuses[got.status]["spurious"] += 1
        self._note(
            letter,
            Fault.STATUS,
            row,
            labelled=want,
            predicted=got.status,
            confidence=got.confidence,
        )

    def _add_figures(self, letter: LabelledLetter, row: Row, got: Answer) -> None:
        missed, spurious = unlike_figures(row.answer.quantities, got.quantities)
        _count(self.figures, len(got.quantities) - len(spurious), len(got.quantities), len(row.answer.quantities))
        for value in missed:
            self._note(letter, Fault.FIGURE_MISSED, row, labelled=spell(value))
        for value in spurious:
            self._note(letter, Fault.FIGURE_SPURIOUS, row, predicted=spell(value))

    def _add_spurious(self, letter: LabelledLetter, predicted: Sequence[Row], used: set[int]) -> None:
        counted: set[tuple[int, int]] = set()
        for index, row in enumerate(predicted):
            if index in used:
                continue
            status = row.answer.status
            self.statuses[status]["spurious"] += 1
            if row.span not in counted:
                self.figures["spurious"] += len(row.answer.quantities)
            counted.add(row.span)
            self._note(
                letter,
                Fault.SPURIOUS,
                row,
                predicted=status,
                confidence=row.answer.confidence,
            )

    def _note(
        self,
        letter: LabelledLetter,
        fault: Fault,
        row: Row,
        *,
        labelled: str | None = None,
        predicted: str | None = None,
        confidence: float | None = None,
    ) -> None:
        start, end = row.span
        excerpt = " ".join(letter.text[start : min(end, start + 2 * _EXCERPT)].split())[:_EXCERPT]
        self.cases.append(
            Case(
                letter=letter.name,
                fault=fault,
                question=row.question,
                labelled=None if labelled is None else str(labelled),
                predicted=None if predicted is None else str(predicted),
                start=start,
                end=end,
                excerpt=excerpt,
                confidence=confidence,
            )
        )

    def report(self, letters: int) -> Report:
        right = sum(counts["found"] for counts in self.statuses.values())
        return Report(
            letters=letters,
            missing=self.missing,
            answer_span=_rate(self.spans),
            answer_row=_rate(self.rows),
            quantity=_rate(self.figures),
            statuses={status: _rate(counts) for status, counts in self.statuses.items()},
            status_accuracy_on_matched=right / max(1, self.matched),
            status_set_accuracy_on_matched=self.same_sets / max(1, self.matched),
            letters_perfect=self.perfect / max(1, letters),
            error_in_most_confident_80pct=_confident_error(self.confidences),
            ece=_calibration_error(self.confidences),
            brier=_brier(self.confidences),
            confidences=tuple(self.confidences),
            cases=tuple(self.cases),
        )


def _count(counts: Counter[str], found: int, predicted: int, labelled: int) -> None:
    counts.update(found=found, spurious=predicted - found, missed=labelled - found)


def _rate(counts: Counter[str]) -> Rate:
    return Rate(counts["found"], counts["spurious"], counts["missed"])


def spell(value: Value) -> str:
    """A figure's value as a line of an error listing has it."""
    return f"{value.bound.value} {_end(value.low)}..{_end(value.high)}"


def _end(number: float | None) -> str:
    return "" if number is None else f"{number:.15g}"


def _confident_error(confidences: Sequence[tuple[float, bool]]) -> float | None:
    if not confidences:
        return None
    kept = sorted(confidences, reverse=True)[: int(len(confidences) * CONFIDENT_SHARE)]
    return 1 - sum(right for _, right in kept) / max(1, len(kept))


def _calibration_error(confidences: Sequence[tuple[float, bool]]) -> float | None:
    """Expected calibration error over bins of equal width."""
    if not confidences:
        return None
    expected, observed = [0.0] * BINS, [0] * BINS
    for confidence, right in sorted(confidences, reverse=True):
        index = min(BINS - 1, int(confidence * BINS))
        expected[index] += confidence
        observed[index] += right
    gaps = (abs(e - o) for e, o in zip(expected, observed, strict=True))
    return sum(gaps) / len(confidences)


def _brier(confidences: Sequence[tuple[float, bool]]) -> float | None:
    if not confidences:
        return None
    return sum((confidence - right) ** 2 for confidence, right in confidences) / len(confidences)
