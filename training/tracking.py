"""Every training as a run in MLflow: what went into it, how good what came out of it is, and what people look at.

A store that is away costs the record and never the bundle: what goes wrong with it is kept as a sentence.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from models.manifest import CARD, read_manifest
from nlp.errors import FoiError
from training.fitting import LabelSet, Recipe, Trained
from training.registry import Version, register
from training.revision import commit_tags
from training.run_contents import Results, letter_table, parameters, term_table
from training.store import StoreAway, experiment_id, store_errors, where_to_look

_SOURCE = {"mlflow.source.name": "foi train"}
_LETTERS, _TERMS = "letters.json", "strongest-terms.json"
_DIGEST = 32
"""Characters of the label set's hash that MLflow has room for."""


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """A training that is about to begin, and the name of the experiment that it is a run of."""

    letters: LabelSet
    recipe: Recipe
    experiment: str


@dataclass(slots=True)
class Record:
    """What the store has of a training.

    ``run`` is the id of the run and ``version`` the registered one, ``None`` as long as there is none. ``lost`` has
    the steps that could not be taken, by what they would have recorded; ``trouble`` says why.
    """

    plan: TrainingPlan
    experiment: str | None = None
    run: str | None = None
    version: Version | None = None
    lost: dict[str, Callable[[], None]] = field(default_factory=dict)
    trouble: str | None = None

    def begin(self) -> None:
        """Open a run and write down what goes into it."""
        self._take({"the run": self._open, "what went into it": self._describe})

    def complete(self, trained: Trained, bundle: Path) -> None:
        """Write down what came of it: measures, plots, mistakes, and the bundle, which is registered as challenger."""
        results = Results(trained)
        self._take(
            {
                "the measures": lambda: self._log_measures(results),
                "the bundle": lambda: self._log_bundle(bundle),
                "the plots": lambda: self._log_plots(results),
                "the mistakes": lambda: self._log_mistakes(trained),
                "the strongest terms": lambda: self._log_terms(trained),
                "the registered version": lambda: self._register(bundle),
                "that the run has ended": lambda: self._close("FINISHED"),
            }
        )

    def end(self, status: str) -> None:
        """Say of the run that it came to nothing: ``FAILED`` or ``KILLED``."""
        self._take({"that the run has ended": lambda: self._close(status)})

    def sentence(self) -> str:
        """Where the record is and how to look at it, or what is missing from it and why."""
        if self.trouble is not None:
            return f"Not recorded: {', '.join(self.lost)}. {self.trouble}"
        version = f" and registered as {self.version.uri}, the challenger" if self.version else ""
        look = where_to_look(self.experiment, self.run)
        return f"Recorded as run {self.run} of experiment {self.plan.experiment}{version}; to see it: {look}"

    def _take(self, steps: Mapping[str, Callable[[], None]]) -> None:
        """Take what was lost before and then these steps.

        A store that is away would be waited for at each of them, so the first one ends it; it may be back at the
        next call. One that only refuses a step may take the others.
        """
        steps, self.lost, self.trouble = {**self.lost, **steps}, {}, None
        away = False
        for what, step in steps.items():
            try:
                if not away:
                    with store_errors():
                        step()
                    continue
            except Exception as error:  # noqa: BLE001 - whatever goes wrong with a record costs no training
                away = isinstance(error, StoreAway)
                self.trouble = self.trouble or str(error)
            self.lost[what] = step

    def _open(self) -> None:
        from mlflow import MlflowClient  # noqa: PLC0415

        self.experiment = experiment_id(self.plan.experiment)
        self.run = MlflowClient().create_run(self.experiment, tags={**_SOURCE, **commit_tags()}).info.run_id

    def _describe(self) -> None:
        from mlflow import MlflowClient  # noqa: PLC0415
        from mlflow.data.code_dataset_source import CodeDatasetSource  # noqa: PLC0415
        from mlflow.data.pandas_dataset import from_pandas  # noqa: PLC0415
        from mlflow.entities import Dataset, DatasetInput, InputTag, Param  # noqa: PLC0415

        letters, client, run = self.plan.letters, MlflowClient(), self._id()
        params = [Param(name, value) for name, value in parameters(letters, self.plan.recipe).items()]
        client.log_batch(run, params=params)
        table = letter_table(letters.all)
        # the table lies beside the run; MLflow knows no way to say so of a dataset's source
        source = CodeDatasetSource({**_SOURCE, **commit_tags(), "table": _LETTERS})
        digest = letters.hash[:_DIGEST]
        with warnings.catch_warnings():
            # a hint for tables that models are to read
            warnings.filterwarnings("ignore", "Hint: Inferred schema contains integer column", UserWarning)
            dataset = from_pandas(table, source=source, name="labelled letters", digest=digest).to_dict()
        context = InputTag("mlflow.data.context", "training")
        client.log_inputs(run, [DatasetInput(Dataset(**dataset), [context])])
        client.log_table(run, table, _LETTERS)

    def _log_measures(self, results: Results) -> None:
        from mlflow import MlflowClient  # noqa: PLC0415
        from mlflow.entities import Metric  # noqa: PLC0415

        now = int(time.time() * 1000)
        metrics = [Metric(name, value, now, step) for (name, step), value in results.measures().items()]
        MlflowClient().log_batch(self._id(), metrics=metrics)

    def _log_bundle(self, bundle: Path) -> None:
        from mlflow import MlflowClient  # noqa: PLC0415

        manifest, client = read_manifest(bundle), MlflowClient()
        client.set_tag(self._id(), "bundle", manifest.id)
        for name, threshold in manifest.origin.thresholds.items():
            client.log_metric(self._id(), f"threshold/{name}", threshold)
        for term in ("risk", "bound", "share"):
            client.log_metric(self._id(), f"promise/{term}", manifest.origin.measures["promise"][term])
        client.log_artifacts(self._id(), str(bundle), "bundle")
        client.log_text(self._id(), (bundle / CARD).read_text(encoding="utf-8"), "model-card.md")

    def _log_plots(self, results: Results) -> None:
        from mlflow import MlflowClient  # noqa: PLC0415

        for name, figure in results.plots().items():
            MlflowClient().log_figure(self._id(), figure, f"plots/{name}.png")

    def _log_mistakes(self, trained: Trained) -> None:
        from mlflow import MlflowClient  # noqa: PLC0415

        from training.mistakes import mistakes_page  # noqa: PLC0415

        MlflowClient().log_text(self._id(), mistakes_page(trained.held_out), "mistakes.html")

    def _log_terms(self, trained: Trained) -> None:
        from mlflow import MlflowClient  # noqa: PLC0415

        MlflowClient().log_table(self._id(), term_table(trained.models.statuses), _TERMS)

    def _register(self, bundle: Path) -> None:
        self.version = register(bundle, run_id=self._id())

    def _close(self, status: str) -> None:
        from mlflow import MlflowClient  # noqa: PLC0415

        MlflowClient().set_terminated(self._id(), status)

    def _id(self) -> str:
        if self.run is None:
            raise FoiError("No run was opened.")
        return self.run


@contextmanager
def recorded(plan: TrainingPlan) -> Iterator[Record]:
    """A record of the training that the block does; if the block fails, so does the run."""
    record = Record(plan)
    record.begin()
    try:
        yield record
    except BaseException as error:
        record.end("FAILED" if isinstance(error, Exception) else "KILLED")
        raise
