"""What role each logical line plays: logistic regressions stacked from a line's own words to the whole letter.

The *content* regression sees one line alone: TF-IDF of its words, its edges, its topics and its shape. The two
*context* regressions see no words, only what the one before thought of the lines around (stacked sequential
learning, Cohen and Carvalho 2005) and how the lines are laid out. So a letter's pattern - every question followed
by its answer, or all answers after all questions - is felt at each line, and a wording never met before does not
upset it. Transitions counted from labelled letters then decode the likeliest sequence.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Sequence
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

ROLES: tuple[Role, ...] = tuple(role for role in Role if role is not Role.FURNITURE)
"""The classes of the context regressions, in the order of their columns; page furniture is looked through."""
_AT: dict[Role, int] = {role: place for place, role in enumerate(ROLES)}
_CONTENTS = np.array([_AT[Role.BEGIN_QUESTION] if role is Role.QUOTED else _AT[role] for role in ROLES])
"""What a role looks like by itself: a quoted question is a question."""
_KINDS = len(ROLES) - 1
_JOINT_AT = {joint: place for place, joint in enumerate(Joint)}

Roles = NDArray[np.intp]
_Letters = Sequence[tuple[str, Sequence[LogicalLine]]]

_STRENGTHS = {"content": 1.0, "context": 0.3}
"""Inverse regularisation."""
_PASSES = {"content": 20, "context": 30}
"""How many passes over the lines the solver makes; more change nothing that the data can tell."""
_WINDOWS = (6, 4)
"""How many lines either side the first and the second context regression look at."""
_LAYOUT = ((0, 0.5), (-1, 0.4), (1, 0.4), (-2, 0.25), (2, 0.25))
"""The lines whose layout a context regression sees, as offsets, and how much each counts."""
_WEIGHTS = {"words": 2.0, "edges": 0.5, "shape": 0.5}
"""How much the parts of a line count in the content regression."""
_OWN = re.compile(
    r"(?:below|topic=|end=|start=|qmark|asks|caps|numeric|marker=|marked|bullet|label|cell=|emptycell|quoted|furniture"
    r"|rows=|joint=)"
)
"""The flags that tell of a line itself and not of its place in the letter."""
_PRIOR = 5.0
"""How many lines' worth the transitions over all joints add to those of one kind of joint."""
_BELIEF = 1.0
"""How much the transitions count against the regressions when a letter is decoded."""
_FOLDS = 3
_TOKEN = r"\S+"


@dataclass(frozen=True, slots=True)
class LetterRoles:
    """The roles of one letter's lines, in order, each with the probability that it is right."""

    roles: tuple[Role, ...]
    probabilities: Floats


def _without_furniture(letters: _Letters) -> _Letters:
    return [(view, [line for line in lines if not line.furniture]) for view, lines in letters]


def _with_furniture(lines: Sequence[LogicalLine], roles: Sequence[Role], probabilities: Floats) -> LetterRoles:
    """The roles of all lines of a letter, from those of its lines that are no page furniture."""
    rest, chances = iter(roles), iter(probabilities.tolist())
    return LetterRoles(
        tuple(Role.FURNITURE if line.furniture else next(rest) for line in lines),
        np.array([1.0 if line.furniture else next(chances) for line in lines]),
    )


@dataclass(frozen=True, slots=True)
class _Linear:
    weights: NDArray[np.float32]
    constants: NDArray[np.float32]

    @classmethod
    def fit(cls, rows: sp.csr_array, classes: Roles, size: int, stage: str, seed: int) -> Self:
        rows.indices, rows.indptr = rows.indices.astype(np.int32), rows.indptr.astype(np.int32)
        solver = LogisticRegression(
            C=_STRENGTHS[stage], solver="sag", max_iter=_PASSES[stage], tol=1e-2, random_state=seed
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            solver.fit(rows, classes)
        weights = np.zeros((rows.shape[1], size), dtype=np.float32)
        constants = np.full(size, -20.0, dtype=np.float32)
        coefficients, intercepts = solver.coef_, solver.intercept_
        if len(solver.classes_) == 2:
            coefficients, intercepts = np.vstack([-coefficients, coefficients]), np.r_[-intercepts, intercepts]
        weights[:, solver.classes_] = coefficients.T
        constants[solver.classes_] = intercepts
        return cls(weights, constants)


def _softmax(scores: Floats) -> Floats:
    exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=1, keepdims=True))


