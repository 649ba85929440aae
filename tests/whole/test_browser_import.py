"""The accountant reads documents into the books on Fava's import page."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount import loader
from beancount.core import data

import invoice_documents as invoice
from bank_documents import Paid
from bank_documents import statement
from browser import Reader
from browser import browser as browser  # noqa: PLC0414 -- a fixture
from browser import served
from intake_books import add
from intake_books import claim
from intake_books import document
from intake_books import make_books
from intake_books import with_bank
from intake_books import with_import_page

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser
    from playwright.sync_api import Page

SLUG = "fjordene"
KID = "201800018"


@pytest.fixture
def main(tmp_path: Path) -> Path:
    """Books with a claim, and three documents that wait."""
    made = with_bank(make_books(tmp_path / "bok"))
    add(made, claim("nordvik-2018-0001", "Sørvik", "1000.00", kid=KID))
    inbox = with_import_page(made)
    document(inbox)
    bill = invoice.invoice(invoice.line("1000.00", "155"), buyer=", 974760673")
    (inbox / "faktura.xml").write_text(bill, encoding="utf-8")
    paid = Paid("1000.00", reference="a", kid=KID, name="Sørvik kommune")
    (inbox / "utskrift.xml").write_text(statement(paid), encoding="utf-8")
    return made


def open_page(page: Page, address: str) -> None:
    """Open the import page; where Fava has drawn its list twice, once more."""
    for _ in range(5):
        page.goto(f"{address}{SLUG}/import/")
        page.wait_for_load_state("networkidle")
        if page.locator("article button[title$='bilag.nordvik']").count() == 1:
            return
    pytest.fail("the import page shows no list, or two")


def take_in(page: Page, importer: str) -> list[str]:
    """Extract a document, look at each entry, and save; how many were to be saved."""
    page.wait_for_load_state("networkidle")
    page.locator(f"article button[title$='{importer}']").click()
    heading = page.locator("h3", has_text="to import")
    heading.wait_for()
    shown = [heading.inner_text()]
    while (following := page.get_by_role("button", name="Neste")).count():
        following.click()
        shown.append(heading.inner_text())
    page.get_by_role("button", name="Lagre").click()
    heading.wait_for(state="detached")
    return shown


def balances(main: Path) -> dict[str, Decimal]:
    """What stands on each account, in books without faults."""
    entries, errors, _ = loader.load_file(str(main))
    assert not [error.message for error in errors]
    sums: dict[str, Decimal] = {}
    for entry in entries:
        if isinstance(entry, data.Transaction):
            for posting in entry.postings:
                units: Any = posting.units
                before = sums.get(posting.account, Decimal(0))
                sums[posting.account] = before + units.number
    return sums


def test_vouchers_a_bill_and_a_statement_come_in_by_the_page(
    browser: Browser, main: Path
) -> None:
    """Costs of 47 250.50 shared by three, a claim paid, and the bank's balance."""
    context = browser.new_context(locale="nb-NO")
    with served(main, edit=True) as address:
        reader = Reader(context.new_page(), address)
        open_page(reader.page, address)
        for name in ("bilag.nordvik", "ehf.faktura", "bank.drift"):
            take_in(reader.page, name)
        row = reader.page.locator("form").filter(has_text="ehf.faktura")
        row.get_by_role("button", name="Flytt").click()
        row.wait_for(state="detached")
    context.close()
    assert not reader.complaints
    sums = balances(main)
    costs = {k: v for k, v in sums.items() if k.startswith("Expenses:IKT")}
    assert costs == {
        "Expenses:IKT:Ansvar-155": Decimal("2250.00"),
        "Expenses:IKT:Ansvar-153": Decimal("45000.50"),
    }
    shares = {p: -sums[f"Income:IKT:Kommuner:{p}"] for p in ("Nordvik", "Ytrevik")}
    assert sum(costs.values()) == -sum(
        v for k, v in sums.items() if k.startswith("Income:IKT:Kommuner")
    )
    assert set(shares.values()) <= {Decimal("15750.16"), Decimal("15750.17")}
    assert sums["Assets:Bank"] == Decimal("1000.00")
    assert sums["Assets:Krav:Sørvik:IKT"] == 0
    assert sums["Assets:Merverdiavgift"] == Decimal("250.00")
    entries, _, _ = loader.load_file(str(main))
    assert [str(e.amount) for e in entries if isinstance(e, data.Balance)] == [
        "1000.00 NOK"
    ]
    (bill,) = [e for e in entries if e.meta.get("kid") == "1234566"]
    assert str(bill.meta["forfall"]) == "2018-04-04"
    (filed,) = [e.filename for e in entries if isinstance(e, data.Document)]
    assert filed.endswith(f"Liabilities/Utlegg/Nordvik/{bill.meta['document']}")


def test_what_has_come_in_is_marked_when_it_comes_again(
    browser: Browser, main: Path
) -> None:
    context = browser.new_context(locale="nb-NO")
    with served(main, edit=True) as address:
        page = context.new_page()
        open_page(page, address)
        take_in(page, "bilag.nordvik")
        open_page(page, address)
        before = main.read_text(encoding="utf-8")
        (*_, last) = take_in(page, "bilag.nordvik")
    context.close()
    assert "(0 to import)" in last
    assert main.read_text(encoding="utf-8") == before


def test_who_may_not_edit_has_no_import_page(browser: Browser, main: Path) -> None:
    context = browser.new_context(locale="nb-NO")
    before = main.read_text(encoding="utf-8")
    with served(main) as address:
        page = context.new_page()
        page.goto(f"{address}{SLUG}/import/")
        page.wait_for_load_state("networkidle")
        assert page.get_by_role("button", name="Hent ut").count() == 0
        asked = page.request.get(f"{address}{SLUG}/api/imports")
        assert asked.status == 403
    context.close()
    assert main.read_text(encoding="utf-8") == before
