"""How a label spells the number that a figure gives: ``310``, ``31000..33000``, ``>=80``, ``~200``.

The spelling is canonical: no thousands separators, no idle zeros.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal

from nlp.types import Bound, Value

_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_VALUE = re.compile(rf"(?P<sign><=|>=|<|>|~)?(?P<only>{_NUMBER})|(?P<low>{_NUMBER})\.\.(?P<high>{_NUMBER})")
_SIGNS = {
    "": Bound.EXACT,
    "~": Bound.ABOUT,
    "<": Bound.LESS_THAN,
    "<=": Bound.AT_MOST,
    ">": Bound.MORE_THAN,
    ">=": Bound.AT_LEAST,
}
_SPELT = {bound: sign for sign, bound in _SIGNS.items()}
_OPEN_BELOW = (Bound.LESS_THAN, Bound.AT_MOST)
_OPEN_ABOVE = (Bound.MORE_THAN, Bound.AT_LEAST)


def parse_value(written: str) -> Value:
    """The value that a label spells (``31069``, ``31000..33000``, ``>=80``, ``~200``, ``?``).

    Raises ``ValueError`` with one sentence if it spells none.
    """
    compact = written.replace(",", "")
    if compact == "?":
        return Value(Bound.SUPPRESSED, None, None)
    match = _VALUE.fullmatch(compact)
    if match is None:
        raise ValueError(f"{written!r} is no value; write it as 310, 12.5, 310..330, >=80, >80, <=18, <5, ~200 or ?")
    if match["only"] is None:
        low, high = _number(match["low"]), _number(match["high"])
        if low > high:
            raise ValueError(f"the range {written!r} runs backwards; write the lower number first")
        return Value(Bound.RANGE, low, high)
    bound, number = _SIGNS[match["sign"] or ""], _number(match["only"])
    return Value(bound, None if bound in _OPEN_BELOW else number, None if bound in _OPEN_ABOVE else number)


def format_value(value: Value) -> str:
    """How a label spells ``value``; raises ``ValueError`` if its ends do not suit its bound."""
    if value.bound is Bound.SUPPRESSED:
        written = "?"
    elif value.bound is Bound.RANGE:
        written = f"{_decimal(value.low)}..{_decimal(value.high)}"
    else:
        written = _SPELT[value.bound] + _decimal(value.high if value.low is None else value.low)
    if parse_value(written) != value:
        raise ValueError(f"low={value.low} and high={value.high} do not suit the bound {value.bound.value!r}")
    return written


def _number(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits[:12]}… is too large a number; check it against the letter")
    return number


def _decimal(number: float | None) -> str:
    if number is None or not math.isfinite(number):
        raise ValueError(f"a figure cannot have the value {number}")
    return str(int(number)) if float(number).is_integer() else format(Decimal(repr(float(number))), "f")
