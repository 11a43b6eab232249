"""`foi drift`: whether the models should be trusted on a batch of letters."""

# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nlp.errors import FoiError
from scoring.commands.console import DONE, SOME_FAILED, listed, progress, terminal, write_json
from scoring.commands.options import MODEL, PATH

if TYPE_CHECKING:
    from models.profile import Profile
    from scoring.results import JsonObject

_SCORED = (".jsonl", ".parquet")


@click.command(epilog="Example: foi drift answers.jsonl --output drift.png")
@click.argument("batch", nargs=-1, required=True, type=PATH, metavar="BATCH...")
@MODEL
@click.option("--output", type=PATH, metavar="FILE", help="Also draw it: a .png, .svg or .pdf file.")
@click.option("--json", "json_file", type=PATH, metavar="FILE", help="Also write what was found.")
def drift(batch: tuple[Path, ...], bundle: Path, output: Path | None, json_file: Path | None) -> int:
    """Say whether the models should be trusted on a batch of letters.

    BATCH is the .jsonl or .parquet output of foi score, or letters and folders, which are scored
    first. The batch is compared with the letters that the models learnt from: how sure the models
    are of statuses and of lines, which words they do not know, statuses, layout, length. It stands
    out where it differs more than single campaigns among those letters do.

    The letters of an output are looked for where they lay when they were scored, from the current
    folder.
    """
    from scoring.drift import deviations
    from scoring.drift_batch import Lacking, batch_of
    from scoring.drift_words import as_fields, sentences, shown, shown_strangest
    from scoring.output import among, check_output
    from scoring.pictures import PICTURES

    if output is not None:
        from scoring.drift_plot import write_plot

        check_output(output, PICTURES)
        if among(output, batch):
            raise FoiError(f"{output} is the batch itself: give --output another name.")
    profile, model = _profile(bundle)
    scored = _scored(batch, bundle)
    with progress("Looking", len(scored)) as advance:
        found = batch_of(scored, profile.words, lambda: advance(None))
    if not found.names:
        raise FoiError(f"No letter in {listed(batch)} was read: score letters that can be.")
    if found.lacking[Lacking.GONE] == len(found.names):
        raise FoiError(
            f"None of the letters of {listed(batch)} is where it lay when it was scored, and without their words "
            "nothing can be said: run foi drift from the folder where they were scored."
        )
    if other := found.models - {model}:
        raise FoiError(
            f"{listed(batch)} was scored with bundle {', '.join(sorted(other))} and not with {model}: give --model "
            "the bundle that scored it, or score it again."
        )
    far = deviations(found.table, profile)
    console = terminal()
    console.print(shown(found, far, profile))
    if len(found.names) > 1:
        console.print(shown_strangest(found, profile), soft_wrap=True)
    said = sentences(found, far, profile)
    console.print("\n".join(said), soft_wrap=True)
    if output is not None:
        write_plot(output, found, far, profile, said)
    if json_file is not None:
        write_json(json_file, {"model": model, **as_fields(found, far, profile)})
    return SOME_FAILED if any(found.lacking.values()) else DONE


def _profile(bundle: Path) -> tuple[Profile, str]:
    """The profile that the bundle holds, and the bundle's id."""
    from models.bundle import load_bundle
    from models.profile import PROFILE, Profile
    from nlp.errors import BadBundle

    loaded = load_bundle(bundle)
    if PROFILE not in loaded.models:
        raise BadBundle(
            f"The bundle in {bundle} has no profile of the letters that it learnt from: train it again with this foi."
        )
    try:
        return Profile.from_state(loaded.models[PROFILE]), loaded.id
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadBundle(f"The profile in {bundle} is not as this foi stores it: train it again.") from error


def _scored(batch: Sequence[Path], bundle: Path) -> list[JsonObject]:
    """The letters of the batch as scored; those of an output as they are, others scored now."""
    from scoring.scored import read_scored

    outputs = [path for path in batch if path.suffix.lower() in _SCORED]
    found = [letter for path in outputs for letter in read_scored(path)]
    others = [path for path in batch if path not in outputs]
    return [*found, *_scored_now(others, bundle)] if others else found


def _scored_now(paths: Sequence[Path], bundle: Path) -> Iterator[JsonObject]:
    import joblib

    from nlp.reading import find_letters
    from scoring.reader import build_reader
    from scoring.score import score_files

    letters = find_letters(paths)
    if not letters:
        raise FoiError(f"There are no letters in {listed(paths)}: give files or folders of them.")
    with progress("Scoring", len(letters)) as advance:
        for result in score_files(letters, bundle, build_reader, jobs=joblib.cpu_count()):
            advance(result.error)
            yield result.as_json()
