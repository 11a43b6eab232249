"""What teaches to which bodies answers send their reader: the answers that ``corpus/directions.csv`` tells it of."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from models.directions import DirectionModel, TaughtBodies
from nlp.directions import Redirecting, named_bodies
from nlp.labelled import read_labelled
from nlp.types import LabelledLetter, Means
from nlp.view import look_through
from training.corpus import CORPUS
from training.value_labels import Place, labelled_values

_NAME = "directions"
LEARNT = ("train", "check")
"""The sides of ``directions.csv`` that teach; ``test`` is frozen."""

_ARTICLE = re.compile(
    r"(?:the|a|an|your|their|each|every|all|both|individual|those|of|attached|enclosed|two|three)\s", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TaughtDirections:
    """Answers that teach, their ``places``, and their ``authorities``, which part the folds."""

    places: tuple[Place, ...]
    answers: tuple[TaughtBodies, ...]
    authorities: tuple[str, ...]


@cache
def fitted_directions(seed: int) -> DirectionModel:
    """The model that all labelled directions teach; whatever letters teach the other models, these teach it."""
    taught = taught_directions()
    return DirectionModel.fit(taught.answers, taught.authorities, seed)


@cache
def held_out_directions(seed: int = 0) -> Mapping[Place, Sequence[int]]:
    """To which of the bodies that it names each answer sends, as told by models that learnt from other authorities."""
    taught = taught_directions()
    found = DirectionModel.held_out(taught.answers, taught.authorities, seed)
    return dict(zip(taught.places, found, strict=True))


@cache
def taught_directions() -> TaughtDirections:
    """The labelled answers of all sides that teach, in the order of their letters."""
    wanted: dict[Place, set[str]] = {}
    for side in LEARNT:
        for place, values in labelled_values(_NAME, side).items():
            bodies = (value.partition(" ")[2] for value in values if value.startswith(Means.BODY))
            wanted.setdefault(place, set()).update(map(plain, bodies))
    places = sorted(wanted)
    taught = [_taught(place, wanted[place]) for place in places]
    return TaughtDirections(tuple(places), tuple(one for one, _ in taught), tuple(owner for _, owner in taught))


def _taught(place: Place, wanted: set[str]) -> tuple[TaughtBodies, str]:
    path, start = place
    letter = read_labelled(CORPUS / path)
    named = named_bodies(redirecting(letter, start))
    return TaughtBodies(
        named, tuple(plain(one.target) in wanted for one in named.bodies), len(wanted)
    ), letter.authority


def redirecting(letter: LabelledLetter, start: int) -> Redirecting:
    """The labelled answer that begins at ``start``, as it is read for where it sends the reader."""
    answer = max((one for one in letter.answers if one.start == start), key=lambda one: one.end)
    return Redirecting(look_through(letter.text), letter.text, start, answer.end, letter.authority, answer.statuses)


def directions_hash() -> str:
    """The same as long as what teaches directions is the same: the labels, and the letters that they are of."""
    letters = sorted({path for side in LEARNT for path, _ in labelled_values(_NAME, side)})
    return _sha256([(CORPUS / f"{_NAME}.csv").read_bytes(), *((CORPUS / path).read_bytes() for path in letters)])


def plain(target: str) -> str:
    """A target as it is compared: no article, no scheme, no capitals."""
    words = re.sub(r"^https?://|^www\.|/$", "", re.sub(r"^https?://", "", " ".join(target.split()))).lower()
    while (article := _ARTICLE.match(words)) is not None:
        words = words[article.end() :]
    return words.strip("'\"‘’“” ").replace("’", "'")


def _sha256(contents: Iterable[bytes]) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(content).digest() for content in contents)).hexdigest()
