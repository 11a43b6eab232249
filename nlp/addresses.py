"""E-mail addresses and links in a letter: plain, behind tags or Markdown, packed by mail filters, broken over lines."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from nlp.address_patterns import (
    COMMISSIONERS_HOST,
    EMAIL,
    FOOTNOTE,
    GOES_ON,
    HREF,
    LINK,
    MARKDOWN,
    OPEN_END,
    OPEN_HREF,
    OPEN_START,
    REFERENCE,
    REFERENCES,
    SIGN,
    TARGETS,
    TRAILING,
    URLDEFENSE,
    WRAPPED,
)
from nlp.types import Direction, Means
from nlp.view import FILL

_TAG_REACH = 2200
_LAST_REFERENCES = 20_000
"""Characters at a letter's end in which an e-mail program lists the links."""
_MOST_LINES = 4
"""Lines over which a link may be broken."""


def addresses_in(view: str, source: str, start: int, end: int) -> list[Direction]:
    """The addresses in ``source[start:end]``, in order, each once; those of the commissioner left out.

    ``view`` is what a reader sees of ``source``. Raises nothing, whatever the text holds.
    """
    found = sorted(
        (
            *_hidden(source, start, end),
            *_shown(view, source, start, end),
            *_referred(view, start, end),
        ),
        key=lambda one: (one.start, -one.end),
    )
    kept: dict[tuple[Means, str], Direction] = {}
    reached = start
    for one in found:
        if one.start < reached or COMMISSIONERS_HOST.search(one.target) or len(one.target) < _SHORTEST:
            continue
        reached = one.end
        kept.setdefault((one.means, _compared(one.target)), one)
    return list(kept.values())


_SHORTEST = 4


def _compared(target: str) -> str:
    return target.lower().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def _hidden(source: str, start: int, end: int) -> Iterator[Direction]:
    """Addresses in tags and in Markdown, with the tag that opens right before the answer."""
    around = OPEN_HREF.search(source, max(0, start - _TAG_REACH), start)
    first = around.start() if around else start
    for match in HREF.finditer(source, first, end):
        closes = source.find("</a", match.end(), min(end, match.end() + _TAG_REACH))
        stands = max(start, match.start())
        yield from _address(match["target"], stands, max(stands + 1, closes if closes >= 0 else match.end()))
    for match in MARKDOWN.finditer(source, start, end):
        yield from _address(match["target"], match.start(), match.end() + 1)


def _address(target: str, start: int, end: int) -> Iterator[Direction]:
    plain = unquote(target.removeprefix("mailto:")).partition("?")[0] if target.startswith("mailto:") else None
    if plain is not None:
        if EMAIL.fullmatch(plain):
            yield Direction(start, end, Means.EMAIL, plain.lower())
    elif LINK.match(target):
        yield Direction(start, end, Means.LINK, unpacked(target))


def _shown(view: str, source: str, start: int, end: int) -> Iterator[Direction]:
    """Addresses that a reader sees."""
    for match in EMAIL.finditer(view, start, end) if view.find("@", start, end) >= 0 else ():
        host = match["host"].rstrip("-")
        name = match["address"].partition("@")[0]
        yield Direction(match.start(), match.start("host") + len(host), Means.EMAIL, f"{name}@{host}".lower())
    for match in LINK.finditer(view, start, end) if SIGN.search(view, start, end) else ():
        if view[match.end() : match.end() + 1] == "@":
            continue
        last, written = _whole(view, match.start(), match.end(), end)
        if written:
            # what a view takes for bold type is how one filter marks the link that it packed
            packed = URLDEFENSE.search(source, match.start(), last)
            yield Direction(match.start(), last, Means.LINK, packed["target"] if packed else unpacked(written))


def _whole(view: str, start: int, stop: int, end: int) -> tuple[int, str]:
    """Where a link ends, and the link, the lines joined over which a converter broke it."""
    written = view[start:stop]
    for _ in range(_MOST_LINES):
        following = GOES_ON.match(view, stop, end)
        alone = following is not None and following["alone"] is not None
        if following is None or not _goes_on(written.rstrip(FILL), following["rest"], alone=alone):
            break
        written += following["rest"]
        stop = following.end("rest")
    plain = _trimmed(written)
    return stop - (len(written) - len(plain)), plain.replace(FILL, "")


def _goes_on(written: str, rest: str, *, alone: bool) -> bool:
    """Whether the next line's first word belongs to a link that the line before broke off."""
    if written.endswith((".", ",", ";", ")", "…")) or LINK.match(rest) or EMAIL.match(rest):
        return False
    if OPEN_END.search(written):
        fits = rest[0].islower() or rest[0].isdigit() or any(sign in rest for sign in "/_=%")
        return fits and (alone or any(sign in rest for sign in "/_=%-") or rest[0].isdigit())
    return bool(OPEN_START.match(rest)) or (alone and any(sign in rest[:-1] for sign in "/=%"))


def _trimmed(written: str) -> str:
    plain = written.rstrip(TRAILING + FILL)
    while plain.endswith(")") and plain.count("(") < plain.count(")"):
        plain = plain[:-1].rstrip(TRAILING + FILL)
    return plain


def _referred(view: str, start: int, end: int) -> Iterator[Direction]:
    """Links that stand in a list at the letter's end, with a number in the answer: "[1]here"."""
    notes = list(FOOTNOTE.finditer(view, start, end))
    if not notes:
        return
    tail = max(end, len(view) - _LAST_REFERENCES)
    listed = REFERENCES.search(view, tail)
    if listed is None:
        return
    targets = {match["number"]: match["target"] for match in REFERENCE.finditer(view, listed.end())}
    for note in notes:
        word = view[note.end() : end].split(maxsplit=1)[0]
        if note["number"] in targets:
            yield from _address(targets[note["number"]], note.start(), note.end() + len(word))


def unpacked(link: str) -> str:
    """The link that a mail filter packed into one of its own; any other link as it is."""
    if not WRAPPED.search(link):
        return link
    if (packed := URLDEFENSE.search(link)) is not None:
        return packed["target"]
    try:
        query = parse_qs(urlsplit(link.replace("&amp;", "&")).query, max_num_fields=50)
    except ValueError:
        return link
    for name in TARGETS:
        for target in query.get(name, ()):
            if LINK.match(target):
                return target
    return link
