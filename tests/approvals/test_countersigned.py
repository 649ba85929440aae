"""What a payer has signed is held against what it is charged now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from beancount.core import data
from beancount.core.amount import Amount

from fellesbok.agreement.distribution_key import Equal
from fellesbok.approvals.countersigned import Countersigned
from fellesbok.approvals.countersigned import countersigned
from fellesbok.approvals.countersigned import countersigned_faults
from fellesbok.entries.custom_values import custom
from settled_years import Voucher
from settled_years import agreement
from settled_years import settle
from settled_years import version

VIKA = agreement(version(Equal(), ("kafjord", "lyngen")))
RESULT = settle(VIKA, [Voucher(date(2018, 5, 1), 100_00)])
DAY = date(2019, 3, 1)
OWN = "Assets:Fordringer:Lyngen:IKT"
OPEN = data.Open(data.new_metadata("main.beancount", 1), DAY, OWN, [], None)
SIGNED = Countersigned(
    "lyngen", "ikt", 2018, 50_00, f"sha256:{'0' * 64}", "nøkkel", DAY
)


def test_a_line_that_is_written_reads_as_what_it_was_written_of() -> None:
    assert countersigned(SIGNED.line) == SIGNED
    euro = replace(SIGNED, currency="EUR", ore=-1)
    assert countersigned(euro.line) == euro


def amount(number: str) -> Amount:
    """So many kroner."""
    return Amount(Decimal(number), "NOK")


@pytest.mark.parametrize(
    ("values", "root"),
    [
        (["lyngen", "ikt", "2018"], SIGNED.root),
        (["lyngen", "ikt", "18", amount("50.00")], SIGNED.root),
        (["lyngen", "ikt", "2018", amount("50.005")], SIGNED.root),
        (["lyngen", "ikt", "2018", amount("50.00")], "sha256:0"),
        (["lyngen", "ikt", "2018", amount("50.00")], ""),
        (["lyngen", "ikt", Decimal(2018), amount("50.00")], SIGNED.root),
    ],
)
def test_a_line_of_another_shape_is_told_where_it_stands(
    values: list[object], root: str
) -> None:
    line = custom("godkjent", DAY, values, {"rot": root})
    assert countersigned(line) is None
    (error,), findings = countersigned_faults([line], VIKA, [RESULT])
    assert error.message.startswith("Det en kommune har godkjent, skrives slik:")
    assert findings == []


def told(*signed: Countersigned, opened: bool = True) -> list[tuple[str, str]]:
    """Where each finding stands, and what it says."""
    rest: list[data.Directive] = [each.line for each in signed]
    errors, found = countersigned_faults(
        [OPEN, *rest] if opened else rest, VIKA, [RESULT]
    )
    assert errors == []
    return [(each.account, str(each.text)) for each in found]


def test_what_is_as_it_was_signed_is_not_told() -> None:
    assert told(SIGNED) == told() == []


def test_what_has_changed_is_told_on_the_payers_own_account() -> None:
    assert told(replace(SIGNED, ore=51_00)) == [
        (
            OWN,
            (
                "Lyngen godkjente 51,00 kr 01.03.2019, og skal nå bære 50,00 kr:"
                " -1,00 kr er endret etter at sjekkpunktet ble godkjent."
            ),
        )
    ]


def test_no_amount_is_told_where_others_read_it() -> None:
    assert told(replace(SIGNED, ore=51_00), opened=False) == [
        (
            "",
            (
                "Det Lyngen skal bære, er endret etter at sjekkpunktet ble godkjent"
                " 01.03.2019."
            ),
        )
    ]


def test_the_last_signature_counts() -> None:
    assert told(replace(SIGNED, ore=51_00), SIGNED) == []
    assert len(told(SIGNED, replace(SIGNED, ore=51_00))) == 1


def test_a_year_that_is_gone_is_borne_by_nobody() -> None:
    ((_, text),) = told(replace(SIGNED, year=2017))
    assert "skal nå bære 0,00 kr: -50,00 kr" in text


def test_everybody_who_is_not_known_is_told() -> None:
    line = replace(SIGNED, payer="bø", cooperation="vann").line
    (error,), _ = countersigned_faults([line], VIKA, [RESULT])
    assert error.message == "Ukjent i det som er godkjent: bø, vann."
