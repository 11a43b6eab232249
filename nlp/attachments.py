"""What a letter says comes with it, for someone to look whether it came: files, annexes, "the attached spreadsheet"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from nlp.attachment_patterns import (
    AND,
    AND_THING,
    ANNEX,
    BEFORE_FILE,
    BRACKETED_TITLE,
    CLAUSE,
    COLON_TITLE,
    FILE,
    FILE_REACH,
    FOOTER,
    HEADER,
    IN_ADDRESS,
    LAST_THING,
    LEADING,
    LIST_ITEM,
    LIST_LEAD,
    LIST_LINE,
    LISTED,
    LISTS,
    MANY_ANNEXES,
    MARK,
    MOST_WORDS,
    NEGATED,
    NOT_SENT,
    OF_ANOTHER,
    PREDICATE,
    QUOTED_TITLE,
    SENT,
    SENT_HINT,
    SENT_REACH,
    SENTENCE_START,
    THING_AFTER,
)
from nlp.types import Attachment, Line, Question, Role
from nlp.view import FILL, readable

_REACH = 200
"""Characters on each side of "attached" in which the thing is named."""
_MOST = 100
"""Attachments of one letter that are kept."""
_Span = tuple[int, int]


_BY_OTHERS = (Role.BEGIN_QUESTION, Role.QUESTION, Role.QUOTED)
"""Lines in which somebody else speaks than the body that answers."""


def asked_in(questions: Sequence[Question], lines: Sequence[Line]) -> list[_Span]:
    """Where a letter prints what somebody else asked or wrote."""
    asked = [(question.start, question.end) for question in questions]
    return asked + [(line.start, line.end) for line in lines if line.role in _BY_OTHERS]


def attachments_of(view: str, asked: Sequence[_Span] = ()) -> tuple[Attachment, ...]:
    """What the letter says comes with it, each once at its first mention, in order.

    ``asked`` are the places of questions and quoted requests, which speak of what somebody else
    attaches. A thing without a name goes by the letter's own words ("attached spreadsheet").
    """
    body = view.replace(FILL, " ")
    named = [*_files(body), *_annexes(body), *_listed(body)]
    taken = sorted((one.start, one.end) for one in named)
    found = sorted([*named, *_unnamed(body, taken)], key=lambda one: (one.start, -one.end))
    spans = sorted(asked)
    kept: dict[str, Attachment] = {}
    for one in found:
        if not _within(spans, one.start):
            kept.setdefault(_compared(one.name), one)
    return tuple(list(kept.values())[:_MOST])


def _compared(name: str) -> str:
    return re.sub(r"^(?:attached|enclosed|appended) |\W+", "", name.lower())


def _within(spans: Sequence[_Span], place: int) -> bool:
    before = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return before >= 0 and place < spans[before][1]


def _attachment(body: str, start: int, end: int) -> Attachment:
    return Attachment(start, end, readable(body[start:end]))


def _files(body: str) -> Iterator[Attachment]:
    """Names of files: as far back as their sentence, bracket, quotation or line lets them begin."""
    reached = 0
    for match in FILE.finditer(body):
        first = max(reached, match.start() - FILE_REACH)
        before = body[first : match.start()]
        if IN_ADDRESS.search(before):
            continue
        opening = BEFORE_FILE.match(before)
        start = first + (opening.end() if opening else 0)
        start += len(body[start : match.end()]) - len(body[start : match.end()].lstrip())
        reached = match.end()
        if start < match.start():
            yield _attachment(body, start, match.end())


def _annexes(body: str) -> Iterator[Attachment]:
    for match in ANNEX.finditer(body):
        if not OF_ANOTHER.match(body, match.end()):
            yield _attachment(body, match.start(), match.end())
    for match in MANY_ANNEXES.finditer(body):
        if OF_ANOTHER.match(body, match.end()):
            continue
        kind = "Appendix" if match["kind"].lower() == "appendi" else match["kind"].capitalize()
        last = ""
        for mark in MARK.finditer(body, match.start("marks"), match.end("marks")):
            for name in (*(_between(last, mark["mark"]) if mark["to"] else ()), mark["mark"]):
                yield Attachment(mark.start("mark"), mark.end("mark"), f"{kind} {name}")
            last = mark["mark"]


def _between(first: str, last: str) -> list[str]:
    """What "1 to 4" leaves out."""
    if first.isdigit() and last.isdigit():
        return [str(number) for number in range(int(first) + 1, int(last))]
    if len(first) == len(last) == 1:
        return [chr(code) for code in range(ord(first) + 1, ord(last))]
    return []


def _listed(body: str) -> Iterator[Attachment]:
    """What a line such as "Attachments:" or "Enc." lists, on it or beneath it."""
    for match in HEADER.finditer(body):
        if match["rest"].strip():
            if match["colon"] is None:
                continue
            for name in LISTED.finditer(body, match.start("rest"), match.end("rest")):
                words = name[0].strip(" .*\t")
                start = name.start() + name[0].find(words)
                if _SPOKEN.search(words) and not FILE.search(name[0]) and not ANNEX.match(words):
                    yield _attachment(body, start, start + len(words))
            continue
        place = match.end() + 1
        for _ in range(_MOST):
            line = LIST_LINE.match(body, place)
            if line is None:
                break
            yield _attachment(body, line.start("name"), line.end("name"))
            place = line.end()


_SPOKEN = re.compile(r"[A-Za-z]{3}")
"""What a name has, and a mere count of enclosures has not."""


def _unnamed(body: str, taken: Sequence[_Span]) -> Iterator[Attachment]:
    """What is attached without a file's name or a number, by the words for it."""
    for match in _sent(body):
        before = SENTENCE_START.split(body[max(0, match.start() - _REACH) : match.start()])[-1]
        after = SENTENCE_START.split(body[match.end() : match.end() + _REACH])[0]
        if NOT_SENT.match(after) or NEGATED.search(before) or FOOTER.search(before + match[0] + after):
            continue
        items = _items(body, match)
        if items:
            yield from items
            continue
        if LISTS.match(body, match.end()):
            continue
        first, last = match.start() - len(before), match.end() + len(after)
        if any(start < last and end > first for start, end in _near(taken, first, last)):
            continue
        yield _thing(body, match, before)
        yield from _more_things(body, match)


