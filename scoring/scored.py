"""Scored letters read back: the JSON lines or the Parquet that `foi score` wrote, letter by letter."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from nlp.errors import FoiError
from nlp.types import Bound, Means, Nation, Particulars, Regime, Status, Trust, Withheld
from scoring.results import JsonObject, plain_number

NOT_AS_WRITTEN = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)
"""What reading a letter raises that `foi score` would not write."""

_PARQUET = b"PAR1"
_BATCH = 200
"""Letters of a Parquet file that are in memory at once."""
_FURTHEST = 2**31
"""No letter is so long that a place in it lies beyond."""
_EARLIEST, _LATEST = 1990, 2099
"""Years of the days that a letter can name; far outside them days cannot be counted."""


def _day(words: str) -> date:
    day = date.fromisoformat(words)
    # Python reads other forms of a day too
    if day.isoformat() != words or not _EARLIEST <= day.year <= _LATEST:
        raise ValueError(words)
    return day


_PARTICULARS: dict[str, Callable[[str], object]] = {
    **dict.fromkeys((each.name for each in fields(Particulars)), str),
    "requested": _day,
    "replied": _day,
    "regime": Regime,
    "nation": Nation,
}
"""What a letter says of itself, and what its words must be readable as."""


def read_scored(path: Path) -> Iterator[JsonObject]:
    """The letters of a ``.jsonl`` or ``.parquet`` output, as the JSON lines hold them, in the file's order.

    A letter has either ``error`` or all of ``particulars``, ``attachments`` and ``answers``. Raises ``FoiError`` if the
    file cannot be opened, is neither of these, or holds a letter that `foi score` would not write.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as error:
        raise FoiError(f"{path} cannot be read ({error.strerror or error}): give an output of foi score.") from error
    if head == _PARQUET:
        return _of_parquet(path)
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        raise FoiError(f"{path} holds no scored letters: give the .jsonl or .parquet output of foi score.")
    return _of_lines(path)


def _of_lines(path: Path) -> Iterator[JsonObject]:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                with _as_written(f"{path}, line {number:,}"):
                    letter = letter_of(parsed(line))
                yield letter


def _of_parquet(path: Path) -> Iterator[JsonObject]:
    # only a Parquet file needs to wait for its library
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    try:
        with parquet.ParquetFile(path) as file:
            number = 0
            for batch in file.iter_batches(_BATCH):
                for row in batch.to_pylist():
                    number += 1
                    with _as_written(f"{path}, row {number:,}"):
                        letter = letter_of(row)
                    yield letter
    except pa.ArrowException as error:
        raise FoiError(f"{path} is a broken Parquet file: score the letters again.") from error


def parsed(line: bytes) -> Any:
    """What a line of JSON holds; raises one of ``NOT_AS_WRITTEN`` where it is none."""
    letter = json.loads(line.decode("utf-8-sig"))
    if b"\\ud" in line.lower():
        # half of a surrogate pair is no character, and no output could hold it
        letter = json.loads(json.dumps(letter, ensure_ascii=False).encode(errors="replace"))
    return letter


@contextmanager
def _as_written(where: str) -> Iterator[None]:
    """What is wrong with a letter is wrong with its line or row, and a ``FoiError`` that names it."""
    try:
        yield
    except NOT_AS_WRITTEN as error:
        raise FoiError(f"{where} is no letter as foi score writes it: score the letters again.") from error


def letter_of(found: Mapping[str, Any]) -> JsonObject:
    """The letter with all that a reader may rely on; raises one of ``NOT_AS_WRITTEN`` where it is not so."""
    letter: JsonObject = {
        "letter": _words(found["letter"]),
        "sha256": _words_or_none(found.get("sha256")),
        "model": _words_or_none(found.get("model")),
    }
    if found.get("error") is not None:
        return letter | {"error": _words(found["error"])}
    particulars = found.get("particulars") or {}
    return letter | {
        "particulars": {name: _particular(name, particulars.get(name)) for name in _PARTICULARS},
        "attachments": [_all_words(_placed(one), "name") for one in found.get("attachments") or ()],
        "line_confidence": _share(found.get("line_confidence")),
        "answers": [_answer(answer) for answer in _list(found["answers"])],
    }


