"""Grounds, directions and attachments that are found, against those that a person labelled.

    uv run python benchmarks/grounds.py [--side train|test|check] [--errors]

The labels are in ``training/corpus/{grounds,directions,attachments}.csv``: a row for each value, or one
without a value where there is none. Answers, statuses and authorities are the labelled ones, so
that only these rules are measured, and the model of directions: each answer that teaches it is read by one that learnt
from other authorities. A target agrees when its kind and its words do, whatever article, scheme, capitals
or "attached" it is written with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import click

from nlp.attachments import asked_in, attachments_of
from nlp.bodies import NamedBodies
from nlp.directions import directions_of
from nlp.grounds import grounds_of
from nlp.labelled import read_labelled
from nlp.types import LabelledLetter
from nlp.view import look_through
from training.corpus import CORPUS
from training.directions import fitted_directions, held_out_directions, plain, redirecting
from training.value_labels import Place, labelled_values

SIDES = ("train", "test", "check")
"""Where values were labelled: ``check`` has letters that were written and labelled after the rules for names."""


def ground_values(place: Place) -> Counter[str]:
    """What the rules find in a labelled answer: law, provision and way."""
    path, start = place
    letter = read_labelled(CORPUS / path)
    view, end = look_through(letter.text), _end(letter, start)
    return Counter(f"{one.law} {one.provision} {one.way}" for one in grounds_of(view, start, end))


@dataclass(frozen=True, slots=True)
class _HeldOut:
    """What models found that learnt from other authorities, for the one answer that is read."""

    chosen: Sequence[int]

    def sent_to(self, answers: Sequence[NamedBodies]) -> Sequence[Sequence[int]]:
        return [self.chosen] * len(answers)


def direction_values(place: Place) -> Counter[str]:
    """The kinds and targets that are found in a labelled answer."""
    path, start = place
    held_out = held_out_directions().get(place)
    reader = fitted_directions(0) if held_out is None else _HeldOut(held_out)
    (found,) = directions_of([redirecting(read_labelled(CORPUS / path), start)], reader)
    return Counter(f"{one.means} {plain(one.target)}" for one in found)


def attachment_values(place: Place) -> Counter[str]:
    """The attachments that the rules find in a letter."""
    letter = read_labelled(CORPUS / place[0])
    asked = asked_in(letter.questions, ())
    return Counter(plain(one.name) for one in attachments_of(look_through(letter.text), asked))


def _end(letter: LabelledLetter, start: int) -> int:
    return max(answer.end for answer in letter.answers if answer.start == start)


MEASURED: Mapping[str, tuple[Callable[[Place], Counter[str]], Callable[[str], str]]] = {
    "grounds": (ground_values, str),
    "directions": (direction_values, lambda value: " ".join((value.split()[0], plain(value.partition(" ")[2])))),
    "attachments": (attachment_values, plain),
}


def measure(name: str, side: str, *, errors: bool = False) -> tuple[float, float, int]:
    """Precision, recall and the number of labelled places of one kind."""
    find, compared = MEASURED[name]
    right = spurious = missed = 0
    labels = labelled_values(name, side)
    for (path, start), values in labels.items():
        wanted = Counter(compared(value) for value in values.elements())
        found = find((path, start))
        right += (wanted & found).total()
        spurious += (found - wanted).total()
        missed += (wanted - found).total()
        if errors and wanted != found:
            click.echo(f"{path} @{start}: missed {sorted(wanted - found)}, spurious {sorted(found - wanted)}")
    return right / max(1, right + spurious), right / max(1, right + missed), len(labels)


@click.command()
@click.option("--side", type=click.Choice(SIDES), multiple=True, default=SIDES)
@click.option("--errors", is_flag=True, help="List every place that is read wrong.")
def main(side: tuple[str, ...], *, errors: bool) -> None:
    """Print precision and recall of grounds, directions and attachments."""
    for name in MEASURED:
        for each in side:
            precision, recall, places = measure(name, each, errors=errors)
            if not places:
                continue
            click.echo(f"{name:12} {each:6} precision {precision:.3f}  recall {recall:.3f}  ({places} labelled)")


if __name__ == "__main__":
    main()
