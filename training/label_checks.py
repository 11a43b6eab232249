"""Checks newly labelled letters before anything is learnt from them: which are in order, what is wrong with the rest.

A letter is left out of the training if it cannot be read, breaks the format or says what the guidelines rule out; if
its authority is on the frozen side of the corpus or has letters that only measure; and if it repeats another letter.
What is merely doubtful is told, and the letter stays.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlp.errors import UnreadableLetter
from nlp.labelled import find_mistakes, parse_labelled
from nlp.types import LabelledLetter
from training.corpus import CORPUS, DEV, HARD, TEST, TRAIN, is_frozen, labelled_files
from training.crossval import HeldOut
from training.doubtful_labels import Judges, doubts
from training.findings import Doubt, Finding, Kind, LabelledFile, read_labelled_file, read_source
from training.guidelines import breaches
from training.near_duplicates import Counterpart, copies, repeats

_BROKEN = (Kind.UNREADABLE, Kind.FORMAT, Kind.GUIDELINE)
_MEASURING = (DEV, HARD, TEST)
"""Sides of the corpus from whose bodies nothing is learnt."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Letters whose labels are in order, those of them that may be learnt from, and all that was found.

    Both are in the order of their files.
    """

    in_order: tuple[LabelledLetter, ...]
    letters: tuple[LabelledLetter, ...]
    findings: tuple[Finding, ...]

    @property
    def left_out(self) -> frozenset[Path]:
        """The files whose letters are left out."""
        return frozenset(finding.file for finding in self.findings if finding.left_out)

    @property
    def broken(self) -> frozenset[Path]:
        """The files that are left out because their labels are to be put right."""
        return frozenset(finding.file for finding in self.findings if finding.left_out and finding.kind in _BROKEN)


def known_letters(besides: Collection[Path] = ()) -> list[LabelledFile]:
    """The corpus that new letters must neither repeat nor give away: all sides, ``besides`` these files of it."""
    files = set(map(os.path.realpath, besides))
    sides = labelled_files(TRAIN, *_MEASURING)
    return [read_labelled_file(file) for file in sides if os.path.realpath(file) not in files]


def checked(files: Sequence[Path], known: Sequence[LabelledFile], judges: Judges | None) -> Checked:
    """What may be learnt from in these files, beside the ``known`` letters, and everything that is wrong with them.

    Without judges no label is doubted. Findings come by file and line.
    """
    read, findings = _in_format(files)
    findings += [
        Finding(one.path, one.line(breach.place), Kind.GUIDELINE, f"{breach.sentence}.", breach.certain)
        for one in read
        for breach in breaches(one.letter)
    ]
    in_order = _staying(read, findings)
    # a copy is called one, though its body is on the wrong side as well
    findings += _copies_of_known(in_order, known)
    findings += _on_the_wrong_side(_staying(read, findings), known)
    findings += _copies_of_each_other(_staying(read, findings))
    staying = _staying(read, findings)
    if judges is not None:
        findings += [finding for one in staying for finding in _doubtful(one, doubts(one.letter, judges))]
    return Checked(_letters(in_order), _letters(staying), _sorted(findings))


def doubted_in_training(
    files: Sequence[Path], held_out: Iterable[HeldOut], told: Collection[tuple[Path, int | None, str]]
) -> tuple[Finding, ...]:
    """The labels in these files that a training doubts, but for those that are ``told`` already (``Finding.about``).

    ``held_out`` are its letters, with what models doubted that had not seen them.
    """
    in_format, _ = _in_format(files)
    named = {one.letter.name: one for one in in_format}
    found = (
        finding
        for one in held_out
        if one.letter.name in named
        for finding in _doubtful(named[one.letter.name], one.doubts)
    )
    return _sorted(finding for finding in found if finding.about not in told)


def learnt_from(known: Sequence[LabelledFile]) -> list[LabelledLetter]:
    """Those of the ``known`` letters that there are to learn from."""
    return [one.letter for one in known if one.path.is_relative_to(TRAIN)]


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.file, finding.line or 0)))


def _letters(read: Sequence[LabelledFile]) -> tuple[LabelledLetter, ...]:
    return tuple(one.letter for one in read)


def _staying(read: Sequence[LabelledFile], findings: Sequence[Finding]) -> list[LabelledFile]:
    out = {finding.file for finding in findings if finding.left_out}
    return [one for one in read if one.path not in out]


def _in_format(files: Sequence[Path]) -> tuple[list[LabelledFile], list[Finding]]:
    read, findings = [], []
    for file in files:
        try:
            source = read_source(file)
        except UnreadableLetter as error:
            sentence = str(error).removeprefix(f"{file} ")
            findings.append(Finding(file, None, Kind.UNREADABLE, sentence, left_out=True))
            continue
        mistakes = find_mistakes(source)
        findings += [Finding(file, one.line, Kind.FORMAT, f"{one.sentence}.", left_out=True) for one in mistakes]
        if not mistakes:
            read.append(LabelledFile(file, source, parse_labelled(source, str(file))))
    return read, findings


def _on_the_wrong_side(read: Sequence[LabelledFile], known: Sequence[LabelledFile]) -> Iterator[Finding]:
    """Letters of authorities that a model is measured by: in training, they would teach what it is to show."""
    measured = {
        _body(one.letter.authority): side for side in _MEASURING for one in known if one.path.is_relative_to(side)
    }
    for one in read:
        authority = one.letter.authority
        side = measured.get(_body(authority))
        if side is not None:
            why = f"other letters of {authority!r} are in training/corpus/{side.name}, which only measures"
        elif is_frozen(authority) and not Path(os.path.realpath(one.path)).is_relative_to(TEST):
            why = f"{authority!r} is on the frozen side of the corpus, which only measures (training.corpus.is_frozen)"
        else:
            continue
        sentence = f"{why}: a model that learns from it could not be measured there any more."
        yield Finding(one.path, 1, Kind.SIDE, sentence, left_out=True)


def _body(authority: str) -> str:
    """An authority's name as far as two spellings of it agree."""
    words = re.findall(r"\w+", authority.casefold().replace("&", " and "))
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def _copies_of_known(read: Sequence[LabelledFile], known: Sequence[LabelledFile]) -> Iterator[Finding]:
    found = copies(_letters(read), _letters(known))
    for one, alike in zip(read, found, strict=True):
        if alike is None:
            continue
        other = known[alike.place].path
        if other.is_relative_to(TRAIN):
            end = "it would only count twice."
        else:
            side = next((side.name for side in (DEV, HARD) if other.is_relative_to(side)), "frozen")
            end = f"that side of the corpus ({side}) only measures."
        yield _copy(one, alike, f"training/corpus/{other.relative_to(CORPUS).as_posix()}", end)


def _copies_of_each_other(read: Sequence[LabelledFile]) -> Iterator[Finding]:
    for one, alike in zip(read, repeats(_letters(read)), strict=True):
        if alike is not None:
            yield _copy(one, alike, str(read[alike.place].path), "it would only count twice.")


def _copy(one: LabelledFile, alike: Counterpart, other: str, end: str) -> Finding:
    how = (
        "has the same words as"
        if alike.share == 1
        else f"is nearly the same ({alike.share:.0%} of its runs of words) as"
    )
    return Finding(one.path, None, Kind.COPY, f"the letter {how} {other}: {end}", left_out=True)


def _doubtful(one: LabelledFile, doubted: Iterable[Doubt]) -> Iterator[Finding]:
    for doubt in doubted:
        yield Finding(one.path, one.line(doubt.place), doubt.kind, doubt.sentence, left_out=False)
