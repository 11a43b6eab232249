"""The rows of a campaign's matrix: one a body and question, and those of the answers, figures and doubts behind it.

What their columns say stands in ``scoring.matrix_columns``.
"""

from __future__ import annotations

from collections.abc import Iterator

from scoring.campaign import Body, Campaign, Given
from scoring.cells import CellValue
from scoring.columns import rounded
from scoring.entries import Doubt, count_questions, doubts_of, entries
from scoring.results import JsonObject, counted, quantity_words

Row = dict[str, CellValue]


def entry_rows(campaign: Campaign) -> Iterator[Row]:
    """One row a body and question, tidy: ``ENTRIES``."""
    for body in campaign.bodies:
        whole: Row = {
            "letters": len(body.letters),
            "reference": body.reference,
            "requested": body.requested,
            "replied": body.replied,
            "regime": body.regime and body.regime.value,
            "nation": body.nation and body.nation.value,
            "working_days": body.days,
            "late": body.late,
        }
        for entry in entries(campaign, body):
            yield {
                "body": body.name,
                "question": entry.question.id,
                "words": entry.question.words,
                "status": entry.status and entry.status.value,
                "statuses": " + ".join(entry.statuses),
                "missing": entry.missing,
                **(_figure(entry.figures[0]) if entry.figures else {}),
                "figures": len(entry.figures),
                "answers": len(entry.answers),
                "confidence": rounded(entry.confidence),
                "needs_review": entry.needs_review,
                "answer": " | ".join(_labelled(given.answer) for given in entry.answers),
                **(_place(entry.main) if entry.main else {}),
                "replaced": len(entry.earlier),
                **whole,
            }


def answer_rows(campaign: Campaign) -> Iterator[tuple[Given, Row]]:
    """Every answer with its row: ``ANSWERS``. One that answers several questions has one row."""
    words = {question.id: question.words for question in campaign.questions}
    doubted = {id(doubt.given) for doubt in doubts_of(campaign) if doubt.given}
    for body in campaign.bodies:
        for given, instead in _all_given(campaign, body):
            answer = given.answer
            yield (
                given,
                {
                    "body": body.name,
                    "questions": ", ".join(answer["questions"]),
                    "question": " / ".join(filter(None, (words.get(one) for one in answer["questions"]))),
                    **{name: answer[name] for name in ("column", "answer", "status", "refers_to")},
                    "needs_review": id(given) in doubted,
                    "confidence": rounded(answer["confidence"]),
                    "statuses": " + ".join(answer["statuses"]),
                    "figures": "; ".join(map(quantity_words, answer["quantities"])),
                    "grounds": "; ".join(
                        f"{one['law']} {one['provision']}: {one['meaning']}" for one in answer["grounds"]
                    ),
                    "directions": "; ".join(one["target"] for one in answer["directions"]),
                    **_place(given),
                    "stands": instead is None,
                    "instead": instead,
                },
            )


def figure_rows(campaign: Campaign) -> Iterator[Row]:
    """One row a figure, tidy: ``FIGURES``."""
    for body in campaign.bodies:
        for given, instead in _all_given(campaign, body):
            for figure in given.answer["quantities"]:
                yield {
                    "body": body.name,
                    "questions": ", ".join(given.answer["questions"]),
                    "column": given.answer["column"],
                    **{name: figure[name] for name in ("text", "bound", "low", "high", "unit", "per", "period")},
                    "status": given.answer["status"],
                    "stands": instead is None,
                    "letter": given.letter,
                    "start": figure["start"],
                    "end": figure["end"],
                }


def review_row(doubt: Doubt) -> Row:
    """What needs a person, and why: ``REVIEWS``."""
    row: Row = {"body": doubt.body.name, "question": ", ".join(doubt.questions) or None, "why": doubt.why}
    if doubt.given is None:
        return row | {"letter": doubt.body.letters[-1]}
    answer = doubt.given.answer
    return row | {
        "status": answer["status"],
        "confidence": rounded(answer["confidence"]),
        "answer": _labelled(answer),
        **_place(doubt.given),
    }


def summary_sentence(campaign: Campaign) -> str:
    """What the matrix holds, in one sentence."""
    bodies = campaign.bodies
    given = [one for body in bodies for one, _ in _all_given(campaign, body)]
    figures = sum(len(one.answer["quantities"]) for one in given)
    reviews = sum(1 for _ in doubts_of(campaign))
    asides = (
        (sum(not body.letters for body in bodies), "body", "bodies", "sent nothing"),
        (sum(bool(body.earlier) for body in bodies), "body", "bodies", "answered in several letters"),
        (sum(len(body.unread) for body in bodies), "letter", "letters", "could not be read"),
    )
    return (
        f"{counted(len(bodies), 'body', 'bodies')}, {counted(count_questions(campaign), 'question', 'questions')}: "
        f"{counted(len(given), 'answer', 'answers')}, {counted(figures, 'figure', 'figures')}, {reviews:,} to review"
        f"{''.join(f'; {counted(count, one, many)} {what}' for count, one, many, what in asides if count)}."
    )


def _all_given(campaign: Campaign, body: Body) -> Iterator[tuple[Given, str | None]]:
    """Each answer of a body once, and the letter whose answer stands instead of it, ``None`` where it stands itself."""
    standing = {id(given): given for several in body.answers.values() for given in several}
    given_once: dict[int, tuple[Given, str | None]] = {}
    for entry in entries(campaign, body):
        for given in (*entry.answers, *entry.earlier):
            instead = None if id(given) in standing else entry.answers[0].letter
            given_once.setdefault(id(given), (given, instead))
    yield from given_once.values()


def _figure(figure: JsonObject) -> Row:
    parts = {name: figure[name] for name in ("bound", "low", "high", "unit", "per", "period")}
    return {"figure": quantity_words(figure), **parts}


def _place(given: Given) -> Row:
    return {"letter": given.letter, "start": given.answer["start"], "end": given.answer["end"]}


def _labelled(answer: JsonObject) -> str:
    return f"{answer['column']}: {answer['answer']}" if answer["column"] else str(answer["answer"])
