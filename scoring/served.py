"""A bundle behind MLflow: a table of letters in, a row of answers for each of them out.

MLflow loads this module by its name (``loader_module``), where the package is installed, and gives it the
bundle's folder. So a registered model holds the bundle and nothing that would run as it is loaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.manifest import read_manifest
from nlp.decoding import decode
from nlp.errors import FoiError, UnreadableLetter
from nlp.types import Letter
from scoring.reader import build_reader
from scoring.results import JsonObject
from scoring.score import Reader, outcome, read_in_piles

if TYPE_CHECKING:
    import pandas as pd

LARGEST = 1_000_000
"""The largest letter, in bytes, that is read while others wait."""


class Served:
    """What answers a request: one reader, and the id of its bundle."""

    def __init__(self, reader: Reader, model: str) -> None:
        self._reader = reader
        self._model = model

    def predict(self, letters: pd.DataFrame, params: Mapping[str, Any] | None = None) -> pd.DataFrame:  # noqa: ARG002
        """A row for each row of ``letters``, as ``foi score`` writes it; those of one request are one pile.

        Columns in: ``text`` and, if wanted, ``name``. Columns out: those of the ``.jsonl`` output; a letter
        that cannot be read has one sentence as its ``error`` and no answers.
        """
        import pandas as pd  # noqa: PLC0415 - only MLflow brings it

        texts = letters["text"].tolist()
        given = letters["name"].tolist() if "name" in letters else [None] * len(texts)
        names = [_name(name, place) for place, name in enumerate(given, start=1)]
        found = [_letter(text, name) for text, name in zip(texts, names, strict=True)]
        read = read_in_piles(self._reader, [one for one in found if isinstance(one, Letter)])
        rows = [
            self._row(text, name, next(read) if isinstance(one, Letter) else one)
            for text, name, one in zip(texts, names, found, strict=True)
        ]
        return pd.DataFrame(rows, dtype=object)  # for pandas would make a missing word a number

    def _row(self, text: object, name: str, read: Any) -> JsonObject:
        digest = hashlib.sha256(_stored(text)).hexdigest() if isinstance(text, str) else None
        row: JsonObject = {"letter": name, "sha256": digest, "model": self._model, "error": None}
        empty: JsonObject = {"particulars": None, "attachments": [], "line_confidence": None, "answers": []}
        return row | empty | outcome(name, digest, self._model, read).as_json()


def _load_pyfunc(data_path: str) -> Served:
    """What MLflow calls with the folder of the bundle."""
    folder = Path(data_path)
    return Served(build_reader(folder), read_manifest(folder).id)


def _name(name: object, place: int) -> str:
    return name if isinstance(name, str) and name else f"letter {place}"


def _letter(text: object, name: str) -> Letter | FoiError:
    if not isinstance(text, str):
        return UnreadableLetter(f"{name} has no text: give the words of the letter as text.")
    data = _stored(text)
    if len(data) > LARGEST:
        return UnreadableLetter(
            f"{name} is larger than the {LARGEST:,} bytes that are read here: split it into its letters."
        )
    try:
        return Letter(name, decode(data, name))
    except UnreadableLetter as error:
        return error


def _stored(text: str) -> bytes:
    """The bytes of a file that holds the text; half of a surrogate pair is no character and becomes one."""
    return text.encode("utf-8", "replace")
