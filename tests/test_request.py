from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.restating import Restating
from nlp.answering import by_request
from nlp.errors import FoiError
from nlp.injected import Likeness
from nlp.linking import Block
from nlp.request import Request, RequestQuestion, read_request
from nlp.words import words_of

REQUEST = """\
Dear Sir or Madam,

Under the Freedom of Information Act I would like to know:

1. How many street trees did you plant
   in each of the last three years?
2. Do you have:
a) a tree strategy
b) a tree officer, and if so
what is their grade?

3) What did felling cost in 2022/23?
Please give this by month.

Please reply by e-mail. If any of this takes too long, tell me.
Yours faithfully,
A Requester
"""
TREES = Request(
    (
        RequestQuestion("1", "How many street trees did you plant in each of the last three years?"),
        RequestQuestion("2", "Do you have a tree strategy? Please send it."),
        RequestQuestion("3", "What did the felling of trees cost in the year 2022/23? Please give this by month."),
    )
)


def asked(tmp_path: Path, text: str, name: str = "request.txt") -> list[tuple[str, str]]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return [(one.id, one.words) for one in read_request(file).questions]


def likeness(*texts: str) -> Likeness:
    inside, over = Restating.of(TREES).shares([words_of(text) for text in texts])
    return Likeness(inside.tolist(), over.tolist())


def block(identifier: str, line: int, *, question: bool = True) -> Block:
    return Block(question, line, line, 100 * line, 100 * line + 50, (identifier,))


def test_a_request_as_it_was_sent(tmp_path: Path) -> None:
    assert asked(tmp_path, REQUEST) == [
        ("1", "How many street trees did you plant in each of the last three years?"),
        ("2", "Do you have:"),
        ("2a", "a tree strategy"),
        ("2b", "a tree officer, and if so what is their grade?"),
        ("3", "What did felling cost in 2022/23? Please give this by month."),
    ]


def test_stems_want_no_answer(tmp_path: Path) -> None:
    (tmp_path / "request.txt").write_text(REQUEST, encoding="utf-8")
    assert [one.id for one in read_request(tmp_path / "request.txt").leaves] == ["1", "2a", "2b", "3"]


def test_a_bare_list(tmp_path: Path) -> None:
    found = asked(tmp_path, "How many trees are there?\nWho looks after them?\n\nA copy of the tree strategy\n")
    assert found == [
        ("1", "How many trees are there?"),
        ("2", "Who looks after them?"),
        ("3", "A copy of the tree strategy"),
    ]


def test_questions_in_sentences(tmp_path: Path) -> None:
    text = (
        "Dear Council,\n\nCould you tell me how many libraries you run? I also need the staff of each.\n\nMany thanks\n"
    )
    assert asked(tmp_path, text) == [
        ("1", "Could you tell me how many libraries you run?"),
        ("2", "I also need the staff of each."),
    ]


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        (
            (
                "Dear Oakmere Council,\n\nUnder the Freedom of Information Act, I would like to request the number of"
                " potholes in 2022.\n\nYours faithfully,\n\nA Requester"
            ),
            ["Under the Freedom of Information Act, I would like to request the number of potholes in 2022."],
        ),
        (
            "Dear Council,\nIn 2022, how many potholes were there? For each, please give the cost.\nYours,\nA. Other",
            ["In 2022, how many potholes were there? For each, please give the cost."],
        ),
        ("Hello,\nPlease could you send me the contract?\nThanks", ["Please could you send me the contract?"]),
        (
            "Dear Sir\n\nMy request concerns felled trees since 2020, by ward.\n\nRegards\nA",
            ["My request concerns felled trees since 2020, by ward."],
        ),
    ],
)
def test_a_request_without_numbers(tmp_path: Path, text: str, questions: list[str]) -> None:
    assert [words for _, words in asked(tmp_path, text)] == questions


def test_numbers_begin_again_in_sections(tmp_path: Path) -> None:
    text = "Section A: Staff\n1. How many staff?\n2. How many posts?\n\nSection B: Costs\n1. What costs?\n2. Why?"
    assert [number for number, _ in asked(tmp_path, text)] == ["a1", "a2", "b1", "b2"]


def test_a_number_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FoiError, match="two questions 1"):
        asked(tmp_path, "STAFF\n1. How many staff?\n2. How many posts?\n\nCOSTS\n1. What costs?\n2. Why?")


def test_roman_numerals_are_no_parts_of_each_other(tmp_path: Path) -> None:
    (tmp_path / "request.txt").write_text("(i) How many?\n(ii) Why?\n(iii) When?\n(iv) Who?", encoding="utf-8")
    assert [one.id for one in read_request(tmp_path / "request.txt").leaves] == ["i", "ii", "iii", "iv"]


