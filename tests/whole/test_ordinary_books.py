"""New books of a stranger region, with a year of ordinary vouchers, give no noise.

Wages and invoices, a refund of wages, a licence for the year, a rent for two of
three, a price paid ahead into the next year, a state grant, and a cost that is its
budget because each month has its price: a controller would ask about none of it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from click.testing import CliRunner

from fellesbok.books import load_books
from fellesbok.cli import main
from fellesbok.lint import lint
from fellesbok.report import build_report
from loaded_books import books_in
from places import MADE
from report_panels import economy

if TYPE_CHECKING:
    from pathlib import Path

BOOKS = MADE / "ordinary_books"


def test_ordinary_vouchers_give_no_findings() -> None:
    books = books_in(BOOKS)
    assert books.shared is not None
    assert not books.errors
    assert lint(books.entries, books.shared, 2024) == []


def test_the_check_tells_nothing_either() -> None:
    shown = CliRunner().invoke(main, ["check", "--books", str(BOOKS)])
    assert shown.exit_code == 0, shown.output
    assert "Ingen feil. Fra fordelingen: 0 funn." in shown.output


def test_the_report_has_no_findings_and_every_month_is_in_it() -> None:
    """Twelve wages of 496 000.50, 731 more each month, and 12 000 refunded."""
    books = books_in(BOOKS)
    assert books.shared is not None
    report, faults = build_report(books, books.shared, 2024)
    assert not faults
    assert not report.findings
    assert [page.missing for page in report.pages] == [False, False]
    costs = economy(report.pages[0], "cost")
    wages = 12 * Decimal("496000.50") + 731 * sum(range(1, 13)) - 12000
    assert {row["accounts"].value for row in costs} >= {wages}


def test_what_is_lacking_is_still_asked_about(tmp_path: Path) -> None:
    """The same books without a host, and with a cost far above its budget."""
    for path in BOOKS.rglob("*"):
        if path.is_file() and not path.name.startswith("."):
            copy = tmp_path / path.relative_to(BOOKS)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    rules = tmp_path / "allocation_rules.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("host: sunne", "host: not_stated"), encoding="utf-8")
    vouchers = tmp_path / "ledger" / "2024" / "barnevern.beancount"
    written = vouchers.read_text(encoding="utf-8")
    more = written.replace(
        "Expenses:Barnevern  200000.00", "Expenses:Barnevern  900000.00"
    )
    vouchers.write_text(more, encoding="utf-8")
    books = load_books(tmp_path / "ledger" / "main.beancount")
    assert books.shared is not None
    found = {f.rule for f in lint(books.entries, books.shared, 2024)}
    assert found == {"mangler-vert", "avvik"}
