"""Every fixed text of the report can be said in another language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fellesbok import messages
from fellesbok.report.html import html
from fellesbok.report.markdown import markdown
from fellesbok.report.words import WORDS
from small_report import small as small  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    import pytest

    from fellesbok.report import Report


def test_every_fixed_text_can_be_said_in_another_language(
    small: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A catalogue that marks what it has translated leaves no fixed text unmarked."""

    class Marked:
        """A catalogue of every message there is."""

        def gettext(self, text: str) -> str:
            return f"¤{text}"

    monkeypatch.setattr(messages, "catalogue", lambda _language: Marked())
    page = html(small, "en")
    assert '<html lang="en">' in page
    for word in WORDS.values():
        assert not re.search(rf">\s*{re.escape(word)}\s*<", page), f"«{word}» unmarked"
    assert "1,000.01" in page
    assert "3 February 2025" in page
    assert f"¤{WORDS['overview']}" in markdown(small, "en")
