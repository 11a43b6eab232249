"""TF-IDF over several kinds of terms at once, each kind weighed as a text of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

TermBlocks = Mapping[str, Sequence[str]]
"""One text's terms by kind. A term holds no line break."""
_UNKNOWN = -1
"""The column of a term that is not worth knowing."""


@dataclass(frozen=True, slots=True, eq=False)
class TermIndex:
    """The terms worth knowing of each kind, with their inverse document frequencies.

    ``columns`` maps each kind to its terms' columns; ``weights`` has one entry a column; ``kinds``
    tells each column's kind by its place in ``columns``.
    """

    columns: Mapping[str, Mapping[str, int]]
    weights: npt.NDArray[np.float32]
    kinds: npt.NDArray[np.int32]

    @classmethod
    def fit(cls, texts: Sequence[TermBlocks], kinds: Sequence[str], fewest: int) -> Self:
        """Learn the terms of these ``kinds`` that occur in at least ``fewest`` of the texts."""
        columns: dict[str, dict[str, int]] = {}
        weights: list[float] = []
        kind_of: list[int] = []
        for number, kind in enumerate(kinds):
            counts = Counter(chain.from_iterable(set(text[kind]) for text in texts))
            kept = sorted(term for term, count in counts.items() if count >= fewest)
            columns[kind] = {term: len(weights) + place for place, term in enumerate(kept)}
            weights += [1 + float(np.log((1 + len(texts)) / (1 + counts[term]))) for term in kept]
            kind_of += [number] * len(kept)
        return cls(columns, np.array(weights, dtype=np.float32), np.array(kind_of, dtype=np.int32))

    def transform(self, texts: Sequence[TermBlocks]) -> sp.csr_array:
        """TF-IDF rows (texts x columns, float32); each kind within a text has length 1 or 0."""
        found: list[npt.NDArray[np.int32]] = []
        owners: list[npt.NDArray[np.int32]] = []
        for kind, columns in self.columns.items():
            terms = chain.from_iterable(text[kind] for text in texts)
            found.append(np.fromiter(map(columns.get, terms, repeat(_UNKNOWN)), dtype=np.int32))
            owners.append(np.repeat(np.arange(len(texts), dtype=np.int32), [len(text[kind]) for text in texts]))
        every = np.concatenate(found)
        known = every != _UNKNOWN
        shape = (len(texts), len(self.weights))
        # one entry for each term of a text, which counts how often it comes
        counts = sp.coo_array(
            (np.ones(known.sum()), (np.concatenate(owners)[known], every[known])), shape=shape
        ).tocsr()
        places = counts.indices
        values = (1 + np.log(counts.data)) * self.weights[places]
        rows = np.repeat(np.arange(len(texts)), np.diff(counts.indptr))
        part = rows * len(self.columns) + self.kinds[places]
        lengths = np.sqrt(np.bincount(part, weights=values**2, minlength=len(texts) * len(self.columns)))
        return sp.csr_array(((values / lengths[part]).astype(np.float32), places, counts.indptr), shape=shape)

    def names(self) -> list[tuple[str, str]]:
        """Kind and term of each column."""
        return [(kind, term) for kind, terms in self.columns.items() for term in terms]

    def state(self) -> dict[str, Any]:
        """Plain strings and arrays that ``from_state`` reads back."""
        return {
            "terms": {kind: "\n".join(terms) for kind, terms in self.columns.items()},
            "weights": self.weights,
        }

    @classmethod
    def from_state(cls, state: dict[str, Any], kinds: Sequence[str]) -> Self:
        """The index of terms of these ``kinds`` that ``state`` came from; ``ValueError`` if it is none."""
        columns: dict[str, dict[str, int]] = {}
        kind_of: list[int] = []
        for number, (kind, joined) in enumerate(state["terms"].items()):
            terms = joined.split("\n") if joined else []
            columns[kind] = {term: len(kind_of) + place for place, term in enumerate(terms)}
            kind_of += [number] * len(terms)
        weights = state["weights"]
        if columns.keys() != set(kinds) or weights.shape != (len(kind_of),) or not np.isfinite(weights).all():
            raise ValueError("the terms are of other kinds, or have other weights than one number each")
        return cls(columns, weights, np.array(kind_of, dtype=np.int32))
