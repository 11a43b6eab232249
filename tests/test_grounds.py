"""Grounds of a refusal: how they are named, which law is meant, what is only mentioned, how many are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.grounds import measure
from nlp.grounds import grounds_of, provisions
from nlp.types import Ground, Regime, Withheld
from nlp.view import look_through
from tests.timing import grows_linearly, processor_seconds

LEAST_PRECISION = LEAST_RECALL = 0.98


def grounds(answer: str, regime: Regime | None = None) -> tuple[Ground, ...]:
    return grounds_of(look_through(answer), 0, len(answer), regime)


def named(answer: str, regime: Regime | None = None) -> list[str]:
    return [f"{ground.law} {ground.provision}" for ground in grounds(answer, regime)]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("This is exempt under Section 40(2).", ["FOIA 40(2)"]),
        ("s.40(2)", ["FOIA 40(2)"]),
        ("S40", ["FOIA 40"]),
        ("Exempt S.40 -personal information", ["FOIA 40"]),
        ("SECTION 40 (2) OF THE FREEDOM OF INFORMATION ACT", ["FOIA 40(2)"]),
        ("Section 40, subsection (2)", ["FOIA 40(2)"]),
        ("Withheld under Section 4O(2).", ["FOIA 40(2)"]),
        ("section 43.2", ["FOIA 43(2)"]),
        ("exempt from disclosure under 40(2) of the Act", ["FOIA 40(2)"]),
        ("Exemption 41 and exemption 40(2)", ["FOIA 41", "FOIA 40(2)"]),
        ("section 43 – commercial interests", ["FOIA 43"]),
        ("Freedom of Information Act 2000, s. 22 (1)", ["FOIA 22(1)"]),
        ("sections 31(1)(a) and (b)", ["FOIA 31(1)(a)", "FOIA 31(1)(b)"]),
        ("S31 (1) (a) (b)", ["FOIA 31(1)(a)", "FOIA 31(1)(b)"]),
        ("section 31(1)(a) to (c)", ["FOIA 31(1)(a)", "FOIA 31(1)(b)", "FOIA 31(1)(c)"]),
        ("section 36(2)(b)(i) and (ii)", ["FOIA 36(2)(b)(i)", "FOIA 36(2)(b)(ii)"]),
        ("Sections 24 & 31 apply.", ["FOIA 24", "FOIA 31"]),
        ("Sections 31(1)(a), 40(2) and 43", ["FOIA 31(1)(a)", "FOIA 40(2)", "FOIA 43"]),
        ("Regulation 12(5)(e) of the EIR", ["EIR 12(5)(e)"]),
        ("Regs 12(4)(d) and (e)", ["EIR 12(4)(d)", "EIR 12(4)(e)"]),
        ("EIR 12(4)(b) applies", ["EIR 12(4)(b)"]),
        ("excepted under 12(5)(b)", ["EIR 12(5)(b)"]),
        ("regulation 10(5)(e) of the EI(S)Rs", ["EI(S)R 10(5)(e)"]),
        ("exempt under the cost limit of section 12", ["FOIA 12"]),
        ("To do so would exceed the appropriate limit.", ["FOIA 12"]),
        ("The personal information exemption applies.", ["FOIA 40(2)"]),
        ("Your request is vexatious.", ["FOIA 14(1)"]),
        ("It would be manifestly unreasonable to do so.", ["EIR 12(4)(b)"]),
    ],
)
def test_wordings(answer: str, expected: list[str]) -> None:
    assert named(answer) == expected


@pytest.mark.parametrize(
    ("answer", "regime", "expected"),
    [
        ("Section 38(1)(b) of the Freedom of Information\n(Scotland) Act 2002", None, ["FOISA 38(1)(b)"]),
        ("section 38(1)(b) (personal data)", None, ["FOISA 38(1)(b)"]),
        ("section 38(1)(b), health and safety", Regime.FOISA, ["FOIA 38(1)(b)"]),
        ("section 38(1)(a) and (b)", None, ["FOIA 38(1)(a)", "FOIA 38(1)(b)"]),
        ("s.38(1)(b)", None, ["FOISA 38(1)(b)"]),
        ("s.38(1)(b)", Regime.FOIA, ["FOIA 38(1)(b)"]),
        ("section 30(c)", None, ["FOISA 30(c)"]),
        ("section 30(1)", Regime.FOISA, ["FOIA 30(1)"]),
        ("section 33(1)(b)", Regime.FOISA, ["FOISA 33(1)(b)"]),
        ("section 33(1)(b)", Regime.EISR, ["FOISA 33(1)(b)"]),
        ("section 33(1)(b), prejudice to the audit of others", None, ["FOIA 33(1)(b)"]),
        ("section 35(1)(f)", None, ["FOISA 35(1)(f)"]),
        ("section 12(1)", Regime.FOISA, ["FOISA 12(1)"]),
        ("Section 12(1) and section 30(c)", None, ["FOISA 12(1)", "FOISA 30(c)"]),
        ("The cost limit would be exceeded: over the cost limit.", Regime.FOISA, ["FOISA 12"]),
        ("section 25", Regime.FOIA, ["FOISA 25"]),
        ("regulation 6(1)(b)", Regime.EISR, ["EI(S)R 6(1)(b)"]),
        ("regulation 6(1)(b)", None, ["EIR 6(1)(b)"]),
    ],
)
def test_the_law_is_told_by_the_words_then_by_the_letter(
    answer: str, regime: Regime | None, expected: list[str]
) -> None:
    assert named(answer, regime) == expected


@pytest.mark.parametrize(
    "answer",
    [
        "We have a duty to advise you under section 16. This is a section 17 refusal notice.",
        "under section 1(1), section 10 and the section 45 code; section 50 lets you complain",
        "Regulation 9 advice; a regulation 14 notice; the presumption of regulation 12(2)",
        "withheld under section 12 of the Theft Act 1968",
        "section 31 of the Data Protection Act 2018",
        "Mental Health Act 1983, section 37",
        "detained under section 37 or section 41 of the Mental Health Act",
        "A section 21 notice was served; section 42 enquiries; a Section 106 agreement.",
        "See section 31 of the contract and section 12 of the form.",
        "the council's 40 staff, in 30 cases",
        "Regulation 12(4)(a) applies as it is not held. Section 17 of FOISA applies.",
        "Section 43(2) does not apply.",
        "Article 31 and paragraph 40(2)",
        "",
    ],
)
def test_what_is_no_ground(answer: str) -> None:
    assert named(answer) == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Section 43(2) does not apply; section 41 does.", ["FOIA 41"]),
        ("We no longer rely on section 43(2), but rely on section 41(1).", ["FOIA 41(1)"]),
        ("Section 12 applies. Section 14(1) could apply to further requests.", ["FOIA 12"]),
        ("The section 40(2) exemption is absolute, so the public interest test does not apply.", ["FOIA 40(2)"]),
        ("Section 44 applies by virtue of section 18 of the Commissioners for Taxes Act 2005.", ["FOIA 44"]),
        ("section 40(2) by virtue of section 40(3A)(a)", ["FOIA 40(2)"]),
        ("section 40(3A)(a)", ["FOIA 40(2)"]),
        ("section 31(1)(g) read with section 31(2)(c)", ["FOIA 31(1)(g)"]),
        ("Section 31 is engaged: section 31(1)(a). Section 31 is qualified.", ["FOIA 31(1)(a)"]),
    ],
)
def test_only_what_is_relied_on_counts_and_once(answer: str, expected: list[str]) -> None:
    assert named(answer) == expected


@pytest.mark.parametrize(
    ("answer", "way"),
    [
        ("section 40(2)", Withheld.REFUSAL),
        ("section 12(1)", Withheld.COST_LIMIT),
        ("section 21", Withheld.ALREADY_PUBLISHED),
        ("section 25(1) of FOISA", Withheld.ALREADY_PUBLISHED),
        ("regulation 6(1)(b)", Withheld.ALREADY_PUBLISHED),
        ("section 40(5B)(a)(i)", Withheld.NEITHER_CONFIRM_NOR_DENY),
        ("section 31(3)", Withheld.NEITHER_CONFIRM_NOR_DENY),
        ("We neither confirm nor deny that we hold this: section 31.", Withheld.NEITHER_CONFIRM_NOR_DENY),
        ("We can confirm that it is held. It is exempt under section 31.", Withheld.REFUSAL),
    ],
)
def test_way(answer: str, way: Withheld) -> None:
    assert [ground.way for ground in grounds(answer)] == [way]


def test_section_18_of_foisa_goes_with_another_one() -> None:
    found = grounds("Section 18, read with section 35(1)(g), permits this.", Regime.FOISA)
    assert [(one.provision, one.way) for one in found] == [
        ("18", Withheld.NEITHER_CONFIRM_NOR_DENY),
        ("35(1)(g)", Withheld.NEITHER_CONFIRM_NOR_DENY),
    ]


def test_a_ground_knows_its_place_and_its_meaning() -> None:
    letter = "1. <b>Withheld</b> under s.31(1)(a) and (b)."
    first, second = grounds_of(look_through(letter), 3, len(letter))
    assert letter[first.start : first.end] == "s.31(1)(a)"
    assert letter[second.start : second.end] == "(b)"
    assert first.meaning == "it would harm the prevention or detection of crime"


def test_emissions_are_no_ground_and_each_regulation_has_its_own_to_neither_confirm_nor_deny() -> None:
    table = provisions()
    for law, silent, emissions in ((Regime.EISR, "10(8)", "10(6)"), (Regime.EIR, "12(6)", "12(9)")):
        assert table[law, silent].way is Withheld.NEITHER_CONFIRM_NOR_DENY
        assert (law, emissions) not in table


def test_the_table_is_whole() -> None:
    table = provisions()
    for (law, provision), row in table.items():
        if row.stands_for is not None:
            assert table[law, row.stands_for].way is not None
        else:
            assert row.way is not None
            assert row.meaning
        if "(" in provision and provision != "6(1)(b)":
            assert any((law, provision[:place]) in table for place in range(1, len(provision)))
    exemptions = {provision for law, provision in table if law is Regime.FOIA and provision.isdigit()}
    assert exemptions == {"12", "14", *map(str, [21, 22, 23, 24, *range(26, 45)])}
    scottish = {provision for law, provision in table if law is Regime.FOISA and provision.isdigit()}
    assert scottish == {"12", "14", "18", *map(str, range(25, 42))}


@given(
    st.lists(
        st.sampled_from(
            ["section ", "40(2)", "(a)", " and ", "s.", "31", "Act ", "of the ", "not ", "\n", "⁠", "(", "EIR"]
        )
    )
)
def test_grounds_lie_within_the_answer(pieces: list[str]) -> None:
    answer = "".join(pieces)
    for one in grounds_of(look_through(f"x{answer}x"), 1, len(answer) + 1):
        assert 1 <= one.start < one.end <= len(answer) + 1
        assert one.meaning


@pytest.mark.parametrize(
    "run",
    [
        " ",
        "\n",
        "7",
        "(",
        "(1)",
        "s.",
        "s40",
        "s.40(2) and ",
        "section ",
        "section 40(2), ",
        "exempt ",
        "A ",
        "Act ",
        "not ",
    ],
)
def test_linear_time(run: str) -> None:
    def seconds(length: int) -> float:
        text = run * (length // len(run))
        return processor_seconds(lambda: grounds_of(text, 0, len(text)))

    assert grows_linearly(seconds, 100_000, at_once=0.5)


@pytest.mark.parametrize("side", ["train", "test"])
def test_labelled_grounds_are_found(side: str) -> None:
    precision, recall, places = measure("grounds", side)
    assert places >= {"train": 150, "test": 40}[side]
    assert precision >= LEAST_PRECISION
    assert recall >= LEAST_RECALL
