"""The matrix of a campaign: what its cells say, and its workbook, CSV and Parquet read back."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from pyarrow import parquet

import scoring.matrix_workbook
import scoring.sheets
from nlp.errors import FoiError
from nlp.types import Request, RequestQuestion, Status
from scoring.campaign import Body, Campaign, Given
from scoring.cells import CELL_LIMIT
from scoring.cli import main
from scoring.commands.console import DONE, NOTHING_DONE, SOME_FAILED
from scoring.entries import doubts_of, entries
from scoring.gathering import read_campaign
from scoring.matrix import answer_rows, entry_rows, figure_rows, review_row, summary_sentence
from scoring.matrix_columns import ANSWERS, ENTRIES, FIGURES, REVIEWS
from scoring.matrix_output import write_matrix
from scoring.outcomes import WORDINGS, Outcome
from scoring.page import page_of
from scoring.report import report_html
from scoring.results import JsonObject
from tests.made_campaign import answer, body, campaign, direction, figure, ground, tree_campaign, write_scored

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def asking(*questions: tuple[str, str]) -> tuple[RequestQuestion, ...]:
    """Questions by their numbers and words."""
    return tuple(RequestQuestion(*one) for one in questions)


def shown(body: Body, questions: Sequence[str] = ("1",), tmp_path: Path | None = None, **more: Any) -> list[Any]:
    """The cells of a body's row that answer the questions."""
    assert tmp_path is not None
    made = Campaign(tuple(RequestQuestion(one, f"How many to question {one}?") for one in questions), (body,), **more)
    write_matrix(made, tmp_path / "m.xlsx")
    first, row = load_workbook(tmp_path / "m.xlsx")["campaign"].iter_rows()
    assert [cell.value for cell in first][:8] == list(scoring.matrix_workbook.BODY_COLUMNS)
    return list(row[8:])


def test_a_cell_says_status_figure_and_how_sure(tmp_path: Path) -> None:
    (cell,) = shown(body("Ash Council", {"1": [answer("provided", "12", [figure("exact", 1234)])]}), tmp_path=tmp_path)
    assert cell.value == "provided\n1,234 trees\n90%"
    assert cell.style == "provided"


def test_a_cell_with_several_answers_says_so(tmp_path: Path) -> None:
    cells = [
        answer("unanswered", "", confidence=0.99),
        answer("provided", "12", [figure("exact", 12), figure("exact", 14)], column="2021", needs_review=True),
        answer("not_held", "none", confidence=0.615, column="2022"),
    ]
    (cell,) = shown(body("Ash Council", {"1": cells}), tmp_path=tmp_path)
    assert cell.value == "provided (also unanswered, not held)\n12 trees (+1 more)\n62% · 3 answers · CHECK"
    assert cell.style == "provided, CHECK"
    assert cell.border.left.style == "medium"


@pytest.mark.parametrize(
    ("confidence", "words"),
    [(0.966, "97%"), (1.0, "over 99%"), (0.995, "over 99%"), (0.9949, "99%"), (0.5, "50%"), (0.0, "0%")],
)
def test_a_sheet_and_a_page_round_alike(confidence: float, words: str, tmp_path: Path) -> None:
    ash = body("Ash Council", {"1": [answer("provided", "12", confidence=confidence)]})
    (cell,) = shown(ash, tmp_path=tmp_path)
    assert cell.value == f"provided\n{words}"
    assert f"> {words} sure" in report_html(campaign(ash), "Trees")


def test_the_total_of_a_table_is_its_main_figure(tmp_path: Path) -> None:
    cells = [
        answer("provided", str(low), [figure("exact", low)], column=name) for name, low in (("2021", 3), ("2022", 4))
    ]
    total = answer("provided", "7", [figure("exact", 7)], column=" Total ")
    (cell,) = shown(body("Ash Council", {"1": [*cells, total]}), tmp_path=tmp_path)
    assert cell.value.splitlines()[1] == "7 trees (+2 more)"
    rough = answer("provided", "7", [figure("about", 7)], column="Total")
    (cell,) = shown(body("Ash Council", {"1": [*cells, rough]}), tmp_path=tmp_path)
    assert cell.value.splitlines()[1] == "3 trees (+2 more)"


