"""What labelling letters of a campaign gains, as a picture. Its title says what it shows."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from training.adaptation import Choice, Curve
from training.plots import BLUE, GREY, RED

_LOOKS = {Choice.RANDOM: (RED, "s"), Choice.LEAST_SURE: (BLUE, "o")}
_NAMES = {Choice.RANDOM: "letters drawn at random", Choice.LEAST_SURE: "letters the model is least sure of"}


def adaptation_figure(curve: Curve) -> Figure:
    """Status accuracy after so many labelled letters: on the rest, with its spread, and on letters never chosen."""
    figure = Figure(figsize=(7.6, 4.8), layout="constrained")
    axes = figure.subplots()
    for choice, (colour, marker) in _LOOKS.items():
        points = curve.of(choice)
        labelled = [point.labelled for point in points]
        rest = [point.rest for point in points]
        axes.plot(labelled, [one.mean for one in rest], color=colour, marker=marker, label=_NAMES[choice])
        low, high = ([one.mean + sign * one.spread for one in rest] for sign in (-1, 1))
        axes.fill_between(labelled, low, high, color=colour, alpha=0.15, linewidth=0)
        before = [point.before.mean for point in points]
        axes.plot(labelled, before, color=colour, linestyle="--", linewidth=1)
        held_out = [point.held_out.mean for point in points]
        axes.plot(labelled, held_out, color=colour, marker=marker, linestyle=":", fillstyle="none", linewidth=1)
    axes.plot([], [], color=GREY, linestyle="--", linewidth=1, label="not adapted, on the same letters")
    axes.plot([], [], color=GREY, linestyle=":", linewidth=1, label="on letters that are never chosen")
    axes.set(xlabel="letters labelled", ylabel="statuses of found answers right, on the other letters")
    axes.set_xticks(sorted({point.labelled for point in curve.points}))
    axes.set_ylim(top=min(1.0, axes.get_ylim()[1]))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.legend(loc="best", frameon=False)
    axes.set_title(_gain(curve), size=10, loc="left", wrap=True)
    return figure


def _gain(curve: Curve) -> str:
    first, *_, last = curve.of(Choice.LEAST_SURE)
    learnt = 100 * (last.rest.mean - last.before.mean)
    return (
        f"{last.labelled} of {curve.letters} letters labelled, those the model is least sure of: statuses on the rest "
        f"from {first.rest.mean:.1%} to {last.rest.mean:.1%} right, {learnt:+.1f} points of it by adapting"
    )
