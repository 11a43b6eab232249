"""The Parquet output: one row a letter, its answers and figures nested as in the JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from nlp.types import Particulars, Status, Trust
from scoring.output import Write
from scoring.results import JsonObject, LetterResult

_GROUP = 1000
"""Letters in a row group."""

_QUANTITY = pa.struct(
    {
        "start": pa.int64(),
        "end": pa.int64(),
        "text": pa.string(),
        "bound": pa.string(),
        "low": pa.float64(),
        "high": pa.float64(),
        "unit": pa.string(),
        "per": pa.string(),
        "period": pa.string(),
        "confidence": pa.float64(),
    }
)
_GROUND = pa.struct(
    {
        "start": pa.int64(),
        "end": pa.int64(),
        "law": pa.string(),
        "provision": pa.string(),
        "way": pa.string(),
        "meaning": pa.string(),
    }
)
_DIRECTION = pa.struct({"start": pa.int64(), "end": pa.int64(), "means": pa.string(), "target": pa.string()})
_ANSWER = pa.struct(
    {
        "questions": pa.list_(pa.string()),
        "question": pa.struct({"start": pa.int64(), "end": pa.int64()}),
        "question_words": pa.string(),
        "start": pa.int64(),
        "end": pa.int64(),
        "column": pa.string(),
        "answer": pa.string(),
        "statuses": pa.list_(pa.string()),
        "status": pa.string(),
        "confidence": pa.float64(),
        "probabilities": pa.struct({status.value: pa.float64() for status in Status}),
        "trust": pa.struct({each.name: pa.float64() for each in fields(Trust)}),
        "needs_review": pa.bool_(),
        "left_out": pa.bool_(),
        "refers_to": pa.string(),
        "quantities": pa.list_(_QUANTITY),
        "grounds": pa.list_(_GROUND),
        "directions": pa.list_(_DIRECTION),
    }
)
_PARTICULAR = pa.struct({"value": pa.string(), "start": pa.int64(), "end": pa.int64(), "confidence": pa.float64()})
SCHEMA = pa.schema(
    {
        "letter": pa.string(),
        "sha256": pa.string(),
        "model": pa.string(),
        "particulars": pa.struct({each.name: _PARTICULAR for each in fields(Particulars)}),
        "attachments": pa.list_(pa.struct({"start": pa.int64(), "end": pa.int64(), "name": pa.string()})),
        "line_confidence": pa.float64(),
        "answers": pa.list_(_ANSWER),
        "error": pa.string(),
    }
)


@contextmanager
def write_parquet(path: Path) -> Iterator[Write]:
    """Letters in groups of rows; ``answers`` is null where a letter could not be read."""
    pending: list[JsonObject] = []
    with parquet.ParquetWriter(path, SCHEMA, compression="zstd") as file:

        def flush() -> None:
            file.write_batch(pa.RecordBatch.from_pylist(pending, SCHEMA))
            pending.clear()

        def write(result: LetterResult) -> None:
            pending.append(result.as_json())
            if len(pending) == _GROUP:
                flush()

        yield write
        flush()
