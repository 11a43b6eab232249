"""Piles made up of labelled letters, and piles of files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlp.types import Role
from nlp.words import words_of
from scoring.piles import file_runs, recurrence
from training.corpus import load_corpus
from training.piles import piles
from training.targets import LabelledLines, labelled_lines

ASKING = (Role.BEGIN_QUESTION, Role.QUESTION)
TELLING = (Role.BEGIN_ANSWER, Role.ANSWER)


@pytest.fixture(scope="module")
def letters() -> list[LabelledLines]:
    return [labelled_lines(letter) for letter in load_corpus()[::12]]


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
    assert recurrence(file_runs(paths[:4])) is None
    known = recurrence(file_runs(paths))
    assert known is not None
    assert known.shares([words_of("How many nurses does the Trust employ?")]) == 1.0
