"""What commands say: progress and complaints on stderr, JSON for programs."""

# ruff: noqa: PLC0415

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

DONE, SOME_FAILED, NOTHING_DONE = 0, 1, 2
"""Exit statuses."""
INTERRUPTED = 130
"""Exit status of a run that was stopped."""

_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that JSON may hold as they are, and that move a terminal's cursor or turn its writing round."""


def terminal(*, stderr: bool = False) -> Console:
    """Where people look: stdout, or stderr; what is printed there is never taken for markup."""
    from rich.console import Console

    return Console(stderr=stderr, markup=False, highlight=False)


@contextmanager
def progress(title: str, total: int) -> Iterator[Callable[[str | None], None]]:
    """A bar on stderr; what it is called with is a complaint about the letter just done."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeLeft())
    console = terminal(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=total)

        def advance(complaint: str | None) -> None:
            bar.advance(task)
            if complaint:
                complain(complaint, console)

        yield advance


def complain(sentence: str, console: Console | None = None) -> None:
    """One line on stderr, whatever stands in the sentence."""
    from scoring.cells import safe_line

    line = f"foi: {safe_line(sentence)}"
    if console is None:
        click.echo(line, err=True)
    else:
        console.print(line, soft_wrap=True)


def listed(paths: Sequence[Path]) -> str:
    """The paths in one line."""
    return ", ".join(map(str, paths))


def json_text(fields: Any) -> str:
    """JSON that a person and a program can read."""
    import json

    written = json.dumps(fields, indent=2, ensure_ascii=False)
    # what steers a terminal stays harmless, and JSON all the same
    return _STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


def write_json(file: Path, fields: Any) -> None:
    """Write the fields as JSON, whole or not at all; ``FoiError`` where that cannot be."""
    from scoring.output import whole_file, writing

    with whole_file(file) as part, writing(file):
        part.write_text(json_text(fields) + "\n", encoding="utf-8")
