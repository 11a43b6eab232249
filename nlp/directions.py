"""To whom an answer sends the reader: e-mail addresses, links and bodies, a list of where to ask next.

A body counts where the words around its name send the reader to it ("please contact…"), or, in a
sentence that sends him on, say that it holds or does what was asked about.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import islice, pairwise

from nlp.addresses import addresses_in
from nlp.body_patterns import COMMISSIONER
from nlp.direction_patterns import (
    AND,
    APPOSED,
    ARTICLES,
    BELONGINGS,
    BESIDE,
    BODY_WORD,
    CAN_TELL,
    DESCRIBED,
    DOCUMENT,
    DOES_IT,
    DOING_WITH,
    EXPLAINED,
    HELP,
    INTERNAL,
    JOIN,
    KIND,
    LAST_WORD,
    LISTED,
    LOOK_BACK,
    MODIFIERS,
    NAME,
    NEVER_FIRST,
    NO_BODY,
    NOT_AFTER,
    OF_THEM,
    OWN_BEFORE,
    OWNER,
    OWNING,
    PAPERS_AFTER,
    POSSESSIVE,
    QUANTITY,
    SELF,
    SENDING,
    SENDING_WITH,
    SENDS,
    SENT_TO,
    SENTENCE,
    SERVING,
    SEVERAL,
    SHORT,
    THEM,
    WEBSITE,
    WORD,
    WOULD_BE,
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
    squeezed = _Squeezed(shown)
    found = list(addresses)
    own = f"{_head(view, start)} | {authority or ''}".lower()
    kept: list[str] = []
    for one in _sent_to(squeezed.words):
        key = one.target.lower()
        if COMMISSIONER.search(one.target) or key in own or any(_same(key, other) for other in kept):
            continue
        kept.append(key)
        first, last = start + squeezed.place(one.start), start + squeezed.place(one.end - 1) + 1
        found.append(Direction(first, last, Means.BODY, one.target))
        if len(kept) == _MOST:
            break
    return tuple(sorted(found, key=lambda one: (one.start, one.end))[:_MOST])


def _same(name: str, other: str) -> bool:
    """Whether a body was named before, in more words or in those that its letters stand for."""
    initials = "".join(word[0] for word in other.split() if word[0].isalpha() and word not in _UNSPOKEN)
    return f" {name} " in f" {other} " or name == initials or name == _one_of(other)


def _one_of(kinds: str) -> str:
    return kinds.removesuffix("ies") + "y" if kinds.endswith("ies") else kinds.removesuffix("s")


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


class _Squeezed:
    """An answer with one space between words and two breaks between paragraphs, and the way back to its places."""

    def __init__(self, body: str) -> None:
        pieces: list[str] = []
        self._starts, self._shifts = [0], [0]
        reached = length = 0
        for match in _GAP.finditer(body):
            space = "\n\n" if match[0].count("\n") > 1 else " "
            pieces += [body[reached : match.start()], space]
            length += match.start() - reached + len(space)
            reached = match.end()
            if reached - length != self._shifts[-1]:
                self._starts.append(length)
                self._shifts.append(reached - length)
        self.words = "".join([*pieces, body[reached:]])

    def place(self, at: int) -> int:
        """Where a character of ``words`` stood in the answer."""
        return at + self._shifts[bisect_right(self._starts, at) - 1]


_GAP = re.compile(r"\s{2,}|[^\S ]")


def _head(view: str, start: int) -> str:
    """What stands over the letter, before it greets: whoever writes names himself there."""
    head = view[: min(start, _HEAD)]
    greets = head.find("Dear ")
    return readable(head[:greets]).lower() if greets >= 0 else ""


# --- who is meant ----------------------------------------------------------------------------


def _sent_to(body: str) -> list[_Body]:
    """The bodies of an answer that the reader is sent to."""
    bodies = _bodies(body)[:_MOST_NAMES]
    if not bodies:
        return []
    words = len(body.split(maxsplit=_FEW))
    if words <= SHORT:
        return [one for one in bodies if _is_all(body, one)]
    sentences = _Sentences(body, all_send=words < _FEW)
    chosen = [_is_sent_to(body, one, sentences) for one in bodies]
    for them in islice(THEM.finditer(body), _MOST):
        for place, one in enumerate(bodies):
            chosen[place] = chosen[place] or _is_them(body, one, them.start(), sentences)
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
        self._body, self._all_send = body, all_send
        self._starts = [0, *(match.end() for match in SENTENCE.finditer(body)), len(body)]
        self._sends: dict[int, bool] = {}

    def number(self, place: int) -> int:
        """Which sentence stands at ``place``."""
        return bisect_right(self._starts, place) - 1

    def send(self, place: int) -> bool:
        """Whether the sentence at ``place`` sends the reader on, or the next one does."""
        which = self.number(place)
        return self._all_send or any(self._does(one) for one in (which, which + 1) if one < len(self._starts) - 1)

    def _does(self, which: int) -> bool:
        if which not in self._sends:
            self._sends[which] = SENDS.search(self._body, *self._starts[which : which + 2]) is not None
        return self._sends[which]


def _is_all(body: str, one: _Body) -> bool:
    """Whether a short answer names this body and says little else."""
    cue = _cue(body[: one.start])
    if one.own_kind or one.kind:
        return cue is _Cue.SENDS or len(body) - (one.end - one.start) < _HARDLY_MORE
    told = next((match for pattern in _SAYS if (match := pattern.match(body, one.end)) is not None), None)
    return (
        cue in (_Cue.SENDS, _Cue.DOES)
        or told is not None
        or BODY_WORD.search(one.target) is not None
        or _is_acronym(one.target)
    )


_SAYS = (CAN_TELL, DOES_IT, BELONGINGS, WEBSITE)
_HARDLY_MORE = 14
"""Characters beyond a name that a short answer may have: "Refer to", "ask"."""


def _is_sent_to(body: str, one: _Body, sentences: _Sentences) -> bool:
    before, after = body[max(0, one.start - _BEFORE) : one.start], body[one.end : one.end + _AFTER]
    before = SENTENCE.split(before)[-1]
    if NOT_AFTER.match(after) or PAPERS_AFTER.match(after) or OWN_BEFORE.search(before) or HELP.search(before):
        return False
    if one.kind and not POSSESSIVE.match(after) and _lacks_article(before, one.target):
        return False
    cue = _cue(before)
    if cue is _Cue.SENDS or (cue is _Cue.OWNS and POSSESSIVE.match(after) and BODY_WORD.search(one.target)):
        return True
    if one.own_kind:
        return False
    if CAN_TELL.match(after) or BELONGINGS.match(after) or (WEBSITE.match(after) and _has_website(one, after)):
        return True
    return sentences.send(one.start) and (cue is _Cue.DOES or DOES_IT.match(after) is not None)


def _lacks_article(before: str, kind: str) -> bool:
    """Whether one of a kind is named without an article, as in "published by trust"."""
    last = before.split()[-1:]
    said = [word.lower() for word in (*last, *kind.split()[:-1])]
    return not (kind.endswith("s") or any(word in ARTICLES or word.endswith(("'s", "’s")) for word in said))


class _Cue(Enum):
    """What the words before a name say of it."""

    SENDS = auto()
    DOES = auto()
    OWNS = auto()


def _cue(before: str) -> _Cue | None:
    """What the words before a name say of it: "please submit this to the" sends the reader there."""
    if (listed := OF_THEM.search(before)) is not None:
        before = before[: listed.start()]
    words = [plain for word in before.split() if (plain := word.strip(",:(•*–-").lower())]
    one_of_them = words[-1:] in (["a"], ["an"])
    while words and (words[-1] in ARTICLES or words[-1].endswith(("'s", "’s"))):
        words.pop()
    if not words:
        return None
    last = words.pop()
    if last in SENDING:
        return _Cue.SENDS
    if last in OWNING:
        return _Cue.DOES if SERVING.intersection(words[-1:]) and not one_of_them else _Cue.OWNS
    if last == "with" and words[-1:] == ["be"] and WOULD_BE.intersection(words[-2:-1]):
        return _Cue.SENDS
    near = words[-1:] if last in BESIDE else words[-LOOK_BACK:]
    if not SENDING_WITH.get(last, _NO_WORDS).isdisjoint(near):
        return _Cue.SENDS
    if last == "to" and "be" in near and not SENT_TO.isdisjoint(near):
        return _Cue.SENDS
    doing = DOING_WITH.get(last, _NO_WORDS)
    does = next((place for place in range(1, len(near) + 1) if near[-place] in doing), None)
    if does is None or _NEGATION.fullmatch(" ".join(near[-does - 2 : -does])):
        return None
    return _Cue.DOES


_NO_WORDS: frozenset[str] = frozenset()
_NEGATION = re.compile(r"(?:.* )?(?:not|never|\w{1,5}n['’]?t)(?: been)?")


def _is_them(body: str, one: _Body, place: int, sentences: _Sentences) -> bool:
    """Whether "them" at ``place`` may mean this body, named in the same sentence or the one before."""
    if one.end > place or one.own_kind or NOT_AFTER.match(body, one.end):
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


def _bodies(body: str) -> list[_Body]:
    """Whatever is named in an answer and may be a body, in order."""
    names = list(NAME.finditer(body))
    found = [one for match in names for one in _names(body, match)]
    starts = [match.start() for match in names]
    for match in WORD.finditer(body):
        if not _is_kind(match[0]):
            continue
        before = bisect_right(starts, match.start()) - 1
        if before < 0 or names[before].end("name") <= match.start():
            kind = _kind(body, match)
            if match[0].lower() in _VAGUE and kind.start == match.start():
                continue
            if found and found[-1].kind and found[-1].end > kind.start:
                found.pop()
            found.append(kind)
    return sorted(found, key=lambda one: one.start)


@lru_cache(maxsize=4096)
def _is_kind(word: str) -> bool:
    return KIND.fullmatch(word) is not None


def _kind(body: str, match: re.Match[str]) -> _Body:
    first = match.start()
    described = DESCRIBED.search(body, max(0, first - _MORE), first)
    if described is not None:
        first = described.start("more")
    for pattern in (MODIFIERS, QUANTITY):
        more = pattern.search(body, max(0, first - _MORE), first)
        first = more.start() if more else first
    return _Body(first, match.end(), readable(body[first : match.end()]), kind=True, own_kind=False)


_VAGUE = ("body", "bodies")
"""Kinds that say nothing without a word more: "the licensing body"."""
_MORE = 60
"""Characters in which a kind is told more of."""


def _names(body: str, match: re.Match[str]) -> Iterator[_Body]:
    """The bodies that a run of capitalised words names: "Hexley Council and Stour County Council" are two."""
    first, stop = match.span("name")
    begin = first
    for joint in AND.finditer(body, first, stop):
        ends = joint["the"] or LAST_WORD.search(body, first, joint.start())
        if ends or SEVERAL.search(body, max(0, begin - _MORE), begin):
            yield from _name(body, first, joint.start(), None)
            first = joint.end()
    yield from _name(body, first, stop, match.end("now") if match["now"] else None)


def _name(body: str, first: int, stop: int, now: int | None) -> Iterator[_Body]:
    """A body's name from ``first`` to ``stop``, where it is one; ``now`` is where its name of today ends."""
    words = list(_WORD.finditer(body, first, stop))
    while words and _is_no_name(words[0][0], leads=words[0].start() == first):
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
    own_kind = SELF.fullmatch(name) is not None or INTERNAL.fullmatch(name) is not None
    kind = not own_kind and KIND.fullmatch(name) is not None
    yield _Body(first, last, readable(body[first:last]), kind, own_kind)


def _is_no_name(word: str, *, leads: bool) -> bool:
    """Whether a name cannot begin with this word; small words count where something before them was taken off."""
    plain = re.split("['’]", word.strip("'’.,").lower())[0]
    return len(plain) < _SHORTEST or plain in NEVER_FIRST or (word[0].islower() and not leads)


_WORD = re.compile(r"\S+")
_SHORTEST = 2
