"""What is written: the four formats, their cells, and files that are whole or not there."""

from __future__ import annotations

import csv
import json
import os
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from pyarrow import parquet

import scoring.sheets
from nlp.background import ALONE
from nlp.errors import FoiError
from nlp.places import SURE, Place
from nlp.types import (
    Answer,
    Attachment,
    Bound,
    Direction,
    Ground,
    Line,
    Means,
    Nation,
    Particular,
    Particulars,
    Quantity,
    Question,
    ReadLetter,
    Regime,
    Role,
    Status,
    Value,
    Withheld,
)
from scoring.cells import CELL_LIMIT, safe_cell, safe_line, workbook_cell
from scoring.columns import ANSWER_COLUMNS
from scoring.commands.console import write_json
from scoring.output import open_output
from scoring.results import LetterResult, quantity_words, result_of
from tests.fake_reader import FakeReader

TEXT = (
    "1. How many trees: =31069 in <b>all</b> review\n"
    "2. Why: \n"
    "3. Who: +44 &amp; \x1b[31mothers\x07, exempt\n"
    "4. How low: -5\n"
)


def read(text: str, name: str = "post/oak.txt") -> LetterResult:
    (letter,) = FakeReader().read([ReadLetter(name, text)], ALONE)
    return result_of(letter, "ab" * 32, "cd12", keep_text=True)


PARTICULARS = ("authority", "reference", "requested", "replied", "regime", "nation")
FAILED = LetterResult("post/elm.txt", None, "cd12", error="post/elm.txt is empty.")
RESULTS = [read(TEXT), FAILED, read("Nothing here.\n", "post/ash.txt")]


def write(path: Path, results: Iterable[LetterResult] = RESULTS) -> Path:
    with open_output(path) as add:
        for result in results:
            add(result)
    return path


def interrupted() -> Iterator[LetterResult]:
    yield RESULTS[0]
    raise KeyboardInterrupt


def test_json_lines_hold_what_the_contract_names(tmp_path: Path) -> None:
    lines = write(tmp_path / "a.jsonl").read_text().splitlines()
    oak, elm, ash = map(json.loads, lines)
    assert list(oak) == ["letter", "sha256", "model", "particulars", "attachments", "line_confidence", "answers"]
    assert oak["particulars"] == dict.fromkeys(PARTICULARS)
    assert oak["attachments"] == []
    assert oak["answers"][0] == {
        "questions": ["1"],
        "question": {"start": 3, "end": 17},
        "question_words": "How many trees",
        "start": 19,
        "end": 46,
        "column": None,
        "answer": "=31069 in all review",
        "statuses": ["provided"],
        "status": "provided",
        "confidence": 0.9,
        "probabilities": {**{status.value: 0.02 for status in Status}, "provided": 0.9},
        "trust": {"words": 0.8, "row": 0.7, "figures": 0.95},
        "needs_review": True,
        "left_out": False,
        "refers_to": None,
        "quantities": [
            {
                "start": 20,
                "end": 25,
                "text": "31069",
                "bound": "exact",
                "low": 31069,
                "high": 31069,
                "unit": "trees",
                "per": None,
                "period": "2022/23",
                "confidence": 0.85,
            }
        ],
        "grounds": [],
        "directions": [],
    }
    assert oak["answers"][1]["start"] == oak["answers"][1]["end"]
    assert elm == {
        "letter": "post/elm.txt",
        "sha256": None,
        "model": "cd12",
        "error": "post/elm.txt is empty.",
    }
    assert ash["answers"] == []


