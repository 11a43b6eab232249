"""Which registered version serves: a challenger is held against the champion, and takes its place or not."""

from __future__ import annotations

import getpass
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from models.manifest import RELEASED
from nlp.errors import FoiError
from nlp.types import Answer, LabelledLetter
from training.bootstrap import STATUS_F1, Difference, letter_counts, paired
from training.evaluation import Comparison, Report, compare, evaluate
from training.registry import CHALLENGER, CHAMPION, Version, version_at, version_numbered
from training.store import store_errors

GUARDED = (*STATUS_F1.values(), "quantity_f1")
"""Measures that a promotion must not make worse: the F1 of each status and of the figures, end to end."""
CERTAINTY = 0.95
"""How certainly none of the guarded measures is called worse where none is."""

_DRAWS = 10_000
_FORMER = "former_champions"
_REMEMBERED = 100


@dataclass(frozen=True, slots=True)
class Contest:
    """Two readings of the same letters: what was measured of each, and how far they differ beyond noise."""

    before: Report
    after: Report
    differences: Mapping[str, Difference]

    @property
    def worse(self) -> tuple[str, ...]:
        """Guarded measures that got worse beyond noise: the whole interval of their difference is below zero."""
        return tuple(name for name in GUARDED if name in self.differences and self.differences[name].high < 0)

    @property
    def changes(self) -> Comparison:
        """What went wrong before and no longer does, and what goes wrong only now."""
        return compare(self.before, self.after)


def hold_contest(
    letters: Sequence[LabelledLetter],
    before: Sequence[Sequence[Answer] | None],
    after: Sequence[Sequence[Answer] | None],
) -> Contest:
    """Compare two readings of labelled letters, letter by letter.

    There are as many chances to seem worse as guarded measures; so each interval is as wide as it takes
    (Bonferroni) for all of them together to hold the true differences with probability ``CERTAINTY``.
    """
    level = 1 - (1 - CERTAINTY) / len(GUARDED)
    differences = paired(letter_counts(letters, before), letter_counts(letters, after), _DRAWS, level=level)
    return Contest(evaluate(letters, before), evaluate(letters, after), differences)


def challenger(name: str) -> Version:
    """The version that would be promoted; ``FoiError`` where there is none."""
    found = version_at(name, CHALLENGER)
    if found is None:
        raise FoiError(
            f"{name} has no challenger: `foi train` registers one, and so does `foi promote` with a bundle's folder."
        )
    return found


def champion(name: str) -> Version | None:
    """The version that serves, if one does."""
    return version_at(name, CHAMPION)


def promote(version: Version, worse: Sequence[str] = (), reason: str | None = None) -> Version | None:
    """Make the version the champion; the champion before, which is remembered.

    Tags of the version tell who did so and when, which measures were ``worse``, and for which ``reason`` it
    was done nevertheless.
    """
    before = champion(version.name)
    with store_errors():
        registry = _Registry(version.name)
        if before not in (None, version):
            registry.remember([*registry.former(), before.number])
        over = RELEASED.name if before is None else str(before.number)
        why = {"forced_because": reason or "", "worse": " ".join(worse)}
        registry.note(version, {"promoted_over": over, **_signed("promoted"), **why})
        registry.enthrone(version)
    return before


def take_back(name: str) -> tuple[Version, Version]:
    """Make the champion before the present one the champion again: the one that goes, and the one that returns.

    Asked again, it goes further back. Raises ``FoiError`` where no champion was before.
    """
    present = champion(name)
    if present is None:
        raise FoiError(f"{name} has no champion: `foi promote` makes one.")
    with store_errors():
        registry = _Registry(name)
        former = registry.former()
        while former:
            restored = version_numbered(name, former.pop())
            if restored not in (None, present):
                registry.note(present, {"taken_back_for": str(restored.number), **_signed("taken_back")})
                registry.enthrone(restored)
                registry.remember(former)
                return present, restored
    raise FoiError(f"No version of {name} was champion before version {present.number}: there is none to restore.")


class _Registry:
    """What is kept of one registered model in MLflow: who is champion, who was, and why."""

    def __init__(self, name: str) -> None:
        from mlflow import MlflowClient  # noqa: PLC0415

        self._client = MlflowClient()
        self._name = name

    def former(self) -> list[int]:
        """Numbers of the champions before the present one, the first one first."""
        tag = self._client.get_registered_model(self._name).tags.get(_FORMER, "")
        return [int(number) for number in tag.split() if number.isdecimal()]

    def remember(self, former: Sequence[int]) -> None:
        numbers = map(str, former[-_REMEMBERED:])
        self._client.set_registered_model_tag(self._name, _FORMER, " ".join(numbers))

    def note(self, version: Version, tags: Mapping[str, str]) -> None:
        for tag, value in tags.items():
            self._client.set_model_version_tag(self._name, str(version.number), tag, value)

    def enthrone(self, version: Version) -> None:
        """Make it the champion, which is no challenger any more."""
        self._client.set_registered_model_alias(self._name, CHAMPION, str(version.number))
        if version_at(self._name, CHALLENGER) == version:
            self._client.delete_registered_model_alias(self._name, CHALLENGER)


def _signed(deed: str) -> dict[str, str]:
    """Who did it, and when."""
    try:
        who = getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        who = "unknown"
    return {f"{deed}_by": who, f"{deed}_at": datetime.now(UTC).isoformat(timespec="seconds")}
