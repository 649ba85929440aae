"""What must hold of the books before anything is shared."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from beancount.core import data
from beancount.parser.parser import parse_string

from fellesbok.agreement.model import ContraCost
from fellesbok.agreement.model import Place
from fellesbok.entries.checks import account_prefixes
from fellesbok.entries.checks import beyond_any_sum
from fellesbok.entries.checks import is_sound_entry
from fellesbok.entries.checks import of_our_size
from fellesbok.entries.checks import of_our_time
from fellesbok.entries.checks import other_currencies
from fellesbok.entries.checks import unknown_contra
from fellesbok.entries.checks import unseen_in_accounts
from fellesbok.entries.checks import with_values
from fellesbok.messages import MOST_KRONER
from settled_years import agreement

VOUCHER = '{} * "x"\n  Expenses:IKT  {} NOK\n  Assets:Bank\n'


def read(*lines: str) -> Any:  # noqa: ANN401 -- as Beancount reads it
    entries, errors, _ = parse_string("\n".join(lines))
    assert not errors
    return entries


def values(error: Any) -> Any:  # noqa: ANN401 -- of a message
    """What a message is about."""
    return error.message.values


@pytest.mark.parametrize("year", ["1899", "3000", "0218", "9999"])
def test_what_is_booked_in_a_year_that_cannot_be_is_left_out_and_told(
    year: str,
) -> None:
    """An account may be opened whenever."""
    entries = read(
        "0001-01-01 open Assets:Bank",
        VOUCHER.format("2018-01-01", 1),
        VOUCHER.format(f"{year}-01-01", 2),
    )
    ours, others, errors = of_our_time(entries)
    assert [entry.date.year for entry in others] == [int(year)]
    assert {*map(id, ours), *map(id, others)} == set(map(id, entries))
    assert [error.entry for error in errors] == others


def test_the_first_and_the_last_year_are_ours() -> None:
    entries = read(VOUCHER.format("1900-01-01", 1), VOUCHER.format("2999-12-31", 2))
    assert of_our_time(entries) == (entries, [], [])
    assert of_our_time([]) == ([], [], [])


MOST = int(MOST_KRONER)
LARGE = {
    "a voucher": VOUCHER.format("2018-01-01", MOST),
    "below nothing": VOUCHER.format("2018-01-01", -MOST),
    "a balance": f"2018-01-01 balance Assets:Bank {MOST} NOK",
    "a budget": f'2018-01-01 custom "budget" Expenses:IKT "yearly" {MOST} NOK',
    "metadata": f'2018-01-01 * "x"\n  sum: {MOST}\n',
    "metadata of a line": f'2018-01-01 * "x"\n  Assets:Bank  1 NOK\n    sum: {MOST}\n',
    "a price of a line": f'2018-01-01 * "x"\n  Assets:Bank  1 EUR @ {MOST} NOK\n',
}


@pytest.mark.parametrize("line", LARGE.values(), ids=LARGE)
def test_what_cannot_be_added_up_to_the_oere_is_not_booked(line: str) -> None:
    """One øre less than the most is an amount like any other."""
    entries = read(line)
    kept, errors = of_our_size(entries)
    assert (kept, [error.entry for error in errors]) == ([], entries)
    assert not is_sound_entry(entries[0])
    less = read(line.replace(str(MOST), f"{MOST - 1}.99"))
    assert of_our_size(less) == (less, [])
    assert beyond_any_sum(less) == []


def test_an_account_that_begins_as_its_sister_cannot_be_told_from_it() -> None:
    """Fava adds the budget of PPTX to PPT; PPT:X below it is another matter."""
    found = account_prefixes(
        read(
            "2018-01-01 open Expenses:PPT",
            "2018-01-01 open Expenses:PPT:X",
            "2018-01-01 open Expenses:PPTX:Y",
            "2018-01-01 open Income:PPTXY",
        )
    )
    (error,) = found
    assert values(error) == {
        "shorter": "Expenses:PPT",
        "longer": "Expenses:PPTX",
    }


def test_an_account_that_looks_like_another_is_told_by_its_code() -> None:
    entries = read("2018-01-01 open Expenses:IKT")
    hidden = [entries[0]._replace(account="Expenses:I\u200bKT")]
    assert unseen_in_accounts(entries) == []
    (error,) = unseen_in_accounts(hidden)
    assert "200B" in values(error)["code"].upper()


def test_a_contra_account_must_be_in_the_books() -> None:
    """Else what stands on the one that was meant would be outside income."""
    whole = agreement()
    ikt = whole.cooperations["ikt"]
    contra = (ContraCost("Rabatt", Place("rules.yaml", 7)), ContraCost("Mva", None))
    wanted = replace(whole, cooperations={"ikt": replace(ikt, contra=contra)})
    there = read("2018-01-01 open Income:IKT:Rabatt")
    beside = read("2018-01-01 open Income:PPT:Rabatt", "2018-01-01 open Assets:Rabatt")
    assert unknown_contra(there, wanted) == ([], set())
    (error,), slugs = unknown_contra(beside, wanted)
    assert (error.source["lineno"], slugs) == (7, {"ikt"})


def test_what_is_owed_is_in_kroner() -> None:
    account = "Assets:Fordringer:Lyngen:IKT"
    booked = read(f'2018-01-01 * "x"\n  {account}  1 EUR\n  Assets:Bank\n')
    free = read(f"2018-01-01 open {account}")
    bound = read(f"2018-01-01 open {account} NOK")
    (error,) = other_currencies(booked, free, agreement())
    assert (values(error)["found"], values(error)["expected"]) == ("EUR", "NOK")
    assert other_currencies(booked, bound, agreement()) == []
    other = read('2018-01-01 * "x"\n  Assets:Bank  1 EUR\n  Assets:Kasse\n')
    assert other_currencies(other, free, agreement()) == []


def test_what_beancount_leaves_out_is_there_and_empty() -> None:
    """Fava cannot bear that there are no values, tags or links."""
    entries = read('2018-01-01 custom "tom"', VOUCHER.format("2018-01-01", 1))
    assert [type(entry) for entry in entries if not is_sound_entry(entry)] == [
        data.Custom
    ]
    made = [e._replace(tags=None) if hasattr(e, "tags") else e for e in entries]
    whole: list[Any] = with_values(made)
    custom, voucher = whole
    assert custom.values == []
    assert (voucher.tags, voucher.links) == (frozenset(), frozenset())
    assert with_values(whole) is whole
    assert voucher.postings[0].units.number == Decimal(1)
