"""A registered model, served by MLflow and asked over HTTP; and what it does with letters that are none."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests

from nlp.types import Status
from scoring.cli import main
from scoring.commands.console import DONE
from scoring.served import LARGEST, Served
from tests.conftest import answering_server, free_port
from training.promotion import promote
from training.registry import register
from training.signature import LETTER_IN, LETTER_OUT, served_signature

if TYPE_CHECKING:
    from models.reader import ModelReader

EXAMPLES = Path(__file__).parent.parent / "examples"
REFUSAL = EXAMPLES / "department-refusal.txt"


def misfits(value: Any, kind: Any, where: str = "") -> list[str]:
    """Where a value is not what the signature says."""
    if isinstance(kind, dict):
        names = {name.removesuffix("?"): name for name in kind}
        wrong = [f"{where}.{name}" for name in set(names) ^ set(value)]
        there = [name for name in names if name in value]
        needed = [name for name in there if value[name] is not None or not names[name].endswith("?")]
        return wrong + [one for name in needed for one in misfits(value[name], kind[names[name]], f"{where}.{name}")]
    if isinstance(kind, list):
        if not isinstance(value, list):
            return [f"{where}: {value!r} is no list"]
        return [one for inner in value for one in misfits(inner, kind[0], f"{where}[]")]
    fits = {"string": str, "long": int, "double": int | float, "boolean": bool}[kind]
    return [] if isinstance(value, fits) else [f"{where}: {value!r} is no {kind}"]


@pytest.fixture(scope="module")
def served(small_reader: ModelReader) -> Served:
    return Served(small_reader, "few labels")


def ask(served: Served, **columns: list[Any]) -> list[dict[str, Any]]:
    import pandas as pd  # noqa: PLC0415 - takes half a second

    rows: list[dict[str, Any]] = served.predict(pd.DataFrame(columns, dtype=object)).to_dict("records")
    return rows


def test_every_row_is_as_the_signature_says(served: Served) -> None:
    texts = [path.read_text("utf-8") for path in sorted(EXAMPLES.rglob("*.*"))]
    rows = ask(served, text=[*texts, None, ""])
    assert [found for row in rows for found in misfits(row, LETTER_OUT)] == []
    assert sum(len(row["answers"]) for row in rows) > len(texts)


def test_misfits_are_seen(served: Served) -> None:
    (row,) = ask(served, text=[REFUSAL.read_text("utf-8")])
    assert misfits(row | {"letter": None}, LETTER_OUT) == [".letter: None is no string"]
    assert misfits(row | {"more": 1}, LETTER_OUT) == [".more"]
    assert misfits(row | {"answers": [{}]}, LETTER_OUT)
    assert misfits(row | {"answers": None}, LETTER_OUT) == [".answers: None is no list"]


def test_the_signature_is_one_that_mlflow_keeps() -> None:
    from mlflow.models import ModelSignature  # noqa: PLC0415

    signature = served_signature()
    assert ModelSignature.from_dict(signature.to_dict()) == signature
    assert signature.inputs.input_names() == [name.removesuffix("?") for name in LETTER_IN]
    assert signature.inputs.required_input_names() == ["text"]


NO_LETTERS = {
    "nothing": None,
    "a number": 12.5,
    "a list": ["a"],
    "no words": "   \n",
    "binary": "\x00\x01\x02",
    "a PDF": "%PDF-1.7\n",
    "too much": "a" * (LARGEST + 1),
}


@pytest.mark.parametrize("kind", NO_LETTERS)
def test_what_is_no_letter_has_a_sentence_and_the_others_are_read(kind: str, served: Served) -> None:
    letter = REFUSAL.read_text("utf-8")
    before, wrong, after = ask(served, text=[letter, NO_LETTERS[kind], letter], name=["a", "b", None])
    assert wrong["error"].startswith("b ")
    assert wrong["error"].endswith(".")
    assert wrong["answers"] == []
    assert before["error"] is after["error"] is None
    assert before["answers"] == after["answers"] != []
    assert (before["letter"], after["letter"]) == ("a", "letter 3")


def test_no_letters_give_no_rows(served: Served) -> None:
    assert ask(served, text=[]) == []


def test_a_reader_that_fails_on_a_letter_does_not_stop_the_others(small_reader: ModelReader) -> None:
    class Failing:
        def read(self, letters: Any, background: Any) -> Any:
            if any("mill" in letter.text for letter in letters):
                raise ValueError("no mill")
            return small_reader.read(letters, background)

    bad, good = ask(Served(Failing(), "failing"), text=["1. The mill?\nNo.", REFUSAL.read_text("utf-8")])
    assert "a defect in foi (ValueError: no mill)" in bad["error"]
    assert good["answers"]


@pytest.fixture(scope="module")
def address(mlflow_server: str, small_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `mlflow models serve` serves the champion, in a folder without any of our code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLFLOW_TRACKING_URI", mlflow_server)
        promote(register(small_bundle, "served"))
        host, port = "127.0.0.1", free_port()
        command = [sys.executable, "-m", "mlflow", "models", "serve", "--env-manager=local", f"--host={host}"]
        command += [f"--port={port}", "--model-uri=models:/served@champion"]
        log = tmp_path_factory.mktemp("served") / "served.log"
        path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
        with answering_server(command, f"http://{host}:{port}/ping", log, {"PATH": path}):
            yield f"http://{host}:{port}/invocations"


def post(address: str, body: Any) -> requests.Response:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return requests.post(address, data, headers={"Content-Type": "application/json"}, timeout=60)


def test_a_letter_is_answered_over_http_as_foi_scores_it(address: str, small_bundle: Path, tmp_path: Path) -> None:
    output = tmp_path / "answers.jsonl"
    assert main(["score", str(REFUSAL), "--model", str(small_bundle), "--output", str(output)]) == DONE
    expected = json.loads(output.read_text())
    letter = {"text": REFUSAL.read_text("utf-8"), "name": expected["letter"]}
    reply = post(address, {"dataframe_records": [letter]})
    assert reply.status_code == 200
    (row,) = reply.json()["predictions"]
    assert misfits(row, LETTER_OUT) == []
    assert row == expected | {"error": None}
    assert row["answers"][0]["status"] in list(Status)


def test_letters_may_come_in_each_of_mlflows_ways(address: str) -> None:
    text = REFUSAL.read_text("utf-8")
    bodies = [
        {"dataframe_records": [{"text": text}]},
        {"dataframe_split": {"columns": ["name", "text"], "data": [["letter 1", text]]}},
        {"inputs": [{"text": text}]},
        {"inputs": {"text": [text]}},
        {"instances": [{"text": text}]},
    ]
    rows = [post(address, body).json()["predictions"] for body in bodies]
    assert [found == rows[0] for found in rows] == [True] * len(bodies)


@pytest.mark.parametrize(
    ("letters", "errors"),
    [
        ([{"text": None}, {"text": "1. Why?\nNo."}], ["letter 1 has no text", None]),
        ([{"text": 5}, {"text": "1. Why?\nNo."}], ["letter 1 has no text", None]),
        ([{"text": 5}, {"text": ["a", "b"]}], ["letter 1 has no text", "letter 2 has no text"]),
        ([{"text": ""}], ["letter 1 is empty"]),
        ([{"text": "<script>alert(1)</script>", "name": "<b>"}], [None]),
        ([{"text": "1. Why? No.\n" * 2_000}], [None]),
    ],
)
def test_a_letter_that_cannot_be_read_is_one_row(address: str, letters: Any, errors: list[str | None]) -> None:
    reply = post(address, {"dataframe_records": letters})
    assert reply.status_code == 200
    found = [row["error"] for row in reply.json()["predictions"]]
    assert [error and next(filter(error.startswith, filter(None, errors))) for error in found] == errors


@pytest.mark.parametrize(
    "body",
    [
        b"no json",
        b'{"dataframe_records": [{"text": "half',
        {"dataframe_records": [{"words": "1. Why?"}]},
        {"dataframe_records": [{"text": "half a pair: \ud800"}]},
        {"dataframe_records": 7},
        {"letters": []},
        [],
        {},
    ],
)
def test_a_request_that_holds_no_letters_is_the_askers_fault(address: str, body: Any) -> None:
    reply = post(address, body)
    assert reply.status_code in (400, 422)
    assert reply.json()["message"]
