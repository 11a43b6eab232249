"""An answer as one row of a flat table: the same words as in the JSON lines, for people to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.cells import CellValue
from scoring.results import JsonObject, LetterResult, quantity_words

PARTICULAR_COLUMNS = ("authority", "reference", "requested", "replied", "regime")
"""What the letter says of itself, the same in all its rows."""
ANSWER_COLUMNS = (
    "letter",
    "questions",
    "question",
    "column",
    "answer",
    "status",
    "statuses",
    "confidence",
    "trust",
    "figures_trust",
    "needs_review",
    "left_out",
    "quantities",
    "grounds",
    "directions",
    "refers_to",
    "start",
    "end",
    "question_start",
    "question_end",
    "probabilities",
    "sha256",
    "model",
    *PARTICULAR_COLUMNS,
    "error",
)
QUANTITY_COLUMNS = (
    "letter",
    "questions",
    "column",
    "status",
    "text",
    "bound",
    "low",
    "high",
    "unit",
    "per",
    "period",
    "confidence",
    "start",
    "end",
)
_LEAST_SHOWN = 0.005


def answer_rows(result: LetterResult) -> Iterator[dict[str, CellValue]]:
    """One row an answer; one row with the reason for a letter that could not be read."""
    whole: dict[str, CellValue] = {
        "letter": result.letter,
        "sha256": result.sha256,
        "model": result.model,
        **{name: one["value"] for name in PARTICULAR_COLUMNS if (one := result.particulars.get(name))},
        "error": result.error,
    }
    if result.error is not None:
        yield whole
    for answer in result.answers:
        trust = answer["trust"] or {"row": None, "figures": None}
        asked = answer["question"] or {"start": None, "end": None}
        yield whole | {
            **{name: answer[name] for name in ("column", "answer", "status", "needs_review", "left_out")},
            **{name: answer[name] for name in ("refers_to", "start", "end")},
            "questions": ", ".join(answer["questions"]),
            "question": answer["question_words"] or "",
            "question_start": asked["start"],
            "question_end": asked["end"],
            "statuses": " + ".join(answer["statuses"]),
            "confidence": rounded(answer["confidence"]),
            "trust": rounded(trust["row"]),
            "figures_trust": rounded(trust["figures"]),
            "probabilities": _shares(answer["probabilities"] or {}),
            "quantities": "; ".join(map(quantity_words, answer["quantities"])),
            "grounds": "; ".join(f"{ground['law']} {ground['provision']}" for ground in answer["grounds"]),
            "directions": "; ".join(direction["target"] for direction in answer["directions"]),
        }


def quantity_rows(result: LetterResult) -> Iterator[dict[str, CellValue]]:
    """One row a figure."""
    for answer in result.answers:
        for figure in answer["quantities"]:
            yield figure | {"confidence": rounded(figure["confidence"])} | _place(result, answer)


def _place(result: LetterResult, answer: JsonObject) -> dict[str, CellValue]:
    return {
        "letter": result.letter,
        "questions": ", ".join(answer["questions"]),
        "column": answer["column"],
        "status": answer["status"],
    }


def _shares(probabilities: Mapping[str, float]) -> str:
    likeliest = sorted(probabilities.items(), key=lambda item: -item[1])
    return ", ".join(f"{name} {share:.2f}" for name, share in likeliest if share >= _LEAST_SHOWN)


def rounded(confidence: float | None) -> float | None:
    """A confidence as tables hold it, ``None`` where there is none."""
    return None if confidence is None else round(confidence, 4)
