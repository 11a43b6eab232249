"""Letters that are another letter over again, or nearly: what teaches nothing new, or gives a frozen letter away.

Two letters of one body share their standing paragraphs, replies to one questionnaire share its questions, and many
answers say the same few words. None of that makes a copy: a copy has the other letter's questions, and its answers with
their figures, whatever stands around them. How much two letters share is counted in runs of four words (Jaccard, exact:
one sparse product compares thousands of letters in a second). Questions and answers are then aligned word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from rapidfuzz.distance import Indel

from nlp.recurrence import Runs, letter_runs
from nlp.types import Answer, LabelledLetter, Question
from nlp.view import FILL, look_through

_SAME_RUNS = 0.4
"""Share of the runs of words in two letters' questions and answers from which they may be copies."""
_FEWEST_WORDS = 20
"""Words in its answers from which a letter is known by its labels; by fewer it is not, but by all of its words."""
_SAME_WORDS = 0.9
"""Share of the answers' words, and of their figures, from which they may be copies: at most 0.3 in the corpus."""
_SAME_QUESTIONS = 0.7
"""The same for the questions, where both letters label some."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A letter's counterpart: its place among the letters compared, and how much is shared, from 0 to 1."""

    place: int
    share: float


@dataclass(frozen=True, slots=True, eq=False)
class _Compared:
    """What of a letter is compared: runs of its labelled words, all its signs but white space, and these words."""

    letter: LabelledLetter
    view: str
    runs: Runs
    signs: str

    @classmethod
    def of(cls, letter: LabelledLetter) -> _Compared:
        view = look_through(letter.text)
        told = [view[one.start : one.end] for one in letter.answers]
        asked = [view[one.start : one.end] for one in letter.questions]
        known = "\n".join([*asked, *told]) if len(" ".join(told).split()) >= _FEWEST_WORDS else view
        return cls(letter, view, np.unique(letter_runs(known)), "".join(view.replace(FILL, "").casefold().split()))

    def words(self, spans: Sequence[Question | Answer]) -> list[str]:
        """The words of these spans, in order, figures as they stand."""
        seen = self.view.replace(FILL, " ")
        return [word for span in spans for word in _WORD.findall(seen[span.start : span.end].casefold())]


def copies(letters: Sequence[LabelledLetter], others: Sequence[LabelledLetter]) -> list[Counterpart | None]:
    """For each letter the one among ``others`` that it copies, the most alike one of several; ``None`` for none."""
    if not letters or not others:
        return [None] * len(letters)
    new, old = list(map(_Compared.of, letters)), list(map(_Compared.of, others))
    return [max(found, key=lambda one: one.share, default=None) for found in _all_copies(new, old)]


def repeats(letters: Sequence[LabelledLetter]) -> list[Counterpart | None]:
    """For each letter the earlier one that it copies, if that is no copy itself; ``None`` for none."""
    if not letters:
        return []
    read = list(map(_Compared.of, letters))
    found: list[Counterpart | None] = []
    for place, alike in enumerate(_all_copies(read, read)):
        earlier = [one for one in alike if one.place < place and found[one.place] is None]
        found.append(max(earlier, key=lambda one: one.share, default=None))
    return found


def _all_copies(new: Sequence[_Compared], old: Sequence[_Compared]) -> Iterator[list[Counterpart]]:
    by_signs: dict[str, list[int]] = {}
    for place, one in enumerate(old):
        by_signs.setdefault(one.signs, []).append(place)
    shared = _shared_runs(new, old)
    for row, one in enumerate(new):
        same = by_signs.get(one.signs, [])
        found = [Counterpart(place, 1.0) for place in same]
        within = slice(shared.indptr[row], shared.indptr[row + 1])
        for place, count in zip(shared.indices[within].tolist(), shared.data[within].tolist(), strict=True):
            share = count / (len(one.runs) + len(old[place].runs) - count)
            if share >= _SAME_RUNS and place not in same and _alike(one, old[place]):
                found.append(Counterpart(place, share))
        yield found


def _shared_runs(new: Sequence[_Compared], old: Sequence[_Compared]) -> sp.csr_array:
    """How many runs each new letter (a row) shares with each old one."""
    both = [*new, *old]
    known, columns = np.unique(np.concatenate([one.runs for one in both]), return_inverse=True)
    ends = np.r_[0, np.cumsum([len(one.runs) for one in both])]
    rows = sp.csr_array((np.ones(len(columns), np.int32), columns, ends), shape=(len(both), len(known)))
    return (rows[: len(new)] @ rows[len(new) :].T).tocsr()


def _alike(one: _Compared, other: _Compared) -> bool:
    asked = one.words(one.letter.questions), other.words(other.letter.questions)
    if all(asked) and Indel.normalized_similarity(*asked) < _SAME_QUESTIONS:
        return False
    said = one.words(one.letter.answers), other.words(other.letter.answers)
    figures = [[word for word in words if any(map(str.isdigit, word))] for words in said]
    return min(Indel.normalized_similarity(*said), Indel.normalized_similarity(*figures)) >= _SAME_WORDS
