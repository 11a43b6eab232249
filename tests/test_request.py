from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.restating import Restating
from nlp.answering import by_request
from nlp.blocks import Block
from nlp.errors import FoiError
from nlp.injected import Likeness
from nlp.numbering import MarkerKind
from nlp.request import read_request
from nlp.types import Request, RequestQuestion
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
    return Block(question, line, line, 100 * line, 100 * line + 50, (identifier,), MarkerKind.NUMBER)


def test_a_request_as_it_was_sent(tmp_path: Path) -> None:
    assert asked(tmp_path, REQUEST) == [
        ("1", "How many street trees did you plant in each of the last three years?"),
        ("2", "Do you have:"),
        ("2a", "a tree strategy"),
        ("2b", "a tree officer, and if so what is their grade?"),
        ("3", "What did felling cost in 2022/23? Please give this by month."),
    ]


def test_items_of_a_sentence_are_no_questions(tmp_path: Path) -> None:
    bullets = ["How many seats are (a) taken and (b) free?", "Who keeps the list of them?", "What does a seat cost?"]
    assert asked(tmp_path, "Hello,\n\nPlease tell me:\n\n" + "".join(f"- {one}\n" for one in bullets)) == [
        (str(number), one) for number, one in enumerate(bullets, start=1)
    ]
    apart = "1. Boats: (a) How many have you? (b) How old are they?\n2. Who pays?\n"
    assert [one for one, _ in asked(tmp_path, apart)] == ["1", "1a", "1b", "2"]
    together = "a) How many beds are there? b) How many are empty? c) Who pays?\n"
    assert [one for one, _ in asked(tmp_path, together)] == ["a", "b", "c"]
    spent = "What was spent in (a) 2021-22, (b) 2022-23 and (c) 2023-24? Please say on what."
    assert asked(tmp_path, f"1) How many seats are there?\n2) {spent}\n3) Who pays?\n")[1] == ("2", spent)


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


def test_a_letter_without_questions_and_numbers_leaves_nothing_out() -> None:
    told = [replace(block(one, line, question=False), kind=None) for line, one in enumerate("12")]
    assert by_request(told, TREES, likeness()) == told


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


@pytest.mark.parametrize("shape", ["{}. ", "{}) ", "({}) ", "Q{}. ", "Question {}: "])
def test_numbers_go_on_beyond_99(tmp_path: Path, shape: str) -> None:
    text = "".join(f"{shape.format(number)}How many trees of kind {number}?\n" for number in range(1, 121))
    assert asked(tmp_path, f"Dear Council,\n\n{text}\nYours,\nA Requester") == [
        (str(number), f"How many trees of kind {number}?") for number in range(1, 121)
    ]


def test_a_number_that_follows_no_other_is_a_figure(tmp_path: Path) -> None:
    text = "1. How many of these did you fell?\n100. of them were oaks\n2. Why?\n250. Others\n"
    assert [number for number, _ in asked(tmp_path, text)] == ["1", "2"]


@pytest.mark.parametrize("shape", ["{}) ", "({}) ", "{}. "])
@pytest.mark.parametrize("end", ["", "?", "."])
def test_letters_go_on_beyond_i(tmp_path: Path, shape: str, end: str) -> None:
    parts = [(letter, f"how many trees of kind {letter}{letter}{end}") for letter in ascii_lowercase]
    text = "".join(f"{shape.format(letter)}{words}\n" for letter, words in parts)
    assert asked(tmp_path, f"Dear Council,\n\n{text}\nYours,\nA Requester") == parts
    assert asked(tmp_path, f"1. Do you hold:\n{text}2. Why?\n") == [
        ("1", "Do you hold:"),
        *((f"1{letter}", words) for letter, words in parts),
        ("2", "Why?"),
    ]


@pytest.mark.parametrize("shape", ["1{}) ", "1({}) ", "1. ({}) ", "Q1{}. "])
def test_letters_after_a_number_go_on_beyond_i(tmp_path: Path, shape: str) -> None:
    parts = [(f"1{letter}", f"How many trees of kind {letter}{letter}") for letter in ascii_lowercase[:14]]
    text = "".join(f"{shape.format(number[1:])}{words}\n" for number, words in parts)
    assert asked(tmp_path, f"{text}2. Why?\n") == [*parts, ("2", "Why?")]


@pytest.mark.parametrize("mark", ["- ", "• ", "* ", "– ", ""])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "over",
    [
        "Please supply:",
        "Please provide the following:",
        "I would like to know:",
        "Under the Freedom of Information Act 2000, please send me the following information:",
        "Could you please let me have, for the last year:",
        "My questions are:",
    ],
)
def test_a_list_under_what_asks_for_it_is_whole(tmp_path: Path, over: str, gap: str, mark: str) -> None:
    parts = ["The number of trees felled in 2022", "The cost of felling", "A copy of the tree strategy"]
    listed = "\n".join(f"{mark}{part}" for part in parts)
    numbered = list(zip("123", parts, strict=True))
    letter = "Dear Council,\n\n{}\n\nI look forward to hearing from you.\n\nYours faithfully,\nA Requester\n"
    assert asked(tmp_path, letter.format(f"{over}{gap}{listed}")) == numbered
    assert asked(tmp_path, f"{over}{gap}{listed}\n") == numbered
    also = f"How many staff have you?\n\n{over}{gap}{listed}\n\nThe law gives you 20 working days."
    assert asked(tmp_path, letter.format(also)) == [
        ("1", "How many staff have you?"),
        *((str(place), part) for place, part in enumerate(parts, start=2)),
    ]


