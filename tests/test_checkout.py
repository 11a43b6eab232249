"""What one does with a checkout: nothing is installed unasked, and what cannot be done is said at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NEEDED = ("bash", "mktemp", "rm", "tail", "timeout")


def run(*command: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "FOI_REQUIRE_ALL"} | variables
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """The programs of a machine without a browser, where nothing can be reached."""
    for name in NEEDED:
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    program(tmp_path / "apt-get", "exit 100")
    program(tmp_path / "id", "echo 0")
    return tmp_path


def program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_the_tests_install_nothing_on_the_machine() -> None:
    planned = run("make", "--dry-run", "test").stdout
    assert "pytest" in planned
    assert "browser" not in planned
    assert ".ci/browser" in run("make", "--dry-run", "browser").stdout


def test_no_browser_is_installed_offline_or_without_root(machine: Path) -> None:
    offline = run(".ci/browser", PATH=str(machine))
    assert (offline.returncode, offline.stdout, offline.stderr.count("\n")) == (1, "", 1)
    assert "go online, or install Chromium yourself" in offline.stderr
    program(machine / "id", "echo 1000")
    without = run(".ci/browser", PATH=str(machine))
    assert (without.returncode, without.stdout, without.stderr.count("\n")) == (1, "", 1)
    assert "only root can install one" in without.stderr
    program(machine / "chromium", "")
    assert run(".ci/browser", PATH=str(machine)).returncode == 0


def test_what_is_installed_has_all_the_files_that_the_code_reads() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    packages = tools["packages"]
    listed = [f"{package}/{files}" for package, several in tools["package-data"].items() for files in several]
    tops = {package.split(".")[0] for package in packages}
    tracked = run("git", "ls-files", "-z", "--", *tops).stdout.rstrip("\0").split("\0")
    code = [file for file in tracked if file.endswith(".py")]
    data = [file for file in tracked if not file.endswith(".py")]
    assert "training/word_vectors.npz" in data
    assert [file for file in data if not any(fnmatch(file, one) for one in listed)] == []
    assert {file.rpartition("/")[0].replace("/", ".") for file in code} == set(packages)


@pytest.mark.parametrize(("required", "outcome"), [("0", "1 skipped"), ("1", "1 error")])
def test_without_a_browser_tests_in_one_are_skipped_unless_all_are_required(
    required: str, outcome: str, machine: Path
) -> None:
    test = "tests/test_report_in_browser.py::test_printing_gives_pages"
    told = run(sys.executable, "-m", "pytest", "-n0", "-q", test, PATH=str(machine), FOI_REQUIRE_ALL=required)
    assert outcome in told.stdout
    assert "there is no browser here" in told.stdout
