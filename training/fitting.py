"""From labelled letters to a bundle: one set of labels teaches the models that read letters."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from models.bundle import save_bundle
from models.crossed import Crossed, Folds, combined
from models.directions import DirectionModel
from models.figures import FigureModel
from models.manifest import Manifest, Origin
from models.profile import PROFILE, profile_of
from models.reader import Models, figure_context, status_context
from models.role_learning import Done, TaughtLetter, cross_fit_roles, steps_of
from models.roles import RoleModel
from models.settings import Settings
from models.status import StatusExample, StatusModel, is_blank
from models.trust import REVIEW
from nlp.answers import Reply, replies
from nlp.labelled import format_labelled
from nlp.types import Answer, LabelledLetter
from training.augmentation import augmented
from training.card import model_card
from training.crossval import HeldOut, folds_by_authority, groups_of, read_held_out, report_of
from training.directions import directions_hash, fitted_directions
from training.doubtful_labels import Judges, doubts
from training.evaluation import Report
from training.piles import piles
from training.requests import backgrounds, requests
from training.risk import RISK
from training.targets import LabelledLines, labelled_lines
from training.trusting import Trusted, learn_trust
from training.word_vectors import load_vectors
from training.worth import worth_of

_ALONE = (0.5, 0.0)
"""How many of the letters, and of each re-made copy of them, come by themselves and not in a pile."""
FOLDS = 3
"""Into how many folds letters are parted, unless said otherwise."""
_CURVE = (0.125, 0.25, 0.5)
"""Shares of the first fold's letters that a learning curve stops at before it takes all."""
_FEWEST = 15
"""Authorities from whose letters models can be fitted."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a learning curve: the first fold as models read it that learnt from so many letters."""

    letters: int
    held_out: tuple[HeldOut, ...]

    @property
    def report(self) -> Report:
        """The measures over the fold's letters."""
        return report_of(self.held_out)