def test_the_first_part_may_stand_beside_what_asks_for_it(tmp_path: Path) -> None:
    text = "Dear Council,\nPlease supply: the number of trees\n- their cost. Please give it by year.\nThanks\nA"
    assert [words for _, words in asked(tmp_path, text)] == [
        "the number of trees",
        "their cost. Please give it by year.",
    ]


def test_parts_of_a_question_stay_with_it(tmp_path: Path) -> None:
    text = (
        "Dear Council,\n\nWhat did you spend on\n- planting\n- felling\n\nWe are a charity.\n\nThanks,\nA Requester\n"
    )
    assert [words for _, words in asked(tmp_path, text)] == ["What did you spend on planting felling"]


def test_what_is_told_over_a_list_is_no_question(tmp_path: Path) -> None:
    text = "Dear Council,\n\nBackground:\nWe are a charity.\n\nHow many trees were felled?\n\nThanks,\nA Requester\n"
    assert [words for _, words in asked(tmp_path, text)] == ["How many trees were felled?"]


REPLY = """\
Dear Requester,

Thank you for your recent Freedom of Information request. Our answers are below.

1. How many trees did you plant?
Nine hundred.

{}If you are dissatisfied with our response, you may ask for an internal review.

Yours sincerely,
Information Officer
"""


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", r"request\.txt is empty"),
        (b"  \n", "nothing but white space"),
        (bytes(range(256)) * 20, "is not text"),
        (b"\x89PNG\r\n\x1a\n", "is a picture, not text"),
        (b"PK\x03\x04more", "is a Word document, a workbook or a zip archive, not text"),
        (
            b"letter,questions,question,column,answer,status\na.txt,1,How many?,,Seven.,provided\n",
            "what foi has written",
        ),
        (b"\xef\xbb\xbfbody,question,words,status\nAsh,1,How many?,provided\n", "what foi has written"),
        (b'{"letter": "a.txt", "answers": []}\n', "what foi has written"),
        (REPLY.format("").encode(), r"request\.txt seems to be a reply, and not the request: give the request as"),
        (REPLY.format("").replace("\n", "\r\n").encode(), "seems to be a reply"),
    ],
)
def test_another_file_is_refused_for_what_it_is(content: bytes, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "request.txt").write_bytes(content)
    with pytest.raises(FoiError, match=sentence):
        read_request(tmp_path / "request.txt")


def test_a_folder_and_nothing_are_no_request(tmp_path: Path) -> None:
    with pytest.raises(FoiError, match="is a folder: give the file that holds the request"):
        read_request(tmp_path)
    with pytest.raises(FoiError, match="does not exist"):
        read_request(tmp_path / "none.txt")


@pytest.mark.parametrize(
    "text",
    [
        # one that follows a reply, which stands below it
        "Dear Council,\n\nThank you for your letter.\n\n1. How many oaks?\n2. Why?\n\nYours,\nA\n\nFrom: Council\n"
        + REPLY.format(""),
        "Dear Council,\n\n1. How many oaks?\n2. Why?\n\nYours,\nA\n\n> " + REPLY.format("").replace("\n", "\n> "),
        # one that quotes a reply and asks on
        REPLY.format("")
        .replace("Yours sincerely", "1. How many oaks?\n2. Why?\n\nYours sincerely")
        .replace("1. How many trees did you plant?\n", ""),
        "Dear Council,\n\nWith reference to my request, I want an internal review.\n1. How many oaks?\n2. Why?",
        "letter,1. How many oaks?\n2. Why?",
        "[1] How many oaks?\n2. Why?",
    ],
)
def test_a_request_that_looks_like_something_else_is_read(tmp_path: Path, text: str) -> None:
    assert ("2", "Why?") in asked(tmp_path, text)


pieces = [
    "1.",
    "99.",
    "100)",
    "i)",
    "j)",
    "q)",
    "(z)",
    "- ",
    ":",
    "\n",
    "Please supply",
    "How?",
    " ",
    "Dear A,",
    "Thanks",
]


@given(st.binary(max_size=400) | st.lists(st.sampled_from(pieces)).map(lambda some: "".join(some).encode()))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.mktemp("requests") / "request.txt"
    file.write_bytes(content)
    try:
        questions = read_request(file).questions
    except FoiError as error:
        assert "request.txt" in str(error)  # noqa: PT017 - either will do
        return
    assert questions
    assert all(one.id and one.words.strip() for one in questions)
    assert len({one.id for one in questions}) == len(questions)
