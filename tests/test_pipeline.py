"""The pipeline: each model asked once a batch, spans and offsets agree, pointers and blanks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from models.reader import ModelReader
from nlp import pipeline
from nlp.answers import Reply
from nlp.attributes import ANSWER_SPANS, QUANTITY_SPANS, QUESTION_SPANS, Attribute
from nlp.background import Background
from nlp.bodies import NamedBodies
from nlp.injected import Figures, Likeness, Verdict
from nlp.logical_line import LogicalLine
from nlp.pipeline import Reader, build_pipeline
from nlp.types import Bound, Letter, Quantity, ReadLetter, Request, Role, Status, Value


@dataclass
class Roles:
    roles: list[Role]
    probabilities: list[float]
    likelihood: float = 0.75


@dataclass
class FakeRoles:
    """A line that ends in "?" is a question, what is neither that nor a label an answer."""

    batches: list[int] = field(default_factory=list)

    def predict(
        self,
        letters: Sequence[tuple[str, Sequence[LogicalLine]]],
        background: Background,  # noqa: ARG002
    ) -> list[Roles]:
        self.batches.append(len(letters))
        return [self._roles(view, lines) for view, lines in letters]

    def _roles(self, view: str, lines: Sequence[LogicalLine]) -> Roles:
        found: list[Role] = []
        for line in lines:
            words = view[line.start : line.end]
            if line.label:
                found.append(Role.LABEL)
            elif words.endswith("?"):
                found.append(Role.BEGIN_QUESTION)
            else:
                goes_on = found[-1:] in ([Role.ANSWER], [Role.BEGIN_ANSWER])
                found.append(Role.ANSWER if goes_on else Role.BEGIN_ANSWER)
        return Roles(found, [0.9] * len(found))


class FakeRequests:
    """A text restates a question that it is word for word."""

    def likeness(self, request: Request, texts: Sequence[str]) -> Likeness:
        found = [[float(question.words == text) for question in request.questions] for text in texts]
        return Likeness(found, found)


@dataclass
class FakeStatuses:
    """ "No" is no service, nothing is unanswered, all else provided; keeps what it was asked."""

    asked: list[list[Reply]] = field(default_factory=list)

    def verdicts(self, read: Sequence[Reply]) -> list[Verdict]:
        self.asked.append(list(read))
        return [self._verdict(reply) for reply in read]

    def _verdict(self, reply: Reply) -> Verdict:
        status = Status.PROVIDED if reply.words else Status.UNANSWERED
        if reply.words.startswith("No"):
            status = Status.NO_SERVICE
        return Verdict((status,), dict.fromkeys(Status, 0.04) | {status: 0.8})


class FakeDirections:
    def sent_to(self, answers: Sequence[NamedBodies]) -> list[list[int]]:
        return [[] for _ in answers]


@dataclass
class FakeFigures:
    """Every "12" is a figure."""

    batches: list[int] = field(default_factory=list)

    def figures(self, read: Sequence[Reply]) -> list[Figures]:
        self.batches.append(len(read))
        return [self._figures(reply) for reply in read]

    def _figures(self, reply: Reply) -> Figures:
        at = reply.view.find("12", reply.start, reply.end)
        twelve = Value(Bound.EXACT, 12.0, 12.0)
        return Figures(() if at < 0 else (Quantity(at, at + 2, twelve, "posts"),))


def read(*texts: str) -> list[ReadLetter]:
    reader = Reader(FakeRoles(), FakeRequests(), FakeStatuses(), FakeDirections(), FakeFigures())
    return reader.read([Letter(str(place), text) for place, text in enumerate(texts)])


LETTER = "1. How many posts?\n<b>12</b>&nbsp;posts in all.\n2. Is there a team?\nNo, there is none.\n"


def test_questions_answers_and_figures_are_found() -> None:
    (letter,) = read(LETTER)
    assert [LETTER[one.start : one.end] for one in letter.questions] == [
        "How many posts?",
        "Is there a team?",
    ]
    assert letter.likelihood == 0.75
    first, second = letter.answers
    assert (first.questions, first.status, first.confidence) == (("1",), Status.PROVIDED, 0.8)
    assert first.question == letter.questions[0]
    assert [LETTER[one.start : one.end] for one in first.quantities] == ["12"]
    assert (second.questions, second.statuses) == (("2",), (Status.NO_SERVICE,))


def test_each_model_is_asked_once_for_all_letters() -> None:
    roles, statuses, figures = FakeRoles(), FakeStatuses(), FakeFigures()
    reader = Reader(roles, FakeRequests(), statuses, FakeDirections(), figures)
    letters = [Letter(str(number), LETTER) for number in range(40)]
    assert [letter.name for letter in reader.read(letters)] == [one.name for one in letters]
    assert roles.batches == [40]
    assert list(map(len, statuses.asked)) == figures.batches == [80]
    assert reader.read([]) == []


def test_spans_are_the_answers_tokens_in_the_view() -> None:
    nlp = build_pipeline(FakeRoles(), FakeRequests(), FakeStatuses(), FakeDirections(), FakeFigures())
    doc = nlp(LETTER)
    assert len(doc.text) == len(LETTER)
    assert [span.text for span in doc.spans[QUESTION_SPANS]] == [
        "How many posts?",
        "Is there a team?",
    ]
    assert [span.text for span in doc.spans[QUANTITY_SPANS]] == ["12"]
    for span, answer in zip(doc.spans[ANSWER_SPANS], doc._.answers, strict=True):
        assert span.start_char <= answer.start < answer.end <= span.end_char
    filled = [attribute for attribute in Attribute if attribute is not Attribute.BACKGROUND]
    assert all(getattr(doc._, attribute) is not None for attribute in filled)


def test_the_components_stand_in_one_order() -> None:
    names = [
        "foi_lines",
        "foi_roles",
        "foi_answers",
        "foi_particulars",
        "foi_attachments",
        "foi_statuses",
        "foi_reasons",
        "foi_quantities",
    ]
    assert (
        build_pipeline(FakeRoles(), FakeRequests(), FakeStatuses(), FakeDirections(), FakeFigures()).pipe_names == names
    )


def test_the_models_read_plain_words_and_the_question() -> None:
    statuses = FakeStatuses()
    Reader(FakeRoles(), FakeRequests(), statuses, FakeDirections(), FakeFigures()).read([Letter("a", LETTER)])
    (reply, _), *_ = statuses.asked
    assert (reply.words, reply.question) == ("12 posts in all.", "How many posts?")


def test_a_question_left_out_among_many_has_a_blank_answer() -> None:
    asked = [f"{number}. What of item {number}?\n" for number in range(1, 9)]
    text = "".join(one if one.startswith("5.") else f"{one}12\n" for one in asked)
    (letter,) = read(text)
    assert [answer.questions for answer in letter.answers] == [(str(n),) for n in range(1, 9)]
    blank = letter.answers[4]
    assert blank.start == blank.end == text.index("\n6.")
    assert blank.statuses == (Status.UNANSWERED,)


def test_two_printed_labels_with_nothing_after_them_are_two_blank_answers() -> None:
    text = "1. How many?\nAnswer: 12\n2. What cost?\nAnswer:\n3. How old?\nAnswer:\n4. Who?\nAnswer: The board.\n"
    (letter,) = read(text)
    assert [(answer.questions, answer.start == answer.end) for answer in letter.answers] == [
        (("1",), False),
        (("2",), True),
        (("3",), True),
        (("4",), False),
    ]


def test_two_questions_may_have_one_answer() -> None:
    text = "1. How many posts?\n12\n2. Who leads it?\n3. Is there a plan?\nNo.\n"
    (letter,) = read(text)
    assert [answer.questions for answer in letter.answers] == [("1",), ("2", "3")]


def test_questions_that_are_answered_later_have_no_blanks() -> None:
    text = "1. How many posts?\n2. Who leads it?\n3. Is there a plan?\nThere are 12 posts.\n"
    (letter,) = read(text)
    assert all(answer.start < answer.end for answer in letter.answers)


def test_a_pointer_takes_its_targets_status() -> None:
    text = "1. Is there a team?\nNo.\n2. Is there a plan?\nPlease see question 1.\n"
    (letter,) = read(text)
    target, pointer = letter.answers
    assert pointer.refers_to == "1"
    assert pointer.statuses == target.statuses == (Status.NO_SERVICE,)
    assert pointer.confidence is not None
    assert target.confidence is not None
    assert 0.5 < pointer.confidence < target.confidence
    assert sum((pointer.probabilities or {}).values()) == pytest.approx(1)


def test_a_pointer_that_says_more_keeps_its_own_status() -> None:
    more = "As in question 1, but we also gave the newspapers a list of every plan that was made."
    (letter,) = read(f"1. Is there a team?\nNo.\n2. Is there a plan?\n{more}\n")
    assert letter.answers[1].refers_to == "1"
    assert letter.answers[1].status is Status.PROVIDED


def test_letters_without_words_hold_no_answers() -> None:
    assert [letter.answers for letter in read("", " \n\t\n", "<p></p>")] == [(), (), ()]


def test_a_vocabulary_that_grew_large_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_MOST_WORDS", 0)
    assert read(LETTER) == read(LETTER)


def test_reading_is_the_same_one_by_one_and_together(small_reader: ModelReader) -> None:
    letters = [Letter("a", LETTER), Letter("b", ""), Letter("c", LETTER * 3)]
    together = small_reader.read(letters)
    for letter, found in zip(letters, together, strict=True):
        (alone,) = small_reader.read([letter])
        assert [(one.start, one.end, one.statuses) for one in alone.answers] == [
            (one.start, one.end, one.statuses) for one in found.answers
        ]


def test_statuses_are_explained(small_reader: ModelReader) -> None:
    (letter,) = small_reader.read([Letter("a", LETTER)])
    assert letter.answers
    assert small_reader.explain(letter, letter.answers[0])
