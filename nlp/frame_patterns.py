"""How letters and e-mails begin, end and quote one another. No logic lives here.

Patterns for rows are matched at the beginning of a physical line.
"""

from __future__ import annotations

import re

GREETING = re.compile(
    r"[^\w\n]{0,40}(?:dear|annwyl|good (?:morning|afternoon|evening|day)|hello|hi|sirs?|madam)\b", re.IGNORECASE
)

CLOSING = re.compile(
    r"[^\w\n]{0,40}(?:[\w ]{1,20} / )?(?:yours (?:sincerely|faithfully|truly)|yours,|(?:kind(?:est)?|best|warm|many)? ?regards|"
    r"(?:with )?(?:kind|best) wishes|many thanks|thank you|thanks|sincerely|on behalf of)\b",
    re.IGNORECASE,
)

MAIL_FROM = re.compile(r"[ \t>*]{0,40}from\s?:[ \t]{0,40}(?P<sender>[^\n]{0,300})", re.IGNORECASE)
MAIL_SENT = re.compile(r"\n[ \t>*]{0,40}(?:sent|date)\s?:", re.IGNORECASE)

WROTE_BEFORE = re.compile(r"[ \t>]{0,40}on (?:\w{2,9},? )?(?:the )?", re.IGNORECASE)
WROTE_AFTER = re.compile(
    r",?(?: at)?[ ,]{0,3}(?:\d{1,2}[:.]\d\d)?[^\n]{0,120}(?:\n[^\n]{0,80})?\bwrote\s?:", re.IGNORECASE
)
"""On 11 March 2015 at 10:21, somebody wrote:"""

OF_THE_BODY = re.compile(
    r"\bfoi\b|freedom|information|govern|council|trust\b|board|customer|rights|complian|disclosure|legal|enquir|team|"
    r"police|university|office|department|records",
    re.IGNORECASE,
)
"""Senders that answer requests."""
OF_A_SITE = re.compile(r"\[?FOI #\d|whatdotheyknow", re.IGNORECASE)
"""Senders that carry requests to bodies."""
