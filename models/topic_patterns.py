"""What lines of response letters speak of, as word patterns: mostly the formal matter around the answers.

Each topic is a flag that the role model sees beside a line's own words, so that wordings never met before
still count as what they are. No logic lives here.
"""

from __future__ import annotations

import re
from functools import lru_cache


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


TOPICS: dict[str, re.Pattern[str]] = {
    "queries": _any(
        r"\bany (?:further |other |more )?(?:queries|questions|concerns|problems)\b",
        r"\b(?:do not|don.t) hesitate\b|\bplease (?:contact|get in touch|telephone|call|email|e-mail|write to) (?:me|us|the)\b",
        r"\b(?:further|additional|more) (?:information|assistance|clarification|help|advice)\b[^.]{0,40}\b(?:contact|require|need|touch)",
        r"\b(?:discuss|help|assist) you(?:r)? (?:further|any|with any)|\bbe of (?:any )?(?:further )?(?:help|assistance)|\bquot(?:e|ing) (?:the|your|our|this) (?:above )?(?:ref|number|reference)",
    ),
    "complain": _any(
        r"\b(?:dis|un)satisf|\bunhappy\b|\bnot (?:happy|satisfied|content|agree)|\bdiscontent|\bcomplain|\baggrieved",
        r"\binternal review|\breview (?:of|procedure|our|the (?:handling|decision))|\bright (?:of|to) (?:appeal|review|complain|request)|\bappeal(?:s|ed)?\b|\brequest a review|\bindependent(?:ly)? review",
        r"\bhow (?:we have|your request (?:has been|was)) (?:handled|dealt)|\bhandling of your request",
        r"\bexhausted\b|\bwithin (?:forty|40|two months|2 months|\d+ (?:working|calendar) days)\b",
    ),
    "commissioner": _any(
        r"\binformation commissioner|\bICO\b|\bwycliffe house|\bwater lane|\bwilmslow|\bcheshire,? sk9|\bkinburn|\bico\.(?:org|gov)|\bcasework@|\bsection 50\b|\bsection 47\b|\b0303 123|\b01625",
        r"\bfirst-?tier tribunal|\bsupervisory authority",
    ),
    "reuse": _any(
        r"\bre-?us(?:e|ing|ed)\b|\bopen government licen[cs]e|\bOGL\b|\bcopyright|\bdesigns and patents|\bintellectual property|\bnon-?commercial (?:research|purposes?|use)|\battribution statement",
        r"\bpublic sector information|\bOPSI\b|\bcrown copyright|\breproduc(?:e|ed|tion)\b[^.]{0,60}\b(?:free|accurate|permission|format)|\bprivate (?:study|research)|\bnews reporting|\bthird party (?:material|copyright|information)",
        r"\bpermission (?:of|from) the (?:copyright|rights|trust|council|owner|author)|\bpublic domain|\bnational ?archives\.gov",
    ),
    "marketing": _any(
        r"\b(?:direct|unsolicited)[ -](?:marketing|mail|sales)|\bmarketing (?:purposes|communications?|material)|\bPECR\b|\bprivacy and electronic communications|\bsuppliers?\b[^.]{0,50}\b(?:directed|register|procurement|portal)",
    ),
    "survey": _any(
        r"\bsatisfaction (?:survey|questionnaire|form)|\b(?:complete|fill in|take part in)\b[^.]{0,40}\b(?:survey|questionnaire|feedback)|\byour (?:feedback|comments|views|opinion)|\bhow (?:did we do|well we)|\bsurvey\b[^.]{0,40}\b(?:link|minutes|complete)",
    ),
    "disclaimer": _any(
        r"\bintended (?:recipient|solely|only|for the)|\bconfidential(?:ity)?\b[^.]{0,80}\b(?:e-?mail|message|recipient|notice)|\b(?:e-?mail|message|transmission)s?\b[^.]{0,100}\b(?:confidential|privileged|intended|virus|error|monitor|legal|secure|personal|view|liab)",
        r"\bviruse?s?\b|\bmalware|\bmis-?directed|\breceived (?:this|it) (?:e-?mail |message |communication )?in error|\bnotify the (?:sender|author|originator)|\bdelete (?:it|this|all|the)|\bunauthori[sz]ed|\bthe views expressed|\baccept(?:s)? (?:no|any) (?:liability|responsibility)|\bliability for",
        r"\bconsider the environment|\bprint this|\bmay be (?:monitored|recorded|disclosed|intercepted)|\bscanned\b[^.]{0,30}\bvirus|\bdisclaimer\b",
    ),
    "privacy": _any(
        r"\bprivacy (?:notice|policy|statement)|\bhow we (?:use|process|handle) (?:your|personal)|\byour (?:personal )?(?:data|information) (?:will be|is|may be) (?:used|held|stored|processed|kept)|\bdata protection officer",
    ),
    "thread": _any(
        r"^(?:from|sent|to|cc|bcc|subject|date|importance|attachments?)\s?:|\boriginal (?:message|request|e-?mail)|\bforwarded message|\bshow quoted|\bwrote:\s*$|\bon behalf of\b[^.]{0,60}\bsent\b|^[-_*]{4,}",
        r"\b(?:email|e-mail) address for all replies|\bwrong address for|\bvisible links|\breferences\s*$|\bpublished on the internet|\bdelayed\s*\.|\bFOI officer\b[^.]{0,60}\blink",
    ),
    "acknowledge": _any(
        r"\bthis has been logged|\bwill be dealt with|\backnowledge(?:ment)?\b|\bmust respond|\bwithin (?:20|twenty) working days|\bby \d{1,2}[/ ]\w+[/ ]\d{2,4}\b|\breference number (?:for|is)|\bwe will (?:respond|reply|aim)|\bresponse (?:is )?due",
    ),
    "sign": _any(
        r"\byours? (?:sincerely|faithfully|truly)|\b(?:kind|best|warm|kindest|many) (?:regards|wishes)|^regards\b|^many thanks\b|^thanks?,?$|\bon behalf of\b|^(?:p\.?p\.?|pp)\s",
        r"^(?:(?:senior|lead|deputy|head|chief|assistant|associate|corporate|freedom|foi|information|records|interim|acting)\b[\w&,/ -]{0,60}\b(?:officer|manager|team|governance|executive|director|lead|adviser|advisor|assistant|co-?ordinator|secretary|administrator|office|unit|department|services))\W*$",
    ),
    "letterhead": _any(
        r"\b(?:tel|telephone|phone|fax|direct (?:dial|line|tel)|switchboard|mobile|e-?mail|website|web)\b\s?(?:no\.?)?\s?[:.]",
        r"\b[A-Z]{1,2}\d{1,2}[A-Z]?\s?\d[A-Z]{2}\b|^(?:our|your)? ?(?:ref|reference)(?: (?:no|number))?\b\s?[.:]|\b(?:chair|chairman|chief executive|registered (?:office|charity|in england))\b\s?[:(]",
        r"^(?:foi|eir|rfi|ref)[ /:-]?\s?\d|^(?:date|dated)\b\s?:|^(?:strictly )?private and confidential|^(?:sent )?(?:by|via) (?:e-?mail|post)",
    ),
    "greeting": _any(r"^(?:dear|hi|hello|good (?:morning|afternoon)|for the attention of)\b"),
    "thanks": _any(
        r"\bthank(?:s| you) for your (?:recent |e-?mail |letter |request|freedom|enquiry|correspondence|information|patience|interest)",
        r"\b(?:I am|we are|I'm) (?:writing|pleased|now in a position|responding)|\b(?:I|we) (?:write|refer|am able|can) (?:further|to your|in response|in reply)|\bfurther to your|\bin (?:response|reply|reference|answer) to your (?:request|e-?mail|letter|freedom)|\bwith (?:reference|regard) to your (?:request|e-?mail|letter)",
        r"\b(?:which )?(?:we|was|were|you|has been) (?:received|submitted|dated|sent)\b[^.]{0,40}\d|\breceived (?:on|by|an?)\b|\byour (?:request|e-?mail|letter|enquiry) (?:dated|of|received)",
    ),
    "act": _any(
        r"\b(?:freedom of information|environmental information)\b[^.]{0,20}\b(?:act|regulations|\(scotland\))|\bFOIA?\b|\bFOISA\b|\bEIR\b|\bdata protection act|\bGDPR\b",
    ),
    "duty": _any(
        r"\bconfirm(?:s|ed)? (?:that|whether) (?:the|we|it|this|some)\b[^.]{0,60}\b(?:hold|held)|\bsection 1\(1\)|\bduty to confirm|\bentitled\b|\brefusal notice|\bdecision notice|\bin accordance with (?:section|the (?:freedom|act))|\bthis (?:letter|response|notice) (?:acts|serves|constitutes|is)",
    ),
    "lead": _any(
        r"\b(?:response|reply|replies|answers?|information|questions?|details)\b[^.?]{0,60}\b(?:below|as follows|set out|following|in turn|in red|in bold|in italics|beneath|underneath|overleaf)\b",
        r"\byou (?:asked|requested|wished|have asked|have requested|wrote)\b|\bfollowing (?:information|questions)|\bI (?:would like|am writing|wish) to (?:request|know|ask|make|receive)|\brequest(?:ed|ing)? the following",
    ),
    "attached": _any(r"\b(?:attach(?:ed|ment|ments)|enclosed?|enclosing|appendix|annex|spreadsheet|schedule)\b"),
    "exempt": _any(
        r"\bexempt(?:ion|ions|ed)?\b|\bexception|\bsection (?:12|14|21|22|24|27|28|29|30|31|35|36|38|39|40|41|42|43|44)\b|\bs\.? ?(?:12|14|21|22|31|38|40|41|43)\b|\bregulation 1[23]\b|\bpublic interest|\bprejudice",
    ),
    "nothold": _any(
        r"\b(?:not|n.t|never|no) (?:\w+ ){0,3}(?:hold|held|record|recorded|collect|collected|available|kept|known)\b|\bno (?:recorded )?(?:information|data|record)",
    ),
    "restates": _any(
        r"^(?:and |but |so )?you (?:also |then |next |further |finally |lastly )?(?:ask|asked|enquired?|want(?:ed)?|request(?:ed)?|went on|wished|sought|say|refer)\b",
        r"^(?:as (?:to|for|regards)|in (?:relation|respect|regard|terms) (?:to|of)|with (?:regards?|respect|reference) to|regarding|concerning|turning (?:now )?to|on the (?:matter|question|subject|point|issue|topic))\b",
        r"^(?:(?:first|second|third|fourth|fifth|last|final)(?:ly)?|moving on|next)\b",
    ),
    "nth": _any(
        r"^\W*(?:questions?|q|parts?|items?|points?|requests?|query|queries|rfi)\.?\s?\(?(?:\d|[a-h]\b|[ivx]+\b|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)",
        r"\byour (?:first|second|third|fourth|fifth|sixth|last|final|other|next) (?:question|point|request|query|item|part)",
        r"\b(?:questions?|items?|parts?|points?) \(?(?:\d|[a-h]\b)",
    ),
    "wants": _any(
        r"^(?:please|could you|can you|would you|kindly|if (?:so|yes|not|no|there|possible|available|the answer))\b|^(?:the|a|any|all|copies|copy|details?|total|number|list|names?|how|what|which|who|when|where|why|whether|do|does|did|is|are|has|have|of (?:these|those|the))\b",
        r"\bplease (?:provide|state|confirm|supply|give|list|include|specify|break|use|send|indicate|tell|advise|note)\b|\b(?:broken|break) (?:it |this |these )?down|\bin the form(?:at)? of|\bI (?:mean|am (?:not )?(?:looking|interested|asking))|\bfor (?:each|the (?:following|last|past))\b",
    ),
}


@lru_cache(maxsize=50_000)
def topics_of(text: str) -> tuple[str, ...]:
    """The names of the topics that a stretch of plain text touches.

    They are remembered, for letters of a pile share their boilerplate.
    """
    return tuple(name for name, pattern in TOPICS.items() if pattern.search(text))
