"""What the role model sees of a line, and how it decides."""

from __future__ import annotations

import numpy as np
import pytest

from models.line_features import line_texts
from models.network import Network
from models.reader import Models
from models.readings import ROLES
from models.roles import RoleModel
from models.settings import RoleSettings
from models.surroundings import surroundings
from nlp.background import ALONE, Background
from nlp.lines import logical_lines
from nlp.logical_line import LogicalLine
from nlp.recurrence import Recurrence, runs_of
from nlp.types import Role
from nlp.view import look_through
from nlp.words import words_of

AT = {role: place for place, role in enumerate(ROLES)}
LETTER = (
    "Dear Requester,\n\n1. How many nurses did the Trust employ in March? Please give the number by ward.\n"
    "We employed 31.\n\n2. How many doctors did the Trust employ? Please give the number by ward.\nThirteen.\n\n"
    "Mill House\nHigh Street\nElmham\nEL1 2MH\n"
)


def taken_apart(*texts: str) -> list[tuple[str, list[LogicalLine]]]:
    views = [look_through(text) for text in texts]
    return [(view, logical_lines(text, view)) for text, view in zip(texts, views, strict=True)]


def flags_of(text: str, recurring: Recurrence | None = None) -> dict[str, list[str]]:
    ((view, lines),) = taken_apart(text)
    seen = line_texts([(view, lines)], [Background(recurring)])
    return {view[line.start : line.end]: flags for line, flags in zip(lines, seen.flags, strict=True)}


def test_a_letter_alone_and_a_letter_of_a_pile_are_told_apart() -> None:
    question = "How many nurses did the Trust employ in March?"
    pile = Recurrence.among([]).joined(runs_of(words_of(question)))
    assert not any(flag.startswith("recurs=") for flag in flags_of(LETTER)[question])
    assert "recurs=all" in flags_of(LETTER, pile)[question]
    assert "recurs=unknown" in flags_of(LETTER, pile)["Thirteen."]


def test_names_that_lead_to_a_postcode_are_an_address() -> None:
    flags = flags_of(LETTER)
    assert "address" in flags["Mill House"]
    assert "names" not in flags["We employed 31."]


def test_a_line_knows_the_headings_above_and_below_it() -> None:
    flags = flags_of("Request\n\nHow many?\n\nResponse 09-04-2020\n\nTwelve.\n")
    assert "heads=request_01" in flags["How many?"]
    assert "heads=reply_00" in flags["Twelve."]
    assert "heads=none_00" in flags_of(LETTER)["We employed 31."]


def test_an_instruction_under_every_question_is_a_shared_end() -> None:
    ((view, lines),) = taken_apart(LETTER)
    seen = line_texts([(view, lines)], [ALONE])
    shared = [flags for line, flags in zip(lines, seen.flags, strict=True) if "by ward" in view[line.start : line.end]]
    assert len(shared) == 2
    assert all("tail" in flags for flags in shared)


def test_surroundings_do_not_reach_into_another_letter() -> None:
    first, second = LETTER, "Dear Requester,\nPlease see the attached file.\n"
    together = line_texts(taken_apart(first, "", second), [ALONE] * 3)
    alone = line_texts(taken_apart(first), [ALONE])
    flags = {flag: place for place, flag in enumerate(sorted({flag for own in together.flags for flag in own}))}
    thought = np.random.default_rng(0).dirichlet(np.ones(len(ROLES) - 1), size=len(together.words))
    count = alone.sizes[0]
    rows = surroundings(thought, together, flags, AT)
    assert rows.shape[0] == len(together.words)
    assert np.allclose(rows[:count], surroundings(thought[:count], alone, flags, AT), atol=1e-5)


def test_a_network_learns_and_comes_back_from_its_state() -> None:
    random = np.random.default_rng(1)
    rows = random.normal(size=(8000, 6)).astype(np.float32)
    classes = (rows[:, 0] > 0).astype(np.intp) + (rows[:, 1] > 0)
    network = Network.fit(rows, classes, 3, RoleSettings(), seed=0)
    assert (network.scores(rows).argmax(axis=1) == classes).mean() > 0.8
    again = Network.from_state(network.state())
    assert np.array_equal(again.scores(rows), network.scores(rows))


@pytest.fixture(scope="module")
def roles(small_models: Models) -> RoleModel:
    return small_models.roles


def test_every_letter_with_lines_has_an_answer(roles: RoleModel) -> None:
    texts = ("Thank you for your request.\nYours faithfully\n", "", LETTER)
    found = roles.predict(taken_apart(*texts))
    assert found[1].roles == ()
    assert all(Role.BEGIN_ANSWER in one.roles for one in (found[0], found[2]))


def test_the_same_model_comes_back_from_its_state(roles: RoleModel) -> None:
    letters = taken_apart(LETTER)
    (first,), (again,) = roles.predict(letters), RoleModel.from_state(roles.state()).predict(letters)
    assert first.roles == again.roles
