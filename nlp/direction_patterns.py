"""Word patterns of sending somebody elsewhere: names of bodies, and the words around them. No logic lives here.

Every pattern is linear: repeats are bounded, and none can restart inside its own match.
"""

from __future__ import annotations

import re

from nlp.body_patterns import KINDS

_GENERIC = (
    "councils?|authorit(?:y|ies)|trusts?|providers?|operators?|practices?|schools?|academ(?:y|ies)|colleges?|universit(?:y|ies)|forces?|police"
    "|courts?|tribunals?|contractors?|suppliers?|agenc(?:y|ies)|departments?|compan(?:y|ies)|commissioners?|boards?|charit(?:y|ies)|trustees"
    "|associations?|regulators?|ombudsm[ae]n|assessors?|landlords?|clerks?|coroners?|insurers?|manufacturers?|clubs?|panels?|hospices?|partners?|nurser(?:y|ies)|bod(?:y|ies)"
    "|hospitals?|gps|surger(?:y|ies)|pharmac(?:y|ies)|ministr(?:y|ies)|partnerships?|organisations?|boroughs?|districts|federations?|unions?"
    "|employers?|icbs?|ccgs?|registrars?|archives?|institutes?|solicitors?"
    "|services?|headteachers?|churches|bank|constabular(?:y|ies)|inspectorates?"
)
_SMALL = r"(?:of|for|and|&|the|in|on|to|with|upon|at|y|a|de|an)"
_WORD = r"(?:[A-Z][\w'’.&/-]{0,40}|[0-9]{1,3}[A-Za-z]{0,3}(?=\s[A-Z])|\([A-Z][\w .&'’-]{0,40}\))"
_CAPITAL = r"[A-Z][\w'’&/-]{0,40}"
_NAME = (
    rf"(?:Department|Ministry|Office)[ \n](?:for|of)(?:[ \n]the)?(?:[ \n]{_CAPITAL}){{1,3}}(?:,[ \n]{_CAPITAL}){{1,3}},?[ \n](?:and|&)(?:[ \n]{_CAPITAL}){{1,2}}"
    rf"|{_CAPITAL}(?:[ \n]{{1,12}}(?:{_SMALL}[ \n]{{1,12}}){{0,3}}(?:\([A-Z]{{2,4}}\)[ \n])?{_CAPITAL}){{0,14}}(?:[ \n](?:plc|ltd|llp|cic|cyf|limited)\b)?"
)
NAME = re.compile(
    rf"(?<![\w@./-])(?=[A-Z])(?P<name>{_NAME})(?:[ \n]{{1,3}}\([A-Z][A-Za-z&. -]{{1,14}}\))?(?P<now>[ \n]{{1,3}}\((?:now|formerly|previously)[^()]{{2,60}}\))?"
)
"""The name of a body."""
WORD = re.compile(r"(?<![\w@./-])[a-zA-Z]{2,20}(?![\w-])")
KIND = re.compile(_GENERIC, re.IGNORECASE)
"""The kind of a body: "council"."""
DESCRIBED = re.compile(
    r"(?<![\w-])(?:the|a|an|each|every|all|your|their|any)[ \n]{1,3}(?P<more>(?:(?!(?:of|for|to|by|and|or|is|are|was|in|on|with|that|which|who|from|at|as|same|following|above"
    r"|said|first|last|only|whole|entire|public|own|late|mix)\b)[a-zA-Z][a-z-]{1,20}[ \n]{1,3}){1,2})\Z"
)
"""What an article and a kind have between them: "the medicines regulator"."""
MODIFIERS = re.compile(
    r"(?<![\w-])(?!and\b|or\b)(?:(?:two|three|four|five|upper|lower|tier|other|relevant|individual|respective|appropriate|responsible|local|district|borough"
    r"|county|city|town|parish|unitary|neighbouring|advertising|bus|train|rail|water|energy|housing|health|mental|community|acute|primary|secondary"
    r"|care|third|party|external|private|social|host|lead|main|current|previous|former|national|regional|single|joint|own|highway|highways|planning"
    r"|education|visiting|service|transport|fire|rescue|police|academy|special|independent|upper-tier|lower-tier|managing|outside|named|ambulance|council|trust|licensing|awarding|professional|regulatory|commissioning|receiving|exam|examination|funding|voluntary|charitable"
    r"|retrieval|NHS|GP|FOI|registered|partner|constituent|member|whole|parent|letting|franchise|catering|cleaning|leisure|maintenance|IT|or|and)"
    r"[ \n-]{1,12}){1,6}\Z"
)
"""What tells more of a kind: "each upper-tier council"."""
QUANTITY = re.compile(
    r"\b(?P<words>each(?: of the)?|every|all(?: the)?|both|individual|those)[ \n]{1,12}\Z", re.IGNORECASE
)
BODY_WORD = re.compile(
    rf"\b(?:{_GENERIC}|service|services|england|scotland|wales|ireland|digital|resolution|ltd|limited|plc|llp|cic|cyf|nhs|group|executive|office|team"
    r"|unit|centre|commission|committee|panel|society|institute|foundation|network|treasury|care|recovery|housing|homes|water|advice|highways|company"
    r"|transport|standards|registry|ombudsman|adjudicator|executive|observatory|museum|library|constable|secretary of state|constabulary|ministry)\b",
    re.IGNORECASE,
)
LAST_WORD = re.compile(
    rf"(?:council|trust|board|authority|agency|police|constabulary|ltd|limited|plc|llp|cyf|cic|{'|'.join(short for kind in KINDS for short in kind.short)}|university|hospitals?|england|scotland|wales"
    r"|digital|resolution|college|school|executive|commission|foundation|hospice)\Z",
    re.IGNORECASE,
)
"""How a body's name ends where "and" begins another one."""
AND = re.compile(
    r"[ \n]{1,12}and[ \n]{1,12}(?P<the>the[ \n]{1,12})?(?!Crime|Rescue|Safety|Social|Community|Skills|Families|Fire|Young)"
)
SEVERAL = re.compile(
    r"\b(?:compan|charit|agenc|authorit|provider|operator|contractor|supplier|trust|council|firm|association)(?:ies|s)[,:] (?:the )?\Z",
    re.IGNORECASE,
)
"""What stands before a list of names: "the companies, Elm Buses and Ash Travel"."""
NEVER_FIRST = frozenset(
    "please the this that these those you your we our i it if in on at for from to as all any no not yes there here under where when what which who how"
    " some most many each every both other since until before after while although however but and or with by of a an see contact ask held published"
    " refer apply kindly visit go try write send via available he she they their them its his her note also so further figures copies copy details"
    " minutes appendix annex table page dear mr mrs ms dr because only".split()
)
"""Words with a capital that begin a sentence and no name."""
NO_BODY = NEVER_FIRST | frozenset(
    "information section regulation act foi foia foisa eir freedom request requests question questions data more part parts statistics january february"
    " march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday policy policies"
    " report reports website internet web link email e-mail financial year england wales scotland uk united kingdom parliament gdpr a&e pdf url excel"
    " xlsx csv fte wte north south east west gov.uk google facebook twitter contracts finder general manager publication scheme online search notes"
    " maintenance responsibility waits claims attached response answer thank sir madam yours national scottish welsh english irish british nhs"
    " highways fees whether cases use prescription".split()
)
"""Words that stand alone with a capital, and are no bodies."""
DOCUMENT = re.compile(
    r"[ \n]{1,12}(?:APP|[Ww]eb ?sites?|[Ss]ite|[Dd]ata|[Ss]tatistics|[Dd]ashboards?|[Rr]eports?|[Rr]eturns?|[Pp]ages?|[Pp]olic(?:y|ies)|[Gg]uidance|[Pp]ublications?"
    r"|[Rr]egisters?|[Aa]ct|[Rr]egulations?|[Pp]ortal|[Tt]eam|[Aa]nnual.{0,30}|[Mm]inutes|[Pp]apers)\Z"
)
INTERNAL = re.compile(
    r"(?:.* )?(?:committee|cabinet|full council|scrutiny|governing body|secretary|directors|audit)",
    re.IGNORECASE,
)
"""A part of the body that answers, more often than not."""
SELF = re.compile(
    r"(?:trust|council|board|ccgs?|icb|department|agency|authority|university|school|college|force|constabulary|service|office|company|commission"
    r"|ministry|panel|health board|hospital|academy|partnership|police|corporation|regulator|college|fund|commissioner|board|executive|institute"
    r"|association|foundation|group|federation|organisation)",
    re.IGNORECASE,
)
"""What a body calls itself with "the"."""

