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
