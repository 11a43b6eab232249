"""What a letter says comes with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.grounds import measure
from nlp.attachments import attachments_of
from nlp.view import look_through
from tests.timing import grows_linearly, processor_seconds

LEAST = {"train": (0.82, 0.82), "test": (0.55, 0.42), "check": (0.57, 0.44)}
"""Precision and recall that must not be lost."""


def names(letter: str) -> list[str]:
    return [one.name for one in attachments_of(look_through(letter))]


@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        ("see the attached spreadsheet 'FOI 123 data.xlsx'", ["FOI 123 data.xlsx"]),
        ("attached document: Fleet list 2022", ["Fleet list 2022"]),
        ("[FOI 1234 Response.pdf]", ["FOI 1234 Response.pdf"]),
        ("Please find attached WPT_22-551.xlsx.", ["WPT_22-551.xlsx"]),
        ("Attachments: FOI 1.xlsx; Letter.docx\n", ["FOI 1.xlsx", "Letter.docx"]),
        ("Attached:\nReply 7.docx\nFlights (redacted).xlsx\n", ["Reply 7.docx", "Flights (redacted).xlsx"]),
        ("Enc. Annex A (Excel), slides\n", ["Annex A", "slides"]),
        ("This is set out in Appendix A, and in Annex 2 and Appendix A.", ["Appendix A", "Annex 2"]),
        ("See Annexes A to C.", ["Annex A", "Annex B", "Annex C"]),
        ("Appendices 1 and 4 give the rest.", ["Appendix 1", "Appendix 4"]),
        ("The data is in the attached spreadsheet.", ["attached spreadsheet"]),
        ("Please see attached.", ["attached"]),
        ("The staffing policy is attached.", ["staffing policy"]),
        ("A copy of the lease is enclosed.", ["lease"]),
        ("Please find attached our Fleet Policy and the minutes.", ["Fleet Policy", "minutes"]),
        ("This is in the Pets and Visitors Policy, which is enclosed.", ["Pets and Visitors Policy"]),
        ("Policy attached, see page 2.", ["Policy attached"]),
        ("Attached (Local Plan 2020).", ["Local Plan 2020"]),
        ("Please see attached:\n\n1. Fleet list (Excel)\n2. the lease; unsigned\n", ["Fleet list", "lease"]),
        ("I am pleased to attach\nA. the advertisement\nB. the candidate pack\n", ["advertisement", "candidate pack"]),
        ("Our answers are attached:\n1. We have 12.\n2. They are 4.\n", []),
    ],
)
def test_names(letter: str, expected: list[str]) -> None:
    assert names(letter) == expected


@pytest.mark.parametrize(
    "letter",
    [
        "Link workers are attached to each practice.",
        "No importance is attached to this.",
        "See Appendix B of the annual report.",
        "https://northmere.example/files/data.xlsx",
        "This e-mail and any attached files are confidential and intended for the addressee.",
        "Enclosures: 2\n",
        "An attachment disorder.",
        "",
    ],
)
def test_what_does_not_come_with_the_letter(letter: str) -> None:
    assert names(letter) == []


def test_what_the_request_attaches_is_left_out() -> None:
    letter = "1. Please fill in the attached form.\nPlease see the attached policy."
    asked = (0, letter.index("\n"))
    assert [one.name for one in attachments_of(letter, [asked])] == ["attached policy"]


def test_an_attachment_knows_its_place() -> None:
    letter = "Dear Ms Wick\n\nPlease find attached the <b>Fleet list</b>, Annex B.\n"
    for one in attachments_of(look_through(letter)):
        assert letter[one.start : one.end] == one.name


@given(
    st.lists(
        st.sampled_from(
            [
                "attached ",
                "the ",
                "policy ",
                "is ",
                "Annex A",
                "s A to C",
                "x.pdf",
                "\n",
                ": ",
                "⁠",
                "Enc. ",
                ". ",
                "'",
                "which ",
            ]
        )
    )
)
def test_attachments_lie_within_the_letter(pieces: list[str]) -> None:
    letter = "".join(pieces)
    for one in attachments_of(look_through(letter)):
        assert 0 <= one.start < one.end <= len(letter)
        assert one.name.strip()


@pytest.mark.parametrize(
    "run",
    [
        *(
            " ",
            "\n",
            "x",
            "attached ",
            "attached the ",
            "is attached ",
            "Annex A ",
            "Annexes A to Z ",
            "x.pdf ",
            "a b.pdf",
        ),
        *(
            "attached:\n1. a\n",
            "1. a\n",
            "(a) b (c\n",
            "Attachments: x\n",
            "Attached:\n",
            "Enc. a, ",
            "the policy, a copy of which is attached ",
            "“",
            "A ",
        ),
    ],
)
def test_linear_time(run: str) -> None:
    def seconds(length: int) -> float:
        text = run * (length // len(run))
        return processor_seconds(lambda: attachments_of(text))

    assert grows_linearly(seconds, 40_000, at_once=0.5)


@pytest.mark.parametrize("side", LEAST)
def test_labelled_attachments_are_found(side: str) -> None:
    precision, recall, places = measure("attachments", side)
    assert places >= {"train": 60, "test": 20, "check": 150}[side]
    assert (precision >= LEAST[side][0], recall >= LEAST[side][1]) == (True, True)
