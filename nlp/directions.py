"""To whom an answer sends the reader: e-mail addresses, links and bodies, a list of where to ask next.

A body counts where the words around its name send the reader to it ("please contact…"), or, in a
sentence that sends him on, say that it holds or does what was asked about.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from nlp.addresses import addresses_in
from nlp.direction_patterns import (
    AND,
    APPOSED,
    ASKED,
    BELONGINGS,
    BODY_WORD,
    CAN_TELL,
    COMMISSIONER,
    DOCUMENT,
    DOES,
    DOES_IT,
    EXPLAINED,
    JOIN,
    LAST_WORD,
    LISTED,
    NAMED,
    NOT_AFTER,
    NOT_BEFORE,
    NO_BODY,
    OWNED,
    OWNER,
    OWN_BEFORE,
    POSSESSIVE,
    QUANTITY,
    SELF,
    SENDS,
    SENTENCE,
    SHORT,
    THEM,
    WEBSITE,
)
from nlp.types import Direction, Means
from nlp.view import FILL, readable

_BEFORE = 120
"""Characters before a name in which the words stand that send to it."""
_AFTER = 90
_HEAD = 1500
"""Characters in which a letter's head names whoever wrote it."""
_MOST = 40
"""Directions of one answer that are kept."""


@dataclass(frozen=True, slots=True)
class _Body:
    """A body as an answer names it; ``target`` is its name in plain words."""

    start: int
    end: int
    target: str
    kind: bool
    """Whether only its kind is named: "each district council"."""
    own_kind: bool
    """Whether it is named as bodies name themselves: "the Trust"."""


def directions_of(view: str, source: str, start: int, end: int, authority: str | None = None) -> tuple[Direction, ...]:
    """Where the answer ``view[start:end]`` sends the reader, each place once, in order.

    ``source`` is the letter's text, in which links hide behind tags. The commissioner to whom one
    complains is left out, and so is ``authority``, the body that wrote the letter.
    """
    addresses = addresses_in(view, source, start, end)
    shown = _blotted(view[start:end].replace(FILL, " "), [(one.start - start, one.end - start) for one in addresses])
    body, places = _squeezed(shown)
    found = [Direction(one.start, one.end, one.means, one.target) for one in addresses]
    own = f"{_head(view, start)} | {authority or ''}".lower()
    kept: list[str] = []
    for one in _sent_to(body):
        key = one.target.lower()
        if COMMISSIONER.search(one.target) or key in own or any(_same(key, other) for other in kept):
            continue
        kept.append(key)
        first, last = start + places[one.start], start + places[one.end - 1] + 1
        found.append(Direction(first, last, Means.BODY, one.target))
        if len(kept) == _MOST:
            break
    return tuple(sorted(found, key=lambda one: (one.start, one.end))[:_MOST])


def _same(name: str, other: str) -> bool:
    """Whether a body was named before, in more words or in those that its letters stand for."""
    initials = "".join(word[0] for word in other.split() if word[0].isalpha() and word not in _UNSPOKEN)
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", other) is not None or name == initials


_UNSPOKEN = ("of", "for", "and", "the", "in")


def _blotted(body: str, places: list[tuple[int, int]]) -> str:
    """The answer with its addresses made blank: they hold no names of bodies."""
    pieces, reached = [], 0
    for start, end in places:
        first, last = max(start, reached), min(end, len(body))
        if last > first and re.search(r"[@/.]", body[first:last]):
            pieces += [body[reached:first], "_" * (last - first)]
            reached = last
    return "".join([*pieces, body[reached:]])


def _squeezed(body: str) -> tuple[str, list[int]]:
    """The answer with one space between words, two breaks between paragraphs; and where each character stood."""
    pieces: list[str] = []
    places: list[int] = []
    for match in _PIECE.finditer(body):
        piece = match[0]
        if piece.isspace():
            piece = "\n\n" if piece.count("\n") > 1 else " "
            places += [match.start()] * len(piece)
        else:
            places += range(match.start(), match.end())
        pieces.append(piece)
    return "".join(pieces), places


_PIECE = re.compile(r"\s+|\S+")


