"""What is known about a letter before it is read."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.recurrence import Recurrence
from nlp.types import Request


@dataclass(frozen=True, slots=True)
class Background:
    """What recurs in the pile that a letter comes from, and the request that it answers; ``None`` where unknown."""

    recurring: Recurrence | None = None
    request: Request | None = None


ALONE = Background()
"""Nothing is known."""
