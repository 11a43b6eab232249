"""Learning what role lines play, from letters whose lines' roles are known.

The networks learn from what the regression says of letters that it has not seen, the ranking of readings from what
networks say of letters that they have not seen: all by the same folds, so that there are models for each fold that
have not seen its letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from joblib import Parallel, delayed
from threadpoolctl import threadpool_limits

from models.crossed import Crossed, Folds, Places, combined, cross_fit, held_out
from models.decoding import Grammar
from models.line_content import Content, Floats
from models.line_features import LineTexts, line_texts
from models.network import Matrix, Network
from models.ranking import Choice, Ranking
from models.readings import AT, ROLES, Roles, Seen, SeenLetter, joints_of, readings_of, without_furniture
from models.roles import RoleModel, agreed
from models.settings import RoleSettings
from models.surroundings import known_flags, surroundings
from nlp.background import Background
from nlp.blocks import Block
from nlp.logical_line import Joint, LogicalLine
from nlp.types import Role

_CONTENTS = np.array([AT[Role.BEGIN_QUESTION] if role is Role.QUOTED else AT[role] for role in ROLES])
"""What a role looks like by itself: a quoted question is a question."""
_KINDS = len(ROLES) - 1

Done = Callable[[], None]
"""What is called whenever a step is done."""
Worth = Callable[[Sequence[Sequence[Block]]], list[float]]
"""How right the questions and answers of each reading of a letter are, from 0 to 1."""

_PRIOR = 5.0
"""How many lines' worth the transitions over all joints add to those of one kind of joint."""
_WORTH_WORKERS = 50_000
"""Lines from which on other processes learn sooner than they start."""


@dataclass(frozen=True, slots=True, eq=False)
class TaughtLetter:
    """A letter that teaches roles: what is known of it before it is read, and the role of each line.

    With a ``worth`` it also teaches which of its readings is the best.
    """

    view: str
    lines: Sequence[LogicalLine]
    background: Background
    roles: Sequence[Role]
    worth: Worth | None = None


@dataclass(frozen=True, slots=True, eq=False)
class TaughtLines:
    """The lines that letters teach roles by, whatever the settings; page furniture is left out.

    ``classes`` is the place of each line's role in ``ROLES`` (lines), ``joints`` how it is set against the line before.
    """

    seen: LineTexts
    classes: Roles
    joints: Roles

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
        joints = [joints_of(own) for _, own in letters]
        return cls(
            line_texts(letters, [letter.background for letter in taught]),
            np.array(roles, dtype=np.intp),
            np.concatenate([*joints, np.empty(0, dtype=np.intp)]),
        )

    @property
    def owners(self) -> Places:
        """The place of each line's letter."""
        return np.repeat(np.arange(len(self.seen.sizes)), self.seen.sizes)

    def only(self, letters: Places) -> TaughtLines:
        """The lines of some of the letters, whose places are in order."""
        rows = np.isin(self.owners, letters)
        return TaughtLines(self.seen.only(letters.tolist()), self.classes[rows], self.joints[rows])

    def content(self, settings: RoleSettings, seed: int) -> Content:
        """A regression on what each line looks like by itself."""
        return Content.fit(self.seen, np.asarray(_CONTENTS[self.classes]), _KINDS, settings, seed)

    def grammar(self) -> Grammar:
        """Transitions counted over the letters, apart for each kind of joint between two lines."""
        starts = np.cumsum(self.seen.sizes)[:-1]
        return _grammar(np.split(self.classes, starts), np.split(self.joints, starts))


