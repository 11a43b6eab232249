from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

from models.adapting import EACH_BY_ITSELF, ONE_OF_ALL, Kind, steps
from models.crossed import Folds
from models.evidence import status_terms
from models.settings import StatusSettings
from models.status import StatusContext, StatusExample, StatusModel
from nlp.types import Status
from training.word_vectors import load_vectors

SETTINGS = StatusSettings(fewest=1, leeway=20.0)
ASKED = "Do you have a boat?"
SAID = {
    Status.PROVIDED: "Yes, there were {n} boats in the year, see the attached table.",
    Status.NOT_HELD: "We do not hold this information about the boats.",
    Status.NO_SERVICE: "No, we have no such boats and do not commission them.",
    Status.REFUSED: "The boats are exempt under section 40(2) and are withheld.",
}
HARBOUR = StatusContext("The harbour master keeps a list for the harbour.", ASKED)
SHED = StatusContext("The harbour master keeps a shed for the harbour.", ASKED)


@pytest.fixture(scope="module")
def model() -> StatusModel:
    examples = [
        StatusExample(StatusContext(said.format(n=number), ASKED), (status,))
        for number in range(6)
        for status, said in SAID.items()
    ]
    examples += [
        StatusExample(
            StatusContext(f"The harbour master, a list and a shed {number}.", ASKED),
            (Status.PROVIDED,),
        )
        for number in range(2)
    ]
    folds = Folds(np.arange(len(examples)) // len(SAID) % 3, 3)
    return StatusModel.cross_fit(examples, folds, load_vectors(), SETTINGS, seed=1).whole


def labelled(*pairs: tuple[StatusContext, tuple[Status, ...]]) -> list[StatusExample]:
    return [StatusExample(context, statuses) for context, statuses in pairs]


def sure(model: StatusModel, context: StatusContext, status: Status) -> float:
    return float(model.predict([context]).probabilities[0, tuple(Status).index(status)])


def test_a_labelled_answer_teaches_answers_like_it(model: StatusModel) -> None:
    adapted = model.adapted(labelled((HARBOUR, (Status.REDIRECTED,))), SETTINGS)
    assert model.predict([SHED]).statuses[0][0] is Status.PROVIDED
    assert sure(adapted, SHED, Status.REDIRECTED) > sure(model, SHED, Status.REDIRECTED)
    adapted = model.adapted(labelled((HARBOUR, (Status.NOT_HELD,))) * 3, SETTINGS)
    assert adapted.predict([HARBOUR]).statuses[0][0] is Status.NOT_HELD
    # the network, which stays as it is, knows sheds and holds against it
    assert sure(adapted, SHED, Status.NOT_HELD) > 2 * sure(model, SHED, Status.NOT_HELD)


def test_what_all_letters_taught_is_kept(model: StatusModel) -> None:
    adapted = model.adapted(labelled((HARBOUR, (Status.NOT_HELD,))) * 3, SETTINGS)
    known = [StatusContext(said.format(n=77), ASKED) for said in SAID.values()]
    assert [named[0] for named in adapted.predict(known).statuses] == list(SAID)


def test_what_shares_no_term_with_the_campaign_is_judged_as_before(model: StatusModel) -> None:
    adapted = model.adapted(labelled((HARBOUR, (Status.NOT_HELD,))) * 3, SETTINGS)
    seen = np.zeros(len(model.index.weights), dtype=bool)
    seen[model.index.transform([status_terms(HARBOUR)]).indices] = True
    np.testing.assert_array_equal(adapted.main.weights[~seen], model.main.weights[~seen])
    np.testing.assert_array_equal(adapted.main.intercepts, model.main.intercepts)
    assert (adapted.main.weights[seen] != model.main.weights[seen]).any()


def test_little_leeway_moves_little_and_none_of_the_letters_nothing(model: StatusModel) -> None:
    told = labelled((HARBOUR, (Status.NOT_HELD,))) * 3
    little, much = (model.adapted(told, replace(SETTINGS, leeway=leeway)) for leeway in (0.01, 100.0))
    assert sure(model, SHED, Status.NOT_HELD) < sure(little, SHED, Status.NOT_HELD) < sure(much, SHED, Status.NOT_HELD)
    assert model.adapted([], SETTINGS) is model
    assert model.adapted(labelled((StatusContext("–"), (Status.UNANSWERED,))), SETTINGS) is model


def test_a_second_status_is_learnt_of_those_that_are_known_as_one(model: StatusModel) -> None:
    told = labelled((HARBOUR, (Status.PROVIDED, Status.REFUSED))) * 4
    adapted = model.adapted(told, SETTINGS)
    row = model.index.transform([dict.fromkeys(model.index.columns, ())])
    assert adapted.present.scores(row) == pytest.approx(model.present.scores(row))
    moved = np.abs(adapted.present.weights - model.present.weights).max(axis=0)
    places = {status: moved[place] for place, status in enumerate(Status)}
    assert places[Status.REFUSED] > 0
    assert places[Status.REDIRECTED] == places[Status.UNANSWERED] == 0


def test_it_is_stored_like_any_other_model(model: StatusModel) -> None:
    adapted = model.adapted(labelled((HARBOUR, (Status.NOT_HELD,))), SETTINGS)
    state, before = adapted.state(), model.state()
    assert state.keys() == before.keys()
    assert state["main"]["weights"].dtype == before["main"]["weights"].dtype
    again = StatusModel.from_state(state)
    # weights that were moved lie between the steps in which weights are stored
    np.testing.assert_allclose(
        again.predict([SHED, HARBOUR]).probabilities, adapted.predict([SHED, HARBOUR]).probabilities, atol=1e-3
    )


def test_adapting_leaves_the_model_it_came_from_as_it_was(model: StatusModel) -> None:
    before = sure(model, HARBOUR, Status.NOT_HELD)
    model.adapted(labelled((HARBOUR, (Status.NOT_HELD,))), SETTINGS)
    assert sure(model, HARBOUR, Status.NOT_HELD) == before


@pytest.mark.parametrize("kind", [ONE_OF_ALL, EACH_BY_ITSELF])
def test_steps_are_where_the_prior_and_the_examples_balance(kind: Kind) -> None:
    dice = np.random.default_rng(5)
    rows = sp.csr_array(dice.normal(size=(9, 4)) * (dice.random((9, 4)) < 0.6))
    scores, truth, counts = dice.normal(size=(9, 3)), np.eye(3)[dice.integers(0, 3, 9)], dice.uniform(0.5, 2, 9)
    found = steps(rows, scores, truth, counts, kind, variance=2.0)
    pull = rows.T @ (counts[:, None] * (truth - kind.chances(scores + rows @ found)))
    np.testing.assert_allclose(found, 2.0 * pull, atol=1e-3)
