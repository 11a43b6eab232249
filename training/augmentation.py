"""More letters out of those we have, as they would look after another mailer or PDF reader.

Real replies differ from written ones less in what they say than in what surrounds it: other openings and
closings or none, as in a disclosure log, lines wrapped elsewhere, no blank lines, no labels, questions with a sentence
or two of explanation, a list that counts 1, 1, 1. Each labelled letter is re-made with such changes drawn at random;
its labels move along.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from nlp.types import LabelledLetter, Question, Role
from training.targets import LabelledLines

_ELABORATIONS = Path(__file__).parent / "elaborations.txt"
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_REST_OF_LINE = re.compile(r"[^\n]*\n?")
_REQUEST_LEADS = (
    "You asked:",
    "You requested the following information:",
    "Your request:",
    "I would like to request the following under the Freedom of Information Act:",
    "Please provide me with:",
    "Dear Sir or Madam,\nUnder the Freedom of Information Act I should like to know:",
    "Request",
)
_ANSWER_LEADS = (
    "Please find our response below:",
    "Our response is as follows.",
    "We are now able to respond to each question in turn.",
    "Response",
    "The answers are set out below (in blue).",
    "I can confirm that we hold this information.",
)
_THREAD_HEADS = (
    (
        "From: requester [mailto:request-12345@archive.example]\nSent: 04 March 2022 10:14\n"
        "To: FOI\nSubject: Freedom of Information request"
    ),
    (
        "-----Original Message-----\nFrom: A Requester\nSent: Monday, June 6, 2022 9:02 AM\n"
        "To: Information Requests\nSubject: FOI"
    ),
    "________________________________\nFrom: Requester\nDate: 2 February 2023 at 18:40\nTo: foi@council.example",
    "On 3 May 2021 at 11:20, Requester wrote:",
    "Original request",
)
_THREAD_TAILS = (
    "Yours faithfully,\nRequester",
    "I look forward to your reply.\nMany thanks",
    "Please use this address for all replies to this request.\nshow quoted sections",
    "",
)
_PAGE_ENDS = (
    "",
    "",
    "",
    "Back to top",
    "Was this page useful?\nYes\nNo",
    "Last updated: 14 March 2023",
    "Share this page",
    "Reference: FOI 2023/0417\nDate received: 2 March 2023\nDate of response: 30 March 2023",
    "Attachments",
    "Contact us if you have a question about this page.",
)
"""How a page of a disclosure log ends, which has no closing."""
_PAGE_STARTS = (
    "",
    "",
    "Request",
    "FOI request 21/0392",
    "Freedom of Information request\nDate received: 12 May 2021\nDate responded: 9 June 2021",
    "Details of the request",
    "Reference number\nFOI 7731\nDate of request\n3 October 2019\nRequest",
)
"""How such a page begins, which greets nobody."""
_ITEM = re.compile(r"(?<=\n)[ \t]*(\d{1,2})(?=[.)] )")
"""The number of an item in a list."""
_WIDTHS = (70, 72, 75, 80, 90, 95, 100)
_AS_PAGE = 0.15
"""How many copies begin, and how many end, as a page of a disclosure log does."""
_OTHER_OPENING, _OTHER_CLOSING, _COVER = 0.35, 0.6, 0.1
"""How many begin or end as another letter does, and how many come under another one's closing."""
_ONES = 0.05
"""How many count 1, 1, 1."""
_AT_ONCE, _NOTED, _MOST_AT_ONCE = 0.4, 0.3, 9
"""How many answers to a whole request become one to several questions, how many of these say more than they ask, and
how many questions there are at most."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replaces ``start:end`` of a letter's text; ``inside`` keeps what is put in within the span that ends there."""

    start: int
    end: int
    text: str
    inside: bool = False


