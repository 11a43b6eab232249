"""The reader that a bundle's models make."""

from __future__ import annotations

from pathlib import Path

from models.bundle import load_bundle
from nlp import pipeline
from scoring.explain import Explainer


def build_reader(folder: Path) -> Explainer:
    """Load the bundle in ``folder`` and put its models into the pipeline."""
    reader: Explainer = pipeline.build_reader(load_bundle(folder))
    return reader
