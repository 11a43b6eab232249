"""How good a model's settings are: each model by itself, on letters of authorities that it has not learnt from.

What no setting changes is done once and shared by all trials.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score
from threadpoolctl import threadpool_limits

from models.crossed import Folds
from models.figures import FigureModel, TaughtNumbers
from models.reader import figure_context, status_context
from models.role_learning import TaughtLines, likely_roles
from models.settings import Settings
from models.status import TaughtAnswers
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


def objective_for(model: str, parts: Sequence[LabelledLines], folds: Folds, seed: int) -> Objective:
    """How good the settings of ``model``, one of ``MEASURES``, are on these letters, whose ``folds`` these are."""
    objectives = {"roles": _roles, "statuses": _statuses, "figures": _figures}
    return objectives[model](parts, folds, seed)


def _roles(parts: Sequence[LabelledLines], folds: Folds, seed: int) -> Objective:
    """The likelihood of lines' roles, as one network sees them: asking several takes longer and changes no choice."""
    taught = taught_letters(parts, folds, seed)
    lines = TaughtLines.of(taught.letters)
    # copies teach, but how well they are read is no matter
    judged = ~taught.remade[lines.owners]

    def of(settings: Settings) -> list[float]:
        with threadpool_limits(1):
            likely = likely_roles(lines, taught.folds, settings.roles, seed)
        return [
            _likelihood(likely[own], lines.classes[own], lines.owners[own])
            for own in (rows[judged[rows]] for _, rows in taught.folds.of(lines.owners).sides())
        ]

    return of


def _statuses(parts: Sequence[LabelledLines], folds: Folds, seed: int) -> Objective:
    """The likelihood of main statuses of answers where they are labelled."""
    answers = [one for one in taught_answers(parts) if one.tells_status]
    owners = np.array([one.letter for one in answers])
    taught = TaughtAnswers.of([status_context(one.reply) for one in answers], [one.answer.statuses for one in answers])
    own = folds.of(owners)

    def of(settings: Settings) -> list[float]:
        with threadpool_limits(1):
            chances = taught.held_out(own, settings.statuses, seed)
        return [_likelihood(chances[kept], taught.main[kept], owners[kept]) for _, kept in own.sides()]

    return of


def _figures(parts: Sequence[LabelledLines], folds: Folds, seed: int) -> Objective:
    """How well figures are told from the other numbers of labelled answers, whatever the threshold."""
    answers = [one for one in taught_answers(parts) if one.reply.words]
    taught = TaughtNumbers.of(
        [figure_context(one.reply) for one in answers], [one.answer.quantities for one in answers]
    )
    own = folds.of(np.array([one.letter for one in answers]))

    def of(settings: Settings) -> list[float]:
        with threadpool_limits(1):
            chances = FigureModel.held_out(taught, own, settings.figures, seed)
        return [
            float(average_precision_score(taught.right[kept], chances[kept]))
            for _, kept in own.of(taught.answers).sides()
        ]

    return of


def _likelihood(chances: NDArray[np.float64], classes: Places, owners: Places) -> float:
    """The mean log-likelihood of the right class (cases x classes); letters count alike, however long they are."""
    logs = np.log(np.maximum(chances[np.arange(len(classes)), classes], _NEVER))
    cases = np.bincount(owners)
    return float((np.bincount(owners, weights=logs)[cases > 0] / cases[cases > 0]).mean())
