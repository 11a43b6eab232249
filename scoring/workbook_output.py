"""The workbook output: a sheet of answers and a sheet of quantities, no cell a formula."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scoring.columns import ANSWER_COLUMNS, QUANTITY_COLUMNS, answer_rows, quantity_rows
from scoring.output import Write
from scoring.results import LetterResult
from scoring.sheets import Rows, new_workbook

_WIDTHS = {"letter": 28, "question": 48, "answer": 64, "quantities": 32, "error": 48}


@contextmanager
def write_workbook(path: Path) -> Iterator[Write]:
    """Rows go to a file as they come; the workbook is put together at the end."""
    with (
        new_workbook(path) as book,
        Rows(book, "answers", ANSWER_COLUMNS, _WIDTHS) as answers,
        Rows(book, "quantities", QUANTITY_COLUMNS, _WIDTHS) as quantities,
    ):

        def write(result: LetterResult) -> None:
            for row in answer_rows(result):
                answers.append(row)
            for row in quantity_rows(result):
                quantities.append(row)

        yield write
