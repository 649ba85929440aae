"""What a year lacks is listed with who, since when and how much; nothing is guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from casebook import LEDGERS
from casebook import load
from casebook import load_case
from fellesbok.accruals.cutoff import Awaited
from fellesbok.accruals.cutoff import Lacking
from fellesbok.accruals.cutoff import cutoff
from fellesbok.shared import OPTION
from typed_commands import BOOKS
from typed_commands import answer

if TYPE_CHECKING:
    from casebook import Loaded


REPLACED = LEDGERS / "the-real-voucher-replaces-what-was-accrued"
UNSTATED = LEDGERS / "an-accrued-cost-without-an-amount-is-not-booked"
LAST = date(2018, 12, 31)


def lacking(loaded: Loaded, year: int, on: date) -> list[Lacking]:
    """What loaded books lack."""
    return cutoff(loaded.entries, loaded.options[OPTION].agreement, year, on)


# ------------------------------------------------------------------ the 2018 books


def test_the_2018_books_lack_an_invoice_claims_and_three_reports() -> None:
    loaded = load(BOOKS / "ledger" / "main.beancount")
    found = {
        (row.cooperation.slug, row.awaited, row.amount, row.source)
        for row in lacking(loaded, 2018, LAST)
    }
    assert found == {
        ("digital-innbygger", Awaited.REFUND, None, "949"),
        ("distriktmedisinsk-senter", Awaited.REPORT, None, "29"),
        ("friluftsrad", Awaited.REPORT, None, "33"),
        ("hoppide-c", Awaited.INVOICE, Decimal("127000.00"), "894"),
        ("jordmortjenesten", Awaited.REPORT, None, "31"),
    }


def test_a_line_says_who_what_since_when_and_where() -> None:
    loaded = load(BOOKS / "ledger" / "main.beancount")
    [row] = [
        row
        for row in lacking(loaded, 2018, date(2019, 3, 31))
        if row.cooperation.slug == "hoppide-c"
    ]
    assert (row.sender, row.since, row.days) == ("Halti næringshage", LAST, 90)
    line = Path(row.place[0]).read_text(encoding="utf-8").splitlines()[row.place[1] - 1]
    assert (
        line
        == '2018-12-31 custom "paaloept" "hoppide-c" Expenses:HoppIdé-C 127000.00 NOK'
    )


# -------------------------------------------------------------------- small books


def test_what_has_come_by_the_day_is_not_lacking() -> None:
    loaded = load_case(REPLACED)
    assert [row.amount for row in lacking(loaded, 2018, LAST)] == [Decimal("1000.00")]
    assert len(lacking(loaded, 2018, date(2019, 2, 9))) == 1
    assert lacking(loaded, 2018, date(2019, 2, 10)) == []


def test_an_earlier_year_that_lacks_something_is_told_of_in_the_next() -> None:
    loaded = load_case(REPLACED)
    assert len(lacking(loaded, 2019, date(2019, 1, 1))) == 1
    assert lacking(loaded, 2017, date(2017, 12, 31)) == []


def test_a_claim_that_a_municipality_has_not_sent_names_it() -> None:
    [row] = lacking(load_case(UNSTATED), 2018, LAST)
    assert (row.sender, row.awaited, row.amount) == ("Lyngen", Awaited.REFUND, None)


TAGGED = """
2018-11-30 * "Firma" "Utført" #paalopt
  Expenses:IKT              40.00 NOK
  Liabilities:Påløpt:IKT   -40.00 NOK
"""
TAKEN_BACK = """
2019-01-15 * "Firma" "Fakturert"
  Liabilities:Påløpt:IKT    40.00 NOK
  Liabilities:Utlegg:Kåfjord  -40.00 NOK
"""
IN_EURO = """
2018-01-01 open Liabilities:Euro
2019-01-15 * "Firma" "En annen sak"
  Liabilities:Påløpt:IKT    40.00 EUR
  Liabilities:Euro
"""


@pytest.mark.parametrize(
    ("more", "on", "count"),
    [
        (TAGGED, LAST, 1),
        (TAGGED + IN_EURO, date(2019, 1, 15), 1),
        (TAGGED + TAKEN_BACK, LAST, 1),
        (TAGGED + TAKEN_BACK, date(2019, 1, 15), 0),
        (TAGGED, date(2018, 11, 29), 0),
    ],
)
def test_a_voucher_that_says_it_is_accrued_is_listed_until_it_is_taken_back(
    tmp_path: Path, more: str, on: date, count: int
) -> None:
    text = (UNSTATED / "source.beancount").read_text(encoding="utf-8")
    begins = text.index('2018-12-31 custom "paaloept"')
    (tmp_path / "rules.yaml").write_bytes((UNSTATED / "rules.yaml").read_bytes())
    ledger = tmp_path / "source.beancount"
    head = text[:begins].replace("Påløpt:IKT NOK", "Påløpt:IKT")
    ledger.write_text(head + more, encoding="utf-8")
    loaded = load(ledger)
    assert not loaded.errors
    found = lacking(loaded, 2018, on)
    assert [row.amount for row in found] == [Decimal("40.00")] * count
    assert {row.since for row in found} <= {date(2018, 11, 30)}


def test_a_report_that_came_after_all_is_not_lacking(tmp_path: Path) -> None:
    text = (UNSTATED / "source.beancount").read_text(encoding="utf-8")
    begins = text.index('2018-12-31 custom "paaloept"')
    (tmp_path / "rules.yaml").write_bytes((UNSTATED / "rules.yaml").read_bytes())
    ledger = tmp_path / "source.beancount"
    missing = '2018-11-30 custom "rapportering" "ikt" "mangler"\n'
    ledger.write_text(text[:begins] + missing, encoding="utf-8")
    [row] = lacking(load(ledger), 2018, LAST)
    assert (row.awaited, row.days) == (Awaited.REPORT, 31)
    came = '2018-12-01 custom "rapportering" "ikt" "rapportert"\n'
    ledger.write_text(text[:begins] + missing + came, encoding="utf-8")
    assert lacking(load(ledger), 2018, LAST) == []
    said = answer("cutoff", "2018", "--books", str(ledger))
    assert "Ingenting mangler per 31.12.2018." in said
