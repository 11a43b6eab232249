"""What the report's page shows of a campaign: every answer under an anchor, and what counts lead to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from nlp.types import RequestQuestion
from scoring.campaign import Body, Campaign, Given
from scoring.entries import Entry, doubts_of, entries
from scoring.outcomes import Outcome, outcome_of
from scoring.results import JsonObject

_Named = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A name, and the anchor of what stands behind it."""

    name: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer on the page, the anchor (``a12``) that it stands under, and whether a person should look at it."""

    anchor: str
    body: Body
    given: Given
    doubted: bool

    @property
    def answer(self) -> JsonObject:
        """The answer as the JSON lines hold it."""
        return self.given.answer

    @property
    def link(self) -> Link:
        """The body, leading to the answer."""
        return Link(self.body.name, self.anchor)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a body says to a question; ``row`` is the anchor of the body (``b3``)."""

    entry: Entry
    outcome: Outcome | None
    row: str
    answers: tuple[Shown, ...]

    @property
    def link(self) -> Link:
        """The body, leading to its first answer, or to its row where there is none."""
        name = self.entry.body.name
        if self.outcome is Outcome.ELSEWHERE:
            name = f"{name} ({self.entry.missing})"
        return Link(name, self.answers[0].anchor if self.answers else self.row)


@dataclass(frozen=True, slots=True)
class Segment:
    """The bodies with one outcome to a question: a part of its bar, in per cent, and their anchor (``q2-refused``)."""

    anchor: str
    outcome: Outcome
    start: float
    width: float
    cells: tuple[Cell, ...]

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.cells)


@dataclass(frozen=True, slots=True)
class Section:
    """A question of the page, under its anchor (``q2``), with the cells of all bodies in order."""

    anchor: str
    asked: RequestQuestion
    cells: tuple[Cell, ...]
    segments: tuple[Segment, ...]

    @property
    def answers(self) -> tuple[Shown, ...]:
        """The answers that stand."""
        return tuple(shown for cell in self.cells for shown in cell.answers)


@dataclass(frozen=True, slots=True)
class Row:
    """A body of the page under its anchor (``b3``), with its cells in the order of the questions."""

    anchor: str
    body: Body
    cells: tuple[Cell, ...]

    @property
    def link(self) -> Link:
        """The body, leading to its row."""
        return Link(self.body.name, self.anchor)


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that several answers name, and the first answer of each body that names it."""

    named: _Named
    answers: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """What a person should look at for one reason in the same questions: none where it is the body itself."""

    asked: tuple[RequestQuestion, ...]
    why: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page shows, from which its counts are taken; ``overall`` is the bar of all questions together."""

    sections: tuple[Section, ...]
    rows: tuple[Row, ...]
    overall: tuple[Segment, ...]
    grounds: tuple[Mention, ...]
    directions: tuple[Mention, ...]
    doubtful: tuple[Doubtful, ...]

    @property
    def answers(self) -> int:
        """How many answers stand; one to several questions counts once."""
        return len({id(shown.given) for section in self.sections for shown in section.answers})

    @property
    def doubts(self) -> int:
        """How much a person should look at."""
        return sum(len(some.links) for some in self.doubtful)


def page_of(campaign: Campaign) -> Page:
    """Lay a campaign out: the same campaign gives the same anchors."""
    table = [list(entries(campaign, body)) for body in campaign.bodies]
    numbers = count(1)
    sections = tuple(
        _section(f"q{place}", asked, [row[place - 1] for row in table], numbers)
        for place, asked in enumerate(campaign.questions, start=1)
    )
    rows = tuple(
        Row(f"b{place}", body, tuple(section.cells[place - 1] for section in sections))
        for place, body in enumerate(campaign.bodies, start=1)
    )
    cells = tuple(cell for section in sections for cell in section.cells)
    standing = [shown for section in sections for shown in section.answers]
    overall = tuple(_segments("s", cells))
    mentions = _mentions(standing, _grounds), _mentions(standing, _directions)
    return Page(sections, rows, overall, *mentions, _doubtful(campaign, rows))


def _doubtful(campaign: Campaign, rows: tuple[Row, ...]) -> tuple[Doubtful, ...]:
    """What a person should look at: bodies first, then in the order of the questions."""
    order = {question.id: place for place, question in enumerate(campaign.questions)}
    links = {id(row.body): row.link for row in rows}
    places: dict[int, Link] = {}
    for row in rows:
        for cell in row.cells:
            for shown in cell.answers:
                # an answer to several questions is looked at under the first of them
                places.setdefault(id(shown.given), shown.link)
    found: dict[tuple[tuple[int, ...], str], list[Link]] = {}
    for doubt in doubts_of(campaign):
        key = tuple(order[question] for question in doubt.questions), doubt.why
        found.setdefault(key, []).append(places[id(doubt.given)] if doubt.given else links[id(doubt.body)])
    return tuple(
        Doubtful(tuple(campaign.questions[place] for place in asked), why, tuple(some))
        for (asked, why), some in sorted(found.items(), key=lambda one: one[0])
    )


def _section(anchor: str, asked: RequestQuestion, column: Iterable[Entry], numbers: Iterator[int]) -> Section:
    cells = tuple(
        Cell(
            entry,
            outcome_of(entry),
            f"b{place}",
            tuple(_shown(entry, f"a{next(numbers)}", given) for given in entry.answers),
        )
        for place, entry in enumerate(column, start=1)
    )
    return Section(anchor, asked, cells, tuple(_segments(anchor, cells)))


def _shown(entry: Entry, anchor: str, given: Given) -> Shown:
    return Shown(anchor, entry.body, given, any(doubt.given is given for doubt in entry.doubts))


def _segments(anchor: str, cells: tuple[Cell, ...]) -> Iterator[Segment]:
    expected = sum(cell.outcome is not None for cell in cells)
    before = 0
    for outcome in Outcome:
        same = tuple(cell for cell in cells if cell.outcome is outcome)
        if same:
            start, end = (round(100 * number / expected, 3) for number in (before, before + len(same)))
            yield Segment(f"{anchor}-{outcome}", outcome, start, round(end - start, 3), same)
            before += len(same)


def _mentions(answers: Iterable[Shown], names: Callable[[JsonObject], Iterable[_Named]]) -> tuple[Mention, ...]:
    """What the answers name, what most bodies name first."""
    found: dict[_Named, dict[int, Shown]] = {}
    for shown in answers:
        for named in names(shown.answer):
            found.setdefault(named, {}).setdefault(id(shown.body), shown)
    mentions = [Mention(named, tuple(by_body.values())) for named, by_body in found.items()]
    return tuple(sorted(mentions, key=lambda mention: (-len(mention.answers), mention.named)))


def _grounds(answer: JsonObject) -> Iterator[_Named]:
    for ground in answer["grounds"]:
        yield ground["law"], ground["provision"], ground["meaning"], ground["way"]


def _directions(answer: JsonObject) -> Iterator[_Named]:
    for direction in answer["directions"]:
        yield direction["target"], direction["means"]
