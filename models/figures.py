"""Is a number a figure that the answer reports? A model of the words around it says how likely."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import hstack
from scipy.special import expit
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from models.asking import NUMBER, Asking, asking, stem
from models.crossed import Crossed, Folds, Places, combined, cross_fit, fit_without, held_out
from models.settings import FigureSettings
from nlp.injected import Figures
from nlp.numerals import Form
from nlp.quantities import Candidate, Numbers, read_numbers, scaled, without_asked
from nlp.types import Bound, Quantity
from nlp.units import Place, meanings_of
from nlp.view import FILL

REACH = 70
NEAR_WORDS = 10
QUESTION_WORDS = 24
QUESTION_REACH = 400


@dataclass(frozen=True, slots=True)
class FigureContext:
    """An answer in its letter, as the figures are read: ``view[start:end]`` is the answer.

    ``question`` is the question's words (``""`` where unknown); ``column`` and ``row`` are the
    headings of a table's cell.
    """

    view: str
    start: int
    end: int
    question: str = ""
    column: str | None = None
    row: str | None = None


@dataclass(frozen=True)
class FigureModel:
    """TF-IDF over the masked surroundings of a number and over its answer, and one regression.

    ``near`` reads what stands round a number, ``far`` what all numbers of an answer share.
    """

    near: TfidfVectorizer
    far: TfidfVectorizer
    judge: LogisticRegression
    far_weight: float
    threshold: float

    @classmethod
    def cross_fit(
        cls,
        contexts: Sequence[FigureContext],
        gold: Sequence[Sequence[Quantity]],
        folds: Folds,
        settings: FigureSettings,
        seed: int,
    ) -> Crossed[Self]:
        """Learn from labelled answers, whose ``folds`` these are.

        The threshold is the one with the best F1 on answers not learnt from.
        Raises ``ValueError`` if the answers outside a fold hold no labelled figure or nothing but figures.
        """
        taught = TaughtNumbers.of(contexts, gold)
        learnt = cross_fit(folds, lambda answers: cls._learn(taught, answers, settings, seed))
        likely = _likely_held_out(taught, folds, learnt.without)

        def threshold(answers: Places) -> float:
            own = taught.of_answers(answers)
            return _best_threshold(likely[own], taught.right[own], int(taught.missed[answers].sum()))

        return combined(lambda one, best: replace(one, threshold=best), learnt, cross_fit(folds, threshold))

    @classmethod
    def held_out(cls, taught: TaughtNumbers, folds: Folds, settings: FigureSettings, seed: int) -> NDArray[np.float64]:
        """How likely each number is a figure, by a model that learnt from the other ``folds`` of answers."""
        learnt = fit_without(folds, lambda answers: cls._learn(taught, answers, settings, seed))
        return _likely_held_out(taught, folds, learnt)

    @classmethod
    def _learn(cls, taught: TaughtNumbers, answers: Places, settings: FigureSettings, seed: int) -> Self:
        own = taught.of_answers(answers)
        seen, target = _both_ways(taught.seen.only(own), taught.right[own])
        near, far = _vectorizer(settings.fewest), _vectorizer(settings.fewest)
        local = near.fit_transform(seen.near)
        shared = far.fit_transform(seen.far)[seen.owner]
        judge = LogisticRegression(C=settings.strength, max_iter=1000, random_state=seed)
        judge.fit(hstack([local, shared * settings.far_weight], format="csr"), target)
        return cls(near, far, judge, settings.far_weight, 0.5)

    def probabilities(self, contexts: Sequence[FigureContext]) -> list[tuple[tuple[Candidate, float], ...]]:
        """For each answer its numbers, each with the probability that it is a figure reported."""
        read = _read(contexts)
        likely = iter(_likely(self, _look(contexts, read)).tolist())
        return [tuple(zip(numbers.candidates, likely)) for numbers in read]  # noqa: B905

    def numbers(self, contexts: Sequence[FigureContext]) -> list[tuple[Quantity, ...]]:
        """For each answer all its numbers as the figures that they would be, however likely they are any.

        The confidence of one that is written so that it can be nothing else is 1.
        """
        return [
            _quantities(context, [(one, 1.0 if one.certain else chance) for one, chance in numbers])
            for context, numbers in zip(contexts, self.probabilities(contexts), strict=True)
        ]

    def figures(self, contexts: Sequence[FigureContext]) -> list[Figures]:
        """The figures that each answer reports, in the order in which they stand."""
        return [self._taken(*read) for read in zip(contexts, self.probabilities(contexts), strict=True)]

    def _taken(self, context: FigureContext, numbers: Sequence[tuple[Candidate, float]]) -> Figures:
        taken = [(one, chance) for one, chance in numbers if one.certain or chance >= self.threshold]
        unsure = [chance for one, chance in numbers if not one.certain]
        likelihood = prod((chance if chance >= self.threshold else 1 - chance for chance in unsure), start=1.0)
        return Figures(_quantities(context, taken), likelihood)

    def state(self) -> dict[str, Any]:
        """What to store: fitted estimators and plain numbers only."""
        return {
            "near": self.near,
            "far": self.far,
            "judge": self.judge,
            "far_weight": self.far_weight,
            "threshold": self.threshold,
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> Self:
        """The model that ``state`` was taken from."""
        return cls(state["near"], state["far"], state["judge"], float(state["far_weight"]), float(state["threshold"]))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the model sees of a batch: ``near`` a number, ``far`` an answer, ``owner`` its row."""

    read: list[Numbers]
    near: list[str]
    far: list[str]
    owner: NDArray[np.intp]

    def only(self, rows: NDArray[np.intp]) -> _Seen:
        """The same with only some of the numbers, and the answers that hold them."""
        answers, owner = np.unique(self.owner[rows], return_inverse=True)
        return _Seen(
            [self.read[i] for i in answers],
            [self.near[i] for i in rows],
            [self.far[i] for i in answers],
            owner,
        )


