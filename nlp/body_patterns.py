"""The kinds of public bodies: how names of such bodies say them, in full and in short. No logic lives here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.types import Nation

_ENGLAND_AND_WALES, _SCOTLAND, _IRELAND = Nation.ENGLAND_AND_WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of body in small letters, in full and in short; ``nation`` is the one that alone has such bodies.

    ``leads`` tells that names begin with it, as in "London Borough of Elm", and do not end.
    """

    name: str
    short: tuple[str, ...] = ()
    nation: Nation | None = None
    leads: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """All that names may call it."""
        return (self.name, *self.short)


KINDS = (
    Kind("nhs foundation trust", ("nhs ft",), _ENGLAND_AND_WALES),
    Kind("nhs trust", (), _ENGLAND_AND_WALES),
    Kind("health and social care trust", ("hsc trust", "hsct"), _IRELAND),
    Kind("clinical commissioning group", ("ccg",), _ENGLAND_AND_WALES),
    Kind("integrated care board", ("icb",), _ENGLAND_AND_WALES),
    Kind("primary care trust", ("pct",), _ENGLAND_AND_WALES),
    Kind("university health board", ("uhb",), _ENGLAND_AND_WALES),
    Kind("integration joint board", (), _SCOTLAND),
    Kind("metropolitan borough council", ("mbc",), _ENGLAND_AND_WALES),
    Kind("county borough council", ("cbc",), _ENGLAND_AND_WALES),
    Kind("county council", (), _ENGLAND_AND_WALES),
    Kind("borough council", ("bc",)),
    Kind("district council", ("dc",)),
    # a county or a city
    Kind("council", ("cc",)),
    Kind("london borough", ("lb",), _ENGLAND_AND_WALES, leads=True),
    Kind("royal borough", ("rb",), _ENGLAND_AND_WALES, leads=True),
    Kind("combined authority", (), _ENGLAND_AND_WALES),
    Kind("police and crime commissioner", ("pcc", "opcc"), _ENGLAND_AND_WALES),
    Kind("constabulary", (), _ENGLAND_AND_WALES),
    Kind("passenger transport executive", ("pte",), _ENGLAND_AND_WALES),
)
"""The kinds that are known by more than one form, or that one nation alone has."""

SCHOOL = re.compile(r"\b(?:schools?(?! of\b)|academ(?:y|ies)|ysgol|(?:learning|education) trust)\b", re.IGNORECASE)
"""The name of a school, or of a trust that has several."""

COMMISSIONER = re.compile(r"information\s{1,12}commissioner|\bICO\b", re.IGNORECASE)
"""To whom one complains of an answer."""
HELP = re.compile(
    r"\bif you (?:have|need|require|would like|want|wish|are)\b(?: \w{1,12}){0,3} (?:difficult\w*|quer(?:y|ies)|questions?|another format|help|assistance|problems?|concerns?"
    r"|unhappy|dissatisfied|not (?:satisfied|happy|content)|review|complain)",
    re.IGNORECASE,
)
"""A sentence that offers help, or a review, and sends nobody elsewhere for an answer."""