def _items(body: str, match: re.Match[str]) -> list[Attachment]:
    """The things of a list under "please see attached:"; none where what is listed are sentences or questions."""
    lead = LIST_LEAD.match(body, match.end())
    item = LIST_ITEM.match(body, lead.end()) if lead else None
    found: list[Attachment] = []
    while item is not None and len(found) < _MOST:
        name = item["name"]
        if len(name.split()) > MOST_WORDS or PREDICATE.search(name) or name.endswith("?"):
            return []
        found.append(_attachment(body, item.start("name"), item.end("name")))
        item = LIST_ITEM.match(body, item.end())
    return found


def _sent(body: str) -> Iterator[re.Match[str]]:
    """Where something is said to be attached, looked for only around the words for that."""
    reached = 0
    for word in SENT_HINT.finditer(body):
        if word.end() > reached:
            match = SENT.search(body, max(reached, word.start() - SENT_REACH), word.end() + SENT_REACH)
            if match is not None:
                reached = match.end()
                yield match


def _near(taken: Sequence[_Span], first: int, last: int) -> Sequence[_Span]:
    left = bisect_right(taken, first - _REACH, key=lambda span: span[0])
    return taken[left : bisect_right(taken, last, key=lambda span: span[0])]


def _thing(body: str, match: re.Match[str], before: str) -> Attachment:
    """The thing by its title, else by the words behind "attached", else by those before."""
    title = QUOTED_TITLE.match(body, match.end(), match.end() + _REACH)
    title = title or BRACKETED_TITLE.match(body, match.end(), match.end() + _REACH)
    if title is None and match["has"] is None:
        behind = THING_AFTER.match(body, match.end(), match.end() + _REACH)
        if behind is not None:
            named = behind.end("thing")
            title = QUOTED_TITLE.match(body, named, named + _REACH) or COLON_TITLE.match(body, named, named + _REACH)
            if title is None:
                beside = match["word"] and not body[match.end() : behind.start("thing")].strip()
                return _attachment(body, match.start("word") if beside else behind.start("thing"), behind.end("thing"))
    if title is not None:
        return _attachment(body, title.start("title"), title.end("title"))
    first = match.start() - len(before)
    start, end = _subject(before, relative=match["has"] is None or _RELATIVE.search(before + match[0]) is not None)
    if start < end:
        beside = match["has"] is None and match["word"] and not before[end:].strip()
        return _attachment(body, first + start, match.end() if beside else first + end)
    return _attachment(body, match.start("word") if match["word"] else match.start(), match.end())


def _more_things(body: str, match: re.Match[str]) -> Iterator[Attachment]:
    """What is attached besides: "please find attached our policy and the minutes"."""
    one = THING_AFTER.match(body, match.end(), match.end() + _REACH) if match["has"] is None else None
    for _ in range(_MOST_JOINED):
        joined = AND_THING.match(body, one.end("thing")) if one else None
        one = THING_AFTER.match(body, joined.end(), joined.end() + _REACH) if joined else None
        if one is None:
            break
        yield _attachment(body, one.start("thing"), one.end("thing"))


_MOST_JOINED = 5
"""Things that one "attached" may stand for."""
_RELATIVE = re.compile(r"\bwhich (?:is|are|was|were|I|we)\b")


def _subject(before: str, *, relative: bool) -> _Span:
    """Where in its sentence the thing stands that is said to be attached; the same place twice where none does."""
    end = len(before.rstrip(" \t\n,:–—-"))
    last = LAST_THING.match(before) if relative else None
    if last is not None and len(last["thing"].split()) <= MOST_WORDS and not PREDICATE.search(last["thing"]):
        return last.span("thing")
    starts = sorted({0, *(match.end() for pattern in (CLAUSE, AND) for match in pattern.finditer(before, 0, end))})
    for place in starts:
        leading = LEADING.match(before, place, end)
        start = leading.end() if leading else place
        words = before[start:end]
        if words.strip() and len(words.split()) <= MOST_WORDS and not PREDICATE.search(words):
            if CLAUSE.search(words):
                continue
            return start, end
    return end, end
