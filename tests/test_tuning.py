"""A search for settings: trials as nested runs, one search over several runs, and what is written of it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean

import numpy as np
import pytest
from mlflow import MlflowClient
from mlflow.entities import Run
from numpy.typing import NDArray

from models.calibration import Floats
from models.crossed import Folds
from models.readings import ROLES
from models.role_learning import TaughtLines
from models.settings import RoleSettings, Settings, StatusSettings
from models.status import TaughtAnswers, is_blank
from nlp.errors import FoiError
from nlp.types import LabelledLetter
from scoring.cli import main
from scoring.commands.console import DONE, INTERRUPTED, NOTHING_DONE
from scoring.commands.tune import MODELS, SHARES
from tests.conftest import free_port
from training.corpus import load_corpus
from training.fitting import hash_of, taught_answers
from training.objectives import MEASURES, Objective
from training.revision import code_hash
from training.settings import CHOSEN, read_settings
from training.targets import labelled_lines
from training.tuning import RANGES, Budget, Found, SearchPlan, Trial, search, suggested
from training.tuning_record import recorded_search


@pytest.fixture(scope="module")
def letters() -> list[LabelledLetter]:
    return load_corpus()[::120]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path_factory.mktemp('store')}/mlflow.db")
        yield


@pytest.fixture
def experiment(store: None, request: pytest.FixtureRequest) -> str:  # noqa: ARG001
    """Searches of one test know nothing of those of another."""
    return str(request.node.name)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """An objective that is quick, and what it was asked for: statuses are the better the nearer strength is to 3."""
    seen: list[Settings] = []

    def objective(self: SearchPlan) -> Objective:
        def of(settings: Settings) -> list[float]:
            seen.append(settings)
            return [-abs(settings.statuses.strength - 3) - 0.01 * fold for fold in range(self.folds)]

        return of

    monkeypatch.setattr(SearchPlan, "objective", objective)
    return seen


def plan_for(letters: Sequence[LabelledLetter], model: str = "statuses", seed: int = 2) -> SearchPlan:
    settings = Settings(roles=RoleSettings(hidden=32))
    return SearchPlan(model, letters, settings, seed, folds=3)


def searched(
    plan: SearchPlan, trials: int, experiment: str, *, anew: bool = False, go_on: bool = False
) -> tuple[str, Found]:
    with recorded_search(plan, experiment, anew=anew, go_on=go_on) as record:
        return record.run, search(plan, record, Budget(trials))


def trials_of(run: str) -> list[Run]:
    client = MlflowClient()
    runs = client.search_runs([client.get_run(run).info.experiment_id], f"tags.mlflow.parentRunId = '{run}'")
    return sorted(runs, key=lambda one: int(one.data.tags["trial"]))


@pytest.mark.parametrize(("model", "trials"), [("statuses", 3), ("figures", 3), ("roles", 2)])
def test_a_search_is_a_run_and_each_trial_one_within_it(
    letters: list[LabelledLetter], model: str, trials: int, experiment: str
) -> None:
    plan = replace(plan_for(letters, model), share=0.7 if model == "roles" else 1.0)
    run, found = searched(plan, trials, experiment)
    measure, parent, children = MEASURES[model], MlflowClient().get_run(run), trials_of(run)
    assert parent.info.status == "FINISHED"
    assert parent.data.params["labels"] == hash_of(letters)
    assert [child.info.status for child in children] == ["FINISHED"] * trials
    assert children[0].data.params == {name: str(value) for name, value in plan.values.items()}
    assert all(set(child.data.params) == set(RANGES[model]) for child in children)
    for child in children:
        folds = [child.data.metrics[f"{measure}/fold-{fold}"] for fold in range(3)]
        assert child.data.metrics[measure] == pytest.approx(fmean(folds))
        assert len(set(folds)) == 3
    assert len({child.data.metrics[measure] for child in children}) == trials
    assert found.before.mean == children[0].data.metrics[measure]
    assert parent.data.metrics["after"] == found.best.mean == max(child.data.metrics[measure] for child in children)
    low, high = (0, 1) if model == "figures" else (-3, 0)
    assert low < found.before.mean < high


def test_settings_matter_to_what_is_measured_and_chance_does_not(letters: list[LabelledLetter]) -> None:
    plan = plan_for(letters, "figures")
    first, again = plan.objective(), plan.objective()
    assert first(plan.present) == again(plan.present)
    assert first(plan.present) != first(plan.settings({"strength": 1.0}))


def test_no_authority_is_learnt_from_and_judged(letters: list[LabelledLetter], monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_for(letters)
    asked: list[Folds] = []

    def held_out(taught: TaughtAnswers, folds: Folds, settings: StatusSettings, seed: int) -> Floats:
        asked.append(folds)
        return whole(taught, folds, settings, seed)

    whole = TaughtAnswers.held_out
    monkeypatch.setattr(TaughtAnswers, "held_out", held_out)
    plan.objective()(plan.present)
    parts = [labelled_lines(letter) for letter in plan.drawn]
    told = [one for one in taught_answers(parts) if one.tells_status and not is_blank(one.reply.words)]
    (folds,) = asked
    assert len(folds.numbers) == len(told)
    for fold in folds.sides():
        learnt, kept = ({parts[told[place].letter].letter.authority for place in side} for side in fold)
        assert learnt
        assert kept
        assert not learnt & kept


def test_copies_teach_and_only_the_letters_themselves_are_judged(
    letters: list[LabelledLetter], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, taught = plan_for(letters, "roles"), []

    def likely(lines: TaughtLines, folds: Folds, settings: RoleSettings, seed: int) -> Floats:
        assert settings.hidden == plan.present.roles.hidden
        assert seed == plan.seed
        taught.append(folds)
        own = np.full((len(lines.classes), len(ROLES)), 1 / len(ROLES))
        # what is said of a copy's lines does not count
        own[_of_copies(lines, folds)] = np.eye(len(ROLES))[0]
        return own

    monkeypatch.setattr("training.objectives.likely_roles", likely)
    assert plan.objective()(plan.present) == pytest.approx([-np.log(len(ROLES))] * 3)
    (folds,) = taught
    assert len(folds.numbers) == 2 * len(letters)


def _of_copies(lines: TaughtLines, folds: Folds) -> NDArray[np.bool_]:
    """The lines of the re-made letters: in each fold, those of the latter half of its letters."""
    copies = np.concatenate([kept[len(kept) // 2 :] for _, kept in folds.sides()])
    return np.isin(lines.owners, copies)


def test_an_interrupted_search_goes_on_as_if_nothing_had_happened(
    letters: list[LabelledLetter], asked: list[Settings], monkeypatch: pytest.MonkeyPatch, experiment: str
) -> None:
    plan = plan_for(letters)
    whole, straight = searched(plan, 14, experiment)
    tried, patient = list(asked), SearchPlan.objective
    asked.clear()

    def objective(self: SearchPlan) -> Objective:
        def of(settings: Settings) -> list[float]:
            if len(asked) == 12:
                raise KeyboardInterrupt
            return measured(settings)

        measured = patient(self)
        return of

    monkeypatch.setattr(SearchPlan, "objective", objective)
    with pytest.raises(KeyboardInterrupt):
        searched(plan, 14, experiment, anew=True)
    monkeypatch.setattr(SearchPlan, "objective", patient)
    run, found = searched(plan, 14, experiment)
    assert run != whole
    assert asked == tried
    assert found == straight
    states = [child.info.status for child in trials_of(run)]
    assert sorted(states) == ["FINISHED"] * 14 + ["KILLED"]
    assert MlflowClient().get_run(run).info.status == "FINISHED"
    assert searched(plan, 14, experiment) == (run, straight)
    assert len(asked) == 14
    assert searched(replace(plan, seed=3), 1, experiment)[0] != run


def test_what_fails_is_no_trial(
    letters: list[LabelledLetter], monkeypatch: pytest.MonkeyPatch, experiment: str
) -> None:
    monkeypatch.setattr(SearchPlan, "objective", lambda _: lambda _: [1 / 0])
    plan = plan_for(letters)
    with pytest.raises(ZeroDivisionError), recorded_search(plan, experiment) as record:
        search(plan, record, Budget(3))
    assert [child.info.status for child in trials_of(record.run)] == ["FAILED"]
    assert MlflowClient().get_run(record.run).info.status == "FAILED"


def test_a_choice_that_was_made_is_where_the_next_search_begins(
    letters: list[LabelledLetter], asked: list[Settings], experiment: str
) -> None:
    plan = plan_for(letters)
    run, found = searched(plan, 5, experiment)
    chosen = replace(plan, present=plan.settings(found.best.values))
    again, longer = searched(chosen, 5, experiment)
    assert again == run
    assert longer.before == found.best
    assert len(asked) == 5
    other = replace(plan, present=Settings(statuses=StatusSettings(lean=0.1)))
    assert searched(other, 1, experiment)[0] != run


def test_a_search_goes_on_over_changed_code_only_if_that_is_said(
    letters: list[LabelledLetter], asked: list[Settings], monkeypatch: pytest.MonkeyPatch, experiment: str
) -> None:
    plan = plan_for(letters)
    first, _ = searched(plan, 3, experiment)
    monkeypatch.setattr("training.tuning_record.code_hash", lambda: "changed")
    with recorded_search(plan, experiment) as record:
        assert record.note is not None
        assert first in record.note
        assert "a new search is begun" in record.note
        assert record.trials == ()
        search(plan, record, Budget(1))
    second = record.run
    assert second != first
    # it is this code's own search, and goes on without a word
    with recorded_search(plan, experiment) as record:
        assert (record.run, len(record.trials), record.note) == (second, 1, None)
    monkeypatch.setattr("training.tuning_record.code_hash", lambda: "changed again")
    with recorded_search(plan, experiment, go_on=True) as record:
        assert (record.run, len(record.trials)) == (second, 1)
        assert "may not be comparable" in str(record.note)
        search(plan, record, Budget(2))
    assert [trial.data.tags["code"] for trial in trials_of(second)] == ["changed", "changed again"]
    with recorded_search(plan, experiment) as record:
        assert (record.run, len(record.trials), record.note) == (second, 2, None)
    assert len(asked) == 5


def test_the_hash_of_the_code_changes_with_any_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("nlp", "models", "training"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "a.py").write_text("one = 1\n")
    (tmp_path / "training" / "settings.toml").write_text("chosen by a search\n")
    monkeypatch.setattr("training.revision._ROOT", tmp_path)
    before = code_hash()
    (tmp_path / "training" / "settings.toml").write_text("and changed by it\n")
    assert code_hash() == before
    (tmp_path / "models" / "a.py").write_text("one = 2\n")
    changed = code_hash()
    (tmp_path / "models" / "a.py").rename(tmp_path / "models" / "b.py")
    assert len({before, changed, code_hash()}) == 3


def test_no_trial_is_begun_that_would_take_too_long(
    letters: list[LabelledLetter], monkeypatch: pytest.MonkeyPatch, experiment: str
) -> None:
    clock = [0.0]

    def of(settings: Settings) -> list[float]:
        clock[0] += 10.0
        return [settings.statuses.strength, 0.0]

    monkeypatch.setattr(SearchPlan, "objective", lambda _: of)
    monkeypatch.setattr("training.tuning.time.monotonic", lambda: clock[0])
    plan = plan_for(letters)
    for seconds, trials in ((5.0, 1), (35.0, 3), (None, 6)):
        with recorded_search(plan, experiment, anew=True) as record:
            assert search(plan, record, Budget(6, seconds)).trials == trials


def test_every_model_can_be_searched_and_measured() -> None:
    assert set(MODELS) == set(SHARES) == set(RANGES) == set(MEASURES) == set(Settings().as_dict())


@pytest.mark.parametrize("model", RANGES)
def test_what_is_suggested_lies_in_its_range_and_is_short(model: str) -> None:
    tried: list[Trial] = []
    for number in range(25):
        values = suggested(model, tried, seed=5)
        for name, value in values.items():
            assert RANGES[model][name].low <= value <= RANGES[model][name].high
            assert len(f"{value:g}".strip("0.")) <= 8
        assert all(values != trial.values for trial in tried)
        tried.append(Trial(values, (float(number % 7),)))


@pytest.mark.parametrize(
    ("before", "after", "better"),
    [
        ((0.5, 0.6), (0.6, 0.7), True),
        ((0.5, 0.6, 0.7), (0.7, 0.8, 0.6), False),
        ((0.5, 0.6), (0.5, 0.6), False),
        ((0.5, 0.6), (0.4, 0.5), False),
    ],
)
def test_better_is_what_gains_more_than_its_gains_differ(
    before: tuple[float, ...], after: tuple[float, ...], better: bool
) -> None:
    assert Found(Trial({}, before), Trial({}, after), 2).better == better


def test_a_setting_outside_of_the_search_is_named(letters: list[LabelledLetter], experiment: str) -> None:
    plan = replace(plan_for(letters), present=Settings(statuses=StatusSettings(strength=999.0)))
    with pytest.raises(FoiError, match=r"statuses.strength is 999.0, and the search looks from 0.5 to 50"):
        searched(plan, 1, experiment)


def test_a_store_that_is_away_is_said(
    letters: list[LabelledLetter], monkeypatch: pytest.MonkeyPatch, experiment: str
) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    with pytest.raises(FoiError, match="does not answer"):
        searched(plan_for(letters), 1, experiment)


def tune(experiment: str, *arguments: str) -> int:
    return main(["tune", "--trials", "4", "--experiment", experiment, *arguments])


@pytest.fixture
def few(letters: list[LabelledLetter], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.corpus.load_corpus", lambda *_: letters)


@pytest.mark.usefixtures("few", "asked")
def test_what_is_chosen_is_written_with_the_run_that_chose_it(
    letters: list[LabelledLetter], tmp_path: Path, capsys: pytest.CaptureFixture[str], experiment: str
) -> None:
    file = tmp_path / "chosen.toml"
    assert tune(experiment, "--model", "statuses", "--dry-run", "--output", str(file)) == DONE
    assert not file.exists()
    assert tune(experiment, "--output", str(file)) == DONE
    told = capsys.readouterr().out
    assert "statuses: log_likelihood_of_statuses is -4.0200 with the settings in use" in told
    assert "figures: average_precision_of_figures is" in told
    assert "with none of 4 trials is it higher" in told
    chosen = tomllib.loads(file.read_text())["chosen"]
    parent = MlflowClient().get_run(chosen["statuses"]["run"])
    assert chosen["statuses"]["run"] in told
    assert chosen["statuses"]["labels"] == hash_of(letters)
    assert chosen["statuses"]["before"] == pytest.approx(-4.02)
    assert chosen["statuses"]["after"] == pytest.approx(parent.data.metrics["after"])
    assert chosen["roles"] == {"by": "cross-validation by hand"}
    settings = read_settings(file)
    assert str(settings.statuses.strength) == parent.data.tags["best.strength"]
    assert replace(settings, statuses=read_settings(CHOSEN).statuses) == read_settings(CHOSEN)


@pytest.mark.usefixtures("few")
def test_ctrl_c_keeps_the_trials(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], experiment: str
) -> None:
    calls: list[Settings] = []

    def of(settings: Settings) -> list[float]:
        calls.append(settings)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return [1.0, 2.0]

    monkeypatch.setattr(SearchPlan, "objective", lambda _: of)
    assert tune(experiment, "--model", "figures", "--dry-run") == INTERRUPTED
    assert "the same command goes on from there" in capsys.readouterr().err
    assert tune(experiment, "--model", "figures", "--dry-run") == DONE
    assert len(calls) == 5


@pytest.mark.usefixtures("few", "asked")
def test_changed_code_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], experiment: str
) -> None:
    command = experiment, "--model", "statuses", "--dry-run"
    assert tune(*command) == DONE
    assert "code" not in capsys.readouterr().err
    monkeypatch.setattr("training.tuning_record.code_hash", lambda: "changed")
    assert tune(*command) == DONE
    assert "The code has changed since the last search (run " in capsys.readouterr().err
    assert tune(*command, "--anew", "--go-on") == NOTHING_DONE
    assert "--anew and --go-on exclude each other" in capsys.readouterr().err
