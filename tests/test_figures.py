"""The model that tells the figures an answer reports from its other numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.crossed import Folds
from models.figures import FigureContext, FigureModel, _look, _read
from models.settings import FigureSettings
from nlp.injected import Figures
from nlp.quantities import read_numbers
from nlp.types import Bound, Quantity, Value
from nlp.view import look_through

REPORTED = [
    "We received {} complaints in the year.",
    "There were {} referrals to the team.",
    "The Trust employs {} nurses.",
    "In all {} dogs were rehomed.",
    "A total of {} visits took place.",
]
IN_PASSING = [
    "The cost limit is {} hours of work, and this would exceed it.",
    "It would pass the limit of {} hours laid down by regulations.",
    "The scheme is for children aged {} and over.",
]


def answers(count: int) -> tuple[list[FigureContext], list[list[Quantity]], Folds]:
    contexts: list[FigureContext] = []
    gold: list[list[Quantity]] = []
    for number in range(count):
        kinds = REPORTED if number % 2 else IN_PASSING
        text = kinds[number // 2 % len(kinds)].format(number + 11)
        view = look_through(text)
        contexts.append(FigureContext(view, 0, len(view), "How many?"))
        found = read_numbers(view, 0, len(view)).candidates if number % 2 else []
        gold.append([Quantity(one.start, one.end, one.value, "") for one in found])
    return contexts, gold, Folds(np.arange(count) % 7 % 3, 3)


@pytest.fixture(scope="module")
def model() -> FigureModel:
    return FigureModel.cross_fit(*answers(80), FigureSettings(), seed=0).whole


def read(model: FigureModel, text: str, question: str = "How many?") -> tuple[Quantity, ...]:
    view = look_through(text)
    [found] = model.figures([FigureContext(view, 0, len(view), question)])
    return found.quantities


def test_a_count_is_told_from_a_limit(model: FigureModel) -> None:
    assert read(model, "The cost limit is 18 hours of work, and this would exceed it.") == ()
    [figure] = read(model, "We received fewer than 25 complaints in the year.")
    assert replace(figure, confidence=None) == Quantity(12, 25, Value(Bound.LESS_THAN, None, 25.0), "complaints")
    assert figure.confidence is not None
    assert 0.5 < figure.confidence < 1


def test_the_limit_is_known_however_its_rate_is_put() -> None:
    """A rate of the cost limit is told from another by the word after it; what it counts is left to the model."""
    texts = [
        "At £25 an hour",
        "At £25 per hour",
        "over 18 working hours",
        "within 60 working days",
        "in 18 weeks",
        "£25 a day",
    ]
    seen = [_look([one], _read([one])).near[0].split() for one in (FigureContext(text, 0, len(text)) for text in texts)]
    assert ["legal" in tokens for tokens in seen] == [True, True, True, True, False, False]


def test_the_value_is_not_learnt_by_heart(model: FigureModel) -> None:
    assert read(model, "We received 17,342 complaints in the year.")
    assert not read(model, "The cost limit is 742 hours of work, and this would exceed it.")


def test_counting_with_x_needs_no_model(model: FigureModel) -> None:
    view = "The cost limit is 2 x nurses"
    [figure] = model.figures([FigureContext(view, 0, len(view))])[0].quantities
    assert (figure.value.low, figure.unit) == (2.0, "nurses")


def test_a_batch_reads_as_its_answers_do_alone(model: FigureModel) -> None:
    contexts, _, _ = answers(30)
    assert model.figures(contexts) == [model.figures([one])[0] for one in contexts]
    assert model.figures([]) == []
    assert model.figures([FigureContext("", 0, 0)]) == [Figures(())]


def test_probabilities_stand_beside_their_numbers(model: FigureModel) -> None:
    contexts, _, _ = answers(10)
    for context, found in zip(contexts, model.probabilities(contexts), strict=True):
        assert [one for one, _ in found] == list(read_numbers(context.view, context.start, context.end).candidates)
        assert all(0.0 <= probability <= 1.0 for _, probability in found)


def test_the_state_gives_the_same_model_back(model: FigureModel) -> None:
    contexts, _, _ = answers(30)
    again = FigureModel.from_state(model.state())
    assert again.figures(contexts) == model.figures(contexts)


def test_the_same_answers_and_seed_give_the_same_model(model: FigureModel) -> None:
    again = FigureModel.cross_fit(*answers(80), FigureSettings(), seed=0).whole
    assert again.threshold == model.threshold
    assert np.array_equal(again.judge.coef_, model.judge.coef_)


def test_what_the_question_asks_shows_beside_each_number() -> None:
    text = "We hold 40 complaints for 12 weeks and 3 boats."
    context = FigureContext(text, 0, len(text), "How many complaints in the 12 weeks?")
    counted, said, else_ = [near.split() for near in _look([context], _read([context])).near]
    assert "qa_named_count" in counted
    assert "again" not in counted
    assert "again" in said
    assert "qa_else_count" in else_


def test_offsets_count_in_the_letter(model: FigureModel) -> None:
    letter = "Q1 How many?\nWe received 40 complaints in the year.\nYours"
    start, end = 13, letter.index("\nYours")
    [[figure]] = [one.quantities for one in model.figures([FigureContext(letter, start, end, "How many?")])]
    assert letter[figure.start : figure.end] == "40"
