"""The ``.letter`` format: a letter exactly as it was received, with labels written into it.

A short header is followed by the letter, its labels in double square brackets round the words they
label::

    ---
    authority: Northmere Integrated Care Board
    kind: icb
    layout: numbered question, labelled answer
    topic: parent-infant services
    ---
    1. [[Q 1]]How many babies were seen?[[/Q]]
    Response: [[A 1 | provided]]We saw [[N 310 | babies | period=2022/23]]310[[/N]] babies.[[/A]]

``[[Q id]]`` opens a question, ``[[A ids | statuses | col=… | ref=…]]`` an answer and ``[[N value |
unit | per=… | period=…]]`` a figure within an answer. Dropping the header and the tags gives the
letter back, byte for byte.

Several spellings of a label mean the same (``[[N 1.0 |wte]]``, ``[[A Q1 | provided]]``).
``format_labelled`` writes one of them, the canonical one: one space on each side of ``|`` and
``+``, ids in their normal form, numbers without thousands separators or idle zeros, ``col`` before
``ref`` and ``per`` before ``period``. Of a file in that form
``format_labelled(parse_labelled(source, where))`` is ``source``; of any letter, ``parse_labelled``
gives back what ``format_labelled`` wrote.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from nlp.decoding import decode, read_file
from nlp.errors import BadLabels
from nlp.types import Answer, LabelledLetter, Quantity, Question, Status
from nlp.values import format_value, parse_value

KINDS = (
    "icb",
    "ccg",
    "nhs_trust",
    "health_board",
    "council",
    "police",
    "fire",
    "university",
    "school",
    "department",
    "agency",
    "transport",
    "other",
)
"""The kinds of authority that a header may name."""

HEADER_KEYS = ("authority", "kind", "layout", "topic")
"""What every header gives; other keys are kept as they are."""

_STRAY = re.compile(r"\[\[(?P<closes>/?)[ ]?(?P<meant>[QANqan](?![A-Za-z]))?[^\[\]\n]{0,200}+(?:\]\])?|\]\]")
"""Double brackets that belong to no label, and the label that was meant, if that can be told."""
_TAG = re.compile(r"\[\[(?:/(?P<close>[QAN])|(?P<open>[QAN])(?:\s(?P<words>[^\[\]]*+))?)\]\]")


def normal_id(written: str) -> str:
    """A question's number in its normal form: ``Q3 (b)`` is ``3b``, ``Question 2.1`` is ``2.1``."""
    plain = re.sub(r"^(?:questions?|query|qs?)\.?\s*", "", written.lower().strip())
    plain = re.sub(r"[^a-z0-9.*]", "", plain).strip(".")
    return re.sub(r"\.(?=[a-z])|(?<=[a-z])\.", "", plain)


def read_labelled(path: Path) -> LabelledLetter:
    """The labelled letter in the file ``path``.

    Raises ``UnreadableLetter`` if the file holds no text and ``BadLabels`` if its labels break the
    format.
    """
    return parse_labelled(decode(read_file(path), str(path)), str(path))


@dataclass(frozen=True, slots=True)
class Mistake:
    """A place where a source breaks the format: its line, from 1, and what to do, without a full stop."""

    line: int
    sentence: str


def parse_labelled(source: str, where: str) -> LabelledLetter:
    """The letter, header and labels that ``source`` holds.

    ``where`` is the path of its file, for the letter's name and for messages. An answer's
    ``question`` is the question of its id that is printed last before it, or else first after it.
    Raises ``BadLabels`` with the file, the line of its first mistake and what to do.
    """
    parser = _Parser(source, where)
    letter = parser.letter()
    for mistake in parser.mistakes[:1]:
        raise BadLabels(f"{where}, line {mistake.line}: {mistake.sentence}.")
    return letter


def find_mistakes(source: str) -> tuple[Mistake, ...]:
    """Every place where ``source`` breaks the format, in the order in which they are met; none if it can be read.

    One mistake is told once: a tag that lacks its partner does not make mistakes of the tags after it.
    """
    parser = _Parser(source, "")
    parser.letter()
    return tuple(parser.mistakes)


def file_line(source: str, place: int) -> int:
    """The line, from 1, of the file ``source`` on which the character ``place`` of its letter stands."""
    start = _header_end(source)
    for tag in _TAG.finditer(source, start):
        if tag.start() - start >= place:
            break
        place -= tag.start() - start
        start = tag.end()
    return source.count("\n", 0, start + place) + 1


