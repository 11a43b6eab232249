"""What the run of a training holds: what went into it, and what came out of it in numbers, plots and tables.

Letters' words are in none of it but the terms that models learnt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from typing import TYPE_CHECKING

from models.manifest import installed_libraries
from models.status import StatusModel
from nlp.types import LabelledLetter, Status
from training.bootstrap import Interval, intervals, letter_counts
from training.crossval import HeldOut
from training.evaluation import Report
from training.fitting import LabelSet, Recipe, Trained

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_STRONGEST = 25
"""Terms that are told for a status, and as many against it."""
_ROWS = "answers found (words, question, status, figures)"


def parameters(letters: LabelSet, recipe: Recipe) -> dict[str, str]:
    """What the models are trained with: letters, settings and libraries."""
    given = {
        "labels": letters.hash,
        "seed": recipe.seed,
        "folds": recipe.folds,
        "risk": recipe.risk,
        "letters": len(letters.all),
        "new letters": len(letters.new),
        "authorities": len({letter.authority for letter in letters.all}),
        **{
            f"{model}.{name}": value
            for model, settings in recipe.settings.as_dict().items()
            for name, value in settings.items()
        },
        **{f"version.{name}": version for name, version in installed_libraries().items()},
        **{f"version.{name}": metadata.version(name) for name in ("foi-answers", "mlflow")},
    }
    return {name: str(value) for name, value in given.items()}


@dataclass(frozen=True)
class Results:
    """What came of a training."""

    trained: Trained

    @cached_property
    def curve(self) -> list[tuple[int, dict[str, Interval]]]:
        """The learning curve: numbers of letters, and the measures of what learnt from so many."""
        return [(point.letters, _measures(point.held_out)) for point in self.trained.curve]

    def measures(self) -> dict[tuple[str, int], float]:
        """Measures by name and step: overall, which is no step, by fold, and by number of letters learnt from."""
        held_out = self.trained.held_out
        overall = {**_with_ends(_measures(held_out)), **_rates(self.trained.report)}
        values = {(name, 0): value for name, value in overall.items()}
        for fold in sorted({one.fold for one in held_out}):
            kept = [one for one in held_out if one.fold == fold]
            values |= {(f"fold/{name}", fold): one.value for name, one in _measures(kept).items()}
        for letters, measures in self.curve:
            values |= {(f"curve/{name}", letters): value for name, value in _with_ends(measures).items()}
        return values

    def plots(self) -> dict[str, Figure]:
        """Plots by name."""
        # Matplotlib takes a second to import, and few who train without a record need it
        from training import plots  # noqa: PLC0415
        from training.pairs import pairs_of  # noqa: PLC0415

        pairs, trusted = pairs_of(self.trained.held_out), self.trained.trusted
        confidences = self.trained.report.confidences
        drawn = {
            "confusion-matrix": plots.confusion_matrix(pairs),
            "reliability": plots.reliability_diagram(confidences, "main statuses of matched answers"),
            "reliability-of-answers": plots.reliability_diagram(trusted.judged, _ROWS),
            "risk-coverage": plots.risk_coverage(trusted.judged, trusted.promise.threshold, _ROWS),
            "precision-recall": plots.precision_recall(pairs),
        }
        if self.curve:
            drawn["learning-curve"] = plots.learning_curve(self.curve)
        return drawn


def letter_table(letters: Sequence[LabelledLetter]) -> pd.DataFrame:
    """The letters learnt from, one a row: whose they are and what is labelled in them, without their words."""
    import pandas as pd  # noqa: PLC0415

    rows = []
    for letter in letters:
        statuses = Counter(answer.status for answer in letter.answers)
        rows.append(
            {
                "letter": letter.name,
                "authority": letter.authority,
                "kind": letter.header["kind"],
                "campaign": letter.header.get("campaign", ""),
                "questions": len(letter.questions),
                "answers": len(letter.answers),
                "figures": sum(len(answer.quantities) for answer in letter.answers),
                **{status.value: statuses[status] for status in Status},
            }
        )
    return pd.DataFrame(rows, dtype=object)


def term_table(model: StatusModel) -> pd.DataFrame:
    """The terms that speak loudest for and against each status, whatever the answer."""
    import pandas as pd  # noqa: PLC0415

    rows = [
        {"status": status.value, "weight": round(term.weight, 3), "kind": term.kind, "term": term.term}
        for status in Status
        for term in model.strongest(status, _STRONGEST)
    ]
    return pd.DataFrame(rows, dtype=object)


def _measures(held_out: Sequence[HeldOut]) -> dict[str, Interval]:
    return intervals(letter_counts([one.letter for one in held_out], [one.read.answers for one in held_out]))


def _with_ends(measures: Mapping[str, Interval]) -> dict[str, float]:
    named = {"": "value", ".low": "low", ".high": "high"}
    return {f"{name}{end}": getattr(one, key) for name, one in measures.items() for end, key in named.items()}


def _rates(report: Report) -> dict[str, float]:
    rates = {"answer_span": report.answer_span, "answer_row": report.answer_row, "quantity": report.quantity}
    return {
        f"{name}_{side}": value
        for name, rate in rates.items()
        for side, value in (("precision", rate.precision), ("recall", rate.recall))
    }
