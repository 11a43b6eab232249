"""Outputs that are lines of text: JSON lines and CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scoring.cells import safe_cell
from scoring.columns import ANSWER_COLUMNS, answer_rows
from scoring.output import Write
from scoring.results import LetterResult


@contextmanager
def write_jsonl(path: Path) -> Iterator[Write]:
    """One JSON object a letter."""
    with path.open("w", encoding="utf-8", newline="\n") as file:

        def write(result: LetterResult) -> None:
            file.write(json.dumps(result.as_json(), ensure_ascii=False, allow_nan=False) + "\n")

        yield write


@contextmanager
def write_csv(path: Path) -> Iterator[Write]:
    """One row an answer; no cell is a formula."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, ANSWER_COLUMNS, lineterminator="\n")
        rows.writeheader()

        def write(result: LetterResult) -> None:
            for row in answer_rows(result):
                rows.writerow({name: safe_cell(cell) if isinstance(cell, str) else cell for name, cell in row.items()})

        yield write
