"""`foi promote`: which of the registered models serves."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.manifest import RELEASED
from nlp.errors import BadBundle, FoiError
from scoring.commands.console import complain, terminal
from scoring.commands.letters import found_answers
from scoring.commands.options import PATH

if TYPE_CHECKING:
    from models.reader import ModelReader


@click.command(epilog="Example: foi promote our-bundle")
@click.argument("bundle", required=False, type=PATH)
@click.option("--name", metavar="NAME", help="The registered model; without it, foi-answers.")
@click.option("--force", is_flag=True, help="Promote it though it reads worse; say why with --reason.")
@click.option("--reason", metavar="TEXT", help="Why a worse model is to serve; it is recorded.")
@click.option("--back", is_flag=True, help="Make the champion before this one the champion again.")
def promote(bundle: Path | None, name: str | None, force: bool, reason: str | None, back: bool) -> None:
    """Make the challenger the champion, unless it reads worse.

    The challenger is the newest registered version: that of BUNDLE, if you give the folder of one, or of the last
    `foi train`. It and the champion read the frozen test split. The challenger is refused if any status or the figures
    are found worse than could be chance. Where there is no champion, it is held against the released bundle.

    Programs that read with models:/NAME@champion read with the new champion from then on.
    """
    from training import promotion
    from training.registry import NAME, register

    name, reason = name or NAME, (reason or "").strip()
    if back:
        if bundle or force or reason:
            raise click.UsageError("--back goes with --name alone.")
        left, returned = promotion.take_back(name)
        click.echo(f"Version {returned.number} (bundle {returned.bundle}) is the champion of {name} again.")
        click.echo(f"Version {left.number} (bundle {left.bundle}) is not any more.")
        return
    if force != bool(reason):
        raise click.UsageError("--force and --reason go together: say why a model that reads worse is to serve.")
    version = register(bundle, name) if bundle else promotion.challenger(name)
    champion = promotion.champion(name)
    worse = _held_against(champion.uri if champion else None, version.uri)
    called = f"Version {version.number} (bundle {version.bundle})"
    if worse and not force:
        for words in worse.values():
            complain(f"{words}.")
        raise FoiError(
            f"{called} is not promoted: on the frozen test split it reads worse than chance explains. It stays"
            " registered; to promote it nevertheless, give --force and a --reason."
        )
    promotion.promote(version, list(worse), reason or None)
    click.echo(f"{called} is the champion of {name} now.")
    if champion:
        click.echo(f"Version {champion.number} (bundle {champion.bundle}) was; `foi promote --back` restores it.")


def _standard(champion: str | None) -> ModelReader:
    """What a challenger is held against: the champion, or the released bundle where no champion can be read."""
    from scoring.reader import build_reader
    from training.registry import bundle_of

    if champion is not None:
        try:
            return build_reader(bundle_of(champion))
        except BadBundle as error:
            # made for other libraries, say, and so of no use to anyone who has these
            complain(f"the champion cannot be read, so the released bundle stands in for it. {error}")
    return build_reader(RELEASED)


def _held_against(champion: str | None, challenger: str) -> dict[str, str]:
    """Show how the challenger reads the test split; each measure that is worse, and in words how much."""
    from dataclasses import asdict

    from scoring.quality import shown_cases, shown_differences
    from scoring.reader import build_reader
    from training.corpus import TEST, load_corpus
    from training.promotion import CERTAINTY, hold_contest
    from training.registry import bundle_of

    letters = load_corpus(TEST)
    before = found_answers(letters, _standard(champion), title="Reading with the champion")
    after = found_answers(letters, build_reader(bundle_of(challenger)), title="Reading with the challenger")
    contest = hold_contest(letters, before, after)
    console = terminal()
    title = f"{len(letters):,} letters of the test split: {champion or 'the released bundle'} and {challenger}"
    console.print(shown_differences({name: asdict(one) for name, one in contest.differences.items()}, title))
    console.print(f"With {CERTAINTY:.0%} certainty, all true changes of statuses and figures lie in their intervals.")
    console.print(shown_cases("Gained", list(map(asdict, contest.changes.gained))), soft_wrap=True)
    console.print(shown_cases("Lost", list(map(asdict, contest.changes.lost))), soft_wrap=True)
    return {
        name: f"{name} fell from {was.before:.3f} to {was.after:.3f}, by {-was.high:.3f} at the least"
        for name, was in contest.differences.items()
        if name in contest.worse
    }