def told() -> LetterResult:
    """A letter that says all that a letter may say of itself."""
    ground = Ground(4, 9, Regime.FOIA, "40(2)", Withheld.REFUSAL, "personal data of others")
    direction = Direction(10, 14, Means.EMAIL, "trees@elm.example")
    answer = Answer(("*",), (Status.REFUSED,), 4, 14, grounds=(ground,), directions=(direction,))
    particulars = Particulars(
        authority=Particular("Elm Council", 0, 3, Place.AUTHORITY_HEAD),
        requested=Particular(date(2023, 1, 9), 5, 8, Place.REQUESTED_MADE),
        regime=Particular(Regime.EISR, 9, 12, Place.REGIME_STATED),
        nation=Particular(Nation.SCOTLAND, 9, 12, Place.NATION_SIGN),
    )
    letter = ReadLetter(
        "elm.txt", TEXT, answers=(answer,), particulars=particulars, attachments=(Attachment(1, 3, "a.xlsx"),)
    )
    return result_of(letter, None, "cd12", keep_text=False)


def test_what_a_letter_says_of_itself_and_where_to_ask_next_come_out() -> None:
    row = told().as_json()
    assert row["particulars"] == {
        "authority": {"value": "Elm Council", "start": 0, "end": 3, "confidence": SURE[Place.AUTHORITY_HEAD]},
        "reference": None,
        "requested": {"value": "2023-01-09", "start": 5, "end": 8, "confidence": SURE[Place.REQUESTED_MADE]},
        "replied": None,
        "regime": {"value": "EI(S)R", "start": 9, "end": 12, "confidence": SURE[Place.REGIME_STATED]},
        "nation": {"value": "scotland", "start": 9, "end": 12, "confidence": SURE[Place.NATION_SIGN]},
    }
    assert row["attachments"] == [{"start": 1, "end": 3, "name": "a.xlsx"}]
    assert row["answers"][0]["grounds"] == [
        {
            "start": 4,
            "end": 9,
            "law": "FOIA",
            "provision": "40(2)",
            "way": "refusal",
            "meaning": "personal data of others",
        }
    ]
    assert row["answers"][0]["directions"] == [
        {"start": 10, "end": 14, "means": "email", "target": "trees@elm.example"}
    ]


def test_each_row_says_who_answers_whom_and_when(tmp_path: Path) -> None:
    with write(tmp_path / "a.csv", [told(), RESULTS[2], FAILED]).open(newline="", encoding="utf-8") as file:
        elm, failed = csv.DictReader(file)
    assert {name: elm[name] for name in PARTICULARS[:5]} == {
        "authority": "Elm Council",
        "reference": "",
        "requested": "2023-01-09",
        "replied": "",
        "regime": "EI(S)R",
    }
    assert {failed[name] for name in PARTICULARS[:5]} == {""}


def test_parquet_nests_as_json_lines_do(tmp_path: Path) -> None:
    results = [*RESULTS, told()]
    rows = parquet.read_table(write(tmp_path / "a.parquet", results)).to_pylist()
    lines = write(tmp_path / "a.jsonl", results).read_text().splitlines()
    for row, line in zip(rows, lines, strict=True):
        left_out = ("error", "particulars", "attachments", "line_confidence", "answers")
        expected = {**dict.fromkeys(left_out), **json.loads(line)}
        assert row == expected


def test_an_empty_parquet_has_its_columns(tmp_path: Path) -> None:
    table = parquet.read_table(write(tmp_path / "a.parquet", []))
    assert table.column_names == [
        "letter",
        "sha256",
        "model",
        "particulars",
        "attachments",
        "line_confidence",
        "answers",
        "error",
    ]


def test_csv_has_a_row_an_answer_and_no_formula(tmp_path: Path) -> None:
    with write(tmp_path / "a.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == ANSWER_COLUMNS
    assert [row["questions"] for row in rows] == ["1", "2", "3", "4", ""]
    assert rows[0]["answer"] == "'=31069 in all review"
    assert rows[0]["question"] == "How many trees"
    assert rows[0]["quantities"] == "31,069 trees (2022/23)"
    assert rows[0]["probabilities"].startswith("provided 0.90, ")
    assert rows[1]["status"] == "unanswered"
    assert rows[2]["answer"].startswith("'+44 & ")
    assert rows[2]["statuses"] == "provided + refused"
    assert rows[3]["answer"] == "-5"
    assert rows[4]["error"] == "post/elm.txt is empty."


def test_a_workbook_has_a_sheet_of_answers_and_one_of_quantities(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path / "a.xlsx"))
    assert book.sheetnames == ["answers", "quantities"]
    answers = list(book["answers"].iter_rows(values_only=True))
    assert answers[0] == ANSWER_COLUMNS
    first = dict(zip(answers[0], answers[1], strict=True))
    assert first["answer"] == "'=31069 in all review"
    assert first["start"] == 19
    assert first["needs_review"] is True
    figures = list(book["quantities"].iter_rows(values_only=True))
    assert dict(zip(figures[0], figures[1], strict=True))["low"] == 31069
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)


