"""The notebooks are kept as they were executed, and still come to the same."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from math import isclose
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "notebooks"
NOTEBOOKS = [file.stem for file in sorted(FOLDER.glob("*.ipynb"))]
FITTED = "fitted"
"""Tag of a cell that shows what models say which the notebook itself fits: on other machines, they are others."""
MOST_BYTES = 200_000

NUMBER = re.compile(r"(\d+(?:\.\d+)?)")
MACHINE = re.compile(r"/(?:home|root|tmp|Users|work|usr|opt)/|[A-Z]:\\|\b[0-9a-f]{32}\b|\d\d:\d\d:\d\d|0x[0-9a-f]{6,}")
"""Paths of a machine, ids of runs, times and places in memory."""

Cell = dict[str, Any]


def code_cells(file: Path) -> list[Cell]:
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def kinds(output: Cell) -> list[str]:
    """What an output is: its type, and in which formats it is there."""
    return [output["output_type"], *sorted(output.get("data", ()))]


def text(output: Cell) -> str:
    """An output in words, tables as HTML, which does not pad them."""
    data = output.get("data", {})
    return "".join(data.get("text/html") or data.get("text/plain") or output.get("text", ""))


def alike(one: str, other: str) -> bool:
    """Whether two texts have the same words and, but for the last digit of a share, the same numbers."""
    ours, theirs = NUMBER.split(one), NUMBER.split(other)
    numbers = zip(ours[1::2], theirs[1::2], strict=False)
    return ours[::2] == theirs[::2] and all(isclose(float(a), float(b), abs_tol=0.011) for a, b in numbers)


def test_texts_are_alike_but_for_the_last_digit() -> None:
    assert alike("provided 0.99, 12 answers", "provided 1.00, 12 answers")
    assert not alike("provided 0.99", "provided 0.95")
    assert not alike("12 answers", "13 answers")
    assert not alike("12 answers", "12 figures")
    assert not alike("12", "12 and 13")


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) == 3


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_is_kept_as_it_was_executed(name: str) -> None:
    file = FOLDER / f"{name}.ipynb"
    cells = code_cells(file)
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert not [output for output in outputs if output["output_type"] == "error" or output.get("name") == "stderr"]
    assert not [found[0] for output in outputs if (found := MACHINE.search(text(output)))]
    assert not [cell["metadata"] for cell in cells if set(cell["metadata"]) - {"tags"}]
    assert file.stat().st_size < MOST_BYTES


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_comes_to_the_same(name: str, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    copy = tmp_path / FOLDER.name / f"{name}.ipynb"
    copy.parent.mkdir()
    shutil.copy(FOLDER / copy.name, copy)
    command = [sys.executable, str(FOLDER / "execute.py"), str(copy)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=3600, check=False)  # noqa: S603
    assert run.returncode == 0, run.stderr[-3000:]
    kept, anew = code_cells(FOLDER / copy.name), code_cells(copy)
    assert [cell["source"] for cell in kept] == [cell["source"] for cell in anew]
    for before, now in zip(kept, anew, strict=True):
        told = f"{name}, cell {before['id']}: execute it anew (make notebooks)"
        assert list(map(kinds, before["outputs"])) == list(map(kinds, now["outputs"])), told
        if FITTED not in before["metadata"].get("tags", ()):
            for one, other in zip(before["outputs"], now["outputs"], strict=True):
                assert alike(text(one), text(other)), f"{told}\n{text(one)}\n{text(other)}"
    assert not [file for file in copy.parent.iterdir() if file != copy]