def test_each_status_has_a_look_of_its_own(tmp_path: Path) -> None:
    questions = [status.value for status in Status]
    answers = {one: [answer(one, "Words.", needs_review=one == "refused")] for one in questions}
    cells = shown(body("Ash Council", answers), questions, tmp_path)
    assert [cell.value.splitlines()[0] for cell in cells] == [one.replace("_", " ") for one in questions]
    assert len({cell.fill.fgColor.rgb for cell in cells}) == len(Status)
    assert ["CHECK" in cell.value for cell in cells] == [one in ("refused", "unanswered") for one in questions]


def test_a_cell_without_an_answer_says_why(tmp_path: Path) -> None:
    some = {"2a": [answer("provided", "12")]}
    assert [one.value for one in shown(body("Ash Council", some), ("1", "2", "2a", "2aii", "3"), tmp_path)] == [
        "no answer found\nCHECK",
        "see 2a",
        "provided\n90%",
        "see 2a",
        "no answer found\nCHECK",
    ]
    assert [one.value for one in shown(body("Ash Council"), ("1", "2"), tmp_path)] == ["no reply"] * 2
    assert [one.value for one in shown(body("Ash Council", {}, unread=("It is empty.",)), ("1",), tmp_path)] == [
        "not read"
    ]
    whole = body("Ash Council", {"*": [answer("refused", "No.")]})
    assert [one.value for one in shown(whole, ("1", "*"), tmp_path)] == ["answered as a whole", "refused\n90%"]


def test_a_gap_reads_the_same_with_and_without_the_request(tmp_path: Path) -> None:
    gap = answer("unanswered", "", left_out=True, needs_review=True, confidence=0.5)
    made = body("Ash Council", {"1": [gap], "2a": [answer("provided", "12")], "3": [gap]})
    scored = write_scored(campaign(made), tmp_path / "answers.jsonl")
    request = Request(asking(("1", "How many?"), ("2", "Which?"), ("2a", "Which oaks?"), ("3", "Why?")))
    for asked in (request, None):
        found = read_campaign(scored, asked, None)
        assert [one.id for one in found.questions] == ["1", "2a", "3"]
        write_matrix(found, tmp_path / "m.xlsx")
        _, row = load_workbook(tmp_path / "m.xlsx")["campaign"].iter_rows()
        missing = "no answer found\nCHECK"
        assert [cell.value for cell in row][8:] == [missing, "provided\n90%", missing]
        assert [(row["question"], row["why"]) for row in map(review_row, doubts_of(found))] == [
            ("1", "no answer was found to the question"),
            ("3", "no answer was found to the question"),
        ]
        assert ": 1 answer, 0 figures, 2 to review" in summary_sentence(found)


def test_nothing_is_missing_where_nobody_asked() -> None:
    two = [
        body("Ash Council", {"1": [answer("provided", "12")]}),
        body("Beck Council", {"9": [answer("provided", "3")]}),
    ]
    known = Campaign(asking(("1", "How many?"), ("9", "")), tuple(two))
    assert [one.missing for each in two for one in entries(known, each)] == ["", "", "no answer found", ""]
    unknown = Campaign(asking(("1", ""), ("9", "")), tuple(two))
    assert [one.missing for each in two for one in entries(unknown, each)] == [
        *("", "no answer found"),
        *("no answer found", ""),
    ]


def ashbeck() -> Body:
    """A body that wrote twice, and said more the second time."""
    first = [Given("a.txt", answer("provided", "Twelve.", [figure("exact", 12, text="Twelve")], questions=["1", "2"]))]
    last = [Given("b.txt", answer("refused", "No.", grounds=[ground("12", "It costs too much.")]))]
    return Body(
        "Ashbeck Council",
        called=("The Ashbeck Council", "Ashbeck  District"),
        listed=True,
        letters=("a.txt", "b.txt"),
        answers={"1": tuple(last), "2": tuple(first)},
        earlier={"1": tuple(first)},
        reference="=FOI/7",
        requested=date(2023, 3, 1),
        replied=date(2023, 4, 5),
        days=25,
        late=True,
    )


