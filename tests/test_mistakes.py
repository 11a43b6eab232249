"""The page of mistakes: the surest first, each where it stands, and a letter's words stay words."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.harmless import safe_text
from nlp.types import Answer, LabelledLetter, Status
from tests.held_out import held_out, sure
from training.crossval import HeldOut
from training.evaluation import Case, Fault
from training.mistakes import MOST, mistakes_page, worst_mistakes

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7 * 7 }}</pre></style>&lt;b&gt;\u202e"
BINS = """[[Q 1]]How many bins?[[/Q]]
[[A 1 | provided]]We have [[N 12 | bins]]12[[/N]] bins.[[/A]]
[[Q 2]]How many lids?[[/Q]]
[[A 2 | not_held]]We do not count lids.[[/A]]
"""
TAGS = set("html head meta title style body h1 h2 h3 p mark input label span main section article q pre".split())


class Page(HTMLParser):
    """The tags of a page, and the words in its passages and headings."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, list[str]] = {"pre": [], "h3": [], "q": [], "style": []}
        self._within: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in self.words:
            self.words[tag].append("")
        if tag not in ("meta", "input"):
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._within.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag, found in self.words.items():
            if tag in self._within:
                found[-1] += data


def misread(body: str = BINS, **more: str) -> HeldOut:
    """The letter about bins with its second status wrong and its figure overlooked."""
    one = held_out(body, **more)
    first, second = one.letter.answers
    found = (sure(first, Status.PROVIDED, 0.9), sure(second, Status.PROVIDED, 0.8))
    return replace(one, read=replace(one.read, answers=found))


def test_every_mistake_is_told_in_its_group() -> None:
    one = misread()
    blank = replace(one.letter.answers[0], start=0, end=14, questions=("9",))
    one = replace(one, read=replace(one.read, answers=(*one.read.answers, sure(blank, Status.REFUSED, 0.6))))
    groups = {group.name: group for group in worst_mistakes([one, held_out(BINS)])}
    totals = {name: group.total for name, group in groups.items()}
    assert totals == {"status": 1, "spurious": 1, "missed": 2, "figure-missed": 1}
    page = Page(mistakes_page([one, held_out(BINS)]))
    assert [words.split("  ")[0].strip() for words in page.words["h3"]] == [
        "not_held read as provided 80.0% sure",
        "no answer there: refused 60.0% sure",
        "answer missed: provided",
        "answer missed: not_held",
        "figure missed: exact 12..12",
    ]
    assert page.words["q"][0] == "How many lids?"


def test_the_surest_mistake_comes_first() -> None:
    letters = []
    for place, confidence in enumerate((0.5, 0.99, 0.7)):
        one = held_out(BINS, name=f"letter {place}")
        found = (one.letter.answers[0], sure(one.letter.answers[1], Status.REFUSED, confidence))
        letters.append(replace(one, read=replace(one.read, answers=found)))
    (group,) = worst_mistakes(letters)
    assert [mistake.case.letter for mistake in group.mistakes] == ["letter 1", "letter 2", "letter 0"]


def test_letters_of_one_name_are_not_mixed_up() -> None:
    other = BINS.replace("We do not count lids.", "Lids are not counted here.")
    (group,) = (group for group in worst_mistakes([misread(), misread(other)]) if group.name == "status")
    here = [piece.text for mistake in group.mistakes for piece in mistake.passage.pieces if "here" in piece.marks]
    assert here == ["We do not count lids.", "Lids are not counted here."]


def test_only_so_many_are_shown_and_the_rest_is_counted() -> None:
    page = mistakes_page([misread() for _ in range(MOST + 3)])
    assert f"wrong status: {MOST + 3}" in page
    assert "3 more are not shown." in page
    assert len(Page(page).words["h3"]) == 2 * MOST


def test_hostile_words_stay_words() -> None:
    one = misread(BINS.replace("We do not count lids.", HOSTILE), authority=HOSTILE.replace("\u202e", ""), name=HOSTILE)
    source = mistakes_page([one])
    page = Page(source)
    assert {tag for tag, _ in page.tags} <= TAGS
    assert not any(name.startswith("on") or name in ("src", "href") for _, found in page.tags for name in found)
    assert safe_text(HOSTILE) in page.words["pre"][0]
    assert "\u202e" not in source


def test_the_page_may_load_and_run_nothing() -> None:
    page = Page(mistakes_page([misread()]))
    (policy,) = (found["content"] for tag, found in page.tags if found.get("http-equiv"))
    (style,) = page.words["style"]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")


def test_each_kind_can_be_shown_by_itself() -> None:
    page = Page(mistakes_page([misread(), held_out(BINS)]))
    kinds = {found["id"] for tag, found in page.tags if tag == "input"}
    sections = {found["class"] for tag, found in page.tags if tag == "section"}
    assert kinds == {"all", *sections} == {"all", "status", "missed", "figure-missed"}
    (style,) = page.words["style"]
    shown = set(re.findall(r"#(\S+):checked ~ main > :not\(\.(\S+)\)", style))
    assert shown == {(name, name) for name in sections}


def test_a_page_without_mistakes_says_so() -> None:
    one = held_out(BINS)
    assert "Nothing went wrong." in mistakes_page([replace(one, read=replace(one.read, answers=one.letter.answers))])


def test_a_blank_answer_is_marked_where_it_would_stand() -> None:
    one = held_out("[[Q 1]]How many bins?[[/Q]]\nAnswer:[[A 1 | unanswered]][[/A]]\n")
    (passage,) = Page(mistakes_page([one])).words["pre"]
    assert passage.split() == "How many bins? Answer:▢".split()


PARAGRAPHS = st.lists(st.text(max_size=60), max_size=12).map("\n".join)


@given(text=PARAGRAPHS, ends=st.tuples(st.integers(0, 800), st.integers(0, 800)))
def test_a_passage_is_a_part_of_the_letter_as_it_stands(text: str, ends: tuple[int, int]) -> None:
    start, end = sorted(min(place, len(text)) for place in ends)
    answer = Answer(("1",), (Status.PROVIDED,), start, end)
    letter = LabelledLetter("a", text, {"authority": "Eastmarsh", "kind": "council"}, (), (answer,))
    one = replace(held_out(BINS), letter=letter)
    one = replace(one, read=replace(one.read, text=text))
    (group,) = worst_mistakes([one])
    ((passage, case),) = [(each.passage, each.case) for each in group.mistakes]
    shown = "".join(piece.text for piece in passage.pieces)
    assert shown in text
    assert text[case.start : case.end] in shown
    assert passage.cut_before or text.startswith(shown)
    assert passage.cut_after or text.endswith(shown)
    assert any("here" in piece.marks for piece in passage.pieces)


@pytest.mark.parametrize("fault", Fault)
def test_every_kind_of_mistake_has_a_place_on_the_page(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case("bins", fault, "1", "provided", None, 0, 4, "How")

    class Everything:
        cases = (case,)

    monkeypatch.setattr("training.mistakes.report_of", lambda _: Everything)
    (group,) = worst_mistakes([held_out(BINS)])
    assert group.total == 1
