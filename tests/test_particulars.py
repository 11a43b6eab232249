"""Who answers whom, when and under which law, as letters say it."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.particulars import Reading, measures, read_side, readings, shares
from nlp.dates import written_days
from nlp.particulars import particulars_of
from nlp.places import SURE, Place
from nlp.types import Line, Nation, Regime, Role
from nlp.view import look_through

LETTER = """Northmere University Hospitals NHS Foundation Trust
Trust Headquarters, Ferry Road, Northmere
Tel: 01632 960 111

Our ref: FOI 1234/22                                  Date: 30th May 2022
Your ref: news desk 88

Dear Ms Example

Thank you for your request of 29 April 2022, which we received on 3 May and have
handled under the Freedom of Information Act 2000.

1. How many beds were closed on 31 March 2022?
Twelve. The ward shut on 1 February 2021.

You may ask for a review within 40 working days, by 26 July 2022. The Information
Commissioner is at Wycliffe House, Water Lane, Wilmslow SK9 5AF.

Yours sincerely
Information Governance, Northmere University Hospitals NHS Foundation Trust
"""


def lines_of(text: str, roles: Mapping[str, Role]) -> list[Line]:
    """Each physical line as one, with the role of the first words that it begins with."""
    found, place = [], 0
    for row in text.splitlines(keepends=True):
        role = next((role for words, role in roles.items() if row.startswith(words)), Role.OPENING)
        if row.strip():
            found.append(Line(place, place + len(row.rstrip()), role, 1.0))
        place += len(row)
    return found


def read(text: str, roles: Mapping[str, Role] | None = None) -> dict[str, object]:
    """The values that are read, by name; what is not read is left out."""
    found = particulars_of(look_through(text), lines_of(text, roles or {}))
    names = ("authority", "reference", "requested", "replied", "regime", "nation")
    return {name: one.value for name in names if (one := getattr(found, name)) is not None}


def test_a_letter_says_it_all() -> None:
    roles = {"1. How": Role.BEGIN_QUESTION, "Twelve": Role.BEGIN_ANSWER, "You may": Role.CLOSING}
    assert read(LETTER, roles) == {
        "authority": "Northmere University Hospitals NHS Foundation Trust",
        "reference": "FOI 1234/22",
        "requested": date(2022, 5, 3),
        "replied": date(2022, 5, 30),
        "regime": Regime.FOIA,
        "nation": Nation.ENGLAND_AND_WALES,
    }


def test_each_tells_where_it_was_read_and_how_sure_that_is() -> None:
    found = particulars_of(look_through(LETTER), lines_of(LETTER, {}))
    assert found.requested is not None
    assert found.reference is not None
    assert found.regime is not None
    assert LETTER[found.requested.start : found.requested.end] == "3 May"
    assert LETTER[found.reference.start : found.reference.end] == "FOI 1234/22"
    assert LETTER[found.regime.start : found.regime.end] == "Freedom of Information Act"
    assert found.reference.confidence == SURE[Place.REFERENCE_OURS]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Thank you for your request, received on 3rd May 2022.", date(2022, 5, 3)),
        ("Thank you for your request for information about trees which we received on 03/05/2022.", date(2022, 5, 3)),
        ("We received your e-mail on Tuesday 3 May 2022.", date(2022, 5, 3)),
        ("On 3 May 2022 the Council received an e-mail asking for the following.", date(2022, 5, 3)),
        ("I refer to your letter of the 3rd of May 2022.", date(2022, 5, 3)),
        ("I refer to your Freedom of Information request dated 3.5.22 about trees.", date(2022, 5, 3)),
        ("Further to your email of 3 May\n    2022, here is our reply.", date(2022, 5, 3)),
        ("You wrote to us on 3 May 2022 about trees.", date(2022, 5, 3)),
        ("Your request under the Freedom of Information Act of the third of May 2022 refers.", date(2022, 5, 3)),
        ("Date received: 2022-05-03", date(2022, 5, 3)),
        # days of something else
        ("Your request for the minutes of 3 May 2022 is refused.", None),
        ("Your request for a review was received on 3 May 2022.", None),
        ("You asked for the number of complaints received on 3 May 2022.", None),
        ("Please reply by 3 May 2022.", None),
        ("Your request asks for the figures as at 3 May 2022.", None),
        # no such day, or no certain one
        ("Thank you for your request of 31 June 2022.", None),
        ("Thank you for your request received on 05/13/2022.", None),
        ("Thank you for your request of 3 May.", None),
    ],
)
def test_the_day_of_the_request(said: str, day: date | None) -> None:
    assert read(f"Dear Ms Example\n\n{said}\n").get("requested") == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Date: 30 May 2022\nDear Ms Example\n", date(2022, 5, 30)),
        ("Monday 30 May 2022\n\nDear Ms Example\n", date(2022, 5, 30)),
        ("FOI 18-06                            30.05.2022\n\nDear Ms Example\n", date(2022, 5, 30)),
        ("Ref HH-2209 | 30 May 2022\n\nDear Ms Example\n", date(2022, 5, 30)),
        ("From: FOI Team\nSent: 30 May 2022 11:52\nTo: M Example\n\nDear Ms Example\n", date(2022, 5, 30)),
        ("Received: 03/05/2022   Due: 31/05/2022   Sent: 30/05/2022\n\nRequest\n", date(2022, 5, 30)),
        ("Dear Ms Example\n\nWe will publish this by 30 May 2022.\n", None),
        ("Page last updated 30 May 2022\nDear Ms Example\n", None),
        ("Date due: 30 May 2022\nDear Ms Example\n", None),
    ],
)
def test_the_day_of_the_reply(text: str, day: date | None) -> None:
    assert read(text).get("replied") == day


def test_a_day_without_its_year_is_the_last_before_the_reply() -> None:
    said = "Dear Ms Example\n\nI refer to your e-mail of 20 December.\n"
    assert read(f"9 January 2023\n\n{said}")["requested"] == date(2022, 12, 20)
    assert "requested" not in read(f"9 November 2023\n\n{said}")


def test_a_reply_before_its_request_is_a_mistake_in_one_of_them() -> None:
    text = "2 March 2022\n\nDear Ms Example\n\nThank you for your request of 3 May 2022.\n"
    assert "requested" not in read(text)
    assert "replied" not in read(text)


def test_the_thread_below_tells_the_day_of_the_request() -> None:
    text = (
        "Dear Ms Example\n\nNo trees were felled.\n\nKind regards\nElm Borough Council\n\n"
        "From: Information Governance\nSent: 5 May 2022 09:00\nSubject: Acknowledgement FOI 881/22\n\nThank you.\n\n"
        "From: M Example\nSent: 3 May 2022 20:31\nTo: FOI\n\nHow many trees did you fell?\n"
    )
    assert read(text) == {
        "authority": "Elm Borough Council",
        "requested": date(2022, 5, 3),
    }


def test_what_only_the_thread_names_is_not_read() -> None:
    text = (
        "Dear Ms Example\n\nNo trees were felled.\n\nFrom: M Example\nSent: 3 May 2022 20:31\nTo: FOI\n"
        "Subject: our ref FOI 881/22\n\nUnder the Freedom of Information Act, how many?\n"
    )
    assert read(text) == {"requested": date(2022, 5, 3)}


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Our reference: RFI/23/0274\nDear Ms Example\n", "RFI/23/0274"),
        ("Ref 0812/FOI/31\nDear Ms Example\n", "0812/FOI/31"),
        ("FOI No. 2021/266\nDear Ms Example\n", "2021/266"),
        ("Dear Ms Example\nFreedom of Information request 20714\n", "20714"),
        ("Dear Ms Example\nRequest 7714 - missed bins\n", "7714"),
        ("Case 18/0739\nDear Ms Example\n", "18/0739"),
        ("Elm Council\nEIR/2023/152\nDear Ms Example\n", "EIR/2023/152"),
        ("Subject: RE: FOI 23-618 Response\nDear Ms Example\n", "FOI 23-618"),
        ("Dear Ms Example\nThank you for your request (our ref HU-1452).\n", "HU-1452"),
        ("Dear Ms Example\nRequest for information: cemeteries (ELM/2016/3106)\n", "ELM/2016/3106"),
        ("1 Attachment\nEIR 995606.xlsx\nDear Ms Example\n", "EIR 995606"),
        # none of the body's references
        ("Your ref: 88/22\nDear Ms Example\n", None),
        ("Tel: 01632 960 111\nDear Ms Example\n", None),
        ("Dear Ms Example\nFreedom of Information Act 2000\n", None),
        ("Dear Ms Example\nFOI 2022\n", None),
        ("Dear Ms Example\nRequest 1: trees\n", None),
        ("Ref: 30/05/2022\nDear Ms Example\n", None),
        ("Dear Ms Example\nFOI 2021/22\n", "FOI 2021/22"),
    ],
)
def test_the_reference(text: str, reference: str | None) -> None:
    assert read(text).get("reference") == reference


@pytest.mark.parametrize(
    ("said", "regime"),
    [
        ("It has been considered under the Freedom of Information (Scotland) Act 2002.", Regime.FOISA),
        ("It is exempt under section 38(1)(b) of FOISA.", Regime.FOISA),
        ("Your request was handled under the EIR.", Regime.EIR),
        ("We respond under the Environmental Information (Scotland) Regulations 2004.", Regime.EISR),
        ("Section 12 of the FOI Act applies.", Regime.FOIA),
        (
            "Under the Freedom\n   of Information Act you may appeal to the Scottish Information Commissioner.",
            Regime.FOISA,
        ),
        ("Requests under the Freedom of Information Act may be published on our disclosure log.", None),
        ("Your request was partly handled under the EIR and partly under the FOI Act.", None),
        ("We refer to FOIA and to the EIR.", None),
        ("Section 40 applies.", None),
    ],
)
def test_the_law(said: str, regime: Regime | None) -> None:
    assert read(f"Dear Ms Example\n\n{said}\n").get("regime") == regime


@pytest.mark.parametrize(
    ("text", "nation"),
    [
        ("Elm Council\nDear Ms Example\nYou may appeal to the Scottish Information Commissioner.\n", Nation.SCOTLAND),
        ("Elm Health and Social Care Trust\nDear Ms Example\n", Nation.NORTHERN_IRELAND),
        (
            "Elm Council\nDear Ms Example\nWrite to the Information Commissioner, Belfast BT7 2JB.\n",
            Nation.NORTHERN_IRELAND,
        ),
        ("Elm County Council\nDear Ms Example\n", Nation.ENGLAND_AND_WALES),
        ("Elm University Health Board\nDear Ms Example\n", Nation.ENGLAND_AND_WALES),
        ("Elm Vale UHB\nDear Ms Example\n", Nation.ENGLAND_AND_WALES),
        ("Elm Council\nDear Ms Example\nYou may go to the Information Commissioner.\n", Nation.ENGLAND_AND_WALES),
        ("Elm Council\nDear Ms Example\n", None),
        ("Export Agency of Elm\nDear Ms Example\nThe ICO is at Wycliffe House, Wilmslow.\n", None),
    ],
)
def test_the_nation(text: str, nation: Nation | None) -> None:
    assert read(text).get("nation") == nation


@pytest.mark.parametrize(
    ("text", "authority"),
    [
        ("HARROWFIELD HOSPITALS NHS TRUST\nDear Ms Example\n", "HARROWFIELD HOSPITALS NHS TRUST"),
        (
            "Harrowfield Hospitals\nNHS Foundation Trust\nDear Ms Example\n",
            "Harrowfield Hospitals NHS Foundation Trust",
        ),
        ("Ash, Elm and Oak Integrated Care Board\nDear Ms Example\n", "Ash, Elm and Oak Integrated Care Board"),
        ("Business Support, Elm Borough Council, Civic Way\nDear Ms Example\n", "Elm Borough Council"),
        ("Dear Ms Example\nWe felled none.\nKind regards\nFOI Team, Elm &amp; Ash DC\n", "Elm & Ash DC"),
        ("Dear Ms Example\nOn behalf of Elm CCG\n", "Elm CCG"),
        ("Elm Vale UHB\nDear Ms Example\n", "Elm Vale UHB"),
        ("Dear Ms Example\nThe Council holds this. Write to the Clerk, Elm Town Council, Elm.\n", "Elm Town Council"),
        ("Good morning\nNone.\n\n> Dear Elm Borough Council,\n> How many?\n", "Elm Borough Council"),
        # who else is named, and what is no name
        ("Dear Ms Example\nPlease ask Ash County Council.\n", None),
        ("Information Governance Office\nDear Ms Example\nThe Trust holds this.\n", None),
        ("Dear Ms Example\nThe Information Commissioner's Office for Wales is in Cardiff.\n", None),
        ("Ash Council\nElm Council\nDear Ms Example\n", None),
    ],
)
def test_the_authority(text: str, authority: str | None) -> None:
    assert read(text).get("authority") == authority


def test_days_in_all_forms() -> None:
    text = (
        "3 May 2022, 3rd of May 2022, 03/05/22, 3.5.2022, 2022-05-03, May 3, 2022, the third of May 2022, 03-May-2022"
    )
    assert [day.calendar() for day in written_days(text)] == [date(2022, 5, 3)] * 8
    assert (
        written_days("29 February 2023, 31/02/2022, 13/25/2022, 1.2.3.4, 12/05/2022-1, you 3 may go, 3 May 1985") == []
    )


HOSTILE = (
    " ",
    "1 ",
    "1",
    "A",
    "a",
    "(",
    "\u2060",
    "Ab ",
    "NHS Trust ",
    "Our ref: ",
    "FOI/",
    "A/1/",
    "3 May 2022 ",
    "your request received on 3 May 2022, ",
    "From: x\nSent: 3 May 2022\n",
    "On 3 May 2022 wrote ",
    "Dear X Council\n",
    "Regards\n",
    "Freedom of Information Act 2000 ",
    "under the Environmental Information Regulations ",
    "A, ",
    "Department for A and ",
    "a@b.c.d.e.",
    "&&&&&",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        lines = [Line(place, min(place + 80, len(text)), Role.FURNITURE, 1.0) for place in range(0, len(text), 80)]
        times = []
        for _ in range(3):
            start = time.process_time()
            particulars_of(text, lines)
            times.append(time.process_time() - start)
        return min(times)

    # eight times the text; were the time squared, it would grow sixty-fourfold
    assert seconds(80_000) < 24 * seconds(10_000) + 0.05


@given(st.text(max_size=300), st.lists(st.sampled_from(Role), max_size=20))
def test_any_text_is_borne_and_every_place_lies_in_it(text: str, roles: Sequence[Role]) -> None:
    size = max(1, len(text) // max(1, len(roles)))
    lines = [Line(count * size, min((count + 1) * size, len(text)), role, 1.0) for count, role in enumerate(roles)]
    found = particulars_of(look_through(text), [line for line in lines if line.start < line.end])
    for one in (found.authority, found.reference, found.requested, found.replied, found.regime, found.nation):
        assert one is None or 0 <= one.start < one.end <= len(text)


@cache
def read_as_released(side: str) -> Sequence[Reading]:
    return list(readings(side, read_side(side)))


@pytest.mark.parametrize(
    ("side", "floors"),
    [
        (
            "train",
            {
                "authority": (0.98, 0.94),
                "reference": (0.98, 0.97),
                "requested": (0.98, 0.97),
                "replied": (0.98, 0.97),
                "regime": (0.98, 0.95),
                "nation": (0.98, 0.89),
            },
        ),
        (
            "test",
            {
                "authority": (0.95, 0.90),
                "reference": (0.98, 0.95),
                "requested": (0.98, 0.95),
                "replied": (0.98, 0.95),
                "regime": (0.98, 0.85),
                "nation": (0.98, 0.70),
            },
        ),
    ],
)
def test_letters_are_read_as_a_person_read_them(side: str, floors: Mapping[str, tuple[float, float]]) -> None:
    found = measures(read_as_released(side))
    short = {
        name: found[name]
        for name, (precision, recall) in floors.items()
        if found[name][0] < precision or found[name][1] < recall
    }
    assert short == {}


def test_how_sure_a_place_is_was_counted() -> None:
    counted = shares(read_as_released("train"))
    # another bundle may find other lines to be quoted, and so one place more or less
    assert {place: share for place, share in counted.items() if abs(share - SURE[place]) > 0.06} == {}
    assert set(SURE) == set(Place)
    assert all(share > 0.5 for share in SURE.values()), "never seen right"
