"""What labelling letters of a campaign gains: the part of `foi evaluate` that `--adapt` asks for."""

# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nlp.errors import FoiError
from scoring.commands.console import complain, progress, terminal
from scoring.commands.letters import read_letters, readings

if TYPE_CHECKING:
    from models.manifest import Manifest
    from nlp.types import LabelledLetter


@dataclass(frozen=True, slots=True)
class Adapting:
    """What is asked for: the campaign, and where the picture and the record of its curve go."""

    campaign: Path
    plot: Path | None
    experiment: str | None
    seed: int
    alone: bool


def show_adapting(asked: Adapting, bundle: Path) -> tuple[dict[str, Any], int]:
    """Show how fast the bundle's status model learns the campaign; the curve, and how many letters were not read."""
    from models.bundle import load_bundle
    from models.settings import Settings
    from models.status import StatusModel
    from scoring.adaptation_table import shown_curve
    from scoring.reader import reader_of
    from training import adaptation
    from training.fitting import hash_of
    from training.settings import read_settings

    letters, failed = read_letters([asked.campaign])
    loaded = load_bundle(bundle)
    read = readings(letters, reader_of(loaded), alone=asked.alone)
    fitted = Settings.from_dict(loaded.manifest.origin.settings).statuses
    pairs = [(letter, one) for letter, one in zip(letters, read, strict=True) if one is not None]
    with progress("Adapting", adaptation.DRAWS) as advance:
        curve = adaptation.adaptation_curve(
            [letter for letter, _ in pairs],
            [one for _, one in pairs],
            StatusModel.from_state(loaded.models["statuses"]),
            # how far to move a model is no part of how it was fitted
            replace(fitted, leeway=read_settings().statuses.leeway),
            seed=asked.seed,
            draws=adaptation.DRAWS,
            done=lambda: advance(None),
        )
    terminal().print(shown_curve(curve.as_dict()))
    _say_if_learnt_before(letters, loaded.manifest)
    if asked.plot is not None:
        from scoring.pictures import write_picture
        from training.adaptation_plot import adaptation_figure

        write_picture(adaptation_figure(curve), asked.plot)
    if asked.experiment is not None:
        from training.adaptation_record import record_curve

        # as with a training, a store that is away costs the record and nothing else
        try:
            complain(record_curve(curve, asked.campaign, loaded.id, hash_of(letters), asked.experiment))
        except FoiError as error:
            complain(f"Not recorded: {error}")
    return curve.as_dict(), failed + read.count(None)


def _say_if_learnt_before(letters: Sequence[LabelledLetter], bundle: Manifest) -> None:
    """Complain if the models may know the letters already: then what adapting to them gains says little of others."""
    from training.corpus import TRAIN, load_corpus
    from training.learnt import learnt_elsewhere, taught_already

    corpus = load_corpus(TRAIN)
    known = len(taught_already(letters, corpus))
    if known:
        complain(
            f"{known:,} of these {len(letters):,} letters, or others of their campaign, stand in training/corpus/train:"
            " models that learnt from them have less to gain than on a campaign that they never saw."
        )
    elif learnt_elsewhere(bundle, corpus):
        complain(
            "The bundle learnt from other letters than those in training/corpus/train: if these are among them, it has"
            " less to gain than on a campaign that it never saw."
        )
