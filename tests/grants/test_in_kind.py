"""Work without money is counted and told, and changes nothing else.

The proof: take all of it out of the books, and every share, receivable, claim, fund,
grant, budget share and balance is what it was.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount import loader
from click.testing import CliRunner

from fellesbok.books import Books
from fellesbok.books import load_books
from fellesbok.claims.open_items import open_items
from fellesbok.cli import main
from fellesbok.funds.history import fund_history
from fellesbok.grants.in_kind import InKind
from fellesbok.grants.in_kind import in_kind
from fellesbok.grants.own_shares import own_share
from fellesbok.grants.standing import grant_stands
from fellesbok.grants.standing import grant_years
from fellesbok.lint import lint
from fellesbok.sharing import statement
from loaded_books import books_in
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path

WORK = ":Egeninnsats"
DATED = re.compile(r"\d{4}-\d\d-\d\d (?!open)")

loader.initialize(use_cache=False)


@dataclass(frozen=True)
class Money:
    """Everything that is owed, paid, owned or earned, in the order of the books."""

    shares: list[Any]
    items: list[Any]
    funds: list[Any]
    grants: list[Any]
    budget_shares: list[Any]
    balances: dict[tuple[str, str], Decimal]


def money(books: Books) -> Money:
    """What the books say of money."""
    assert not books.errors, books.errors
    assert books.shared is not None
    entries, agreement = books.entries, books.shared.agreement
    balances: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for entry in entries:
        for posting in getattr(entry, "postings", ()):
            if not posting.account.startswith("Equity:Memo"):
                key = posting.account, posting.units.currency
                balances[key] += posting.units.number
    return Money(
        [
            (s.day, s.cooperation, s.municipality, s.basis, s.amount)
            for s in statement.shares(entries)
        ],
        [
            (i.account, i.charged, i.given_back, i.paid, i.outstanding)
            for i in open_items(entries, agreement)
        ],
        fund_history(entries, agreement),
        [
            (y.grant.slug, y.year, y.earned, y.received, _figures(y.stand))
            for y in grant_years(entries, agreement)
        ],
        [
            (r.cooperation.slug, r.year, dict(r.periods[-1].apportionment.amounts_ore))
            for r in books.shared.budget_results
        ],
        dict(balances),
    )


def _figures(stand: Any) -> tuple[Any, ...]:  # noqa: ANN401 -- a stand's figures
    names = ("committed", "available", "earned", "received", "receivable", "unused")
    return tuple(getattr(stand, name) for name in (*names, "left", "not_payable"))


def without_work(folder: Path) -> int:
    """Take every voucher, budget and balance of work out of the books; how many."""
    taken = 0
    for path in sorted(folder.rglob("*.beancount")):
        kept = []
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            lines = block.split("\n")
            if WORK in block and DATED.match(lines[0]):
                taken += 1
            else:
                kept.append(block)
        path.write_text("\n\n".join(kept), encoding="utf-8")
    return taken


# ------------------------------------------------------------------- the 2018 books


def copy_of_books(folder: Path) -> Path:
    """The books, to be changed."""
    shutil.copytree(HOUSE / "ledger", folder / "ledger")
    shutil.copy(HOUSE / "allocation_rules.yaml", folder)
    return folder / "ledger" / "main.beancount"


def test_the_work_of_2018_is_told() -> None:
    books = books_in(HOUSE)
    assert books.shared is not None
    found: list[Any] = in_kind(books.entries, books.shared.agreement, 2018)
    assert [
        (w.cooperation, w.party, w.planned, w.quantity, w.value) for w in found
    ] == [
        ("Helseteknologi", "Kommunene-samlet", 720000, None, None),
        ("Helseteknologi", "Nord-Troms-vgs", 120000, None, None),
        ("HoppIdé-A", "Kommunene-samlet", 880000, 821021, 821021),
    ]


def test_without_the_work_of_2018_no_money_changes(tmp_path: Path) -> None:
    """HoppIdé A and Helseteknologi: three budgets and one figure of the accounts."""
    main_file = copy_of_books(tmp_path)
    before = money(load_books(main_file))
    assert without_work(tmp_path / "ledger") == 4
    books = load_books(main_file)
    assert books.shared is not None
    assert in_kind(books.entries, books.shared.agreement) == []
    assert money(books) == before
    assert before.shares
    assert before.funds
    assert before.grants


# ------------------------------------------------------------------- a made-up region

RULES = """\
region: Fjordene
currency: NOK
municipalities:
  nordvik: {name: Nordvik, organisation_number: "974760673", numbers: []}
  sorvik: {name: Sørvik, organisation_number: "943350833", numbers: []}
parties:
  staten: {name: Staten}
cooperations:
  velferd:
    title: Velferd
    account: Velferd
    kind: project
    legal_form: not_stated
    versions:
      - from: 2018-01-01
        participants: [nordvik, sorvik]
        host: nordvik
        key: {weights: {nordvik: 2, sorvik: 1}}
        basis: net
        settlement: quarter
        surplus: fund
        decision: not_stated
        source: Avtalen
grants:
  staten-velferd:
    title: Velferd
    grantor: staten
    cooperation: velferd
    purpose: not_stated
    commitments: [{amount: 1000, date: 2018-01-01, source: Brevet}]
    conditions:
      own_financing: {amount: 70000, kind: in_kind}
    unused: restricted_fund
    source: Brevet
