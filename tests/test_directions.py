"""Where redirected answers send the reader: addresses, links in every dress, bodies, and who is left out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.grounds import measure
from models.directions import DirectionModel
from models.stored import freeze, thaw
from nlp.directions import Redirecting, directions_of
from nlp.types import Direction, Means, Status
from nlp.view import look_through
from tests.timing import grows_linearly, processor_seconds
from training.directions import fitted_directions

ROOT = Path(__file__).parent.parent
PACKED = "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.northmere.example%2Fspend&data=05%7C02"
LEAST = {"train": (0.82, 0.84), "test": (0.85, 0.70), "check": (0.84, 0.77)}
"""Precision and recall that must not be lost."""


def directions(letter: str, start: int = 0, end: int | None = None, authority: str | None = None) -> list[Direction]:
    stop = len(letter) if end is None else end
    answer = Redirecting(look_through(letter), letter, start, stop, authority, (Status.REDIRECTED,))
    (found,) = directions_of([answer], fitted_directions(0))
    return list(found)


def targets(answer: str, authority: str | None = None) -> list[str]:
    return [one.target for one in directions(answer, authority=authority)]


@pytest.mark.parametrize(
    ("answer", "target"),
    [
        ("Please write to FOI@northmere.example.", "foi@northmere.example"),
        ("Please write to foi@\nnorthmere.example.", "foi@northmere.example"),
        ("<a href='mailto:foi@northmere.example?subject=x'>us</a>", "foi@northmere.example"),
        ("See https://www.northmere.example/spend).", "https://www.northmere.example/spend"),
        ("It is at www.northmere.example/a_(b).", "www.northmere.example/a_(b)"),
        ("northmere.gov.uk/spend", "northmere.gov.uk/spend"),
        ("It is on GOV.UK.", "GOV.UK"),
        (
            'The figures are <a class="x" href="https://northmere.example/spend">here</a>.',
            "https://northmere.example/spend",
        ),
        ("The figures are [here](https://northmere.example/spend).", "https://northmere.example/spend"),
        (f"See {PACKED}", "https://www.northmere.example/spend"),
        (f'See <a href="{PACKED.replace("&", "&amp;")}">this</a>', "https://www.northmere.example/spend"),
        ("https://urldefense.com/v3/__https://northmere.example/a__;!!x", "https://northmere.example/a"),
        ("See https://northmere.example/open-\ndata/spend", "https://northmere.example/open-data/spend"),
        ("See https://northmere.example/data/\nspend-2021\n\nPlease note", "https://northmere.example/data/spend-2021"),
        ("See https://northmere.example/data\nThe rest is held.", "https://northmere.example/data"),
        ("See https://**northmere**.example/x", "https://northmere.example/x"),
    ],
)
def test_addresses(answer: str, target: str) -> None:
    assert targets(answer) == [target]


def test_the_link_of_words_alone_is_the_tag_before_them() -> None:
    letter = '<p>3. <a href="https://northmere.example/x">our spending pages</a></p>'
    start = letter.index("our spending")
    [found] = directions(letter, start, start + len("our spending pages"))
    assert (found.means, found.target) == (Means.LINK, "https://northmere.example/x")
    assert start <= found.start < found.end <= start + len("our spending pages")


def test_a_link_that_is_listed_at_the_end_of_an_email() -> None:
    letter = (
        "4. See [2]here.\n\nReferences\n\nVisible links\n1. https://a.example/\n2. https://northmere.example/spend\n"
    )
    [found] = directions(letter, 3, 15)
    assert found.target == "https://northmere.example/spend"
    assert letter[found.start : found.end].startswith("[2]here")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("NHS England", ["NHS England"]),
        ("ask the council", ["council"]),
        ("Please contact Northmere City Council.", ["Northmere City Council"]),
        ("This is the responsibility of NHS England.", ["NHS England"]),
        ("We do not hold this. The Care Quality Commission may hold it.", ["Care Quality Commission"]),
        ("We do not record this and you would have to ask each individual school.", ["each individual school"]),
        ("The data are published by NHS Digital (now NHS England).", ["NHS Digital (now NHS England)"]),
        (
            "You should submit your request to Aldmoor Council and Wick Valley Trust.",
            ["Aldmoor Council", "Wick Valley Trust"],
        ),
        (
            "Roads are a matter for the Department for Work, Skills and Travel.",
            ["Department for Work, Skills and Travel"],
        ),
        ("Tests are run by Kestrel Labs (UK) Ltd, not by us: please ask them.", ["Kestrel Labs (UK) Ltd"]),
        ("The regulator, Ofcom, collects these figures from all of the firms each year.", ["Ofcom"]),
        ("These figures are on the Home Office's website, under the heading of fires.", ["Home Office"]),
        (
            "The pump is Southern Rivers Water's and more detail ought to be sought from them.",
            ["Southern Rivers Water"],
        ),
        (
            "We have looked at what is kept in our own files and there is nothing there about pollen. Counts of it for "
            "all of the region, by station and week, would be with Hexley Valley Council or the Ash Weather Service. "
            + "Sorry. "
            * 40,
            ["Hexley Valley Council", "Ash Weather Service"],
        ),
        (
            "Parking on the quay is enforced by Saltby Harbour Police; we hold no figures of it.",
            ["Saltby Harbour Police"],
        ),
        ("The buses are hired and the logs stay with the garage. The provider is Wold Coaches.", ["Wold Coaches"]),
        (
            "Ashbeck Water, as the successor to the old authority, may well have it. We looked and hold none of it.",
            ["Ashbeck Water"],
        ),
        ("Please ask the companies, Elm Buses and Ash Travel, for it.", ["Elm Buses", "Ash Travel"]),
        (f"There is a national register kept by Wold Energy. {'Sorry. ' * 70}", ["Wold Energy"]),
        ("The nurses are employed by Wold Care NHS Trust, to which you may wish to write.", ["Wold Care NHS Trust"]),
        ("The halls are a matter for the companies, so you may ask the company for its own figures.", ["companies"]),
        ("It was let by the Business Services Organisation (BSO); ask BSO for it.", ["Business Services Organisation"]),
    ],
)
def test_bodies(answer: str, expected: list[str]) -> None:
    assert targets(answer) == expected


@pytest.mark.parametrize(
    "answer",
    [
        "This is published on our website under Spending.",
        "The Council publishes the figures every quarter, and they can be read by anybody who wishes to do so.",
        "You may complain to the Information Commissioner: https://ico.org.uk/make-a-complaint.",
        "If you have any queries please contact the Communications Team, who will be glad to explain the tables.",
        "Please see the answer to question 3.",
        "",
    ],
)
def test_who_is_left_out(answer: str) -> None:
    assert targets(answer, "Northmere Council") == []


def test_the_body_that_writes_is_left_out() -> None:
    answer = "Northmere Council publishes this. Please contact Northmere Council or Wick Valley Trust."
    assert targets(answer, "Northmere Council") == ["Wick Valley Trust"]


def test_each_place_once_and_in_order() -> None:
    answer = "Please ask Wick Trust (foi@wick.example). Wick Trust has this, write to foi@wick.example or Wick Trust."
    found = directions(answer)
    assert [one.target for one in found] == ["Wick Trust", "foi@wick.example"]
    assert [answer[one.start : one.end] for one in found] == ["Wick Trust", "foi@wick.example"]


@given(
    st.lists(
        st.sampled_from(
            [
                "contact ",
                "the ",
                "Wick Council",
                " and ",
                "http://a.uk/b",
                "a@b.uk",
                "\n",
                "  ",
                "⁠",
                "[1]",
                "<a href=x>",
                ", ",
                ".",
            ]
        )
    )
)
def test_directions_lie_within_the_answer(pieces: list[str]) -> None:
    answer = "".join(pieces)
    letter = f"x {answer} x"
    for one in directions(letter, 2, len(answer) + 2):
        assert 2 <= one.start < one.end <= len(answer) + 2
        assert one.target.strip()


@pytest.mark.parametrize(
    "run",
    [
        *(
            " ",
            "\n",
            "x",
            "A ",
            "Council and ",
            "contact the ",
            "each council, ",
            "NHS England, ",
            "a@",
            "a@b.uk ",
            "a.",
            "a-b-",
        ),
        *(
            "http://a/\n",
            "www.",
            '<a href="',
            "](http://",
            "[1]x ",
            "1. x\n",
            "Department for A, ",
            "ask them. Xyz Council. ",
        ),
    ],
)
def test_linear_time(run: str) -> None:
    model = fitted_directions(0)

    def seconds(length: int) -> float:
        text = run * (length // len(run))
        answer = Redirecting(text, text, 0, len(text))
        return processor_seconds(lambda: directions_of([answer], model))

    assert grows_linearly(seconds, 100_000, at_once=0.5)


def test_the_stored_model_finds_the_same() -> None:
    model = fitted_directions(0)
    again = DirectionModel.from_state(thaw(freeze(model.state())))
    answer = "Roads are a matter for Ash County Council; trees are ours. Please ask the Elm Trust or Ofcom."
    read = [Redirecting(answer, answer, 0, len(answer))]
    assert directions_of(read, again) == directions_of(read, model)
    assert directions_of([], again) == []


def test_a_state_whose_parts_do_not_fit_is_refused() -> None:
    state = fitted_directions(0).state()
    for strange in (
        state | {"weights": state["weights"][1:]},
        state | {"company": state["company"][1:]},
        state | {"company": state["company"] * np.nan},
        state | {"threshold": float("nan")},
        state | {"index": state["index"] | {"terms": {}}},
    ):
        with pytest.raises(ValueError, match=r"too few|no number|other kinds"):
            DirectionModel.from_state(strange)


TEACHES = """
import sys
from hashlib import sha256
from models.directions import DirectionModel, TaughtBodies
from models.stored import freeze
from nlp.directions import Redirecting, named_bodies
said = "Roads lie with {0} County Council, not with the {0} Trust. Please ask them, or write to {0} Water Ltd about it."
taught = []
for name in ("Ash", "Elm", "Oak", "Yew", "Wold"):
    answer = said.format(name)
    named = named_bodies(Redirecting(answer, answer, 0, len(answer)))
    taught.append(TaughtBodies(named, tuple("Trust" not in one.target for one in named.bodies), 2))
model = DirectionModel.fit(taught, [one.named.words for one in taught], 0)
sys.stdout.write(sha256(freeze(model.state())).hexdigest())
"""


def test_the_same_labels_give_the_same_model_in_every_process() -> None:
    made = {
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", TEACHES],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1


@pytest.mark.parametrize("side", LEAST)
def test_labelled_directions_are_found(side: str) -> None:
    precision, recall, places = measure("directions", side)
    assert places >= {"train": 120, "test": 30, "check": 150}[side]
    assert (precision >= LEAST[side][0], recall >= LEAST[side][1]) == (True, True)
