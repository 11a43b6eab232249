"""`foi labels`: work with labelled letters."""

from __future__ import annotations

from pathlib import Path

import click

from scoring.commands.console import DONE, SOME_FAILED
from scoring.commands.letters import read_letters
from scoring.commands.options import PATH


@click.group(epilog="Example: foi labels check our-letters/")
def labels() -> None:
    """Work with labelled letters."""


@labels.command(epilog="Example: foi labels check our-letters/ reply.letter")
@click.argument("labelled", nargs=-1, required=True, type=PATH, metavar="LABELLED...")
def check(labelled: tuple[Path, ...]) -> int:
    """Name every mistake in labelled letters, with its line and what to do."""
    letters, failed = read_letters(labelled, least=0)
    answers = sum(len(letter.answers) for letter in letters)
    click.echo(f"{len(letters):,} letters in order ({answers:,} answers), {failed:,} not.")
    return SOME_FAILED if failed else DONE
