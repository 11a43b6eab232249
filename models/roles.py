"""What role each logical line plays: two logistic regressions over TF-IDF, the second one looking at the first.

The first regression sees a line's words and layout and those of its neighbours. The second also sees what the
first thought of the lines around (stacked sequential learning, Cohen and Carvalho 2005), so that a letter's
pattern - every question followed by its answer, or all answers after all questions - is felt at each line.
Transitions counted from labelled letters then decode the likeliest sequence.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import scipy.sparse as sp
from joblib import Parallel, delayed
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from models.decoding import Floats, Grammar
from models.line_features import LineTexts, line_texts
from nlp.lines import Joint, LogicalLine
from nlp.types import Role

ROLES = tuple(Role)
"""The classes of the regressions, in the order of their columns."""
_AT = {role: place for place, role in enumerate(ROLES)}

_JOINT_AT = {joint: place for place, joint in enumerate(Joint)}

_PRIOR = 5.0
"""How many lines' worth the transitions over all joints add to those of one kind of joint."""

Roles = NDArray[np.intp]

_BLOCKS: tuple[tuple[str, int, float], ...] = (
    ("words", 0, 2.0),
    ("edges", 0, 0.5),
    ("flags", 0, 0.5),
    ("near", -1, 1.0),
    ("near", 1, 1.0),
    ("flags", -1, 0.5),
    ("flags", 1, 0.5),
    ("flags", -2, 0.35),
    ("flags", 2, 0.35),
    ("edges", -1, 0.35),
    ("edges", 1, 0.35),
)
"""What the first regression sees: a view of the line at an offset from the one judged, and its weight."""

_WINDOW = 4
"""How many lines either side the second regression looks at."""

_STRENGTHS = (2.0, 0.5)
"""Inverse regularisation of the first and of the second regression."""

_BELIEF = 0.5
"""How much the transitions count against the regressions when a letter is decoded."""

_SECOND_LOOK = 0.5
"""How much the line itself counts, beside its context, in the second regression."""


@dataclass(frozen=True, slots=True)
class LetterRoles:
    """The roles of one letter's lines, in order, each with the probability that it is right."""

    roles: tuple[Role, ...]
    probabilities: Floats


@dataclass(frozen=True, slots=True)
class _Linear:
    weights: NDArray[np.float32]
    constants: NDArray[np.float32]


def _vectorizers() -> dict[str, CountVectorizer]:
    pattern = r"\S+"
    return {
        "words": TfidfVectorizer(
            ngram_range=(1, 2), min_df=3, sublinear_tf=True, token_pattern=pattern, dtype=np.float32
        ),
        "edges": CountVectorizer(binary=True, min_df=3, token_pattern=pattern, dtype=np.float32),
        "flags": CountVectorizer(binary=True, min_df=2, token_pattern=pattern, dtype=np.float32),
        "near": TfidfVectorizer(min_df=4, sublinear_tf=True, token_pattern=pattern, dtype=np.float32),
    }


def _texts(seen: LineTexts) -> dict[str, list[str]]:
    return {"words": seen.words, "edges": seen.edges, "flags": seen.flags, "near": seen.words}


def _owners(sizes: Sequence[int]) -> NDArray[np.intp]:
    """Which letter each line belongs to."""
    return np.repeat(np.arange(len(sizes)), sizes)


def _inside(owners: NDArray[np.intp], offset: int) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """For each line, the row at ``offset`` from it, and whether that row is in the same letter."""
    count = len(owners)
    at = np.arange(count) + offset
    clipped = np.clip(at, 0, max(0, count - 1))
    return clipped, (at == clipped) & (owners[clipped] == owners)


def _shifted(matrix: sp.csr_array, offset: int, owners: NDArray[np.intp]) -> sp.csr_array:
    if not offset:
        return matrix
    at, inside = _inside(owners, offset)
    count = len(owners)
    pick = sp.csr_array((inside.astype(np.float32), (np.arange(count), at)), shape=(count, count))
    return pick @ matrix


def _moved(scores: Floats, offset: int, owners: NDArray[np.intp]) -> Floats:
    if not offset:
        return scores
    at, inside = _inside(owners, offset)
    return np.where(inside[:, None], scores[at], 0.0)


def _design(matrices: dict[str, sp.csr_array], owners: NDArray[np.intp]) -> sp.csr_array:
    return sp.hstack(
        [_shifted(matrices[name], offset, owners) * weight for name, offset, weight in _BLOCKS], format="csr"
    )


def _softmax(scores: Floats) -> Floats:
    exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=1, keepdims=True))


