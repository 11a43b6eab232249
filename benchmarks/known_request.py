"""What the request, and the letters beside one, bring to reading: labelled campaigns read in three ways.

    uv run python benchmarks/known_request.py [--model BUNDLE] [--by campaign] [--fewest 5] FOLDER...

Letters that share a header key are one campaign. Each is read alone, with what recurs over its campaign, and with its
request besides: its questions as one of the letters prints them. Where the folders hold a campaign's training
letters, too, --only names the folder whose letters are measured; the others lend their words only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import click

from models.manifest import RELEASED
from nlp.background import ALONE, Background
from nlp.identifiers import stems
from nlp.labelled import read_labelled
from nlp.recurrence import Recurrence, letter_runs
from nlp.types import Answer, LabelledLetter, Letter
from nlp.view import look_through
from scoring.reader import build_reader
from scoring.score import BATCH
from training.corpus import labelled_files
from training.evaluation import Report, evaluate
from training.requests import request_of


def shown(way: str, report: Report) -> str:
    """A line of measures. ``right number`` is the share of found answers whose question is right."""
    row, span = report.answer_row, report.answer_span
    number = row.found / span.found if span.found else 0.0
    return (
        f"  {way:8} row F1 {row.f1:.3f}  span F1 {span.f1:.3f}  right number {number:.3f}"
        f"  status macro F1 {report.status_macro_f1:.3f}  accuracy {report.status_accuracy_on_matched:.3f}"
    )


def how_often_missed(letters: Sequence[LabelledLetter], found: Sequence[Sequence[Answer]]) -> tuple[int, int]:
    """How many questions are said to be left out, and to how many of these a person found an answer."""
    said = [
        (letter, answer.questions[0])
        for letter, answers in zip(letters, found, strict=True)
        for answer in answers
        if answer.left_out
    ]
    missed = [
        letter
        for letter, question in said
        if any(
            answer.end > answer.start and not {question, "*"}.isdisjoint({*answer.questions, *stems(answer.questions)})
            for answer in letter.answers
        )
    ]
    return len(said), len(missed)


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--model", "bundle", type=click.Path(path_type=Path), default=RELEASED)
@click.option("--by", default="campaign", show_default=True, help="Header key that names a letter's campaign.")
@click.option("--fewest", default=5, show_default=True, help="Letters that a campaign must have.")
@click.option("--only", type=click.Path(path_type=Path), help="Measure the letters of this folder only.")
def main(folders: Sequence[Path], bundle: Path, by: str, fewest: int, only: Path | None) -> None:
    """Print the measures of each way of reading, over all campaigns."""
    campaigns: defaultdict[str, list[tuple[LabelledLetter, bool]]] = defaultdict(list)
    for file in sorted({file for folder in folders for file in labelled_files(folder)}):
        letter = read_labelled(file)
        if by in letter.header:
            campaigns[letter.header[by]].append((letter, only is None or file.is_relative_to(only)))
    reader = build_reader(bundle)
    measured: list[LabelledLetter] = []
    answers: defaultdict[str, list[Sequence[Answer]]] = defaultdict(list)
    for pile in campaigns.values():
        letters = [letter for letter, _ in pile]
        chosen = [letter for letter, counts in pile if counts]
        if len(letters) < fewest or not chosen:
            continue
        recurring = Recurrence.in_pile([letter_runs(look_through(letter.text)) for letter in letters])
        ways = {
            "alone": ALONE,
            "batch": Background(recurring),
            "request": Background(recurring, request_of(letters)),
        }
        for way, background in ways.items():
            for start in range(0, len(chosen), BATCH):
                batch = [Letter(one.name, one.text) for one in chosen[start : start + BATCH]]
                answers[way] += [read.answers for read in reader.read(batch, background)]
        measured += chosen
    click.echo(f"{len(measured)} letters of {len(campaigns)} campaigns")
    left_out, missed = how_often_missed(measured, answers["request"])
    click.echo(f"  {left_out} questions are said to be left out, of which {missed} are answered")
    for way, found in answers.items():
        click.echo(shown(way, evaluate(measured, found)))


if __name__ == "__main__":
    main()