def test_a_body_that_wrote_twice_is_one_row_and_says_so(tmp_path: Path) -> None:
    made = campaign(ashbeck(), questions=("1", "2"))
    write_matrix(made, tmp_path / "m.xlsx")
    book = load_workbook(tmp_path / "m.xlsx")
    _, row = book["campaign"].iter_rows()
    assert [cell.value for cell in row] == [
        *("Ashbeck Council", 2, "'=FOI/7", datetime(2023, 3, 1), datetime(2023, 4, 5), 25, "late", "1"),
        "refused\n90% · several letters",
        "provided\n12 trees\n90%",
    ]
    assert "b.txt stands, not a.txt" in row[8].comment.text
    assert row[9].comment is None
    assert row[0].comment.text == "Its letters call it: The Ashbeck Council; Ashbeck District"
    assert row[1].comment.text == "The latest last: a.txt; b.txt"
    rows = [dict(zip(ANSWERS, row, strict=True)) for row in book["answers"].iter_rows(2, values_only=True)]
    assert [(row["questions"], row["answer"], row["stands"], row["instead"]) for row in rows] == [
        ("1", "No.", True, None),
        ("1, 2", "Twelve.", True, None),
    ]
    assert rows[0]["grounds"] == "FOIA 12: It costs too much."


def test_an_answer_that_does_not_stand_names_the_letter_that_does() -> None:
    both = ashbeck()
    alone = Body(both.name, letters=both.letters, answers={"1": both.answers["1"]}, earlier=both.earlier)
    rows = [row for _, row in answer_rows(campaign(alone))]
    assert [(row["answer"], row["stands"], row["instead"]) for row in rows] == [
        ("No.", True, None),
        ("Twelve.", False, "b.txt"),
    ]
    assert [row["stands"] for row in figure_rows(campaign(alone))] == [False]


def test_an_entry_leads_to_its_answer(tmp_path: Path) -> None:
    made = tree_campaign(20, 6)
    write_matrix(made, tmp_path / "m.xlsx")
    book = load_workbook(tmp_path / "m.xlsx")
    led = 0
    for row, each in zip(book["campaign"].iter_rows(2), made.bodies, strict=True):
        for cell, entry in zip(row[8:], entries(made, each), strict=True):
            assert (cell.hyperlink is None) == (entry.main is None and not entry.doubts)
            if entry.main is not None:
                sheet, place = cell.hyperlink.location.replace("'", "").split("!")
                found = dict(zip(ANSWERS, (one.value for one in book[sheet][place[1:]]), strict=True))
                assert (found["body"], found["letter"]) == (each.name, entry.main.letter)
                assert (found["answer"] or "") == entry.main.answer["answer"]
                led += 1
    assert led > 60


def test_more_links_than_a_sheet_holds_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring.matrix_workbook, "_MOST_LINKS", 1)
    write_matrix(campaign(ashbeck(), questions=("1", "2")), tmp_path / "m.xlsx")
    sheet = load_workbook(tmp_path / "m.xlsx")["campaign"]
    assert all(cell.hyperlink is None for row in sheet.iter_rows() for cell in row)


