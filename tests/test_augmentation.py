"""Letters that are re-made to learn from: their labels stay on their words."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from nlp.labelled import read_labelled
from nlp.types import LabelledLetter
from training import augmentation
from training.augmentation import augmented
from training.corpus import load_corpus
from training.targets import labelled_lines

LETTER = (
    "---\nauthority: Dunmarsh District Council\nkind: council\nlayout: numbered\ntopic: bins\n---\n"
    "Dear Requester,\n\nYou asked:\n\n"
    "1. [[Q 1]]How many bins are there?[[/Q]]\n2. [[Q 2]]What did they cost?[[/Q]]\n\n"
    "1. [[A 1 | provided]][[N 40 | bins]]40[[/N]][[/A]]\n2. [[A 2 | not_held]]We do not know.[[/A]]\n\n"
    "Yours sincerely,\nInformation Team\n"
)


@pytest.fixture
def letter(tmp_path: Path) -> LabelledLetter:
    path = tmp_path / "bins.letter"
    path.write_text(LETTER, "utf-8")
    return read_labelled(path)


def asked_in(letter: LabelledLetter) -> list[str]:
    """The questions' words, without the space that re-wrapping changes."""
    return [" ".join(letter.text[one.start : one.end].split()) for one in letter.questions]


def told_in(letter: LabelledLetter) -> list[tuple[str, ...]]:
    """The words of each answer, and then of its figures, in order."""
    return [
        tuple(
            " ".join(letter.text[start:end].split())
            for start, end in [(answer.start, answer.end), *((one.start, one.end) for one in answer.quantities)]
        )
        for answer in letter.answers
    ]


@pytest.mark.parametrize("ending", ["", "Back to top"])
def test_a_letter_may_end_as_a_page_does(letter: LabelledLetter, ending: str) -> None:
    made = augmentation._with_closing(letter, ending)
    assert made.text.endswith(f"2. We do not know.\n{ending}")
    assert (asked_in(made), told_in(made)) == (asked_in(letter), told_in(letter))


def test_a_letter_may_begin_as_a_page_does(letter: LabelledLetter) -> None:
    made = augmentation._with_opening(letter, "Request\n")
    assert made.text.startswith("Request\n1. How many bins")
    assert (asked_in(made), told_in(made)) == (asked_in(letter), told_in(letter))


def test_every_item_may_be_the_first(letter: LabelledLetter) -> None:
    made = augmentation._counted_as_ones(letter)
    assert made.text.count("1. ") == 4
    assert "2. " not in made.text
    assert (asked_in(made), told_in(made)) == (asked_in(letter), told_in(letter))


def test_an_answer_to_a_whole_request_may_become_one_to_several_questions(tmp_path: Path) -> None:
    path = tmp_path / "papers.letter"
    header = "---\nauthority: Dunmarsh District Council\nkind: council\nlayout: whole\ntopic: papers\n---\n"
    path.write_text(f"{header}Dear Requester,\n\n[[A * | refused]]They are exempt.[[/A]]\n\nYours\n", "utf-8")
    asked = ["The cost of paint", "Who paid for it?"]
    made = augmentation._asked_at_once(read_labelled(path), asked, "Dear Enquirer,\n", [], Random(1))  # noqa: S311
    assert made.text.startswith("Dear Enquirer,\n")
    assert asked_in(made) == asked
    assert [question.id for question in made.questions] == ["1", "2"]
    assert [answer.questions for answer in made.answers] == [("1", "2")]
    assert told_in(made) == [("They are exempt.",)]


def test_labels_stay_on_their_words() -> None:
    letters = load_corpus()[::60]
    for before, after in zip(letters, augmented([labelled_lines(each) for each in letters], seed=3), strict=True):
        assert told_in(after) == told_in(before)
        if [answer.questions for answer in before.answers] == [("*",)]:
            continue  # other questions may have been put in the place of these
        assert [answer.questions for answer in after.answers] == [answer.questions for answer in before.answers]
        for asked, again in zip(asked_in(before), asked_in(after), strict=True):
            # a question may go on with another sentence
            assert again.startswith(asked)


def test_the_same_seed_makes_the_same_letters() -> None:
    parts = [labelled_lines(each) for each in load_corpus()[:12]]
    assert augmented(parts, seed=1) == augmented(parts, seed=1)
    assert augmented(parts, seed=1) != augmented(parts, seed=2)
