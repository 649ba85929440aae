"""What one payer is asked of the audit: nothing that counts what it does not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import rules
from claimbook import version
from fellesbok.books import load_books
from fellesbok.lint import lint
from fellesbok.lint.for_programs import findings
from fellesbok.lint.seen_by_one import findings_of
from fellesbok.viewpoint.part import sight

if TYPE_CHECKING:
    from pathlib import Path

HOURS = """
2018-01-01 open Equity:Memo:IKT:Egeninnsats:Nordvik
2018-01-01 open Equity:Memo:IKT:Egeninnsats:Midvik
2018-01-01 open Equity:Memo:Motpost

2018-06-30 * "Timer"
  Equity:Memo:IKT:Egeninnsats:Nordvik   -70.25 TIMER
  Equity:Memo:Motpost

2018-06-30 * "Timer"
  Equity:Memo:IKT:Egeninnsats:Midvik    -60.25 TIMER
  Equity:Memo:Motpost
"""

OF_THE_BOOKS = """
2018-06-30 * "Regning"
  Expenses:IKT     100.500 NOK
  Assets:Bank
"""

SHARED_BILL = """
2018-01-01 open Expenses:Brann

2018-06-30 * "Regning"
  Expenses:IKT     100.00 NOK
  Expenses:Brann   200.00 NOK
  Assets:Bank
"""


@pytest.mark.parametrize(
    ("innsyn", "reader", "hours"),
    [
        ("egen", "", "130,50 TIMER"),
        ("egen", "midvik", ""),  # its own 60.25 are not what is reported
        ("felles", "midvik", "130,50 TIMER"),
        ("felles", "sorvik", "130,50 TIMER"),
    ],
)
def test_work_without_cost_is_told_with_the_work_of_all(
    tmp_path: Path, innsyn: str, reader: str, hours: str
) -> None:
    terms = version(claims="claims: {due_days: 30}")
    folder = Folder(tmp_path).write(rules(terms, innsyn=innsyn), chart(), HOURS)
    loaded = folder.load()
    entries, shared = list(loaded.entries), loaded.settled
    if reader:
        seen = sight(entries, shared, reader)
        entries, shared = seen.entries, seen.shared
    told = [
        f for f in findings_of(entries, shared, 2018) if f.rule == "mangler-kostnad"
    ]
    assert len(told) == bool(hours)
    assert all(hours in each.text.replace("\xa0", " ") for each in told)


def test_the_books_as_a_whole_are_asked_of_who_reads_them_whole(tmp_path: Path) -> None:
    """A municipality is shown none of it, so its part is not gone through for that."""
    folder = Folder(tmp_path).write(rules(version()), chart(), OF_THE_BOOKS)
    loaded = folder.load()
    seen = sight(loaded.entries, loaded.settled, "midvik")
    whole = lint(list(loaded.entries), loaded.settled, 2018)
    part = lint(seen.entries, seen.shared, 2018)
    assert [each.rule for each in whole if not each.cooperation] == ["tre-desimaler"]
    assert "tre-desimaler" not in {each.rule for each in part}
    assert part


def test_the_table_tells_no_place_of_a_voucher_that_also_concerns_others(
    tmp_path: Path,
) -> None:
    """As the page: neither the name that stands for the file, nor the line in it."""
    ours = rules(version(), innsyn="egen")
    others = (
        ours[ours.index("  ikt:") :]
        .replace("ikt:", "brann:", 1)
        .replace("IKT", "Brann")
        .replace("[midvik, nordvik, sorvik]", "[nordvik, sorvik]")
    )
    folder = Folder(tmp_path).write(ours + others, chart(), SHARED_BILL)
    loaded = load_books(folder.path / "ledger" / "main.beancount")
    assert loaded.shared is not None
    seen = sight(loaded.entries, loaded.shared, "midvik")
    (found,) = findings(seen.entries, seen.shared, seen.entries)
    assert (found.rule, found.place) == ("mangler-budsjett", "skjermet bilag")
