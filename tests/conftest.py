"""What all tests share."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from models.reader import ModelReader, Models

settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("ci", settings.get_profile("local"), derandomize=True)
REQUIRE_ALL = os.environ.get("FOI_REQUIRE_ALL") == "1"
"""Whether a test that lacks what it needs fails, where it would be skipped else."""
settings.load_profile("ci" if REQUIRE_ALL else "local")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser. Where there is none a test is skipped, or fails if all tests are required."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        reason = f"there is no browser here ({', '.join(BROWSERS)}): make browser, as root on Debian"
        if REQUIRE_ALL:
            pytest.fail(reason)
        pytest.skip(reason)
    # only the tests in a browser should need it
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        # as root, Chromium runs without its sandbox or not at all; it is shown pages of the tests only
        yield playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


@contextmanager
def answering_server(
    command: Sequence[str], health: str, log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A server that runs in the folder of its ``log`` until the block ends, once ``health`` answers."""
    # only the tests with a server should wait for it
    import requests  # noqa: PLC0415

    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - the tests' own command
            command,
            cwd=log.parent,
            stdout=output,
            stderr=output,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )
    try:
        for _ in range(600):
            if process.poll() is not None:
                pytest.fail(f"{' '.join(command)} ended: {log.read_text(errors='replace')[-2000:]}")
            try:
                if requests.get(health, timeout=5).ok:
                    break
            except requests.RequestException:
                time.sleep(0.2)
        else:
            pytest.fail(f"{' '.join(command)} does not answer: {log.read_text(errors='replace')[-2000:]}")
        yield process
    finally:
        end_server(process)


def end_server(process: subprocess.Popen[bytes]) -> None:
    """End the server and its workers, which are a process group of their own."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)


@contextmanager
def mlflow_server_in(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """An MLflow server that keeps everything in ``folder``: its address, and its process."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    command = [sys.executable, "-m", "mlflow", "server", "--host=127.0.0.1", f"--port={port}", "--workers=1"]
    command += [f"--backend-store-uri=sqlite:///{folder}/mlflow.db", f"--artifacts-destination={folder}/artifacts"]
    environment = {"MLFLOW_DISABLE_TELEMETRY": "true", "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"}
    with answering_server(command, f"{address}/health", folder / "server.log", environment) as process:
        yield address, process


@pytest.fixture(scope="session")
def mlflow_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real MLflow server with a SQLite store, which all tests share."""
    with mlflow_server_in(tmp_path_factory.mktemp("mlflow")) as (address, _):
        yield address


@pytest.fixture(scope="session")
def small_models() -> Models:
    """Models that a few of the corpus's letters taught: quick to fit, and good enough to read."""
    # only the tests that read letters should wait for scikit-learn and spaCy
    from models.settings import Settings  # noqa: PLC0415
    from training.corpus import load_corpus  # noqa: PLC0415
    from training.fitting import fit_models  # noqa: PLC0415
    from training.targets import labelled_lines  # noqa: PLC0415

    letters = islice(iter(load_corpus()), 0, None, 10)
    return fit_models([labelled_lines(letter) for letter in islice(letters, 60)], Settings(), seed=0)


@pytest.fixture(scope="session")
def small_bundle(small_models: Models, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small models as a bundle on disk."""
    return bundle_with(small_models, tmp_path_factory.mktemp("small") / "bundle")


def bundle_with(models: Models, folder: Path, labels: str = "few labels") -> Path:
    """The released bundle with these models in the place of its own: another one for other ``labels``."""
    from models.bundle import load_bundle, save_bundle  # noqa: PLC0415

    released = load_bundle()
    origin = replace(released.manifest.origin, labels=labels)
    save_bundle(folder, {**released.models, **models.states()}, origin, card="# Few letters\n")
    return folder


@pytest.fixture(scope="session")
def small_reader(small_models: Models) -> ModelReader:
    """A reader with the small models."""
    from models.reader import ModelReader  # noqa: PLC0415

    return ModelReader(small_models)
