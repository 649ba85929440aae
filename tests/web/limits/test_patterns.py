"""Patterns that readers write end in time (*mønstre*)."""

from __future__ import annotations

import pytest

from fellesbok.web.limits.patterns import Patterns
from fellesbok.web.limits.patterns import TooLongError


def test_patterns_are_what_they_were() -> None:
    use = Patterns()
    assert use.search("b+", "abba", use.IGNORECASE).group() == "bb"
    assert use.match("a", "ba") is None
    assert use.fullmatch("ab.a", "abba") is not None
    assert use.sub("b(.)", r"<\1>", "abba abca") == "a<b>a a<c>a"
    assert use.compile("x", use.IGNORECASE).search("aX") is not None
    with pytest.raises(use.error):
        use.compile("(")


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"\(\?x\)\{9 9\}", "(?x){9 9}"),
        ("(?i)a(?:b)(?=c)(?!d)(?P<n>c)(?P=n)", "ABCC"),
        ("(?<!a)(?<=b)c{1,2}(?i:D)(?#text)", "bcd"),
        (r"\p{Lu}\N{SPACE}{2}", "Å  "),
        ("(a)?(?(1)b|c){,2}", "ab"),
    ],
)
def test_what_patterns_know_elsewhere_is_known_here(pattern: str, text: str) -> None:
    assert Patterns().search(pattern, text) is not None


def test_a_text_does_not_grow_without_end() -> None:
    with pytest.raises(TooLongError):
        Patterns().sub("a", "a" * 3000, "a" * 3000)
