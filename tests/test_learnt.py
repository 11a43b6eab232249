"""Whether models have learnt from letters already."""

from __future__ import annotations

from dataclasses import replace

from models.manifest import RELEASED, read_manifest
from nlp.labelled import parse_labelled
from nlp.types import LabelledLetter
from training.fitting import LabelSet
from training.learnt import learnt_elsewhere, taught_already


def letter(authority: str, words: str, campaign: str = "") -> LabelledLetter:
    named = f"campaign: {campaign}\n" if campaign else ""
    header = f"---\nauthority: {authority}\nkind: council\nlayout: numbered\ntopic: salt\n{named}---\n"
    return parse_labelled(f"{header}1. [[Q 1]]Which streets?[[/Q]]\n[[A 1 | provided]]{words}[[/A]]\n", authority)


GRIT = letter("Ashbeck Council", "Ferry Lane, Upper Mill, Harrow Cross and Church End were gritted every night.")
SALT = letter("Coldmere Council", "We bought nine hundred tonnes of salt in March, all of it from one quarry.", "salt")
MILD = letter("Dunwick Council", "No lorry left the depot, for the winter was mild and everyone stayed at home.")


def test_a_bundle_that_learnt_from_other_letters_is_told_apart() -> None:
    bundle = read_manifest(RELEASED)
    bundle = replace(bundle, origin=replace(bundle.origin, labels=LabelSet([GRIT, SALT]).hash))
    assert not learnt_elsewhere(bundle, [SALT, GRIT])
    assert learnt_elsewhere(bundle, [GRIT])
    assert learnt_elsewhere(bundle, [GRIT, SALT, MILD])


def test_letters_that_were_taught_are_copies_and_those_of_a_campaign_that_was() -> None:
    copied = replace(GRIT, name="copied", header={**GRIT.header, "authority": "Fenbury Council"})
    fellow = replace(MILD, header={**MILD.header, "campaign": "salt"})
    assert taught_already([copied, fellow, MILD], [GRIT, SALT]) == [fellow, copied]
    assert taught_already([MILD], []) == []
