"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from models.manifest import RELEASED

PATH = click.Path(path_type=Path)


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
