"""Books of a made-up cooperation whose participants are claimed, written in a folder.

Three municipalities share IKT by weights; a fourth enters or the host changes where a
test says so.  Everything is as a person would write it, and read through the plugin.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from click.testing import CliRunner
from click.testing import Result

from fellesbok.books import load_books
from fellesbok.claims.written import claims
from fellesbok.cli import main
from fellesbok.messages import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from fellesbok.books import Books
    from fellesbok.entries.claim import Claim
    from fellesbok.shared import Shared

PAYERS = {
    "nordvik": "Nordvik",
    "midvik": "Midvik",
    "sorvik": "Sørvik",
    "utvik": "Utvik",
}
NUMBERS = ("940363586", "840014932", "964994129", "943350833")
BANK_ACCOUNTS = ("86011117947", "12345600009", "12345600017", "12345600025")
ACCOUNT = f'    invoicing: {{bank_account: "{BANK_ACCOUNTS[0]}"}}\n'
"""What a host must have stated for its claims to be paid; each has its own number."""

QUARTERLY = "[02-15, 05-15, 08-15, 11-15]"
CLAIMS = f"""
claims:
  advance: {{basis: budget, due: {QUARTERLY}}}
  due_days: 30
"""

ASSUMED = """
claims: {due_days: 30}
assumptions:
  - text: Vektene er tolket
    source: Avtalen
    effect: "Lest likt ville Nordvik betalt 33 333,34 kr."
    alternatives:
      - text: likt
        key: equal
  - text: Fristen er tolket
    source: Avtalen
    effect: "Sørvik sparer 17,17 kr."
"""
"""Claims without instalments, and terms that are read; it tells what that means."""


def version(  # noqa: PLR0913 -- the terms of an agreement
    first: str = "2018-01-01",
    members: str = "[midvik, nordvik, sorvik]",
    *,
    host: str = "nordvik",
    key: str = "{weights: {nordvik: 5, midvik: 3, sorvik: 2, utvik: 4}}",
    settlement: str = "year",
    claims: str = CLAIMS,
    last: str = "",
) -> str:
    """One version of the agreement."""
    to = f"        to: {last}\n" if last else ""
    terms = "".join(f"        {line}\n" for line in claims.strip().splitlines())
    return f"""\
      - from: {first}
{to}        participants: {members}
        host: {host}
        key: {key}
        basis: net
        settlement: {settlement}
        surplus: return_to_participants
        decision: not_stated
        source: Avtalen
{terms}"""


def _of_its_own(invoicing: str, account: str, number: str) -> str:
    """What an invoice must know: no two have one bank account or one endpoint."""
    own = invoicing.replace(BANK_ACCOUNTS[0], account)
    return own.replace(f'endpoint: "{NUMBERS[1]}"', f'endpoint: "{number}"')


def rules(
    *versions: str,
    others: str = "",
    invoicing: Mapping[str, str] | None = None,
    innsyn: str = "",
) -> str:
    """The agreements.

    Args:
        versions: The versions of IKT.
        others: Cooperations beside IKT.
        invoicing: What an invoice must know of a municipality, by its slug; otherwise
            each has a bank account.
        innsyn: What members of IKT see of each other; nothing is written where blank.
    """
    seen = f"    innsyn: {innsyn}\n" if innsyn else ""
    known = dict.fromkeys(PAYERS, ACCOUNT) if invoicing is None else invoicing
    municipalities = "".join(
        f'  {slug}:\n    name: {name}\n    organisation_number: "{number}"\n'
        f"    numbers: []\n"
        f"{_of_its_own(known.get(slug, ''), account, number)}"
        for (slug, name), number, account in zip(
            PAYERS.items(), NUMBERS, BANK_ACCOUNTS, strict=True
        )
    )
    return f"""\
