"""What role each logical line plays: a logistic regression on the line itself, small networks on what is around it.

The *content* regression sees what a line looks like. The networks see no words, only what the regression thought of the
lines around (stacked sequential learning, Cohen and Carvalho 2005), how they are laid out, and what recurs in the
pile. Transitions counted from labelled letters then decode the likeliest sequence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from models.decoding import Grammar
from models.line_content import Content, Floats, softmax
from models.line_features import LineTexts, line_texts
from models.network import Network
from models.surroundings import known_flags, surroundings
from nlp.lines import Joint, LogicalLine
from nlp.recurrence import Recurrence, runs_of
from nlp.types import Role

ROLES: tuple[Role, ...] = tuple(role for role in Role if role is not Role.FURNITURE)
"""The classes of the network, in the order of their columns; page furniture is looked through."""
_AT: dict[Role, int] = {role: place for place, role in enumerate(ROLES)}
_CONTENTS = np.array([_AT[Role.BEGIN_QUESTION] if role is Role.QUOTED else _AT[role] for role in ROLES])
"""What a role looks like by itself: a quoted question is a question."""
_KINDS = len(ROLES) - 1
_JOINT_AT = {joint: place for place, joint in enumerate(Joint)}

Roles = NDArray[np.intp]
_Letters = Sequence[tuple[str, Sequence[LogicalLine]]]

_PRIOR = 5.0
"""How many lines' worth the transitions over all joints add to those of one kind of joint."""
_FOLDS = 3
_NETWORKS = 3
"""How many networks, that began from other weights, are asked: what one alone sees is often chance."""
_LINES_AT_ONCE = 20_000
"""Lines, of whole letters, that are looked at together: each takes several kilobytes."""
_COME_AGAIN = 0.5
"""The share of a quotation that must come again as questions."""


@dataclass(frozen=True, slots=True, eq=False)
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
        np.log(steps / steps.sum(axis=2, keepdims=True)),
        np.log(starts / starts.sum()),
        np.log(ends / ends.sum()),
    )


