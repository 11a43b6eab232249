"""`foi evaluate`: how well labelled letters are read."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scoring.commands.console import DONE, SOME_FAILED, terminal, write_json
from scoring.commands.letters import found_answers, read_letters
from scoring.commands.options import ALONE, MODEL, PATH, bundle_folder, experiment_option, seed_option


@click.command(epilog="Example: foi evaluate training/corpus/test --errors --against old-bundle")
@click.argument("labelled", nargs=-1, type=PATH, metavar="LABELLED...")
@MODEL
@click.option("--json", "json_file", type=PATH, metavar="FILE", help="Also write the measures.")
@click.option("--errors", is_flag=True, help="List what went wrong, case by case.")
@click.option("--against", type=bundle_folder, metavar="BUNDLE", help="List what was gained and lost on this bundle.")
@click.option(
    "--adapt",
    type=PATH,
    metavar="DIR",
    help="Show how fast the models learn this campaign: labelled letters of many bodies that answer one request.",
)
@click.option("--plot", type=PATH, metavar="FILE", help="With --adapt, also draw that: a .png, .svg or .pdf file.")
@seed_option("With --adapt, seed of the draws of letters.")
@experiment_option("With --adapt, the experiment in MLflow in which it is recorded.")
@click.option("--no-track", is_flag=True, help="With --adapt, keep no record in MLflow.")
@ALONE
def evaluate(
    labelled: tuple[Path, ...],
    bundle: Path,
    json_file: Path | None,
    errors: bool,
    against: Path | None,
    adapt: Path | None,
    plot: Path | None,
    seed: int,
    experiment: str,
    no_track: bool,
    alone: bool,
) -> int:
    """Measure how well labelled letters are read.

    --adapt tells what it gains to label letters of a new campaign: how many statuses are right on the
    rest of them after 0, 5, 10 and 20 are labelled and the status model is adapted to these. Letters are
    drawn many times over. LABELLED may be left out then.
    """
    if not labelled and adapt is None:
        raise click.UsageError("Name labelled letters, or a campaign with --adapt.")
    if plot is not None and adapt is None:
        raise click.UsageError("--plot draws what --adapt shows: name a campaign with --adapt.")
    measures: dict[str, Any] = {}
    failed = 0
    if plot is not None:
        from scoring.output import check_output
        from scoring.pictures import PICTURES

        check_output(plot, PICTURES)
    if labelled:
        measures, failed = _measured(labelled, bundle, errors=errors, against=against, alone=alone)
    if adapt is not None:
        from scoring.commands.adapting import Adapting, show_adapting

        asked = Adapting(adapt, plot, None if no_track else experiment, seed, alone)
        measures["adaptation"], unread = show_adapting(asked, bundle)
        failed += unread
    if json_file is not None:
        write_json(json_file, measures)
    return SOME_FAILED if failed else DONE


def _measured(
    labelled: tuple[Path, ...], bundle: Path, *, errors: bool, against: Path | None, alone: bool
) -> tuple[dict[str, Any], int]:
    """The measures, which are shown, and how many letters were not read."""
    from dataclasses import asdict

    from models.manifest import read_manifest
    from scoring.quality import shown_cases, shown_measures
    from scoring.reader import build_reader
    from training.evaluation import compare
    from training.evaluation import evaluate as measure

    letters, failed = read_letters(labelled)
    answers = found_answers(letters, build_reader(bundle), alone=alone)
    failed += answers.count(None)
    report = measure(letters, answers)
    measures: dict[str, Any] = {"model": read_manifest(bundle).id, **report.as_dict()}
    console = terminal()
    if against is None:
        console.print(shown_measures(measures))
    else:
        other = measure(letters, found_answers(letters, build_reader(against), alone=alone))
        change = compare(other, report)
        gained, lost = (list(map(asdict, cases)) for cases in (change.gained, change.lost))
        console.print(shown_measures(measures, other.as_dict()))
        console.print(shown_cases("Gained", gained), soft_wrap=True)
        console.print(shown_cases("Lost", lost), soft_wrap=True)
        measures["against"] = {
            "model": read_manifest(against).id,
            **other.as_dict(),
            "gained": gained,
            "lost": lost,
        }
    if errors:
        cases = list(map(asdict, report.cases))
        console.print(shown_cases("Errors", cases), soft_wrap=True)
        measures["errors"] = cases
    return measures, failed