def edited(letter: LabelledLetter, edits: Sequence[Edit]) -> LabelledLetter:
    """The letter after edits that do not overlap, given in order, its labels moved along."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [letter.text[at : edit.start], edit.text]
        at = edit.end
    text = "".join([*pieces, letter.text[at:]])

    def moved(place: int, closes: bool) -> int:
        shift = 0
        for edit in edits:
            if edit.end <= place and not (edit.start == edit.end == place):
                shift += len(edit.text) - (edit.end - edit.start)
            elif edit.start == edit.end == place and edit.inside == closes:
                shift += len(edit.text)
            elif edit.start < place < edit.end:
                shift += edit.start + len(edit.text) - place
            else:
                break
        return place + shift

    return replace(
        letter,
        text=text,
        questions=tuple(
            replace(one, start=moved(one.start, False), end=moved(one.end, True)) for one in letter.questions
        ),
        answers=tuple(
            replace(
                one,
                start=moved(one.start, False),
                end=moved(one.end, False),
                quantities=tuple(
                    replace(figure, start=moved(figure.start, False), end=moved(figure.end, False))
                    for figure in one.quantities
                ),
            )
            for one in letter.answers
        ),
    )


def _last_label(letter: LabelledLetter) -> int:
    return max([one.end for one in letter.answers] + [one.end for one in letter.questions], default=0)


def _first_label(letter: LabelledLetter) -> int:
    return min([one.start for one in letter.answers] + [one.start for one in letter.questions])


def _closing(letter: LabelledLetter) -> str:
    """What follows the line of the last label."""
    rest = letter.text[_last_label(letter) :]
    match = _REST_OF_LINE.match(rest)
    return rest[match.end() :] if match else ""


def _with_closing(letter: LabelledLetter, closing: str) -> LabelledLetter:
    match = _REST_OF_LINE.match(letter.text, _last_label(letter))
    end = match.end() if match else len(letter.text)
    return edited(letter, [Edit(end, len(letter.text), closing)])


def _opening(letter: LabelledLetter) -> str:
    """What stands before the line of the first label."""
    return letter.text[: letter.text.rfind("\n", 0, _first_label(letter)) + 1]


def _asks_first(letter: LabelledLetter) -> bool:
    """Whether the first label stands on a question."""
    return any(one.start == _first_label(letter) for one in letter.questions)


def _with_opening(letter: LabelledLetter, opening: str) -> LabelledLetter:
    return edited(letter, [Edit(0, len(_opening(letter)), opening)])


def _counted_as_ones(letter: LabelledLetter) -> LabelledLetter:
    """Gives every item of a list outside the answers the number 1, as pages do that lost how their lists went on."""
    told = [(one.start, one.end) for one in letter.answers]
    return edited(
        letter,
        [
            Edit(item.start(1), item.end(1), "1")
            for item in _ITEM.finditer(letter.text)
            if not any(start <= item.start(1) < end for start, end in told)
        ],
    )


def _without_blank_lines(letter: LabelledLetter) -> LabelledLetter:
    return edited(letter, [Edit(m.start(), m.end(), "\n") for m in _BLANK_LINES.finditer(letter.text)])


def _wrapped(letter: LabelledLetter, width: int) -> LabelledLetter:
    """Long lines broken at spaces; the text keeps its length, so every label stays where it is."""
    broken = []
    for line in letter.text.split("\n"):
        if len(line) <= width or "\t" in line or "|" in line or "   " in line.strip():
            broken.append(line)
            continue
        marks, start, last = list(line), 0, -1
        for at, mark in enumerate(marks):
            if mark == " ":
                if at - start > width and last > start:
                    marks[last], start = "\n", last + 1
                last = at
        if len(marks) - start > width and last > start:
            marks[last] = "\n"
        broken.append("".join(marks))
    return replace(letter, text="\n".join(broken))


def _elaborated(letter: LabelledLetter, sentences: Sequence[str], chance: random.Random) -> LabelledLetter:
    """Adds to some questions a sentence or two that other letters' questions go on with."""
    if not sentences:
        return letter
    edits = []
    for question in sorted(letter.questions, key=lambda one: one.end):
        line_end = letter.text[question.end : question.end + 12].lstrip(" *_")
        if line_end[:1] not in ("\n", "\r", "") or question.end - question.start < 25:
            continue
        if chance.random() < 0.5:
            more = chance.sample(sentences, k=min(len(sentences), chance.choice((1, 1, 2, 3))))
            gap = "" if letter.text[question.end - 1] in ".?!" else "."
            for one in more:
                gap += chance.choice((" ", " ", "\n")) + one
            edits.append(Edit(question.end, question.end, gap, inside=True))
    return edited(letter, edits)


