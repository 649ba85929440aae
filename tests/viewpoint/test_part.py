"""What one municipality may read of the books, and what it may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from beancount.core import data
from beancount.core import realization

from casebook import Loaded
from casebook import load
from fellesbok.budgets.for_programs import budget_allocations
from fellesbok.entries.shielding import SHIELDED
from fellesbok.entries.shielding import SHIELDED_FILE
from fellesbok.shared import OPTION
from fellesbok.sharing import statement
from fellesbok.viewpoint.part import sight
from places import HOUSE
from places import MADE

if TYPE_CHECKING:
    from pathlib import Path

    from beancount.core.data import Directive

    from fellesbok.shared import Shared
    from fellesbok.viewpoint.part import Sight

BOOKS = HOUSE / "ledger" / "main.beancount"
SEEN = MADE / "seen_books" / "ledger" / "main.beancount"


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
        assert statement.shares(seen(books, slug).entries) == own


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
    rows = list(budget_allocations(found.entries, found.shared))
    assert rows
    assert {row.municipality for row in rows} == {"Nordreisa"}


@pytest.fixture
def mixed(tmp_path: Path) -> Loaded:
    """Books with one voucher for two cooperations, and payments."""
    folder = HOUSE / "tests" / "ledgers" / "payments-come-off-what-is-owed"
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


@pytest.fixture(scope="module")
def claimed() -> Loaded:
    """Made-up books in which three municipalities are claimed."""
    return load(SEEN)


def paid_together(claimed: Loaded) -> data.Transaction:
    """One line at the bank that pays a claim on Midvik and one on Sørvik."""
    payments = [
        entry
        for entry in claimed.entries
        if isinstance(entry, data.Transaction)
        and entry.links & {"krav-nordvik-2018-0001", "krav-nordvik-2018-0003"}
        and "krav" not in entry.tags
    ]
    return payments[0]._replace(
        links=frozenset().union(*(entry.links for entry in payments)),
        postings=[posting for entry in payments for posting in entry.postings],
    )


def test_a_payment_of_several_keeps_the_number_of_the_readers_own_claim(
    claimed: Loaded,
) -> None:
    both = paid_together(claimed)
    claims = [e for e in claimed.entries if "krav" in (getattr(e, "tags", None) or ())]
    shared: Shared = claimed.options[OPTION]
    for slug, number in (("midvik", "0001"), ("sorvik", "0003")):
        seen_entries = sight([*claims, both], shared, slug).entries
        (shown,) = [e for e in seen_entries if e.meta["filename"] == SHIELDED_FILE][1:]
        assert isinstance(shown, data.Transaction)
        assert shown.links == {f"krav-nordvik-2018-{number}"}


def test_what_another_has_laid_out_is_seen_on_the_voucher_alone(
    claimed: Loaded,
) -> None:
    """The cost is everybody's; that Midvik gets its money back is not."""
    bill, payment = (
        entry
        for entry in claimed.entries
        if isinstance(entry, data.Transaction)
        and entry.narration in {"Drift første kvartal", "Drift og lisenser"}
    )
    account = "Liabilities:Utlegg:Midvik:IKT"
    laid_out = bill._replace(
        postings=[bill.postings[0], bill.postings[1]._replace(account=account)]
    )
    given_back = payment._replace(
        postings=[payment.postings[0]._replace(account=account), payment.postings[1]]
    )
    shared: Shared = claimed.options[OPTION]
    assert laid_out in sight([laid_out], shared, "sorvik").entries
    assert not sight([given_back], shared, "sorvik").entries
    assert given_back in sight([given_back], shared, "midvik").entries
