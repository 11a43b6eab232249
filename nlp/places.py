"""The kinds of places in a letter that tell who answers whom, when and under which law, and how often each is right."""

from __future__ import annotations

from enum import StrEnum


class Place(StrEnum):
    """The kinds of places, in the order in which they are asked for each particular.

    The order goes by what is told, not by how sure it is: a day on which the request was received says more than the
    one on which it was made.
    """

    AUTHORITY_HEAD = "letterhead"
    AUTHORITY_SIGNATURE = "signature"
    AUTHORITY_FOOT = "foot"
    AUTHORITY_ADDRESSED = "addressed by the request"
    AUTHORITY_PROSE = "named in the text"
    REFERENCE_OURS = "our reference"
    REFERENCE_MARKED = "reference"
    REFERENCE_REQUEST = "number of the request"
    REFERENCE_KEYED = "FOI and a number"
    REFERENCE_ALONE = "a number by itself"
    REQUESTED_RECEIVED = "request received"
    REQUESTED_LABEL = "label of the request's day"
    REQUESTED_THREAD = "request received, in the thread"
    REQUESTED_MADE = "request made"
    REQUESTED_SENT = "e-mail of the request"
    REPLIED_LABEL = "label of the reply's day"
    REPLIED_ROW = "a day by itself"
    REPLIED_SENT = "e-mail of the reply"
    REGIME_STATED = "law answered under"
    REGIME_NAMED = "law named"
    NATION_SIGN = "law or regulator of one nation"
    NATION_KIND = "kind of body of one nation"
    NATION_LOCAL = "local body under the Information Commissioner"


SURE = {
    Place.AUTHORITY_HEAD: 0.99,
    Place.AUTHORITY_SIGNATURE: 0.95,
    Place.AUTHORITY_FOOT: 0.88,
    Place.AUTHORITY_ADDRESSED: 0.75,
    Place.AUTHORITY_PROSE: 0.94,
    Place.REFERENCE_OURS: 0.95,
    Place.REFERENCE_MARKED: 0.98,
    Place.REFERENCE_REQUEST: 0.93,
    Place.REFERENCE_KEYED: 0.97,
    Place.REFERENCE_ALONE: 0.83,
    Place.REQUESTED_RECEIVED: 0.95,
    Place.REQUESTED_LABEL: 0.86,
    Place.REQUESTED_THREAD: 0.67,
    Place.REQUESTED_MADE: 0.97,
    Place.REQUESTED_SENT: 0.83,
    Place.REPLIED_LABEL: 0.93,
    Place.REPLIED_ROW: 0.98,
    Place.REPLIED_SENT: 0.86,
    Place.REGIME_STATED: 0.97,
    Place.REGIME_NAMED: 0.97,
    Place.NATION_SIGN: 0.94,
    Place.NATION_KIND: 0.98,
    Place.NATION_LOCAL: 0.97,
}
"""The share of letters in which each kind of place is right: ``(right + 1) / (read + 2)``.

Counted on the training letters in ``training/corpus/particulars.csv``, and printed as it stands here by
``python benchmarks/particulars.py --side train --places``. A place that was seen but a few times is not held for
certain, and one that was never seen right is none to read from.
"""
