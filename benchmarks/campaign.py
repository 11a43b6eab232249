"""Time and memory of a large campaign, from scored letters to the sheet and the report.

    uv run python benchmarks/campaign.py [--replies 2000] [--questions 12] [--keep DIR]

The letters are made up: their figures, words and gaps are drawn at random, the same for a seed, in
about the shares that real campaigns have. Each command is timed whole, from the shell's side, the
start of the interpreter included. Exits with 1 if one takes too long or too much memory.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import click

MADE = (
    ("matrix", "campaign.xlsx"),
    ("matrix", "campaign.csv"),
    ("matrix", "campaign.parquet"),
    ("report", "campaign.html"),
)
"""The commands, and what they make."""
MOST_SECONDS = 30.0
"""Seconds of the processor: where others use the machine too, the clock says little."""
MOST_MEMORY = 600.0
"""Megabytes that a command may hold at its peak."""

_WORDS = (
    "the council trust records show that during this period we received recorded provided information held about "
    "staff patients cases total number of requests which were closed within each financial year and for the team "
    "please note these figures may include more than one entry where a person was seen on several occasions"
).split()
_PLACES = (
    "Ash Brook Carn Dun Elder Fenn Glen Hather Inver Kirk Lang Mill North Oak Penn Rush Stan Thorn Upper West".split()
)
_ENDS = "bridge bury by combe dale field ford ham leigh mere mouth ness port stead stone ton wick worth".split()
_KINDS = ("Borough Council", "NHS Trust", "Fire Authority", "University", "Police", "Health Board")
_STATUSES = {"provided": 70, "not_held": 10, "refused": 7, "redirected": 5, "no_service": 5, "unanswered": 3}
_TWICE, _UNREAD, _SILENT, _NAMELESS, _MISSPELT = 0.04, 0.01, 0.05, 0.03, 0.05
_TABLE, _LEFT_OUT = 0.1, 0.03
"""Shares of bodies that write twice, letters not to be read, silent bodies, and so on."""


def bodies(random: Random, count: int) -> list[str]:
    """Names of so many bodies, no two the same."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[f"{random.choice(_PLACES)}{random.choice(_ENDS)} {random.choice(_PLACES)} {random.choice(_KINDS)}"] = None
    return list(found)


def letters(random: Random, names: Sequence[str], questions: int) -> Iterator[dict[str, Any]]:
    """The scored replies of the bodies, as `foi score` writes them."""
    for place, name in enumerate(names):
        for part in range(1 + (random.random() < _TWICE)):
            letter = {"letter": f"replies/{place:05}-{part}.txt", "sha256": f"{place:064x}", "model": "0" * 12}
            if random.random() < _UNREAD:
                yield letter | {"error": f"{letter['letter']} is empty; check that the letter was saved."}
                continue
            called = None if random.random() < _NAMELESS else name
            if called and random.random() < _MISSPELT:
                called = called.replace("n", "nn", 1)
            yield letter | {
                "particulars": _particulars(random, called, part),
                "attachments": [{"start": 40, "end": 52, "name": "Figures.xlsx"}] if random.random() < 0.2 else [],
                "answers": [
                    answer
                    for number in range(1, questions + 1)
                    if random.random() >= (0.7 if part else _LEFT_OUT)
                    for answer in _answers(random, number)
                ],
            }


def _particulars(random: Random, called: str | None, part: int) -> dict[str, Any]:
    requested = date(2023, 2, 1) + timedelta(days=random.randrange(10))
    replied = requested + timedelta(days=int(random.gammavariate(6, 5)) + 40 * part)
    said = {
        "authority": called,
        "reference": f"FOI-{random.randrange(10_000)}" if random.random() < 0.8 else None,
        "requested": str(requested) if random.random() < 0.7 else None,
        "replied": str(replied) if random.random() < 0.9 else None,
        "regime": "FOIA",
        "nation": random.choice(("england_and_wales", "scotland", "northern_ireland", None)),
    }
    return {key: value and {"value": value, "start": 0, "end": 9, "confidence": 0.98} for key, value in said.items()}


