"""Our own templates, in which nothing is shown unescaped and nothing is left out."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment
from jinja2 import PackageLoader
from jinja2 import StrictUndefined


@cache
def environment() -> Environment:
    """Jinja with the templates in ``pages/``."""
    made = Environment(
        loader=PackageLoader("fellesbok.web", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["unbroken"] = unbroken
    return made


def unbroken(text: str) -> str:
    """A sentence in which no line ends between an amount and its unit."""
    return text.replace(" %", "\u00a0%").replace(" kr ", "\u00a0kr ")
