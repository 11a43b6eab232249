"""Scored letters put together as a campaign: who sent each, which question an answer counts for, which one stands."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from io import StringIO
from pathlib import Path, PurePath
from typing import TypeVar

from nlp.body_patterns import SCHOOL
from nlp.decoding import decode, read_file
from nlp.errors import FoiError, UnreadableLetter
from nlp.identifiers import stems
from nlp.types import Nation, Regime, Request, RequestQuestion, Status
from scoring.authorities import BodyNames
from scoring.campaign import Body, Campaign, Given
from scoring.cells import safe_line
from scoring.deadlines import time_taken
from scoring.results import JsonObject
from scoring.sources import Sources, read_sources

WHOLE = "*"
"""The id under which a letter answers as a whole."""

_HEADINGS = frozenset({"body", "bodies", "public body", "authority", "public authority", "name", "organisation"})
"""What the first column of a list of bodies may be headed with."""
_BETWEEN = ",;\t"
"""What may stand between the columns of a list, the likeliest first."""
_NO_LISTS = frozenset(
    {".json", ".jsonl", ".htm", ".html", ".xls", ".xlsx", ".ods", ".doc", ".docx", ".pdf", ".parquet"}
)
"""How files end that hold no list of bodies as it is read here, whatever their text looks like."""
_NEVER_FIRST = ("{", "[", "<")
"""What JSON and HTML begin with, and no name of a body does."""
_PART = re.compile(r"(\d+)")
_LONGEST = 18
"""Digits of the longest number that is counted by."""
_THE = re.compile(r"the (?=.)")
_LEAST_SURE = 0.8
"""How sure a day, a law or a nation has to be to tell that a body was late, which does it harm if it is wrong."""

_Value = TypeVar("_Value")
_Answers = dict[str, tuple[Given, ...]]


@dataclass(slots=True)
class _Sender:
    """A body while its letters come in."""

    name: str
    listed: bool | None = None
    called: list[str] = field(default_factory=list)
    letters: list[JsonObject] = field(default_factory=list)


def read_campaign(answers: Path, request: Request | None, bodies: Sequence[str] | None) -> Campaign:
    """The campaign that the letters in ``answers`` are the replies to: an output of `foi score`, or of `foi matrix`.

    A workbook of the latter knows the request and the bodies by itself; what is given here goes before.
    Raises ``FoiError`` if ``answers`` cannot be read or holds no letters.
    """
    sources = read_sources(answers)
    if not sources.letters:
        raise FoiError(f"{answers} holds no letters: score some first.")
    return gathered(
        replace(
            sources,
            request=sources.request if request is None else request,
            bodies=sources.bodies if bodies is None else tuple(bodies),
        )
    )


def gathered(sources: Sources) -> Campaign:
    """The campaign that the letters are the replies to.

    The request names the questions, and the words of each follow those of the question it is a part of; without it
    they are those found over all letters. Ids that only letters have come last. A body that was asked and sent
    nothing is in the campaign all the same.
    """
    request, bodies = sources.request, sources.bodies
    senders = _senders(sources.letters, bodies)
    asked = _words_in_full(request) if request else {}
    leaves = [question.id for question in request.leaves] if request else []
    found = sorted((_body(sender, leaves) for sender in senders), key=lambda body: (body.name.casefold(), body.name))
    answered = {number for body in found for number in body.answers}
    if request is None:
        answered.update(*(body.left_out for body in found))
    # what only stands over sub-questions needs no column, unless somebody answers it
    columns = [number for number in asked if number in answered or number in leaves]
    columns += sorted(answered - asked.keys(), key=natural_order)
    questions = tuple(RequestQuestion(number, asked.get(number, "")) for number in columns)
    models = {letter["model"] for letter in sources.letters if letter["model"]}
    return Campaign(questions, tuple(found), tuple(sorted(models)), listed=bodies is not None, sources=sources)


def read_bodies(path: Path) -> tuple[str, ...]:
    """The bodies in a list: one a line, or the first column of a ``.csv``; none twice.

    Raises ``FoiError`` if the file cannot be read or lists none.
    """
    data = read_file(path)
    refusal = f"{path} is no list of bodies: give plain text, one body a line, or a .csv."
    try:
        text = decode(data, str(path))
        if path.suffix.lower() in _NO_LISTS or text.lstrip("\ufeff \t\r\n").startswith(_NEVER_FIRST):
            raise FoiError(refusal)
        rows = _table(text, path) if path.suffix.lower() == ".csv" else [[line] for line in text.splitlines()]
    except (UnreadableLetter, csv.Error) as error:
        raise FoiError(refusal) from error
    names = [name for row in rows if row and (name := safe_line(row[0]))]
    if names and names[0].casefold() in _HEADINGS:
        del names[0]
    if not names:
        raise FoiError(f"{path} lists no bodies: write one a line, or in the first column of a .csv.")
    once: dict[str, str] = {}
    for name in names:
        once.setdefault(_plain(name), name)
    return tuple(once.values())


def _table(text: str, path: Path) -> list[list[str]]:
    """The rows of a ``.csv``; what stands between its columns is what gives most rows more than one.

    Raises ``FoiError`` where quotation marks are out of place.
    """
    split = {mark: sum(len(row) > 1 for row in csv.reader(StringIO(text), delimiter=mark)) for mark in _BETWEEN}
    reader = csv.reader(StringIO(text), delimiter=max(_BETWEEN, key=split.__getitem__), strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        raise FoiError(
            f"{path} has a quotation mark out of place, in line {reader.line_num:,} or before: "
            'put fields that have any in quotation marks, and write each in them as "".'
        ) from error


def natural_order(question: str) -> tuple[bool, list[tuple[bool, int, str]]]:
    """The key that sorts ids as people count: 1, 2, 2a, 2b, 10, a, and the letter as a whole last."""
    parts = [part for part in _PART.split(question) if part]
    return question == WHOLE, [
        (False, int(part), "") if part.isdecimal() and len(part) <= _LONGEST else (True, 0, part) for part in parts
    ]


def _words_in_full(request: Request) -> dict[str, str]:
    """The words of each question, after those of the questions that it is a part of."""
    words = {question.id: question.words for question in request.questions}
    over = {number: stems([number]) for number in words}
    return {number: " ".join(words[one] for one in words if one == number or one in over[number]) for number in words}


def _senders(letters: Iterable[JsonObject], bodies: Sequence[str] | None) -> list[_Sender]:
    """The letters by the body that sent them; one that names no body has a sender of its own."""
    listed = {_plain(name): _Sender(name, listed=True) for name in bodies or ()}
    named, names = dict(listed), BodyNames(bodies or ())
    nameless: dict[str, list[JsonObject]] = defaultdict(list)
    for letter in letters:
        name = safe_line(_said(letter, "authority", str) or "")
        plain = _plain(name)
        if not plain:
            nameless[PurePath(letter["letter"]).name].append(letter)
            continue
        if plain not in named:
            match = names.matched(name)
            named[plain] = listed[_plain(match)] if match else _Sender(name, listed=False if bodies else None)
        named[plain].letters.append(letter)
        if name not in named[plain].called:
            named[plain].called.append(name)
    alone = [
        # files of one name in several folders are told apart by their paths
        _Sender(safe_line(name if len(group) == 1 else letter["letter"]), False if bodies else None, letters=[letter])
        for name, group in nameless.items()
        for letter in group
    ]
    # a body that goes by several names is in there under each
    return [*{id(sender): sender for sender in named.values()}.values(), *alone]


def _plain(name: str) -> str:
    """A name without what does not tell bodies apart: case, "The" before it, spaces."""
    return _THE.sub("", " ".join(unicodedata.normalize("NFKC", name).casefold().split()), count=1)


def _body(sender: _Sender, asked: Sequence[str]) -> Body:
    letters = _by_age(sender.letters)
    answers, earlier = _standing(letters, asked)
    requested = _latest(letters, "requested", date.fromisoformat)
    replied = _latest(letters, "replied", date.fromisoformat)
    regime, nation = _latest(letters, "regime", Regime), _latest(letters, "nation", Nation)
    return Body(
        name=sender.name,
        called=tuple(sender.called),
        listed=sender.listed,
        letters=tuple(letter["letter"] for letter in letters),
        answers=answers,
        earlier=earlier,
        left_out=_left_out(letters) - answers.keys(),
        reference=_latest(letters, "reference", str),
        requested=requested,
        replied=replied,
        regime=regime,
        nation=nation,
        days=time_taken(requested, replied, nation, regime).days,
        late=_late(letters, [sender.name, *sender.called]),
        attachments=tuple(one["name"] for letter in letters for one in letter.get("attachments", ())),
        unread=tuple(letter["error"] for letter in letters if "error" in letter),
    )


def _late(letters: Iterable[JsonObject], names: Iterable[str]) -> bool | None:
    """Whether the reply was late; not known where a body wrote in time and wrote again when time was up."""
    said = [_certain(letter) for letter in letters]
    requested = _latest(said, "requested", date.fromisoformat)
    regime, nation = _latest(said, "regime", Regime), _latest(said, "nation", Nation)
    school = any(SCHOOL.search(name) for name in names)
    verdicts = {
        time_taken(
            _said(letter, "requested", date.fromisoformat) or requested, replied, nation, regime, school=school
        ).late
        for letter in said
        if (replied := _said(letter, "replied", date.fromisoformat))
    }
    return verdicts.pop() if len(verdicts) == 1 else None


def _certain(letter: JsonObject) -> JsonObject:
    """A letter with those of its particulars that are sure enough to tell what is late."""
    said = letter.get("particulars", {}).items()
    return {"particulars": {name: one for name, one in said if one and _is_sure(one)}}


def _is_sure(said: JsonObject) -> bool:
    # what a person wrote down has no confidence
    return bool(said["confidence"] is None or said["confidence"] >= _LEAST_SURE)


def _by_age(letters: Iterable[JsonObject]) -> list[JsonObject]:
    """The letters, the latest last, by their days; one without a day comes after the one before it by path."""
    day = date.min
    dated = []
    for letter in sorted(letters, key=lambda letter: str(letter["letter"])):
        day = _said(letter, "replied", date.fromisoformat) or day
        dated.append((day, letter))
    return [letter for _, letter in sorted(dated, key=lambda one: one[0])]


def _standing(letters: Sequence[JsonObject], asked: Sequence[str]) -> tuple[_Answers, _Answers]:
    """By question, the answers of the latest letter that answers it, and those of the letters before."""
    by_letter: dict[str, list[tuple[Given, ...]]] = defaultdict(list)
    for letter in letters:
        given: dict[str, list[Given]] = defaultdict(list)
        for answer in letter.get("answers", ()):
            if answer["left_out"]:
                continue
            one = Given(letter["letter"], answer)
            for question in _answered(answer, asked):
                given[question].append(one)
        for question, several in given.items():
            by_letter[question].append(tuple(several))
    answers, earlier = {}, {}
    for question, replies in by_letter.items():
        # who leaves a question blank when writing again has not taken the answer back
        last = max(range(len(replies)), key=lambda place: (any(map(_tells, replies[place])), place))
        answers[question] = replies[last]
        if len(replies) > 1:
            earlier[question] = tuple(one for place, reply in enumerate(replies) if place != last for one in reply)
    return answers, earlier


def _answered(answer: JsonObject, asked: Sequence[str]) -> tuple[str, ...]:
    """The questions that an answer counts for, each once; where one was asked, a letter as a whole answers that."""
    ids: tuple[str, ...] = tuple(dict.fromkeys(answer["questions"]))
    return tuple(asked) if ids == (WHOLE,) and len(asked) == 1 else ids


def _tells(given: Given) -> bool:
    """Whether an answer is more than a blank."""
    return bool(given.answer["status"] != Status.UNANSWERED)


def _left_out(letters: Iterable[JsonObject]) -> frozenset[str]:
    """The questions that a letter was asked, and that no answer was found to: what stands for one is none."""
    return frozenset(
        question
        for letter in letters
        for answer in letter.get("answers", ())
        if answer["left_out"]
        for question in answer["questions"]
    )


def _latest(letters: Iterable[JsonObject], name: str, read: Callable[[str], _Value]) -> _Value | None:
    """What the latest letter that says it says of itself."""
    said = None
    for letter in letters:
        here = _said(letter, name, read)
        said = said if here is None else here
    return said


def _said(letter: JsonObject, name: str, read: Callable[[str], _Value]) -> _Value | None:
    found = letter.get("particulars", {}).get(name)
    return None if found is None else read(found["value"])