def _regression(rows: sp.csr_array, classes: Roles, strength: float, seed: int) -> _Linear:
    fitted = LogisticRegression(C=strength, solver="sag", max_iter=30, tol=1e-2, random_state=seed)
    with warnings.catch_warnings():
        # A few passes are enough: what more of them change is far below what the data can tell.
        warnings.simplefilter("ignore", ConvergenceWarning)
        fitted.fit(rows, classes)
    weights = np.zeros((rows.shape[1], len(ROLES)), dtype=np.float32)
    constants = np.full(len(ROLES), -20.0, dtype=np.float32)
    weights[:, fitted.classes_] = fitted.coef_.T
    constants[fitted.classes_] = fitted.intercept_
    return _Linear(weights, constants)


def _context(first: Floats, owners: NDArray[np.intp]) -> Floats:
    """What the first regression thought of a line's surroundings, and of the letter before and after it."""
    count = len(first)
    logs = np.log(first + 1e-3) + 3.0
    seen = [logs]
    for offset in (*range(-_WINDOW, 0), *range(1, _WINDOW + 1)):
        at, inside = _inside(owners, offset)
        seen += [np.where(inside[:, None], logs[at], 0.0), (~inside)[:, None].astype(float)]
    sums = np.cumsum(first, axis=0)
    starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]]) if count else np.empty(0, dtype=np.intp)
    letter = np.repeat(np.arange(len(starts)), np.diff(np.r_[starts, count]))
    offsets = np.vstack([np.zeros((1, first.shape[1])), sums])[starts][letter]
    totals = np.add.reduceat(first, starts, axis=0)[letter] if count else first
    before = sums - first - offsets
    after = totals - before - first
    question, answer = _AT[Role.BEGIN_QUESTION], _AT[Role.BEGIN_ANSWER]
    seen += [
        np.log1p(np.maximum(before, 0.0)),
        np.log1p(np.maximum(after, 0.0)),
        np.minimum(before, 1.0),
        np.minimum(after, 1.0),
        np.clip(before[:, [question]] - before[:, [answer]], -3, 5),
        np.clip(after[:, [question]] - after[:, [answer]], -5, 5),
    ]
    return np.hstack(seen)


def _joints(lines: Sequence[LogicalLine]) -> NDArray[np.intp]:
    return np.array([_JOINT_AT[line.joint] for line in lines], dtype=np.intp)


def _grammar(sequences: Sequence[Roles], joints: Sequence[NDArray[np.intp]]) -> Grammar:
    """Transitions counted over labelled letters, apart for each kind of joint between two lines.

    What the roles rule out is given next to no chance.
    """
    size = len(ROLES)
    overall = np.full((size, size), 0.03)
    counts = np.zeros((len(_JOINT_AT), size, size))
    starts, ends = np.full(size, 0.1), np.full(size, 0.1)
    for sequence, kinds in zip(sequences, joints, strict=True):
        if len(sequence):
            starts[sequence[0]] += 1
            ends[sequence[-1]] += 1
            np.add.at(overall, (sequence[:-1], sequence[1:]), 1)
            np.add.at(counts, (kinds[1:], sequence[:-1], sequence[1:]), 1)
    steps = counts + _PRIOR * overall / overall.sum(axis=1, keepdims=True)
    answers = {_AT[Role.BEGIN_ANSWER], _AT[Role.ANSWER]}
    questions = {_AT[Role.BEGIN_QUESTION], _AT[Role.QUESTION]}
    for before in range(size):
        if before not in answers:
            steps[:, before, _AT[Role.ANSWER]] = 1e-5
        if before not in questions:
            steps[:, before, _AT[Role.QUESTION]] = 1e-5
        if before != _AT[Role.OPENING]:
            steps[:, before, _AT[Role.OPENING]] = 1e-4
        if before not in (_AT[Role.CLOSING], _AT[Role.QUOTED]):
            steps[:, _AT[Role.CLOSING], before] = 1e-4
    return Grammar(
        _BELIEF * np.log(steps / steps.sum(axis=2, keepdims=True)),
        _BELIEF * np.log(starts / starts.sum()),
        _BELIEF * np.log(ends / ends.sum()),
    )


def _held_out(
    seen: LineTexts, classes: Roles, learn: NDArray[np.intp], judge: NDArray[np.intp], seed: int
) -> tuple[NDArray[np.intp], Floats]:
    """The first regression's probabilities for letters that it was not fitted on."""
    starts = np.r_[0, np.cumsum(seen.sizes)]
    rows = {
        name: np.concatenate([np.arange(starts[letter], starts[letter + 1]) for letter in letters])
        for name, letters in (("learn", learn), ("judge", judge))
    }
    first = _First.fit(seen.only(learn), classes[rows["learn"]], seed)
    return rows["judge"], _softmax(first.scores(seen.only(judge)))


