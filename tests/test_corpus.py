"""The labelled corpus and its sides."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.errors import BadLabels
from nlp.labelled import read_labelled
from training.corpus import DEV, HARD, TEST, TRAIN, is_frozen, labelled_files, load_corpus


def test_every_letter_lies_on_its_authoritys_side() -> None:
    astray = [
        path.name
        for folder, frozen in ((TRAIN, False), (DEV, False), (HARD, False), (TEST, True))
        for path in labelled_files(folder)
        if is_frozen(read_labelled(path).authority) is not frozen
    ]
    assert astray == []


def test_no_authority_is_on_two_sides_and_no_name_is_used_twice() -> None:
    train, dev, hard, test = map(load_corpus, (TRAIN, DEV, HARD, TEST))
    assert len(train) >= 445
    assert len(dev) >= 238
    assert len(hard) >= 632
    assert len(test) >= 124
    sides = [{letter.authority.strip().lower() for letter in side} for side in (train, dev, hard, test)]
    assert sum(map(len, sides)) == len(set.union(*sides))
    names = [letter.name for letter in train + dev + hard + test]
    assert len(names) == len(set(names))


def test_training_letters_are_what_is_loaded_by_default() -> None:
    assert load_corpus() == load_corpus(TRAIN)


def test_the_rule_of_the_split_does_not_look_at_case_or_edges() -> None:
    names = [f"Authority {number}" for number in range(1000)]
    assert [is_frozen(f" {name.upper()}\n") for name in names] == [is_frozen(name) for name in names]
    assert 150 < sum(map(is_frozen, names)) < 250


def test_files_and_folders_at_any_depth_are_loaded_once(tmp_path: Path) -> None:
    source = labelled_files(TRAIN)[0].read_bytes()
    for place in ("b.letter", "batch/a.letter", "batch/deep/c.letter", "batch/notes.txt"):
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source)
    paths = (tmp_path / "batch", tmp_path / "b.letter", tmp_path)
    assert [letter.name for letter in load_corpus(*paths)] == ["b", "a", "c"]


def test_a_path_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadLabels, match="does not exist"):
        labelled_files(tmp_path / "none")
