"""How the parts of a request begin. No logic lives here."""

from __future__ import annotations

import re

GREETING = re.compile(r"(?:dear|hello|hi|good (?:morning|afternoon|day)|to whom)\b", re.IGNORECASE)
ASKING = re.compile(
    r"(?:(?:also|and|finally|secondly|thirdly|lastly),? )?(?:i (?:also |would also )?(?:need|want|would like|should like|am (?:also )?(?:looking for|seeking|requesting))|how|what|which|who|whom|whose|when|where|why|do|does|did|is|are|was|were|has|have|had|can|could|will|would|"
    r"please (?:could|can|would|also|state|give|list|provide|confirm|send|supply|break|say|tell)|the (?:total )?(?:number|amount|cost|value)|"
    r"(?:a )?(?:copy|copies|list|details|number) of)\b",
    re.IGNORECASE,
)
"""How a question begins that has no number."""
CLOSING = re.compile(
    r"(?:yours\b|kind regards|best wishes|regards\b|many thanks|thank you|thanks\b|i look forward|if you (?:need|are|have|require)"
    r"|if (?:any|the|this|part|some) .{0,60}(?:request|information|limit)|i would (?:prefer|like) (?:the|this|to receive)"
    r"|please (?:reply|respond|send (?:the|your) (?:reply|response|information)|acknowledge)|under (?:section|the))",
    re.IGNORECASE,
)
"""How a paragraph begins that stands after the questions of a request."""
