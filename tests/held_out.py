"""Letters that models are said to have read, made for tests."""

from __future__ import annotations

from dataclasses import replace

from nlp.labelled import parse_labelled
from nlp.types import Answer, ReadLetter, Status
from training.crossval import HeldOut

HEADER = "---\nauthority: {authority}\nkind: council\nlayout: plain\ntopic: bins\n---\n"


def held_out(body: str, *found: Answer, authority: str = "Eastmarsh District Council", name: str = "bins") -> HeldOut:
    """A letter with labels in its body, and the answers that were found in it."""
    letter = replace(parse_labelled(HEADER.format(authority=authority) + body, name), name=name)
    return HeldOut(letter, ReadLetter(letter.name, letter.text, answers=found), 0)


def sure(answer: Answer, status: Status, confidence: float) -> Answer:
    """The labelled answer as it would be found: with this status, and so sure of it."""
    others = (1 - confidence) / (len(Status) - 1)
    shares = {each: confidence if each is status else others for each in Status}
    return replace(answer, statuses=(status,), confidence=confidence, probabilities=shares, quantities=())
