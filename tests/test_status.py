from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from models.crossed import Folds
from models.evidence import KINDS, cues, frame, status_terms, stem
from models.settings import StatusSettings
from models.status import StatusContext, StatusExample, StatusModel, is_blank
from models.word_vectors import WordVectors
from nlp.types import Status
from training.word_vectors import load_vectors

_SAID = {
    (Status.PROVIDED,): "There were {n} {thing} in the year, as the attached table shows.",
    (Status.NOT_HELD,): "We do not hold this information, as {thing} are not recorded separately.",
    (Status.REDIRECTED,): "Please contact the county, who are responsible for {thing}.",
    (Status.NO_SERVICE,): "No, we have no such team and do not commission {thing}.",
    (Status.REFUSED,): "The details of {thing} are exempt under section 40(2) and are withheld.",
    (Status.UNANSWERED,): "N/A",
    (
        Status.PROVIDED,
        Status.REFUSED,
    ): "There were {n} {thing}; their names are exempt under section 40(2) and withheld.",
}
_THINGS = ("referrals", "repairs", "lamps", "bookings", "ferries", "ponds", "bicycles", "hedges")


def _labelled() -> list[StatusExample]:
    return [
        StatusExample(
            StatusContext(said.format(n=17 + number, thing=thing), f"How many {thing} were there?"),
            named,
        )
        for (number, thing), (named, said) in itertools.product(enumerate(_THINGS), _SAID.items())
    ]


_SETTINGS = StatusSettings()


def _fitted(
    labelled: list[StatusExample], vectors: WordVectors, settings: StatusSettings = _SETTINGS, seed: int = 0
) -> StatusModel:
    """The model of all, the answers about one thing always in one of three folds."""
    about = [
        next((place for place, thing in enumerate(_THINGS) if thing in one.context.question), 0) for one in labelled
    ]
    return StatusModel.cross_fit(labelled, Folds(np.array(about) % 3, 3), vectors, settings, seed).whole


@pytest.fixture(scope="module")
def vectors() -> WordVectors:
    return load_vectors()


@pytest.fixture(scope="module")
def model(vectors: WordVectors) -> StatusModel:
    return _fitted(_labelled(), vectors, seed=3)


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("There were 204 kilns in the year, as the attached table shows.", Status.PROVIDED),
        ("We do not hold this information, as kilns are not recorded separately.", Status.NOT_HELD),
        ("Please contact the county, who are responsible for kilns.", Status.REDIRECTED),
        ("No, we have no such team and do not commission kilns.", Status.NO_SERVICE),
        ("The details of kilns are exempt under section 40(2) and are withheld.", Status.REFUSED),
        ("N/A", Status.UNANSWERED),
        ("", Status.UNANSWERED),
        ("–", Status.UNANSWERED),
    ],
)
def test_the_main_status_carries_over_to_a_new_topic(model: StatusModel, answer: str, status: Status) -> None:
    predicted = model.predict([StatusContext(answer, "How many kilns were there?")])
    assert predicted.statuses[0][0] is status


def test_probabilities_are_distributions_that_agree_with_the_main_status(
    model: StatusModel,
) -> None:
    contexts = [one.context for one in _labelled()]
    predicted = model.predict([*contexts, StatusContext("")])
    assert predicted.probabilities.shape == (len(contexts) + 1, len(Status))
    np.testing.assert_allclose(predicted.probabilities.sum(axis=1), 1)
    for row, statuses in zip(predicted.probabilities, predicted.statuses, strict=True):
        assert tuple(Status)[int(row.argmax())] is statuses[0]
        assert len(set(statuses)) == len(statuses)


def test_a_second_status_is_named_beside_the_main_one(model: StatusModel) -> None:
    said = "There were 9 kilns; their names are exempt under section 40(2) and withheld."
    predicted = model.predict([StatusContext(said, "How many kilns were there?")])
    assert set(predicted.statuses[0]) == {Status.PROVIDED, Status.REFUSED}


def test_the_same_labels_and_seed_give_the_same_model(model: StatusModel, vectors: WordVectors) -> None:
    contexts = [one.context for one in _labelled()]
    again = _fitted(_labelled(), vectors, seed=3)
    np.testing.assert_array_equal(again.predict(contexts).probabilities, model.predict(contexts).probabilities)


def test_a_state_brings_back_the_model(model: StatusModel) -> None:
    contexts = [one.context for one in _labelled()]
    again = StatusModel.from_state(model.state())
    before, after = model.predict(contexts), again.predict(contexts)
    np.testing.assert_array_equal(after.probabilities, before.probabilities)
    assert after.statuses == before.statuses
    assert again.explain(contexts[1]) == model.explain(contexts[1])


def test_an_explanation_names_the_words_that_decided(model: StatusModel) -> None:
    said = "We do not hold this information, as kilns are not recorded separately."
    explained = model.explain(StatusContext(said, "How many kilns were there?"), top=20)
    assert len(explained) == 20
    assert [abs(evidence.weight) for evidence in explained] == sorted(
        (abs(evidence.weight) for evidence in explained), reverse=True
    )
    assert {evidence.kind for evidence in explained} <= set(KINDS.values())
    assert any("hold" in evidence.term.lower() for evidence in explained)
    assert model.explain(StatusContext("")) == ()


