"""What labelling letters of a campaign gains: the part of `foi evaluate` that `--adapt` asks for."""

# ruff: noqa: PLC0415

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlp.errors import FoiError
from scoring.commands.console import complain, progress, terminal
from scoring.commands.letters import read_letters, readings


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

    letters, failed = read_letters([asked.campaign])
    loaded = load_bundle(bundle)
    read = readings(letters, reader_of(loaded), alone=asked.alone)
    pairs = [(letter, one) for letter, one in zip(letters, read, strict=True) if one is not None]
    with progress("Adapting", adaptation.DRAWS) as advance:
        curve = adaptation.adaptation_curve(
            [letter for letter, _ in pairs],
            [one for _, one in pairs],
            StatusModel.from_state(loaded.models["statuses"]),
            Settings.from_dict(loaded.manifest.origin.settings).statuses,
            seed=asked.seed,
            draws=adaptation.DRAWS,
            done=lambda: advance(None),
        )
    terminal().print(shown_curve(curve.as_dict()))
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
