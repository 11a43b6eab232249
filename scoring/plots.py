"""Figures by question, laid out as dot plots: one for each unit, and one for each period or column in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nlp.types import Bound
from scoring.axes import Axis, axis_over, can_be_drawn
from scoring.page import Cell, Link, Section, Shown
from scoring.results import JsonObject, plain_number, quantity_words
from scoring.totals import Total, total_of

MOST_ROWS = 60
"""Figures that get a row each; more stand over one another on one axis."""
PILE = 120
"""Height of the piles of dots on one axis, in pixels."""

_PLURALS = {
    "ss": "ss",
    "us": "us",
    "sses": "ss",
    "ies": "y",
    "ches": "ch",
    "shes": "sh",
    "xes": "x",
    "s": "",
}
"""How words of several end, and those of one; the first that fits counts."""
_IRREGULAR = {"people": "person", "children": "child", "men": "man", "women": "woman"}
_UNITS = {"": "numbers without a unit", "%": "per cent", "GBP": "pounds"}
_LEAST = 2
"""Bodies whose figures make a plot; those of fewer are said in words."""
_STEP = 8
_LANES = 100


class Sign(StrEnum):
    """How a figure is drawn."""

    DOT = "dot"
    RING = "ring"
    SPAN = "span"
    UPWARDS = "upwards"
    DOWNWARDS = "downwards"
    WORDS = "words"


_SIGNS = {
    Bound.EXACT: Sign.DOT,
    Bound.ABOUT: Sign.RING,
    Bound.RANGE: Sign.SPAN,
    Bound.AT_LEAST: Sign.UPWARDS,
    Bound.MORE_THAN: Sign.UPWARDS,
    Bound.AT_MOST: Sign.DOWNWARDS,
    Bound.LESS_THAN: Sign.DOWNWARDS,
    Bound.SUPPRESSED: Sign.WORDS,
}
_POINTS = (Sign.DOT, Sign.RING)
_OPEN = (Sign.SPAN, Sign.UPWARDS, Sign.DOWNWARDS)


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure, and the answer that gives it."""

    shown: Shown
    figure: JsonObject

    @property
    def words(self) -> str:
        """The figure in words."""
        return quantity_words(self.figure)

    @property
    def label(self) -> str:
        """What tells it from other figures of its answer: its column and its period."""
        column, period = self.shown.answer["column"], self.figure["period"]
        return " · ".join(dict.fromkeys(part for part in (column, period) if part))

    @property
    def ends(self) -> tuple[float, ...]:
        """The values that it gives."""
        return tuple(value for value in (self.figure["low"], self.figure["high"]) if value is not None)


