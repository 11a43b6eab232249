"""What the labels of a letter say that the guidelines rule out (``training/corpus/README.md``).

The format is one thing: ``nlp.labelled`` refuses what breaks it. A letter in the right format may still say what
cannot be, such as an answer that points to a question which the letter does not have. Of that, what no reading of the
guidelines allows keeps a letter from being learnt from; what is merely unusual is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from nlp.numerals import Form
from nlp.quantities import read_numbers
from nlp.types import Answer, Bound, LabelledLetter, Quantity, Question, Status, Value
from nlp.view import look_through, readable

_ANSWER_LABEL = re.compile(
    r"(?:our |trust |council )?(?:response|answer|reply)(?: to question \w{1,4})? ?:", re.IGNORECASE
)
_QUESTION_LABEL = re.compile(
    r"(?:your )?question(?: \w{1,4})? ?[:.]|q\d{1,3}[a-z]? ?[:.)]|\(?\d{1,3}[.)] ", re.IGNORECASE
)
_BULLETS = "•▪●|"
_NOTHING = re.compile(r"n ?[/.]? ?a\.?|not applicable\.?|[-–—]", re.IGNORECASE)
_COUNTING_WORD = re.compile(r"\b(?:no|an?|\w{1,12}th|first|second|third|couple|both|pair)\b|^[-–—]$", re.IGNORECASE)
"""What stands for a number in a few answers and is none elsewhere."""
_PLAIN_FORMS = (Form.DIGITS, Form.WORDS)
_POUND_WORDS = ("£", "pound", "pounds", "sterling")
_PER_CENT_WORDS = ("percent", "per cent", "percentage", "pct")


@dataclass(frozen=True, slots=True)
class Breach:
    """Where labels break the guidelines, as a place in the letter's text; ``certain`` where no reading allows them."""

    place: int
    sentence: str
    certain: bool = False


def breaches(letter: LabelledLetter) -> tuple[Breach, ...]:
    """All breaches of the guidelines in a letter whose format is in order, from its start to its end."""
    view = look_through(letter.text)
    found = [*_numbering(letter), *_pointers(letter), *_words_cut(letter)]
    for question in letter.questions:
        found += _question(view, question)
    for answer in letter.answers:
        found += _answer(view, answer)
        for figure in answer.quantities:
            found += figure_breaches(view, figure)
    return tuple(sorted(found, key=lambda breach: breach.place))


def _numbering(letter: LabelledLetter) -> Iterator[Breach]:
    """Questions and answers that do not meet."""
    asked = {question.id for question in letter.questions}
    answered = {one for answer in letter.answers for one in answer.questions}
    times = Counter((one, answer.column) for answer in letter.answers for one in answer.questions)
    for answer in letter.answers:
        ids, place = answer.questions, answer.start
        told = ", ".join(ids)
        if "*" in ids and len(ids) > 1:
            yield Breach(place, f"* stands for the whole letter: an answer to {told} is to name the numbers or *", True)
        elif "*" in ids and answered != {"*"}:
            yield Breach(place, "* stands for the whole letter, and other answers have numbers: number this one, too")
        if any(count > 1 for count in Counter(ids).values()):
            yield Breach(place, f"the answer names a question twice ({told}): name each once", True)
        for one in sorted(set(ids)):
            if times.pop((one, answer.column), 0) > 1:
                yield Breach(
                    place,
                    f"question {one} has several answers: put one label round them, or tell a table's cells apart "
                    "with col=…",
                )
    if "*" in answered:
        return
    unasked = [answer for answer in letter.answers if not asked.intersection(answer.questions)] if asked else []
    if unasked:
        told = ", ".join(dict.fromkeys(one for answer in unasked for one in answer.questions))
        yield Breach(
            unasked[0].start,
            f"no question {told} is labelled: check the number, or label the question if the letter prints it",
        )
    known = asked | answered
    for question in letter.questions:
        under = any(one != question.id and one.startswith(question.id) for one in known)
        if question.id not in answered and not under:
            yield Breach(
                question.start,
                f"question {question.id} has no answer: label the answer, or [[A {question.id} | unanswered]][[/A]] "
                "where it would stand",
            )


def _pointers(letter: LabelledLetter) -> Iterator[Breach]:
    """Answers that point to another one which is not there, or does something else."""
    asked = {question.id for question in letter.questions}
    for answer in letter.answers:
        aim = answer.refers_to
        if aim is None:
            continue
        targets = [other for other in letter.answers if other is not answer and aim in other.questions]
        if not targets and aim in answer.questions:
            yield Breach(answer.start, f"the answer points to itself (ref={aim}): name the answer that is meant", True)
        elif not targets and aim not in asked:
            yield Breach(answer.start, f"the letter has no question {aim} that ref={aim} could point to", True)
        elif targets and not any(answer.status in target.statuses for target in targets):
            theirs = " + ".join(targets[0].statuses)
            yield Breach(
                answer.start,
                f"the answer is {' + '.join(answer.statuses)} and points to an answer that is {theirs}: what only "
                "points has the status that it points to",
            )


def _question(view: str, question: Question) -> Iterator[Breach]:
    label = _QUESTION_LABEL.match(readable(view[question.start : question.end]))
    if label:
        yield Breach(
            question.start, f"the question begins with {label[0].strip()!r}: leave the number and the label outside"
        )