def plain_text(source: str) -> str:
    """The letter in ``source`` without header and labels, even where they make no sense."""
    return _TAG.sub("", source[_header_end(source) :])


def format_labelled(letter: LabelledLetter) -> str:
    """The ``.letter`` file, in canonical form, that says what ``letter`` says.

    Confidence, probabilities and the need for review have no place in the format. Raises
    ``BadLabels`` if the letter could not be read back as it is: spans that overlap, a text that
    holds ``[[``, a column heading that holds ``|``…
    """
    questions = tuple(sorted(letter.questions, key=_place))
    answers = tuple(_as_labelled(answer) for answer in sorted(letter.answers, key=_place))
    try:
        marks = _marks(questions, answers)
        pieces, position = [], 0
        for place, tag in marks:
            if not position <= place <= len(letter.text):
                raise ValueError(f"the label {tag} at {place} overlaps another or lies outside the text")
            pieces += [letter.text[position:place], tag]
            position = place
    except ValueError as error:
        raise BadLabels(f"{letter.name}: {error}.") from None
    header = "".join(f"{key}: {value}".rstrip() + "\n" for key, value in letter.header.items())
    source = f"---\n{header}---\n{''.join(pieces)}{letter.text[position:]}"
    back = parse_labelled(source, letter.name)
    said = (letter.text, dict(letter.header), questions, answers)
    if (back.text, back.header, back.questions, tuple(map(_as_labelled, back.answers))) != said:
        raise BadLabels(
            f"{letter.name}: the labels cannot be written so that they read back the same; rid its "
            "ids, units, column headings, periods and header of |, [, ], line breaks, white space "
            "at their edges and capitals in units."
        )
    return source


def _place(item: Question | Answer | Quantity) -> tuple[int, int]:
    return item.start, item.end


def _as_labelled(answer: Answer) -> Answer:
    quantities = tuple(sorted(answer.quantities, key=_place))
    return Answer(
        answer.questions,
        answer.statuses,
        answer.start,
        answer.end,
        column=answer.column,
        refers_to=answer.refers_to,
        quantities=quantities,
    )


def _marks(questions: Sequence[Question], answers: Sequence[Answer]) -> Iterable[tuple[int, str]]:
    """Every tag with its place in the text, in the order in which they are written."""
    items: list[Question | Answer] = [*questions, *answers]
    for item in sorted(items, key=_place):
        if isinstance(item, Question):
            yield item.start, f"[[Q {item.id}]]"
            yield item.end, "[[/Q]]"
            continue
        statuses = " + ".join(item.statuses)
        yield (
            item.start,
            _tag("A", ",".join(item.questions), statuses, col=item.column, ref=item.refers_to),
        )
        for figure in item.quantities:
            value = format_value(figure.value)
            yield figure.start, _tag("N", value, figure.unit, per=figure.per, period=figure.period)
            yield figure.end, "[[/N]]"
        yield item.end, "[[/A]]"


def _tag(letter: str, *fields: str, **extras: str | None) -> str:
    words = [*fields, *(f"{key}={value}" for key, value in extras.items() if value is not None)]
    return f"[[{letter} {' | '.join(words)}]]"


def _header_end(source: str) -> int:
    """Where the letter begins in ``source``: 0 if no header opens it, or one that is not closed."""
    if not source.startswith(("---\n", "---\r\n")):
        return 0
    close = source.find("\n---", 3)
    while close != -1:
        for end in ("\n", "\r\n"):
            if source.startswith(end, close + 4):
                return close + 4 + len(end)
        close = source.find("\n---", close + 4)
    return 0


@dataclass(slots=True)
class _Opened:
    """A tag that is not closed yet."""

    letter: str
    words: str
    place: int
    line: int
    quantities: list[Quantity] = field(default_factory=list)