@dataclass(frozen=True, slots=True)
class Mark:
    """A reading on the axis: ``left`` and ``right`` in per cent of the width, equal but for a range.

    ``height`` is how far it stands above the axis, or below where negative, in pixels; it counts on one axis only.
    """

    reading: Reading
    sign: Sign
    left: float = 0.0
    right: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Missing:
    """Bodies that the sum leaves out and why, under an anchor; each leads to what it sent."""

    anchor: str
    why: str
    bodies: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """The figures of one unit to a question, under an anchor.

    ``label`` is the period or column that they share, ``""`` for none; ``unlabelled`` counts the figures that do not
    say it. ``axis`` is ``None`` where nothing can be drawn. ``asked`` counts the bodies of the campaign.
    """

    anchor: str
    heading: str
    label: str
    unlabelled: int
    axis: Axis | None
    marks: tuple[Mark, ...]
    total: Total
    missing: tuple[Missing, ...]
    asked: int

    @property
    def piled(self) -> bool:
        """Whether the figures stand over one another on one axis."""
        return len(self.marks) > MOST_ROWS

    @property
    def unitless(self) -> bool:
        """Whether nobody says what the figures count."""
        return not self.marks[0].reading.figure["unit"]

    @property
    def highest(self) -> float:
        """How far marks stand above the one axis, in pixels."""
        return max(mark.height for mark in self.marks)

    @property
    def lowest(self) -> float:
        """How far marks lie below it, in pixels, counted downwards."""
        return -min(0.0, *(mark.height for mark in self.marks))

    @property
    def sum_words(self) -> str | None:
        """The sum in words, with its unit."""
        return None if self.total.sum is None else self._in_words(self.total.sum)

    @property
    def median_words(self) -> str | None:
        """The median in words, with its unit."""
        if self.total.median is None:
            return None
        low, high = self.total.median
        return self._in_words(low) if low == high else f"between {self._in_words(low)} and {self._in_words(high)}"

    def words(self, mark: Mark) -> str:
        """A figure of the plot in words, without the period that the plot's heading says."""
        figure = mark.reading.figure
        said = figure["period"] and mark.reading.label == self.label
        return quantity_words(figure | {"period": None} if said else figure)

    def _in_words(self, number: float) -> str:
        exact = {"bound": "exact", "low": plain_number(number), "high": plain_number(number), "period": None}
        return quantity_words(self.marks[0].reading.figure | exact)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures given to a question: those that make plots, and those that stand alone in their unit."""

    section: Section
    plots: tuple[Plot, ...]
    others: tuple[Reading, ...]


def figures_of(section: Section) -> Figures:
    """Lay out all figures of a question."""
    by_unit: dict[tuple[str, str], list[Reading]] = {}
    for reading in _readings(section.cells):
        kind = singular(reading.figure["unit"]), (reading.figure["per"] or "").casefold()
        by_unit.setdefault(kind, []).append(reading)
    series = [(label, some) for readings in by_unit.values() for label, some in _series(readings)]
    series.sort(key=lambda labelled: -len(labelled[1]))
    plots = [
        _plot(f"{section.anchor}f{number}", label, some, section.cells)
        for number, (label, some) in enumerate(((label, some) for label, some in series if _bodies(some) >= _LEAST), 1)
    ]
    others = tuple(reading for _, some in series if _bodies(some) < _LEAST for reading in some)
    return Figures(section, tuple(plots), others)


def _readings(cells: Iterable[Cell]) -> Iterator[Reading]:
    """The figures of each body: one that two of its answers share counts once, two equal ones are two."""
    for cell in cells:
        said: dict[tuple[str, int, int], Reading] = {}
        for shown in cell.answers:
            for figure in shown.answer["quantities"]:
                said.setdefault((shown.given.letter, figure["start"], figure["end"]), Reading(shown, figure))
        yield from said.values()


def _series(readings: Sequence[Reading]) -> Iterator[tuple[str, list[Reading]]]:
    """Readings of one unit apart by what tells them apart; together where each body gives but one."""
    labels = dict.fromkeys(reading.label for reading in readings if reading.label)
    by_body = Counter(id(reading.shown.body) for reading in readings)
    if len({label.casefold() for label in labels}) <= 1 and max(by_body.values()) == 1:
        yield next(iter(labels), ""), list(readings)
        return
    apart: dict[str, tuple[str, list[Reading]]] = {}
    for reading in readings:
        apart.setdefault(reading.label.casefold(), (reading.label, []))[1].append(reading)
    yield from apart.values()


def _bodies(readings: Iterable[Reading]) -> int:
    return len({id(reading.shown.body) for reading in readings})


def _plot(anchor: str, label: str, readings: Sequence[Reading], cells: Sequence[Cell]) -> Plot:
    by_body: dict[int, list[Reading]] = {}
    for reading in readings:
        by_body.setdefault(id(reading.shown.body), []).append(reading)
    single = [some[0] for some in by_body.values() if len(some) == 1]
    several = [some[0] for some in by_body.values() if len(some) > 1]
    ends = [value for reading in readings if all(map(can_be_drawn, reading.ends)) for value in reading.ends]
    named = _most_said(readings)
    unit = named["unit"]
    axis = axis_over(ends, unit) if ends else None
    marks = [_mark(reading, axis) for reading in readings]
    marks.sort(key=_rank)
    if len(marks) > MOST_ROWS:
        marks = _piled(marks)
    without = [cell for cell in cells if id(cell.entry.body) not in by_body]
    bounded = [one for one in single if _SIGNS[one.figure["bound"]] in _OPEN]
    suppressed = [one for one in single if one.figure["bound"] == Bound.SUPPRESSED]
    missing = (
        ("gave a range or a bound", _givers(bounded)),
        ("suppressed the figure", _givers(suppressed)),
        ("gave several figures", _givers(several)),
        ("gave no such figure", _senders(cell for cell in without if cell.entry.body.letters)),
        ("sent no reply", _senders(cell for cell in without if not cell.entry.body.letters)),
    )
    return Plot(
        anchor=anchor,
        heading=_heading(named, label),
        label=label,
        unlabelled=sum(not reading.label for reading in readings) if label else 0,
        axis=axis,
        marks=tuple(marks),
        total=total_of([reading.figure for reading in single]),
        missing=tuple(
            Missing(f"{anchor}m{number}", why, bodies) for number, (why, bodies) in enumerate(missing, 1) if bodies
        ),
        asked=len(cells),
    )


def singular(unit: str) -> str:
    """A unit whether it is said of one thing or of several: toilets and Toilet are one."""
    *before, last = unit.casefold().split(" ") or [""]
    ending = next((one for one in _PLURALS if last.endswith(one) and len(last) > len(one) + 1), "")
    regular = last.removesuffix(ending) + _PLURALS.get(ending, "")
    return " ".join([*before, _IRREGULAR.get(last, regular)])


def _most_said(readings: Sequence[Reading]) -> JsonObject:
    """A figure with the unit that most say, the longest of those that are said as often: "toilets" and not "toilet"."""
    said = Counter(reading.figure["unit"] for reading in readings)
    return max((reading.figure for reading in readings), key=lambda figure: (said[figure["unit"]], len(figure["unit"])))


def _heading(figure: JsonObject, label: str) -> str:
    """What a plot's figures count: ``Babies per year · 2022/23``."""
    unit = _UNITS.get(figure["unit"]) or str(figure["unit"])
    per = f" per {figure['per']}" if figure["per"] else ""
    return " · ".join(filter(None, (unit[:1].upper() + unit[1:] + per, label)))


