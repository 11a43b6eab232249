"""The measures: by hand on small letters, and held against an independent computation of them."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nlp.labelled import format_labelled, parse_labelled
from nlp.types import Answer, Bound, LabelledLetter, Quantity, Status, Value
from training.corpus import TEST, load_corpus
from training.evaluation import Fault, compare, evaluate

HEADER = "---\nauthority: Millbrook Council\nkind: council\nlayout: numbered\ntopic: trees\n---\n"
LETTER = parse_labelled(
    HEADER
    + """1. [[Q 1]]How many trees were felled?[[/Q]]
[[A 1 | provided]]We felled [[N 310 | trees]]310[[/N]] in [[N 2 | parks]]two[[/N]] parks.[[/A]]
2. [[Q 2]]Why?[[/Q]]
[[A 2 | not_held + redirected]]We do not record reasons; please ask the contractor.[[/A]]
3. [[Q 3]]By whom?[[/Q]] [[A 3 | unanswered | col=Name]][[/A]]
[[A 4,5 | refused]]Section 40(2) applies to the names that were asked for.[[/A]]
""",
    "oak.letter",
)
TOOL = Path(__file__).resolve().parents[2] / "shared" / "tools" / "evaluate.py"

Predictions = Sequence[Sequence[Answer] | None]


def as_read(letter: LabelledLetter) -> list[Answer]:
    return [replace(answer, confidence=0.9) for answer in letter.answers]


def test_a_letter_read_as_labelled_is_perfect() -> None:
    report = evaluate([LETTER], [as_read(LETTER)])
    assert report.letters_perfect == report.answer_row.f1 == report.status_macro_f1 == 1
    assert report.quantity.found == 2
    assert report.ece == pytest.approx(0.1)
    assert report.brier == pytest.approx(0.01)
    assert report.cases == ()


def test_a_letter_not_read_is_missed_whole() -> None:
    report = evaluate([LETTER], [None])
    assert report.missing == 1
    assert report.answer_row.missed == 5
    assert report.quantity.missed == 2
    assert report.ece is report.brier is report.error_in_most_confident_80pct is None
    assert [case.fault for case in report.cases] == [Fault.MISSED] * 5
    assert report.as_dict()["ece"] is None


def test_every_fault_is_listed_where_it_stands() -> None:
    first, second, third, fourth = as_read(LETTER)
    wrong = Quantity(first.start, first.start + 2, Value(Bound.EXACT, 311.0, 311.0), "trees")
    answers = [
        replace(first, quantities=(wrong, first.quantities[1])),
        replace(second, statuses=(Status.REDIRECTED,), confidence=0.4),
        replace(third, column="Name"),
        replace(fourth, questions=("4",), end=fourth.end - 3),
        replace(second, questions=("9",), start=0, end=5),
    ]
    report = evaluate([LETTER], [answers])
    seen = [(c.fault.value, c.question, c.labelled, c.predicted) for c in report.cases]
    assert seen == [
        ("figure missed", "1", "exact 310..310", None),
        ("figure spurious", "1", None, "exact 311..311"),
        ("status", "2", "not_held", "redirected"),
        ("missed", "5", "refused", None),
        ("spurious", "9", None, "not_held"),
    ]
    assert report.cases[2].confidence == 0.4
    assert report.cases[2].excerpt.startswith("We do not record")
    assert report.letters_perfect == 0
    assert report.status_accuracy_on_matched == 0.75


def test_a_lone_question_may_be_answered_as_a_whole() -> None:
    letter = parse_labelled(HEADER + "[[A 7 | provided]]Yes, we do.[[/A]]\n", "elm.letter")
    whole = [replace(letter.answers[0], questions=("*",))]
    assert evaluate([letter], [whole]).letters_perfect == 1


def test_a_comparison_names_what_was_gained_and_lost() -> None:
    answers = as_read(LETTER)
    before = evaluate([LETTER], [answers[1:]])
    after = evaluate([LETTER], [answers[:-1]])
    change = compare(before, after)
    assert [case.question for case in change.gained] == ["1"]
    assert [case.question for case in change.lost] == ["4", "5"]
    assert compare(after, after).gained == compare(after, after).lost == ()


def test_the_same_change_of_confidence_is_no_gain() -> None:
    answers = [replace(answer, statuses=(Status.PROVIDED,)) for answer in as_read(LETTER)]
    surer = [replace(answer, confidence=0.99) for answer in answers]
    before, after = (evaluate([LETTER], [read]) for read in (answers, surer))
    assert compare(before, after).gained == ()


def test_a_hostile_heading_takes_no_time() -> None:
    answers = [replace(a, column="<" * 100_000 + ">" + "<" * 100_000) for a in as_read(LETTER)]
    start = time.perf_counter()
    evaluate([LETTER], [answers])
    assert time.perf_counter() - start < 2


def perfect(letters: Sequence[LabelledLetter]) -> Predictions:
    return [as_read(letter) for letter in letters]


def perturbed(letters: Sequence[LabelledLetter], seed: int = 3) -> Predictions:
    """Predictions with every kind of mistake in them."""
    chance = random.Random(seed)  # noqa: S311 - mistakes, no secrets
    return [
        [wrong for answer in letter.answers for wrong in spoilt(answer, len(letter.text), chance)] for letter in letters
    ]


def spoilt(answer: Answer, length: int, chance: random.Random) -> list[Answer]:
    statuses = answer.statuses
    if chance.random() < 0.2:
        statuses = tuple(chance.sample(list(Status), chance.choice((1, 1, 2))))
    start = max(0, answer.start + chance.choice((0, 0, 0, -7, 9)))
    end = min(length, max(start, answer.end + chance.choice((0, 0, 0, -5, 25))))
    found = replace(
        answer,
        statuses=statuses,
        start=start,
        end=end,
        questions=tuple(chance.choice((q, q, q, q, f"Q{q}", "*", "1")) for q in answer.questions),
        column=chance.choice((answer.column, answer.column, None, " <b>Name</b>", "x<y")),
        confidence=chance.choice((None, 1.0, 0.0, 0.5, chance.random(), chance.random())),
        quantities=tuple(
            replace(figure, value=Value(Bound.ABOUT, 3.0, 3.0)) if chance.random() < 0.1 else figure
            for figure in answer.quantities
            if chance.random() < 0.9
        ),
    )
    return [found] * chance.choice((0, 1, 1, 1, 1, 1, 1, 1, 2))


def partly_missing(letters: Sequence[LabelledLetter]) -> Predictions:
    read = perturbed(letters, seed=5)
    return [None if place % 2 else answers for place, answers in enumerate(read)]


def blank(letters: Sequence[LabelledLetter]) -> Predictions:
    """Only the answers that hold no words."""
    return [[a for a in as_read(letter) if a.start == a.end] for letter in letters]


def line_of(name: str, answers: Sequence[Answer]) -> str:
    return json.dumps({"letter": f"post/{name}.txt", "answers": [object_of(a) for a in answers]})


def object_of(answer: Answer) -> dict[str, Any]:
    return {
        "questions": answer.questions,
        "start": answer.start,
        "end": answer.end,
        "column": answer.column,
        "statuses": answer.statuses,
        "confidence": answer.confidence,
        "quantities": [
            {"bound": figure.value.bound, "low": figure.value.low, "high": figure.value.high}
            for figure in answer.quantities
        ],
    }


@pytest.mark.skipif(
    not TOOL.exists(),
    reason="the independent evaluation lies beside the checkout, and is not here",
)
@pytest.mark.parametrize("predict", [perfect, perturbed, partly_missing, blank])
def test_the_measures_agree_with_an_independent_computation(
    predict: Callable[[Sequence[LabelledLetter]], Predictions], tmp_path: Path
) -> None:
    letters = load_corpus(TEST)[::2]
    predictions = predict(letters)
    files: list[Path] = []
    for letter in letters:
        files.append(tmp_path / f"{letter.name}.letter")
        files[-1].write_bytes(format_labelled(letter).encode())
    (tmp_path / "read.jsonl").write_text(
        "".join(
            line_of(letter.name, answers) + "\n"
            for letter, answers in zip(letters, predictions, strict=True)
            if answers is not None
        )
    )
    command: list[str | Path] = [sys.executable, TOOL, "--json", tmp_path / "read.jsonl", *files]
    run = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    theirs = json.loads(run.stdout)
    ours = evaluate(letters, predictions).as_dict()
    assert theirs
    assert {name: ours[name] for name in theirs} == theirs
