"""What is written in the books is shown as text, also by Fava's own templates."""

from __future__ import annotations

import pytest
from flask import Flask
from jinja2 import DictLoader
from jinja2 import TemplateNotFound
from markupsafe import Markup

from fellesbok.web.access.margin import Margin
from fellesbok.web.access.margin import set_margin
from fellesbok.web.rendering.escaping import escape_everything

TEMPLATES = {
    "page": "{% autoescape false %}{{ said }}{% endautoescape %}",
    "frame": "<html><head></head>{{ said }}</html>",
}
HOSTILE = "<script>"


MARGIN = Margin((), Markup("<style></style>"), "nb")


def rendered(name: str, margin: Margin | None = None) -> str:
    app = Flask("prøve")
    app.jinja_loader = DictLoader(TEMPLATES)
    escape_everything(app)
    with app.app_context():
        if margin is not None:
            set_margin(margin)
        return app.jinja_env.get_template(name).render(said=HOSTILE)


def test_a_template_that_turns_escaping_off_does_not() -> None:
    assert rendered("page") == "&lt;script&gt;"


def test_the_frame_has_its_language_and_our_words_where_the_books_are_ours() -> None:
    shown = rendered("frame", MARGIN)
    assert '<html lang="nb">' in shown
    assert "style" in shown.partition("</head>")[0]
    assert "<html><head></head>" in rendered("frame")


def test_whether_there_is_a_template_is_as_it_was() -> None:
    app = Flask("prøve")
    app.jinja_loader = DictLoader(TEMPLATES)
    escape_everything(app)
    assert app.jinja_loader is not None
    assert app.jinja_loader.list_templates() == ["frame", "page"]
    with pytest.raises(TemplateNotFound):
        app.jinja_env.get_template("borte")
