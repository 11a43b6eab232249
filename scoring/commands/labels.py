"""`foi labels`: work with labelled letters."""

# ruff: noqa: PLC0415

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nlp.errors import BadBundle, FoiError
from scoring.commands.console import DONE, SOME_FAILED, complain, listed, write_json
from scoring.commands.letters import labelled_letters
from scoring.commands.options import MODEL, PATH

if TYPE_CHECKING:
    from nlp.types import LabelledLetter


@click.group(epilog="Example: foi labels check our-letters/")
def labels() -> None:
    """Work with labelled letters."""


@labels.command(epilog="Example: foi labels check our-letters/ reply.letter")
@click.argument("labelled", nargs=-1, required=True, type=PATH, metavar="LABELLED...")
@MODEL
@click.option("--json", "json_file", type=PATH, metavar="FILE", help="Also write what was found.")
def check(labelled: tuple[Path, ...], bundle: Path, json_file: Path | None) -> int:
    """Name every mistake in labelled letters, with its line and what to do.

    Said are breaches of the format and of the guidelines, copies of each other and of the corpus, letters of
    bodies that only measure, and statuses and figures that the models contradict. foi train --labels says the same
    and leaves out what must not be learnt from.
    """
    from models.bundle import load_bundle
    from scoring.reader import refusing_strange_states
    from training.doubtful_labels import Judges
    from training.label_checks import checked, known_letters, learnt_from
    from training.learnt import learnt_elsewhere

    files = labelled_letters(labelled)
    loaded, known = load_bundle(bundle), known_letters(besides=files)
    with refusing_strange_states(loaded):
        judges = Judges.from_states(loaded.models)
    found = checked(files, known, judges)
    for finding in found.findings:
        complain(str(finding))
    if learnt_elsewhere(loaded.manifest, learnt_from(known)):
        complain("The bundle may have learnt from these letters: what it was taught, it does not doubt.")
    if json_file is not None:
        write_json(json_file, [finding.as_dict() for finding in found.findings])
    answers = sum(len(one.answers) for one in found.in_order)
    unused = len(found.left_out - found.broken)
    click.echo(
        f"{len(found.in_order):,} letters in order ({answers:,} answers), {len(found.broken):,} not."
        + (f" Of those in order {unused:,} would not be learnt from." if unused else "")
    )
    return SOME_FAILED if found.broken else DONE


@dataclass(frozen=True, slots=True)
class NewLetters:
    """Newly labelled letters: the ``files``, the ``letters`` that can be learnt from, how many have ``broken`` labels.

    ``told`` is of which lines something is said already, and what kind of thing.
    """

    files: Sequence[Path] = ()
    letters: tuple[LabelledLetter, ...] = ()
    broken: int = 0
    told: frozenset[tuple[Path, int | None, str]] = frozenset()


def new_letters(folders: Sequence[Path]) -> NewLetters:
    """The newly labelled letters in these folders.

    Says everything that is wrong with them. Labels are doubted by the released bundle; it is not asked if it may have
    learnt from these letters, or does not fit the libraries that are installed. ``FoiError`` where no letter is left.
    """
    from models.bundle import load_bundle
    from scoring.reader import refusing_strange_states
    from training.corpus import TRAIN
    from training.doubtful_labels import Judges
    from training.label_checks import checked, known_letters, learnt_from
    from training.learnt import learnt_elsewhere

    files = labelled_letters(folders)
    known = known_letters(besides=[file for file in files if Path(os.path.realpath(file)).is_relative_to(TRAIN)])
    judges = None
    try:
        released = load_bundle()
        if learnt_elsewhere(released.manifest, learnt_from(known)):
            complain("The released bundle may have learnt from these letters: what is doubtful is said after training.")
        else:
            with refusing_strange_states(released):
                judges = Judges.from_states(released.models)
    except BadBundle as error:
        complain(f"What is doubtful in the labels is said after training, for there is no model to ask yet. {error}")
    found = checked(files, known, judges)
    for finding in found.findings:
        complain(str(finding))
    if not found.letters:
        raise FoiError(f"None of the letters in {listed(folders)} can be learnt from: see what is said of each.")
    click.echo(f"{len(found.letters):,} of {len(files):,} newly labelled letters are learnt from.", err=True)
    return NewLetters(files, found.letters, len(found.broken), frozenset(one.about for one in found.findings))
