"""Answers that point to another one ("see question 3"): they do what their target does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from nlp.answers import Reply
from nlp.types import Answer, Status

MOST_WORDS = 12
"""Words up to which an answer that points to another one says little else."""
_MOST_CELLS = 50
"""Cells of a row that a pointer's target is looked for in."""
_TRUST = 0.95
"""How much of its target's probabilities an answer that only points takes over."""


def follow_pointers(answers: Sequence[Answer], read: Sequence[Reply]) -> tuple[Answer, ...]:
    """The answers, those that only point to another one with its statuses and probabilities.

    Of a table's cells that one is meant that stands in the same column.
    """
    found = list(answers)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, answer in enumerate(answers):
        for one in answer.questions:
            places[one].append(place)
    for place, (answer, reply) in enumerate(zip(answers, read, strict=True)):
        target = only_points_to(answer, reply.words)
        if target is None:
            continue
        named = places.get(target, ())[:_MOST_CELLS]
        beside = [other for other in named if answers[other].column == answer.column]
        for other in (beside or named)[:1]:
            found[place] = _like(answer, found[other])
    return tuple(found)


def only_points_to(answer: Answer, words: str) -> str | None:
    """The question to whose answer this one points, if its ``words`` say little else."""
    return answer.refers_to if len(words.split()) <= MOST_WORDS else None


def _like(answer: Answer, target: Answer) -> Answer:
    if target.confidence is None or target.probabilities is None:
        return replace(answer, statuses=target.statuses)
    rest = (1 - _TRUST) / len(Status)
    return replace(
        answer,
        statuses=target.statuses,
        confidence=_TRUST * target.confidence + rest,
        probabilities={status: _TRUST * share + rest for status, share in target.probabilities.items()},
    )
