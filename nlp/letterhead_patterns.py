"""How public bodies are called. No logic lives here."""

from __future__ import annotations

import re

from nlp.body_patterns import KINDS

_REST = r"(?:[\w'’-]{0,30}|(?<=S)t\.),?"
_WORD = rf"(?:[A-Z]{_REST}|&{{1,5}})"
_GAP = r"[ ]{1,4}(?:(?:of|and|the|for|upon|on|in|under|with|by|y|a|le|next)[ ]{1,4}){0,3}"
_LEAD = rf"(?:{_WORD}{_GAP})"


def _printed(form: str) -> str:
    """A kind as letters print it, with room for the wider spaces of letterheads."""
    words = form.split()
    return "[ ]{1,4}".join(word if word in ("and", "of") else _CAPITALS.get(word, word.capitalize()) for word in words)


_CAPITALS = {word: word.upper() for kind in KINDS for short in kind.short for word in short.split()} | {
    "trust": "Trust"
}
_SHARED = "|".join(_printed(form) for kind in KINDS if not kind.leads for form in kind.forms)
_END = (
    rf"(?:{_SHARED}|(?:Healthcare|Health and Care|Health & Care|Health) Trust|Academy Trust|"
    r"Health Board|NHS Board|Corporation|Police(?: Service)?|"
    r"Fire (?:and|&) Rescue(?: Service| Authority)?|Fire (?:Service|Authority)|Ambulance Service|University|College|School|Academy|Academies|"
    r"Authority|Agency|Commission|Commissioners|Inspectorate)"
)
_POLICE_OFFICE = rf"Office of the Police and Crime Commissioner(?: for {_LEAD}{{0,3}}{_WORD})?"
_BOROUGH = rf"Borough of {_WORD}(?: {_WORD}){{0,2}}(?: (?:and|upon|&) {_WORD})?"
_BEGIN = (
    _BOROUGH,
    *(f"{kind} {_BOROUGH}" for kind in ("Royal", "London", "Metropolitan")),
    rf"City of {_WORD}(?: Council)?",
    rf"University (?:Hospitals? )?of {_LEAD}{{0,3}}{_WORD}",
    rf"Police Service of {_LEAD}{{0,2}}{_WORD}",
    *(rf"{kind} (?:of|for) {_LEAD}{{0,6}}{_WORD}" for kind in ("Department", "Ministry", "Office", "Directorate")),
    rf"Passenger Transport Executive for {_WORD}",
    *(rf"{kind} {_LEAD}{{0,5}}{_WORD}" for kind in ("Cyngor", "Bwrdd Iechyd", "Prifysgol", "HM")),
)
_BOARD = rf"NHS {_LEAD}{{0,4}}{_WORD}"


def _after_capital(*names: str) -> str:
    """The names without their first letters, each for the place behind its own."""
    return "|".join(f"(?<={name[0]}){name[1:]}" for name in names)


NAME = re.compile(
    rf"[A-Z](?<![\w'’].)(?<!['’]s .)(?:{_after_capital(_POLICE_OFFICE)}"
    rf"|{_REST}{_GAP}{_LEAD}{{0,8}}{_END}(?: (?:of|for) {_LEAD}{{0,2}}{_WORD})?(?: NHS (?:Foundation )?Trust)?|{_after_capital(*_BEGIN)})(?![\w-])"
)
"""A body's name in running text: words with capitals that end, or begin, as names of bodies do.

It opens with a capital, which makes the search quick.
"""

WHOLE = re.compile(
    rf"(?:The |the )?(?:{_LEAD}{{1,9}}(?:{_END}|Holdings|Board|Trust|Hospitals)"
    rf"(?: (?:of|for) {_LEAD}{{0,3}}{_WORD})?|{_POLICE_OFFICE}|{'|'.join(_BEGIN)}|{_BOARD}|{_LEAD}{{1,5}}for (?:England|Wales|Scotland))"
)
"""A body's name that stands by itself, as in a letterhead."""

_SIGNS = {_printed(form.split()[-1]) for kind in KINDS for form in kind.forms} | set(
    "Trust Council County Board Borough HSC HM NHS Hospitals Holdings Inspectorate Police Fire Ambulance University College School Academ "
    "Authority Executive Agency Commission Corporation Department Ministry Office Directorate Cyngor Bwrdd Prifysgol England Wales Scotland "
    "City".split()
)
HINT = re.compile(
    "[A-Z](?:" + "|".join(rf"(?<={word[0]}){word[1:]}" + r"\b" * word.isupper() for word in sorted(_SIGNS)) + ")"
)
"""A word without which nothing is a body's name: looked for before names are."""

