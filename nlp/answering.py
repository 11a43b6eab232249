"""Which question of the request each question and answer of a letter is about, and what the answer does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from nlp.alignment import restated_ids
from nlp.blocks import Block
from nlp.identifiers import number_at_head, stems
from nlp.injected import Likeness, Verdict
from nlp.types import Answer, Request, Status

_MOST_MISSING = 0.5
"""The share of the questions beyond which a letter without answers to them was not understood and leaves none out."""
_MISSED = 0.8
"""How often a question that no answer was found for is answered after all (``benchmarks/known_request.py``)."""


def by_request(blocks: Sequence[Block], request: Request, likeness: Likeness) -> list[Block]:
    """The questions and answers with the ids that the request gives them, and which questions were left out.

    ``likeness`` is that of the blocks that are questions, in order, to the questions of the request. A question
    that restates none of the request keeps its id, unless it would be taken for one of the request that it is not;
    an answer to the letter as a whole stays one.
    """
    asked = [block for block in blocks if block.question]
    known = [question.id for question in request.questions]
    named = _with_own(asked, known, restated_ids(asked, request, likeness))
    new = {block.ids[0]: ids for block, ids in zip(reversed(asked), reversed(named), strict=True)}
    renamed = iter(named)
    found = []
    for block in blocks:
        if block.question:
            ids = next(renamed)
            # where a letter counts from 1 again, an answer's number is that of the last question before it
            new[block.ids[0]] = ids
            found.append(replace(block, ids=ids))
        else:
            ids = tuple(dict.fromkeys(one for own in block.ids for one in new.get(own, (own,))))
            pointer = new.get(block.pointer, (block.pointer,))[0] if block.pointer else None
            found.append(replace(block, ids=ids, pointer=pointer))
    return [*found, *_left_out(found, request)]


def _with_own(asked: Sequence[Block], known: Sequence[str], named: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The ids with those of the questions that restate none: their own, or where that may mislead, numbers beyond."""
    renumbered = any(ids and block.ids[0] not in ids for block, ids in zip(asked, named, strict=True))
    taken = {one for ids in named for one in ids}
    heads = [number_at_head(one) or 0 for one in (*known, *(block.ids[0] for block in asked))]
    beyond = count(1 + max(heads, default=0))
    found = []
    for block, ids in zip(asked, named, strict=True):
        misleads = block.ids[0] in known and (renumbered or block.ids[0] in taken)
        found.append(ids or ((str(next(beyond)),) if misleads else block.ids))
    return found


def _left_out(blocks: Sequence[Block], request: Request) -> list[Block]:
    """An empty answer at the letter's last answer for each question of the request that no answer is for.

    A letter that prints neither questions nor numbers does not say which it answers, and leaves none out.
    """
    if not any(block.question or block.kind for block in blocks):
        return []
    told = [block for block in blocks if not block.question]
    answered = {one for block in told for one in block.ids}
    if not told or "*" in answered:
        return []
    over = stems(answered)
    last = told[-1]
    missing = [
        question.id
        for question in request.leaves
        if not (question.id in answered or question.id in over or answered & stems([question.id]))
    ]
    if len(missing) > _MOST_MISSING * len(request.leaves):
        return []
    return [Block(False, last.last, last.last, last.end, last.end, (one,), left_out=True) for one in missing]


def judged(answer: Answer, verdict: Verdict) -> Answer:
    """The answer with what it does, by a model's verdict; how likely a question was left out, no model tells."""
    probabilities = verdict.probabilities
    if answer.left_out:
        probabilities = dict.fromkeys(Status, _MISSED / (len(Status) - 1)) | {Status.UNANSWERED: 1 - _MISSED}
    return replace(
        answer,
        statuses=verdict.statuses,
        confidence=probabilities[verdict.statuses[0]],
        probabilities=probabilities,
    )
