"""Bundles in MLflow's model registry: registered under a name, found again by version or alias.

A registered model is a bundle as it lies on disk and a note that `scoring.served` reads it: no pickle. So
`foi` itself fetches the bundle's files and checks them by their manifest; it never has MLflow load a model.
"""

from __future__ import annotations

import os
import re
import shutil
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from models.manifest import read_manifest
from nlp.errors import BadBundle, FoiError
from training.signature import served_signature
from training.store import shown_store, store_errors, unreadable, use_store

NAME = "foi-answers"
"""What a model is registered as unless it is given another name."""
CHAMPION, CHALLENGER = "champion", "challenger"
"""Aliases of the version that serves, and of the newest one that would."""
SCHEME = "models:/"

_PACKAGE = "foi-answers"
_LOADER = "scoring.served"
_DATA = "bundle"
_BUNDLE_TAG = "bundle"
_URI = re.compile(r"models:/(?P<name>[^/@]+)(?:@(?P<alias>[^/@]+)|/(?P<number>[0-9]{1,9}))")
_NUMBER = re.compile("[0-9]{1,9}")
_BUNDLE_ID = re.compile("[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a registered model; ``bundle`` is the id of its bundle."""

    name: str
    number: int
    bundle: str

    @property
    def uri(self) -> str:
        """What names it for MLflow and for ``--model``."""
        return f"{SCHEME}{self.name}/{self.number}"


def register(bundle: Path, name: str = NAME, run_id: str | None = None) -> Version:
    """Register the bundle as a new version, which becomes the challenger.

    ``run_id`` is the run that made it, if one did. Raises ``FoiError`` if the bundle is refused or the store
    does not do it.
    """
    manifest = read_manifest(bundle)
    tags = {_BUNDLE_TAG: manifest.id, "labels": manifest.origin.labels}
    with store_errors():
        from mlflow import MlflowClient  # noqa: PLC0415

        client = MlflowClient()
        model = _logged(bundle, run_id, tags)
        _create(client, name)
        made = client.create_model_version(name, f"{SCHEME}{model}", run_id=run_id, tags=tags, model_id=model)
        client.set_registered_model_alias(name, CHALLENGER, made.version)
    return Version(name, _number(made), manifest.id)


def _logged(bundle: Path, run_id: str | None, tags: Mapping[str, str]) -> str:
    """The id of the bundle as a logged model."""
    from mlflow import pyfunc  # noqa: PLC0415
    from mlflow.models import Model  # noqa: PLC0415

    with TemporaryDirectory() as folder, warnings.catch_warnings():
        # running an example to have it beside the signature takes seconds, and says nothing that tests do not
        warnings.filterwarnings("ignore", ".*An input example was not provided when logging the model", UserWarning)
        # under one name, whatever the folder's, so that it is found again
        data = shutil.copytree(bundle, Path(folder) / _DATA)
        told = Model.log(
            None,
            pyfunc,
            name="answers",
            run_id=run_id,
            tags=tags,
            loader_module=_LOADER,
            data_path=str(data),
            signature=served_signature(),
            pip_requirements=_libraries(),
        )
    return str(told.model_id)


def _create(client: Any, name: str) -> None:
    """Have a registered model of that name, unless there is one."""
    from mlflow.exceptions import MlflowException  # noqa: PLC0415

    try:
        client.create_registered_model(name)
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise


def version_at(name: str, alias: str) -> Version | None:
    """The version that the alias stands for, or ``None`` where there is no such alias or no such model."""
    return _found(lambda client: client.get_model_version_by_alias(name, alias))


def version_numbered(name: str, number: int) -> Version | None:
    """The version of that number, or ``None`` where there is none."""
    return _found(lambda client: client.get_model_version(name, str(number)))


def version_of(uri: str) -> Version:
    """The version that ``models:/NAME@ALIAS`` or ``models:/NAME/3`` means; ``FoiError`` where there is none."""
    parts = _URI.fullmatch(uri)
    if parts is None:
        raise FoiError(f"{uri} names no registered model: write models:/{NAME}@{CHAMPION} or models:/{NAME}/3.")
    name, alias, number = parts["name"], parts["alias"], parts["number"]
    found = version_at(name, alias) if alias else version_numbered(name, int(number))
    if found is None:
        store = shown_store(use_store())
        raise FoiError(f"There is no {uri} in MLflow's store {store}: `foi promote` registers bundles there.")
    return found


def bundle_of(uri: str) -> Path:
    """The folder of the bundle that is registered as ``uri``, fetched from the store unless it was before.

    Raises ``FoiError`` if the store has none, and ``BadBundle`` if what it has is no whole bundle.
    """
    return fetched(version_of(uri))


def fetched(version: Version) -> Path:
    """The folder of the version's bundle on this machine; its files are those that its id tells of."""
    kept = _cache() / version.bundle
    if kept.exists():
        try:
            read_manifest(kept)
        except BadBundle:
            shutil.rmtree(kept)
        else:
            return kept
    kept.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=kept.parent, prefix=".") as folder:
        with store_errors():
            from mlflow.artifacts import download_artifacts  # noqa: PLC0415

            fresh = Path(download_artifacts(f"{version.uri}/data/{_DATA}", dst_path=folder))
        if read_manifest(fresh).id != version.bundle:
            raise BadBundle(f"The files of {version.uri} are not those of bundle {version.bundle}: register it again.")
        try:
            fresh.rename(kept)
        except OSError:
            # another foi may have been quicker; what it fetched has the same id
            if not kept.exists():
                raise
    return kept


def _found(ask: Callable[[Any], Any]) -> Version | None:
    """The version that the registry answers with, or ``None`` where it knows of none."""
    with store_errors():
        from mlflow import MlflowClient  # noqa: PLC0415
        from mlflow.exceptions import MlflowException  # noqa: PLC0415
        from mlflow.tracking.registry import UnsupportedModelRegistryStoreURIException  # noqa: PLC0415

        try:
            found = ask(MlflowClient())
        except UnsupportedModelRegistryStoreURIException:
            # that too is an invalid value
            raise
        except MlflowException as error:
            # it calls an alias that is not there an invalid value
            if error.error_code in ("RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"):
                return None
            raise
    number, bundle = _number(found), found.tags.get(_BUNDLE_TAG, "")
    if not _BUNDLE_ID.fullmatch(bundle):
        raise FoiError(f"{SCHEME}{found.name}/{number} is no bundle that foi registered: name another version.")
    return Version(found.name, number, bundle)


def _number(answered: Any) -> int:
    """The number of the version that the registry answers with; ``FoiError`` if that is none."""
    if not _NUMBER.fullmatch(str(answered.version)):
        raise unreadable()
    return int(answered.version)


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / _PACKAGE


def _libraries() -> list[str]:
    """The libraries to serve with, as installed here. This package is not among them: no index has it."""
    from packaging.requirements import Requirement  # noqa: PLC0415 - comes with MLflow

    needed = map(Requirement, metadata.requires(_PACKAGE) or ())
    names = [one.name for one in needed if one.marker is None or one.marker.evaluate({"extra": ""})]
    return sorted(f"{name}=={metadata.version(name)}" for name in names)
