"""Settings: read from a file, with defaults, and mistakes named."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest

from models.settings import RoleSettings, Settings
from nlp.errors import FoiError
from scoring.commands.options import SEED
from scoring.commands.train import FOLDS, RISK
from training.fitting import Recipe
from training.settings import CHOSEN, Choice, read_settings, write_settings


def test_what_a_file_does_not_name_is_as_by_default(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[chosen]\nrun = "ab12"\n\n[roles]\nnetworks = 2\nwords = 3\n')
    assert read_settings(file) == replace(Settings(), roles=RoleSettings(networks=2, words=3.0))


def test_what_is_written_is_read_back_and_says_which_run_chose_it(tmp_path: Path) -> None:
    settings = replace(Settings(), roles=RoleSettings(penalty=3.1e-05, hidden=99))
    day = date(2026, 1, 2)
    choice = Choice("ab12", day, "log_likelihood", -0.5, -0.4, 0.01, trials=9, folds=3, letters=50, seed=1, labels="f0")
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    write_settings(settings, {"roles": choice}, first)
    assert read_settings(first) == settings
    assert tomllib.loads(first.read_text())["chosen"]["roles"] == asdict(choice)
    write_settings(Settings(), {"figures": replace(choice, run="cd34")}, second, first)
    chosen = tomllib.loads(second.read_text())["chosen"]
    assert {model: one.get("run") for model, one in chosen.items()} == {
        "roles": "ab12",
        "statuses": None,
        "figures": "cd34",
    }
    with pytest.raises(FoiError, match="cannot be written"):
        write_settings(settings, {}, tmp_path)


def test_the_chosen_settings_name_every_one() -> None:
    settings = read_settings(CHOSEN)
    named = {name for model in settings.as_dict().values() for name in model}
    assert all(f"\n{name} = " in CHOSEN.read_text() for name in named)


def test_the_command_trains_as_a_recipe_does_unless_told_otherwise() -> None:
    assert Recipe(seed=SEED, folds=FOLDS, risk=RISK / 100) == Recipe()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[lines]\nwords = 2", "no model 'lines'"),
        ("[roles]\nwurds = 2", "no setting 'wurds'"),
        ("[roles]\nnetworks = 2.5", "networks is 2.5"),
        ("[statuses]\nstrength = -1", "strength is -1"),
        ("[statuses]\nstrength = true", "strength is True"),
        ("[statuses]\nstrength = nan", "strength is nan"),
        ("[statuses]\nstrength = inf", "strength is inf"),
        ("roles = 3", "roles is 3"),
        ("[roles\n", "has to be TOML"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text)
    with pytest.raises(FoiError, match=complaint):
        read_settings(file)