@dataclass(frozen=True, slots=True, eq=False)
class TaughtNumbers:
    """The numbers in labelled answers, whatever the settings.

    ``right`` says which of them are figures (numbers), ``missed`` how many labelled figures of an answer are none of
    them (answers).
    """

    seen: _Seen
    right: NDArray[np.bool_]
    missed: Places

    @classmethod
    def of(cls, contexts: Sequence[FigureContext], gold: Sequence[Sequence[Quantity]]) -> Self:
        """Reads the numbers in answers whose figures are known."""
        seen = _look(contexts, _read(contexts))
        marks: list[bool] = []
        missed: list[int] = []
        for numbers, figures in zip(seen.read, gold, strict=True):
            hits = [_labelled(candidate, figures) for candidate in numbers.candidates]
            marks.extend(hits)
            missed.append(max(0, len(figures) - sum(hits)))
        return cls(seen, np.asarray(marks, dtype=bool), np.asarray(missed, dtype=np.intp))

    @property
    def answers(self) -> Places:
        """The place of each number's answer."""
        return self.seen.owner

    def of_answers(self, answers: Places) -> Places:
        """The places of the numbers that stand in these answers."""
        return np.flatnonzero(np.isin(self.answers, answers))


def _likely_held_out(taught: TaughtNumbers, folds: Folds, models: Sequence[FigureModel]) -> NDArray[np.float64]:
    return held_out(folds.of(taught.answers), models, lambda one, numbers: _likely(one, taught.seen.only(numbers)))


def _likely(model: FigureModel, seen: _Seen) -> NDArray[np.float64]:
    if not seen.near:
        return np.zeros(0)
    weights = model.judge.coef_[0]
    split = len(model.near.vocabulary_)
    local = model.near.transform(seen.near) @ weights[:split]
    shared = model.far.transform(seen.far) @ weights[split:] * model.far_weight
    likely: NDArray[np.float64] = expit(local + shared[seen.owner] + model.judge.intercept_[0])
    return likely


def _read(contexts: Sequence[FigureContext]) -> list[Numbers]:
    return [
        without_asked(read_numbers(context.view, context.start, context.end), context.start, context.question)
        for context in contexts
    ]


