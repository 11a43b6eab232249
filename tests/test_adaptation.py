from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.manifest import read_manifest
from models.reader import ModelReader, Models
from models.settings import Settings, StatusSettings
from models.status import StatusContext, StatusModel
from nlp.errors import FoiError
from nlp.labelled import format_labelled, parse_labelled
from nlp.types import LabelledLetter, ReadLetter
from scoring.adaptation_table import shown_curve
from scoring.cli import main
from scoring.commands.console import DONE, NOTHING_DONE, terminal
from tests.conftest import free_port
from training import adaptation
from training.adaptation import Accuracy, Choice, Curve, CurvePoint, adaptation_curve
from training.adaptation_plot import adaptation_figure
from training.corpus import load_corpus
from training.evaluation import evaluate
from training.fitting import TaughtAnswer, taught_answers
from training.targets import LabelledLines, labelled_lines

SETTINGS = StatusSettings()
HEADER = "---\nauthority: {body}\nkind: council\nlayout: made up\ntopic: moorings\ncampaign: moorings\n---\n"
ODD = (
    "That is one for the harbour board.",
    "One for the harbour board, that.",
    "The harbour board, as ever.",
    "A matter which sits with the harbour board.",
)
"""What a model that never saw it cannot know to be ``redirected``."""
PLACES = (
    "Ashbeck",
    "Birchcombe",
    "Coldmere",
    "Dunwick",
    "Eastley",
    "Fenbury",
    "Gorham",
    "Hawstow",
    "Ingworth",
    "Kelby",
)
"""Bodies of the campaign."""


def letter_of(place: int, body: str) -> LabelledLetter:
    said = (
        f"[[A 1 | provided]]We let {3 + place} moorings last year.[[/A]]",
        f"[[A 2 | redirected]]{ODD[place % len(ODD)]}[[/A]]",
        "[[A 3 | not_held]]We do not hold this information.[[/A]]",
    )
    asked = ("How many moorings did you let?", "Who sets the charge for a mooring?", "How many boats sank?")
    lines = [
        f"{number}. [[Q {number}]]{question}[[/Q]]\n{answer}\n"
        for number, (question, answer) in enumerate(zip(asked, said, strict=True), start=1)
    ]
    text = HEADER.format(body=f"{body} Council") + "Dear Sir or Madam,\n\n" + "\n".join(lines) + "\nYours faithfully\n"
    return parse_labelled(text, f"{body.lower()}.letter")


@pytest.fixture(scope="module")
def campaign() -> list[LabelledLetter]:
    return [letter_of(place, body) for place, body in enumerate(PLACES)]


@pytest.fixture(scope="module")
def read(campaign: list[LabelledLetter], small_models: Models) -> list[ReadLetter]:
    return ModelReader(small_models).read(campaign)


@pytest.fixture(scope="module")
def curve(campaign: list[LabelledLetter], read: list[ReadLetter], small_models: Models) -> Curve:
    return adaptation_curve(campaign, read, small_models.statuses, SETTINGS, seed=3, draws=4, steps=(0, 2, 5, 20))


def test_labelled_letters_teach_the_rest_of_a_campaign(curve: Curve) -> None:
    for choice in Choice:
        before, _, after = curve.of(choice)
        assert after.labelled == 5
        assert after.rest.mean > after.before.mean
        assert after.rest.mean > before.rest.mean
        assert after.held_out.mean > before.held_out.mean


def test_without_a_labelled_letter_it_is_the_model_as_it_was(
    curve: Curve, campaign: list[LabelledLetter], read: list[ReadLetter]
) -> None:
    report = evaluate(campaign, [letter.answers for letter in read])
    assert curve.answers == report.answer_row.found
    for choice in Choice:
        first = curve.of(choice)[0]
        assert first.labelled == 0
        assert first.rest.mean == pytest.approx(report.status_accuracy_on_matched)
        assert first.rest.spread == 0
        assert first.before == first.rest


def test_a_step_that_leaves_too_few_letters_is_left_out(curve: Curve) -> None:
    assert [point.labelled for point in curve.points] == [0, 2, 5] * len(Choice)
    assert (curve.letters, curve.draws, curve.seed) == (len(PLACES), 4, 3)


def test_the_same_seed_gives_the_same_curve(
    curve: Curve, campaign: list[LabelledLetter], read: list[ReadLetter], small_models: Models
) -> None:
    turns: list[None] = []
    again, other = (
        adaptation_curve(
            campaign,
            read,
            small_models.statuses,
            SETTINGS,
            seed=seed,
            draws=4,
            steps=(0, 2, 5, 20),
            done=lambda: turns.append(None),
        )
        for seed in (3, 4)
    )
    assert again == curve
    assert other != curve
    assert len(turns) == 8


