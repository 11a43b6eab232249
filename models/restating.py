"""How far a letter's words restate the questions of a request: TF-IDF over pieces of words.

Pieces of words forgive what a scan misspells and what a reply rewords. What several questions have in common ("please
give this by month") tells them apart the less, which is what their inverse document frequency is for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import HashingVectorizer

from nlp.types import Request
from nlp.words import words_of

Shares = NDArray[np.float32]

_PIECES = HashingVectorizer(
    analyzer="char_wb", ngram_range=(4, 5), n_features=2**18, norm=None, binary=True, alternate_sign=False
)
_FIRST = 3
"""How many words show that a question begins."""


@dataclass(frozen=True, slots=True, eq=False)
class Restating:
    """A request as it is looked for in letters: pieces of its questions (questions x pieces), and their weights."""

    pieces: sp.csr_array
    weights: NDArray[np.float64]
    beginnings: frozenset[tuple[str, ...]]

    @classmethod
    @lru_cache(maxsize=8)
    def of(cls, request: Request) -> Self:
        """A request is looked at once and then remembered."""
        words = [words_of(question.words) for question in request.questions]
        pieces = sp.csr_array(_PIECES.transform(map(_lettered, words)))
        common = np.asarray(pieces.sum(axis=0)).ravel()
        # what all questions share weighs next to nothing, what none has as much as what one has
        weights = np.log((1 + len(words)) / np.maximum(common, 1))
        return cls(pieces, weights, frozenset(tuple(one[:_FIRST]) for one in words if len(one) >= _FIRST))

    def shares(self, texts: Sequence[Sequence[str]]) -> tuple[Shares, Shares]:
        """How much of each text, given by its words, is in each question, and of each question in the text.

        Both are texts x questions, from 0 to 1.
        """
        if not texts:
            nothing = np.zeros((0, self.pieces.shape[0]), dtype=np.float32)
            return nothing, nothing
        own = sp.csr_array(_PIECES.transform(map(_lettered, texts)))
        common = ((own * self.weights) @ self.pieces.T).toarray()
        said, asked = own @ self.weights, self.pieces @ self.weights
        return (
            (common / np.maximum(said, 1e-9)[:, None]).astype(np.float32),
            (common / np.maximum(asked, 1e-9)).astype(np.float32),
        )

    def asked(self, lines: Sequence[Sequence[str]]) -> Shares:
        """How much of each line, given by its words, the question holds that holds most of it."""
        inside, _ = self.shares(lines)
        return np.asarray(inside.max(axis=1))

    def begins(self, words: Sequence[str]) -> bool:
        """Whether a line of these words begins as a question of the request does."""
        return tuple(words[:_FIRST]) in self.beginnings


def _lettered(words: Sequence[str]) -> str:
    """The words without masked numbers, which say nothing: any figure is in any question that names a year."""
    return " ".join(word for word in words if word[0] != "0")