def _out_of_fold(seen: LineTexts, classes: Roles, groups: Sequence[str], seed: int) -> Floats:
    """What regressions fitted on the letters of other groups say of each line (lines x classes)."""
    starts = np.r_[0, np.cumsum(seen.sizes)]
    found = np.zeros((len(classes), _KINDS))
    for fold in GroupKFold(min(_FOLDS, len(set(groups)))).split(np.zeros(len(groups)), groups=groups):
        learnt, judged = (
            np.concatenate([np.arange(starts[letter], starts[letter + 1]) for letter in side]) for side in fold
        )
        content = Content.fit(seen.only(fold[0].tolist()), classes[learnt], _KINDS, seed)
        found[judged] = content.probabilities(seen.only(fold[1].tolist()))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class RoleModel:
    """Labels the logical lines of letters with their roles."""

    content: Content
    flags: dict[str, int]
    networks: tuple[Network, ...]
    grammar: Grammar

    @classmethod
    def fit(
        cls,
        letters: _Letters,
        recurring: Sequence[Recurrence | None],
        roles: Sequence[Sequence[Role]],
        groups: Sequence[str],
        seed: int,
    ) -> Self:
        """Learns from letters (view and lines), each with what recurs in its pile, its roles and its group.

        The networks are fitted on what the regression says of letters of other groups than its own.
        """
        roles = [
            [role for line, role in zip(lines, one, strict=True) if not line.furniture]
            for (_, lines), one in zip(letters, roles, strict=True)
        ]
        letters = _without_furniture(letters)
        seen = line_texts(letters, recurring)
        sequences = [np.array([_AT[role] for role in one], dtype=np.intp) for one in roles]
        classes = np.concatenate(sequences)
        looks = _CONTENTS[classes]
        thought = _out_of_fold(seen, looks, groups, seed)
        flags = known_flags(seen)
        rows = surroundings(thought, seen, flags, _AT)
        networks = tuple(Network.fit(rows, classes, len(ROLES), seed + turn) for turn in range(_NETWORKS))
        grammar = _grammar(sequences, [_joints(lines) for _, lines in letters])
        return cls(Content.fit(seen, looks, _KINDS, seed), flags, networks, grammar)

    def predict(self, letters: _Letters, recurring: Recurrence | None = None) -> list[LetterRoles]:
        """The roles of every letter's lines, given what recurs in their pile. A letter without lines has none."""
        found: list[LetterRoles] = []
        some: list[tuple[str, Sequence[LogicalLine]]] = []
        held = 0
        for view, lines in letters:
            held += len(lines)
            if some and held > _LINES_AT_ONCE:
                found += self._predict(some, recurring)
                some, held = [], len(lines)
            some.append((view, lines))
        return found + self._predict(some, recurring)

    def _predict(self, letters: _Letters, recurring: Recurrence | None) -> list[LetterRoles]:
        printed, letters = letters, _without_furniture(letters)
        seen = line_texts(letters, [recurring] * len(letters))
        if not seen.words:
            return [_with_furniture(lines, (), np.empty(0)) for _, lines in printed]
        thought = self.content.probabilities(seen)
        likely = self._likely(thought, seen)
        found, at = [], 0
        for size, (_, lines), (_, whole) in zip(seen.sizes, letters, printed, strict=True):
            own = likely[at : at + size]
            heads = ~seen.below[at : at + size] & (thought[at : at + size].argmax(axis=1) == _AT[Role.BEGIN_QUESTION])
            path = self._path(np.log(own + 1e-6), _joints(lines), seen.words[at : at + size], heads)
            roles = tuple(ROLES[place] for place in path)
            found.append(_with_furniture(whole, roles, own[np.arange(size), path]))
            at += size
        return found

    def _likely(self, thought: Floats, seen: LineTexts) -> Floats:
        """How likely each role is for each line (lines x roles): the geometric mean of what the networks say."""
        rows = surroundings(thought, seen, self.flags, _AT)
        logs = [np.log(softmax(network.scores(rows)) + 1e-6) for network in self.networks]
        return softmax(np.mean(logs, axis=0))

    def _path(self, scores: Floats, joints: Roles, words: Sequence[str], heads: NDArray[np.bool_]) -> Roles:
        """The likeliest roles with an answer among them: a letter that answers nothing is next to unheard of.

        A request is quoted where its questions come again beside their answers. Where they do not, the quotation
        itself asks. ``heads`` are the lines of the letter proper that look like the beginning of a question.
        """
        path = self.grammar.best_path(scores, joints, once=_AT[Role.BEGIN_ANSWER])
        quoted = (path == _AT[Role.QUOTED]) & ~np.maximum.accumulate(path == _AT[Role.BEGIN_ANSWER])
        if not (quoted & heads).any():
            return path
        asking = np.flatnonzero(path == _AT[Role.BEGIN_QUESTION])
        asked = Recurrence(
            np.unique(np.concatenate([runs_of(words[line].split()) for line in asking.tolist()] or [runs_of(())]))
        )
        shares = asked.shares([words[line].split() for line in np.flatnonzero(quoted & heads).tolist()])
        if not np.isnan(shares).all() and np.nanmean(shares) < _COME_AGAIN:
            held = scores.copy()
            held[quoted, _AT[Role.QUOTED]] = -1e6
            path = self.grammar.best_path(held, joints, once=_AT[Role.BEGIN_ANSWER])
        return path

    def state(self) -> dict[str, Any]:
        """Estimators and arrays only, as the bundle stores them."""
        return {
            "content": self.content.state(),
            "flags": self.flags,
            "networks": [network.state() for network in self.networks],
            "grammar": {"steps": self.grammar.steps, "starts": self.grammar.starts, "ends": self.grammar.ends},
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Self:
        """The model that ``state`` came from."""
        return cls(
            Content.from_state(state["content"]),
            state["flags"],
            tuple(map(Network.from_state, state["networks"])),
            Grammar(**state["grammar"]),
        )
