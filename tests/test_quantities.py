"""What the numbers of an answer say: a phrase and the value it gives, side by side."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.quantities import read_numbers, scaled, without_asked
from nlp.types import Bound, Value
from nlp.view import look_through

BOUND_OF = {
    "~": Bound.ABOUT,
    ">=": Bound.AT_LEAST,
    "<=": Bound.AT_MOST,
    ">": Bound.MORE_THAN,
    "<": Bound.LESS_THAN,
}


def written(value: Value) -> str:
    """A value as labels write it: ``31069``, ``<5``, ``10..15``, ``?``."""
    if value.bound is Bound.SUPPRESSED:
        return "?"
    low, high = (f"{end:.10g}" if end is not None else "" for end in (value.low, value.high))
    if value.bound is Bound.RANGE:
        return f"{low}..{high}"
    sign = next((sign for sign, bound in BOUND_OF.items() if bound is value.bound), "")
    return sign + (low or high)


def figures(text: str) -> list[tuple[str, str]]:
    view = look_through(text)
    return [(text[one.start : one.end], written(one.value)) for one in read_numbers(view, 0, len(text)).candidates]


ONE_FIGURE = [
    # the answer, the words of its figure, its value
    ("Superintendent and above\n7", "7", "7"),
    ("perhaps 40 times", "perhaps 40", "~40"),
    ("est. 60", "est. 60", "~60"),
    ("some nine boxes", "some nine", "~9"),
    ("c. 0", "0", "0"),
    ("four in five", "four in five", "80"),
    ("complaints over six weeks old", "over six", ">6"),
    ("two in five of whom wait", "two in five", "40"),
    ("Makers: Orbis (x2)", "2", "2"),
    ("in the last quarter 71% were", "71%", "71"),
    ("Beck Row 118", "118", "118"),
    ("Home Office 2", "2", "2"),
    ("Rebooked\n40\nFebruary 2023\n", "40", "40"),
    ("Rebooked\n28\nFebruary 2023\n", "28", "28"),
    ("more than\n  5 people", "more than\n  5", ">5"),
    ("288¹ of them", "288", "288"),
    ("31,069 births", "31,069", "31069"),
    ("7316.", "7316", "7316"),
    ("1,934.50 hours", "1,934.50", "1934.5"),
    ("3 614 (provisional)", "3 614", "3614"),
    ("£1.2m", "£1.2m", "1200000"),
    ("£2bn", "£2bn", "2000000000"),
    ("£1.934 million", "£1.934 million", "1934000"),
    ("4.6 million collections", "4.6 million", "4600000"),
    ("10k members", "10k", "10000"),
    ("£150k", "£150k", "150000"),
    ("at 24p a mile", "24p", "0.24"),
    ("12%", "12%", "12"),
    ("8.75 per cent", "8.75 per cent", "8.75"),
    ("-0.4%", "-0.4%", "-0.4"),
    ("+6.1%", "+6.1%", "6.1"),
    ("22½ hours", "22½", "22.5"),
    ("walls 1.5m high", "1.5", "1.5"),
    ("gaps of 50mm", "50", "50"),
    ("0.6WTE", "0.6", "0.6"),
    ("2 x Tree Wardens", "2", "2"),
    ("thirty-one", "thirty-one", "31"),
    ("one hundred and twenty files", "one hundred and twenty", "120"),
    ("Four hundred and eighteen infants", "Four hundred and eighteen", "418"),
    ("two thousand records", "two thousand", "2000"),
    ("nine and a half hours", "nine and a half", "9.5"),
    ("two and three quarter miles", "two and three quarter", "2.75"),
    ("an hour and a half", "an hour and a half", "1.5"),
    ("a dozen", "a dozen", "12"),
    ("half a dozen", "half a dozen", "6"),
    ("seventy per cent", "seventy per cent", "70"),
    ("half a post", "half", "0.5"),
    ("two thirds of them", "two thirds", "67"),
    ("Nil", "Nil", "0"),
    ("None.", "None", "0"),
    ("nothing", "nothing", "0"),
    ("twice a year", "twice", "2"),
    ("*", "*", "?"),
    ("suppressed", "suppressed", "?"),
    ("1:26", "1:26", "26"),
    ("shared 50:50", "50:50", "50"),
    ("about 1 to 783.", "about 1 to 783", "~783"),
    ("about one in ten", "about one in ten", "~10"),
    ("around seven in ten", "around seven in ten", "~70"),
    ("7 minutes 39 seconds", "7 minutes 39 seconds", "7.65"),
    # bounds
    ("<5", "<5", "<5"),
    ("≤5", "≤5", "<=5"),
    ("fewer than five", "fewer than five", "<5"),
    ("less than five (5)", "less than five (5)", "<5"),
    ("roughly four (4)", "roughly four (4)", "~4"),
    ("under 10", "under 10", "<10"),
    ("just under 2%", "just under 2%", "<2"),
    ("nearly 390", "nearly 390", "<390"),
    ("more than 390 hours", "more than 390", ">390"),
    ("over 30", "over 30", ">30"),
    ("just over 200", "just over 200", ">200"),
    ("in excess of £15,000", "in excess of £15,000", ">15000"),
    ("a minimum of 80", "a minimum of 80", ">=80"),
    ("no fewer than 45 families", "no fewer than 45", ">=45"),
    ("80 or more", "80 or more", ">=80"),
    ("40+", "40+", ">=40"),
    ("at least\nthree", "at least\nthree", ">=3"),
    ("no more than 70%", "no more than 70%", "<=70"),
    ("up to £14.5 million", "up to £14.5 million", "<=14500000"),
    ("within 10 working days", "within 10", "<=10"),
    ("9 or fewer", "9 or fewer", "<=9"),
    ("approximately 200", "approximately 200", "~200"),
    ("c. 14", "c. 14", "~14"),
    ("c.210 mothers", "c.210", "~210"),
    ("Some 2,700 forms", "Some 2,700", "~2700"),
    ("200 or so", "200 or so", "~200"),
    ("~50", "~50", "~50"),
    # ranges
    ("between 31,000 – 33,000", "between 31,000 – 33,000", "31000..33000"),
    ("between 10% and 12%", "between 10% and 12%", "10..12"),
    ("between 20mm and 50mm", "between 20mm and 50", "20..50"),
    ("10-15", "10-15", "10..15"),
    ("500 - 2000 employees", "500 - 2000", "500..2000"),
    ("from 12 to 18", "from 12 to 18", "12..18"),
    ("four to five weeks", "four to five", "4..5"),
    ("two or three reasons", "two or three", "2..3"),
    ("£480k - £650k", "£480k - £650k", "480000..650000"),
    ("£2-3 million", "£2-3 million", "2000000..3000000"),
    # a scanner's misreadings
    ("6l4 staff", "6l4", "614"),
    ("£94,2OO", "£94,2OO", "94200"),
    ("I7,308 days", "I7,308", "17308"),
    ("EIeven others", "EIeven", "11"),
    # mark-up
    ("&pound;18,204.11", "&pound;18,204.11", "18204.11"),
    ("&lt;5", "&lt;5", "<5"),
    ("**12** schools", "12", "12"),
    ("of 1,2\u200b34 forms", "1,2\u200b34", "1234"),
    ("&pound;12\u200b,3\u200b45 in all", "&pound;12\u200b,3\u200b45", "12345"),
    ("_1,204_", "1,204", "1204"),
    # thousands parted in ways of their own
    ("100 000 forms", "100 000", "100000"),
    ("Approx.15", "Approx.15", "~15"),
    ("Repairs: £1, 204, 883.50.", "£1, 204, 883.50", "1204883.5"),
    ("£4.375.00", "£4.375.00", "4375"),
    ("A sum of £100 000 was paid.", "£100 000", "100000"),
    ("It was £12 345.67.", "£12 345.67", "12345.67"),
    ("£1.204.375.50", "£1.204.375.50", "1204375.5"),
    ("We saw about 250 000 people", "about 250 000", "~250000"),
    ("a total of 1 250 000.", "1 250 000", "1250000"),
    ("1.250.000 visits", "1.250.000", "1250000"),
    ("€2.500.000", "€2.500.000", "2500000"),
    # one unit, one sign for both ends
    ("25 yrs to 87yrs", "25 yrs to 87", "25..87"),
    ("1 day - 3 days", "1 day - 3", "1..3"),
    ("£12-15m", "£12-15m", "12000000..15000000"),
    ("£1.5 – 2m", "£1.5 – 2m", "1500000..2000000"),
    # a bound behind the unit
    ("40mm or more", "40", ">=40"),
    ("empty for six months or more", "six", ">=6"),
    ("2 metres or less", "2", "<=2"),
    # letters and words that are no bound, no scale and no name
    ("Zone C 655", "655", "655"),
    ("47\nM, N and P", "47", "47"),
    ("See the second tab. 44 appeals were received", "44", "44"),
]


@pytest.mark.parametrize(("answer", "words", "value"), ONE_FIGURE, ids=[a for a, _, _ in ONE_FIGURE])
def test_one_figure(answer: str, words: str, value: str) -> None:
    [(found, read)] = figures(answer)
    assert (found, read) == (words, value)


SEVERAL = [
    ("61 118 203 154", ["61", "118", "203", "154"]),
    ("It goes from £88.40 to £94.59", ["88.4", "94.59"]),
    ("a change of minus 11", ["-11"]),
    ("Station 7 – 91%; Station 11 – 64%", ["91", "64"]),
    ("39 cases over eleven weekends, a wait of over 18 weeks", ["39", "11", ">18"]),
    ("Deaths, other 8\nFebruary: other 5", ["8", "5"]),
    ("rose to 111 at £9.30, by 3.15 miles", ["111", "9.3", "3.15"]),
    ("1\u2009234 and 12\u202f345\u202f678 cases, 10\u2009%", ["1234", "12345678", "10"]),
    ("plus or minus 15%", ["15"]),
    ("£500 minus £100", ["500", "100"]),
    ("150 staff minus 12 on leave", ["150", "12"]),
    ("The lift goes out of order 3 to 5 times", ["3..5"]),
    ("250+ accommodation units", [">=250"]),
    ("Upheld:\n12 of 71\nThe rest", ["12", "71"]),
    ("never more than 10%", ["<=10"]),
    ("£425 plus train fare", ["425"]),
    ("9.1% - 7.7% - 7.9%", ["9.1", "7.7", "7.9"]),
    ("11,877 - 12,304 - 12,650", ["11877", "12304", "12650"]),
    ("26.3% - 52", ["26.3", "52"]),
    ("2019/20 - 5 - 7 days", ["5..7"]),
    ("Age 11 - 15 - 3; 16 - 17 - 9", ["11..15", "3", "16", "17", "9"]),
    ("18 – 24 - 15", ["18..24", "15"]),
    ("Ages 0 - 4 - £300", ["0..4", "300"]),
    ("Question 3 - 5 - 7 days", ["5..7"]),
    ("The budget rose from £5.21m to £5.36m.", ["5210000", "5360000"]),
    ("£1.6 billion over ten years", ["1600000000", "10"]),
    ("12 over £500", ["12", ">500"]),
    ("spread over four hubs", ["4"]),
    ("scattered over three small towns", ["3"]),
    ("Over the last 3 years 12, 15 and 9 complaints", ["3", "12", "15", "9"]),
    ("Apple iPad 45, Android 30", ["45", "30"]),
    ("levels 12 and 14%", ["12", "14"]),
    ("£1.25 and £2.50 million", ["1.25", "2500000"]),
    ("we hand over 22% of it", ["22"]),
    ("adds up to 4,180,000 cubic metres", ["4180000"]),
    ("2018/19: 44. 2019/20: 29.", ["44", "29"]),
    ("2021 - 38 babies", ["2021", "38"]),
    ("Band 7, 30 hours", ["30"]),
    ("3Band 5 porters", ["3"]),
    ("£0.86m in 2018/19, £1.13m in 2019/20", ["860000", "1130000"]),
    ("twenty, thirty and forty", ["20", "30", "40"]),
    ("six and nine", ["6", "9"]),
    ("Under section 12, 14 requests were refused", ["14"]),
    ("65 and over\t4,960", ["65", "4960"]),
    ("18 and over 388, under 18 41", ["18", "388", "<18", "41"]),
    ("200 visitors and over 50 dogs", ["200", ">50"]),
    ("£9,875 plus £1,100 for paper", ["9875", "1100"]),
    ("14.2 per 100,000 and 3 per 1,000 pupils", ["14.2", "3"]),
    ("1,144 items\n2019/20 (to January): 703 items", ["1144", "703"]),
    ("a ratio of 17:1, or of 2.5:1 in Year 6", ["17", "2.5"]),
    ("£100, 200 forms and £300", ["100", "200", "300"]),
    ("fines of £100, 200, 350.", ["100", "200", "350"]),
    ("£179, 709, 800 and 12", ["179", "709", "800", "12"]),
    ("2018/19 - 128 - £462,300", ["128", "462300"]),
    ("Hand bells - ten - £47.50", ["10", "47.5"]),
    ("2019 31 - 2020 22 - 2021 28", ["2019", "31", "2020", "22", "2021", "28"]),
    ("310 (under 18 – 22)", ["310", "<18", "22"]),
    ("secondary and post-16 - 190 plans", ["190"]),
    ("591 of which 450 post 16 and 141 others", ["591", "450", "141"]),
    ("at 20p or 50p", ["0.2", "0.5"]),
    ("Queen's\n411 560 588\nSt Hild's\n202 233 241", ["411", "560", "588", "202", "233", "241"]),
    ("March 2020 140 <5\nMarch 2021 355 6\nMarch 2022 290 8", ["140", "<5", "355", "6", "290", "8"]),
    ("Oct <5 Nov 6 Dec <5", ["<5", "6", "<5"]),
    ("Urology 250 000 1,000", ["250000", "1000"]),
    ("April 2021 = 76\n\nMay 2021 = 8\n\nJune 2021 = 74", ["76", "8", "74"]),
    ("1. Wrong site\n2. Four swabs\n3. None", ["4", "0"]),
    ("12. The oldest is 19.\nOf 30 all passed", ["12", "19", "30"]),
    ("3.91 for every million journeys and 14 a day", ["3.91", "14"]),
    ("We have no means of telling.1 Crews sent 12 notes.", ["12"]),
    ("Mailbox of 12GB, policy attached (PDF, 2.3MB)", ["12"]),
    ("There were 30 in Q1 and 45 in Q2.", ["30", "45"]),
    ("8 at Band 5, 6 at Band 6 and 3 at Band 7", ["8", "6", "3"]),
    ("Primary 118, secondary 203", ["118", "203"]),
    ("in eight years 2,200 files, last year 18", ["8", "2200", "18"]),
    ("- 21\n- 33", ["21", "33"]),
    ("between 21\n– 33 of them, 3 -\n5 of ours", ["21..33", "3..5"]),
    ("£1.2, £1.4 and £1.5 million", ["1200000", "1400000", "1500000"]),
    ("about €1.25bn or €2.75bn", ["~1250000000", "2750000000"]),
    ("fares of £2 and £2.50, and £3.1m in all", ["2", "2.5", "3100000"]),
    ("288^1 of 4\u200b00", ["288", "1", "400"]),
    ("At point 3 and 12 staff left", ["12"]),
    ("Yes, 1xWTE and 3xFTE", ["1", "3"]),
    ("3XXL shirts, 0xFF", []),
    ("--> £48,220 in May", ["48220"]),
    ("was > 14 and =>5", [">14", ">5"]),
]


@pytest.mark.parametrize(("answer", "values"), SEVERAL, ids=[a for a, _ in SEVERAL])
def test_several_figures(answer: str, values: list[str]) -> None:
    assert [value for _, value in figures(answer)] == values


NO_FIGURE = [
    "4 November 2019",
    "March 2021",
    "31/03/2020",
    "2022/23",
    "2018 - 2019",
    "17/18",
    "at 13:30 or 9.30am",
    "the 21st and the 3rd",
    "section 40(2)",
    "sections 12, 14 and 40 (2)",
    "s.43(2) and reg 12(4)(b)",
    "question 3",
    "as in question 2 and 3.",
    "Q12",
    "Page 2 of 3",
    "Appendix 1",
    "01632 960318",
    "0845 055 0199",
    "https://www.council.example/2020/07/file12.pdf",
    "version 3.8.3",
    "Band 5 and 6",
    "pupils who go into year 10, and stations 2, 7, 11 and 14",
    "Windows 11 and Windows Server 2019 with Office 365",
    "192.168.100.200, 1.250.000.4 and 1.250.0000",
    "CG192 and DT1 9XJ",
    "in the 1990s, for under 5s",
    "[3]",
    "the files in the archive.3",
    "which was said of its content”1 in public",
    "Spreadsheet, 1.14MB",
    "the order 1.0 Download",
    "Howard Street, Norwich NR30 1PH",
    "for several hundred cycles",
    "SEND and Post 16. Post-16 too",
    "were adjourned on 5\nMarch 2021",
    "* = suppressed",
    "were moved by 25\nOctober. The work",
    "notes of 11 and 19 May, from 3 to 31 March, and of 4, 9 and 21 April 2022",
    "open from 9.30 and between 8.00 and 17.00, failed at 03.15",
    "ring 111, call 999 or contact us via 101",
    "The 999 calls and the 111 service",
    "Lanes 1 and 2, Zone 3, Area 2, Rule 17, Classes 1 to 7",
    "9" * 400,
]


@pytest.mark.parametrize("answer", NO_FIGURE, ids=[a[:30] for a in NO_FIGURE])
def test_what_is_no_figure(answer: str) -> None:
    assert figures(answer) == []


def test_counting_with_x_is_certain() -> None:
    [first, second] = read_numbers("2 x Tree Wardens, 3 dogs", 0, 24).candidates
    assert first.certain
    assert not second.certain


def test_a_heading_in_thousands_scales_bare_numbers_only() -> None:
    [bare, signed] = read_numbers("1,482 and £20", 0, 13).candidates
    assert scaled(bare, 1000.0) == Value(Bound.EXACT, 1_482_000.0, 1_482_000.0)
    assert scaled(signed, 1000.0) == Value(Bound.EXACT, 20.0, 20.0)


@pytest.mark.parametrize(
    ("question", "answer", "told"),
    [
        ("How many were over £500?", "We paid 21 over £500.", ["21"]),
        ("Over £500?", "Over £500, over £600", [">500", ">600"]),
        ("How many waited over 500 days?", "We paid 21 over £500.", ["21", ">500"]),
        ("If fewer than 5, please say so.", "Cats 7, dogs fewer than 5", ["7", "<5"]),
        ("Were they seen within 30 days?", "Of 12 seen, 9 were within 30 days", ["12", "9"]),
    ],
)
def test_a_threshold_of_the_question_said_again_is_no_figure(question: str, answer: str, told: list[str]) -> None:
    numbers = without_asked(read_numbers(answer, 0, len(answer)), 0, question)
    assert [written(one.value) for one in numbers.candidates] == told


def test_offsets_count_in_the_letter() -> None:
    letter = "Q1 How many?\nWe saw fewer than 5 people."
    [found] = read_numbers(letter, 13, len(letter)).candidates
    assert letter[found.start : found.end] == "fewer than 5"
    assert letter[found.core_start : found.core_end] == "5"


def test_dates_and_years_are_told_apart_from_candidates() -> None:
    text = "In 2021/22 there were 12."
    numbers = read_numbers(text, 0, len(text))
    assert [text[left:right] for left, right in numbers.periods] == ["2021/22"]


PIECES = st.sampled_from(
    [
        *("12", "1,234", "0.5", "2019", "٣", "l", "O", "½", "£", "%", "m", "k", "p", "x"),
        *("one", "two", "twenty", "hundred", "and", "a", "half", "dozen", "nil", "no one"),
        *("between", "to", "or", "about", "up to", "section", "Band", "March", "ſix", "sıx"),
        *("*", "~", "<", "-", "–", "+", ":", "/", ".", ",", "(", ")", "[", "]", "http://"),
        *(" ", "\n", "\t", "\u2060", "minutes", "seconds"),
    ]
)


def check(text: str) -> None:
    view = look_through(text)
    end = 0
    for one in read_numbers(view, 0, len(text)).candidates:
        assert end <= one.start <= one.core_start < one.core_end <= one.end <= len(text)
        assert (one.value.bound is Bound.SUPPRESSED) == (one.value.low is one.value.high is None)
        if one.value.low is not None and one.value.high is not None:
            assert one.value.low <= one.value.high
        end = one.end


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    check(text)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_mixture_of_number_words_is_read(text: str) -> None:
    check(text)


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_any_sentence_of_number_words_is_read(text: str) -> None:
    check(text)


HOSTILE = [
    "9",
    " ",
    "1,",
    ",",
    "1,234,",
    "*",
    "* ",
    "\n* ",
    "-1 ",
    "[",
    "(",
    "1 ",
    "1.",
    "one ",
    "one-",
    "one and ",
    "hundred ",
    "section 1, ",
    "s(",
    "about ",
    "within ",
    "x",
    "a ",
    "1/",
    "1:1",
    "£",
    "lO",
    "http://",
    "0123 456 ",
    "1 x ",
    "between 1 and ",
    "£1, ",
    "£1.234.",
    "1.234.",
    "£1.2, ",
    "1\u200b",
    " 000",
    "\n1. ",
    "1\nMarch ",
    "\n1\nMarch\n",
    "1, ",
    "1 and ",
    "at 9.30 and ",
    "Zone 1, ",
    "call 999 ",
    " x1",
    "_1",
    "1 yr to ",
    "(5) ",
    "3 seconds ",
    "March ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (" " * 9 + piece * length)[:length]
        begun = time.process_time()
        read_numbers(text, 0, len(text))
        return time.process_time() - begun

    short, long = seconds(4_000), seconds(40_000)
    assert long < max(1.0, 40 * short)
