"""From labelled letters to a bundle: one set of labels teaches the models that read letters."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from joblib import Parallel, cpu_count, delayed
from threadpoolctl import threadpool_limits

from models.bundle import save_bundle
from models.figures import FigureModel
from models.manifest import Manifest, Origin
from models.profile import PROFILE, profile_of
from models.reader import Models, figure_context, status_context
from models.roles import RoleModel, TaughtLetter
from models.settings import Settings
from models.status import StatusExample, StatusModel, is_blank
from models.trust import REVIEW
from nlp.answers import Reply, replies
from nlp.labelled import format_labelled
from nlp.types import Answer, LabelledLetter
from training.augmentation import augmented
from training.card import model_card
from training.crossval import Fold, HeldOut, folds_by_authority, groups_of, read_held_out, report_of
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
    fitted to parts of the first fold's letters.
    """

    settings: Settings = field(default_factory=Settings)
    seed: int = 0
    folds: int = FOLDS
    risk: float = RISK
    curve: bool = False

    @property
    def fits(self) -> int:
        """How many times models are fitted."""
        return 1 + self.folds + (len(_CURVE) if self.curve else 0)


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


def train(letters: LabelSet, recipe: Recipe, done: Callable[[], None] = lambda: None) -> Trained:
    """Fit all models to these letters, and in each fold to those of other authorities.

    The answers of new letters count more, as ``StatusSettings.new_weight`` says. The same letters, wherever they lie,
    and the same recipe give the same models. ``done`` is called after each of ``recipe.fits`` fits.
    """
    settings, seed = recipe.settings, recipe.seed
    by_digest = {_digest(letter): letter for letter in letters.all}
    fresh = {_digest(letter) for letter in letters.new}
    parts = [
        labelled_lines(by_digest[digest], settings.statuses.new_weight if digest in fresh else 1.0, new=digest in fresh)
        for digest in sorted(by_digest)
    ]
    split = folds_by_authority(parts, recipe.folds, seed)
    steps = _steps(parts, split[0], seed) if recipe.curve else []
    jobs = [
        delayed(fit_models)(parts, settings, seed),
        *(delayed(_held_out)(parts, fold, number, settings, seed) for number, fold in enumerate([*split, *steps])),
    ]
    results = []
    for result in Parallel(n_jobs=min(cpu_count(), len(jobs)), return_as="generator")(jobs):
        results.append(result)
        done()
    models, *read = results
    of_folds, of_steps = read[: len(split)], read[len(split) :]
    held_out = tuple(chain.from_iterable(of_folds))
    points = zip([*steps, split[0]], [*of_steps, of_folds[0]], strict=True)
    return Trained(
        models,
        tuple(part.letter for part in parts),
        letters.hash,
        recipe,
        held_out,
        learn_trust(held_out, recipe.risk),
        tuple(Point(len(fold.learnt), tuple(own)) for fold, own in points) if recipe.curve else (),
    )


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


def _steps(parts: Sequence[LabelledLines], fold: Fold, seed: int) -> list[Fold]:
    """The fold with fewer letters to learn from, by whole groups drawn with ``seed``; the fewest first."""
    owners = groups_of([part.letter for part in parts])
    groups = sorted({owners[place] for place in fold.learnt})
    random.Random(seed).shuffle(groups)  # noqa: S311
    chosen = [set(groups[: max(_FEWEST, round(share * len(groups)))]) for share in _CURVE]
    return [replace(fold, learnt=tuple(place for place in fold.learnt if owners[place] in some)) for some in chosen]


def _held_out(parts: Sequence[LabelledLines], fold: Fold, number: int, settings: Settings, seed: int) -> list[HeldOut]:
    """The letters that the fold keeps out, read by models that learnt from the others and doubt labels of new ones."""
    kept = [parts[place] for place in fold.kept]
    models = fit_models([parts[place] for place in fold.learnt], settings, seed)
    with threadpool_limits(1):
        read = read_held_out(kept, models)
        asked = Judges(models.statuses, models.figures)
        doubted = [doubts(part.letter, asked) if part.new else () for part in kept]
    return [
        HeldOut(part.letter, letter, number, doubt) for part, letter, doubt in zip(kept, read, doubted, strict=True)
    ]


def fit_models(parts: Sequence[LabelledLines], settings: Settings, seed: int) -> Models:
    """The models that these letters teach, and that of directions, which has labels of its own.

    The roles of lines are learnt from a re-made copy of each letter, too, and which reading is the best from the one or
    the other; statuses and figures from the answers where they are labelled. An answer that points to another one
    teaches no status, for its words tell none.
    """
    taught = taught_answers(parts)
    worded = [one for one in taught if one.reply.words]
    with threadpool_limits(1):  # how sums are shared out over threads would show in their last digits
        return Models(
            RoleModel.fit(taught_letters(parts, seed), settings.roles, seed),
            StatusModel.fit(status_examples(parts, taught), load_vectors(), settings.statuses, seed),
            FigureModel.fit(
                [figure_context(one.reply) for one in worded],
                [one.answer.quantities for one in worded],
                [parts[one.letter].letter.authority for one in worded],
                settings.figures,
                seed,
            ),
            fitted_directions(seed),
        )


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


def status_examples(parts: Sequence[LabelledLines], taught: Sequence[TaughtAnswer]) -> list[StatusExample]:
    """The answers that teach what statuses look like, with the letters that they stand in."""
    return [
        StatusExample(
            status_context(one.reply),
            one.answer.statuses,
            parts[one.letter].letter.authority,
            parts[one.letter].times,
        )
        for one in taught
        if one.tells_status
    ]


def taught_letters(parts: Sequence[LabelledLines], seed: int) -> list[TaughtLetter]:
    """What teaches the roles of lines: the letters and then a re-made copy of each, in the same order.

    Each comes in a pile or alone, with its request or without. Either a letter or its copy, by turns, also teaches
    which of its readings is the best: weighing readings has few numbers to learn, and looking at them takes long.
    """
    copies = [
        parts,
        *([labelled_lines(one) for one in augmented(parts, seed + turn)] for turn in range(len(_ALONE) - 1)),
    ]
    groups = groups_of([part.letter for part in parts])
    return [
        TaughtLetter(
            part.view,
            part.lines,
            background,
            part.roles,
            groups[place],
            worth_of(part.letter) if (place + turn) % len(copies) == 0 else None,
        )
        for turn, (copy, alone) in enumerate(zip(copies, _ALONE, strict=True))
        for place, (part, background) in enumerate(
            zip(copy, backgrounds(piles(copy, alone, seed + turn), requests(copy, seed + turn)), strict=True)
        )
    ]


def _joined(digests: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _digest(letter: LabelledLetter) -> str:
    return hashlib.sha256(format_labelled(letter).encode()).hexdigest()