def test_the_sheets_are_set_up_to_be_read_and_printed(tmp_path: Path) -> None:
    long = "How many " + "very " * 60 + "old trees are there?"
    questions = asking(("1", "How many trees?"), ("2", long), ("9", ""), ("*", ""))
    write_matrix(Campaign(questions, (ashbeck(), body("Beck Council"))), tmp_path / "m.xlsx")
    book = load_workbook(tmp_path / "m.xlsx")
    assert book.sheetnames == ["campaign", "answers", "figures", "to review", "legend", "made from"]
    sheet = book["campaign"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:L3")
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$A")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    headings = [cell.value for cell in sheet[1]][8:]
    assert headings[0] == "1. How many trees?"
    assert headings[1].startswith("2. How many very ")
    assert headings[1].endswith(" old trees are there?")
    assert len(headings[1]) < 150
    assert headings[2:] == ["9 (nobody asked it)", "whole letter"]
    assert sheet["J1"].comment.text == long
    assert sheet["I1"].comment is None
    assert sheet.column_dimensions["A"].width > 20
    for name, columns in (("answers", ANSWERS), ("figures", FIGURES), ("to review", REVIEWS)):
        assert tuple(cell.value for cell in book[name][1]) == tuple(columns)
        assert book[name].freeze_panes == "A2"
        assert book[name].auto_filter.ref.endswith(str(book[name].max_row))
    legend = [row[:2] for row in book["legend"].iter_rows(values_only=True)]
    assert ("2", long) in legend
    assert any("more than 65,530" in words for _, words in legend if words)
    wordings = [WORDINGS[Outcome(status)] for status in Status]
    assert {(wording.name, wording.meaning) for wording in wordings} <= set(legend)


def test_what_needs_a_person_is_listed_with_its_place() -> None:
    doubtful = {
        "1": [answer("provided", "12", needs_review=True, start=5, end=7, confidence=0.123456)],
        "2": [answer("unanswered", "", start=9, end=9)],
        "9": [answer("provided", "Yes."), answer("not_held", "None.", needs_review=True)],
    }
    questions = asking(("1", "How many?"), ("2", "Why?"), ("3", "Who?"), ("9", ""))
    bodies = (
        body("Ash Council", doubtful, listed=False),
        body("x.txt", {one: [answer("provided", "Yes.")] for one in "123"}, called=(), listed=False),
        body("y.txt", {}, called=(), listed=False, unread=("y.txt is empty.",)),
        body("Zeal Council", listed=True),
    )
    rows = [dict.fromkeys(REVIEWS) | row for row in map(review_row, doubts_of(Campaign(questions, bodies)))]
    assert [(row["body"], row["question"], row["why"]) for row in rows] == [
        ("Ash Council", None, "the list of bodies does not have it"),
        ("Ash Council", "1", "its status is not sure"),
        ("Ash Council", "2", "it is left blank or asks what was meant"),
        ("Ash Council", "3", "no answer was found to the question"),
        ("Ash Council", "9", "nobody asked a question of that number"),
        ("Ash Council", "9", "its status is not sure; nobody asked a question of that number"),
        ("x.txt", None, "the letter does not say for certain who sent it"),
        ("y.txt", None, "a letter could not be read: y.txt is empty."),
    ]
    assert (rows[1]["letter"], rows[1]["start"], rows[1]["end"]) == ("letters/ash-council.txt", 5, 7)
    assert rows[1]["confidence"] == 0.1235
    assert rows[3]["letter"] == "letters/ash-council.txt"


@pytest.mark.parametrize(
    ("confidence", "trust", "why"),
    [
        (0.99, {"words": 0.7, "row": 0.69, "figures": 1.0}, "its words may be cut wrongly"),
        (0.99, {"words": 0.99, "row": 0.6, "figures": 1.0}, "its question is not sure"),
        (0.6, {"words": 0.99, "row": 0.59, "figures": 0.97}, "its status is not sure"),
        (0.99, {"words": 0.99, "row": 0.97, "figures": 0.8}, "a figure may be wrong or missing"),
        (
            0.7,
            {"words": 0.99, "row": 0.69, "figures": 0.8},
            "its status is not sure; a figure may be wrong or missing",
        ),
        (0.98, {"words": 0.95, "row": 0.93, "figures": 0.99}, "its words may be cut wrongly"),
        (0.6, None, "its status is not sure"),
    ],
)
def test_a_doubt_names_what_is_not_sure(confidence: float, trust: JsonObject | None, why: str) -> None:
    doubtful = answer("provided", "12", needs_review=True, confidence=confidence, trust=trust)
    made = Campaign(asking(("1", "How many?")), (body("Ash Council", {"1": [doubtful]}),))
    assert [doubt.why for doubt in doubts_of(made)] == [why]


def doubted() -> Campaign:
    """Doubts of every kind: a body left question 3 out, is unsure of one answer to two questions, and blank in 4."""
    shared = Given("a.txt", answer("provided", "Seven.", questions=["1", "2"], needs_review=True))
    blank = Given("a.txt", answer("unanswered", "", questions=["4"]))
    ash = Body("Ash", called=("Ash",), letters=("a.txt",), answers={"1": (shared,), "2": (shared,), "4": (blank,)})
    sure = {one: [answer("provided", "Yes.", questions=[one])] for one in "1234"}
    return campaign(
        ash,
        body("Beck", sure),
        body("c.txt", sure, called=()),
        body("d.txt", {}, unread=("d.txt is empty.",)),
        body("Elm"),
        questions=("1", "2", "3", "4"),
    )


def test_an_answer_to_several_questions_counts_once() -> None:
    assert summary_sentence(doubted()).startswith("5 bodies, 4 questions: 10 answers, 0 figures, 5 to review; ")
    assert [(row["body"], row["question"]) for row in map(review_row, doubts_of(doubted()))] == [
        *(("Ash", "1, 2"), ("Ash", "3"), ("Ash", "4"), ("c.txt", None), ("d.txt", None)),
    ]


def test_every_output_says_the_same_to_review(tmp_path: Path) -> None:
    for made in (doubted(), replace(doubted(), questions=asking(*((one, "") for one in "1234")))):
        write_matrix(made, tmp_path / "m.xlsx")
        book = load_workbook(tmp_path / "m.xlsx")
        doubts = page_of(made).doubts
        assert book["to review"].max_row == 1 + doubts
        assert f", {doubts} to review" in summary_sentence(made)
        assert doubts == 5
        listed = {
            (row["body"], one)
            for row in map(review_row, doubts_of(made))
            for one in str(row["question"] or "").split(", ")
            if one
        }
        assert listed == {("Ash", one) for one in "1234"}
        assert {(row["body"], row["question"]) for row in entry_rows(made) if row["needs_review"]} == listed
        assert [row["questions"] for _, row in answer_rows(made) if row["needs_review"]] == ["1, 2", "4"]


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_check_stands_where_to_review_lists_a_cell(kind: str, tmp_path: Path) -> None:
    made = doubted()
    write_matrix(made, tmp_path / "m.xlsx")
    book = load_workbook(tmp_path / "m.xlsx")
    cells = {
        (row[0].value, one.id): cell
        for row in book["campaign"].iter_rows(2)
        for one, cell in zip(made.questions, row[8:], strict=True)
    }
    checked = {place for place, cell in cells.items() if "CHECK" in str(cell.value)}
    rows = [dict(zip(REVIEWS, row, strict=True)) for row in book["to review"].iter_rows(2, values_only=True)]
    listed = {(row["body"], one) for row in rows if row["question"] for one in row["question"].split(", ")}
    assert checked == listed == {("Ash", one) for one in "1234"}
    assert cells["Ash", "3"].value == "no answer found\nCHECK"
    assert cells["Ash", "4"].value.splitlines()[0] == "unanswered"
    assert {cells[place].border.left.style for place in checked} == {"medium"}
    sheet, place = cells["Ash", "3"].hyperlink.location.replace("'", "").split("!")
    assert (sheet, book[sheet][place].value, book[sheet][f"B{place[1:]}"].value) == ("to review", "Ash", "3")
    write_matrix(made, tmp_path / f"m.{kind}")
    if kind == "csv":
        with (tmp_path / "m.csv").open(newline="", encoding="utf-8") as file:
            flagged = [row for row in csv.DictReader(file) if row["needs_review"] == "True"]
    else:
        flagged = [row for row in parquet.read_table(tmp_path / "m.parquet").to_pylist() if row["needs_review"]]
    assert {(row["body"], row["question"]) for row in flagged} == listed


def test_csv_has_a_row_a_body_and_question(tmp_path: Path) -> None:
    write_matrix(campaign(ashbeck(), body("Beck Council"), questions=("1", "2")), tmp_path / "m.csv")
    with (tmp_path / "m.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == tuple(ENTRIES)
    assert [(row["body"], row["question"], row["status"], row["missing"]) for row in rows] == [
        ("Ashbeck Council", "1", "refused", ""),
        ("Ashbeck Council", "2", "provided", ""),
        ("Beck Council", "1", "", "no reply"),
        ("Beck Council", "2", "", "no reply"),
    ]
    first, second = rows[:2]
    assert (first["reference"], first["requested"], first["working_days"], first["late"]) == (
        "'=FOI/7",
        "2023-03-01",
        "25",
        "True",
    )
    assert (first["replaced"], second["replaced"], first["letters"]) == ("1", "0", "2")
    assert (second["figure"], second["bound"], second["low"], second["letter"]) == ("12 trees", "exact", "12", "a.txt")


def test_parquet_has_the_same_rows_with_types(tmp_path: Path) -> None:
    made = campaign(ashbeck(), body("Beck Council"), questions=("1", "2"))
    write_matrix(made, tmp_path / "m.parquet")
    rows = parquet.read_table(tmp_path / "m.parquet").to_pylist()
    assert tuple(rows[0]) == tuple(ENTRIES)
    assert (rows[0]["requested"], rows[0]["working_days"], rows[0]["late"]) == (date(2023, 3, 1), 25, True)
    assert (rows[1]["low"], rows[1]["confidence"], rows[1]["needs_review"]) == (12.0, 0.9, False)
    assert (rows[0]["answer"], rows[1]["answer"]) == ("No.", "Twelve.")
    assert (rows[2]["status"], rows[2]["missing"], rows[2]["confidence"]) == (None, "no reply", None)


HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+cmd|'/c calc'!A1",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\r\n=1",
    "＝1",
    "\u202e=1 desrever",
    "\x00\x08\x1b[31m=1",
    "#REF!",
    "\ud800",
    "a" * 40_000,
    "=" + "🌳" * 40_000,
    "{{7*7}}<script>alert(1)</script>&amp;",
]


@pytest.fixture
def long_fields() -> Iterator[None]:
    """The CSV reader takes fields of any length."""
    limit = csv.field_size_limit(1_000_000)
    yield
    csv.field_size_limit(limit)


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.usefixtures("long_fields")
def test_hostile_words_do_no_harm(words: str, tmp_path: Path) -> None:
    given = answer(
        "provided",
        words,
        [figure("exact", 7, unit=words, text=words, per=words, period=words)],
        column=words,
        refers_to=words,
        needs_review=True,
        grounds=[ground(words, words, law=words)],
        directions=[direction(words)],
        questions=[words],
    )
    made = Campaign(
        asking((words, words), ("2", words)),
        (
            Body(
                words,
                called=(words, "other"),
                listed=False,
                letters=(words, words),
                answers={words: (Given(words, given),)},
                earlier={words: (Given(words, given),)},
                reference=words,
            ),
            Body("b", letters=("b",), unread=(words,)),
        ),
    )
    write_matrix(made, tmp_path / "m.xlsx")
    cells = [cell for sheet in load_workbook(tmp_path / "m.xlsx") for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b", "d"}
    for cell in cells:
        if isinstance(cell.value, str):
            assert not cell.value.startswith(FORMULA)
            assert len(cell.value.encode("utf-16-le")) // 2 <= CELL_LIMIT
    write_matrix(made, tmp_path / "m.csv")
    with (tmp_path / "m.csv").open(newline="", encoding="utf-8") as file:
        assert not any(cell.startswith(FORMULA) for row in csv.reader(file) for cell in row)


def test_a_long_answer_is_cut_in_the_sheet_and_says_so(tmp_path: Path) -> None:
    made = campaign(body("Ash Council", {"1": [answer("provided", "a" * 40_000)]}))
    write_matrix(made, tmp_path / "m.xlsx")
    cell = load_workbook(tmp_path / "m.xlsx")["answers"]["E2"].value
    assert cell.startswith("aaa")
    assert cell.endswith("the .jsonl output has all of it)")
    write_matrix(made, tmp_path / "m.parquet")
    assert len(parquet.read_table(tmp_path / "m.parquet").to_pylist()[0]["answer"]) == 40_000


def test_days_before_sheets_began_are_words(tmp_path: Path) -> None:
    write_matrix(campaign(body("Ash Council", {}, replied=date(1, 1, 1))), tmp_path / "m.xlsx")
    assert load_workbook(tmp_path / "m.xlsx")["campaign"]["E2"].value == "0001-01-01"


words = st.text(max_size=40)
answers = st.builds(
    answer,
    st.sampled_from([status.value for status in Status]),
    words,
    st.lists(st.builds(figure, st.just("exact"), st.integers(-10, 10**6), unit=words, text=words), max_size=3),
    column=st.none() | words,
    questions=st.lists(st.sampled_from(["1", "2", "*"]), min_size=1, unique=True),
    needs_review=st.booleans(),
)


@settings(max_examples=25)
@given(st.lists(st.lists(answers, max_size=4), max_size=4), st.lists(words, min_size=4, max_size=4))
def test_every_answer_is_in_the_sheet_and_none_is_a_formula(
    tmp_path_factory: pytest.TempPathFactory, letters: list[list[dict[str, Any]]], names: list[str]
) -> None:
    bodies = []
    for place, (name, several) in enumerate(zip(names, letters, strict=False)):
        givens = [Given(f"{place}.txt", one) for one in several]
        by_question = {
            question: tuple(one for one in givens if question in one.answer["questions"])
            for question in ("1", "2", "*")
        }
        answered = {question: some[-1:] for question, some in by_question.items() if some}
        earlier = {question: some[:-1] for question, some in by_question.items() if some[:-1]}
        bodies.append(Body(name, letters=(f"{place}.txt",), answers=answered, earlier=earlier))
    made = campaign(*bodies, questions=("1", "2", "*"))
    path = tmp_path_factory.mktemp("matrix") / "m.xlsx"
    write_matrix(made, path)
    book = load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type not in ("f", "e")
                assert not str(cell.value).lstrip().startswith(("=", "@"))
    rows = [dict(zip(ANSWERS, row, strict=True)) for row in book["answers"].iter_rows(2, values_only=True)]
    given_out = [one for several in letters for one in several]
    assert len(rows) == len(given_out)
    key = [sorted((row["letter"], row["status"], row["questions"]) for row in rows)]
    assert key == [
        sorted(
            (f"{place}.txt", one["status"], ", ".join(one["questions"]))
            for place, several in enumerate(letters)
            for one in several
        )
    ]
    figures = sum(len(one["quantities"]) for one in given_out)
    assert book["figures"].max_row == 1 + figures


def test_words_that_a_sheet_takes_for_an_error_stay_words(tmp_path: Path) -> None:
    every = [answer("provided", code) for code in ERROR_CODES]
    write_matrix(campaign(body("Ash Council", {"1": every})), tmp_path / "m.xlsx")
    cells = [row[4] for row in load_workbook(tmp_path / "m.xlsx")["answers"].iter_rows(2)]
    assert [cell.value for cell in cells] == list(ERROR_CODES)


def test_a_campaign_that_no_sheet_holds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring.matrix_workbook, "MOST_COLUMNS", 10)
    write_matrix(campaign(ashbeck(), questions=("1", "2")), tmp_path / "m.xlsx")
    with pytest.raises(FoiError, match=r"at most 10 columns .* the campaign has 11 .*\.csv or \.parquet"):
        write_matrix(campaign(ashbeck(), questions=("1", "2", "3")), tmp_path / "n.xlsx")
    monkeypatch.setattr(scoring.matrix_workbook, "MOST_ROWS", 2)
    with pytest.raises(FoiError, match="2 rows, and the campaign has 9 and 3"):
        write_matrix(campaign(ashbeck(), body("Beck Council")), tmp_path / "n.xlsx")
    assert not (tmp_path / "n.xlsx").exists()


def test_answers_go_on_in_another_sheet_where_one_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring.sheets, "MOST_ROWS", 3)
    some = {str(place): [answer("provided", f"words {place}")] for place in range(1, 5)}
    write_matrix(campaign(body("Ash Council", some), questions=tuple(some)), tmp_path / "m.xlsx")
    book = load_workbook(tmp_path / "m.xlsx")
    assert book["answers 2"]["E2"].value == "words 3"
    assert book["campaign"]["K2"].hyperlink.location == "'answers 2'!A2"
    assert book["answers"].auto_filter.ref == "A1:R3"


