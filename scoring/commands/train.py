"""`foi train`: labelled letters to a bundle."""

# ruff: noqa: PLC0415

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import click

from models.manifest import RELEASED
from nlp.errors import FoiError
from scoring.commands.console import DONE, SOME_FAILED, complain, progress
from scoring.commands.labels import NewLetters, new_letters
from scoring.commands.options import PATH, SETTINGS, experiment_option, folds_option, seed_option

FOLDS, RISK = 3, 2.0


@click.command(epilog="Example: foi train --labels our-letters/ --output our-bundle")
@click.option(
    "--labels",
    multiple=True,
    type=PATH,
    metavar="DIR",
    help="Folder of more labelled letters to learn from; further folders may follow it.",
)
@click.argument("more", nargs=-1, type=PATH, metavar="[DIR]...")
@click.option(
    "--output",
    type=PATH,
    default=RELEASED,
    metavar="BUNDLE",
    help="Folder for the bundle; without it, the released one is replaced.",
)
@seed_option()
@folds_option(
    FOLDS, "How many parts of the letters are each read by models that learnt from the others, to measure them."
)
@click.option(
    "--risk",
    type=click.FloatRange(0, 50, min_open=True),
    default=RISK,
    show_default=True,
    metavar="PERCENT",
    help="How many of the answers that are not marked for review may be wrong.",
)
@SETTINGS
@experiment_option("The experiment in MLflow that the run belongs to.")
@click.option("--no-track", is_flag=True, help="Keep no record of the run in MLflow.")
def train(
    labels: tuple[Path, ...],
    more: tuple[Path, ...],
    output: Path,
    seed: int,
    folds: int,
    risk: float,
    settings_file: Path | None,
    experiment: str,
    no_track: bool,
) -> int:
    """Fit the models and save them as a bundle.

    They learn from the labelled letters that come with foi and from those in --labels. What is wrong with
    the latter is said first, and letters that must not be learnt from are left out. The same labels and the
    same seed give the same bundle.

    The run is recorded in MLflow, with measures, plots and the worst mistakes, and the bundle is registered as
    challenger: in ./mlflow.db, or on the server that MLFLOW_TRACKING_URI names.
    """
    from training.corpus import TRAIN, load_corpus
    from training.fitting import LabelSet, Recipe, save
    from training.fitting import train as fit
    from training.label_checks import doubted_in_training
    from training.settings import CHOSEN, read_settings
    from training.tracking import TrainingPlan, recorded

    recipe = Recipe(read_settings(settings_file or CHOSEN), seed, folds, risk / 100, curve=not no_track)
    folders = [*labels, *more]
    for folder in folders:
        if not folder.is_dir():
            raise FoiError(f"{folder} is no folder: give --labels a folder of .letter files.")
    new = new_letters(folders) if folders else NewLetters()
    letters = LabelSet(load_corpus(TRAIN), new.letters)
    with nullcontext() if no_track else recorded(TrainingPlan(letters, recipe, experiment)) as record:
        if record is not None and record.trouble is not None:
            complain(f"{record.sentence()} Training goes on, and tries again when it is done.")
        complain(f"Models are fitted to {len(letters.all):,} letters; it takes minutes.")
        with progress("Training", recipe.steps) as advance:
            trained = fit(letters, recipe, done=lambda: advance(None))
        manifest = save(trained, output)
        click.echo(f"Saved bundle {manifest.id} in {output}.", err=True)
        if record is not None:
            complain(f"The run is recorded now. Should that be stopped, foi promote {output} registers the bundle.")
            record.complete(trained, output)
            complain(record.sentence())
    for finding in doubted_in_training(new.files, trained.held_out, new.told):
        complain(str(finding))
    return SOME_FAILED if new.broken else DONE
