"""What role each logical line plays: a logistic regression on the line itself, small networks on what is around it.

The *content* regression sees what a line looks like. The networks see no words, only what the regression thought of the
lines around (stacked sequential learning, Cohen and Carvalho 2005), how they are laid out, and what recurs in the
pile. Transitions counted from labelled letters then decode the likeliest sequences, and of these readings of the letter
the one is taken that hangs together best as questions and answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from models.coherence import MARKS
from models.decoding import Grammar
from models.line_content import Content, Floats, softmax
from models.line_features import LineTexts, line_texts
from models.network import Network
from models.ranking import Choice, Ranking
from models.readings import (
    AT,
    ROLES,
    LetterRoles,
    Letters,
    Roles,
    Seen,
    joints_of,
    readings_of,
    without_furniture,
)
from models.settings import RoleSettings
from models.surroundings import known_flags, surroundings
from nlp.background import ALONE, Background
from nlp.blocks import Block
from nlp.logical_line import Joint, LogicalLine
from nlp.types import Role

_CONTENTS = np.array([AT[Role.BEGIN_QUESTION] if role is Role.QUOTED else AT[role] for role in ROLES])
"""What a role looks like by itself: a quoted question is a question."""
_KINDS = len(ROLES) - 1

Worth = Callable[[Sequence[Sequence[Block]]], list[float]]
"""How right the questions and answers of each reading of a letter are, from 0 to 1."""

_PRIOR = 5.0
"""How many lines' worth the transitions over all joints add to those of one kind of joint."""
_FOLDS = 3
_RANKING_FOLDS = 2
_LINES_AT_ONCE = 20_000
"""Lines, of whole letters, that are looked at together: each takes several kilobytes."""


@dataclass(frozen=True, slots=True, eq=False)
class TaughtLetter:
    """A letter that teaches roles: what is known of it before it is read, the role of each line, its group.

    With a ``worth`` it also teaches which of its readings is the best.
    """

    view: str
    lines: Sequence[LogicalLine]
    background: Background
    roles: Sequence[Role]
    group: str
    worth: Worth | None = None


@dataclass(frozen=True, slots=True, eq=False)
class TaughtLines:
    """The lines that letters teach roles by, whatever the settings; page furniture is left out.

    ``classes`` is the place of each line's role in ``ROLES`` (lines), ``groups`` has an entry a letter.
    """

    seen: LineTexts
    classes: Roles
    groups: tuple[str, ...]

    @classmethod
    def of(cls, taught: Sequence[TaughtLetter]) -> Self:
        """Looks at the lines of letters whose roles are known."""
        letters = without_furniture([(letter.view, letter.lines) for letter in taught])
        roles = [
            AT[role]
            for letter in taught
            for line, role in zip(letter.lines, letter.roles, strict=True)
            if not line.furniture
        ]
        return cls(
            line_texts(letters, [letter.background for letter in taught]),
            np.array(roles, dtype=np.intp),
            tuple(letter.group for letter in taught),
        )

    @property
    def looks(self) -> Roles:
        """What each line looks like by itself."""
        return np.asarray(_CONTENTS[self.classes], dtype=np.intp)


