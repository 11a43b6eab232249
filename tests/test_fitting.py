"""From labels to a bundle: the same one again, wherever the letters lie, and a reader from it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.bundle import load_bundle
from models.crossed import Folds
from models.reader import Models
from models.settings import RoleSettings, Settings
from models.trust import REVIEW
from nlp.types import LabelledLetter, Letter
from scoring.reader import build_reader
from training.corpus import load_corpus
from training.crossval import folds_by_authority, report_of
from training.doubtful_labels import Judges
from training.findings import Doubt, Kind
from training.fitting import (
    LabelSet,
    Recipe,
    Trained,
    _held_out,
    save,
    status_examples,
    taught_answers,
    taught_letters,
    train,
)
from training.risk import RISK
from training.targets import labelled_lines

_RECIPE = Recipe(Settings(roles=RoleSettings(networks=1)), seed=3, folds=2, curve=True)


@pytest.fixture(scope="module")
def letters() -> list[LabelledLetter]:
    return load_corpus()[::100]


@pytest.fixture(scope="module")
def done() -> list[None]:
    """One entry for each step that was done."""
    return []


@pytest.fixture(scope="module")
def trained(letters: list[LabelledLetter], done: list[None]) -> Trained:
    return train(LabelSet(letters), _RECIPE, done=lambda: done.append(None))


def test_the_same_labels_and_seed_give_the_same_bundle(
    letters: list[LabelledLetter], trained: Trained, tmp_path: Path
) -> None:
    first = save(trained, tmp_path / "first")
    moved = [replace(letter, name=f"elsewhere/{letter.name}") for letter in reversed(letters)]
    again = save(train(LabelSet([*moved, moved[0]]), replace(_RECIPE, curve=False)), tmp_path / "again")
    assert first.id == again.id
    card = (tmp_path / "first" / "README.md").read_text()
    assert f"{len(letters)} labelled letters" in card
    bundle = load_bundle(tmp_path / "first")
    assert 0 < bundle.manifest.origin.thresholds[REVIEW] <= 1
    assert bundle.manifest.origin.measures["promise"]["wanted"] == RISK
    assert bundle.manifest.origin.measures["held_out_letters"] == len(letters)
    assert bundle.manifest.origin.settings == _RECIPE.settings.as_dict()
    (read,) = build_reader(tmp_path / "first").read([Letter("a", letters[0].text)])
    assert read.text == letters[0].text


def test_every_letter_is_read_by_models_that_have_not_seen_its_authority(trained: Trained) -> None:
    assert sorted(one.letter.name for one in trained.held_out) == sorted(one.name for one in trained.letters)
    folds: dict[str, set[int]] = {}
    for one in trained.held_out:
        folds.setdefault(one.letter.authority, set()).add(one.fold)
    assert {len(own) for own in folds.values()} == {1}


def test_which_letters_are_new_is_in_the_hash(letters: list[LabelledLetter]) -> None:
    known, new = letters[:-2], letters[-2:]
    assert LabelSet(letters).hash == LabelSet(letters[::-1]).hash
    assert LabelSet(known, new).hash == LabelSet(known[::-1], new[::-1]).hash != LabelSet(letters).hash


def test_new_letters_count_more(letters: list[LabelledLetter]) -> None:
    parts = [labelled_lines(letter) for letter in letters]
    again = [labelled_lines(letter, times=3.0) for letter in letters[:5]] + parts[5:]
    telling = [one for one in taught_answers(parts) if one.tells_status]
    told, told_again = (status_examples(some, telling) for some in (parts, again))
    assert [one.context for one in told_again] == [one.context for one in told]
    assert {one.times for one in told} == {1.0}
    assert [one.times for one in told_again] == [3.0 if one.letter < 5 else 1.0 for one in telling]


def test_the_labels_of_new_letters_are_doubted_by_models_that_have_not_seen_them(
    letters: list[LabelledLetter], small_models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, new = letters[:2], letters[2:4]
    parts = [labelled_lines(letter, new=letter in new) for letter in (*known, *new)]
    asked: list[Judges] = []

    def doubt(letter: LabelledLetter, judges: Judges) -> tuple[Doubt, ...]:
        asked.append(judges)
        return (Doubt(letter.answers[0].start, Kind.DOUBTFUL_STATUS, "Is it?"),)

    monkeypatch.setattr("training.fitting.doubts", doubt)
    read = _held_out(parts, small_models, 0)
    assert [len(one.doubts) for one in read] == [0, 0, 1, 1]
    assert asked == [Judges(small_models.statuses, small_models.figures)] * 2


def test_a_learning_curve_rises_to_the_first_fold(trained: Trained, done: list[None]) -> None:
    learnt = [point.letters for point in trained.curve]
    assert learnt == sorted(learnt)
    assert learnt[0] < learnt[-1]
    assert trained.curve[-1].report == report_of([one for one in trained.held_out if one.fold == 0])
    assert len(done) == _RECIPE.steps


def test_no_authority_is_on_both_sides_of_a_fold(letters: list[LabelledLetter]) -> None:
    parts = [labelled_lines(letter) for letter in letters]
    folds = folds_by_authority(parts, 3, seed=0)
    assert len(folds.numbers) == len(parts)
    for learnt, kept in folds.sides():
        owners = [{parts[place].letter.authority for place in side} for side in (learnt, kept)]
        assert owners[1]
        assert not owners[0] & owners[1]


def test_a_copy_stays_in_the_fold_of_its_letter_and_borrows_from_no_other(letters: list[LabelledLetter]) -> None:
    parts = [labelled_lines(letter) for letter in letters]
    folds = folds_by_authority(parts, 3, seed=0)
    taught = taught_letters(parts, folds, seed=0)
    assert taught.remade.sum() == len(parts)
    for fold in range(folds.count):
        alone = [parts[place] for place in folds.kept(fold)]
        among = taught_letters(alone, Folds(np.zeros(len(alone), dtype=np.intp), 1), seed=0)
        own = [taught.letters[place] for place in taught.folds.kept(fold)]
        assert [letter.view for letter in own] == [letter.view for letter in among.letters]
