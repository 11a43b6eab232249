"""A report from the workbook of a campaign: the same as from the letters, and safe whatever the file holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

import scoring.sources
from nlp.errors import FoiError
from nlp.types import Request, RequestQuestion
from scoring.campaign import Body
from scoring.cells import CELL_LIMIT
from scoring.cli import main
from scoring.commands.console import DONE, NOTHING_DONE, SOME_FAILED
from scoring.gathering import gathered, read_campaign
from scoring.matrix_output import write_matrix
from scoring.output import open_output
from scoring.report import report_html
from scoring.sources import SHEET, Sources, read_sources
from tests.made_campaign import answer, body, campaign, direction, figure, ground, tree_campaign, write_scored

ODD = [
    *("=1+1", "'=1+1", "''=1", "+44 20", "-2", "@SUM(1)", "\t=1", "＝1", "#REF!", "_x0041_", "__x000D_", "\\_x0041_"),
    *("\x00\x1b[31m\r\n", " two  spaces ", "half \udc00", "🌳" * 20_000, "a" * 40_000, "<a>&amp;", "True", "", "12"),
]
REQUEST = Request(tuple(RequestQuestion(str(place), f"=How many to {place}?") for place in range(1, 8)))


def sources_of(*bodies: Body, tmp_path: Path, **more: Any) -> Sources:
    """What `foi score` would have written of the bodies, read back."""
    return replace(read_sources(write_scored(campaign(*bodies), tmp_path / "scored.jsonl")), **more)


def workbook(sources: Sources, path: Path) -> Path:
    write_matrix(gathered(sources), path)
    return path


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """The workbook of a small campaign."""
    ash = body("Ash Council", {"1": [answer("provided", "12", [figure("exact", 12)])]})
    return workbook(sources_of(ash, tmp_path=tmp_path), tmp_path / "campaign.xlsx")


def saved_again(path: Path, change: Callable[[Workbook], None] = lambda _: None) -> Path:
    """The workbook as another program would save it, a minute later and with strings in a table of their own."""
    book = load_workbook(path)
    change(book)
    book.properties.created -= timedelta(minutes=1)
    book.save(path)
    return path


def test_the_page_is_the_same_from_workbook_and_letters(tmp_path: Path) -> None:
    lines = write_scored(tree_campaign(60, 7), tmp_path / "answers.jsonl")
    for request, bodies in ((None, None), (REQUEST, ("Ashbeck Council", "Zeal Council"))):
        from_lines = read_campaign(lines, request, bodies)
        write_matrix(from_lines, tmp_path / "campaign.xlsx")
        from_workbook = read_campaign(tmp_path / "campaign.xlsx", None, None)
        assert from_workbook == from_lines
        assert report_html(from_workbook, "Trees") == report_html(from_lines, "Trees")
    # another request than the one that the workbook keeps, and one for a workbook that keeps none
    other = Request(REQUEST.questions[:3])
    assert read_campaign(tmp_path / "campaign.xlsx", other, None) == read_campaign(
        lines, other, ("Ashbeck Council", "Zeal Council")
    )


@pytest.mark.parametrize("words", ODD)
def test_words_come_back_as_they_were(words: str, tmp_path: Path) -> None:
    one = answer(
        "refused",
        words,
        [figure("exact", 7, unit=words, text=words, per=words, period=words)],
        column=words,
        grounds=[ground(words, words)],
        directions=[direction(words)],
    )
    odd = body("Ash", {"1": [one]}, reference=words or None, attachments=(words,))
    found = sources_of(odd, tmp_path=tmp_path, request=Request((RequestQuestion("1", words),)), bodies=("Ash", "=b"))
    found = replace(found, letters=(*found.letters, {"letter": "b.txt", "sha256": None, "model": None, "error": words}))
    again = read_sources(workbook(found, tmp_path / "campaign.xlsx"))
    if "\udc00" in words:
        # no output holds half a character
        assert again.letters[0]["answers"][0]["answer"] == "half ?"
    else:
        assert again == found
        assert report_html(gathered(again), "T") == report_html(gathered(found), "T")
    saved_again(tmp_path / "campaign.xlsx")
    assert read_sources(tmp_path / "campaign.xlsx") == replace(again, edited=True)


@settings(max_examples=25)
@given(st.lists(st.text(), max_size=3), st.text() | st.none())
def test_any_words_come_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str], reference: str | None) -> None:
    folder = tmp_path_factory.mktemp("sources")
    ash = body("Ash", {"1": [answer("provided", one) for one in texts]}, reference=reference or None)
    found = sources_of(ash, tmp_path=folder)
    assert read_sources(workbook(found, folder / "campaign.xlsx")) == found


def test_the_sheet_of_sources_is_hidden_and_holds_no_formula(tmp_path: Path) -> None:
    long = body("Ash", {"1": [answer("provided", "=1+1," * 20_000)]})
    path = workbook(sources_of(long, tmp_path=tmp_path, request=REQUEST), tmp_path / "campaign.xlsx")
    sheet = load_workbook(path)[SHEET]
    assert sheet.sheet_state == "hidden"
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.value[0] for row in sheet.iter_rows(2, min_col=2) for cell in row if cell.value} == {":"}
    assert all(len(cell.value) <= CELL_LIMIT for cell in cells)
    assert sheet.max_column > 3


def test_what_was_changed_by_hand_is_said_and_left_out(
    saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["report", str(saved), "--output", str(tmp_path / "report.html")]
    assert main(arguments) == DONE
    assert capsys.readouterr().err == "1 body, 1 question: 1 answer, 1 figure, 0 to review.\n"
    before = (tmp_path / "report.html").read_text(encoding="utf-8")
    saved_again(saved, lambda book: book["answers"].__setitem__("F2", "refused"))
    assert main(arguments) == DONE
    assert "campaign.xlsx was saved again after foi matrix wrote it. What was changed" in capsys.readouterr().err
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == before


def test_a_workbook_makes_a_matrix_too(saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bodies.txt").write_text("Ash Council\nBeck Council\n")
    lines = ["matrix", str(tmp_path / "scored.jsonl"), "--bodies", str(tmp_path / "bodies.txt")]
    assert main([*lines, "--output", str(tmp_path / "lines.csv")]) == DONE
    assert main([*lines, "--output", str(saved)]) == DONE
    assert main(["matrix", str(saved), "--output", str(tmp_path / "workbook.csv")]) == DONE
    assert (tmp_path / "workbook.csv").read_bytes() == (tmp_path / "lines.csv").read_bytes()
    assert main(["report", str(saved), "--output", str(saved)]) == NOTHING_DONE
    assert "no kind of output" in capsys.readouterr().err


def test_letters_that_could_not_be_read_are_still_said(tmp_path: Path) -> None:
    path = workbook(sources_of(body("a.txt", {}, unread=("=It is empty.",)), tmp_path=tmp_path), tmp_path / "c.xlsx")
    assert main(["report", str(path), "--output", str(tmp_path / "r.html")]) == SOME_FAILED
    assert "=It is empty." in (tmp_path / "r.html").read_text(encoding="utf-8")


def row_changed(rows: Sequence[Sequence[Any]]) -> Callable[[Workbook], None]:
    """Other rows for the sheet of sources."""

    def change(book: Workbook) -> None:
        del book[SHEET]
        sheet = book.create_sheet(SHEET)
        sheet.append(["kind"])
        for row in rows:
            sheet.append(row)

    return change


@pytest.mark.parametrize(
    "rows",
    [
        [["letter"]],
        [["letter", ":{}"]],
        [["letter", "{}"]],
        [["letter", 7]],
        [["letter", "=1+1"]],
        [["letter", ':{"letter": "a.txt", "answers": 7}']],
        [["letter", f":{'[' * 30_000}"]],
        [["letter", f":{'9' * 30_000}"]],
        [["pickle", ":{}"]],
        [[None, None], ["letter", ":{}"]],
        [["request", ":{}"], ["request", ":[7]"]],
        [["request", ':[{"id": "1"}]']],
        [["bodies", ":7"]],
    ],
)
def test_a_changed_sheet_of_sources_is_refused(rows: Sequence[Sequence[Any]], saved: Path) -> None:
    saved_again(saved, row_changed(rows))
    with pytest.raises(FoiError, match=r"campaign\.xlsx is damaged, or its sheet “made from” was changed"):
        read_sources(saved)


def test_a_workbook_without_letters_is_refused(saved: Path) -> None:
    saved_again(saved, row_changed([]))
    with pytest.raises(FoiError, match="holds no letters"):
        read_campaign(saved, None, None)


def test_other_workbooks_and_archives_are_refused(tmp_path: Path) -> None:
    with open_output(tmp_path / "answers.xlsx"):
        pass
    with pytest.raises(FoiError, match=r"answers\.xlsx is no workbook of foi matrix, or an older one"):
        read_sources(tmp_path / "answers.xlsx")
    with ZipFile(tmp_path / "letters.zip", "w") as archive:
        archive.writestr("a.txt", "words")
    with pytest.raises(FoiError, match=r"letters\.zip is no workbook|letters\.zip is damaged"):
        read_sources(tmp_path / "letters.zip")


def parts_of(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(parts: dict[str, bytes], path: Path) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_a_workbook_that_unpacks_to_too_much_is_refused_unread(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring.sources, "LARGEST", 2_000_000)
    assert read_sources(saved).letters
    repacked(parts_of(saved) | {"xl/sharedStrings.xml": b" " * 10_000_000}, saved)
    assert saved.stat().st_size < 100_000
    with pytest.raises(FoiError, match=r"would unpack to 10 MB, too much for a workbook \(at most 2 MB\)"):
        read_sources(saved)


def sheet_of_sources(parts: dict[str, bytes]) -> str:
    return next(name for name, data in parts.items() if b"in pieces that begin with a colon" in data)


@pytest.mark.parametrize(
    "harm",
    [
        # entities that grow with every level, and one that names a file
        (
            b'<!DOCTYPE x [<!ENTITY a "'
            + b"a" * 100
            + b'">'
            + b"".join(b'<!ENTITY a%d "%s">' % (n, (b"&a%d;" % (n - 1) if n else b"&a;") * 100) for n in range(6))
            + b"]>",
            b"kind",
            b"&a5;",
        ),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', b"kind", b"&a;"),
        # rows and columns where no sheet ends
        (b"", b'<row r="2"', b'<row r="99999999999"'),
        (b"", b'r="A2"', b'r="ZZZZZZZZZZ2"'),
        (b"", b'r="A2"', b'r="ZZZ2"'),
    ],
)
def test_harmful_markup_does_nothing(harm: tuple[bytes, bytes, bytes], saved: Path) -> None:
    head, old, new = harm
    parts = parts_of(saved)
    name = sheet_of_sources(parts)
    assert old in parts[name]
    repacked(parts | {name: head + parts[name].replace(old, new, 1)}, saved)
    try:
        found = read_sources(saved)
    except FoiError as error:
        assert "is damaged" in str(error)  # noqa: PT017 - either will do
    else:
        assert b"root:" not in repr(found).encode()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a workbook."""
    folder = tmp_path_factory.mktemp("whole")
    ash = body("Ash Council", {"1": [answer("provided", "12")]})
    return workbook(sources_of(ash, tmp_path=folder), folder / "campaign.xlsx").read_bytes()


