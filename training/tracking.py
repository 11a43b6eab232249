"""Every training as a run in MLflow: what went into it, how good what came out of it is, and what people look at.

A store that is away costs the record and never the bundle: what goes wrong with it is kept as a sentence.
"""

from __future__ import annotations

import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from models.manifest import CARD, installed_libraries, read_manifest
from models.status import StatusModel
from nlp.errors import FoiError
from nlp.types import LabelledLetter, Status
from training.bootstrap import Interval, intervals, letter_counts
from training.crossval import HeldOut
from training.evaluation import Report
from training.fitting import LabelSet, Recipe, Trained
from training.registry import Version, register
from training.store import StoreAway, shown_store, store_errors, use_store

if TYPE_CHECKING:
    import pandas as pd

_LABELS, _COMMIT, _CHANGED = "labels", "mlflow.source.git.commit", "git.changed"
_SOURCE = {"mlflow.source.name": "foi train"}
_LETTERS, _TERMS = "letters.json", "strongest-terms.json"
_DIGEST = 32
"""Characters of the label set's hash that MLflow has room for."""
_STRONGEST = 25
"""Terms that are told for a status, and as many against it."""


@dataclass(frozen=True, slots=True)
class Plan:
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

    plan: Plan
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
        self._take(
            {
                "the measures": lambda: self._log_measures(trained),
                "the bundle": lambda: self._log_bundle(bundle),
                "the plots": lambda: self._log_plots(trained),
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

        plan, client, run = self.plan, MlflowClient(), self._id()
        labels = plan.letters.hash
        params = {
            _LABELS: labels,
            "seed": plan.recipe.seed,
            "folds": plan.recipe.folds,
            "risk": plan.recipe.risk,
            "letters": len(plan.letters.all),
            "new letters": len(plan.letters.new),
            "authorities": len({letter.authority for letter in plan.letters.all}),
            **{
                f"{model}.{name}": value
                for model, settings in plan.recipe.settings.as_dict().items()
                for name, value in settings.items()
            },
            **{f"version.{name}": version for name, version in _versions().items()},
        }
        client.log_batch(run, params=[Param(name, str(value)) for name, value in params.items()])
        table = letter_table(plan.letters.all)
        # the table lies beside the run; MLflow knows no way to say so of a dataset's source
        source = CodeDatasetSource({**_SOURCE, **commit_tags(), "table": _LETTERS})
        with warnings.catch_warnings():
            # a hint for tables that models are to read
            warnings.filterwarnings("ignore", "Hint: Inferred schema contains integer column", UserWarning)
            dataset = from_pandas(table, source=source, name="labelled letters", digest=labels[:_DIGEST]).to_dict()
        context = InputTag("mlflow.data.context", "training")
        client.log_inputs(run, [DatasetInput(Dataset(**dataset), [context])])
        client.log_table(run, table, _LETTERS)

    def _log_measures(self, trained: Trained) -> None:
        from mlflow import MlflowClient  # noqa: PLC0415
        from mlflow.entities import Metric  # noqa: PLC0415

        now = int(time.time() * 1000)
        overall = {**_with_ends(_measures(trained.held_out)), **_rates(trained.report)}
        values = {(name, 0): value for name, value in overall.items()}
        for fold in sorted({one.fold for one in trained.held_out}):
            kept = [one for one in trained.held_out if one.fold == fold]
            values |= {(f"fold/{name}", fold): one.value for name, one in _measures(kept).items()}
        for point in trained.curve:
            found = _with_ends(_measures(point.held_out))
            values |= {(f"curve/{name}", point.letters): value for name, value in found.items()}
        metrics = [Metric(name, value, now, step) for (name, step), value in values.items()]
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

    def _log_plots(self, trained: Trained) -> None:
        from mlflow import MlflowClient  # noqa: PLC0415

        # Matplotlib takes a second to import, and few who train without a record need it
        from training import plots  # noqa: PLC0415
        from training.pairs import pairs_of  # noqa: PLC0415

        pairs, trusted, rows = (
            pairs_of(trained.held_out),
            trained.trusted,
            "answers found (words, question, status, figures)",
        )
        drawn = {
            "confusion-matrix": plots.confusion_matrix(pairs),
            "reliability": plots.reliability_diagram(trained.report.confidences, "main statuses of matched answers"),
            "reliability-of-answers": plots.reliability_diagram(trusted.judged, rows),
            "risk-coverage": plots.risk_coverage(trusted.judged, trusted.promise.threshold, rows),
            "precision-recall": plots.precision_recall(pairs),
        }
        if trained.curve:
            points = [(point.letters, _measures(point.held_out)) for point in trained.curve]
            drawn["learning-curve"] = plots.learning_curve(points)
        for name, figure in drawn.items():
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
def recorded(plan: Plan) -> Iterator[Record]:
    """A record of the training that the block does; if the block fails, so does the run."""
    record = Record(plan)
    record.begin()
    try:
        yield record
    except BaseException as error:
        record.end("FAILED" if isinstance(error, Exception) else "KILLED")
        raise


def letter_table(letters: Sequence[LabelledLetter]) -> pd.DataFrame:
    """The letters learnt from, one a row: whose they are and what is labelled in them, without their words."""
    import pandas as pd  # noqa: PLC0415

    rows = []
    for letter in letters:
        statuses = Counter(answer.status for answer in letter.answers)
        rows.append(
            {
                "letter": letter.name,
                "authority": letter.authority,
                "kind": letter.header["kind"],
                "campaign": letter.header.get("campaign", ""),
                "questions": len(letter.questions),
                "answers": len(letter.answers),
                "figures": sum(len(answer.quantities) for answer in letter.answers),
                **{status.value: statuses[status] for status in Status},
            }
        )
    return pd.DataFrame(rows, dtype=object)


def term_table(model: StatusModel) -> pd.DataFrame:
    """The terms that speak loudest for and against each status, whatever the answer."""
    import pandas as pd  # noqa: PLC0415

    rows = [
        {"status": status.value, "weight": round(term.weight, 3), "kind": term.kind, "term": term.term}
        for status in Status
        for term in model.strongest(status, _STRONGEST)
    ]
    return pd.DataFrame(rows, dtype=object)


def where_to_look(experiment: str | None, run: str | None) -> str:
    """The page of a run on its server, or the command that shows the store."""
    store = use_store()
    if store.startswith("http"):
        return f"{shown_store(store)}/#/experiments/{experiment}/runs/{run}"
    return f"mlflow ui --backend-store-uri {shown_store(store)}"


def experiment_id(name: str) -> str:
    """The id of the experiment, which is made if there is none."""
    from mlflow import MlflowClient  # noqa: PLC0415
    from mlflow.exceptions import MlflowException  # noqa: PLC0415

    client = MlflowClient()
    found = client.get_experiment_by_name(name)
    if found is None:
        try:
            return str(client.create_experiment(name))
        except MlflowException as error:
            # another training may have been quicker
            found = client.get_experiment_by_name(name)
            if found is None:
                raise error
    return str(found.experiment_id)


def _measures(held_out: Sequence[HeldOut]) -> dict[str, Interval]:
    return intervals(letter_counts([one.letter for one in held_out], [one.read.answers for one in held_out]))


def _with_ends(measures: Mapping[str, Interval]) -> dict[str, float]:
    named = {"": "value", ".low": "low", ".high": "high"}
    return {f"{name}{end}": getattr(one, key) for name, one in measures.items() for end, key in named.items()}


def _rates(report: Report) -> dict[str, float]:
    rates = {"answer_span": report.answer_span, "answer_row": report.answer_row, "quantity": report.quantity}
    return {
        f"{name}_{side}": value
        for name, rate in rates.items()
        for side, value in (("precision", rate.precision), ("recall", rate.recall))
    }


def _versions() -> dict[str, str]:
    return {**installed_libraries(), **{name: metadata.version(name) for name in ("foi-answers", "mlflow")}}


def commit_tags() -> dict[str, str]:
    """The commit of the checkout that this program runs from, and whether it was changed since; empty if it is none."""
    import git  # noqa: PLC0415

    try:
        checkout = git.Repo(Path(__file__).parent, search_parent_directories=True)
        # an installed copy may lie within somebody's checkout of something else
        checkout.git.ls_files("--error-unmatch", __file__)
        return {_COMMIT: checkout.head.commit.hexsha, _CHANGED: str(checkout.is_dirty()).lower()}
    except (git.GitError, ValueError):
        return {}
