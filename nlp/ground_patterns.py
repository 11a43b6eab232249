"""Word patterns of the grounds for a refusal: how sections are named, and what only looks like it. No logic lives here.

Every pattern is linear: repeats are bounded, and none can restart inside its own match.
"""

from __future__ import annotations

import re

from nlp.types import Regime

# --- how a section is named ------------------------------------------------------------------

_NUMBER = r"(?:[1-4lI][0-9OolI]A?|6)(?![0-9A-Za-z])(?![.,]\d{3})"
"""A section's number, in which a scanner may have taken 0 for O and 1 for l; regulation 6 is the one below ten."""
_PART = r"(?:\s{0,2}[(\[{]\s?[0-9OlI]{0,2}[A-Za-z]{0,4}\s?[)\]}]|\.[1-5](?![0-9A-Za-z]))"
_PARTS = rf"(?:(?:,?\s{{1,2}}(?:sub-?\s?section|paragraph|para)s?\s?(?=[(\[]))?{_PART}){{1,6}}"
_ITEM = rf"{_NUMBER}(?:{_PARTS})?"
_JOIN = (
    r"\s{0,3}(?:,\s?(?:and|or|with)\b|,|;|/|&|\+|and\s?/\s?or\b|and\b|or\b|to\b|-|–|—|(?:read )?(?:together |in conjunction )?with\b)"
    r"\s{0,3}(?:(?:also|read with|by virtue of)\s)?"
)
_ENDS = (
    r"(?=\s{0,2}(?:\Z|[^\sA-Za-z0-9%£]|\n)|\s(?:of|the|FOIA?|FOISA|EIRs?|appl\w{1,5}|are|is|were|was|have|has|which|as|because"
    r"|where|exempt\w{0,5}|engaged|refers?|relates?|and|or|to|in|under|for|on|so|since|[-–—])\b)"
)
"""What may follow a bare number for it to be one more section and not a count of something."""
CITED = re.compile(
    r"(?<![\w'’&])(?=[sSrReEfFuUbB§])(?:"
    r"(?P<regulation>(?i:regulations?|regs?\.?|exceptions?(?: (?:under|in|at))?|EIRs?)\s{0,3}[(:]?\s{0,2}(?:number\s)?|R(?=1[0-3]\s?\())"
    r"|(?P<section>(?i:sections?|sectons?|secti?\.?|secs?\.?|ss?\.?|exemptions?(?: (?:under|in|at))?|FOIA|FOISA)\s{0,3}[(:]?\s{0,2}(?:number\s|no\.?\s)?|§{1,2}\s?)"
    r"|(?P<bare>(?i:under|by virtue of|using|exempt)\s{1,3}\(?(?=[1-4][0-9]A?\s?\(\d[A-Z]?\)))"
    rf")(?P<items>{_ITEM}(?:{_JOIN}(?:{_PARTS}|{_NUMBER}{_PARTS}|{_NUMBER}{_ENDS})){{0,11}})",
)
"""Sections or regulations as a letter names them, several of them in a row."""
VAGUE = re.compile(r"(?:exemptions? (?!2[1-9]|3|4[0-4])|exceptions?|EIR|FOI)", re.IGNORECASE)
"""A mark after which a bare number may be anything: "exemption 41", but not "exceptions 12"."""
ITEM = re.compile(rf"(?P<to>(?:\bto|[-–—])\s{{0,3}})?(?:(?P<number>{_NUMBER})(?P<parts>{_PARTS})?|(?P<more>{_PARTS}))")
PART = re.compile(r"[(\[{]\s?(?P<inner>\w{1,6})\s?[)\]}]|\.(?P<dotted>\d)")
ROMAN = re.compile(r"i{1,3}|iv|vi{0,3}|ix|x")
MISREAD = str.maketrans("OolI", "0011")

# --- which law -------------------------------------------------------------------------------

