"""A payer's own part of a comparison: its amounts, in words and tables, alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from compared_books import compared_books
from compared_books import source
from fellesbok.compare.own_part import own_answer
from fellesbok.compare.own_part import own_how
from fellesbok.compare.own_part import own_part
from fellesbok.compare.proposed_change import proposed_text
from fellesbok.compare.records import by_payer
from fellesbok.compare.tables import own_tables
from fellesbok.compare.tables import tables
from fellesbok.compare.trying import compare
from fellesbok.messages import say

if TYPE_CHECKING:
    from fellesbok.compare.records import Comparison

JOINS = """\
cooperations:
  ikt:
    versions:
      - from: 2018-01-01
        participants: [nordvik, midvik, sorvik, utvik]
"""
PAYERS = ("nordvik", "midvik", "sorvik", "utvik")


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """1 000 kr by 5 : 3 : 2, and with a fourth municipality by 5 : 3 : 2 : 1."""
    books = source(compared_books(tmp_path_factory.mktemp("tried") / "bok"))
    return compare(books, books, [proposed_text(JOINS, "forslag")])


def test_who_joins_pays_from_nothing(joined: Comparison) -> None:
    own = own_part(joined, "utvik")
    assert [say(text, "nb").replace("\xa0", " ") for text in own_answer(own, "U")] == [
        "Utvik betaler 90,91 kr mer: 90,91 kr i alt, og før 0,00 kr."
    ]
    table, changes = own_tables(own)
    assert "payer" not in [column.name for column in table.columns]
    assert len(table.lines) == 2
    assert len(changes.lines) == 1


@pytest.mark.parametrize("payer", PAYERS)
def test_nobody_elses_name_or_amount_is_anywhere(
    payer: str, joined: Comparison
) -> None:
    own = own_part(joined, payer)
    assert {effect.payer for effect in own.effects} == {payer}
    assert [own.years, own.notes, own.faults, own.lacking] == [()] * 4
    text = repr(own) + repr(own_tables(own))
    text += "".join(say(t, "nb") for t in (*own_answer(own, "x"), *own_how(own)))
    others = [effect for effect in joined.effects if effect.payer != payer]
    assert others
    for other in others:
        assert other.name not in text
        assert str(other.difference).lstrip("-") not in text or not other.difference


@pytest.mark.parametrize("first", PAYERS)
def test_whom_it_is_seen_from_stands_first_and_the_rest_as_before(
    first: str, joined: Comparison
) -> None:
    usual = [payer.payer for payer in by_payer(joined)]
    seen = [payer.payer for payer in by_payer(joined, first)]
    assert seen == [first, *(payer for payer in usual if payer != first)]
    plain, turned = tables(joined), tables(joined, first)
    for one, other in zip(plain, turned, strict=True):
        assert one.columns == other.columns
        assert sorted(map(repr, one.lines)) == sorted(map(repr, other.lines))
        assert one.lines[-1] == other.lines[-1]
