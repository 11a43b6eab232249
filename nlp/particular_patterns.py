"""How letters say when they were asked and when they answer, under which reference and law. No logic lives here.

Every repeat is bounded, so that a search takes time in proportion to the text. Patterns that are searched for in a
whole letter open with a set of letters, which makes the search quick.
"""

from __future__ import annotations

import re

from nlp.body_patterns import KINDS
from nlp.types import Nation, Regime

# days

_ASKED = (
    r"(?:requests?|e-?mails?|letter|enquiry|enquiries|inquiry|correspondence|message|application|submission|"
    r"communication|questions|questionnaire|query|queries|foi|fois|eir|rfi|form)"
)
_START = r"(?:^|\t|\||[ ]{2}|\. |; )\W{0,4}"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? (?:the )?)?"

TELLS_OF_A_DAY = re.compile(
    r"(?:\b(?:on|of|dated|from|sent|received|the|made|arrived|us|date|responded|replied|answered|\w{3,6}day)\b,?|[:|\t])\W*$",
    re.IGNORECASE,
)
"""What may stand right before a day of request or reply, looked for before anything dearer is."""

REQUEST_LABEL = re.compile(
    _START + r"(?:date (?:(?:of|the|your|foi|information|was|first)[ ]){0,3}(?:request|receipt|received)"
    r"(?: (?:was )?(?:received|made|submitted|logged))?|(?:your |foi |the |information )?request (?:was )?(?:received|date|made|submitted|logged)"
    r"(?: on)?|received(?: on)?|date (?:we|trust|council) received)\W{0,4}" + _WEEKDAY + "$",
    re.IGNORECASE,
)
"""A label before the day of the request; the row before the day."""

REPLY_LABEL = re.compile(
    _START
    + r"(?:dyddiad ?/ ?)?(?:date(?: of)?(?: (?:this|our|the|foi))?(?: (?:response|reply|letter|issue|disclosure|decision))?(?: sent)?|"
    r"(?:response|reply|letter|disclosure)(?: (?:date|sent|issued|provided))?(?: on)?|date (?:response )?(?:sent|responded|issued|answered|replied|closed|completed)|"
    r"(?:date )?responded(?: on)?|replied|sent|answered|dated|issued|completed|closed|returned)(?: on)?\W{0,4}"
    + _WEEKDAY
    + "$",
    re.IGNORECASE,
)
"""A label before the day of the reply; the row before the day."""

RECEIVED = re.compile(
    r"\b(?:received|reached (?:us|this|the)|arrived|came (?:in|to us)|logged)\b(?P<gap>[^;:?!]{0,70})$", re.IGNORECASE
)
"""The words before a day on which something was received."""
YOUR_REQUEST = re.compile(
    rf"\b(?:your|this|an?|the|following) (?:[\w()'’/-]{{1,20}} ){{0,6}}?{_ASKED}\b"
    r"|\byou (?:asked|requested|wrote|ask|have asked|have requested)\b|\b(?:foi|information|eir) request\b",
    re.IGNORECASE,
)
OTHER_RECEIPT = re.compile(
    r"\b(?:reviews?|complaints?|appeals?|referrals?|calls?|reports?|cases?|responses?|applications|clarifications?|reminder|payments?|claims?)"
    r"(?: \w{1,20}){0,3} $|\b(?:internal )?review\b|\bnumber of\b(?!.{0,200}\b(?:which|that) (?:we|was|were)\b)",
    re.IGNORECASE,
)
"""What is received and is not the request."""
MADE = re.compile(
    rf"\b(?:your|this) (?:[\w()'’/-]{{1,20}} ){{0,6}}?{_ASKED}"
    r"(?: for (?:information|disclosure|recorded information|environmental information|access to information))?"
    r"(?: \([^()]{1,40}\))?(?: (?:made |submitted |received )?(?:under|pursuant to) (?:the )?[^.;:?!]{3,80}?)?"
    r"(?: (?:to|with) (?:us|the [\w ]{2,40}|this \w{2,20}))?,?(?: (?:which|that) (?:was|is))?"
    r"(?: (?:sent|made|submitted|dated|e-?mailed|lodged|written))?(?: to us)?(?: by e-?mail)?"
    rf" (?:of|on|dated|from|sent)(?: the)?,? ?{_WEEKDAY}$"
    r"|\byou (?:wrote|e-?mailed|contacted)\b(?: to)?(?: us| the [\w ]{2,40})?,?(?: by e-?mail)? (?:on|of)(?: the)?,? ?"
    + _WEEKDAY
    + "$"
    r"|\byour (?:[\w()'’/-]{1,20} ){0,6}?(?:request|e-?mail|letter|correspondence)\b[^.;:?!]{0,150}, (?:dated|submitted on|made on|sent on) "
    + _WEEKDAY
    + "$",
    re.IGNORECASE,
)
"""The words before a day on which the request was made."""
RECEIVED_AFTER = re.compile(
    r",? ?(?:the |this )?[\w' ]{2,60}? (?:received|was sent|got) (?:your|an?|the) (?:[\w-]{1,20} ){0,4}?"
    + _ASKED
    + r"\b"
    r"|,? ?you (?:asked|wrote|requested|e-?mailed|contacted|submitted|sent|made)\b",
    re.IGNORECASE,
)
"""On 7 April 2021 the Trust received an email …"""

