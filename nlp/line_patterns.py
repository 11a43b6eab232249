"""Word patterns that tell where a logical line begins and ends. No logic lives here."""

from __future__ import annotations

import re

from nlp.number_patterns import SHORT_MONTHS

SENTENCE_END = re.compile(
    r"""[.!]["'”’)\]]{0,3}(?=\s+["'“‘(\[*]{0,2}[A-Z0-9£•\-–])|\?["'”’)\]]{0,3}(?=\s|[A-Z])(?!\s\([^()\n]{1,60}\)|[ ]\*{1,3}$)"""
)
"""A full stop before a capital, or any question mark; a star after it at the end of the line belongs to it."""
STARRED = re.compile(r"\?[ ]\*{1,3}$")
"""The end of a question to which a note is made."""

ABBREVIATION = re.compile(
    r"(?:\b(?:e\.?g|i\.?e|etc|no|nos|ref|mr|mrs|ms|dr|st|ltd|co|inc|plc|approx|dept|tel|ext|ch|para|paras|sch|"
    r"art|reg|vs|v|s|ss|p|pp|cf|est|c|q|a|viz|prof|hon|rev)|(?<![\w])[A-Za-z]|^\(?(?:\d{1,3}|[IVX]{1,4}))$",
    re.IGNORECASE,
)
"""What a full stop may follow without ending a sentence."""

CLAUSE = re.compile(r"(?<=\w);(?=\s)|\s[-–—](?=\s*$)")

ITEM = re.compile(r"(?<![^\s,;:“\"])(?:(?:and|or)\s)?\((?P<id>[a-h]|[ivx]{1,4}|[1-9])\)(?=\s)")
"""A number in brackets, of which a sentence may hold several: "(a) the cost, (b) the date"."""
HALF_ITEM = re.compile(r"(?<=[\w,;:] )(?:(?:and|or)\s)?(?P<id>[a-h])\)(?=\s[A-Za-z])")
"""A letter before half a bracket, of which a line may hold several: "2. Of the vans, how many a) ran or b) stood"."""
NO_ITEM_BEFORE = re.compile(
    r"(?:\d[.):]?|\b(?:questions?|q|points?|parts?|items?|paragraphs?|sections?|regulations?|annex|appendix|schedule"
    r"|tables?|tab|sheet|under|see))\s{1,4}$",
    re.IGNORECASE,
)
"""What stands before a number in brackets that begins no item: "1 (a)", "question (b)", "under section (2)"."""

LEAD_IN = re.compile(
    r"(?:(?:and|so|finally|lastly|first(?:ly)?|second(?:ly)?|third(?:ly)?|next|then|also|in\saddition|turning)[,]?\s){0,2}"
    r"(?:as\s(?:to|for|regards)|with\s(?:regard|respect|reference)\sto|in\s(?:relation|respect|answer|reply|response|regard)\s(?:to|of)|"
    r"(?:now\s)?to\s(?:your|the)|regarding|concerning|on\s(?:your|the|whether|how|what)|for\syour|"
    r"(?:you|your)\b(?:(?!\s\w+ing\b)\s[a-z]+){0,2}\s(?:asked|wished|wanted|sought|requested|enquired|question|query|request|point)\b)",
    re.IGNORECASE,
)
"""How prose takes up a question: "As to your second question, ..."."""

