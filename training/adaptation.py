"""How fast the status model learns a campaign: how right it is on the rest of the letters after some are labelled.

A curve takes a hundred fits, and a training takes minutes. So the fitted model is moved to the labelled letters instead
(``StatusModel.adapted``): for their campaign that does as much as a training with them, for other letters some harm.
Lewis and Gale (1994) let the model choose what is labelled next: here the letters with the answer it is least sure of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from random import Random
from statistics import fmean, pstdev
from typing import Any

from threadpoolctl import threadpool_limits

from models.reader import StatusVerdicts
from models.settings import StatusSettings
from models.status import StatusModel
from nlp.answering import judged
from nlp.answers import Reply, replies
from nlp.errors import FoiError
from nlp.pointers import follow_pointers
from nlp.types import Answer, LabelledLetter, ReadLetter, Status
from training.fitting import status_examples, taught_answers
from training.pairs import pairs_in
from training.targets import LabelledLines, labelled_lines

STEPS = (0, 5, 10, 20)
"""After how many labelled letters of a campaign the model is measured."""
DRAWS = 20
FEWEST = 8
"""Letters of a campaign from which a curve tells anything."""
_HELD_OUT = 3
"""One letter in so many is kept from being chosen, so that every point of a draw is measured on the same ones."""
_DIGITS = 4


class Choice(StrEnum):
    """Which letters of a campaign a person labels next."""

    RANDOM = "random"
    LEAST_SURE = "least sure"


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Share of found answers whose status is right: its mean and standard deviation over draws."""

    mean: float
    spread: float


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """How right the model is after ``labelled`` letters: on all others (``rest``), and on those never chosen.

    ``before`` is how right it was on that rest already: what choosing alone does, since hard letters may be gone.
    """

    choice: Choice
    labelled: int
    before: Accuracy
    rest: Accuracy
    held_out: Accuracy


@dataclass(frozen=True, slots=True)
class Curve:
    """What labelling letters of one campaign gains: of ``letters`` with so many found ``answers``, over ``draws``."""

    letters: int
    answers: int
    draws: int
    seed: int
    points: tuple[CurvePoint, ...]

    def of(self, choice: Choice) -> list[CurvePoint]:
        """The points of one way to choose, the fewest letters first."""
        return [point for point in self.points if point.choice is choice]

    def as_dict(self) -> dict[str, Any]:
        """The curve as JSON holds it, rounded."""
        return {
            **{name: getattr(self, name) for name in ("letters", "answers", "draws", "seed")},
            "points": [
                {
                    "choice": point.choice.value,
                    "labelled": point.labelled,
                    **{
                        on: {name: round(value, _DIGITS) for name, value in asdict(getattr(point, on)).items()}
                        for on in ("before", "rest", "held_out")
                    },
                }
                for point in self.points
            ],
        }


@dataclass(frozen=True, slots=True)
class _Member:
    """A letter of the campaign, labelled and read: its answers, and the labelled status of each that was found."""

    parts: LabelledLines
    answers: tuple[Answer, ...]
    replies: tuple[Reply, ...]
    wanted: tuple[tuple[int, Status], ...]

    @classmethod
    def of(cls, letter: LabelledLetter, read: ReadLetter) -> _Member:
        parts, places = labelled_lines(letter), {id(answer): place for place, answer in enumerate(read.answers)}
        return cls(
            parts,
            read.answers,
            replies(parts.view, parts.lines, read.questions, read.answers),
            tuple(
                (places[id(pair.found)], pair.labelled.status)
                for pair in pairs_in(letter, read.answers)
                if pair.labelled is not None and pair.found is not None
            ),
        )

    def right(self) -> list[bool]:
        """Of each answer that was found, whether its status is right."""
        return [self.answers[place].status is status for place, status in self.wanted]

    def least_sure(self) -> float:
        """How sure the model is of the answer that it is least sure of."""
        return min((1.0 if one.confidence is None else one.confidence for one in self.answers), default=1.0)


