"""The campaign that a matrix or a report shows."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nlp.errors import FoiError
from scoring.commands.console import complain

if TYPE_CHECKING:
    from scoring.campaign import Campaign


def campaign_of(answers: Path, request: Path | None, bodies: Path | None, output: Path) -> Campaign:
    """The campaign that scored letters are the replies to; refuses an output that is one of its own sources.

    A workbook that was saved again since `foi matrix` wrote it is taken, and what that means is said.
    """
    from nlp.request import read_request
    from scoring.gathering import read_bodies, read_campaign
    from scoring.output import among

    if among(output, [file for file in (answers, request, bodies) if file]):
        raise FoiError(f"{output} is what it would be made from: give --output another name.")
    campaign = read_campaign(
        answers, read_request(request) if request else None, read_bodies(bodies) if bodies else None
    )
    if campaign.sources.edited:
        complain(
            f"{answers} was saved again after foi matrix wrote it. What was changed in its sheets is left out: "
            f"{output} shows what foi score found."
        )
    return campaign
