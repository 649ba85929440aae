"""The ledger of a region that begins: each account that it needs, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import pytest
import yaml
from beancount.parser.parser import parse_string

from begun_plans import ANSWERS
from begun_plans import agreement_of
from begun_plans import plan
from fellesbok.entries.kinds import openings
from fellesbok.entries.kinds import transactions
from fellesbok.starting.ledger_text import accounts_text
from fellesbok.starting.ledger_text import bank_of
from fellesbok.starting.ledger_text import banks
from fellesbok.starting.ledger_text import main_text
from fellesbok.starting.ledger_text import one_line
from fellesbok.starting.ledger_text import population_text
from fellesbok.starting.ledger_text import profiles
from fellesbok.starting.ledger_text import year_text

if TYPE_CHECKING:
    from pathlib import Path


def test_every_account_that_is_posted_on_is_opened_once(tmp_path: Path) -> None:
    """IT has three members and Brann two, each with four accounts of its own."""
    of = plan()
    entries, errors, _ = parse_string(accounts_text(of, agreement_of(tmp_path, of)))
    assert not errors
    opened = [entry.account for entry in openings(entries)]
    assert len(opened) == len(set(opened)) == 1 + 3 + 2 + 4 * (3 + 2)
    assert {str(entry.date) for entry in entries} == {"2026-01-01"}
    assert {"Expenses:Felles-IT", "Expenses:Brann", "Assets:Bank:Lyngen"} <= {*opened}
    assert "Income:Brann:Kommuner:Kåfjord" in opened
    assert "Income:Brann:Kommuner:Storfjord" not in opened


def test_money_is_of_each_host_or_of_nobody(tmp_path: Path) -> None:
    of = plan()
    agreement = agreement_of(tmp_path, of)
    assert banks(of, agreement) == ["Assets:Bank:Lyngen"]
    assert bank_of("lyngen", agreement) == "Assets:Bank:Lyngen"
    assert bank_of("", agreement) == "Assets:Bank"
    alone = plan(cooperations=ANSWERS["cooperations"][1:])
    assert banks(alone, agreement) == ["Assets:Bank"]


def test_the_main_file_takes_every_cooperation_in() -> None:
    entries, errors, options = parse_string(main_text(plan()))
    assert not errors
    assert options["title"] == "Interkommunale samarbeid: Lyngenfjord"
    assert options["plugin"] == [("fellesbok.plugin", "../allocation_rules.yaml")]
    included = [line for line in main_text(plan()).splitlines() if "include" in line]
    assert included == [
        'include "accounts.beancount"',
        'include "2026/felles-it.beancount"',
        'include "2026/brann.beancount"',
    ]
    assert {str(entry.date) for entry in entries} == {"2026-01-01"}


def test_the_example_of_each_file_is_a_voucher_with_a_number_of_its_own(
    tmp_path: Path,
) -> None:
    of = plan()
    agreement = agreement_of(tmp_path, of)
    numbers = []
    for each in of.cooperations:
        text = year_text(of, each, agreement)
        assert parse_string(text)[0] == [], "nothing is booked that nobody wrote"
        lines = [line[2:] for line in text.splitlines() if line.startswith("; ")]
        start = next(n for n, line in enumerate(lines) if line.startswith("2026-03"))
        entries, errors, _ = parse_string("\n".join(lines[start : start + 4]))
        assert not errors
        (voucher,) = transactions(entries)
        units: list[Any] = [posting.units for posting in voucher.postings]
        assert sum(each.number for each in units) == 0
        assert voucher.postings[0].account == f"Expenses:{each.account}"
        numbers.append(voucher.meta["bilag"])
    assert numbers == ["2026-0001", "2026-0002"]


def test_figures_are_of_every_year_with_the_number_of_that_day() -> None:
    head, *rows = population_text(plan()).splitlines()
    assert head == "municipality,number,date,population,source"
    of_2019 = [row for row in rows if row.startswith("Lyngen,1938,2019-01-01,")]
    assert len(of_2019) == 1
    assert any(row.startswith("Lyngen,5536,2024-01-01,") for row in rows)
    assert {row.partition(",")[0] for row in rows} == {"Lyngen", "Kåfjord", "Storfjord"}


def test_profiles_are_of_hosts_and_of_banks_that_are_stated(tmp_path: Path) -> None:
    of = plan()
    made = dict(profiles(of, agreement_of(tmp_path, of)))
    assert list(made) == ["ehf-lyngen.yaml", "bank-lyngen.yaml"]
    bank = yaml.safe_load(made["bank-lyngen.yaml"])["bank"]
    assert bank["accounts"] == [
        {"number": "86011117947", "account": "Assets:Bank:Lyngen"}
    ]
    without = plan(municipalities=["Lyngen", "Kåfjord", "Storfjord"])
    assert [name for name, _ in profiles(without, agreement_of(tmp_path, without))] == [
        "ehf-lyngen.yaml"
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  IT\n og mer ", "IT og mer"),
        ('IT "2"', "IT ”2”"),
        ('x" include "/etc/passwd', "x” include ”/etc/passwd"),
        ("a\\", "a"),
        ('\\"', "”"),
    ],
)
def test_a_title_never_ends_the_string_that_it_stands_in(text: str, line: str) -> None:
    assert one_line(text) == line
