"""Scored letters put together: whose they are, which question an answer counts for, which answer stands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from nlp.errors import FoiError
from nlp.types import Nation, Regime, Request, RequestQuestion
from scoring.campaign import Body, Campaign
from scoring.gathering import _words_in_full, natural_order, read_bodies, read_campaign
from scoring.parquet_output import SCHEMA
from scoring.results import JsonObject
from scoring.scored import read_scored
from tests.made_campaign import answer, direction, figure, ground


def letter(path: str, *answers: JsonObject, **said: str | None) -> JsonObject:
    """A scored letter; ``said`` is what it says of itself."""
    return {
        "letter": path,
        "sha256": "ab" * 32,
        "model": "cd12",
        "particulars": {
            name: value and {"value": value, "start": 0, "end": 1, "confidence": 0.9} for name, value in said.items()
        },
        "attachments": [],
        "answers": list(answers),
    }


def to(questions: str, words: str = "Seven.", status: str = "provided", **more: Any) -> JsonObject:
    return answer(status, words, questions=questions.split(), **more)


def write(path: Path, *letters: JsonObject) -> Path:
    path.write_text("".join(f"{json.dumps(one)}\n" for one in letters), encoding="utf-8")
    return path


def asked(**questions: str) -> Request:
    return Request(tuple(RequestQuestion(name.removeprefix("q"), words) for name, words in questions.items()))


def words_of(body: Body, question: str) -> list[str]:
    return [given.answer["answer"] for given in body.answers.get(question, ())]


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def read_letters(*letters: JsonObject, request: Request | None = None, bodies: Sequence[str] | None = None) -> Any:
        return read_campaign(write(tmp_path / "answers.jsonl", *letters), request, bodies)

    return read_letters


def test_what_a_letter_says_of_itself_is_the_bodys(read: Any) -> None:
    said = {"authority": "Ashbeck Council", "reference": "FOI 7", "regime": "FOISA", "nation": "scotland"}
    found: Campaign = read(letter("a.txt", to("1"), requested="2023-03-01", replied="2023-03-29", **said))
    (body,) = found.bodies
    assert (body.name, body.called, body.listed) == ("Ashbeck Council", ("Ashbeck Council",), None)
    assert (body.reference, body.regime, body.nation) == ("FOI 7", Regime.FOISA, Nation.SCOTLAND)
    assert (body.requested, body.replied) == (date(2023, 3, 1), date(2023, 3, 29))
    assert found.questions[0].id == "1"
    assert found.questions[0].words == ""


def test_what_is_late_is_told_where_all_replies_agree(read: Any) -> None:
    said = {"authority": "Ashbeck Council", "regime": "FOIA", "nation": "england_and_wales"}
    asked = {"requested": "2023-01-09"}
    soon = letter("a.txt", to("1"), replied="2023-01-16", **asked, **said)
    later = letter("b.txt", to("1"), replied="2023-03-01", **asked, **said)
    last = letter("c.txt", to("1"), replied="2023-03-02", **said)
    days = []
    for letters in ([soon], [later], [later, last], [soon, later]):
        (body,) = read(*letters).bodies
        days.append((body.days, body.late))
    assert days == [(5, False), (37, True), (38, True), (37, None)]


def test_what_is_not_sure_makes_no_body_late(read: Any) -> None:
    said = {"authority": "Ashbeck Council", "regime": "FOIA", "nation": "england_and_wales"}
    late = letter("a.txt", to("1"), requested="2023-01-09", replied="2023-03-01", **said)
    assert read(late).bodies[0].late is True
    for name in ("requested", "replied", "regime"):
        doubtful = {
            **late,
            "particulars": late["particulars"] | {name: {**late["particulars"][name], "confidence": 0.67}},
        }
        (body,) = read(doubtful).bodies
        assert (body.days, body.late) == (37, None)


@pytest.mark.parametrize(
    ("name", "late"),
    [
        ("Ashbeck High School", None),
        ("The Rushmere Multi-Academy Trust", None),
        ("Penwarden Learning Trust", None),
        ("Ashbeck School of Economics", True),
        ("Ashbeck University Hospitals NHS Trust", True),
    ],
)
def test_school_holidays_may_excuse_a_school(read: Any, name: str, late: bool | None) -> None:
    said = {"authority": name, "regime": "FOIA", "nation": "england_and_wales"}
    (body,) = read(letter("a.txt", to("1"), requested="2023-01-09", replied="2023-03-01", **said)).bodies
    assert (body.days, body.late) == (37, late)


def test_questions_without_a_request_come_as_people_count(read: Any) -> None:
    ids = ["10", "2b", "*", "1", "2a", "2", "iv", "1.2"]
    found: Campaign = read(letter("a.txt", *(to(one) for one in ids)))
    assert [question.id for question in found.questions] == ["1", "1.2", "2", "2a", "2b", "10", "iv", "*"]


def test_a_requests_questions_come_first_and_the_letters_own_after_them(read: Any) -> None:
    request = asked(q2="How many trees?", q1="Which trees?")
    found: Campaign = read(letter("a.txt", to("10"), to("1"), to("3"), to("*")), request=request)
    assert [question.id for question in found.questions] == ["2", "1", "3", "10", "*"]
    assert [question.words for question in found.questions][:3] == ["How many trees?", "Which trees?", ""]


def test_a_part_has_the_words_above_it_and_only_what_is_answered_has_a_column(read: Any) -> None:
    request = asked(q1="How many trees", q1a="in 2021?", q1b="in 2022?", q2="Why?")
    found: Campaign = read(letter("a.txt", to("1a"), to("2")), request=request)
    assert [(one.id, one.words) for one in found.questions] == [
        ("1a", "How many trees in 2021?"),
        ("1b", "How many trees in 2022?"),
        ("2", "Why?"),
    ]
    found = read(letter("a.txt", to("1"), to("2")), request=request)
    assert [one.id for one in found.questions] == ["1", "1a", "1b", "2"]


def test_an_answer_counts_for_each_of_its_questions_and_cells_stay_in_order(read: Any) -> None:
    cells = [to("1", "12", column="2021"), to("1", "14", column="2022"), to("2 3", "No."), to("3 3", "Never.")]
    (body,) = read(letter("a.txt", *cells)).bodies
    assert words_of(body, "1") == ["12", "14"]
    assert words_of(body, "2") == ["No."]
    assert words_of(body, "3") == ["No.", "Never."]


def test_where_one_question_was_asked_a_letter_as_a_whole_answers_it(read: Any) -> None:
    found: Campaign = read(letter("a.txt", to("*")), request=asked(q1="How many trees?"))
    assert [one.id for one in found.questions] == ["1"]
    assert words_of(found.bodies[0], "1") == ["Seven."]


def test_replies_under_one_name_are_one_body_and_the_latest_answer_stands(read: Any) -> None:
    (body,) = read(
        letter("z.txt", to("1", "first"), to("2", "first"), authority="The Ashbeck  Council", replied="2023-01-09"),
        letter("a.txt", to("1", "last"), authority="ASHBECK COUNCIL", replied="2023-02-01", reference="7"),
        letter("m.txt", to("1", "between"), authority="Ashbeck Council", replied="2023-01-20"),
    ).bodies
    assert body.letters == ("z.txt", "m.txt", "a.txt")
    assert words_of(body, "1") == ["last"]
    assert [given.answer["answer"] for given in body.earlier["1"]] == ["first", "between"]
    assert words_of(body, "2") == ["first"]
    assert "2" not in body.earlier
    assert (body.reference, body.replied) == ("7", date(2023, 2, 1))


@pytest.mark.parametrize(
    ("days", "in_order"),
    [
        ({"a": "2023-02-01", "b": None}, "ab"),
        ({"a": None, "b": "2023-02-01"}, "ab"),
        ({"a": "2024-06-03", "b": "2024-02-01", "c": None}, "bca"),
        ({"a": "2024-06-03", "b": None, "c": "2024-02-01"}, "cab"),
        ({"a": None, "b": "2024-06-03", "c": "2024-02-01"}, "acb"),
        ({"a": None, "b": None}, "ab"),
    ],
)
def test_letters_without_a_day_leave_the_others_in_the_order_of_their_days(
    days: dict[str, str | None], in_order: str, read: Any
) -> None:
    letters = [letter(path, to("1", path), authority="Ashbeck Council", replied=day) for path, day in days.items()]
    (body,) = read(*reversed(letters)).bodies
    assert "".join(body.letters) == in_order
    assert words_of(body, "1") == [in_order[-1]]
    assert body.replied == max((date.fromisoformat(day) for day in days.values() if day), default=None)


def test_a_later_letter_that_leaves_a_question_blank_takes_nothing_back(read: Any) -> None:
    (body,) = read(
        letter("a.txt", to("1", "12"), to("2", "", "unanswered"), authority="Ashbeck Council"),
        letter("b.txt", to("1", "", "unanswered"), to("2", "", "unanswered"), authority="Ashbeck Council"),
    ).bodies
    assert words_of(body, "1") == ["12"]
    assert [given.letter for given in body.earlier["1"]] == ["b.txt"]
    assert [given.letter for given in body.answers["2"]] == ["b.txt"]


def test_what_a_letter_leaves_out_is_no_answer(read: Any) -> None:
    gap = [to(one, "", "unanswered", left_out=True) for one in "12"]
    (body,) = read(
        letter("a.txt", to("1", "N/A", "unanswered"), authority="Ashbeck Council"),
        letter("b.txt", *gap, authority="Ashbeck Council"),
    ).bodies
    assert words_of(body, "1") == ["N/A"]
    assert body.answers.keys() == {"1"}
    assert body.earlier == {}
    assert body.left_out == {"2"}


def test_a_letter_without_a_name_is_a_body_under_its_files_name(read: Any) -> None:
    found = read(letter("post/x.txt", to("1")), letter("one/y.txt", to("1")), letter("two/y.txt", to("1")))
    assert [body.name for body in found.bodies] == ["one/y.txt", "two/y.txt", "x.txt"]
    assert all(body.called == () for body in found.bodies)


def test_a_letter_that_could_not_be_read_is_kept(read: Any) -> None:
    error = {"letter": "b.txt", "sha256": None, "model": "cd12", "error": "b.txt is empty."}
    found: Campaign = read(letter("a.txt", to("1"), authority="Ashbeck Council"), error)
    ashbeck, unread = found.bodies
    assert (unread.name, unread.letters, unread.unread, unread.answers) == (
        "b.txt",
        ("b.txt",),
        ("b.txt is empty.",),
        {},
    )
    assert ashbeck.unread == ()


def test_a_list_of_bodies_names_those_that_sent_nothing(read: Any) -> None:
    found: Campaign = read(
        letter("a.txt", to("1"), authority="the ashbeck council"),
        letter("b.txt", to("1"), authority="Quite Another Body"),
        letter("c.txt", to("1")),
        bodies=["Ashbeck Council", "Zeal Parish Council"],
    )
    assert [(body.name, body.listed, len(body.letters)) for body in found.bodies] == [
        ("Ashbeck Council", True, 1),
        ("c.txt", False, 1),
        ("Quite Another Body", False, 1),
        ("Zeal Parish Council", True, 0),
    ]


def test_a_body_of_the_list_is_found_under_other_names(read: Any) -> None:
    found: Campaign = read(
        letter("a.txt", to("1", "first"), authority="Ashbeck Borough Council", replied="2023-01-09"),
        letter("b.txt", to("1", "last"), authority="BOROUGH COUNCIL OF ASHBECK", replied="2023-02-09"),
        bodies=["Ashbeck Borough Council", "Zeal Parish Council"],
    )
    ashbeck, zeal = found.bodies
    assert ashbeck.called == ("Ashbeck Borough Council", "BOROUGH COUNCIL OF ASHBECK")
    assert words_of(ashbeck, "1") == ["last"]
    assert zeal.letters == ()


def test_a_name_that_steers_a_terminal_is_made_harmless(read: Any) -> None:
    (body,) = read(letter("a.txt", to("1"), authority="Ash\u202ebeck\x1b[2J \n Council")).bodies
    assert body.name == "Ashbeck Council"


def test_parquet_and_json_lines_make_the_same_campaign(tmp_path: Path) -> None:
    probabilities = dict.fromkeys(("not_held", "redirected", "no_service", "refused", "unanswered"), 0.02)
    letters = [
        letter(
            "a.txt",
            to(
                "1 2",
                probabilities={"provided": 0.9, **probabilities},
                quantities=[figure("exact", 7), figure("less_than", None, 5), figure("range", 1.5, 2.0)],
                grounds=[ground("12", "It costs too much.")],
                directions=[direction("foi@county.example", "email")],
                question={"start": 0, "end": 3},
            ),
            authority="Ashbeck Council",
            replied="2023-02-01",
        ),
        {"letter": "b.txt", "sha256": None, "model": "cd12", "error": "b.txt is empty."},
    ]
    parquet.write_table(pa.Table.from_pylist(letters, SCHEMA), tmp_path / "a.parquet")
    lines = read_campaign(write(tmp_path / "a.jsonl", *letters), None, None)
    assert read_campaign(tmp_path / "a.parquet", None, None) == lines
    (seven, *_) = lines.bodies[0].answers["1"][0].answer["quantities"]
    assert isinstance(seven["low"], int)


GOOD = json.dumps(
    letter(
        "a.txt",
        to(
            "1",
            quantities=[figure("exact", 7)],
            grounds=[ground("12", "It costs too much.", "cost_limit")],
            directions=[direction("foi@county.example", "email")],
            question={"start": 3, "end": 17},
            probabilities={"provided": 0.9, "refused": 0.1},
            start=20,
        ),
    )
)
SAID = '"particulars": {{"{name}": {{"value": "{value}", "start": {start}, "end": 9, "confidence": 1}}}}'


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "[]",
        "7",
        '"letter"',
        "{}",
        '{"letter": "a.txt"}',
        '{"letter": 7, "answers": []}',
        '{"letter": "a.txt", "answers": {}}',
        '{"letter": "a.txt", "answers": [7]}',
        '{"letter": "a.txt", "error": 7}',
        "{" * 100_000,
        '{"a":' * 100_000,
        "\x00",
        GOOD[:-2],
        GOOD.replace('"provided"', '"given"'),
        GOOD.replace('"exact"', '"precise"'),
        GOOD.replace('"low": 7', '"low": "7"'),
        GOOD.replace('"low": 7', '"low": NaN'),
        GOOD.replace('"low": 7', '"low": 1e999'),
        GOOD.replace('"low": 7', f'"low": {"9" * 400}'),
        GOOD.replace('"low": 7', f'"low": {"9" * 5_000}'),
        GOOD.replace('"bound": "exact", "low": 7, "high": 7', '"bound": "range", "low": 7, "high": null'),
        GOOD.replace('"low": 7, "high": 7', '"low": null, "high": null'),
        GOOD.replace('"confidence": 0.9', '"confidence": 9'),
        GOOD.replace('"questions": ["1"]', '"questions": "1"'),
        GOOD.replace('"way": "cost_limit", ', ""),
        GOOD.replace('"way": "cost_limit"', '"way": "somehow"'),
        GOOD.replace('"law": "FOIA"', '"law": "Magna Carta"'),
        GOOD.replace('"provision": "12"', '"provision": 12'),
        GOOD.replace('"means": "email", ', ""),
        GOOD.replace('"means": "email"', '"means": ["email"]'),
        *(
            GOOD.replace('"question": {"start": 3, "end": 17}', f'"question": {wrong}')
            for wrong in ('"boo"', "[1]", "{}", '{"start": "a", "end": null}', '{"start": 3, "end": 1.5}')
        ),
        GOOD.replace('"question": {"start": 3, "end": 17}, ', ""),
        *(
            GOOD.replace('"probabilities": {"provided": 0.9, "refused": 0.1}', f'"probabilities": {wrong}')
            for wrong in ('"boo"', "[0.9]", '{"given": 0.9}', '{"provided": NaN}', '{"provided": "0.9"}')
        ),
        *(GOOD.replace('"start": 20', f'"start": {wrong}') for wrong in ("true", "-1", "20.0", 2**31 + 1, 10**30)),
        GOOD.replace('{"start": 0, "end": 1, "law"', '{"start": 0, "end": -1, "law"'),
        GOOD.replace('{"start": 0, "end": 1, "means"', '{"start": 0, "means"'),
        GOOD.replace('"attachments": []', '"attachments": [{"start": 0, "end": null, "name": "a.xlsx"}]'),
        GOOD.replace('"particulars": {}', SAID.format(name="authority", value="Ashbeck", start=10**30)),
        *(
            GOOD.replace('"particulars": {}', SAID.format(name=name, value=day, start=0))
            for name in ("requested", "replied")
            for day in ("soon", "20240201", "2024-W05-4", "0001-01-01", "1989-12-31", "2100-01-01", "9999-12-31")
        ),
    ],
)
def test_a_broken_line_is_named(broken: str, tmp_path: Path) -> None:
    assert broken != GOOD
    path = tmp_path / "answers.jsonl"
    path.write_text(f"{GOOD}\n\n{broken}\n{GOOD}\n", encoding="utf-8")
    with pytest.raises(FoiError, match=r"answers\.jsonl, line 3 is no letter as foi score writes it"):
        read_campaign(path, None, None)


def test_the_first_and_the_last_day_are_counted_with(read: Any) -> None:
    said = {"authority": "Ashbeck Council", "regime": "FOIA", "nation": "england_and_wales"}
    (body,) = read(letter("a.txt", to("1"), requested="1990-01-01", replied="2099-12-31", **said)).bodies
    assert (body.requested, body.replied) == (date(1990, 1, 1), date(2099, 12, 31))
    assert body.late is True


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("none.jsonl", None, "cannot be read"),
        ("a.jsonl", b"", "holds no scored letters"),
        ("a.csv", b"letter,answer\n", "holds no scored letters"),
        ("a.xlsx", b"PK\x03\x04", "is damaged"),
        ("a.jsonl", b"\xff\xfe{\x00", "holds no scored letters"),
        ("a.parquet", b"PAR1 and more", "broken Parquet file"),
    ],
)
def test_what_is_no_output_of_scoring_is_refused(
    name: str, content: bytes | None, sentence: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(FoiError, match=sentence):
        read_campaign(tmp_path / name, None, None)


def test_another_parquet_file_is_refused(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"tree": ["oak"]}), tmp_path / "a.parquet")
    with pytest.raises(FoiError, match="row 1 is no letter"):
        read_campaign(tmp_path / "a.parquet", None, None)
    parquet.write_table(pa.Table.from_pylist([], SCHEMA), tmp_path / "a.parquet")
    with pytest.raises(FoiError, match="holds no letters"):
        read_campaign(tmp_path / "a.parquet", None, None)


def test_half_a_character_is_no_character(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", letter("a.txt", to("1", "half: \ud83c, whole: 🌳")))
    (found,) = read_scored(path)
    assert found["answers"][0]["answer"] == "half: ?, whole: 🌳"


def test_letters_scored_before_particulars_were_read_are_taken(tmp_path: Path) -> None:
    older = letter("a.txt", to("1"))
    del older["particulars"], older["attachments"], older["answers"][0]["grounds"], older["answers"][0]["directions"]
    del older["answers"][0]["left_out"]
    (body,) = read_campaign(write(tmp_path / "a.jsonl", older), None, None).bodies
    assert body.attachments == ()
    assert body.answers["1"][0].answer["grounds"] == []
    assert body.answers["1"][0].answer["left_out"] is False


@pytest.mark.parametrize(
    ("name", "content", "bodies"),
    [
        ("a.txt", "Ashbeck Council\n\n  The  Dell \nashbeck council\n", ("Ashbeck Council", "The Dell")),
        ("a.csv", 'Body,e-mail\n"Ashbeck,\nDale",x@a.example\nDell,\n', ("Ashbeck, Dale", "Dell")),
        ("a.csv", "\ufeffname\r\nDell\r\n", ("Dell",)),
        ("a.csv", "Body;e-mail\nAshbeck, Dale and Fell;x@a.example\nDell\n", ("Ashbeck, Dale and Fell", "Dell")),
        ("a.csv", '"Body";"e-mail"\n"Ashbeck; Dale";x@a.example\n', ("Ashbeck; Dale",)),
        ("a.csv", "Body\te-mail\nAshbeck, Dale\tx@a.example\n", ("Ashbeck, Dale",)),
        ("a.csv", "Body,e-mail\nDell,x@a.example; y@a.example\n", ("Dell",)),
        ("a.csv", 'Body\n"The ""Dell"" School"\nFell\n', ('The "Dell" School', "Fell")),
        ("a.txt", 'The "Dell" School\nAshbeck; Dale\n', ('The "Dell" School', "Ashbeck; Dale")),
    ],
)
def test_a_list_of_bodies_is_read(name: str, content: str, bodies: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    assert read_bodies(tmp_path / name) == bodies


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.txt", None, "does not exist"),
        ("a.txt", b"\x00\x01\x02", "is no list of bodies"),
        ("a.xlsx", b"PK\x03\x04", "is no list of bodies"),
        ("a.csv", b"Body,e-mail\n", "lists no bodies"),
        ("a.csv", b'"' + b"a " * 100_000, "is no list of bodies"),
        ("a.csv", b'Body,e-mail\n"Ashbeck Council,x\nDell Council,y\n', "quotation mark out of place, in line 3 or"),
        ("a.csv", b'Body,e-mail\n"Ashbeck" Council,x\nDell Council,y\n', "quotation mark out of place, in line 2 or"),
        ("a.csv", b'Body\nAshbeck Council,"x\nDell Council,y\n', "quotation mark out of place, in line 3 or"),
        ("a.jsonl", b"Ashbeck Council\n", "is no list of bodies"),
        ("a.JSON", b'["Ashbeck Council"]\n', "is no list of bodies"),
        ("a.html", b"Ashbeck Council\n", "is no list of bodies"),
        ("a.xlsx", b"Ashbeck Council\n", "is no list of bodies"),
        ("a.txt", b'{"letter": "a.txt"}\n', "is no list of bodies"),
        ("a.txt", b"\n <!DOCTYPE html>\n<p>Ashbeck Council</p>\n", "is no list of bodies"),
        ("a.csv", b"<table><tr><td>Ashbeck Council</td></tr></table>\n", "is no list of bodies"),
    ],
)
def test_what_is_no_list_of_bodies_is_refused(name: str, content: bytes | None, sentence: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(FoiError, match=sentence):
        read_bodies(tmp_path / name)


@given(st.lists(st.text()))
def test_any_ids_have_an_order(ids: list[str]) -> None:
    assert sorted(map(natural_order, ids)) == sorted(map(natural_order, reversed(ids)))
    assert all(question != "*" for question in sorted({*ids, "*"}, key=natural_order)[:-1])


def test_long_numbers_have_an_order() -> None:
    assert sorted(["9" * 10_000, "2", "10"], key=natural_order)[:2] == ["2", "10"]


def test_words_follow_those_of_the_question_that_they_are_a_part_of_and_of_no_numeral_before() -> None:
    asked = [("1", "Staff:"), ("1a", "How many?"), ("i", "Why?"), ("ii", "When?")]
    request = Request(tuple(RequestQuestion(*one) for one in asked))
    assert _words_in_full(request) == {"1": "Staff:", "1a": "Staff: How many?", "i": "Why?", "ii": "When?"}
