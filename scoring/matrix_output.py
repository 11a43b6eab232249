"""The matrix as a file: a workbook, or one row a body and question as CSV or Parquet."""

from __future__ import annotations

import csv
from collections.abc import Callable
from importlib import import_module
from itertools import islice
from pathlib import Path

from scoring.campaign import Campaign
from scoring.cells import safe_cell
from scoring.matrix import entry_rows
from scoring.matrix_columns import ENTRIES
from scoring.output import check_output, whole_file, writing

_WRITERS = {
    ".xlsx": ("scoring.matrix_workbook", "write_workbook"),
    ".csv": ("scoring.matrix_output", "write_csv"),
    ".parquet": ("scoring.matrix_output", "write_parquet"),
}
FORMATS = tuple(_WRITERS)
"""What a matrix's name may end with."""

_GROUP = 10_000
"""Entries in a row group."""
_WHOLE_NUMBERS = frozenset({"figures", "answers", "start", "end", "replaced", "letters", "working_days"})
_FRACTIONS = frozenset({"low", "high", "confidence"})
_TRUTHS = frozenset({"needs_review", "late"})
_DAYS = frozenset({"requested", "replied"})


def write_matrix(campaign: Campaign, path: Path) -> None:
    """Write the campaign to ``path``, in the format that its name asks for.

    Raises ``FoiError`` if that is none of ``FORMATS``, cannot hold the campaign, or cannot be written.
    """
    check_output(path, FORMATS)
    module, name = _WRITERS[path.suffix.lower()]
    # each format brings a library that the others need not wait for
    write: Callable[[Campaign, Path], None] = getattr(import_module(module), name)
    with whole_file(path) as part, writing(path):
        write(campaign, part)


def write_csv(campaign: Campaign, path: Path) -> None:
    """One row a body and question; no cell is a formula."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, tuple(ENTRIES), lineterminator="\n")
        rows.writeheader()
        for row in entry_rows(campaign):
            rows.writerow({name: safe_cell(cell) if isinstance(cell, str) else cell for name, cell in row.items()})


def write_parquet(campaign: Campaign, path: Path) -> None:
    """One row a body and question; days, numbers and truths have types of their own."""
    import pyarrow as pa  # noqa: PLC0415 - CSV need not wait for it
    from pyarrow import parquet  # noqa: PLC0415

    kinds = (
        *((pa.int64(), _WHOLE_NUMBERS), (pa.float64(), _FRACTIONS)),
        *((pa.bool_(), _TRUTHS), (pa.date32(), _DAYS)),
    )
    typed = {column: kind for kind, columns in kinds for column in columns}
    schema = pa.schema({column: typed.get(column, pa.string()) for column in ENTRIES})
    rows = entry_rows(campaign)
    with parquet.ParquetWriter(path, schema, compression="zstd") as file:
        while group := list(islice(rows, _GROUP)):
            file.write_batch(pa.RecordBatch.from_pylist(group, schema))