def _owners(sizes: Sequence[int]) -> Roles:
    """Which letter each line belongs to."""
    return np.repeat(np.arange(len(sizes)), sizes)


def _inside(owners: Roles, offset: int) -> tuple[Roles, NDArray[np.bool_]]:
    """For each line, the row at ``offset`` from it, and whether that row is in the same letter."""
    at = np.arange(len(owners)) + offset
    clipped = np.clip(at, 0, max(0, len(owners) - 1))
    return clipped, (at == clipped) & (owners[clipped] == owners)


def _moved(scores: Floats, offset: int, owners: Roles) -> Floats:
    if not offset:
        return scores
    at, inside = _inside(owners, offset)
    return np.where(inside[:, None], scores[at], 0.0)


@dataclass(frozen=True, slots=True)
class _Content:
    """What a line looks like by itself."""

    vectorizers: dict[str, CountVectorizer]
    linear: _Linear

    @staticmethod
    def _texts(seen: LineTexts) -> dict[str, list[str]]:
        shapes = [" ".join(flag for flag in flags.split() if _OWN.match(flag)) for flags in seen.flags]
        return {"words": seen.words, "edges": seen.edges, "shape": shapes}

    @classmethod
    def fit(cls, seen: LineTexts, classes: Roles, seed: int) -> Self:
        vectorizers = {
            "words": TfidfVectorizer(
                ngram_range=(1, 2), min_df=3, sublinear_tf=True, token_pattern=_TOKEN, dtype=np.float32
            ),
            "edges": CountVectorizer(binary=True, min_df=3, token_pattern=_TOKEN, dtype=np.float32),
            "shape": CountVectorizer(binary=True, min_df=2, token_pattern=_TOKEN, dtype=np.float32),
        }
        texts = cls._texts(seen)
        rows = sp.hstack(
            [sp.csr_array(one.fit_transform(texts[name])) * _WEIGHTS[name] for name, one in vectorizers.items()],
            format="csr",
        )
        return cls(vectorizers, _Linear.fit(rows, _CONTENTS[classes], _KINDS, "content", seed))

    def probabilities(self, seen: LineTexts) -> Floats:
        texts, at = self._texts(seen), 0
        scores = np.tile(self.linear.constants.astype(float), (len(seen.words), 1))
        for name, one in self.vectorizers.items():
            width = len(one.vocabulary_)
            scores += one.transform(texts[name]) @ (self.linear.weights[at : at + width] * _WEIGHTS[name])
            at += width
        return _softmax(scores)


def _surroundings(thought: Floats, owners: Roles, below: Sequence[bool], window: int) -> Floats:
    """What was thought of a line, of those around it, and of the letter before and after it.

    Mail quoted underneath does not count to what is still to come.
    """
    logs = np.log(thought + 1e-3) / 2 + 1.5
    seen = [logs]
    for offset in (*range(-window, 0), *range(1, window + 1)):
        at, inside = _inside(owners, offset)
        seen.append(np.where(inside[:, None], logs[at], 0.0))
        if abs(offset) <= 2:
            seen.append((~inside)[:, None].astype(float))
    counted = thought * (1.0 - np.asarray(below, dtype=float)[:, None])
    starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
    letter = np.repeat(np.arange(len(starts)), np.diff(np.r_[starts, len(owners)]))
    sums = np.cumsum(counted, axis=0)
    before = sums - counted - np.vstack([np.zeros((1, thought.shape[1])), sums])[starts][letter]
    after = np.add.reduceat(counted, starts, axis=0)[letter] - before - counted
    for side in (np.maximum(before, 0.0), np.maximum(after, 0.0)):
        seen += [np.log1p(side), np.minimum(side, 1.0)]
    return np.hstack(seen)