def test_no_letter_is_learnt_from_and_judged(
    campaign: list[LabelledLetter],
    read: list[ReadLetter],
    small_models: Models,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Letters are told apart by their texts: what is adapted to is noted, and what is judged right after it."""
    learnt: list[set[str]] = []
    judged: list[set[str]] = []
    judge = adaptation._judged

    def noting_taught(letters: Sequence[LabelledLines]) -> list[TaughtAnswer]:
        learnt.append({part.letter.name for part in letters})
        return taught_answers(letters)

    def noting_judged(members: Sequence[adaptation._Member], model: StatusModel) -> list[adaptation._Member]:
        judged.append({member.parts.letter.name for member in members})
        return list(judge(members, model))

    monkeypatch.setattr(adaptation, "taught_answers", noting_taught)
    monkeypatch.setattr(adaptation, "_judged", noting_judged)
    adaptation_curve(campaign, read, small_models.statuses, SETTINGS, seed=1, draws=3, steps=(0, 2, 6))
    names = {letter.name for letter in campaign}
    assert [len(some) for some in learnt] == [0, 2, 6] * 6
    assert all(not one & other and one | other == names for one, other in zip(learnt, judged, strict=True))
    for draw in range(0, len(learnt), 3):
        assert learnt[draw + 1] < learnt[draw + 2]


def test_the_letters_that_the_model_is_least_sure_of_come_first(
    campaign: list[LabelledLetter], read: list[ReadLetter], small_models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt: list[set[str]] = []

    def noting(letters: Sequence[LabelledLines]) -> list[TaughtAnswer]:
        learnt.append({part.letter.name for part in letters})
        return taught_answers(letters)

    monkeypatch.setattr(adaptation, "taught_answers", noting)
    members = [adaptation._Member.of(letter, one) for letter, one in zip(campaign, read, strict=True)]
    # a third of the letters in which answers were found is never chosen, whatever the choice
    most = len(members) - max(1, sum(bool(member.wanted) for member in members) // 3)
    adaptation_curve(campaign, read, small_models.statuses, SETTINGS, seed=1, draws=1, steps=(0, most))
    sure = {one.name: min(float(answer.confidence or 0) for answer in one.answers) for one in read}
    random, least_sure = learnt[1], learnt[3]
    assert random == least_sure
    learnt.clear()
    adaptation_curve(campaign, read, small_models.statuses, SETTINGS, seed=1, draws=1, steps=(0, 3))
    chosen = learnt[3]
    assert max(sure[name] for name in chosen) <= min(sure[name] for name in least_sure - chosen)


def test_an_adapted_model_reads_the_campaign_better_and_other_letters_as_before(
    campaign: list[LabelledLetter], small_models: Models
) -> None:
    statuses = adaptation._adapted(small_models.statuses, [labelled_lines(one) for one in campaign[:6]], SETTINGS)
    adapted = Models.from_states(replace(small_models, statuses=statuses).states())
    rest = campaign[6:]
    before, after = (
        evaluate(rest, [letter.answers for letter in ModelReader(models).read(rest)])
        for models in (small_models, adapted)
    )
    assert after.status_accuracy_on_matched > before.status_accuracy_on_matched
    elsewhere = [
        StatusContext(said, "How many repairs were there?")
        for said in (
            "Such details are exempt and are withheld.",
            "We do not hold this information.",
            "There were 14 repairs.",
        )
    ]
    told = [models.statuses.predict(elsewhere).statuses for models in (small_models, adapted)]
    assert told[0] == told[1]
    assert len({statuses[0] for statuses in told[0]}) > 1


def test_too_few_letters_are_refused(
    campaign: list[LabelledLetter], read: list[ReadLetter], small_models: Models
) -> None:
    with pytest.raises(FoiError, match=r"7 labelled letters.*8 or more"):
        adaptation_curve(campaign[:7], read[:7], small_models.statuses, SETTINGS, seed=0)
    nothing = [replace(letter, answers=()) for letter in read]
    with pytest.raises(FoiError, match="None of the labelled answers is found"):
        adaptation_curve(campaign, nothing, small_models.statuses, SETTINGS, seed=0)


@pytest.fixture(scope="module")
def folder(campaign: list[LabelledLetter], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("moorings")
    for letter in campaign:
        (folder / f"{letter.name}.letter").write_text(format_labelled(letter), encoding="utf-8")
    return folder


def test_evaluate_shows_draws_writes_and_records_the_curve(
    folder: Path,
    small_bundle: Path,
    mlflow_server: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", mlflow_server)
    monkeypatch.setattr(adaptation, "DRAWS", 2)
    one = load_corpus(folder)[:1]
    monkeypatch.setattr("training.corpus.load_corpus", lambda *_: one)
    written, drawn = tmp_path / "curve.json", tmp_path / "curve.png"
    command = ["evaluate", "--adapt", folder, "--model", small_bundle, "--json", written, "--plot", drawn]
    assert main([*map(str, command), "--experiment", "adapting"]) == DONE
    out, err = capsys.readouterr()
    assert "10 letters with" in out
    assert "10 of these 10 letters, or others of their campaign, stand in training/corpus/train" in err
    assert drawn.read_bytes().startswith(b"\x89PNG")
    curve = json.loads(written.read_text())["adaptation"]
    assert [point["labelled"] for point in curve["points"]] == [0, 5] * 2
    run = re.search(r"Recorded as run (\w+) of experiment adapting", err)
    assert run

    from mlflow import MlflowClient  # noqa: PLC0415 - takes a second

    history = MlflowClient().get_metric_history(run[1], "least_sure/rest/mean")
    means = [point["rest"]["mean"] for point in curve["points"] if point["choice"] == "least sure"]
    assert [one.value for one in sorted(history, key=lambda one: one.step)] == pytest.approx(means, abs=1e-4)
    assert {one.path for one in MlflowClient().list_artifacts(run[1])} == {"adaptation.json", "plots"}


def test_how_far_a_model_may_move_is_set_for_all_bundles(
    folder: Path, small_bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[StatusSettings] = []

    def noting(_letters: Any, _read: Any, _model: Any, settings: StatusSettings, **_: Any) -> Curve:
        given.append(settings)
        return made_curve()

    monkeypatch.setattr(adaptation, "adaptation_curve", noting)
    monkeypatch.setattr("training.corpus.load_corpus", lambda *_: [])
    fitted = Settings.from_dict(read_manifest(small_bundle).origin.settings).statuses
    chosen = replace(Settings(), statuses=StatusSettings(leeway=fitted.leeway + 1, strength=fitted.strength + 1))
    monkeypatch.setattr("training.settings.read_settings", lambda: chosen)
    assert main(["evaluate", "--adapt", str(folder), "--model", str(small_bundle), "--no-track"]) == DONE
    assert given == [replace(fitted, leeway=fitted.leeway + 1)]


def test_a_store_that_is_away_costs_only_the_record(
    folder: Path, small_bundle: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    monkeypatch.setattr("training.corpus.load_corpus", lambda *_: [])
    assert main(["evaluate", "--adapt", str(folder), "--model", str(small_bundle)]) == DONE
    out, err = capsys.readouterr()
    assert "10 letters with" in out
    assert "The bundle learnt from other letters than those in training/corpus/train" in err
    assert "Not recorded" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Name labelled letters, or a campaign with --adapt"),
        (["{folder}", "--plot", "curve.png"], "name a campaign with --adapt"),
        (["--adapt", "{folder}", "--plot", "curve.txt"], "curve.txt is no kind of output"),
        (["--adapt", "{few}", "--no-track"], "3 labelled letters"),
    ],
)
def test_wrong_use_is_told(
    arguments: list[str],
    sentence: str,
    folder: Path,
    small_bundle: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for file in sorted(folder.iterdir())[:3]:
        (tmp_path / file.name).write_bytes(file.read_bytes())
    filled = [part.format(folder=folder, few=tmp_path) for part in arguments]
    assert main(["evaluate", *filled, "--model", str(small_bundle)]) == NOTHING_DONE
    assert sentence in capsys.readouterr().err


def made_curve() -> Curve:
    points = tuple(
        CurvePoint(choice, labelled, Accuracy(0.78, 0.01), Accuracy(0.8 + labelled / 100, 0.02), Accuracy(0.75, 0.05))
        for choice in Choice
        for labelled in (0, 5, 10)
    )
    return Curve(24, 130, 20, 0, points)


def test_the_table_and_the_picture_say_what_is_gained(capsys: pytest.CaptureFixture[str]) -> None:
    terminal().print(shown_curve(made_curve().as_dict()))
    shown = capsys.readouterr().out
    assert "24 letters with 130 found answers, 20 draws" in shown
    assert "0.850 ± 0.020" in shown
    axes = adaptation_figure(made_curve()).axes[0]
    assert axes.get_title(loc="left").startswith("10 of 24 letters labelled")
    assert "from 80.0% to 90.0% right, +12.0 points of it by adapting" in axes.get_title(loc="left")
    assert [list(map(float, line.get_ydata())) for line in axes.get_lines()][0] == pytest.approx([0.8, 0.85, 0.9])  # type: ignore[arg-type]  # noqa: RUF015