_LAWS = (
    (Regime.EISR, r"environmental information \(scotland\) regulations|EI\(?S\)?R|EIRs? \(scotland\)"),
    (Regime.FOISA, r"freedom of information \(scotland\) act|FOI\(?S\)?A|\(scotland\) act 2002|2002 act"),
    (Regime.EIR, r"environmental information regulations|EIRs?"),
    (
        Regime.FOIA,
        r"freedom of information act|FOIA|FOI act(?! \(scot)|2000 act|FOI 2000",
    ),
)
_ANY_LAW = "|".join(
    "(?P<law{}>{})".format(place, words.replace(" ", r"\s{1,3}")) for place, (_, words) in enumerate(_LAWS)
)
LAWS = tuple(law for law, _ in _LAWS)
_TOLD = r"\s{0,3}[,:;–—-]?\s{0,3}(?:\([^()\n]{0,80}\)\s{0,3}|[–—-]\s?[A-Za-z ]{1,50}?[,–—-]\s?)?"
LAW_AFTER = re.compile(
    rf"{_TOLD}(?:\(|(?:of|to|in|under|from|within)\s{{1,3}})?(?:the\s{{1,3}})?(?:{_ANY_LAW})\b", re.IGNORECASE
)
LAW_BEFORE = re.compile(
    rf"(?<!\w)(?:{_ANY_LAW})(?:\s{{1,2}}(?:act\s)?\(?(?:2000|2002|2004)\)?)?(?:\s?\([A-Za-z()]{{2,6}}\))?(?:[,:;]|\s?[-–—])?\s{{0,3}}\(?(?:under |by |in )?\Z",
    re.IGNORECASE,
)
LAW_BEFORE_REACH = 80

_TITLE = r"(?:[A-Z][\w'’&-]{0,30}|of|and|the|for|in|to|etc\.?|\([A-Za-z ]{1,40}\)|,)"
OTHER_LAW_AFTER = re.compile(
    rf"{_TOLD}(?:of|to|in|under|from)\s{{1,3}}(?:(?:the|that|our|your|this)\s{{1,3}})?(?:"
    rf"(?!(?:Freedom|FOI|Environmental Information))[A-Z][\w'’&-]{{0,30}}\s(?:{_TITLE}\s){{0,9}}?"
    r"(?:Acts?|Regulations|Order|Rules|Code|Measure|Directive|Convention|Standards?)\b"
    r"|(?!200[02])(?:18|19|20)\d\d\sAct\b"
    r"|(?:DPA|GDPR|UK GDPR|PACE|RIPA|MHA|MCA|CQC|HSCA|LGA|TCPA)\b"
    r"|(?:form|report|plan|policy|document|contract|agreement|procedure|questionnaire|minutes|specification|guidance|lease"
    r"|schedule|strategy|manual|licence|constitution|handbook|application|survey|audit|review|protocol)\b)"
)
"""A section of another law, or of a paper: "section 12 of the Theft Act 1968", "section 31 of the contract"."""
OTHER_LAW_BEFORE = re.compile(
    rf"(?:\b(?!Freedom|FOI|Environmental|Information|Scotland|The\b|This\b|That\b|Our\b|Under\b|[Oo]f\b)[A-Z][\w'’-]{{0,30}}\s(?:(?!Freedom|Information){_TITLE}\s){{0,6}}?"
    r"(?:Act|Regulations|Order|Rules)(?:\s(?:18|19|20)\d\d)?"
    r"|\b(?:DPA|GDPR|PACE|RIPA|MHA|MCA)(?:\s(?:19|20)\d\d)?|\b(?i:detained|sectioned|arrested|charged|convicted)\s(?:under|by))"
    r",?\s{1,3}\(?(?:under )?\Z"
)
NEXT_CITED = re.compile(r"\s{0,2}(?:/|\band|\bor|&|\bto)\s{0,2}(?=\S)")
"""What joins a section to the next that has a mark of its own: "section 37 or section 41"."""
OBJECT_AFTER = re.compile(
    r"(?<=37/41)|(?<=47/49)|\s{1,2}(?:notices?|orders?|agreements?|enquir(?:y|ies)|patients?|payments?|searche?s?|stops?|licen[cs]es?|consents?"
    r"|approved|doctors?|leave|detentions?|accommodat\w{0,5}|contributions?|monies|funding|children|child|works|officers?)\b",
    re.IGNORECASE,
)
"""What a section of another law makes: a notice, an order, an agreement."""

