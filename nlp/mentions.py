"""Which questions a text names by their numbers: "Questions 2 to 4", "1a-c", "(b) and (d)", "your first two points"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from re import Match
from string import ascii_lowercase
from typing import Self

from nlp.identifiers import ROMANS, is_sub, number_at_head, parts_of, plain_id, stems
from nlp.mention_patterns import (
    AFTER,
    ALL,
    CARDINAL,
    CARDINALS,
    FIRST_FEW,
    INCLUSIVE,
    JOINT,
    LED_IN,
    NAMED,
    NUMBER,
    ORDINAL,
    ORDINALS,
    WORDED,
)

_MOST_TOGETHER = 30
"""How many questions "questions 2 to 4" may name."""
_MOST_NUMBERS = 12
"""How many numbers may stand in one row."""


@dataclass(frozen=True, slots=True)
class Named:
    """One printed number that names a question.

    ``ids`` are what it may stand for, the likeliest first: after "1a", a "c" is c or 1c. ``through`` says that the
    questions between the number before it and this one are named too.
    """

    ids: tuple[str, ...]
    through: bool = False


def numbers_at(text: str, start: int, *, several: bool = False) -> tuple[tuple[Named, ...], int]:
    """The numbers printed in a row from ``start`` on ("1, 2 and 4 to 6"), and where they end.

    ``several`` says that the words before them lead to more than one, so that a dash after the first is a range's.
    """
    found: list[Named] = []
    end, joint = start, None
    while len(found) < _MOST_NUMBERS:
        match = NUMBER.match(text, joint.end() if joint else start)
        if match is None:
            break
        if joint is None:
            noun = (match["noun"] or "").split()
            several = several or (bool(noun) and noun[0][1:].lower().endswith("s"))
            found.append(Named(_readings(match["id"], "")))
        else:
            before = found[-1].ids[0]
            one = Named(_readings(match["id"], before), joint["through"] is not None or joint["dash"] is not None)
            if _is_no_number(text, before, joint, match, several=several) or (
                one.through and not _is_after(one, before)
            ):
                break
            found.append(one)
        end = match.end()
        joint = JOINT.match(text, end)
        if joint is None:
            break
    inclusive = INCLUSIVE.match(text, end) if len(found) > 1 else None
    return tuple(found), inclusive.end() if inclusive else end


def _is_no_number(text: str, before: str, joint: Match[str], match: Match[str], *, several: bool) -> bool:
    """Whether what follows a question's number names none: "Questions 2 and 3, 46 of our vans", "Q1 - 96", "1-a"."""
    if before.isalpha():
        return match["id"].isdigit()
    if joint["comma"]:
        return JOINT.match(text, match.end()) is None and AFTER.match(text, match.end()) is None
    if before.isdigit() and (joint["dash"] or joint["through"]) and is_sub(plain_id(match["id"])):
        return True
    if joint["dash"] and before.isdigit():
        return not (several or match["noun"] is not None or text[match.end() : match.end() + 1] == ":")
    return False


def _is_after(one: Named, before: str) -> bool:
    number = number_at_head(one.ids[0])
    return number is None or not before.isdigit() or int(before) < number <= int(before) + _MOST_TOGETHER


def _readings(printed: str, before: str) -> tuple[str, ...]:
    """The ids that a printed number may mean after the one ``before`` it: a letter may be one of the same question."""
    own = plain_id(printed)
    if own[0].isdigit():
        return (own,)
    head = before.rstrip(ascii_lowercase)
    if not head:
        return (own, own[1:]) if own[1:].isdigit() else (own,)
    tail = before[len(head) :]
    under = [head + tail[0] + own] if own in ROMANS and tail[1:] in ROMANS else []
    siblings = [*under, head + own]
    return (*siblings, own) if tail else (own, *siblings)


@lru_cache(maxsize=4_096)
def mentioned(text: str) -> tuple[Named, ...]:
    """The questions named in a label or in the opening clause of an answer."""
    return named_by_word(text) or _led_in(text) or _counted(text)


