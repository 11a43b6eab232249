"""How names of public bodies are shortened and what kinds of bodies there are. No logic lives here."""

from __future__ import annotations

import re

WRITTEN_OUT = {
    "ft": "foundation trust",
    "ccg": "clinical commissioning group",
    "icb": "integrated care board",
    "pct": "primary care trust",
    "uhb": "university health board",
    "hsc": "health and social care",
    "hsct": "health and social care trust",
    "mbc": "metropolitan borough council",
    "cbc": "county borough council",
    "bc": "borough council",
    "dc": "district council",
    "cc": "council",
    "lb": "london borough",
    "rb": "royal borough",
    "pcc": "police and crime commissioner",
    "opcc": "police and crime commissioner",
    "pte": "passenger transport executive",
    "univ": "university",
    "uni": "university",
    "dept": "department",
    "govt": "government",
    "st": "saint",
}
"""Short forms, word by word."""

KINDS = (
    ("commissioner", re.compile(r"\b(?:office of )?police and crime commissioner\b")),
    ("health trust of northern ireland", re.compile(r"\bhealth and social care trust\b")),
    ("health trust", re.compile(r"\b(?:nhs )?(?P<rank>foundation )trust\b|\bnhs trust\b")),
    ("commissioning group", re.compile(r"\bclinical commissioning group\b")),
    ("care board", re.compile(r"\bintegrated care board\b")),
    ("primary care trust", re.compile(r"\bprimary care trust\b")),
    ("health board", re.compile(r"\b(?:university |teaching |nhs )?(?:health|nhs) board\b")),
    ("fire service", re.compile(r"\bfire (?:and rescue )?(?:service|authority|brigade)\b|\bfire and rescue\b")),
    ("police", re.compile(r"\bpolice(?: service)?\b|\bconstabulary\b")),
    (
        "council",
        re.compile(
            r"\b(?P<rank>metropolitan borough|county borough|royal borough|london borough|borough|district|county|city(?: and county)?|parish|town|unitary)"
            r"(?: council| of(?: council)?)\b|\b(?P<short>(?:london|royal) borough)\b|\bcouncil\b|\bcorporation\b"
        ),
    ),
    ("university", re.compile(r"\buniversity\b")),
)
"""The kinds of bodies, each looked for after those before it; ``rank`` is what tells bodies of a kind apart.

Articles are left out before.
"""

SCHOOL = re.compile(r"\b(?:schools?(?! of\b)|academ(?:y|ies)|ysgol|(?:learning|education) trust)\b", re.IGNORECASE)
"""The name of a school, or of a trust that has several."""

NHS = "nhs"
OF_THE_NHS = frozenset({"health trust", "commissioning group", "care board", "primary care trust", "health board"})
"""A kind of its own for names that say no more than NHS, and the kinds that it may stand for."""

RANKS = {
    "metropolitan borough": "borough",
    "royal borough": "borough",
    "london borough": "borough",
    "city and county": "city",
    "unitary": "",
}
"""Ranks that are one and the same."""

SIDES = frozenset(
    "north south east west northern southern eastern western central mid upper lower inner outer greater little great new old".split()
)
"""Words that tell two bodies apart though little else does."""

IDLE = frozenset("the of and for nhs council".split())
"""Words that a name may have or lack."""
