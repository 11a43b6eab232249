"""`foi report`: the replies to one request as a page."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

import click

from scoring.commands.campaign import campaign_of
from scoring.commands.console import DONE, SOME_FAILED, terminal
from scoring.commands.options import BODIES, PATH, REQUEST


@click.command(epilog="Example: foi report answers.jsonl --request request.txt --output report.html")
@click.argument("answers", type=PATH)
@REQUEST
@BODIES
@click.option("--output", type=PATH, required=True, metavar="FILE", help="Where the page goes: an .html file.")
@click.option("--title", metavar="WORDS", help="Title of the page; default: how many bodies and questions there are.")
def report(answers: Path, request: Path | None, bodies: Path | None, output: Path, title: str | None) -> int:
    """Show the replies to one request to readers, as one page of HTML.

    ANSWERS is the .jsonl or .parquet output of foi score, or the workbook (.xlsx) of foi matrix.
    The page is the same: the workbook keeps all that it was made from, the request and the list
    of bodies too. What was changed in the workbook by hand is not on the page.

    The page needs nothing else and can be printed. It shows statuses and figures by question,
    late replies, grounds for refusing, and every answer in full, with a link from each number to
    the answers behind it.
    """
    from scoring.matrix import summary_sentence
    from scoring.output import check_output
    from scoring.report import FORMATS, title_of, write_report

    check_output(output, FORMATS)
    campaign = campaign_of(answers, request, bodies, output)
    write_report(campaign, output, title or title_of(campaign))
    terminal(stderr=True).print(summary_sentence(campaign), soft_wrap=True, highlight=False)
    return SOME_FAILED if any(body.unread for body in campaign.bodies) else DONE
