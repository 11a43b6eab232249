import numpy as np

from models.listed import lists_of, whole_lists
from models.readings import AT
from nlp.lines import logical_lines
from nlp.types import Role
from nlp.view import look_through

OPEN, CLOSE, LABEL = Role.OPENING, Role.CLOSING, Role.LABEL
Q, QQ, A, AA = Role.BEGIN_QUESTION, Role.QUESTION, Role.BEGIN_ANSWER, Role.ANSWER


def readings(text: str, roles: list[Role]) -> list[list[Role]]:
    lines = logical_lines(text, look_through(text))
    assert len(lines) == len(roles)
    made = whole_lists(np.array([AT[role] for role in roles]), lists_of(lines), AT)
    named = {place: role for role, place in AT.items()}
    return [[named[place] for place in path.tolist()] for path in made]


def test_items_beside_a_question_are_questions_and_lines_between_go_on() -> None:
    text = "You asked:\n\n1. The cost of paint\n\nsince 2019\n\n2. Who paid for it?\n\nThe paint cost £9.\n"
    assert readings(text, [OPEN, OPEN, OPEN, Q, A]) == [[OPEN, Q, QQ, Q, A]]


def test_a_list_before_the_first_answer_may_be_one_of_questions() -> None:
    text = "1. Paint\n\n2. Brushes\n\nBoth are attached.\n"
    assert readings(text, [OPEN, OPEN, A]) == [[Q, Q, A]]


def test_items_beside_an_answer_are_answers() -> None:
    text = "1. How many?\n\n2. Since when?\n\n1. Nine\n\n2. 2019\n\nYours sincerely\n"
    assert readings(text, [Q, Q, A, CLOSE, CLOSE]) == [[Q, Q, A, A, CLOSE]]


def test_a_list_that_is_whole_makes_no_other_reading() -> None:
    assert readings("1. How many?\n\n2. Since when?\n\n1. Nine\n\n2. 2019\n", [Q, Q, A, A]) == []


def test_a_number_alone_belongs_to_the_words_under_it_and_lists_in_lists_are_two() -> None:
    text = "1.\n\nPaint\n\n(a) colour\n\n(b) cost\n\n2.\n\nBrushes\n"
    assert lists_of(logical_lines(text, look_through(text))) == [[1, 5], [2, 3]]


def test_the_number_of_the_next_item_is_no_part_of_a_question() -> None:
    text = "1.\n\nPaint\n\n2.\n\nBrushes\n\nBoth are attached.\n"
    assert readings(text, [LABEL, OPEN, LABEL, OPEN, A]) == [[LABEL, Q, LABEL, Q, A]]