def test_a_state_whose_parts_do_not_fit_is_refused(model: StatusModel) -> None:
    state = model.state()
    main, calibration = state["main"], state["calibration"]
    for strange in (
        state | {"thresholds": state["thresholds"][1:]},
        state | {"thresholds": state["thresholds"] * np.nan},
        state | {"calibration": calibration | {"shifts": calibration["shifts"][1:]}},
        state | {"calibration": calibration | {"sharpness": float("inf")}},
        state | {"main": main | {"weights": main["weights"][1:]}},
        state | {"main": main | {"intercepts": main["intercepts"] * np.nan}},
        state | {"present": main | {"weights": main["weights"] * np.nan}},
        state | {"index": state["index"] | {"terms": {}}},
    ):
        with pytest.raises(ValueError, match=r"statuses|no number|too few|other kinds"):
            StatusModel.from_state(strange)


def test_nothing_to_predict_gives_no_predictions(model: StatusModel) -> None:
    predicted = model.predict([])
    assert predicted.probabilities.shape == (0, len(Status))
    assert predicted.statuses == ()


def test_labels_of_one_status_outside_a_fold_are_refused(vectors: WordVectors) -> None:
    labelled = _labelled()
    folds = Folds(np.array([int(one.statuses[0] is Status.PROVIDED) for one in labelled]), 2)
    with pytest.raises(ValueError, match="two statuses outside each fold"):
        StatusModel.cross_fit(labelled, folds, vectors, StatusSettings(), seed=0)


def test_the_model_of_a_fold_has_seen_nothing_of_it(vectors: WordVectors) -> None:
    labelled = [one for one in _labelled() if not is_blank(one.context.answer)]
    folds = Folds(np.arange(len(labelled)) % 3, 3)
    others = [
        replace(one, statuses=(Status.NOT_HELD,)) if fold == 0 else one
        for one, fold in zip(labelled, folds.numbers, strict=True)
    ]
    first, second = (
        StatusModel.cross_fit(examples, folds, vectors, StatusSettings(), seed=0) for examples in (labelled, others)
    )
    unseen, again = first.without[0], second.without[0]
    assert all(map(np.array_equal, unseen.network.arrays, again.network.arrays))
    assert np.array_equal(unseen.main.weights, again.main.weights)
    assert not np.array_equal(first.without[1].main.weights, second.without[1].main.weights)
    assert not np.array_equal(first.whole.main.weights, second.whole.main.weights)


def test_two_statuses_are_enough_to_learn_from(vectors: WordVectors) -> None:
    kept = [one for one in _labelled() if one.statuses in {(Status.PROVIDED,), (Status.NOT_HELD,)}]
    model = _fitted(kept, vectors)
    predicted = model.predict([one.context for one in kept])
    assert [named[0] for named in predicted.statuses] == [one.statuses[0] for one in kept]


@pytest.mark.parametrize(
    ("answer", "blank"),
    [("", True), (" - ", True), ("____", True), ("0", False), ("*", False), ("No", False)],
)
def test_only_a_dash_or_a_line_to_write_on_is_blank(answer: str, blank: bool) -> None:
    assert is_blank(answer) is blank


def test_cues_keep_only_what_tells_a_status() -> None:
    assert cues("we do not hold records of lamps".split()) == ["WE", "NOT", "HOLD", "RECORD"]
    assert frame("we do not hold lamps or large hedges".split()) == [
        "WE",
        "do",
        "NOT",
        "HOLD",
        "_",
        "or",
        "_",
    ]


@pytest.mark.parametrize(
    ("word", "cut"), [("recorded", "record"), ("policies", "polic"), ("is", "is"), ("held", "held")]
)
def test_an_ending_is_cut_where_a_stem_is_left(word: str, cut: str) -> None:
    assert stem(word) == cut


def test_every_kind_of_terms_is_given_for_every_answer() -> None:
    for answer in ("", "No", "12", "?!", "We do not. We will."):
        assert set(status_terms(StatusContext(answer))) == set(KINDS)


def test_an_answer_that_counts_more_teaches_more(vectors: WordVectors) -> None:
    odd = StatusContext("The harbour board sees to that.", "How many kilns were there?")
    redirected, not_held = (
        _fitted(
            [
                *_labelled(),
                StatusExample(odd, (Status.REDIRECTED,), here),
                StatusExample(odd, (Status.NOT_HELD,), there),
            ],
            vectors,
            StatusSettings(fewest=2),
            seed=3,
        )
        for here, there in ((5.0, 1.0), (1.0, 5.0))
    )
    assert redirected.predict([odd]).statuses[0][0] is Status.REDIRECTED
    assert not_held.predict([odd]).statuses[0][0] is Status.NOT_HELD