def test_the_sentence_counts_what_there_is() -> None:
    made = campaign(ashbeck(), body("Beck Council"), body("c.txt", {}, unread=("It is empty.",)), questions=("1", "2"))
    assert summary_sentence(made) == (
        "3 bodies, 2 questions: 2 answers, 1 figure, 1 to review; 1 body sent nothing; "
        "1 body answered in several letters; 1 letter could not be read."
    )
    assert summary_sentence(campaign(body("Beck Council"))) == (
        "1 body, 1 question: 0 answers, 0 figures, 0 to review; 1 body sent nothing."
    )


def run(*arguments: str | Path) -> int:
    return main(["matrix", *map(str, arguments)])


@pytest.fixture
def scored(tmp_path: Path) -> Path:
    """Scored letters of a small campaign, all of them read."""
    made = Campaign(asking(("1", "")), (ashbeck(), body("Beck Council", {"1": [answer("provided", "12")]})), ("cd12",))
    return write_scored(made, tmp_path / "answers.jsonl")


@pytest.mark.parametrize("kind", ["xlsx", "csv", "parquet"])
def test_the_command_makes_a_matrix(
    kind: str, scored: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "request.txt").write_text("1. How many trees are there?\n2. Why are there so many?\n")
    (tmp_path / "bodies.txt").write_text("Ashbeck Council\nZeal Council\n")
    output = tmp_path / "out" / f"m.{kind}"
    options = ("--request", tmp_path / "request.txt", "--bodies", tmp_path / "bodies.txt")
    assert run(scored, *options, "--output", output) == DONE
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("3 bodies, 2 questions: ")
    assert "1 body sent nothing" in err
    assert output.stat().st_size > 0


