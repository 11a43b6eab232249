"""Letters to results: one process or many, in order, holding only a few letters at a time."""

from __future__ import annotations

import hashlib
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any, Protocol, TypeVar

from joblib.externals.loky import Future, ProcessPoolExecutor
from joblib.externals.loky.process_executor import BrokenProcessPool

from models.manifest import read_manifest
from nlp.background import ALONE, Background
from nlp.decoding import read_file, shown
from nlp.errors import FoiError
from nlp.reading import letter_from_bytes
from nlp.recurrence import Recurrence
from nlp.types import Letter, ReadLetter, Request
from scoring.piles import cut_into_piles, file_runs, text_runs
from scoring.results import LetterResult, result_of

_Letter = TypeVar("_Letter")

BATCH = 16
"""Letters that are read together."""
WORTH_A_WORKER = 64
"""Letters from which another process reads sooner than it starts."""
_AHEAD = 2
"""Batches handed to each worker: no more than its pool passes on at once, or it stops untidily."""


class Reader(Protocol):
    """What finds the answers of letters."""

    def read(self, letters: Sequence[Letter], background: Background) -> list[ReadLetter]:
        """The letters as read, in the same order, given what is known of all of them before."""
        ...


BuildReader = Callable[[Path], Reader]
"""Makes a reader from a bundle's folder; it must be importable by name from a worker."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """Turns files into results with one reader; ``model`` is the id of its bundle."""

    reader: Reader
    model: str
    keep_text: bool = False
    request: Request | None = None

    def score(self, paths: Sequence[Path], recurring: Recurrence | None = None) -> list[LetterResult]:
        """A result for each file, in the same order; none of them can stop the others.

        ``recurring`` is what recurs in the pile that they come from.
        """
        results: dict[Path, LetterResult] = {}
        letters: dict[Path, Letter] = {}
        digests: dict[Path, str | None] = dict.fromkeys(paths)
        for path in paths:
            try:
                data = read_file(path)
                digests[path] = hashlib.sha256(data).hexdigest()
                letters[path] = letter_from_bytes(data, path)
            except FoiError as error:
                results[path] = self._outcome(path, digests[path], error)
        read = read_each(self.reader, list(letters.values()), Background(recurring, self.request))
        for path, letter in zip(letters, read, strict=True):
            results[path] = self._outcome(path, digests[path], letter)
        return [results[path] for path in paths]

    def score_piles(self, paths: Sequence[Path], *, alone: bool = False) -> Iterator[LetterResult]:
        """Results for the files of any number of piles, as they are ready; ``alone`` as in ``score_files``."""
        for pile in cut_into_piles(paths):
            recurring = None if alone else Recurrence.in_pile(file_runs(pile))
            for batch in _batches(pile):
                yield from self.score(batch, recurring)

    def _outcome(self, path: Path, digest: str | None, read: ReadLetter | FoiError) -> LetterResult:
        return outcome(shown(path), digest, self.model, read, keep_text=self.keep_text)


def outcome(
    name: str, digest: str | None, model: str, read: ReadLetter | FoiError, *, keep_text: bool = False
) -> LetterResult:
    """The output row of a letter: what was read, or why it could not be."""
    if isinstance(read, FoiError):
        return LetterResult(name, digest, model, error=" ".join(str(read).split()))
    try:
        return result_of(read, digest, model, keep_text=keep_text)
    except Exception as error:  # noqa: BLE001 - what trips over one letter must not stop a pile
        return outcome(name, digest, model, _defect(read, error))


def read_in_piles(reader: Reader, letters: Sequence[Letter], *, alone: bool = False) -> Iterator[ReadLetter | FoiError]:
    """Each letter as read or why it could not be, in the letters' order, as ``Scorer.score_piles`` reads files."""
    for pile in cut_into_piles(letters):
        background = ALONE if alone else Background(Recurrence.in_pile(text_runs(pile)))
        for batch in _batches(pile):
            yield from read_each(reader, batch, background)


