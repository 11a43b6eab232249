"""The matrix as a workbook: the campaign at a glance, then answers, figures and doubts in full, and a legend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from nlp.errors import FoiError
from nlp.types import RequestQuestion, Status
from scoring.campaign import Body, Campaign
from scoring.cells import CellValue, safe_line
from scoring.entries import Entry, doubts_of, entries
from scoring.gathering import WHOLE
from scoring.matrix import answer_rows, figure_rows, review_row
from scoring.matrix_columns import ANSWERS, FIGURES, REVIEWS
from scoring.outcomes import WORDINGS, Outcome, percent_sure
from scoring.results import quantity_words
from scoring.sheets import MOST_COLUMNS, MOST_ROWS, Rows, new_workbook, set_widths, styled_cell
from scoring.sources import CREATOR, SHEET, source_rows

BODY_COLUMNS = ("body", "letters", "reference", "requested", "replied", "working days", "late", "replaced answers")
"""What the campaign's sheet says of a body before its answers."""
CHECK = "CHECK"
"""What marks an entry that a person should look at."""

_BODY_WIDTHS = (34, 8, 18, 12, 12, 9, 8, 12)
_WIDTH = 26
_WIDTHS = {"body": 34, "question": 40, "answer": 64, "figures": 32, "why": 44, "letter": 28, "grounds": 32, "text": 18}
_LONGEST_HEADING = 140
_LONGEST_FIGURE = 80
_LONGEST_NOTE = 2_000
_A4 = 9
_MOST_LINKS = 65_530
"""Links that a sheet may hold."""

