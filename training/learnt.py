"""Whether models have learnt from letters already, as far as a bundle and the corpus tell."""

from __future__ import annotations

from collections.abc import Sequence

from models.manifest import Manifest
from nlp.types import LabelledLetter
from training.fitting import LabelSet
from training.near_duplicates import copies


def learnt_elsewhere(bundle: Manifest, corpus: Sequence[LabelledLetter]) -> bool:
    """Whether a bundle learnt from other letters than these of the corpus, all those that there are to learn from."""
    return bundle.origin.labels != LabelSet(corpus).hash


def taught_already(letters: Sequence[LabelledLetter], corpus: Sequence[LabelledLetter]) -> list[LabelledLetter]:
    """The letters that answer a campaign of which the corpus has some, and those that stand in it, or nearly."""
    campaigns = {letter.header.get("campaign") for letter in corpus} - {None}
    fellows = [letter for letter in letters if letter.header.get("campaign") in campaigns]
    others = [letter for letter in letters if letter.header.get("campaign") not in campaigns]
    copied = zip(others, copies(others, corpus), strict=True)
    return [*fellows, *(letter for letter, copy in copied if copy is not None)]
