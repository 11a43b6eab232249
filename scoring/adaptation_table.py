"""A campaign's learning curve for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

_ON = {"rest": "on the rest", "held_out": "on letters never chosen"}
_LEGEND = (
    "Status of found answers right, mean ± standard deviation over draws, after the status model was adapted to the "
    "labelled letters. These are drawn at random, or are those with the answer that the model is least sure of: then "
    "the hardest letters are labelled, and the rest is easier. In each draw a third of the letters is never chosen."
)


def shown_curve(curve: Mapping[str, Any]) -> RenderableType:
    """Share of found answers with the right status by number of labelled letters, for each way to choose these."""
    title = f"{curve['letters']:,} letters with {curve['answers']:,} found answers, {curve['draws']} draws"
    table = Table(title=title, title_justify="left")
    table.add_column("labelled", justify="right")
    points = {(one["labelled"], one["choice"]): one for one in curve["points"]}
    choices = list(dict.fromkeys(choice for _, choice in points))
    for choice in choices:
        for told in _ON.values():
            table.add_column(f"{choice},\n{told}", justify="right")
    for labelled in sorted({labelled for labelled, _ in points}):
        table.add_row(str(labelled), *(_share(points[labelled, choice][on]) for choice in choices for on in _ON))
    return Group(table, Text(_LEGEND))


def _share(share: Mapping[str, float]) -> str:
    return f"{share['mean']:.3f} ± {share['spread']:.3f}"
