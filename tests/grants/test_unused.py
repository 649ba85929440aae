"""Unused money of a grant is moved to its fund, and never changes a share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from typing import Any

import pytest

from casebook import LEDGERS
from casebook import load
from casebook import load_case
from fellesbok.grants.unused import UNUSED_TAG
from fellesbok.sharing import statement
from grant_books import RULES
from grant_books import balance
from grant_books import cost
from grant_books import ledger
from grant_books import received

if TYPE_CHECKING:
    from pathlib import Path


def test_a_grant_that_nothing_is_drawn_of_leaves_nothing_unused(
    tmp_path: Path,
) -> None:
    """Two grants, and 300 kr of one has come: its fund alone is written to."""
    second = RULES[RULES.index("  velferd:") :].replace("velferd:", "skole:")
    rules = RULES + second.replace("Velferd\n", "Skole\n").replace(
        "    unused", "    account: Skole\n    unused"
    )
    entries, agreement, errors = ledger(
        tmp_path, received("2018-03-01", "300.00"), rules=rules
    )
    assert not errors
    assert list(agreement.grants) == ["velferd", "skole"]
    assert [
        (entry.meta["tilskudd"], str(entry.postings[0].units.number))
        for entry in entries
        if UNUSED_TAG in (getattr(entry, "tags", None) or ())
    ] == [("velferd", "300.00"), ("velferd", "-300.00")]


@pytest.mark.parametrize(
    "name",
    [
        "unused-money-of-a-grant-stands-on-a-restricted-fund",
        "unused-money-of-a-grant-is-owed-to-the-grantor",
    ],
)
def test_unused_money_never_changes_a_share(name: str, tmp_path: Path) -> None:
    """The same books with no more come than is earned share the same."""
    loaded = load_case(LEDGERS / name)
    assert not loaded.errors
    text = (LEDGERS / name / "source.beancount").read_text(encoding="utf-8")
    assert text.count("700.00") == 2
    for file, content in (
        ("source.beancount", text.replace("700.00", "400.00")),
        ("rules.yaml", (LEDGERS / name / "rules.yaml").read_text(encoding="utf-8")),
    ):
        (tmp_path / file).write_text(content, encoding="utf-8")
    without = load(tmp_path / "source.beancount")
    unused = [e for e in loaded.entries if "ubrukt-tilskudd" in getattr(e, "tags", ())]
    assert unused
    assert _shares(loaded.entries) == _shares(without.entries)


def test_unused_money_stays_on_the_fund_in_a_year_without_drawings(
    tmp_path: Path,
) -> None:
    entries, _, errors = ledger(
        tmp_path, received("2018-02-01", "500.00"), cost("2020-03-01", "1.00")
    )
    assert not errors
    account = "Liabilities:Bundet-fond:IKT:Staten"
    for year in (2018, 2019, 2020):
        assert balance(entries, account, date(year, 12, 31)) == -500
        assert balance(entries, account, date(year + 1, 1, 1)) == 0


def _shares(entries: list[Any]) -> list[tuple[Any, ...]]:
    return [
        (s.day, s.cooperation, s.municipality, s.basis, s.amount)
        for s in statement.shares(entries)
    ]
