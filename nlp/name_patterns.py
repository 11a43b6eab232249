"""Word patterns of the names and kinds of bodies. No logic lives here.

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
_UNUSUAL = (
    "consorti(?:um|a)|districts?|count(?:y|ies)|garages?|centres?|clinics?|networks?|teams?|managers?|directors?|directorates?|firms?|museums?|librar(?:y|ies)"
    "|masters?|units?|laborator(?:y|ies)|labs?|couriers?|publishers?|inspectors?|vendors?|owners?|parliament|government|developers?|agents?"
    "|vets?|dentists?|opticians?|office|groups?|committees?|offices|trusts?|stations?|officers?|hosts?|keepers?|theatres?|secretary|administrators?"
)
"""Kinds of those who may know, which are seldom meant."""
_SMALL = r"(?:of|for|and|&|the|in|on|to|with|upon|at|y|a|de|an)"
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
KIND = re.compile(f"{_GENERIC}|{_UNUSUAL}", re.IGNORECASE)
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
    r"|transport|standards|registry|ombudsman|adjudicator|observatory|museum|library|constable|secretary of state|constabulary|ministry)\b",
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
    " xlsx csv fte wte north south east west gov.uk facebook twitter contracts finder general manager publication scheme online search notes"
    " maintenance responsibility waits claims attached response answer thank sir madam yours national scottish welsh english irish british nhs"
    " highways fees whether cases use prescription sorry people everybody everyone nobody one once unfortunately".split()
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
    r"|ministry|panel|health board|hospital|academy|partnership|police|corporation|regulator|fund|commissioner|executive|institute"
    r"|association|foundation|group|federation|organisation)",
    re.IGNORECASE,
)
"""What a body calls itself with "the"."""
OWNER = re.compile(
    r"(?<=[a-zA-Z])(?:['’]s|(?<=s)['’])(?!\w)(?![ \n]{1,3}(?:Union|Hospital|Trust|College|School|Commissioner|Partnership|NHS|University|Council|Service|Office|Board|Children|Foundation|and)\b)"
)
"""Where a name goes on with what belongs to it: "the Trust's FOI Co-ordinator", but "Queen's University"."""
SENTENCE = re.compile(r"(?<=[.!?])[)\"”’]?[ \n]{1,12}(?=[A-Z(\[])|\n[ \t]{0,9}\n")
JOINT = re.compile(
    r"(?:,?[ \n]{1,12}(?:in|on|to|with|at|from|for|of|upon|and)(?:[ \n]{1,12}(?:the|a|an|each|every|all)(?![\w-]))?[ \n]{1,12}|[ \n]{1,12}the[ \n]{1,12}|[ \t]{0,9}\n[ \t]{0,9})"
)
"""Where a run of words with capitals may hold more than a name: "one for the Care Commission"."""
BELONGING = re.compile(
    r"[ \n]{1,3}(?:of|for|at|in)[ \n]{1,3}(?:(?:the|your|that|each|every|their)[ \n]{1,3}){0,2}", re.IGNORECASE
)
"""What stands between a kind and whose it is: "the registrar for the district"."""
NATIONAL = re.compile(
    r"\b(?:(?:Of(?:sted|com|gem|wat|qual|s|lot)|Estyn|DVLA|DVSA|DVA|HMRC|HMCTS|HMPPS|HMP|MHRA|CQC|RQIA|GMC|NMC|HCPC|FSA|FCA|HSE|HSENI|EA|SEPA|NRW|ONS|NRS|NISRA|DfE|DfT|DWP|DHSC|MHCLG|DLUHC|DCMS|DEFRA|Defra|MoJ|MOJ"
    r"|MOD|MoD|CPS|COPFS|PSNI|NPCC|NHSE|NHSBSA|UKHSA|UCAS|HESA|OfS|SQA|SFC|POPLA|LGO|LGSCO|PHSO|SPSO|IOPC|RSPCA|RNLI|BBC|BSO|NHSI|NICE|STA|ESFA|CMA|ORR|CAA|VCA|RPA|APHA|JNCC)\b|NHS (?:England|Digital|Scotland|Wales|Improvement)"
    r"|Home Office|Cabinet Office|Treasury|Companies House|Land Registry|Ordnance Survey|Historic England|Natural England|NatureScot|Sport England|Arts Council|Police Scotland"
    r"|Transport (?:for London|Scotland|for Wales)|National Highways|Highways England|Network Rail|Met Office|Charity Commission|Electoral Commission|Audit Scotland|Audit Office|National Archives|Parliament"
    r"|(?:Scottish|Welsh|UK) Government|Welsh Assembly|Environment Agency|Food Standards|Health and Safety Executive|Care Inspectorate|Care Quality|Public Health (?:England|Wales|Scotland)"
    r"|(?:Department|Ministry|Secretary of State) (?:for|of)|Healthcare Improvement|HM [A-Z]|Crown |National )"
)
"""Names of bodies that are known all over the country."""
