"""What an answer shows of its status: its words, its openings, its cues, and what was asked.

Cues are sentences of which only the words that tell a status are left, each replaced by its family
(``WE NOT HOLD DATA``), so that what is learned from one topic holds for all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, groupby

from models.asking import asking
from models.terms import TermBlocks
from models.text import masked_words, n_grams, sentences
from models.word_families import ENDINGS, FAMILIES, FUNCTION_WORDS, OPENERS, TELLING

KINDS = {
    "words": "words",
    "stems": "words",
    "opening": "first sentence",
    "ending": "last sentence",
    "question": "question",
    "question cues": "cues of the question",
    "whole": "whole answer",
    "frame": "frame of the first sentence",
    "cues": "cues",
    "opening cues": "cues of the first sentence",
    "cue pairs": "cues near each other",
    "meeting cues": "cues in one answer",
    "shape": "shape",
}
"""The kinds of terms, and what a person calls them."""


@dataclass(frozen=True, slots=True)
class StatusContext:
    """An answer and what it answers, as a person reads them: no tags, no page furniture."""

    answer: str
    question: str = ""
    column: str | None = None


_BLOT = "_"
_FAMILY: dict[str, str] = {}
for _name, _members in FAMILIES.items():
    for _member in _members.split():
        _FAMILY.setdefault(_member, _name)
_FRAME = {word: word for word in FUNCTION_WORDS.split()} | _FAMILY
_SHORTEST_STEM = 3
_REACH = 3
_QUESTION_WORDS = 60
_QUESTION_CUES = 25
_WHOLE_WORDS = 5


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word without its ending, so that "recorded" and "records" are one."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def cues(words: Sequence[str]) -> list[str]:
    """The families of a sentence's telling words in their order, the rest left out."""
    return [family for family, _ in groupby(_FAMILY[word] for word in words if word in _FAMILY)]


def frame(words: Sequence[str]) -> list[str]:
    """A sentence's words with its topic blotted out and telling words replaced by their family."""
    found: list[str] = []
    for word in words:
        shown = _FRAME.get(word, _BLOT)
        if shown != _BLOT or not found or found[-1] != _BLOT:
            found.append(shown)
    return found


def _pairs(found: Sequence[str]) -> list[str]:
    return [
        f"{first} … {second}" for place, first in enumerate(found) for second in found[place + 1 : place + 1 + _REACH]
    ]


@lru_cache(maxsize=4_096)
def _question_terms(question: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = [word for word in masked_words(question) if word.isalpha()]
    return (
        tuple(n_grams(words[-_QUESTION_WORDS:], 1, 2)),
        tuple(n_grams(["^", *cues(words)[:_QUESTION_CUES]], 1, 3)),
    )


def _shape(context: StatusContext, parts: Sequence[Sequence[str]]) -> list[str]:
    plain = [word for part in parts for word in part]
    opener = plain[0] if plain and plain[0] in OPENERS else "words" if plain else "signs"
    size = f"size {min(6, (len(plain) + 1).bit_length() - 1)}"
    asked = asking(context.question)
    wanted = asked.kinds or (asked.kind,)
    found = [
        opener,
        size,
        f"{opener}, {size}",
        f"{min(len(parts), 6)} sentences",
        *(f"asks {what}" for what in wanted),
    ]
    found += [f"{opener} to {what}" for what in wanted] + [f"{size} to {what}" for what in wanted]
    for mask in ("xlink", "xmail", "xnum", "xmoney"):
        if mask in plain:
            found += [mask, f"{mask}, {size}"]
    if context.column is not None:
        found += ["in a table", f"{opener} in a table"]
    return found


def status_terms(context: StatusContext) -> TermBlocks:
    """The terms of each of ``KINDS`` that an answer shows."""
    words = masked_words(context.answer)
    parts = sentences(words)
    first = parts[0]
    cued = [cues(part) for part in parts]
    question, question_cues = _question_terms(context.question)
    telling = sorted({family for found in cued for family in found if family in TELLING})
    return {
        "words": [term for part in parts for term in n_grams(["^", *part, "$"], 1, 2)],
        "stems": [term for part in parts for term in n_grams(["^", *map(stem, part), "$"], 1, 3)],
        "opening": n_grams(["^", *first], 1, 3),
        "ending": n_grams(parts[-1], 1, 2),
        "question": question,
        "question cues": question_cues,
        "whole": [" ".join(words)] if 0 < len(words) <= _WHOLE_WORDS else [],
        "frame": n_grams(["^", *frame(first)], 1, 4),
        "cues": [term for found in cued for term in n_grams(["^", *found, "$"], 1, 3)],
        "opening cues": n_grams(["^", *cued[0], "$"], 1, 4),
        "cue pairs": [term for found in cued for term in _pairs(found)],
        "meeting cues": [*telling, *map(" & ".join, combinations(telling, 2))],
        "shape": _shape(context, parts),
    }
