"""A line of what is incurred is read whole, or told of and left out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount.core.amount import Amount

from fellesbok.accruals.incurred import accruals
from fellesbok.agreement.distribution_key import Equal
from fellesbok.entries.custom_values import custom
from settled_years import agreement
from settled_years import version

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = date(2018, 12, 31)
VIKA = agreement(version(Equal()))
COST = ["ikt", "Expenses:IKT:Ansvar-155", Amount(Decimal("127.50"), "NOK")]
SAID = {"id": "2018-7", "venter": "faktura"}


def read(values: Sequence[object], **meta: object) -> tuple[list[Any], list[str]]:
    """What is read of one line, and what is said of it."""
    found, errors = accruals([custom("paaloept", DAY, values, meta)], VIKA)
    return found, [error.message for error in errors]


def test_everything_that_a_line_says() -> None:
    more = {"tekst": "Arbeid", "leverandoer": "Halti", "siden": date(2018, 11, 1)}
    (accrual,), errors = read(COST, **SAID, **more)
    assert errors == []
    assert (accrual.cooperation.slug, accrual.id, accrual.day) == ("ikt", "2018-7", DAY)
    assert (accrual.account, accrual.amount) == (COST[1], Decimal("127.50"))
    assert (accrual.text, accrual.sender, accrual.awaits) == (
        "Arbeid",
        "Halti",
        "faktura",
    )
    assert accrual.since == date(2018, 11, 1)


def test_what_is_not_said_is_blank_and_waited_for_since_its_own_day() -> None:
    (accrual,), _ = read(COST, **SAID)
    assert (accrual.text, accrual.sender, accrual.since) == ("", "", DAY)


@pytest.mark.parametrize(
    ("values", "sender"),
    [(["ikt"], ""), (["ikt", "lyngen"], "Lyngen"), (["ikt", "Lyngen"], "Lyngen")],
)
def test_a_claim_that_nobody_has_stated_has_no_amount_and_needs_no_id(
    values: list[object], sender: str
) -> None:
    (accrual,), errors = read(values, venter="refusjonskrav")
    assert errors == []
    assert (accrual.amount, accrual.account, accrual.id) == (None, "", "")
    assert accrual.sender == sender


def test_who_is_to_send_it_is_the_supplier_else_the_municipality() -> None:
    (accrual,), _ = read(COST, **SAID, kommune="lyngen")
    assert accrual.sender == "Lyngen"
    (accrual,), _ = read(COST, **SAID, kommune="lyngen", leverandoer="Halti")
    assert accrual.sender == "Halti"


HOW = 'Skriv custom "paaloept" "ikt" Expenses:IKT beløp NOK,'


@pytest.mark.parametrize(
    ("values", "meta", "begins"),
    [
        (["vann"], {}, "Ukjent samarbeid «vann»."),
        ([], {}, "Ukjent samarbeid «»."),
        (COST, {"venter": "faktura"}, "Gi den påløpte kostnaden en «id»"),
        (COST, {**SAID, "id": None}, "Gi den påløpte kostnaden en «id»"),
        (COST, {"id": "1"}, "«venter: » skal være faktura eller refusjonskrav."),
        (COST, {**SAID, "siden": "i fjor"}, "«siden: i fjor» er ikke en dato."),
        (COST, {**SAID, "kommune": "Bø"}, "Ukjent kommune eller part «Bø»."),
        (["ikt", "Bø"], {"venter": "faktura"}, "Ukjent kommune eller part «Bø»."),
        (
            [*COST[:2], Amount(Decimal("0.00"), "NOK")],
            SAID,
            "En påløpt kostnad er et beløp over 0 i hele øre, ikke 0.",
        ),
        (
            [*COST[:2], Amount(Decimal("-1.00"), "NOK")],
            SAID,
            "En påløpt kostnad er et beløp over 0 i hele øre, ikke -1.00.",
        ),
        (
            [*COST[:2], Amount(Decimal("0.005"), "NOK")],
            SAID,
            "En påløpt kostnad er et beløp over 0 i hele øre, ikke 0.005.",
        ),
        # Another currency, another cooperation's account, an account alone.
        ([*COST[:2], Amount(Decimal(1), "EUR")], SAID, HOW),
        (["ikt", "Expenses:IKT2", COST[2]], SAID, HOW),
        (COST[:2], SAID, HOW),
    ],
)
def test_what_cannot_hold_is_told_and_left_out(
    values: list[object], meta: dict[str, object], begins: str
) -> None:
    found, errors = read(values, **meta)
    assert found == []
    (error,) = errors
    assert error.startswith(begins)


def test_every_fault_of_a_line_is_told() -> None:
    _, errors = read([*COST[:2], Amount(Decimal(0), "NOK")], kommune="Bø")
    assert len(errors) == 4


def test_other_lines_are_not_ours() -> None:
    assert accruals([custom("paalopt", DAY, COST, SAID)], VIKA) == ([], [])
