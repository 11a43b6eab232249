"""Sums and medians over the figures of several bodies, as far as their bounds allow."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from nlp.types import Bound
from scoring.results import JsonObject

_VALUED = (Bound.EXACT, Bound.ABOUT)
_LEAST = 2
"""Figures that a sum or a median is worth giving for."""


@dataclass(frozen=True, slots=True)
class Total:
    """What figures of one unit, one from each body, come to.

    ``sum`` goes over the ``summed`` figures that give one value, ``about`` of which give it roughly; ``None`` where a
    sum would mean nothing: shares, rates, fewer than two values. ``median`` goes over the ``ranked`` figures, those
    with bounds included, and is a pair of ends: equal where the bounds leave it no room, ``None`` where they leave
    it open. ``bounded`` and ``suppressed`` count the figures that the sum leaves out.
    """

    sum: float | None
    summed: int
    about: int
    median: tuple[float, float] | None
    ranked: int
    bounded: int
    suppressed: int


def total_of(figures: Sequence[JsonObject]) -> Total:
    """The total of figures, as the output holds them, that agree in their unit."""
    values = [figure["low"] for figure in figures if figure["bound"] in _VALUED]
    known = [figure for figure in figures if figure["bound"] != Bound.SUPPRESSED]
    return Total(
        sum=_sum(values) if all(map(_adds_up, figures)) else None,
        summed=len(values),
        about=sum(figure["bound"] == Bound.ABOUT for figure in figures),
        median=_median(known),
        ranked=len(known),
        bounded=len(known) - len(values),
        suppressed=len(figures) - len(known),
    )


def _adds_up(figure: JsonObject) -> bool:
    """Whether figures of its kind may be added: shares and rates may not."""
    return figure["unit"] != "%" and not figure["per"]


def _sum(values: Sequence[float]) -> float | None:
    if len(values) < _LEAST:
        return None
    if all(isinstance(value, int) for value in values):
        return sum(values)
    try:
        return math.fsum(values)
    except OverflowError:
        return None


def _median(figures: Sequence[JsonObject]) -> tuple[float, float] | None:
    """The least and the greatest that the median can be, given what the bounds leave open."""
    if len(figures) < _LEAST:
        return None
    low = median(-math.inf if figure["low"] is None else figure["low"] for figure in figures)
    high = median(math.inf if figure["high"] is None else figure["high"] for figure in figures)
    # two open ends around the middle leave nothing to say, nor do numbers too large to halve
    return (low, high) if math.isfinite(low) and math.isfinite(high) else None
