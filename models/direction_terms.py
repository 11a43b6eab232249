"""What the model of directions sees of each body that an answer names: the words round it, and what it is called."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby, pairwise

from models.sending_words import COMPLAINING, DOING, HOLDING, REFUSING, SENDING, THEM
from models.terms import TermBlocks
from nlp.bodies import Body, NamedBodies, ends_in_body_word, is_national
from nlp.name_patterns import SENTENCE

KINDS = ("before", "after", "led", "sentence", "form", "place", "others")
"""The kinds of terms."""

_REACH = 160
"""Characters on either side of a name in which words are read."""
_NEAR = 10
"""Words on either side of a name that are read."""
_SENTENCE = 600
"""Characters of a sentence that are read."""
_TOKEN = re.compile(r"_{3,}|[A-Za-z]+(?:['’-][A-Za-z]+)*|['’]s?|[,;:()?/–—]|\n\n|\d+")
_HEARD = {
    **dict.fromkeys(SENDING, "<sends>"),
    **dict.fromkeys(HOLDING, "<holds>"),
    **dict.fromkeys(DOING, "<does>"),
    **dict.fromkeys(REFUSING, "<not>"),
    **dict.fromkeys(THEM, "<them>"),
    **dict.fromkeys(COMPLAINING, "<complains>"),
}


def terms_of(named: NamedBodies) -> list[TermBlocks]:
    """The terms of each body of an answer, in order."""
    seen = _Seen(named)
    return [seen.terms(place) for place in range(len(named.bodies))]


class _Seen:
    """An answer with its tokens, in which every name stands as one: ``<name>``, ``<kind>`` or ``<own>``."""

    def __init__(self, named: NamedBodies) -> None:
        self._named = named
        self._tops = _tops(named.bodies)
        self._tokens, self._places = _tokens(named.words, self._tops)
        self._breaks = [0, *(match.end() for match in SENTENCE.finditer(named.words)), len(named.words)]
        self._twins: defaultdict[str, list[Body]] = defaultdict(list)
        for one in self._tops:
            same = self._twins[one.target.lower()]
            if len(same) <= _TWINS:
                same.append(one)
        self._top_starts = [one.start for one in self._tops]
        self._addressed = "____" in named.words
        self._size = len(named.words.split(maxsplit=_LONG))
        self._sentences: dict[int, list[str]] = {}

    def terms(self, place: int) -> TermBlocks:
        one = self._named.bodies[place]
        which = bisect_right(self._breaks, one.start) - 1
        before, after = self._around(one, which)
        top = bisect_right(self._top_starts, one.start) - 1
        return {
            "before": _sided(before[::-1], "l"),
            "after": _sided(after, "r"),
            "sentence": self._sentence(which),
            "form": self._form(one, before, after),
            "led": self._led(_shape(one), before, after),
            "place": self._place(one, which),
            "others": self._others(one, top),
        }

    def _around(self, one: Body, which: int) -> tuple[list[str], list[str]]:
        """The tokens of the sentence before a name and those after it, as far as they are read."""
        left = max(self._breaks[which], one.start - _REACH)
        first, stop = bisect_left(self._places, left), bisect_left(self._places, one.start)
        before = self._tokens[max(first, stop - _NEAR) : stop]
        # part of one name, the rest of which stands before
        lead = _words(self._named.words[max(left, self._covering(one)) : one.start])
        right = min(self._breaks[which + 1], one.end + _REACH)
        begin, end = bisect_left(self._places, one.end), bisect_left(self._places, max(right, one.end))
        trail = _words(self._named.words[one.end : max(one.end, self._covered(one))])
        after = trail + self._tokens[begin : min(end, begin + _NEAR)]
        if lead:
            before = [*before[:-1], *lead]
        return ["<start>", *before][-_NEAR:], [*after, "<end>"][:_NEAR]

    def _covering(self, one: Body) -> int:
        top = self._tops[bisect_right(self._top_starts, one.start) - 1]
        return top.start if top.start < one.start < top.end else one.start

    def _covered(self, one: Body) -> int:
        top = self._tops[bisect_right(self._top_starts, one.start) - 1]
        return top.end if top.start <= one.start and one.end < top.end else one.end

    def _sentence(self, which: int) -> list[str]:
        if which not in self._sentences:
            first, stop = self._breaks[which], min(self._breaks[which + 1], self._breaks[which] + _SENTENCE)
            tokens = self._tokens[bisect_left(self._places, first) : bisect_left(self._places, stop)]
            heard = [_HEARD.get(token, token) for token in tokens]
            self._sentences[which] = [*tokens, *{token for token in heard if token.startswith("<")}]
        return self._sentences[which]

    def _form(self, one: Body, before: Sequence[str], after: Sequence[str]) -> list[str]:
        """What a body is called, and as what by whoever reads it."""
        words = re.findall(r"[A-Za-z]+", one.target.lower())
        if not words:
            return ["wordless"]
        shape = _shape(one)
        told = [
            shape,
            f"{shape}_words{min(len(words), 6)}",
            f"last_{words[-1]}",
            f"first_{words[0]}" if one.kind else f"many{len(words) > 1}",
            f"part{one.part}",
            f"{shape}_part{one.part}",
            f"body{ends_in_body_word(one.target)}_{shape}",
        ]
        if one.target.isupper() and one.target.isalpha():
            told.append("acronym")
        if words[-1] in self._named.own:
            told.append(f"as_own_{shape}")
        if any(len(word) > _TELLING and word in self._named.own for word in words[:-1]):
            told.append("shares_own")
        told += [f"{shape}_{before[-1]}", f"{shape}_to_{after[0]}", f"{before[-1]}_{after[0]}"]
        if one.kind:
            told += [f"kind_{word}" for word in words]
        else:
            told += [f"named_{word}" for word in words]
        if is_national(one.target):
            told += ["national"]
        if before[-1:] == ["<start>"] and len(words) == 1:
            told += ["opens_alone", f"opens_alone_{'acronym' in told}_{ends_in_body_word(one.target)}"]
        if one.kind and not one.target.endswith("s") and words[0] not in _ARTICLES and before[-1] not in _ARTICLES:
            told += ["bare_kind"]
        told += [f"many_{shape}"] if one.target.endswith("s") else [f"single_{shape}"]
        told += [f"{shape}{heard}" for heard in {_HEARD[token] for token in before[-5:] if token in _HEARD}]
        told += [f"{shape}_to{heard}" for heard in {_HEARD[token] for token in after[:5] if token in _HEARD}]
        return told

    def _led(self, shape: str, before: Sequence[str], after: Sequence[str]) -> list[str]:
        """By which small word a name is led in, and which kinds of words stand on either side."""
        plain = [token for token in before if token not in _ARTICLES]
        led = plain[-1] if plain else ""
        article = before[-1] if before[-1] in _ARTICLES else ""
        near = {_HEARD[token] for token in plain[-_FEW_BACK:] if token in _HEARD}
        far = {_HEARD[token] for token in plain if token in _HEARD}
        told = [f"led_{led}", f"led_{led}_{shape}", f"article_{article}_{shape}"]
        told += [f"led_{led}_{heard}" for heard in near] + [f"ledfar_{led}_{heard}" for heard in far]
        told += [f"led_{led}_{word}" for word in plain[-4:-1]]
        goes = [token for token in after if token not in _ARTICLES]
        ahead = {_HEARD[token] for token in goes[:5] if token in _HEARD}
        told += [f"goes_{goes[0]}_{heard}" for heard in ahead if goes]
        told += [f"led_{led}_goes_{goes[0] if goes else ''}"]
        told += ["goes_" + "_".join(_HEARD.get(token, token) for token in goes[:2])]
        told += ["led_" + "_".join(_HEARD.get(token, token) for token in plain[-2:])]
        return told

    def _place(self, one: Body, which: int) -> list[str]:
        """Where in its answer a body stands, and what the answer is."""
        words, sentences = self._size, len(self._breaks) - 1
        told = [
            f"words{words.bit_length()}",
            f"bodies{len(self._tops).bit_length()}",
            f"which{min(which, 4)}",
            f"last{which + 1 >= sentences}",
            *(f"is_{status}" for status in self._named.statuses),
            f"address{self._addressed}",
        ]
        if self._named.words.find("____", one.end, one.end + _FOLLOWS) >= 0:
            told.append("address_follows")
        for step, name in ((-1, "back"), (0, "here"), (1, "next")):
            if not 0 <= which + step < sentences:
                continue
            follows = {_HEARD[token] for token in self._sentence(which + step) if token in _HEARD}
            told += [f"{name}{heard}" for heard in follows]
            told += [f"{name}_sends_them"] if {"<them>", "<sends>"} <= follows else []
        told += ["short"] if words <= _SHORT else []
        told += ["whole"] if len(self._named.words) - (one.end - one.start) < _HARDLY_MORE else []
        return told

    def _others(self, one: Body, top: int) -> list[str]:
        """The names beside a body, and the other places where it stands."""
        told = []
        for step in (-1, 1):
            if 0 <= top + step < len(self._tops):
                other = self._tops[top + step]
                first, last = sorted((one, other), key=lambda each: each.start)
                between = self._named.words[first.end : last.start]
                if len(between) <= _BETWEEN:
                    told.append(f"{step}_{'kind' if other.kind else 'name'}_{'_'.join(_words(between))}")
        twins = [each for each in self._twins[one.target.lower()] if each.start != one.start]
        told += ["again"] if twins else ["once"]
        for twin in twins[:_TWINS]:
            before, after = self._around(twin, bisect_right(self._breaks, twin.start) - 1)
            told += [f"l_{_HEARD.get(token, token)}" for token in before[-4:]]
            told += [f"r_{_HEARD.get(token, token)}" for token in after[:4]]
        return told


_ARTICLES = frozenset("the a an your their its his each every all any both either those these <start>".split())
_FEW_BACK = 4
"""Words before a name that are near."""
_TWINS = 3
"""Other places of one name that are read."""
_LONG = 400
"""Words of an answer that are counted."""
_TELLING = 4
"""Letters beyond which a word that a body shares with whoever answers tells something."""
_FOLLOWS = 60
"""Characters behind a name in which its address stands."""
_SHORT = 10
"""Words up to which an answer is little but a name."""
_HARDLY_MORE = 14
"""Characters beyond a name that a short answer may have: "Refer to", "ask"."""
_BETWEEN = 24
"""Characters between two bodies of which one may tell of the other: "or to the"."""


def tops_of(bodies: Sequence[Body]) -> list[int]:
    """For each body, all in order, which stretch of names it is a reading of: those of one stretch overlap."""
    groups: list[int] = []
    reached = -1
    for one in bodies:
        begins = one.start >= reached
        groups.append((groups[-1] if groups else -1) + begins)
        reached = max(reached, one.end)
    return groups


def _tops(bodies: Sequence[Body]) -> list[Body]:
    """The longest reading of each stretch of names."""
    return [
        max((bodies[place] for place in places), key=lambda one: one.end - one.start)
        for _, places in groupby(range(len(bodies)), key=tops_of(bodies).__getitem__)
    ]


def _tokens(words: str, tops: Sequence[Body]) -> tuple[list[str], list[int]]:
    """The tokens of an answer, and where they stand."""
    tokens: list[str] = []
    places: list[int] = []
    edges = [(one.start, one.end) for one in tops]
    reached = 0
    for (start, end), one in zip([*edges, (len(words), len(words))], [*tops, None], strict=True):
        for match in _TOKEN.finditer(words, reached, start):
            tokens.append(_plain(match[0]))
            places.append(match.start())
        if one is not None:
            tokens.append(f"<{_shape(one)}>")
            places.append(start)
        reached = end
    return tokens, places


def _shape(one: Body) -> str:
    return "kind" if one.kind else "own" if one.own_kind else "name"


def _words(text: str) -> list[str]:
    return [_plain(match[0]) for match in _TOKEN.finditer(text)]


def _plain(token: str) -> str:
    if token[0] == "_":
        return "<address>"
    if token[0].isdigit():
        return "0"
    return "<paragraph>" if token[0] == "\n" else token.lower().replace("’", "'")


def _sided(tokens: Sequence[str], side: str) -> list[str]:
    """Tokens nearest first: each alone, the nearest by their places and in runs."""
    told = [f"{side}_{token}" for token in tokens]
    told += [f"{side}{place}_{token}" for place, token in enumerate(tokens[:3])]
    told += [f"{side}_{left}_{right}" for left, right in pairwise(tokens[:6])]
    told += [f"{side}_{'_'.join(tokens[:3])}"]
    heard = [(place, _HEARD[token]) for place, token in enumerate(tokens) if token in _HEARD]
    told += [f"{side}{heard_as}" for _, heard_as in heard]
    told += [f"{side}{'near' if place < _AT_HAND else 'far'}{heard_as}" for place, heard_as in heard]
    return told


_AT_HAND = 4
"""Words on either side of a name that are near it."""
