"""What the role model sees of a logical line: its words, its edges and its layout, as masked strings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from models.restating import Restating
from models.topic_patterns import topics_of
from nlp.background import Background
from nlp.logical_line import Joint, LogicalLine
from nlp.numbering import MarkerKind
from nlp.types import Request
from nlp.view import spelt
from nlp.words import words_of

Style = tuple[Hashable, ...]
"""What a line looks like, one entry for each way of looking alike."""
WAYS = 7
"""How many ways of looking alike there are."""
SELDOM = 0.25
"""The share of a line's runs of words under which the line is its letter's own."""
RECURS = 0.6
"""The share of a line's runs of words from which the line as a whole recurs in its pile."""

_SPACE = re.compile(r"\s+")
_QUESTION_WORDS = frozenset(
    (
        "how what which who when where why does do did is are was were has have had can could will would if please"
        " whether"
    ).split()
)


_LANDMARKS = ("greeting", "thanks", "lead", "queries", "complain", "commissioner", "reuse", "sign", "thread")
"""Topics that a letter usually touches once: whether one has passed or is yet to come tells where we are."""


_LAST_WORDS = frozenset({"sign", "complain", "queries", "commissioner", "reuse"})
"""Topics after which the head of another message begins the mail that is quoted underneath."""


@dataclass(frozen=True, slots=True, eq=False)
class LineTexts:
    """The letters' lines as the role model wants them, one entry a line over all letters of a batch.

    ``words`` and ``edges`` are masked words joined by spaces, ``flags`` the names of what layout and patterns tell.
    ``styles`` are the ways of looking alike: lines of one letter that share a number in a column share that look.
    ``recurs`` is the share of the line that recurs in its pile, ``asked`` the share of it that the request holds in one
    of its questions; both are NaN where that cannot be told.
    """

    words: list[str]
    edges: list[str]
    flags: list[list[str]]
    styles: NDArray[np.intp]
    below: NDArray[np.bool_]
    recurs: NDArray[np.float32]
    asked: NDArray[np.float32]
    sizes: list[int]

    def part(self, rows: slice) -> LineTexts:
        """The texts of one letter, given the rows of its lines."""
        words = self.words[rows]
        return LineTexts(
            words,
            self.edges[rows],
            self.flags[rows],
            self.styles[rows],
            self.below[rows],
            self.recurs[rows],
            self.asked[rows],
            [len(words)],
        )

    def only(self, letters: Sequence[int]) -> LineTexts:
        """The texts of some of the letters, in the order asked for."""
        starts = list(accumulate(self.sizes, initial=0))
        spans = [(starts[letter], starts[letter + 1]) for letter in letters]
        rows = np.concatenate([np.arange(start, end) for start, end in spans]) if spans else np.empty(0, dtype=np.intp)
        return LineTexts(
            [text for start, end in spans for text in self.words[start:end]],
            [text for start, end in spans for text in self.edges[start:end]],
            [own for start, end in spans for own in self.flags[start:end]],
            self.styles[rows],
            self.below[rows],
            self.recurs[rows],
            self.asked[rows],
            [end - start for start, end in spans],
        )


def _bucket(value: float, edges: tuple[float, ...]) -> int:
    return sum(value >= edge for edge in edges)


def _end_class(text: str) -> str:
    last = text[-1:]
    if last in "?.:;,!)":
        return last
    return "a" if last.isalpha() else "0" if last.isdigit() else "x"


def _start_class(text: str) -> str:
    head = text[:1]
    if head.isupper():
        return "A"
    if head.islower():
        return "a"
    return "0" if head.isdigit() else head


_KEY = 20
"""How many of its first words tell a line from every other."""