class _Parser:
    """Reads one source from its start to its end; what it has found so far is its state."""

    def __init__(self, source: str, where: str) -> None:
        self.source = source
        self.where = where
        self.breaks = [match.start() for match in re.finditer("\n", source)]
        self.questions: list[Question] = []
        self.answers: list[Answer] = []
        self.opened: list[_Opened] = []
        self.mistakes: list[Mistake] = []
        self.answered = False
        self.forgiven: Counter[str] = Counter()
        """Closing tags, by letter, that lost their partner to a mistake that is told already."""

    def letter(self) -> LabelledLetter:
        body = _header_end(self.source)
        header = self._header(body)
        pieces: list[str] = []
        position, length = body, 0
        for match in _TAG.finditer(self.source, body):
            pieces.append(self._plain(position, match.start()))
            length += match.start() - position
            position = match.end()
            line = self._line(match.start())
            if match["open"]:
                self.answered = self.answered or match["open"] == "A"
                self._open(_Opened(match["open"], (match["words"] or "").strip(), length, line))
            else:
                self._close(match["close"], length, line, pieces)
        pieces.append(self._plain(position, len(self.source)))
        for tag in self.opened:
            self._bad(
                tag.line,
                f"[[{tag.letter} {tag.words}]] is never closed; write [[/{tag.letter}]] after it",
            )
        text = "".join(pieces)
        if not self.mistakes:
            self._no_brackets_across_tags(text)
        if not self.answered and body:
            self._bad(1, "the letter has no answer; label at least one with [[A id | status]]…[[/A]]")
        return LabelledLetter(
            PurePath(self.where).stem,
            text,
            header,
            tuple(self.questions),
            tuple(_asked(self.answers, self.questions)),
        )

    def _line(self, position: int) -> int:
        return bisect_left(self.breaks, position) + 1

    def _bad(self, line: int, sentence: str) -> None:
        self.mistakes.append(Mistake(line, sentence))

    def _header(self, body: int) -> Mapping[str, str]:
        if body == 0:
            keys = ", ".join(HEADER_KEYS)
            self._bad(
                1,
                f"there is no closed header; begin with a line ---, a line each for {keys}, and a line ---",
            )
            return {}
        header: dict[str, str] = {}
        for line, words in enumerate(self.source[:body].split("\n")[1:-2], start=2):
            key, colon, value = (part.strip() for part in words.partition(":"))
            if not colon or not key:
                self._bad(line, f"{words.strip()!r} is no header line; write it as key: value")
            elif key in header:
                self._bad(line, f"the header gives {key!r} twice; keep one of them")
            else:
                header[key] = value
        for key in HEADER_KEYS:
            if not header.get(key):
                self._bad(1, f"the header lacks {key!r}; add a line {key}: …")
        if header.get("kind") and header["kind"] not in KINDS:
            self._bad(1, f"{header['kind']!r} is no kind of authority; use one of {', '.join(KINDS)}")
        return header

    def _plain(self, start: int, end: int) -> str:
        words = self.source[start:end]
        for stray in _STRAY.finditer(words):
            near = words[max(0, stray.start() - 20) : stray.start() + 20]
            self._bad(
                self._line(start + stray.start()),
                f"{stray[0][:2]} near {near!r} belongs to no label; labels are written "
                "[[Q id]]…[[/Q]], [[A id | status]]…[[/A]] and [[N value | unit]]…[[/N]], "
                "and a letter cannot hold [[ or ]] itself",
            )
            if stray["meant"]:
                self._stands_for(stray["meant"].upper(), closes=bool(stray["closes"]))
        return words

    def _stands_for(self, letter: str, *, closes: bool) -> None:
        """A tag that is spelt wrongly keeps its partner from being one mistake more."""
        self.answered = self.answered or letter == "A"
        if not closes:
            self.forgiven[letter] += 1
        elif self.opened and self.opened[-1].letter == letter:
            self.opened.pop()

    def _no_brackets_across_tags(self, text: str) -> None:
        for brackets in ("[[", "]]"):
            if brackets in text:
                near = text[max(0, text.find(brackets) - 20) : text.find(brackets) + 20]
                self._bad(
                    1,
                    f"without its labels the letter holds {brackets} near {near!r}; move the label off the bracket",
                )

    def _open(self, tag: _Opened) -> None:
        outer = self.opened[-1].letter if self.opened else ""
        if tag.letter == "N" and outer != "A":
            self._bad(
                tag.line,
                f"[[N {tag.words}]] stands outside an answer; label only figures that an answer reports",
            )
            if outer == "N":
                self._give_up("N")
        if tag.letter != "N" and outer:
            self._bad(
                tag.line,
                f"[[{tag.letter} {tag.words}]] stands inside [[{outer}…]]; close that with [[/{outer}]] first",
            )
            self._give_up(self.opened[0].letter)
        self.opened.append(tag)

    def _give_up(self, letter: str) -> None:
        """Forget the open tags down to the last one of this letter; their closing tags may still come."""
        tag = None
        while self.opened and tag != letter:
            tag = self.opened.pop().letter
            self.forgiven[tag] += 1

    def _close(self, letter: str, end: int, line: int, pieces: list[str]) -> None:
        if not self.opened or self.opened[-1].letter != letter:
            if self.forgiven[letter]:
                self.forgiven[letter] -= 1
                return
            self._bad(line, f"[[/{letter}]] closes nothing; write [[{letter} …]] before it or remove it")
            if any(tag.letter == letter for tag in self.opened):
                self._give_up(letter)
                self.forgiven[letter] -= 1
            return
        tag = self.opened.pop()
        words = _last(pieces, end - tag.place)
        if words != words.strip():
            self._bad(
                tag.line,
                f"[[{letter} {tag.words}]] has white space at the edge of its words; move it outside the label",
            )
        try:
            if letter == "Q":
                self.questions.append(_question(tag, end))
            elif letter == "A":
                self.answers.append(_answer(tag, end))
            else:
                quantity = _quantity(tag, end)
                if self.opened:
                    self.opened[-1].quantities.append(quantity)
        except ValueError as error:
            self._bad(tag.line, str(error))