SUBJECTS = {
    (Regime.FOIA, 26): r"defen[cs]e|armed forces|military",
    (Regime.FOIA, 27): r"international|foreign|overseas|diplomat|other (?:states?|countr)|another (?:state|country)",
    (Regime.FOIA, 28): r"within the united kingdom|devolved|administrations?\b",
    (Regime.FOIA, 29): r"the economy|economic|financial",
    (Regime.FOIA, 30): r"investigat|prosecut|proceedings|charged",
    (Regime.FOIA, 31): r"crime|law enforcement|offend|justice|\btax|immigration|regulatory|burgl|fraud|attack",
    (Regime.FOIA, 32): r"court|inquest|inquiry record",
    (Regime.FOIA, 33): r"\baudit",
    (Regime.FOIA, 34): r"parliament|privilege",
    (Regime.FOIA, 35): r"polic(?:y|ies)\b|minister",
    (Regime.FOIA, 36): r"public affairs|free and frank|frank|candid|inhibit|qualified person|safe space",
    (Regime.FOIA, 37): r"majesty|royal|sovereign|honours?\b",
    (Regime.FOIA, 38): r"safety|endanger|harm|mental health|physical|risk|threat|attack|injur|right to life",
    (Regime.FOIA, 39): r"environment",
    (Regime.FOIA, 40): r"personal|identif|\bdata\b|individual|privacy",
    (Regime.FOIA, 41): r"confiden",
    (Regime.FOISA, 26): r"prohibit|enactment|contempt|statut",
    (Regime.FOISA, 27): r"publi(?:sh|cation)|research",
    (Regime.FOISA, 28): r"within the united kingdom|administrations?\b",
    (Regime.FOISA, 29): r"polic(?:y|ies)\b|minister",
    (Regime.FOISA, 30): r"public affairs|free and frank|frank|candid|inhibit|safe space",
    (Regime.FOISA, 31): r"national security|defen[cs]e",
    (Regime.FOISA, 32): r"international|foreign|overseas",
    (Regime.FOISA, 33): r"commercial|trade secret|economic|tender|compet",
    (Regime.FOISA, 34): r"investigat|fiscal|proceedings",
    (
        Regime.FOISA,
        35,
    ): r"crime|law enforcement|offend|justice|\btax|immigration|regulatory|burgl|fraud|attack|criminal",
    (Regime.FOISA, 36): r"confiden|legal|privilege",
    (Regime.FOISA, 37): r"court",
    (Regime.FOISA, 38): r"personal (?:data|info)|data protection|privacy|identifiable|be identified|small number",
    (Regime.FOISA, 39): r"health (?:and|&|or) safety|safety|endanger|harm|mental health|environment",
    (Regime.FOISA, 40): r"\baudit",
    (Regime.FOISA, 41): r"majesty|royal|sovereign|honours?\b",
}
"""What the letter speaks of beside a section whose number both Acts have."""
SUBJECT = {key: re.compile(words, re.IGNORECASE) for key, words in SUBJECTS.items()}

TITLE = re.compile(r"\s{0,2}(?:\(|[,–—:-]\s)\s?(?P<title>[A-Za-z][^()\n.;]{3,60})")
"""What a section is called, behind it: "(health and safety)", "- Law Enforcement"."""

# --- whether the answer relies on it ---------------------------------------------------------

NOT_RELIED_AFTER = re.compile(
    r"(?:\s{0,2}\([^()\n]{0,80}\))?\s{1,3}(?:(?:FOIA|FOISA|of the Act|of FOIA|of FOISA|exemption|itself)\s)?(?:"
    r"(?:(?:do|does|did|could|would|should|need|can)(?:\snot|n['’]t)|cannot|no longer)\s(?:(?:in fact|now|therefore|also)\s)?"
    r"(?:apply|applies|extend|engage|protect|cover|prevent|be (?:applied|engaged|relied|maintained|upheld))"
    r"|(?:is|are|was|were)(?:\snot|n['’]t|\sno longer)\s(?:now\s)?(?:engaged|applicable|relied|being relied|applied|relevant|needed|upheld|maintained|made out)"
    r"|(?:might|may|could)\s(?:also\s|then\s|well\s)?(?:apply|be engaged|be relevant|be applied)"
    r"|(?:is|was|are|were|has been|have been|is being)\s(?:now\s)?(?:withdrawn|disapplied|set aside|overturned)"
    r"|falls? away\b|has lapsed\b)",
    re.IGNORECASE,
)
NOT_RELIED_BEFORE = re.compile(
    r"(?:\b(?:rather than|instead of|in place of|other than|previously (?:cited|relied on|applied)|initially (?:cited|relied on|applied)|originally (?:cited|relied on|applied))"
    r"|\b(?:no longer|not|n['’]t|nor)\s(?:be\s|being\s|been\s|now\s)?(?:rel(?:y|ying|ied|ies)\s(?:up)?on|appl(?:y|ying|ied)|cit(?:e|ing|ed)|claim(?:ing|ed)?|refus(?:e|ed|ing) (?:it |this )?under|exempt(?:ed)? under|withh\w{2,5} under|engage[sd]?)"
    r"|\bwithdraw(?:s|n|ing)?\s(?:our|the|its|my)?\s?(?:reliance (?:up)?on|application of|use of|claim to)"
    r"|\b(?:may|might|could)\s(?:also |well |then |have )?(?:be|been)\s(?:\w{1,12}\s)?(?:exempt|refused|withheld|excepted|engaged|covered)\s(?:from disclosure\s)?(?:under|by|in)"
    r"|\b(?:whether|had|have)\s(?:considered|thought of)\s(?:applying|whether)?)"
    r"\s{1,3}(?:the exemptions? (?:at|in|under|of)\s)?(?:the\s)?\(?\Z",
    re.IGNORECASE,
)
NOT_RELIED_REACH = 90

