"""Word patterns of labels and of pointers to other answers. No logic lives here."""

from __future__ import annotations

import re

from nlp.mention_patterns import CARDINAL_WORD

INSTRUCTION = re.compile(
    r"(?:please|if|could|can|this|these|for each|where|link|by|i (?:am|would|mean))\b", re.IGNORECASE
)
"""How the second sentence of a question begins, and hardly ever the first of one."""

REPLY_LABEL = re.compile(
    r"(?:(?:our|the|your)\s)?(?:answer|response|reply|ans|resp)s?\s?:|(?-i:[AR])\s?[.:)]", re.IGNORECASE
)
"""The label of an answer, which is blank where nothing else stands."""
BODY_LABEL = re.compile(
    r"(?:council|trust|board|police|constabulary|authority|university|college|school|academy|department|agency|service|"
    r"services|icb|ccg|nhs|office|executive)\s?:$|^(?-i:[A-Z]{2,6})\s?:$",
    re.IGNORECASE,
)
"""The name of a body, or its initials, as a label."""
PART_A = re.compile(r"(?<![A-Za-z])A\d")

POINTER = re.compile(
    r"(?:please )?(?:see|refer to|as (?:per|for|in|at|with|stated)?|same (?:answer |response )?as|as|ditto|answered)\b"
    r".{0,40}?(?:(?P<above>\babove|\bprevious(?:ly)?|\bearlier|\bditto|\bleft)|"
    rf"\b(?:question|q|answer|response|point|part)\.?(?: to)?\s?(?:\d|(?:{CARDINAL_WORD})\b))",
    re.IGNORECASE,
)
"""An answer that begins by pointing to another one."""
TOGETHER = re.compile(
    r"both\b|neither\b|all (?:of )?(?:these|this|three|four|five|the above)\b|these (?:are|were)\b", re.IGNORECASE
)
"""How an answer begins that is for several questions."""
BRIEF_POINTER = re.compile(
    r"(?:please\s)?(?:see|refer to|same as|as(?:\s(?:per|for|in))?)(?:\s(?:reply|answer|response)(?:\sto)?)?"
    r"\s(?:q\.?\s?|no\.?\s?|number\s)?(?P<id>\d{1,2}[a-h]?(?:\.\d{1,2}|i{1,3})?|[a-h]\d{1,2}|\(?(?:[ivx]{1,4}|[a-h])\)?)[.]?|ditto[.]?",
    re.IGNORECASE,
)
"""An answer that is nothing but a pointer, a number's word left out: "As 2.", "see 3b", "As i.", "ditto"."""
POINTED = re.compile(r"\b(?:answer|response)(?: to)?\s(?P<id>\d{1,2}[a-h]?)\b", re.IGNORECASE)
"""The answer pointed to, named by its own number."""
SECTION = re.compile(rf"\W{{0,8}}(?:section|part|request|schedule)\s(?:[a-h]|\d|{CARDINAL_WORD})\b", re.IGNORECASE)
"""A heading under which numbers may begin again."""
LETTERED_HEADING = re.compile(
    r"[ \t*_#\u2060]{0,8}(?:[A-H]|[IVX]{1,4})[.):]?[ \t\u2060]{1,8}[A-Z][^\n?.;:]{2,60}[ \t*_\u2060]{0,8}(?:\n|\Z)"
)
"""Such a heading with a letter or a Roman numeral: "B. Crematorium", "II. Costs"."""

ADDRESS_NAMES = re.compile(r"(?:[A-Z][\w'’&.-]{0,30},?(?:\s+|$)|(?:and|of|the|for|in|upon|on|&|-)\s+){1,14}")
"""A line of a letterhead: nothing but names."""
ADDRESS_END = re.compile(
    r"\W{0,3}(?:[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}\b|(?i:tel(?:ephone)?|phone|switchboard|fax|(?:direct\s)?(?:dial|line)|e-?mail)\b\s{0,2}[:.])"
)
"""What the names of a letterhead lead to: a postcode, a telephone number, an e-mail address."""