@dataclass(frozen=True, slots=True)
class _First:
    """The first regression with its vectorisers."""

    vectorizers: dict[str, CountVectorizer]
    linear: _Linear

    @classmethod
    def fit(cls, seen: LineTexts, classes: Roles, seed: int) -> Self:
        vectorizers = _vectorizers()
        texts = _texts(seen)
        matrices = {name: one.fit_transform(texts[name]) for name, one in vectorizers.items()}
        rows = _design(matrices, _owners(seen.sizes))
        return cls(vectorizers, _regression(rows, classes, _STRENGTHS[0], seed))

    def matrices(self, seen: LineTexts) -> dict[str, sp.csr_array]:
        texts = _texts(seen)
        return {name: one.transform(texts[name]) for name, one in self.vectorizers.items()}

    def scores(self, seen: LineTexts) -> Floats:
        return block_scores(self.matrices(seen), self.linear.weights, _owners(seen.sizes)) + self.linear.constants


def block_scores(
    matrices: dict[str, sp.csr_array], weights: NDArray[np.float32], owners: NDArray[np.intp]
) -> Floats:
    """The design matrix times the weights, block by block: shifting scores is cheaper than shifting terms."""
    total = np.zeros((len(owners), weights.shape[1]))
    at = 0
    for name, offset, weight in _BLOCKS:
        width = matrices[name].shape[1]
        total += _moved(matrices[name] @ weights[at : at + width], offset, owners) * weight
        at += width
    return total


@dataclass(frozen=True, slots=True)
class RoleModel:
    """Labels the logical lines of letters with their roles."""

    first: _First
    second: _Linear
    grammar: Grammar

    @classmethod
    def fit(
        cls,
        letters: Sequence[tuple[str, Sequence[LogicalLine]]],
        roles: Sequence[Sequence[Role]],
        groups: Sequence[str],
        seed: int,
        jobs: int = 1,
    ) -> Self:
        """Learns from letters (view and lines), the role of each line, and the authority of each letter.

        The second regression is fitted on what first regressions of other authorities' letters say.
        """
        seen = line_texts(letters)
        sequences = [np.array([_AT[role] for role in one], dtype=np.intp) for one in roles]
        classes = np.concatenate(sequences)
        folds = GroupKFold(min(4, len(set(groups)))).split(np.zeros(len(groups)), groups=groups)
        parts = Parallel(n_jobs=jobs)(
            delayed(_held_out)(seen, classes, learn, judge, seed) for learn, judge in folds
        )
        held_out = np.zeros((len(classes), len(ROLES)))
        for rows, probabilities in parts:
            held_out[rows] = probabilities
        first = _First.fit(seen, classes, seed)
        owners = _owners(seen.sizes)
        rows = sp.hstack(
            [
                sp.csr_array(_context(held_out, owners).astype(np.float32)),
                _design(first.matrices(seen), owners) * _SECOND_LOOK,
            ],
            format="csr",
        )
        return cls(first, _regression(rows, classes, _STRENGTHS[1], seed), _grammar(sequences, [_joints(lines) for _, lines in letters]))

    def predict(self, letters: Sequence[tuple[str, Sequence[LogicalLine]]]) -> list[LetterRoles]:
        """The roles of every letter's lines. A letter without lines has none."""
        seen = line_texts(letters)
        owners = _owners(seen.sizes)
        if not len(owners):
            return [LetterRoles((), np.empty(0)) for _ in letters]
        matrices = self.first.matrices(seen)
        first = _softmax(block_scores(matrices, self.first.linear.weights, owners) + self.first.linear.constants)
        context = _context(first, owners)
        width = context.shape[1]
        scores = context @ self.second.weights[:width] + self.second.constants
        scores += block_scores(matrices, self.second.weights[width:], owners) * _SECOND_LOOK
        probabilities = _softmax(scores)
        found, at = [], 0
        for size, (_, lines) in zip(seen.sizes, letters, strict=True):
            own = probabilities[at : at + size]
            path = self.grammar.best_path(np.log(own + 1e-6), _joints(lines))
            found.append(LetterRoles(tuple(ROLES[place] for place in path), own[np.arange(size), path]))
            at += size
        return found

    def state(self) -> dict[str, Any]:
        """Estimators and arrays only, as the bundle stores them."""
        return {
            "vectorizers": self.first.vectorizers,
            "first": {"weights": self.first.linear.weights, "constants": self.first.linear.constants},
            "second": {"weights": self.second.weights, "constants": self.second.constants},
            "grammar": {"steps": self.grammar.steps, "starts": self.grammar.starts, "ends": self.grammar.ends},
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Self:
        """The model that ``state`` came from."""
        return cls(
            _First(state["vectorizers"], _Linear(**state["first"])),
            _Linear(**state["second"]),
            Grammar(**state["grammar"]),
        )