def _givers(readings: Iterable[Reading]) -> tuple[Link, ...]:
    return tuple(reading.shown.link for reading in readings)


def _senders(cells: Iterable[Cell]) -> tuple[Link, ...]:
    return tuple(cell.link for cell in cells)


def _mark(reading: Reading, axis: Axis | None) -> Mark:
    sign = _SIGNS[reading.figure["bound"]]
    if axis is None or sign is Sign.WORDS or not all(map(can_be_drawn, reading.ends)):
        return Mark(reading, Sign.WORDS)
    places = [axis.place(value) for value in reading.ends]
    return Mark(reading, sign, min(places), max(places))


def _rank(mark: Mark) -> tuple[bool, float, str]:
    """The greatest figure first, those without a value last."""
    ends = mark.reading.ends
    return mark.sign is Sign.WORDS, -sum(ends) / len(ends) if ends else 0.0, mark.reading.shown.body.name.casefold()


def _piled(marks: Iterable[Mark]) -> list[Mark]:
    """Marks on one axis: values pile up above it, per cent by per cent; ranges and bounds lie in lanes below."""
    above, below = Counter[int](), 0
    levels = []
    for mark in marks:
        if mark.sign in _POINTS:
            levels.append((mark, above[round(mark.left)]))
            above[round(mark.left)] += 1
        else:
            levels.append((mark, below))
            below += mark.sign is not Sign.WORDS
    up = min(_STEP, PILE / max(above.values(), default=1))
    down = min(_STEP, _LANES / max(below, 1))
    return [_lifted(mark, up * level if mark.sign in _POINTS else -down * (level + 1)) for mark, level in levels]


def _lifted(mark: Mark, height: float) -> Mark:
    return Mark(mark.reading, mark.sign, mark.left, mark.right, round(height, 2))
