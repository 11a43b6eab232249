"""What a bundle says of itself, and whether its folder is still what was saved."""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from nlp.errors import BadBundle

FORMAT = 3
"""Version of the folder's layout: raise it when an older `foi` could not read a newer bundle."""
MANIFEST = "manifest.json"
CARD = "README.md"
MAX_BYTES = 15_000_000
"""Size of a whole bundle in bytes."""
RELEASED = Path(__file__).resolve().parent / "released"
"""The bundle that comes with the project."""

_LIBRARIES = ("numpy", "scipy", "scikit-learn", "spacy", "skops")
_FILE = re.compile(r"[a-z][a-z_]{0,40}\.skops|README\.md")


@dataclass(frozen=True, slots=True)
class Origin:
    """What models were fitted on and what came of it.

    ``labels`` is the hash of the label set; ``settings`` are those of each model by name; ``measures`` holds what JSON
    can hold; ``thresholds`` are the probabilities from which something is done, by name.
    """

    labels: str
    seed: int
    settings: Mapping[str, Mapping[str, Any]]
    measures: Mapping[str, Any]
    thresholds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle is: its origin, the versions of Python and of the libraries that made it
    (``libraries``), and the sha256 of its files by name (``files``).
    """

    origin: Origin
    libraries: Mapping[str, str]
    files: Mapping[str, str]
    format: int = FORMAT

    @property
    def id(self) -> str:
        """The bundle's short name: it follows from everything in the bundle."""
        return hashlib.sha256(_canonical(self._fields())).hexdigest()[:12]

    def as_json(self) -> bytes:
        """The bytes of ``manifest.json``."""
        whole = {"id": self.id, **self._fields()}
        return (json.dumps(whole, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()

    def _fields(self) -> dict[str, Any]:
        return {
            "format": self.format,
            "labels": self.origin.labels,
            "seed": self.origin.seed,
            "settings": {model: dict(values) for model, values in self.origin.settings.items()},
            "measures": dict(self.origin.measures),
            "thresholds": dict(self.origin.thresholds),
            "libraries": dict(self.libraries),
            "files": dict(self.files),
        }


def _canonical(fields: Mapping[str, Any]) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()


def sha256(content: bytes) -> str:
    """The hexadecimal SHA-256 of some bytes."""
    return hashlib.sha256(content).hexdigest()


def installed_libraries() -> dict[str, str]:
    """Versions of Python and of the libraries that a bundle depends on."""
    return {
        "python": platform.python_version(),
        **{name: metadata.version(name) for name in _LIBRARIES},
    }


def read_manifest(folder: Path = RELEASED) -> Manifest:
    """A bundle's manifest, once every file of the folder is known to be as saved."""
    return read_checked(folder)[0]


def read_checked(folder: Path) -> tuple[Manifest, dict[str, bytes]]:
    """A bundle's manifest and the bytes of its files, checked but not yet loaded.

    Raises ``BadBundle`` if the folder is missing, was changed or fits other libraries.
    """
    if not (folder / MANIFEST).is_file():
        raise BadBundle(
            f"There is no bundle in {folder}: give --model the folder of a bundle,"
            f" or make one with `foi train --output {folder}`."
        )
    contents = _contents(folder)
    manifest = _parse(folder, contents.pop(MANIFEST))
    if contents.keys() != manifest.files.keys():
        names = ", ".join(sorted(contents.keys() ^ manifest.files.keys()))
        raise BadBundle(
            f"The bundle in {folder} lacks files or has some too many ({names}): restore the folder or train it again."
        )
    for name, digest in manifest.files.items():
        if sha256(contents[name]) != digest:
            raise BadBundle(f"{folder / name} was changed after it was saved: restore the folder or train it again.")
    _check_scikit_learn(folder, manifest)
    return manifest, contents


def _contents(folder: Path) -> dict[str, bytes]:
    """The bytes of the folder's files by name: of all together no more are read than a bundle may have."""
    contents: dict[str, bytes] = {}
    left = MAX_BYTES
    for path in sorted(folder.iterdir()):
        # a pipe never ends, and neither does what a link to a device leads to
        if not path.is_file():
            raise BadBundle(f"{path} is no file: restore the folder of the bundle or train it again.")
        with path.open("rb") as file:
            contents[path.name] = file.read(left + 1)
        left -= len(contents[path.name])
        if left < 0:
            raise BadBundle(
                f"The bundle in {folder} has more than the {MAX_BYTES:,} bytes allowed:"
                " train it again with fewer terms."
            )
    return contents


def _parse(folder: Path, raw: bytes) -> Manifest:
    broken = BadBundle(f"{folder / MANIFEST} is broken or was changed: restore the folder or train it again.")
    try:
        fields = json.loads(raw)
        recorded = fields.pop("id")
        version = fields["format"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise broken from error
    if version != FORMAT:
        raise BadBundle(
            f"The bundle in {folder} has format {version}, this foi reads format {FORMAT}:"
            " install the foi that made it or train it again."
        )
    try:
        if not _well_typed(fields):
            raise broken
        origin = Origin(**{field: fields.pop(field) for field in Origin.__slots__})
        manifest = Manifest(origin, **fields)
        whole = manifest.id == recorded and all(map(_FILE.fullmatch, manifest.files))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise broken from error
    if not whole:
        raise broken
    return manifest


def _well_typed(fields: Mapping[str, Any]) -> bool:
    """Whether the fields are of their types, and the thresholds probabilities: JSON can hold NaN and any number."""
    mappings = [fields[name] for name in ("settings", "measures", "thresholds", "libraries", "files")]
    return (
        isinstance(fields["labels"], str)
        and type(fields["seed"]) is int
        and all(isinstance(one, dict) for one in mappings)
        and all(isinstance(values, dict) for values in fields["settings"].values())
        # `true` is no number, though Python takes it for one
        and all(type(value) in (int, float) and 0 <= value <= 1 for value in fields["thresholds"].values())
        and all(isinstance(text, str) for name in ("libraries", "files") for text in fields[name].values())
    )


def _check_scikit_learn(folder: Path, manifest: Manifest) -> None:
    made, here = manifest.libraries.get("scikit-learn", ""), metadata.version("scikit-learn")
    if made.split(".")[:2] != here.split(".")[:2]:
        raise BadBundle(
            f"The bundle in {folder} was made with scikit-learn {made} and {here} is installed:"
            f" install scikit-learn {'.'.join(made.split('.')[:2])} or train it again."
        )
