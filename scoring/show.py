"""A letter's answers as a terminal shows them to a reader."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.text import Text

from scoring.cells import safe_line
from scoring.results import JsonObject, LetterResult, quantity_words


def shown_letter(result: LetterResult) -> RenderableType:
    """Who writes and when, what comes with the letter, and each question with its answer in full."""
    return Group(*_head(result), *(part for answer in result.answers for part in shown_answer(answer)))


def _head(result: LetterResult) -> Iterator[Text]:
    yield named_line("letter", result.letter)
    for name, one in result.particulars.items():
        if one is not None:
            yield named_line(name, one["value"])
    if result.attachments:
        yield named_line("attachments", "; ".join(one["name"] for one in result.attachments))
    if not result.answers:
        yield Text("No answer was found.")


def answer_heading(answer: JsonObject) -> Rule:
    """The line over an answer: which questions it answers, its statuses, and how sure they are."""
    sure = "" if answer["confidence"] is None else f" ({answer['confidence']:.2f})"
    review = ", to review" if answer["needs_review"] else ""
    heading = f"{', '.join(answer['questions'])}: {' + '.join(answer['statuses'])}{sure}{review}"
    return Rule(Text(safe_line(heading)), align="left")


def shown_answer(answer: JsonObject) -> Iterator[RenderableType]:
    """An answer under its heading: the question, the words, the figures, grounds and directions."""
    yield answer_heading(answer)
    if answer["question_words"]:
        yield Text(safe_line(answer["question_words"]), style="italic")
    if answer["column"]:
        yield named_line("column", answer["column"])
    left_out = "(left out of the reply)" if answer["left_out"] else "(blank)"
    yield Text(safe_line(answer["answer"]) or left_out)
    if answer["refers_to"] is not None:
        yield named_line("as the answer to question", answer["refers_to"])
    for name, told in (
        ("figures", map(quantity_words, answer["quantities"])),
        ("grounds", (f"{one['law']} {one['provision']}: {one['meaning']}" for one in answer["grounds"])),
        ("ask next", (one["target"] for one in answer["directions"])),
    ):
        if said := "; ".join(told):
            yield named_line(name, said)


def named_line(name: str, words: str) -> Text:
    """Something that is told of a letter or an answer, after its name."""
    return Text(f"{name.replace('_', ' ')}: {safe_line(words)}")
