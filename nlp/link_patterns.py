"""Word patterns of labels and pointers that name questions. No logic lives here."""

from __future__ import annotations

import re

from nlp.number_patterns import SMALL_WORDS

_ID = r"\(?\d{1,2}(?:\.\d{1,2})?(?:\s?\(?(?:[a-h]|i{1,3}|iv|vi{0,3})\)?(?![A-Za-z]))?\)?"
MENTION = re.compile(
    rf"\b(?:questions?|qs?|points?|parts?|items?|numbers?|nos?\.?|answers? to|responses? to|response|requests?|queries)\.?\s{{0,2}}"
    rf"(?P<ids>{_ID}(?:\s{{0,2}}(?:,|and|&|to|-|–|/|or)\s{{0,2}}(?:and |questions? )?{_ID}){{0,12}})",
    re.IGNORECASE,
)
NUMBERS = re.compile(_ID, re.IGNORECASE)
MANY = re.compile(r"\d\s{0,2}(?:to|-|–)\s{0,2}(?:question )?\d", re.IGNORECASE)
ORDINALS = {
    word: str(number)
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 1
    )
} | {f"{word}ly": str(number) for number, word in enumerate(("first", "second", "third", "fourth", "fifth"), 1)}
ORDINAL = re.compile(
    rf"\b(?:your |the |my )?(?P<word>{'|'.join(sorted(ORDINALS, key=len, reverse=True))})\b"
    r"(?=,|ly\b|\s(?:and|part|question|point|item|request|query|element|matter|bullet|enquiry|paragraph|one\b|of (?:your|the)))",
    re.IGNORECASE,
)
_FEW = 10
"""Questions beyond this number are not named in words."""
CARDINALS = {word: str(number) for word, number in SMALL_WORDS.items() if number <= _FEW}
_WORD = "|".join(CARDINALS)
WORDED = re.compile(
    rf"\b(?:questions?|points|parts|items|requests|queries)\s(?:{_WORD})\b"
    rf"(?:\s?(?:,|and|&|to|-|–|or)\s?(?:and )?(?:{_WORD})\b){{0,9}}",
    re.IGNORECASE,
)
"""Questions named by numbers in words."""
CARDINAL = re.compile(rf"\b(?:{_WORD})\b", re.IGNORECASE)
FIRST_FEW = re.compile(
    r"\bfirst\s(?P<count>two|three|four|five|six|[2-6])\s(?:of\s)?(?:(?:your|the|these)\s)?"
    r"(?:questions|points|parts|items|requests|queries)\b",
    re.IGNORECASE,
)
INSTRUCTION = re.compile(
    r"(?:please|if|could|can|this|these|for each|where|link|by|i (?:am|would|mean))\b", re.IGNORECASE
)
"""How the second sentence of a question begins, and hardly ever the first of one."""

PART_A = re.compile(r"(?<![A-Za-z])A\d")

POINTER = re.compile(
    r"(?:please )?(?:see|refer to|as (?:per|for|in|at|with|stated)?|same (?:answer |response )?as|as|ditto|answered)\b"
    r".{0,40}?(?:(?P<above>\babove|\bprevious(?:ly)?|\bearlier|\bditto|\bleft)|"
    rf"\b(?:question|q|answer|response|point|part)\.?(?: to)?\s?(?:\d|(?:{_WORD})\b))",
    re.IGNORECASE,
)
"""An answer that begins by pointing to another one."""
POINTED = re.compile(r"\b(?:answer|response)(?: to)?\s(?P<id>\d{1,2}[a-h]?)\b", re.IGNORECASE)
"""The answer pointed to, named by its own number."""
SECTION = re.compile(r"\W{0,8}(?:section|part|request|schedule)\s(?:[a-h]|\d)\b", re.IGNORECASE)
"""A heading under which numbers may begin again."""