def _look(contexts: Sequence[FigureContext], read: list[Numbers]) -> _Seen:
    near: list[str] = []
    far: list[str] = []
    owner: list[int] = []
    for row, (context, numbers) in enumerate(zip(contexts, read, strict=True)):
        if not numbers.candidates:
            far.append("")
            continue
        body = context.view[context.start : context.end].replace(FILL, " ")
        far.append(" ".join(_shared(context, numbers, body)))
        asked = asking(context.question or context.row or context.column or "")
        near.extend(_surroundings(context.start, body, numbers, asked))
        owner.extend([row] * len(numbers.candidates))
    return _Seen(read, near, far, np.asarray(owner, dtype=np.intp))


def _both_ways(seen: _Seen, target: NDArray[np.bool_]) -> tuple[_Seen, NDArray[np.bool_]]:
    """The answers again with small numbers in digits: one letter's "three" is another's "3"."""
    rows = [row for row, text in enumerate(seen.near) if _SMALL.search(text)]
    again = [
        text.replace("_words", "_count").replace("f_count", "f_digits")
        for text in (_SMALL.sub(r" n_digits1", seen.near[row]) for row in rows)
    ]
    return (
        _Seen(seen.read, seen.near + again, seen.far, np.concatenate([seen.owner, seen.owner[rows]])),
        np.concatenate([target, target[rows]]),
    )


_SMALL = re.compile(r" n_(?:one|two|three|four|five|six|seven|eight|nine)(?=[ _])")


def _vectorizer(fewest: int) -> TfidfVectorizer:
    return TfidfVectorizer(lowercase=False, token_pattern=r"\S+", min_df=fewest, binary=True, dtype=np.float64)


def _labelled(candidate: Candidate, figures: Sequence[Quantity]) -> bool:
    return any(candidate.start < one.end and one.start < candidate.end for one in figures)


def _best_threshold(likely: NDArray[np.float64], target: NDArray[np.bool_], missed: int) -> float:
    """The probability above which taking every number gives the best F1."""
    order = np.argsort(-likely, kind="stable")
    hits = np.cumsum(target[order])
    scores = 2 * hits / (np.arange(1, len(order) + 1) + target.sum() + missed)
    best = int(np.argmax(scores))
    after = likely[order[best + 1]] if best + 1 < len(order) else 0.0
    return float((likely[order[best]] + after) / 2)


def _quantities(context: FigureContext, found: Sequence[tuple[Candidate, float]]) -> tuple[Quantity, ...]:
    place = Place(context.view, context.start, context.end, context.question, context.column, context.row)
    return tuple(
        Quantity(
            candidate.start,
            candidate.end,
            scaled(candidate, meaning.scale),
            meaning.unit,
            meaning.per,
            meaning.period,
            chance,
        )
        for (candidate, chance), meaning in zip(
            found, meanings_of(place, [candidate for candidate, _ in found]), strict=True
        )
    )


# --- what the model sees ---------------------------------------------------------------------

_TOKEN = re.compile(r"\n|[A-Za-z]+(?:['’][a-z]+)?|\d+|[^\w\s]")
_WORD = re.compile(r"[A-Za-z]+")
_YEAR_SHAPE = re.compile(r"(?:19[5-9]|20[0-4])\d")
_TIME = re.compile(
    r"(?:second|sec|minute|min|hour|hr|day|working|calendar|week|wk|month|year|yr|term|quarter"
    r"|season|session)s?"
)
_FUNCTION = frozenset(
    "a an and are as at be been but by can could did do does each every for from had has have"
    " he her his if in into is it its may might not of on or our per she should so than that"
    " the their them then there these they this those to under up was we were when where which"
    " while who will with would you your".split()
)
_WHICH = frozenset(
    "the these those first last past next previous preceding following final other earlier latest"
    " same both all either every any this that".split()
)
LEGAL = {
    18.0: ("hour", "working"),
    24.0: ("hour", "working"),
    3.5: ("day",),
    20.0: ("working",),
    40.0: ("working",),
    60.0: ("working",),
    450.0: (),
    600.0: (),
    25.0: ("an", "per"),
    15.0: ("an",),
}
"""The numbers of the cost limit and of the time for a reply, with the words that may follow; with none, any may."""


