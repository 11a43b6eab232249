"""Whether models have learnt from letters already, as far as a bundle and the corpus tell."""

from __future__ import annotations

from collections.abc import Sequence

from models.manifest import Manifest
from nlp.types import LabelledLetter
from training.fitting import hash_of
from training.near_duplicates import copies


def learnt_elsewhere(bundle: Manifest, corpus: Sequence[LabelledLetter]) -> bool:
    """Whether a bundle learnt from other letters than these of the corpus, all those that there are to learn from."""
    return bundle.origin.labels != hash_of(corpus)


def taught_already(letters: Sequence[LabelledLetter], corpus: Sequence[LabelledLetter]) -> list[LabelledLetter]:
    """The letters that stand in the corpus, as they are or nearly, or that answer a campaign of which some do."""
    campaigns = {letter.header.get("campaign") for letter in corpus} - {None}
    found = zip(letters, copies(letters, corpus), strict=True)
    return [letter for letter, copy in found if copy is not None or letter.header.get("campaign") in campaigns]
