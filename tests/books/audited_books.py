"""Made-up books of a year, and what the audit finds in them."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from casebook import load
from fellesbok.lint import AuditFinding
from fellesbok.lint import lint
from fellesbok.shared import OPTION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


AGREEMENT = """
region: Fjordene
currency: NOK
municipalities:
  nordvik:
    name: Nordvik
    organisation_number: "974760673"
    numbers:
      - {number: "1901", to: 2019-12-31}
      - {number: "5901", from: 2020-01-01}
  sorvik: {name: Sørvik, organisation_number: "943350833", numbers: []}
parties:
  staten: {name: Staten}
  alle: {name: Kommunene samlet, account: Alle}
statistics:
  people:
    title: Folketall
    unit: innbyggere
    source: x
    values:
      - {municipality: nordvik, date: 2018-01-01, value: 300}
      - {municipality: sorvik, date: 2018-01-01, value: 100}
keys:
  by-people:
    title: Etter folketall
    key: {statistic: people, date: accounting_year}
cooperations:
  ikt:
    title: IKT
    account: IKT
    kind: cooperation
    legal_form: Avtale
    cost_centres:
      10: {account: Drift, title: Drift}
      20: {account: Kurs, title: Kurs}
    versions:
      - from: 2018-01-01
        participants: [nordvik, sorvik]
        host: nordvik
        key: equal
        basis: net
        settlement: year
        surplus: return_to_participants
        decision: Sak 1/17
        source: Avtalen
"""

HEAD = """
option "operating_currency" "NOK"
plugin "fellesbok.plugin" "../allocation_rules.yaml"
2018-01-01 open Assets:Fordringer:Nordvik:IKT
2018-01-01 open Assets:Fordringer:Sørvik:IKT
2018-01-01 open Assets:Fordringer:Staten:IKT
2018-01-01 open Assets:Fordringer:Alle:IKT
2018-01-01 open Assets:Tilskudd:IKT:Staten
2018-01-01 open Equity:Memo:IKT
2018-01-01 open Equity:Memo:IKT:Driftsstøtte:Alle
2018-01-01 open Equity:Memo:IKT:Egeninnsats:Alle
2018-01-01 open Equity:Memo:IKT:Egeninntekt
2018-01-01 open Equity:Memo:IKT:Kostnad
2018-01-01 open Equity:Memo:IKT:Tilskudd:Staten
2018-01-01 open Equity:Memo:Motpost
2018-01-01 open Expenses:IKT
2018-01-01 open Expenses:IKT:Drift
2018-01-01 open Expenses:IKT:Kurs
2018-01-01 open Income:IKT:Egeninntekt
2018-01-01 open Income:IKT:Fond
2018-01-01 open Income:IKT:Kommuner:Alle
2018-01-01 open Income:IKT:Kommuner:Nordvik
2018-01-01 open Income:IKT:Kommuner:Staten
2018-01-01 open Income:IKT:Kommuner:Sørvik
2018-01-01 open Income:IKT:Overskudd
2018-01-01 open Income:IKT:Tilskudd:Staten
2018-01-01 open Assets:Krav:Sørvik:IKT
2018-01-01 open Liabilities:Fond:IKT:Nordvik
2018-01-01 open Liabilities:Fond:IKT:Sørvik
2018-01-01 open Liabilities:Påløpt:IKT
2018-01-01 open Liabilities:Tilskudd:IKT
2018-01-01 open Liabilities:Tilskudd:IKT:Staten
2018-01-01 open Liabilities:Uavklart:IKT
2018-01-01 open Liabilities:Utlegg:Nordvik
"""
REPORT = """
2018-12-31 custom "rapportering" "ikt" "rapportert"
  dato: 2019-02-20
"""
BUDGET = """
2018-01-01 custom "budget" Expenses:IKT:Drift "yearly" 1000.00 NOK
"""
COST = """
2018-05-01 * "Drift"
  Expenses:IKT:Drift            1010.50 NOK
  Liabilities:Utlegg:Nordvik   -1010.50 NOK
"""
CLEAN = REPORT + BUDGET + COST


def budget(account: str, amount: str, commodity: str, *words: str) -> str:
    """A budget line, with metadata."""
    lines = [f"  {word}\n" for word in words]
    return (
        f'2018-01-01 custom "budget" {account} "yearly" {amount} {commodity}\n'
        f"{''.join(lines)}"
    )


def posted(account: str, amount: str) -> str:
    """A voucher in kroner."""
    return (
        f'2018-06-01 * "Bilag"\n  {account}  {amount} NOK\n'
        f"  Liabilities:Utlegg:Nordvik\n"
    )


VOUCHER_BESIDE = '2018-06-30 note Expenses:IKT "Et bilag"\n'


@dataclass(frozen=True)
class Books:
    """Made-up books: what is written, and what of the agreement is something else."""

    written: str = CLEAN
    terms: Mapping[str, str] = field(default_factory=dict)
    beside: str = ""


def audit(
    folder: Path, books: Books, *, with_errors: bool = False
) -> list[AuditFinding]:
    """The findings of made-up books; they must load without an error if not said."""
    rules = AGREEMENT
    for old, new in books.terms.items():
        assert rules.count(old) == 1, old
        rules = rules.replace(old, new)
    (folder / "allocation_rules.yaml").write_text(rules, encoding="utf-8")
    ledger = folder / "ledger" / "main.beancount"
    ledger.parent.mkdir(exist_ok=True)
    ledger.write_text(HEAD + books.written, encoding="utf-8")
    if books.beside:
        beside = ledger.parent / books.beside
        beside.parent.mkdir(exist_ok=True)
        beside.write_text(VOUCHER_BESIDE, encoding="utf-8")
    loaded = load(ledger)
    assert with_errors or not loaded.errors, loaded.errors
    return lint(loaded.entries, loaded.options[OPTION], 2018)


def facts(found: list[AuditFinding]) -> set[tuple[str, str, str]]:
    """Rule, part and amount of each finding."""
    return {
        (f.rule, f.part, "" if f.amount is None else str(f.amount.normalize() + 0))
        for f in found
    }


LATE_COST = COST.replace("1010.50", "1300.50")
TWO_CENTRES = (
    LATE_COST
    + posted("Expenses:IKT:Kurs", "700.25")
    + budget("Expenses:IKT:Kurs", "1000.00", "NOK")
)


def make(folder: Path) -> bool:
    """Make a folder."""
    folder.mkdir()
    return True