def _head(view: str, start: int) -> str:
    """What stands over the letter, before it greets: whoever writes names himself there."""
    head = view[: min(start, _HEAD)]
    greets = head.find("Dear ")
    return readable(head[:greets]).lower() if greets >= 0 else ""


# --- who is meant ----------------------------------------------------------------------------


def _sent_to(body: str) -> list[_Body]:
    """The bodies of an answer that the reader is sent to."""
    bodies = list(_bodies(body))[:_MOST_NAMES]
    words = len(body.split(maxsplit=_FEW))
    if words <= SHORT:
        return [one for one in bodies if _is_all(body, one)]
    sentences = _Sentences(body, all_send=words < _FEW)
    chosen = [_is_sent_to(body, one, sentences) for one in bodies]
    for them in islice(THEM.finditer(body), _MOST):
        for place, one in enumerate(bodies):
            chosen[place] = chosen[place] or _is_them(one, them.start(), sentences)
    pairs = list(pairwise(range(len(bodies))))
    for left, right in [*pairs, *reversed(pairs)]:
        if (chosen[left] or chosen[right]) and _joined(body, bodies[left], bodies[right]):
            chosen[left] = chosen[right] = True
    return [
        one
        for place, one in enumerate(bodies)
        if chosen[place] and not (one.kind and _named_besides(body, bodies, chosen, place, sentences))
    ]


_FEW = 60
"""Words up to which all that an answer says is likely to send the reader on."""
_MOST_NAMES = 400


class _Sentences:
    """The sentences of an answer: their numbers, and which of them send the reader on."""

    def __init__(self, body: str, *, all_send: bool) -> None:
        self._starts = [0, *(match.end() for match in SENTENCE.finditer(body))]
        ends = [*self._starts[1:], len(body)]
        self._sends = [
            all_send or SENDS.search(body, first, last) is not None
            for first, last in zip(self._starts, ends, strict=True)
        ]

    def number(self, place: int) -> int:
        """Which sentence stands at ``place``."""
        return bisect_right(self._starts, place) - 1

    def send(self, place: int) -> bool:
        """Whether the sentence at ``place`` sends the reader on, or the next one does."""
        which = self.number(place)
        return any(self._sends[which : which + 2])


def _is_all(body: str, one: _Body) -> bool:
    """Whether a short answer names this body and says little else."""
    before = body[: one.start]
    if one.own_kind or one.kind:
        return ASKED.search(before) is not None or len(body) - (one.end - one.start) < _HARDLY_MORE
    told = ASKED.search(before) or DOES.search(before) or CAN_TELL.match(body, one.end) or DOES_IT.match(body, one.end)
    return told is not None or BODY_WORD.search(one.target) is not None or _is_acronym(one.target)


_HARDLY_MORE = 14
"""Characters beyond a name that a short answer may have: "Refer to", "ask"."""


def _is_sent_to(body: str, one: _Body, sentences: _Sentences) -> bool:
    before, after = body[max(0, one.start - _BEFORE) : one.start], body[one.end : one.end + _AFTER]
    before = SENTENCE.split(before)[-1]
    if NOT_AFTER.match(after) or OWN_BEFORE.search(before):
        return False
    asked = ASKED.search(before)
    if asked is not None and (not OWNED.match(asked[0]) or (BODY_WORD.search(one.target) and POSSESSIVE.match(after))):
        return True
    if one.own_kind:
        return False
    if CAN_TELL.match(after) or BELONGINGS.match(after) or (WEBSITE.match(after) and _has_website(one, after)):
        return True
    does = DOES.search(before)
    told = does is not None and NOT_BEFORE.search(before[: does.start()]) is None
    return sentences.send(one.start) and (told or DOES_IT.match(after) is not None)


def _is_them(one: _Body, place: int, sentences: _Sentences) -> bool:
    """Whether "them" at ``place`` may mean this body, named in the same sentence or the one before."""
    if one.end > place or one.own_kind:
        return False
    back = sentences.number(place) - sentences.number(one.start)
    if one.kind:
        return back <= (_SINGULAR.search(one.target) is None)
    return back <= 1 and BODY_WORD.search(one.target) is not None


