"""What can be set when the models are fitted: features, weights and regularisation.

Which values are best is searched for by cross-validation; what reads letters afterwards is in the fitted models.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from nlp.errors import FoiError


@dataclass(frozen=True, slots=True)
class RoleSettings:
    """Of the model of lines.

    ``words``, ``edges`` and ``shape`` weigh the parts of a line in the regression on its looks, ``fewest`` is in how
    many lines a word must stand. ``hidden`` is the size of a network's hidden layer, ``blanked`` the share of its
    inputs that is blanked while it learns, ``penalty`` that on its weights, ``networks`` how many are asked.
    """

    words: float = 2.0
    edges: float = 0.5
    shape: float = 0.5
    fewest: int = 3
    hidden: int = 128
    blanked: float = 0.3
    penalty: float = 1e-3
    networks: int = 4


@dataclass(frozen=True, slots=True)
class StatusSettings:
    """Of the model of statuses.

    ``strength`` is the inverse of the regression's penalty, ``fewest`` in how many answers a term must stand.
    ``cell_weight`` and ``prose_weight`` weigh a table's cells, which say the same thing many times over, and other
    answers. ``lean`` is added to the log-odds of ``provided``: letters are labelled for their rare statuses, letters
    at large mostly give what was asked. ``new_weight`` is how many times over answers in newly labelled letters are
    learnt. ``leeway`` is how far the regression may move for the letters of one campaign: the variance of a prior
    around what all letters taught.
    """

    strength: float = 7.0
    fewest: int = 3
    cell_weight: float = 0.4
    prose_weight: float = 1.15
    lean: float = 0.5
    new_weight: float = 3.0
    leeway: float = 20.0


@dataclass(frozen=True, slots=True)
class FigureSettings:
    """Of the model of figures.

    ``strength`` is the inverse of the regression's penalty, ``fewest`` in how many texts a token must stand,
    ``far_weight`` what an answer's question and headings weigh against the words round the number.
    """

    strength: float = 30.0
    fewest: int = 2
    far_weight: float = 0.4


@dataclass(frozen=True, slots=True)
class Settings:
    """Of the models that letters teach."""

    roles: RoleSettings = field(default_factory=RoleSettings)
    statuses: StatusSettings = field(default_factory=StatusSettings)
    figures: FigureSettings = field(default_factory=FigureSettings)

    def as_dict(self) -> dict[str, dict[str, Any]]:
        """The settings by model and name, as JSON and TOML hold them."""
        return asdict(self)

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Self:
        """The settings that ``given`` names by model and name, the others as they are by default.

        Raises ``FoiError`` for a setting that does not exist and for a value of another kind.
        """
        parts: dict[str, Any] = {"roles": RoleSettings, "statuses": StatusSettings, "figures": FigureSettings}
        if unknown := set(given) - set(parts):
            raise FoiError(f"There is no model {min(unknown)!r}: settings are for {', '.join(parts)}.")
        return cls(**{name: _part(name, kind, given.get(name, {})) for name, kind in parts.items()})


def _part(model: str, kind: type[Any], given: Any) -> Any:
    if not isinstance(given, Mapping):
        raise FoiError(f"{model} is {given!r}, where a table of settings is wanted.")
    default = kind()
    known = {one.name: type(getattr(default, one.name)) for one in fields(kind)}
    for name, value in given.items():
        if name not in known:
            raise FoiError(f"{model} has no setting {name!r}: there are {', '.join(known)}.")
        wanted = (int, float) if known[name] is float else int
        if isinstance(value, bool) or not isinstance(value, wanted) or not 0 <= value < math.inf:
            raise FoiError(f"{model}.{name} is {value!r}, where a {known[name].__name__} from 0 on is wanted.")
    return kind(**{name: known[name](value) for name, value in given.items()})
