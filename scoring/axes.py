"""An axis for figures: where a value stands on it, and which values are written along it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

EDGE = 10.0
"""Per cent of the width that are kept free at either end, for arrows that point beyond."""
GREATEST, LEAST = 1e15, 1e-9
"""Sizes between which a value can be drawn."""

_CROWDED = 20
"""The axis is logarithmic where half of the values would crowd into this part of a linear one."""
_FEW = 4
_STEPS = (1, 2, 5, 10)
_MOST_TICKS = 5
_PERCENT = 100
_ZERO_ROOM = 12.0
"""Per cent of the width that a logarithmic axis keeps for zero, which it has no place for."""
_SCALES = ((1e12, 1e12, "tn"), (1e9, 1e9, "bn"), (1e6, 1e6, "m"), (1e4, 1e3, "k"))
"""From which size on a tick counts in what, and how that is written."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A value written along the axis; ``place`` is in per cent of its width."""

    place: float
    words: str


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from ``low`` to ``high``; a logarithmic one may keep a place for zero before its break."""

    low: float
    high: float
    logarithmic: bool
    zero: bool
    ticks: tuple[Tick, ...]

    def place(self, value: float) -> float:
        """Where a value stands, in per cent of the width."""
        return _place(value, self.low, self.high, logarithmic=self.logarithmic, zero=self.zero)


def can_be_drawn(value: float) -> bool:
    """Whether a value is of a size that an axis can show."""
    return value == 0 or LEAST <= abs(value) <= GREATEST


def axis_over(values: Sequence[float], unit: str) -> Axis:
    """The axis for values that can be drawn, one or more; logarithmic where a linear one would crowd them."""
    positive = [value for value in values if value > 0]
    if min(values) >= 0 and len(positive) >= _FEW and median(positive) * _CROWDED < max(positive):
        return _logarithmic(positive, unit, zero=len(positive) < len(values))
    return _linear(values, unit)


def _linear(values: Sequence[float], unit: str) -> Axis:
    low, high = min(0.0, *values), max(0.0, *values)
    if unit == "%" and low == 0 and high <= _PERCENT:
        high = _PERCENT
    span = (high - low) or 1.0
    power = 10.0 ** math.floor(math.log10(span / _MOST_TICKS))
    step = next(power * factor for factor in _STEPS if span <= power * factor * _MOST_TICKS * (1 + 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil((low + span) / step - 1e-9)
    ends = first * step, last * step
    ticks = tuple(
        Tick(_place(number * step, *ends, logarithmic=False, zero=False), _short(number * step, unit))
        for number in range(first, last + 1)
    )
    return Axis(*ends, logarithmic=False, zero=False, ticks=ticks)


def _logarithmic(positive: Sequence[float], unit: str, *, zero: bool) -> Axis:
    first, last = math.floor(math.log10(min(positive))), math.ceil(math.log10(max(positive)))
    last = max(last, first + 1)
    low, high = 10.0**first, 10.0**last
    stride = -(-(last - first) // _MOST_TICKS)
    ticks = [
        Tick(_place(10.0**power, low, high, logarithmic=True, zero=zero), _short(10.0**power, unit))
        for power in range(first, last + 1, stride)
    ]
    if zero:
        ticks.insert(0, Tick(EDGE, _short(0, unit)))
    return Axis(low, high, logarithmic=True, zero=zero, ticks=tuple(ticks))


def _place(value: float, low: float, high: float, *, logarithmic: bool, zero: bool) -> float:
    start = EDGE + _ZERO_ROOM * zero
    if not logarithmic:
        share = (value - low) / (high - low)
    elif value <= 0:
        return EDGE
    else:
        share = (math.log10(value) - math.log10(low)) / (math.log10(high) - math.log10(low))
    return round(start + (100 - EDGE - start) * share, 2)


def _short(value: float, unit: str) -> str:
    """A value for a tick: ``£1.5m``, ``20k``, ``2,000``, ``40%``."""
    scale, suffix = next(((scale, letters) for least, scale, letters in _SCALES if abs(value) >= least), (1, ""))
    digits = f"{value / scale:,.10f}".rstrip("0").rstrip(".") + suffix
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    if unit == "GBP":
        digits = f"£{digits}"
    return f"{sign}{digits}%" if unit == "%" else sign + digits
