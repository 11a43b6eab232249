"""Plots of how well letters are read that the models had not seen. Each title says what the plot shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter
from scipy.stats import beta
from sklearn.metrics import average_precision_score, precision_recall_curve

from nlp.types import Status
from training.bootstrap import LEVEL, Interval
from training.evaluation import BINS
from training.pairs import Pair

Floats = npt.NDArray[np.float64]

MISSED, SPURIOUS = "missed", "spurious"
"""What stands in for a status where an answer was not found, or was found where none is."""

BLUE, GREEN, RED, GREY = "#0072B2", "#009E73", "#D55E00", "#6B7280"
"""Okabe and Ito's colours, which colour-blind eyes tell apart."""
_NAMES = tuple(status.value for status in Status)
_CURVES = {
    "answer_row_f1": ("answers found with their question, F1", BLUE, "o"),
    "status_macro_f1": ("statuses end to end, mean F1", RED, "s"),
    "quantity_f1": ("figures end to end, F1", GREEN, "^"),
}


def confusion_matrix(pairs: Sequence[Pair]) -> Figure:
    """Main statuses as labelled (rows) and as found (columns), with what was missed and what is spurious."""
    counts = Counter((_labelled_as(pair), _found_as(pair)) for pair in pairs)
    rows, columns = [*_NAMES, SPURIOUS], [*_NAMES, MISSED]
    table = np.array([[counts[row, column] for column in columns] for row in rows])
    shares = table / np.maximum(1, table.sum(axis=1, keepdims=True))
    right = sum(counts[name, name] for name in _NAMES)
    labelled = int(table[:-1].sum())
    wrong = [(count, pair) for pair, count in counts.items() if pair[0] != pair[1]]
    figure, axes = _canvas(8.4, 6.6)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for (row, column), count in np.ndenumerate(table):
        if (rows[row], columns[column]) != (SPURIOUS, MISSED):
            dark = shares[row, column] > 0.55
            share = f"\n{shares[row, column]:.0%}" if count else ""
            axes.text(
                column, row, f"{count:,}{share}", ha="center", va="center", size=8, color="white" if dark else "black"
            )
    axes.set_xticks(range(len(columns)), [_spoken(name) for name in columns], rotation=35, ha="right")
    axes.set_yticks(range(len(rows)), [_spoken(name) for name in rows])
    axes.axvline(len(_NAMES) - 0.5, color=GREY, linewidth=1)
    axes.axhline(len(_NAMES) - 0.5, color=GREY, linewidth=1)
    axes.set(xlabel="found as", ylabel="labelled as")
    often = f"; most often wrong: {_told(*max(wrong)[1])} ({max(wrong)[0]:,})" if wrong else ""
    _title(axes, f"{right:,} of {labelled:,} labelled answers are found with the right status{often}")
    return figure


def reliability_diagram(judged: Sequence[tuple[float, bool]], of: str) -> Figure:
    """How often something is right by how sure the models were, in ten bins with 95 % intervals and counts.

    ``judged`` has how sure they were and whether they were right, ``of`` says in what ("main statuses").
    """
    sure, right = _split(judged)
    figure = Figure(figsize=(7, 6.6), layout="constrained")
    diagram, counts = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
    bins = np.minimum(BINS - 1, (sure * BINS).astype(int))
    cases = np.bincount(bins, minlength=BINS)
    hits = np.bincount(bins, weights=right, minlength=BINS)
    held = cases > 0
    mean = np.bincount(bins, weights=sure, minlength=BINS)[held] / cases[held]
    share = hits[held] / cases[held]
    low, high = _exact_interval(hits[held], cases[held])
    diagram.plot([0, 1], [0, 1], color=GREY, linestyle="--", linewidth=1, label="as sure as right")
    diagram.errorbar(mean, share, yerr=[share - low, high - share], fmt="o", color=BLUE, capsize=3, label="found, 95 %")
    diagram.set(ylabel="share that is right", xlim=(0, 1), ylim=(0, 1.02))
    diagram.legend(loc="lower right", frameon=False)
    counts.bar((np.arange(BINS) + 0.5) / BINS, cases, width=0.9 / BINS, color=BLUE)
    for place in np.flatnonzero(held):
        counts.annotate(f"{cases[place]:,}", ((place + 0.5) / BINS, cases[place]), ha="center", va="bottom", size=8)
    counts.set(xlabel="how sure the models were", ylabel="cases", xlim=(0, 1))
    counts.margins(y=0.25)
    if len(sure):
        gap = float(sure.mean() - right.mean())
        way = "too sure" if gap > 0 else "not sure enough"
        _title(
            diagram,
            f"{right.mean():.1%} of {len(sure):,} {of} are right, where {sure.mean():.1%} were to be expected:"
            f" {abs(gap) * 100:.1f} points {way}",
        )
    else:
        _title(diagram, "Nothing was found: there is nothing to judge")
    return figure