def _answers(random: Random, number: int) -> Iterator[dict[str, Any]]:
    columns = [f"{year}/{year - 1999}" for year in range(2019, 2023)] if random.random() < _TABLE else [None]
    for place, column in enumerate(columns):
        (status,) = random.choices(list(_STATUSES), list(_STATUSES.values()))
        start, length = 1_000 * number + 50 * place, min(int(random.lognormvariate(2.5, 1.2)) + 1, 1_000)
        sure = random.betavariate(12, 1)
        rest = dict.fromkeys(_STATUSES, (1 - sure) / 5)
        yield {
            "questions": [str(number)],
            "question": {"start": start - 200, "end": start - 5},
            "start": start,
            "end": start + 6 * length,
            "column": column,
            "answer": " ".join(random.choices(_WORDS, k=length)),
            "statuses": [status],
            "status": status,
            "confidence": sure,
            "probabilities": rest | {status: sure},
            "needs_review": sure < 0.8,
            "refers_to": None,
            "quantities": [_figure(random, start) for _ in range(random.choice((0, 1, 1, 1, 2, 3, 6)))]
            if status == "provided"
            else [],
            "grounds": [_ground(start)] if status == "refused" else [],
            "directions": [
                {"start": start, "end": start + 9, "means": "link", "target": "https://data.example/figures"}
            ]
            if status == "redirected"
            else [],
        }


def _figure(random: Random, start: int) -> dict[str, Any]:
    low = int(random.lognormvariate(5, 2))
    few = random.random() < 0.1
    return {
        "start": start + 3,
        "end": start + 8,
        "text": "fewer than 5" if few else f"{low:,}",
        "bound": "less_than" if few else "exact",
        "low": None if few else low,
        "high": 5 if few else low,
        "unit": random.choice(("cases", "staff", "GBP", "%", "")),
        "per": None,
        "period": random.choice((None, "2022/23", "2021/22")),
    }


def _ground(start: int) -> dict[str, Any]:
    meaning = "personal information of other people"
    return {
        "start": start,
        "end": start + 12,
        "law": "FOIA",
        "provision": "40(2)",
        "way": "refusal",
        "meaning": meaning,
    }


def make(folder: Path, replies: int, questions: int, seed: int) -> tuple[Path, Path, Path]:
    """Write scored letters, the request and the list of bodies to ``folder``."""
    random = Random(seed)  # noqa: S311 - nothing is kept secret
    names = bodies(random, replies)
    answers, request, listed = (folder / name for name in ("answers.jsonl", "request.txt", "bodies.txt"))
    with answers.open("w", encoding="utf-8") as file:
        for letter in letters(random, names[int(_SILENT * replies) :], questions):
            file.write(json.dumps(letter) + "\n")
    asked = (f"{n}. How many {' '.join(random.choices(_WORDS, k=18))} in 2022/23?" for n in range(1, questions + 1))
    request.write_text("\n".join(asked) + "\n", encoding="utf-8")
    listed.write_text("\n".join(names) + "\n", encoding="utf-8")
    return answers, request, listed


def run(*arguments: str | Path) -> tuple[float, float, float]:
    """Run `foi` as a program; its seconds, those of the processor, and megabytes at its peak."""
    start = time.perf_counter()
    child = os.posix_spawn(
        sys.executable,
        [sys.executable, "-c", "import sys; from scoring.cli import main; sys.exit(main())", *map(str, arguments)],
        os.environ,
    )
    _, _, used = os.wait4(child, 0)
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


@click.command()
@click.option("--replies", default=2000, show_default=True, help="Bodies that were asked.")
@click.option("--questions", default=12, show_default=True, help="Questions each was asked.")
@click.option("--seed", default=0, show_default=True, help="Seed of what is random.")
@click.option("--keep", type=click.Path(path_type=Path), metavar="DIR", help="Where the files are to stay.")
@click.pass_context
def main(context: click.Context, replies: int, questions: int, seed: int, keep: Path | None) -> None:
    """Make a campaign up, and time what is made of it."""
    passed = True
    with TemporaryDirectory() as temporary:
        folder = keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        answers, request, listed = make(folder, replies, questions, seed)
        click.echo(f"{replies:,} bodies, {questions} questions, {answers.stat().st_size / 1024**2:.0f} MB of answers")
        for command, name in MADE:
            made = folder / name
            made.unlink(missing_ok=True)
            seconds, busy, memory = run(command, answers, "--request", request, "--bodies", listed, "--output", made)
            if not made.exists():
                raise click.ClickException(f"foi {command} made no {name}.")
            click.echo(
                f"foi {command} {name:17} {seconds:5.1f} s, {busy:5.1f} s of the processor "
                f"(at most {MOST_SECONDS:.0f}), {memory:4.0f} MB at its peak (at most {MOST_MEMORY:.0f})"
            )
            passed &= busy <= MOST_SECONDS and memory <= MOST_MEMORY
    context.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
