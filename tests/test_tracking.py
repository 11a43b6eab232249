"""Every training as a run in MLflow, on real servers and real SQLite stores: what was recorded can be asked back."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from models.bundle import load_bundle
from models.settings import RoleSettings, Settings
from nlp.errors import FoiError
from nlp.types import LabelledLetter, Status
from scoring.cli import main
from scoring.commands.console import DONE, NOTHING_DONE
from tests.conftest import end_server, free_port, mlflow_server_in
from training.corpus import TRAIN, labelled_files, load_corpus
from training.fitting import LabelSet, Point, Recipe, Trained, save, train
from training.registry import NAME
from training.run_contents import letter_table, term_table
from training.tracking import Record, TrainingPlan, recorded

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run

LETTERS = load_corpus(*labelled_files(TRAIN)[::100])
SETTINGS = Settings(roles=RoleSettings(networks=1, hidden=16))
"""Quick to fit, and no default."""
RECIPE = Recipe(SETTINGS, seed=3, folds=2)
PLAN = TrainingPlan(LabelSet(LETTERS), RECIPE, "small trainings")
PLOTS = "confusion-matrix reliability reliability-of-answers risk-coverage precision-recall learning-curve".split()


@pytest.fixture(scope="module")
def trained() -> Trained:
    """A training with a learning curve that took no fits: as if fewer letters had taught as much."""
    without = train(LabelSet(LETTERS), RECIPE)
    fold = tuple(one for one in without.held_out if one.fold == 0)
    return replace(without, curve=tuple(Point(letters, fold) for letters in (5, 10, len(LETTERS) - len(fold))))


@pytest.fixture(scope="module")
def bundle(trained: Trained, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle") / "bundle"
    save(trained, folder)
    return folder


@pytest.fixture(scope="module")
def on_server(mlflow_server: str) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLFLOW_TRACKING_URI", mlflow_server)
        yield mlflow_server


@pytest.fixture(scope="module")
def record(on_server: str, trained: Trained, bundle: Path) -> Record:
    """A training that a server has recorded."""
    with recorded(PLAN) as record:
        assert record.trouble is None
        assert f"{on_server}/#/experiments/{record.experiment}/runs/{record.run}" in record.sentence()
        record.complete(trained, bundle)
    assert record.trouble is None, record.trouble
    return record


@pytest.fixture(scope="module")
def client(record: Record) -> MlflowClient:
    assert record.run
    # only the tests with a server should wait for MLflow
    from mlflow import MlflowClient  # noqa: PLC0415

    return MlflowClient()


@pytest.fixture(scope="module")
def run_id(record: Record) -> str:
    assert record.run
    return record.run


@pytest.fixture(scope="module")
def run(client: MlflowClient, run_id: str) -> Run:
    return client.get_run(run_id)


def text_of(client: MlflowClient, run_id: str, name: str) -> str:
    return Path(client.download_artifacts(run_id, name)).read_text(encoding="utf-8")


def runs_of(client: MlflowClient, experiment: str) -> list[Run]:
    found = client.get_experiment_by_name(experiment)
    return list(client.search_runs([found.experiment_id])) if found else []


def test_what_went_into_a_training_is_asked_back(run: Run) -> None:
    told = run.data.params
    assert told["labels"] == LabelSet(LETTERS).hash
    assert told["seed"] == "3"
    assert told["roles.hidden"] == "16"
    assert told["statuses.strength"] == str(SETTINGS.statuses.strength)
    assert {"version.scikit-learn", "version.foi-answers", "version.mlflow", "version.python"} <= set(told)
    assert run.info.status == "FINISHED"


def test_the_commit_is_that_of_the_checkout(run: Run) -> None:
    import git  # noqa: PLC0415

    checkout = git.Repo(Path(__file__).parent, search_parent_directories=True)
    assert run.data.tags["mlflow.source.git.commit"] == checkout.head.commit.hexsha
    assert run.data.tags["git.changed"] in ("true", "false")


def test_the_dataset_is_the_letters(run: Run, client: MlflowClient, record: Record, run_id: str) -> None:
    assert run.inputs is not None
    (given,) = run.inputs.dataset_inputs
    assert LabelSet(LETTERS).hash.startswith(given.dataset.digest)
    assert json.loads(given.dataset.profile or "")["num_rows"] == len(LETTERS)
    assert {tag.key: tag.value for tag in given.tags} == {"mlflow.data.context": "training"}
    table = client.load_table(str(record.experiment), "letters.json", [run_id])
    assert list(table["authority"]) == [letter.authority for letter in LETTERS]
    assert table["answers"].sum() == sum(len(letter.answers) for letter in LETTERS)
    assert table["refused"].sum() == sum(one.status is Status.REFUSED for each in LETTERS for one in each.answers)


def test_measures_have_their_intervals(run: Run, trained: Trained) -> None:
    told, report = run.data.metrics, trained.report.as_dict()
    for name in ("answer_span_f1", "answer_row_f1", "status_macro_f1", "quantity_f1", "ece", "brier"):
        assert told[name] == pytest.approx(report[name], abs=1e-3)
        assert told[f"{name}.low"] <= told[f"{name}.high"]
    assert told["status_f1/provided"] == pytest.approx(report["status_f1"]["provided"], abs=1e-3)
    assert told["answer_row_f1.low"] < told["answer_row_f1"] < told["answer_row_f1.high"]


def test_folds_and_the_learning_curve_are_steps(client: MlflowClient, run_id: str, trained: Trained) -> None:
    folds = client.get_metric_history(run_id, "fold/answer_row_f1")
    assert [one.step for one in folds] == list(range(RECIPE.folds))
    curve = client.get_metric_history(run_id, "curve/answer_row_f1")
    told = {one.step: one.value for one in curve}
    assert told == {point.letters: pytest.approx(point.report.answer_row.f1) for point in trained.curve}


def test_what_people_look_at_lies_beside_the_run(
    client: MlflowClient, record: Record, run_id: str, bundle: Path
) -> None:
    plots = client.list_artifacts(run_id, "plots")
    assert {Path(one.path).stem for one in plots} == set(PLOTS)
    assert all((one.file_size or 0) > 5_000 for one in plots)
    assert text_of(client, run_id, "model-card.md") == (bundle / "README.md").read_text(encoding="utf-8")
    assert "<h1>The worst mistakes</h1>" in text_of(client, run_id, "mistakes.html")
    terms = client.load_table(str(record.experiment), "strongest-terms.json", [run_id])
    assert set(terms["status"]) == set(Status)


def test_the_bundle_is_kept_and_registered_as_challenger(
    client: MlflowClient, record: Record, run_id: str, bundle: Path
) -> None:
    kept = Path(client.download_artifacts(run_id, "bundle"))
    assert load_bundle(kept).id == load_bundle(bundle).id
    assert record.version is not None
    found = client.get_model_version_by_alias(record.version.name, "challenger")
    assert found.tags["bundle"] == load_bundle(bundle).id
    assert found.run_id == run_id
    assert record.version.uri in record.sentence()


def test_the_strongest_terms_are_for_and_against(trained: Trained) -> None:
    table = term_table(trained.models.statuses)
    for _, own in table.groupby("status"):
        weights = list(own["weight"])
        assert weights == sorted(weights, reverse=True)
    assert table["weight"].max() > 0 > table["weight"].min()


def test_a_training_that_fails_is_a_run_that_failed(client: MlflowClient) -> None:
    with pytest.raises(FoiError, match="too few"), recorded(PLAN) as record:
        raise FoiError("too few letters")
    assert client.get_run(str(record.run)).info.status == "FAILED"
    with pytest.raises(KeyboardInterrupt), recorded(PLAN) as record:
        raise KeyboardInterrupt
    assert client.get_run(str(record.run)).info.status == "KILLED"


def test_a_store_that_was_away_has_everything_once_it_is_back(
    on_server: str, trained: Trained, bundle: Path, client: MlflowClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://127.0.0.1:{free_port()}")
    with recorded(PLAN) as record:
        assert record.run is None
        assert "Not recorded: the run, what went into it." in record.sentence()
        assert "does not answer" in record.sentence()
        monkeypatch.setenv("MLFLOW_TRACKING_URI", on_server)
        record.complete(trained, bundle)
    assert record.trouble is None
    run = client.get_run(str(record.run))
    assert run.data.params["labels"] == LabelSet(LETTERS).hash
    assert "answer_row_f1" in run.data.metrics
    assert run.info.status == "FINISHED"


def test_a_server_killed_in_mid_training_costs_no_bundle(
    trained: Trained, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with mlflow_server_in(tmp_path) as (address, process):
        monkeypatch.setenv("MLFLOW_TRACKING_URI", address)

        def fit(*_: Any, **__: Any) -> Trained:
            end_server(process)
            return trained

        began = time.monotonic()
        status = run_train(monkeypatch, tmp_path, fit)
    assert status == DONE
    assert time.monotonic() - began < 120  # MLflow by itself would take longer at the first step
    said = capsys.readouterr().err
    assert f"Saved bundle {load_bundle(tmp_path / 'bundle').id}" in said
    assert "Not recorded: the measures, the bundle, the plots, the mistakes, the strongest terms" in said
    assert f"The MLflow server at {address} does not answer" in said


def test_a_training_is_recorded_from_the_command_line(
    trained: Trained,
    tmp_path: Path,
    on_server: str,
    client: MlflowClient,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_train(monkeypatch, tmp_path, lambda *_, **__: trained, "--experiment", "from the shell") == DONE
    (run,) = runs_of(client, "from the shell")
    assert f"{on_server}/#/experiments/{run.info.experiment_id}/runs/{run.info.run_id}" in capsys.readouterr().err
    assert run.data.tags["bundle"] == load_bundle(tmp_path / "bundle").id


def test_a_bare_run_leaves_no_record(
    trained: Trained, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path}/mlflow.db")
    assert run_train(monkeypatch, tmp_path, lambda *_, **__: trained, "--no-track") == DONE
    assert "ecorded" not in capsys.readouterr().err
    assert not (tmp_path / "mlflow.db").exists()


def test_a_bundle_that_cannot_be_saved_fails_the_run(
    trained: Trained, tmp_path: Path, client: MlflowClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bundle").write_text("in the way")
    assert run_train(monkeypatch, tmp_path, lambda *_, **__: trained, "--experiment", "in vain") == NOTHING_DONE
    (run,) = runs_of(client, "in vain")
    assert run.info.status == "FAILED"


def test_two_trainings_at_once_are_both_recorded(
    trained: Trained, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither store, nor experiment, nor registered model is there before: both try to make them."""
    store = f"sqlite:///{tmp_path}/mlflow.db"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", store)
    monkeypatch.chdir(tmp_path)
    spawn = get_context("spawn")
    gate = spawn.Barrier(2)
    both: list[BaseProcess] = [spawn.Process(target=record_at_once, args=(gate, trained, bundle)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(300)
    assert [process.exitcode for process in both] == [0, 0]
    from mlflow import MlflowClient  # noqa: PLC0415

    client = MlflowClient()
    runs = runs_of(client, PLAN.experiment)
    assert [run.info.status for run in runs] == ["FINISHED", "FINISHED"]
    for run in runs:
        assert "answer_row_f1" in run.data.metrics
        assert {one.path for one in client.list_artifacts(run.info.run_id)} >= {"bundle", "plots", "mistakes.html"}
    versions = client.search_model_versions(f"name = '{NAME}'")
    assert {one.run_id for one in versions} == {run.info.run_id for run in runs}


def record_at_once(gate: Barrier, trained: Trained, bundle: Path) -> None:
    """What each of several processes does once all of them are ready."""
    # MLflow is imported before, so that what follows happens at the same time
    import mlflow  # noqa: F401, PLC0415

    gate.wait(120)
    with recorded(PLAN) as record:
        record.complete(trained, bundle)
    if record.trouble is not None:
        raise RuntimeError(record.sentence())


def run_train(monkeypatch: pytest.MonkeyPatch, folder: Path, fit: Any, *options: str) -> int:
    """`foi train` on a corpus of few letters, with this in the place of the fit."""
    monkeypatch.setattr("training.fitting.train", fit)
    monkeypatch.setattr("training.corpus.load_corpus", lambda *_: LETTERS)
    return main(["train", "--output", str(folder / "bundle"), *options])


def test_the_table_of_letters_holds_none_of_their_words() -> None:
    letter = LabelledLetter("a", "Secret words", {"authority": "Eastmarsh", "kind": "council"})
    assert "Secret" not in letter_table([letter]).to_json()
