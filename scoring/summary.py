"""What a pile of letters came to, in one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.table import Table
from rich.text import Text

from nlp.types import Status
from scoring.cells import safe_line
from scoring.results import JsonObject

MOST_LETTERS = 50
"""Letters that get a row of their own; all of them are in the last row."""

_COUNTS = ("answers", "figures", "to review")


@dataclass(slots=True)
class Summary:
    """Counts over the letters so far; only the first ones are kept one by one."""

    letters: int = 0
    failed: int = 0
    total: Counter[str] = field(default_factory=Counter)
    first: list[tuple[str, Counter[str]]] = field(default_factory=list)

    def add(self, letter: str, answers: Sequence[JsonObject] | None) -> None:
        """Count a letter's answers as the output holds them; there are none where it could not be read."""
        self.letters += 1
        if answers is None:
            self.failed += 1
            return
        counts = Counter(str(answer["status"]) for answer in answers)
        counts["answers"] = len(answers)
        counts["figures"] = sum(len(answer["quantities"]) for answer in answers)
        counts["to review"] = sum(bool(answer["needs_review"]) for answer in answers)
        self.total += counts
        if len(self.first) < MOST_LETTERS:
            self.first.append((letter, counts))

    def table(self) -> Table:
        """Letters by what they answer, with the total in the last row."""
        table = Table(title="Answers by letter", title_justify="left")
        table.add_column("letter", overflow="fold", ratio=1)
        for column in _COUNTS:
            table.add_column(column, justify="right", no_wrap=True)
        table.add_column("statuses", ratio=1)
        for letter, counts in self.first:
            table.add_row(Text(safe_line(letter)), *_cells(counts))
        rest = self.letters - self.failed - len(self.first)
        if rest:
            table.add_row(f"and {rest:,} more")
        table.add_section()
        table.add_row(f"{self.letters - self.failed:,} letters", *_cells(self.total))
        return table

    def sentence(self) -> str:
        """The same in a sentence."""
        read = f"{self.letters - self.failed:,} of {self.letters:,} letters read"
        found = f"{self.total['answers']:,} answers, {self.total['figures']:,} figures"
        return f"{read}: {found}, {self.total['to review']:,} to review."

    def as_fields(self) -> JsonObject:
        """The same for a program."""
        return {
            "letters": self.letters,
            "not_read": self.failed,
            "answers": self.total["answers"],
            "figures": self.total["figures"],
            "to_review": self.total["to review"],
            "statuses": {status.value: self.total[status.value] for status in Status},
        }


def _cells(counts: Counter[str]) -> list[str]:
    statuses = ", ".join(
        f"{counts[status.value]:,} {status.value.replace('_', ' ')}" for status in Status if counts[status.value]
    )
    return [*(f"{counts[column]:,}" for column in _COUNTS), statuses]
