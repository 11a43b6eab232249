"""Labels that a model contradicts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.bundle import load_bundle
from models.status import STATUSES, StatusModel
from nlp.labelled import parse_labelled
from nlp.types import LabelledLetter, Status
from training.corpus import DEV, load_corpus
from training.doubtful_labels import doubts

HEADER = "---\nauthority: Ashbeck Council\nkind: council\nlayout: numbered\ntopic: trees\n---\n"


@pytest.fixture(scope="module")
def model() -> StatusModel:
    return StatusModel.from_state(load_bundle().models["statuses"])


def letter(*answers: str) -> LabelledLetter:
    return parse_labelled(HEADER + "\n".join(answers), "ash.letter")


def test_a_plain_contradiction_is_doubted_and_the_right_label_is_not(model: StatusModel) -> None:
    refusal = "This information is exempt under section 40(2) of the Act, as it is personal data."
    right, wrong = letter(f"[[A 1 | refused]]{refusal}[[/A]]"), letter(f"[[A 1 | provided]]{refusal}[[/A]]")
    (doubt,) = doubts([right, wrong], model)
    assert (doubt.place, doubt.expected, doubt.words) == (1, Status.REFUSED, refusal)
    assert doubt.answer == wrong.answers[0]
    assert doubt.probability > 0.9


def test_blanks_pointers_and_second_statuses_are_left_aside(model: StatusModel) -> None:
    refusal = "This information is exempt under section 40(2) of the Act, as it is personal data."
    aside = letter(
        "[[A 1 | unanswered]][[/A]]",
        "[[A 2 | unanswered]]-[[/A]]",
        f"[[A 3 | provided | ref=1]]{refusal}[[/A]]",
        f"[[A 4 | provided + refused]]{refusal}[[/A]]",
    )
    assert doubts([aside], model) == []
    assert doubts([], model) == []


def test_labels_changed_by_chance_are_mostly_found_and_little_else_is(model: StatusModel) -> None:
    letters = load_corpus(DEV)[::6]
    chance = np.random.default_rng(0)
    changed: set[tuple[int, int]] = set()
    spoilt = []
    for place, one in enumerate(letters):
        answers = []
        for answer in one.answers:
            if answer.start < answer.end and answer.refers_to is None and chance.random() < 0.05:
                others = [status for status in STATUSES if status not in answer.statuses]
                changed.add((place, answer.start))
                answers.append(replace(answer, statuses=(others[chance.integers(len(others))],)))
            else:
                answers.append(answer)
        spoilt.append(replace(one, answers=tuple(answers)))
    found = {(doubt.place, doubt.answer.start) for doubt in doubts(spoilt, model)}
    assert len(changed) >= 10
    assert len(found & changed) >= 0.6 * len(changed)
    assert len(found - changed) <= 0.03 * sum(len(one.answers) for one in letters)


def test_a_letter_is_judged_alike_however_many_come_with_it(model: StatusModel) -> None:
    letters = load_corpus(DEV)[::12]
    together = {(doubt.place, doubt.answer, doubt.expected) for doubt in doubts(letters, model)}
    alone = {
        (place, doubt.answer, doubt.expected) for place, one in enumerate(letters) for doubt in doubts([one], model)
    }
    assert together == alone
