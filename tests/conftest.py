"""What all tests share."""

from __future__ import annotations

import os
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from models.reader import ModelReader, Models

settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("ci", settings.get_profile("local"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


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
