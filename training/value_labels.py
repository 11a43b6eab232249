"""What a person read in a sample of answers and letters: the corpus's lists of grounds, directions and attachments."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping

from training.corpus import CORPUS

Place = tuple[str, int]
"""A letter's path in the corpus, and where its answer begins: -1 for the letter as a whole."""


def labelled_values(name: str, side: str) -> Mapping[Place, Counter[str]]:
    """The values in ``NAME.csv`` that were labelled on a side, by place; a place without any has an empty count."""
    found: defaultdict[Place, Counter[str]] = defaultdict(Counter)
    with (CORPUS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["side"] == side:
                found[row["letter"], int(row.get("start") or -1)].update([row["value"]] if row["value"] else [])
    return found
