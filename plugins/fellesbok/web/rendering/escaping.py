"""Fava's own templates: what stands in the books is text, and the margin is styled.

Fava turns escaping off in the journal, to be quicker: what is written in a note or in
the name of a query there becomes a part of the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BaseLoader

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from jinja2 import Environment

HEAD_ENDS = "</head>"
WITH_OURS = (
    "{% if g.fellesbok_margin is defined %}{{ g.fellesbok_margin.head }}{% endif %}"
    "</head>"
)
"""How the margin looks, and our words for Fava's pages (``frame.sidebar``)."""

BEGINS = "<html>"
IN_LANGUAGE = (
    "<html{% if g.fellesbok_margin is defined %}"
    ' lang="{{ g.fellesbok_margin.language }}"{% endif %}>'
)
"""The language that the frame is in; Fava says nothing of it."""

OFF, ON = "{% autoescape false %}", "{% autoescape true %}"


def escape_everything(app: Flask) -> None:
    """Turn escaping on in every template of the application."""
    favas = app.jinja_loader
    if favas is not None:
        app.jinja_loader = _Escaping(favas)


class _Escaping(BaseLoader):
    """Templates as another loader has them, with escaping on."""

    def __init__(self, favas: BaseLoader) -> None:
        self._favas = favas

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The text of a template."""
        text, path, is_unchanged = self._favas.get_source(environment, template)
        text = text.replace(OFF, ON).replace(HEAD_ENDS, WITH_OURS)
        text = text.replace(BEGINS, IN_LANGUAGE)
        return text, path, is_unchanged

    def list_templates(self) -> list[str]:
        """Every template that the other loader has."""
        return self._favas.list_templates()
