"""Pictures: every format that a name may ask for, the same whenever it is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from matplotlib.figure import Figure

from scoring.pictures import PICTURES, write_picture


def drawn() -> Figure:
    figure = Figure(figsize=(2, 2))
    axes = figure.subplots()
    axes.plot([0, 1], [1, 0], marker="o")
    return figure


@pytest.mark.parametrize("ending", PICTURES)
def test_the_same_figure_gives_the_same_picture(ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / f"first{ending}", tmp_path / f"second{ending.upper()}"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    write_picture(drawn(), first)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1100000000")
    write_picture(drawn(), second)
    assert first.read_bytes() == second.read_bytes()
