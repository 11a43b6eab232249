"""`foi show`: the answers of one letter, to read."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

import click

from nlp.errors import FoiError
from scoring.commands.console import json_text, terminal
from scoring.commands.options import of_one_letter


@click.command(epilog="Example: foi show letters/reply.txt --request request.txt")
@of_one_letter
def show(letter: Path, bundle: Path, among: Path | None, request: Path | None, as_json: bool) -> None:
    """Show the answers of a letter.

    Who writes and when, then each question with its answer in full: status, figures, grounds, and where it sends the
    reader. With --json it is the object that foi score writes for a letter.
    """
    from models.manifest import read_manifest
    from nlp.reading import find_letters
    from nlp.request import read_request
    from scoring.piles import recurring_beside
    from scoring.reader import build_reader
    from scoring.score import Scorer
    from scoring.show import shown_letter

    asked = read_request(request) if request else None
    scorer = Scorer(build_reader(bundle), read_manifest(bundle).id, request=asked)
    recurring = recurring_beside(letter, find_letters([among]) if among else ())
    (result,) = scorer.score([letter], recurring)
    if result.error is not None:
        raise FoiError(result.error)
    if as_json:
        click.echo(json_text(result.as_json()))
    else:
        terminal().print(shown_letter(result))
