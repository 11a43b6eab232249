"""The ``.letter`` format: what is read, what is written, and what is refused."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nlp.errors import BadLabels
from nlp.labelled import (
    KINDS,
    file_line,
    find_mistakes,
    format_labelled,
    normal_id,
    parse_labelled,
    plain_text,
    read_labelled,
)
from nlp.types import Answer, Bound, LabelledLetter, Quantity, Question, Status, Value
from nlp.values import format_value, parse_value
from training.corpus import TEST, TRAIN, labelled_files

HEADER = "---\nauthority: Millbrook Council\nkind: council\nlayout: numbered\ntopic: trees\n---\n"
BODY = (
    "Dear Ms Oak,\n\n1. [[Q 1]]How many trees were felled?[[/Q]]\n"
    "[[A 1 | provided + refused]]We felled [[N 31000..33000 | trees | per=year | period=2022/23]]"
    "between 31,000 and 33,000[[/N]] of them.[[/A]]\n"
    "2a. [[Q 2a]]Who felled them?[[/Q]]\t[[A 2a | unanswered]][[/A]]\n"
    "[[A 2b,2c | provided | col=All areas | ref=1]]As above[[/A]]\n"
)
LETTER = HEADER + BODY


def parse(body: str) -> LabelledLetter:
    return parse_labelled(HEADER + body, "post/oak-7.letter")


def test_a_letter_is_read_with_its_header_text_and_labels() -> None:
    letter = parse(BODY)
    assert letter.name == "oak-7"
    assert letter.authority == "Millbrook Council"
    assert list(letter.header) == ["authority", "kind", "layout", "topic"]
    assert letter.text == (
        "Dear Ms Oak,\n\n1. How many trees were felled?\n"
        "We felled between 31,000 and 33,000 of them.\n"
        "2a. Who felled them?\t\nAs above\n"
    )
    first, blank, pointer = letter.answers
    assert letter.text[first.start : first.end] == "We felled between 31,000 and 33,000 of them."
    assert first.statuses == (Status.PROVIDED, Status.REFUSED)
    assert first.question == letter.questions[0] == Question("1", 17, 44)
    assert [letter.text[figure.start : figure.end] for figure in first.quantities] == ["between 31,000 and 33,000"]
    assert first.quantities[0].value == Value(Bound.RANGE, 31000, 33000)
    assert (first.quantities[0].unit, first.quantities[0].per) == ("trees", "year")
    assert first.quantities[0].period == "2022/23"
    assert blank.start == blank.end == letter.text.index("\t") + 1
    assert blank.question == letter.questions[1]
    assert (pointer.questions, pointer.column, pointer.refers_to) == (
        ("2b", "2c"),
        "All areas",
        "1",
    )
    assert pointer.question is None


def test_canonical_files_are_written_back_byte_for_byte() -> None:
    assert format_labelled(parse(BODY)) == LETTER


@pytest.mark.parametrize("folder", [TRAIN, TEST], ids=["train", "test"])
def test_every_file_of_the_corpus_is_written_back_byte_for_byte(folder: Path) -> None:
    changed = [
        path.name
        for path in labelled_files(folder)
        if format_labelled(read_labelled(path)).encode() != path.read_bytes()
    ]
    assert changed == []


@pytest.mark.parametrize(
    ("spelt", "canonical"),
    [
        ("[[A Q1|provided]]Yes[[/A]]", "[[A 1 | provided]]Yes[[/A]]"),
        ("[[A 3(b), 4 | provided+refused]]Yes[[/A]]", "[[A 3b,4 | provided + refused]]Yes[[/A]]"),
        (
            "[[A 1 | provided | ref=2 | col=May]]Yes[[/A]]",
            "[[A 1 | provided | col=May | ref=2]]Yes[[/A]]",
        ),
        (
            "[[A 1 | provided]][[N 31,069.50 | Babies]]31,069.50[[/N]][[/A]]",
            "[[A 1 | provided]][[N 31069.5 | babies]]31,069.50[[/N]][[/A]]",
        ),
    ],
)
def test_other_spellings_are_read_and_written_canonically(spelt: str, canonical: str) -> None:
    assert format_labelled(parse(spelt)) == HEADER + canonical


def test_line_ends_of_the_letter_are_kept_and_those_of_the_header_do_not_matter() -> None:
    letter = parse_labelled(LETTER.replace("\n", "\r\n"), "oak.letter")
    assert letter.text == parse(BODY).text.replace("\n", "\r\n")
    assert letter.header == parse(BODY).header


def test_the_question_of_an_answer_is_the_one_printed_last_before_it() -> None:
    letter = parse(
        "[[A 1 | provided]]Nil[[/A]] [[Q 1]]How many?[[/Q]] [[Q 1]]How many now?[[/Q]] [[A 1 | provided]]Six[[/A]]"
    )
    assert [answer.question for answer in letter.answers] == list(letter.questions)


VALUES = [
    ("31069", Value(Bound.EXACT, 31069, 31069)),
    ("-2.4", Value(Bound.EXACT, -2.4, -2.4)),
    ("31000..33000", Value(Bound.RANGE, 31000, 33000)),
    ("-3..-1.5", Value(Bound.RANGE, -3, -1.5)),
    (">=80", Value(Bound.AT_LEAST, 80, None)),
    (">80", Value(Bound.MORE_THAN, 80, None)),
    ("<=18", Value(Bound.AT_MOST, None, 18)),
    ("<5", Value(Bound.LESS_THAN, None, 5)),
    ("~200", Value(Bound.ABOUT, 200, 200)),
    ("?", Value(Bound.SUPPRESSED, None, None)),
]


@pytest.mark.parametrize(("written", "value"), VALUES)
def test_values_are_read_and_written(written: str, value: Value) -> None:
    assert parse_value(written) == value
    assert format_value(value) == written


@pytest.mark.parametrize("written", ["", "five", "1..", "5..3", "=4", "<~4", "1e3", "٣", "1 000", "??", "9" * 400])
def test_what_is_no_value_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"write|check"):
        parse_value(written)


@pytest.mark.parametrize(
    "value",
    [
        Value(Bound.EXACT, 1, 2),
        Value(Bound.EXACT, None, None),
        Value(Bound.AT_LEAST, 1, 1),
        Value(Bound.SUPPRESSED, 1, None),
        Value(Bound.RANGE, 1, float("inf")),
        Value(Bound.ABOUT, float("nan"), float("nan")),
    ],
)
def test_values_whose_ends_do_not_suit_their_bound_are_not_written(value: Value) -> None:
    with pytest.raises(ValueError, match=r"suit|cannot"):
        format_value(value)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("1", "1"),
        ("Q3 (b)", "3b"),
        ("Question 2.1", "2.1"),
        ("Questions 3", "3"),
        ("Qs 3", "3"),
        ("Query 3", "3"),
        ("q. 4.a.ii", "4aii"),
        ("12.", "12"),
        ("*", "*"),
        ("B)", "b"),
        ("", ""),
    ],
)
def test_question_ids_have_one_normal_form(written: str, normal: str) -> None:
    assert normal_id(written) == normal


REFUSED = [
    ("[[A 1 | given]]Yes[[/A]]", 7, "'given' is no status"),
    ("[[A 1 | provided + provided]]Yes[[/A]]", 7, "a status twice"),
    ("[[A 1]]Yes[[/A]]", 7, "incomplete"),
    ("[[A | provided]]Yes[[/A]]", 7, "no question's number"),
    ("[[A 1, | provided]]Yes[[/A]]", 7, "no question's number"),
    ("[[A 1 | provided | colour=red]]Yes[[/A]]", 7, "'colour=red' does not belong"),
    ("[[A 1 | provided | col=May | col=June]]Yes[[/A]]", 7, "'col=June' does not belong"),
    ("[[A 1 | provided | col=]]Yes[[/A]]", 7, "'col=' does not belong"),
    ("[[A 1 | provided]][[/A]]", 7, "holds no words"),
    ("[[A 1 | provided]] Yes[[/A]]", 7, "white space at the edge"),
    ("[[A 1 | provided]]Yes\n[[/A]]", 7, "white space at the edge"),
    ("\n[[Q 1]][[/Q]][[A 1 | provided]]Yes[[/A]]", 8, "holds no words"),
    ("[[Q 1]]How? [[/Q]][[A 1 | provided]]Yes[[/A]]", 7, "white space at the edge"),
    ("[[Q]]How?[[/Q]][[A 1 | provided]]Yes[[/A]]", 7, "no question's number"),
    ("[[Q 1,2]]How?[[/Q]][[A 1 | provided]]Yes[[/A]]", 7, "no question's number"),
    ("[[Q 1]]How [[A 1 | provided]]Yes[[/A]][[/Q]]", 7, "stands inside [[Q…]]"),
    ("[[A 1 | provided]]Yes [[Q 2]]How?[[/Q]][[/A]]", 7, "stands inside [[A…]]"),
    ("[[A 1 | provided]]Yes [[A 2 | provided]]No[[/A]][[/A]]", 7, "stands inside [[A…]]"),
    ("[[Q 1]]Why [[N 5 | trees]]5[[/N]]?[[/Q]]", 7, "outside an answer"),
    ("[[A 1 | provided]]Yes[[/A]]\n\n[[N 5 | trees]]5[[/N]]", 9, "outside an answer"),
    (
        "[[A 1 | provided]][[N 5 | trees]]5 [[N 6 | trees]]6[[/N]][[/N]][[/A]]",
        7,
        "outside an answer",
    ),
    ("[[A 1 | provided]]Yes\n[[N five | trees]]5[[/N]][[/A]]", 8, "'five' is no value"),
    ("[[A 1 | provided]]Yes\n[[N 9..5 | trees]]5[[/N]][[/A]]", 8, "runs backwards"),
    ("[[A 1 | provided]]Yes\n[[N 5]]5[[/N]][[/A]]", 8, "incomplete"),
    ("[[A 1 | provided]]Yes\n[[N 5 | trees]][[/N]][[/A]]", 8, "holds no words"),
    ("[[A 1 | provided]]Yes [[N 5 | trees]]5 [[/N]]trees[[/A]]", 7, "white space at the edge"),
    ("[[A 1 | provided]]Yes [[N 5 | trees | col=x]]5[[/N]][[/A]]", 7, "does not belong"),
    ("[[A 1 | provided]]Yes [[N 5 | trees]]5[[/A]][[/N]]", 7, "closes nothing"),
    ("Yes\n[[/A]]", 8, "closes nothing"),
    ("\n[[A 1 | provided]]Yes", 8, "never closed"),
    ("[[A 1 | provided]]Yes[[/A]]\n\nsee [[note 5]]", 9, "belongs to no label"),
    ("[[A 1 | provided]]Yes[[/A]]\n]]", 8, "belongs to no label"),
    ("[[A1 | provided]]Yes[[/A]]", 7, "belongs to no label"),
    ("[[[A 1 | provided]][Yes][[/A]]", 1, "move the label off the bracket"),
    ("Nothing at all", 1, "the letter has no answer"),
]


@pytest.mark.parametrize(("body", "line", "sentence"), REFUSED)
def test_broken_labels_are_refused_with_file_line_and_remedy(body: str, line: int, sentence: str) -> None:
    with pytest.raises(BadLabels) as refusal:
        parse(body)
    assert str(refusal.value).startswith(f"post/oak-7.letter, line {line}: ")
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("header", "line", "sentence"),
    [
        ("", 1, "no closed header"),
        ("---\nauthority: A\n", 1, "no closed header"),
        (HEADER.replace("topic: trees\n", ""), 1, "lacks 'topic'"),
        (HEADER.replace("topic: trees", "topic:"), 1, "lacks 'topic'"),
        (HEADER.replace("kind: council", "kind: bakery"), 1, "'bakery' is no kind"),
        (HEADER.replace("topic: trees", "topic trees"), 5, "no header line"),
        (HEADER.replace("layout: numbered", "kind: police"), 4, "gives 'kind' twice"),
    ],
)
def test_broken_headers_are_refused(header: str, line: int, sentence: str) -> None:
    with pytest.raises(BadLabels) as refusal:
        parse_labelled(f"{header}[[A * | provided]]Yes[[/A]]", "x.letter")
    assert str(refusal.value).startswith(f"x.letter, line {line}: ")
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Dear [[Ms]] Oak, how many? Six of them."},
        {"answers": (Answer(("1",), (Status.PROVIDED,), 5, 99),)},
        {
            "answers": (
                Answer(("1",), (Status.PROVIDED,), 0, 4),
                Answer(("2",), (Status.PROVIDED,), 3, 8),
            )
        },
        {"answers": (Answer(("1",), (Status.PROVIDED,), 0, 4, column="May | June"),)},
        {"answers": (Answer(("1",), (Status.PROVIDED,), 0, 4, column="[May]"),)},
        {"answers": (Answer(("1",), (Status.PROVIDED,), 0, 4, column=" May"),)},
        {"answers": (Answer(("1",), (Status.PROVIDED,), 0, 5),)},
        {"answers": (Answer((), (Status.PROVIDED,), 0, 4),)},
        {"answers": (Answer(("1",), (), 0, 4),)},
        {"questions": (Question("Q1", 0, 4),)},
        {"questions": (Question("1", 0, 0),)},
        {"header": {"authority": "Millbrook"}},
        {
            "answers": (
                Answer(
                    ("1",),
                    (Status.PROVIDED,),
                    0,
                    4,
                    quantities=(Quantity(0, 8, Value(Bound.EXACT, 1, 1), "trees"),),
                ),
            )
        },
        {
            "answers": (
                Answer(
                    ("1",),
                    (Status.PROVIDED,),
                    0,
                    4,
                    quantities=(Quantity(0, 4, Value(Bound.EXACT, 1, 1), "Trees"),),
                ),
            )
        },
        {
            "answers": (
                Answer(
                    ("1",),
                    (Status.PROVIDED,),
                    0,
                    4,
                    quantities=(Quantity(0, 4, Value(Bound.EXACT, 1, 2), "trees"),),
                ),
            )
        },
    ],
)
def test_what_could_not_be_read_back_is_not_written(change: dict[str, object]) -> None:
    letter = LabelledLetter(
        "oak",
        "Dear Ms Oak, how many? Six of them.",
        dict(parse(BODY).header),
        (),
        (Answer(("1",), (Status.PROVIDED,), 23, 35),),
    )
    assert parse_labelled(format_labelled(letter), "oak") == letter
    with pytest.raises(BadLabels, match="oak"):
        format_labelled(replace(letter, **change))  # type: ignore[arg-type]


def test_plain_text_drops_header_and_labels_even_where_they_make_no_sense() -> None:
    assert plain_text(LETTER) == parse(BODY).text
    assert plain_text("no header [[Q 1]]but[[/Q]] [[labels]] [[A]]") == "no header but [[labels]] "


@pytest.mark.parametrize("fill", [" ", "9", "[", "]", "[[", "]]", "[[A ", "[[Q 1", "[[/A]]", "---\n", "|", "\n---"])
def test_reading_takes_time_in_proportion_to_the_length(fill: str) -> None:
    body = "[[Q" + fill * (200_000 // len(fill))
    started = time.process_time()
    plain_text(HEADER.removesuffix("---\n") + body)
    with pytest.raises(BadLabels):
        parse(body)
    assert time.process_time() - started < 2


PLAIN = st.text(st.sampled_from("abc19 .,:|=+[]é£–\n\r\t<>/*-\u2028\x0c𝟘"), max_size=12)
WORDS = PLAIN.map(str.strip).filter(bool)
FIELD = st.text(st.sampled_from("abcXYZ19 .,:=+é£–<>/*-"), max_size=8).map(str.strip).filter(bool)
IDS = st.sampled_from(["*", "1", "2", "3b", "4aii", "2.1", "b", "q"])
NUMBERS = st.floats(-1e12, 1e12, allow_nan=False).map(lambda number: number + 0.0) | st.integers(-(10**6), 10**6).map(
    float
)
STATUSES = st.lists(st.sampled_from(Status), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def values(draw: st.DrawFn) -> Value:
    bound, low, high = draw(st.sampled_from(Bound)), draw(NUMBERS), draw(NUMBERS)
    match bound:
        case Bound.SUPPRESSED:
            return Value(bound, None, None)
        case Bound.RANGE:
            return Value(bound, min(low, high), max(low, high))
        case Bound.LESS_THAN | Bound.AT_MOST:
            return Value(bound, None, high)
        case Bound.MORE_THAN | Bound.AT_LEAST:
            return Value(bound, low, None)
        case _:
            return Value(bound, low, low)


@st.composite
def labelled_letters(draw: st.DrawFn) -> LabelledLetter:
    text = draw(PLAIN)
    questions: list[Question] = []
    answers: list[Answer] = []
    for kind in draw(st.lists(st.sampled_from("QAB"), min_size=1, max_size=6)):
        start = len(text)
        if kind == "Q":
            text += draw(WORDS)
            questions.append(Question(draw(IDS), start, len(text)))
        elif kind == "B":
            answers.append(Answer((draw(IDS),), (Status.UNANSWERED,), start, start, column=draw(st.none() | FIELD)))
        else:
            figures: list[Quantity] = []
            text += draw(st.just("") | WORDS)
            for _ in range(draw(st.integers(0, 3))):
                place = len(text)
                text += draw(WORDS)
                unit = draw(st.just("GBP") | FIELD.map(str.lower))
                per, period = draw(st.none() | FIELD), draw(st.none() | FIELD)
                figures.append(Quantity(place, len(text), draw(values()), unit, per, period))
            text += draw(WORDS)
            ids = tuple(draw(st.lists(IDS, min_size=1, max_size=3)))
            column, ref = draw(st.none() | FIELD), draw(st.none() | IDS)
            answers.append(
                Answer(
                    ids,
                    draw(STATUSES),
                    start,
                    len(text),
                    column=column,
                    refers_to=ref,
                    quantities=tuple(figures),
                )
            )
        text += draw(PLAIN)
    assume(answers and "[[" not in text and "]]" not in text)
    header = {
        "authority": draw(FIELD),
        "kind": draw(st.sampled_from(KINDS)),
        "layout": draw(FIELD),
        "topic": draw(FIELD),
    }
    return LabelledLetter("any", text, header, tuple(questions), tuple(answers))


@given(labelled_letters())
def test_labels_in_labels_out(letter: LabelledLetter) -> None:
    written = format_labelled(letter)
    back = parse_labelled(written, "folder/any.letter")
    assert replace(back, answers=tuple(replace(answer, question=None) for answer in back.answers)) == letter
    assert format_labelled(back) == written
    assert plain_text(written) == letter.text


@given(st.text(st.sampled_from("[]/QAN |1+=\n-a"), max_size=60))
def test_any_body_is_read_or_refused(body: str) -> None:
    try:
        letter = parse(body)
    except BadLabels:
        return
    assert parse_labelled(format_labelled(letter), "post/oak-7.letter") == letter


SEVERAL = [
    (
        "[[A 1 | given]]Yes [[/A]]\n[[N 5 | trees]]5[[/N]]\n[[A 2 | provided]][[N five | trees]]5[[/N]][[/A]]",
        [(7, "white space"), (7, "'given' is no status"), (8, "outside an answer"), (9, "'five' is no value")],
    ),
    ("[[A 1 | provided]]Yes\n[[Q 2]]How?[[/Q]]\n[[A 2 | given]]No[[/A]]", [(8, "stands inside"), (9, "no status")]),
    ("[[Q 1]]How [[A 1 | provided]]Yes[[/A]][[/Q]]", [(7, "stands inside")]),
    ("[[A1 | provided]]Yes[[/A]]", [(7, "belongs to no label")]),
    ("[[A 1 | provided]]Yes[[/ A]]\n[[A 2 | provided]]No[[/A]]", [(7, "belongs to no label")]),
    ("[[A 1 | provided]]Yes [[N 5 | trees]]5[[/A]][[/N]]\n[[/A]]", [(7, "closes nothing"), (8, "closes nothing")]),
    ("[[A 1 | provided]]Yes\n[[note 5]] and\n[[note 6]][[/A]]", [(8, "no label"), (9, "no label")]),
    ("[[A 1 | provided]]Yes [[N 5 | trees]]5", [(7, "[[A 1 | provided]] is never"), (7, "[[N 5 | trees]] is never")]),
]


@pytest.mark.parametrize(("body", "expected"), SEVERAL)
def test_every_mistake_is_told_and_each_once(body: str, expected: list[tuple[int, str]]) -> None:
    mistakes = find_mistakes(HEADER + body)
    assert [mistake.line for mistake in mistakes] == [line for line, _ in expected]
    assert all(words in mistake.sentence for mistake, (_, words) in zip(mistakes, expected, strict=True))


def test_mistakes_in_header_and_body_are_told_together() -> None:
    header = HEADER.replace("kind: council", "kind: bakery").replace("topic: trees", "topic")
    found = [mistake.sentence for mistake in find_mistakes(header + "[[A 1 | given]]Yes[[/A]]")]
    assert [words.split("; ")[0] for words in found] == [
        "'topic' is no header line",
        "the header lacks 'topic'",
        "'bakery' is no kind of authority",
        "'given' is no status",
    ]


TAGS = ("[[A 1 | provided]]", "[[A 1 | given]]", "[[/A]]", "[[Q 1]]", "[[/Q]]", "[[N 5 | t]]", "[[N x | y]]", "[[/N]]")
STRAY = ("[[", "]]", "[[A1]]", "[[/ A]]", "[", " ", "\n", "5", "Yes", "|")


@given(st.lists(st.sampled_from(TAGS + STRAY), max_size=24).map("".join))
def test_there_are_mistakes_exactly_where_a_letter_is_refused_and_the_first_is_the_reason(body: str) -> None:
    mistakes = find_mistakes(HEADER + body)
    if not mistakes:
        parse(body)
        return
    with pytest.raises(BadLabels) as refusal:
        parse(body)
    assert str(refusal.value) == f"post/oak-7.letter, line {mistakes[0].line}: {mistakes[0].sentence}."


@pytest.mark.parametrize(
    "fill", ["[[A 1 | x]]", "[[N 5 | t]]a", "[[A1]]", "[[/A]]", "[[/ A]]", "[[Q 1]] [[A 1 | given]]"]
)
def test_all_mistakes_are_found_in_time_in_proportion_to_the_length(fill: str) -> None:
    started = time.process_time()
    assert find_mistakes(HEADER + fill * (200_000 // len(fill)))
    assert time.process_time() - started < 4


@given(st.data())
def test_a_place_in_a_letter_has_its_line_in_the_file(data: st.DataObject) -> None:
    letter = parse(BODY)
    place = data.draw(st.integers(0, len(letter.text) - 1))
    assert file_line(LETTER, place) == HEADER.count("\n") + letter.text.count("\n", 0, place) + 1
