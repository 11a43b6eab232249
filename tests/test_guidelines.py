"""What labels say that the guidelines rule out."""

from __future__ import annotations

import pytest

from nlp.labelled import parse_labelled
from training.corpus import TRAIN, load_corpus
from training.guidelines import breaches

HEADER = "---\nauthority: Ashbeck Council\nkind: council\nlayout: numbered\ntopic: trees\n---\n"
QUESTION = "1. [[Q 1]]How many trees?[[/Q]] "


def said(body: str) -> list[tuple[bool, str]]:
    letter = parse_labelled(HEADER + body, "ash.letter")
    return [(breach.certain, breach.sentence) for breach in breaches(letter)]


CERTAIN = [
    ("[[A 1 | provided | ref=7]]See question 7.[[/A]]", "no question 7 that ref=7 could point to"),
    ("[[A 1 | provided | ref=1]]See question 1.[[/A]]", "points to itself"),
    ("[[A 1,* | provided]]We felled some.[[/A]]", "* stands for the whole letter"),
    ("[[A 1,1 | provided]]We felled some.[[/A]]", "names a question twice"),
    ("[[A 1 | provided]]Six [[N 6 | trees]]trees[[/N]].[[/A]]", "'trees' hold no number"),
]
DOUBTFUL = [
    ("[[A 1 | provided]]Some.[[/A]] [[A * | refused]]Section 12 applies.[[/A]]", "number this one, too"),
    ("[[A 2 | provided]]Some.[[/A]] [[A 1 | provided]]More.[[/A]]", "no question 2 is labelled"),
    ("[[A 1 | provided]]Some.[[/A]] [[A 1 | refused]]More.[[/A]]", "question 1 has several answers"),
    ("2. [[Q 2]]Why?[[/Q]] [[A 2 | provided]]For safety.[[/A]]", "question 1 has no answer"),
    (
        "[[A 1 | not_held]]Not held.[[/A]] 2. [[Q 2]]Why?[[/Q]] [[A 2 | provided | ref=1]]As above.[[/A]]",
        "points to an answer that is not_held",
    ),
    ("[[A 1 | provided]]Response: six oaks.[[/A]]", "begins with 'Response:'"),
    ("[[A 1 | provided]]• six oaks[[/A]]", "'•' at its edge"),
    ("[[A 1 | provided]]six oaks |[[/A]]", "'|' at its edge"),
    ("[[A 1 | provided + unanswered]]Six. Which do you mean?[[/A]]", "goes with no other status"),
    ("[[A 1 | provided]]N/A[[/A]]", "is unanswered, not provided"),
    ("[[A 1 | provided]]six oa[[/A]]ks", "parts a word (near '"),
    ("[[A 1 | provided]][[N 310 | trees]]310[[/N]]5 trees[[/A]]", "parts a number"),
    ("[[A 1 | provided]]Since [[N 2018 | trees]]12 May 2018[[/N]].[[/A]]", "is a date or a year"),
    ("[[A 1 | provided]][[N 310 | trees]]3,200[[/N]] trees[[/A]]", "its value is 310: one is wrong"),
    ("[[A 1 | provided]][[N ~390 | trees]]nearly 390[[/N]] trees[[/A]]", "say less than, its value says about"),
    ("[[A 1 | provided]][[N 390 | trees]]over 390[[/N]] trees[[/A]]", "say more than, its value says exact"),
    ("[[A 1 | provided]][[N 5 | pounds]]£5[[/N]] each[[/A]]", "write its unit as GBP"),
    ("[[A 1 | provided]][[N 5 | ]]£5[[/N]] each[[/A]]", "write its unit as GBP"),
    ("[[A 1 | provided]][[N 5 | percent]]5 per cent[[/N]] of them[[/A]]", "write its unit as %"),
    ("[[A 1 | provided]][[N 5 | ]]5[[/N]] trees[[/A]]", "has no unit"),
    ("[[A 1 | provided]][[N 5 | per=year]]5[[/N]] trees[[/A]]", "the unit 'per=year' is none"),
]


@pytest.mark.parametrize(("answers", "sentence"), CERTAIN)
def test_what_no_reading_allows_is_certain(answers: str, sentence: str) -> None:
    assert [certain for certain, told in said(QUESTION + answers) if sentence in told] == [True]


@pytest.mark.parametrize(("answers", "sentence"), DOUBTFUL)
def test_what_is_merely_unusual_is_told(answers: str, sentence: str) -> None:
    found = said(QUESTION + answers)
    assert [certain for certain, told in found if sentence in told] == [False]
    assert not any(certain for certain, _ in found)


@pytest.mark.parametrize("label", ["Question 1:", "Q1.", "1) ", "(1) "])
def test_a_number_or_a_label_inside_a_question_is_told(label: str) -> None:
    ((certain, sentence),) = said(f"[[Q 1]]{label} How many?[[/Q]] [[A 1 | provided]]Six.[[/A]]")
    assert not certain
    assert label.strip() in sentence


@pytest.mark.parametrize(
    "answers",
    [
        "[[A 1 | provided]]We felled [[N 31069 | trees]]31,069[[/N]] trees.[[/A]]",
        "[[A 1 | provided]]There were [[N 0 | trees]]no[[/N]] trees.[[/A]]",
        "[[A 1 | provided]]We lost [[N 1 | trees]]a[[/N]] tree.[[/A]]",
        "[[A 1 | provided]]Cost: [[N 1200000 | GBP]]£1.2m[[/N]].[[/A]]",
        "[[A 1 | provided]]Cost (£000): [[N 310000 | GBP]]310[[/N]].[[/A]]",
        "[[A 1 | provided]]In [[N ? | trees]]*[[/N]] cases.[[/A]]",
        "[[A 1 | provided]][[N >=80 | %]]at least 80%[[/N]] of them.[[/A]]",
        "[[A 1 | provided]]There is [[N 8 | beds | per=nurse]]one to 8[[/N]] beds.[[/A]]",
        "[[A 1 | unanswered]]N/A[[/A]]",
        "[[A 1 | unanswered]][[/A]]",
        "[[A 1 | provided]]• six oaks\n• two elms[[/A]]",
        "[[A 1 | provided | col=2019]]6[[/A]] [[A 1 | provided | col=2020]]7[[/A]]",
        "a. [[Q 1a]]Oaks?[[/Q]] [[A 1a | provided]]Six.[[/A]]",
        "[[A * | refused]]Section 12 applies.[[/A]]",
    ],
)
def test_labels_in_order_are_left_in_peace(answers: str) -> None:
    assert said(QUESTION + answers) == []


def test_cells_that_a_converter_ran_together_are_no_parted_word() -> None:
    assert said("[[Q 1]]number of trees[[/Q]][[A 1 | provided]]six oaks[[/A]]") == []


def test_few_letters_of_the_corpus_are_told_anything_and_none_is_refused() -> None:
    letters = load_corpus(TRAIN)[::10]
    found = [breaches(letter) for letter in letters]
    assert not any(breach.certain for some in found for breach in some)
    assert sum(map(bool, found)) <= len(letters) * 0.05