def named_by_word(text: str) -> tuple[Named, ...]:
    """The questions named by "question" or a like word and a number, wherever they stand in the text."""
    text = WORDED.sub(lambda named: CARDINAL.sub(lambda word: CARDINALS[word[0].lower()], named[0]), text)
    noun = NAMED.search(text)
    return numbers_at(text, noun.start())[0] if noun else ()


def _led_in(text: str) -> tuple[Named, ...]:
    """The questions named by numbers alone at the head of a text: "As to (a)", "For 1 and 2:", "(b) and (c) are"."""
    lead = LED_IN.match(text)
    start = lead.end() if lead else 0
    numbers, end = numbers_at(text, start)
    if not numbers or (lead is None and len(numbers) < 2):
        return ()
    if text[start] in "([" and text[end - 1] in ")]":
        return numbers
    after = AFTER.match(text, end)
    return numbers if lead and after and not (len(numbers) == 1 and "." in after[0]) else ()


def _counted(text: str) -> tuple[Named, ...]:
    """The questions named by their order: "the first two", "any of your three questions", "the second and fourth"."""
    few, every = FIRST_FEW.search(text), ALL.search(text)
    if count := (few and few["count"]) or (every and every["count"]):
        return (Named(("1",)), Named((_digits(count),), through=True))
    return tuple(Named((ORDINALS[word.lower()],)) for word in dict.fromkeys(ORDINAL.findall(text)))


def _digits(number: str) -> str:
    return CARDINALS.get(number.lower(), number)


def names_all(text: str, count: int) -> bool:
    """Whether a text speaks of all questions, where there are ``count`` of them: "both", "all of your questions"."""
    every = ALL.search(text)
    number = every and (every["count"] or every["counted"])
    return every is not None and (number is None or _digits(number) == str(count))


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of a letter's questions: all of them, those that are ``over`` sub-questions, and the rest in order."""

    all: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()
    leaves: tuple[str, ...] = ()

    @classmethod
    def of(cls, ids: Iterable[str]) -> Self:
        """The ids of questions in the order in which they are printed."""
        found = tuple(dict.fromkeys(ids))
        over = frozenset(stems(found)).intersection(found)
        return cls(frozenset(found), over, tuple(one for one in found if one not in over))


_NO_IDS = Ids()


def ids_of(numbers: Sequence[Named], known: Ids = _NO_IDS) -> tuple[str, ...]:
    """The ids of the questions that ``numbers`` name; a number that no ``known`` question has stands for itself."""
    found: list[str] = []
    before = ""
    for number in numbers:
        own = next((one for one in number.ids if one in known.all), number.ids[0])
        if number.through:
            found += _between(before, own, known.leaves)
        found += parts_of(own, known.leaves) if len(numbers) > 1 and own in known.over else [own]
        before = own
    return tuple(dict.fromkeys(found))


def _between(low: str, high: str, leaves: Sequence[str]) -> list[str]:
    """The ids of the questions after ``low`` and before ``high``."""
    if low.isdigit() and high.isdigit():
        last = min(int(high), int(low) + _MOST_TOGETHER)
        return [
            one
            for number in range(int(low) + 1, last)
            for one in [leaf for leaf in leaves if number_at_head(leaf) == number] or [str(number)]
        ]
    if low in leaves and high in leaves:
        return list(leaves[leaves.index(low) + 1 : leaves.index(high)])
    if low in ROMANS and high in ROMANS:
        return list(ROMANS[ROMANS.index(low) + 1 : ROMANS.index(high)])
    head, first, last_letter = low[:-1], low[-1], high[-1]
    if head == high[:-1] and first in ascii_lowercase and last_letter in ascii_lowercase:
        letters = ascii_lowercase[ascii_lowercase.index(first) + 1 : ascii_lowercase.index(last_letter)]
        return [head + letter for letter in letters]
    return []