def _grammar(sequences: Sequence[Roles], joints: Sequence[Roles]) -> Grammar:
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
class Surrounded:
    """Lines with what regressions say of them and those around them, each regression of letters that it has not seen.

    ``folds`` are those of lines. ``thought`` is how likely each class is by the line's own looks (lines x classes),
    ``flags`` the columns of flags in ``rows``, what a network sees of each line (lines x inputs).
    """

    lines: TaughtLines
    folds: Folds
    contents: Crossed[Content]
    thought: Floats
    flags: dict[str, int]
    rows: Matrix

    @classmethod
    def of(cls, lines: TaughtLines, folds: Folds, settings: RoleSettings, seed: int, done: Done = lambda: None) -> Self:
        """Fits the regressions; ``folds`` are those of letters. ``done`` is called after each."""

        def content(letters: Places) -> Content:
            fitted = lines.only(letters).content(settings, seed)
            done()
            return fitted

        contents = cross_fit(folds, content)
        of_lines = folds.of(lines.owners)
        thought = held_out(
            of_lines,
            contents.without,
            lambda content, rows: content.probabilities(lines.seen.only(np.unique(lines.owners[rows]).tolist())),
        )
        flags = known_flags(lines.seen)
        return cls(lines, of_lines, contents, thought, flags, surroundings(thought, lines.seen, flags, AT))

    def networks(
        self, count: int, settings: RoleSettings, seed: int, done: Done = lambda: None
    ) -> Crossed[tuple[Network, ...]]:
        """``count`` of all lines, that began from other weights, for what one alone sees is often chance; one a fold.

        They learn side by side; ``done`` is called after each.
        """
        begun: list[tuple[slice | Places, int]] = [(slice(None), seed + turn) for turn in range(count)]
        begun += [(learnt, seed) for learnt, _ in self.folds.sides()]
        jobs = (delayed(_network)(self.rows, self.lines.classes, *one, settings) for one in begun)
        learnt = []
        for network in _side_by_side(len(self.rows), jobs):
            learnt.append(network)
            done()
        return Crossed(tuple(learnt[:count]), tuple((network,) for network in learnt[count:]))

    def likely(self, networks: Sequence[tuple[Network, ...]]) -> Floats:
        """How likely each role is for each line (lines x roles), by the networks of the folds."""
        return held_out(self.folds, networks, lambda own, rows: agreed(own, self.rows[rows]))


def likely_roles(lines: TaughtLines, folds: Folds, settings: RoleSettings, seed: int) -> Floats:
    """How likely each role is for each line, by models that have not seen its fold (lines x roles, as in ``ROLES``).

    ``folds`` are those of letters. Neither transitions nor readings have a say.
    """
    around = Surrounded.of(lines, folds, settings, seed)
    return around.likely(around.networks(0, settings, seed).without)


def steps_of(folds: int, settings: RoleSettings) -> int:
    """How many steps it takes to learn roles: the fits of regressions and networks, and the look at readings."""
    return (folds + 1) + (settings.networks + folds) + 1


def cross_fit_roles(
    taught: Sequence[TaughtLetter], folds: Folds, settings: RoleSettings, seed: int, done: Done = lambda: None
) -> Crossed[RoleModel]:
    """Learns from letters whose roles are known; ``folds`` has an entry a letter.

    ``done`` is called after each of ``steps_of`` steps.
    """
    lines = TaughtLines.of(taught)
    around = Surrounded.of(lines, folds, settings, seed, done)
    networks = around.networks(settings.networks, settings, seed, done)
    grammars = cross_fit(folds, lambda letters: lines.only(letters).grammar())
    seen = Seen(
        [(letter.view, letter.lines) for letter in taught], lines.seen, around.thought, around.likely(networks.without)
    )
    worths = {place: letter.worth for place, letter in enumerate(taught) if letter.worth is not None}
    told = [(place, letter) for place, letter in seen.each() if place in worths]
    choices = _side_by_side(
        len(lines.classes),
        (delayed(_choice)(letter, grammars.without[folds.numbers[place]], worths[place]) for place, letter in told),
    )
    offered = {place: choice for (place, _), choice in zip(told, choices, strict=True)}
    rankings = cross_fit(
        folds, lambda letters: Ranking.fit([offered[place] for place in letters.tolist() if place in offered])
    )
    done()
    return combined(lambda *parts: RoleModel(around.flags, *parts), around.contents, networks, grammars, rankings)


def _choice(letter: SeenLetter, grammar: Grammar, worth: Worth) -> Choice:
    """What the readings of a letter are worth."""
    found = readings_of(letter, grammar)
    told = sum(not block.question for block in found.blocks[0])
    return Choice(found.marks, np.array(worth(found.blocks)), float(np.sqrt(told + 1)))


def _network(rows: Matrix, classes: Roles, learnt: slice | Places, seed: int, settings: RoleSettings) -> Network:
    with threadpool_limits(1):
        return Network.fit(rows[learnt], classes[learnt], len(ROLES), settings, seed)


def _side_by_side(lines: int, jobs: Iterable[Any]) -> Iterable[Any]:
    """What the jobs come to, in their order; on all cores if there are enough lines for that to be sooner."""
    results: Iterable[Any] = Parallel(n_jobs=-1 if lines >= _WORTH_WORKERS else 1, return_as="generator")(jobs)
    return results
