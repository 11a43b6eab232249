"""The settings that training uses: a file that a search has written and a person can read and change."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import tomli_w

from models.settings import Settings
from nlp.errors import FoiError

CHOSEN = Path(__file__).parent / "settings.toml"
"""The settings that come with the project, and the runs that chose them."""

_CHOICES = "chosen"
_HEAD = "# What `foi train` fits the models with. `foi tune` writes this file anew.\n\n"


@dataclass(frozen=True, slots=True)
class Choice:
    """The run that chose a model's settings, and why: the measure before and after, over folds by authority.

    ``spread`` is the standard deviation, over folds, of what was gained. ``labels`` is the hash of the label set,
    ``letters`` how many of its letters were taken.
    """

    run: str
    day: date
    measure: str
    before: float
    after: float
    spread: float
    trials: int
    folds: int
    letters: int
    seed: int
    labels: str


def read_settings(file: Path = CHOSEN) -> Settings:
    """The settings in a TOML file with a table for each model; what it does not name is as by default.

    Raises ``FoiError`` where the file cannot be read or names what cannot be set.
    """
    found = _read(file)
    found.pop(_CHOICES, None)
    try:
        return Settings.from_dict(found)
    except FoiError as error:
        raise FoiError(f"{file}: {error}") from error


def write_settings(settings: Settings, choices: Mapping[str, Choice], file: Path, before: Path = CHOSEN) -> None:
    """Write settings that ``read_settings`` reads back, and by model what chose them.

    What the file ``before`` says of how the other models' settings were chosen is kept. Raises ``FoiError`` where
    that file cannot be read or this one not be written.
    """
    chosen = {**_read(before).get(_CHOICES, {}), **{model: asdict(choice) for model, choice in choices.items()}}
    text = _HEAD + tomli_w.dumps({_CHOICES: chosen, **settings.as_dict()})
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise FoiError(f"{file} cannot be written ({error.strerror or error}): name another with --output.") from error


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise FoiError(f"{file} cannot be read ({error.strerror or error}): name a file of settings.") from error
    except ValueError as error:
        raise FoiError(f"{file} holds no settings ({error}): it has to be TOML.") from error
