"""From files to letters: encodings, refusals, and which files are letters."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.decoding import decode, read_file
from nlp.errors import UnreadableLetter
from nlp.labelled import parse_labelled
from nlp.reading import SUFFIXES, find_letters, letter_from_bytes, letters_and_others, read_letter
from nlp.types import Letter

TEXT = "Dear Ms Oak,\r\n\r\nIt cost £1.2m – “about half”.\rYours\x0c\tsincerely \n"
LABELLED = (
    "---\nauthority: A\nkind: council\nlayout: one\ntopic: trees\n---\n"
    "[[Q 1]]How many?[[/Q]] [[A 1 | provided]][[N 6 | trees]]Six[[/N]].[[/A]]\n"
)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be-bom", "utf-16-le", "utf-16-be", "cp1252"],
)
def test_the_encoding_is_recognised_and_the_text_is_as_stored(data: bytes) -> None:
    assert decode(data, "oak.txt") == TEXT


def test_only_the_first_byte_order_mark_is_dropped() -> None:
    assert decode("\ufeff\ufeffDear".encode(), "oak.txt") == "\ufeffDear"


def test_one_damaged_character_does_not_turn_utf8_into_windows_1252() -> None:
    data = "£5 – “six” for Siân".encode()
    assert decode(data + b"\xe2\x80", "oak.txt") == "£5 – “six” for Siân\ufffd"


def test_bytes_that_windows_1252_lacks_are_marked() -> None:
    assert decode(b"\xa35 \x81 each", "oak.txt") == "£5 \ufffd each"


def test_a_letter_with_a_few_signs_that_are_none_is_still_a_letter() -> None:
    data = b"Dear Ms Oak\x00,\nThere are 31 wardens, and all of them have a bicycle.\n"
    assert decode(data, "a.txt") == data.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b" \r\n\t\x0c", "holds nothing but white space"),
        (b"\xef\xbb\xbf", "holds nothing but white space"),
        ("\u200b\u2060 \u200b".encode(), "holds nothing but white space"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b"PK\x03\x04rest", "is a Word document, a workbook or a zip archive"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (b"{\\rtf1 Dear}", "is a rich-text document"),
        (b"\x1f\x8b\x08", "is a gzip archive"),
        (b"Dear\x00Ms\x00Oak", "is not text"),
        (bytes(range(256)), "is not text"),
        (b"\x00" * 64, "is not text"),
        (b"\xff\xfe\x00\xd8", "is damaged UTF-16"),
        (b"\xff\xfea\x00b", "is damaged UTF-16"),
    ],
)
def test_what_is_not_text_is_refused_with_a_remedy(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableLetter) as refusal:
        decode(data, "post/oak.txt")
    message = str(refusal.value)
    assert message.startswith(f"post/oak.txt {sentence}")
    assert message.endswith(".")
    assert "\n" not in message
    assert ";" in message


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = decode(data, "any")
    except UnreadableLetter:
        return
    assert text.strip()
    text.encode()


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_any_utf8_text_is_read_as_stored(text: str) -> None:
    if not text.strip() or text.startswith(("\ufeff", "%PDF-", "{\\rtf", "%!PS", "Rar!", "PAR1")):
        return
    assert decode(text.encode(), "any") == text


def test_a_letter_goes_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "oak.txt"
    path.write_bytes(TEXT.encode("cp1252"))
    assert read_letter(path) == Letter(path.as_posix(), TEXT)


def test_a_name_that_is_no_text_is_written_out() -> None:
    path = Path(os.fsdecode(b"caf\xe9.txt"))
    assert letter_from_bytes(b"Dear", path).name == "caf\\udce9.txt"


def test_a_labelled_letter_is_read_without_its_labels(tmp_path: Path) -> None:
    path = tmp_path / "oak.letter"
    path.write_bytes(LABELLED.encode())
    assert read_letter(path).text == parse_labelled(LABELLED, "oak.letter").text
    path.write_bytes(LABELLED.replace("provided", "given").encode())
    assert read_letter(path).text == "How many? Six.\n"
    path.write_bytes(LABELLED[: LABELLED.index("[[")].encode())
    with pytest.raises(UnreadableLetter, match="labels and no letter"):
        read_letter(path)


def test_tags_in_other_letters_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "oak.txt"
    path.write_bytes(LABELLED.encode())
    assert read_letter(path).text == LABELLED


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "oak.txt"
    path.write_bytes(b"a" * 2000)
    assert len(read_file(path, largest=2000)) == 2000
    with pytest.raises(UnreadableLetter, match="too large"):
        read_file(path, largest=1999)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableLetter, match="is a folder"):
        read_letter(tmp_path)
    with pytest.raises(UnreadableLetter, match="does not exist"):
        read_letter(tmp_path / "none.txt")
    with pytest.raises(UnreadableLetter, match="cannot be opened"):
        read_letter(tmp_path / ("long" * 100))
    with pytest.raises(UnreadableLetter, match="cannot be opened"):
        read_letter(Path("nul\x00"))
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    with pytest.raises(UnreadableLetter, match="no ordinary file"):
        read_letter(pipe)
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    with pytest.raises(UnreadableLetter, match="cannot be opened"):
        read_letter(loop)


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def test_folders_are_walked_and_only_letters_are_taken(tmp_path: Path) -> None:
    touch(tmp_path, "b.txt", "a/z.HTML", "a/b/c.letter", "a/plain", "c.md")
    touch(tmp_path, "d.docx", ".hidden.txt", ".git/e.txt", "a/f.py")
    names = [path.relative_to(tmp_path).as_posix() for path in find_letters([tmp_path])]
    assert names == ["a/b/c.letter", "a/plain", "a/z.HTML", "b.txt", "c.md"]


def test_a_file_named_by_itself_is_taken_whatever_its_kind(tmp_path: Path) -> None:
    touch(tmp_path, "d.docx", ".hidden")
    paths = [tmp_path / "d.docx", tmp_path / ".hidden"]
    assert find_letters(paths) == sorted(paths)


def test_a_letter_named_twice_is_taken_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a/b.txt", "a/c.txt")
    monkeypatch.chdir(tmp_path)
    found = find_letters([Path("a/c.txt"), Path("a"), tmp_path / "a" / "b.txt", Path("a/../a/c.txt")])
    assert found == [Path("a/b.txt"), Path("a/c.txt")]


def test_links_are_followed_and_loops_end(tmp_path: Path) -> None:
    touch(tmp_path, "post/a.txt", "elsewhere/b.txt")
    (tmp_path / "post" / "up").symlink_to(tmp_path / "post", target_is_directory=True)
    (tmp_path / "post" / "out").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "elsewhere" / "back").symlink_to(tmp_path / "post", target_is_directory=True)
    (tmp_path / "post" / "gone.txt").symlink_to(tmp_path / "none.txt")
    names = [path.relative_to(tmp_path).as_posix() for path in find_letters([tmp_path / "post"])]
    assert names == ["post/a.txt", "post/gone.txt", "post/out/b.txt"]


def test_a_path_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableLetter, match="does not exist"):
        find_letters([tmp_path, tmp_path / "none"])
    assert find_letters([tmp_path]) == []


def test_the_kinds_that_are_letters() -> None:
    assert set(SUFFIXES) == {".txt", ".text", ".md", ".html", ".htm", ".letter", ""}


def test_files_of_other_kinds_are_told(tmp_path: Path) -> None:
    for name in ("a.txt", "b.pdf", ".hidden.pdf", "more/c.docx", "more/d.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [path.name for path in letters_and_others([tmp_path, tmp_path / "a.txt"])[1]] == ["b.pdf", "c.docx"]
    assert [path.name for path in find_letters([tmp_path])] == ["a.txt", "d.md"]


@pytest.mark.parametrize(
    "written",
    [
        "letter,questions,question,column,answer,status\na.txt,1,,,Six,provided\n",
        '{"letter": "a.txt", "answers": []}\n',
    ],
)
def test_what_foi_has_written_is_no_letter(written: str, tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text(written, encoding="utf-8-sig")
    with pytest.raises(UnreadableLetter, match="is what foi has written, and no letter"):
        read_letter(tmp_path / "answers.csv")
