"""Logical lines, page furniture and printed numbers."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.lines import logical_lines
from nlp.logical_line import LogicalLine
from nlp.numbering import leading_marker
from nlp.view import look_through, readable


def lines_of(text: str) -> tuple[str, list[LogicalLine]]:
    view = look_through(text)
    return view, logical_lines(text, view)


def words(text: str) -> list[str]:
    view, lines = lines_of(text)
    return [readable(view[line.start : line.end]) for line in lines]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("1. How many?", "1"),
        ("Q3b: How many?", "3b"),
        ("3. (a) How many?", "3a"),
        ("(ii) How many?", "ii"),
        ("Question 12 - How many?", "12"),
        ("Question two: How many?", "2"),
        ("(d): How many?", "d"),
        ("Q.1.a How many?", "1a"),
        ("b   % of all visits", "b"),
        ("“(a) How many?", "a"),
        ("and (c) how many", "c"),
        ("29 April 2021", None),
        ("Response 24 May 2021", None),
        ("3.5Tonnes of waste", None),
        ("Response 14 dogs", None),
        ("Response 14", "14"),
        ("Response 09-04-2020", None),
        ("[1]here", None),
        ("i.e. a service", None),
        ("24-month term", None),
        ("Response ٣: ten", None),
    ],
)
def test_a_printed_number_is_read_and_a_date_is_none(printed: str, expected: str | None) -> None:
    marker = leading_marker(printed, 0, len(printed))
    assert (marker.id if marker else None) == expected


@pytest.mark.parametrize("text", ["1. Total number of FOI requests\n12\n", "Number of exemptions\n12 were used\n"])
def test_a_count_of_what_is_cited_is_a_line_of_its_own(text: str) -> None:
    assert len(words(text)) == 2


def test_a_sentence_that_greets_goes_on() -> None:
    text = "Dear Sir, thank you for your email of\nthe second of May.\n"
    assert words(text) == ["Dear Sir, thank you for your email of the second of May."]


@pytest.mark.parametrize("indent", ["", "   "])
def test_a_page_number_before_a_label_is_furniture(indent: str) -> None:
    _, lines = lines_of(f"{indent}Page 1 of 3 A: We hold none.\n")
    assert [line.furniture for line in lines] == [True, False, False]


def test_two_figures_and_a_stroke_are_no_page_number() -> None:
    _, lines = lines_of("1. How many, and how many late?\n17 / 3\n2. Who?\nAnn\n")
    assert not any(line.furniture for line in lines)


def test_an_invitation_that_recurs_is_a_footer() -> None:
    page = "{}. How many?\nNine\n\nVisit us: www.body.example/foi\n"
    view, lines = lines_of(page.format(1) + page.format(2))
    footers = [
        line for line in lines if "isit us" in view[line.start : line.end] or "www" in view[line.start : line.end]
    ]
    assert footers
    assert all(line.furniture for line in footers)


def test_a_link_that_several_answers_give_is_no_footer() -> None:
    answer = "Please see https://www.town.example/page_{}.html"
    _, lines = lines_of(f"1. How many?\n{answer.format(1)}\n2. What cost?\n{answer.format(2)}\n")
    assert not any(line.furniture for line in lines)
    footer = "Acorn Council, https://www.acorn.example"
    _, lines = lines_of(f"1. How many?\n9\n{footer}\n2. What cost?\n£9\n{footer}\n")
    assert sum(line.furniture for line in lines) > 1


def test_a_lead_in_is_not_cut_amid_the_numbers_that_it_names() -> None:
    text = "In relation to questions 1, 2 and 4, the Council holds nothing.\n"
    assert words(text) == ["In relation to questions 1, 2 and 4,", "the Council holds nothing."]
    assert words("In relation to numbers, 4,871 in 2014/15.\n") == ["In relation to numbers,", "4,871 in 2014/15."]


def test_a_wrapped_question_is_one_line_and_its_answer_another() -> None:
    text = (
        "1. How many posts in the housing support team were vacant on the last\n"
        "day of each of the past three years?\n"
        "There were four.\n"
    )
    assert words(text) == [
        "How many posts in the housing support team were vacant on the last day of each of the past three years?",
        "There were four.",
    ]


def test_cells_know_their_columns() -> None:
    view, lines = lines_of("\t2020\t2021\nLibraries\t14\t\nVisits\t9\t8\n")
    cells = {readable(view[line.start : line.end]): line.column for line in lines if line.end > line.start}
    assert cells == {"2020": 1, "2021": 2, "Libraries": 0, "14": 1, "Visits": 0, "9": 1, "8": 2}


def test_what_steers_a_terminal_is_looked_through() -> None:
    text = "We have \x1b[31mfive\x9b0m nurses\x9d."
    view = look_through(text)
    assert len(view) == len(text)
    assert readable(view) == "We have five nurses."


def test_letters_that_are_printed_as_one_are_spelt_out() -> None:
    assert readable(look_through("The oﬃce con\u00adﬁrms:  it is aﬄuent.")) == "The office confirms: it is affluent."


@given(st.text(max_size=400))
def test_lines_are_in_order_and_within_the_text(text: str) -> None:
    _, lines = lines_of(text)
    assert all(0 <= line.start <= line.end <= len(text) for line in lines)
    assert all(before.end <= line.end for before, line in itertools.pairwise(lines))


@pytest.mark.parametrize(
    ("first", "second", "copy"),
    [
        (
            "I arwick Trust currently runs one clinic for patients with",
            "Larwick Trust currently runs one clinic for patients with long waits, in Ambleford.",
            0,
        ),
        ("The work was finished in May and was paid for by the",) * 2 + (1,),
        ("7. Was the work finished in May, and who has paid for it?",) * 2 + (1,),
        ("The work was finished in May and paid for by the county.",) * 2 + (None,),
        ("The number of theft cases | North | no suspect found | 2023",) * 2 + (None,),
        (
            "a) This information is not held by the Trust at all",
            "b) This information is not held by the Trust at all",
            None,
        ),
        (
            "Staff in the north of the county, by grade and sex",
            "Staff in the south of the county, by grade and sex",
            None,
        ),
        (
            "The work was finished in May and paid for by the county.",
            "The wark was finished in May and paid for by it.",
            None,
        ),
        (
            "- the number of sessions that were led by a nurse",
            "- the number of sessions that were led by a doctor",
            None,
        ),
        (
            "In 2021 there were 40 cases of this kind in the county",
            "In 2022 there were 40 cases of this kind in the county",
            None,
        ),
        ("Not held by the council", "Not held by the council", None),
        ("Our Response:", "our Response.", 1),
        ("Our Response:", "Our response is no.", None),
    ],
)
def test_a_line_that_a_scanner_read_twice_is_looked_through_once(first: str, second: str, copy: int | None) -> None:
    text = f"Dear Requester\n\n{first}\n{second}\n"
    furniture = [line for line in logical_lines(text, look_through(text)) if line.furniture]
    told = [text[line.start : line.end] for line in furniture]
    assert len(told) == (copy is not None)
    assert all(one in (first, second)[copy or 0] for one in told)


@pytest.mark.parametrize(
    ("line", "furniture"),
    [
        ("Elmham Council FOI 312          Page 2 of 4", True),
        ("Page 3", True),
        ("Putting patients first Page 3 of 5", True),
        ("www.elmham.example Page 3 of 5", True),
        ("The figures are shown on page 3 of the attached plan", False),
        ("The data for questions one and two is on the attached Page 1 spreadsheet", False),
        ("See the Transport Asset Management Plan, page 31, on our website.", False),
    ],
)
def test_a_sentence_about_a_page_is_no_page_number(line: str, furniture: bool) -> None:
    text = f"Dear Requester\n\n{line}\n\nYours faithfully\n"
    found = [each for each in logical_lines(text, look_through(text)) if each.furniture]
    assert bool(found) is furniture


def cells(text: str) -> list[tuple[int, str]]:
    """The columns and words of a letter's lines."""
    return [(line.column, text[line.start : line.end]) for line in logical_lines(text, look_through(text))]


