"""Reads mangled letters: none may raise an exception or get an offset that does not hold.

    uv run python benchmarks/mutations.py [--model BUNDLE] [--count 10000] [--seed 0]

Exits with 1 if one does, and names the seed that makes it again.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from models.manifest import RELEASED
from nlp.errors import FoiError
from nlp.types import Letter
from scoring.reader import build_reader
from scoring.score import BATCH, read_each

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.mutations import faults, mutated
from training.corpus import load_corpus


def mangled(texts: Sequence[str], first: int, count: int) -> Iterator[Letter]:
    """Letters named by the seed that made them."""
    for seed in range(first, first + count):
        chance = random.Random(seed)  # noqa: S311
        yield Letter(str(seed), mutated(chance.choice(texts), chance))


@click.command()
@click.option("--model", "bundle", type=click.Path(path_type=Path), default=RELEASED)
@click.option("--count", default=10_000, show_default=True, help="Letters to read.")
@click.option("--seed", default=0, show_default=True, help="Seed of the first one.")
@click.pass_context
def main(context: click.Context, bundle: Path, count: int, seed: int) -> None:
    """Read mangled letters and report what goes wrong."""
    reader = build_reader(bundle)
    texts = [letter.text for letter in load_corpus()]
    wrong = 0
    for start in range(seed, seed + count, BATCH):
        letters = list(mangled(texts, start, min(BATCH, seed + count - start)))
        for letter, read in zip(letters, read_each(reader, letters), strict=True):
            found = [str(read)] if isinstance(read, FoiError) else faults(read, letter.text)
            wrong += bool(found)
            for fault in found:
                click.echo(f"seed {letter.name}: {fault}")
    click.echo(f"{count:,} mangled letters read, {wrong:,} wrongly.")
    context.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
