"""The likeliest readings of a letter: the roles of its lines, and the questions and answers that these make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from models.coherence import Coherence, Marks
from models.decoding import Grammar, Path
from models.line_content import Floats
from models.line_features import LineTexts
from models.listed import lists_of, whole_lists
from models.ranking import Ranking
from nlp.blocks import Block
from nlp.linking import link
from nlp.logical_line import Joint, LogicalLine
from nlp.printed import Printed
from nlp.recurrence import Recurrence, runs_of
from nlp.types import Role

ROLES: tuple[Role, ...] = tuple(role for role in Role if role is not Role.FURNITURE)
"""The classes of lines, in the order of their columns; page furniture is looked through."""
_ALL_ROLES = (*ROLES, Role.FURNITURE)
AT: dict[Role, int] = {role: place for place, role in enumerate(ROLES)}
Roles = NDArray[np.intp]
"""The role of each line, by its place in ``ROLES``."""
Letters = Sequence[tuple[str, Sequence[LogicalLine]]]
"""View and lines of each letter."""

_JOINT_AT = {joint: place for place, joint in enumerate(Joint)}
_MOST = 32
"""How many readings of a letter are compared."""
_WITHIN = 8.0
"""How much less than the likeliest one they may weigh (natural logarithm)."""
_CLIMBS = 5
"""How often the best reading is changed in one more place, at most."""
_WORSE = 2.0
"""How much worse than the first a reading may be whose changes are tried on the best (natural logarithm of odds)."""
_LONGEST = 3_000
"""Lines beyond which a letter is read in the likeliest way and no other."""
_LONGEST_CHANGED = 1_000
"""Lines up to which readings are made of others."""
_COME_AGAIN = 0.5
"""The share of a quotation that must come again as questions."""
_TELLING = np.isin(ROLES, [Role.BEGIN_QUESTION, Role.QUESTION, Role.BEGIN_ANSWER, Role.ANSWER])
"""The roles that make questions and answers: readings that differ in others only are one."""


@dataclass(frozen=True, slots=True, eq=False)
class LetterRoles:
    """The roles of one letter's lines, in order, each with the probability that it is right.

    ``likelihood`` is that of this reading among those compared, nought where the letter was too long for that.
    """

    roles: tuple[Role, ...]
    probabilities: Floats
    likelihood: float = 1.0


def without_furniture(letters: Letters) -> Letters:
    """The letters with the lines that are no page furniture."""
    return [(view, [line for line in lines if not line.furniture]) for view, lines in letters]


def joints_of(lines: Sequence[LogicalLine]) -> NDArray[np.intp]:
    """How each line is set against the one before it, by the place of that joint in ``Joint``."""
    return np.array([_JOINT_AT[line.joint] for line in lines], dtype=np.intp)


@dataclass(frozen=True, slots=True, eq=False)
class SeenLetter:
    """One letter as the role model sees it: all of its lines, and texts and arrays of those but page furniture.

    ``thought`` is how likely each class is by the line's own looks, ``likely`` how likely each role is. ``kept`` tells
    of all lines which are no page furniture.
    """

    view: str
    lines: Sequence[LogicalLine]
    texts: LineTexts
    thought: Floats
    likely: Floats
    kept: NDArray[np.bool_]

    def roles(self, path: Roles, likelihood: float = 1.0) -> LetterRoles:
        """The roles of all lines and how likely they are, given those of all but page furniture."""
        chances = np.ones(len(self.lines))
        chances[self.kept] = self.likely[np.arange(len(path)), path]
        return LetterRoles(tuple(self.played(path)), chances, likelihood)

    def played(self, path: Roles) -> list[Role]:
        """The roles of all lines, given those of all but page furniture."""
        roles = np.full(len(self.lines), len(ROLES))
        roles[self.kept] = path
        return [_ALL_ROLES[role] for role in roles.tolist()]


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Letters as the role model sees them, one after another in texts and arrays."""

    letters: Letters
    texts: LineTexts
    thought: Floats
    likely: Floats

    def each(self) -> Iterator[tuple[int, SeenLetter]]:
        """The letters that have lines, each with its place."""
        starts = np.r_[0, np.cumsum(self.texts.sizes)]
        for place, (view, lines) in enumerate(self.letters):
            own = slice(starts[place], starts[place + 1])
            if self.texts.sizes[place]:
                kept = np.array([not line.furniture for line in lines])
                yield place, SeenLetter(view, lines, self.texts.part(own), self.thought[own], self.likely[own], kept)


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """Several readings of a letter, first the one taken if nothing speaks for another; ``marks`` has a row for each.

    ``compared`` tells whether others were looked for.
    """

    paths: list[Roles]
    blocks: list[list[Block]]
    marks: Marks
    compared: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Readings of a letter as they are found: each with its path, its questions and answers, and its marks.

    Readings that differ in no question and no answer are one.
    """

    letter: SeenLetter
    printed: Printed
    grammar: Grammar
    scores: Floats
    joints: Roles
    coherence: Coherence
    best: float
    known: set[bytes] = field(default_factory=set)
    paths: list[Roles] = field(default_factory=list)
    blocks: list[list[Block]] = field(default_factory=list)
    marks: list[Marks] = field(default_factory=list)

    def add(self, paths: Roles, weights: Floats) -> None:
        """Takes in those of the paths (readings x lines) that make a new reading."""
        made = [telling.tobytes() for telling in np.where(_TELLING[paths], paths, -1)]
        # of paths that make one reading, the first is taken
        first = {own: place for place, own in reversed(list(enumerate(made))) if own not in self.known}
        new = sorted(first.values())
        self.known.update(first)
        if new:
            blocks = [link(self.printed, self.letter.played(paths[one])) for one in new]
            self.paths.extend(paths[new])
            self.blocks.extend(blocks)
            self.marks.extend(self.coherence.marks(paths[new], blocks, weights[new], self.best))

    def climb(self, ranking: Ranking) -> None:
        """Add readings that take from several others what makes each of them better than the first.

        Every reading differs from the first in one place or a few. Where a letter can be mended in several places, none
        of them mends all: so the best one is changed as another one changes the first, as long as that makes it better.
        """
        worth = ranking.worth(np.array(self.marks))
        first, best = self.paths[0], int(worth.argmax())
        order = np.argsort(-worth, kind="stable")
        nearly = np.array(self.paths)[order[(order > 0) & (worth[order] > -_WORSE)]]
        for _ in range(_CLIMBS):
            changed = np.where(nearly != first, nearly, self.paths[best])
            weights = self.grammar.weights_of(changed, self.scores, self.joints)
            likely = weights >= self.best - 2 * _WITHIN
            self.add(changed[likely], weights[likely])
            again = int(ranking.worth(np.array(self.marks)).argmax())
            if again == best:
                return
            best = again


def readings_of(letter: SeenLetter, grammar: Grammar, ranking: Ranking | None = None) -> Readings:
    """The likeliest readings that differ in their questions and answers. Each has an answer.

    A letter that answers nothing is next to unheard of. With a ``ranking``, readings that it may find better still are
    made of them, unless the letter is very long.
    """
    scores = np.log(letter.likely + 1e-6)
    joints = joints_of([line for line in letter.lines if not line.furniture])
    most = _MOST if len(scores) <= _LONGEST else 1
    likeliest = grammar.paths(scores, joints, AT[Role.BEGIN_ANSWER], most, _WITHIN)
    heads = ~letter.texts.below & (letter.thought.argmax(axis=1) == AT[Role.BEGIN_QUESTION])
    first = asked_again(likeliest[0], scores, joints, letter.texts.words, heads, grammar)
    coherence = Coherence.of(letter.view, letter.lines, AT, letter.likely, letter.thought, letter.texts)
    found = _Found(
        letter, Printed.of(letter.view, letter.lines), grammar, scores, joints, coherence, likeliest[0].weight
    )
    every = [first, *likeliest]
    found.add(np.array([path.classes for path in every]), np.array([path.weight for path in every]))
    if most > 1:
        lists = lists_of([line for line in letter.lines if not line.furniture])
        whole = np.array(list(islice(whole_lists(first.classes, lists, AT), most)))
        if whole.size:
            found.add(whole, grammar.weights_of(whole, scores, joints))
    if ranking is not None and len(scores) <= _LONGEST_CHANGED:
        found.climb(ranking)
    return Readings(found.paths, found.blocks, np.array(found.marks), most > 1)


def asked_again(
    path: Path, scores: Floats, joints: Roles, words: Sequence[str], heads: NDArray[np.bool_], grammar: Grammar
) -> Path:
    """The path, but that a quotation whose questions do not come again beside answers asks them itself.

    ``heads`` are the lines of the letter proper that look like the beginning of a question.
    """
    before = ~np.maximum.accumulate(path.classes == AT[Role.BEGIN_ANSWER])
    quoted = (path.classes == AT[Role.QUOTED]) & before
    if not (quoted & heads).any():
        return path
    asking = np.flatnonzero(path.classes == AT[Role.BEGIN_QUESTION]).tolist()
    asked = Recurrence(np.unique(np.concatenate([runs_of(words[line].split()) for line in asking] or [runs_of(())])))
    shares = asked.shares([words[line].split() for line in np.flatnonzero(quoted & heads).tolist()])
    if np.isnan(shares).all() or np.nanmean(shares) >= _COME_AGAIN:
        return path
    held = scores.copy()
    held[quoted, AT[Role.QUOTED]] = -1e6
    classes = grammar.best_path(held, joints, once=AT[Role.BEGIN_ANSWER]).classes
    return Path(classes, float(grammar.weights_of(classes[None], scores, joints)[0]))
