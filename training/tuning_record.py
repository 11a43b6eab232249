"""A search as runs in MLflow: the search is a run, and each trial one within it.

The store is the search's memory, too: a search that was interrupted finds its trials there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from optuna.distributions import IntDistribution

from nlp.errors import FoiError
from training.objectives import MEASURES
from training.revision import commit_tags
from training.settings import Choice
from training.store import experiment_id, store_errors, where_to_look
from training.tuning import RANGES, Found, Plan, Trial, Values

_KEY, _NUMBER, _PARENT = "search", "trial", "mlflow.parentRunId"
_DIGITS = 5
"""Digits after the point to which a measure is written down."""
_MOST_RUNS = 50_000
"""Runs that MLflow names at once."""


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """What the store has of a search.

    ``trials`` are those that were finished when it was opened, ``commit`` tells what code tries more of them.
    """

    plan: Plan
    experiment: str
    run: str
    trials: tuple[Trial, ...]
    commit: Mapping[str, str]

    @property
    def measure(self) -> str:
        """What the measure is called."""
        return MEASURES[self.plan.model]

    @property
    def look(self) -> str:
        """Where to look at it, or how."""
        return where_to_look(self.experiment, self.run)

    @contextmanager
    def trial(self, number: int, values: Values) -> Iterator[Callable[[Trial], None]]:
        """A run for the trial that the block does, which calls what it is given; only then does the trial count."""
        with store_errors():
            from mlflow import MlflowClient  # noqa: PLC0415

            client = MlflowClient()
            tags = {_PARENT: self.run, _NUMBER: str(number), **self.commit}
            run = client.create_run(self.experiment, tags=tags, run_name=f"{self.plan.model} {number}").info.run_id
            _log(run, params=values)

        def keep(trial: Trial) -> None:
            folds = {_in_fold(self.measure, fold): value for fold, value in enumerate(trial.folds)}
            with store_errors():
                _log(run, metrics={self.measure: trial.mean, **folds})
                client.set_terminated(run, "FINISHED")

        with _ended_with(run, None):
            yield keep

    def conclude(self, found: Found) -> None:
        """Write down what was found."""
        measures = {
            "before": found.before.mean,
            "after": found.best.mean,
            "gain": found.gain,
            "spread": found.spread,
            "trials": float(found.trials),
        }
        with store_errors():
            _log(self.run, metrics=measures, tags={f"best.{name}": value for name, value in found.best.values.items()})

    def sentence(self, found: Found) -> str:
        """What was found, in words."""
        before = f"{self.plan.model}: {self.measure} is {found.before.mean:.4f} with the settings in use"
        if found.best == found.before:
            return f"{before}, and with none of {found.trials} trials is it higher."
        values = ", ".join(f"{name} = {value}" for name, value in found.best.values.items())
        # the best of many trials was chosen on these folds, and so gains less on other letters
        verdict = "most likely better, if by less" if found.better else "which can be chance"
        return (
            f"{before} and {found.best.mean:.4f} with {values}, the best of {found.trials} trials:"
            f" {found.gain:.4f} more, give or take {found.spread:.4f} from fold to fold, {verdict}."
        )

    def choice(self, found: Found) -> Choice:
        """That this search chose the best settings found."""
        plan = self.plan
        return Choice(
            run=self.run,
            day=datetime.now(UTC).date(),
            measure=self.measure,
            before=_written(found.before.mean),
            after=_written(found.best.mean),
            spread=_written(found.spread),
            trials=found.trials,
            folds=plan.folds,
            letters=len(plan.drawn),
            seed=plan.seed,
            labels=plan.labels,
        )


@contextmanager
def recorded_search(plan: Plan, experiment: str, anew: bool = False) -> Iterator[SearchRecord]:
    """The record of the search that the block does: that of an earlier one of its kind, unless it is to begin anew.

    ``experiment`` is the name of the experiment that it belongs to.
    """
    with store_errors():
        home = experiment_id(experiment)
        run = None if anew else _earlier(plan, home)
        trials = _trials(plan, home, run) if run else ()
        commit = commit_tags()
        run = _reopened(run) if run else _opened(plan, home, commit)
    with _ended_with(run, "FINISHED"):
        yield SearchRecord(plan, home, run, trials, commit)


def _earlier(plan: Plan, experiment: str) -> str | None:
    """The run of the latest search of this kind."""
    from mlflow import MlflowClient  # noqa: PLC0415

    order, alike = ["attributes.start_time DESC"], f"tags.{_KEY} = '{plan.key}'"
    found = MlflowClient().search_runs([experiment], alike, max_results=1, order_by=order)
    return found[0].info.run_id if found else None


def _trials(plan: Plan, experiment: str, search: str) -> tuple[Trial, ...]:
    """The finished trials of a search, in their order."""
    from mlflow import MlflowClient  # noqa: PLC0415

    within = f"tags.{_PARENT} = '{search}' and attributes.status = 'FINISHED'"
    runs = MlflowClient().search_runs([experiment], within, max_results=_MOST_RUNS)
    kinds = {name: int if isinstance(one, IntDistribution) else float for name, one in RANGES[plan.model].items()}
    measure = MEASURES[plan.model]
    return tuple(
        Trial(
            {name: kind(run.data.params[name]) for name, kind in kinds.items()},
            tuple(value for name, value in sorted(run.data.metrics.items()) if name.startswith(_in_fold(measure))),
        )
        for run in sorted(runs, key=lambda run: int(run.data.tags[_NUMBER]))
    )


def _opened(plan: Plan, experiment: str, commit: Mapping[str, str]) -> str:
    from mlflow import MlflowClient  # noqa: PLC0415

    tags = {_KEY: plan.key, "mlflow.source.name": "foi tune", **commit}
    run = str(MlflowClient().create_run(experiment, tags=tags, run_name=f"search of {plan.model}").info.run_id)
    told = {"model": plan.model, "measure": MEASURES[plan.model], "labels": plan.labels, "letters": len(plan.drawn)}
    ranges = {f"range.{name}": f"{one.low} to {one.high}" for name, one in RANGES[plan.model].items()}
    _log(run, params={**told, "share": plan.share, "folds": plan.folds, "seed": plan.seed, **ranges})
    return run


def _reopened(run: str) -> str:
    from mlflow import MlflowClient  # noqa: PLC0415

    MlflowClient().update_run(run, status="RUNNING")
    return run


def _log(
    run: str,
    params: Mapping[str, object] | None = None,
    metrics: Mapping[str, float] | None = None,
    tags: Mapping[str, object] | None = None,
) -> None:
    from mlflow import MlflowClient  # noqa: PLC0415
    from mlflow.entities import Metric, Param, RunTag  # noqa: PLC0415

    now = int(time.time() * 1000)
    MlflowClient().log_batch(
        run,
        metrics=[Metric(name, value, now, 0) for name, value in (metrics or {}).items()],
        params=[Param(name, str(value)) for name, value in (params or {}).items()],
        tags=[RunTag(name, str(value)) for name, value in (tags or {}).items()],
    )


@contextmanager
def _ended_with(run: str, status: str | None) -> Iterator[None]:
    """The run ends with the block: ``FAILED`` or ``KILLED`` if that comes to nothing, else with ``status`` if given."""

    def end(status: str) -> None:
        with store_errors():
            from mlflow import MlflowClient  # noqa: PLC0415

            MlflowClient().set_terminated(run, status)

    try:
        yield
    except BaseException as error:
        # a store that is away is told nothing, and what went wrong first is what is said
        with suppress(FoiError):
            end("FAILED" if isinstance(error, Exception) else "KILLED")
        raise
    if status:
        end(status)


def _written(measure: float) -> float:
    return round(measure, _DIGITS)


def _in_fold(measure: str, fold: int | str = "") -> str:
    return f"{measure}/fold-{fold}"