def _answer(view: str, answer: Answer) -> Iterator[Breach]:
    words = readable(view[answer.start : answer.end])
    label = _ANSWER_LABEL.match(words)
    if label:
        yield Breach(answer.start, f"the answer begins with {label[0]!r}: leave the label outside")
    for edge in dict.fromkeys((words[:1], words[-1:])):
        if edge and edge in _BULLETS and words.count(edge) == 1:
            yield Breach(answer.start, f"the answer has {edge!r} at its edge: leave bullets and table signs outside")
    if Status.UNANSWERED in answer.statuses and len(answer.statuses) > 1:
        yield Breach(answer.start, "unanswered goes with no other status: keep what the answer does say")
    if _NOTHING.fullmatch(words) and answer.status is not Status.UNANSWERED and answer.refers_to is None:
        yield Breach(answer.start, f"{words!r} says nothing: it is unanswered, not {answer.status}")


def _words_cut(letter: LabelledLetter) -> Iterator[Breach]:
    """Labels that part a word or a number; where two meet, a converter has lost what stood between two cells."""
    questions = [(one.start, one.end) for one in letter.questions]
    answers = [(one.start, one.end) for one in letter.answers if one.start < one.end]
    edges = Counter(edge for edge in chain(*questions, *answers) if 0 < edge < len(letter.text))
    for edge in [edge for edge, count in edges.items() if count == 1]:
        before, after = letter.text[edge - 1], letter.text[edge]
        lost_break = before.islower() and after.isupper()
        if (before.isalpha() and after.isalpha() and not lost_break) or (before.isdecimal() and after.isdecimal()):
            near = letter.text[max(0, edge - 12) : edge + 12]
            yield Breach(edge, f"a label parts a word (near {near!r}): move it to the word's edge")


def figure_breaches(view: str, figure: Quantity) -> Iterator[Breach]:
    """What the label of one figure says that the guidelines rule out, given the letter's view."""
    words = unicodedata.normalize("NFKC", view[figure.start : figure.end])
    yield from _unit(words, figure)
    edges = view[max(0, figure.start - 1) : figure.start + 1], view[figure.end - 1 : figure.end + 1]
    if any(len(edge) == 2 and edge.isdecimal() for edge in edges):
        near = view[max(0, figure.start - 8) : figure.end + 8]
        yield Breach(figure.start, f"a label parts a number (near {near!r}): put it round the whole number")
    if figure.value.bound is not Bound.SUPPRESSED:
        yield from _value(words, figure)


def _value(words: str, figure: Quantity) -> Iterator[Breach]:
    """Whether the words of a figure say what its label says, as far as rules can tell."""
    numbers = read_numbers(words, 0, len(words))
    own = numbers.candidates
    if (0, len(words)) in numbers.periods:
        yield Breach(figure.start, f"{words!r} is a date or a year, and no figure: take the label off")
    elif not own and not any(map(str.isdigit, words)) and not _COUNTING_WORD.search(words):
        if figure.value.bound is Bound.EXACT:
            yield Breach(figure.start, f"the figure's words {words!r} hold no number: label the number itself", True)
    elif len(own) == 1 and own[0].form in _PLAIN_FORMS and own[0].unit in (None, "GBP", "%"):
        (read,) = own
        if any(map(str.isalnum, words[: read.start] + words[read.end :])):
            return
        if not _alike(read.value, figure.value):
            yield Breach(
                figure.start, f"the figure's words are {words!r}, its value is {_told(figure.value)}: one is wrong"
            )
        elif read.value.bound is Bound.RANGE and figure.per is not None:
            return  # "one to 8" is a ratio
        elif read.value.bound not in (Bound.EXACT, figure.value.bound):
            yield Breach(
                figure.start,
                f"the figure's words {words!r} say {_plain(read.value.bound)}, its value says "
                f"{_plain(figure.value.bound)}",
            )


def _unit(words: str, figure: Quantity) -> Iterator[Breach]:
    if ("£" in words and figure.unit != "GBP") or figure.unit in _POUND_WORDS:
        yield Breach(figure.start, f"the figure {words!r} is in pounds: write its unit as GBP")
    elif figure.unit in _PER_CENT_WORDS:
        yield Breach(figure.start, f"the figure {words!r} is a percentage: write its unit as %")
    elif not figure.unit:
        yield Breach(figure.start, f"the figure {words!r} has no unit: write the letter's own word for what it counts")
    elif "=" in figure.unit:
        yield Breach(figure.start, f"the unit {figure.unit!r} is none: write the unit before per=… and period=…")


def _alike(read: Value, labelled: Value) -> bool:
    """Whether they share an end, scale aside: a table's heading may say that its figures are thousands."""
    mantissas = [{_mantissa(end) for end in (value.low, value.high) if end is not None} for value in (read, labelled)]
    return bool(mantissas[0] & mantissas[1])


def _mantissa(number: float) -> str:
    return f"{abs(number):.5e}".split("e")[0]


def _told(value: Value) -> str:
    ends = [f"{end:,.10g}" for end in (value.low, value.high) if end is not None]
    return " to ".join(dict.fromkeys(ends))


def _plain(bound: Bound) -> str:
    return bound.replace("_", " ")
