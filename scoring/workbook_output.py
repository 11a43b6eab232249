"""The workbook output: a sheet of answers and a sheet of quantities, no cell a formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from scoring.cells import workbook_cell
from scoring.columns import ANSWER_COLUMNS, QUANTITY_COLUMNS, Cell, answer_rows, quantity_rows
from scoring.output import Write
from scoring.results import LetterResult

MOST_ROWS = 1_048_576
"""Rows that a sheet holds, its heading included."""

_WIDTHS = {"letter": 28, "question": 48, "answer": 64, "quantities": 32, "error": 48}
_WIDTH = 14


class _Sheet:
    """A sheet that goes on in another one where it is full."""

    def __init__(self, book: Workbook, title: str, columns: Sequence[str]) -> None:
        self._book = book
        self._title = title
        self._columns = columns
        self._sheets = 0
        self._begin()

    def _begin(self) -> None:
        self._sheets += 1
        title = self._title if self._sheets == 1 else f"{self._title} {self._sheets}"
        self._sheet = self._book.create_sheet(title)
        self._sheet.freeze_panes = "A2"
        headings = []
        for place, column in enumerate(self._columns, start=1):
            width = _WIDTHS.get(column, _WIDTH)
            self._sheet.column_dimensions[get_column_letter(place)].width = width
            heading = WriteOnlyCell(self._sheet, column)
            heading.font = Font(bold=True)
            headings.append(heading)
        self._sheet.append(headings)
        self._rows = 1

    def append(self, row: Mapping[str, Cell]) -> None:
        if self._rows == MOST_ROWS:
            self._begin()
        cells = (row.get(column) for column in self._columns)
        self._sheet.append([workbook_cell(c) if isinstance(c, str) else c for c in cells])
        self._rows += 1


@contextmanager
def write_workbook(path: Path) -> Iterator[Write]:
    """Rows go to a file as they come; the workbook is put together at the end."""
    book = Workbook(write_only=True)
    answers = _Sheet(book, "answers", ANSWER_COLUMNS)
    quantities = _Sheet(book, "quantities", QUANTITY_COLUMNS)

    def write(result: LetterResult) -> None:
        for row in answer_rows(result):
            answers.append(row)
        for row in quantity_rows(result):
            quantities.append(row)

    try:
        yield write
        book.save(path)
    finally:
        # a sheet that is not saved would be written out by the garbage collector, and fail
        for sheet in book.worksheets:
            if not sheet.closed:
                sheet.close()
