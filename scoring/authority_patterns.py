"""How names of public bodies are shortened and what kinds of bodies there are. No logic lives here."""

from __future__ import annotations

import re

from nlp.body_patterns import KINDS

WRITTEN_OUT = {short: kind.name for kind in KINDS for short in kind.short if " " not in short} | {
    "ft": "foundation trust",
    "hsc": "health and social care",
    "univ": "university",
    "uni": "university",
    "dept": "department",
    "govt": "government",
    "st": "saint",
}
"""Short forms, word by word."""

RANKED = (
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

IDLE = frozenset("the of and for nhs council".split())
"""Words that a name may have or lack."""
