"""Labelled statuses that a model contradicts with high confidence.

The model must not have learnt from the letters, or it says what it was taught. That holds for newly labelled letters
and the bundle that is there, unless that was trained with them; and for all letters that a training held out, as the
models of their fold read them. There only answers that were found can be doubted.

cleanlab scores each label by how far the model prefers another status to it. The score is each label's own, so that a
letter is judged alike however many come with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.reader import status_context
from models.status import STATUSES, StatusModel, is_blank
from nlp.answers import Reply, replies
from nlp.lines import logical_lines
from nlp.types import Answer, LabelledLetter, Status
from nlp.view import look_through, readable
from training.crossval import HeldOut
from training.pairs import pairs_of

MARGIN = 0.9
"""By how much the model's probability for another status exceeds that for the labelled one."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """An answer whose labelled status a model contradicts, and the status that it expects instead.

    ``place`` is that of its letter among those that were asked about; ``words`` are the answer's.
    """

    place: int
    answer: Answer
    words: str
    expected: Status
    probability: float


def doubts(letters: Sequence[LabelledLetter], model: StatusModel) -> list[Doubt]:
    """The labels of these letters that the model contradicts, those that it is surest of first.

    Left aside are blanks, answers that only point to another one, and labels that name the model's status second.
    """
    asked = [
        (place, answer, reply)
        for place, letter in enumerate(letters)
        for answer, reply in _read(letter)
        if answer.refers_to is None and not is_blank(reply.words)
    ]
    if not asked:
        return []
    probabilities = model.predict([status_context(reply) for _, _, reply in asked]).probabilities
    return _contradicted([(place, answer, reply.words) for place, answer, reply in asked], probabilities)


def doubts_held_out(held_out: Sequence[HeldOut]) -> list[Doubt]:
    """The labels of these letters that models contradict which had not seen their authorities, as ``doubts`` tells."""
    asked, chances = [], []
    for place, one in enumerate(held_out):
        view = look_through(one.letter.text)
        # an answer to several questions stands in as many pairs, and is one label
        for pair in {id(pair.labelled): pair for pair in pairs_of([one]) if pair.found is not None}.values():
            answer, found = pair.labelled, pair.found
            if answer is None or found is None or found.probabilities is None:
                continue
            words = readable(view[answer.start : answer.end])
            if answer.refers_to is None and found.refers_to is None and not is_blank(words):
                asked.append((place, answer, words))
                chances.append([found.probabilities[status] for status in STATUSES])
    return _contradicted(asked, np.array(chances)) if asked else []


def _contradicted(asked: Sequence[tuple[int, Answer, str]], probabilities: NDArray[np.float64]) -> list[Doubt]:
    """Which of these labels are contradicted (answers x statuses), each with its letter's place and its words."""
    # cleanlab brings pandas along; only this check needs it
    from cleanlab.rank import get_label_quality_scores  # noqa: PLC0415

    labels = np.array([STATUSES.index(answer.status) for _, answer, _ in asked])
    scores = get_label_quality_scores(labels, probabilities, method="normalized_margin")
    found = []
    for at in np.argsort(scores, kind="stable"):
        place, answer, words = asked[at]
        expected = STATUSES[int(probabilities[at].argmax())]
        if scores[at] <= (1 - MARGIN) / 2 and expected not in answer.statuses:
            found.append(Doubt(place, answer, words, expected, float(probabilities[at].max())))
    return found


def _read(letter: LabelledLetter) -> Iterator[tuple[Answer, Reply]]:
    view = look_through(letter.text)
    lines = logical_lines(letter.text, view)
    return zip(letter.answers, replies(view, lines, letter.questions, letter.answers), strict=True)
