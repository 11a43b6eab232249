"""What all tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from models.reader import ModelReader, Models

settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("ci", settings.get_profile("local"), derandomize=True)
REQUIRE_ALL = os.environ.get("FOI_REQUIRE_ALL") == "1"
"""Whether a test that lacks what it needs fails, where it would be skipped else."""
settings.load_profile("ci" if REQUIRE_ALL else "local")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser. Where there is none a test is skipped, or fails if all tests are required."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        reason = f"there is no browser here ({', '.join(BROWSERS)}): make browser, as root on Debian"
        if REQUIRE_ALL:
            pytest.fail(reason)
        pytest.skip(reason)
    # only the tests in a browser should need it
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        # as root, Chromium runs without its sandbox or not at all; it is shown pages of the tests only
        yield playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])


@pytest.fixture(scope="session")
def small_models() -> Models:
    """Models that a few of the corpus's letters taught: quick to fit, and good enough to read."""
    # only the tests that read letters should wait for scikit-learn and spaCy
    from training.corpus import load_corpus  # noqa: PLC0415
    from training.fitting import fit_models  # noqa: PLC0415
    from training.targets import labelled_lines  # noqa: PLC0415

    letters = islice(iter(load_corpus()), 0, None, 10)
    return fit_models([labelled_lines(letter) for letter in islice(letters, 60)], seed=0)


@pytest.fixture(scope="session")
def small_reader(small_models: Models) -> ModelReader:
    """A reader with the small models."""
    from models.reader import ModelReader  # noqa: PLC0415

    return ModelReader(small_models, review_below=0.7)
