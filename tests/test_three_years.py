"""Three years of a made-up region, from the first budget to the third settlement.

Everything is done as the accountant does it: vouchers and payments are written in the
books, and the commands claim, credit and close.  The books are read anew after each
step, and what must hold at the end of every year is asserted by ``reckon``.
"""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from beancount.core import data
from click.testing import CliRunner

from fellesbok.books import load_books
from fellesbok.claim_reading import claims
from fellesbok.cli import main

FOLDER = Path(__file__).parent / "three_years"
COOPERATIONS = ("Beredskap", "IKT", "Omstilling")
NOTHING = Decimal("0.00")


class Region:
    """The books of the region, and what the accountant does to them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "region"
        shutil.copytree(FOLDER, self.folder)
        self.payments = self.folder / "ledger" / "innbetalinger.beancount"
        self.payments.write_text("; Innbetalinger\n", encoding="utf-8")
        self.include("innbetalinger.beancount")

    def include(self, name: str) -> None:
        with (self.folder / "ledger" / "main.beancount").open("a") as file:
            file.write(f'include "{name}"\n')

    def write(self, text: str) -> None:
        with self.payments.open("a", encoding="utf-8") as file:
            file.write(text)

    def run(self, *words: str, fails: bool = False) -> str:
        """A command of ``fellesbok``; gives what it says."""
        result = CliRunner().invoke(main, [*words, "--books", str(self.folder)])
        assert (result.exit_code != 0) is fails, f"{words}: {result.output}"
        return result.output

    def claim(self, year: int, cooperation: str, *more: str) -> str:
        return self.run(
            "claim", str(year), "--cooperation", cooperation, *more, "--yes"
        )

    def load(self) -> Any:
        books = load_books(self.folder / "ledger" / "main.beancount")
        assert not books.errors, [str(e.message) for e in books.errors]
        return books

    def balance(self, prefix: str, *, until: int = 9999) -> Decimal:
        """The sum of an account and those below it, to the end of a year."""
        return sum(
            (
                posting.units.number
                for entry in self.load().entries
                if isinstance(entry, data.Transaction) and entry.date.year <= until
                for posting in entry.postings
                if f"{posting.account}:".startswith(f"{prefix}:")
            ),
            NOTHING,
        )

    def pay_everything(self, day: str) -> None:
        """Every payer pays what is open, claim by claim, or gets its money back."""
        books = self.load()
        paid: dict[str, Decimal] = {}
        for claim in claims(books.entries, books.shared.agreement):
            key = claim.credits or claim.id
            paid[key] = paid.get(key, NOTHING) + claim.amount
        for entry in books.entries:
            if isinstance(entry, data.Transaction) and "krav" not in entry.tags:
                for link in entry.links:
                    if link.removeprefix("krav-") in paid and link.startswith("krav-"):
                        units: Any = entry.postings[0].units
                        paid[link.removeprefix("krav-")] -= units.number
        for claim in claims(books.entries, books.shared.agreement):
            amount = paid.get(claim.id, NOTHING)
            if amount:
                self.write(
                    f'\n{day} * "{claim.payer.name}" "Betalt" ^krav-{claim.id}\n'
                    f"  Assets:Bank:{claim.cooperation.account}  {amount} NOK\n"
                    f"  Assets:Krav:{claim.payer.account}:{claim.cooperation.account}"
                    f"  {-amount} NOK\n"
                )


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return Region(tmp_path)


def test_three_years(region: Region) -> None:
    print(region.run("plan", "2021"))
    for n in "12":
        print(region.claim(2021, "ikt", "--instalment", n))
    print(region.claim(2021, "beredskap", "--instalment", "1"))
    region.pay_everything("2021-06-01")
    for n in "34":
        print(region.claim(2021, "ikt", "--instalment", n))
    region.pay_everything("2021-11-15")
    region.include("2022.beancount")
    print(region.claim(2021, "ikt", "--settlement"))
    print(region.claim(2021, "beredskap", "--settlement"))
    print(region.claim(2021, "omstilling", "--settlement"))
    region.pay_everything("2022-02-28")
    for c in COOPERATIONS:
        for a in ("Assets:Bank",):
            print(c, a, region.balance(f"{a}:{c}", until=2021), region.balance(f"{a}:{c}"))
    assert 0