ALONE_BEFORE = re.compile(
    r"(?:^\W{0,6}|\s{2}|\t|\|\s?|\s[/–—-] ?)(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?)?$", re.IGNORECASE
)
ALONE_AFTER = re.compile(r"(?:,? (?:at )?\d{1,2}[:.]\d\d(?: ?[AaPp][Mm]| GMT| BST)?)?[ \t.,|*_]{0,80}(?:$|[ \t]{2}|\|)")
"""What stands before and after a day that stands by itself in a row."""

# references

_TOKEN = r"(?=[\w/.\-–\\]{0,30}\d)[A-Za-z0-9]\w{0,24}(?:[/.\-–\\]\w{1,24}){0,6}"
_NUMBER = (
    r"(?P<value>(?:\d{2} FOI \d{2,6}"
    rf"|(?:(?!REF|NO\b|NUMBER|REQUEST|RE\b|DATE|CASE)(?:[A-Z]{{1,8}}|RhG)(?: ?[/–-] ?| )){{0,2}}{_TOKEN}(?: / \d{{3,12}}\b(?! \w))?)(?![\w/]))"
)
"""A reference as bodies write them; at least one figure is in it."""
_NO = r"(?i:\s?(?:numbers?\b|no\b\.?|num\b|id\b|code\b))?"
_COLON = r"(?i:\s?(?P<here>with us )?(?:is\b|[:.=|#–-]))?[\s|]{0,40}"

MARKED = re.compile(
    r"[RrCcAaEe](?<!\w.)(?:(?P<ref>(?<=[Rr])(?i:ef(?:erence|s|\.)?)|(?<=[Cc])yf)|(?P<full>(?<=[Rr])(?i:equest for information))"
    rf"|(?P<case>(?<=[Rr])(?i:equest)|(?<=[Cc])(?i:ase))|(?<=[Rr])(?i:esponse)|(?<=[Aa])(?i:pplication)|(?<=[Ee])(?i:nquiry)){_NO}{_COLON}{_NUMBER}"
)
"""Ref: 1234/22 · Request 1234 · Case 1234"""
OURS = re.compile(r"\b(?:our|council|trust|force|board)(?:['’]s)? (?:foi |eir |case |request )?$", re.IGNORECASE)
YOURS = re.compile(r"\byour\s$", re.IGNORECASE)
AT_ROW_START = re.compile(r"(?:^|\n)(?:subject:)?\W{0,20}(?:re: )?$", re.IGNORECASE)
OF_INFORMATION = re.compile(
    r"(?:information|foi|eir|rfi|foia|foisa)(?: act)?(?: \d{4})?(?: \(foi\))?(?: [–-])? $",
    re.IGNORECASE,
)
"""What stands before a reference, or before the word "request" or the like and its number."""

_FIGURES = r"(?=[\w/-]{0,12}\d)\w{1,16}(?:[/.–-]\w{1,16}){0,5}(?![\w/])"
KEYED = re.compile(
    r"[FERI](?<!\w.)(?:(?<=F)OI(?:A|SA|R)?|(?<=E)IRS?|(?<=R)FI|(?<=I)R)"
    r"(?:(?: (?:[Nn]umber|[Nn][Oo]\b\.?|ID|[Cc]ase|[Ee]nquiry|[Rr]esponse)(?:\s?:)? ?|\s?: ?)"
    rf"(?P<value>{_FIGURES})|(?: ?[/–-] ?|[ _.])?{_FIGURES})"
)
"""FOI 1234/22 · EIR-22-014 · FOI No. 12"""
KEY_PREFIX = re.compile(r"(?<![\w/.-])[A-Z]{2,8}[/-]$")

ALONE = re.compile(
    r"\W{0,4}(?P<value>[A-Z]{1,8}(?:[/-][A-Z]{1,8}){0,3}[ /-]?\d\w{0,12}(?:[/-]\w{1,12}){0,4}|(?P<bare>20\d\d-\d{3,6}))\W{0,4}"
)
"""A reference that stands by itself, all of its piece of a row."""
IN_BRACKETS = re.compile(
    r"\((?P<value>[A-Z]{2,8}(?:[/-][A-Z]{1,8}){0,3}[ /-]\d[\w]{0,12}(?:[/-]\w{1,12}){0,4})\)\W{0,3}$"
)
"""A reference in brackets at the end of a heading."""
PIECES = re.compile(r"\s{2}\s{0,200}|\t|\||»|›|>| [–—-] | / ")
LOGGED = re.compile(r"foi|disclosure|information", re.IGNORECASE)
"""What a row speaks of in which figures alone are a reference."""

