"""What a campaign is made from, and the sheet that keeps it in a workbook: read back, nothing of it is missing."""

from __future__ import annotations

import json
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from nlp.errors import FoiError
from nlp.types import Request, RequestQuestion
from scoring.results import JsonObject
from scoring.scored import NOT_AS_WRITTEN, letter_of, parsed, read_scored

SHEET = "made from"
"""The sheet that keeps the sources: a row each, its kind first, then JSON in pieces that a cell can hold."""
CREATOR = "foi"
"""Who made a workbook that keeps its sources."""
LARGEST = 1024**3
"""Bytes that a workbook may unpack to."""

_ZIP = b"PK\x03\x04"
_HEADING = ("kind", "JSON, in pieces that begin with a colon")
_REQUEST, _BODIES, _LETTER = "request", "bodies", "letter"
_PIECE = 32_000
_MARK = ":"
"""What every piece begins with, so that none is a formula."""
_SAVING = timedelta(seconds=5)
"""How far apart the times may be at which a workbook was made and saved, if nobody saved it again."""
_BROKEN = (*NOT_AS_WRITTEN, ParseError, BadZipFile, zlib.error, EOFError, RuntimeError, AssertionError, OSError)
"""What unpacking and reading a workbook raises that is damaged, or that no program would write."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a campaign is made from: scored letters as the JSON lines hold them, what was asked, and who was.

    ``request`` and ``bodies`` are ``None`` where nobody said. ``edited`` tells that a workbook they come from was saved
    again after it was made: what was changed in its other sheets is not in them.
    """

    letters: tuple[JsonObject, ...] = ()
    request: Request | None = None
    bodies: tuple[str, ...] | None = None
    edited: bool = False


def source_rows(sources: Sources) -> Iterator[tuple[str, ...]]:
    """The rows of the sheet that keeps the sources, its heading first; no cell is a formula or too long."""
    yield _HEADING
    if sources.request is not None:
        yield _row(_REQUEST, [asdict(question) for question in sources.request.questions])
    if sources.bodies is not None:
        yield _row(_BODIES, sources.bodies)
    for letter in sources.letters:
        yield _row(_LETTER, letter)


def read_sources(path: Path) -> Sources:
    """What ``path`` holds: an output of `foi score`, or a workbook of `foi matrix`, of which nothing is run.

    Raises ``FoiError`` if the file cannot be opened, is none of these, or holds a letter that `foi score` would not
    write.
    """
    return _of_workbook(path) if _is_zip(path) else Sources(tuple(read_scored(path)))


def _row(kind: str, source: Any) -> tuple[str, ...]:
    # programs read "_x0041_" in a cell as "A"
    written = json.dumps(source, default=str).replace("_x", "\\u005fx")
    return (kind, *(_MARK + written[place : place + _PIECE] for place in range(0, len(written), _PIECE)))


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_ZIP)) == _ZIP
    except OSError:
        # who reads it says what is wrong with it
        return False


def _of_workbook(path: Path) -> Sources:
    request, bodies, letters = None, None, []
    with _opened(path) as book:
        for kind, source in _sources_in(book):
            if kind == _REQUEST:
                request = Request(tuple(RequestQuestion(str(one["id"]), str(one["words"])) for one in source))
            elif kind == _BODIES:
                bodies = tuple(map(str, source))
            else:
                letters.append(letter_of(source))
        about = book.properties
        edited = about.creator != CREATOR or about.modified - about.created > _SAVING
    return Sources(tuple(letters), request, bodies, edited)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """A workbook whose cells are read as they are asked for; what breaks meanwhile is a ``FoiError``."""
    # only a workbook needs to wait for its library
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with ZipFile(file) as parts:
                size = sum(part.file_size for part in parts.infolist())
            if size > LARGEST:
                raise FoiError(
                    f"{path} would unpack to {size / 1024**2:,.0f} MB, too much for a workbook "
                    f"(at most {LARGEST / 1024**2:,.0f} MB): give the .jsonl output of foi score."
                )
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            if SHEET not in book.sheetnames:
                raise FoiError(
                    f"{path} is no workbook of foi matrix, or an older one: give that of foi matrix, "
                    "or the .jsonl or .parquet output of foi score."
                )
            yield book
    except _BROKEN as error:
        raise FoiError(
            f"{path} is damaged, or its sheet “{SHEET}” was changed: make it again with foi matrix, "
            "or give the .jsonl output of foi score."
        ) from error


def _sources_in(book: Any) -> Iterator[tuple[str, Any]]:
    rows = book[SHEET].iter_rows(min_row=2, values_only=True)
    for kind, *cells in rows:
        pieces = [cell for cell in cells if cell is not None]
        if kind not in {_REQUEST, _BODIES, _LETTER} or not all(piece.startswith(_MARK) for piece in pieces):
            raise ValueError(kind)
        yield kind, parsed("".join(piece.removeprefix(_MARK) for piece in pieces).encode())