"""
BOOKS = """\
plugin "fellesbok.plugin" "../allocation_rules.yaml"

2018-01-01 open Assets:Bank
2018-01-01 open Assets:Fordringer:Nordvik:Velferd
2018-01-01 open Assets:Fordringer:Sørvik:Velferd
2018-01-01 open Assets:Tilskudd:Velferd:Staten
2018-01-01 open Equity:Memo:Motpost
2018-01-01 open Equity:Memo:Velferd:Egeninnsats:Nordvik
2018-01-01 open Equity:Memo:Velferd:Egeninnsats:Sørvik
2018-01-01 open Expenses:Velferd
2018-01-01 open Income:Velferd:Fond
2018-01-01 open Income:Velferd:Kommuner:Nordvik
2018-01-01 open Income:Velferd:Kommuner:Sørvik
2018-01-01 open Income:Velferd:Salg
2018-01-01 open Income:Velferd:Tilskudd:Staten
2018-01-01 open Liabilities:Bundet-fond:Velferd:Staten
2018-01-01 open Liabilities:Fond:Velferd:Nordvik
2018-01-01 open Liabilities:Fond:Velferd:Sørvik

2018-01-01 price TIMER 450.50 NOK
2018-07-01 price TIMER 460.00 NOK

2018-01-01 custom "budget" Expenses:Velferd "yearly" 900.01 NOK

2018-01-01 custom "budget" Equity:Memo:Velferd:Egeninnsats:Nordvik "yearly" -200 TIMER

2018-02-01 * "Kostnad"
  Expenses:Velferd   700.01 NOK
  Assets:Bank

2018-02-02 * "Tilskudd"
  Assets:Bank   500.00 NOK
  Assets:Tilskudd:Velferd:Staten

2018-02-03 * "Opptjent"
  Assets:Tilskudd:Velferd:Staten   300.00 NOK
  Income:Velferd:Tilskudd:Staten

2018-03-01 * "Timer i prosjektgruppa"
  Equity:Memo:Velferd:Egeninnsats:Nordvik   -7.50 TIMER
  Equity:Memo:Velferd:Egeninnsats:Nordvik  -100 TIMER
  Equity:Memo:Motpost

2018-08-01 * "Timer i prosjektgruppa"
  Equity:Memo:Velferd:Egeninnsats:Nordvik  -10 TIMER
  Equity:Memo:Motpost

2018-09-01 * "Stilling"
  Equity:Memo:Velferd:Egeninnsats:Sørvik  -0.20 STILLING
  Equity:Memo:Motpost

2018-10-01 * "Salg"
  Assets:Bank   900.00 NOK
  Income:Velferd:Salg

2019-02-01 * "Kostnad"
  Expenses:Velferd   10.00 NOK
  Assets:Bank

2019-02-01 custom "fond" "velferd" "bruk" 10.00 NOK
"""


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """The books of the region."""
    (tmp_path / "allocation_rules.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "ledger").mkdir()
    main_file = tmp_path / "ledger" / "main.beancount"
    main_file.write_text(BOOKS, encoding="utf-8")
    return main_file


def works(books: Books) -> list[InKind]:
    """All work in books."""
    assert books.shared is not None
    return in_kind(books.entries, books.shared.agreement)


def test_hours_are_valued_by_the_price_of_their_day(region: Path) -> None:
    """107.5 × 450.50 + 10 × 460; a position without a price is not valued."""
    found = works(load_books(region))
    assert [(w.party, w.unit, w.planned, w.quantity, w.value) for w in found] == [
        ("Sørvik", "STILLING", None, Decimal("0.20"), None),
        ("Nordvik", "TIMER", 200, Decimal("117.50"), Decimal("53028.75")),
    ]


def test_hours_stand_where_they_should(region: Path) -> None:
    """A unit of its own is no money in the wrong row."""
    books = load_books(region)
    assert books.shared is not None
    found = lint(books.entries, books.shared, 2018)
    assert "egeninnsats" not in {f.rule for f in found}


def test_without_the_work_of_the_region_no_money_changes(region: Path) -> None:
    before = money(load_books(region))
    assert without_work(region.parent) == 4
    books = load_books(region)
    assert works(books) == []
    assert money(books) == before
    assert before.funds


def test_an_own_share_in_work_is_what_it_is_valued_at(region: Path) -> None:
    """It is a condition of the grantor's, and no figure of the grant follows it."""
    books = load_books(region)
    assert books.shared is not None
    agreement = books.shared.agreement
    (stand,) = grant_stands(books.entries, agreement, books.entries[-1].date)
    own = own_share(books.entries, agreement, stand)
    assert own is not None
    assert (own.put_in, own.required) == (Decimal("53028.75"), Decimal(21000))


def test_the_question_tells_what_is_not_valued(region: Path) -> None:
    command = ["query", "in-kind", "--books", str(region)]
    queries = region.parents[1] / "queries"
    shutil.copytree(HOUSE / "queries", queries)
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    assert re.search(r"Sørvik +STILLING +0,20 +ikke verdsatt", result.output)
    assert re.search(r"Nordvik +TIMER +200,00 +117,50 +53.028,75", result.output)
