"""The command line: `foi`. A command imports what it needs when it runs, so that help is quick."""

# ruff: noqa: PLC0415

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any

import click

from models.manifest import RELEASED
from nlp.errors import BadLabels, FoiError, UnreadableLetter

if TYPE_CHECKING:
    from rich.console import Console

    from nlp.request import Request
    from nlp.types import Answer, LabelledLetter
    from scoring.campaign import Campaign
    from scoring.explain import Explainer

DONE, SOME_FAILED, NOTHING_DONE = 0, 1, 2
"""Exit statuses."""
INTERRUPTED = 130
SEED = 0
_FIRST_WORDS, _SHOWN_QUESTIONS = 40, 12
"""How many letters of a question of the request are told back, and of how many questions."""
_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that JSON may hold as they are, and that move a terminal's cursor or turn its writing round."""

_PATH = click.Path(path_type=Path)
_MODEL = click.option(
    "--model",
    "bundle",
    type=_PATH,
    default=RELEASED,
    metavar="BUNDLE",
    help="Folder of the bundle to read with; without it, the released one.",
)
_ALONE = click.option(
    "--alone", is_flag=True, help="Read every letter by itself and not by what recurs over all of them."
)
_BODIES = click.option(
    "--bodies",
    type=_PATH,
    metavar="FILE",
    help="The bodies that were asked: one a line, or the first column of a .csv.",
)
_REQUEST = click.option(
    "--request",
    type=_PATH,
    metavar="FILE",
    help="The questions as they were asked: the request, or a list of questions.",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit status. What went wrong is one sentence on stderr."""
    if current_thread() is main_thread():
        # whoever ends the program from outside wants it to clear up as after Ctrl-C
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        status = foi.main(arguments, prog_name="foi", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return NOTHING_DONE
    except FoiError as error:
        _complain(str(error))
        return NOTHING_DONE
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _complain(f"{where}{error.strerror or error}; check the path, its permissions and the room on the disk.")
        return NOTHING_DONE
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return INTERRUPTED
    return int(status or DONE)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: foi score letters/ --output answers.csv",
)
@click.version_option(package_name="foi-answers", prog_name="foi")
def foi() -> None:
    """Read Freedom of Information response letters into a table of answers."""


@foi.command(epilog="Example: foi score letters/ more/reply.txt --output answers.xlsx")
@click.argument("paths", nargs=-1, required=True, type=_PATH, metavar="PATH...")
@click.option(
    "--output",
    type=_PATH,
    metavar="FILE",
    help="Where the answers go: a .jsonl, .csv, .parquet or .xlsx file.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Most processes; default: all cores.")
@_MODEL
@click.option("--keep-text", type=_PATH, metavar="DIR", help="Also write the texts that offsets count in.")
@_ALONE
@_REQUEST
def score(
    paths: tuple[Path, ...],
    output: Path | None,
    jobs: int | None,
    bundle: Path,
    keep_text: Path | None,
    alone: bool,
    request: Path | None,
) -> int:
    """Find the answers in letters and write them as a table.

    A PATH is a letter, or a folder with all letters beneath it. Without --output, a summary
    table is printed.

    Five letters or more help each other to be read: what several of them say word for word is
    question or boilerplate, seldom an answer. Score the replies to one request together, and name
    the request if you have it: then its numbers are those of the answers, and what a reply leaves
    out is said.
    """
    from nlp.reading import letters_and_others
    from nlp.request import read_request
    from scoring.kept_text import keep_text as write_text
    from scoring.kept_text import text_files
    from scoring.output import check_output, open_output
    from scoring.results import counted
    from scoring.score import score_files
    from scoring.summary import Summary

    if output is not None:
        check_output(output)
    found, others = letters_and_others(paths)
    # the request may lie among the replies, and is none of them
    letters = [letter for letter in found if request is None or letter.resolve() != request.resolve()]
    if not letters:
        raise FoiError(f"There are no letters in {_listed(paths)}: give files or folders of them.")
    if output is not None and output.resolve() in {file.resolve() for file in found}:
        raise FoiError(f"{output} is one of the letters: give --output another name.")
    if others:
        kinds = ", ".join(sorted({file.suffix.lower() for file in others}))
        _complain(f"{len(others):,} files of other kinds ({kinds}) were passed over: take their text out first.")
    asked = read_request(request) if request else None
    if asked:
        _complain(f"the request asks {counted(len(asked.leaves), 'question', 'questions')}: {_in_short(asked)}.")
    targets = text_files(letters, keep_text) if keep_text else None
    summary = Summary()
    with ExitStack() as stack:
        results = score_files(
            letters,
            bundle,
            _reader_builder(),
            jobs=jobs or _cores(),
            keep_text=bool(targets),
            alone=alone,
            request=asked,
        )
        stack.callback(results.close)
        write = stack.enter_context(open_output(output)) if output else None
        advance = stack.enter_context(_progress("Scoring", len(letters)))
        for place, result in enumerate(results):
            if write:
                write(result)
            if targets and result.text is not None:
                write_text(targets[place], result.text)
            summary.add(result)
            advance(result.error)
    if output is None:
        _console().print(summary.table())
    _console(stderr=True).print(summary.sentence(), highlight=False)
    if summary.failed == summary.letters:
        return NOTHING_DONE
    return SOME_FAILED if summary.failed else DONE


@foi.command(epilog="Example: foi matrix answers.jsonl --request request.txt --output campaign.xlsx")
@click.argument("answers", type=_PATH)
@_REQUEST
@_BODIES
@click.option(
    "--output",
    type=_PATH,
    required=True,
    metavar="FILE",
    help="Where the matrix goes: an .xlsx, .csv or .parquet file.",
)
def matrix(answers: Path, request: Path | None, bodies: Path | None, output: Path) -> int:
    """Put the replies to one request side by side: bodies down, questions across.

    ANSWERS is the .jsonl or .parquet output of foi score. The workbook has sheets with every
    answer, every figure and all that a person should look at; the .csv and .parquet have one row
    a body and question.

    Replies of one body in several letters are one row: the latest answer to each question stands.
    With --bodies, one that sent nothing has a row too.
    """
    from scoring.matrix import summary_sentence
    from scoring.matrix_output import FORMATS, write_matrix
    from scoring.output import check_output

    check_output(output, FORMATS)
    campaign = _campaign(answers, request, bodies, output)
    write_matrix(campaign, output)
    _console(stderr=True).print(summary_sentence(campaign), soft_wrap=True, highlight=False)
    return SOME_FAILED if any(body.unread for body in campaign.bodies) else DONE


@foi.command(epilog="Example: foi report answers.jsonl --request request.txt --output report.html")
@click.argument("answers", type=_PATH)
@_REQUEST
@_BODIES
@click.option("--output", type=_PATH, required=True, metavar="FILE", help="Where the page goes: an .html file.")
@click.option("--title", metavar="WORDS", help="Title of the page; default: how many bodies and questions there are.")
def report(answers: Path, request: Path | None, bodies: Path | None, output: Path, title: str | None) -> int:
    """Show the replies to one request to readers, as one page of HTML.

    ANSWERS is the .jsonl or .parquet output of foi score. The page needs nothing else and can be
    printed. It shows statuses and figures by question, late replies, grounds for refusing, and
    every answer in full, with a link from each number to the answers behind it.
    """
    from scoring.matrix import summary_sentence
    from scoring.output import check_output
    from scoring.report import FORMATS, title_of, write_report

    check_output(output, FORMATS)
    campaign = _campaign(answers, request, bodies, output)
    write_report(campaign, output, title or title_of(campaign))
    _console(stderr=True).print(summary_sentence(campaign), soft_wrap=True, highlight=False)
    return SOME_FAILED if any(body.unread for body in campaign.bodies) else DONE


@foi.command(epilog="Example: foi train --labels our-letters/ --output our-bundle")
@click.option(
    "--labels",
    multiple=True,
    type=_PATH,
    metavar="DIR",
    help="Folder of more labelled letters to learn from; more may follow.",
)
@click.argument("more", nargs=-1, type=_PATH, metavar="[DIR]...")
@click.option(
    "--output",
    type=_PATH,
    default=RELEASED,
    metavar="BUNDLE",
    help="Folder for the bundle; without it, the released one is replaced.",
)
@click.option("--seed", type=int, default=SEED, show_default=True, help="Seed of what is random.")
@click.option(
    "--no-track",
    is_flag=True,
    expose_value=False,
    help="Keep no record of the run as an experiment (none is kept yet).",
)
def train(labels: tuple[Path, ...], more: tuple[Path, ...], output: Path, seed: int) -> None:
    """Fit the models and save them as a bundle.

    They learn from the labelled letters that come with foi and from those in --labels. The same
    labels and the same seed give the same bundle.
    """
    from training.fitting import train as fit

    folders = [*labels, *more]
    for folder in folders:
        if not folder.is_dir():
            raise FoiError(f"{folder} is no folder: give --labels a folder of .letter files.")
    manifest = fit(folders, output, seed)
    click.echo(f"Saved bundle {manifest.id} in {output}.", err=True)


@foi.command(epilog="Example: foi evaluate training/corpus/test --errors --against old-bundle")
@click.argument("labelled", nargs=-1, required=True, type=_PATH, metavar="LABELLED...")
@_MODEL
@click.option("--json", "json_file", type=_PATH, metavar="FILE", help="Also write the measures.")
@click.option("--errors", is_flag=True, help="List what went wrong, case by case.")
@click.option("--against", type=_PATH, metavar="BUNDLE", help="List what was gained and lost on this bundle.")
@_ALONE
def evaluate(
    labelled: tuple[Path, ...],
    bundle: Path,
    json_file: Path | None,
    errors: bool,
    against: Path | None,
    alone: bool,
) -> int:
    """Measure how well labelled letters are read."""
    from dataclasses import asdict

    from models.manifest import read_manifest
    from scoring.quality import shown_cases, shown_measures
    from training.evaluation import compare
    from training.evaluation import evaluate as measure

    letters, failed = _read_labelled(labelled)
    answers = _answers(letters, bundle, alone=alone)
    failed += answers.count(None)
    report = measure(letters, answers)
    measures: dict[str, Any] = {"model": read_manifest(bundle).id, **report.as_dict()}
    console = _console()
    if against is None:
        console.print(shown_measures(measures))
    else:
        other = measure(letters, _answers(letters, against, alone=alone))
        change = compare(other, report)
        gained, lost = (list(map(asdict, cases)) for cases in (change.gained, change.lost))
        console.print(shown_measures(measures, other.as_dict()))
        console.print(shown_cases("Gained", gained), soft_wrap=True)
        console.print(shown_cases("Lost", lost), soft_wrap=True)
        measures["against"] = {
            "model": read_manifest(against).id,
            **other.as_dict(),
            "gained": gained,
            "lost": lost,
        }
    if errors:
        cases = list(map(asdict, report.cases))
        console.print(shown_cases("Errors", cases), soft_wrap=True)
        measures["errors"] = cases
    if json_file is not None:
        _write_json(json_file, measures)
    return SOME_FAILED if failed else DONE


@foi.command(epilog="Example: foi explain letters/reply.txt --among letters/")
@click.argument("letter", type=_PATH)
@_MODEL
@click.option("--among", type=_PATH, metavar="DIR", help="The pile it came in: what recurs there is shown.")
@_REQUEST
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
def explain(letter: Path, bundle: Path, among: Path | None, request: Path | None, as_json: bool) -> None:
    """Show how a letter was read, and why.

    Its lines with their roles, and for each answer the terms that spoke for and against its
    status.
    """
    from nlp.reading import find_letters
    from nlp.request import read_request
    from scoring.explain import explanation, shown_explanation

    pile = find_letters([among]) if among else ()
    asked = read_request(request) if request else None
    explained = explanation(letter, _reader_builder()(bundle), bundle, pile, asked)
    if as_json:
        click.echo(_as_json(explained))
    else:
        _console().print(shown_explanation(explained))


@foi.group(epilog="Example: foi labels check our-letters/")
def labels() -> None:
    """Work with labelled letters."""


@labels.command(epilog="Example: foi labels check our-letters/ reply.letter")
@click.argument("labelled", nargs=-1, required=True, type=_PATH, metavar="LABELLED...")
def check(labelled: tuple[Path, ...]) -> int:
    """Name every mistake in labelled letters, with its line and what to do."""
    letters, failed = _read_labelled(labelled, least=0)
    answers = sum(len(letter.answers) for letter in letters)
    click.echo(f"{len(letters):,} letters in order ({answers:,} answers), {failed:,} not.")
    return SOME_FAILED if failed else DONE


def _read_labelled(paths: Sequence[Path], least: int = 1) -> tuple[list[LabelledLetter], int]:
    """The labelled letters in files and folders, and how many could not be read.

    Complains of each of those; raises ``FoiError`` where fewer than ``least`` can be read.
    """
    from nlp.labelled import read_labelled
    from training.corpus import labelled_files

    files: list[Path] = []
    for path in paths:
        if not path.exists():
            raise FoiError(f"{path} does not exist: check the path.")
        files += labelled_files(path) if path.is_dir() else [path]
    if not files:
        raise FoiError(f"There are no .letter files in {_listed(paths)}: give labelled letters.")
    letters, failed = [], 0
    for file in dict.fromkeys(files):
        try:
            letters.append(read_labelled(file))
        except (BadLabels, UnreadableLetter) as error:
            failed += 1
            _complain(str(error))
    if len(letters) < least:
        raise FoiError(f"None of the letters in {_listed(paths)} can be used: put the labels right.")
    return letters, failed


def _answers(letters: Sequence[LabelledLetter], bundle: Path, *, alone: bool) -> list[Sequence[Answer] | None]:
    """The answers that the bundle's models find in each letter; complains where they fail."""
    from nlp.background import Background
    from nlp.recurrence import Recurrence, letter_runs
    from nlp.types import Letter
    from nlp.view import look_through
    from scoring.piles import cut_into_piles
    from scoring.score import BATCH, read_each

    reader = _reader_builder()(bundle)
    found: list[Sequence[Answer] | None] = []
    with _progress("Reading", len(letters)) as advance:
        for pile in cut_into_piles(letters):
            recurring = None if alone else Recurrence.in_pile([letter_runs(look_through(each.text)) for each in pile])
            for start in range(0, len(pile), BATCH):
                batch = [Letter(each.name, each.text) for each in pile[start : start + BATCH]]
                for read in read_each(reader, batch, Background(recurring)):
                    error = str(read) if isinstance(read, FoiError) else None
                    found.append(None if isinstance(read, FoiError) else read.answers)
                    advance(error)
    return found


def _campaign(answers: Path, request: Path | None, bodies: Path | None, output: Path) -> Campaign:
    """The campaign that scored letters are the replies to; refuses an output that is one of its own sources."""
    from nlp.request import read_request
    from scoring.gathering import read_bodies, read_campaign

    if output.resolve() in {file.resolve() for file in (answers, request, bodies) if file}:
        raise FoiError(f"{output} is what it would be made from: give --output another name.")
    return read_campaign(answers, read_request(request) if request else None, read_bodies(bodies) if bodies else None)


def _in_short(request: Request) -> str:
    """The request's questions by number and first words, so that a person sees if they were taken apart wrongly."""
    shown = [
        f"{one.id} “{one.words[:_FIRST_WORDS]}{'…' if len(one.words) > _FIRST_WORDS else ''}”"
        for one in request.leaves[:_SHOWN_QUESTIONS]
    ]
    return "; ".join([*shown, "…"] if len(request.leaves) > _SHOWN_QUESTIONS else shown)


def _reader_builder() -> Callable[[Path], Explainer]:
    from scoring.reader import build_reader

    return build_reader


def _cores() -> int:
    import joblib

    return int(joblib.cpu_count())


def _console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, markup=False, highlight=False)


@contextmanager
def _progress(title: str, total: int) -> Iterator[Callable[[str | None], None]]:
    """A bar on stderr; what it is called with is a complaint about the letter just done."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeLeft())
    console = _console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=total)

        def advance(complaint: str | None) -> None:
            bar.advance(task)
            if complaint:
                _complain(complaint, console)

        yield advance


def _complain(sentence: str, console: Console | None = None) -> None:
    """One line on stderr, whatever stands in the sentence."""
    from scoring.cells import safe_line

    line = f"foi: {safe_line(sentence)}"
    if console is None:
        click.echo(line, err=True)
    else:
        console.print(line, soft_wrap=True)


def _listed(paths: Sequence[Path]) -> str:
    return ", ".join(map(str, paths))


def _as_json(fields: Any) -> str:
    import json

    written = json.dumps(fields, indent=2, ensure_ascii=False)
    # what steers a terminal stays harmless, and JSON all the same
    return _STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def _write_json(file: Path, fields: Any) -> None:
    try:
        file.write_text(_as_json(fields) + "\n", encoding="utf-8")
    except OSError as error:
        raise FoiError(f"{file} cannot be written ({error.strerror or error}).") from error
