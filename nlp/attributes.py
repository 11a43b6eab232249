"""What the pipeline's components leave on a spaCy ``Doc``: the names, in one place.

A ``Doc`` is made of a letter's view, which has the source's length: its offsets count in both.
"""

from __future__ import annotations

from enum import StrEnum

from spacy.tokens import Doc


class Attribute(StrEnum):
    """Extension attributes (``doc._.lines``), in the order in which they are filled."""

    SOURCE = "source"
    """``str``: the letter's text as it was received."""
    VIEW = "view"
    """``str``: the text as a reader sees it (``nlp.view``)."""
    BACKGROUND = "background"
    """``Background``: what is known of the letter before it is read."""
    LINES = "lines"
    """``list[LogicalLine]``: the letter taken apart."""
    ROLES = "roles"
    """``LineRoles``: what each line is for, and how sure that is."""
    READ_LINES = "read_lines"
    """``tuple[Line, ...]``: the lines with their roles, as they come out."""
    QUESTIONS = "questions"
    """``tuple[Question, ...]``, one for each span of ``doc.spans["questions"]``."""
    ANSWERS = "answers"
    """``tuple[Answer, ...]``, one for each span of ``doc.spans["answers"]``."""
    REPLIES = "replies"
    """``tuple[Reply, ...]``: each answer as the models read it."""
    PARTICULARS = "particulars"
    """``Particulars``: who answers whom, when and under which law."""
    ATTACHMENTS = "attachments"
    """``tuple[Attachment, ...]``: what the letter says comes with it."""


QUESTION_SPANS, ANSWER_SPANS, QUANTITY_SPANS = "questions", "answers", "quantities"
"""Span groups: the same places as in the attributes, widened to whole tokens."""


def register() -> None:
    """Make spaCy know the attributes; to do so twice does no harm."""
    for attribute in Attribute:
        if not Doc.has_extension(attribute.value):
            Doc.set_extension(attribute.value, default=None)