KIND_ALONE = re.compile(
    r"(?i:(?:NHS )?(?:Foundation )?Trust|NHS|(?:(?:City|County|District|Borough|Metropolitan Borough) )?Council|University Health Board)"
)
"""A kind of body that stands in a row of its own, under the rest of the name."""
LIST = re.compile(r"[^,]+(?:, [^,]+)*,? (?:and|&) [^,]+")
"""Names of places in a row, which commas may stand between."""

KEPT_CAPITALS = frozenset({"HM", *_CAPITALS.values()} - {"Trust"})
SMALL_WORDS = frozenset("of and the for upon on in under with by y".split())

DEPARTMENT = re.compile(
    r"\b(?:information|governance|freedom|foi|legal|corporate|customers?|teams?|unit|press|complaints?|disclosure|compliance|requests?|"
    r"secretary|headquarters|chief|chair|chairman|officer|manager|head|director|directorate of|data protection|house|road|street|floor|"
    r"hub|reply|response|annex|appendix|attachments?|question|yes|no|page|private|report|policy|strategy|plan|"
    r"annual|scrutiny|monitoring|internal|your|our|trust board|box|post|human resources|support|building|admin|"
    r"registered|regulated|supply|continuing|central office)\b",
    re.IGNORECASE,
)
"""What names a part of a body, its post or its address, and not the body."""

NOT_THE_WRITER = re.compile(
    r"information commissioner|nhs (?:england|digital|improvement|resolution|choices|business services|wales|scotland|uk)\b|"
    r"court of session|tribunal|college of policing|public sector information|national archives|audit office|local government|"
    r"(?:welsh|scottish) government|(?:valuation office|environment|uk health security|food standards) agency|care quality commission|"
    r"charity commission|freedom of information|youth council|healthy school|rights respecting|\bthe (?:council|police|university|trust|authority|agency)$|"
    r"^(?:the )?(?:(?:health|nhs|county|city|borough|district|parish|town|full|local|youth) (?:board|council)|nhs (?:foundation )?trust|nhs foundation|"
    r"(?:local|combined|combined county|police|fire|public|unitary|county|consultative) authority|ambulance service|fire service|police service|foundation trust|university health board|councillors and council|executive agency|trust board|"
    r"(?:primary|high|secondary) school|council|trust|university|agency|office|service|board|school|college|authority)$",
    re.IGNORECASE,
)
"""Bodies that letters of others name in passing, and kinds without a name."""

OPENERS = frozenset(
    "dear the to from for at in on by under as if copyright contact please and of our your this further subject re thank with "
    "c/o cc any all both when where while although welcome email e-mail tel web website visit within between via see until since i we a an".split()
)
"""Words that may stand before a name with a capital and are no part of it."""

SEGMENT = re.compile(
    r"(?i:\bon behalf of(?: the)?|^\s{0,80}(?:for|from|dear)(?: the)?) |\b(?:Directorate|Department|Team|Unit|Office) (?=[A-Z])"
    r"|\s{2}\s{0,200}|\t|\||»|›|>| [–—-] |\s?©\s?| / |:|\*{2}|\. "
)
"""What parts a name from what stands on the same line."""

KIND_WORDS = frozenset(
    "the and for nhs trust foundation council borough district county city metropolitan hospitals hospital university health board care "
    "integrated clinical commissioning group police constabulary fire rescue service authority agency office department north south east west "
    "mid community partnership healthcare mental social services royal college school national".split()
)
"""Words that many bodies' names share."""

CALLS_ITSELF = re.compile(
    r"[Tt]he (Trust|Council|University|College|School|Academy|Academies|Board|ICB|CCG|PCT|Constabulary|[Ff]orce|Authority|Agency|Department|Ministry|Commission)\b"
)
"""How a body speaks of itself once it is named."""
SAME_KIND = {
    "force": ("police", "constabulary"),
    "department": ("department", "ministry"),
    "academies": ("academies", "academy"),
}

DOMAIN = re.compile(
    r"[@w:](?:(?<=@)|(?<=w)ww\.|(?<=:)//)(?:[\w-]{1,40}\.){0,3}?(?P<name>[\w-]{3,40})\.(?:gov|nhs|ac|police|org|example|mod|co|net|wales|scot)\b",
    re.IGNORECASE,
)
"""The name in a web or mail address."""
