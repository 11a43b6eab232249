"""From which confidence on an answer's status need not be looked at by a person."""

from __future__ import annotations

from collections.abc import Sequence

MOST_WRONG = 0.02
"""Share of answers above the threshold whose status may be wrong."""


def review_threshold(confidences: Sequence[tuple[float, bool]]) -> float:
    """The least confidence from which on at most ``MOST_WRONG`` of the statuses are wrong.

    ``confidences`` are those of answers that were found, each with whether its status was right.
    1 where there is none; rounded up to three digits.
    """
    threshold, wrong = 1.0, 0
    for seen, (confidence, right) in enumerate(sorted(confidences, reverse=True), start=1):
        wrong += not right
        if wrong <= MOST_WRONG * seen:
            threshold = confidence
    return min(1.0, round(threshold + 0.0005, 3))
