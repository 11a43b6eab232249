"""Plots: what is drawn is what was counted, and the title says it."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from sklearn.metrics import average_precision_score

from nlp.types import Answer, Status
from tests.held_out import held_out, sure
from training.bootstrap import Interval
from training.pairs import Pair, pairs_of
from training.plots import confusion_matrix, learning_curve, precision_recall, reliability_diagram, risk_coverage

JUDGED = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60)
ANSWER = Answer(("1",), (Status.PROVIDED,), 0, 4)


def drawn(figure: Figure) -> Figure:
    """The figure, once it was drawn; what Matplotlib warns of is an error."""
    figure.savefig(io.BytesIO(), format="png")
    return figure


def title(axes: Axes) -> str:
    return axes.get_title(loc="left")


def pair(labelled: Status | None, found: Status | None, confidence: float = 0.9) -> Pair:
    return Pair(
        None if labelled is None else replace(ANSWER, statuses=(labelled,)),
        None if found is None else sure(ANSWER, found, confidence),
    )


def test_pairs_are_rows_as_the_measures_match_them() -> None:
    one = held_out("[[Q 1]]How many bins?[[/Q]]\n[[A 1 | provided]]Twelve.[[/A]]\n[[A 2 | refused]]No.[[/A]]\n")
    kept, lost = one.letter.answers
    found = (sure(kept, Status.NOT_HELD, 0.6), sure(replace(lost, start=0, end=8), Status.REFUSED, 0.5))
    pairs = pairs_of([replace(one, read=replace(one.read, answers=found))])
    assert pairs == [Pair(kept, found[0]), Pair(lost, None), Pair(None, found[1])]


def test_the_matrix_counts_what_was_missed_and_what_is_spurious() -> None:
    pairs = [pair(Status.REFUSED, Status.REFUSED)] * 3 + [pair(Status.REFUSED, Status.PROVIDED)] * 2
    pairs += [pair(Status.NOT_HELD, None)] * 4 + [pair(None, Status.PROVIDED)]
    (axes,) = drawn(confusion_matrix(pairs)).axes
    rows, columns = ([one.get_text() for one in labels] for labels in (axes.get_yticklabels(), axes.get_xticklabels()))
    cells = {}
    for text in axes.texts:
        column, row = text.get_position()
        cells[rows[round(row)], columns[round(column)]] = text.get_text().split("\n")[0]
    counted = {place: count for place, count in cells.items() if count != "0"}
    assert counted == {
        ("refused", "refused"): "3",
        ("refused", "provided"): "2",
        ("not held", "missed"): "4",
        ("spurious", "provided"): "1",
    }
    assert ("spurious", "missed") not in cells
    assert title(axes).startswith("3 of 9 labelled answers")
    assert "not held missed (4)" in title(axes)


@settings(max_examples=40)
@given(JUDGED)
def test_every_case_is_in_the_reliability_diagram(judged: list[tuple[float, bool]]) -> None:
    diagram, counts = reliability_diagram(judged, "statuses").axes
    bars = [patch.get_height() for patch in counts.patches]  # type: ignore[attr-defined]
    assert sum(bars) == len(judged)
    assert [int(text.get_text()) for text in counts.texts] == [bar for bar in bars if bar]
    shares = np.asarray(diagram.lines[1].get_ydata())
    assert len(shares) == sum(bar > 0 for bar in bars)
    assert sum(shares * [bar for bar in bars if bar]) == pytest.approx(sum(right for _, right in judged))


def test_the_reliability_diagram_says_how_far_off_they_are() -> None:
    diagram, _ = drawn(reliability_diagram([(0.9, True), (0.9, False)], "statuses")).axes
    assert title(diagram) == "50.0% of 2 statuses are right, where 90.0% were to be expected: 40.0 points too sure"


@settings(max_examples=40)
@given(JUDGED, st.floats(0, 1))
def test_risk_is_told_at_the_threshold(judged: list[tuple[float, bool]], threshold: float) -> None:
    (axes,) = risk_coverage(judged, threshold, "statuses").axes
    above = [right for sure, right in judged if sure >= threshold]
    if not judged:
        assert "there is no risk" in title(axes)
        return
    assert title(axes).startswith(f"{len(above) / len(judged):.0%} of {len(judged)} statuses need no person")
    if above:
        assert title(axes).endswith(f"look; {above.count(False) / len(above):.1%} of those are wrong")
    else:
        assert title(axes).endswith("look")
    curve, line = axes.lines
    assert list(np.asarray(line.get_xdata())) == [len(above) / len(judged)] * 2
    assert np.asarray(curve.get_ydata())[-1] == pytest.approx([right for _, right in judged].count(False) / len(judged))


def test_the_learning_curve_goes_through_its_points_with_their_intervals() -> None:
    names = ("answer_row_f1", "status_macro_f1", "quantity_f1")
    points = [
        (letters, dict.fromkeys(names, Interval(value, value - 0.1, value + 0.05)))
        for letters, value in ((20, 0.4), (80, 0.55), (320, 0.6))
    ]
    (axes,) = drawn(learning_curve(points)).axes
    for line, band in zip(axes.lines, axes.collections, strict=True):
        assert list(np.asarray(line.get_xdata())) == [20, 80, 320]
        assert list(np.asarray(line.get_ydata())) == [0.4, 0.55, 0.6]
        (path,) = band.get_paths()
        heights = np.asarray(path.vertices)[:, 1]
        assert (heights.min(), heights.max()) == pytest.approx((0.3, 0.65))
    assert title(axes) == "From 80 to 320 letters, F1 of answers with their question goes +5.0 points"
    assert [label.get_text() for label in axes.get_xticklabels()] == ["20", "80", "320"]


def test_precision_and_recall_are_those_of_all_answers_that_are_labelled() -> None:
    dice = np.random.default_rng(0)
    statuses = list(Status)
    found = [
        pair(statuses[labelled], statuses[guessed], confidence)
        for labelled, guessed, confidence in zip(
            dice.integers(6, size=200), dice.integers(6, size=200), dice.uniform(0.3, 1, size=200), strict=True
        )
    ]
    missed = [pair(Status.REFUSED, None)] * 40
    grid = {}
    for axes in drawn(precision_recall([*found, *missed])).axes:
        name, rest = title(axes).split(": ")
        grid[name] = axes, float(rest.split()[-1])
    assert list(grid) == [status.replace("_", " ") for status in Status]
    chances = [one.found.probabilities[Status.REFUSED] for one in found if one.found and one.found.probabilities]
    true = [one.labelled is not None and one.labelled.status is Status.REFUSED for one in found]
    axes, average = grid["refused"]
    reached = sum(true) / (sum(true) + 40)
    assert average == pytest.approx(average_precision_score(true, chances) * reached, abs=0.005)
    curve = axes.lines[0]
    assert max(np.asarray(curve.get_xdata())) == pytest.approx(reached)


def test_a_perfect_reading_reaches_the_corner_of_each_plot() -> None:
    pairs = [pair(status, status, 0.9) for status in Status for _ in range(3)]
    for axes in drawn(precision_recall(pairs)).axes:
        assert re.search(r"3 labelled, average 1\.00$", title(axes))
    assert title(drawn(confusion_matrix(pairs)).axes[0]) == "18 of 18 labelled answers are found with the right status"


@pytest.mark.parametrize(
    "figure",
    [
        confusion_matrix([]),
        precision_recall([]),
        learning_curve([]),
        reliability_diagram([], "statuses"),
        risk_coverage([], 0.9, "statuses"),
        risk_coverage([(0.5, True), (0.9, False), (0.95, True)], 0.8, "statuses"),
    ],
)
def test_few_cases_or_none_can_be_drawn(figure: Figure) -> None:
    assert all(map(title, drawn(figure).axes[:1]))
