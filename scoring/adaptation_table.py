"""A campaign's learning curve for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

_COLUMNS = {
    "before": "the rest,\nnot adapted",
    "rest": "the rest,\nadapted",
    "held_out": "never chosen,\nadapted",
}
_LEGEND = (
    "Status of found answers right, mean ± standard deviation over draws, when the status model is adapted to the "
    "labelled letters. These are drawn at random, or are those with the answer that the model is least sure of: then "
    "the hardest letters are labelled, and the rest is easier. In each draw a third of the letters is never chosen."
)


def shown_curve(curve: Mapping[str, Any]) -> RenderableType:
    """Share of found answers with the right status by number of labelled letters, for each way to choose these."""
    title = f"{curve['letters']:,} letters with {curve['answers']:,} found answers, {curve['draws']} draws"
    table = Table(title=title, title_justify="left")
    table.add_column("chosen")
    table.add_column("labelled", justify="right")
    for told in _COLUMNS.values():
        table.add_column(told, justify="right")
    for choice in dict.fromkeys(point["choice"] for point in curve["points"]):
        for point in curve["points"]:
            if point["choice"] == choice:
                shares = (f"{point[on]['mean']:.3f} ± {point[on]['spread']:.3f}" for on in _COLUMNS)
                table.add_row("" if point["labelled"] else choice, str(point["labelled"]), *shares)
        table.add_section()
    return Group(table, Text(_LEGEND))