def read_each(reader: Reader, letters: Sequence[Letter], background: Background = ALONE) -> list[ReadLetter | FoiError]:
    """Each letter as read, or why it could not be: one that fails does not stop the others."""
    if not letters:
        return []
    try:
        read = reader.read(letters, background)
        if len(read) != len(letters):
            raise RuntimeError(f"{len(letters)} letters were given and {len(read)} came back")
        return list(read)
    except Exception as error:  # noqa: BLE001 - a letter that trips the reader must not stop a pile
        if len(letters) == 1:
            return [error if isinstance(error, FoiError) else _defect(letters[0], error)]
    return [one for letter in letters for one in read_each(reader, [letter], background)]


def _defect(letter: Letter, error: Exception) -> FoiError:
    return FoiError(
        f"{letter.name} could not be read because of a defect in foi"
        f" ({type(error).__name__}: {error}): please report it."
    )


def score_files(  # noqa: PLR0913 - each is a choice that whoever scores makes
    paths: Sequence[Path],
    bundle: Path,
    build_reader: BuildReader,
    *,
    jobs: int = 1,
    keep_text: bool = False,
    alone: bool = False,
    request: Request | None = None,
) -> Generator[LetterResult]:
    """Results for the files, in their order, as they are ready.

    ``jobs`` is the most processes to use; each loads the bundle once, and few letters are read in
    this one. Unless letters are read ``alone``, what recurs over their pile helps to read them; so does
    the ``request`` that they answer.
    Raises ``FoiError`` if the bundle is refused or a worker is lost.
    """
    task = _Task(bundle, build_reader, read_manifest(bundle).id, keep_text, request)
    workers = min(jobs, -(-len(paths) // WORTH_A_WORKER))
    if workers > 1:
        yield from _score_in_workers(paths, task, workers, alone=alone)
        return
    yield from task.scorer().score_piles(paths, alone=alone)


def _batches(letters: Sequence[_Letter]) -> Iterator[list[_Letter]]:
    return (list(letters[start : start + BATCH]) for start in range(0, len(letters), BATCH))


@dataclass(frozen=True, slots=True)
class _Task:
    """What a process needs to make its own scorer."""

    bundle: Path
    build_reader: BuildReader
    model: str
    keep_text: bool
    request: Request | None

    def scorer(self) -> Scorer:
        return Scorer(self.build_reader(self.bundle), self.model, self.keep_text, self.request)


def _score_in_workers(paths: Sequence[Path], task: _Task, workers: int, *, alone: bool) -> Iterator[LetterResult]:
    pool = ProcessPoolExecutor(
        workers,
        initializer=_start_worker,
        initargs=(task,),
        # each worker has a core to itself, which more threads would only fight over
        env={"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"},
    )
    finished = False
    try:
        for pile in cut_into_piles(paths):
            recurring = None
            if not alone:
                runs = _in_turn(pool, workers, ((file_runs, batch) for batch in _batches(pile)))
                recurring = Recurrence.in_pile(list(chain.from_iterable(runs)))
            results = _in_turn(pool, workers, ((_score_batch, batch, recurring) for batch in _batches(pile)))
            yield from chain.from_iterable(results)
        finished = True
    except BrokenProcessPool as error:
        raise FoiError(
            "A worker process was stopped, perhaps for want of memory: try again with fewer --jobs."
        ) from error
    finally:
        pool.shutdown(wait=True, kill_workers=not finished)


def _in_turn(pool: ProcessPoolExecutor, workers: int, calls: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
    """What the calls return, in their order; a few are handed out at a time, so that nothing piles up behind one."""
    running: deque[Future] = deque()
    for call in calls:
        with nullcontext() if running else _deaf_to_interruption():
            running.append(pool.submit(*call))
        if len(running) == workers * _AHEAD:
            yield running.popleft().result()
    while running:
        yield running.popleft().result()


@contextmanager
def _deaf_to_interruption() -> Iterator[None]:
    """Processes started here ignore Ctrl-C, which reaches them too: this process ends them."""
    if current_thread() is not main_thread():
        yield
        return
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


_scorer: Scorer | None = None
"""A worker process's own scorer."""


def _start_worker(task: _Task) -> None:
    global _scorer  # noqa: PLW0603 - a worker is handed its batches and nothing else
    _scorer = task.scorer()


def _score_batch(paths: list[Path], recurring: Recurrence | None) -> list[LetterResult]:
    if _scorer is None:
        raise RuntimeError("the worker was not started")
    return _scorer.score(paths, recurring)
