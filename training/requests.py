"""Requests that labelled letters might have answered, so that models learn what it means that a line is in one.

A reply seldom repeats every word of the request. For a letter of a campaign another body's restatement of the questions
stands for the request; for others their own questions do, some of them reworded.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

from nlp.background import Background
from nlp.recurrence import Recurrence
from nlp.request import printed_questions
from nlp.types import LabelledLetter, Request, RequestQuestion
from nlp.view import look_through
from training.targets import LabelledLines

_KNOWN = 0.35
"""How many of the letters come with their request."""
_REWORDED, _CUT = 0.25, 0.1
"""How many of a letter's own questions were asked in other words, and how many at more length than it repeats."""
_KEPT_WORDS = 0.85


def requests(letters: Sequence[LabelledLines], seed: int) -> list[Request | None]:
    """The request that each letter answers, drawn with ``seed``; ``None`` for those that come without one."""
    chance = random.Random(seed)  # noqa: S311
    asked = [printed_questions(letter.view, letter.letter.questions) for letter in letters]
    beside: dict[str, list[int]] = {}
    for place, letter in enumerate(letters):
        campaign = letter.letter.header.get("campaign")
        if campaign and asked[place]:
            beside.setdefault(campaign, []).append(place)
    found: list[Request | None] = []
    for place, letter in enumerate(letters):
        others = [one for one in beside.get(letter.letter.header.get("campaign", ""), ()) if one != place]
        longest = sorted(others, key=lambda one: -len(asked[one]))[: 1 + len(others) // 2]
        questions = asked[chance.choice(longest)] if longest else _reworded(asked[place], chance)
        known = chance.random() < _KNOWN and bool(questions)
        found.append(Request(questions) if known else None)
    return found


def request_of(letters: Sequence[LabelledLetter]) -> Request:
    """The questions of a campaign, from the letter that prints them at most length of those numbered as most are."""
    usual = Counter(tuple(one.id for one in letter.questions) for letter in letters if letter.questions)
    like_most = [
        letter for letter in letters if tuple(one.id for one in letter.questions) == usual.most_common(1)[0][0]
    ]
    letter = max(like_most, key=lambda one: sum(question.end - question.start for question in one.questions))
    return Request(printed_questions(look_through(letter.text), letter.questions))


def backgrounds(recurring: Sequence[Recurrence | None], asked: Sequence[Request | None]) -> list[Background]:
    """What is known of each letter before it is read."""
    return [Background(pile, request) for pile, request in zip(recurring, asked, strict=True)]


def _reworded(questions: Sequence[RequestQuestion], chance: random.Random) -> tuple[RequestQuestion, ...]:
    found = []
    for question in questions:
        words = question.words.split()
        if chance.random() < _REWORDED:
            words = [word for word in words if chance.random() < _KEPT_WORDS]
        if chance.random() < _CUT:
            words = words[: max(4, len(words) // 2)]
        found.append(RequestQuestion(question.id, " ".join(words)))
    return tuple(found)
