"""What is said of a filter that cannot be read."""

from __future__ import annotations

import pytest
from fava.core.filters import FilterError
from fava.core.filters import TimeFilterParseError

from fellesbok.messages import say
from fellesbok.web.rendering.filter_words import unreadable


@pytest.mark.parametrize(("language", "said"), [("nb", "2026-Q1"), ("en", "2026-Q1")])
def test_a_period_is_told_how_it_is_written(language: str, said: str) -> None:
    assert said in say(unreadable(TimeFilterParseError("tirsdag")), language)


def test_any_other_filter_is_told_how_it_is_written() -> None:
    text = say(unreadable(FilterError("filter", "x")), "nb")
    assert "#merke" in text
    assert "2026" not in text