def _shared(context: FigureContext, numbers: Numbers, body: str) -> list[str]:
    """Tokens that every number of an answer shares: its question, its headings, its size."""
    asked = _WORD.findall(context.question[:QUESTION_REACH].lower())[:QUESTION_WORDS]
    tokens = [f"q_{word}" for word in asked] or ["q_"]
    tokens += [f"q_{left}_{right}" for left, right in pairwise(asked[:8])]
    for name, heading in (("c", context.column), ("w", context.row)):
        if heading is not None:
            tokens += [f"{name}_", *(f"{name}_{word}" for word in _WORD.findall(heading.lower()))]
    tokens.append(f"a_length{len(body).bit_length()}")
    tokens.append(f"a_numbers{min(len(numbers.candidates), 9).bit_length()}")
    tokens.append(f"a_words{len(_WORD.findall(body[:400])).bit_length()}")
    return tokens


def _surroundings(start: int, body: str, numbers: Numbers, asked: Asking) -> list[str]:
    """One string of tokens for each number: its words, shape and place, digits masked, and what was asked for."""
    return [" ".join(_local(start, body, numbers, index, asked)) for index in range(len(numbers.candidates))]


def _local(start: int, body: str, numbers: Numbers, index: int, asked: Asking) -> list[str]:
    candidate = numbers.candidates[index]
    left_edge, right_edge = candidate.start - start, candidate.end - start
    left_text = body[max(0, left_edge - REACH) : left_edge]
    right_text = body[right_edge : right_edge + REACH]
    left = _masked(left_text)[-NEAR_WORDS:]
    right = _masked(right_text)[:NEAR_WORDS]
    if left_edge <= REACH:
        left.insert(0, "<start>")
    if right_edge + REACH >= len(body):
        right.append("<end>")
    joined = right_text[:1] == "-" and len(right) > 1 and right[1][0].isalpha()
    if joined:
        del right[0]
    shape, size = _shape(candidate, body[candidate.core_start - start : candidate.core_end - start])
    bound = candidate.value.bound
    back, ahead = _edge(left_text[::-1]), _edge(right_text)
    first, last = _kind(right[0] if right else ""), left[-1] if left else ""
    tokens = [f"l_{word}" for word in left]
    tokens += [f"r_{word}" for word in right]
    tokens += [f"L{place}_{word}" for place, word in enumerate(left[:-4:-1], 1)]
    tokens += [f"R{place}_{word}" for place, word in enumerate(right[:3], 1)]
    tokens += [
        "L12_" + "_".join(left[-2:]),
        "R12_" + "_".join(right[:2]),
        f"n_{shape}",
        f"n_{shape}_{ahead}",
        f"z_{size}",
        f"f_{candidate.form}",
        f"o_{bound}",
        f"B_{back}",
        f"E_{ahead}",
        f"BE_{back}_{ahead}",
        f"zBE_{size}_{back}_{ahead}",
        f"zL_{size}_{last}",
        f"zR_{size}_{right[0] if right else ''}",
        f"k_{first}",
        f"zk_{size}_{first}",
        f"Lk_{last}_{first}",
        f"ok_{bound}_{first}",
        f"oL_{bound}_{last}",
    ]
    if candidate.unit:
        tokens.append(f"u_{candidate.unit}")
    if joined:
        tokens += ["joined", f"joined_{first}", f"joined_{size}"]
    if back == "(" and ahead == ")":
        outside = f"{_edge(left_text[::-1][1:])}_{_edge(right_text[1:])}"
        tokens += [f"P_{outside}", f"P_{size}_{outside}"]
    if last in _WHICH:
        tokens += ["which", f"which_{first}", f"which_{size}"]
    follow = LEGAL.get(candidate.value.low or candidate.value.high or 0) if bound is not Bound.RANGE else None
    if follow is not None and (not follow or (right and right[0].rstrip("s") in follow)):
        tokens.append("legal")
    tokens += _beside(start, body, numbers, index)
    place = "first" if index == 0 else "later"
    said = body[left_edge:right_edge] if candidate.form is Form.DIGITS else ""
    tokens += _as_asked(candidate, asked, said, right, (size, first, place))
    return tokens


