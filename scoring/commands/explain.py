"""`foi explain`: how one letter was read, and why."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

import click

from scoring.commands.console import json_text, terminal
from scoring.commands.options import of_one_letter


@click.command(epilog="Example: foi explain letters/reply.txt --among letters/")
@of_one_letter
def explain(letter: Path, bundle: Path, among: Path | None, request: Path | None, as_json: bool) -> None:
    """Show how a letter was read, and why.

    Its lines with their roles, and for each answer the terms that spoke for and against its
    status.
    """
    from nlp.reading import find_letters
    from nlp.request import read_request
    from scoring.explain import explanation, shown_explanation
    from scoring.reader import build_reader

    pile = find_letters([among]) if among else ()
    asked = read_request(request) if request else None
    explained = explanation(letter, build_reader(bundle), bundle, pile, asked)
    if as_json:
        click.echo(json_text(explained))
    else:
        terminal().print(shown_explanation(explained))
