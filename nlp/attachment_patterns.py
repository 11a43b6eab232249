"""Word patterns of what comes with a letter: files, annexes, "the attached spreadsheet". No logic lives here.

Every pattern is linear: repeats are bounded, and none can restart inside its own match.
"""

from __future__ import annotations

import re

_SPACE = r"[ \t\n]{1,12}"
KINDS = "xlsx?|xlsm|docx?|pdf|csv|pptx?|zip|msg|eml|jpe?g|png|tiff?|ods|odt|rtf|txt|html?"
FILE = re.compile(rf"\.(?<=[\w)\]]\.)(?:{KINDS})(?![\w/-]|\.\w)", re.IGNORECASE)
"""The end of a file's name."""
FILE_REACH = 120
"""Characters that a file's name may have."""
BEFORE_FILE = re.compile(
    r".*(?:[\"“”<>|\[\n\t;:]|\((?=[^()]*\Z)|['‘](?=\S)|,\s|\.\s|[-–—]\s(?=\S{1,40}\Z)"
    r"|\b(?:attach(?:ed|ment)|enclos(?:ed|ure)|file|files|the|see|is|are|in|spreadsheet|named|called|and|or|document|entitled|titled|find|to|a|an|our"
    r"|refer|of|as|workbook|please|pdf|at|with|this|from|response)\s)",
    re.IGNORECASE | re.DOTALL,
)
"""Everything up to where a file's name can begin, in a sentence."""
IN_ADDRESS = re.compile(r"(?:https?://|www\.|@|/)[^\s]{0,2000}\Z")

ANNEX = re.compile(
    r"[AaEe](?<![\w-].)(?:(?<=[Aa])(?:nnex(?:e|ure)?|ppendix|ttachment)|(?<=[Ee])nclosure|(?<=A)(?:NNEX|PPENDIX|TTACHMENT)|(?<=E)NCLOSURE)\s(?:[Nn]o\.?\s)?"
    r"(?P<mark>\d{1,2}[A-Za-z]?|[A-Z]\d{0,2}|[a-h]|[IVX]{1,4}|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our)(?![\w'’-]|\.\d)"
)
"""Annex B. It opens with a set of letters, which makes the search quick, and so does the next one."""
MANY_ANNEXES = re.compile(
    r"(?P<kind>[AaEe](?<![\w-].)(?:(?<=[Aa])(?:nnex|ppendi|ttachment)|(?<=[Ee])nclosure))(?:e?s|ces)\s(?P<marks>(?:\d{1,2}|[A-Z])(?:\s?(?:,|and|&|to|-|–|or)\s?(?:and\s)?(?:\d{1,2}|[A-Z]))"
    r"{1,8})(?![\w'’-])"
)
MARK = re.compile(r"(?P<to>(?:to|-|–)\s?)?(?P<mark>\d{1,2}|[A-Z])(?!\w)")
OF_ANOTHER = re.compile(
    rf"(?:\s?\([^()\n]{{1,60}}\))?,?{_SPACE}(?:(?:[\d.]{{1,8}}|and|[A-Z]|page)\s){{0,3}}(?:of|to|in|from|at the end of){_SPACE}(?:the|our|that|this|its|their|each|[A-Z]\w{{1,30}}['’]s){_SPACE}"
    rf"(?!(?:letter|reply|response|e-?mail|answer|notice|decision|attached|enclosed|present|document)\b)(?:[^\s.;]{{1,30}}{_SPACE}){{0,8}}?[^\s.;]{{0,20}}(?:polic(?:y|ies)|report|plan|procedure|"
    r"guidance|agreement|contract|schedule|strategy|statement|protocol|specification|code|manual|minutes|paper|act|regulations|standard|scheme|business case|list|form|guide)",
    re.IGNORECASE,
)
"""An annex of something else: "Appendix B of the annual report"."""

