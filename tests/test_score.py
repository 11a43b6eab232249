"""Letters to results: in order, whatever is wrong with one of them, in one process or in many."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from models.bundle import save_bundle
from models.manifest import Origin, read_manifest
from nlp.background import Background
from nlp.errors import BadBundle, FoiError
from nlp.types import Letter, ReadLetter
from scoring.results import LetterResult
from scoring.score import BATCH, WORTH_A_WORKER, Scorer, score_files
from tests.fake_reader import FakeReader, build_fake_reader, build_pile_reader


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "bundle"
    save_bundle(folder, {"lines": {"n": 1}}, Origin("ab", 0, {}, {}, {}), card="# A bundle\n")
    return folder


def letters(folder: Path, count: int) -> list[Path]:
    paths = []
    for number in range(count):
        paths.append(folder / f"letter {number:03}.txt")
        paths[-1].write_text(f"1. How many: {number} in all\n")
    return paths


def test_a_result_names_its_file_and_model(tmp_path: Path, bundle: Path) -> None:
    (path,) = letters(tmp_path, 1)
    (result,) = score_files([path], bundle, build_fake_reader, keep_text=True)
    assert result.letter == path.as_posix()
    assert result.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert result.model == read_manifest(bundle).id
    assert result.answers[0]["answer"] == "0 in all"
    assert result.text == path.read_text()


def test_a_letter_that_fails_does_not_stop_the_others(tmp_path: Path, bundle: Path) -> None:
    paths = letters(tmp_path, 2 * BATCH)
    paths[1].write_bytes(b"%PDF-1.7 \x00\x01")
    paths[2].write_text("")
    paths[3].write_text("1. DEFECT: yes\n")
    paths[4].unlink()
    results = list(score_files(paths, bundle, build_fake_reader))
    assert [result.letter for result in results] == [path.as_posix() for path in paths]
    errors = {place: result.error for place, result in enumerate(results) if result.error}
    assert sorted(errors) == [1, 2, 3, 4]
    assert "a defect in foi (ValueError: a defect in a reader): please report it." in errors[3]
    assert not any("\n" in error for error in errors.values())
    assert results[1].sha256 == hashlib.sha256(paths[1].read_bytes()).hexdigest()
    assert results[4].sha256 is None
    assert set(results[1].as_json()) == {"letter", "sha256", "model", "error"}


def test_a_reader_that_drops_a_letter_is_found_out(tmp_path: Path) -> None:
    class Dropping(FakeReader):
        def read(self, letters: Sequence[Letter], background: Background) -> list[ReadLetter]:
            return super().read(letters, background)[1:]

    (result,) = Scorer(Dropping(), "ab").score(letters(tmp_path, 1))
    assert result.error is not None


def test_an_answer_that_cannot_be_told_fails_its_letter_alone(tmp_path: Path) -> None:
    class Statusless(FakeReader):
        def read(self, letters: Sequence[Letter], background: Background) -> list[ReadLetter]:
            first, *others = super().read(letters, background)
            return [replace(first, answers=(replace(first.answers[0], statuses=()),)), *others]

    results = Scorer(Statusless(), "ab").score(letters(tmp_path, 2))
    assert [result.error is None for result in results] == [False, True]


def test_many_processes_give_what_one_gives(tmp_path: Path, bundle: Path) -> None:
    paths = letters(tmp_path, 2 * WORTH_A_WORKER + 5)
    paths[7].write_text("1. DEFECT: yes\n")
    alone = list(score_files(paths, bundle, build_fake_reader, jobs=1))
    together = list(score_files(paths, bundle, build_fake_reader, jobs=2))
    assert together == alone
    assert [result.letter for result in alone] == [path.as_posix() for path in paths]


def columns(results: Iterable[LetterResult]) -> set[str | None]:
    return {answer["column"] for result in results for answer in result.answers}


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_recurs_over_the_pile_reaches_every_letter(tmp_path: Path, bundle: Path, jobs: int) -> None:
    paths = letters(tmp_path, 2 * WORTH_A_WORKER)
    for number, path in enumerate(paths):
        path.write_text(f"1. How many trees are there now: {'very ' * number}many\n")
    paths[3].write_text("")
    (told,) = columns(score_files(paths, bundle, build_pile_reader, jobs=jobs))
    assert told is not None
    assert int(told) >= 5
    assert columns(score_files(paths, bundle, build_pile_reader, jobs=jobs, alone=True)) == {None}
    assert columns(score_files(paths[4:8], bundle, build_pile_reader, jobs=jobs)) == {None}


def test_a_worker_that_is_lost_is_told_in_a_sentence(tmp_path: Path, bundle: Path) -> None:
    paths = letters(tmp_path, 2 * WORTH_A_WORKER)
    paths[40].write_text("1. CRASH: yes\n")
    with pytest.raises(FoiError, match="fewer --jobs"):
        list(score_files(paths, bundle, build_fake_reader, jobs=2))


# the library's own thread may look for work that was just taken back from it (a KeyError in loky, after which it ends)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_stopping_early_stops_the_workers(tmp_path: Path, bundle: Path) -> None:
    results = score_files(letters(tmp_path, 3 * WORTH_A_WORKER), bundle, build_fake_reader, jobs=2)
    assert isinstance(next(results), LetterResult)
    results.close()


def test_only_a_few_batches_are_read_ahead(tmp_path: Path, bundle: Path) -> None:
    read: list[str] = []

    class Counting(FakeReader):
        def read(self, letters: Sequence[Letter], background: Background) -> list[ReadLetter]:
            read.extend(letter.name for letter in letters)
            return super().read(letters, background)

    results = score_files(letters(tmp_path, 5 * BATCH), bundle, lambda _: Counting())
    next(results)
    assert len(read) == BATCH


def test_no_bundle_no_results(tmp_path: Path) -> None:
    with pytest.raises(BadBundle, match="foi train"):
        next(score_files(letters(tmp_path, 1), tmp_path / "none", build_fake_reader))