def test_a_labelled_letter_is_a_request(tmp_path: Path) -> None:
    letter = (
        "---\nauthority: Oakmere Council\nkind: council\nlayout: list\ntopic: trees\n---\n"
        "7. [[Q 7]]How many trees?[[/Q]]\n[[A 7 | provided]]Nine hundred.[[/A]]\n"
    )
    assert asked(tmp_path, letter, "reply.letter") == [("7", "How many trees?")]


@pytest.mark.parametrize("text", ["Dear Council,\n\nThank you.\n\nYours,\nA Requester\n", " \n"])
def test_a_file_without_questions_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(FoiError, match=r"request\.txt"):
        asked(tmp_path, text)


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.mktemp("requests") / "request.txt"
    file.write_bytes(text.encode("utf-8", "ignore"))
    try:
        questions = read_request(file).questions
    except FoiError:
        return
    assert all(one.id and one.words for one in questions)
    assert len({one.id for one in questions}) == len(questions)


def test_questions_are_known_in_other_words() -> None:
    found = likeness(
        "How many street trees did you plant",
        "How rnany street trees did vou plant in each of the last three years",
        "The total cost of felling in 2022/23, by month",
        "We have three libraries and a museum.",
    )
    best = [max(range(3), key=row.__getitem__) for row in found.inside]
    assert best[:3] == [0, 0, 2]
    assert max(found.inside[0]) > 0.9
    assert max(found.inside[1]) > 0.6
    assert max(found.inside[3]) < 0.3


def test_letters_that_number_otherwise_get_the_requests_numbers() -> None:
    found = by_request(
        [block("4", 0), block("4", 1, question=False), block("5", 2), block("5", 3, question=False)],
        TREES,
        likeness("What did the felling of trees cost?", "How many street trees did you plant?"),
    )
    assert [one.ids for one in found] == [("3",), ("3",), ("1",), ("1",), ("2",)]
    assert found[-1].start == found[-1].end == found[3].end


def test_questions_put_together_get_both_numbers() -> None:
    both = f"{TREES.questions[0].words} {TREES.questions[1].words}"
    found = by_request(
        [block("1", 0), block("1", 1, question=False), block("2", 2), block("2", 3, question=False)],
        TREES,
        likeness(both, TREES.questions[2].words),
    )
    assert [one.ids for one in found] == [("1", "2"), ("1", "2"), ("3",), ("3",)]


def test_a_question_of_the_letters_own_keeps_its_number() -> None:
    found = by_request(
        [block("9", 0), block("9", 1, question=False)], TREES, likeness("Who may we contact about this reply?")
    )
    assert [one.ids for one in found[:2]] == [("9",), ("9",)]


def test_a_question_that_none_asked_is_not_taken_for_one_of_the_request() -> None:
    found = by_request(
        [block("1", 0), block("1", 1, question=False), block("2", 2), block("2", 3, question=False)],
        TREES,
        likeness("Do you have a tree strategy?", "Who may we contact about this reply?"),
    )
    # an answer to one question of three tells nothing of the others
    assert [one.ids for one in found] == [("2",), ("2",), ("4",), ("4",)]


def test_a_letter_that_counts_from_one_again() -> None:
    found = by_request(
        [block("1", 0), block("1", 1, question=False), block("1", 2), block("1", 3, question=False)],
        TREES,
        likeness(TREES.questions[0].words, TREES.questions[2].words),
    )
    assert [one.ids for one in found] == [("1",), ("1",), ("3",), ("3",), ("2",)]


def test_a_letter_answered_as_a_whole_leaves_nothing_out() -> None:
    whole = block("*", 3, question=False)
    assert by_request([whole], TREES, likeness()) == [whole]


@given(st.lists(st.sampled_from([*"123459", "*", "2a"]), max_size=6))
def test_every_question_is_answered_or_left_out(ids: list[str]) -> None:
    blocks = [block(one, line, question=False) for line, one in enumerate(ids)]
    found = by_request(blocks, TREES, Likeness([], []))
    answered = {one for each in found for one in each.ids}
    few = len({one[0] for one in ids} & {"1", "2", "3"}) < 2
    assert few or "*" in ids or {one[0] for one in answered} >= {"1", "2", "3"}
    assert not few or len(found) == len(blocks)
    assert found[: len(blocks)] == blocks


def test_questions_that_begin_like_a_greeting_or_a_farewell(tmp_path: Path) -> None:
    words = [
        "To whom was the contract awarded?",
        "Good day nursery places offered?",
        "Hi vis jackets bought?",
        "Regards paid to whom?",
        "Sincerely held beliefs recorded?",
    ]
    numbered = "".join(f"{number}. {one}\n" for number, one in enumerate(words, 1))
    assert [one for _, one in asked(tmp_path, numbered)] == words
    assert [one for _, one in asked(tmp_path, "\n".join(words))] == words