BETWEEN = "Question | Answer\nHow many sites? | 96\nWhat did they cost? | £0.6m\nWho runs them?  |"


@pytest.mark.parametrize("rule", ["", "---|---\n", ":--- | ---:\n", "--------------------\n"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_one_pipe_between_two_cells_makes_a_table(rule: str, gap: str) -> None:
    head, *rows = BETWEEN.split("\n")
    text = f"Dear Requester,\n\n{head}\n{rule}{gap.join(rows)}\n\nRegards.\nAn Officer | FOI\n"
    assert cells(text)[1:9] == [
        *((0, "Question"), (1, "Answer")),
        *((0, "How many sites?"), (1, "96")),
        *((0, "What did they cost?"), (1, "£0.6m")),
        *((0, "Who runs them?"), (1, "")),
    ]
    assert (-1, "An Officer | FOI") in cells(text)


def test_a_cell_after_one_pipe_may_be_broken_over_lines() -> None:
    text = "Question | Answer\nHow many? | 96, of which\nsome are shut.\nWhy? | The money\nran out.\n\nRegards.\n"
    assert [words for column, words in cells(text) if column == 1] == ["Answer", "96, of which", "The money"]


@pytest.mark.parametrize(
    "text",
    [
        "Ashbeck Council | Information Team\nRef FOI 7 | 8 January 2024\n\nDear Requester,\n",
        "Yours,\nAn Officer | FOI\n0123 | foi@ashbeck.example\n",
        # the rows of another table, broken over several lines
        "| No | How | many |\n| 1 | of\nthem | there\nwere | at\nall | then |\n| 2 | a | b |\n",
    ],
)
def test_other_lines_with_one_pipe_are_no_table(text: str) -> None:
    in_cells = {words for column, words in cells(text) if column >= 0}
    assert in_cells <= {"No", "How", "many", "1", "of", "then", "2", "a", "b"}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "The request was for (a) the cost, (b) the date and (c) the place.\n",
            ["The request was for", "the cost,", "the date", "the place."],
        ),
        (
            "Under question (a) and part (b) of it nothing is held.\n",
            ["Under question (a) and part (b) of it nothing is held."],
        ),
        ("On catering, the Board employs two cooks.\n", ["On catering,", "the Board employs two cooks."]),
        ("Firstly, there are 12 lifts.\n", ["Firstly,", "there are 12 lifts."]),
        ("On 3 May 2019, the lift was mended.\n", ["On 3 May 2019, the lift was mended."]),
        ("1. Number of lifts in 2021: 12\n", ["Number of lifts in 2021", "12"]),
        ("1. Supplier --> Acorn Ltd\n", ["Supplier", "Acorn Ltd"]),
        ("1.1 Supplier > Acorn Ltd\n", ["Supplier", "Acorn Ltd"]),
        ("RESPONSE Twelve lifts.\n", ["RESPONSE", "Twelve lifts."]),
        ("*Council response:* Twelve lifts.\n", ["Council response", "Twelve lifts."]),
        (
            "See https://a.gov.uk/_layouts/Foo_(bar) or more_.xlsx now\n",
            ["See https://a.gov.uk/_layouts/Foo_(bar) or more_.xlsx now"],
        ),
        ("_Response:_ Twelve _lifts_.\n", ["Response", "Twelve lifts."]),
        ("Are there lifts? --> Twelve\n", ["Are there lifts?", "Twelve"]),
        ("Are there lifts? ... Twelve\n", ["Are there lifts?", "Twelve"]),
        ("1/ lifts?\nTwelve\n2/ Stairs?\n1/2\n", ["lifts?", "Twelve", "Stairs?", "1/2"]),
    ],
)
def test_what_stands_on_one_line_is_parted(text: str, lines: list[str]) -> None:
    assert [one.strip(" :->") for one in words(text)] == lines


