"""The report: one page of HTML that shows a campaign to readers and needs nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from nlp.pages import page_environment
from scoring.campaign import Campaign
from scoring.entries import count_questions
from scoring.outcomes import WORDINGS, percent_sure
from scoring.output import whole_file, writing
from scoring.page import page_of
from scoring.plots import figures_of
from scoring.results import counted, quantity_words

FORMATS = (".html", ".htm")
"""What the name of a report may end with."""
MOST_UNFOLDED = 400
"""Answers that a page shows unfolded; with more of them, each question's are folded up."""
LONGEST_UNFOLDED = 1_200
"""Characters of an answer that are shown at once; the rest of a longer one is folded up."""

_NARROW = 6
"""Questions up to which the table of bodies has room for words."""
_BROAD = 7.0
"""Per cent of a bar that a segment needs to have its number written in it."""
_MOST_PLOTS = 4
"""Plots to a question that are shown at once."""
_GAP = re.compile(r"\s(?=\S{0,200}\Z)")


def write_report(campaign: Campaign, path: Path, title: str) -> None:
    """Write the report to ``path``; raises ``FoiError`` if the file cannot be written."""
    page = report_html(campaign, title)
    with whole_file(path) as part, writing(path):
        part.write_text(page, encoding="utf-8", newline="\n")


def report_html(campaign: Campaign, title: str) -> str:
    """The report as one page of HTML; the same campaign and title give the same page."""
    environment = _environment()
    style = Markup(environment.get_template("report.css").render())  # noqa: S704 - our own sheet
    page = page_of(campaign)
    return environment.get_template("report.html").render(
        title=title,
        style=style,
        # the sheet is the only thing that the page lets a browser load or run
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        campaign=campaign,
        page=page,
        questions=count_questions(campaign),
        figures=[figures for section in page.sections if (figures := figures_of(section)).plots or figures.others],
        folded=page.answers > MOST_UNFOLDED,
        narrow=len(page.sections) > _NARROW,
    )


def title_of(campaign: Campaign) -> str:
    """A title that says how much there is: "Replies to a request: 4 bodies, 5 questions"."""
    questions = counted(count_questions(campaign), "question", "questions")
    return f"Replies to a request: {counted(len(campaign.bodies), 'body', 'bodies')}, {questions}"


@cache
def _environment() -> Environment:
    environment = page_environment("scoring")
    environment.globals.update(
        wordings=WORDINGS,
        quantity_words=quantity_words,
        percent_sure=percent_sure,
        plural=counted,
        parts=_parts,
        day=_day,
        broad=_BROAD,
        most_plots=_MOST_PLOTS,
    )
    return environment


def _parts(words: str) -> tuple[str, str]:
    """What of an answer is shown at once, and the rest, cut between words."""
    if len(words) <= LONGEST_UNFOLDED:
        return words, ""
    head = words[: LONGEST_UNFOLDED // 2]
    gap = _GAP.search(head)
    place = gap.start() if gap else len(head)
    return words[:place], words[place:].lstrip()


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
