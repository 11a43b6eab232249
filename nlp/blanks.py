"""Questions that a letter prints and leaves without an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nlp.blocks import Block, labels_reply
from nlp.identifiers import stems
from nlp.injected import LineRoles
from nlp.logical_line import LogicalLine
from nlp.printed import Printed
from nlp.types import Role

_USUAL = 0.5
"""The share of questions that an answer follows at once, from which a missing one is a blank."""
_EACH = 6
"""Questions that a letter answers one by one, from which it is thought to leave out a single one
rather than to answer it with the next."""
_SURE = 0.8
"""How sure roles must be, lest an answer that was taken for a question makes two blanks."""


def with_blanks(blocks: Sequence[Block], printed: Printed, found: LineRoles) -> list[Block]:
    """The questions and answers, in order, with an empty answer for each question left blank.

    Only a letter that mostly answers right after asking leaves blanks, each between questions that
    it answers so. A stem over sub-questions has no answer of its own.
    """
    lines = printed.lines
    asked = [place for place, block in enumerate(blocks) if block.question]
    told = [place + 1 < len(blocks) and not blocks[place + 1].question for place in asked]
    labelled = [
        not answered and _labelled(blocks[place], blocks[place + 1 : place + 2], printed)
        for place, answered in zip(asked, told, strict=True)
    ]
    if not asked or not any(told) or sum(told) + sum(labelled) < _USUAL * len(asked):
        return list(blocks)
    if sum(told) == len(asked) - 1 >= _EACH:
        blocks = _each_its_own(blocks)
    answered = {one for block in blocks if not block.question for one in block.ids}
    over = stems(blocks[place].ids[0] for place in asked)
    blanks: dict[int, Block] = {}
    for number, place in enumerate(asked):
        block = blocks[place]
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        if told[number] or block.ids[0] in answered or block.ids[0] in over:
            continue
        near = [one for one in (number - 1, number + 1) if 0 <= one < len(asked)]
        if labelled[number] or all(told[one] or labelled[one] for one in near):
            at = _place(block, after, lines, found.roles)
            if at > block.end or _is_sure(block, after, found):
                blanks[place] = Block(False, block.last, block.last, at, at, block.ids)
    return [
        one for place, block in enumerate(blocks) for one in ((block, blanks[place]) if place in blanks else (block,))
    ]


def _labelled(question: Block, after: Sequence[Block], printed: Printed) -> bool:
    """Whether nothing but the label of an answer stands between a question and what comes ``after`` it, if anything."""
    last = after[0].first if after else min(len(printed.lines), question.last + 2)
    between = range(question.last + 1, last)
    return len(between) == 1 and printed.lines[between[0]].row_end and labels_reply(printed, between[0])


def _each_its_own(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, none of whose answers is to the two questions right before it."""
    found = list(blocks)
    for place in range(2, len(blocks)):
        before, last, answer = blocks[place - 2 : place + 1]
        both = (before.ids[0], last.ids[0])
        if before.question and last.question and not answer.question and answer.ids == both:
            found[place] = replace(answer, ids=last.ids)
    return found


def _is_sure(question: Block, after: Block | None, found: LineRoles) -> bool:
    lines = [*range(question.first, question.last + 1), *([after.first] if after else [])]
    return all(float(found.probabilities[line]) >= _SURE for line in lines)


def _place(question: Block, after: Block | None, lines: Sequence[LogicalLine], roles: Sequence[Role]) -> int:
    """Where the answer would have stood: after its label, or else right after the question."""
    place = question.end
    last = after.first if after is not None else len(lines)
    for index in range(question.last + 1, last):
        if roles[index] is not Role.LABEL:
            break
        place = lines[index].end
    return place