def adaptation_curve(  # noqa: PLR0913 - each is a choice that whoever measures makes
    letters: Sequence[LabelledLetter],
    read: Sequence[ReadLetter],
    model: StatusModel,
    settings: StatusSettings,
    *,
    seed: int,
    draws: int = DRAWS,
    steps: Sequence[int] = STEPS,
    done: Callable[[], None] = lambda: None,
) -> Curve:
    """Adapt the model to some letters of a campaign, more at each of the ``steps``, and judge the others.

    ``read`` are the same letters, as models with this status model read them: where answers stand does not change. A
    step that would leave nothing to choose from is left out. ``done`` is called after each of ``draws`` draws. Raises
    ``FoiError`` where the letters are too few.
    """
    if len(letters) < FEWEST:
        raise FoiError(
            f"There are {len(letters)} labelled letters: adapting to a campaign is measured on {FEWEST} or more."
        )
    members = [_Member.of(letter, one) for letter, one in zip(letters, read, strict=True)]
    if not any(member.wanted for member in members):
        raise FoiError("None of the labelled answers is found in these letters, so that no status can be measured.")
    chance = Random(seed)  # noqa: S311
    shares: dict[tuple[Choice, int], list[tuple[float, ...]]] = {}
    with threadpool_limits(1):  # many small sums: threads would only wait for each other
        for _ in range(draws):
            order = chance.sample(range(len(members)), len(members))
            for choice in Choice:
                for labelled, some in _draw(members, order, model, settings, choice, steps):
                    shares.setdefault((choice, labelled), []).append(some)
            done()
    points = tuple(
        CurvePoint(choice, labelled, *(_accuracy(values) for values in zip(*some, strict=True)))
        for (choice, labelled), some in shares.items()
    )
    return Curve(len(members), sum(len(member.wanted) for member in members), draws, seed, points)


def _draw(
    members: Sequence[_Member],
    order: Sequence[int],
    model: StatusModel,
    settings: StatusSettings,
    choice: Choice,
    steps: Sequence[int],
) -> Iterator[tuple[int, tuple[float, ...]]]:
    """After each step, how much is right: on the rest before and now, on those held out; ``order`` is the draw's.

    The letters that the model is least sure of are looked for anew at each step, with what it has learnt by then.
    """
    telling = [place for place in order if members[place].wanted]
    held_out = telling[: max(1, len(telling) // _HELD_OUT)]
    pool = [place for place in order if place not in held_out]
    now = dict(enumerate(members))
    chosen: list[int] = []
    for labelled in sorted(steps):
        if labelled > len(pool):
            return
        left = [place for place in pool if place not in chosen]
        if choice is Choice.LEAST_SURE:
            left.sort(key=lambda place: now[place].least_sure())
        chosen += left[: labelled - len(chosen)]
        adapted = _adapted(model, [members[place].parts for place in chosen], settings)
        rest = [place for place in order if place not in chosen]
        now.update(zip(rest, _judged([members[place] for place in rest], adapted), strict=True))
        yield (
            labelled,
            tuple(
                _share_right(one)
                for one in (
                    [members[place] for place in rest],
                    [now[place] for place in rest],
                    [now[place] for place in held_out],
                )
            ),
        )


def _adapted(model: StatusModel, letters: Sequence[LabelledLines], settings: StatusSettings) -> StatusModel:
    return model.adapted(
        status_examples(letters, [one for one in taught_answers(letters) if one.tells_status]), settings
    )


def _judged(members: Sequence[_Member], model: StatusModel) -> Iterator[_Member]:
    """The letters with what another status model says of the answers found in them."""
    verdicts = iter(StatusVerdicts(model).verdicts([reply for member in members for reply in member.replies]))
    for member in members:
        told = [judged(answer, next(verdicts)) for answer in member.answers]
        yield replace(member, answers=follow_pointers(told, member.replies))


def _share_right(members: Iterable[_Member]) -> float:
    return fmean(right for member in members for right in member.right())


def _accuracy(shares: Sequence[float]) -> Accuracy:
    return Accuracy(fmean(shares), pstdev(shares))
