"""Amounts, directions and days of a bank's message."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from lxml import etree

from fellesbok_importers.documents.camt_values import account_number
from fellesbok_importers.documents.camt_values import amount_of
from fellesbok_importers.documents.camt_values import day_of
from fellesbok_importers.documents.camt_values import sign_for

if TYPE_CHECKING:
    from fellesbok_importers.faults import Fault


def element(text: str) -> Any:  # noqa: ANN401 -- lxml
    return etree.fromstring(text)


def entry(amount: str, sign: str) -> Any:  # noqa: ANN401 -- lxml
    said = f"<CdtDbtInd>{sign}</CdtDbtInd>" if sign else ""
    return element(f'<Ntry><Amt Ccy="NOK">{amount}</Amt>{said}</Ntry>')


@pytest.mark.parametrize(
    ("sign", "amount"), [("CRDT", Decimal("12.50")), ("DBIT", Decimal("-12.50"))]
)
def test_the_indicator_gives_an_amount_its_sign(sign: str, amount: Decimal) -> None:
    faults: list[Fault] = []
    assert amount_of(entry("12.50", sign), "a.xml", faults) == (amount, "NOK")
    assert not faults


@pytest.mark.parametrize("amount", ["-12.50", "12.505", "12,50", "1e3", "", "NaN"])
def test_an_amount_has_two_decimals_and_no_sign_of_its_own(amount: str) -> None:
    faults: list[Fault] = []
    assert amount_of(entry(amount, "CRDT"), "a.xml", faults) is None
    ((row, column, found),) = [(f.row, f.column, f.found) for f in faults]
    assert (row, column, found) == (1, "Amt", amount)


@pytest.mark.parametrize("sign", ["", "CREDIT"])
def test_without_a_direction_there_is_no_amount(sign: str) -> None:
    faults: list[Fault] = []
    assert amount_of(entry("12.50", sign), "a.xml", faults) is None
    assert [fault.column for fault in faults] == ["CdtDbtInd"]


def test_a_part_without_a_direction_has_that_of_what_it_is_in() -> None:
    """Its own comes first; nobody looks above the entry."""
    said = element(
        "<Stmt><CdtDbtInd>CRDT</CdtDbtInd><Ntry><CdtDbtInd>DBIT</CdtDbtInd>"
        "<D><T/><T><CdtDbtInd>CRDT</CdtDbtInd></T></D></Ntry><Ntry/></Stmt>"
    )
    assert [sign_for(part) for part in said.iter("T")] == ["DBIT", "CRDT"]
    assert [sign_for(each) for each in said.iter("Ntry")] == ["DBIT", ""]


def test_an_account_has_an_iban_or_another_number_without_blanks() -> None:
    iban = element("<Acct><Id><IBAN>NO93 8601 1117 947</IBAN></Id></Acct>")
    other = element("<Acct><Id><Othr><Id>8601.11.17947</Id></Othr></Id></Acct>")
    assert account_number(iban) == account_number(other) == "86011117947"
    assert account_number(element("<Acct/>")) == ""


def test_a_moment_is_the_day_it_is_in_norway() -> None:
    """23.30 in Greenwich on New Year's Eve is the next year in Oslo."""
    faults: list[Fault] = []
    day = element("<N><B><Dt>2018-03-01</Dt></B></N>")
    late = element("<N><B><DtTm>2018-12-31T23:30:00Z</DtTm></B></N>")
    assert day_of(day, "B", "a.xml", faults) == date(2018, 3, 1)
    assert day_of(late, "B", "a.xml", faults) == date(2019, 1, 1)
    assert not faults
    assert (
        day_of(element("<N><B><Dt>1.3.18</Dt></B></N>"), "B", "a.xml", faults) is None
    )
    assert [(fault.column, fault.found) for fault in faults] == [("B", "1.3.18")]
