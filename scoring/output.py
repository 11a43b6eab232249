"""One output file, in the format that its name asks for, whole or not there at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from importlib import import_module
from pathlib import Path

from nlp.errors import FoiError
from scoring.results import LetterResult

Write = Callable[[LetterResult], None]
"""Adds a letter to an output."""

_WRITERS = {
    ".jsonl": ("scoring.lines_output", "write_jsonl"),
    ".csv": ("scoring.lines_output", "write_csv"),
    ".parquet": ("scoring.parquet_output", "write_parquet"),
    ".xlsx": ("scoring.workbook_output", "write_workbook"),
}
FORMATS = tuple(_WRITERS)
"""What an output's name may end with."""


def check_output(path: Path, formats: Iterable[str] = FORMATS) -> None:
    """Raise ``FoiError`` if nothing can be written under that name."""
    if path.suffix.lower() not in formats:
        raise FoiError(f"{path} is no kind of output: give a name that ends with {', '.join(formats)}.")
    if path.is_dir():
        raise FoiError(f"{path} is a folder: give the name of a file.")


def among(path: Path, files: Iterable[Path]) -> bool:
    """Whether a path leads to one of the files, by whatever name."""
    return os.path.realpath(path) in {os.path.realpath(file) for file in files}


@contextmanager
def open_output(path: Path) -> Iterator[Write]:
    """Write letters to ``path`` one by one; it takes its place once all are written.

    Raises ``FoiError`` if the file cannot be written.
    """
    check_output(path)
    module, name = _WRITERS[path.suffix.lower()]
    # each format brings a library that the others need not wait for
    writer: Callable[[Path], AbstractContextManager[Write]] = getattr(import_module(module), name)
    with whole_file(path) as part, ExitStack() as stack:
        with writing(path):
            write = stack.enter_context(writer(part))

        def write_result(result: LetterResult) -> None:
            with writing(path):
                write(result)

        yield write_result
        with writing(path):
            stack.close()


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Where to write what is to be ``path``: it takes its place once all is written, or is gone.

    A link stays and what it leads to is replaced; a pipe or a device is written to as it is. Raises ``FoiError`` if it
    cannot be put there.
    """
    with writing(path):
        taken_as_it_comes = path.exists() and not path.is_file()
    if taken_as_it_comes:
        yield path
        return
    # /dev/stdout is a link, and is not to be replaced itself
    target = Path(os.path.realpath(path))
    part = target.parent / f".{target.name}.{os.getpid()}.part"
    with writing(path):
        target.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield part
        with writing(path):
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What fails while ``path`` is written fails with a ``FoiError`` that names it."""
    try:
        yield
    except OSError as error:
        raise FoiError(f"{path} cannot be written ({error.strerror or error}).") from error
