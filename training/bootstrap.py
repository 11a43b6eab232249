"""How far a measure may be from the truth by chance: letters are drawn again, with replacement.

The letters that happen to be in a labelled set are the chance; answers of one letter stand or fall
together. So whole letters are drawn, and two models that read the same letters are drawn alike.
Efron and Tibshirani, An Introduction to the Bootstrap (1993): percentile intervals, paired draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.types import Answer, LabelledLetter, Status
from training.evaluation import BINS, CONFIDENT_SHARE, evaluate

DRAWS = 2_000
LEVEL = 0.95

_AT_ONCE = 100
"""Draws whose answers are in memory at the same time."""

Floats = NDArray[np.float64]

_RATES = ("answer_span_f1", "answer_row_f1", "quantity_f1")
STATUS_F1 = {status: f"status_f1/{status.value}" for status in Status}
"""What the F1 of a status is called."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was right and wrong in each of some letters, so that sums over letters give every measure.

    ``rates`` has found, spurious and missed of each letter: shape (letters, 3 + statuses, 3), the spans
    of answers, their rows and the figures first. ``same_sets`` counts found answers with all statuses
    right, ``perfect`` is 1 for a letter with nothing wrong. ``confidences`` are those of the found
    answers of all letters, the highest first; ``right`` says whether the status was, ``letter`` is the
    letter's place.
    """

    rates: Floats
    same_sets: Floats
    perfect: Floats
    confidences: Floats
    right: Floats
    letter: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Interval:
    """A measure, and between which values it lies with the probability that was asked for."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure before and after a change; ``low`` and ``high`` are the interval of after less before."""

    before: float
    after: float
    low: float
    high: float


def letter_counts(letters: Sequence[LabelledLetter], predictions: Sequence[Sequence[Answer] | None]) -> Counts:
    """The counts of each letter, from the answers predicted for it as ``evaluate`` takes them."""
    reports = [evaluate([one], [found]) for one, found in zip(letters, predictions, strict=True)]
    rates = [[one.answer_span, one.answer_row, one.quantity, *one.statuses.values()] for one in reports]
    sure = sorted(
        ((*answer, place) for place, report in enumerate(reports) for answer in report.confidences), reverse=True
    )
    confidences, right, owners = zip(*sure, strict=True) if sure else ((), (), ())
    return Counts(
        rates=np.array([[(rate.found, rate.spurious, rate.missed) for rate in row] for row in rates], np.float64),
        same_sets=np.array([one.status_set_accuracy_on_matched * one.answer_row.found for one in reports]),
        perfect=np.array([one.letters_perfect for one in reports]),
        confidences=np.array(confidences, np.float64),
        right=np.array(right, np.float64),
        letter=np.array(owners, np.intp),
    )


def measures(counts: Counts, weights: Floats) -> dict[str, Floats]:
    """Every measure of ``foi evaluate``, once for each row of ``weights``: (draws, letters) to (draws,).

    A weight says how often a letter is in the draw. A measure is NaN in a draw that tells nothing of it.
    """
    found, spurious, missed = np.moveaxis(np.tensordot(weights, counts.rates, 1), -1, 0)
    f1 = _share(2 * found, 2 * found + spurious + missed)
    of_statuses = slice(len(_RATES), None)
    labelled = found[:, of_statuses] + missed[:, of_statuses] > 0
    right, matched = found[:, of_statuses].sum(axis=1), found[:, 1]
    named = dict(zip((*_RATES, *STATUS_F1.values()), f1.T, strict=True))
    parts = np.array_split(weights, -(-len(weights) // _AT_ONCE))
    sure = [_of_confidence(counts, part[:, counts.letter]) for part in parts]
    return {
        **named,
        "status_macro_f1": _share(np.where(labelled, f1[:, of_statuses], 0.0).sum(axis=1), labelled.sum(axis=1)),
        "status_accuracy_on_matched": _share(right, matched),
        "status_set_accuracy_on_matched": _share(weights @ counts.same_sets, matched),
        "letters_perfect": _share(weights @ counts.perfect, weights.sum(axis=1)),
        **{name: np.concatenate([part[name] for part in sure]) for name in sure[0]},
    }


def intervals(counts: Counts, draws: int = DRAWS, seed: int = 0, level: float = LEVEL) -> dict[str, Interval]:
    """Each measure, and between which values it lies with probability ``level``.

    A measure that the letters tell nothing of is left out.
    """
    letters = len(counts.perfect)
    drawn = measures(counts, _weights(letters, draws, seed))
    return {name: Interval(value, *_bounds(drawn[name], level)) for name, value in _of_all(counts).items()}


def paired(
    before: Counts, after: Counts, draws: int = DRAWS, seed: int = 0, level: float = LEVEL
) -> dict[str, Difference]:
    """How each measure changed on the same letters, with the interval that holds the change with probability ``level``.

    A measure that either side tells nothing of is left out.
    """
    weights = _weights(len(before.perfect), draws, seed)
    old, new = measures(before, weights), measures(after, weights)
    was, is_now = _of_all(before), _of_all(after)
    return {
        name: Difference(was[name], is_now[name], *_bounds(new[name] - old[name], level))
        for name in was
        if name in is_now
    }


def _of_all(counts: Counts) -> dict[str, float]:
    """The measures over all letters, each once, as far as they tell of them."""
    whole = measures(counts, np.ones((1, len(counts.perfect))))
    return {name: float(values[0]) for name, values in whole.items() if not np.isnan(values[0])}


def _weights(letters: int, draws: int, seed: int) -> Floats:
    """How often each letter is in each draw: shape (draws, letters)."""
    shares = np.full(letters, 1 / letters)
    return np.random.default_rng(seed).multinomial(letters, shares, size=draws).astype(np.float64)


def _of_confidence(counts: Counts, weights: Floats) -> dict[str, Floats]:
    """Measures of confidence; ``weights`` has shape (draws, answers), the surest answer first."""
    total = weights.sum(axis=1)
    gaps = np.zeros((len(counts.confidences), BINS))
    bins = np.minimum(BINS - 1, (counts.confidences * BINS).astype(int))
    gaps[np.arange(len(bins)), bins] = counts.confidences - counts.right
    kept = np.floor(total * CONFIDENT_SHARE)
    before = np.cumsum(weights, axis=1) - weights
    among = np.clip(kept[:, None] - before, 0, weights)
    return {
        "error_in_most_confident_80pct": _share(among @ (1 - counts.right), kept),
        "ece": _share(np.abs(weights @ gaps).sum(axis=1), total),
        "brier": _share(weights @ (counts.confidences - counts.right) ** 2, total),
    }


def _share(part: Floats, whole: Floats) -> Floats:
    shares: Floats = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return shares


def _bounds(values: Floats, level: float) -> tuple[float, float]:
    low, high = np.nanquantile(values, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
