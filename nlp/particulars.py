"""Read who answers whom, when and under which law: what a letter says of itself around its answers.

A wrong reading does more harm than none, so each particular is read only from places that are known to tell it, and
comes with the place, which tells how often such ones were right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain

from nlp.body_patterns import COMMISSIONER
from nlp.dates import WrittenDay, written_days
from nlp.frame import Frame
from nlp.letterhead import writer
from nlp.particular_patterns import (
    ALONE,
    ALONE_AFTER,
    ALONE_BEFORE,
    ANSWERS_UNDER,
    AT_ROW_START,
    FILE_SUFFIX,
    IN_BRACKETS,
    IN_PART,
    IN_PASSING,
    KEY_PREFIX,
    KEYED,
    LAW,
    LAWS,
    LOCAL,
    LOGGED,
    MADE,
    MARKED,
    NATION_OF_KIND,
    NO_REFERENCE,
    NORTHERN_IRISH,
    NORTHERN_IRISH_HINTS,
    OF_INFORMATION,
    OTHER_RECEIPT,
    OURS,
    PIECES,
    RECEIVED,
    RECEIVED_AFTER,
    REPLY_LABEL,
    REQUEST_LABEL,
    SCOTTISH,
    SCOTTISH_HINTS,
    TELLS_OF_A_DAY,
    TWO_YEARS,
    YOUR_REQUEST,
    YOURS,
)
from nlp.places import Place
from nlp.types import Line, Nation, Particular, Particulars, Regime
from nlp.view import readable


def particulars_of(view: str, lines: Sequence[Line]) -> Particulars:
    """What a letter says of itself; ``lines`` are the lines of ``view`` with their roles."""
    frame = Frame(view, lines)
    authority, laws = writer(frame), list(_laws(frame))
    requested, replied = _days(frame)
    regime = _regime(frame, laws)
    return Particulars(
        authority, _reference(frame), requested, replied, regime, _nation(frame, authority, laws, regime)
    )


_ORDER = {place: count for count, place in enumerate(Place)}
_HEAD_REACH = 600
"""Characters after the greeting in which a reference is taken though a question may have been seen there."""
_MARK_CONTEXT = 40
_HEADING_REACH = 400
_KEY_PREFIX = 10
_AFTER_BRACKET = 4
_JOINTS = frozenset("/.-")


def _reference(frame: Frame) -> Particular[str] | None:
    """The first one from the surest kind of place."""
    return min(_references(frame), key=lambda one: (_ORDER[one.place], one.start), default=None)


def _references(frame: Frame) -> Iterator[Particular[str]]:
    reach = max(frame.first_answer, frame.greeting + _HEAD_REACH)
    for start, end, place in chain(_marked(frame.text), _keyed(frame.text), _alone(frame)):
        value = FILE_SUFFIX.sub("", frame.text[start:end].rstrip("./-–_"))
        if NO_REFERENCE.fullmatch(value) or _is_year(value) or written_days(value):
            continue
        if not frame.is_quoted(start) and (start < reach or frame.around[start] == frame.text[start]):
            yield Particular(readable(value), start, start + len(value), place)


def _marked(text: str) -> Iterator[tuple[int, int, Place]]:
    """Where "our reference", "reference" or "request" says that a reference follows."""
    for match in MARKED.finditer(text):
        before = text[max(0, match.start() - _MARK_CONTEXT) : match.start()]
        if match["ref"] is None:
            if match["full"] or OF_INFORMATION.search(before) or (match["case"] and AT_ROW_START.search(before)):
                yield *match.span("value"), Place.REFERENCE_REQUEST
        elif match["here"] or OURS.search(before):
            yield *match.span("value"), Place.REFERENCE_OURS
        elif not YOURS.search(before):
            yield *match.span("value"), Place.REFERENCE_MARKED


def _keyed(text: str) -> Iterator[tuple[int, int, Place]]:
    """Where FOI or the like opens a reference, or stands within one."""
    for match in KEYED.finditer(text):
        start, end = match.span("value") if match["value"] else match.span()
        prefix = None if match["value"] else KEY_PREFIX.search(text[max(0, start - _KEY_PREFIX) : start])
        if prefix:
            yield start - len(prefix[0]), end, Place.REFERENCE_KEYED
        elif text[start - 1 : start] not in _JOINTS:
            yield start, end, Place.REFERENCE_KEYED


def _is_year(value: str) -> bool:
    """Whether a value is a financial or academic year."""
    match = TWO_YEARS.fullmatch(value)
    return match is not None and (int(match[2]) - int(match[1])) % 100 == 1


def _alone(frame: Frame) -> Iterator[tuple[int, int, Place]]:
    """Where a reference is all of a piece of a row in the letterhead, or ends the heading below it in brackets."""
    below = frame.greeting + _HEADING_REACH
    for start, end in frame.rows:
        if start > below:
            break
        # most rows end otherwise, which is quickly seen
        closed = ")" in frame.text[max(start, end - _AFTER_BRACKET) : end]
        match = IN_BRACKETS.search(frame.text, start, end) if closed else None
        if match and LOGGED.search(frame.text, start, end):
            yield *match.span("value"), Place.REFERENCE_ALONE
    for start, end in frame.head:
        left = start
        for cut in (*PIECES.finditer(frame.text, start, end), None):
            piece = ALONE.fullmatch(frame.text, left, cut.start() if cut else end)
            left = cut.end() if cut else end
            if piece and (piece["bare"] is None or LOGGED.search(frame.text, start, end)):
                yield *piece.span("value"), Place.REFERENCE_ALONE


_LONGEST_WAIT = timedelta(days=2 * 366)


def _days(frame: Frame) -> tuple[Particular[date] | None, Particular[date] | None]:
    """The days of request and reply; neither where they do not go together, for then one of them is wrong."""
    places = [(day, _day_place(frame, day)) for day in frame.days]
    replies = [
        Particular(value, day.start, day.end, place)
        for day, place in places
        if place in _REPLIED and (value := day.calendar())
    ]
    replied = min(replies, key=lambda one: (_ORDER[one.place], one.start), default=None)
    requested = _requested(frame, [(day, place) for day, place in places if place and place not in _REPLIED], replied)
    if requested and replied and not timedelta(0) <= replied.value - requested.value <= _LONGEST_WAIT:
        return None, None
    return requested, replied


_REPLIED = (Place.REPLIED_LABEL, Place.REPLIED_ROW, Place.REPLIED_SENT)


def _requested(
    frame: Frame, places: Sequence[tuple[WrittenDay, Place]], replied: Particular[date] | None
) -> Particular[date] | None:
    asked = [
        Particular(value, day.start, day.end, Place.REQUESTED_SENT)
        for day in frame.asked()
        if (value := day.calendar())
    ]
    sent = min(asked, key=lambda one: (one.value, one.start), default=None)
    found = [sent] if sent else []
    for day, place in places:
        value = day.calendar()
        if value is None and replied:
            value = day.before(replied.value)
        if value is None and sent and (sent.value.day, sent.value.month) == (day.day, day.month):
            value = sent.value
        if value:
            found.append(Particular(value, day.start, day.end, place))
    return min(found, key=lambda one: (_ORDER[one.place], one.start), default=None)


_LABEL_REACH = 80
_CONTEXT = 300
_AFTER = 160
_NEAR_GREETING = 200
"""Characters after the greeting in which a day may still date the letter."""


def _day_place(frame: Frame, day: WrittenDay) -> Place | None:
    """What a day is that of: the request, the reply, or nothing of either."""
    text, quoted = frame.text, frame.is_quoted(day.start)
    if frame.mails and frame.mails[0].top and frame.mails[0].sent == day:
        return Place.REPLIED_SENT
    row = text[max(frame.row_start(day.start), day.start - _LABEL_REACH) : day.start]
    if TELLS_OF_A_DAY.search(text[max(0, day.start - 30) : day.start]):
        if REQUEST_LABEL.search(row):
            return Place.REQUESTED_LABEL
        said = _said_before(text, day.start)
        if _was_received(said, text[day.end : day.end + _AFTER]):
            return Place.REQUESTED_THREAD if quoted else Place.REQUESTED_RECEIVED
        if not quoted and MADE.search(said):
            return Place.REQUESTED_MADE
    near = day.start < frame.greeting + _NEAR_GREETING if frame.greeting >= 0 else day.start < frame.first_answer
    if quoted or not (near or day.start < frame.first_answer):
        return None
    if REPLY_LABEL.search(row):
        return Place.REPLIED_LABEL
    alone = ALONE_BEFORE.search(row) and ALONE_AFTER.match(text, day.end, frame.row_end(day.end))
    return Place.REPLIED_ROW if near and alone else None


def _said_before(text: str, place: int) -> str:
    """The words of the sentence before a place, with one space between and after them."""
    words = " ".join(text[max(0, place - _CONTEXT) : place].split()) + " "
    return words[max(words.rfind(mark) for mark in (". ", "? ", "! ")) + 1 :]


def _was_received(said: str, after: str) -> bool:
    if said[-3:].lower() == "on " and RECEIVED_AFTER.match(" ".join(after.split())):
        return True
    match = RECEIVED.search(said)
    if match is None or OTHER_RECEIPT.search(said, 0, match.start()):
        return False
    return bool(YOUR_REQUEST.search(said, 0, match.start()) or YOUR_REQUEST.search(match["gap"]))


_LAW_BEFORE, _LAW_AROUND = 140, 160


def _laws(frame: Frame) -> Iterator[Particular[Regime]]:
    """The laws that the letter itself names but in standing paragraphs, as Scottish ones in a Scottish letter."""
    scottish = _sign(frame, SCOTTISH_HINTS, SCOTTISH) is not None
    for match in LAW.finditer(frame.text):
        start, end = match.span()
        standing = IN_PASSING.search(frame.text, max(0, start - _LAW_AROUND), end + _LAW_AROUND)
        if standing or frame.is_quoted(start):
            continue
        before = " ".join(frame.text[max(0, start - _LAW_BEFORE) : start].split()) + " "
        law = LAWS[str(match.lastgroup)]
        if scottish:
            law = {Regime.FOIA: Regime.FOISA, Regime.EIR: Regime.EISR}.get(law, law)
        place = Place.REGIME_STATED if ANSWERS_UNDER.search(before) else Place.REGIME_NAMED
        yield Particular(law, start, end, place)


def _regime(frame: Frame, laws: Sequence[Particular[Regime]]) -> Particular[Regime] | None:
    """The law from the surest kind of place, unless the letter goes by another too."""
    for place in (Place.REGIME_STATED, Place.REGIME_NAMED):
        found = [one for one in laws if one.place is place]
        if found:
            first, *others = found
            mixed = IN_PART.search(frame.text, max(0, first.start - _LAW_AROUND), first.end + _LAW_AROUND)
            both = any(one.value is not first.value for one in (laws if mixed else others))
            return None if both else first
    return None


def _nation(
    frame: Frame,
    authority: Particular[str] | None,
    laws: Sequence[Particular[Regime]],
    regime: Particular[Regime] | None,
) -> Particular[Nation] | None:
    if regime and regime.value in (Regime.FOISA, Regime.EISR):
        return Particular(Nation.SCOTLAND, regime.start, regime.end, Place.NATION_SIGN)
    for nation, hints, pattern in (
        (Nation.SCOTLAND, SCOTTISH_HINTS, SCOTTISH),
        (Nation.NORTHERN_IRELAND, NORTHERN_IRISH_HINTS, NORTHERN_IRISH),
    ):
        span = _sign(frame, hints, pattern)
        if span:
            return Particular(nation, *span, Place.NATION_SIGN)
    if authority is None:
        return None
    for nation, kind in NATION_OF_KIND.items():
        if kind.search(authority.value):
            return Particular(nation, authority.start, authority.end, Place.NATION_KIND)
    if LOCAL.search(authority.value) and (laws or COMMISSIONER.search(frame.own)):
        return Particular(Nation.ENGLAND_AND_WALES, authority.start, authority.end, Place.NATION_LOCAL)
    return None


def _sign(frame: Frame, hints: Sequence[str], pattern: re.Pattern[str]) -> tuple[int, int] | None:
    """Where the letter itself bears a sign of a nation."""
    if not any(hint in frame.plain for hint in hints):
        return None
    match = pattern.search(frame.own)
    return match and match.span()