# --- what stands before whoever is to be asked -----------------------------------------------

ARTICLES = frozenset(
    "the a an your their its our his each every all any both either those these individual relevant appropriate local".split()
)
"""Words between the word that sends to somebody and his name."""
SENDING = frozenset(
    "contact contacting approach approaching ask asking consult consulting try trying email e-mail e-mailing emailing telephone phone".split()
)
"""Verbs that send to whoever is named behind them."""
SENDING_WITH = {
    "to": frozenset(
        "write writing apply applying refer referring direct directing redirect redirecting re-direct address put send sending submit submitting make"
        " go goes pass forward speak turn signpost belong belongs complain".split()
    ),
    "of": frozenset("asked request responsibility remit property job business task concern those hands".split()),
    "with": frozenset("lies lie rests rest sits sit dealt deal contact take taken raise raised".split()),
    "at": frozenset("contact asked".split()),
    "for": frozenset("matter matters question questions one part is are be this that".split()),
    "from": frozenset(
        "available obtained requested sought obtainable got had requesting come purchased bought ordered borrowed downloaded".split()
    ),
}
"""Verbs and nouns that send to somebody by way of such a word, a few words on."""
SENT_TO = frozenset(
    "applied referred directed redirected addressed submitted made sent passed forwarded transferred signposted put asked reported".split()
)
"""What a request is to be, where "be" stands before: "should be directed to"."""
BESIDE = frozenset({"of", "for"})
"""Such words that count only right behind: "a matter for", "the responsibility of"."""
DOING_WITH = {
    "by": frozenset(
        "held kept provided published compiled collected recorded commissioned managed run issued handled maintained let produced owned determined"
        " administered operated delivered brought employed collated planned hosted led set carried dealt undertaken funded overseen made taken"
        " decided inspected licensed enforced policed investigated prosecuted regulated repaired cleaned installed supplied gathered done outsourced contracted downloaded checked".split()
    ),
    "to": frozenset(
        "transferred moved passed outsourced contracted delegated devolved makes return returns returned reported notified delivered handed leased known".split()
    ),
    "of": frozenset(
        "website websites site page pages register dashboard dashboards portal partners officers staff".split()
    ),
    "from": frozenset("website site page pages register dashboard portal".split()),
    "with": frozenset("stay stays stayed remain remains remained".split()),
}
"""Words that say who does or has something."""
WOULD_BE = frozenset("would will should may might must".split())
"""What makes "be with" and a name say who has something."""
SERVING = frozenset(
    "provider operator contractor supplier company manufacturer landlord regulator owner firm publisher".split()
)
"""Kinds that are told by name: "the provider is Garreg Homes"."""
OWNING = frozenset("is are was were".split())
"""Verbs that send to somebody only where they say that something is his: "the station is the water company's"."""
LOOK_BACK = 8
"""Words between a verb and what it sends with: "submit your request for this to"."""
OF_THEM = re.compile(r"(?:\b(?:each|all|both|any) of them ?[(:–-]|\bthe following:?) ?\Z", re.IGNORECASE)
"""What stands before a list of whom to ask."""

