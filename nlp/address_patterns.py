"""Patterns of e-mail addresses and links, as letters and what converted them write them. No logic lives here.

Every pattern is linear: repeats are bounded or possessive, and none can restart inside its own match.
"""

from __future__ import annotations

import re

EMAIL = re.compile(
    r"(?<![\w.+&'’@/%-])(?:mailto:)?(?P<address>[A-Za-z0-9][\w.+&'’-]{0,63}@(?:[ \t]?\n[ \t]{0,9}| (?=[a-z]))?(?P<host>[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}))"
)

_TOP = (
    r"(?:gov|org|co|ac|nhs|police|sch|net|mod|parliament|nhsbsa)\.uk|gov\.(?:scot|wales|uk)|(?:com|org|net|info|eu|scot|wales|cymru|london|uk|int"
    r"|example)"
)
_MARKS = r"\s<>\"“”|\[\]{}"
LINK = re.compile(
    rf"(?:https?://|(?<![\w.@/-])www\.)[^{_MARKS}]{{2,2000}}+"
    rf"|(?<![\w.@/%=-])[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{0,6}}?\.(?:{_TOP})(?![\w@-])(?!\.\w)(?:/[^{_MARKS}]{{0,2000}}+)?"
    rf"|(?<![\w.@/-])GOV\.UK(?![\w@-])(?!\.\w)(?:/[^{_MARKS}]{{0,2000}}+)?"
)
"""A link with its scheme, with "www." or as a bare host with a known ending."""
SIGN = re.compile(r"http|www\.|\.(?:uk|com|org|net|info|eu|scot|wales|cymru|london|int|example)\b", re.IGNORECASE)
"""What every link has, which spares most answers the search for one."""
HREF = re.compile(
    r"<a\s[^<>]{0,1000}?href\s{0,3}=\s{0,3}(?P<quote>[\"']?)(?P<target>[^\"'<>\s]{1,2000})", re.IGNORECASE
)
OPEN_HREF = re.compile(r"<a\s[^<>]{0,2000}>(?:\s|<(?!/?a\b)[^<>]{0,200}>|\[){0,20}\Z", re.IGNORECASE)
"""A link's tag right before an answer whose words it wraps."""
MARKDOWN = re.compile(
    r"\]\(\s?<?(?P<target>(?:https?://|www\.|mailto:)[^\s()<>]{1,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,500})?)"
)
FOOTNOTE = re.compile(r"\[(?P<number>\d{1,2})\](?=\s{0,3}\S)")
"""A reference that an e-mail program put before the words of a link."""
REFERENCES = re.compile(r"^[ \t>]{0,12}(?:References|Visible links)[ \t]{0,20}$", re.MULTILINE)
REFERENCE = re.compile(r"^[ \t>]{0,12}(?P<number>\d{1,2})\.[ \t]{1,3}(?P<target>\S{4,2000}+)", re.MULTILINE)

TRAILING = ".,;:!?'’‘*_…"
GOES_ON = re.compile(
    r"[ \t]{0,3}\r?\n[ \t>]{0,12}(?P<rest>[^\s<>\"|\[\]{}]{1,500}+)(?P<alone>(?=[ \t.]{0,9}(?:\n|\Z)))?"
)
"""What may be the rest of a link on the next line."""
OPEN_END = re.compile(r"[/_=&?%#~+-]\Z")
OPEN_START = re.compile(r"[/_=&?%#~-]\S")
WRAPPED = re.compile(
    r"safelinks\.protection|urldefense|/url\?|linkprotect|protect\.|mimecast|proofpoint", re.IGNORECASE
)
"""Services that pack a link into one of their own, with the target in the query."""
TARGETS = ("url", "u", "q", "a", "domain")
URLDEFENSE = re.compile(r"/v3/__(?P<target>.{4,2000}?)__;", re.IGNORECASE)
COMMISSIONERS_HOST = re.compile(
    r"(?:^|[./@])(?:ico\.(?:org\.uk|gov\.uk|example)|itspublicknowledge\.info|foi\.scot)", re.IGNORECASE
)
"""Hosts of those to whom a refusal can be complained of, who answer nothing themselves."""
