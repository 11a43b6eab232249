"""What lines of response letters speak of, as word patterns: mostly the formal matter around the answers.

Each topic is a flag that the role model sees beside a line's own words, so that wordings never met before
still count as what they are. No logic lives here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache


def _any(*, words: Sequence[str] = (), starts: Sequence[str] = (), anywhere: Sequence[str] = ()) -> re.Pattern[str]:
    """What begins where a word may, what the text starts with, and what may stand anywhere, all in small letters.

    The patterns of a kind have their first condition in common, so that it is looked at once in a place.
    """
    kinds = ((r"\b", words), ("^", starts), ("", anywhere))
    return re.compile("|".join(f"{edge}(?:{'|'.join(kind)})" for edge, kind in kinds if kind))


TOPICS: dict[str, re.Pattern[str]] = {
    "queries": _any(
        words=(
            r"any (?:further |other |more )?(?:queries|questions|concerns|problems)\b",
            r"(?:do not|don.t) hesitate\b|please (?:contact|get in touch|telephone|call|email|e-mail|write to) (?:me|us|the)\b",
            r"(?:further|additional|more) (?:information|assistance|clarification|help|advice)\b[^.]{0,40}\b(?:contact|require|need|touch)",
            r"(?:discuss|help|assist) you(?:r)? (?:further|any|with any)|be of (?:any )?(?:further )?(?:help|assistance)|quot(?:e|ing) (?:the|your|our|this) (?:above )?(?:ref|number|reference)",
        ),
    ),
    "complain": _any(
        words=(
            r"(?:dis|un)satisf|unhappy\b|not (?:happy|satisfied|content|agree)|discontent|complain|aggrieved",
            r"internal review|review (?:of|procedure|our|the (?:handling|decision))|right (?:of|to) (?:appeal|review|complain|request)|appeal(?:s|ed)?\b|request a review|independent(?:ly)? review",
            r"how (?:we have|your request (?:has been|was)) (?:handled|dealt)|handling of your request",
            r"exhausted\b|within (?:forty|40|two months|2 months|\d+ (?:working|calendar) days)\b",
        ),
    ),
    "commissioner": _any(
        words=(
            r"information commissioner|ico\b|wycliffe house|water lane|wilmslow|cheshire,? sk9|kinburn|ico\.(?:org|gov)|casework@|section 50\b|section 47\b|0303 123|01625",
            r"first-?tier tribunal|supervisory authority",
        ),
    ),
    "reuse": _any(
        words=(
            r"re-?us(?:e|ing|ed)\b|open government licen[cs]e|ogl\b|copyright|designs and patents|intellectual property|non-?commercial (?:research|purposes?|use)|attribution statement",
            r"public sector information|opsi\b|crown copyright|reproduc(?:e|ed|tion)\b[^.]{0,60}\b(?:free|accurate|permission|format)|private (?:study|research)|news reporting|third party (?:material|copyright|information)",
            r"permission (?:of|from) the (?:copyright|rights|trust|council|owner|author)|public domain|national ?archives\.gov",
        ),
    ),
    "marketing": _any(
        words=(
            r"(?:direct|unsolicited)[ -](?:marketing|mail|sales)|marketing (?:purposes|communications?|material)|pecr\b|privacy and electronic communications|suppliers?\b[^.]{0,50}\b(?:directed|register|procurement|portal)",
        ),
    ),
    "survey": _any(
        words=(
            r"satisfaction (?:survey|questionnaire|form)|(?:complete|fill in|take part in)\b[^.]{0,40}\b(?:survey|questionnaire|feedback)|your (?:feedback|comments|views|opinion)|how (?:did we do|well we)|survey\b[^.]{0,40}\b(?:link|minutes|complete)",
        ),
    ),
    "disclaimer": _any(
        words=(
            r"intended (?:recipient|solely|only|for the)|confidential(?:ity)?\b[^.]{0,80}\b(?:e-?mail|message|recipient|notice)|(?:e-?mail|message|transmission)s?\b[^.]{0,100}\b(?:confidential|privileged|intended|virus|error|monitor|legal|secure|personal|view|liab)",
            r"viruse?s?\b|malware|mis-?directed|received (?:this|it) (?:e-?mail |message |communication )?in error|notify the (?:sender|author|originator)|delete (?:it|this|all|the)|unauthori[sz]ed|the views expressed|accept(?:s)? (?:no|any) (?:liability|responsibility)|liability for",
            r"consider the environment|print this|may be (?:monitored|recorded|disclosed|intercepted)|scanned\b[^.]{0,30}\bvirus|disclaimer\b",
        ),
    ),
    "privacy": _any(
        words=(
            r"privacy (?:notice|policy|statement)|how we (?:use|process|handle) (?:your|personal)|your (?:personal )?(?:data|information) (?:will be|is|may be) (?:used|held|stored|processed|kept)|data protection officer",
        ),
    ),
    "thread": _any(
        words=(
            r"original (?:message|request|e-?mail)|forwarded message|show quoted|wrote:\s*$|on behalf of\b[^.]{0,60}\bsent\b",
            r"(?:email|e-mail) address for all replies|wrong address for|visible links|references\s*$|published on the internet|delayed\s*\.|foi officer\b[^.]{0,60}\blink",
        ),
        starts=(r"(?:from|sent|to|cc|bcc|subject|date|importance|attachments?)\s?:|[-_*]{4,}",),
    ),
    "acknowledge": _any(
        words=(
            r"this has been logged|will be dealt with|acknowledge(?:ment)?\b|must respond|within (?:20|twenty) working days|by \d{1,2}[/ ]\w+[/ ]\d{2,4}\b|reference number (?:for|is)|we will (?:respond|reply|aim)|response (?:is )?due",
        ),
    ),
    "sign": _any(
        words=(
            r"yours? (?:sincerely|faithfully|truly)|(?:kind|best|warm|kindest|many) (?:regards|wishes)|on behalf of\b",
        ),
        starts=(
            r"regards\b|many thanks\b|thanks?,?$|(?:p\.?p\.?|pp)\s",
            r"(?:(?:senior|lead|deputy|head|chief|assistant|associate|corporate|freedom|foi|information|records|interim|acting)\b[\w&,/ -]{0,60}\b(?:officer|manager|team|governance|executive|director|lead|adviser|advisor|assistant|co-?ordinator|secretary|administrator|office|unit|department|services))\W*$",
        ),
    ),
    "letterhead": _any(
        words=(
            r"(?:tel|telephone|phone|fax|direct (?:dial|line|tel)|switchboard|mobile|e-?mail|website|web)\b\s?(?:no\.?)?\s?[:.]",
            r"[a-z]{1,2}\d{1,2}[a-z]?\s?\d[a-z]{2}\b|(?:chair|chairman|chief executive|registered (?:office|charity|in england))\b\s?[:(]",
        ),
        starts=(
            r"(?:our|your)? ?(?:ref|reference)(?: (?:no|number))?\b\s?[.:]",
            r"(?:foi|eir|rfi|ref)[ /:-]?\s?\d|(?:date|dated)\b\s?:|(?:strictly )?private and confidential|(?:sent )?(?:by|via) (?:e-?mail|post)",
        ),
    ),
    "greeting": _any(
        starts=(r"(?:dear|hi|hello|good (?:morning|afternoon)|for the attention of)\b",),
    ),
    "thanks": _any(
        words=(
            r"thank(?:s| you) for your (?:recent |e-?mail |letter |request|freedom|enquiry|correspondence|information|patience|interest)",
            r"(?:i am|we are|i'm) (?:writing|pleased|now in a position|responding)|(?:i|we) (?:write|refer|am able|can) (?:further|to your|in response|in reply)|further to your|in (?:response|reply|reference|answer) to your (?:request|e-?mail|letter|freedom)|with (?:reference|regard) to your (?:request|e-?mail|letter)",
            r"(?:which )?(?:we|was|were|you|has been) (?:received|submitted|dated|sent)\b[^.]{0,40}\d|received (?:on|by|an?)\b|your (?:request|e-?mail|letter|enquiry) (?:dated|of|received)",
        ),
    ),
    "act": _any(
        words=(
            r"(?:freedom of information|environmental information)\b[^.]{0,20}\b(?:act|regulations|\(scotland\))|foia?\b|foisa\b|eir\b|data protection act|gdpr\b",
        ),
    ),
    "duty": _any(
        words=(
            r"confirm(?:s|ed)? (?:that|whether) (?:the|we|it|this|some)\b[^.]{0,60}\b(?:hold|held)|section 1\(1\)|duty to confirm|entitled\b|refusal notice|decision notice|in accordance with (?:section|the (?:freedom|act))|this (?:letter|response|notice) (?:acts|serves|constitutes|is)",
        ),
    ),
    "lead": _any(
        words=(
            r"(?:response|reply|replies|answers?|information|questions?|details)\b[^.?]{0,60}\b(?:below|as follows|set out|following|in turn|in red|in bold|in italics|beneath|underneath|overleaf)\b",
            r"you (?:asked|requested|wished|have asked|have requested|wrote)\b|following (?:information|questions)|i (?:would like|am writing|wish) to (?:request|know|ask|make|receive)|request(?:ed|ing)? the following",
        ),
    ),
    "request_head": _any(
        starts=(
            (
                r"(?:(?:details of )?(?:the |your |this )?(?:original )?(?:foi |eir |information |freedom of information )?"
                r"(?:request(?:ed)?|enquiry|questions?)(?: (?:details|summary|text|for information))?"
                r"|you (?:have )?(?:asked|requested|wrote)(?: (?:us )?(?:for|that|the following(?: information| questions)?))?"
                r"|information (?:requested|sought)|in your (?:request|e-?mail|letter),? you (?:asked|wrote|requested)|query)[\W\d]*$"
            ),
        ),
    ),
    "reply_head": _any(
        starts=(
            (
                r"(?:(?:our |the |your |(?:trust|council|board|force|department|university)(?:'s|’s)? |in |foi |full |the [a-z]+(?:'s|’s) )?"
                r"(?:response|reply|answers?|responses|decision|outcome|findings|information (?:provided|released|disclosed))"
                r"(?: (?:sent|details|text|summary|to (?:your )?request|(?:is |are )?(?:as follows|below)))?"
                r"|we (?:answered|replied|responded)|request and (?:answer|response))(?:[\W\d]|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b)*$"
            ),
        ),
    ),
    "attached": _any(
        words=(r"(?:attach(?:ed|ment|ments)|enclosed?|enclosing|appendix|annex|spreadsheet|schedule)\b",),
    ),
    "exempt": _any(
        words=(
            r"exempt(?:ion|ions|ed)?\b|exception|section (?:12|14|21|22|24|27|28|29|30|31|35|36|38|39|40|41|42|43|44)\b|s\.? ?(?:12|14|21|22|31|38|40|41|43)\b|regulation 1[23]\b|public interest|prejudice",
        ),
    ),
    "nothold": _any(
        words=(
            r"(?:not|n.t|never|no) (?:\w+ ){0,3}(?:hold|held|record|recorded|collect|collected|available|kept|known)\b|no (?:recorded )?(?:information|data|record)",
        ),
    ),
    "restates": _any(
        starts=(
            r"(?:and |but |so )?you (?:also |then |next |further |finally |lastly )?(?:ask|asked|enquired?|want(?:ed)?|request(?:ed)?|went on|wished|sought|say|refer)\b",
            r"(?:as (?:to|for|regards)|in (?:relation|respect|regard|terms) (?:to|of)|with (?:regards?|respect|reference) to|regarding|concerning|turning (?:now )?to|on the (?:matter|question|subject|point|issue|topic))\b",
            r"(?:(?:first|second|third|fourth|fifth|last|final)(?:ly)?|moving on|next)\b",
        ),
    ),
    "nth": _any(
        words=(
            r"your (?:first|second|third|fourth|fifth|sixth|last|final|other|next) (?:question|point|request|query|item|part)",
            r"(?:questions?|items?|parts?|points?) \(?(?:\d|[a-h]\b)",
        ),
        starts=(
            r"\W*(?:questions?|q|parts?|items?|points?|requests?|query|queries|rfi)\.?\s?\(?(?:\d|[a-h]\b|[ivx]+\b|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)",
        ),
    ),
    "wants": _any(
        words=(
            r"please (?:provide|state|confirm|supply|give|list|include|specify|break|use|send|indicate|tell|advise|note)\b|(?:broken|break) (?:it |this |these )?down|in the form(?:at)? of|i (?:mean|am (?:not )?(?:looking|interested|asking))|for (?:each|the (?:following|last|past))\b",
        ),
        starts=(
            r"(?:please|could you|can you|would you|kindly|if (?:so|yes|not|no|there|possible|available|the answer))\b|(?:the|a|any|all|copies|copy|details?|total|number|list|names?|how|what|which|who|when|where|why|whether|do|does|did|is|are|has|have|of (?:these|those|the))\b",
        ),
    ),
}


@lru_cache(maxsize=50_000)
def topics_of(text: str) -> tuple[str, ...]:
    """The names of the topics that a stretch of plain text touches.

    They are remembered, for letters of a pile share their boilerplate.
    """
    small = text.lower()
    return tuple(name for name, pattern in TOPICS.items() if pattern.search(small))
