"""How the parts of a request begin. No logic lives here."""

from __future__ import annotations

import re

GREETING = re.compile(
    r"(?:dear\b[^,:!?.\n]{0,60}|(?:hello|hi|good (?:morning|afternoon|day))(?: [\w ]{0,40})?|to whom it may concern)(?:[,!]\s{0,4}|$)",
    re.IGNORECASE,
)
UNDER = re.compile(
    r"(?:under|pursuant to|in accordance with|further to|in line with)\b[^,.?]{0,120}\b(?:act|regulations|foia?|eirs?|legislation)\b[^,.?]{0,20},?\s{0,3}",
    re.IGNORECASE,
)
"""The law that is named before what is asked."""
ASKING = re.compile(
    r"\b(?:i (?:\w+ )?(?:need|want|would like|request|ask|am (?:also )?(?:looking for|seeking|requesting))|i'd like"
    r"|(?:can|could|will|would) you|may i have|please,? (?:can|could|would|also|state|give|list|provide|confirm|send|supply|break|say|tell|advise|let)"
    r"|(?:provide|send|supply|give|tell) me)\b"
    r"|^(?:(?:also|and|finally|secondly|thirdly|lastly|in addition),? )?"
    r"(?:how|what|which|who|whom|whose|when|where|why|do|does|did|is|are|was|were|has|have|had|the (?:total )?(?:number|amount|cost|value)|(?:a )?(?:copy|copies|list|details|number) of)\b",
    re.IGNORECASE,
)
"""What asks in a line without a number."""
CLOSING = re.compile(
    r"(?:thank you|thanks\b|many thanks|i look forward|if you (?:need|are|have|require)"
    r"|if (?:any|the|this|part|some) .{0,60}(?:request|information|limit)|i (?:would|should) (?:prefer|like) (?:the (?:information|data|reply|response|answer)|this|it|to receive)"
    r"|please (?:reply|respond|send (?:the|your|me) (?:reply|response|information)|acknowledge|let me know (?:if|when)|treat this))",
    re.IGNORECASE,
)
"""How a paragraph begins that stands after the questions of a request."""
SIGNATURE = re.compile(
    r"(?:yours (?:faithfully|sincerely|truly)|(?:kind(?:est)? |warm |best )?regards|best wishes|(?:many )?thanks|thank you|yours|sincerely)"
    r"(?:[,.!]|\n|$)[^?]{0,80}$",
    re.IGNORECASE,
)
"""After this comes nothing but names."""
LEAD_IN = re.compile(
    rf"{ASKING.pattern}|\bfollowing\b|\bas follows\b|\b(?:questions?|queries|requests?)\s?(?:are|is)?:$|\binformation\b.{{0,60}}:$",
    re.IGNORECASE,
)
"""What is said over a list of things that are asked: "Please supply:"."""
WONDERING = re.compile(r"\b(?:how|what|which|who|whom|whose|when|where|why)\b", re.IGNORECASE)
"""What a line asks that is a question by itself, be it one that a list goes on with."""
GOES_ON = re.compile(
    r"(?:q(?:uestion)?\.?\s?)?[(\[]?(?P<id>\d{2,3}|\d{1,3}\s?[(\[]?[a-z]|[a-z])[)\]]{0,2}[.:)\]](?:\s{1,8}|$)",
    re.IGNORECASE,
)
"""A number before a question as far as it only counts where it follows the one before it: 100 after 99, 1j after 1i."""
WRAPPED = re.compile(rf"\n[ \t]{{0,40}}{GOES_ON.pattern}", re.IGNORECASE)
"""The same at the head of a line that was taken for the end of the one before."""
PART = re.compile(r"\((?P<id>[a-z])\)\s{1,8}", re.IGNORECASE)
"""The letter of a part after its question's number: "1. (j)"."""
THANKED = re.compile(
    r"\b(?:thank you for|in (?:response|reply|answer) to|further to|regarding|with (?:reference|regard) to|refer to|received|concerning) "
    r"your (?:[\w()'’,.-]+ ){0,6}request\b",
    re.IGNORECASE,
)
"""How a reply begins."""
APPEAL = re.compile(
    r"\bif you (?:are|remain|feel) (?:dissatisfied|unhappy|not (?:happy|satisfied|content)|unsatisfied) (?:with|about|at) "
    r"|\bif you (?:wish|want|would like) to (?:complain|make a complaint|appeal|request (?:a|an internal) review)\b"
    r"|\byou (?:can|may|have the right to|are entitled to|have a right to) (?:ask for|request|apply for|seek) an internal review\b",
    re.IGNORECASE,
)
"""How a reply ends, and no request: what may be done against it."""
QUOTED = re.compile(r"^(?:>|-{2,} ?original message|from: |on .{6,80} wrote:)", re.IGNORECASE | re.MULTILINE)
"""After this stands what somebody else wrote before."""
