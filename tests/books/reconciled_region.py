"""A made-up region of six municipalities that claim of each other, and their own books.

Vest hosts IKT, and Øst hosts the fire service (*brann*), so each of the six is claimed.
Every claim is written by the command, and each municipality's file is what its own
system would give: true, until a test makes it wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from click.testing import CliRunner
from click.testing import Result

from fellesbok.books import load_books
from fellesbok.claims.held_against import claims_held
from fellesbok.cli import main
from saft_documents import ACCOUNTS
from saft_documents import Line
from saft_documents import Voucher
from saft_documents import document
from weighed import cooperation

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books
    from fellesbok.reconciling.records import OurLine

SIX = {
    "vest": ("Vest", "940363586"),
    "ost": ("Øst", "840014932"),
    "nord": ("Nord", "964994129"),
    "sor": ("Sør", "943350833"),
    "midt": ("Midt", "941812716"),
    "ytre": ("Ytre", "940331102"),
}
NUMBERS = (*ACCOUNTS, "350", "370", "380", "750", "780")
CENTRE = {"A": "700"}
BANK_ACCOUNTS = (
    *("86011117947", "12345600009", "12345600017"),
    *("12345600025", "12345600033", "12345600041"),
)


def rules() -> str:
    """The agreements: both by weights, claimed on account in two instalments."""
    lines = ["region: Vika", "currency: NOK", "municipalities:"]
    owned = zip(SIX.items(), BANK_ACCOUNTS, strict=True)
    for (slug, (name, number)), account in owned:
        lines += [
            f"  {slug}:",
            f"    name: {name}",
            f'    organisation_number: "{number}"',
            "    numbers: []",
            f'    invoicing: {{bank_account: "{account}"}}',
        ]
    lines.append("cooperations:")
    for slug, name, host in (("ikt", "IKT", "vest"), ("brann", "Brann", "ost")):
        lines += cooperation(slug, name, host, SIX, title=f"{name}samarbeidet")
    return "\n".join(lines) + "\n"


def chart() -> str:
    """Every account, and a budget of each cooperation."""
    lines = ["2017-01-01 open Assets:Bank NOK"]
    for name, amount in (("IKT", "210000.10"), ("Brann", "42000.00")):
        lines += [
            f"2017-01-01 open Expenses:{name} NOK",
            f'2018-01-01 custom "budget" Expenses:{name} "yearly" {amount} NOK',
        ]
        for payer, _ in SIX.values():
            lines += [
                f"2017-01-01 open {account}:{payer}:{name} NOK"
                for account in ("Assets:Fordringer", "Assets:Krav")
            ]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Region:
    """The folder of the joint books, with claims for 2018."""

    path: Path

    @classmethod
    def made(cls, path: Path) -> Region:
        """Books with every instalment of 2018 claimed."""
        ledger = path / "ledger"
        ledger.mkdir(parents=True)
        (path / "allocation_rules.yaml").write_text(rules(), encoding="utf-8")
        text = 'plugin "fellesbok.plugin" "../allocation_rules.yaml"\n' + chart()
        (ledger / "main.beancount").write_text(text, encoding="utf-8")
        region = cls(path)
        for number in "12":
            done = region.run("claim", "2018", "--instalment", number, "--yes")
            assert done.exit_code == 0, done.output
        return region

    def run(self, *arguments: str) -> Result:
        """A command on these books."""
        command = [arguments[0], "--books", str(self.path), *arguments[1:]]
        return CliRunner().invoke(main, command)

    def load(self) -> Books:
        """The books, without faults."""
        loaded = load_books(self.path / "ledger" / "main.beancount")
        assert not loaded.errors, "\n".join(map(str, loaded.errors))
        return loaded

    def claims(self, slug: str) -> tuple[OurLine, ...]:
        """What a municipality is claimed."""
        loaded = self.load()
        agreement = loaded.settled.agreement
        return claims_held(loaded.entries, agreement, agreement.payer(slug))

    def add(self, text: str) -> None:
        """More in the books."""
        with (self.path / "ledger" / "main.beancount").open("a") as file:
            file.write(f"\n{text}")

    def file(self, slug: str, vouchers: tuple[Voucher, ...]) -> str:
        """A municipality's SAF-T, written beside the books; gives its path."""
        text = document(vouchers, organisation=SIX[slug][1], numbers=NUMBERS)
        path = self.path.parent / f"{slug}.xml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    def held(self, slug: str, path: str, *more: str) -> Result:
        """The reconciliation of a municipality."""
        return self.run("reconcile", "2018", path, "--municipality", slug, *more)


def true_vouchers(claims: tuple[OurLine, ...]) -> tuple[Voucher, ...]:
    """What a careful municipality books: each claim once, and the wages of a person."""
    wages = Voucher(
        "1",
        "2018-01-31",
        (Line("010", "45000.50", CENTRE, "Lønn"), Line("2400", "-45000.50")),
    )
    booked = tuple(
        purchase(str(number), claim, f"Krav {claim.claim}")
        for number, claim in enumerate(claims, 2)
    )
    return (wages, *booked)


def purchase(  # noqa: PLR0913 -- what a line can differ in
    number: str,
    claim: OurLine,
    text: str,
    *,
    amount: str = "",
    art: str = "350",
    day: str = "",
    kid: str = "",
) -> Voucher:
    """A claim as a municipality books it."""
    amount = amount or str(claim.amount)
    other = amount[1:] if amount.startswith("-") else f"-{amount}"
    return Voucher(
        number,
        day or claim.day.isoformat(),
        (
            Line(art, amount, CENTRE, text, supplier="L1", kid=kid),
            Line("2400", other, text=text, supplier="L1"),
        ),
    )


def changed(voucher: Voucher, **fields: str) -> Voucher:
    """The voucher with something else on its first line."""
    first, *rest = voucher.lines
    other: Any = fields
    return replace(voucher, lines=(replace(first, **other), *rest))
