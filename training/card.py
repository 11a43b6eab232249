"""The model card that goes with a bundle: what it is for, what it was fitted on, what to expect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from models.manifest import Origin
from nlp.types import LabelledLetter

_MEASURES = {
    "answer_span_f1": "answers found (overlap of at least 0.8), F1",
    "answer_row_f1": "answers found with the right question, F1",
    "status_macro_f1": "statuses end to end, mean F1 over statuses",
    "status_accuracy_on_matched": "main status right, of the answers found",
    "quantity_f1": "figures end to end, F1",
    "letters_perfect": "letters with every answer, status and figure right",
    "ece": "expected calibration error of the confidence",
    "error_in_most_confident_80pct": "wrong main statuses among the surest 80 %",
}


def model_card(letters: Sequence[LabelledLetter], origin: Origin) -> str:
    """The card as Markdown."""
    answers = [answer for letter in letters for answer in letter.answers]
    kinds = Counter(letter.header["kind"] for letter in letters)
    statuses = Counter(answer.status.value for answer in answers)
    measures = "\n".join(
        f"| `{name}` | {told} | {_number(origin.measures[name])} |" for name, told in _MEASURES.items()
    )
    authorities = len({letter.authority for letter in letters})
    figures = sum(len(answer.quantities) for answer in answers)
    return f"""# Models that read Freedom of Information response letters

Four models of TF-IDF and logistic regression: what every line of a letter is for, what an answer
does for the person who asked, which numbers are figures that an answer reports, and to which bodies an
answer sends its reader. In the first, a few small neural networks weigh what the regression thinks of the
lines around, and a regression picks among the likeliest readings of a letter. In the second, a small network
that knows what words mean reads beside the regression. They are stored in skops's format: loading runs no
code.

## Intended use

Turning response letters of UK public authorities, in English, into a table of answers, statuses and
figures that people check and count with. Answers marked `needs_review` are for a person to look at.
Not for decisions about a person or an authority without anybody reading the letter.

## What is promised of answers that are not marked

{_promise(origin.measures["promise"])}

An answer is wrong if its words, its question, its main status or a figure is. The letters that this
rests on were held out by authority and campaign; it holds for letters like those.

## Data

{len(letters):,} labelled letters of {authorities:,} authorities with {len(answers):,} answers and
{figures:,} figures, most of them written for this purpose.

- Letters by kind of authority: {_counts(kinds)}.
- Answers by main status: {_counts(statuses)}.
- Label set `{origin.labels[:16]}`, seed {origin.seed}.

## Measures

Taken on all {origin.measures["held_out_letters"]:,} letters, in {origin.measures["folds"]} parts. Each part
was read by models that learnt from the others and had seen no letter of its authorities and campaigns; the models of
the bundle then learnt from all. The letters of a part were read as one pile, each helped by what
recurs among them.

| measure | | value |
|---|---|---|
{measures}

## Limits

- Most of the letters it learnt from are invented; layouts and wordings of real ones vary more, and
  are read less well.
- A `confidence` is the probability that the status is right, if the answer was split off rightly. How
  far the whole row can be trusted, splitting included, is in `trust`.
- Scanned pages, handwriting, other languages and attachments are not read.
"""


def _promise(made: Mapping[str, Any]) -> str:
    if made["risk"] == 1:
        return "Nothing: the letters support no promise, so every answer is marked."
    missed = f" {made['wanted']:.0%} was wanted, which the letters do not support."
    wanted = missed if made["risk"] > made["wanted"] else ""
    return (
        f"At most {made['risk']:.0%} of them are wrong, {made['confidence']:.0%} sure.{wanted} "
        f"Of {made['answers']:,} answers trusted {made['threshold']:.3f} or more, {made['share']:.0%} of all, "
        f"{made['wrong']:,} were wrong. As answers of a letter tend to be right or wrong together, they count as "
        f"{made['effective']:,.0f}: so at most {made['bound']:.1%} are wrong."
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.most_common())