def test_letters_that_could_not_be_read_show_in_the_exit_status(tmp_path: Path) -> None:
    made = campaign(body("a.txt", {}, unread=("It is empty.",)))
    assert run(write_scored(made, tmp_path / "a.jsonl"), "--output", tmp_path / "m.csv") == SOME_FAILED


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["{scored}"], "Missing option '--output'"),
        (["--output", "{folder}/m.csv"], "Missing argument"),
        (["{scored}", "--output", "{folder}/m.jsonl"], "no kind of output: give a name that ends with .xlsx, .csv"),
        (["{scored}", "--output", "{folder}/m.xlsx/"], "is a folder"),
        (["{folder}/none.jsonl", "--output", "{folder}/m.csv"], "cannot be read"),
        (["{folder}", "--output", "{folder}/m.csv"], "cannot be read"),
        (["{scored}", "--request", "{folder}/none.txt", "--output", "{folder}/m.csv"], "does not exist"),
        (["{scored}", "--bodies", "{folder}/none.txt", "--output", "{folder}/m.csv"], "does not exist"),
        (["{scored}", "--bodies", "{folder}/m.csv", "--output", "{folder}/m.csv"], "is what it would be made from"),
        (["{folder}/m.csv", "--output", "{folder}/m.csv"], "is what it would be made from"),
    ],
)
def test_wrong_use_is_one_sentence(
    arguments: list[str], sentence: str, scored: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "m.xlsx").mkdir()
    assert run(*(part.format(scored=scored, folder=tmp_path) for part in arguments)) == NOTHING_DONE
    err = capsys.readouterr().err
    assert sentence in err
    assert "Traceback" not in err


def test_every_column_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == DONE
    told = [part.split() for part in capsys.readouterr().out.split("Columns of the ")[1:]]
    assert len(told) == 4
    every = (ENTRIES, ANSWERS, FIGURES, REVIEWS)
    for words, columns in zip(told, every, strict=True):
        assert [name for name in columns if name not in words] == []
        assert " ".join(f"{name} {meaning}" for name, meaning in columns.items()) in " ".join(words)
    write_matrix(campaign(ashbeck()), tmp_path / "m.xlsx")
    legend = {row[:2] for row in load_workbook(tmp_path / "m.xlsx")["legend"].iter_rows(values_only=True)}
    assert all(item in legend for columns in every[1:] for item in columns.items())


def test_rows_have_no_columns_but_those_that_are_explained() -> None:
    beck = body("Beck Council", {"1": [answer("provided", "12", needs_review=True)]})
    made = campaign(ashbeck(), beck, questions=("1", "2"))
    for rows, columns in (
        (entry_rows(made), ENTRIES),
        ((row for _, row in answer_rows(made)), ANSWERS),
        (figure_rows(made), FIGURES),
        (map(review_row, doubts_of(made)), REVIEWS),
    ):
        assert set().union(*rows) == set(columns)
