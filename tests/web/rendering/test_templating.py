"""In our templates nothing is shown unescaped, and nothing is left out."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from fellesbok.web.rendering import environment


def test_what_is_written_in_the_books_is_text() -> None:
    made = environment().from_string("<p>{{ text }}</p>")
    assert made.render(text="<b>&</b>") == "<p>&lt;b&gt;&amp;&lt;/b&gt;</p>"


def test_what_nobody_has_given_is_a_fault_and_no_blank() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ borte }}").render()


def test_every_page_of_ours_can_be_read() -> None:
    names = environment().list_templates()
    assert "fond.html" in names
    for name in names:
        environment().get_template(name)


def test_a_line_with_an_instruction_alone_leaves_no_blank_line() -> None:
    made = environment().from_string("a\n  {% if true %}\nb\n  {% endif %}\nc")
    assert made.render() == "a\nb\nc"
