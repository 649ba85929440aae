"""Three years of a made-up region, from the first budget to the third settlement.

Everything is done as the accountant does it: vouchers, payments and decisions are
written in the books, and the commands claim, credit and close.  After each year it is
reckoned up: claims less credit notes are the shares, every cooperation has its agreed
result, and the bank holds just what the funds and the grant say.

The region: Austvik, Nordvik and Vestvik share IKT (40/60), Beredskap (agreed amounts,
what is left goes to a fund) and the project Omstilling (a grant of 75 %, the rest in
equal parts).  Sørvik joins IKT on 1 July 2021, Vestvik takes over as its host on 1 July
2022, and Nordvik leaves Beredskap when 2022 ends.
"""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount.core import data
from click.testing import CliRunner

from fellesbok.books import load_books
from fellesbok.claims.items import open_claims
from fellesbok.claims.written import claims
from fellesbok.cli import main
from fellesbok.grants.standing import grant_stands
from fellesbok.sharing import statement
from places import MADE
from report.test_report_claims import panels
from report.test_report_claims import report
from report.test_report_claims import rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fellesbok.books import Books
    from fellesbok.entries.claim import Claim

pytestmark = pytest.mark.usefixtures("without_pdf")

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
        given = _given_back(books, payer, cooperation)
        assert claimed == amount - given, f"{cooperation} {payer}"
    assert balance(books, "Assets:Krav") == 0, "everything is paid"
    assert balance(books, "Liabilities:Fond:Beredskap") == -kr(fund)
    (grant,) = grant_stands(books.entries, agreement, books.entries[-1].date)
    assert (grant.unused, grant.receivable) == (kr(unused), kr(receivable))
    assert balance(books, "Assets:Bank:IKT") == 0
    assert balance(books, "Assets:Bank:Beredskap") == kr(fund)
    assert balance(books, "Assets:Bank:Omstilling") == kr(unused) - kr(receivable)


def _given_back(books: Books, payer: str, cooperation: str) -> Decimal:
    """What a fund has paid out to an owner, through its receivable."""
    units: list[Any] = [
        posting.units
        for entry in books.entries
        if isinstance(entry, data.Transaction) and "fond" in entry.tags
        for posting in entry.postings
        if posting.account == f"Assets:Fordringer:{payer}:{cooperation}"
    ]
    return -sum((unit.number for unit in units), NOTHING)


def amounts(made: tuple[Claim, ...]) -> dict[str, Decimal]:
    return {claim.payer.name: claim.amount for claim in made}


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return Region(tmp_path)


def test_three_years(region: Region) -> None:
    _lived(region)
    _told_to_the_end(region)


