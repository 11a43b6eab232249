"""Letters that went wrong on their way: random changes to real layouts, and odd characters."""

from __future__ import annotations

import random
from collections.abc import Sequence

from nlp.types import ReadLetter, Role, Status

ODD = (
    *"\u00a0 \u00ad \u2060 \ufeff \x00 \x0b \x0c \x85 \u2028 ﷽ 🙂 e\u0301 ½ ² ٣ １ \r \t".split(" "),
    *("\ud800", "|", "||", "**", " ", "\n", "\n\n", "\r\n", "   "),
)
SNIPPETS = (
    *("<td>", "</td><td>", "<tr>", "<a ", "<!--", "&nbsp;", "&#160;", "&#x1F600;", "&amp"),
    *(
        "Q1.",
        "3(b)(ii)",
        "1.2.3.4",
        "(iv)",
        "Response:",
        "Answer 2 -",
        "as above",
        "see question 3",
    ),
    *("see question 99", "£1.2m", "1,234,567.89", "<5", "between 1 and 2", "12%", "1/2", "00", "-"),
    *("--", "*", "> ", "> > ", "| a | b |", "a\tb\tc", "---|---", "https://x.uk/", "a@b.uk"),
    *("Page 1 of 2", "s.40(2)", "?", "?!", "....", "[[A 1]]", "No", "N/A", "nil", "9" * 26),
)


def mutated(text: str, chance: random.Random) -> str:
    """The text after one to six random changes."""
    for _ in range(chance.randint(1, 6)):
        start = chance.randint(0, len(text))
        end = min(len(text), start + int(chance.expovariate(1 / 60)))
        change = chance.randrange(7)
        if change == 0:
            text = text[:start] + text[end:]
        elif change == 1:
            text = text[:start] + chance.choice(ODD) * chance.randint(1, 4) + text[start:]
        elif change == 2:
            text = text[:start] + chance.choice(SNIPPETS) + text[start:]
        elif change == 3:
            text = text[:end] + text[start:end] * chance.randint(1, 5) + text[end:]
        elif change == 4:
            place = chance.randint(0, len(text))
            text = text[:start] + text[place : place + 200] + text[end:]
        elif change == 5:
            text = text[:start] + text[start:end].swapcase() + text[end:].replace("\n", " ", 3)
        else:
            text = text[start:] + text[:start]
    return text


def faults(letter: ReadLetter, text: str) -> list[str]:
    """What does not hold of a letter as it was read, though it must of any."""
    found = [] if letter.text == text else ["the text was changed"]
    for name, stretches in (
        ("line", letter.lines),
        ("question", letter.questions),
        ("answer", letter.answers),
    ):
        found += _out_of_order(name, [(one.start, one.end) for one in stretches], len(text))
    for answer in letter.answers:
        figures = [(one.start, one.end) for one in answer.quantities]
        found += _out_of_order("figure", figures, len(text))
        shares = answer.probabilities or {}
        checks = {
            "a figure outside its answer": all(answer.start <= start < end <= answer.end for start, end in figures),
            "an answer to no question": bool(answer.questions) and all(answer.questions),
            "statuses twice or none": 0 < len(answer.statuses) == len(set(answer.statuses)),
            "a blank that has a status": answer.start < answer.end
            or answer.refers_to is not None
            or answer.status is Status.UNANSWERED,
            "probabilities that do not add up": set(shares) == set(Status) and abs(sum(shares.values()) - 1) < 1e-6,
            "a confidence that is not the status's": answer.confidence == shares.get(answer.status),
            "a confidence out of bounds": 0 <= (answer.confidence or 0) <= 1,
        }
        found += [fault for fault, holds in checks.items() if not holds]
    if any(not 0 <= line.probability <= 1 or line.role not in Role for line in letter.lines):
        found.append("a line with an impossible role")
    return found


def _out_of_order(name: str, spans: Sequence[tuple[int, int]], length: int) -> list[str]:
    place = 0
    for start, end in spans:
        if not place <= start <= end <= length:
            return [f"a {name} out of order or out of bounds at {start}:{end}"]
        place = end
    return []
