"""A grant earned below a cost centre is that grant's, in every figure and finding.

Kåfjord and Lyngen share IKT; its grant «Velferd» from the county is received on
``Assets:Tilskudd:IKT:NFK`` and earned on cost centre 155.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from contra_books import BANK
from contra_books import CENTRE
from contra_books import books
from contra_books import charged
from contra_books import rules
from contra_books import shared
from contra_books import voucher
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import lines
from fellesbok.budgets.naming import part_name
from fellesbok.cli import main
from fellesbok.grants.standing import grant_years
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from pathlib import Path

    from casebook import Loaded

GRANT = """\
  nfk: {name: Nordland fylkeskommune}
grants:
  velferd:
    title: Velferd
    grantor: nfk
    account: NFK
    cooperation: ikt
    purpose: not_stated
    commitments:
      - {amount: 10000, date: 2020-01-01, source: brev}
    period: {from: 2020-01-01, to: 2021-12-31}
    unused: restricted_fund
    source: brev
"""
ASSET = "Assets:Tilskudd:IKT:NFK"
EARNED = "Income:IKT:Ansvar-155:Tilskudd:NFK"
OPENED = "".join(
    f"2020-01-01 open {account}\n"
    for account in (
        ASSET,
        EARNED,
        "Income:IKT:Ansvar-155:Tilskudd",
        "Income:IKT:Ansvar-155:Tilskudd:Staten",
        "Income:IKT:Ansvar-155:Tilskudd:Ukjent",
        "Income:IKT:Ansvar-155:Salg",
        "Liabilities:Bundet-fond:IKT:NFK",
    )
)
COST = voucher("2020-03-01", f"{CENTRE}  5000.00 NOK")
RECEIVED = f'2020-02-01 * "Mottatt"\n  {BANK}  1000.00 NOK\n  {ASSET}\n\n'


def earned(account: str = EARNED, *, of: str = ASSET) -> str:
    """What is earned on 1 December."""
    return f'2020-12-01 * "Opptjent"\n  {of}  700.00 NOK\n  {account}\n\n'


def loaded(folder: Path, *vouchers: str) -> Loaded:
    """Books with the grant."""
    text = rules("contra: []", basis="net")
    head, tail = text.split("keys:\n")
    party, grants = GRANT.split("grants:\n")
    written = f"{head}{party}keys:\n{tail}grants:\n{grants}"
    return books(folder, OPENED + "".join((COST, *vouchers)), written)


def found_in(of: Loaded) -> list[str]:
    """The findings of the books about grants, in words."""
    return [
        str(note.text)
        for note in statement.findings(of.entries)
        if "tilskudd" in str(note.text)
    ]


def test_what_is_earned_below_a_cost_centre_is_in_the_grants_figures(
    tmp_path: Path,
) -> None:
    """1 000 has come and 700 is earned: of 10 000, 9 300 is left, and 300 is unused."""
    of = loaded(tmp_path, RECEIVED, earned())
    (year,) = grant_years(of.entries, shared(of).agreement, date(2020, 12, 31))
    assert (year.earned, year.received) == (Decimal(700), Decimal(1000))
    assert (year.stand.left, year.stand.unused) == (Decimal(9300), Decimal(300))
    assert year.stand.receivable == 0
    assert not found_in(of)
    # And it comes off the cost of its centre: 25 % and 75 % of 4 300.
    assert charged(of) == {"Kåfjord": Decimal(1075), "Lyngen": Decimal(3225)}


def test_unused_money_is_what_is_not_earned_below_the_centre(tmp_path: Path) -> None:
    of = loaded(tmp_path, RECEIVED, earned())
    fund = [
        posting.units.number
        for entry in of.entries
        for posting in getattr(entry, "postings", ())
        if posting.account == "Liabilities:Bundet-fond:IKT:NFK"
    ]
    assert fund[0] == Decimal("-300.00")


@pytest.mark.parametrize("below", ["", ":Ukjent"])
def test_a_grant_of_nobody_below_a_cost_centre_is_a_finding(
    tmp_path: Path, below: str
) -> None:
    account = f"Income:IKT:Ansvar-155:Tilskudd{below}"
    of = loaded(tmp_path, earned(account, of=BANK))
    (text,) = found_in(of)
    line = 1 + _lines(tmp_path).index(f"  {account}") - 2
    assert text == (
        f"-700,00 NOK er ført på {account}, som verken noe tilskudd eller noen giver"
        f" har (source.beancount:{line}). Tilskuddene føres på Income:IKT:Tilskudd:NFK,"
        " Income:IKT:Tilskudd:Nordland-fylkeskommune."
    )


def _lines(folder: Path) -> list[str]:
    return (folder / "source.beancount").read_text(encoding="utf-8").splitlines()


def test_a_grantor_below_a_cost_centre_is_known(tmp_path: Path) -> None:
    account = "Income:IKT:Ansvar-155:Tilskudd:Staten"
    assert not found_in(loaded(tmp_path, earned(account, of=BANK)))


def test_the_table_and_the_report_show_it_as_a_grant(tmp_path: Path) -> None:
    of = loaded(tmp_path, RECEIVED, earned())
    agreement = shared(of).agreement
    (line,) = [n for n in lines(of.entries, agreement) if n.account == EARNED]
    assert (line.kind, line.part, line.accounts) == (Kind.GRANT, "NFK", Decimal(700))
    assert part_name(line, agreement) == "NFK"
    command = ["grants", "--books", str(tmp_path / "source.beancount")]
    told = CliRunner().invoke(main, command).output
    assert "9 300,00" in told.replace("\N{NO-BREAK SPACE}", " ")


def test_contra_cost_is_no_account_of_grants_below_a_centre(tmp_path: Path) -> None:
    contra = "contra: [Income:IKT:Ansvar-155:Tilskudd:Staten]"
    of = books(tmp_path, COST, rules(contra))
    (error,) = of.errors
    assert "er en konto for tilskudd, som ikke er kostnadsreduksjon" in error.message