region: Vika
currency: NOK
municipalities:
{municipalities}cooperations:
  ikt:
    title: IKT-samarbeidet
    account: IKT
{seen}    kind: cooperation
    legal_form: not_stated
    versions:
{"".join(versions or (version(),))}{others}"""


def chart(*cooperations: str) -> str:
    """Every account that is needed."""
    lines = ["2017-01-01 open Assets:Bank NOK"]
    for cooperation in cooperations or ("IKT",):
        lines += [
            f"2017-01-01 open Expenses:{cooperation} NOK",
            f"2017-01-01 open Income:{cooperation}:Tilskudd:Staten NOK",
        ]
        for name in PAYERS.values():
            of = f"{name}:{cooperation}"
            lines += [
                f"2017-01-01 open Assets:Fordringer:{of} NOK",
                f"2017-01-01 open Assets:Krav:{of} NOK",
                f"2017-01-01 open Liabilities:Utlegg:{of} NOK",
                f"2017-01-01 open Income:{cooperation}:Kommuner:{name} NOK",
            ]
    return "\n".join(lines) + "\n"


def budget(amount: str, day: str = "2018-01-01", cooperation: str = "IKT") -> str:
    """The year's budget."""
    return f'\n{day} custom "budget" Expenses:{cooperation} "yearly" {amount} NOK\n'


def cost(
    day: str, amount: str, cooperation: str = "IKT", of: str = "Assets:Bank"
) -> str:
    """A voucher."""
    return (
        f'\n{day} * "Kostnad"\n  Expenses:{cooperation}  {amount} NOK\n'
        f"  {of}  -{amount} NOK\n".replace("--", "")
    )


def paid(day: str, payer: str, amount: str, claim: str = "") -> str:
    """A payment of a claim, or of whatever is open."""
    link = f" ^krav-{claim}" if claim else ""
    return (
        f'\n{day} * "{payer}" "Innbetaling"{link}\n  Assets:Bank  {amount} NOK\n'
        f"  Assets:Krav:{payer}:IKT  -{amount} NOK\n"
    )


@dataclass(frozen=True)
class Folder:
    """A folder of books, as a person keeps it.

    Attributes:
        path: The folder.
        faults: What each fault of the books says, in the order of the books.
    """

    path: Path
    faults: tuple[str, ...] = ()

    def write(self, rules_text: str, *parts: str) -> Folder:
        """Write the agreements and the books."""
        ledger = self.path / "ledger"
        ledger.mkdir(exist_ok=True)
        (self.path / "allocation_rules.yaml").write_text(rules_text, encoding="utf-8")
        plugin = 'plugin "fellesbok.plugin" "../allocation_rules.yaml"\n'
        text = "\n".join([plugin, *parts])
        (ledger / "main.beancount").write_text(text, encoding="utf-8")
        return self

    def add(self, *parts: str) -> Folder:
        """Write more at the end of the books."""
        with (self.path / "ledger" / "main.beancount").open("a") as main_file:
            main_file.write("\n".join(["", *parts]))
        return self

    def flattened(self) -> Folder:
        """Put agreements, main file and figures in one folder, without a ledger."""
        for path in (self.path / "ledger").iterdir():
            path.rename(self.path / path.name)
        (self.path / "ledger").rmdir()
        for name, above in (
            ("main.beancount", "../allocation_rules.yaml"),
            ("allocation_rules.yaml", "ledger/population.csv"),
        ):
            text = (self.path / name).read_text(encoding="utf-8")
            text = text.replace(above, above.partition("/")[2])
            (self.path / name).write_text(text, encoding="utf-8")
        return self

    def load(self) -> Books:
        """The books, which must have the faults that are known, and no others."""
        loaded = load_books(self.path / "ledger" / "main.beancount")
        told = [str(error.message) for error in loaded.errors]
        assert len(told) == len(self.faults), "\n".join(told)
        for fault, text in zip(self.faults, told, strict=True):
            assert fault in text
        return loaded

    def errors(self) -> list[str]:
        """Each error as line of the books and text."""
        loaded = load_books(self.path / "ledger" / "main.beancount")
        return [f"{fault.line}: {say(fault.message, 'nb')}" for fault in loaded.errors]

    def shared(self) -> Shared:
        """What the plugin found out."""
        shared = self.load().shared
        assert shared is not None
        return shared

    def claims(self) -> tuple[Claim, ...]:
        """The claims in the books."""
        loaded = self.load()
        assert loaded.shared is not None
        return claims(loaded.entries, loaded.shared.agreement)

    def run(self, *arguments: str, typed: str | None = None) -> Result:
        """Run a command on the books."""
        command = [arguments[0], "--books", str(self.path), *arguments[1:]]
        return CliRunner().invoke(main, command, input=typed)

    def files(self) -> dict[str, bytes]:
        """Every file of the folder and what stands in it."""
        return {
            str(path.relative_to(self.path)): path.read_bytes()
            for path in sorted(self.path.rglob("*"))
            if path.is_file() and "cache" not in f"{path.parent.name}/{path.name}"
        }