NEITHER = re.compile(
    r"neither\s{1,3}(?:to\s)?confirms?(?:ed|ing)?\s{0,3}(?:,\s?)?(?:n?or)\s{1,3}(?:to\s)?den(?:y|ies|ied|ying)"
    r"|(?:refus\w{1,4}|declin\w{1,4}|not (?:obliged|required|able|willing|prepared)|unable|not)\s(?:either\s)?(?:to\s)?(?:confirm or deny|confirm nor deny|say (?:whether|if))"
    r"|exclud\w{1,3} the duty to confirm or deny|duty to confirm or deny does not"
    r"|\bNCND\b|\bif\s(?:(?:it|any|such|the|this|that|information)\s){1,3}(?:were|was|did|is)\s(?:held|exist)",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?][)\"”’]?\s(?=\s{0,9}[A-Z(\[])|\n\s{0,9}\n")

# --- grounds without a number ----------------------------------------------------------------

COST = re.compile(
    r"(?:exceed(?:s|ed|ing)?|above|over|beyond|more than|in excess of|outside|greater than)\s(?:\S{1,20}\s){0,6}?"
    r"(?:['‘’“”]?appropriate (?:cost )?(?:limit|level)|costs? (?:limit|threshold)|fees? limit|statutory limit|appropriate (?:cost )?threshold"
    r"|18[- ]hours?|eighteen hours|£450|24[- ]hours? limit)"
    r"|(?:exempt|refus\w{1,3}|declin\w{1,4})\s(?:\S{1,20}\s){0,4}?(?:on|under|because of|due to)\s(?:the\s)?(?:grounds? of\s)?(?:cost|appropriate limit)",
    re.IGNORECASE,
)
"""The cost limit, where no section is named for it."""
_NAMES = (
    r"(?P<personal>(?:third[- ]party )?personal (?:data|information))|(?P<commercial>commercial(?:ly)? (?:interests?|sensitiv(?:e|ity)|confidential(?:ity)?))"
    r"|(?P<enforcement>law enforcement)|(?P<legal>legal(?:ly)? (?:professional )?privileged?)"
    r"|(?P<future>future publication)"
)
NAMED = re.compile(
    rf"\bexempt(?:ed|ions?)?\s(?:(?!not\b|no\b)[\w'’-]{{1,20}},?\s){{0,6}}?(?:{_NAMES})"
    r"|\brequests?\s(?:\w{1,12}\s){0,5}?(?:is|are|as|being)\s(?P<vexatious>vexatious)\b"
    r"|(?P<unreasonable>manifestly unreasonable)"
    rf"|(?:{_NAMES.replace('?P<', '?P<the_')})\s(?:and\s(?:is\s)?(?:therefore\s)?)?exempt(?:ion)?\b",
    re.IGNORECASE,
)
"""An exemption by its name alone: "the personal information exemption"."""
BY_NAME = {
    "personal": {Regime.FOIA: "40(2)", Regime.FOISA: "38(1)(b)"},
    "unreasonable": {Regime.EIR: "12(4)(b)", Regime.EISR: "10(4)(b)"},
    "vexatious": {Regime.FOIA: "14(1)", Regime.FOISA: "14(1)"},
    "commercial": {Regime.FOIA: "43(2)", Regime.FOISA: "33(1)(b)"},
    "enforcement": {Regime.FOIA: "31(1)", Regime.FOISA: "35(1)"},
    "legal": {Regime.FOIA: "42(1)", Regime.FOISA: "36(1)"},
    "future": {Regime.FOIA: "22(1)", Regime.FOISA: "27(1)"},
}