def _without_labels(parts: LabelledLines) -> LabelledLetter:
    """Takes away the labels that stand between a question and its answer ("Response:")."""
    letter = parts.letter
    starts = {one.start for one in letter.answers}
    edits, last = [], 0
    for question in sorted(letter.questions, key=lambda one: one.end):
        following = min((start for start in starts if start > question.end), default=None)
        if following is None or question.end < last:
            continue
        between = [line for line in parts.lines if question.end <= line.start and line.end <= following]
        gap = letter.text[question.end : following]
        if len(between) == 1 and between[0].label and not between[0].marker and "\t" not in gap and "|" not in gap:
            edits.append(Edit(question.end, following, "\n"))
            last = following
    return edited(letter, edits)


def _listed_first(letter: LabelledLetter, chance: random.Random) -> LabelledLetter:
    """Quotes the questions as a list before the first of them, where no label stands on them."""
    asked = [letter.text[one.start : one.end] for one in letter.questions]
    if not 2 <= len(asked) <= 20 or any("\t" in one or "|" in one for one in asked):
        return letter
    first = _first_label(letter)
    at = letter.text.rfind("\n", 0, first) + 1
    mark = chance.choice(("{}. ", "{}) ", "Q{}. ", "• ", "- ", ""))
    listed = "\n".join(mark.format(number) + one for number, one in enumerate(asked, 1))
    lead, follow = chance.choice(_REQUEST_LEADS), chance.choice(_ANSWER_LEADS)
    return edited(letter, [Edit(at, at, f"{lead}\n{listed}\n{follow}\n")])


def _asked_at_once(
    letter: LabelledLetter, asked: Sequence[str], opening: str, notes: Sequence[str], chance: random.Random
) -> LabelledLetter:
    """Puts several questions, which its one answer is for, in the place of what comes before that answer.

    ``notes`` are what a question may go on with.
    """
    (answer,) = letter.answers
    mark = chance.choice(("{}. ", "{}. ", "{}) ", "Q{}. ", "({}) ", "• ", "- "))
    text, questions = f"{opening.rstrip()}\n{chance.choice(_REQUEST_LEADS)}\n", []
    for number, words in enumerate(asked, 1):
        text += mark.format(number)
        start = len(text)
        text += words
        if notes and chance.random() < _NOTED:
            text += ("" if words[-1] in ".?!" else ".") + chance.choice((" ", "\n")) + chance.choice(notes)
        questions.append(Question(str(number), start, len(text)))
        text += "\n"
    text += chance.choice(_ANSWER_LEADS) + "\n"
    at = letter.text.rfind("\n", 0, answer.start) + 1
    moved = edited(letter, [Edit(0, at, text)])
    ids = tuple(question.id for question in questions)
    return replace(
        moved, questions=tuple(questions), answers=tuple(replace(one, questions=ids) for one in moved.answers)
    )


def _quoted_below(letter: LabelledLetter, chance: random.Random) -> LabelledLetter:
    """Quotes the request under the reply, as mail programs do."""
    asked = [letter.text[one.start : one.end] for one in letter.questions]
    mark = chance.choice(("{}. ", "{}) ", "Question {}: ", "- ", ""))
    listed = "\n".join(mark.format(number) + one for number, one in enumerate(asked, 1))
    head, tail = chance.choice(_THREAD_HEADS), chance.choice(_THREAD_TAILS)
    end = len(letter.text)
    return edited(letter, [Edit(end, end, f"\n{head}\n{chance.choice(_REQUEST_LEADS)}\n{listed}\n{tail}\n")])


def _covered(letter: LabelledLetter, closing: str) -> LabelledLetter:
    """Puts a closing before the first label, as a covering letter does whose enclosure holds the answers."""
    first = _first_label(letter)
    at = letter.text.rfind("\n", 0, first) + 1
    return edited(letter, [Edit(at, at, closing.rstrip() + "\n")])


