"""Families of words that tell an answer's status whatever the letter is about. No logic lives here.

A word stands in one family: the first that names it. To teach the model that a word is like
others, add it to theirs and train again.
"""

from __future__ import annotations

FAMILIES = {
    "NOT": "not no never none neither nor nil without cannot",
    "UNABLE": "unable impossible inability",
    "ABLE": "possible able practicable feasible readily easily practical",
    "NOTHING": "nothing nobody nowhere zero noone",
    "FEW": "only little limited partly partial part some",
    "HOLD": "hold held holds holding possess possesses possession own",
    "RECORD": (
        "record recorded records recording log logged logs capture captured captures collect "
        "collected collects collecting collate collated collation compiled compile gather "
        "gathered monitor monitored monitors monitoring track tracked tracks keep keeps kept "
        "keeping store stored stores retain retained retains noted note notes coded code "
        "codes flag flagged count counted counts counting measured measure entered enter "
        "asked registered"
    ),
    "SPLIT": (
        "split splits separate separated separately separates separable breakdown broken "
        "break breaks disaggregate disaggregated distinguish distinguished distinguishes "
        "distinguishing identify identified identifies identifiable identifying extract "
        "extracted extractable isolate isolated apportion apportioned attributed attribute "
        "analysed analyse analysis differentiate segregated reportable retrievable searchable "
        "reported report reports itemised calculated calculate derive derived matched"
    ),
    "DATA": (
        "data information records figures figure number numbers statistics breakdown detail "
        "details field fields system systems database format totals total"
    ),
    "LOST": (
        "destroyed deleted lost disposed destroy mislaid missing survive survives survived "
        "traced trace shredded overwritten archive archived found locate located search "
        "searched looked"
    ),
    "KNOW": "know known knows unknown aware tell say nk",
    "SIGHT": ("sight sighted seen copies copied supplied receive received sent passed given"),
    "HAVE": "have has had having exist exists existed existing is are was were",
    "SUCH": (
        "such any specific specifically particular formal dedicated specialist specialised "
        "separate standalone designated discrete sole named"
    ),
    "SERVICE": (
        "service services team teams provision scheme schemes programme programmes project "
        "clinic clinics unit pathway offer group groups network initiative"
    ),
    "POST": (
        "post posts role roles officer officers lead champion worker workers staff staffed "
        "practitioner employ employs employed appoint appointed appointment vacancy recruited "
        "nurse midwife"
    ),
    "POLICY": (
        "policy policies strategy strategies plan plans protocol protocols guidance guideline "
        "guidelines procedure procedures target targets framework scheme agreement contract "
        "contracts document documents"
    ),
    "COMMISSION": (
        "commission commissioned commissions commissioning fund funded funds funding procure "
        "procured purchase purchased buy buys pay pays contracted"
    ),
    "RUN": (
        "run runs running operate operates operated operating provide provides provided "
        "providing offer offers offered offering deliver delivers delivered delivering accept "
        "accepts accepted use uses used using utilise utilises utilised adopt adopted "
        "introduce introduced establish established set implement implemented maintain "
        "maintains carry carries carried undertake undertakes undertaken issue issued need"
    ),
    "CLOSED": (
        "closed ceased ended ends stopped withdrawn paused suspended decommissioned disbanded "
        "discontinued abolished scrapped wound lapsed expired vacant"
    ),
    "PLANNED": (
        "plans planned planning intend intends intention proposed proposal proposals future "
        "considering considered consider pilot trial yet currently present"
    ),
    "CONTACT": (
        "contact contacting redirect redirected direct directed directing approach write ask "
        "try enquire enquiries ring telephone phone email submit redirecting signpost refer "
        "referred"
    ),
    "PUBLIC": (
        "published publish publishes publication publications publicly website web online "
        "internet page pages link links accessible downloaded download site portal gov "
        "contracts finder notice agenda"
    ),
    "AVAILABLE": ("available obtained obtainable obtain viewed view read reachable accessed access inspected"),
    "MATTER": ("matter matters responsibility responsible remit belongs belong business concern rests lies falls fall"),
    "ORG": (
        "trust council councils board icb ccg university authority force department agency "
        "ministry office school schools body bodies provider providers company companies "
        "contractor contractors supplier practice practices nhs england scotland wales "
        "government police borough county district college regulator commissioner "
        "commissioners hospital academy employer"
    ),
    "OTHERS": "they them their theirs elsewhere other another others he she",
    "WE": "we our us ours i me my ourselves",
    "YOU": "you your",
    "EXEMPT": "exempt exemption exemptions exempted exception exceptions exempts",
    "WITHHOLD": (
        "withhold withheld withholding withholds refuse refused refusing refusal decline "
        "declined redact redacted redactions omitted removed blanked"
    ),
    "DISCLOSE": ("disclose disclosed disclosure disclosing release released releasing reveal revealed revealing"),
    "HARM": (
        "prejudice prejudicial harm harmful inhibit undermine damage endanger identification "
        "identities distress deter risk likely"
    ),
    "CONFIDENCE": ("confidential confidence confidentiality sensitive privileged privilege commercially commercial"),
    "PERSONAL": "personal individual individuals individually living privacy",
    "COST": (
        "cost limit exceed exceeds exceeding hours appropriate excess burden burdensome "
        "manual manually minutes disproportionate fees threshold"
    ),
    "CONFIRM": "confirm deny confirming denying",
    "INTEREST": "interest balance outweighs outweigh weighing engaged",
    "VEXATIOUS": "vexatious manifestly unreasonable harassing repeated",
    "SECTION": "section sections regulation article paragraph act foia foisa eir foi",
    "ATTACH": (
        "attached attachment attachments appendix annex annexe enclosed enclosure spreadsheet "
        "schedule tab sheet worksheet copy accompanying"
    ),
    "BELOW": ("below above overleaf following follows table listed list shown set overpage"),
    "YES": "yes certainly indeed correct affirmative",
    "SEE": "please see refer",
    "CLARIFY": (
        "clarify clarification rephrase frame specify unclear mean meant comment opinion view "
        "views hypothetical speculate narrow reframe understand"
    ),
    "NOT APPLICABLE": "xna applicable",
    "BUT": ("but however although though except apart while whereas nevertheless instead rather"),
    "BECAUSE": "because since therefore due reason",
    "WHICH": "which that who whose",
    "FUTURE": "will would shall may might could",
    "FIGURE": "xnum xmoney xpct xword",
    "LINK": "xlink xmail xphone",
    "EXEMPTED": "xexempt",
    "TOO DEAR": "xcost",
    "VEXED": "xvexatious",
    "LATER": "xfuture",
    "REACHABLE": "xelsewhere xreachable",
    "NOTICE": "xnotice xnotheld",
    "WHEN": "xyear xmonth",
}

FUNCTION_WORDS = (
    "the a an of to in on for by with from at as this that these those it its be been being "
    "do does did can could should "
    "and or if so all each there here when what where how yet still also too than more less"
)
"""Words that say nothing of the topic and hold a frame together."""

ENDINGS = ("ings", "ing", "ied", "ies", "ed", "es", "s", "ly")
"""Endings that are cut so that forms of one word count as one, longest first."""

OPENERS = frozenset(
    ("yes no none nil not zero neither nothing please there never xna xnum xmoney xword xyear xpct").split()
)
"""First words that say much about the answer."""

TELLING = frozenset(
    (
        "NOT",
        "UNABLE",
        "EXEMPT",
        "WITHHOLD",
        "COST",
        "LINK",
        "CONTACT",
        "REACHABLE",
        "EXEMPTED",
        "TOO DEAR",
        "FIGURE",
        "ATTACH",
        "HOLD",
        "RECORD",
        "SPLIT",
        "CLOSED",
        "YES",
        "NOT APPLICABLE",
        "CLARIFY",
        "PUBLIC",
        "MATTER",
        "KNOW",
        "NOTICE",
    )
)
"""Families of which it matters that two of them meet anywhere in an answer."""
