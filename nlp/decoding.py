"""From a file's bytes to its text: the encoding is recognised, nothing else is changed."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from nlp.errors import UnreadableLetter

LARGEST = 20 * 1024 * 1024
"""The largest file, in bytes, that is taken for a letter."""

_KNOWN = (
    (b"%PDF-", "a PDF", "take its text out first (pdftotext does) and give the text file"),
    (
        b"PK\x03\x04",
        "a Word document, a workbook or a zip archive",
        "save its text as .txt, or unpack it",
    ),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or Outlook file", "save its text as .txt"),
    (b"{\\rtf", "a rich-text document", "save it as plain text"),
    (b"%!PS", "a PostScript file", "take its text out first and give the text file"),
    (b"\x89PNG", "a picture", "have its words recognised (OCR) and give the text file"),
    (b"\xff\xd8\xff", "a picture", "have its words recognised (OCR) and give the text file"),
    (b"GIF8", "a picture", "have its words recognised (OCR) and give the text file"),
    (b"II*\x00", "a picture", "have its words recognised (OCR) and give the text file"),
    (b"MM\x00*", "a picture", "have its words recognised (OCR) and give the text file"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"SQLite format 3\x00", "a database", "give the letters themselves"),
    (b"PAR1", "a Parquet file", "give the letters themselves"),
)
_SAMPLE = 4096
_BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]*")
"""Text of which nothing is seen: white space, signs of no width."""
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.02
_MANY_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def read_file(path: Path, *, largest: int = LARGEST) -> bytes:
    """The bytes of the letter ``path``.

    Raises ``UnreadableLetter`` if it is no file, cannot be opened or is over ``largest`` bytes.
    """
    where = shown(path)
    try:
        if path.is_dir():
            raise UnreadableLetter(f"{where} is a folder; give the letters in it.")
        if path.exists() and not path.is_file():
            raise UnreadableLetter(f"{where} is no ordinary file; give a file that holds a letter.")
        size = path.stat().st_size
        if size > largest:
            raise UnreadableLetter(
                f"{where} is {size / 1024**2:.1f} MB, too large for a letter "
                f"(at most {largest / 1024**2:g} MB); split it into its letters."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableLetter(f"{where} does not exist; check the path.") from None
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UnreadableLetter(f"{where} cannot be opened ({reason}); check the path and its permissions.") from None


def decode(data: bytes, where: str) -> str:
    """The text that a letter's bytes hold.

    They are UTF-8, UTF-16 with or without a byte-order mark, or else Windows-1252. A byte-order
    mark is dropped; nothing else is changed, line ends included. Bytes that fit neither UTF-8 nor
    Windows-1252 become U+FFFD. Raises ``UnreadableLetter``, naming ``where``, for what is empty or
    not text.
    """
    if not data:
        raise UnreadableLetter(f"{where} is empty; check that the letter was saved.")
    for magic, kind, remedy in _KNOWN:
        if data.startswith(magic):
            raise UnreadableLetter(f"{where} is {kind}, not text; {remedy}.")
    wide = _utf16(data)
    text = _decode_utf16(data, wide, where) if wide else _decode_bytes(data)
    if len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text):
        raise UnreadableLetter(f"{where} is not text; save the letter as plain text in UTF-8.")
    if _BLANK.fullmatch(text):
        raise UnreadableLetter(f"{where} holds nothing but white space; check that the letter was saved.")
    return text


def shown(path: Path) -> str:
    """The path as messages and outputs name it, bytes that are no text in it written out."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


def _utf16(data: bytes) -> str | None:
    """The UTF-16 codec that ``data`` seems to be written in, if any."""
    if data.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if data.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    sample = data[:_SAMPLE]
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if 10 * second > 3 * len(sample[1::2]) and first == 0:
        return "utf-16-le"
    if 10 * first > 3 * len(sample[0::2]) and second == 0:
        return "utf-16-be"
    return None


def _decode_utf16(data: bytes, codec: str, where: str) -> str:
    try:
        return data.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise UnreadableLetter(f"{where} is damaged UTF-16; save the letter again as plain text in UTF-8.") from None


def _decode_bytes(data: bytes) -> str:
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    if len(_MANY_BYTES.findall(data)) > text.count("\ufffd"):
        return text
    return data.decode("cp1252", "replace")
