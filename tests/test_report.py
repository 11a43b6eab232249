"""The report: its counts, sums, medians and links, and that a letter's words stay words."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.errors import FoiError
from nlp.harmless import safe_text
from nlp.types import Request, RequestQuestion
from scoring.axes import EDGE, axis_over
from scoring.campaign import Body, Campaign, Given
from scoring.cli import main
from scoring.commands.console import DONE, NOTHING_DONE, SOME_FAILED
from scoring.gathering import read_campaign
from scoring.matrix import summary_sentence
from scoring.outcomes import WORDINGS, Outcome
from scoring.page import page_of
from scoring.plots import MOST_ROWS, PILE, Plot, Sign, figures_of, singular
from scoring.report import LONGEST_UNFOLDED, report_html, title_of, write_report
from scoring.totals import total_of
from tests.made_campaign import answer, body, campaign, direction, figure, ground, tree_campaign, write_scored

STYLE = Path(__file__).parent.parent / "scoring" / "templates" / "report.css"
BLOCKS = frozenset({"dd", "div", "dt", "h1", "h2", "h3", "h4", "h5", "li", "p", "summary", "td", "th"})
VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7 * 7 }}]]>--></style></p>&lt;b&gt;"


class Parsed(HTMLParser):
    """What a page holds: its elements with their attributes, ids, links and words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in BLOCKS:
            self.words.append(" ")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.words.append(" " * (tag in BLOCKS))
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    @property
    def ids(self) -> list[str]:
        return [found for _, attributes in self.elements if (found := attributes.get("id"))]

    @property
    def links(self) -> list[str]:
        return [found for _, attributes in self.elements if (found := attributes.get("href"))]


def shown(*bodies: Body, **more: Any) -> Parsed:
    return Parsed(report_html(campaign(*bodies, **more), "Trees"))


def plots(*bodies: Body) -> tuple[Plot, ...]:
    (section,) = page_of(campaign(*bodies)).sections
    return figures_of(section).plots


def giving(*figures: Any) -> list[Body]:
    """Bodies that give one figure each."""
    return [
        body(f"Body {place:03}", {"1": [answer("provided", "See.", [one])]}) for place, one in enumerate(figures, 1)
    ]


@pytest.fixture(scope="module")
def trees() -> Parsed:
    return Parsed(report_html(tree_campaign(60, 7), "Trees"))


def test_every_link_leads_somewhere_on_the_page(trees: Parsed) -> None:
    assert len(trees.ids) == len(set(trees.ids))
    assert not trees.open
    assert len(trees.links) > 1000
    assert all(link.startswith("#") for link in trees.links)
    assert {link[1:] for link in trees.links} <= set(trees.ids)


