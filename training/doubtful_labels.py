"""Labelled statuses and figures that models contradict with high confidence.

The models must not have learnt from the letter, or they say what they were taught. That holds for newly labelled
letters and the bundle that is there, unless that was trained with them; and in a training for each letter and the
models of the fold that keeps it out.

cleanlab scores each status by how far the model prefers another one to it. The score is each label's own, so that a
letter is judged alike however many come with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from models.figures import FigureModel
from models.reader import status_context
from models.status import STATUSES, StatusModel, is_blank
from nlp.answers import Reply, replies
from nlp.lines import logical_lines
from nlp.types import Answer, LabelledLetter
from nlp.view import look_through
from training.doubtful_figures import doubtful_figures
from training.findings import Doubt, Kind

MARGIN = 0.9
"""By how much the model's probability for another status exceeds that for the labelled one."""
_BEGINNING = 90
"""Characters of an answer that are enough to find it by."""


@dataclass(frozen=True, slots=True)
class Judges:
    """The models that labels are held against."""

    statuses: StatusModel
    figures: FigureModel

    @classmethod
    def from_states(cls, states: Mapping[str, dict[str, Any]]) -> Self:
        """Those of a bundle, from each model's ``state()``."""
        return cls(StatusModel.from_state(states["statuses"]), FigureModel.from_state(states["figures"]))


def doubts(letter: LabelledLetter, judges: Judges) -> tuple[Doubt, ...]:
    """The labels of this letter that the models contradict, from its start to its end."""
    view = look_through(letter.text)
    read = replies(view, logical_lines(letter.text, view), letter.questions, letter.answers)
    answers = list(zip(letter.answers, read, strict=True))
    found = [*_doubtful_statuses(answers, judges.statuses), *doubtful_figures(answers, judges.figures)]
    return tuple(sorted(found, key=lambda doubt: doubt.place))


def _doubtful_statuses(answers: Sequence[tuple[Answer, Reply]], model: StatusModel) -> Iterator[Doubt]:
    """Left aside are blanks, answers that only point to another one, and labels that name the model's status second."""
    asked = [(answer, reply) for answer, reply in answers if answer.refers_to is None and not is_blank(reply.words)]
    if not asked:
        return
    # cleanlab brings pandas along; only this check needs it
    from cleanlab.rank import get_label_quality_scores  # noqa: PLC0415

    probabilities = model.predict([status_context(reply) for _, reply in asked]).probabilities
    labels = np.array([STATUSES.index(answer.status) for answer, _ in asked])
    scores = get_label_quality_scores(labels, probabilities, method="normalized_margin")
    for (answer, reply), score, chances in zip(asked, scores, probabilities, strict=True):
        expected = STATUSES[int(chances.argmax())]
        if score > (1 - MARGIN) / 2 or expected in answer.statuses:
            continue
        words = reply.words[:_BEGINNING] + ("…" if len(reply.words) > _BEGINNING else "")
        sentence = (
            f"the answer is labelled {' + '.join(answer.statuses)}, the model reads {expected} and is "
            f"{int(100 * chances.max())}% sure; read it again: {words!r}."
        )
        yield Doubt(answer.start, Kind.DOUBTFUL_STATUS, sentence)