@dataclass(frozen=True, slots=True)
class LabelSet:
    """The letters to learn from: those that are there, and new ones, which matter more to whoever brings them."""

    known: Sequence[LabelledLetter]
    new: Sequence[LabelledLetter] = ()

    @property
    def all(self) -> list[LabelledLetter]:
        """All letters, the new ones last."""
        return [*self.known, *self.new]

    @property
    def hash(self) -> str:
        """The same for the same letters, in whatever order and wherever they lie; it tells which are new.

        What teaches directions whatever the letters are is in it, too.
        """
        return _joined([hash_of(self.all), hash_of(self.new), directions_hash()])


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train, other than with which letters.

    ``folds`` is into how many parts letters go, each of which is read by models that learnt from the others. ``risk``
    is the share of answers that may be wrong though no person is told to look at them. With ``curve``, models are also
    fitted to parts of the letters outside the first fold.
    """

    settings: Settings = field(default_factory=Settings)
    seed: int = 0
    folds: int = FOLDS
    risk: float = RISK
    curve: bool = False

    @property
    def steps(self) -> int:
        """How many steps a training has: of roles, one of answers, the reading of folds, and the points of a curve."""
        return steps_of(self.folds, self.settings.roles) + 1 + self.folds + (len(_CURVE) if self.curve else 0)


@dataclass(frozen=True, slots=True)
class Trained:
    """Models with what they were fitted on, and how well such models read letters of other authorities.

    ``labels`` is the hash of the label set. ``held_out`` has every letter, as the models of its fold read it, and
    ``trusted`` is what was learnt of trust from them; ``curve`` is empty unless it was asked for.
    """

    models: Models
    letters: tuple[LabelledLetter, ...]
    labels: str
    recipe: Recipe
    held_out: tuple[HeldOut, ...]
    trusted: Trusted
    curve: tuple[Point, ...]

    @property
    def report(self) -> Report:
        """The measures over all letters, each read by models that had not seen its authority."""
        return report_of(self.held_out)


def train(letters: LabelSet, recipe: Recipe, done: Done = lambda: None) -> Trained:
    """Fit all models to these letters, and for each fold to those of other authorities.

    The answers of new letters count more, as ``StatusSettings.new_weight`` says. The same letters, wherever they lie,
    and the same recipe give the same models. ``done`` is called after each of ``recipe.steps`` steps.
    """
    settings, seed = recipe.settings, recipe.seed
    by_digest = {_digest(letter): letter for letter in letters.all}
    fresh = {_digest(letter) for letter in letters.new}
    parts = [
        labelled_lines(by_digest[digest], settings.statuses.new_weight if digest in fresh else 1.0, new=digest in fresh)
        for digest in sorted(by_digest)
    ]
    folds = folds_by_authority(parts, recipe.folds, seed)
    beside = _begun([delayed(_of_answers)(parts, folds, settings, seed)])
    lines = _of_lines(parts, folds, settings, seed, done)
    (answers,) = _ended(beside, done)
    models = combined(lambda roles, others: Models(roles, *others), lines, answers)
    steps = _steps(parts, folds, seed) if recipe.curve else []
    kept = [[parts[place] for place in places] for _, places in folds.sides()]
    reading = [delayed(_held_out)(own, models.without[fold], fold) for fold, own in enumerate(kept)]
    curve = [delayed(_step)([parts[place] for place in step], kept[0], recipe) for step in steps]
    read = _ended(_begun([*reading, *curve]), done)
    of_folds, of_steps = read[: folds.count], read[folds.count :]
    held_out = tuple(chain.from_iterable(of_folds))
    points = zip([*map(len, steps), len(folds.learnt(0))], [*of_steps, of_folds[0]], strict=True)
    return Trained(
        models.whole,
        tuple(part.letter for part in parts),
        letters.hash,
        recipe,
        held_out,
        learn_trust(held_out, recipe.risk),
        tuple(Point(count, tuple(own)) for count, own in points) if recipe.curve else (),
    )


def _begun(jobs: Sequence[Any]) -> Iterable[Any]:
    """What the jobs will come to, in their order; other processes have begun with them."""
    results: Iterable[Any] = Parallel(n_jobs=-1, return_as="generator")(jobs)
    return results


def _ended(begun: Iterable[Any], done: Done) -> list[Any]:
    """What jobs came to; ``done`` is called after each."""
    results = []
    for result in begun:
        results.append(result)
        done()
    return results


def hash_of(letters: Sequence[LabelledLetter]) -> str:
    """The hash of a label set: that of the same letters, in whatever order and wherever they lie."""
    return _joined(sorted({_digest(letter) for letter in letters}))


def save(trained: Trained, output: Path) -> Manifest:
    """Save the models as a bundle, with the measures and the review thresholds that the letters held out tell."""
    trusted = trained.trusted
    measures = {
        "held_out_letters": len(trained.held_out),
        **trained.report.as_dict(),
        "promise": trusted.promise.as_dict(),
        "folds": trained.recipe.folds,
    }
    thresholds = {REVIEW: trusted.promise.threshold}
    origin = Origin(trained.labels, trained.recipe.seed, trained.recipe.settings.as_dict(), measures, thresholds)
    profile = profile_of([one.read for one in trained.held_out], groups_of([one.letter for one in trained.held_out]))
    states = {**trained.models.states(), "trust": trusted.model.state(), PROFILE: profile.state()}
    return save_bundle(output, states, origin, card=model_card(trained.letters, origin))


def _steps(parts: Sequence[LabelledLines], folds: Folds, seed: int) -> list[list[int]]:
    """The places of fewer letters to learn from than are outside the first fold, by whole groups; the fewest first."""
    owners, learnt = groups_of([part.letter for part in parts]), folds.learnt(0).tolist()
    groups = sorted({owners[place] for place in learnt})
    random.Random(seed).shuffle(groups)  # noqa: S311
    chosen = [set(groups[: max(_FEWEST, round(share * len(groups)))]) for share in _CURVE]
    return [[place for place in learnt if owners[place] in some] for some in chosen]


def _step(learnt: Sequence[LabelledLines], kept: Sequence[LabelledLines], recipe: Recipe) -> list[HeldOut]:
    return _held_out(kept, fit_models(learnt, recipe.settings, recipe.seed, recipe.folds), 0)


def _held_out(kept: Sequence[LabelledLines], models: Models, fold: int) -> list[HeldOut]:
    """The letters of a fold, read by models that learnt from the others and doubt labels of new ones."""
    with threadpool_limits(1):
        read = read_held_out(kept, models)
        asked = Judges(models.statuses, models.figures)
        doubted = [doubts(part.letter, asked) if part.new else () for part in kept]
    return [HeldOut(part.letter, letter, fold, doubt) for part, letter, doubt in zip(kept, read, doubted, strict=True)]


def fit_models(parts: Sequence[LabelledLines], settings: Settings, seed: int, folds: int = FOLDS) -> Models:
    """The models that these letters teach, and that of directions, which has labels of its own."""
    split = folds_by_authority(parts, folds, seed)
    others = _of_answers(parts, split, settings, seed).whole
    return Models(_of_lines(parts, split, settings, seed).whole, *others)


def _of_lines(
    parts: Sequence[LabelledLines], folds: Folds, settings: Settings, seed: int, done: Done = lambda: None
) -> Crossed[RoleModel]:
    """The models of lines; they learn from a re-made copy of each letter, too, and from one of both what reads best."""
    taught = taught_letters(parts, folds, seed)
    with threadpool_limits(1):  # how sums are shared out over threads would show in their last digits
        return cross_fit_roles(taught.letters, taught.folds, settings.roles, seed, done)


def _of_answers(
    parts: Sequence[LabelledLines], folds: Folds, settings: Settings, seed: int
) -> Crossed[tuple[StatusModel, FigureModel, DirectionModel]]:
    """The models of answers: statuses and figures learn from the answers where they are labelled.

    An answer that points to another one teaches no status, for its words tell none. Directions have labels of their
    own, whatever the letters are.
    """
    taught = taught_answers(parts)
    telling = [one for one in taught if one.tells_status]
    worded = [one for one in taught if one.reply.words]
    with threadpool_limits(1):
        directions = fitted_directions(seed)
        return combined(
            lambda statuses, figures: (statuses, figures, directions),
            StatusModel.cross_fit(
                status_examples(parts, telling), _folds_of(telling, folds), load_vectors(), settings.statuses, seed
            ),
            FigureModel.cross_fit(
                [figure_context(one.reply) for one in worded],
                [one.answer.quantities for one in worded],
                _folds_of(worded, folds),
                settings.figures,
                seed,
            ),
        )


def _folds_of(answers: Sequence[TaughtAnswer], folds: Folds) -> Folds:
    """The folds of answers, given those of letters."""
    return folds.of(np.array([one.letter for one in answers], dtype=np.intp))


@dataclass(frozen=True, slots=True)
class TaughtAnswer:
    """A labelled answer as it stands in its letter; ``letter`` is the letter's place."""

    letter: int
    reply: Reply
    answer: Answer

    @property
    def tells_status(self) -> bool:
        """Whether its words tell its status: a blank has none, and those that point to another answer do not."""
        return self.answer.refers_to is None and not is_blank(self.reply.words)