def elaborations(letters: Sequence[LabelledLines]) -> list[str]:
    """What questions may go on with: the project's own list, and how questions of these letters do."""
    listed = [one for one in _ELABORATIONS.read_text("utf-8").split("\n\n") if not one.startswith("#")]
    found = [one.strip() for one in listed]
    for parts in letters:
        for role, line in zip(parts.roles, parts.lines, strict=True):
            text = " ".join(parts.view[line.start : line.end].split())
            if role is Role.QUESTION and line.column < 0 and 20 <= len(text) <= 300 and text[0].isupper():
                found.append(text if text[-1] in ".?!" else text + ".")
    return found


def _lists_asked(letters: Sequence[LabelledLetter]) -> list[list[str]]:
    """The questions of each letter that asks a few in so many words, each on one line."""
    every = [[" ".join(letter.text[one.start : one.end].split()) for one in letter.questions] for letter in letters]
    return [asked for asked in every if 2 <= len(asked) <= _MOST_AT_ONCE and all(5 < len(one) < 400 for one in asked)]


@dataclass(frozen=True, slots=True)
class _Frames:
    """How letters begin and end, to be taken for others: openings by whether a question comes after them."""

    openings: dict[bool, list[str]]
    closings: list[str]

    @classmethod
    def of(cls, letters: Sequence[LabelledLetter]) -> Self:
        openings: dict[bool, list[str]] = {True: [], False: []}
        for letter in letters:
            openings[_asks_first(letter)].append(_opening(letter))
        return cls(openings, [_closing(letter) for letter in letters])

    def around(self, letter: LabelledLetter, chance: random.Random) -> LabelledLetter:
        """The letter in another frame: other letters' opening and closing, or those of a page."""
        if chance.random() < _COVER:
            letter = _covered(letter, chance.choice(self.closings))
        if (ending := chance.random()) < _AS_PAGE:
            letter = _with_closing(letter, chance.choice(_PAGE_ENDS))
        elif ending < _AS_PAGE + _OTHER_CLOSING:
            count = chance.choice((1, 1, 2))
            letter = _with_closing(letter, "\n".join(chance.choice(self.closings) for _ in range(count)))
        if (beginning := chance.random()) < _AS_PAGE:
            return _with_opening(letter, chance.choice(_PAGE_STARTS) + "\n")
        if beginning < _AS_PAGE + _OTHER_OPENING:
            return _with_opening(letter, chance.choice(self.openings[_asks_first(letter)]))
        return letter


def augmented(letters: Sequence[LabelledLines], seed: int) -> list[LabelledLetter]:
    """One re-made letter for each of these, drawn with ``seed``."""
    chance = random.Random(seed)  # noqa: S311
    frames = _Frames.of([parts.letter for parts in letters])
    more = elaborations(letters)
    lists = _lists_asked([parts.letter for parts in letters])
    remade = []
    for parts in letters:
        letter = _without_labels(parts) if chance.random() < 0.4 else parts.letter
        whole = [one.questions for one in letter.answers] == [("*",)] and _last_label(letter) == letter.answers[0].end
        if lists and whole and chance.random() < _AT_ONCE:
            letter = _asked_at_once(
                letter, chance.choice(lists), chance.choice(frames.openings[True] or [""]), more, chance
            )
        if chance.random() < 0.6:
            letter = _elaborated(letter, more, chance)
        if chance.random() < 0.15:
            letter = _listed_first(letter, chance)
        letter = frames.around(letter, chance)
        if chance.random() < _ONES:
            letter = _counted_as_ones(letter)
        if chance.random() < 0.2:
            letter = _quoted_below(letter, chance)
        remade.append(_laid_out(letter, chance))
    return remade


def _laid_out(letter: LabelledLetter, chance: random.Random) -> LabelledLetter:
    """The letter with its long lines wrapped, or its blank lines lost, or as it is."""
    if max(map(len, letter.text.split("\n"))) > 120 and chance.random() < 0.7:
        letter = _wrapped(letter, chance.choice(_WIDTHS))
    return _without_blank_lines(letter) if chance.random() < 0.6 else letter
