"""Readings of a letter: how they hang together, and which one is taken."""

from __future__ import annotations

import numpy as np
import pytest

from models.coherence import LOG_WEIGHT, MARKS, Coherence
from models.decoding import Grammar, Path
from models.line_features import line_texts
from models.ranking import Choice, Ranking
from models.readings import AT, ROLES, SeenLetter, asked_again, readings_of
from nlp.background import ALONE
from nlp.lines import logical_lines
from nlp.linking import link
from nlp.logical_line import Joint
from nlp.printed import Printed
from nlp.types import Role
from nlp.view import look_through

LETTER = "1. How many nurses are there?\nThere are 31.\n2. How many doctors are there?\nThirteen.\nYours faithfully\n"
TRUE = [Role.BEGIN_QUESTION, Role.BEGIN_ANSWER, Role.BEGIN_QUESTION, Role.BEGIN_ANSWER, Role.CLOSING]
SIZE = len(ROLES)
ANYTHING_GOES = Grammar(np.zeros((len(Joint), SIZE, SIZE)), np.zeros(SIZE), np.zeros(SIZE))


def letter_with(likely: np.ndarray) -> SeenLetter:
    view = look_through(LETTER)
    lines = logical_lines(LETTER, view)
    assert len(lines) == len(likely)
    thought = likely[:, : SIZE - 1] / likely[:, : SIZE - 1].sum(axis=1, keepdims=True)
    return SeenLetter(
        view, lines, line_texts([(view, lines)], [ALONE]), thought, likely, np.ones(len(lines), dtype=bool)
    )


def sure_of(roles: list[Role], doubts: dict[int, Role] | None = None) -> np.ndarray:
    """Probabilities that leave no doubt of these roles, but as much for another one at some lines."""
    likely = np.full((len(roles), SIZE), 1e-6)
    likely[np.arange(len(roles)), [AT[role] for role in roles]] = 0.9
    for line, role in (doubts or {}).items():
        likely[line, AT[role]] = 0.95
    return np.asarray(likely / likely.sum(axis=1, keepdims=True))


def marks_of(roles: list[Role]) -> np.ndarray:
    letter = letter_with(sure_of(roles))
    path = np.array([AT[role] for role in roles])
    coherence = Coherence.of(letter.view, letter.lines, AT, letter.likely, letter.thought, letter.texts)
    return coherence.marks(path[None], [link(Printed.of(letter.view, letter.lines), roles)], np.zeros(1), 0.0).ravel()


def test_readings_that_make_the_same_answers_are_one() -> None:
    found = readings_of(letter_with(sure_of(TRUE, {4: Role.BETWEEN})), ANYTHING_GOES)
    assert len(found.paths) == len(found.blocks) == len(found.marks)
    made = {tuple((block.question, block.start, block.end) for block in blocks) for blocks in found.blocks}
    assert len(made) == len(found.blocks)
    assert [block.ids for block in found.blocks[0] if not block.question] == [("1",), ("2",)]
    assert found.compared


def test_a_letter_too_long_to_compare_its_readings_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.readings._LONGEST", 4)
    found = readings_of(letter_with(sure_of(TRUE, {4: Role.BETWEEN})), ANYTHING_GOES)
    assert not found.compared
    assert [block.ids for block in found.blocks[0] if not block.question] == [("1",), ("2",)]


def test_every_reading_has_an_answer() -> None:
    found = readings_of(letter_with(sure_of([Role.OPENING] * 5)), ANYTHING_GOES)
    assert all(any(not block.question for block in blocks) for blocks in found.blocks)


@pytest.mark.parametrize(
    "roles",
    [TRUE, [Role.BEGIN_ANSWER] * 5, [Role.OPENING] * 5, [*TRUE[:1], *[Role.QUESTION] * 4], [Role.ANSWER] * 5],
)
def test_marks_are_numbers_and_as_many_for_any_reading(roles: list[Role]) -> None:
    marks = marks_of(roles)
    assert np.isfinite(marks).all()
    assert marks.shape == (MARKS,)


def test_a_question_left_without_an_answer_shows() -> None:
    left = marks_of([*TRUE[:3], Role.CLOSING, Role.CLOSING]) - marks_of(TRUE)
    assert left[4] > 0  # questions without an answer
    assert left[8] > 0  # their share


def choice(random: np.random.Generator, count: int) -> Choice:
    """Readings of which the one with the greatest second mark is right, the first of them the likeliest."""
    marks = random.normal(size=(count, 3)).astype(np.float32)
    marks[:, LOG_WEIGHT] -= marks[:, LOG_WEIGHT].max()
    marks[0, LOG_WEIGHT] = 0
    return Choice(marks, (marks[:, 1] == marks[:, 1].max()).astype(float), 1.0)


def test_a_ranking_learns_which_mark_tells() -> None:
    random = np.random.default_rng(0)
    ranking = Ranking.fit([choice(random, 5) for _ in range(300)])
    unseen = [choice(random, 5) for _ in range(100)]
    assert np.mean([one.worth[ranking.likelihoods(one.marks).argmax()] for one in unseen]) > 0.9
    again = Ranking.from_state(ranking.state(), 3)
    assert all(np.array_equal(again.likelihoods(one.marks), ranking.likelihoods(one.marks)) for one in unseen)


def test_a_ranking_that_saw_no_choice_keeps_the_likeliest_reading() -> None:
    random = np.random.default_rng(0)
    ranking = Ranking.fit([choice(random, 1)])
    assert ranking.likelihoods(choice(random, 5).marks).argmax() == 0


def test_of_readings_that_hang_together_as_well_the_likelier_is_taken() -> None:
    ranking = Ranking(np.ones(3, dtype=np.float32), np.zeros(3, dtype=np.float32))
    marks = np.zeros((3, 3), dtype=np.float32)
    marks[:, LOG_WEIGHT] = [-1, 0, -2]
    assert ranking.likelihoods(marks).argsort().tolist() == [2, 0, 1]


def test_a_broken_ranking_is_refused() -> None:
    state = Ranking.fit([choice(np.random.default_rng(0), 1)]).state()
    with pytest.raises(ValueError, match="no number"):
        Ranking.from_state(state | {"weights": state["weights"] * np.nan}, 3)
    with pytest.raises(ValueError, match="too few"):
        Ranking.from_state(state, 4)


def test_a_quotation_that_does_not_come_again_asks_itself() -> None:
    words = ["how many nurses are there", "we have ten of them", "how many"]
    scores = np.full((3, SIZE), -9.0)
    scores[0, [AT[Role.QUOTED], AT[Role.BEGIN_QUESTION]]] = -0.1, -1.0
    scores[1, AT[Role.BEGIN_ANSWER]] = scores[2, AT[Role.CLOSING]] = -0.1
    joints = np.full(3, 2, dtype=np.intp)
    heads = np.array([True, False, False])

    def first_role() -> Role:
        best = ANYTHING_GOES.best_path(scores, joints, once=AT[Role.BEGIN_ANSWER])
        found: Path = asked_again(best, scores, joints, words, heads, ANYTHING_GOES)
        return ROLES[int(found.classes[0])]

    assert first_role() is Role.BEGIN_QUESTION
    words[2] = words[0]
    scores[2] = -9.0
    scores[2, AT[Role.BEGIN_QUESTION]] = -0.1
    scores[0, AT[Role.BEGIN_QUESTION]] = -9.0
    assert first_role() is Role.QUOTED