def _lived(region: Region) -> None:  # noqa: PLR0915 -- three years
    # 2021.  Three municipalities pay on account for IKT, by the budget of 1 200 000 …
    first = region.claim(2021, "ikt", "--instalment", "1")
    assert amounts(first) == {
        "Austvik": kr("125 926,64"),
        "Nordvik": kr("91 109,91"),
        "Vestvik": kr("80 497,69"),
    }
    assert [claim.id for claim in first] == [f"austvik-2021-000{n}" for n in (1, 2, 3)]
    assert sum(amounts(region.claim(2021, "beredskap", "--instalment", "1")).values())
    region.claim(2021, "ikt", "--instalment", "2")
    region.pay("2021-05-10")
    # … and Sørvik with them from 1 July.  Vestvik wants its claim on another account
    # string: a credit note, and the same once more.
    third = region.claim(2021, "ikt", "--instalment", "3")
    assert amounts(third)["Sørvik"] == kr("57 348,23")
    wrong = next(claim for claim in third if claim.payer.name == "Vestvik")
    region.do("credit", wrong.id, "--reason", "Feil konteringsstreng", "--yes")
    (again,) = region.claim(2021, "ikt", "--instalment", "3")
    assert again.amount == wrong.amount
    region.claim(2021, "ikt", "--instalment", "4")
    on_account = sum(
        claim.amount for claim in region.claims() if claim.cooperation.slug == "ikt"
    )
    assert on_account == kr("1 200 000,00"), "the instalments are the budget"
    region.pay("2021-11-10")
    # IKT cost 1 223 356,10, and Beredskap 28 765,50 less than agreed.
    region.settle(2021)
    region.pay("2022-02-15")
    books = region.load()
    assert [result_of(books, c, 2021) for c in COOPERATIONS] == [0, 0, 0]
    reckon(region, fund="28 765,50", unused="15 000,00", receivable="0,00")

    # 2022.  A bill for December comes in March: 2021 is closed, so it is a correction.
    region.take_in("2022.beancount")
    region.write(
        '\n2021-12-28 * "Kraftlaget" "Strøm i desember, etterfakturert"\n'
        '  bilag: "2021-0009"\n'
        "  Expenses:IKT       12000.01 NOK\n"
        "  Assets:Bank:IKT   -12000.01 NOK\n"
    )
    corrections = statement.corrections(region.load().entries)
    assert sum(c.amount for c in corrections) == kr("12 000,01")
    assert {c.period for c in corrections} == {"2022-H1"}, "the time of Austvik"
    assert all("2021-0009" in c.reason for c in corrections)
    # Vestvik is host of IKT from 1 July, and claims the last two instalments.
    hosts = [
        {claim.host.name for claim in region.claim(2022, "ikt", "--instalment", n)}
        for n in "1234"
    ]
    assert hosts == [{"Austvik"}, {"Austvik"}, {"Vestvik"}, {"Vestvik"}]
    region.claim(2022, "beredskap", "--instalment", "1")
    region.pay("2022-11-10")
    # Beredskap lacks 21 000, which the fund covers; Nordvik leaves with its part.
    # 315 000 of the grant is earned; 300 000 is paid before the report.
    assert "300 000,00" in region.do("grants", "2022")
    region.settle(2022)
    region.pay("2023-02-15")
    books = region.load()
    assert [result_of(books, c, 2022) for c in COOPERATIONS] == [0, 0, 0]
    paid_out = _given_back(books, "Nordvik", "Beredskap")
    assert paid_out == kr("1 941,37"), "a quarter of 7 765,50 is half an øre more"
    assert balance(books, "Liabilities:Fond:Beredskap:Nordvik") == 0
    left = f"{kr('7 765,50') - paid_out}".replace(".", ",")
    reckon(region, fund=left, unused="0,00", receivable="15 000,00")

    # 2023.  The population of Vestvik in 2022 is corrected: the shares of a closed year
    # stand, and the difference comes with this year's settlement.
    region.take_in("2023.beancount")
    population = region.ledger / "statistics" / "population.csv"
    written = population.read_text(encoding="utf-8")
    population.write_text(
        written.replace("2022-01-01,2450", "2022-01-01,2460"), encoding="utf-8"
    )
    since = [
        c for c in statement.corrections(region.load().entries) if c.period == "2023"
    ]
    assert sum(c.amount for c in since) == 0, "somebody pays more, the others less"
    assert all("2450" in c.reason.replace("\xa0", "") for c in since)
    more = [c.municipality for c in since if c.amount > 0]
    assert more == ["Vestvik", "Vestvik"], "in the time of each host of 2022"
    for instalment in "1234":
        region.claim(2023, "ikt", "--instalment", instalment)
    region.claim(2023, "beredskap", "--instalment", "1")
    region.pay("2023-11-10")
    region.settle(2023)
    late = [c for c in region.claims() if c.period == "2022-H1" and c.reason]
    assert {claim.host.name for claim in late} == {"Austvik"}, "host until 30 June 2022"
    assert sum(claim.amount for claim in late) == 0
    region.pay("2024-02-15")
    books = region.load()
    assert [result_of(books, c, 2023) for c in COOPERATIONS] == [0, 0, 0]
    left = f"{kr('13 765,50') - paid_out}".replace(".", ",")
    reckon(region, fund=left, unused="0,00", receivable="0,00")
    assert "Alt som kan kreves" in region.do("claim", "2023", "--yes")


def _told_to_the_end(region: Region) -> None:
    """The report of each year: what was claimed is settled, a fund is its owners'."""
    for year in (2021, 2022, 2023):
        made = report(year, books=region.folder)
        assert made.status.startswith(f"Endelig rapport: {year} ")
        found = panels(made)
        settled = [found[name] for name in found if name.startswith("krav-")]
        assert len(settled) == len([page for page in made.pages if page.explanations])
        assert settled
        for panel in settled:
            told = rows(panel)
            assert set(told["Igjen å gjøre opp"]) == {"0.00"}
            assert "resultat etter avregning er 0,00 kr." in " ".join(panel.remarks)
        for fund in (found[name] for name in found if name.startswith("fond-")):
            *owners, total = [row.cells[-1].value or Decimal(0) for row in fund.rows]
            assert sum(owners) == total
