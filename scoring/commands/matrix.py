"""`foi matrix`: the replies to one request side by side."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path

import click

from scoring.commands.campaign import campaign_of
from scoring.commands.console import DONE, SOME_FAILED, terminal
from scoring.commands.options import BODIES, PATH, REQUEST
from scoring.matrix_columns import ANSWERS, ENTRIES, FIGURES, REVIEWS


class _WithColumns(click.Command):
    """A command whose help goes on with the columns that it writes."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, columns in (
            ("Columns of the .csv and .parquet", ENTRIES),
            ("Columns of the sheet “answers”", ANSWERS),
            ("Columns of the sheet “figures”", FIGURES),
            ("Columns of the sheet “to review”", REVIEWS),
        ):
            with formatter.section(title):
                formatter.write_dl(list(columns.items()))
        super().format_epilog(ctx, formatter)


@click.command(
    cls=_WithColumns, epilog="Example: foi matrix answers.jsonl --request request.txt --output campaign.xlsx"
)
@click.argument("answers", type=PATH)
@REQUEST
@BODIES
@click.option(
    "--output",
    type=PATH,
    required=True,
    metavar="FILE",
    help="Where the matrix goes: an .xlsx, .csv or .parquet file.",
)
def matrix(answers: Path, request: Path | None, bodies: Path | None, output: Path) -> int:
    """Put the replies to one request side by side: bodies down, questions across.

    ANSWERS is the .jsonl or .parquet output of foi score, or a workbook (.xlsx) of foi matrix.
    The workbook has sheets with every answer, every figure and all that a person should look at,
    a legend, and all that foi report needs; the .csv and .parquet have one row a body and
    question.

    Replies of one body in several letters are one row: the latest answer to each question stands.
    With --bodies, one that sent nothing has a row too.
    """
    from scoring.matrix import summary_sentence
    from scoring.matrix_output import FORMATS, write_matrix
    from scoring.output import check_output

    check_output(output, FORMATS)
    campaign = campaign_of(answers, request, bodies, output)
    write_matrix(campaign, output)
    terminal(stderr=True).print(summary_sentence(campaign), soft_wrap=True, highlight=False)
    return SOME_FAILED if any(body.unread for body in campaign.bodies) else DONE
