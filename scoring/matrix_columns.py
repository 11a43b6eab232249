"""The columns of a campaign's matrix and of the sheets behind it, each with what it says."""

from __future__ import annotations

_FIGURE = {
    "bound": "exact, about, range, at_least, at_most, more_than, less_than or suppressed",
    "low": "the least that it can be; empty where that is open",
    "high": "the greatest that it can be; the same as low where it is one number",
    "unit": "what it counts, % or GBP; empty where the letter does not say",
    "per": "what it counts for each of, in a rate: year",
    "period": "the time that it is for, in the letter's words",
}
_PLACE = {
    "letter": "path of the letter that the answer stands in",
    "start": "where it begins in the letter's text, in characters from 0",
    "end": "where it ends, itself not included",
}

ENTRIES = {
    "body": "the public body, or the file of a letter that does not say who sent it",
    "question": "number of the question; * is the letter as a whole",
    "words": "the question as it was asked; empty where nobody asked that number",
    "status": "what the main answer does; empty where there is no answer",
    "statuses": "all that the answers do, the main status first",
    "missing": "why there is no answer: no answer found, no reply, not read, see 2a",
    "figure": "the main figure in words; a table's total, else the first",
    **_FIGURE,
    "figures": "how many figures the answers give",
    "answers": "how many answers the body gives, as the cells of a table are",
    "confidence": "how likely the status is right, from 0 to 1; of the least sure answer",
    "needs_review": "whether a person should look",
    "answer": "the answers' words, each after its column's heading, with | between them",
    **(_PLACE | {"letter": "path of the letter that the main answer stands in"}),
    "replaced": "how many answers of the body's other letters these took the place of",
    "letters": "how many letters the body sent; from here on, the same in all its rows",
    "reference": "the body's own reference",
    "requested": "day of the request",
    "replied": "day of the latest reply",
    "regime": "the law: FOIA, FOISA, EIR or EI(S)R",
    "nation": "whose bank holidays and law count: england_and_wales, scotland, northern_ireland",
    "working_days": "working days between request and latest reply; empty if not certain",
    "late": "whether the reply was late; empty if not certain",
}
"""Columns of the ``.csv`` and the ``.parquet``, which have one row a body and question."""

ANSWERS = {
    "body": "the public body",
    "questions": "numbers of the questions that it answers",
    "question": "the questions as they were asked",
    "column": "heading of its column, for a cell of a table",
    "answer": "its words",
    "status": "what it does in the main",
    "statuses": "all that it does",
    "confidence": "how likely the status is right, from 0 to 1",
    "needs_review": "whether a person should look at it",
    "figures": "its figures in words",
    "grounds": "for a refusal: law, provision and what that means",
    "directions": "where it sends the reader",
    "refers_to": "number of the question that it points to",
    **_PLACE,
    "stands": "false where an answer in another letter counts instead",
    "instead": "path of that letter",
}
"""Columns of the sheet "answers", which has one row an answer."""

FIGURES = {
    "body": "the public body",
    "questions": "numbers of the questions that it helps to answer",
    "column": "heading of the answer's column, for a cell of a table",
    "text": "the figure as the letter writes it",
    **_FIGURE,
    "status": "what its answer does in the main",
    "stands": "false where an answer in another letter counts instead",
    **(_PLACE | {"letter": "path of the letter that it stands in"}),
}
"""Columns of the sheet "figures", which has one row a figure."""

REVIEWS = {
    "body": "the public body",
    "question": "numbers of the questions; empty where it is about the body's letter",
    "why": "why a person should look",
    "status": "what the answer does in the main",
    "confidence": "how likely the status is right, from 0 to 1",
    "answer": "its words, after its column's heading",
    **_PLACE,
}
"""Columns of the sheet "to review", which has one row a matter."""
