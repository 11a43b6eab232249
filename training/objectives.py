"""How good a model's settings are: each model by itself, on letters of authorities that it has not learnt from.

What no setting changes is done once and shared by all trials.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score
from threadpoolctl import threadpool_limits

from models.figures import FigureModel, TaughtNumbers
from models.reader import figure_context, status_context
from models.roles import RoleModel, TaughtLines
from models.settings import Settings
from models.status import TaughtAnswers
from training.crossval import Fold
from training.fitting import taught_answers, taught_letters
from training.targets import LabelledLines

Places = NDArray[np.int64]

_NEVER = 1e-6
"""No probability counts as less: one answer does not outweigh all others."""


MEASURES = {
    "roles": "log_likelihood_of_roles",
    "statuses": "log_likelihood_of_statuses",
    "figures": "average_precision_of_figures",
}
"""What is measured of each model. The more, the better."""

Objective = Callable[[Settings], list[float]]
"""The measure in each fold, of models that were fitted with these settings."""


def objective_for(model: str, parts: Sequence[LabelledLines], folds: Sequence[Fold], seed: int) -> Objective:
    """How good the settings of ``model``, one of ``MEASURES``, are on these letters."""
    objectives = {"roles": _roles, "statuses": _statuses, "figures": _figures}
    return objectives[model](parts, folds, seed)


def _roles(parts: Sequence[LabelledLines], folds: Sequence[Fold], seed: int) -> Objective:
    """The likelihood of lines' roles, as one network sees them: asking several takes longer and changes no choice."""
    sides = [
        # nothing of a letter that is judged may be in the re-made copies of those learnt from
        (TaughtLines.of(taught_letters(learnt, seed)), TaughtLines.of(taught_letters(kept, seed)[: len(kept)]))
        for fold in folds
        for learnt, kept in [([parts[place] for place in side] for side in (fold.learnt, fold.kept))]
    ]

    def of(settings: Settings) -> list[float]:
        with threadpool_limits(1):
            return [
                _likelihood(
                    RoleModel.held_out(learnt, kept, replace(settings.roles, networks=1), seed),
                    kept.classes,
                    np.repeat(np.arange(len(kept.seen.sizes)), kept.seen.sizes),
                )
                for learnt, kept in sides
            ]

    return of


def _statuses(parts: Sequence[LabelledLines], folds: Sequence[Fold], seed: int) -> Objective:
    """The likelihood of main statuses of answers where they are labelled."""
    answers = [one for one in taught_answers(parts) if one.tells_status]
    owners = np.array([one.letter for one in answers])
    taught = TaughtAnswers.of([status_context(one.reply) for one in answers], [one.answer.statuses for one in answers])
    sides = [_sides(owners, fold) for fold in folds]

    def of(settings: Settings) -> list[float]:
        with threadpool_limits(1):
            found = taught.held_out(sides, settings.statuses, seed)
        return [
            _likelihood(chances, taught.main[kept], owners[kept])
            for chances, (_, kept) in zip(found, sides, strict=True)
        ]

    return of


def _figures(parts: Sequence[LabelledLines], folds: Sequence[Fold], seed: int) -> Objective:
    """How well figures are told from the other numbers of labelled answers, whatever the threshold."""
    answers = [one for one in taught_answers(parts) if one.reply.words]
    taught = TaughtNumbers.of(
        [figure_context(one.reply) for one in answers], [one.answer.quantities for one in answers]
    )
    owners = np.array([one.letter for one in answers])[taught.answers]
    sides = [_sides(owners, fold) for fold in folds]

    def of(settings: Settings) -> list[float]:
        with threadpool_limits(1):
            found = FigureModel.held_out(taught, sides, settings.figures, seed)
            return [
                float(average_precision_score(taught.right[kept], chances))
                for chances, (_, kept) in zip(found, sides, strict=True)
            ]

    return of


def _sides(owners: Places, fold: Fold) -> tuple[Places, Places]:
    """The places of what the letters to learn from own, and of what those to judge own."""
    learnt, kept = (np.flatnonzero(np.isin(owners, side)) for side in (fold.learnt, fold.kept))
    return learnt, kept


def _likelihood(chances: NDArray[np.float64], classes: Places, owners: Places) -> float:
    """The mean log-likelihood of the right class (cases x classes); letters count alike, however long they are."""
    logs = np.log(np.maximum(chances[np.arange(len(classes)), classes], _NEVER))
    cases = np.bincount(owners)
    return float((np.bincount(owners, weights=logs)[cases > 0] / cases[cases > 0]).mean())
