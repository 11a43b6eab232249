"""Templates of pages of HTML in which letters are shown: nothing that a letter says can be more than words there."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from nlp.harmless import safe_text


def page_environment(package: str) -> Environment:
    """Jinja with the templates of a package; whatever they show is made harmless, and then escaped."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        finalize=_harmless,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _harmless(shown: Any) -> Any:
    return safe_text(shown) if isinstance(shown, str) and not isinstance(shown, Markup) else shown
