"""Letters to answers: a spaCy pipeline whose components are given their models.

    text -> view and tokens -> lines -> roles -> questions and answers -> particulars -> attachments
        -> statuses -> reasons -> quantities

Every component reads a batch of letters at a time and asks its model once for all of them.
"""

from __future__ import annotations

import re
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp.answering import by_request, judged
from nlp.answers import questions_and_answers, replies
from nlp.attachments import asked_in, attachments_of
from nlp.attributes import ANSWER_SPANS, QUANTITY_SPANS, QUESTION_SPANS, register
from nlp.background import ALONE, Background
from nlp.blanks import with_blanks
from nlp.errors import UnreadableLetter
from nlp.injected import DirectionReader, FigureReader, LineRoles, RequestReader, RoleReader, StatusReader
from nlp.lines import logical_lines
from nlp.linking import link
from nlp.logical_line import LogicalLine
from nlp.particulars import particulars_of
from nlp.pointers import follow_pointers
from nlp.printed import Printed
from nlp.reasons import Answered, with_reasons
from nlp.types import Letter, Line, ReadLetter, Role
from nlp.view import FILL, look_through

_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which spaCy cannot store."""
_MOST_LINES = 150_000
"""More would take all memory; the longest real letters have a few thousand."""
_LONG = re.compile(r"\S{300}")
"""Where spaCy's tokenizer, which takes signs off one by one, would need quadratic time."""
_PIECE = re.compile(r"\w{1,100}|\s{1,100}|[^\w\s]")

register()


