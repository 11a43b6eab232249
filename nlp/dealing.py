"""Which questions unnumbered answers answer, where all were asked first and there are more questions than answers.

Answers come in the order of the questions, each to one of them or to several that stand together. Of all such ways the
one is taken in which the answers have most words of their questions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate
from math import log

from nlp.words import words_of

Stems = frozenset[str]
"""The beginnings of the words of a text that tell something."""

_STEM = 6
"""The characters by which a word is told: "inspection" and "inspected" are one."""
_SHORTEST = 4
"""Characters of a word that tells something."""
_DAMP = 0.5
"""What is added to the weight of a question's words, so that a question of one word is no sure find."""


def stems_of(text: str) -> Stems:
    """The words by which a question and its answer are known for one another."""
    return frozenset(word[:_STEM] for word in words_of(text) if len(word) >= _SHORTEST and word[0].isalpha())


def dealt(asked: Sequence[Stems], told: Sequence[Stems]) -> list[range]:
    """The places of the questions that each answer answers: every answer has one or more, every question one.

    There are at least as many questions as answers, and one answer or more.
    """
    spread = Counter(word for words in (*asked, *told) for word in words)
    weights = {word: log((len(asked) + len(told)) / count) for word, count in spread.items()}
    wholes = [_weight(words, weights) + _DAMP for words in asked]
    sums = [
        list(
            accumulate(
                (_weight(own & other, weights) / whole for own, whole in zip(asked, wholes, strict=True)), initial=0.0
            )
        )
        for other in told
    ]
    return _best_cuts(sums)


def _weight(words: AbstractSet[str], weights: dict[str, float]) -> float:
    # summed in order, so that it is the same number each time
    return sum(weights[word] for word in sorted(words))


def _best_cuts(sums: Sequence[Sequence[float]]) -> list[range]:
    """The runs of places that come to most, one a row, in order; ``sums`` has what the first ones come to."""
    rows, places = len(sums), len(sums[0]) - 1
    best = [0.0] + [float("-inf")] * places
    cuts: list[list[int]] = []
    for row, own in enumerate(sums):
        reached, came = [float("-inf")] * (places + 1), [0] * (places + 1)
        most, at = float("-inf"), 0
        for end in range(row + 1, places - (rows - row - 1) + 1):
            before = best[end - 1] - own[end - 1]
            if before > most:
                most, at = before, end - 1
            reached[end], came[end] = most + own[end], at
        best = reached
        cuts.append(came)
    runs: list[range] = []
    end = places
    for came in reversed(cuts):
        runs.append(range(came[end], end))
        end = came[end]
    return runs[::-1]