BRIEF_LEAD_IN = re.compile(
    r"(?:(?:first|second|third|fourth|fifth|final|last)ly|finally|lastly|next|last\sof\sall)(?:,|(?=\s(?:on|as)\b))"
    r"|(?:(?:and|finally|lastly|next),?\s)?(?:on(?!\s\d{1,2}(?:st|nd|rd|th)?\s)|at(?=\s\()|for(?=\s\()|in\sterms\sof|(?:so|as)\sfar\sas|"
    r"turning\s(?:now\s|next\s)?to|further\sto\syour)\s[^,.;:?\n]{1,50}(?:\n[^,.;:?\n]{1,50})?,(?!\d)",
    re.IGNORECASE,
)
"""How prose takes up a question in a few words before a comma: "On catering, ...", "Firstly, ..."."""
LEAD_IN_CUT = re.compile(
    r"\b(?:ask(?:ed)?|wish(?:ed)?|want(?:ed)?|sought|requested|enquired)(?: (?:also|first(?:ly)?|next|finally|then|secondly|thirdly))?"
    r"(?: (?:to know|to be told|us|me|for|about|to see|to have))?(?= )|[,:](?=\s)(?!\s(?:and\s)?(?:q(?:uestion)?s?\s?)?[(\[]?(?:\d{1,2}[a-h]?|[a-h])[)\]]?(?:[,:](?!\d)|\s(?:and|or|to|&)\s))|\?(?=\s)|^(?:as to|on|regarding|concerning|as for|as regards)(?= )",
    re.IGNORECASE,
)
""" Where, in a sentence with such a lead-in, the question or its answer may begin."""

LINK_PART = re.compile(r"[%&=/]|\.\w")
"""What shows that a word is part of a link."""

REPLY = re.compile(r"response|answer|reply", re.IGNORECASE)

DASH = re.compile(
    r"(?:(?<=[\w)?.%])|(?<=[\w)?.%]\u2060)|(?<=[\w)?.%]\u2060\u2060))(?<![0-9])\s?(?:[-–—]+|[-=]{1,3}>|=|\s>)(?=\s)"
    r"|(?:(?<=[A-Za-z]\s(?:19|20)\d\d)|(?<=(?:19|20)\d\d[/-]\d\d)|(?<=(?:19|20)\d\d[/-](?:19|20)\d\d))\s(?:[-–—]{1,2}|=)(?=\s)"
    rf"(?!\s(?:19|20)\d\d\b|\s(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?(?:{SHORT_MONTHS})|\s(?:present|date|today|now)\b)"
)
"""A dash or an arrow between a short question and its answer on one line."""
COLON = re.compile(r"(?<=[\w)?%])\s?:(?=\s+[\w£<(\"'‘“~*\[])(?!\s+(?:\(?[a-z]\)|[ivx]{1,4}[.)]|https?:|www\.))")
"""A colon between a numbered question and its answer on one line."""

SHORT_ANSWER = re.compile(
    r"(?:n/?a|none|nil|no|yes|y|n|not (?:held|known|applicable)|as above|see above|unknown)[.;]?$", re.IGNORECASE
)

BULLET = re.compile(
    r"(?:[•●▪◦■□➢✓·\uf0b7\uf0a7\uf0d8\u2022\u2023\u25aa]|(?:[-=]{1,3}>|[-–—*→=…])(?=\s+\S)|o(?=\s+\S))\s*"
)
LEADER = re.compile(r"(?<=[\w)?%:] )(?:[.·…]\s?){4,200}(?=[\w£<>~(-])|(?<=[\w)?%:])(?:[.·…]\s?){5,200}(?=[\w£<>~(-])")
"""Dots that lead from a question to its answer on one line."""

LONE_BULLET = re.compile(r"\s*[•●▪◦■□➢✓·\uf0b7\uf0a7\uf0d8\u2023o][\s\u2060]*")
"""A bullet that a converter left on a line of its own, over its words."""

LABEL = re.compile(
    r"(?:(?:the |our |your |trust(?:'s|’s)? |council(?:'s|’s)? |board(?:'s|’s)? |icb(?:'s|’s)? |ccg(?:'s|’s)? )?"
    r"[A-Za-z][A-Za-z'’/&()., -]{0,38}[ ]?(?:\d{1,2}[a-z]?(?:\([a-z]{1,3}\))?)?\s?:(?!//)(?=\s|$|[A-Z\u2060])[-–]?"
    r"|[QAR]\s?[.:)](?=\s|$)"
    r"|(?:(?:our |your |the )?(?:response|answer|reply|question|request|ans|resp)\s?(?:\d{1,2}[a-z]?)?\s?[-–.](?=\s|$))"
    r"|(?:(?:our|your|the (?:trust|council|board|ccg|icb|force)(?:'s|’s)?) )?(?:response|answer|reply|question)s?(?=\s*$)"
    r"|(?-i:RESPONSE|ANSWER|REPLY|DECISION)(?=[\s\u2060]+[A-Z\d]))",
    re.IGNORECASE,
)
"""A short run of words that ends in a colon, or a bare "Response" on its own line."""

