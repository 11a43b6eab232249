"""`foi evaluate` for people: the measures, the table of statuses, what went wrong where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from scoring.cells import safe_line

_MEASURES = {
    "answer_span_f1": "answers found",
    "answer_row_f1": "answers found, with their question",
    "status_macro_f1": "statuses end to end, mean F1",
    "status_accuracy_on_matched": "status of found answers right",
    "status_set_accuracy_on_matched": "all statuses of found answers right",
    "quantity_f1": "figures end to end, F1",
    "letters_perfect": "letters with nothing wrong",
    "ece": "calibration error",
    "brier": "Brier score",
    "error_in_most_confident_80pct": "error among the surest 80 %",
}


def shown_measures(measures: Mapping[str, Any], against: Mapping[str, Any] | None = None) -> RenderableType:
    """The measures of a bundle, beside those of another one if it is given."""
    letters = f"{measures['letters']:,} letters, {measures['missing']:,} not read"
    table = Table(title=letters, title_justify="left")
    table.add_column("measure", no_wrap=True)
    table.add_column("", style="dim")
    table.add_column("value", justify="right")
    if against is not None:
        table.add_column("against", justify="right")
    for name, told in _MEASURES.items():
        values = [measures[name]] if against is None else [measures[name], against[name]]
        table.add_row(name, told, *map(_number, values))
    return Group(table, _statuses(measures["statuses"]))


def shown_differences(differences: Mapping[str, Mapping[str, float]], title: str) -> RenderableType:
    """Measures before and after a change, and between which values the difference of each lies."""
    table = Table(title=title, title_justify="left")
    table.add_column("measure", no_wrap=True)
    for column in ("before", "after", "change", "from", "to"):
        table.add_column(column, justify="right", no_wrap=True)
    for name in (*_MEASURES, *(name for name in differences if name not in _MEASURES)):
        if name in differences:
            one = differences[name]
            change = (f"{number:+.3f}" for number in (one["after"] - one["before"], one["low"], one["high"]))
            table.add_row(name, f"{one['before']:.3f}", f"{one['after']:.3f}", *change)
    return table


def shown_cases(title: str, cases: Sequence[Mapping[str, Any]]) -> RenderableType:
    """What went wrong, case by case: one line each."""
    return Group(Text(f"{title}: {len(cases):,}"), *map(_case, cases))


def _statuses(statuses: Mapping[str, Mapping[str, float]]) -> Table:
    table = Table(title="Statuses, end to end", title_justify="left")
    table.add_column("status")
    for column in ("found", "spurious", "missed", "precision", "recall", "f1"):
        table.add_column(column, justify="right")
    for status, rate in statuses.items():
        counts = (f"{rate[name]:,}" for name in ("found", "spurious", "missed"))
        table.add_row(status, *counts, *(_number(rate[n]) for n in ("precision", "recall", "f1")))
    return table


def _case(case: Mapping[str, Any]) -> Text:
    if case["labelled"] is not None and case["predicted"] is not None:
        what = f"{case['labelled']} read as {case['predicted']}"
    else:
        what = case["labelled"] or case["predicted"]
    sure = "" if case["confidence"] is None else f" ({case['confidence']:.2f})"
    where = f"{case['letter']} at {case['start']}"
    line = f"{where}: {case['fault']}, question {case['question']}, {what}{sure}: "
    return Text(safe_line(line)).append(f" “{safe_line(case['excerpt'])}”", style="dim")


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"