FILE_SUFFIX = re.compile(r"\.(?:pdf|docx?|xlsx?|csv|zip)$", re.IGNORECASE)
NO_REFERENCE = re.compile(
    r"(?:(?:foia?|foisa|eirs?) ?)?(?:19|20)\d\d|\d{1,2}(?P<sign>[./-])\d{1,2}(?P=sign)(?:\d\d|\d{4})|\d{1,2}|"
    r"(?:section|question|page|part|q|annex|appendix|band|covid|version|no|the|and|year|s|sch|table|item|note|act|request|tel|fax|box|"
    r"unit|level|room|floor|ward|date|ref)[ .-]?\d.*|(?:re|to)[ .-]\d.*|[a-z]{2,5} ?\d|\d{1,3}\.\d{1,2}",
    re.IGNORECASE,
)
"""What looks like a reference and is none."""
TWO_YEARS = re.compile(r"(?:19|20)(\d\d)[/-](?:20)?(\d\d)")
"""Two years, which are one financial year if the second follows the first."""

# laws and nations

LAW = re.compile(
    r"[FfEe](?<!\w.)(?:"
    r"(?P<foisa>(?i:reedom\s{1,9}of\s{1,9}information\s{1,9}(?:\(scotland\)(?:\s\(foisa\))?\s{1,9}act|act,?\s{1,9}\(?2002)|oisa)\b)"
    r"|(?P<foia>(?i:reedom\s{1,9}of\s{1,9}information(?:\s\(foi\))?\s{1,9}acts?\b|oi\s{1,9}act\b|oia\b(?![\d/-])))"
    r"|(?P<eisr>(?i:nvironmental\s{1,9}information\s{1,9}\(scotland\)\s{1,9}regulations|i\(s\)rs?)\b)"
    r"|(?P<eir>(?i:nvironmental\s{1,9}information\s{1,9}regulations(?!\srequests?)|irs?\b(?!\s?/|[ ]?[:#–-]?[ ]?\w{0,6}\d|\s(?:ref|requests?\b)))))"
)
"""The names of the laws."""
LAWS = {"foisa": Regime.FOISA, "foia": Regime.FOIA, "eisr": Regime.EISR, "eir": Regime.EIR}
ANSWERS_UNDER = re.compile(
    r"(?:handled|considered|processed|dealt with|treated|respond(?:ed|ing)?|answered|handling|made|managed|assessed|regarded|accordance|"
    r"request(?:ed|ing|s)?(?: for information)?|information)\b[^.;]{0,60}(?:under|with|pursuant to|in terms of|within)(?: the)?"
    r"(?: terms of| provisions of)?(?: the)? $",
    re.IGNORECASE,
)
"""The words before the name of the law that the letter answers under."""
IN_PASSING = re.compile(
    r"disclosure log|may be published|re-?use|subject to disclosure|e-?mails?\b[^.]{0,80}disclos|publication scheme|disclaimer|marketing|unless",
    re.IGNORECASE,
)
"""What standing paragraphs that name a law speak of."""
IN_PART = re.compile(r"\b(?:in part|partly|otherwise under)\b", re.IGNORECASE)
"""Words with which a letter says that it goes by two laws."""

SCOTTISH = re.compile(
    r"scottish\s{1,9}information\s{1,9}commissioner|court\s{1,9}of\s{1,9}session|kinburn\s{1,9}castle|itspublicknowledge|police\s{1,9}scotland",
    re.IGNORECASE,
)
SCOTTISH_HINTS = ("scottish", "court of", "kinburn", "itspublic", "police scot")
NORTHERN_IRISH = re.compile(
    r"health and social care trust|(?-i:\bBT\d{1,2} \d[A-Z]{2}\b|\bPSNI\b)|belfast|northern\s{1,9}ireland",
    re.IGNORECASE,
)
NORTHERN_IRISH_HINTS = ("social care trust", "belfast", "northern ireland", "psni", " bt", "\nbt")
"""Signs that a body's letters go by the law of one nation, and what to look for before they are sought."""
_NAMED_AFTER = {
    Nation.SCOTLAND: r"scottish|scotland",
    Nation.NORTHERN_IRELAND: r"\bhsc\b|northern ireland|\bulster|belfast|\bderry\b|strabane|newtownabbey|north down|banbridge|craigavon|"
    r"causeway coast|fermanagh|lisburn|castlereagh|newry|mourne|mid and east antrim",
    Nation.ENGLAND_AND_WALES: r"metropolitan|county borough|\bacadem|\bcyngor\b|bwrdd iechyd|prifysgol|\bwelsh\b|\bwales\b|\bengland\b",
}
"""What names of one nation's bodies have besides their kinds."""
NATION_OF_KIND = {
    nation: re.compile(
        "|".join((words, *(rf"\b{form}\b" for kind in KINDS if kind.nation is nation for form in kind.forms))),
        re.IGNORECASE,
    )
    for nation, words in _NAMED_AFTER.items()
}
"""Kinds and names of bodies that one nation alone has."""
LOCAL = re.compile(
    rf"\b(?:{'|'.join(form for kind in KINDS if kind.nation is None for form in kind.forms)}"
    r"|police|fire and rescue|fire & rescue|university|college|national park|borough|ambulance)\b",
    re.IGNORECASE,
)
"""Kinds of bodies that every nation has; Scottish ones answer to the Scottish Information Commissioner."""
