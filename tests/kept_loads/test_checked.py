"""The passes that are left out find what all of them would have found."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount import loader
from beancount.core import data
from beancount.core.data import Transaction
from beancount.ops import balance
from beancount.ops import documents
from beancount.ops import pad
from beancount.ops import validation
from beancount.parser.parser import parse_string

from fellesbok.entries.kinds import is_transaction
from fellesbok.kept_loads.booked_files import Facts
from fellesbok.kept_loads.checked import are_known
from fellesbok.kept_loads.checked import are_the_usual
from fellesbok.kept_loads.checked import transformed
from fellesbok.kept_loads.checked import validated
from fellesbok.kept_loads.ground import NoGroundError
from same_loads import first_difference

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

OPENED = "2020-01-01 open Assets:Bank NOK\n2020-01-01 open Expenses:Vare\n"
BELOW = """\
2020-01-01 open Assets:Konto
2020-01-01 open Assets:Konto:Drift
2020-01-31 * "Overført"
  Assets:Konto:Drift   -2.00 NOK
  Expenses:Vare         2.00 NOK
"""
"""What stands on an account below another counts in the balance of that."""
BALANCE = "2020-02-02 balance Assets:Bank"
PAD = "2020-01-15 pad Assets:Bank Expenses:Vare\n"
VOUCHER = """\
2020-02-01 * "Vare"
  Expenses:Vare   10.00 NOK
  Assets:Bank    -10.00 NOK
"""


def parsed(text: str) -> tuple[list[Any], dict[str, Any]]:
    entries, errors, options = parse_string(text)
    assert not errors
    return entries, options


def said(errors: Collection[Any]) -> list[str]:
    return [error.message for error in errors]


@pytest.mark.parametrize(
    ("more", "faults"),
    [
        ("", []),
        (f"{BALANCE} -10.00 NOK\n", []),
        (f"{BALANCE} -9.00 NOK\n", ["Balance failed for 'Assets:Bank'"]),
        (f"{BALANCE.replace(':Bank', ':Andre')} 0.00 NOK\n", ["Invalid reference"]),
        (f"{BALANCE.replace(':Bank', ':Konto')} -2.00 NOK\n", []),
        (f"{PAD}{BALANCE} 5.00 NOK\n", []),
        (PAD, ["Unused Pad entry"]),
    ],
)
def test_passes_find_what_beancount_finds(more: str, faults: list[str]) -> None:
    """Beancount's own passes, one after another, on the same entries."""
    entries, options = parsed(OPENED + BELOW + VOUCHER + more)
    theirs, errors = deepcopy(entries), list[Any]()
    passes: list[Any] = [documents.process_documents, pad.pad, balance.check]
    for passed in passes:
        theirs, found = passed(theirs, options)
        errors += found
        theirs.sort(key=data.entry_sortkey)
    ours, told = transformed(entries, [], options)
    assert not first_difference(ours, theirs)
    assert said(told) == said(errors)
    assert len(told) == len(faults)
    assert all(map(str.startswith, said(told), faults))


def test_what_was_found_before_comes_first() -> None:
    entries, options = parsed(OPENED + "2020-02-02 balance Assets:Bank 9.00 NOK\n")
    before: Any = object()
    _, told = transformed(entries, [before], options)
    assert told[0] is before
    assert len(told) == 2


def test_a_plugin_that_stops_gives_no_ground() -> None:
    entries, options = parsed(OPENED)
    options["plugin"] = [("finnes.ikke", None)]
    with pytest.raises(NoGroundError):
        transformed(entries, [], options)


def test_plugins_are_known_by_name() -> None:
    ours, stock = "fellesbok.plugin", "beancount.plugins.auto_accounts"
    assert are_known({"plugin": [(ours, "x"), (stock, None)]})
    assert are_known({"plugin": []})
    assert not are_known({"plugin": [(ours, "x"), ("min.plugin", None)]})


def test_passes_that_somebody_has_added_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert are_the_usual()
    monkeypatch.setattr(loader, "PLUGINS_POST", [("min.plugin", None)])
    assert not are_the_usual()


def facts_of(entries: list[Any]) -> Facts:
    """What is kept of the transactions, each of which is in balance."""
    days: dict[str, tuple[date, date]] = {}
    pairs = set()
    for entry in filter(is_transaction, entries):
        for posting in entry.postings:
            first, last = days.get(posting.account, (entry.date, entry.date))
            days[posting.account] = min(first, entry.date), max(last, entry.date)
            pairs.add((posting.account, posting.units.currency))
    return Facts(days, frozenset(pairs), is_balanced=True)


@pytest.mark.parametrize(
    "text",
    [
        OPENED + VOUCHER,
        VOUCHER,
        OPENED.replace("2020-01-01 open Expenses", "2020-02-02 open Expenses")
        + VOUCHER,
        OPENED.replace("2020-01-01 open Expenses", "2020-02-01 open Expenses")
        + VOUCHER,
        OPENED + VOUCHER + "2020-01-31 close Expenses:Vare\n",
        OPENED + VOUCHER + "2020-03-01 close Expenses:Vare\n",
        OPENED + VOUCHER.replace("NOK", "EUR"),
        OPENED + VOUCHER + "2020-05-01 open Assets:Bank\n",
    ],
)
def test_known_transactions_are_looked_at_again_where_one_may_be_wrong(
    text: str,
) -> None:
    """Unopened, opened too late, closed too early, and in another currency."""
    entries, options = parsed(text)
    known = {id(e.postings) for e in entries if isinstance(e, Transaction)}
    checks: list[Any] = validation.VALIDATIONS
    whole = [each for check in checks for each in check(entries, options)]
    found = validated(entries, options, [facts_of(entries)], known)
    assert said(found) == said(whole)