def test_a_full_sheet_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring.sheets, "MOST_ROWS", 3)
    book = load_workbook(write(tmp_path / "a.xlsx"))
    assert book.sheetnames == ["answers", "quantities", "answers 2", "quantities 2", "answers 3"]
    assert [book[name].max_row for name in book.sheetnames] == [3, 3, 3, 3, 2]


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet", ".xlsx"])
def test_an_interrupted_run_leaves_what_was_there(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text("before")
    with pytest.raises(KeyboardInterrupt):
        write(path, interrupted())
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet", ".xlsx"])
def test_a_place_that_cannot_be_written_is_named(suffix: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FoiError, match="cannot be written"):
        write(tmp_path / "file" / f"a{suffix}")


@pytest.mark.parametrize("name", ["answers", "answers.txt", "answers.xls"])
def test_an_unknown_kind_of_output_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(FoiError, match=r"\.jsonl, \.csv, \.parquet, \.xlsx"):
        write(tmp_path / name)


def test_json_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path, link = tmp_path / "new" / "a.json", tmp_path / "link.json"
    link.symlink_to(path)
    write_json(link, {"trees": 7})
    with pytest.raises(UnicodeEncodeError):
        write_json(link, {"trees": "\ud800"})
    assert json.loads(path.read_text("utf-8")) == {"trees": 7}
    assert list(path.parent.iterdir()) == [path]
    assert link.is_symlink()
    with pytest.raises(FoiError, match="new cannot be written"):
        write_json(path.parent, {})


def test_json_goes_into_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    # open at both ends, the pipe holds what is written until it is read
    end = os.open(pipe, os.O_RDWR)
    write_json(pipe, {"trees": 7})
    assert json.loads(os.read(end, 1_000)) == {"trees": 7}
    os.close(end)
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'=1"),
        (" =1", "' =1"),
        ("\x00=1", "'=1"),
        ("\u202e=1", "'=1"),
        ("\u2066fdp.\u2069\u202egpj\u061c", "fdp.gpj"),
        ("＝1", "'＝1"),
        ("-5", "-5"),
        ("+3.5%", "+3.5%"),
        ("-£1,200.50", "-£1,200.50"),
        ("31,069", "31,069"),
        ("a = b", "a = b"),
        ("", ""),
    ],
)
def test_a_formula_is_made_harmless_and_a_number_left(words: str, cell: str) -> None:
    assert safe_cell(words) == cell


@given(st.text() | st.text("\u061c\u202e\u2066=@ 1a"))
def test_no_words_make_a_formula(words: str) -> None:
    cell = safe_cell(words)
    assert not cell.lstrip().startswith(("=", "@"))
    assert "\x1b" not in cell
    assert ILLEGAL_CHARACTERS_RE.search(cell) is None
    assert not re.search("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", cell)
    cell.encode()


