"""How long work takes, whatever else the tests have left in memory."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

_SLOWER = 2.8


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor time of the work by itself: looking for garbage among what other tests hold is no part of it."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def grows_linearly(seconds: Callable[[int], float], size: int, at_once: float = 0.0) -> bool:
    """Whether ``size`` takes no more than twice the seconds of half of it, and some for the clock, or next to none.

    Seconds below ``at_once`` tell nothing. Another process may have had the core the first time.
    """

    def linear() -> bool:
        long = seconds(size)
        return long < at_once or long < _SLOWER * seconds(size // 2)

    return any(linear() for _ in range(3))