def test_a_bullet_alone_belongs_to_the_words_under_it() -> None:
    view, lines = lines_of("Reasons:\n\no\n\nno bed\n\n•\n\nno theatre time\n\nNo more o\n")
    assert [readable(view[line.start : line.end]) for line in lines] == [
        "Reasons:",
        "no bed",
        "no theatre time",
        "No more o",
    ]
    assert [line.bullet for line in lines] == [False, True, True, False]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("RESPONSE TO Q1\nThere were 14.", ["RESPONSE TO Q1", "There were 14."]),
        ("Eels ............... <5\nPike .......... none", ["Eels ...............", "<5", "Pike ..........", "none"]),
        ("17/18 - 11\n18/19 - 12", ["17/18 - 11", "18/19 - 12"]),
        ("[X] Yes [ ] No", ["[X] Yes [ ] No"]),
        ("2a - 4\nNext", ["2a", "4", "Next"]),
    ],
)
def test_what_belongs_together_and_what_does_not(text: str, parts: list[str]) -> None:
    assert words(text) == parts


def test_a_cell_that_goes_on_under_its_column_makes_a_table_of_its_row() -> None:
    _, lines = lines_of(
        "1. Total spend 2022/23           £4,118,220. This includes\n" + 33 * " " + "agency staff.\n\nWho?\n"
    )
    assert [line.column for line in lines][:2] == [0, 1]


