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
from training.revision import COMMIT, code_hash, commit_tags
from training.settings import Choice
from training.store import experiment_id, store_errors, where_to_look
from training.tuning import RANGES, Found, SearchPlan, Trial, Values

_KEY, _CODE, _NUMBER, _PARENT = "search", "code", "trial", "mlflow.parentRunId"
_SHOWN = 12
"""Characters of a commit that name it."""
_DIGITS = 5
"""Digits after the point to which a measure is written down."""
_MOST_RUNS = 50_000
"""Runs that MLflow names at once."""


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """What the store has of a search.

    ``trials`` are those that were finished when it was opened, ``code`` tells what tries more of them. ``note`` is what
    is to be said of an earlier search that other code began, if there is one.
    """

    plan: SearchPlan
    experiment: str
    run: str
    trials: tuple[Trial, ...]
    code: Mapping[str, str]
    note: str | None

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
            tags = {_PARENT: self.run, _NUMBER: str(number), **self.code}
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
def recorded_search(
    plan: SearchPlan, experiment: str, *, anew: bool = False, go_on: bool = False
) -> Iterator[SearchRecord]:
    """The record of the search that the block does: that of an earlier one of its kind, unless it is to begin anew.

    Code that was changed since may measure the same settings differently, so with a search that other code began it is
    only to ``go_on`` if that is said. ``experiment`` is the name of the experiment that it belongs to.
    """
    with store_errors():
        home, code = experiment_id(experiment), {_CODE: code_hash(), **commit_tags()}
        latest = None if anew else _latest(plan, home)
        earlier = latest if go_on or latest is None else _latest(plan, home, code[_CODE])
        trials = _trials(plan, home, earlier.run) if earlier else ()
        run = _reopened(earlier.run, code) if earlier else _opened(plan, home, code)
    with _ended_with(run, "FINISHED"):
        yield SearchRecord(plan, home, run, trials, code, _note(latest, earlier, code))


@dataclass(frozen=True, slots=True)
class _Search:
    """An earlier search: its run, and the tags that tell by which code it was begun or last gone on with."""

    run: str
    code: Mapping[str, str]


def _latest(plan: SearchPlan, experiment: str, code: str | None = None) -> _Search | None:
    """The latest search of this kind, by whatever code or by this."""
    from mlflow import MlflowClient  # noqa: PLC0415

    alike = f"tags.{_KEY} = '{plan.key}'"
    wanted = alike if code is None else f"{alike} and tags.{_CODE} = '{code}'"
    order = ["attributes.start_time DESC"]
    found = MlflowClient().search_runs([experiment], wanted, max_results=1, order_by=order)
    return _Search(found[0].info.run_id, found[0].data.tags) if found else None


def _note(latest: _Search | None, earlier: _Search | None, code: Mapping[str, str]) -> str | None:
    """What is to be said where the latest search is another code's: whether it is the one that is gone on with."""
    if latest is None or latest.code.get(_CODE) == code[_CODE]:
        return None
    commit = latest.code.get(COMMIT)
    began = f"run {latest.run}" + (f", commit {commit[:_SHOWN]}" if commit else "")
    if earlier is None:
        return (
            f"The code has changed since the last search ({began}), so that its trials cannot be compared with new "
            "ones: a new search is begun. --go-on goes on with the last one."
        )
    if earlier.run == latest.run:
        return f"The code has changed since the last search ({began}): old and new trials may not be comparable."
    return None


def _trials(plan: SearchPlan, experiment: str, search: str) -> tuple[Trial, ...]:
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


def _opened(plan: SearchPlan, experiment: str, code: Mapping[str, str]) -> str:
    from mlflow import MlflowClient  # noqa: PLC0415

    tags = {_KEY: plan.key, "mlflow.source.name": "foi tune", **code}
    run = str(MlflowClient().create_run(experiment, tags=tags, run_name=f"search of {plan.model}").info.run_id)
    told = {"model": plan.model, "measure": MEASURES[plan.model], "labels": plan.labels, "letters": len(plan.drawn)}
    ranges = {f"range.{name}": f"{one.low} to {one.high}" for name, one in RANGES[plan.model].items()}
    _log(run, params={**told, "share": plan.share, "folds": plan.folds, "seed": plan.seed, **ranges})
    return run


def _reopened(run: str, code: Mapping[str, str]) -> str:
    """Go on with a search; from then on it is one of this code, and each trial tells which code tried it."""
    from mlflow import MlflowClient  # noqa: PLC0415

    MlflowClient().update_run(run, status="RUNNING")
    _log(run, tags=code)
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
