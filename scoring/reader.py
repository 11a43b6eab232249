"""The reader that a bundle's models make."""

from __future__ import annotations

from pathlib import Path

from models.bundle import load_bundle
from models.reader import ModelReader, Models
from models.trust import Reviewer, TrustModel
from nlp.errors import BadBundle

REVIEW, FIGURES = "review", "figures"
"""The bundle's thresholds: how far a row, and its figures, have to be trusted for no person to look."""


def build_reader(folder: Path) -> ModelReader:
    """Load the bundle in ``folder`` and put its models into the pipeline.

    Raises ``BadBundle`` if the bundle lacks a model or a threshold.
    """
    bundle = load_bundle(folder)
    try:
        models = Models.from_states(bundle.models)
        thresholds = bundle.manifest.origin.thresholds
        reviewer = Reviewer(TrustModel.from_state(bundle.models["trust"]), thresholds[REVIEW], thresholds[FIGURES])
    except KeyError as error:
        raise BadBundle(f"The bundle in {folder} lacks {error}: train it again with this foi.") from error
    except (TypeError, ValueError, AttributeError, IndexError) as error:
        raise BadBundle(f"The models in {folder} are not as this foi stores them: train them again.") from error
    return ModelReader(models, reviewer)