def _has_website(one: _Body, after: str) -> bool:
    """Whether "the FSA website" or "each provider's website" is another body's, and no name of a website."""
    if one.kind:
        return SELF.fullmatch(one.target) is None
    return POSSESSIVE.match(after) is not None or BODY_WORD.search(one.target) is not None or _is_acronym(one.target)


def _is_acronym(name: str) -> bool:
    return name.isupper() and name.isalpha()


_SINGULAR = re.compile(r"(?<!s)\Z")


def _joined(body: str, one: _Body, other: _Body) -> bool:
    between = body[one.end : other.start]
    if len(between) > _BEFORE or NOT_AFTER.match(body, other.end) or (other.kind and EXPLAINED.match(between)):
        return False
    return JOIN.match(between) is not None or (one.kind and not other.kind and APPOSED.match(between) is not None)


def _named_besides(
    body: str, bodies: Sequence[_Body], chosen: Sequence[bool], place: int, sentences: _Sentences
) -> bool:
    """Whether a body's name says of whom only the kind is told here: "the regulator, Ofcom"."""
    one = bodies[place]
    single = _SINGULAR.search(one.target) is not None and body[: one.start].lower().endswith("the ")
    for other, sent in zip(bodies, chosen, strict=True):
        if not sent or other.kind or other.own_kind:
            continue
        first, last = sorted((one, other), key=lambda body: body.start)
        if LISTED.search(body, first.end, last.start) and last.start - first.end < _LIST:
            continue
        if single or (other.start > one.start and sentences.number(other.start) == sentences.number(one.start)):
            return True
    return False


_LIST = 12
"""Characters that stand between two bodies of one list: " or to the"."""


# --- names -----------------------------------------------------------------------------------


def _bodies(body: str) -> Iterator[_Body]:
    """Whatever is named in an answer and may be a body."""
    for match in NAMED.finditer(body):
        if match["kind"]:
            yield _kind(body, match)
        else:
            yield from _names(body, match)


def _kind(body: str, match: re.Match[str]) -> _Body:
    quantity = QUANTITY.search(body, max(0, match.start() - 20), match.start())
    first = quantity.start() if quantity else match.start()
    return _Body(first, match.end("kind"), readable(body[first : match.end("kind")]), kind=True, own_kind=False)


def _names(body: str, match: re.Match[str]) -> Iterator[_Body]:
    """The bodies that a run of capitalised words names: "Hexley Council and Stour County Council" are two."""
    first, stop = match.span("name")
    for joint in AND.finditer(body, first, stop):
        if joint["the"] or LAST_WORD.search(body, first, joint.start()):
            yield from _name(body, first, joint.start(), None)
            first = joint.end()
    yield from _name(body, first, stop, match.end("now") if match["now"] else None)


def _name(body: str, first: int, stop: int, now: int | None) -> Iterator[_Body]:
    """A body's name from ``first`` to ``stop``, where it is one; ``now`` is where its name of today ends."""
    words = list(_WORD.finditer(body, first, stop))
    while words and (
        words[0][0].strip("'’.,").lower() in NO_BODY or (words[0].start() > first and words[0][0].islower())
    ):
        words = words[1:]
    if not words:
        return
    first = words[0].start()
    owner = OWNER.search(body, first, stop)
    if owner is not None and not BODY_WORD.search(body, owner.end(), stop):
        stop, now = owner.start(), None
    stop -= stop - first - len(DOCUMENT.sub("", body[first:stop]))
    name = readable(body[first:stop])
    if len(name) < _SHORTEST or name.lower() in NO_BODY:
        return
    last = now or stop
    yield _Body(first, last, readable(body[first:last]), kind=False, own_kind=SELF.fullmatch(name) is not None)


def _is_no_name(word: str, *, leads: bool) -> bool:
    """Whether a name cannot begin with this word; small words count where something before them was taken off."""
    plain = word.strip("'’.,").lower()
    return len(plain) < _SHORTEST or plain in NO_BODY or (word[0].islower() and not leads)


_WORD = re.compile(r"\S+")
_SHORTEST = 2
