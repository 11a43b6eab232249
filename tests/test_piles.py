"""Piles made up of labelled letters, and piles of files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlp.recurrence import Recurrence
from nlp.types import Role
from nlp.words import words_of
from scoring.piles import PILE, cut_into_piles, file_runs
from training.corpus import load_corpus
from training.piles import piles
from training.targets import LabelledLines, labelled_lines

ASKING = (Role.BEGIN_QUESTION, Role.QUESTION)
TELLING = (Role.BEGIN_ANSWER, Role.ANSWER)


@pytest.fixture(scope="module")
def letters() -> list[LabelledLines]:
    return [labelled_lines(letter) for letter in load_corpus()[::24]]


def share(letters: list[LabelledLines], roles: tuple[Role, ...], seed: int) -> float:
    """How much the lines with these roles recur in piles drawn with ``seed``."""
    found = []
    for one, known in zip(letters, piles(letters, 0.0, seed), strict=True):
        lines = [line for line, role in zip(one.lines, one.roles, strict=True) if role in roles]
        if known is not None and lines:
            found.append(known.shares([words_of(one.view[line.start : line.end]) for line in lines]))
    return float(np.nanmean(np.concatenate(found)))


def test_questions_recur_in_piles_and_answers_do_not(letters: list[LabelledLines]) -> None:
    assert share(letters, ASKING, seed=1) > 0.4
    assert share(letters, TELLING, seed=1) < 0.15


def test_the_same_seed_draws_the_same_piles(letters: list[LabelledLines]) -> None:
    first, again = piles(letters, 0.3, 5), piles(letters, 0.3, 5)
    assert [None if one is None else one.runs.tolist() for one in first] == [
        None if one is None else one.runs.tolist() for one in again
    ]
    assert piles(letters, 1.0, 5) == [None] * len(letters)


def test_a_pile_of_few_letters_tells_nothing_and_files_that_cannot_be_read_are_left_out(tmp_path: Path) -> None:
    paths = [tmp_path / f"{place}.txt" for place in range(6)]
    for place, path in enumerate(paths[:5]):
        path.write_text(f"How many nurses does the Trust employ? We employ {'very ' * place}many.")
    assert len(file_runs(paths)) == 5
    assert Recurrence.in_pile(file_runs(paths[:4])) is None
    known = Recurrence.in_pile(file_runs(paths))
    assert known is not None
    assert known.shares([words_of("How many nurses does the Trust employ?")]) == 1.0


@pytest.mark.parametrize("count", [0, 1, 4, PILE, PILE + 1, 3 * PILE + 2])
def test_piles_hold_every_letter_once_and_none_is_left_over(count: int) -> None:
    cut = list(cut_into_piles(range(count)))
    assert [letter for pile in cut for letter in pile] == list(range(count))
    assert all(len(pile) <= PILE for pile in cut)
    assert count <= PILE or min(map(len, cut)) > PILE // 3