def risk_coverage(judged: Sequence[tuple[float, bool]], threshold: float, of: str) -> Figure:
    """How many of the surest answers are wrong, by how many are taken; below ``threshold`` a person looks.

    ``judged`` has how sure the models were and whether they were right, ``of`` says in what ("main statuses").
    """
    sure, right = _split(judged)
    figure, axes = _canvas(7, 4.8)
    axes.set(xlabel="share that no person looks at, the surest first", ylabel="share of those that is wrong")
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=1))
    axes.set_xlim(0, 1)
    if not len(sure):
        _title(axes, "Nothing was found: there is no risk to show")
        return figure
    order = np.argsort(-sure, kind="stable")
    taken = np.arange(1, len(sure) + 1)
    wrong = np.cumsum(~right[order])
    low, high = _exact_interval(wrong, taken)
    axes.fill_between(taken / len(sure), low, high, color=BLUE, alpha=0.2, linewidth=0, label="95 % interval")
    axes.plot(taken / len(sure), wrong / taken, color=BLUE, label="wrong so far")
    # the first few tell next to nothing, and would set the scale
    settled = min(len(sure) - 1, len(sure) // 20)
    axes.set_ylim(0, max(0.01, float(high[settled:].max()) * 1.05))
    above = int((sure >= threshold).sum())
    axes.axvline(above / len(sure), color=RED, linestyle="--", label=f"review below {threshold:.3f}")
    axes.legend(loc="upper left", frameon=False)
    unseen = f"{above / len(sure):.0%} of {len(sure):,} {of} need no person to look"
    _title(axes, f"{unseen}; {wrong[above - 1] / above:.1%} of those are wrong" if above else unseen)
    return figure


def learning_curve(points: Sequence[tuple[int, Mapping[str, Interval]]]) -> Figure:
    """Measures by how many letters were learnt from, with 95 % intervals over the letters read.

    ``points`` has the number of letters and the measures' intervals by name, fewest letters first.
    """
    figure, axes = _canvas(7, 4.8)
    letters = [count for count, _ in points]
    for name, (told, colour, sign) in _CURVES.items():
        found = [measures[name] for _, measures in points]
        axes.plot(letters, [one.value for one in found], color=colour, marker=sign, label=told)
        low, high = [one.low for one in found], [one.high for one in found]
        axes.fill_between(letters, low, high, color=colour, alpha=0.15, linewidth=0)
    axes.set(xlabel="letters learnt from", ylabel="measure", xscale="log")
    axes.set_xticks(letters, [f"{count:,}" for count in letters])
    axes.set_xticks([], minor=True)
    axes.legend(loc="best", frameon=False)
    _title(axes, _growth(points))
    return figure


def precision_recall(pairs: Sequence[Pair]) -> Figure:
    """For each status, precision and recall end to end, from the surest answers on.

    An answer that was missed is never recalled, so no curve reaches further than the answers that were found; the
    ring is where the models stand that take the likeliest status.
    """
    figure = Figure(figsize=(10, 6.4), layout="constrained")
    grid = figure.subplots(2, 3, sharex=True, sharey=True).flat
    least = ("", 2.0)
    for axes, status in zip(grid, Status, strict=True):
        precisions, recalls, average = _curve(pairs, status)
        labelled = sum(pair.labelled is not None and pair.labelled.status is status for pair in pairs)
        named = [pair for pair in pairs if pair.found is not None and pair.found.status is status]
        right = sum(pair.labelled is not None and pair.labelled.status is status for pair in named)
        if labelled:
            axes.step(recalls, precisions, where="post", color=BLUE)
            if named:
                axes.plot(right / labelled, right / len(named), marker="o", color=RED, fillstyle="none", markersize=9)
            least = min(least, (_spoken(status), average), key=lambda one: one[1])
        axes.set(xlim=(0, 1.03), ylim=(0, 1.05))
        axes.set_title(f"{_spoken(status)}: {labelled:,} labelled, average {average:.2f}", size=9, loc="left")
    for axes in grid[3:]:
        axes.set_xlabel("recall")
    for axes in grid[::3]:
        axes.set_ylabel("precision")
    weakest = f"; weakest: {least[0]} ({least[1]:.2f})" if least[0] else ""
    figure.suptitle(f"Precision by recall of each status, missed answers counted{weakest}", size=11, x=0.01, ha="left")
    return figure


def _canvas(width: float, height: float) -> tuple[Figure, Axes]:
    """A figure of so many inches that no other part of the program can draw into."""
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots()


def _title(axes: Axes, words: str) -> None:
    axes.set_title(words, size=10, loc="left", wrap=True)


def _curve(pairs: Sequence[Pair], status: Status) -> tuple[Floats, Floats, float]:
    """Precision, recall and average precision of a status over all rows."""
    found = [
        (pair.labelled is not None and pair.labelled.status is status, pair.found.probabilities[status])
        for pair in pairs
        if pair.found is not None and pair.found.probabilities is not None
    ]
    true, chances = np.array([right for right, _ in found], dtype=bool), [chance for _, chance in found]
    if not true.any():
        return np.zeros(0), np.zeros(0), 0.0
    labelled = sum(pair.labelled is not None and pair.labelled.status is status for pair in pairs)
    reached = float(true.sum()) / labelled
    precisions, recalls, _ = precision_recall_curve(true, chances)
    return precisions, recalls * reached, float(average_precision_score(true, chances)) * reached


def _labelled_as(pair: Pair) -> str:
    return SPURIOUS if pair.labelled is None else pair.labelled.status.value


def _found_as(pair: Pair) -> str:
    return MISSED if pair.found is None else pair.found.status.value


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _told(labelled: str, found: str) -> str:
    if labelled == SPURIOUS:
        return f"spurious {_spoken(found)}"
    return f"{_spoken(labelled)} {'missed' if found == MISSED else f'as {_spoken(found)}'}"


def _growth(points: Sequence[tuple[int, Mapping[str, Interval]]]) -> str:
    if len(points) < 2:
        return "Too few letters to say what more of them would do"
    (before, then), (after, now) = points[-2:]
    gain = now["answer_row_f1"].value - then["answer_row_f1"].value
    return f"From {before:,} to {after:,} letters, F1 of answers with their question goes {gain * 100:+.1f} points"


def _split(confidences: Sequence[tuple[float, bool]]) -> tuple[Floats, npt.NDArray[np.bool_]]:
    sure = np.array([confidence for confidence, _ in confidences], dtype=np.float64)
    return sure, np.array([right for _, right in confidences], dtype=bool)


def _exact_interval(hits: npt.NDArray[Any], cases: npt.NDArray[Any]) -> tuple[Floats, Floats]:
    """Clopper and Pearson's interval of the shares that so many hits among so many cases are."""
    tail = (1 - LEVEL) / 2
    low = np.where(hits > 0, beta.ppf(tail, np.maximum(hits, 1), cases - hits + 1), 0.0)
    high = np.where(hits < cases, beta.ppf(1 - tail, hits + 1, np.maximum(cases - hits, 1)), 1.0)
    return low, high