def _repeated(lines: Sequence[LogicalLine], keys: Sequence[str], count: dict[str, int]) -> list[str]:
    """For lines that stand twice in a letter: whether they stand in a list of such lines, or alone.

    A request that is quoted stands as a list; a question that is repeated over its answer stands alone.
    """
    again = [bool(key) and count[key] > 1 for key in keys]
    found = [""] * len(lines)
    start = 0
    while start < len(lines):
        if not again[start]:
            start += 1
            continue
        end = start
        while end < len(lines) and (again[end] or (not keys[end] and end + 1 < len(lines) and again[end + 1])):
            end += 1
        heads = sum(
            1
            for line, own in zip(lines[start:end], again[start:end], strict=True)
            if own and line.joint is Joint.BREAKS
        )
        for index in range(start, end):
            found[index] = ("in_list" if heads > 1 else "alone") if again[index] else ""
        start = end
    return found


def _shared_tails(keys: Sequence[str], count: dict[str, int]) -> list[bool]:
    """Which of the lines that stand several times only end questions that each begin otherwise.

    "Please give this by month" under every question is no sign that the questions are quoted twice.
    """
    before: dict[str, list[str]] = {}
    previous = ""
    for key in filter(None, keys):
        before.setdefault(key, []).append(previous)
        previous = key
    differs = {key: len(set(heads)) == len(heads) for key, heads in before.items()}
    new = {key: all(count.get(one) == 1 for one in heads) for key, heads in before.items()}
    tail, found = False, []
    for key in keys:
        if key and count[key] < 2:
            tail = False
        elif key and differs[key]:
            tail = new[key]
        found.append(tail and bool(key))
    return found


_NAMES = re.compile(r"(?:[A-Z][\w'’&.-]*,?(?:\s+|$)|(?:and|of|the|for|in|upon|on|&|-)\s+){1,7}")
_ADDRESS_LINES = 7


def _addresses(texts: Sequence[str], topics: Sequence[Sequence[str]]) -> list[str]:
    """Which lines hold nothing but names, and which of those lead to a postcode or a telephone number."""
    names = [text[-1:] not in ".?!:;" and _NAMES.fullmatch(text) is not None for text in texts]
    found = ["names" if name else "" for name in names]
    for place, one in enumerate(topics):
        if "letterhead" not in one:
            continue
        for back in range(place - 1, max(-1, place - 1 - _ADDRESS_LINES), -1):
            if not names[back] and "letterhead" not in topics[back]:
                break
            if names[back]:
                found[back] = "address"
    return found


def _heads(topics: Sequence[Sequence[str]]) -> list[str]:
    """Under which heading each line stands, that of a request or that of a reply, and which of them come after it.

    What stands under "Your request" before the one heading "Response" asks, be it put as it may.
    """
    kinds = ["reply" if "reply_head" in one else "request" if "request_head" in one else "" for one in topics]
    ahead = Counter(kinds)
    found, under = [], "none"
    for kind in kinds:
        ahead[kind] -= 1
        found.append(f"heads={under}_{min(ahead['request'], 1)}{min(ahead['reply'], 2)}")
        under = kind or under
    return found


def _underneath(topics: Sequence[Sequence[str]]) -> list[bool]:
    """Which lines belong to earlier mail quoted under the letter."""
    passed: set[str] = set()
    below, found = False, []
    for one in topics:
        below = below or ("thread" in one and not passed.isdisjoint(_LAST_WORDS))
        passed.update(one)
        found.append(below)
    return found


_ASKED = (0.35, 0.6, 0.8, 0.93)
"""The shares of a line in a question of the request between which it is told apart."""
_WHOLLY = 0.9
_PARTS = ("few", "some", "most", "all")


def _recurring(share: float) -> str:
    """How much of a line recurs in its pile."""
    if np.isnan(share):
        return "unknown"
    return "none" if share == 0 else _PARTS[bisect_right((SELDOM, RECURS, _WHOLLY), share)]


def _restated(tokens: Sequence[Sequence[str]], request: Request | None) -> tuple[NDArray[np.float32], list[list[str]]]:
    """How much of each line a question of the request holds, and the flags that tell so."""
    if request is None or not tokens:
        return np.full(len(tokens), np.nan, dtype=np.float32), [[] for _ in tokens]
    known = Restating.of(request)
    shares = known.asked(tokens)
    flags = [
        [f"asked={bisect_right(_ASKED, share)}", *(["asked_first"] if known.begins(words) else [])]
        for share, words in zip(shares.tolist(), tokens, strict=True)
    ]
    return shares, flags


