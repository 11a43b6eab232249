"""Readings in which all items of a numbered list are questions, or all are answers.

Line by line the first question of a request looks much like what leads up to it, and a short answer like one more line
of the answer before it. As a list they are all alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from nlp.identifiers import FIRST_OF_LIST, items_after
from nlp.logical_line import LogicalLine
from nlp.numbering import MarkerKind
from nlp.types import Role

Roles = NDArray[np.intp]
_COUNTED = {MarkerKind.QUESTION, MarkerKind.ANSWER, MarkerKind.NUMBER, MarkerKind.LETTER, MarkerKind.ROMAN}
"""Kinds of printed numbers that seldom are figures."""
_FRAME = (Role.OPENING, Role.BETWEEN, Role.QUOTED, Role.CLOSING)
"""The roles of lines that neither ask nor answer, labels apart."""


def lists_of(lines: Sequence[LogicalLine]) -> list[list[int]]:
    """The items of each list that counts up from its first number, by the line on which an item's words begin.

    A number on a line of its own belongs to the words of the next. Tables have no such lists.
    """
    found: list[list[int]] = []
    going: dict[MarkerKind, tuple[str, list[int]]] = {}
    for index, line in enumerate(lines):
        marker = line.marker
        words = index + line.label
        if marker is None or marker.kind not in _COUNTED or marker.named or line.column >= 0 or words == len(lines):
            continue
        last, items = going.pop(marker.kind, ("", []))
        if marker.id in items_after(last):
            items.append(words)
        elif marker.id in FIRST_OF_LIST:
            items = [words]
            found.append(items)
        else:
            continue
        going[marker.kind] = marker.id, items
    return [items for items in found if len(items) > 1]


def whole_lists(path: Roles, lists: Sequence[Sequence[int]], at: Mapping[Role, int]) -> Iterator[Roles]:
    """The path, once for each list that may be one of questions, and once for each that may be one of answers.

    ``path`` is the role of each line, ``lists`` what ``lists_of`` found, ``at`` the place of each role.
    """
    frame = [at[role] for role in _FRAME]
    told = np.flatnonzero(path == at[Role.BEGIN_ANSWER])
    for items in lists:
        for begins, inside, before in (
            (Role.BEGIN_QUESTION, Role.QUESTION, told.size > 0 and items[-1] < told[0]),
            (Role.BEGIN_ANSWER, Role.ANSWER, False),
        ):
            own = path[items] == at[begins]
            if own.all() or not (before or own.any()):
                continue
            made = path.copy()
            made[items] = at[begins]
            for item, following in pairwise(items):
                if path[item] != at[begins]:
                    between = made[item + 1 : following]
                    between[np.isin(between, frame)] = at[inside]
            yield made