# --- what stands behind ----------------------------------------------------------------------

CAN_TELL = re.compile(
    r"(?:,| is| are|, which is|, who are)[ \n]{1,3}an?[ \n]{1,3}(?:separate|different|independent|public)[ \n]{1,3}(?:public |legal )?(?:authority|body|organisation|entity|company)|(?: station| office| team)?(?: in which[^.;,]{1,40}?| which[^.;,]{1,40}?|,? as (?:the|its|their) [^.;,]{3,50}?)?[,)]?[ \n]{1,12}(?:(?:who|which|and|they|it|that)[ \n]{1,12})?(?:also[ \n]|itself[ \n]|directly[ \n]|now[ \n])?(?:"
    r"(?:may|might|would|will|should|could|ought to)[ \n]{1,12}(?:also |well |then |still )?(?:be (?:able|in a position|holding|the|best)|hold|have|know|help|assist|show|be the place)"
    r"|(?:is|are)[ \n]{1,12}(?:the[ \n])?(?:responsible|body|bodies|ones?\b|best placed|better placed|likely to|in a position|data controller)"
    r"|,?[ \n]?(?:to|from|with|of)[ \n](?:whom|which[ \n](?:you|your[ \n]request))\b|,?[ \n]?who(?:m)?[ \n](?:you|should|may|can)|to be contacted|(?:should|would have to|will have to|must|needs? to|can|may) be (?:asked|contacted|approached)|to say\b|to answer\b|to decide\b)",
    re.IGNORECASE,
)
DOES_IT = re.compile(
    r"(?:[ \n]{1,12}\([^()]{1,40}\))?,?[ \n]{1,12}(?:(?:who|which)[ \n]{1,12})?(?:also[ \n]|now[ \n]|in turn[ \n]|itself[ \n])?(?:holds?|publish(?:es)?|collects?|keeps?|commissions?|compiles?|runs?|owns?|deals?|chairs?"
    r"|collates?|maintains?|manages?|provides?|operates?|administers?|employs?|issues?|writes?|took over|records?|gathers?|handles?|has (?:this|these|the|its|a monitoring|figures|statistics|data)"
    r"|have (?:this|these|the)|sends?|took|did|conducts?|conducted|undertook|monitors?|produces?|has an? (?:\w{1,12} )?(?:draft|copy|record|list|register|version))\b",
    re.IGNORECASE,
)
WEBSITE = re.compile(
    r"(?:['’]s?)?(?:[ \n]{1,12}own)?[ \n]{1,12}(?:web ?sites?|web pages?|sites?|pages?|disclosure log|publication scheme|annual (?:\w{1,12} )?(?:statistics|report|return)|national \w{1,12} audit"
    r"|dashboards?|public register|open data|transparency (?:data|pages?))\b(?! (?:of|on) our\b)",
    re.IGNORECASE,
)
BELONGINGS = re.compile(
    r"['’]s?[ \n]{1,3}(?:own )?(?:[A-Z][\w-]{1,20}[ \n]{1,3}){1,5}(?:has|have|holds?|publish\w{0,2}|may|might|would|is the)\b|['’]s?[ \n]{1,3}(?:\w{1,20} )?statistics\b"
)
"""What belongs to a body and holds the answer: "the agency's National Audit has this"."""
POSSESSIVE = re.compile(r"['’]s?(?!\w)")
OWNER = re.compile(
    r"(?<=[a-zA-Z])(?:['’]s|(?<=s)['’])(?!\w)(?![ \n]{1,3}(?:Union|Hospital|Trust|College|School|Commissioner|Partnership|NHS|University|Council|Service|Office|Board|Children|Foundation|and)\b)"
)
"""Where a name goes on with what belongs to it: "the Trust's FOI Co-ordinator", but "Queen's University"."""
JOIN = re.compile(
    r"(?: [–—-]|,|:)? ?_{3,},? ?[•*-]? ?\Z|(?:,? (?:at|on|via) _{3,})?(?:[ \n]{1,12}\([^()\n]{1,30}\))?[ \n]{0,3}(?:,|,?[ \n]{1,12}(?:and|or)\b|/|;)[ \n]{1,12}(?:else[ \n]{1,12})?(?:the[ \n]{1,12}|to[ \n]{1,12}|for[ \n]{1,12}|from[ \n]{1,12}|each[ \n]{1,12}){0,2}\Z",
    re.IGNORECASE,
)
APPOSED = re.compile(
    r"(?:['’]s?[ \n]{1,3}(?:own )?web ?sites?)?(?:,| \(| [-–—]|:)[ \n]{0,3}(?:the )?\Z|[ \n]{1,3}\Z", re.IGNORECASE
)
"""What stands between a body's kind and its name: "the regulator, Ofcom"."""
EXPLAINED = re.compile(r",[ \n]{1,3}(?:which is |who are )?(?:a|an|the)[ \n]{1,3}\Z", re.IGNORECASE)
"""What stands between a body's name and its kind: "Garreg Homes, a housing association"."""
LISTED = re.compile(r"\b(?:and|or)\b", re.IGNORECASE)
THEM = re.compile(
    r"\b(?:ask|asking|contact|contacting|approach|try|e-?mail|(?:to|from|with|by))[ \n]{1,3}(?:(?:them|it|each of them|the (?:company|contractor|provider|operator|firm|charity)|that (?:Trust|Council|body))(?=[\s.,;:)])|(?:each|either|both|those)(?= ?(?:[.,;:)]|for\b)|\Z))"
    r"|\beach (?:of them )?(?:has|holds?|publish)"
    r"|(?<=[.;] )(?:it|they) (?:may|might|will|should|would)(?: well)? (?:be able to (?:help|assist|tell)|have (?:it|this|these|the)|hold|know)\b"
    r"|\bto whom\b|\bfrom whom\b|\bwhom you\b|\bwho (?:you )?(?:should|may|can) (?:be contacted|wish|contact)",
    re.IGNORECASE,
)
"""Words that send to a body named before."""
HELP = re.compile(
    r"\bif you (?:have|need|require|would like|want|wish|are)\b(?: \w{1,12}){0,3} (?:difficult\w*|quer(?:y|ies)|questions?|another format|help|assistance|problems?|concerns?"
    r"|unhappy|dissatisfied|not (?:satisfied|happy|content)|review|complain)",
    re.IGNORECASE,
)
"""A sentence that offers help, or a review, and sends nobody elsewhere for an answer."""
PAPERS_AFTER = re.compile(r"(?: (?!and|or)[a-z]{1,12})? (?:papers|minutes|reports?|section|accounts|agendas?)\b")
"""What is a body's and no body itself: "the Cabinet papers"."""
OWN_BEFORE = re.compile(
    r"\b(?:(?:our|my|this)[ \n]{1,3}(?:own )?|successor (?:to|of)[ \n]{1,3}(?:the[ \n]{1,3})?)\Z", re.IGNORECASE
)
"""What stands before the body itself, or before one that is no more."""
NOT_AFTER = re.compile(
    r"(?:[ \n]{1,3}itself)?[ \n]{1,3}(?:(?:does|do|is|are|has|have|was|were|did|can|could|will|would)[ \n]{1,3}(?:not|no)\b|(?:does|do|is|has|did|can)n['’]t|cannot|never)",
    re.IGNORECASE,
)
SENDS = re.compile(
    r"_{4}|\b(?:contact\w{0,3}|please|you (?:may|might|should|could|can|will|would|need|must|ought)|request\w{0,3}|appl(?:y|ied)|asked|ask|refer|direct|redirect|address\w{0,2}|whom|sought|website|web site|publish\w{0,3}"
    r"|responsib\w{3,6}|matter for|do(?:es)? not hold|not held|(?:held|kept|published|compiled) by|available (?:from|on|at)|section 21|not be held|enquir\w{1,5}|wish to|able to)\b",
    re.IGNORECASE,
)
"""Signs that a sentence sends the reader somewhere."""
SENTENCE = re.compile(r"(?<=[.!?])[)\"”’]?[ \n]{1,12}(?=[A-Z(\[])|\n[ \t]{0,9}\n")
SHORT = 10
"""Words up to which an answer is little but a name."""
