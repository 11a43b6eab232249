"""Where experiments and registered models are kept: MLflow's store, how to look at it, and MLflow kept quiet."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from nlp.errors import FoiError

_LONGEST = 200
_PASSWORD = re.compile("(//[^/@:]*):[^/@]*@")
_NO_ANSWER = ("failed with exception", "Max retries exceeded")

_HABITS = {
    # foi sends nothing anywhere
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "DO_NOT_TRACK": "true",
    # what a run has to say, the command says
    "MLFLOW_LOGGING_LEVEL": "ERROR",
    "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
    "GIT_PYTHON_REFRESH": "quiet",
    # a registered model names its libraries itself and needs no copy of the working folder's lock file
    "MLFLOW_UV_AUTO_DETECT": "false",
    # a server that refuses is given up within seconds, one that says nothing in three times the timeout
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "2",
    "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR": "1",
    "MLFLOW_HTTP_REQUEST_TIMEOUT": "30",
}
"""MLflow's settings, as far as whoever runs foi has not made them."""


class StoreAway(FoiError):
    """The store does not answer."""


def use_store() -> str:
    """The URI of the store in use; to be called before MLflow is imported elsewhere.

    It is ``MLFLOW_TRACKING_URI`` if that is set, and else MLflow's own default: ``mlflow.db`` in the
    working folder, a SQLite file, with artifacts in ``mlruns`` beside it, where ``mlflow ui`` finds them.
    """
    for name, value in _HABITS.items():
        os.environ.setdefault(name, value)
    # importing MLflow takes a second, and it reads its settings as it is imported
    import mlflow  # noqa: PLC0415

    return str(mlflow.get_tracking_uri())


def shown_store(uri: str) -> str:
    """The store's URI, or words that hold it, as a person may see it: without the password, if it has one."""
    return _PASSWORD.sub(r"\1:***@", uri)


def unreadable() -> FoiError:
    """What to raise where the store answers, but not as MLflow's do."""
    return FoiError(
        f"MLflow's store {shown_store(use_store())} answered what foi cannot read:"
        " see that MLFLOW_TRACKING_URI names an MLflow server."
    )


@contextmanager
def store_errors() -> Iterator[None]:
    """What goes wrong between foi and the store is a ``FoiError`` that names it, ``StoreAway`` if it is not there."""
    uri = use_store()
    from google.protobuf.json_format import ParseError  # noqa: PLC0415 - comes with MLflow
    from mlflow.exceptions import MlflowException  # noqa: PLC0415
    from mlflow.tracking.registry import UnsupportedModelRegistryStoreURIException  # noqa: PLC0415
    from requests.exceptions import RequestException  # noqa: PLC0415
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415

    try:
        _make(uri)
        yield
    except UnsupportedModelRegistryStoreURIException as error:
        raise FoiError(
            f"{shown_store(uri)} is no address of a store that MLflow knows:"
            " let MLFLOW_TRACKING_URI name a server (http://…) or a file (sqlite:///…)."
        ) from error
    except ImportError as error:
        raise FoiError(
            f"MLflow's store {shown_store(uri)} needs a library that is missing ({error}):"
            " install it, or let MLFLOW_TRACKING_URI name another."
        ) from error
    except ParseError as error:
        raise unreadable() from error
    except (MlflowException, RequestException, SQLAlchemyError) as error:
        store, words = shown_store(uri), shown_store(" ".join(str(error).split()))
        if isinstance(error, RequestException) or any(sign in words for sign in _NO_ANSWER):
            raise StoreAway(
                f"The MLflow server at {store} does not answer: start it, or let MLFLOW_TRACKING_URI name another."
            ) from error
        raise FoiError(f"MLflow's store {store} would not do it: {words[:_LONGEST]}") from error


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


def _make(uri: str) -> None:
    """Make the tables of a SQLite store that has none while no other process does: MLflow takes no care of that."""
    from sqlalchemy.engine import make_url  # noqa: PLC0415

    file = make_url(uri).database if uri.startswith("sqlite:") else None
    if file and file != ":memory:":
        _make_file(uri, Path(file).resolve())


@cache
def _make_file(uri: str, file: Path) -> None:
    from filelock import FileLock  # noqa: PLC0415
    from mlflow import MlflowClient  # noqa: PLC0415

    file.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{file}.lock"):
        MlflowClient(uri, uri).search_experiments(max_results=1)
