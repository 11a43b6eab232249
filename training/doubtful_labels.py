"""Labelled statuses that a model contradicts with high confidence.

The model must not have learnt from the letters. That holds for newly labelled ones: the bundle that is there was
fitted before they were, and a letter that it has learnt from is a copy of one in the corpus and left out before this
is asked. So no cross-validation is needed. Of the corpus's own training letters it says next to nothing, nor of letters
outside of it once a training with them has replaced the bundle.

cleanlab scores each label by how far the model prefers another status to it. The score is each label's own, so that a
letter is judged alike however many come with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.reader import status_context
from models.status import STATUSES, StatusModel, is_blank
from nlp.answers import Reply, replies
from nlp.lines import logical_lines
from nlp.types import Answer, LabelledLetter, Status
from nlp.view import look_through

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
    # cleanlab brings pandas along; only this check needs it
    from cleanlab.rank import get_label_quality_scores  # noqa: PLC0415

    asked = [
        (place, answer, reply)
        for place, letter in enumerate(letters)
        for answer, reply in _read(letter)
        if answer.refers_to is None and not is_blank(reply.words)
    ]
    if not asked:
        return []
    probabilities = model.predict([status_context(reply) for _, _, reply in asked]).probabilities
    labels = np.array([STATUSES.index(answer.status) for _, answer, _ in asked])
    scores = get_label_quality_scores(labels, probabilities, method="normalized_margin")
    found = []
    for at in np.argsort(scores, kind="stable"):
        place, answer, reply = asked[at]
        expected = STATUSES[int(probabilities[at].argmax())]
        if scores[at] <= (1 - MARGIN) / 2 and expected not in answer.statuses:
            found.append(Doubt(place, answer, reply.words, expected, float(probabilities[at].max())))
    return found


def _read(letter: LabelledLetter) -> Iterator[tuple[Answer, Reply]]:
    view = look_through(letter.text)
    lines = logical_lines(letter.text, view)
    return zip(letter.answers, replies(view, lines, letter.questions, letter.answers), strict=True)