def _grammar(sequences: Sequence[Roles], joints: Sequence[Roles]) -> Grammar:
    """Transitions counted over labelled letters, apart for each kind of joint between two lines."""
    size = len(ROLES)
    overall = np.full((size, size), 0.03)
    counts = np.zeros((len(Joint), size, size))
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
                steps[:, AT[role], AT[inside]] = 1e-5
    return Grammar(
        np.log(steps / steps.sum(axis=2, keepdims=True)),
        np.log(starts / starts.sum()),
        np.log(ends / ends.sum()),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """One side of a fold: the places of its letters, and the rows of their lines."""

    letters: list[int]
    rows: Roles


def _folds(sizes: Sequence[int], groups: Sequence[str], count: int) -> Iterator[tuple[_Side, _Side]]:
    """Letters to learn from and letters to judge; a group never stands on both sides. ``sizes`` counts lines."""
    starts = np.r_[0, np.cumsum(sizes)]
    for fold in GroupKFold(min(count, len(set(groups)))).split(np.zeros(len(groups)), groups=groups):
        learnt, judged = (
            _Side(side.tolist(), np.concatenate([np.arange(starts[letter], starts[letter + 1]) for letter in side]))
            for side in fold
        )
        yield learnt, judged


def _thought_out_of_fold(
    seen: LineTexts, classes: Roles, groups: Sequence[str], settings: RoleSettings, seed: int
) -> Floats:
    """What regressions fitted on the letters of other groups say of each line (lines x classes)."""
    found = np.zeros((len(classes), _KINDS))
    for learnt, judged in _folds(seen.sizes, groups, _FOLDS):
        content = Content.fit(seen.only(learnt.letters), classes[learnt.rows], _KINDS, settings, seed)
        found[judged.rows] = content.probabilities(seen.only(judged.letters))
    return found


def _networks(rows: NDArray[np.float32], classes: Roles, settings: RoleSettings, seed: int) -> tuple[Network, ...]:
    """Several, that began from other weights: what one alone sees is often chance."""
    return tuple(Network.fit(rows, classes, len(ROLES), settings, seed + turn) for turn in range(settings.networks))


def _together(networks: Sequence[Network], rows: NDArray[np.float32]) -> Floats:
    """How likely each role is for each line (lines x roles): the geometric mean of what the networks say."""
    logs = [np.log(softmax(network.scores(rows)) + 1e-6) for network in networks]
    return softmax(np.mean(logs, axis=0))


def _likely_out_of_fold(
    rows: NDArray[np.float32],
    classes: Roles,
    sizes: Sequence[int],
    groups: Sequence[str],
    settings: RoleSettings,
    seed: int,
) -> Floats:
    """What networks fitted on the letters of other groups say of each line (lines x roles)."""
    found = np.zeros((len(classes), len(ROLES)))
    for learnt, judged in _folds(sizes, groups, _RANKING_FOLDS):
        network = Network.fit(rows[learnt.rows], classes[learnt.rows], len(ROLES), settings, seed)
        found[judged.rows] = _together([network], rows[judged.rows])
    return found


def _choices(seen: Seen, worths: Sequence[Worth | None], grammar: Grammar) -> Iterator[Choice]:
    """What the readings of a letter are worth, for each letter for which that can be told."""
    for place, letter in seen.each():
        worth = worths[place]
        if worth is not None:
            found = readings_of(letter, grammar)
            told = sum(not block.question for block in found.blocks[0])
            yield Choice(found.marks, np.array(worth(found.blocks)), float(np.sqrt(told + 1)))


@dataclass(frozen=True, slots=True, eq=False)
class RoleModel:
    """Labels the logical lines of letters with their roles."""

    content: Content
    flags: dict[str, int]
    networks: tuple[Network, ...]
    grammar: Grammar
    ranking: Ranking

    @classmethod
    def fit(cls, taught: Sequence[TaughtLetter], settings: RoleSettings, seed: int) -> Self:
        """Learns from letters whose roles are known; a group never stands on both sides of a fold.

        The networks are fitted on what the regression says of letters of other groups than its own, the ranking on
        what networks say of letters of other groups than theirs, for letters that have a ``worth``.
        """
        lines = TaughtLines.of(taught)
        thought = _thought_out_of_fold(lines.seen, lines.looks, lines.groups, settings, seed)
        flags = known_flags(lines.seen)
        rows = surroundings(thought, lines.seen, flags, AT)
        networks = _networks(rows, lines.classes, settings, seed)
        printed = [(letter.view, letter.lines) for letter in taught]
        starts = np.cumsum(lines.seen.sizes)[:-1]
        joints = [joints_of(own) for _, own in without_furniture(printed)]
        grammar = _grammar(np.split(lines.classes, starts), joints)
        likely = _likely_out_of_fold(rows, lines.classes, lines.seen.sizes, lines.groups, settings, seed)
        seen = Seen(printed, lines.seen, thought, likely)
        ranking = Ranking.fit(list(_choices(seen, [letter.worth for letter in taught], grammar)))
        content = Content.fit(lines.seen, lines.looks, _KINDS, settings, seed)
        return cls(content, flags, networks, grammar, ranking)

    @staticmethod
    def held_out(learnt: TaughtLines, kept: TaughtLines, settings: RoleSettings, seed: int) -> Floats:
        """How likely each role is for each of the kept lines, by networks that learnt from the others.

        Lines x roles, in the order of ``ROLES``; neither transitions nor readings have a say.
        """
        thought = _thought_out_of_fold(learnt.seen, learnt.looks, learnt.groups, settings, seed)
        flags = known_flags(learnt.seen)
        networks = _networks(surroundings(thought, learnt.seen, flags, AT), learnt.classes, settings, seed)
        content = Content.fit(learnt.seen, learnt.looks, _KINDS, settings, seed)
        thought = content.probabilities(kept.seen)
        return _together(networks, surroundings(thought, kept.seen, flags, AT))

    def predict(self, letters: Letters, background: Background = ALONE) -> list[LetterRoles]:
        """The roles of every letter's lines, given what is known of all of them before; none where there are no lines.

        A letter answers something: one that answers nothing is next to unheard of.
        """
        found: list[LetterRoles] = []
        some: list[tuple[str, Sequence[LogicalLine]]] = []
        held = 0
        for view, lines in letters:
            held += len(lines)
            if some and held > _LINES_AT_ONCE:
                found += self._predict(some, background)
                some, held = [], len(lines)
            some.append((view, lines))
        return found + self._predict(some, background)

    def _predict(self, letters: Letters, background: Background) -> list[LetterRoles]:
        found = [LetterRoles((Role.FURNITURE,) * len(lines), np.ones(len(lines))) for _, lines in letters]
        texts = line_texts(without_furniture(letters), [background] * len(letters))
        if not texts.words:
            return found
        thought = self.content.probabilities(texts)
        likely = _together(self.networks, surroundings(thought, texts, self.flags, AT))
        for place, letter in Seen(letters, texts, thought, likely).each():
            readings = readings_of(letter, self.grammar, self.ranking)
            likelihoods = self.ranking.likelihoods(readings.marks)
            best = int(likelihoods.argmax())
            sure = float(likelihoods[best]) if readings.compared else 0.0
            found[place] = letter.roles(readings.paths[best], sure)
        return found

    def state(self) -> dict[str, Any]:
        """Estimators and arrays only, as the bundle stores them."""
        return {
            "content": self.content.state(),
            "flags": self.flags,
            "networks": [network.state() for network in self.networks],
            "grammar": {"steps": self.grammar.steps, "starts": self.grammar.starts, "ends": self.grammar.ends},
            "ranking": self.ranking.state(),
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Self:
        """The model that ``state`` came from."""
        return cls(
            Content.from_state(state["content"]),
            state["flags"],
            tuple(map(Network.from_state, state["networks"])),
            Grammar(**state["grammar"]),
            Ranking.from_state(state["ranking"], MARKS),
        )
