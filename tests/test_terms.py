from __future__ import annotations

import numpy as np
import pytest

from models.terms import TermIndex

_TEXTS = [
    {"words": ["hold", "hold", "not"], "shape": ["short"]},
    {"words": ["hold", "yes"], "shape": ["short"]},
    {"words": [], "shape": ["long"]},
]


def test_terms_seen_often_enough_are_known() -> None:
    index = TermIndex.fit(_TEXTS, ("words", "shape"), 2)
    assert index.names() == [("words", "hold"), ("shape", "short")]


def test_each_kind_has_length_one_or_nought() -> None:
    index = TermIndex.fit(_TEXTS, ("words", "shape"), 1)
    squares = index.transform(_TEXTS).toarray() ** 2
    words = np.array([kind == "words" for kind, _ in index.names()])
    np.testing.assert_allclose(squares[:, words].sum(axis=1), [1, 1, 0], rtol=1e-6)
    np.testing.assert_allclose(squares[:, ~words].sum(axis=1), [1, 1, 1], rtol=1e-6)


def test_rare_terms_weigh_more_than_common_ones() -> None:
    index = TermIndex.fit(_TEXTS, ("words",), 1)
    row = dict(zip(index.names(), index.transform([_TEXTS[1]]).toarray()[0], strict=True))
    assert row["words", "yes"] > row["words", "hold"]


def test_a_state_brings_back_the_index() -> None:
    index = TermIndex.fit(_TEXTS, ("words", "shape"), 1)
    again = TermIndex.from_state(index.state(), ("words", "shape"))
    assert again.names() == index.names()
    np.testing.assert_array_equal(again.transform(_TEXTS).toarray(), index.transform(_TEXTS).toarray())


def test_unknown_terms_and_no_texts_are_empty_rows() -> None:
    index = TermIndex.fit(_TEXTS, ("words",), 1)
    assert index.transform([{"words": ["nobody"]}]).nnz == 0
    assert index.transform([]).shape == (0, 3)


def test_a_state_of_other_terms_is_refused() -> None:
    state = TermIndex.fit(_TEXTS, ("words", "shape"), 1).state()
    for strange in (
        state | {"terms": {"words": state["terms"]["words"]}},
        state | {"terms": state["terms"] | {"shape": "short"}},
        state | {"weights": state["weights"][:, None]},
        state | {"weights": state["weights"] * np.nan},
    ):
        with pytest.raises(ValueError, match="the terms are of other kinds"):
            TermIndex.from_state(strange, ("words", "shape"))
