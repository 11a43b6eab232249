"""The labelled corpus: letters to learn from, to choose by, and those that no fit, choice or threshold may see.

A letter belongs to the frozen test split if its authority's name does, so that no authority is on
both sides.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from nlp.errors import BadLabels
from nlp.labelled import read_labelled
from nlp.types import LabelledLetter

CORPUS = Path(__file__).parent / "corpus"
TRAIN = CORPUS / "train"
"""Letters to learn from; later batches lie in folders of their own beneath it."""
DEV = CORPUS / "dev"
"""Letters to choose settings by, of bodies that are on neither other side; they teach where answers send readers."""
HARD = CORPUS / "hard"
"""Letters written to be misread; nothing learns from them but where answers send their readers."""
TEST = CORPUS / "test"
"""The frozen test split."""

_SHARES = 5


def is_frozen(authority: str) -> bool:
    """Whether the authority's letters belong to the frozen test split: one authority in five."""
    digest = hashlib.sha256(authority.strip().lower().encode()).hexdigest()
    return int(digest, 16) % _SHARES == 0


def labelled_files(*paths: Path) -> list[Path]:
    """The files that are named and every ``.letter`` file beneath the folders, sorted, each once.

    Raises ``BadLabels`` for a path that leads nowhere.
    """
    found: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise BadLabels(f"{path} does not exist; name a .letter file or a folder of them.")
        found.update(path.rglob("*.letter") if path.is_dir() else [path])
    return sorted(found)


def load_corpus(*paths: Path) -> list[LabelledLetter]:
    """The labelled letters that the paths name (``TRAIN`` if none is), in the order of their paths.

    Raises ``BadLabels`` at the first letter whose labels break the format.
    """
    return [read_labelled(path) for path in labelled_files(*(paths or (TRAIN,)))]
