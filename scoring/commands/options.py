"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from models.manifest import RELEASED

PATH = click.Path(path_type=Path)
SEED, EXPERIMENT = 0, "foi-answers"
"""What is random, and where runs are recorded, unless said otherwise."""

Option = Callable[[Callable[..., Any]], Callable[..., Any]]


def bundle_folder(given: str | Path) -> Path:
    """The folder of the bundle that is named, be it by its folder or as ``models:/NAME@ALIAS``.

    Raises ``FoiError`` if a registered model cannot be had.
    """
    if not isinstance(given, str) or not given.startswith("models:"):
        return Path(given)
    # a bundle in a folder is read without MLflow
    from training.registry import bundle_of  # noqa: PLC0415

    return bundle_of(given)


MODEL = click.option(
    "--model",
    "bundle",
    type=bundle_folder,
    default=RELEASED,
    metavar="BUNDLE",
    help="What to read with: the folder of a bundle, or models:/NAME@champion; without it, the released bundle.",
)
ALONE = click.option(
    "--alone", is_flag=True, help="Read every letter by itself and not by what recurs over all of them."
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
BODIES = click.option(
    "--bodies",
    type=PATH,
    metavar="FILE",
    help="The bodies that were asked: one a line, or the first column of a .csv.",
)
REQUEST = click.option(
    "--request",
    type=PATH,
    metavar="FILE",
    help="The questions as they were asked: the request, or a list of questions.",
)
_AMONG = click.option(
    "--among", type=PATH, metavar="DIR", help="The pile it came in: what recurs there helps to read it."
)
SETTINGS = click.option(
    "--settings",
    "settings_file",
    type=PATH,
    metavar="FILE",
    help="The models' settings, as TOML; without it, those that come with foi.",
)


def of_one_letter(command: Callable[..., Any]) -> Callable[..., Any]:
    """The letter that a command is about, what it is read with and beside, and ``--json``."""
    for option in (AS_JSON, REQUEST, _AMONG, MODEL, click.argument("letter", type=PATH)):
        command = option(command)
    return command


def seed_option(told: str = "Seed of what is random.") -> Option:
    """``--seed``, of which ``told`` is said."""
    return click.option("--seed", type=int, default=SEED, show_default=True, help=told)


def folds_option(default: int, told: str) -> Option:
    """``--folds``, of which ``told`` is said."""
    return click.option("--folds", type=click.IntRange(2, 10), default=default, show_default=True, help=told)


def experiment_option(told: str, default: str = EXPERIMENT) -> Option:
    """``--experiment``, of which ``told`` is said."""
    return click.option("--experiment", default=default, show_default=True, metavar="NAME", help=told)
