"""Letters that are re-made to learn from: their labels stay on their words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

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

_LAST = "2. We do not know.\n"


@pytest.fixture
def letter(tmp_path: Path) -> LabelledLetter:
    path = tmp_path / "bins.letter"
    path.write_text(LETTER, "utf-8")
    return read_labelled(path)


def words_of(letter: LabelledLetter) -> list[str]:
    """What is labelled, in order, without the space that re-wrapping changes."""
    places = [(one.start, one.end) for one in letter.questions]
    for answer in letter.answers:
        places += [(answer.start, answer.end), *((figure.start, figure.end) for figure in answer.quantities)]
    return [" ".join(letter.text[start:end].split()) for start, end in places]


@pytest.mark.parametrize(
    ("remake", "text"),
    [
        (lambda one: augmentation._with_closing(one, ""), _LAST),
        (lambda one: augmentation._with_closing(one, "Back to top"), _LAST + "Back to top"),
    ],
)
def test_a_letter_may_end_as_a_page_does(
    letter: LabelledLetter, remake: Callable[[LabelledLetter], LabelledLetter], text: str
) -> None:
    made = remake(letter)
    assert made.text.endswith(text)
    assert words_of(made) == words_of(letter)


def test_a_letter_may_begin_as_a_page_does(letter: LabelledLetter) -> None:
    made = augmentation._with_opening(letter, "Request\n")
    assert made.text.startswith("Request\n1. How many bins")
    assert words_of(made) == words_of(letter)


def test_every_item_may_be_the_first(letter: LabelledLetter) -> None:
    made = augmentation._counted_as_ones(letter)
    assert made.text.count("1. ") == 4
    assert "2. " not in made.text
    assert words_of(made) == words_of(letter)


def test_labels_stay_on_their_words() -> None:
    letters = load_corpus()[::60]
    for before, after in zip(letters, augmented([labelled_lines(each) for each in letters], seed=3), strict=True):
        told = [one for one in words_of(before) if one in words_of(after)]
        # questions may go on with another sentence, and so differ
        assert len(told) >= len(words_of(before)) - len(before.questions)
        assert [one.statuses for one in after.answers] == [one.statuses for one in before.answers]


def test_the_same_seed_makes_the_same_letters() -> None:
    parts = [labelled_lines(each) for each in load_corpus()[:12]]
    assert augmented(parts, seed=1) == augmented(parts, seed=1)
    assert augmented(parts, seed=1) != augmented(parts, seed=2)
