"""What one municipality may read of the books, and what it may not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from beancount.core import data
from beancount.core import realization

from casebook import Loaded
from casebook import load
from fellesbok import query_rows
from fellesbok import statement
from fellesbok.plugin import OPTION
from fellesbok.viewpoint import SHIELDED
from fellesbok.viewpoint import SHIELDED_FILE
from fellesbok.viewpoint import sight

if TYPE_CHECKING:
    from beancount.core.data import Directive

    from fellesbok.plugin import Shared
    from fellesbok.viewpoint import Sight

BOOKS = Path(__file__).parents[1] / "ledger" / "main.beancount"


@pytest.fixture(scope="module")
def books() -> Loaded:
    return load(BOOKS)


def seen(books: Loaded, reader: str) -> Sight:
    shared: Shared = books.options[OPTION]
    return sight(books.entries, shared, reader, books.options["include"])


def test_a_municipality_sees_its_own_shares_and_nobody_elses(books: Loaded) -> None:
    for slug, payer in books.options[OPTION].agreement.municipalities.items():
        own = [
            s for s in statement.shares(books.entries) if s.municipality == payer.name
        ]
        assert statement.shares_among(seen(books, slug).entries) == own


def test_vouchers_of_cooperations_it_takes_part_in_are_whole(books: Loaded) -> None:
    entries = seen(books, "nordreisa").entries
    for entry in statement.vouchers(books.entries, "fordeling-2018-ikt"):
        assert entry in entries


def test_vouchers_of_other_cooperations_are_not_there(books: Loaded) -> None:
    entries = seen(books, "lyngen").entries
    assert not statement.vouchers(entries, "fordeling-2018-ikt")
    for entry in entries:
        assert not [a for a in _accounts(entry) if "IKT" in a.split(":")]


def test_who_is_not_known_sees_no_voucher_and_no_agreement(books: Loaded) -> None:
    for nobody in ("", "oslo"):
        found = seen(books, nobody)
        assert not [e for e in found.entries if isinstance(e, data.Transaction)]
        assert not found.shared.agreement.cooperations
        assert not found.shared.results


def test_a_file_is_readable_only_if_every_entry_in_it_is(books: Loaded) -> None:
    for slug in books.options[OPTION].agreement.municipalities:
        found = seen(books, slug)
        shown = {id(entry) for entry in found.entries}
        for entry in books.entries:
            if entry.meta["filename"] in found.files:
                assert id(entry) in shown, entry


def test_the_agreements_are_not_readable_where_some_are_others(books: Loaded) -> None:
    assert not [f for f in seen(books, "lyngen").files if f.endswith(".yaml")]


def test_public_statistics_are_readable(books: Loaded) -> None:
    assert [f for f in seen(books, "lyngen").files if f.endswith("population.csv")]


def test_other_readings_tell_only_what_they_mean_to_the_reader(books: Loaded) -> None:
    for reading in seen(books, "nordreisa").shared.readings:
        assert set(reading.now_ore) | set(reading.other_ore) <= {"nordreisa"}


def test_budget_allocations_are_the_readers_own(books: Loaded) -> None:
    found = seen(books, "nordreisa")
    rows = list(query_rows.budget_allocations(found.entries, found.shared))
    assert rows
    assert {row[2] for row in rows} == {"Nordreisa"}


@pytest.fixture
def mixed(tmp_path: Path) -> Loaded:
    """Books with one voucher for two cooperations, and payments."""
    folder = Path(__file__).parent / "ledgers" / "payments-come-off-what-is-owed"
    (tmp_path / "ledger").mkdir()
    for file in folder.iterdir():
        if file.suffix in {".yaml", ".beancount", ".csv"}:
            target = tmp_path / "ledger" / file.name
            target.write_text(file.read_text("utf-8"), encoding="utf-8")
    return load(tmp_path / "ledger" / "source.beancount")


def test_a_payment_by_another_is_not_seen(mixed: Loaded) -> None:
    shared = mixed.options[OPTION]
    for payer in shared.agreement.municipalities.values():
        for entry in sight(mixed.entries, shared, payer.slug).entries:
            named = {
                part
                for account in _accounts(entry)
                if account.startswith("Assets:Fordringer:")
                for part in account.split(":")[2:3]
            }
            assert named <= {payer.account}


def _accounts(entry: Directive) -> list[str]:
    if isinstance(entry, data.Transaction):
        return [posting.account for posting in entry.postings]
    account = getattr(entry, "account", None)
    return [] if account is None else [account]


def test_lines_of_others_on_a_voucher_become_one_that_balances(books: Loaded) -> None:
    """An invoice for purchasing and for IKT, in which Lyngen takes no part."""
    voucher = next(
        e
        for e in books.entries
        if isinstance(e, data.Transaction)
        and any(
            p.account == "Expenses:Innkjøp" or p.account.startswith("Expenses:Innkjøp:")
            for p in e.postings
        )
        and e.meta["filename"][:1] != "<"
    )
    other = next(
        p
        for e in statement.vouchers(books.entries, "fordeling-2018-ikt")
        for p in e.postings
        if p.account.startswith("Expenses:IKT")
    )
    both = voucher._replace(
        narration="Innkjøp og IKT", postings=[*voucher.postings, other]
    )
    both.meta["hemmelig"] = "bare for IKT"
    shared: Shared = books.options[OPTION]
    (shown,) = [
        e
        for e in sight([both], shared, "lyngen").entries
        if isinstance(e, data.Transaction)
    ]
    assert shown.meta["filename"] == SHIELDED_FILE
    assert "hemmelig" not in shown.meta
    assert not [p for p in shown.postings if "IKT" in p.account]
    assert SHIELDED in [p.account for p in shown.postings]
    balance = realization.compute_postings_balance(shown.postings)  # type: ignore[no-untyped-call]
    assert balance.is_empty()