@pytest.mark.parametrize("letter", ["a", "é", "🌳"])
@pytest.mark.parametrize("length", [16_000, 32_766, 32_767, 32_768, 100_000])
def test_a_cell_too_long_is_cut_and_says_so(letter: str, length: int) -> None:
    cell = workbook_cell(letter * length)
    units = len(cell.encode("utf-16-le")) // 2
    assert units <= CELL_LIMIT
    whole = cell == letter * length
    assert whole or cell.endswith("the .jsonl output has all of it)")
    assert whole == (len((letter * length).encode("utf-16-le")) // 2 <= CELL_LIMIT)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b2Jgone", "gone"),
        ("a\nb\tc\x08", "a b c"),
        ("\u202eright to left", "right to left"),
        ("[bold]words[/bold]", "[bold]words[/bold]"),
    ],
)
def test_nothing_in_a_line_moves_the_terminal(words: str, line: str) -> None:
    assert safe_line(words) == line


@pytest.mark.parametrize("unit", ["\x9d", "\x9b0", "\x1b]a", "\x1b[", " ", "1,", "-", "🌳"])
def test_hostile_words_take_no_time(unit: str) -> None:
    words = unit * 200_000
    start = time.perf_counter()
    safe_line(words)
    workbook_cell(words)
    assert time.perf_counter() - start < 2


@given(st.text())
def test_a_line_holds_no_control_characters(words: str) -> None:
    line = safe_line(words)
    assert not any(letter < " " or "\x7f" <= letter <= "\x9f" for letter in line)


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ({"bound": "exact", "low": 31069, "high": 31069, "unit": "babies"}, "31,069 babies"),
        ({"bound": "about", "low": 200, "high": 200, "unit": ""}, "about 200"),
        ({"bound": "range", "low": 1.5, "high": 2, "unit": "wte"}, "1.5 to 2 wte"),
        ({"bound": "at_least", "low": 80, "high": None, "unit": "%"}, "at least 80%"),
        ({"bound": "less_than", "low": None, "high": 5, "unit": "cases"}, "less than 5 cases"),
        ({"bound": "exact", "low": -1200000, "high": -1200000, "unit": "GBP"}, "-£1,200,000"),
        ({"bound": "suppressed", "low": None, "high": None, "unit": "cases"}, "suppressed cases"),
        (
            {"bound": "more_than", "low": 3, "high": None, "unit": "visits", "per": "week"},
            "more than 3 visits per week",
        ),
    ],
)
def test_a_figure_in_words(figure: dict[str, Any], words: str) -> None:
    assert quantity_words({"per": None, "period": None, **figure}) == words


def test_page_furniture_within_an_answer_is_not_read_out() -> None:
    text = "Yes, we run\nPage 2 of 3\ntwo such teams."
    letter = ReadLetter(
        "a.txt",
        text,
        lines=(
            Line(0, 11, Role.BEGIN_ANSWER, 0.9),
            Line(12, 23, Role.FURNITURE, 1.0),
            Line(24, 39, Role.ANSWER, 0.9),
        ),
        answers=(
            Answer(
                ("*",),
                (Status.PROVIDED,),
                0,
                len(text),
                question=Question("*", 0, 3),
                quantities=(Quantity(24, 27, Value(Bound.EXACT, 2.0, 2.0), "teams"),),
            ),
        ),
    )
    result = result_of(letter, "", "", keep_text=False)
    assert result.answers[0]["answer"] == "Yes, we run two such teams."
    assert result.answers[0]["confidence"] is None
    assert result.text is None


def test_json_and_parquet_hold_the_words_of_a_question_as_the_table_does(tmp_path: Path) -> None:
    result = read("1. How <b>many</b> old   trees: 12\n")
    alone = replace(result, answers=({**result.answers[0], "question": None, "question_words": None},))
    lines = [json.loads(line) for line in write(tmp_path / "a.jsonl", [result, alone]).read_text().splitlines()]
    rows = parquet.read_table(write(tmp_path / "a.parquet", [result, alone])).to_pylist()
    for found in (lines, rows):
        assert [answer["question_words"] for letter in found for answer in letter["answers"]] == [
            "How many old trees",
            None,
        ]
    with write(tmp_path / "a.csv", [result, alone]).open(encoding="utf-8", newline="") as file:
        assert [row["question"] for row in csv.DictReader(file)] == ["How many old trees", ""]
