"""`foi evaluate`: how well labelled letters are read."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scoring.commands.console import DONE, SOME_FAILED, terminal, write_json
from scoring.commands.letters import found_answers, read_letters
from scoring.commands.options import ALONE, MODEL, PATH, bundle_folder


@click.command(epilog="Example: foi evaluate training/corpus/test --errors --against old-bundle")
@click.argument("labelled", nargs=-1, required=True, type=PATH, metavar="LABELLED...")
@MODEL
@click.option("--json", "json_file", type=PATH, metavar="FILE", help="Also write the measures.")
@click.option("--errors", is_flag=True, help="List what went wrong, case by case.")
@click.option("--against", type=bundle_folder, metavar="BUNDLE", help="List what was gained and lost on this bundle.")
@ALONE
def evaluate(
    labelled: tuple[Path, ...],
    bundle: Path,
    json_file: Path | None,
    errors: bool,
    against: Path | None,
    alone: bool,
) -> int:
    """Measure how well labelled letters are read."""
    from dataclasses import asdict

    from models.manifest import read_manifest
    from scoring.quality import shown_cases, shown_measures
    from training.evaluation import compare
    from training.evaluation import evaluate as measure

    letters, failed = read_letters(labelled)
    answers = found_answers(letters, bundle, alone=alone)
    failed += answers.count(None)
    report = measure(letters, answers)
    measures: dict[str, Any] = {"model": read_manifest(bundle).id, **report.as_dict()}
    console = terminal()
    if against is None:
        console.print(shown_measures(measures))
    else:
        other = measure(letters, found_answers(letters, against, alone=alone))
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
    if json_file is not None:
        write_json(json_file, measures)
    return SOME_FAILED if failed else DONE