@dataclass(frozen=True, slots=True)
class _Context:
    """What a line is, from what was thought of the lines around it and from how they are laid out."""

    window: int
    layout: CountVectorizer
    linear: _Linear

    @classmethod
    def fit(cls, thought: Floats, seen: LineTexts, classes: Roles, window: int, seed: int) -> Self:
        layout = CountVectorizer(binary=True, min_df=5, token_pattern=_TOKEN, dtype=np.float32)
        flags = sp.csr_array(layout.fit_transform(seen.flags))
        owners = _owners(seen.sizes)
        count = len(owners)
        parts = [sp.csr_array(_surroundings(thought, owners, seen.below, window).astype(np.float32))]
        for offset, weight in _LAYOUT:
            at, inside = _inside(owners, offset)
            pick = sp.csr_array((inside.astype(np.float32) * weight, (np.arange(count), at)), shape=(count, count))
            parts.append(pick @ flags)
        rows = sp.hstack(parts, format="csr")
        return cls(window, layout, _Linear.fit(rows, classes, len(ROLES), "context", seed))

    def probabilities(self, thought: Floats, seen: LineTexts) -> Floats:
        owners = _owners(seen.sizes)
        around = _surroundings(thought, owners, seen.below, self.window)
        at = around.shape[1]
        scores = around @ self.linear.weights[:at] + self.linear.constants
        flags = self.layout.transform(seen.flags)
        width = flags.shape[1]
        for offset, weight in _LAYOUT:
            # To shift scores is cheaper than to shift terms, and comes to the same.
            scores += _moved(flags @ self.linear.weights[at : at + width], offset, owners) * weight
            at += width
        return _softmax(scores)


def _joints(lines: Sequence[LogicalLine]) -> Roles:
    return np.array([_JOINT_AT[line.joint] for line in lines], dtype=np.intp)


def _grammar(sequences: Sequence[Roles], joints: Sequence[Roles]) -> Grammar:
    """Transitions counted over labelled letters, apart for each kind of joint between two lines."""
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
    for inside, begin in ((Role.ANSWER, Role.BEGIN_ANSWER), (Role.QUESTION, Role.BEGIN_QUESTION)):
        for role in ROLES:
            if role not in (inside, begin):
                # Nothing goes on that has not begun.
                steps[:, _AT[role], _AT[inside]] = 1e-5
    return Grammar(
        _BELIEF * np.log(steps / steps.sum(axis=2, keepdims=True)),
        _BELIEF * np.log(starts / starts.sum()),
        _BELIEF * np.log(ends / ends.sum()),
    )


def _out_of_fold(
    fit: Callable[[LineTexts, Roles, NDArray[np.intp]], Callable[[LineTexts, NDArray[np.intp]], Floats]],
    seen: LineTexts,
    classes: Roles,
    groups: Sequence[str],
    jobs: int,
) -> Floats:
    """What regressions fitted on other authorities' letters say of each line (lines x classes)."""
    starts = np.r_[0, np.cumsum(seen.sizes)]

    def rows_of(letters: NDArray[np.intp]) -> NDArray[np.intp]:
        return np.concatenate([np.arange(starts[letter], starts[letter + 1]) for letter in letters])

    def one(learn: NDArray[np.intp], judge: NDArray[np.intp]) -> tuple[NDArray[np.intp], Floats]:
        learnt, judged = rows_of(learn), rows_of(judge)
        return judged, fit(seen.only(learn.tolist()), classes[learnt], learnt)(seen.only(judge.tolist()), judged)

    folds = GroupKFold(min(_FOLDS, len(set(groups)))).split(np.zeros(len(groups)), groups=groups)
    parts = Parallel(n_jobs=jobs, prefer="threads")(delayed(one)(learn, judge) for learn, judge in folds)
    found = np.zeros((len(classes), parts[0][1].shape[1]))
    for rows, probabilities in parts:
        found[rows] = probabilities
    return found


