"""Sheets of a workbook, written row by row: no cell is a formula, and none holds more than it can."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Font, NamedStyle
from openpyxl.utils import get_column_letter

from scoring.cells import CellValue, workbook_cell

MOST_ROWS = 1_048_576
"""Rows that a sheet holds, its heading included."""
MOST_COLUMNS = 16_384
"""Columns that a sheet holds."""

_WIDTH = 14
HEADING = "heading of a column"
"""The style that every workbook has."""
_FIRST_YEAR = 1901
"""Sheets of some programs cannot count days before this year."""


class Rows:
    """A sheet of rows under a heading that goes on in another sheet where it is full.

    To be used with ``with``: where that ends, all rows can be filtered.
    """

    def __init__(self, book: Workbook, title: str, columns: Sequence[str], widths: Mapping[str, float]) -> None:
        self._book = book
        self._title = title
        self._columns = columns
        self._widths = widths
        self._sheets = 0
        self._begin()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._filter()

    def append(self, row: Mapping[str, CellValue]) -> str:
        """Add a row; where it stands, as a link in the workbook names it. A column not named in it stays empty."""
        if self._rows == MOST_ROWS:
            self._filter()
            self._begin()
        self._sheet.append([plain_cell(self._sheet, row.get(column)) for column in self._columns])
        self._rows += 1
        return f"'{self._sheet.title}'!A{self._rows}"

    def _begin(self) -> None:
        self._sheets += 1
        title = self._title if self._sheets == 1 else f"{self._title} {self._sheets}"
        self._sheet = self._book.create_sheet(title)
        self._sheet.freeze_panes = "A2"
        set_widths(self._sheet, (self._widths.get(column, _WIDTH) for column in self._columns))
        self._sheet.append([styled_cell(self._sheet, column, HEADING) for column in self._columns])
        self._rows = 1

    def _filter(self) -> None:
        self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._columns))}{self._rows}"


@contextmanager
def new_workbook(path: Path) -> Iterator[Workbook]:
    """A workbook that is filled row by row, and saved once all are there."""
    book = Workbook(write_only=True)
    book.add_named_style(NamedStyle(HEADING, font=Font(bold=True)))
    try:
        yield book
        # what was saved again later can be told by it
        book.properties.created = datetime.now(tz=UTC).replace(tzinfo=None)
        book.save(path)
    finally:
        # a sheet that is not saved would be written out by the garbage collector, and fail
        for sheet in book.worksheets:
            if not sheet.closed:
                sheet.close()


def plain_cell(sheet: Any, value: CellValue) -> Any:
    """What a row may hold for the value: words are words, whatever they look like."""
    if isinstance(value, str):
        words = workbook_cell(value)
        # bare words are quicker by far; "#N/A" would be an error
        return _cell(sheet, words) if words in ERROR_CODES else words or None
    return _shown_day(value) if isinstance(value, date) else value


def styled_cell(sheet: Any, value: CellValue, style: str) -> Any:
    """A cell with the value in one of the workbook's named styles."""
    if isinstance(value, str):
        return _cell(sheet, workbook_cell(value) or None, style)
    return _cell(sheet, _shown_day(value) if isinstance(value, date) else value, style)


def set_widths(sheet: Any, widths: Iterable[float]) -> None:
    """Give the columns their widths, in characters; before the first row."""
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def _cell(sheet: Any, value: CellValue, style: str | None = None) -> Any:
    cell = WriteOnlyCell(sheet)
    if style is not None:
        # a day's format is added to the style only after it
        cell.style = style
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def _shown_day(day: date) -> date | str:
    return day if day.year >= _FIRST_YEAR else day.isoformat()
