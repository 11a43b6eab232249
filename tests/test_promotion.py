"""Promotion: what reads worse than chance explains is refused, what was the champion can be so again."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.manifest import RELEASED, read_manifest
from nlp.errors import FoiError
from nlp.types import Answer, Status
from scoring.cli import main
from scoring.commands.console import DONE, NOTHING_DONE
from tests.conftest import bundle_with
from training.corpus import TEST, load_corpus
from training.promotion import champion, hold_contest, promote, take_back
from training.registry import Version, register, version_at

if TYPE_CHECKING:
    from models.reader import Models

LETTERS = load_corpus(TEST)[::2]
REFUSED = "status_f1/refused"


def read_with(wrong: float, seed: int, status: Status | None = None) -> list[list[Answer] | None]:
    """The labelled answers; a share of those that are ``status``, or of all, is called not held."""
    dice = random.Random(seed)  # noqa: S311 - mistakes, no secrets

    def read(answer: Answer) -> Answer:
        mistaken = dice.random() < wrong and status in (None, answer.status)
        return replace(answer, statuses=(Status.NOT_HELD,) if mistaken else answer.statuses, confidence=0.9)

    return [[read(answer) for answer in letter.answers] for letter in LETTERS]


def test_a_status_that_is_read_worse_is_named() -> None:
    contest = hold_contest(LETTERS, read_with(0, 0), read_with(0.5, 0, Status.REFUSED))
    assert REFUSED in contest.worse
    assert "status_f1/provided" not in contest.worse
    assert "quantity_f1" not in contest.worse
    assert contest.changes.gained == ()
    assert {case.labelled for case in contest.changes.lost} == {"refused"}


def test_figures_that_are_lost_are_named() -> None:
    whole = read_with(0, 0)
    without = [[replace(answer, quantities=()) for answer in letter or ()] for letter in whole]
    assert hold_contest(LETTERS, whole, without).worse == ("quantity_f1",)
    assert hold_contest(LETTERS, without, whole).worse == ()


def test_chance_alone_is_seldom_called_worse() -> None:
    """Readings that go wrong equally often: of twelve pairs, one may seem to differ; three in a hundred do."""
    contests = [hold_contest(LETTERS, read_with(0.1, seed), read_with(0.1, seed + 100)) for seed in range(12)]
    assert sum(bool(contest.worse) for contest in contests) <= 1


def test_a_letter_that_is_not_read_any_more_counts() -> None:
    whole: Sequence[Sequence[Answer] | None] = read_with(0, 0)
    contest = hold_contest(LETTERS, whole, [None if place % 2 else one for place, one in enumerate(whole)])
    assert REFUSED in contest.worse


@pytest.fixture
def store(mlflow_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", mlflow_server)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def registered(store: None, small_bundle: Path) -> Callable[[str, int], list[Version]]:
    """Registers the small bundle so many times under a name."""
    assert store is None
    return lambda name, count: [register(small_bundle, name) for _ in range(count)]


def tags_of(version: Version) -> dict[str, str]:
    from mlflow import MlflowClient  # noqa: PLC0415 - takes a second

    return dict(MlflowClient().get_model_version(version.name, str(version.number)).tags)


def test_champions_come_and_go_back(registered: Callable[[str, int], list[Version]]) -> None:
    one, two, three = registered("throne", 3)
    assert champion("throne") is None
    assert version_at("throne", "challenger") == three
    assert promote(one) is None
    assert version_at("throne", "challenger") == three
    assert promote(two) == one
    assert promote(three, ["quantity_f1"], "a law has changed") == two
    assert version_at("throne", "challenger") is None
    assert take_back("throne") == (three, two)
    assert take_back("throne") == (two, one)
    with pytest.raises(FoiError, match="No version of throne was champion before version 1"):
        take_back("throne")
    assert champion("throne") == one
    tags = tags_of(three)
    assert (tags["promoted_over"], tags["worse"], tags["forced_because"]) == ("2", "quantity_f1", "a law has changed")
    assert tags["taken_back_for"] == "2"
    assert tags["promoted_by"]
    assert tags["promoted_at"].endswith("+00:00")
    assert tags_of(one)["promoted_over"] == "released"


def test_a_champion_may_return_in_its_own_right(registered: Callable[[str, int], list[Version]]) -> None:
    one, two = registered("return", 2)
    for version in (one, two, one, one):
        promote(version)
    assert [take_back("return")[1] for _ in range(2)] == [two, one]


def test_a_former_champion_that_was_deleted_is_passed_over(registered: Callable[[str, int], list[Version]]) -> None:
    from mlflow import MlflowClient  # noqa: PLC0415

    one, two, three = registered("gaps", 3)
    for version in (one, two, three):
        promote(version)
    MlflowClient().delete_model_version("gaps", "2")
    assert take_back("gaps") == (three, one)


@pytest.fixture
def few_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A frozen test split of a few letters."""
    folder = tmp_path / "test"
    folder.mkdir()
    for letter in sorted(TEST.glob("*.letter"))[::4]:
        shutil.copy(letter, folder)
    monkeypatch.setattr("training.corpus.TEST", folder)


