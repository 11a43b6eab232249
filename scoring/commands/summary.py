"""`foi summary`: what scored letters came to."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

import click

from nlp.errors import FoiError
from scoring.commands.console import DONE, SOME_FAILED, json_text, listed, terminal
from scoring.commands.options import AS_JSON, PATH


@click.command(epilog="Example: foi summary answers.jsonl")
@click.argument("answers", nargs=-1, required=True, type=PATH, metavar="ANSWERS...")
@AS_JSON
def summary(answers: tuple[Path, ...], as_json: bool) -> int:
    """Say what scored letters came to: answers, figures and statuses by letter.

    ANSWERS is the .jsonl or .parquet output of foi score.
    """
    from scoring.scored import read_scored
    from scoring.summary import Summary

    found = Summary()
    for path in answers:
        for letter in read_scored(path):
            found.add(letter["letter"], letter.get("answers"))
    if not found.letters:
        raise FoiError(f"There are no letters in {listed(answers)}: give an output of foi score.")
    if as_json:
        click.echo(json_text(found.as_fields()))
    else:
        console = terminal()
        console.print(found.table())
        console.print(found.sentence())
    return SOME_FAILED if found.failed else DONE
