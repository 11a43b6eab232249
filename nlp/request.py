"""The request: the questions as they were asked, which every reply answers in its own way."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequestQuestion:
    """A question as it was asked: its id (``3b``) and its words in full, without its number."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Request:
    """All questions of a request, in order."""

    questions: tuple[RequestQuestion, ...]
