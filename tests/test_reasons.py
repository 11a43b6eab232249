"""An answer gets the grounds and directions that its statuses call for."""

from __future__ import annotations

import pytest

from nlp.places import Place
from nlp.reasons import with_reasons
from nlp.types import Answer, Particular, Particulars, Regime, Status

SAID = "Section 40(2) applies. The dates are exempt under section 21: ask Elm Council or contact Ash Borough Council."
BY_ELM = Particulars(
    authority=Particular("Elm Council", 0, 1, Place.AUTHORITY_HEAD),
    regime=Particular(Regime.FOIA, 0, 1, Place.REGIME_STATED),
)


def reasons(*statuses: Status, end: int = len(SAID), said: Particulars = BY_ELM) -> tuple[list[str], list[str]]:
    answer = with_reasons(Answer(("1",), statuses, 0, end), SAID, SAID, said)
    return [one.provision for one in answer.grounds], [one.target for one in answer.directions]


@pytest.mark.parametrize(
    ("statuses", "grounds", "directions"),
    [
        ((Status.REFUSED,), ["40(2)", "21"], []),
        # who is only sent elsewhere is refused nothing else
        ((Status.REDIRECTED,), ["21"], ["Ash Borough Council"]),
        ((Status.REFUSED, Status.REDIRECTED), ["40(2)", "21"], ["Ash Borough Council"]),
        ((Status.PROVIDED,), [], []),
    ],
)
def test_statuses_call_for_reasons(statuses: tuple[Status, ...], grounds: list[str], directions: list[str]) -> None:
    assert reasons(*statuses) == (grounds, directions)


def test_what_the_letter_says_of_itself_counts() -> None:
    assert reasons(Status.REDIRECTED, said=Particulars())[1] == ["Elm Council", "Ash Borough Council"]
    assert reasons(Status.REFUSED, Status.REDIRECTED, end=0) == ([], [])