CITES = re.compile(
    r"(?<=[a-z),] )(?:(?P<law>sections?|regulations?|articles?|paragraphs?|exemptions?|schedules?)"
    r"|questions?|points|parts|items|requests)$",
    re.IGNORECASE,
)
"""The end of a line that breaks off before the number of what it cites."""
COUNTED = re.compile(r"\b(?:(?:number|total|count)s?\sof|how\smany)\b", re.IGNORECASE)
"""What shows that a number after those words counts them: "Total number of requests" and "12"."""
CITED = re.compile(r"\d{1,2}(?![\d,])")
SALUTATION = re.compile(r"dear(?:\s+(?:(?:mrs?|ms|dr|prof|rev)\.|[^\s.,?!:;]{1,30})){1,8}[:,]?", re.IGNORECASE)
"""A line that but greets the reader."""

RULE = re.compile(r"[-=_*~.·—–+ ]{3,}")
TAB_RULE = re.compile(r":?[-–—=_]{2,}:?")
PIPE_RULE = re.compile(r"[|:\- ]+")
GAP = re.compile(r"(?<=\S) {3,}(?=\S)|(?<=[^\s.?!:;]) {2}(?=\S)")

PAGE = re.compile(
    r"\bpage\s*:?\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|^[-–\s]*\d{1,3}\s*(?:of|/)\s*\d{1,3}[-–\s]*$|^p(?:g|\.)\s?\d+$|^-\s?\d{1,3}\s?-$",
    re.IGNORECASE,
)

PAGE_BEFORE = re.compile(
    r"^[ ]{0,8}page\s\d{1,3}\sof\s\d{1,3}(?=\s{1,3}(?:[QA]|question|answer|response)\s?:)", re.IGNORECASE | re.MULTILINE
)
"""A page's number before a label on one line, as a converter may leave it."""

HEADER = re.compile(
    r"\bchair(?:man|woman)?\b|\bchief executive|\btel\b|\bwww\.(?!\S{1,200}/\w)|@|\bref\b|"
    r"\b(?:trust|council|board|university|constabulary|authority|department)$|confidential|registered|"
    r"^official(?:[ :–-]|$)|^not protectively marked|^(?:visit|find|follow) us\b.{0,20}(?:www\.|https?:)",
    re.IGNORECASE,
)
"""What page headers and footers speak of; a link to a page within a site is an answer that several questions have."""

ADDRESS = re.compile(
    r"(?:e-?mail|tel(?:ephone)?|direct (?:dial|line)|fax|(?:our|your|foi)? ?ref(?:erence)?|web(?:site)?|www\.|date)\b",
    re.IGNORECASE,
)
"""What a line of contact details begins with."""

STRUCTURE_TAG = re.compile(
    r"</?(?:br|p|li|ul|ol|div|h[1-6]|b|strong|i|em|u|td|th|tr|dt|dd|table)(?:\s[^<>]{0,2000})?/?>", re.IGNORECASE
)
CELL_TAG = re.compile(r"<t[dh](?P<settings>\s[^<>]{0,2000})?>", re.IGNORECASE)
SPANNED = re.compile(r"\b(?P<way>row|col)span\s?=\s?[\"']?(?P<count>\d{1,3})\b", re.IGNORECASE)
"""How many rows or columns a cell takes."""
ROW_TAG = re.compile(r"(?P<opens><tr(?:\s[^<>]{0,2000})?>)|</tr\s?>|</?table(?:\s[^<>]{0,2000})?>", re.IGNORECASE)
BLOCK_TAG = re.compile(
    r"</?(?:address|article|blockquote|br|dd|div|dl|dt|footer|h[1-6]|header|hr|li|main|ol|p|section|table|ul)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
"""What begins a line of its own in HTML."""
