"""The running account of a closed year stands in its basis, and proves the split."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contra_books import CENTRE
from contra_books import COST
from contra_books import books
from contra_books import result
from contra_books import rules
from contra_books import shared
from contra_books import voucher
from fellesbok.closing.basis_accounts import account_rows

if TYPE_CHECKING:
    from pathlib import Path

    from casebook import Loaded

ACCOUNT = "løpende konto"
HEADS = ("kind", "number", "text", "whose", "value", "note")


def accounts(loaded: Loaded, year: int = 2020) -> list[list[str]]:
    """The rows of every account, without the day, which none has."""
    agreement = shared(loaded).agreement
    rows = [
        row
        for pot in result(loaded, year).periods[-1].pots
        for row in account_rows(pot, agreement)
    ]
    assert {row.day for row in rows} <= {""}
    return [[getattr(row, name) for name in HEADS] for row in rows]


def test_a_threshold_tells_what_its_bearer_bears_itself(tmp_path: Path) -> None:
    """Kåfjord paid 300: the first 100 are its own, and 100 of the rest.

    What is shared on a cost centre by parts has no account.
    """
    loaded = books(
        tmp_path,
        voucher("2020-03-01", f"{COST} 300.00 NOK")
        + voucher("2020-03-02", f"{CENTRE} 40.00 NOK"),
        rules(key="{threshold: 100, above: equal}"),
    )
    key = "likt over 100,00 kr"
    assert accounts(loaded) == [
        [ACCOUNT, "2020", key, "Kåfjord", "200,00", ""],
        [ACCOUNT, "2020", key, "Lyngen", "100,00", ""],
        [ACCOUNT, "2020", f"{key}: bærer selv", "Kåfjord", "100,00", ""],
    ]


def test_level_and_shift_prove_the_bounds(tmp_path: Path) -> None:
    """By 1 : 3 the 400 of 2020 were 100 and 300, and Lyngen has a cap of 200.

    100 · 2 = 200 and 300 · (2 − 4/3) = 200.  With 100 that come late, of 125 and 375:
    125 · 12/5 = 300 and 375 · (12/5 − 28/15) = 200.
    """
    weights = "{weights: {kafjord: 1, lyngen: 3}}"
    loaded = books(
        tmp_path,
        voucher("2020-03-01", f"{COST} 400.00 NOK")
        + voucher("2021-03-01", f"{COST} 100.00 NOK", said='periode: "2020-12-01"'),
        rules(key=f"{{bounded: {weights}, minimum: 50, maximum: {{lyngen: 200}}}}"),
    )
    key = "vekter med minimum og tak"
    bounds = f"{key}: minimum–tak"
    assert accounts(loaded) == [
        [ACCOUNT, "2020", key, "Kåfjord", "200,00", ""],
        [ACCOUNT, "2020", key, "Lyngen", "200,00", ""],
        [ACCOUNT, "2020", f"{key}: kostnad", "Kåfjord, Lyngen", "400,00", "nivå: 2"],
        [ACCOUNT, "2020", bounds, "Kåfjord", "50,00–", ""],
        [ACCOUNT, "2020", bounds, "Lyngen", "50,00–200,00", "flyttet: -4/3"],
    ]
    before = "båret tidligere: 200,00"
    assert accounts(loaded, 2021) == [
        [ACCOUNT, "2020", key, "Kåfjord", "300,00", before],
        [ACCOUNT, "2020", key, "Lyngen", "200,00", before],
        [ACCOUNT, "2020", f"{key}: kostnad", "Kåfjord, Lyngen", "500,00", "nivå: 12/5"],
        [ACCOUNT, "2020", bounds, "Kåfjord", "50,00–", ""],
        [ACCOUNT, "2020", bounds, "Lyngen", "50,00–200,00", "flyttet: -28/15"],
    ]
