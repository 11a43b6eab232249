"""Campaigns made by hand, for what shows them: bodies, questions and answers that nobody ever wrote."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from nlp.types import Bound, RequestQuestion
from scoring.campaign import Body, Campaign, Given
from scoring.results import JsonObject

PLACES = ("Ash", "Birch", "Cold", "Dun", "East", "Fen", "Gor", "Haw", "Ing", "Kel", "Low", "Mar", "Nor", "Oak", "Pen")
ENDS = ("beck", "bury", "combe", "dale", "field", "ham", "ley", "mere", "stow", "ton", "wick", "worth")
SIDES = ("", "North ", "South ", "West ", "Upper ", "Nether ", "Great ", "Little ", "Old ", "New ", "High ", "Far ")
KINDS = ("Borough Council", "District Council", "County Council", "City Council")
SUBJECTS = (
    ("How many street trees did you plant in the last financial year?", "trees"),
    ("How much did you spend on their upkeep?", "GBP"),
    ("What share of newly planted trees survived their first summer?", "%"),
    ("Do you have a tree strategy? If so, please send me a copy of it.", ""),
    ("How many requests to fell a tree did you receive, by year?", "requests"),
    ("Please send the minutes of all meetings at which the felling of trees was discussed.", "meetings"),
)
_OWN_PLACES = count()


def figure(bound: str, low: float | None, high: float | None = None, unit: str = "trees", **more: Any) -> JsonObject:
    """A figure as the JSON lines hold it, at a place of its own; ``high`` is ``low`` where a bound has one value."""
    if bound in ("exact", "about"):
        high = low
    place = next(_OWN_PLACES)
    plain: JsonObject = {"start": place, "end": place + 1, "text": f"{low}", "per": None, "period": None}
    return plain | {"bound": bound, "low": low, "high": high, "unit": unit} | more


def answer(status: str, words: str, figures: Iterable[JsonObject] = (), **more: Any) -> JsonObject:
    """An answer as the JSON lines hold it."""
    plain: JsonObject = {
        "questions": ["1"],
        "question": None,
        "start": 0,
        "end": len(words),
        "column": None,
        "refers_to": None,
        "left_out": False,
    }
    plain |= {
        "confidence": 0.9,
        "probabilities": None,
        "trust": None,
        "needs_review": False,
        "grounds": [],
        "directions": [],
    }
    return plain | {"answer": words, "statuses": [status], "status": status, "quantities": list(figures)} | more


def ground(provision: str, meaning: str, way: str = "refusal", law: str = "FOIA") -> JsonObject:
    """A ground as the JSON lines hold it."""
    return {"start": 0, "end": 1, "law": law, "provision": provision, "way": way, "meaning": meaning}


def direction(target: str, means: str = "link") -> JsonObject:
    """A direction as the JSON lines hold it."""
    return {"start": 0, "end": 1, "means": means, "target": target}


def body(name: str, answers: Mapping[str, Sequence[JsonObject]] | None = None, **more: Any) -> Body:
    """A body whose one letter gives the answers; without any, it sent nothing."""
    letter = f"letters/{name.lower().replace(' ', '-')}.txt"
    given = {question: tuple(Given(letter, one) for one in some) for question, some in (answers or {}).items()}
    letters = () if answers is None else (letter,)
    return Body(name, **({"called": (name,), "letters": letters, "answers": given} | more))


def campaign(*bodies: Body, questions: Sequence[str] = ("1",)) -> Campaign:
    """A campaign of the bodies, all of them on a list; each question is asked in words."""
    asked = tuple(RequestQuestion(one, f"How many to question {one}?") for one in questions)
    return Campaign(asked, bodies, ("cd12",), listed=True)


def tree_campaign(bodies: int, questions: int, seed: int = 7) -> Campaign:
    """A campaign of any size in which everything happens that can; the same arguments give the same one."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    names = sorted({*_names(bodies, dice)})
    asked = tuple(RequestQuestion(str(place + 1), SUBJECTS[place % len(SUBJECTS)][0]) for place in range(questions))
    return Campaign(asked, tuple(_tree_body(name, asked, dice) for name in names), ("3f9c21d0ab",), listed=True)


