"""The example letters: text that anybody may read, of bodies that nothing was trained on."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from nlp.reading import find_letters, read_letter
from training.corpus import CORPUS, load_corpus

EXAMPLES = Path(__file__).parent.parent / "examples"
LETTERS = find_letters([EXAMPLES])
ADDRESS = re.compile(r"(?:@|www\.|https?://)([\w.-]+\w)")

per_letter = pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.relative_to(EXAMPLES).as_posix())


def words_of(text: str) -> set[tuple[str, ...]]:
    """Every run of eight words: what a copied passage would share."""
    words = re.findall(r"\w+", text.lower())
    return set(zip(*(words[shift:] for shift in range(8)), strict=False))


def test_there_are_at_least_a_dozen_of_every_kind_that_is_read() -> None:
    assert len(LETTERS) >= 12
    assert {path.suffix for path in LETTERS} == {".txt", ".md", ".html"}
    assert {path for path in EXAMPLES.rglob("*") if path.is_file()} == set(LETTERS)


@per_letter
def test_each_is_clean_text_of_a_letters_length(path: Path) -> None:
    text = read_letter(path).text
    assert text == path.read_bytes().decode("utf-8")
    assert text.endswith("\n")
    assert text.isprintable() or set(filter(lambda c: not c.isprintable(), text)) <= set("\n\t")
    assert 60 <= len(text.split()) <= 1000


@per_letter
def test_addresses_are_reserved_ones(path: Path) -> None:
    hosts = ADDRESS.findall(read_letter(path).text)
    assert [host for host in hosts if not host.endswith(".example")] == []


def test_no_two_are_alike() -> None:
    texts = {path: words_of(read_letter(path).text) for path in LETTERS}
    # letters of one campaign repeat its questions
    alike = [
        (one.name, other.name)
        for one, other in combinations(LETTERS, 2)
        if one.parent == EXAMPLES and len(texts[one] & texts[other]) > 20
    ]
    assert alike == []


def test_none_is_of_a_body_or_in_the_words_of_the_corpus() -> None:
    corpus = load_corpus(CORPUS)
    names = {letter.authority.lower() for letter in corpus}
    known = set().union(*(words_of(letter.text) for letter in corpus))
    for path in LETTERS:
        text = read_letter(path).text
        assert [name for name in names if name in text.lower()] == []
        runs = words_of(text)
        assert len(runs & known) <= len(runs) / 5, path.name