@settings(max_examples=150)
@given(
    place=st.integers(0, 10**9),
    part=st.none() | st.integers(0, 10**3),
    cut=st.integers(0, 40),
    put=st.binary(max_size=3),
)
def test_a_damaged_workbook_is_read_or_refused(
    place: int, part: int | None, cut: int, put: bytes, whole: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("damaged") / "campaign.xlsx"
    path.write_bytes(whole)
    parts = parts_of(path)
    name = sorted(parts)[part % len(parts)] if part is not None else None
    old = whole if name is None else parts[name]
    at = place % len(old)
    new = old[:at] + put + old[at + cut :]
    if name is None:
        path.write_bytes(new)
    else:
        repacked(parts | {name: new}, path)
    try:
        assert isinstance(read_sources(path), Sources)
    except FoiError as error:
        assert "campaign.xlsx" in str(error)  # noqa: PT017 - either will do


def test_an_encrypted_workbook_is_refused(saved: Path) -> None:
    whole = bytearray(saved.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = whole.find(mark)
        while found >= 0:
            whole[found + place] |= 1
            found = whole.find(mark, found + 4)
    saved.write_bytes(bytes(whole))
    with pytest.raises(FoiError, match="is damaged"):
        read_sources(saved)
    saved.write_bytes(BytesIO(b"\xd0\xcf\x11\xe0" * 200).getvalue())
    with pytest.raises(FoiError, match="holds no scored letters"):
        read_sources(saved)
