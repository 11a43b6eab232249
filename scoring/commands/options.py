"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from models.manifest import RELEASED

PATH = click.Path(path_type=Path)
MODEL = click.option(
    "--model",
    "bundle",
    type=PATH,
    default=RELEASED,
    metavar="BUNDLE",
    help="Folder of the bundle to read with; without it, the released one.",
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
