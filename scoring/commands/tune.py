"""`foi tune`: better settings for the models."""

# ruff: noqa: PLC0415

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from scoring.commands.console import complain, terminal
from scoring.commands.options import PATH, SETTINGS, experiment_option, folds_option, seed_option

MODELS = ("statuses", "figures", "roles")
SHARES = {"statuses": 1.0, "figures": 1.0, "roles": 0.25}
"""How many of the letters are taken unless said otherwise: a trial of roles takes longest by far."""
TRIALS, FOLDS, EXPERIMENT = 30, 5, "foi-answers-tuning"


@click.command(epilog="Example: foi tune --model statuses --minutes 30")
@click.option(
    "--model", type=click.Choice([*MODELS, "all"]), default="all", show_default=True, help="Whose settings to search."
)
@click.option(
    "--trials",
    type=click.IntRange(1),
    default=TRIALS,
    show_default=True,
    help="How many settings of a model to try in all, those of a run that was interrupted among them.",
)
@click.option(
    "--minutes",
    type=click.FloatRange(0, min_open=True),
    help="How long to search at most; what time there is, the models share.",
)
@click.option(
    "--share",
    type=click.FloatRange(0, 1, min_open=True),
    help="How many of the letters to take, drawn at random; without it, all, and for roles, which take longest, 0.25.",
)
@folds_option(FOLDS, "How many parts of the letters are each judged by models that learnt from the others.")
@seed_option()
@SETTINGS
@click.option("--output", type=PATH, metavar="FILE", help="Where to write better ones; without it, over those.")
@click.option("--dry-run", is_flag=True, help="Say what was found and write no settings.")
@click.option("--anew", is_flag=True, help="Begin a new search and go on with no earlier one.")
@click.option("--go-on", is_flag=True, help="Go on with the last search though the code has changed since.")
@experiment_option("The experiment in MLflow that the runs belong to.", EXPERIMENT)
def tune(
    model: str,
    trials: int,
    minutes: float | None,
    share: float | None,
    folds: int,
    seed: int,
    settings_file: Path | None,
    output: Path | None,
    dry_run: bool,
    anew: bool,
    go_on: bool,
    experiment: str,
) -> None:
    """Search for settings that the models read better with.

    Settings are tried by cross-validation on the letters that come with foi, with no authority and no campaign on both
    sides. New ones are written only if they gain more than the gain differs between folds; `foi train` uses them.

    Every search is a run in MLflow, and every trial a run within it: in ./mlflow.db, or on the server that
    MLFLOW_TRACKING_URI names. Ctrl-C keeps the trials that are done, and the same command goes on from there, unless
    the code has changed since: then measures cannot be compared, and a new search is begun.
    """
    from training.corpus import TRAIN, load_corpus
    from training.settings import CHOSEN, read_settings, write_settings
    from training.tuning import Budget, SearchPlan, search
    from training.tuning_record import recorded_search

    if anew and go_on:
        raise click.UsageError("--anew and --go-on exclude each other.")
    source = settings_file or CHOSEN
    settings, letters = read_settings(source), load_corpus(TRAIN)
    models = MODELS if model == "all" else (model,)
    until = None if minutes is None else time.monotonic() + 60 * minutes
    try:
        for place, name in enumerate(models):
            seconds = None if until is None else (until - time.monotonic()) / (len(models) - place)
            plan = SearchPlan(name, letters, settings, seed, folds, share or SHARES[name])
            with recorded_search(plan, experiment, anew=anew, go_on=go_on) as record:
                if record.note:
                    complain(record.note)
                with _progress(name, trials) as seen:
                    found = search(plan, record, Budget(trials, seconds), seen)
            click.echo(record.sentence(found))
            click.echo(f"  Run {record.run}; to see it: {record.look}")
            if found.better and not dry_run:
                settings = plan.settings(found.best.values)
                write_settings(settings, {name: record.choice(found)}, output or source, source)
                source = output or source
                option = "" if source == CHOSEN else f" --settings {source}"
                click.echo(f"  Written to {source}: `foi train{option}` uses that.")
    except KeyboardInterrupt:
        complain("The trials that are done are kept: the same command goes on from there.")
        raise


@contextmanager
def _progress(model: str, trials: int) -> Iterator[Callable[[int, float], None]]:
    """A bar on stderr, with the best measure so far; it is called with how many trials are done, and with that."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = terminal(stderr=True)
    columns = (TextColumn(f"Trying {model}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    best = TextColumn("{task.fields[best]}")
    with Progress(*columns, best, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(model, total=trials, best="")

        def seen(done: int, most: float) -> None:
            bar.update(task, completed=done, best=f"best {most:.4f}")

        yield seen
