"""What a logical line looks like: a logistic regression on TF-IDF of its words, its edges and its shape."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from models.line_features import LineTexts
from models.settings import RoleSettings
from models.weights import loaded, rounded, stored

Floats = NDArray[np.float64]

_PASSES = 20
"""How many passes over the lines the solver makes; more change nothing that the data can tell."""
_OWN = re.compile(
    r"(?:below|topic=|end=|start=|qmark|asks|caps|numeric|marker=|marked|bullet|label|cell=|emptycell|quoted"
    r"|rows=|joint=|recurs=|asked|names|address)"
)
"""The flags that tell what a line looks like and not where in the letter it stands."""
_TOKEN = r"\S+"


def softmax(scores: Floats) -> Floats:
    """Probabilities (rows x classes) from log odds."""
    exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=1, keepdims=True))


@lru_cache(maxsize=4_096)
def _is_own(flag: str) -> bool:
    return _OWN.match(flag) is not None


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """Vectorisers of a line's parts, and the regression's weights (terms x classes) and constants.

    How much a part counts is in the weights.
    """

    vectorizers: dict[str, CountVectorizer]
    weights: NDArray[np.float32]
    constants: NDArray[np.float32]

    @staticmethod
    def _texts(seen: LineTexts) -> dict[str, Sequence[str]]:
        shapes = [" ".join(filter(_is_own, flags)) for flags in seen.flags]
        return {"words": seen.words, "edges": seen.edges, "shape": shapes}

    @classmethod
    def fit(cls, seen: LineTexts, classes: NDArray[np.intp], size: int, settings: RoleSettings, seed: int) -> Self:
        """Learns the class, below ``size``, of every line."""
        counts = {"words": settings.words, "edges": settings.edges, "shape": settings.shape}
        vectorizers = {
            "words": TfidfVectorizer(
                ngram_range=(1, 2), min_df=settings.fewest, sublinear_tf=True, token_pattern=_TOKEN, dtype=np.float32
            ),
            "edges": CountVectorizer(binary=True, min_df=settings.fewest, token_pattern=_TOKEN, dtype=np.float32),
            "shape": CountVectorizer(binary=True, min_df=2, token_pattern=_TOKEN, dtype=np.float32),
        }
        texts = cls._texts(seen)
        rows = sp.hstack(
            [sp.csr_array(one.fit_transform(texts[name])) * counts[name] for name, one in vectorizers.items()],
            format="csr",
        )
        rows.indices, rows.indptr = rows.indices.astype(np.int32), rows.indptr.astype(np.int32)
        solver = LogisticRegression(solver="sag", max_iter=_PASSES, tol=1e-2, random_state=seed)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            solver.fit(rows, classes)
        weights = np.zeros((rows.shape[1], size), dtype=np.float32)
        constants = np.full(size, -20.0, dtype=np.float32)
        coefficients, intercepts = solver.coef_, solver.intercept_
        if len(solver.classes_) == 2:
            coefficients, intercepts = np.vstack([-coefficients, coefficients]), np.r_[-intercepts, intercepts]
        scales = np.repeat(list(counts.values()), [len(vectorizers[name].vocabulary_) for name in counts])
        weights[:, solver.classes_] = coefficients.T * scales[:, None]
        constants[solver.classes_] = intercepts
        return cls(vectorizers, rounded(weights), constants)

    def probabilities(self, seen: LineTexts) -> Floats:
        """How likely each class is for each line, by its own looks (lines x classes)."""
        texts, at = self._texts(seen), 0
        scores = np.tile(self.constants.astype(float), (len(seen.words), 1))
        for name, one in self.vectorizers.items():
            width = len(one.vocabulary_)
            scores += one.transform(texts[name]) @ self.weights[at : at + width]
            at += width
        return softmax(scores)

    def state(self) -> dict[str, Any]:
        """Estimators and arrays only, as the bundle stores them."""
        return {"vectorizers": self.vectorizers, "weights": stored(self.weights), "constants": self.constants}

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Self:
        """The regression that ``state`` came from."""
        return cls(state["vectorizers"], loaded(state["weights"]), state["constants"])