def _answer(found: JsonObject) -> JsonObject:
    statuses = [Status(status).value for status in _list(found["statuses"])]
    if not statuses or found["status"] != statuses[0]:
        raise ValueError(statuses)
    return _placed(found) | {
        "question": None if found["question"] is None else _placed(found["question"]),
        "questions": [_words(one) for one in _list(found["questions"])] or ["*"],
        "question_words": _words_or_none(found.get("question_words")),
        "column": _words_or_none(found["column"]),
        "answer": _words(found["answer"]),
        "statuses": statuses,
        "confidence": _share(found["confidence"]),
        "probabilities": _probabilities(found["probabilities"]),
        "trust": _trust(found.get("trust")),
        "needs_review": bool(found["needs_review"]),
        "left_out": bool(found.get("left_out")),
        "refers_to": _words_or_none(found["refers_to"]),
        "quantities": [_figure(figure) for figure in _list(found["quantities"])],
        "grounds": [_ground(ground) for ground in found.get("grounds") or ()],
        "directions": [_direction(direction) for direction in found.get("directions") or ()],
    }


def _probabilities(found: JsonObject | None) -> JsonObject | None:
    return None if found is None else {Status(status).value: _share(share) for status, share in found.items()}


def _trust(found: JsonObject | None) -> JsonObject | None:
    return None if found is None else {each.name: _share(found[each.name]) for each in fields(Trust)}


def _ground(found: JsonObject) -> JsonObject:
    kinds = {"law": Regime(found["law"]).value, "way": Withheld(found["way"]).value}
    return _all_words(_placed(found), "provision", "meaning") | kinds


def _direction(found: JsonObject) -> JsonObject:
    return _all_words(_placed(found), "target") | {"means": Means(found["means"]).value}


def _figure(found: JsonObject) -> JsonObject:
    bound = Bound(found["bound"])
    low, high = (_number(found[end]) for end in ("low", "high"))
    if (low is None or high is None) if bound is Bound.RANGE else (low is high is None) != (bound is Bound.SUPPRESSED):
        raise ValueError(bound)
    return _placed(found) | {
        "text": _words(found["text"]),
        "bound": bound.value,
        "low": low,
        "high": high,
        "unit": _words(found["unit"]),
        "per": _words_or_none(found["per"]),
        "period": _words_or_none(found["period"]),
        "confidence": _share(found.get("confidence")),
    }


def _particular(name: str, found: JsonObject | None) -> JsonObject | None:
    if found is None:
        return None
    _PARTICULARS[name](_words(found["value"]))
    return _placed(found) | {"confidence": _share(found["confidence"])}


def _words(found: Any) -> str:
    if not isinstance(found, str):
        raise TypeError(found)
    return found


def _all_words(found: JsonObject, *names: str) -> JsonObject:
    return found | {name: _words(found[name]) for name in names}


def _words_or_none(found: Any) -> str | None:
    return None if found is None else _words(found)


def _list(found: Any) -> list[Any]:
    if not isinstance(found, list):
        raise TypeError(found)
    return found


def _placed(found: JsonObject) -> JsonObject:
    return found | {end: _place(found[end]) for end in ("start", "end")}


def _place(found: Any) -> int:
    # a truth is a whole number to Python
    if type(found) is not int or not 0 <= found <= _FURTHEST:
        raise ValueError(found)
    return found


def _number(found: Any) -> float | int | None:
    if found is None:
        return None
    if not math.isfinite(found):
        raise ValueError(found)
    # as what foi score writes, and Parquet holds
    return plain_number(float(found))


def _share(found: Any) -> float | None:
    if found is not None and not 0 <= found <= 1:
        raise ValueError(found)
    return None if found is None else float(found)
