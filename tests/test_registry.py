"""Bundles in the registry of a real MLflow server: registered, found again, fetched and checked."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from models.manifest import MANIFEST, read_manifest
from nlp.errors import BadBundle, FoiError
from scoring.cli import main
from scoring.commands.console import DONE, NOTHING_DONE
from tests.conftest import bundle_with, free_port
from training.registry import CHALLENGER, Version, bundle_of, fetched, register, version_at, version_of
from training.signature import served_signature
from training.store import use_store

if TYPE_CHECKING:
    from models.reader import Models

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(autouse=True)
def store(mlflow_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", mlflow_server)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert use_store() == mlflow_server
    return mlflow_server


@pytest.fixture(scope="module")
def registered(mlflow_server: str, small_bundle: Path) -> Version:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLFLOW_TRACKING_URI", mlflow_server)
        return register(small_bundle, "registered")


def test_a_registered_bundle_comes_back_as_it_was(registered: Version, small_bundle: Path) -> None:
    assert registered.bundle == read_manifest(small_bundle).id
    assert version_at("registered", CHALLENGER) == registered == version_of("models:/registered/1")
    folder = bundle_of("models:/registered@challenger")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in small_bundle.iterdir()
    }


def test_a_registered_model_is_a_bundle_and_no_pickle(registered: Version, tmp_path: Path) -> None:
    from mlflow.artifacts import download_artifacts  # noqa: PLC0415 - takes a second
    from mlflow.models import Model  # noqa: PLC0415

    folder = Path(download_artifacts(registered.uri, dst_path=str(tmp_path / "whole")))
    kinds = {path.name if "data" not in path.parts else path.suffix for path in folder.rglob("*") if path.is_file()}
    written = {"MLmodel", "conda.yaml", "python_env.yaml", "requirements.txt", "registered_model_meta"}
    assert kinds - written == {".skops", ".json", ".md"}
    told = Model.load(str(folder))
    assert told.flavors["python_function"]["loader_module"] == "scoring.served"
    assert told.signature == served_signature()
    requirements = (folder / "requirements.txt").read_text().split()
    assert all("==" in line for line in requirements)
    assert not [line for line in requirements if line.startswith("foi")]


def test_what_was_fetched_is_not_fetched_again(registered: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = fetched(registered)
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://127.0.0.1:{free_port()}")
    assert fetched(registered) == folder


def test_two_may_fetch_the_same_bundle_at_once(registered: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    import mlflow.artifacts  # noqa: PLC0415

    download = mlflow.artifacts.download_artifacts

    def overtaken(uri: str, dst_path: str) -> str:
        monkeypatch.setattr(mlflow.artifacts, "download_artifacts", download)
        fetched(registered)
        return str(download(uri, dst_path=dst_path))

    monkeypatch.setattr(mlflow.artifacts, "download_artifacts", overtaken)
    folder = fetched(registered)
    assert read_manifest(folder).id == registered.bundle
    assert [path.name for path in folder.parent.iterdir()] == [registered.bundle]


def test_a_fetched_bundle_that_was_changed_is_fetched_again(registered: Version) -> None:
    card = fetched(registered) / "README.md"
    whole = card.read_bytes()
    card.write_text("# Other\n")
    assert (fetched(registered) / "README.md").read_bytes() == whole


def test_a_bundle_that_was_changed_in_the_store_is_refused(
    small_models: Models, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    version = register(bundle_with(small_models, tmp_path / "other", "other labels"), "spoilt")
    (stored,) = [
        path.parent
        for path in tmp_path_factory.getbasetemp().glob(f"mlflow0/**/{MANIFEST}")
        if json.loads(path.read_text())["id"] == version.bundle
    ]
    (stored / "roles.skops").write_bytes(b"PK")
    with pytest.raises(BadBundle, match="was changed after it was saved"):
        fetched(version)
    assert list((tmp_path / "cache" / "foi-answers").iterdir()) == []


@pytest.mark.parametrize("tag", [None, "", "../../etc", "0123456789ab/.."])
def test_a_version_that_foi_did_not_register_is_refused(tag: str | None, registered: Version) -> None:
    from mlflow import MlflowClient  # noqa: PLC0415

    tags = {} if tag is None else {"bundle": tag}
    made = MlflowClient().create_model_version("registered", registered.uri, tags=tags)
    with pytest.raises(FoiError, match="no bundle that foi registered"):
        version_of(f"models:/registered/{made.version}")


def test_another_bundle_than_the_version_names_is_refused(registered: Version) -> None:
    with pytest.raises(BadBundle, match="are not those of bundle 0123456789ab"):
        fetched(replace(registered, bundle="0123456789ab"))


@pytest.mark.parametrize(
    ("uri", "sentence"),
    [
        ("models:/registered/99", "There is no models:/registered/99"),
        ("models:/registered@nobody", "There is no models:/registered@nobody"),
        ("models:/nothing@champion", "There is no models:/nothing@champion"),
        ("models:/registered", "names no registered model"),
        ("models:/registered/1/2", "names no registered model"),
        ("models:/a/b@c", "names no registered model"),
        ("models:/../1@x/y", "names no registered model"),
    ],
)
@pytest.mark.usefixtures("registered")
def test_what_is_not_there_is_told_in_a_sentence(uri: str, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(EXAMPLES), "--model", uri]) == NOTHING_DONE
    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1


def test_the_password_of_the_store_is_not_told(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", store.replace("//", "//somebody:secret@"))
    with pytest.raises(FoiError, match=r"somebody:\*\*\*@") as raised:
        version_of("models:/nothing@champion")
    assert "secret" not in str(raised.value)


def test_a_server_that_does_not_answer_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://127.0.0.1:{free_port()}")
    assert main(["score", str(EXAMPLES), "--model", "models:/registered@champion"]) == NOTHING_DONE
    assert "does not answer" in capsys.readouterr().err


@contextmanager
def answering(body: str) -> Iterator[str]:
    """The address of a server that answers this to whatever it is asked."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Tests are quiet."""

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        '{"model_version": 5}',
        '{"model_version": {"name": "a", "version": "abc", "tags": [{"key": "bundle", "value": "0123456789ab"}]}}',
    ],
)
def test_a_server_that_answers_something_else_is_told(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(body) as address:
        monkeypatch.setenv("MLFLOW_TRACKING_URI", address.replace("//", "//somebody:secret@"))
        with pytest.raises(FoiError, match=r"somebody:\*\*\*@.* answered what foi cannot read"):
            version_of("models:/foi-answers@champion")


@pytest.mark.parametrize(
    ("store", "sentence"),
    [
        ("foo://somebody:secret@bar", r"foo://somebody:\*\*\*@bar is no address of a store that MLflow knows"),
        # a database whose library is not among this project's
        ("postgresql://somebody:secret@localhost/x", r"somebody:\*\*\*@localhost/x needs a library .*psycopg"),
    ],
)
def test_a_store_that_cannot_be_used_here_is_told(store: str, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", store)
    with pytest.raises(FoiError, match=sentence) as raised:
        version_of("models:/foi-answers@champion")
    assert "secret" not in str(raised.value)


def test_letters_are_scored_with_a_registered_model(registered: Version, small_bundle: Path, tmp_path: Path) -> None:
    letter = str(EXAMPLES / "department-refusal.txt")
    for model in (registered.uri, str(small_bundle)):
        assert main(["score", letter, "--model", model, "--output", str(tmp_path / "answers.jsonl")]) == DONE
        (tmp_path / "answers.jsonl").rename(tmp_path / f"{Path(model).name}.jsonl")
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / f"{small_bundle.name}.jsonl").read_bytes()


def test_a_bundle_in_a_folder_is_read_without_mlflow(small_bundle: Path) -> None:
    command = ["score", str(EXAMPLES / "department-refusal.txt"), "--model", str(small_bundle)]
    code = f"import sys; from scoring.cli import main; sys.exit(main({command!r}) or 'mlflow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)  # noqa: S603 - this Python
    assert (done.returncode, done.stderr.count(b"1 of 1 letters read")) == (DONE, 1)


def test_without_a_server_models_lie_in_the_working_folder(
    small_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MLFLOW_TRACKING_URI")
    monkeypatch.chdir(tmp_path)
    version = register(small_bundle)
    assert version.uri == "models:/foi-answers/1"
    assert read_manifest(bundle_of("models:/foi-answers@challenger")).id == version.bundle
    assert {path.name for path in tmp_path.iterdir()} >= {"mlflow.db", "mlruns"}
