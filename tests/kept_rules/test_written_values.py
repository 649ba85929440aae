"""Rules are written as values and read as the same rules."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

import fellesbok
from fellesbok.agreement.model import Place
from fellesbok.kept_rules import written_values


def test_only_what_agreements_are_made_of_is_written() -> None:
    for value in (1.5, {1}, [1], object(), Fraction, b"x", fellesbok):
        with pytest.raises(written_values.NotKeptError):
            written_values.written(value)


def test_a_line_of_a_proposal_is_not_kept() -> None:
    class Line(int):
        """A line that knows more than its number."""

    with pytest.raises(written_values.NotKeptError):
        written_values.written(replace(Place("x", 1), line=Line(2)))