def _last(pieces: Sequence[str], count: int) -> str:
    """The last ``count`` characters of the text that ``pieces`` make."""
    taken: list[str] = []
    for piece in reversed(pieces):
        if count <= 0:
            break
        taken.append(piece[-count:])
        count -= len(piece)
    return "".join(reversed(taken))


def _question(tag: _Opened, end: int) -> Question:
    if tag.place == end:
        raise ValueError(f"the question [[Q {tag.words}]] holds no words; put the label round the question")
    return Question(_one_id(tag.words), tag.place, end)


def _answer(tag: _Opened, end: int) -> Answer:
    (ids, written), extras = _fields(tag, ("ids", "status"), ("col", "ref"))
    statuses = _statuses(written)
    if tag.place == end and statuses != (Status.UNANSWERED,):
        raise ValueError(f"the answer [[A {tag.words}]] holds no words; label its words or make it unanswered")
    return Answer(
        tuple(_one_id(one) for one in ids.split(",")),
        statuses,
        tag.place,
        end,
        column=extras.get("col"),
        refers_to=_one_id(extras["ref"]) if "ref" in extras else None,
        quantities=tuple(tag.quantities),
    )


def _quantity(tag: _Opened, end: int) -> Quantity:
    (written, unit), extras = _fields(tag, ("value", "unit"), ("per", "period"))
    if tag.place == end:
        raise ValueError(f"the figure [[N {tag.words}]] holds no words; put the label round the figure")
    if unit != "GBP":
        unit = unit.lower()
    return Quantity(tag.place, end, parse_value(written), unit, extras.get("per"), extras.get("period"))


def _fields(tag: _Opened, names: Sequence[str], extras: Sequence[str]) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """What stands between the bars of a tag: its named fields, then its ``key=value`` extras."""
    parts = [part.strip() for part in tag.words.split("|")]
    if len(parts) < len(names):
        raise ValueError(f"[[{tag.letter} {tag.words}]] is incomplete; write [[{tag.letter} {' | '.join(names)}]]")
    found: dict[str, str] = {}
    for part in parts[len(names) :]:
        key, _, value = part.partition("=")
        if key not in extras or key in found or not value.strip():
            allowed = " and ".join(f"{extra}=…" for extra in extras)
            raise ValueError(
                f"{part!r} does not belong in [[{tag.letter} …]]; after the second bar write {allowed}, once"
            )
        found[key] = value.strip()
    return tuple(parts[: len(names)]), found


def _statuses(written: str) -> tuple[Status, ...]:
    names = [name.strip() for name in written.split("+")]
    for name in names:
        if name not in set(Status):
            raise ValueError(f"{name!r} is no status; use {', '.join(Status)}")
    if len(set(names)) != len(names):
        raise ValueError(f"{written!r} gives a status twice; name each once, the main one first")
    return tuple(Status(name) for name in names)


def _one_id(written: str) -> str:
    found = normal_id(written) or written.strip().lower()
    if not found or "," in written:
        raise ValueError(f"{written!r} is no question's number; write it as printed, such as 1, 2.1 or 3b")
    return found


def _asked(answers: Sequence[Answer], questions: Sequence[Question]) -> Iterable[Answer]:
    by_id: defaultdict[str, list[Question]] = defaultdict(list)
    for question in questions:
        by_id[question.id].append(question)
    for answer in answers:
        found = next((by_id[one] for one in answer.questions if one in by_id), None)
        if found is None:
            yield answer
            continue
        before = bisect_right(found, answer.start, key=lambda question: question.start)
        yield replace(answer, question=found[max(0, before - 1)])