_ADVERBS = r"(?:(?:also|now|therefore|again|both|all|each|hereby|herewith|separately|duly|being|been)[ \t\n]{1,3}){0,2}"
_COMES = rf"(?:is|are|was|were|be|been|have been|has been|which is|which are|being){_SPACE}{_ADVERBS}"
SENT_HINT = re.compile(r"[AaEe](?i:ttach|nclose|ppend)")
"""What is in each of the next pattern's matches; it opens with a set of letters, which makes the search quick."""
SENT_REACH = 90
"""Characters that such a match may have before and after that."""
SENT = re.compile(
    rf"\b(?P<verb>(?P<has>{_COMES})?(?P<word>attached|enclosed|appended)(?:{_SPACE}(?:herewith|separately|overleaf|hereto))?|(?P<give>(?:we|I)(?:{_SPACE}(?:also|(?:am|are){_SPACE}(?:pleased|happy|glad|able){_SPACE}to))?{_SPACE}(?:attach|enclose|append)))\b",
    re.IGNORECASE,
)
NOT_SENT = re.compile(
    rf"{_SPACE}below\b|{_SPACE}to{_SPACE}(?!(?:this|the|my|our)(?:{_SPACE}\w{{1,12}})?{_SPACE}(?:letter|e-?mail|response|reply|message|notice|document)\b)|{_SPACE}(?:by{_SPACE}(?:you|the applicant)|with a|conditions?)\b",
    re.IGNORECASE,
)
NEGATED = re.compile(
    r"\b(?:not|no|never|nothing|cannot|unattached|if|importance|weight|value|any|conditions?|significance|meaning|stigma|strings)(?:\s\w{1,12}){0,2}\s{1,3}\Z",
    re.IGNORECASE,
)
FOOTER = re.compile(
    r"\b(?:virus|confidential|intended (?:recipient|solely|only)|addressee|disclaimer|transmi|any attached|any attachments?|this (?:e-?mail|message) and|opinions)",
    re.IGNORECASE,
)
_STOP_WORDS = (
    r"and|or|but|which|that|who|for|with|from|as|in|on|at|to|by|is|are|was|were|has|have|will|should|where|showing|giving|contain\w{1,4}|setting|sets?|provid\w{1,4}"
    r"|you|we|it|this|these|those|please|of|listing|because|so|if|when|dated|covering|along|together|detailing|outlining|relating|regarding|about|above|below|also|only|other|here|there"
    r"|including|made|recording|shows|gives|lists|details?\s(?:of|the|all)|not|than|then|may|can|there|i\.e\.|e\.g\."
)
_TITLE_GOES_ON = r"(?-i:(?:and|for|of|in|on)[ \t\n]{1,3}(?!FOI|The|We|I\b|You|Please)[A-Z])"
"""A small word within a title."""
THING_AFTER = re.compile(
    rf"(?:{_SPACE}(?:is|are)\b)?(?:{_SPACE}|\s?[:–—-]\s?)(?:(?:to this (?:letter|e-?mail|response|reply|message)|herewith|for your information|in full|as requested)[ \t\n,]{{1,3}})?"
    rf"(?:(?:a|an|the|our|their|its|my|your|some|two|three|four|five|both|all|copy of|copies of|copy|file|document|\d{{1,2}}){_SPACE}){{0,5}}"
    rf"(?P<thing>(?:(?:numbers?|lists?|breakdown|summary|dates|details|minutes|set|table|record){_SPACE}of{_SPACE}(?:(?:the|all){_SPACE})?)?(?:(?:(?!(?:{_STOP_WORDS})\b)|{_TITLE_GOES_ON})[\w'’&()/.,:-]{{1,40}}(?<![.,;:])[ \t\n]{{1,12}}){{0,8}}?(?:(?!(?:{_STOP_WORDS})\b)\.?[\w'’&()/-]{{2,40}}))(?=[.,;:)\]!]|[ \t\n]{{1,12}}(?!{_TITLE_GOES_ON})(?:{_STOP_WORDS})\b|[ \t]{{0,9}}\n|\s[-–—(\[]|[ \t\n]{{0,9}}\Z)",
    re.IGNORECASE,
)
"""What is attached, behind the word: "attached the staffing policy"."""
CLAUSE = re.compile(
    r"[.;:,(|•]\s|\A\W{0,3}(?:yes|no)\b\W{0,3}|\n\s{0,9}(?=[A-Z\n])|\b(?:but|that|which|as|so)\b\s", re.IGNORECASE
)
"""Where what is attached can begin, in a sentence before the word."""
AND = re.compile(r"\band\b\s", re.IGNORECASE)
LEADING = re.compile(
    rf"\s{{0,40}}(?:(?:(?:a|an|the|our|their|its|my|your|some|both|this|these|all|yes|no|further|full|please find){_SPACE}|cop(?:y|ies) of{_SPACE}|[-*•–]\s{{1,3}}|[\d.]{{1,4}}\s{{1,3}}(?=[A-Z]))){{0,4}}",
    re.IGNORECASE,
)
LAST_THING = re.compile(
    rf".*\b(?:the|our|their|its|my|your|a|an){_SPACE}(?P<thing>[^\s,.;:][^,.;:]{{1,100}}?)(?:\s(?:of|to))?\s{{0,3}}(?:,?\s{{0,3}}(?:(?:a\s)?cop(?:y|ies)\sof\s)?(?:which\s)?)?\Z",
    re.IGNORECASE | re.DOTALL,
)
"""The last thing that is named before "attached" or "which is attached"."""
PREDICATE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|may|will|would|they|it|we|you|i|this|these|those|which|see|find|refer|please|all|each|both)\b",
    re.IGNORECASE,
)
"""A word that no name of a thing has."""
MOST_WORDS = 12
COLON_TITLE = re.compile(r"\s?:[ \t]{1,3}(?P<title>[A-Z0-9][^\n.;:|]{2,100}?)[ \t]{0,9}(?=[.;|\n]|\Z)")
"""A title behind a colon: "attached document: Fleet list 2022"."""
QUOTED_TITLE = re.compile(
    r"[\s,:–—(-]{0,4}(?:called |entitled |titled |named |marked )?[\"“‘'](?P<title>[^\"“”\n]{3,100}?)[\"”’'](?![a-z])"
)
HEADER = re.compile(
    r"^[ \t>*]{0,12}(?:Attachments?|Attached(?: files?)?|Enclosures?|Encl?s?)(?:[ \t]{0,3}\(\d{1,2}\))?[ \t]{0,6}(?P<colon>:|(?<=nc)\.|(?<=ncl)\.|(?<=ncs)\.)?[ \t*]{0,6}(?P<rest>[^\n]{0,400})$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that lists what comes with an e-mail or letter."""
AND_THING = re.compile(r"[ \t\n]{1,12}and(?=[ \t\n]{1,12}(?:our|the|a|an|its|two|three)[ \t\n])")
"""What joins a second thing to the first: "attached our policy and the minutes"."""
BRACKETED_TITLE = re.compile(r"[ \t\n]{1,3}\((?P<title>[A-Z][A-Za-z][^()\n]{4,80})\)")
"""A title in brackets: "attached (Local Plan 2020)"."""
LISTS = re.compile(r"[ \t]{0,3}:[ \t]{0,9}\n")
LIST_LEAD = re.compile(
    r"(?:[ \t\n]{1,3}[^\n.:;|]{1,80})?[ \t]{0,3}(?::[ \t]{0,9}\n|(?:(?<=ach)|(?<=lose))[ \t]{0,9}\n(?=\S))"
)
"""What stands between "attached" and a list of things: the rest of its sentence, and the end of the line."""
LIST_ITEM = re.compile(
    r"\s{0,20}(?:[-*•–]|\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)|(?:\d{1,2}[a-z]?|[A-Za-z]|[ivx]{1,4})(?:[.)]|(?<=\d[a-z])))[ \t]{1,9}"
    r"(?:(?:a|an|the|our)[ \t])?(?P<name>[^\n|;()]{2,120}?)(?=[ \t]{0,9}(?:[;\n(]|,[ \t](?:with|and)\b|\.(?:\s|\Z)|\Z))[^\n]{0,300}(?:\n|\Z)"
)
"""A thing of such a list, without what the list says of it in brackets or behind a semicolon."""
LISTED = re.compile(r"[^;,|\n]{2,120}")
LIST_LINE = re.compile(
    rf"[ \t>•*-]{{0,12}}(?P<name>[^\n|<>]{{1,120}}\.(?:{KINDS}))[ \t]{{0,9}}(?:\n|\Z)", re.IGNORECASE
)
SENTENCE_START = re.compile(r"[.!?:;][)\"”’]?\s|\n\s{0,9}\n|[|•]|\n[ \t]{0,9}[-*]\s")
