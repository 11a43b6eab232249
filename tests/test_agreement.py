"""What a reading's answers share with their questions."""

from __future__ import annotations

from models.agreement import AGREEMENT, agreement
from nlp.blocks import Block
from nlp.lines import logical_lines
from nlp.linking import link
from nlp.printed import Printed
from nlp.types import Role
from nlp.view import look_through

LETTER = (
    "How many nurses work nights?\nHow many lifts were inspected?\nSix nurses work nights.\nAll lifts were inspected.\n"
)
ROLES = [Role.BEGIN_QUESTION, Role.BEGIN_QUESTION, Role.BEGIN_ANSWER, Role.BEGIN_ANSWER]


def read(text: str, roles: list[Role]) -> tuple[Printed, list[Block], list[Block]]:
    view = look_through(text)
    printed = Printed.of(view, logical_lines(text, view))
    blocks = link(printed, roles)
    return printed, [one for one in blocks if one.question], [one for one in blocks if not one.question]


def test_answers_share_more_with_their_own_questions_than_with_those_beside() -> None:
    printed, asked, told = read(LETTER, ROLES)
    assert [one.ids for one in told] == [("1",), ("2",)]
    own, apart, best, again, most_again = agreement(printed, asked, told)
    assert own == apart > 0
    assert best == 1
    assert again <= most_again < 1
    for block in told:
        block.ids = ("2",) if block.ids == ("1",) else ("1",)
    swapped = agreement(printed, asked, told)
    assert swapped[0] == swapped[2] == 0
    assert swapped[1] < 0


def test_an_answer_that_is_its_question_again_shows() -> None:
    text = "How many lifts were inspected?\nHow many lifts were inspected?\n"
    printed, asked, told = read(text, [Role.BEGIN_QUESTION, Role.BEGIN_ANSWER])
    assert agreement(printed, asked, told)[-1] > 0.5


def test_without_questions_or_answers_nothing_agrees() -> None:
    printed, asked, told = read(LETTER, ROLES)
    assert agreement(printed, asked, []) == [0.0] * AGREEMENT
    assert agreement(printed, [], told)[0] == 0.0
