"""A batch's drift as a picture: how far it lies off and what differs, beside the letters learnt from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from textwrap import fill
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from models.profile import LineKind, Profile, Table, Trait, columns_of
from nlp.types import Status
from scoring.drift import RARE, Aspect, Deviation
from scoring.drift_batch import Batch
from scoring.drift_words import verdict_of
from scoring.pictures import write_picture

# Okabe and Ito's colours, which colour-blind eyes tell apart
_HERE, _USUAL, _ALERT, _INK, _SOFT = "#0072B2", "#b9bfc7", "#D55E00", "#1a1d21", "#545b64"
_STYLE: Any = {
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#979ca5",
    "axes.labelcolor": "#545b64",
    "text.color": _INK,
    "xtick.color": "#545b64",
    "ytick.color": _INK,
    # a letter's words are no formulas
    "text.parse_math": False,
}
_BINS = 24


def write_plot(
    path: Path, batch: Batch, found: Mapping[Aspect, Deviation], profile: Profile, said: Sequence[str]
) -> None:
    """Draw the batch, which has a letter at least, into ``path``, under what is said of it (``sentences``).

    Raises ``FoiError`` if the file cannot be written.
    """
    with rc_context(_STYLE):
        write_picture(_drawn(batch, found, profile, said), path)


def _drawn(batch: Batch, found: Mapping[Aspect, Deviation], profile: Profile, said: Sequence[str]) -> Figure:
    figure = Figure(figsize=(11, 8.9), layout="constrained")
    heading, body = figure.subfigures(2, 1, squeeze=False, height_ratios=(1.25, 8))[:, 0]
    heading.text(0.015, 0.95, verdict_of(batch, found).value.capitalize(), size=17, weight="bold", va="top")
    heading.text(0.015, 0.55, "\n".join(fill(one, 150) for one in said), size=10, va="top")
    axes = body.subplots(3, 2, gridspec_kw={"hspace": 0.08, "wspace": 0.06}).ravel()
    _draw_distances(axes[0], found)
    _draw_shares(axes[1], "Statuses of answers", tuple(Status), batch.table, profile.letters)
    _draw_histogram(axes[2], "Confidence of a letter's statuses", Trait.CONFIDENCE, batch.table, profile.letters)
    _draw_histogram(axes[3], "Confidence of a letter's lines", Trait.LINES, batch.table, profile.letters)
    kinds = (*LineKind, Trait.PRINTED, Trait.TABLED, Trait.ANSWERING)
    _draw_shares(axes[4], "Layout", kinds, batch.table, profile.letters)
    _draw_lengths(axes[5], batch.table, profile.letters)
    marks = [
        Line2D([], [], marker="s", ls="", color=_HERE, label=f"these letters ({len(batch.names):,})"),
        Line2D([], [], marker="s", ls="", color=_USUAL, label=f"learnt from ({len(profile.letters):,})"),
    ]
    heading.legend(handles=marks, loc="upper right", ncols=2, frameon=False)
    return figure


def _draw_distances(axes: Axes, found: Mapping[Aspect, Deviation]) -> None:
    axes.set_title("More unusual than … of batches learnt from")
    axes.axvspan(RARE, 1, color=_ALERT, alpha=0.12, linewidth=0)
    for row, deviation in enumerate(found.values()):
        axes.hlines(row, 0, 1, color=_USUAL, linewidth=1)
        if deviation.distance is None:
            axes.text(0.5, row, "not told", ha="center", va="center", color=_SOFT, backgroundcolor="white")
            continue
        colour = _ALERT if deviation.stands_out else _HERE
        marker = "D" if deviation.stands_out else "o"
        axes.plot(deviation.beyond, row, marker, color=colour, markersize=8, clip_on=False, zorder=3)
        if deviation.stands_out:
            axes.text(0.93, row - 0.12, "stands out", ha="right", va="bottom", color=colour, weight="bold")
    axes.set_yticks(range(len(found)), [aspect.value for aspect in found])
    axes.set(xlim=(0, 1), ylim=(len(found) - 0.5, -0.7))
    axes.xaxis.set_major_formatter(PercentFormatter(1))


def _draw_shares(axes: Axes, title: str, names: Sequence[StrEnum], batch: Table, others: Table) -> None:
    """Mean shares side by side."""
    axes.set_title(title)
    for table, step, colour in ((batch, -0.19, _HERE), (others, 0.19, _USUAL)):
        told = [columns_of(table, [name]) for name in names]
        means = [float(values.mean()) if len(values) else 0.0 for values in told]
        places = np.arange(len(names)) + step
        axes.barh(places, means, 0.38, color=colour)
    axes.set_yticks(range(len(names)), [str(name).replace("_", " ") for name in names])
    axes.invert_yaxis()
    axes.set_xlim(left=0)
    axes.xaxis.set_major_formatter(PercentFormatter(1))


def _draw_histogram(axes: Axes, title: str, trait: Trait, batch: Table, others: Table) -> None:
    """Shares of letters by the trait, from the lowest value to 1."""
    axes.set_title(title)
    own, rest = (columns_of(table, [trait])[:, 0] for table in (batch, others))
    lowest = float(min(0.9, *own, *np.quantile(rest, [0.01]))) if len(rest) else 0.0
    edges = np.linspace(np.floor(lowest * 20) / 20, 1, _BINS + 1)
    for values, settings in (
        (np.maximum(rest, edges[0]), {"color": _USUAL}),
        (own, {"color": _HERE, "histtype": "step", "linewidth": 2}),
    ):
        if len(values):
            axes.hist(values, edges.tolist(), weights=np.full(len(values), 1 / len(values)), **settings)
    axes.set_xlim(edges[0], 1)
    axes.set_ylabel("letters")
    axes.yaxis.set_major_formatter(PercentFormatter(1))


def _draw_lengths(axes: Axes, batch: Table, others: Table) -> None:
    """Median and middle 80 % of each, against the median learnt from."""
    axes.set_title("Lengths and unknown words")
    axes.set_xlabel("times the usual median (line: middle 80%)")
    names = (Trait.WORDS, Trait.ANSWERS, Trait.ANSWER_WORDS, Trait.UNKNOWN)
    labels = []
    for row, name in enumerate(names):
        own, rest = (columns_of(table, [name])[:, 0] for table in (batch, others))
        usual = float(np.median(rest)) if len(rest) else 0.0
        labels.append(f"{name}\n(usual: {usual:.1%})" if name is Trait.UNKNOWN else f"{name}\n(usual: {usual:,.0f})")
        if usual <= 0:
            continue
        for values, step, colour in ((own, -0.14, _HERE), (rest, 0.14, _USUAL)):
            if len(values):
                low, middle, high = np.maximum(np.quantile(values, [0.1, 0.5, 0.9]) / usual, 1 / 16)
                axes.hlines(row + step, low, high, color=colour, linewidth=3)
                axes.plot(middle, row + step, "o", color=colour, markersize=7)
    axes.set_yticks(range(len(names)), labels)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xscale("log", base=2)
    axes.axvline(1, color=_SOFT, linewidth=1, linestyle=":")
    axes.xaxis.set_major_formatter(lambda times, _: f"{times:g}×" if times >= 1 else f"{times:.2g}×")
