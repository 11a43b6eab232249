"""How well the particulars of letters are read, beside those that a person wrote down.

    uv run python benchmarks/particulars.py [--side train|test] [--errors] [--places]

Prints precision (of what was read, how much is right) and recall (of what the letters tell, how much was read) for
each particular. ``--places`` prints how often each kind of place was right, and the confidence that follows, as
``nlp/places.py`` keeps it. The rules were set on ``train``; ``test`` is there to measure.
"""

from __future__ import annotations

import csv
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

import click

from models.manifest import RELEASED
from nlp.labelled import read_labelled
from nlp.particulars import particulars_of
from nlp.places import Place
from nlp.types import Letter, Particular, Particulars, ReadLetter
from nlp.view import look_through
from scoring.reader import build_reader
from training.corpus import CORPUS

TRUTH = CORPUS / "particulars.csv"
NAMES = tuple(each.name for each in fields(Particulars))
SIDES = ("train", "test")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a letter's particular and what a person wrote down, several where each would do."""

    letter: str
    name: str
    found: Particular[object] | None
    true: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the two agree; nothing read where there is nothing to read is right too."""
        return plain(self.name, said(self.found)) in {plain(self.name, one) for one in self.true or ("",)}


def said(found: Particular[object] | None) -> str:
    """What was read, as a person writes it down."""
    return "" if found is None else str(found.value)


def plain(name: str, value: str) -> str:
    """A value without what makes no difference: case and signs, and the word FOI before a reference."""
    text = value.casefold().replace("&", "and").removeprefix("the ")
    if name == "reference":
        text = re.sub(r"^(?:foi|eir|rfi) (?=\S*\d)", "", text)
    return re.sub(r"[\W_]", "", text)


def truth(side: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """What a person wrote down, by letter (its path in the corpus) and particular."""
    found: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    with TRUTH.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if (row["letter"].split("/")[0] == "test") is (side == "test"):
                found[row["letter"]][row["name"]] = tuple(filter(None, row["value"].split(" | ")))
    return found


def read_side(side: str) -> list[ReadLetter]:
    """The letters of a side that a person wrote down the particulars of, as the released bundle reads them."""
    letters = [Letter(name, read_labelled(CORPUS / f"{name}.letter").text) for name in truth(side)]
    return build_reader(RELEASED).read(letters)


def readings(side: str, letters: Sequence[ReadLetter]) -> Iterator[Reading]:
    """Every particular of every letter."""
    true = truth(side)
    for letter in letters:
        found = particulars_of(look_through(letter.text), letter.lines)
        for name in NAMES:
            yield Reading(letter.name, name, getattr(found, name), true[letter.name][name])


def measures(read: Sequence[Reading]) -> Mapping[str, tuple[float, float]]:
    """Precision and recall by particular, 1 where nothing was read or is to be read."""
    told: dict[str, tuple[float, float]] = {}
    for name in NAMES:
        own = [one for one in read if one.name == name]
        right = sum(one.right for one in own if one.found)
        found, true = sum(one.found is not None for one in own), sum(bool(one.true) for one in own)
        told[name] = (right / found if found else 1.0, right / true if true else 1.0)
    return told


def print_measures(side: str, read: Sequence[Reading]) -> None:
    """A row for each particular."""
    click.echo(f"{side}: {len({one.letter for one in read})} letters")
    for name, (precision, recall) in measures(read).items():
        told = sum(bool(one.true) for one in read if one.name == name)
        click.echo(f"  {name:10} told in {told:3}   precision {precision:.3f}   recall {recall:.3f}")


def shares(read: Sequence[Reading]) -> Mapping[Place, float]:
    """How often each kind of place was right, by the rule of succession."""
    right: Counter[Place] = Counter()
    times: Counter[Place] = Counter()
    for one in read:
        if one.found:
            times[one.found.place] += 1
            right[one.found.place] += one.right
    return {place: (right[place] + 1) / (times[place] + 2) for place in Place}


@click.command()
@click.option("--side", "sides", type=click.Choice(SIDES), multiple=True, default=SIDES, help="Which letters.")
@click.option("--errors", is_flag=True, help="List what is wrong.")
@click.option("--places", is_flag=True, help="How often each kind of place was right.")
def main(sides: Sequence[str], errors: bool, places: bool) -> None:
    """Measure how well the particulars of letters are read."""
    for side in sides:
        letters = read_side(side)
        start = time.perf_counter()
        read = list(readings(side, letters))
        taken = 1000 * (time.perf_counter() - start) / len(letters)
        print_measures(side, read)
        click.echo(f"  {taken:.2f} ms a letter of {sum(len(one.text) for one in letters) // len(letters):,} characters")
        for one in read:
            if errors and not one.right:
                click.echo(f"  {one.letter} {one.name}: read {said(one.found)!r}, true {' or '.join(one.true)!r}")
        if places:
            for place, share in shares(read).items():
                click.echo(f"    Place.{place.name}: {share:.2f},")


if __name__ == "__main__":
    main()
