"""Word patterns of the numbers by which a text names questions. No logic lives here."""

from __future__ import annotations

import re

from nlp.number_patterns import SMALL_WORDS

_FEW = 10
"""Questions beyond this number are not named in words."""
CARDINALS = {word: str(number) for word, number in SMALL_WORDS.items() if number <= _FEW}
CARDINAL_WORD = "|".join(CARDINALS)
CARDINAL = re.compile(rf"\b(?:{CARDINAL_WORD})\b", re.IGNORECASE)
_THINGS = "questions|points|parts|items|requests|queries"
WORDED = re.compile(
    rf"\b(?:question|{_THINGS})\s(?:{CARDINAL_WORD})\b"
    rf"(?:\s?(?:,|and|&|to|-|–|or)\s?(?:and )?(?:{CARDINAL_WORD})\b){{0,9}}",
    re.IGNORECASE,
)
"""Questions named by numbers in words."""

_NOUN = (
    r"(?:questions?|qs?|points?|parts?|items?|numbers?|nos?|requests?|query|queries|"
    r"(?:answers?|responses?)(?: to)?|repl(?:y|ies) to|a(?=\d)|r(?=\d))(?![a-z])"
)
_CLOSED = r"(?=\s?(?:[,.:;)\]&/–—-]|and\b|to\b|$))"
_SUB = r"\.?\s?\((?:[a-h]|[ivx]{1,4})\)|\.?\s?(?:[a-h]|[ivx]{1,4})\)|(?:[a-h]|[ivx]{1,4})(?![a-z])|\s[a-h](?=\s?[-–&])"
_FIGURE = r"\s{1,2}(?:working|days?|weeks?|months?|years?|hours?|per\scent|jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)"
NUMBER = re.compile(
    rf"(?:(?P<noun>{_NOUN})\.?\s{{0,2}})?(?P<id>"
    rf"[(\[]?[0-9]{{1,2}}[)\]]?(?:\.[0-9]{{1,2}}){{0,2}}(?:{_SUB}){{0,2}}[)\]]?(?![a-z0-9£%]|[.,:][0-9]|[/-][0-9]{{1,2}}[/-][0-9]{{2}}|/[0-9]{{3}}|{_FIGURE})"
    r"|[(\[](?:[a-z]|[ivx]{1,4})[)\]](?:\s?\([ivx]{1,4}\))?|(?:[a-z]|[ivx]{1,4})\)"
    rf"|[a-h][0-9]{{1,2}}(?![a-z0-9])|(?:[ivx]{{2,4}}|[b-h])(?![\w'’])|[ai](?![\w'’]){_CLOSED})",
    re.IGNORECASE,
)
"""A question's number, with the noun that may be printed before each: 3, (3), 3.1, 3b, Q3 (b)(ii), b), (iv), b2."""
JOINT = re.compile(
    r"(?:(?<=[0-9])\.(?=,|\s?(?:and|to|&)\s))?"
    r"\s{0,2}(?:(?P<through>to\b|through\b|(?<=\S)[-–—](?=\S))|(?P<dash>[-–—])|(?P<comma>[,;])(?!\s?(?:and|or|&))|[,;]?\s?(?:and\b|&|/|\+|or\b|plus\b))\s{0,2}",
    re.IGNORECASE,
)
"""What stands between two numbers; ``through`` if the numbers between the two are named as well."""
INCLUSIVE = re.compile(r"\s?(?:\(inclusive\)|inclusive\b)", re.IGNORECASE)
"""What may follow the last of them."""
NAMED = re.compile(rf"\b{_NOUN}\.?\s{{0,2}}(?=[(\[]?(?:[0-9]|[a-z](?![a-z])|[ivx]{{1,4}}(?![a-z])))", re.IGNORECASE)
"""Where numbers follow the noun for what they number."""
LED_IN = re.compile(
    r"(?:[a-z'’]+\s){0,4}?(?:for|on|at|re|regarding|concerning|both|taking|to|of|regards)\s",
    re.IGNORECASE,
)
"""What leads to numbers that no noun stands before: "As to (a)", "The information for 1 and 2"."""
AFTER = re.compile(r"\s?[,:;]|\s?[-–—](?=\s)|\.?\s*$|\.(?=\s)|\sabove\b")
"""What follows such numbers where they stand in no brackets."""
_WHAT = rf"(?:{_THINGS}|matters)\b"
ALL = re.compile(
    rf"\b(?:both|all|any|each|none)\s(?:of\s)?(?:(?:your|the|these|those)\s)?(?:(?P<count>{CARDINAL_WORD}|\d)\s)?(?:of\s(?:your|the|these)\s)?{_WHAT}"
    rf"|\b(?:your|the|these|those)\s(?P<counted>{CARDINAL_WORD}|\d)\s{_WHAT}",
    re.IGNORECASE,
)
"""All questions of a request: "all of your questions", "your three points"."""
ORDINALS = {
    word: str(number)
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 1
    )
} | {f"{word}ly": str(number) for number, word in enumerate(("first", "second", "third", "fourth", "fifth"), 1)}
ORDINAL = re.compile(
    rf"\b(?:your |the |my )?(?P<word>{'|'.join(sorted(ORDINALS, key=len, reverse=True))})\b"
    r"(?=,|:|ly\b|\s(?:and|part|question|point|item|request|query|element|matter|bullet|enquiry|paragraph|one\b|of (?:your|the)))",
    re.IGNORECASE,
)
FIRST_FEW = re.compile(
    r"\bfirst\s(?P<count>two|three|four|five|six|[2-6])(?:\s(?:of\s)?(?:(?:your|the|these)\s)?"
    rf"(?:{_THINGS})\b|(?=[.,:]|\s(?:can|are|were|have|together)\b))",
    re.IGNORECASE,
)
REPLY_TO = re.compile(
    r"(?:(?:our|the|your)\s)?(?:(?P<several>answers|responses|replies)|answer|response|reply)\s(?:to|for)\s(?:your\s)?",
    re.IGNORECASE,
)
"""What stands before numbers that a reply is printed under."""
CLOSED = re.compile(r"\s?[:.)\]]{1,2}(?=[\s\u2060]|$)|\s?[-–—](?=\s)")
"""What closes numbers that head a line."""
BEGUN = re.compile(r"[\s\u2060]{1,4}[A-Z0-9£(]")
"""How an answer begins right after its numbers."""
REPLY = re.compile(r"answer|ans\b|respon|repl", re.IGNORECASE)
TOGETHER = re.compile(r"and\b|&", re.IGNORECASE)
RANGE = re.compile(r"[\d.]+\s?[-–—]\s?[\d.]+")
"""Two numbers and a dash: a range of ages or of years, if no word says that questions are meant."""
