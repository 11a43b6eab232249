"""`foi score`: letters to a table of answers."""

# ruff: noqa: PLC0415

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nlp.errors import FoiError
from scoring.commands.console import DONE, NOTHING_DONE, SOME_FAILED, complain, listed, progress, terminal
from scoring.commands.options import ALONE, MODEL, PATH, REQUEST

if TYPE_CHECKING:
    from nlp.types import Request

_FIRST_WORDS, _SHOWN_QUESTIONS = 40, 12
"""How many letters of a question of the request are told back, and of how many questions."""


@click.command(epilog="Example: foi score letters/ more/reply.txt --output answers.xlsx")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH...")
@click.option(
    "--output",
    type=PATH,
    metavar="FILE",
    help="Where the answers go: a .jsonl, .csv, .parquet or .xlsx file.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Most processes; default: all cores.")
@MODEL
@click.option("--keep-text", type=PATH, metavar="DIR", help="Also write the texts that offsets count in.")
@ALONE
@REQUEST
def score(
    paths: tuple[Path, ...],
    output: Path | None,
    jobs: int | None,
    bundle: Path,
    keep_text: Path | None,
    alone: bool,
    request: Path | None,
) -> int:
    """Find the answers in letters and write them as a table.

    A PATH is a letter, or a folder with all letters beneath it. Without --output, a summary
    table is printed.

    Five letters or more help each other to be read: what several of them say word for word is
    question or boilerplate, seldom an answer. Score the replies to one request together, and name
    the request if you have it: then its numbers are those of the answers, and what a reply leaves
    out is said.
    """
    from nlp.reading import letters_and_others
    from nlp.request import read_request
    from scoring.kept_text import keep_text as write_text
    from scoring.kept_text import text_files
    from scoring.output import among, check_output, open_output
    from scoring.reader import build_reader
    from scoring.results import counted
    from scoring.score import score_files
    from scoring.summary import Summary

    if output is not None:
        check_output(output)
    found, others = letters_and_others(paths)
    # the request may lie among the replies, and is none of them
    asked_at = os.path.realpath(request) if request else None
    letters = [letter for letter in found if os.path.realpath(letter) != asked_at] if asked_at else found
    if not letters:
        besides = " besides the request" if found else ""
        raise FoiError(f"There are no letters in {listed(paths)}{besides}: give files or folders of them.")
    if output is not None and among(output, found):
        raise FoiError(f"{output} is one of the letters: give --output another name.")
    if others:
        kinds = ", ".join(sorted({file.suffix.lower() for file in others}))
        complain(f"{len(others):,} files of other kinds ({kinds}) were passed over: take their text out first.")
    asked = read_request(request) if request else None
    if asked:
        complain(f"the request asks {counted(len(asked.leaves), 'question', 'questions')}: {_in_short(asked)}.")
    targets = text_files(letters, keep_text) if keep_text else None
    summary = Summary()
    with ExitStack() as stack:
        results = score_files(
            letters,
            bundle,
            build_reader,
            jobs=jobs or _cores(),
            keep_text=bool(targets),
            alone=alone,
            request=asked,
        )
        stack.callback(results.close)
        write = stack.enter_context(open_output(output)) if output else None
        advance = stack.enter_context(progress("Scoring", len(letters)))
        for place, result in enumerate(results):
            if write:
                write(result)
            if targets and result.text is not None:
                write_text(targets[place], result.text)
            summary.add(result.letter, None if result.error is not None else result.answers)
            advance(result.error)
    if output is None:
        terminal().print(summary.table())
    terminal(stderr=True).print(summary.sentence(), highlight=False)
    if summary.failed == summary.letters:
        return NOTHING_DONE
    return SOME_FAILED if summary.failed else DONE


def _in_short(request: Request) -> str:
    """The request's questions by number and first words, so that a person sees if they were taken apart wrongly."""
    shown = [
        f"{one.id} “{one.words[:_FIRST_WORDS]}{'…' if len(one.words) > _FIRST_WORDS else ''}”"
        for one in request.leaves[:_SHOWN_QUESTIONS]
    ]
    return "; ".join([*shown, "…"] if len(request.leaves) > _SHOWN_QUESTIONS else shown)


def _cores() -> int:
    import joblib

    return int(joblib.cpu_count())
