"""The made-up region through its three years, by the commands."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data
from click.testing import CliRunner

from fellesbok.books import load_books
from fellesbok.claims.items import open_claims
from fellesbok.claims.written import claims
from fellesbok.cli import main
from fellesbok.grants.standing import grant_stands
from fellesbok.sharing import statement
from places import MADE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fellesbok.books import Books
    from fellesbok.entries.claim import Claim

FOLDER = MADE / "three_years"

LATER = MADE / "three_years_later"
"""The files of the years to come: what lies in the folder of the books is included."""

COOPERATIONS = ("Beredskap", "IKT", "Omstilling")

NOTHING = Decimal("0.00")


def kr(written: str) -> Decimal:
    """An amount as it is written in Norwegian."""
    return Decimal(written.replace(" ", "").replace(",", "."))


class Region:
    """The books of the region, and what the accountant does to them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "region"
        shutil.copytree(FOLDER, self.folder)
        self.ledger = self.folder / "ledger"
        self.daybook = self.ledger / "dagbok.beancount"
        self.daybook.write_text("; Innbetalinger og rettelser\n", encoding="utf-8")
        self.take_in("dagbok.beancount")

    def take_in(self, name: str) -> None:
        """A file more in the books, such as a new year's budget and vouchers."""
        if not (self.ledger / name).exists():
            shutil.copy(LATER / name, self.ledger)
        with (self.ledger / "main.beancount").open("a", encoding="utf-8") as file:
            file.write(f'include "{name}"\n')

    def write(self, text: str) -> None:
        with self.daybook.open("a", encoding="utf-8") as file:
            file.write(text)

    def do(self, *words: str) -> str:
        """A command of ``fellesbok``; gives what it says."""
        result = CliRunner().invoke(main, [*words, "--books", str(self.folder)])
        assert result.exit_code == 0, f"{words}: {result.output}"
        return result.output.replace("\xa0", " ")

    def claim(self, year: int, cooperation: str, *more: str) -> tuple[Claim, ...]:
        """Claim, and give the new claims."""
        before = {claim.id for claim in self.claims()}
        self.do("claim", str(year), "--cooperation", cooperation, *more, "--yes")
        return tuple(claim for claim in self.claims() if claim.id not in before)

    def settle(self, year: int) -> None:
        """The settlement of the year, by the end of January; then it is closed."""
        self.do("claim", str(year), "--date", f"{year + 1}-01-31", "--yes")
        self.do("close", str(year), "--yes")

    def load(self) -> Books:
        books = load_books(self.ledger / "main.beancount")
        assert not books.errors, [str(error.message) for error in books.errors]
        return books

    def claims(self) -> tuple[Claim, ...]:
        books = self.load()
        assert books.shared is not None
        return claims(books.entries, books.shared.agreement)

    def pay(self, day: str) -> None:
        """Everybody pays what is open, claim by claim, or gets its money back."""
        books = self.load()
        assert books.shared is not None
        found = open_claims(
            books.entries, books.shared.agreement, date.fromisoformat(day)
        )
        for item in found.items:
            claim = item.claim
            payer, cooperation = claim.payer.account, claim.cooperation.account
            if item.remaining:
                self.write(
                    f'\n{day} * "{claim.payer.name}" "Oppgjør" ^krav-{claim.id}\n'
                    f"  Assets:Bank:{cooperation}  {item.remaining} NOK\n"
                    f"  Assets:Krav:{payer}:{cooperation}  {-item.remaining} NOK\n"
                )


def postings(books: Books, account: str, last_year: int) -> Iterator[Decimal]:
    """What is posted on an account and those below it, to the end of a year."""
    for entry in books.entries:
        if isinstance(entry, data.Transaction) and entry.date.year <= last_year:
            for posting in entry.postings:
                if f"{posting.account}:".startswith(f"{account}:"):
                    units: Any = posting.units
                    yield units.number


def balance(books: Books, account: str, last_year: int = 9999) -> Decimal:
    return sum(postings(books, account, last_year), NOTHING)


def result_of(books: Books, cooperation: str, last_year: int) -> Decimal:
    """Cost less income in all years so far."""
    return balance(books, f"Expenses:{cooperation}", last_year) + balance(
        books, f"Income:{cooperation}", last_year
    )


def reckon(region: Region, *, fund: str, unused: str, receivable: str) -> None:
    """What must hold when a year is settled and paid."""
    books = region.load()
    assert books.shared is not None
    agreement = books.shared.agreement
    shares: dict[tuple[str, str], Decimal] = {}
    for share in statement.shares(books.entries):
        key = share.cooperation, share.municipality
        shares[key] = shares.get(key, NOTHING) + share.amount
    for correction in statement.corrections(books.entries):
        key = correction.cooperation, correction.municipality
        shares[key] = shares.get(key, NOTHING) + correction.amount
    for (cooperation, payer), amount in shares.items():
        claimed = sum(
            claim.share
            for claim in claims(books.entries, agreement)
            if (claim.cooperation.account, claim.payer.name) == (cooperation, payer)
        )
        paid_out = balance(books, f"Assets:Fordringer:{payer}:{cooperation}")
        assert paid_out == 0, f"{cooperation} {payer}: {paid_out} kr is not settled"
        given = given_back(books, payer, cooperation)
        assert claimed == amount - given, f"{cooperation} {payer}"
    assert balance(books, "Assets:Krav") == 0, "everything is paid"
    assert balance(books, "Liabilities:Fond:Beredskap") == -kr(fund)
    (grant,) = grant_stands(books.entries, agreement, books.entries[-1].date)
    assert (grant.unused, grant.receivable) == (kr(unused), kr(receivable))
    assert balance(books, "Assets:Bank:IKT") == 0
    assert balance(books, "Assets:Bank:Beredskap") == kr(fund)
    assert balance(books, "Assets:Bank:Omstilling") == kr(unused) - kr(receivable)


def given_back(books: Books, payer: str, cooperation: str) -> Decimal:
    """What a fund has paid out to an owner, through its receivable."""
    units: list[Any] = [
        posting.units
        for entry in books.entries
        if isinstance(entry, data.Transaction) and "fond" in entry.tags
        for posting in entry.postings
        if posting.account == f"Assets:Fordringer:{payer}:{cooperation}"
    ]
    return -sum((unit.number for unit in units), NOTHING)
