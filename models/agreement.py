"""How much answers speak of what they are said to answer: the words that they share with their questions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nlp.blocks import Block
from nlp.printed import Printed

AGREEMENT = 5
"""How many numbers tell it."""
_DAMP = 2
"""Words added to a text's, so that a text of one word is no sure find."""
_NEAR = 2
"""How many questions before and after its own an answer is held against."""
_MOST_OWN = 8
"""How many of the questions that an answer is for are looked at."""


def agreement(printed: Printed, asked: Sequence[Block], told: Sequence[Block]) -> list[float]:
    """Of a reading's answers: how many words of their questions they have, and how many more than of those beside them.

    Then how often none beside them has more, and how much of an answer is but its question again: on the whole, and
    at most. Noughts where nothing is told.
    """
    words = [printed.telling(block.start, block.end) for block in asked]
    places = {block.ids[0]: place for place, block in reversed(list(enumerate(asked)))}
    found = []
    for block in told:
        said = printed.telling(block.start, block.end)
        own = [places[one] for one in block.ids[:_MOST_OWN] if one in places]
        near = {place for one in own for place in range(max(0, one - _NEAR), min(len(asked), one + _NEAR + 1))}
        beside = [place for place in near if asked[place].ids[0] not in block.ids]
        shares = {place: len(said & words[place]) / (len(words[place]) + _DAMP) for place in (*own, *beside)}
        most = max((shares[place] for place in own), default=0.0)
        others = max((shares[place] for place in beside), default=0.0)
        again = max((len(said & words[place]) / (len(said) + _DAMP) for place in own), default=0.0)
        found.append((most, most - others, float(most >= others), again))
    values = np.array(found).reshape(-1, AGREEMENT - 1)
    if not len(values):
        return [0.0] * AGREEMENT
    return [*values.mean(axis=0).tolist(), float(values[:, -1].max())]