def _as_asked(
    candidate: Candidate, asked: Asking, said: str, right: list[str], shape: tuple[str, str, str]
) -> list[str]:
    """How the number goes with its question: of the kind asked for, of what is asked about, said in it already."""
    size, first, place = shape
    counted = next((word for word in right[:4] if word.isalpha() and stem(word) in asked.words), None)
    about = "named" if counted else "else"
    tokens = [
        f"qk_{asked.kind}_{place}_{size}",
        f"qk_{asked.kind}_{first}",
        f"qa_{about}_{asked.kind}",
        f"qa_{about}_{first}",
    ]
    if asked.numbers.intersection(NUMBER.findall(said)):
        tokens += ["again", f"again_{size}", f"again_{first}", f"again_{candidate.value.bound}"]
    for kind in asked.kinds:
        tokens += [f"q_{kind}_{size}", f"q_{kind}_{candidate.unit}", f"q_{kind}_{right[0] if right else ''}"]
    return tokens


def _beside(start: int, body: str, numbers: Numbers, index: int) -> list[str]:
    """What other numbers and dates stand close by, and what is on the line."""
    candidates, periods = numbers.candidates, numbers.periods
    candidate = candidates[index]
    tokens = ["i_first"] if index == 0 else []
    if index + 1 == len(candidates):
        tokens.append("i_last")
    place = bisect(periods, (candidate.start, 0))
    if place and candidate.start - periods[place - 1][1] <= 4:
        tokens.append("p_before")
    if place < len(periods) and periods[place][0] - candidate.end <= 5:
        tokens.append("p_after")
    line_start = body.rfind("\n", max(0, candidate.start - start - 300), candidate.start - start) + 1
    line_end = body.find("\n", candidate.end - start, candidate.end - start + 300)
    line_end = line_end if line_end >= 0 else len(body)
    beside = sum(line_start <= other.start - start < line_end for other in candidates[max(0, index - 5) : index + 6])
    words = len(_WORD.findall(body[line_start:line_end][:200]))
    tokens.append(f"i_line{min(beside, 6)}")
    tokens.append(f"i_line{min(beside, 3)}_words{words.bit_length()}")
    return tokens


def _masked(text: str) -> list[str]:
    return [
        "<n>" if token[0].isdigit() else "<line>" if token == "\n" else token.lower() for token in _TOKEN.findall(text)
    ]


def _edge(text: str) -> str:
    """How far away the next sign is, and what kind of sign it is."""
    stripped = text.lstrip()
    gap = text[: len(text) - len(stripped)]
    space = "n" if "\n" in gap else "t" if "\t" in gap else "w" if len(gap) > 1 else "s" if gap else ""
    if not stripped:
        return space + "$"
    sign = stripped[0]
    if sign.isalpha():
        return space + ("A" if sign.isupper() else "a")
    return space + ("9" if sign.isdigit() else sign)


def _kind(word: str) -> str:
    """The kind of the word that follows: a length of time, a plural, a function word, a sign."""
    if not word or not word[0].isalpha():
        return "sign"
    if _TIME.fullmatch(word):
        return "time"
    if word in _FUNCTION:
        return word
    return "many" if word.endswith("s") else "word"


def _shape(candidate: Candidate, core: str) -> tuple[str, str]:
    """How the number looks, finely and coarsely: no count is learnt by heart, a year shows."""
    if candidate.form is not Form.DIGITS:
        words = core.lower().replace(" ", "-").replace("\n", "-")[:20]
        return words, "one" if words == "one" else candidate.form.value
    if candidate.value.bound is Bound.RANGE:
        return "range", "range"
    if _YEAR_SHAPE.fullmatch(core.replace("O", "0")):
        return "year", "year"
    if "," in core or (len(core) >= 4 and core.isdigit()):
        return "grouped" if "," in core else f"digits{len(core)}", "large"
    if "." in core:
        return "decimal", "decimal"
    return f"digits{min(len(core), 3)}", "money" if candidate.unit == "GBP" else "count"
