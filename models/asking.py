"""What a question asks for, as far as its words show: a count, a sum, a day, a yes or no, a document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

REACH = 600
"""Characters of a question that are looked at."""
_KINDS = (
    ("share", r"what (?:percentage|proportion|share)|percentages?\b|proportion of|\brates?\b"),
    ("money", r"how much|\bcosts?\b|\bspen[dt]\b|\bspending\b|\bfees?\b|\bvalue of\b|\bpaid\b|\bbudget|\bincome\b|£"),
    ("count", r"how many|\bnumbers? of\b|\bnumber\b|how often|\btotal\b|\bfigures?\b|how few|\bcount of\b"),
    ("length", r"how (?:long|far|old|soon|quickly)|\blongest\b|\baverage\b|\bmedian\b|waiting times?\b"),
    ("day", r"\bwhen\b|\bdates?\b|what time|which (?:day|year)|opening hours"),
    (
        "document",
        r"\bcop(?:y|ies)\b|\bpolic(?:y|ies)\b|\bprotocol|\bminutes of\b|\breports?\b|correspondence|e-?mails?\b",
    ),
    ("way", r"\bhow\b|\bwhy\b|describe|explain|process\b|procedure|criteria|arrangements"),
    ("name", r"\bwhich\b|\bwho\b|\bwhere\b|\bnames?\b|\blist\b|supplier"),
    ("yes_no", r"\b(?:do|does|did|is|are|was|were|has|have|had|can|will|would|may|any)\b"),
    (
        "service",
        (
            r"\b(?:do|does|did|has|have|is|are)\b.{0,60}\b(?:service|team|scheme|polic|post|provision|strategy|commission|"
            r"fund|offer|provide|employ|specialist|dedicated|programme|lead|officer|protocol|clinic|plan|accept|run|operate)"
        ),
    ),
    ("follow_up", r"^\W{0,3}(?:if (?:so|yes|not|no|you)|of th|where|please (?:explain|give reasons))"),
    ("whether", r"^\W{0,3}(?:do|does|did|has|have|is|are|was|were|will|can|could|would)\b|\bwhether\b"),
    ("description", r"^\W{0,3}(?:how (?!many|much)|what|which|why|please (?:explain|describe|outline))"),
)
_KIND = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _KINDS)
_WORD = re.compile(r"[A-Za-z]{3,}")
NUMBER = re.compile(r"\d[\d,]{0,15}")


@dataclass(frozen=True, slots=True)
class Asking:
    """``kind`` is the main thing asked for, ``kinds`` all; ``words`` are the question's, each without an s."""

    kind: str
    kinds: tuple[str, ...]
    words: frozenset[str]
    numbers: frozenset[str]


@lru_cache(maxsize=4_096)
def asking(question: str) -> Asking:
    """What the question asks for; ``kind`` is ``"none"`` where no question is known, ``"other"`` where none shows."""
    text = question[:REACH]
    kinds = tuple(name for name, pattern in _KIND if pattern.search(text))
    return Asking(
        kinds[0] if kinds else "other" if text.strip() else "none",
        kinds,
        frozenset(stem(word) for word in _WORD.findall(text)),
        frozenset(NUMBER.findall(text)),
    )


def stem(word: str) -> str:
    """The word in lower case without the s of a plural."""
    return word.lower().rstrip("s")
