"""Made-up books of a year, and what the audit finds in them."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

import pytest

from casebook import load
from fellesbok.lint import RULES
from fellesbok.lint import AuditFinding
from fellesbok.lint import lint
from fellesbok.shared import OPTION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
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
AT_YEAR_END = CLEAN.replace("2018-05-01", "2018-12-31")
"""The same with one total for the year, as a report gives it."""
YEAR_IS_OVER = "\n2018-12-31 balance Equity:Memo:Motpost  0.00 NOK\n"
"""A fixed sum is charged when the books have come to the end of the period."""
DATED = COST.replace('"Drift"\n', '"Drift"\n  periode: "2018-06-01/2018-12-31"\n')
SPRING = DATED.replace("2018-06-01/2018-12-31", "2018-01-01/2018-05-31")


def with_words(line: str, *words: str) -> str:
    """A line of the books and its metadata."""
    return "\n".join([line, *(f"  {word}" for word in words), ""])


def budget(account: str, amount: str, commodity: str, *words: str) -> str:
    """A budget line, with metadata."""
    line = f'2018-01-01 custom "budget" {account} "yearly" {amount} {commodity}'
    return with_words(line, *words)


def memo(account: str, amount: str, commodity: str, *words: str) -> str:
    """A memo figure in the accounts, with metadata."""
    return (
        with_words(f'2018-12-31 * "{account}"', *words)
        + f"  Equity:Memo:IKT:{account}  {amount} NOK.{commodity}\n"
        + "  Equity:Memo:Motpost\n"
    )


def figure(label: str, value: str, *words: str) -> str:
    """A key figure, with metadata."""
    return with_words(f'2018-12-31 custom "nøkkeltall" "ikt" "{label}" {value}', *words)


def posted(account: str, amount: str) -> str:
    """A voucher in kroner."""
    return (
        f'2018-06-01 * "Bilag"\n  {account}  {amount} NOK\n'
        f"  Liabilities:Utlegg:Nordvik\n"
    )


def project(cost: str, *financing: str) -> str:
    """A project's figures beside the clean year."""
    return CLEAN + memo("Kostnad", cost, "PROSJEKT") + "".join(financing)


LATE_COST = COST.replace("1010.50", "1300.50")
TWO_CENTRES = (
    LATE_COST
    + posted("Expenses:IKT:Kurs", "700.25")
    + budget("Expenses:IKT:Kurs", "1000.00", "NOK")
)
GIVEN = "Equity:Memo:IKT:Tilskudd:Staten"
GRANT = posted("Income:IKT:Tilskudd:Staten", "-1100.25")
GRANT_BUDGET = budget("Income:IKT:Tilskudd:Staten", "-1090.00", "NOK")
NO_GRANT = posted("Income:IKT:Tilskudd:Staten", "0.00")

KEY = "        key: equal\n"
SURPLUS = "surplus: return_to_participants"
NOT_STATED = {KEY: "        key: {not_stated: ingen vet}\n"}
NOTHING_SHARED = {KEY: "        key: {nothing_shared: staten betaler}\n"}
COLLECTIVE = {
    KEY: """        key:
          groups:
            - share: 60 %
              payers: participants
              key: {not_stated: ingen vet}
              collective: alle
            - {share: 40 %, payers: [staten], key: equal}
"""
}
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


def make(folder: Path) -> None:
    """Make a folder."""
    folder.mkdir()


@dataclass(frozen=True)
class Case:
    """Smallest books that a rule finds something in, and such as it leaves alone.

    Attributes:
        fact: Rule, part and amount of what it finds, as ``facts`` has them.
        bad: Books in which it finds that.
        good: Books in which it finds nothing about that part.
    """

    fact: tuple[str, str, str]
    bad: Books
    good: Books


def each(cases: Sequence[Case]) -> pytest.MarkDecorator:
    """A test that is run of each case, and named after its rule."""
    return pytest.mark.parametrize("case", cases, ids=lambda case: case.fact[0])


def must_find(folder: Path, case: Case) -> None:
    """A rule finds what it is about, says why and where, and finds nothing else."""
    make(folder / "bad")
    found = audit(folder / "bad", case.bad)
    assert case.fact in facts(found)
    assert all(f.place is not None for f in found)
    assert all(str(RULES[f.rule].why) in f.text for f in found)
    make(folder / "good")
    left = {(f.rule, f.part) for f in audit(folder / "good", case.good)}
    assert case.fact[:2] not in left