def _letter_features(
    view: str, lines: Sequence[LogicalLine], tokens: Sequence[Sequence[str]], recurs: Sequence[float] | None
) -> tuple[list[str], list[list[str]], list[Style], list[bool]]:
    edges, flags, styles = [], [], []
    total = max(1, len(view))
    keys: list[str] = []
    count: dict[str, int] = {}
    for toks in tokens:
        key = " ".join(toks[:_KEY]) if len(toks) >= 4 else ""
        keys.append(key)
        count[key] = count.get(key, 0) + 1
    seen: set[str] = set()
    runs, tails = _repeated(lines, keys, count), _shared_tails(keys, count)
    last_number = 0
    numbers_before: set[str] = set()
    all_numbers: dict[str, int] = {}
    for line in lines:
        if line.marker:
            all_numbers[line.marker.id] = all_numbers.get(line.marker.id, 0) + 1
    texts = [spelt(view[line.start : line.end]) for line in lines]
    topics = [topics_of(_SPACE.sub(" ", text[:600])) for text in texts]
    addresses = _addresses([" ".join(text[:90].split()) for text in texts], topics)
    remaining = {name: sum(name in one for one in topics) for name in _LANDMARKS}
    before: set[str] = set()
    underneath = _underneath(topics)
    total = next((line.start for line, below in zip(lines, underneath, strict=True) if below), total)
    columns_header: dict[int, int] = {}
    heads = _heads(topics)
    question_marks_before = 0
    question_marks = sum("?" in text for text in texts)
    previous_indent = 0
    for index, (line, toks) in enumerate(zip(lines, tokens, strict=True)):
        text, size = texts[index], len(toks)
        f = [
            f"end={_end_class(text)}",
            f"start={_start_class(text)}",
            f"pos={min(10, int(10 * line.start / max(1, total)))}",
            f"blank={min(line.blank_before, 3)}",
            f"rows={min(line.rows, 4)}",
            f"joint={line.joint}",
            f"indent={_bucket(line.indent - previous_indent, (-8, -1, 1, 8))}",
        ]
        previous_indent = line.indent
        if line.marker:
            kind = line.marker.kind
            f += [f"marker={kind}"] + ["marked"] * (kind is not MarkerKind.BARE)
            if line.marker.id.isdigit() and kind is not MarkerKind.BARE:
                number = int(line.marker.id)
                step = number - last_number
                f.append(f"seq={'next' if step == 1 else 'one' if number == 1 else 'same' if step == 0 else 'off'}")
                if step == 1 or number == 1:
                    last_number = number
            if line.marker.id in numbers_before:
                f.append("again")
            if all_numbers[line.marker.id] > 1:
                f.append("twice")
                f.append(f"twice_{kind}" + ("_2" if line.marker.id in numbers_before else "_1"))
            numbers_before.add(line.marker.id)
        for name in ("bullet", "label", "first", "quoted"):
            if getattr(line, name):
                f.append(name)
        if line.row_end:
            f.append("row_end")
        if line.column >= 0:
            f.append(f"col={min(line.column, 4)}")
            f.append(f"cols={min(line.columns, 6)}")
            f.append(f"cell={'first' if line.column == 0 else 'last' if line.column == line.columns - 1 else 'mid'}")
            above = columns_header.get(line.column)
            f.append("under" if above is not None and line.row - above <= 12 else "top")
            columns_header[line.column] = line.row
            if line.start == line.end:
                f.append("emptycell")
        else:
            if columns_header:
                f.append("aftertable")
            columns_header = {} if line.columns == 0 and line.first and line.blank_before else columns_header
        if addresses[index]:
            f += ["names", "address"] if addresses[index] == "address" else ["names"]
        if text.isupper() and size > 1:
            f.append("caps")
        if "?" in text:
            f.append("qmark")
        if toks and toks[0] in _QUESTION_WORDS:
            f.append("asks")
        if recurs is not None:
            f.append(f"recurs={_recurring(recurs[index])}")
        f += [f"topic={name}" for name in topics[index]]
        f.append(heads[index])
        f += [f"seen={name}" for name in sorted(before)]
        f += [f"ahead={name}" for name in _LANDMARKS if remaining[name] > (name in topics[index])]
        if underneath[index]:
            f.append("below")
        for name in topics[index]:
            if name in remaining:
                remaining[name] -= 1
                before.add(name)
        if size and all(tok in ("0", "00", "0000", "£", "%") for tok in toks):
            f.append("numeric")
        if runs[index]:
            f += ["dup" if keys[index] in seen else "dup_first", runs[index], f"times={min(count[keys[index]], 3)}"]
            if tails[index]:
                f.append("tail")
        seen.add(keys[index])
        f.append(f"qm_before={_bucket(question_marks_before, (1, 2, 4))}")
        f.append(f"qm_after={_bucket(question_marks - question_marks_before, (1, 2, 4))}")
        question_marks_before += "?" in text
        flags.append(f)
        styles.append(_styles(line, f))
        first = " ".join(f"^{i}{tok}" if i < 2 else f"^{tok}" for i, tok in enumerate(toks[:5]))
        last = " ".join(f"${tok}" for tok in toks[-3:])
        edges.append(
            f"{first} {last}" + (f" ^^{toks[0]}_{toks[1]} ^^{toks[0]}_{toks[1]}_{toks[2]}" if size > 2 else "")
        )
    return edges, flags, styles, underneath


