"""From labelled letters to a bundle: one set of labels teaches all three models."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from joblib import Parallel, cpu_count, delayed
from threadpoolctl import threadpool_limits

from models.bundle import save_bundle
from models.figures import FigureModel
from models.manifest import Manifest, Origin
from models.reader import Models, figure_context, status_context
from models.roles import RoleModel
from models.status import StatusModel
from nlp.answers import replies
from nlp.labelled import format_labelled
from nlp.types import LabelledLetter
from training.augmentation import augmented
from training.card import model_card
from training.corpus import TRAIN, load_corpus
from training.crossval import folds_by_authority, groups_of, read_held_out
from training.evaluation import evaluate
from training.piles import piles
from training.requests import backgrounds, requests
from training.review import review_threshold
from training.targets import LabelledLines, labelled_lines
from training.worth import worth_of

_ALONE = (0.5, 0.0)
"""How many of the letters, and of each re-made copy of them, come by themselves and not in a pile."""
FOLDS = 5
"""One fold of so many is kept out, for a bundle's measures and its review threshold."""


def train(folders: Sequence[Path], output: Path, seed: int) -> Manifest:
    """Fit all models to the corpus and to the letters in ``folders``, and save them as a bundle.

    The measures and thresholds in it come from letters of authorities that the models of their
    fold have not seen. The same letters, wherever they lie, and the same seed give the same bundle.
    """
    return train_on(load_corpus(TRAIN, *folders), output, seed)


def train_on(letters: Sequence[LabelledLetter], output: Path, seed: int) -> Manifest:
    """Fit all models to these letters and save them as a bundle."""
    by_digest = {_digest(letter): letter for letter in letters}
    labels = _joined_digest(sorted(by_digest))
    parts = [labelled_lines(by_digest[digest]) for digest in sorted(by_digest)]
    folds = folds_by_authority(parts, FOLDS, seed)[:1]
    learnt = [[parts[place] for place in fold.learnt] for fold in folds]
    whole, *partial = Parallel(n_jobs=min(cpu_count(), 1 + len(folds)))(
        delayed(fit_models)(some, seed) for some in (parts, *learnt)
    )
    with threadpool_limits(1):
        read = read_held_out(parts, folds, partial)
    kept = [parts[place].letter for place in sorted(folds[0].kept)]
    report = evaluate(kept, [each.answers for each in read])
    threshold = review_threshold(report.confidences)
    measures = {"held_out_letters": len(kept), **report.as_dict()}
    origin = Origin(labels, seed, measures, {"review": threshold})
    return save_bundle(output, whole.states(), origin, card=model_card([part.letter for part in parts], origin))


def fit_models(parts: Sequence[LabelledLines], seed: int) -> Models:
    """The three models that these letters teach.

    The roles of lines are learnt from a re-made copy of each letter, too; which of its readings is the best, from the
    letter itself; statuses and figures from the answers where they are labelled. An answer that points to another one
    teaches no status, for its words tell none.
    """
    read = [
        (reply, answer, part.letter.authority)
        for part in parts
        for reply, answer in zip(
            replies(part.view, part.lines, part.letter.questions, part.letter.answers),
            part.letter.answers,
            strict=True,
        )
    ]
    telling = [each for each in read if each[1].refers_to is None]
    worded = [each for each in read if each[0].words]
    copies = [
        parts,
        *([labelled_lines(one) for one in augmented(parts, seed + turn)] for turn in range(len(_ALONE) - 1)),
    ]
    known = [
        backgrounds(piles(copy, alone, seed + turn), requests(copy, seed + turn))
        for turn, (copy, alone) in enumerate(zip(copies, _ALONE, strict=True))
    ]
    lines = list(chain.from_iterable(copies))
    groups = groups_of(parts) * len(copies)
    with threadpool_limits(1):  # how sums are shared out over threads would show in their last digits
        return Models(
            RoleModel.fit(
                [(part.view, part.lines) for part in lines],
                list(chain.from_iterable(known)),
                [part.roles for part in lines],
                groups,
                [*map(worth_of, (part.letter for part in parts)), *[None] * (len(lines) - len(parts))],
                seed,
            ),
            StatusModel.fit(
                [status_context(reply) for reply, _, _ in telling],
                [answer.statuses for _, answer, _ in telling],
                [authority for _, _, authority in telling],
                seed,
            ),
            FigureModel.fit(
                [figure_context(reply) for reply, _, _ in worded],
                [answer.quantities for _, answer, _ in worded],
                [authority for _, _, authority in worded],
                seed,
            ),
        )


def _digest(letter: LabelledLetter) -> str:
    return hashlib.sha256(format_labelled(letter).encode()).hexdigest()


def _joined_digest(digests: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()
