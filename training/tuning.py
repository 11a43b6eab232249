"""A search for better settings of one model: trial after trial, inside a budget, never worse than what is in use.

Optuna's sampler says what to try next (tree-structured Parzen estimator, Bergstra et al. 2011). It is asked anew for
each trial, with all that were tried before, so a search that was interrupted goes on as if nothing had happened.
"""

from __future__ import annotations

import hashlib
import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean, stdev
from typing import TYPE_CHECKING

import optuna
from optuna.distributions import BaseDistribution, FloatDistribution, IntDistribution, distribution_to_json
from optuna.samplers import TPESampler
from optuna.trial import create_trial

from models.manifest import installed_libraries
from models.settings import Settings
from nlp.errors import FoiError
from nlp.types import LabelledLetter
from training.crossval import folds_by_authority
from training.fitting import hash_of
from training.objectives import Objective, objective_for
from training.targets import labelled_lines

if TYPE_CHECKING:
    from training.tuning_record import SearchRecord

Values = Mapping[str, float]
"""Settings of a model by name."""

RANGES: Mapping[str, Mapping[str, FloatDistribution | IntDistribution]] = {
    "statuses": {
        "strength": FloatDistribution(0.5, 50, log=True),
        "fewest": IntDistribution(2, 8),
        "cell_weight": FloatDistribution(0.1, 1.5, log=True),
    },
    "figures": {
        "strength": FloatDistribution(1, 300, log=True),
        "fewest": IntDistribution(1, 6),
        "far_weight": FloatDistribution(0.1, 1.5, log=True),
    },
    "roles": {
        "words": FloatDistribution(0.5, 6, log=True),
        "edges": FloatDistribution(0.1, 2, log=True),
        "shape": FloatDistribution(0.1, 2, log=True),
        "fewest": IntDistribution(2, 8),
        "hidden": IntDistribution(32, 192),
        "blanked": FloatDistribution(0.0, 0.6),
        "penalty": FloatDistribution(1e-5, 0.1, log=True),
    },
}
"""What is searched, and where.

Labelled letters cannot tell the ``lean`` of statuses; ``prose_weight`` times ``strength`` is one setting; more
``networks`` are always a little better, and slower.
"""

_DIGITS = 3
"""Digits of a setting that are worth writing down."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Settings that were tried, and the measure in each fold."""

    values: Values
    folds: tuple[float, ...]

    @property
    def mean(self) -> float:
        """The measure over all folds."""
        return fmean(self.folds)


@dataclass(frozen=True)
class SearchPlan:
    """What is searched: settings of ``model`` beside which the others stay as they are ``present``.

    ``share`` is how many of the letters are taken, from 0 to 1.
    """

    model: str
    letters: Sequence[LabelledLetter]
    present: Settings
    seed: int
    folds: int
    share: float = 1.0

    @cached_property
    def values(self) -> Values:
        """The settings in use that are searched; ``FoiError`` for one that lies outside of the search."""
        own = self.present.as_dict()[self.model]
        for name, searched in RANGES[self.model].items():
            if not searched.low <= own[name] <= searched.high:
                raise FoiError(
                    f"{self.model}.{name} is {own[name]}, and the search looks from {searched.low} to {searched.high}:"
                    " begin with --settings within that."
                )
        return {name: own[name] for name in RANGES[self.model]}

    @cached_property
    def labels(self) -> str:
        """The hash of the label set."""
        return hash_of(self.letters)

    @cached_property
    def drawn(self) -> list[LabelledLetter]:
        """The letters that are taken: the same ones wherever they lie."""
        ordered = sorted({letter.text: letter for letter in self.letters}.values(), key=lambda letter: letter.text)
        return random.Random(self.seed).sample(ordered, max(1, round(self.share * len(ordered))))  # noqa: S311

    @property
    def key(self) -> str:
        """A hash that is the same for searches that can go on where the other one stopped, if the code is the same."""
        told = {
            "model": self.model,
            "labels": self.labels,
            "seed": self.seed,
            "folds": self.folds,
            "share": self.share,
            "ranges": {name: distribution_to_json(searched) for name, searched in RANGES[self.model].items()},
            "as they are": {k: v for k, v in self.present.as_dict()[self.model].items() if k not in self.values},
            "libraries": installed_libraries(),
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    def objective(self) -> Objective:
        """How good settings are, by cross-validation on the letters drawn."""
        parts = [labelled_lines(letter) for letter in self.drawn]
        return objective_for(self.model, parts, folds_by_authority(parts, self.folds, self.seed), self.seed)

    def settings(self, values: Values) -> Settings:
        """The settings in use with other values of those searched."""
        given = self.present.as_dict()
        return Settings.from_dict({**given, self.model: {**given[self.model], **values}})


@dataclass(frozen=True, slots=True)
class Budget:
    """How many trials there may be in all, those of earlier runs among them, and how many seconds this run has."""

    trials: int
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the trial of the settings in use, the best one, and how many there were."""

    before: Trial
    best: Trial
    trials: int

    @property
    def gains(self) -> tuple[float, ...]:
        """What the best settings gain in each fold."""
        return tuple(after - before for after, before in zip(self.best.folds, self.before.folds, strict=True))

    @property
    def gain(self) -> float:
        """What they gain over all folds."""
        return fmean(self.gains)

    @property
    def spread(self) -> float:
        """How far what is gained differs between folds: its standard deviation."""
        return stdev(self.gains)

    @property
    def better(self) -> bool:
        """Whether the best settings gain more than their gains differ."""
        return self.gain > self.spread


def search(
    plan: SearchPlan, record: SearchRecord, budget: Budget, seen: Callable[[int, float], None] = lambda *_: None
) -> Found:
    """Try settings until the budget is spent, the ones in use first; trials that the record holds are not repeated.

    A trial that would take longer than there is time, going by the slowest of this run, is not begun. ``seen`` is
    told how many trials are done and the best measure, whenever there is one more.
    """
    began = time.monotonic()
    tried, slowest, objective = list(record.trials), 0.0, None
    while (values := _to_try(plan, tried, budget, time.monotonic() - began + slowest)) is not None:
        objective = objective or plan.objective()
        start = time.monotonic()
        with record.trial(len(tried), values) as keep:
            trial = Trial(values, tuple(objective(plan.settings(values))))
            keep(trial)
        tried.append(trial)
        slowest = max(slowest, time.monotonic() - start)
        seen(len(tried), max(trial.mean for trial in tried))
    before = next(trial for trial in tried if trial.values == plan.values)
    found = Found(before, max(tried, key=lambda trial: trial.mean), len(tried))
    record.conclude(found)
    return found


def _to_try(plan: SearchPlan, tried: Sequence[Trial], budget: Budget, seconds: float) -> Values | None:
    """What to try next; nothing if ``seconds`` will have passed by its end and that is too much."""
    if all(trial.values != plan.values for trial in tried):
        return plan.values
    if len(tried) >= budget.trials or (budget.seconds is not None and seconds >= budget.seconds):
        return None
    return suggested(plan.model, tried, plan.seed)


def suggested(model: str, tried: Sequence[Trial], seed: int) -> Values:
    """What is worth trying after these trials."""
    space: dict[str, BaseDistribution] = dict(RANGES[model])
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(direction="maximize", sampler=TPESampler(seed=seed + len(tried)))
    study.add_trials(
        [create_trial(params=dict(trial.values), distributions=space, value=trial.mean) for trial in tried]
    )
    asked = study.ask(space).params
    return {name: one if isinstance(one, int) else float(f"{one:.{_DIGITS}g}") for name, one in asked.items()}
