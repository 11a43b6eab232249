"""`foi train`: labelled letters to a bundle."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

import click

from models.manifest import RELEASED
from nlp.errors import FoiError
from scoring.commands.options import PATH

SEED = 0


@click.command(epilog="Example: foi train --labels our-letters/ --output our-bundle")
@click.option(
    "--labels",
    multiple=True,
    type=PATH,
    metavar="DIR",
    help="Folder of more labelled letters to learn from; more may follow.",
)
@click.argument("more", nargs=-1, type=PATH, metavar="[DIR]...")
@click.option(
    "--output",
    type=PATH,
    default=RELEASED,
    metavar="BUNDLE",
    help="Folder for the bundle; without it, the released one is replaced.",
)
@click.option("--seed", type=int, default=SEED, show_default=True, help="Seed of what is random.")
@click.option(
    "--no-track",
    is_flag=True,
    expose_value=False,
    help="Keep no record of the run as an experiment (none is kept yet).",
)
def train(labels: tuple[Path, ...], more: tuple[Path, ...], output: Path, seed: int) -> None:
    """Fit the models and save them as a bundle.

    They learn from the labelled letters that come with foi and from those in --labels. The same
    labels and the same seed give the same bundle.
    """
    from training.fitting import train as fit

    folders = [*labels, *more]
    for folder in folders:
        if not folder.is_dir():
            raise FoiError(f"{folder} is no folder: give --labels a folder of .letter files.")
    manifest = fit(folders, output, seed)
    click.echo(f"Saved bundle {manifest.id} in {output}.", err=True)
