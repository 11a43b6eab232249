"""Trust: learnt from what came of answers, told for every answer, and the reason to look or not to."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from models.stored import freeze, thaw
from models.trust import Outcome, Reviewer, TrustModel
from nlp.types import Answer, Line, ReadLetter, Role, Status

TEXT = "How many?\nTwelve of them.\nYours faithfully\n"


def letter(sure: float, status: float = 0.9, figures: float = 1.0) -> ReadLetter:
    lines = ((0, 9, Role.BEGIN_QUESTION, 0.99), (10, 25, Role.BEGIN_ANSWER, sure), (26, 42, Role.CLOSING, 0.9))
    answer = Answer(("1",), (Status.PROVIDED,), 10, 25, confidence=status, figures_likelihood=figures)
    return ReadLetter("a", TEXT, tuple(Line(*line) for line in lines), answers=(answer,), likelihood=sure)


@pytest.fixture(scope="module")
def model() -> TrustModel:
    """Learnt where words are as likely right as lines are sure, and so are statuses and figures."""
    chance = random.Random(5)  # noqa: S311
    letters = [letter(chance.random(), chance.random(), chance.random()) for _ in range(600)]
    return TrustModel.fit(
        letters,
        [
            [
                Outcome(
                    chance.random() < one.likelihood,
                    chance.random() < (one.answers[0].confidence or 0),
                    chance.random() < one.answers[0].figures_likelihood,
                )
            ]
            for one in letters
        ],
    )


def test_what_is_in_doubt_is_trusted_less(model: TrustModel) -> None:
    (high,), (low,) = model.trusts(letter(0.95)), model.trusts(letter(0.3))
    assert high.words > 0.8
    assert low.words < 0.5
    assert high.row < high.words
    (unsure,) = model.trusts(letter(0.95, status=0.3))
    assert unsure.row < high.row - 0.2
    (doubtful,) = model.trusts(letter(0.95, figures=0.3))
    assert doubtful.figures < high.figures - 0.2


def test_a_letter_without_answers_has_nothing_to_trust(model: TrustModel) -> None:
    assert model.trusts(ReadLetter("a", "")) == []
    assert model.trusts(replace(letter(0.5), lines=()))[0].words < 1


def test_the_same_model_comes_back_from_its_state(model: TrustModel) -> None:
    again = TrustModel.from_state(thaw(freeze(model.state())))
    assert again.trusts(letter(0.6)) == model.trusts(letter(0.6))


@pytest.mark.parametrize(("below", "looked_at"), [(0.0, False), (1.0, True)])
def test_a_person_sees_what_is_below_a_threshold(model: TrustModel, below: float, looked_at: bool) -> None:
    (answer,) = Reviewer(model, below).reviewed(letter(0.9)).answers
    assert answer.needs_review is looked_at
    assert answer.trust == model.trusts(letter(0.9))[0]


def test_a_letter_whose_readings_were_not_compared_is_always_looked_at(model: TrustModel) -> None:
    assert not Reviewer(model, 0.0).reviewed(letter(0.99)).answers[0].needs_review
    assert Reviewer(model, 0.0).reviewed(replace(letter(0.99), likelihood=0.0)).answers[0].needs_review


def test_what_is_left_out_is_always_looked_at(model: TrustModel) -> None:
    read = letter(0.99)
    gap = replace(read, answers=(replace(read.answers[0], left_out=True),))
    assert Reviewer(model, 0.0).reviewed(gap).answers[0].needs_review


@pytest.mark.parametrize(
    ("letters", "outcomes"),
    [
        ([], []),
        ([letter(0.5)], [[Outcome(False, False, False)]]),
        # of an answer to two questions one may be right
        ([letter(0.5)], [[Outcome(False, True, True)]]),
    ],
    ids=["no answers", "all wrong", "none right as a whole"],
)
def test_nothing_can_be_learnt_where_nothing_was_right(
    letters: list[ReadLetter], outcomes: list[list[Outcome]]
) -> None:
    with pytest.raises(ValueError, match="nothing can be learnt"):
        TrustModel.fit(letters, outcomes)


def test_where_all_is_right_its_share_is_told() -> None:
    model = TrustModel.fit([letter(0.5)] * 30, [[Outcome(True, True, True)]] * 30)
    assert model.trusts(letter(0.2))[0].words == pytest.approx(31 / 32)
