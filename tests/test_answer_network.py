"""The network of statuses: it feels words that it was not taught, and no answer changes another's scores."""

from __future__ import annotations

import numpy as np
import pytest

from models.answer_network import AnswerNetwork, words_read
from models.evidence import StatusContext
from models.word_vectors import WordVectors
from training.word_vectors import load_vectors

_ASKED = "How many boats were there?"
_SAID = ("We do not hold {}.", "You should contact {}.", "The {} are attached.")
_THINGS = (
    "boats lamps ferries kilns hedges ponds roads bridges schools nurses dogs cats trees letters gates cars".split()
)


@pytest.fixture(scope="module")
def vectors() -> WordVectors:
    return load_vectors()


@pytest.fixture(scope="module")
def network(vectors: WordVectors) -> AnswerNetwork:
    told = [(kind, said.format(thing)) for thing in _THINGS * 6 for kind, said in enumerate(_SAID)]
    read = [words_read(StatusContext(said, _ASKED), vectors) for _, said in told]
    return AnswerNetwork.fit(read, np.array([kind for kind, _ in told]), np.ones(len(told)), vectors, 3, seed=5)


def judged(network: AnswerNetwork, *answers: str) -> list[int]:
    read = [words_read(StatusContext(answer, _ASKED), network.vectors) for answer in answers]
    return [int(place) for place in network.scores(read).argmax(axis=1)]


def test_other_words_for_the_same_are_felt(network: AnswerNetwork) -> None:
    assert judged(network, "We have not kept canoes.", "You can phone surveyors.", "The sheep are enclosed.") == [
        0,
        1,
        2,
    ]


def test_an_answer_is_judged_alike_whatever_is_judged_with_it(network: AnswerNetwork) -> None:
    answers = [said.format(thing) for said in _SAID for thing in ("kayaks", "a very long list of old wooden boats")]
    read = [words_read(StatusContext(answer, _ASKED), network.vectors) for answer in [*answers, "", "?"]]
    together = network.scores(read)
    for place, words in enumerate(read):
        np.testing.assert_allclose(network.scores([words])[0], together[place], rtol=1e-4, atol=1e-5)


def test_a_state_brings_back_the_network(network: AnswerNetwork) -> None:
    read = [words_read(StatusContext("We do not hold kayaks.", _ASKED), network.vectors)]
    again = AnswerNetwork.from_state(network.state())
    np.testing.assert_array_equal(again.scores(read), network.scores(read))


def test_weights_that_cannot_be_right_are_refused(network: AnswerNetwork) -> None:
    state = network.state()
    with pytest.raises(ValueError, match="no number"):
        AnswerNetwork.from_state(state | {"arrays": [array * np.nan for array in state["arrays"]]})
    with pytest.raises(ValueError, match="do not fit"):
        AnswerNetwork.from_state(state | {"arrays": state["arrays"][1:]})
    with pytest.raises(ValueError, match="as many vectors as words"):
        AnswerNetwork.from_state(state | {"vectors": state["vectors"] | {"words": ["boat"]}})
    scales = state["vectors"]["scales"]
    with pytest.raises(ValueError, match="as many vectors as words"):
        AnswerNetwork.from_state(state | {"vectors": state["vectors"] | {"scales": scales[:, None]}})


def test_a_size_that_no_weight_has_takes_no_memory(network: AnswerNetwork) -> None:
    state = network.state()
    wide = WordVectors((), np.zeros((0, 10**12), dtype=np.int8), np.zeros(0, dtype=np.float32))
    for strange in (state | {"size": 10**12}, state | {"vectors": wide.state()}):
        with pytest.raises(ValueError, match="do not fit"):
            AnswerNetwork.from_state(strange)


def test_nothing_to_judge_gives_no_scores(network: AnswerNetwork) -> None:
    assert network.scores([]).shape == (0, 3)


def test_long_answers_are_read_at_both_ends(vectors: WordVectors) -> None:
    beginning, end = "held " * 400, "refused " * 400
    long = words_read(StatusContext(beginning + end, "asked " * 500), vectors)
    assert len(long) < 300
    own = set(long[long > 0].tolist())
    assert own == {1 + vectors.places["held"], 1 + vectors.places["refused"]}
    assert set(long[long < 0].tolist()) == {-1 - vectors.places["asked"]}


def test_words_that_mean_alike_have_vectors_alike(vectors: WordVectors) -> None:
    council, councils, banana = (vectors.table[vectors.places[word]] for word in ("council", "councils", "banana"))
    assert council @ councils > council @ banana
    assert not vectors.table[0].any()


def test_packed_vectors_lose_little() -> None:
    rows = np.random.default_rng(0).normal(size=(5, 8)).astype(np.float32)
    packed = WordVectors.packed("abcde", rows)
    np.testing.assert_allclose(packed.table[1:], rows, atol=np.abs(rows).max() / 127)