@dataclass(frozen=True, slots=True)
class RoleModel:
    """Labels the logical lines of letters with their roles."""

    content: _Content
    contexts: tuple[_Context, ...]
    grammar: Grammar

    @classmethod
    def fit(
        cls, letters: _Letters, roles: Sequence[Sequence[Role]], groups: Sequence[str], seed: int, jobs: int = 1
    ) -> Self:
        """Learns from letters (view and lines), the role of each line, and the authority of each letter.

        Each regression is fitted on what the one before says of letters of other authorities than its own.
        """
        roles = [
            [role for line, role in zip(lines, one, strict=True) if not line.furniture]
            for (_, lines), one in zip(letters, roles, strict=True)
        ]
        letters = _without_furniture(letters)
        seen = line_texts(letters)
        sequences = [np.array([_AT[role] for role in one], dtype=np.intp) for one in roles]
        classes = np.concatenate(sequences)

        def content(some: LineTexts, known: Roles, _: NDArray[np.intp]) -> Callable[..., Floats]:
            model = _Content.fit(some, known, seed)
            return lambda others, _: model.probabilities(others)

        thought = _out_of_fold(content, seen, classes, groups, jobs)
        contexts = []
        for window in _WINDOWS:
            before = thought

            def context(
                some: LineTexts,
                known: Roles,
                rows: NDArray[np.intp],
                window: int = window,
                before: Floats = before,
            ) -> Callable[..., Floats]:
                model = _Context.fit(before[rows], some, known, window, seed)
                return lambda others, at: model.probabilities(before[at], others)

            contexts.append(_Context.fit(before, seen, classes, window, seed))
            if window is not _WINDOWS[-1]:
                thought = _out_of_fold(context, seen, classes, groups, jobs)
        grammar = _grammar(sequences, [_joints(lines) for _, lines in letters])
        return cls(_Content.fit(seen, classes, seed), tuple(contexts), grammar)

    def predict(self, letters: _Letters) -> list[LetterRoles]:
        """The roles of every letter's lines. A letter without lines has none."""
        printed, letters = letters, _without_furniture(letters)
        seen = line_texts(letters)
        if not seen.words:
            return [_with_furniture(lines, (), np.empty(0)) for _, lines in printed]
        thought = self.content.probabilities(seen)
        telling = thought[:, _AT[Role.BEGIN_ANSWER]] + thought[:, _AT[Role.ANSWER]]
        for context in self.contexts:
            thought = context.probabilities(thought, seen)
        found, at = [], 0
        for size, (_, lines), (_, whole) in zip(seen.sizes, letters, printed, strict=True):
            own = thought[at : at + size]
            path = self._path(np.log(own + 1e-6), _joints(lines), telling[at : at + size])
            roles = tuple(ROLES[place] for place in path)
            found.append(_with_furniture(whole, roles, own[np.arange(size), path]))
            at += size
        return found

    def _path(self, scores: Floats, joints: Roles, telling: Floats) -> Roles:
        """The likeliest roles with an answer among them: a letter that answers nothing is next to unheard of.

        Where the letter's pattern shows none, the answer begins at the line that most looks like one by itself.
        """
        path = self.grammar.best_path(scores, joints)
        begin = _AT[Role.BEGIN_ANSWER]
        if not len(path) or (path == begin).any():
            return path
        most = int(telling.argmax())
        held = scores.copy()
        held[most] = -1e6
        held[most, begin] = 0.0
        return self.grammar.best_path(held, joints)

    def state(self) -> dict[str, Any]:
        """Estimators and arrays only, as the bundle stores them."""
        return {
            "content": {
                "vectorizers": self.content.vectorizers,
                "weights": self.content.linear.weights,
                "constants": self.content.linear.constants,
            },
            "contexts": [
                {
                    "window": one.window,
                    "layout": one.layout,
                    "weights": one.linear.weights,
                    "constants": one.linear.constants,
                }
                for one in self.contexts
            ],
            "grammar": {"steps": self.grammar.steps, "starts": self.grammar.starts, "ends": self.grammar.ends},
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Self:
        """The model that ``state`` came from."""
        content = state["content"]
        return cls(
            _Content(content["vectorizers"], _Linear(content["weights"], content["constants"])),
            tuple(
                _Context(one["window"], one["layout"], _Linear(one["weights"], one["constants"]))
                for one in state["contexts"]
            ),
            Grammar(**state["grammar"]),
        )