def _styles(line: LogicalLine, flags: Sequence[str]) -> Style:
    """What a line looks like in each of the ways in which the questions, or the answers, of a letter look alike."""
    kind = line.marker.kind if line.marker else None
    recurs = next((flag for flag in flags if flag.startswith("recurs=")), "")
    asking = "qmark" in flags
    return (
        (kind, "marked" in flags, line.bullet, line.label),
        (asking, "asks" in flags),
        recurs,
        min(line.blank_before, 3),
        (line.joint, min(line.rows, 4)),
        (flags[0], flags[1]),
        (kind, recurs, asking),
    )


def line_texts(letters: Sequence[tuple[str, Sequence[LogicalLine]]], backgrounds: Sequence[Background]) -> LineTexts:
    """Prepares letters, each its view and its logical lines, and each with its background."""
    words, edges, flags, sizes = [], [], [], []
    below: list[bool] = []
    shares: list[NDArray[np.float32]] = []
    asked: list[NDArray[np.float32]] = []
    numbers: dict[tuple[int, int, Hashable], int] = {}
    styles: list[list[int]] = []
    for place, ((view, lines), known) in enumerate(zip(letters, backgrounds, strict=True)):
        tokens = [words_of(view[line.start : line.end]) for line in lines]
        own = known.recurring.shares(tokens) if known.recurring is not None else None
        restated, told = _restated(tokens, known.request)
        edge, flag, style, under = _letter_features(view, lines, tokens, own.tolist() if own is not None else None)
        words += [" ".join(one) for one in tokens]
        edges += edge
        for own_flags, more in zip(flag, told, strict=True):
            own_flags.extend(more)
        flags += flag
        asked.append(restated)
        below += under
        styles += [
            [numbers.setdefault((place, way, look), len(numbers)) for way, look in enumerate(one)] for one in style
        ]
        shares.append(np.full(len(lines), np.nan, dtype=np.float32) if own is None else own)
        sizes.append(len(lines))
    return LineTexts(
        words,
        edges,
        flags,
        np.array(styles, dtype=np.intp).reshape(len(words), WAYS),
        np.array(below, dtype=bool),
        _joined(shares),
        _joined(asked),
        sizes,
    )


def _joined(parts: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.float32)
