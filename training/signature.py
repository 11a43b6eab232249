"""What a registered model takes and gives: letters in, answers out, as MLflow writes it down."""

from __future__ import annotations

from typing import Any

from nlp.types import Particulars, Status, Trust

_Columns = dict[str, Any]

_SPAN: _Columns = {"start": "long", "end": "long"}
_FIGURE: _Columns = {
    **_SPAN,
    "text": "string",
    "bound": "string",
    "low?": "double",
    "high?": "double",
    "unit": "string",
    "per?": "string",
    "period?": "string",
    "confidence?": "double",
}
_ANSWER: _Columns = {
    "questions": ["string"],
    "question?": _SPAN,
    "question_words?": "string",
    **_SPAN,
    "column?": "string",
    "answer": "string",
    "statuses": ["string"],
    "status": "string",
    "confidence?": "double",
    "probabilities?": {status.value: "double" for status in Status},
    "trust?": {f"{name}?": "double" for name in Trust.__dataclass_fields__},
    "needs_review": "boolean",
    "left_out": "boolean",
    "refers_to?": "string",
    "quantities": [_FIGURE],
    "grounds": [{**_SPAN, "law": "string", "provision": "string", "way": "string", "meaning": "string"}],
    "directions": [{**_SPAN, "means": "string", "target": "string"}],
}
_PARTICULAR: _Columns = {**_SPAN, "value": "string", "confidence?": "double"}
LETTER_IN: _Columns = {"text": "string", "name?": "string"}
"""Columns of a letter: what it says, and what it is to be called."""
LETTER_OUT: _Columns = {
    "letter": "string",
    "sha256?": "string",
    "model": "string",
    "error?": "string",
    "particulars?": {f"{name}?": _PARTICULAR for name in Particulars.__dataclass_fields__},
    "attachments": [{**_SPAN, "name": "string"}],
    "line_confidence?": "double",
    "answers": [_ANSWER],
}
"""Columns of a read letter, those of the ``.jsonl`` output; a name that ends with ``?`` may be null."""


def served_signature() -> Any:
    """The ``mlflow.models.ModelSignature``: a table with a letter a row in, and one with the same rows out."""
    from mlflow.models import ModelSignature  # noqa: PLC0415
    from mlflow.types.schema import ColSpec, Schema  # noqa: PLC0415

    def schema(columns: _Columns) -> Schema:
        return Schema([ColSpec(_type(kind), *_required(name)) for name, kind in columns.items()])

    return ModelSignature(inputs=schema(LETTER_IN), outputs=schema(LETTER_OUT))


def _type(kind: Any) -> Any:
    """MLflow's type for a word, for a list with the kind of its members, and for an object with its parts."""
    from mlflow.types.schema import Array, DataType, Object, Property  # noqa: PLC0415

    if isinstance(kind, str):
        return DataType[kind]
    if isinstance(kind, list):
        return Array(_type(kind[0]))
    parts = [(*_required(name), inner) for name, inner in kind.items()]
    return Object([Property(name, _type(inner), required) for name, required, inner in parts])


def _required(name: str) -> tuple[str, bool]:
    return name.removesuffix("?"), not name.endswith("?")