def write_scored(found: Campaign, path: Path) -> Path:
    """The letters of a campaign as `foi score` would have written them, in JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for one in found.bodies:
            for letter in one.letters:
                said: dict[str, object] = {"authority": one.name, "reference": one.reference, "regime": one.regime}
                said |= {"requested": one.requested, "replied": one.replied, "nation": one.nation}
                row: JsonObject = {
                    "letter": letter,
                    "sha256": "ab" * 32,
                    "model": found.models[0],
                    "particulars": {
                        name: value and {"value": str(value), "start": 0, "end": 1, "confidence": 0.9}
                        for name, value in said.items()
                    },
                    "attachments": [{"start": 0, "end": 1, "name": name} for name in one.attachments],
                    "answers": [
                        given.answer | {"questions": [question]}
                        for question, several in one.answers.items()
                        for given in several
                    ],
                }
                if one.unread:
                    row = {name: row[name] for name in ("letter", "sha256", "model")} | {"error": one.unread[0]}
                file.write(json.dumps(row) + "\n")
    return path


def _names(number: int, dice: random.Random) -> Iterator[str]:
    for place in range(number):
        stem = PLACES[place % len(PLACES)] + ENDS[place // len(PLACES) % len(ENDS)]
        side = (
            "",
            "North ",
            "South ",
            "West ",
            "Upper ",
            "Nether ",
            "Great ",
            "Little ",
            "Old ",
            "New ",
            "High ",
            "Far ",
        )
        yield f"{side[place // 180 % len(side)]}{stem} {dice.choice(KINDS)}"


def _tree_body(name: str, asked: Sequence[RequestQuestion], dice: random.Random) -> Body:
    if dice.random() < 0.1:
        return body(name)
    if dice.random() < 0.03:
        broken = f"{name}.pdf holds no text that could be read: take its text out first."
        return body(name, {}, unread=(broken,))
    answers = {
        one.id: [_tree_answer(SUBJECTS[place % len(SUBJECTS)][1], part, dice) for part in _parts(place, dice)]
        for place, one in enumerate(asked)
        if dice.random() < 0.95
    }
    days = int(dice.triangular(3, 45, 18))
    requested = date(2024, 3, 4) + timedelta(days=dice.randrange(10))
    known = dice.random() < 0.85
    return body(
        name,
        answers,
        reference=f"FOI-{dice.randrange(1000, 9999)}" if dice.random() < 0.7 else None,
        requested=requested if known else None,
        replied=requested + timedelta(days=days * 7 // 5) if known else None,
        days=days if known else None,
        late=days > 20 if known else None,
        attachments=("tree-strategy.pdf",) if dice.random() < 0.2 else (),
    )


def _parts(place: int, dice: random.Random) -> Sequence[str | None]:
    return ("2021/22", "2022/23", "2023/24") if place % len(SUBJECTS) == 4 and dice.random() < 0.7 else (None,)


def _tree_answer(unit: str, part: str | None, dice: random.Random) -> JsonObject:
    status = dice.choices(
        ("provided", "not_held", "redirected", "no_service", "refused", "unanswered"), (66, 10, 6, 4, 10, 4)
    )[0]
    sure = round(dice.uniform(0.45, 0.995), 3)
    more: dict[str, Any] = {"confidence": sure, "needs_review": sure < 0.58, "column": part}
    if status == "provided" and unit:
        given = _tree_figure(unit, part, dice)
        return answer(status, f"The figure you ask for is {given['text']}.", [given], **more)
    if status == "refused":
        grounds = [
            ground("12", "Finding the information would cost more than the law's limit.", "cost_limit"),
            ground("40(2)", "It is personal data of somebody else."),
            ground("43(2)", "Telling would harm somebody's commercial interests."),
        ]
        some = [dice.choice(grounds)]
        words = f"We are withholding this information under section {some[0]['provision']} of the Act."
        return answer(status, words, grounds=some, **more)
    if status == "redirected":
        target = dice.choice(("https://www.trees.example/open-data", "foi@county.example", "the county council"))
        words = f"This is a matter for others. Please turn to {target} for it, where it is kept up to date."
        return answer(status, words, directions=[direction(target)], **more)
    words = {
        "provided": "Yes. Our strategy was adopted by the cabinet after a consultation of residents and is attached. "
        * 3,
        "not_held": "We do not hold this information, because contractors keep no count of it.",
        "no_service": "The council has no such scheme.",
        "unanswered": "",
    }[status]
    return answer(status, words.strip(), **more)


def _tree_figure(unit: str, part: str | None, dice: random.Random) -> JsonObject:
    low = (
        dice.choice((0, round(dice.lognormvariate(4.5, 1.6))))
        if dice.random() < 0.1
        else round(dice.lognormvariate(4.5, 1.6))
    )
    if unit == "%":
        low = dice.randrange(55, 100)
    if unit == "GBP":
        low = low * 371
    bound = dice.choices(tuple(Bound), (70, 8, 6, 3, 3, 3, 4, 3))[0].value
    more: dict[str, Any] = {"unit": unit, "period": part}
    if bound == "range":
        return figure(bound, low, low + max(1, low // 5), text=f"{low} to {low + max(1, low // 5)}", **more)
    if bound in ("at_most", "less_than"):
        return figure(bound, None, low + 5, text=f"fewer than {low + 5}", **more)
    if bound == "suppressed":
        return figure(bound, None, text="*", **more)
    return figure(bound, low, text=f"{low:,}", **more)
