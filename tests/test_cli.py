"""The command line: exit statuses, one sentence for what went wrong, help that is quick."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import click
import pytest

from models.bundle import save_bundle
from models.manifest import Manifest, Origin, read_manifest
from models.settings import RoleSettings, Settings
from scoring import cli
from scoring.cli import main
from scoring.commands.console import DONE, INTERRUPTED, NOTHING_DONE, SOME_FAILED
from tests.fake_reader import FakeReader, build_fake_reader
from training.fitting import LabelSet, Recipe

HEADER = "---\nauthority: Ashbeck Council\nkind: council\nlayout: numbered\ntopic: trees\n---\n"
LABELLED = HEADER + (
    "1. [[Q 1]]How many trees[[/Q]]: "
    "[[A 1 | provided]][[N 31069 | trees | period=2022/23]]31069[[/N]] in all[[/A]]\n"
    "2. [[Q 2]]Why[[/Q]]: [[A 2 | not_held]]we keep no such record[[/A]]\n"
)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "bundle"
    save_bundle(folder, {"lines": {"n": 1}}, Origin("ab", 0, {}, {}, {}), card="# A bundle\n")
    return folder


@pytest.fixture(autouse=True)
def fake_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scoring.reader.build_reader", build_fake_reader)


@pytest.fixture
def post(tmp_path: Path) -> Path:
    folder = tmp_path / "post"
    (folder / "more").mkdir(parents=True)
    (folder / "oak.txt").write_text("1. How many trees: 31069 in all, review\n2. Why: \n")
    (folder / "more" / "elm.md").write_text("1. How many: [bold]7[/bold] \x1b[2J\n")
    return folder


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


def test_score_prints_a_table(post: Path, bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("score", post, "--model", bundle) == DONE
    out, err = capsys.readouterr()
    assert "2 letters" in out
    assert "2 of 2 letters read: 3 answers, 3 figures, 1 to review." in err


def test_score_writes_in_the_order_of_the_paths(post: Path, bundle: Path, tmp_path: Path) -> None:
    output = tmp_path / "out" / "answers.jsonl"
    assert run("score", post / "oak.txt", post, "--model", bundle, "--output", output) == DONE
    lines = list(map(json.loads, output.read_text().splitlines()))
    assert [line["letter"] for line in lines] == [
        (post / "more" / "elm.md").as_posix(),
        (post / "oak.txt").as_posix(),
    ]
    assert lines[0]["model"] == read_manifest(bundle).id


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet", "a.xlsx"])
def test_some_letters_that_cannot_be_read_are_named(
    name: str, post: Path, bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (post / "ash.txt").write_bytes(b"")
    assert run("score", post, "--model", bundle, "--output", tmp_path / name) == SOME_FAILED
    assert "ash.txt is empty" in capsys.readouterr().err
    assert (tmp_path / name).stat().st_size > 0


def test_a_link_to_itself_does_not_stop_the_others(
    post: Path, bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (post / "ash.txt").symlink_to("ash.txt")
    output = tmp_path / "answers.jsonl"
    request = tmp_path / "request.txt"
    request.write_text("1. How many oaks?\n", encoding="utf-8")
    asked = ("score", post, "--model", bundle, "--output", output, "--request", request)
    assert run(*asked) == SOME_FAILED
    assert "ash.txt cannot be opened" in capsys.readouterr().err
    lines = list(map(json.loads, output.read_text("utf-8").splitlines()))
    assert [Path(line["letter"]).name for line in lines if "error" in line] == ["ash.txt"]
    assert len(lines) == 3


def test_if_no_letter_can_be_read_nothing_is_done(bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "ash.txt").write_bytes(b"")
    output = tmp_path / "a.jsonl"
    command = ("score", tmp_path / "ash.txt", "--model", bundle, "--output", output)
    assert run(*command) == NOTHING_DONE
    assert "error" in json.loads(output.read_text())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["score"], "Missing argument"),
        (["score", "{post}/none.txt"], "does not exist"),
        (["score", "{empty}"], "There are no letters"),
        (["score", "{post}/oak.txt", "--request", "{post}/oak.txt"], "besides the request"),
        (["score", "{post}", "--output", "{post}/a.doc"], "no kind of output"),
        (["score", "{post}", "--output", "{post}"], "no kind of output"),
        (["score", "{post}", "--jobs", "0"], "0 is not in the range"),
        (["score", "{post}", "--model", "{post}"], "There is no bundle"),
        (["score", "{post}", "--keep-text", "{post}"], "without letters"),
        (["explain", "{post}/none.txt"], "does not exist"),
        (["show", "{post}/none.txt"], "does not exist"),
        (["summary", "{post}/none.jsonl"], "cannot be read"),
        (["summary", "{post}/oak.txt"], "holds no scored letters"),
        (["evaluate", "{empty}"], "There are no .letter files"),
        (["evaluate", "{post}/none"], "does not exist"),
        (["evaluate", "{post}/oak.txt"], "None of the letters"),
        (["labels", "check", "{empty}"], "There are no .letter files"),
        (["nonsense"], "No such command"),
    ],
)
def test_wrong_use_is_told_and_nothing_done(
    arguments: list[str],
    sentence: str,
    post: Path,
    bundle: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "empty").mkdir()
    filled = [part.format(post=post, empty=tmp_path / "empty") for part in arguments]
    takes_model = filled[0] in ("score", "explain", "show", "evaluate") and "--model" not in filled
    assert run(*filled, *(("--model", bundle) if takes_model else ())) == NOTHING_DONE
    out, err = capsys.readouterr()
    assert sentence in err
    assert "Traceback" not in err
    assert out == ""


def test_kept_texts_are_what_offsets_count_in(post: Path, bundle: Path, tmp_path: Path) -> None:
    (post / "more" / "oak.txt").write_bytes(b"\xef\xbb\xbf1. Why: none\r\n")
    (post / "more" / "elm.txt").write_text("1. Why: none\n")
    output, kept = tmp_path / "a.jsonl", tmp_path / "kept"
    command = ("score", post, "--model", bundle, "--output", output, "--keep-text", kept)
    assert run(*command) == DONE
    files = sorted(path.relative_to(kept).as_posix() for path in kept.rglob("*.txt"))
    assert files == ["more/elm.txt", "more/elm.txt.txt", "more/oak.txt", "oak.txt"]
    assert (kept / "more" / "oak.txt").read_bytes() == b"1. Why: none\r\n"


def test_what_is_ended_from_outside_leaves_nothing_behind(
    post: Path, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_: object) -> list[object]:
        os.kill(os.getpid(), signal.SIGTERM)
        return []

    monkeypatch.setattr(FakeReader, "read", ended)
    output = tmp_path / "new" / "answers.jsonl"
    assert run("score", post, "--model", bundle, "--output", output) == INTERRUPTED
    assert not list(output.parent.iterdir())


def test_an_output_that_is_one_of_the_letters_is_refused(post: Path, bundle: Path) -> None:
    letter = post / "letter.csv"
    letter.write_text("1. How many: 12\n")
    assert run("score", letter, "--model", bundle, "--output", letter) == NOTHING_DONE
    assert letter.read_text() == "1. How many: 12\n"


def test_an_interruption_leaves_nothing_behind(
    post: Path,
    bundle: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(FakeReader, "read", interrupt)
    output = tmp_path / "out" / "a.csv"
    assert run("score", post, "--model", bundle, "--output", output) == INTERRUPTED
    assert "Stopped." in capsys.readouterr().err
    assert list(output.parent.iterdir()) == []


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    (tmp_path / "labelled").mkdir()
    path = tmp_path / "labelled" / "oak.letter"
    path.write_text(LABELLED)
    return path


def test_evaluate_shows_and_writes_the_measures(
    labelled: Path, bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "measures.json"
    assert run("evaluate", labelled.parent, "--model", bundle, "--json", file, "--errors") == DONE
    measures = json.loads(file.read_text())
    assert measures["answer_row_f1"] == 1
    assert measures["quantity_f1"] == 1
    assert measures["status_accuracy_on_matched"] == 0.5
    assert measures["model"] == read_manifest(bundle).id
    assert [case["fault"] for case in measures["errors"]] == ["status"]
    out = capsys.readouterr().out
    assert "status_macro_f1" in out
    assert "oak at 40: status, question 2, not_held read as provided (0.90):" in out


def test_evaluate_lists_what_was_gained_and_lost(
    labelled: Path, bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    save_bundle(other, {"lines": {"n": 2}}, Origin("ab", 0, {}, {}, {}), card="# Another\n")
    file = tmp_path / "measures.json"
    command = ("evaluate", labelled, "--model", bundle, "--against", other, "--json", file)
    assert run(*command) == DONE
    out = capsys.readouterr().out
    assert "Gained: 0" in out
    assert "Lost: 0" in out
    assert json.loads(file.read_text())["against"]["model"] == read_manifest(other).id


def test_evaluate_goes_on_past_a_letter_with_bad_labels(
    labelled: Path, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (labelled.parent / "elm.letter").write_text("no header")
    assert run("evaluate", labelled.parent, "--model", bundle) == SOME_FAILED
    assert "elm.letter, line 1" in capsys.readouterr().err


def test_evaluate_goes_on_past_a_letter_that_trips_the_reader(
    labelled: Path, bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (labelled.parent / "elm.letter").write_text(HEADER + "[[A * | provided]]DEFECT[[/A]]\n")
    file = tmp_path / "measures.json"
    command = ("evaluate", labelled.parent, "--model", bundle, "--json", file)
    assert run(*command) == SOME_FAILED
    assert "elm could not be read because of a defect" in capsys.readouterr().err
    assert json.loads(file.read_text())["missing"] == 1


def test_labels_check_names_every_mistake(
    labelled: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.label_checks.known_letters", lambda **_besides: [])
    monkeypatch.setattr("training.learnt.learnt_elsewhere", lambda *_known: False)
    assert run("labels", "check", labelled.parent) == DONE
    assert "1 letters in order (2 answers), 0 not." in capsys.readouterr().out
    (labelled.parent / "elm.letter").write_text("no header")
    (labelled.parent / "ash.letter").write_text(HEADER + "[[A 1 | given]]Yes[[/A]]\n")
    assert run("labels", "check", labelled.parent) == SOME_FAILED
    err = capsys.readouterr().err.splitlines()
    assert len(err) == 2
    assert "ash.letter, line 7" in err[0]


def test_a_request_among_the_replies_is_none_of_them(
    post: Path, bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    request = post / "request.txt"
    request.write_text("1. How many oaks?\n2. How many elms?\n", encoding="utf-8")
    output = tmp_path / "answers.jsonl"
    assert run("score", post, "--request", request, "--model", bundle, "--output", output) in (DONE, SOME_FAILED)
    assert "request.txt" not in output.read_text("utf-8")
    assert (
        run("score", post, "--request", request, "--model", bundle, "--output", post / "request.txt.jsonl")
        != NOTHING_DONE
    )
    capsys.readouterr()
    assert run("score", post / "oak.txt", "--request", post / "none.txt", "--model", bundle) == NOTHING_DONE
    assert "none.txt" in capsys.readouterr().err


def test_show_tells_a_letters_answers(post: Path, bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", post / "oak.txt", "--model", bundle) == DONE
    out = capsys.readouterr().out
    assert "1: provided (0.90), to review" in out
    assert "figures: " in out
    assert run("show", post / "more" / "elm.md", "--model", bundle, "--among", post) == DONE
    assert "\x1b" not in capsys.readouterr().out


def test_show_prints_the_object_that_score_writes(
    post: Path, bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "answers.jsonl"
    assert run("score", post / "oak.txt", "--model", bundle, "--output", output) == DONE
    capsys.readouterr()
    assert run("show", post / "oak.txt", "--model", bundle, "--json") == DONE
    assert json.loads(capsys.readouterr().out) == json.loads(output.read_text("utf-8"))


def test_summary_counts_what_score_wrote(
    post: Path,
    bundle: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    (post / "ash.txt").write_bytes(b"")
    output = tmp_path / "answers.jsonl"
    assert run("score", post, "--model", bundle, "--output", output) == SOME_FAILED
    scored = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    answers = [answer for letter in scored for answer in letter.get("answers", [])]
    said = capsys.readouterr().err.splitlines()[-1]
    assert run("summary", output, "--json") == SOME_FAILED
    counts = json.loads(capsys.readouterr().out)
    assert (counts["letters"], counts["not_read"], counts["answers"]) == (len(scored), 1, len(answers))
    assert sum(counts["statuses"].values()) == len(answers)
    assert run("summary", output) == SOME_FAILED
    out = capsys.readouterr().out
    assert said in out
    assert "oak.txt" in out


def test_a_summary_of_nothing_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "answers.jsonl"
    empty.write_text("")
    assert run("summary", empty) == NOTHING_DONE
    assert "score" in capsys.readouterr().err


def test_explain_shows_lines_and_terms(post: Path, bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", post / "oak.txt", "--model", bundle) == DONE
    out = capsys.readouterr().out
    assert "answer  0.75  1. How many trees" in " ".join(out.split("│")).replace("   ", "  ")
    assert "1: provided (0.90), to review" in out
    assert "for: '31069' in the words +1.50" in out
    assert "against: 'in' in the words -0.50" in out


def test_explain_keeps_a_letters_codes_off_the_terminal(
    post: Path, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("explain", post / "more" / "elm.md", "--model", bundle) == DONE
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "[bold]7[/bold]" in out


def test_explain_prints_json_for_a_program(post: Path, bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", post / "oak.txt", "--model", bundle, "--json") == DONE
    explained = json.loads(capsys.readouterr().out)
    assert explained["lines"][0]["role"] == "answer"
    assert explained["answers"][0]["status"] == "provided"
    assert explained["answers"][0]["evidence"][0] == {
        "kind": "words",
        "term": "31069",
        "weight": 1.5,
    }


def test_train_learns_from_the_corpus_and_from_more_labels(
    tmp_path: Path, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Any] = []
    trained = SimpleNamespace(held_out=())

    def fit(letters: LabelSet, recipe: Recipe, **_: Any) -> SimpleNamespace:
        calls.append(([[Path(letter.name).name for letter in some] for some in (letters.known, letters.new)], recipe))
        return trained

    monkeypatch.setattr("training.fitting.train", fit)

    def save(fitted: SimpleNamespace, output: Path) -> Manifest:
        calls.append((fitted, output))
        return read_manifest(bundle)

    monkeypatch.setattr("training.fitting.save", save)
    folders = [tmp_path / name for name in ("corpus", "ours", "others")]
    for folder in folders:
        folder.mkdir()
        letter = LABELLED.replace("31069", f"{len(folder.name)}31069")  # no two letters alike
        (folder / f"{folder.name}.letter").write_text(letter)
    monkeypatch.setattr("training.corpus.TRAIN", folders[0])
    monkeypatch.setattr("training.label_checks.known_letters", lambda **_besides: [])
    (tmp_path / "settings.toml").write_text("[roles]\nnetworks = 2\n")
    options = ("--output", tmp_path / "new", "--seed", "3", "--folds", "4", "--risk", "5", "--no-track")
    assert run("train", "--labels", *folders[1:], "--settings", tmp_path / "settings.toml", *options) == DONE
    letters = [["corpus"], ["others", "ours"]]
    assert calls == [
        (letters, Recipe(Settings(roles=RoleSettings(networks=2)), seed=3, folds=4, risk=0.05)),
        (trained, tmp_path / "new"),
    ]
    assert run("train", "--labels", tmp_path / "none") == NOTHING_DONE


def commands(group: click.Group, *names: str) -> Iterator[tuple[str, ...]]:
    yield names
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, *names, name)
        else:
            yield (*names, name)


@pytest.mark.parametrize("names", list(commands(cli.foi)), ids=" ".join)
def test_every_command_has_help_with_an_example(names: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*names, "--help") == DONE
    assert f"Example: foi {' '.join(names)}".rstrip() in capsys.readouterr().out


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == DONE
    assert capsys.readouterr().out.startswith("foi, version ")


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after some code."""
    script = f"{code}\nimport sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    run = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    return set(run.stdout.splitlines()[-1].split())


def test_help_waits_for_nothing_heavy() -> None:
    loaded = loaded_by("from scoring.cli import main; main(['score', '--help'])")
    heavy = {"joblib", "numpy", "openpyxl", "pandas", "pyarrow", "rich", "sklearn", "spacy"}
    assert loaded & heavy == set()


def test_scoring_knows_nothing_of_training(post: Path) -> None:
    arguments = ["score", str(post), "--output", str(post / "a.jsonl")]
    loaded = loaded_by(f"from scoring import cli\nassert cli.main({arguments!r}) == 0\n")
    assert loaded & {"mlflow", "matplotlib", "openpyxl", "training"} == set()
