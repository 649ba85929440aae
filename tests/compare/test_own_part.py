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
    from pathlib import Path

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
    assert [own.years, own.notes, own.faults, own.lacking, own.untried] == [()] * 5
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


NO_ROOM = JOINS.replace(
    "participants: [nordvik, midvik, sorvik, utvik]",
    "key: {bounded: equal, maximum: 9}",
)


def told(own: Comparison) -> list[str]:
    return [say(text, "nb").replace("\xa0", " ") for text in own_answer(own, "Midvik")]


def test_a_year_that_cannot_be_shared_is_no_saving_and_why_is_others_too(
    tmp_path: Path,
) -> None:
    """Its own row is not known; which rule and how much the others cost is not told."""
    books = source(compared_books(tmp_path / "bok"))
    found = compare(books, books, [proposed_text(NO_ROOM, "forslag")])
    own = own_part(found, "midvik")
    assert told(own) == [
        (
            "IKT-samarbeidet 2018 kan ikke fordeles i begge: det som ville blitt"
            " annerledes der, er ikke kjent, og er ikke med i summene."
        )
    ]
    (of,) = own.lacking
    assert of.payers == frozenset({"midvik"})
    assert (of.reasons, of.is_closed) == ((), False)
    table, _ = own_tables(own)
    assert [cell.value for cell in table.lines[0].cells[2:]] == [300, None, None]


def test_who_takes_no_part_in_what_is_not_known_is_told_nothing_of_it(
    tmp_path: Path,
) -> None:
    """Sørvik and Utvik are not in Barnevern."""
    books = source(compared_books(tmp_path / "bok"))
    text = NO_ROOM.replace("ikt", "barnevern")
    found = compare(books, books, [proposed_text(text, "forslag")])
    assert found.lacking
    assert told(own_part(found, "sorvik")) == ["Midvik betaler det samme."]
    assert len(told(own_part(found, "midvik"))) == 1


def test_terms_that_are_not_tried_are_told_to_those_who_take_part(
    tmp_path: Path,
) -> None:
    books = compared_books(tmp_path / "bok")
    rules = (books.path / "allocation_rules.yaml").read_text(encoding="utf-8")
    first = rules.index("      - from:", rules.index("  barnevern:"))
    part = rules[first : rules.index("statistics:")].replace("2018", "2031")
    text = f"cooperations:\n  barnevern:\n    versions:\n{part}"
    here = source(books)
    found = compare(here, here, [proposed_text(text, "forslag")])
    assert told(own_part(found, "midvik")) == [
        (
            "Vilkårene for Barnevernet fra 01.01.2031 er ikke prøvd: ingenting i"
            " regnskapet fordeles etter dem."
        )
    ]
    assert told(own_part(found, "sorvik")) == ["Midvik betaler det samme."]
