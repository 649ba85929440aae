"""What is set for a year is due in the years that the books are about alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import handed_out
from fellesbok.proof.canonical import canonical
from fellesbok.proof.checker import verify_deep
from handed_out import COST
from handed_out import accepted
from handed_out import hand_out
from handed_out import refuse_lie
from told_of_others import sealed_as

if TYPE_CHECKING:
    from pathlib import Path

AMOUNTS = '{amounts: {nes: "10.01", vik: "20.50", dal: "7"}, per: year}'
BASE = "{base: 10, rest: {threshold: 50, above: equal}}"
NOTHING = """
2017-04-01 * "Rettet"
  Expenses:X  0.00 NOK
  Assets:Bank
"""
"""A line of 2017, which brings the books to that year; the files have none."""
LATE = """
2019-05-01 * "Sen faktura"
  periode: "2017-05-01"
  Expenses:X  300.00 NOK
  Assets:Bank
"""
PAID_IN = """
2017-04-01 custom "fond" "x" "innbetaling" "Vik" 50.00 NOK
  fa: "a"
"""
BOUNDED = """        cost_centre_rules:
          20: {key: {bounded: {weights: {nes: 1, vik: 3, dal: 2}}, minimum: {nes: 100}}}
"""


@pytest.mark.parametrize("key", [AMOUNTS, "{base: 10, rest: equal}"])
def test_a_year_before_the_books_begin_is_charged_nothing(
    tmp_path: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A made-up line of 2017 makes 2018 a year too; the files begin in 2019."""
    monkeypatch.setattr(handed_out, "COST", COST.replace("2018", "2019"))
    right, lie = tmp_path / "right", tmp_path / "lie"
    hand_out(right, "", key=key)
    hand_out(lie, NOTHING, key=key)
    assert not accepted(right)
    honest = json.loads((right / "bevis" / "x-2019-nes.json").read_bytes())
    made_up = sorted((lie / "bevis").glob("x-2018-*.json"))
    assert len(made_up) == 3
    for path in made_up:
        told = json.loads(path.read_bytes())
        assert told["subject"]["ore"] > 0
        own = right / "bevis" / path.name
        own.write_bytes(canonical(sealed_as(told, honest, right)))
        with pytest.raises(verify_deep.DiffersError, match="enn vilkårene sier"):
            verify_deep.certificate(own.parent, own.name, set())


@pytest.mark.parametrize("more", ["", PAID_IN])
@pytest.mark.parametrize("key", [BASE, "{base: 10, rest: equal}"])
def test_base_amounts_of_such_a_year_are_not_taken_for_asked_for(
    tmp_path: Path, key: str, more: str
) -> None:
    """Money that is paid into a fund is no cost, and begins no year."""
    right, lie = tmp_path / "right", tmp_path / "lie"
    hand_out(right, LATE + more, key=key)
    hand_out(lie, LATE + NOTHING, key=key)
    assert not accepted(right)
    for path in (lie / "bevis").glob("x-2017-*.json"):
        path.unlink()
    refuse_lie(right, lie, "grunnbeløpene som sto der")


def test_what_a_cost_centre_paid_ahead_is_on_its_account_in_the_next_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key of the cooperation is linear, and that of the cost centre is not."""
    monkeypatch.setattr(handed_out, "COST", "")
    ahead = '\n2018-10-01 * "Leie"\n  periode: "2018-10-01/{}"\n  Expenses:X:C20'
    ahead += "  730.00 NOK\n  Assets:Bank\n"
    next_year = LATE.replace('  periode: "2017-05-01"\n', "").replace("300", "120")
    right, lie = tmp_path / "right", tmp_path / "lie"
    hand_out(right, ahead.format("2019-09-30") + next_year, centres=BOUNDED)
    hand_out(lie, ahead.format("2018-12-31") + next_year, centres=BOUNDED)
    assert not accepted(right)
    for path in (lie / "bevis").glob("x-2018-*.json"):
        path.unlink()
    for path in (lie / "bevis").glob("x-2019-*.json"):  # of earlier years it is honest
        told = json.loads(path.read_bytes())
        honest = json.loads((right / "bevis" / path.name).read_bytes())
        told |= {name: honest[name] for name in ("owed", "earlier_proofs")}
        path.write_bytes(canonical(told))
    refuse_lie(right, lie, "mangler, og noe sto på den")