def test_the_page_needs_nothing_from_elsewhere(trees: Parsed) -> None:
    tags = Counter(tag for tag, _ in trees.elements)
    assert not tags.keys() & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "audio", "video"}
    assert not any("src" in attributes or "style" in attributes for _, attributes in trees.elements)
    assert not any(name.startswith("on") for _, attributes in trees.elements for name in attributes)
    assert trees.elements[0] == ("html", {"lang": "en-GB"})
    policies = [a["content"] for _, a in trees.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert policies[0] is not None
    assert policies[0].startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policies[0]
    assert not re.search(r"url\(|@import|https?:", STYLE.read_text())


def test_the_same_campaign_gives_the_same_page() -> None:
    assert report_html(tree_campaign(20, 4), "Trees") == report_html(tree_campaign(20, 4), "Trees")


def test_every_answer_is_on_the_page_once(trees: Parsed) -> None:
    answers = sum(len(given) for one in tree_campaign(60, 7).bodies for given in one.answers.values())
    found = [one for one in trees.ids if re.fullmatch(r"a\d+", one)]
    assert sorted(found) == sorted(f"a{number}" for number in range(1, answers + 1))


def test_the_head_counts_the_bodies() -> None:
    page = shown(
        body("Ash", {"1": [answer("provided", "Seven.")]}, days=12, late=False),
        body("Birch", {"1": [answer("refused", "No.", needs_review=True)]}, days=31, late=True),
        body("Cold", {}, unread=("cold.txt is empty.",)),
        body("Dun"),
    )
    assert "asked 1 question. 3 have replied, 1 late of the 2 whose days are known." in page.text
    names = "bodies asked|replied|late|no reply|could not be read|answers found|to be looked at"
    facts = re.findall(rf" ({names}) (\d+)(?= )", page.text[: page.text.index("The letters were read")])
    assert dict(facts) == {
        "bodies asked": "4",
        "replied": "3",
        "late": "1",
        "no reply": "1",
        "could not be read": "1",
        "answers found": "2",
        "to be looked at": "2",
    }
    assert "with the model cd12" in page.text
    assert "cold.txt is empty." in page.text
    assert "known for 2 of the 3 bodies that replied" in page.text


def test_a_question_without_an_answer_is_not_left_blank_by_the_body(tmp_path: Path) -> None:
    gap = answer("unanswered", "", left_out=True, needs_review=True)
    made = campaign(body("Ash", {"1": [answer("provided", "7")], "2": [gap]}), questions=("1", "2"))
    scored = write_scored(made, tmp_path / "answers.jsonl")
    for request in (Request(made.questions), None):
        page = Parsed(report_html(read_campaign(scored, request, None), "Trees"))
        assert "Left blank" not in page.text
        assert "q2-no_answer" in page.ids
        assert not any("unanswered" in one for one in page.ids)
        assert "answers found 1 to be looked at 1" in page.text
        matters = page.text[page.text.rindex("To be looked at") :]
        assert "1 matter needs a person." in matters
        assert "No answer was found to the question Ash" in matters


def test_what_needs_a_person_is_listed_with_why() -> None:
    one = Given("a.txt", answer("provided", "Seven.", questions=["1", "2"], needs_review=True))
    sure = {number: [answer("provided", "7")] for number in "12"}
    ash = Body("Ash", called=("Ash",), letters=("a.txt",), answers={"1": (one,), "2": (one,)})
    both = campaign(
        ash,
        body("Birch", sure | {"2": [answer("unanswered", "")]}),
        body("c.txt", sure, called=()),
        questions=("1", "2"),
    )
    page = Parsed(report_html(both, "Trees"))
    assert "answers found 5 to be looked at 3" in page.text
    matters = page.text[page.text.index("3 matters need a person.") : page.text.index("Every answer in full 1")]
    found = re.findall(r"(The letter does not|Its status|It is left).*? (Ash|Birch|c\.txt)(?= )", matters)
    assert found == [("The letter does not", "c.txt"), ("Its status", "Ash"), ("It is left", "Birch")]
    assert len([mark for mark, _ in page.elements if mark == "mark"]) == 3
    assert "Nothing is to be looked at." in shown(body("Ash", {"1": [answer("provided", "7")]})).text


def test_who_was_not_asked_and_questions_nobody_asked_are_not_counted() -> None:
    ash = body("Ash", {"1": [answer("provided", "7")]}, listed=True, days=31, late=True)
    stray = body("c.txt", {"9": [answer("provided", "Yes.")]}, called=(), listed=False)
    made = campaign(ash, stray, body("Dun", listed=True))
    made = replace(made, questions=(*made.questions, RequestQuestion("9", "")))
    text = Parsed(report_html(made, "Trees")).text
    assert "2 public bodies were asked 1 question. 1 has replied, 1 late of the 1 whose days are known." in text
    assert "1 reply comes from nobody on the list." in text


def test_without_a_list_of_bodies_nobody_is_said_to_have_been_asked(tmp_path: Path) -> None:
    ash = body("Ash", {"1": [answer("provided", "7")]}, days=31, late=True)
    made = campaign(ash, body("Birch", {"1": [answer("refused", "No.")]}))
    text = Parsed(report_html(replace(made, listed=False), "Trees")).text
    head = text[: text.index("The letters were read")]
    assert " Replies of 2 public bodies to 1 question, 1 late of the 1 whose days are known. bodies 2" in head
    assert "bodies 2 late 1 could not be read 0" in head
    assert not re.search("asked|replied|no reply", head, re.IGNORECASE)
    assert not re.search("none: all replied|sent nothing", text, re.IGNORECASE)
    assert "All replied, 1 late of the 1 whose days are known." in Parsed(report_html(made, "Trees")).text
    scored = write_scored(made, tmp_path / "answers.jsonl")
    assert [read_campaign(scored, None, some).listed for some in (None, ["Ash"])] == [False, True]


def test_one_body_is_spoken_of_as_one() -> None:
    assert (
        "1 public body was asked 1 question. It replied." in shown(body("Ash", {"1": [answer("provided", "7")]})).text
    )


def test_a_bar_is_as_broad_as_the_bodies_are_many() -> None:
    page = page_of(
        campaign(
            body("Ash", {"1": [answer("provided", "7")]}),
            body("Birch", {"1": [answer("unanswered", ""), answer("refused", "No.")]}),
            body("Cold", {"2": [answer("provided", "7")]}),
            body("Dun"),
            questions=("1", "2"),
        )
    )
    first = page.sections[0].segments
    assert [(one.outcome, one.number, one.start, one.width) for one in first] == [
        (Outcome.PROVIDED, 1, 0.0, 25.0),
        (Outcome.REFUSED, 1, 25.0, 25.0),
        (Outcome.NO_ANSWER, 1, 50.0, 25.0),
        (Outcome.NO_REPLY, 1, 75.0, 25.0),
    ]
    assert {one.outcome: one.number for one in page.overall} == {
        Outcome.PROVIDED: 2,
        Outcome.REFUSED: 1,
        Outcome.NO_ANSWER: 3,
        Outcome.NO_REPLY: 2,
    }


def test_bars_link_to_the_answers_behind_them() -> None:
    found = campaign(
        body("Ash", {"1": [answer("refused", "Never ever.")]}), body("Birch", {"1": [answer("provided", "7")]})
    )
    page = report_html(found, "Trees")
    assert '<a href="#q1-refused" tabindex="-1" class="refused">' in page
    group = page[page.index('<h4 id="q1-refused">') :]
    assert "Never ever." in group[: group.index("</section>")]


@pytest.mark.parametrize(
    ("several", "one"),
    [("toilets", "Toilet"), ("bodies", "body"), ("losses", "loss"), ("public toilets", "public toilet"),
     ("people", "person"), ("GBP", "gbp"), ("%", "%"), ("", ""), ("campus", "Campus")],
)  # fmt: skip
def test_units_of_one_and_of_several_are_one(several: str, one: str) -> None:
    assert singular(several) == singular(one)


def test_totals_and_tallies_lead_to_what_they_count() -> None:
    page = report_html(tree_campaign(60, 7), "Trees")
    totals = re.search(r"<tfoot>(.*?)</tfoot>", page, re.DOTALL)
    assert totals is not None
    numbers = re.findall(r"<td.*?</td>", totals[1])
    assert len(numbers) > 5
    for number in numbers:
        assert re.fullmatch(r'<td class="n"><a href="#s-\w+">\d+</a></td>', number)
    tallies = re.findall(r'<span class="tally"> · <a href="#(\w+)">(\d+) bod', page)
    assert page.count('class="tally"') == len(tallies) > 4
    for anchor, number in tallies:
        behind = re.search(rf'<dd id="{anchor}">(.*?)</dd>', page, re.DOTALL)
        assert behind is not None
        assert behind[1].count('href="#a') == int(number)


def test_an_answer_that_was_replaced_is_shown_and_not_counted() -> None:
    old = body("Ash", {"1": [answer("refused", "No.")]})
    new = body("Ash", {"1": [answer("provided", "Seven.", [figure("exact", 7)])]})
    page = shown(replace(new, earlier=old.answers))
    assert "Earlier, and no longer counted (letters/ash.txt): No." in page.text
    assert "q1-refused" not in page.ids


@pytest.mark.parametrize(
    ("figures", "total"),
    [
        ([figure("exact", 1), figure("exact", 2), figure("exact", 6)], (9, 3, 0, (2, 2), 3, 0, 0)),
        ([figure("exact", 1), figure("about", 2), figure("about", 4)], (7, 3, 2, (2, 2), 3, 0, 0)),
        ([figure("exact", 0.1), figure("exact", 0.2), figure("exact", 0.3)], (0.6, 3, 0, (0.2, 0.2), 3, 0, 0)),
        # the bound lies above the middle whatever it is
        ([figure("exact", 1), figure("exact", 3), figure("more_than", 9)], (4, 2, 0, (3, 3), 3, 1, 0)),
        # the middle figure is the range
        ([figure("exact", 1), figure("range", 4, 6), figure("exact", 9)], (10, 2, 0, (4, 6), 3, 1, 0)),
        # half of the middle is open
        ([figure("exact", 5), figure("at_least", 9)], (None, 1, 0, None, 2, 1, 0)),
        ([figure("exact", 5), figure("exact", 7), figure("suppressed", None)], (12, 2, 0, (6, 6), 2, 0, 1)),
        ([figure("exact", 5)], (None, 1, 0, None, 1, 0, 0)),
        ([figure("exact", 40, unit="%"), figure("exact", 50, unit="%")], (None, 2, 0, (45, 45), 2, 0, 0)),
        ([figure("exact", 40, per="week"), figure("exact", 50, per="week")], (None, 2, 0, (45, 45), 2, 0, 0)),
        ([figure("exact", 1e308), figure("exact", 1e308)], (None, 2, 0, None, 2, 0, 0)),
        ([figure("less_than", None, 5), figure("at_least", 8)], (None, 0, 0, None, 2, 2, 0)),
    ],
)
def test_sums_and_medians_say_what_bounds_allow(figures: list[Any], total: tuple[Any, ...]) -> None:
    found = total_of(figures)
    counts = (found.summed, found.about, found.median, found.ranked, found.bounded, found.suppressed)
    assert counts == total[1:]
    assert found.sum == (None if total[0] is None else pytest.approx(total[0]))


@given(st.lists(st.integers(0, 1000), min_size=2), st.data())
def test_the_median_of_what_is_known_lies_within_what_bounds_leave(values: list[int], data: st.DataObject) -> None:
    figures = []
    for value in values:
        bound = data.draw(st.sampled_from(["exact", "range", "at_least", "at_most"]))
        low = None if bound == "at_most" else value - (bound != "exact") * data.draw(st.integers(0, 9))
        high = None if bound == "at_least" else value + (bound != "exact") * data.draw(st.integers(0, 9))
        figures.append(figure(bound, low, high))
    found, truth = total_of(figures).median, total_of([figure("exact", value) for value in values]).median
    assert truth is not None
    assert found is None or found[0] <= truth[0] <= found[1]


def test_a_sum_says_what_is_missing() -> None:
    bodies = [
        *giving(*(figure("exact", value) for value in (10, 20, 33)), figure("range", 5, 9), figure("suppressed", None)),
        body("Cold", {"1": [answer("provided", "Many.")]}),
        body("Dun"),
        body("Elm", {"1": [answer("provided", "Two.", [figure("exact", 4), figure("exact", 5)])]}),
    ]
    (plot,) = plots(*bodies)
    assert (plot.sum_words, plot.median_words) == ("63 trees", "15 trees")
    assert [(one.why, [link.name for link in one.bodies]) for one in plot.missing] == [
        ("gave a range or a bound", ["Body 004"]),
        ("suppressed the figure", ["Body 005"]),
        ("gave several figures", ["Elm"]),
        ("gave no such figure", ["Cold"]),
        ("sent no reply", ["Dun"]),
    ]
    text = shown(*bodies).text
    assert "Sum 63 trees over 3 of 8 bodies. Median 15 trees over 4 of 8 bodies, ranges and bounds included." in text
    assert "1 gave a range or a bound; 1 suppressed the figure; 1 gave several figures; 1 gave no such figure; " in text
    assert text.count("suppressed") > 1


def test_units_and_periods_are_never_added() -> None:
    figures = [figure("exact", 3), figure("exact", 4), figure("exact", 5, unit="GBP"), figure("exact", 6, unit="GBP")]
    assert [(plot.heading, plot.sum_words) for plot in plots(*giving(*figures))] == [
        ("Trees", "7 trees"),
        ("Pounds", "£11"),
    ]
    years = ("2021/22", "2022/23")
    both = [[figure("exact", 3, period=year) for year in years], [figure("exact", 5, period=year) for year in years]]
    bodies = [body(f"Body {n}", {"1": [answer("provided", "See.", some)]}) for n, some in enumerate(both)]
    assert [(plot.heading, plot.sum_words) for plot in plots(*bodies)] == [
        ("Trees · 2021/22", "8 trees"),
        ("Trees · 2022/23", "8 trees"),
    ]


def test_figures_without_a_unit_come_with_a_warning() -> None:
    assert "No unit is named" in shown(*giving(figure("exact", 3, unit=""), figure("exact", 4, unit=""))).text
    assert "No unit is named" not in shown(*giving(figure("exact", 3), figure("exact", 4))).text


def test_a_period_that_only_some_name_is_said() -> None:
    (plot,) = plots(*giving(figure("exact", 3, period="2022/23"), figure("exact", 4)))
    assert (plot.sum_words, plot.label, plot.unlabelled) == ("7 trees", "2022/23", 1)
    some = giving(figure("exact", 3, period="2022/23"), figure("exact", 4, period="2021/22"))
    assert plots(*some) == ()
    assert "2 figures in a unit or for a period that no other body gives" in shown(*some).text


def test_many_figures_of_one_body_make_no_plot() -> None:
    lone = body("Ash", {"1": [answer("provided", "See.", [figure("exact", value) for value in range(9)])]})
    assert plots(lone, body("Birch", {"1": [answer("provided", "Many.")]})) == ()


@pytest.mark.parametrize(("confidence", "words"), [(0.999, "over 99% sure"), (0.991, "99% sure"), (0.5, "50% sure")])
def test_nothing_is_quite_sure(confidence: float, words: str) -> None:
    assert words in shown(body("Ash", {"1": [answer("provided", "7", confidence=confidence)]})).text


def test_a_question_without_words_is_named_by_its_number() -> None:
    found = replace(campaign(body("Ash", {"3b": [answer("provided", "7")]})), questions=(RequestQuestion("3b", ""),))
    assert "Question 3b" in Parsed(report_html(found, "Trees")).text


def test_two_equal_figures_are_two() -> None:
    two = body("Ash", {"1": [answer("provided", "North 12, South 12.", [figure("exact", 12), figure("exact", 12)])]})
    (plot,) = plots(two, *giving(figure("exact", 5), figure("exact", 6)))
    assert plot.sum_words == "11 trees"
    assert [(one.why, [link.name for link in one.bodies]) for one in plot.missing] == [
        ("gave several figures", ["Ash"])
    ]


def test_a_figure_that_two_answers_share_counts_once() -> None:
    shared = figure("exact", 7)
    ash = body("Ash", {"1": [answer("provided", "Seven.", [shared]), answer("redirected", "Seven.", [shared])]})
    (plot,) = plots(ash, *giving(figure("exact", 5)))
    assert plot.sum_words == "12 trees"


def test_bounds_are_drawn_as_such() -> None:
    figures = [
        figure("exact", 50),
        figure("about", 40),
        figure("range", 20, 30),
        figure("at_least", 18),
        figure("less_than", None, 10),
        figure("suppressed", None),
        figure("exact", 1e20),
    ]
    (plot,) = plots(*giving(*figures))
    assert sorted(mark.sign for mark in plot.marks) == sorted(
        [Sign.DOT, Sign.RING, Sign.SPAN, Sign.UPWARDS, Sign.DOWNWARDS, Sign.WORDS, Sign.WORDS]
    )
    (span,) = (mark for mark in plot.marks if mark.sign is Sign.SPAN)
    assert plot.axis is not None
    assert (span.left, span.right) == (plot.axis.place(20), plot.axis.place(30))
    text = shown(*giving(*figures)).text
    assert "beyond drawing" in text
    assert "suppressed" in text


def test_many_figures_share_an_axis() -> None:
    figures = [figure("exact", 7)] * 90 + [figure("range", 5, 9)] * 90
    (plot,) = plots(*giving(*figures))
    assert plot.piled
    assert not plots(*giving(*figures[:MOST_ROWS]))[0].piled
    heights = sorted(mark.height for mark in plot.marks if mark.sign is Sign.DOT)
    assert heights[0] == 0
    assert heights == sorted(set(heights))
    assert plot.highest <= PILE
    assert all(mark.height < 0 for mark in plot.marks if mark.sign is Sign.SPAN)
    assert "All 180 figures as a table" in shown(*giving(*figures)).text


@pytest.mark.parametrize(
    ("values", "unit", "words"),
    [
        ([3, 17], "", ["0", "5", "10", "15", "20"]),
        ([12, 80], "%", ["0%", "20%", "40%", "60%", "80%", "100%"]),
        ([-5, 5], "", ["-6", "-4", "-2", "0", "2", "4", "6"]),
        ([0.02, 0.05], "", ["0", "0.01", "0.02", "0.03", "0.04", "0.05"]),
        ([1_500_000], "GBP", ["£0", "£500k", "£1m", "£1.5m"]),
        ([0], "", ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        ([2, 3, 4, 5, 900], "", ["1", "10", "100", "1,000"]),
        ([0, 2, 3, 4, 5, 90_000], "", ["0", "1", "10", "100", "1,000", "10k", "100k"]),
    ],
)
def test_an_axis_counts_in_round_steps(values: list[float], unit: str, words: list[str]) -> None:
    axis = axis_over(values, unit)
    assert [tick.words for tick in axis.ticks] == words
    assert axis.logarithmic == (max(values) >= 900 and len(values) > 3)


@given(st.lists(st.one_of(st.just(0.0), st.floats(1e-9, 1e15), st.floats(-1e15, -1e-9)), min_size=1))
def test_what_can_be_drawn_has_a_place_on_the_axis(values: list[float]) -> None:
    axis = axis_over(values, "")
    places = [axis.place(value) for value in sorted(values)]
    assert places == sorted(places)
    assert all(EDGE - 0.01 <= place <= 100 - EDGE + 0.01 for place in places)
    assert 2 <= len(axis.ticks) <= 12


def test_grounds_directions_and_attachments_name_their_bodies() -> None:
    personal = ground("40(2)", "It is personal data.")
    text = shown(
        body("Ash", {"1": [answer("refused", "No.", grounds=[personal, personal])]}),
        body("Birch", {"1": [answer("refused", "No.", grounds=[personal])]}, attachments=("trees.xlsx",)),
        body("Cold", {"1": [answer("redirected", "Ask them.", directions=[direction("javascript:alert(1)")])]}),
        body("Dun", {"1": [answer("refused", "No.", grounds=[ground("12(4)(b)", "It is unreasonable.", law="EIR")])]}),
    ).text
    assert "FOIA section 40(2) · 2 bodies It is personal data. Ash Birch" in text
    assert "EIR regulation 12(4)(b) · 1 body It is unreasonable. Dun" in text
    assert "javascript:alert(1) · 1 body Cold" in text
    assert "Birch: trees.xlsx" in text


def test_late_replies_come_the_latest_first() -> None:
    given_ = {"1": [answer("provided", "7")]}
    text = shown(
        body("Ash", given_, days=21, late=True),
        body("Birch", given_, days=44, late=True, requested=date(2024, 1, 2), replied=date(2024, 3, 5)),
        body("Cold", given_, days=9, late=False),
        body("Dun", given_, days=None, late=True),
    ).text
    assert "Birch 44 2 January 2024 5 March 2024 Ash 21 not known not known Dun not known" in text


def test_a_letter_s_words_stay_words() -> None:
    nasty = body(
        HOSTILE,
        {"1": [answer("provided", HOSTILE, [figure("exact", 3, unit=HOSTILE)], column=HOSTILE)]},
        reference=HOSTILE,
        attachments=(HOSTILE,),
    )
    nasty = replace(nasty, letters=(HOSTILE,), earlier=nasty.answers)
    refused = answer("refused", "No.", grounds=[ground(HOSTILE, HOSTILE)], directions=[direction(HOSTILE)])
    unread = body("Unread", {}, unread=(HOSTILE,))
    found = campaign(nasty, body("Other", {"1": [refused]}), unread, questions=(HOSTILE, "1"))
    page = Parsed(report_html(replace(found, models=(HOSTILE,)), HOSTILE))
    assert not page.open
    assert not {tag for tag, _ in page.elements} & {"script", "img"}
    assert page.text.count("<script>alert(1)</script>") > 10
    assert "{{ 7 * 7 }}" in page.text


@given(st.lists(st.text(), min_size=3, max_size=3))
def test_no_words_break_the_page(words: list[str]) -> None:
    one, two, three = words
    found = campaign(
        body(one, {"1": [answer("provided", two, [figure("exact", 1, unit=three), figure("less_than", None, 2)])]}),
        body(two, {"1": [answer("refused", one, column=three, directions=[direction(two)])]}),
        questions=("1",),
    )
    written = report_html(found, three)
    page = Parsed(written)
    assert not page.open
    assert {link[1:] for link in page.links} <= set(page.ids)
    written.encode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", written)


@pytest.mark.parametrize(
    ("words", "safe"),
    [
        ("a\tb\nc", "a\tb\nc"),
        ("\x00\x1b[31m\x7f", "␀␛[31m␡"),
        ("abc\u202egpj.exe", "abc[U+202E]gpj.exe"),
        ("\u2066x\u2069\u200b", "[U+2066]x[U+2069][U+200B]"),
        ("\ud800", "[U+D800]"),
        ("\U000e0041", "[U+E0041]"),
        ("naïve £5 – “fine” 👩‍🌾", "naïve £5 – “fine” 👩‍🌾"),
    ],
)
def test_what_hides_is_made_visible(words: str, safe: str) -> None:
    assert safe_text(words) == safe


def test_a_long_answer_is_folded_and_whole() -> None:
    words = " ".join(f"word{number}" for number in range(6_000))
    page = shown(body("Ash", {"1": [answer("provided", words)]}))
    assert "Read on (" in page.text
    pieces = re.search(r"word0 .*?word\d+ … Read on \([\d,]+ more characters\) (word\d+ .* word5999)", page.text)
    assert pieces is not None
    assert re.findall(r"word\d+", pieces[0]) == words.split()
    unbroken = shown(body("Ash", {"1": [answer("provided", "x" * 40_000)]}))
    assert unbroken.text.count("x") >= 40_000
    assert "Read on" not in shown(body("Ash", {"1": [answer("provided", "y" * LONGEST_UNFOLDED)]})).text


def test_hostile_answers_take_no_time() -> None:
    bodies = [
        body(f"Body {n}", {"1": [answer("provided", unit * 40_000)]}) for n, unit in enumerate(" x\u202e<&\x00\n")
    ]
    start = time.perf_counter()
    report_html(campaign(*bodies), "Trees")
    assert time.perf_counter() - start < 3


def linear(colour: str) -> list[float]:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]


def lightness(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def seen(colour: str, sight: list[list[float]]) -> list[float]:
    """A colour as CIE L*a*b* of what somebody with that sight sees."""
    light = [min(1.0, max(0.0, sum(map(float.__mul__, row, linear(colour))))) for row in sight]
    to_xyz = [[0.4339, 0.3762, 0.1899], [0.2126, 0.7152, 0.0722], [0.0177, 0.1095, 0.8728]]
    x, y, z = (sum(map(float.__mul__, row, light)) for row in to_xyz)
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


COLOURS = {
    name: (colour, ink)
    for name, colour, ink in re.findall(r"^\.(\w+) +\{ --c: (#\w{6}); --t: (#\w+);", STYLE.read_text(), re.MULTILINE)
}


# Machado, Oliveira and Fernandes (2009), full severity
@pytest.mark.parametrize(
    "sight",
    [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ],
    ids=["all colours", "no red", "no green", "no blue"],
)
def test_colours_of_outcomes_can_be_told_apart(sight: list[list[float]]) -> None:
    assert COLOURS.keys() == {outcome.value for outcome in Outcome}
    views = {name: seen(colour, sight) for name, (colour, _) in COLOURS.items()}
    apart = {
        (one, two): sum((a - b) ** 2 for a, b in zip(views[one], views[two], strict=True)) ** 0.5
        for one, two in combinations(views, 2)
    }
    assert min(apart.values()) > 15, min(apart, key=lambda pair: apart[pair])


def test_words_on_colours_can_be_read() -> None:
    for name, (colour, ink) in COLOURS.items():
        ground_light = lightness(colour)
        contrast = 1.05 / (ground_light + 0.05) if ink == "#fff" else (ground_light + 0.05) / 0.05
        assert contrast >= 4.5, name


def test_outcomes_have_words_and_signs_of_their_own() -> None:
    assert WORDINGS.keys() == set(Outcome)
    assert len({wording.sign for wording in WORDINGS.values()}) == len(Outcome)


@pytest.mark.parametrize(
    ("bodies", "questions", "title"),
    [
        (("Ash", "Birch", "Cold", "Dun"), "12345", "Replies to a request: 4 bodies, 5 questions"),
        (("Ash",), "1*", "Replies to a request: 1 body, 1 question"),
        (("Ash", "Birch"), "*", "Replies to a request: 2 bodies, 1 question"),
    ],
)
def test_the_title_says_how_much_there_is(bodies: tuple[str, ...], questions: str, title: str) -> None:
    made = campaign(*map(body, bodies), questions=tuple(questions))
    assert title_of(made) == title
    counts = title.partition(": ")[2]
    assert summary_sentence(made).startswith(f"{counts}: ")
    assert f" asked {counts.partition(', ')[2]}." in Parsed(report_html(made, title_of(made))).text


def test_two_thousand_replies_take_seconds() -> None:
    found = tree_campaign(2_000, 12)
    start = time.perf_counter()
    page = report_html(found, "Trees")
    assert time.perf_counter() - start < 30
    assert len(page) < 30_000_000
    ids = set(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r' href="#([^"]+)"', page)) <= ids


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


@pytest.fixture
def scored(tmp_path: Path) -> Path:
    return write_scored(tree_campaign(12, 3), tmp_path / "street-trees.jsonl")


def test_report_writes_a_page(scored: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "new" / "report.html"
    assert run("report", scored, "--output", output) in (DONE, SOME_FAILED)
    page = Parsed(output.read_text("utf-8"))
    bodies = sum(bool(one.letters) for one in tree_campaign(12, 3).bodies)
    assert page.text.startswith(f"Replies to a request: {bodies} bodies, 3 questions")
    assert "with the model 3f9c21d0ab" in page.text
    assert "bodies, 3 questions" in capsys.readouterr().err
    first = output.read_bytes()
    run("report", scored, "--output", output, "--title", "Felled & gone")
    assert '<h1 class="name">Felled &amp; gone</h1>' in output.read_text("utf-8")
    run("report", scored, "--output", output)
    assert output.read_bytes() == first


def test_report_knows_the_request_and_the_bodies(scored: Path, tmp_path: Path) -> None:
    request, bodies, output = tmp_path / "request.txt", tmp_path / "bodies.txt", tmp_path / "report.html"
    request.write_text("1. How many trees did you plant?\n2. What did that cost?\n3. How many survived?\n")
    bodies.write_text("Nowhere Parish Council\n" + "\n".join(one.name for one in tree_campaign(12, 3).bodies) + "\n")
    run("report", scored, "--request", request, "--bodies", bodies, "--output", output)
    text = Parsed(output.read_text("utf-8")).text
    assert "What did that cost?" in text
    assert "Nowhere Parish Council" in text


def test_what_makes_no_report_is_refused(scored: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report", scored, "--output", tmp_path / "report.pdf") == NOTHING_DONE
    assert ".html" in capsys.readouterr().err
    assert run("report", tmp_path / "none.jsonl", "--output", tmp_path / "report.html") == NOTHING_DONE
    assert "none.jsonl cannot be read" in capsys.readouterr().err
    assert not (tmp_path / "report.html").exists()
    page = tmp_path / "answers.html"
    scored.rename(page)
    assert run("report", page, "--output", page) == NOTHING_DONE
    assert "give --output another name" in capsys.readouterr().err


def test_a_report_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FoiError, match="cannot be written"):
        write_report(Campaign((), ()), tmp_path / "file" / "report.html", "Trees")


def test_figures_too_great_to_add_are_shown_without_a_sum(tmp_path: Path) -> None:
    great = [figure("exact", 10**308), figure("exact", 10**308)]
    made = campaign(
        *(body(name, {"1": [answer("provided", "Many.", [one])]}) for name, one in zip("ab", great, strict=True))
    )
    output = tmp_path / "report.html"
    assert run("report", write_scored(made, tmp_path / "answers.jsonl"), "--output", output) in (DONE, SOME_FAILED)
    assert f"{float(10**308):,.0f} trees" in Parsed(output.read_text("utf-8")).text


def test_a_matrix_of_rows_is_no_campaign(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scored, matrix = write_scored(tree_campaign(6, 2), tmp_path / "answers.jsonl"), tmp_path / "campaign.csv"
    assert run("matrix", scored, "--output", matrix) in (DONE, SOME_FAILED)
    assert run("report", matrix, "--output", tmp_path / "report.html") == NOTHING_DONE
    assert "give the .jsonl or .parquet output of foi score" in capsys.readouterr().err
