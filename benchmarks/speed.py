"""Speed and memory of the whole job, beside bare tokenisation of the same letters.

    uv run python benchmarks/speed.py [--model BUNDLE] [LETTERS...]

The ratio is the least time in which the letters were scored on one core, the bundle loaded, over
the least time in which ``spacy.blank("en")`` tokenised their texts, both measured by turns in the
same run. Memory is what this process holds while it scores the same letters again and again.
Exits with 1 if the job takes too many times as long, or memory grows.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import chain, islice, repeat
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import spacy
from threadpoolctl import threadpool_limits

from models.manifest import RELEASED, read_manifest
from nlp.reading import find_letters, read_letter
from scoring.output import open_output
from scoring.reader import build_reader
from scoring.score import BATCH, Scorer

LETTERS = Path(__file__).resolve().parents[1] / "training" / "corpus" / "test"
MOST_RATIO = 3.0
MOST_GROWTH = 20.0
"""Megabytes that memory may grow by after every letter was scored once."""


def score_all(scorer: Scorer, paths: Sequence[Path], output: Path) -> None:
    """The whole job but for loading the bundle: files to JSON lines."""
    with open_output(output) as write:
        for result in scorer.score_piles(paths):
            write(result)


def seconds(job: Callable[[], object]) -> float:
    """How long the job takes."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def measure_speed(scorer: Scorer, paths: Sequence[Path], output: Path, rounds: int) -> bool:
    """Print the times of both jobs and their ratio; whether it is low enough."""
    texts = [read_letter(path).text for path in paths]
    nlp = spacy.blank("en")
    nlp.max_length = 1 + max(map(len, texts))
    bare, whole = [], []
    for _ in range(rounds + 1):
        bare.append(seconds(lambda: [len(doc) for doc in nlp.pipe(texts)]))
        whole.append(seconds(lambda: score_all(scorer, paths, output)))
    # the first round fills caches on both sides
    least_bare, least_whole = min(bare[1:]), min(whole[1:])
    words = sum(len(text.split()) for text in texts) / len(texts)
    click.echo(f"{len(paths):,} letters of {words:.0f} words, best of {rounds} rounds")
    click.echo(f"bare tokenisation {1000 * least_bare / len(paths):8.2f} ms a letter")
    click.echo(f"the whole job     {1000 * least_whole / len(paths):8.2f} ms a letter")
    click.echo(f"ratio             {least_whole / least_bare:8.2f} (at most {MOST_RATIO})")
    return least_whole <= MOST_RATIO * least_bare


def measure_memory(scorer: Scorer, paths: Sequence[Path], output: Path, letters: int) -> bool:
    """Print the memory held from first to last; whether it stays flat."""
    pile = list(islice(chain.from_iterable(repeat(paths)), letters))
    score_all(scorer, paths, output)
    start = held = resident()
    tenth = max(BATCH, letters // 10)
    with open_output(output) as write:
        for place in range(0, letters, BATCH):
            for result in scorer.score(pile[place : place + BATCH]):
                write(result)
            if place % tenth < BATCH:
                held = max(held, resident())
    end = resident()
    click.echo(f"memory over {letters:,} letters: {start:.0f} MB at first, {held:.0f} MB at most,")
    click.echo(f"{end:.0f} MB at last; growth {end - start:+.1f} MB (at most {MOST_GROWTH})")
    return end - start <= MOST_GROWTH


def resident() -> float:
    """Megabytes that this process holds now."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise click.ClickException("Memory can only be measured where there is /proc/self/status.")


@click.command()
@click.argument("letters", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--model", "bundle", type=click.Path(path_type=Path), default=RELEASED)
@click.option("--rounds", default=5, show_default=True, help="Times that each side is measured.")
@click.option("--memory", default=5000, show_default=True, help="Letters for the memory's growth.")
@click.pass_context
def main(context: click.Context, letters: tuple[Path, ...], bundle: Path, rounds: int, memory: int) -> None:
    """Compare the whole job with bare tokenisation, and watch memory."""
    paths = find_letters(letters or (LETTERS,))
    with TemporaryDirectory() as folder, threadpool_limits(1):
        output = Path(folder) / "answers.jsonl"
        scorer = Scorer(build_reader(bundle), read_manifest(bundle).id)
        quick = measure_speed(scorer, paths, output, rounds)
        flat = measure_memory(scorer, paths, output, memory)
    context.exit(0 if quick and flat else 1)


if __name__ == "__main__":
    main()
