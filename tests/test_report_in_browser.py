"""The report in a real browser: it loads alone, its links lead to what can be seen, it fits a phone and paper."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scoring.campaign import Campaign
from scoring.report import MOST_UNFOLDED, write_report
from tests.made_campaign import answer, body, campaign, direction, figure, tree_campaign

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LONG = "W" * 3_000
NASTY = campaign(
    body(
        "<script>document.title = 'broken'</script>" + LONG,
        {"1": [answer("provided", LONG, [figure("exact", 10.0**14, unit=LONG)], column=LONG)]},
        reference=LONG,
        attachments=(LONG,),
    ),
    body("Mark of Zal" + "\u0300" * 500, {"1": [answer("provided", "\u0300" * 900, [figure("exact", 7, unit=LONG)])]}),
    body("\u202eEvil", {"1": [answer("redirected", "ask", directions=[direction("javascript:document.title=1")])]}),
    body("Unread", {}, unread=(LONG,)),
    questions=("1", LONG),
)


@dataclass
class Opened:
    """A page that a browser shows, and what it complained of and asked for on the way."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def follow(self, target: str) -> None:
        self.page.goto(f"{self.address}#{target}")

    def in_sight(self, target: str) -> bool:
        """Whether an element is on the screen and not folded up."""
        return bool(
            self.page.evaluate(
                """id => {
                    const element = document.getElementById(id), box = element.getBoundingClientRect();
                    return element.checkVisibility() && box.height > 0 && box.top < innerHeight && box.bottom > 0;
                }""",
                target,
            )
        )


@pytest.fixture(params=[390, 1280])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def opened(browser: Browser, tmp_path: Path, width: int) -> Iterator[Opened]:
    page = browser.new_page(viewport={"width": width, "height": 900})
    shown = Opened(page, (tmp_path / "report.html").as_uri())
    page.on("console", lambda message: shown.complaints.append(message.text))
    page.on("pageerror", lambda error: shown.complaints.append(str(error)))
    page.on("request", lambda request: shown.requests.append(request.url))
    yield shown
    page.close()


def show(opened: Opened, tmp_path: Path, found: Campaign) -> Page:
    write_report(found, tmp_path / "report.html", "Trees")
    opened.page.goto(opened.address)
    return opened.page


@pytest.mark.parametrize("found", [tree_campaign(40, 6), tree_campaign(130, 8), NASTY], ids=["few", "many", "nasty"])
def test_the_page_loads_alone_and_fits(found: Campaign, opened: Opened, tmp_path: Path, width: int) -> None:
    page = show(opened, tmp_path, found)
    assert opened.complaints == []
    assert [request for request in opened.requests if request != opened.address] == []
    assert page.title() == "Trees"
    assert page.evaluate("document.documentElement.scrollWidth") == width
    # whatever is broader scrolls in a box of its own
    assert (
        page.evaluate(
            """width => [...document.querySelectorAll("main *, header *")]
            .filter(element => element.checkVisibility() && !element.closest(".scroll, svg")
                && element.getBoundingClientRect().right > width + 1)
            .map(element => element.outerHTML.slice(0, 200))""",
            width,
        )
        == []
    )


@pytest.mark.parametrize("bodies", [30, 130], ids=["unfolded", "folded"])
def test_segments_of_the_bars_lead_to_answers_in_sight(bodies: int, opened: Opened, tmp_path: Path) -> None:
    found = tree_campaign(bodies, 6)
    answers = sum(len(given) for one in found.bodies for given in one.answers.values())
    assert (answers > MOST_UNFOLDED) == (bodies > 100)
    page = show(opened, tmp_path, found)
    targets = page.eval_on_selector_all(
        ".bar a[href^='#q']", "links => links.map(link => link.getAttribute('href').slice(1))"
    )
    assert len(targets) > 30
    for target in targets[::5]:
        page.goto("about:blank")
        opened.follow(target)
        assert opened.in_sight(target), target
        assert page.eval_on_selector(f"[id='{target}'] + :is(article, ul, details)", "one => one.checkVisibility()")


def test_a_click_on_a_bar_follows_its_link(opened: Opened, tmp_path: Path) -> None:
    page = show(opened, tmp_path, tree_campaign(30, 6))
    page.click(".bar a[href='#q2-provided'] rect", position={"x": 20, "y": 5})
    assert page.url.endswith("#q2-provided")
    assert opened.in_sight("q2-provided")


def test_the_keyboard_reaches_every_count(opened: Opened, tmp_path: Path) -> None:
    page = show(opened, tmp_path, tree_campaign(10, 2))
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert reached[0] == "#statuses"
    counts = page.eval_on_selector_all(".counts a", "links => links.map(link => link.getAttribute('href'))")
    assert set(counts) <= set(reached)


def test_bars_have_the_colours_of_their_outcomes(opened: Opened, tmp_path: Path) -> None:
    page = show(opened, tmp_path, tree_campaign(40, 2))
    fills = page.eval_on_selector_all(
        ".bar a", "links => links.map(link => [link.classList[0], getComputedStyle(link.querySelector('rect')).fill])"
    )
    colours = dict(fills)
    assert colours["provided"] == "rgb(11, 83, 148)"
    assert len(set(colours.values())) == len(colours) > 5


@pytest.mark.parametrize("width", [1280], indirect=True)
def test_printing_gives_pages(opened: Opened, tmp_path: Path) -> None:
    page = show(opened, tmp_path, tree_campaign(40, 6))
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    assert 5 < len(re.findall(rb"/Type\s*/Page\b", unpacked(printed))) < 80
    page.emulate_media(media="print")
    after = page.eval_on_selector(".refs a", "link => getComputedStyle(link, '::after').content")
    assert re.fullmatch(r'" #[ab]\d+"', after), after


def unpacked(printed: bytes) -> bytes:
    """A PDF with the streams that hold its objects spread out."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", printed, re.DOTALL)
    spread = []
    for stream in streams:
        try:
            spread.append(zlib.decompress(stream))
        except zlib.error:
            spread.append(b"")
    return printed + b"".join(spread)