_QUESTION, _BODY, _NAME, _MISSING = "question", "body", "name of a body", "no answer"
_EDGES = Border(*4 * [Side("thin", color="FFBFBFBF")])
_STRONG_EDGES = Border(*4 * [Side("medium", color="FF000000")])
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_COLOURS = {
    Status.PROVIDED: "FFDDEFD5",
    Status.NOT_HELD: "FFFFF0C4",
    Status.REDIRECTED: "FFD6E6F5",
    Status.NO_SERVICE: "FFE6DDF0",
    Status.REFUSED: "FFF6C9B5",
    Status.UNANSWERED: "FFD9D9D9",
}
_NOTES = (
    ("no answer found", "a reply came, and nothing in it was found to answer the question"),
    ("answered as a whole", "the reply answers all questions at once: see the column “whole letter”"),
    ("see 2a, 2b", "the reply answers under these numbers"),
    ("not read", "the letter's file could not be read; the sheet “to review” says why"),
    ("no reply", "the list of bodies has it, and no letter names it"),
    ("97%", "how likely the status is right; with several answers, that of the least sure one"),
    ("(+2 more)", "further figures; the first is shown, or the total where a table has one column of that name"),
    (
        "a click",
        (
            "leads to the answer in full, or from “no answer found” to the sheet “to review”; "
            f"a campaign of more than {_MOST_LINKS:,} cells has no such links"
        ),
    ),
    (CHECK, "a person should look; the entry has a strong border, and “to review” says why"),
    ("replaced answers", "questions that a body answered in several letters: the latest that gives an answer stands"),
    ("the latest", "letters go by their days; one without a day comes after the one before it in the order of paths"),
    ("working days", "between request and latest reply, without the bank holidays of the body's nation"),
    ("late", "after the twentieth working day; empty where the days, the law or the nation are not known for certain"),
    (
        "foi report",
        (
            f"makes a page of this workbook, from its hidden sheet “{SHEET}”; "
            "what you change in the other sheets is not on the page"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where rows stand in full: of answers by their ``id()``, of doubts by that of the body and the question."""

    answers: Mapping[int, str] = field(default_factory=dict)
    doubts: Mapping[tuple[int, str], str] = field(default_factory=dict)

    def of(self, entry: Entry) -> str | None:
        """Where a click on the entry leads: to its answer, or to why a person should look for one."""
        if entry.main is None:
            return self.doubts.get((id(entry.body), entry.question.id))
        return self.answers.get(id(entry.main))


def write_workbook(campaign: Campaign, path: Path) -> None:
    """Write the workbook. Raises ``FoiError`` if a sheet cannot hold the campaign."""
    columns, rows = len(BODY_COLUMNS) + len(campaign.questions), 1 + len(campaign.bodies)
    if columns > MOST_COLUMNS or rows > MOST_ROWS:
        raise FoiError(
            f"A sheet holds at most {MOST_COLUMNS:,} columns and {MOST_ROWS:,} rows, and the campaign has "
            f"{columns:,} and {rows:,}: give --output the name of a .csv or .parquet file."
        )
    with new_workbook(path) as book:
        _fill(book, campaign)


def _fill(book: Workbook, campaign: Campaign) -> None:
    for style in _styles():
        book.add_named_style(style)
    sheet = book.create_sheet("campaign")
    with Rows(book, "answers", tuple(ANSWERS), _WIDTHS) as answers:
        answered = {id(given): answers.append(row) for given, row in answer_rows(campaign)}
    with Rows(book, "figures", tuple(FIGURES), _WIDTHS) as figures:
        for row in figure_rows(campaign):
            figures.append(row)
    with Rows(book, "to review", tuple(REVIEWS), _WIDTHS) as reviews:
        doubted: dict[tuple[int, str], str] = {}
        for doubt in doubts_of(campaign):
            place = reviews.append(review_row(doubt))
            doubted |= {(id(doubt.body), question): place for question in doubt.questions}
    _write_campaign(sheet, campaign, _Places(answered, doubted))
    _write_legend(book, campaign)
    _keep_sources(book, campaign)


def _styles() -> Iterator[NamedStyle]:
    """The looks of cells, by names that a person finds again among the workbook's styles."""
    grey = PatternFill("solid", fgColor="FFEDEDED")
    yield NamedStyle(_QUESTION, font=Font(bold=True), fill=grey, border=_EDGES, alignment=_WRAPPED)
    yield NamedStyle(_BODY, border=_EDGES, alignment=_WRAPPED)
    yield NamedStyle(_NAME, font=Font(bold=True), border=_EDGES, alignment=_WRAPPED)
    missing = Font(italic=True, color="FF6B6B6B")
    yield NamedStyle(_MISSING, font=missing, border=_EDGES, alignment=_WRAPPED)
    yield NamedStyle(_to_check(_MISSING), font=missing, border=_STRONG_EDGES, alignment=_WRAPPED)
    for status, colour in _COLOURS.items():
        fill = PatternFill("solid", fgColor=colour)
        yield NamedStyle(_in_words(status), fill=fill, border=_EDGES, alignment=_WRAPPED)
        yield NamedStyle(
            _to_check(_in_words(status)), font=Font(bold=True), fill=fill, border=_STRONG_EDGES, alignment=_WRAPPED
        )


def _in_words(status: Status) -> str:
    return status.replace("_", " ")


def _to_check(style: str) -> str:
    return f"{style}, {CHECK}"


def _write_campaign(sheet: Any, campaign: Campaign, places: _Places) -> None:
    """Bodies down, questions across."""
    last = get_column_letter(len(BODY_COLUMNS) + len(campaign.questions))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{last}{1 + len(campaign.bodies)}"
    sheet.print_title_rows = "1:1"
    sheet.print_title_cols = "A:A"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.HeaderFooter.oddFooter.center.text = "&P of &N"
    set_widths(sheet, (*_BODY_WIDTHS, *(_WIDTH for _ in campaign.questions)))
    known = campaign.known
    sheet.append(
        [
            *(styled_cell(sheet, name, _QUESTION) for name in BODY_COLUMNS),
            *(_heading(sheet, question, known=known) for question in campaign.questions),
        ]
    )
    linked = len(campaign.bodies) * len(campaign.questions) <= _MOST_LINKS
    for body in campaign.bodies:
        cells = [_entry(sheet, entry, places if linked else _Places()) for entry in entries(campaign, body)]
        sheet.append([*_body_cells(sheet, body), *cells])


def _heading(sheet: Any, question: RequestQuestion, *, known: bool) -> Any:
    words = safe_line(question.words)
    if question.id == WHOLE:
        shown = "whole letter"
    elif known and not words:
        shown = f"{question.id} (nobody asked it)"
    else:
        shown = f"{question.id}. {_cut(words)}" if words else question.id
    cell = styled_cell(sheet, shown, _QUESTION)
    if _cut(words) != words:
        cell.comment = _note(words)
    return cell


def _cut(words: str) -> str:
    """The words without their middle where they are long: what is asked stands at their ends."""
    if len(words) <= _LONGEST_HEADING:
        return words
    half = _LONGEST_HEADING // 2
    return f"{words[:half].rpartition(' ')[0] or words[:half]} … {words[-half:].partition(' ')[2] or words[-half:]}"


def _body_cells(sheet: Any, body: Body) -> list[Any]:
    late = {True: "late", False: "in time", None: None}[body.late]
    values: tuple[CellValue, ...] = (
        *(len(body.letters), body.reference, body.requested, body.replied, body.days, late),
        ", ".join(question for question in body.earlier) or None,
    )
    cells = [styled_cell(sheet, body.name, _NAME), *(styled_cell(sheet, value, _BODY) for value in values)]
    others = [called for called in body.called if safe_line(called).casefold() != body.name.casefold()]
    if others:
        cells[0].comment = _note(f"Its letters call it: {'; '.join(map(safe_line, others))}")
    if len(body.letters) > 1:
        cells[1].comment = _note(f"The latest last: {'; '.join(map(safe_line, body.letters))}")
    return cells


def _entry(sheet: Any, entry: Entry, places: _Places) -> Any:
    style = _in_words(entry.status) if entry.status else _MISSING
    cell = styled_cell(sheet, "\n".join(_lines(entry)) or None, _to_check(style) if entry.needs_review else style)
    if place := places.of(entry):
        cell.hyperlink = Hyperlink(ref="", location=place)
    if entry.main and entry.earlier:
        others = dict.fromkeys(given.letter for given in entry.earlier)
        cell.comment = _note(
            f"Answered in several letters. {safe_line(entry.main.letter)} stands, "
            f"not {safe_line(', '.join(others))}: see the sheet “answers”."
        )
    return cell


def _lines(entry: Entry) -> Iterator[str]:
    """The status in words, or why there is none, the main figure, and how sure it is."""
    first, *others = map(_in_words, entry.statuses) if entry.answers else [entry.missing]
    yield f"{first} (also {', '.join(others)})" if others else first
    if entry.figures:
        words = safe_line(quantity_words(entry.figures[0]))
        shown = words if len(words) <= _LONGEST_FIGURE else f"{words[:_LONGEST_FIGURE]} …"
        yield f"{shown} (+{len(entry.figures) - 1:,} more)" if len(entry.figures) > 1 else shown
    marks = [
        None if entry.confidence is None else percent_sure(entry.confidence),
        f"{len(entry.answers):,} answers" if len(entry.answers) > 1 else None,
        "several letters" if entry.earlier else None,
        CHECK if entry.needs_review else None,
    ]
    if any(marks):
        yield " · ".join(filter(None, marks))


def _note(words: str) -> Comment:
    shown = words if len(words) <= _LONGEST_NOTE else f"{words[:_LONGEST_NOTE]} …"
    return Comment(shown, "foi", width=360, height=60 + 18 * (len(shown) // 50))


def _write_legend(book: Workbook, campaign: Campaign) -> None:
    sheet = book.create_sheet("legend")
    set_widths(sheet, (24, 110))

    def add(heading: tuple[str, str], rows: Iterable[tuple[str, str, str]]) -> None:
        sheet.append([styled_cell(sheet, words, _QUESTION) for words in heading])
        for name, words, style in rows:
            sheet.append([styled_cell(sheet, name, style), styled_cell(sheet, words, _BODY)])
        sheet.append([])

    add(
        ("status", "the answer…"),
        ((_in_words(status), WORDINGS[Outcome(status)].meaning, _in_words(status)) for status in Status),
    )
    add(("in a cell", "what it says"), ((name, words, _BODY) for name, words in _NOTES))
    for title, columns in (("answers", ANSWERS), ("figures", FIGURES), ("to review", REVIEWS)):
        add((f"column of “{title}”", "what it says"), ((name, words, _BODY) for name, words in columns.items()))
    asked = (question for question in campaign.questions if question.id != WHOLE)
    add(("question", "in full"), ((question.id, question.words, _BODY) for question in asked))


def _keep_sources(book: Workbook, campaign: Campaign) -> None:
    """What a report is made from: other sheets cut what is too long for a cell, and round."""
    sheet = book.create_sheet(SHEET)
    # nothing in it is for people
    sheet.sheet_state = "hidden"
    for row in source_rows(campaign.sources):
        sheet.append(row)
    book.properties.creator = CREATOR