def test_a_wide_row_of_html_does_not_hide_how_wide_the_letter_is() -> None:
    prose = "The council has looked for all of the figures that you asked for in its own\nLibrary and has found them.\n"
    table = "<tr>\n<td>" + "boats and more boats " * 9 + "</td>\n<td>12</td>\n</tr>\n"
    text = 4 * (prose + "\n") + "<table>\n" + 4 * table + "</table>\n"
    assert words(text)[0].endswith("has found them.")


@pytest.mark.parametrize("greeting", ["Dear M Dow,", "Dear Mr. Smith", "Dear Sir or Madam", "Dear Ms O'Hara-Smith,"])
def test_a_salutation_is_a_line_of_its_own(greeting: str) -> None:
    told = words(f"{greeting}\nthank you for your request of\nthe second of May.\n")
    assert told == [greeting, "thank you for your request of the second of May."]


def test_a_sentence_that_begins_as_a_salutation_goes_on() -> None:
    text = "Dear fares on the line from Ambleford to Oxbarrow and back were paid for,\nas were meals.\n"
    assert len(words(text)) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The names are exempt under Section\n12(2) of the Act.\n",
            ["The names are exempt under Section 12(2) of the Act."],
        ),
        ("We refer you to questions\n3 and 4 above.\n", ["We refer you to questions 3 and 4 above."]),
        (
            "Here are the answers to your questions\n1. How many?\n",
            ["Here are the answers to your questions", "How many?"],
        ),
        (
            "Council House\n41 Homer Road\nSolihull\nB91 3QJ\n",
            ["Council House", "41 Homer Road", "Solihull", "B91 3QJ"],
        ),
    ],
)
def test_a_number_that_a_line_broke_off_before_is_none_of_a_question(text: str, told: list[str]) -> None:
    assert words(text) == told


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2.\na. 0\nb. 12\nc. 0\n", ["2", "a", "b", "c"]),
        ("[i] How many?\n[ii] How much?\n", ["i", "ii"]),
        ("1.1Do you hold it?\n1 .3 If so, when?\n", ["1.1", "1.3"]),
        ("30.11.21\n1.2M Download\n20.05.2015\n", [None, None, None]),
        ("2. Of the vans, how many a) ran every day, b) stood idle or c) were sold?\n", ["2", "a", "b", "c"]),
        ("| B1 | How many? |\n| B2 | Why? |\n", ["b1", None, "b2", None]),
    ],
)
def test_numbers_that_are_printed_in_other_ways(text: str, numbers: list[str | None]) -> None:
    assert [line.marker.id if line.marker else None for line in lines_of(text)[1]] == numbers


def test_a_range_alone_names_all_of_its_questions() -> None:
    marker = leading_marker("1-3.", 0, 4)
    assert marker is not None
    assert [one.ids for one in marker.named] == [("1",), ("3",)]
    assert leading_marker("0-4.", 0, 4) is None


def test_a_star_stays_with_its_question() -> None:
    assert words("2. How many used? *\nnone did\n3. Why? *\n") == ["How many used? *", "none did", "Why? *"]


def test_an_answer_may_begin_right_after_a_page_number() -> None:
    _, lines = lines_of("[i] How many?\n\nPage 1 of 3 A: We hold none.\n")
    assert [line.furniture for line in lines] == [False, True, False, False]
    assert lines[2].label


@pytest.mark.parametrize(
    ("rows", "pages"),
    [
        ("12 of 71", 0),
        ("12 of 71\nHow many were settled?\n40 of 71", 0),
        ("3 of 4", 0),
        ("They are paid.\n3 of 4", 1),
        ("Nine are based in the depot and\n3 of 11\nwork there.", 1),
        ("- 2 of 12 -", 1),
        ("12 of 71\nWe met.\n13 of 71", 2),
    ],
)
def test_a_count_of_a_total_is_no_page_number(rows: str, pages: int) -> None:
    text = f"How many complaints were upheld?\n{rows}\n"
    assert sum(line.furniture for line in logical_lines(text, look_through(text))) == pages


@pytest.mark.parametrize(
    ("text", "lines"),
    [("II. Costs\n", 1), ("He served in World War II. It ended in 1945.\n", 2), ("We gave IV. They did not.\n", 2)],
)
def test_a_roman_number_ends_a_sentence_but_at_the_head_of_a_line(text: str, lines: int) -> None:
    assert len(logical_lines(text, look_through(text))) == lines
