"""The reader that a bundle's models make."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.bundle import Bundle, load_bundle
from models.reader import ModelReader, Models
from models.trust import REVIEW, Reviewer, TrustModel
from nlp.errors import BadBundle


def build_reader(folder: Path) -> ModelReader:
    """Load the bundle in ``folder`` and put its models into the pipeline.

    Raises ``BadBundle`` if the bundle lacks a model or the threshold.
    """
    return reader_of(load_bundle(folder))


def reader_of(bundle: Bundle) -> ModelReader:
    """Put a bundle's models into the pipeline.

    Raises ``BadBundle`` if the bundle lacks a model or the threshold.
    """
    with refusing_strange_states(bundle):
        models = Models.from_states(bundle.models)
        below = bundle.manifest.origin.thresholds[REVIEW]
        reviewer = Reviewer(TrustModel.from_state(bundle.models["trust"]), below)
    return ModelReader(models, reviewer)


@contextmanager
def refusing_strange_states(bundle: Bundle) -> Iterator[None]:
    """Within, ``BadBundle`` says what to do where the bundle lacks a model, or a model's state is none."""
    try:
        yield
    except KeyError as error:
        raise BadBundle(f"The bundle in {bundle.folder} lacks {error}: train it again with this foi.") from error
    except (TypeError, ValueError, AttributeError, IndexError) as error:
        raise BadBundle(f"The models in {bundle.folder} are not as this foi stores them: train them again.") from error