def taught_answers(parts: Sequence[LabelledLines]) -> list[TaughtAnswer]:
    """The labelled answers of all letters, in their order."""
    return [
        TaughtAnswer(place, reply, answer)
        for place, part in enumerate(parts)
        for reply, answer in zip(
            replies(part.view, part.lines, part.letter.questions, part.letter.answers), part.letter.answers, strict=True
        )
    ]


def status_examples(parts: Sequence[LabelledLines], telling: Sequence[TaughtAnswer]) -> list[StatusExample]:
    """What statuses look like in these answers of letters."""
    return [StatusExample(status_context(one.reply), one.answer.statuses, parts[one.letter].times) for one in telling]


@dataclass(frozen=True, slots=True, eq=False)
class TaughtLetters:
    """What teaches the roles of lines: letters, and a re-made copy of each.

    ``folds`` and ``remade``, which tells the copies, have an entry a letter; a copy is in its letter's fold.
    """

    letters: Sequence[TaughtLetter]
    folds: Folds
    remade: NDArray[np.bool_]


def taught_letters(parts: Sequence[LabelledLines], folds: Folds, seed: int) -> TaughtLetters:
    """The letters fold by fold, and copies of them: a copy borrows from other letters, and a pile recurs, in one fold.

    Each comes in a pile or alone, with its request or without. Either a letter or its copy, by turns, also teaches
    which of its readings is the best: weighing readings has few numbers to learn, and looking at them takes long.
    """
    taught: list[TaughtLetter] = []
    numbers: list[int] = []
    remade: list[bool] = []
    for fold in range(folds.count):
        own = [parts[place] for place in folds.kept(fold)]
        copies = [
            own,
            *([labelled_lines(one) for one in augmented(own, seed + turn)] for turn in range(len(_ALONE) - 1)),
        ]
        for turn, (copy, alone) in enumerate(zip(copies, _ALONE, strict=True)):
            known = backgrounds(piles(copy, alone, seed + turn), requests(copy, seed + turn))
            taught += [
                TaughtLetter(
                    part.view,
                    part.lines,
                    background,
                    part.roles,
                    worth_of(part.letter) if (place + turn) % len(copies) == 0 else None,
                )
                for place, (part, background) in enumerate(zip(copy, known, strict=True))
            ]
            numbers += [fold] * len(copy)
            remade += [turn > 0] * len(copy)
    return TaughtLetters(taught, Folds(np.array(numbers, dtype=np.intp), folds.count), np.array(remade, dtype=bool))


def _joined(digests: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _digest(letter: LabelledLetter) -> str:
    return hashlib.sha256(format_labelled(letter).encode()).hexdigest()
