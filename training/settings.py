"""The settings that training uses: a file that a search has written and a person can read and change."""

from __future__ import annotations

import tomllib
from pathlib import Path

from models.settings import Settings
from nlp.errors import FoiError

CHOSEN = Path(__file__).parent / "settings.toml"
"""The settings that come with the project, and the run that chose them."""


def read_settings(file: Path = CHOSEN) -> Settings:
    """The settings in a TOML file with a table for each model; what it does not name is as by default.

    Raises ``FoiError`` where the file cannot be read or names what cannot be set.
    """
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise FoiError(f"{file} cannot be read ({error.strerror or error}): name a file of settings.") from error
    except ValueError as error:
        raise FoiError(f"{file} holds no settings ({error}): it has to be TOML.") from error
    found.pop("chosen", None)
    try:
        return Settings.from_dict(found)
    except FoiError as error:
        raise FoiError(f"{file}: {error}") from error
