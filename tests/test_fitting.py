"""From labels to a bundle: the same one again, wherever the letters lie, and a reader from it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.bundle import load_bundle
from nlp.types import LabelledLetter, Letter
from scoring.reader import REVIEW, build_reader
from training.corpus import load_corpus
from training.crossval import folds_by_authority
from training.fitting import train_on
from training.review import review_threshold
from training.targets import labelled_lines


@pytest.fixture(scope="module")
def letters() -> list[LabelledLetter]:
    return load_corpus()[::25]


def test_the_same_labels_and_seed_give_the_same_bundle(letters: list[LabelledLetter], tmp_path: Path) -> None:
    first = train_on(letters, tmp_path / "first", seed=3)
    moved = [replace(letter, name=f"elsewhere/{letter.name}") for letter in reversed(letters)]
    again = train_on([*moved, moved[0]], tmp_path / "again", seed=3)
    assert first.id == again.id
    card = (tmp_path / "first" / "README.md").read_text()
    assert f"{len(letters)} labelled letters" in card
    bundle = load_bundle(tmp_path / "first")
    assert 0 < bundle.manifest.origin.thresholds[REVIEW] <= 1
    assert 0 < bundle.manifest.origin.measures["held_out_letters"] < len(letters)
    (read,) = build_reader(tmp_path / "first").read([Letter("a", letters[0].text)])
    assert read.text == letters[0].text


def test_no_authority_is_on_both_sides_of_a_fold(letters: list[LabelledLetter]) -> None:
    parts = [labelled_lines(letter) for letter in letters]
    folds = folds_by_authority(parts, 3, seed=0)
    assert sorted(place for fold in folds for place in fold.kept) == list(range(len(parts)))
    for fold in folds:
        owners = [{parts[place].letter.authority for place in side} for side in (fold.learnt, fold.kept)]
        assert not owners[0] & owners[1]


@pytest.mark.parametrize(
    ("confidences", "threshold"),
    [
        ([], 1.0),
        ([(0.9, True), (0.6, True)], 0.6),
        ([(0.9, True), (0.6, False)], 0.9),
        ([(0.9, False)], 1.0),
    ],
)
def test_a_person_sees_what_is_below_the_threshold(confidences: list[tuple[float, bool]], threshold: float) -> None:
    assert review_threshold(confidences) == pytest.approx(threshold, abs=0.001)