@pytest.fixture
def poor_bundle(small_models: Models, tmp_path: Path) -> Path:
    """A bundle that has learnt from few letters, and in those that what was provided was not held and the reverse."""
    from models.settings import Settings  # noqa: PLC0415
    from training.fitting import fit_models  # noqa: PLC0415
    from training.targets import labelled_lines  # noqa: PLC0415

    exchanged = {Status.PROVIDED: Status.NOT_HELD, Status.NOT_HELD: Status.PROVIDED}
    letters = [
        replace(
            letter,
            answers=tuple(
                replace(answer, statuses=tuple(exchanged.get(status, status) for status in answer.statuses))
                for answer in letter.answers
            ),
        )
        for letter in load_corpus()[::300]
    ]
    poor = fit_models([labelled_lines(letter) for letter in letters], Settings(), seed=0)
    return bundle_with(replace(small_models, statuses=poor.statuses, figures=poor.figures), tmp_path / "poor", "poor")


def run(*words: str | Path) -> int:
    return main([str(word) for word in words])


@pytest.mark.usefixtures("store", "few_letters")
def test_the_command_refuses_is_forced_and_goes_back(
    small_bundle: Path, poor_bundle: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scoring.commands.promote.RELEASED", small_bundle)
    name = ("--name", "command")

    assert run("promote", *name) == NOTHING_DONE
    assert "command has no challenger" in capsys.readouterr().err
    assert run("promote", small_bundle, *name) == DONE
    assert "the released bundle and models:/command/1" in (out := capsys.readouterr().out)
    assert "is the champion of command now" in out
    assert run("promote", *name, "--back") == NOTHING_DONE
    assert "there is none to restore" in capsys.readouterr().err

    assert run("promote", poor_bundle, *name) == NOTHING_DONE
    shown = capsys.readouterr()
    assert "Version 2" in shown.err
    assert "reads worse than chance explains" in shown.err
    fell = re.search(r"(\S+) fell from", shown.err)
    assert fell is not None
    assert "Lost: " in shown.out
    assert champion("command") == version_at("command", "champion") != version_at("command", "challenger")

    assert run("promote", *name, "--force", "--reason", "to see it") == DONE
    poor = read_manifest(poor_bundle).id
    capsys.readouterr()
    promoted = champion("command")
    assert promoted is not None
    assert promoted.bundle == poor
    assert tags_of(promoted)["forced_because"] == "to see it"
    assert fell[1] in tags_of(promoted)["worse"]

    assert run("promote", *name, "--back") == DONE
    assert "Version 1" in capsys.readouterr().out
    restored = champion("command")
    assert restored is not None
    assert restored.bundle == read_manifest(small_bundle).id


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--force"], "--force and --reason go together"),
        (["--force", "--reason", "  "], "--force and --reason go together"),
        (["--reason", "because"], "--force and --reason go together"),
        (["--back", "--force", "--reason", "because"], "--back goes with --name alone"),
        (["{bundle}", "--back"], "--back goes with --name alone"),
        (["{nothing}"], "There is no bundle in"),
        (["--name", "a/b"], "a/b has no challenger"),
        (["--back", "--name", "nothing"], "nothing has no champion"),
    ],
)
@pytest.mark.usefixtures("store")
def test_wrong_use_is_told(words: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places = {"bundle": str(RELEASED), "nothing": str(tmp_path)}
    assert run("promote", *(word.format(**places) for word in words)) == NOTHING_DONE
    assert sentence in capsys.readouterr().err


@pytest.mark.usefixtures("store", "few_letters")
def test_a_champion_that_cannot_be_read_is_no_obstacle(
    small_bundle: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("scoring.commands.promote.RELEASED", small_bundle)
    from models.bundle import load_bundle, save_bundle  # noqa: PLC0415

    whole = load_bundle(small_bundle)
    save_bundle(tmp_path / "lame", {"roles": whole.models["roles"]}, whole.manifest.origin, card="# Lame\n")
    promote(register(tmp_path / "lame", "lame"))
    assert run("promote", small_bundle, "--name", "lame") == DONE
    assert "the champion cannot be read" in capsys.readouterr().err
