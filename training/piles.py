"""Piles that labelled letters might have come in, so that models learn what it means that words recur.

Few labelled letters answer one questionnaire, while most piles do. So letters are put together at random, those of
one campaign side by side, and for many of them it is made up what other bodies' replies would have held: the
questions of the letter, most of them word for word, or the standing paragraphs of its body.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

from nlp.recurrence import FEWEST_LETTERS, Recurrence, Runs, letter_runs, runs_of
from nlp.types import Role
from nlp.words import words_of
from training.targets import LabelledLines

_SIZES = (5, 10, 20, 40, 80, 120)
_CAMPAIGN, _HOUSE = 0.6, 0.4
"""How often other letters of the pile restate a letter's questions, and how often they share its boilerplate."""
_RESTATED, _SHARED = 0.97, 0.85
"""How many lines of those they do restate, or share."""
_REWORDED = 0.12
"""How many of these lines they put partly in other words."""
_ASKING = (Role.BEGIN_QUESTION, Role.QUESTION, Role.QUOTED)
_STANDING = (Role.OPENING, Role.CLOSING)


def piles(letters: Sequence[LabelledLines], alone: float, seed: int) -> list[Recurrence | None]:
    """What recurs around each of these letters, drawn with ``seed``; the share ``alone`` of them comes by itself."""
    chance = random.Random(seed)  # noqa: S311
    runs = [letter_runs(one.view) for one in letters]
    found: list[Recurrence | None] = [None] * len(letters)
    order, at = _side_by_side(letters, chance), 0
    while at < len(order):
        pile = order[at : at + chance.choice(_SIZES)]
        at += len(pile)
        among = Recurrence.among([runs[place] for place in pile])
        for place in pile:
            if len(pile) >= FEWEST_LETTERS and chance.random() >= alone:
                found[place] = among.joined(_made_up(letters[place], chance))
    return found


def _side_by_side(letters: Sequence[LabelledLines], chance: random.Random) -> list[int]:
    """The places of the letters, shuffled, the letters of a campaign next to each other."""
    groups: dict[str, list[int]] = {}
    for place, one in enumerate(letters):
        groups.setdefault(dict(one.letter.header).get("campaign", str(place)), []).append(place)
    shuffled = list(groups.values())
    chance.shuffle(shuffled)
    return [place for group in shuffled for place in group]


def _made_up(parts: LabelledLines, chance: random.Random) -> Runs:
    """Runs of the letter's lines that other letters of its pile hold as well."""
    campaign, house = chance.random() < _CAMPAIGN, chance.random() < _HOUSE
    found = []
    for line, role in zip(parts.lines, parts.roles, strict=True):
        share = _RESTATED if campaign and role in _ASKING else _SHARED if house and role in _STANDING else 0.0
        if chance.random() >= share:
            continue
        words = words_of(parts.view[line.start : line.end])
        if len(words) > 8 and chance.random() < _REWORDED:
            cut = chance.randrange(len(words))
            words = words[:cut] if chance.random() < 0.5 else words[cut:]
        found.append(runs_of(words))
    return np.concatenate(found) if found else np.empty(0, dtype=np.uint64)
