"""Words that send a reader elsewhere, or say who holds, does or runs what was asked about. No logic lives here."""

from __future__ import annotations

SENDING = frozenset(
    "contact contacting approach approaching approached ask asking asked consult consulting try trying email"
    " e-mail telephone phone write writing apply applying applied refer referring referred direct directing"
    " directed redirect redirected address addressed put send sending sent submit submitting submitted make"
    " made go speak turn signpost signposted request requested requesting obtain obtained obtainable sought"
    " seek enquire enquiries visit transferred forwarded passed pointed raise raised".split()
)
"""Verbs that send somebody to whoever is named near them."""
HOLDING = frozenset(
    "hold holds held keep keeps kept publish publishes published collect collects collected record records"
    " recorded compile compiles compiled collate collates collated maintain maintains maintained have has own"
    " owns owned know knows available data figures statistics register".split()
)
"""Words of having what was asked about."""
DOING = frozenset(
    "responsible responsibility responsibilities matter remit lies rests sits run runs manage manages managed"
    " commission commissions commissioned operate operates operated provide provides provided administer"
    " administers administered deliver delivers delivered deal deals dealt employ employs employed fund funds"
    " funded enforce enforces enforced regulate regulates regulated issue issues issued decide decides decided"
    " licence licences licensed business concern job task contract contracted outsourced".split()
)
"""Words of doing, or answering for, what was asked about."""
REFUSING = frozenset("not no never cannot nor neither nobody none don't doesn't isn't didn't".split())
"""Words that deny."""
THEM = frozenset("them they it him her whom who each both either those".split())
"""Words for a body that was named before."""
COMPLAINING = frozenset(
    "complain complaint complaints review unhappy dissatisfied appeal ombudsman difficulty queries query"
    " questions assistance".split()
)
"""Words of complaints and help, which send nobody elsewhere for an answer."""
