"""Labels that models contradict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from models.bundle import load_bundle
from models.figures import FigureContext, FigureModel
from models.status import STATUSES
from nlp.labelled import parse_labelled
from nlp.types import Answer, LabelledLetter, Quantity, Value
from nlp.values import format_value, parse_value
from training.corpus import DEV, load_corpus
from training.doubtful_labels import Judges, doubts
from training.findings import Doubt, Kind
from training.guidelines import breaches

HEADER = "---\nauthority: Ashbeck Council\nkind: council\nlayout: numbered\ntopic: trees\n---\n"
REFUSAL = "This information is exempt under section 40(2) of the Act, as it is personal data."
PLANTED = 0.05
"""The share of labels that are made wrong."""


@pytest.fixture(scope="module")
def judges() -> Judges:
    return Judges.from_states(load_bundle().models)


@pytest.fixture(scope="module")
def letters() -> list[LabelledLetter]:
    return load_corpus(DEV)[::6]


@pytest.fixture(scope="module")
def told_before(letters: list[LabelledLetter], judges: Judges) -> list[set[tuple[int, str]]]:
    return [told_of(one, judges) for one in letters]


def letter(*answers: str) -> LabelledLetter:
    return parse_labelled(HEADER + "\n".join(answers), "ash.letter")


def figures_doubted(answer: str, judges: Judges) -> list[str]:
    one = letter("1. [[Q 1]]How many trees did the Council plant, and at what cost?[[/Q]]", answer)
    found = doubts(one, judges)
    assert {doubt.kind for doubt in found} <= {Kind.DOUBTFUL_FIGURE}
    return [doubt.sentence for doubt in found]


def test_a_plain_contradiction_is_doubted_and_the_right_label_is_not(judges: Judges) -> None:
    wrong = letter("1. Dear requester,", f"[[A 1 | provided]]{REFUSAL}[[/A]]")
    (doubt,) = doubts(wrong, judges)
    assert (doubt.place, doubt.kind) == (wrong.answers[0].start, Kind.DOUBTFUL_STATUS)
    assert "labelled provided, the model reads refused and is 9" in doubt.sentence
    assert repr(REFUSAL) in doubt.sentence
    assert doubts(letter(f"[[A 1 | refused]]{REFUSAL}[[/A]]"), judges) == ()


def test_blanks_pointers_and_second_statuses_are_left_aside(judges: Judges) -> None:
    aside = letter(
        "[[A 1 | unanswered]][[/A]]",
        "[[A 2 | unanswered]]-[[/A]]",
        f"[[A 3 | provided | ref=1]]{REFUSAL}[[/A]]",
        f"[[A 4 | provided + refused]]{REFUSAL}[[/A]]",
    )
    assert doubts(aside, judges) == ()
    assert doubts(letter("[[A 1 | unanswered]][[/A]]"), judges) == ()


def test_figures_that_are_labelled_as_they_read_are_not_doubted(judges: Judges) -> None:
    right = (
        "[[A 1 | provided]]The Council planted [[N 312 | trees]]312[[/N]] trees, [[N ~40 | trees]]about forty[[/N]] of"
        " them oaks, for [[N 18400 | GBP]]£18,400[[/N]]. No complaints were made after 12 March 2021.[[/A]]"
    )
    assert figures_doubted(right, judges) == []


@pytest.mark.parametrize(
    ("labelled", "sentence"),
    [
        ("[[N 3120 | trees]]312[[/N]] trees", "the figure '312' is labelled 3120, '312' reads as 312: see which"),
        (
            "about [[N 300 | trees]]300[[/N]] trees",
            "the figure '300' is labelled 300, 'about 300' reads as ~300: put the words that bound it inside the label",
        ),
        ("[[N 312 | %]]312[[/N]] trees", "the figure '312' is labelled %, and reads as trees: see which is right"),
        ("[[N 312 | kettles]]312[[/N]] trees", "the unit 'kettles' stands nowhere in the letter"),
    ],
)
def test_a_figure_that_reads_otherwise_is_doubted(labelled: str, sentence: str, judges: Judges) -> None:
    (told,) = figures_doubted(f"[[A 1 | provided]]The Council planted {labelled} in 2021/22.[[/A]]", judges)
    assert told.startswith(sentence)


def test_a_label_where_the_rules_find_no_number_is_doubted(judges: Judges) -> None:
    words = "Please see the list in section [[N 17 | trees]]17[[/N]] of the plan."
    assert figures_doubted(f"[[A 1 | provided]]{words}[[/A]]", judges) == [
        "no figure is found in '17': put the label round the whole number, or take it off."
    ]


@pytest.mark.parametrize(
    ("chance", "sentences"),
    [
        (0.99, ["the number '40' has no label, the model takes it for a figure and is 99% sure"]),
        (0.95, []),
        (0.05, []),
        (0.01, ["the number '312' is labelled as a figure, the model is sure that it is none"]),
    ],
)
def test_a_number_is_doubted_only_where_the_model_is_sure(
    chance: float, sentences: list[str], judges: Judges, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = FigureModel.numbers

    def so_sure(model: FigureModel, contexts: Sequence[FigureContext]) -> list[tuple[Quantity, ...]]:
        return [tuple(replace(one, confidence=chance) for one in numbers) for numbers in read(model, contexts)]

    monkeypatch.setattr(FigureModel, "numbers", so_sure)
    words = "The Council planted [[N 312 | trees]]312[[/N]] trees, [[N 1 | trees]]one[[/N]] an oak, on 40 sites."
    told = figures_doubted(f"[[A 1 | provided]]{words}[[/A]]", judges)
    assert [one.split(";")[0].split(":")[0] for one in told] == sentences


def test_what_the_guidelines_rule_out_is_not_said_twice(judges: Judges) -> None:
    wrong = letter("[[A 1 | provided]]The Council planted [[N 318 | trees]]312[[/N]] trees in 2021/22.[[/A]]")
    assert ["312" in breach.sentence for breach in breaches(wrong)] == [True]
    assert doubts(wrong, judges) == ()


def test_words_that_only_labels_tell_from_figures_are_left_aside(judges: Judges) -> None:
    words = (
        "There were [[N 0 | complaints]]no[[/N]] complaints; the ratio was [[N 8 | trees | per=warden]]one to 8[[/N]]."
    )
    assert figures_doubted(f"[[A 1 | provided]]{words}[[/A]]", judges) == []
    thousands = (
        "1. [[Q 1]]What was spent on trees (£000)?[[/Q]]\n[[A 1 | provided]]2021/22: [[N 318 | GBP]]318[[/N]][[/A]]"
    )
    assert doubts(letter(thousands), judges) == ()


def test_statuses_changed_by_chance_are_mostly_found_and_little_else_is(
    letters: list[LabelledLetter], judges: Judges
) -> None:
    chance = np.random.default_rng(0)
    changed: set[tuple[int, int]] = set()
    found: set[tuple[int, int]] = set()
    for place, one in enumerate(letters):
        answers = []
        for answer in one.answers:
            if answer.start < answer.end and answer.refers_to is None and chance.random() < PLANTED:
                others = [status for status in STATUSES if status not in answer.statuses]
                changed.add((place, answer.start))
                answers.append(replace(answer, statuses=(others[chance.integers(len(others))],)))
            else:
                answers.append(answer)
        told = doubts(replace(one, answers=tuple(answers)), judges)
        found |= {(place, doubt.place) for doubt in told if doubt.kind is Kind.DOUBTFUL_STATUS}
    assert len(changed) >= 10
    assert len(found & changed) >= 0.6 * len(changed)
    assert len(found - changed) <= 0.03 * sum(len(one.answers) for one in letters)


Spoil = Callable[[Quantity], tuple[Quantity, ...]]


def ten_times(figure: Quantity) -> tuple[Quantity, ...]:
    ends = (None if end is None else 10 * end for end in (figure.value.low, figure.value.high))
    return (replace(figure, value=Value(figure.value.bound, *ends)),)


def other_digit(figure: Quantity) -> tuple[Quantity, ...]:
    written = format_value(figure.value)
    digit = next(sign for sign in written if sign.isdecimal())
    return (replace(figure, value=parse_value(written.replace(digit, str((int(digit) + 3) % 10), 1))),)


def other_kind_of_unit(figure: Quantity) -> tuple[Quantity, ...]:
    return (replace(figure, unit="%" if figure.unit != "%" else "GBP"),)


def no_label(_: Quantity) -> tuple[Quantity, ...]:
    return ()


def spoilt(answer: Answer, at: int, spoil: Spoil) -> Answer:
    figures = answer.quantities
    return replace(answer, quantities=(*figures[:at], *spoil(figures[at]), *figures[at + 1 :]))


def told_of(one: LabelledLetter, judges: Judges) -> set[tuple[int, str]]:
    """What is said of its figures, by the models or the guidelines."""
    doubted = {(doubt.place, doubt.sentence) for doubt in doubts(one, judges) if doubt.kind is Kind.DOUBTFUL_FIGURE}
    return doubted | {(breach.place, breach.sentence) for breach in breaches(one)}


@pytest.mark.parametrize(
    ("spoil", "least"), [(ten_times, 0.95), (other_digit, 0.9), (other_kind_of_unit, 0.8), (no_label, 0.6)]
)
def test_figures_made_wrong_are_mostly_found(
    spoil: Spoil,
    least: float,
    letters: list[LabelledLetter],
    told_before: list[set[tuple[int, str]]],
    judges: Judges,
) -> None:
    chance = np.random.default_rng(0)
    found = []
    for one, before in list(zip(letters, told_before, strict=True))[::2]:
        places = [
            (place, at)
            for place, answer in enumerate(one.answers)
            for at, figure in enumerate(answer.quantities)
            if figure.value.low
        ]
        if not places:
            continue
        place, at = places[chance.integers(len(places))]
        start = one.answers[place].quantities[at].start
        answers = [*one.answers[:place], spoilt(one.answers[place], at, spoil), *one.answers[place + 1 :]]
        told = told_of(replace(one, answers=tuple(answers)), judges) - before
        # the words that bound a figure may stand before its label
        found.append(any(abs(where - start) < 20 for where, _ in told))
    assert len(found) >= 30
    assert np.mean(found) >= least


def test_little_is_doubted_in_figures_that_were_looked_at(
    letters: list[LabelledLetter], told_before: list[set[tuple[int, str]]]
) -> None:
    assert 0 < sum(map(len, told_before)) <= 0.25 * len(letters)


def test_a_letter_is_judged_by_itself(letters: list[LabelledLetter], judges: Judges) -> None:
    told: list[Doubt] = [doubt for one in letters[::4] for doubt in doubts(one, judges)]
    again = [doubt for one in reversed(letters[::4]) for doubt in reversed(doubts(one, judges))]
    assert told == again[::-1]
