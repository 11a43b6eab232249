"""Labels that a model contradicts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.bundle import load_bundle
from models.status import STATUSES, StatusModel
from nlp.labelled import parse_labelled
from nlp.types import LabelledLetter, Status
from tests.held_out import held_out, sure
from training.corpus import DEV, load_corpus
from training.doubtful_labels import doubts, doubts_held_out

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


def test_what_was_read_by_models_that_had_not_seen_it_is_doubted_in_the_same_way() -> None:
    one = held_out(
        "[[A 1,2 | provided]]This is exempt.[[/A]]\n[[A 3 | provided]]Twelve.[[/A]]\n[[A 4 | provided]]Nine.[[/A]]\n"
        "[[A 5 | provided + refused]]Exempt, too.[[/A]]\n[[A 6 | refused]]Withheld.[[/A]]\n"
        "[[A 7 | provided | ref=1]]As above.[[/A]]\n[[A 8 | unanswered]]-[[/A]]\n[[A 9 | not_held]]Not ours.[[/A]]\n"
    )
    both, twelve, nine, second, right, pointer, blank, overlooked = one.letter.answers
    assert overlooked.status is Status.NOT_HELD
    found = (
        sure(both, Status.REFUSED, 0.98),
        sure(twelve, Status.NOT_HELD, 0.99),
        sure(nine, Status.REFUSED, 0.8),
        sure(second, Status.REFUSED, 0.99),
        sure(right, Status.REFUSED, 0.99),
        sure(pointer, Status.REFUSED, 0.99),
        sure(blank, Status.REFUSED, 0.99),
    )
    told = doubts_held_out(
        [held_out("[[A 1 | provided]]One.[[/A]]"), replace(one, read=replace(one.read, answers=found))]
    )
    assert [(doubt.place, doubt.answer, doubt.expected) for doubt in told] == [
        (1, twelve, Status.NOT_HELD),
        (1, both, Status.REFUSED),
    ]
    assert [doubt.words for doubt in told] == ["Twelve.", "This is exempt."]
    assert told[1].probability == pytest.approx(0.98)
    assert doubts_held_out([]) == []
