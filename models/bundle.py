"""One bundle, all models: a folder with the fitted models, a manifest and a model card."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.manifest import (
    CARD,
    MANIFEST,
    MAX_BYTES,
    RELEASED,
    Manifest,
    Origin,
    installed_libraries,
    read_checked,
    sha256,
)
from models.stored import freeze, thaw
from nlp.errors import BadBundle


@dataclass(frozen=True, slots=True)
class Bundle:
    """A loaded bundle: ``models`` maps a model's name (``roles``, …) to its ``state()``."""

    folder: Path
    manifest: Manifest
    models: Mapping[str, dict[str, Any]]

    @property
    def id(self) -> str:
        """The short name that every output carries."""
        return self.manifest.id


def save_bundle(
    folder: Path,
    models: Mapping[str, dict[str, Any]],
    origin: Origin,
    *,
    card: str,
) -> Manifest:
    """Write a bundle to ``folder``, in place of the bundle that stands there if one does.

    ``models`` maps a model's name to its ``state()``; ``card`` is the text of its model card.

    Same models, numbers and libraries give the same files, byte for byte. Raises ``BadBundle``
    if a state would have to be trusted, the bundle is too big, or the folder holds other things.
    """
    files = {f"{name}.skops": freeze(state) for name, state in models.items()}
    files[CARD] = card.encode()
    manifest = Manifest(
        origin,
        libraries=installed_libraries(),
        files={name: sha256(files[name]) for name in sorted(files)},
    )
    files[MANIFEST] = manifest.as_json()
    size = sum(map(len, files.values()))
    if size > MAX_BYTES:
        raise BadBundle(
            f"The models take {size:,} bytes, more than the {MAX_BYTES:,} allowed: fit them with fewer terms."
        )
    _replace(folder.resolve(), files)
    return manifest


def load_bundle(folder: Path = RELEASED) -> Bundle:
    """Load a bundle, running none of what stands in it; ``BadBundle`` says why it will not do."""
    manifest, contents = read_checked(folder)
    try:
        models = {
            name.removesuffix(".skops"): thaw(content) for name, content in contents.items() if name.endswith(".skops")
        }
    except BadBundle as error:
        raise BadBundle(f"The bundle in {folder} is refused: {error}") from error
    return Bundle(folder, manifest, models)


def _replace(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put the files in the folder's place, so that a reader sees the old bundle or the new one."""
    if folder.exists() and not folder.is_dir():
        raise BadBundle(f"{folder} is a file: give a folder for the bundle.")
    if folder.exists() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise BadBundle(f"{folder} holds other files: give an empty or a new folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = folder.parent / f".{folder.name}.{os.getpid()}.new"
    stale = folder.parent / f".{folder.name}.{os.getpid()}.old"
    fresh.mkdir()
    try:
        for name, content in files.items():
            (fresh / name).write_bytes(content)
        if folder.exists():
            folder.rename(stale)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(stale, ignore_errors=True)
