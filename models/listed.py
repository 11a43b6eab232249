"""Readings in which all items of a numbered list are questions, or all are answers.

Line by line the first question of a request looks much like what leads up to it, and a short answer like one more line
of the answer before it. As a list they are all alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from nlp.logical_line import LogicalLine
from nlp.numbering import MarkerKind
from nlp.types import Role

Roles = NDArray[np.intp]
_COUNTED = {MarkerKind.QUESTION, MarkerKind.ANSWER, MarkerKind.NUMBER, MarkerKind.LETTER, MarkerKind.ROMAN}
"""Kinds of printed numbers that seldom are figures."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def lists_of(lines: Sequence[LogicalLine]) -> list[list[int]]:
    """The items of each list that counts up from its first number, by the line on which an item's words begin.

    A number on a line of its own belongs to the words of the next. Tables have no such lists.
    """
    found: list[list[int]] = []
    going: dict[MarkerKind, tuple[str, list[int]]] = {}
    for index, line in enumerate(lines):
        marker = line.marker
        if marker is None or marker.kind not in _COUNTED or marker.named or line.column >= 0:
            continue
        words = index + 1 if line.label else index
        if words >= len(lines):
            continue
        if marker.kind in going and marker.id == _next(*going[marker.kind], marker.kind):
            items = going[marker.kind][1]
            items.append(words)
            going[marker.kind] = marker.id, items
        elif marker.id in ("1", "a", "i"):
            items = [words]
            found.append(items)
            going[marker.kind] = marker.id, items
        else:
            going.pop(marker.kind, None)
    return [items for items in found if len(items) > 1]


def _next(last: str, _items: Sequence[int], kind: MarkerKind) -> str:
    """The number after ``last``."""
    if last.isdigit():
        return str(int(last) + 1)
    if kind is MarkerKind.ROMAN:
        return _ROMAN[_ROMAN.index(last) + 1] if last in _ROMAN[:-1] else ""
    return chr(ord(last) + 1) if len(last) == 1 else ""


def whole_lists(path: Roles, lists: Sequence[Sequence[int]], at: Mapping[Role, int]) -> Iterator[Roles]:
    """The path, once for each list and each of both roles, with all items of the list in that role.

    ``path`` is the role of each line, ``lists`` what ``lists_of`` found.
    """
    asks, goes_on = at[Role.BEGIN_QUESTION], at[Role.QUESTION]
    tells, telling = at[Role.BEGIN_ANSWER], at[Role.ANSWER]
    frame = [at[Role.OPENING], at[Role.BETWEEN], at[Role.QUOTED], at[Role.CLOSING], at[Role.LABEL]]
    answered = np.flatnonzero(path == tells)
    first = int(answered[0]) if len(answered) else len(path)
    for items in lists:
        own = path[items]
        if (own == asks).any() or items[-1] < first:
            made = _in_role(path, items, asks, goes_on, frame)
            if (made != path).any():
                yield made
        if (own == tells).any():
            made = _in_role(path, items, tells, telling, frame)
            if (made != path).any():
                yield made


def _in_role(path: Roles, items: Sequence[int], begins: int, inside: int, frame: Sequence[int]) -> Roles:
    made = path.copy()
    made[items] = begins
    for item, following in pairwise(items):
        between = slice(item + 1, following)
        if path[item] != begins:
            made[between] = np.where(np.isin(path[between], frame), inside, path[between])
    return made
