"""Words of answers and questions with everything particular to one letter masked.

A model that has seen one letter's figures, links and addresses should read the next letter's
alike: numbers, money, years, links and telephone numbers become mask words (``xnum``, ``xlink`` …),
and legal provisions become the reason they stand for (``xexempt``, ``xcost``, ``xnotheld`` …).
Every pattern is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

MASKS = {
    "xlink": "a link",
    "xmail": "an e-mail address",
    "xphone": "a telephone number",
    "xmoney": "a sum of money",
    "xpct": "a percentage",
    "xyear": "a year",
    "xnum": "a number",
    "xword": "a number in words",
    "xmonth": "a month",
    "xexempt": "an exemption",
    "xcost": "the cost limit (section 12)",
    "xvexatious": "vexatious requests (section 14)",
    "xfuture": "future publication (section 22)",
    "xelsewhere": "reachable by other means (section 21)",
    "xreachable": "reachable by other means (section 25)",
    "xnotice": "notice under section 17",
    "xnotheld": "not held (regulation 12(4)(a))",
    "xlaw": "a section of an Act",
    "xna": "N/A",
}
"""Every mask word, and what a person calls it."""

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u2011": "-"})
_TOP_LEVEL = "(?:uk|org|com|gov|net|example|scot|wales|info|eu)"
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\])]{1,300}"
    rf"|(?<![\w.-])[a-z0-9-]{{1,60}}(?:\.[a-z0-9-]{{1,60}}){{0,4}}\.{_TOP_LEVEL}\b(?:/[^\s<>\])]{{0,300}})?"
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@\s?[\w.-]{1,100}|\[ ?email address ?\]")
_LEGAL = re.compile(
    r"(?<![\w'])(?:(?P<section>section|sections|sect|sec|ss|s)|(?P<regulation>regulation|regulations|regs|reg|r))\.?\s?"
    r"(?P<number>\d{1,3})\b\s?(?P<part>(?:\(\s?\w{1,3}\s?\)\s?){0,4})"
)
_PHONE = re.compile(r"\b0\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}\b")
_MONEY = re.compile(r"£\s?\d[\d,.]*(?:\s?(?:m|k|bn|million|billion)\b)?")
_PERCENTAGE = re.compile(r"\b\d{1,9}(?:[,.]\d{1,9}){0,3}\s?(?:%|per cent\b|percent\b)")
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:\s?[/-]\s?(?:20)?\d\d)?\b")
_NUMBER = re.compile(r"\b\d[\d,]*(?:\.\d+)?(?:st|nd|rd|th)?\b")
_NOT_APPLICABLE = re.compile(r"\bn/a\b")
_CONTRACTED = re.compile(r"\b(do|does|did|is|are|was|were|has|have|had|could|would|should|need)n[' ]?t\b")
_TOKEN = re.compile(r"[a-z]+|[.!?;:](?=\s|$)|-+(?=\s|$)|[<*]")
_SENTENCE_END = frozenset(".!?;")

_EXEMPTIONS = frozenset({23, 24, *range(26, 45)}) - {25}
_SECTIONS = {
    12: "xcost",
    14: "xvexatious",
    17: "xnotice",
    21: "xelsewhere",
    22: "xfuture",
    25: "xreachable",
}
_MONTHS = "january february march april june july august september october november december".split()
_NUMBER_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "thousand million"
).split()
_SAME = dict.fromkeys(_MONTHS, "xmonth") | dict.fromkeys(_NUMBER_WORDS, "xword")


def _provision(match: re.Match[str]) -> str:
    number = int(match["number"])
    if match["section"]:
        return f" {_SECTIONS.get(number) or ('xexempt' if number in _EXEMPTIONS else 'xlaw')} "
    if number == 12 and "(4)(a)" in match["part"].replace(" ", ""):
        return " xnotheld "
    return " xexempt " if number in (12, 13) else " xlaw "


_MASKED: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str], str], ...] = (
    (_MAIL, " xmail ", "@["),
    (_LINK, " xlink ", "."),
    (_LEGAL, _provision, "0123456789"),
    (_PHONE, " xphone ", "0"),
    (_MONEY, " xmoney ", "£"),
    (_PERCENTAGE, " xpct ", "%p"),
    (_YEAR, " xyear ", "12"),
    (_NUMBER, " xnum ", "0123456789"),
    (_NOT_APPLICABLE, " xna ", "/"),
    (_CONTRACTED, r"\1 not ", "n"),
)


def masked_words(text: str) -> list[str]:
    """Lower-case words, masks and sentence marks of a stretch of plain text, in reading order."""
    masked = text.lower().translate(_STRAIGHT)
    for pattern, mask, needs in _MASKED:
        if any(sign in masked for sign in needs):
            masked = pattern.sub(mask, masked)
    masked = masked.replace("cannot", "can not").replace("can't", "can not").replace("won't", "will not")
    return [_SAME.get(word, word) for word in _TOKEN.findall(masked)]


def sentences(words: Sequence[str]) -> list[list[str]]:
    """The words of each sentence, its marks dropped; at least one sentence, which may be empty."""
    found: list[list[str]] = []
    current: list[str] = []
    for word in words:
        if word in _SENTENCE_END:
            if current:
                found.append(current)
                current = []
        elif word.isalpha():
            current.append(word)
    if current or not found:
        found.append(current)
    return found


def n_grams(words: Sequence[str], shortest: int, longest: int) -> list[str]:
    """Runs of ``shortest`` to ``longest`` neighbouring words, each joined by single spaces."""
    runs = list(words)
    found = list(words) if shortest == 1 else []
    for length in range(2, longest + 1):
        runs = [f"{run} {word}" for run, word in zip(runs, words[length - 1 :], strict=False)]
        if length >= shortest:
            found += runs
    return found