class _Component(ABC):
    """Reads letters a batch at a time, whether it is given one or a stream."""

    def __call__(self, doc: Doc) -> Doc:
        self.read([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int) -> Iterator[Doc]:
        rest = iter(stream)
        while docs := list(islice(rest, batch_size)):
            self.read(docs)
            yield from docs

    @abstractmethod
    def read(self, docs: Sequence[Doc]) -> None:
        """Write on each doc what this component finds."""


class _Tokenizer:
    """Makes docs of views, so that tags are no tokens and every offset counts in the source."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._tokenize = nlp.tokenizer

    def __call__(self, text: str) -> Doc:
        view = _SURROGATE.sub(FILL, look_through(text))
        doc = self._cut(view) if _LONG.search(view) else self._tokenize(view)
        doc._.source, doc._.view, doc._.background = text, view, ALONE
        return doc

    def _cut(self, view: str) -> Doc:
        pieces = _PIECE.findall(view)
        return Doc(self._vocab, words=pieces, spaces=[False] * len(pieces))


class _Lines(_Component):
    """Takes letters apart into logical lines."""

    def read(self, docs: Sequence[Doc]) -> None:
        for doc in docs:
            doc._.lines = logical_lines(doc._.source, doc._.view)
            if len(doc._.lines) > _MOST_LINES:
                raise UnreadableLetter(
                    f"A letter of {len(doc._.lines):,} lines is none that foi can read: split it into letters."
                )


class _Roles(_Component):
    """Tells what each line is for."""

    model: RoleReader

    def read(self, docs: Sequence[Doc]) -> None:
        for background, pile in groupby(docs, key=lambda doc: doc._.background):
            some = list(pile)
            found = self.model.predict([(doc._.view, doc._.lines) for doc in some], background)
            for doc, roles in zip(some, found, strict=True):
                doc._.roles = roles
                doc._.read_lines = tuple(_with_roles(doc._.lines, roles))


class _Answers(_Component):
    """Puts lines together to questions and answers, and finds which belongs to which."""

    model: RequestReader

    def read(self, docs: Sequence[Doc]) -> None:
        for doc in docs:
            view, lines = doc._.view, doc._.lines
            printed = Printed.of(view, lines)
            blocks = with_blanks(link(printed, doc._.roles.roles), printed, doc._.roles)
            request = doc._.background.request
            if request is not None:
                asked = [view[block.start : block.end] for block in blocks if block.question]
                blocks = by_request(blocks, request, self.model.likeness(request, asked))
            questions, answers = questions_and_answers(blocks)
            doc._.questions, doc._.answers = questions, answers
            doc._.replies = replies(view, lines, questions, answers, request)
            doc.spans[QUESTION_SPANS] = [_span(doc, one.start, one.end) for one in questions]
            doc.spans[ANSWER_SPANS] = [_span(doc, one.start, one.end) for one in answers]


class _Particulars(_Component):
    """Tells who answers whom, when and under which law."""

    def read(self, docs: Sequence[Doc]) -> None:
        for doc in docs:
            doc._.particulars = particulars_of(doc._.view, doc._.read_lines)


class _Attachments(_Component):
    """Finds what comes with the letter."""

    def read(self, docs: Sequence[Doc]) -> None:
        for doc in docs:
            doc._.attachments = attachments_of(doc._.view, asked_in(doc._.questions, doc._.read_lines))


class _Statuses(_Component):
    """Tells what each answer does; one that only points to another does what that one does."""

    model: StatusReader

    def read(self, docs: Sequence[Doc]) -> None:
        verdicts = iter(self.model.verdicts([one for doc in docs for one in doc._.replies]))
        for doc in docs:
            told = [judged(answer, next(verdicts)) for answer in doc._.answers]
            doc._.answers = follow_pointers(told, doc._.replies)


class _Reasons(_Component):
    """Finds why answers hold something back, and where they send the reader."""

    model: DirectionReader

    def read(self, docs: Sequence[Doc]) -> None:
        letters = [Answered(doc._.view, doc._.source, doc._.particulars, doc._.answers) for doc in docs]
        for doc, answers in zip(docs, with_reasons(letters, self.model), strict=True):
            doc._.answers = answers


class _Quantities(_Component):
    """Finds the figures that answers report."""

    model: FigureReader

    def read(self, docs: Sequence[Doc]) -> None:
        figures = iter(self.model.figures([one for doc in docs for one in doc._.replies]))
        for doc in docs:
            doc._.answers = tuple(
                replace(answer, quantities=found.quantities, figures_likelihood=found.likelihood)
                for answer, found in zip(doc._.answers, islice(figures, len(doc._.answers)), strict=True)
            )
            doc.spans[QUANTITY_SPANS] = [
                _span(doc, one.start, one.end) for answer in doc._.answers for one in answer.quantities
            ]


_ORDER = {
    "foi_lines": _Lines,
    "foi_roles": _Roles,
    "foi_answers": _Answers,
    "foi_particulars": _Particulars,
    "foi_attachments": _Attachments,
    "foi_statuses": _Statuses,
    "foi_reasons": _Reasons,
    "foi_quantities": _Quantities,
}
"""The components by the names under which spaCy knows them, in the order in which they read."""

for _name, _component in _ORDER.items():
    Language.factory(_name, func=lambda nlp, name, made=_component: made())  # noqa: ARG005


_MOST_WORDS = 100_000
"""Words that spaCy may remember, which forgets none: then a fresh pipeline takes over."""


def build_pipeline(
    roles: RoleReader,
    requests: RequestReader,
    statuses: StatusReader,
    directions: DirectionReader,
    figures: FigureReader,
) -> Language:
    """A blank English pipeline with all components, each with its model."""
    nlp = spacy.blank("en")
    nlp.tokenizer = _Tokenizer(nlp)
    # spaCy's limit guards parsers that are not in this pipeline
    nlp.max_length = sys.maxsize
    models = {
        "foi_roles": roles,
        "foi_answers": requests,
        "foi_statuses": statuses,
        "foi_reasons": directions,
        "foi_quantities": figures,
    }
    for name in _ORDER:
        component = nlp.add_pipe(name)
        if name in models:
            component.model = models[name]  # type: ignore[attr-defined]
    return nlp


class Reader:
    """Reads letters with these models."""

    def __init__(
        self,
        roles: RoleReader,
        requests: RequestReader,
        statuses: StatusReader,
        directions: DirectionReader,
        figures: FigureReader,
    ) -> None:
        self._models = roles, requests, statuses, directions, figures
        self._pipeline = build_pipeline(*self._models)

    def read(self, letters: Sequence[Letter], background: Background = ALONE) -> list[ReadLetter]:
        """The letters as read, in the same order; the models are asked once for all of them.

        ``background`` is what is known of all of them before.
        """
        if not letters:
            return []
        if len(self._pipeline.vocab.strings) > _MOST_WORDS:
            self._pipeline = build_pipeline(*self._models)
        docs = [self._pipeline.make_doc(letter.text) for letter in letters]
        for doc in docs:
            doc._.background = background
        read = self._pipeline.pipe(docs, batch_size=len(docs))
        return [self._read(letter, doc) for letter, doc in zip(letters, read, strict=True)]

    def _read(self, letter: Letter, doc: Doc) -> ReadLetter:
        return ReadLetter(
            letter.name,
            letter.text,
            lines=doc._.read_lines,
            questions=doc._.questions,
            particulars=doc._.particulars,
            attachments=doc._.attachments,
            answers=doc._.answers,
            likelihood=doc._.roles.likelihood,
        )


def _with_roles(lines: Sequence[LogicalLine], found: LineRoles) -> Iterator[Line]:
    for line, role, sure in zip(lines, found.roles, found.probabilities, strict=True):
        inside = line.furniture and role is Role.ANSWER
        yield Line(line.start, line.end, Role.BETWEEN if inside else role, float(sure))


def _span(doc: Doc, start: int, end: int) -> Span:
    """The tokens that a stretch of the letter touches; none where it is empty."""
    if start < end:
        touched = doc.char_span(start, end, alignment_mode="expand")
    else:
        touched = doc.char_span(max(0, start - 1), max(1, start), alignment_mode="expand")
    if touched is None:
        return doc[0:0]
    return touched if start < end else doc[touched.end : touched.end]
