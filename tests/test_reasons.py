"""An answer gets the grounds and directions that its statuses call for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from nlp.bodies import NamedBodies
from nlp.places import Place
from nlp.reasons import Answered, with_reasons
from nlp.types import Answer, Particular, Particulars, Regime, Status

SAID = "Section 40(2) applies. The dates are exempt under section 21: ask Elm Council or contact Ash Borough Council."
BY_ELM = Particulars(
    authority=Particular("Elm Council", 0, 1, Place.AUTHORITY_HEAD),
    regime=Particular(Regime.FOIA, 0, 1, Place.REGIME_STATED),
)


class Everybody:
    """A reader to whom answers send to all bodies that they name in two words or more."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def sent_to(self, answers: Sequence[NamedBodies]) -> list[list[int]]:
        self.asked.append(len(answers))
        return [[at for at, one in enumerate(named.bodies) if " " in one.target] for named in answers]


def reasons(*statuses: Status, end: int = len(SAID), said: Particulars = BY_ELM) -> tuple[list[str], list[str]]:
    letter = Answered(SAID, SAID, said, (Answer(("1",), statuses, 0, end),))
    ((answer,),) = with_reasons([letter], Everybody())
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


def test_all_letters_are_read_at_once() -> None:
    everybody = Everybody()
    sent, kept = (Answer(("1",), (status,), 0, len(SAID)) for status in (Status.REDIRECTED, Status.PROVIDED))
    letters = [Answered(SAID, SAID, BY_ELM, answers) for answers in ((kept, sent), (), (sent, sent), (kept,))]
    read = with_reasons(letters, everybody)
    assert everybody.asked == [3]
    assert [[len(answer.directions) for answer in answers] for answers in read] == [[0, 1], [], [1, 1], [0]]
