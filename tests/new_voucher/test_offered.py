"""What a voucher can be posted on: open accounts, by the names that people know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beancount.parser.parser import parse_string
from click.testing import CliRunner

from fellesbok.cli import main
from fellesbok.filing.folder import load
from fellesbok.new_voucher.offered import Choices
from fellesbok.new_voucher.offered import choices
from settled_years import agreement
from written_fields import books as books  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.filing.folder import Books


def offered(text: str) -> Choices:
    """The choices in books with such a chart."""
    entries, errors, _ = parse_string(text)
    assert not errors
    return choices(entries, agreement())


def titles(found: Choices) -> dict[str, str]:
    return {
        each.account: str(each.title)
        for each in (*(c for of in found.costs.values() for c in of), *found.paid_by)
    }


def test_costs_stand_by_the_name_of_their_centre() -> None:
    found = offered(
        """\
2018-01-01 open Expenses:IKT
2018-01-01 open Expenses:IKT:Ansvar-155:Drift
2018-01-01 open Expenses:IKT:Ansvar-153
2018-01-01 open Expenses:IKT:Annet
2018-01-01 open Expenses:IKTdrift
2018-01-01 open Expenses:IKT:Ansvar-154
2019-01-01 close Expenses:IKT:Ansvar-154
"""
    )
    (of_ikt,) = found.costs.values()
    assert {each.account: str(each.title) for each in of_ikt} == {
        "Expenses:IKT": "uten ansvar",
        "Expenses:IKT:Annet": "Annet",
        "Expenses:IKT:Ansvar-153": "Helse",
        "Expenses:IKT:Ansvar-155:Drift": "Felles – Drift",
    }
    assert found.is_cost("Expenses:IKT")
    assert not found.is_cost("Expenses:IKT:Ansvar-154"), "it is closed"
    assert not found.is_cost("Expenses:IKTdrift"), "it is another's"


def test_a_cooperation_without_an_open_account_is_not_offered() -> None:
    assert offered("2018-01-01 open Assets:Bank\n").costs == {}


def test_money_is_paid_from_banks_and_from_what_each_lays_out() -> None:
    """An outlay without an account is offered, and what is refused says the rest."""
    found = offered(
        """\
2018-01-01 open Assets:Bank:Lyngen
2018-01-01 open Assets:Bankkort
2018-01-01 open Assets:Fordringer:Lyngen:IKT
2018-01-01 open Liabilities:Bank
2018-01-01 open Liabilities:Utlegg:Lyngen:IKT
2018-01-01 open Liabilities:Utlegg:Lyngen:Annet
2018-01-01 open Liabilities:Utlegg:Lyngenfjord
"""
    )
    told = titles(found)
    assert told["Assets:Bank:Lyngen"] == "Bank – Lyngen"
    assert told["Assets:Bankkort"] == "Bankkort"
    assert told["Liabilities:Utlegg:Lyngen:Annet"] == "Utlegg av Lyngen for Annet"
    of_ikt = agreement().cooperations["ikt"].title
    assert told["Liabilities:Utlegg:Lyngen:IKT"] == f"Utlegg av Lyngen for {of_ikt}"
    assert told["Liabilities:Utlegg:Kafjord"] == "Utlegg av Kafjord"
    others = {"Assets:Fordringer:Lyngen:IKT", "Liabilities:Bank"}
    others |= {"Liabilities:Utlegg:Lyngen", "Liabilities:Utlegg:Lyngenfjord"}
    assert not others & told.keys()
    assert found.is_payer("Assets:Bankkort")
    assert not found.is_payer("Liabilities:Bank")


def test_what_is_offered_is_of_the_books(books: Books) -> None:
    found = choices(books.entries, books.agreement)
    assert [c.account for of in found.costs.values() for c in of] == ["Expenses:IKT"]
    assert [c.account for c in found.paid_by][:2] == [
        "Assets:Bank",
        "Liabilities:Utlegg:Nordvik:IKT",
    ]


def test_a_bank_account_stands_by_the_name_of_its_host(tmp_path: Path) -> None:
    folder = tmp_path / "bok"
    names = ("--municipality", "Øystre Slidre=86011117947", "--municipality", "Vang")
    terms = ("--cooperation", "IKT", "--host", "Øystre Slidre", "--key", "likt")
    rest = ("--basis", "net", "--due-days", "30", "--instalments", "0")
    asked = ["init", str(folder), "--region", "Valdres", "--year", "2026"]
    done = CliRunner().invoke(main, [*asked, *names, *terms, *rest])
    assert done.exit_code == 0, done.output
    made = load(folder / "ledger" / "main.beancount")

    titles = {c.account: c.title for c in choices(made.entries, made.agreement).paid_by}

    assert titles["Assets:Bank:Øystre-Slidre"] == "Bank – Øystre Slidre"
