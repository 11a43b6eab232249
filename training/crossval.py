"""Reading letters with models that have not seen their authorities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.crossed import Folds
from models.reader import ModelReader, Models
from nlp.background import Background
from nlp.recurrence import Recurrence, letter_runs
from nlp.types import LabelledLetter, ReadLetter
from training.evaluation import Report, evaluate
from training.findings import Doubt
from training.targets import LabelledLines

_BATCH = 16


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A labelled letter as models read it that had not seen its authority; ``fold`` tells which models.

    ``doubts`` are what these models contradict in its labels, if they were asked.
    """

    letter: LabelledLetter
    read: ReadLetter
    fold: int
    doubts: tuple[Doubt, ...] = ()


def report_of(held_out: Sequence[HeldOut]) -> Report:
    """The measures over letters that were held out."""
    return evaluate([one.letter for one in held_out], [one.read.answers for one in held_out])


def groups_of(letters: Sequence[LabelledLetter]) -> list[str]:
    """A name for each letter's group: letters of one authority or of one campaign are in one group.

    A model that has learnt a questionnaire's words would be measured too well on other replies to it.
    """
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader.setdefault(name, name) != name:
            name = leader[name]
        return name

    for letter in letters:
        campaign = letter.header.get("campaign")
        if campaign:
            leader[find(f"campaign {campaign}")] = find(letter.authority)
    return [find(letter.authority) for letter in letters]


def folds_by_authority(parts: Sequence[LabelledLines], count: int, seed: int) -> Folds:
    """Folds that keep letters of one group together (``groups_of``); fewer than ``count`` for few groups."""
    return Folds.by_group(groups_of([part.letter for part in parts]), count, seed)


def read_held_out(parts: Sequence[LabelledLines], models: Models) -> list[ReadLetter]:
    """These letters as one pile, as models read them that have not seen their authorities."""
    reader = ModelReader(models)
    background = Background(Recurrence.in_pile([letter_runs(part.view) for part in parts]))
    return [
        read
        for start in range(0, len(parts), _BATCH)
        for read in reader.read([part.letter for part in parts[start : start + _BATCH]], background)
    ]
