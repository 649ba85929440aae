"""A year of 1 000 kr, shared 5, 3 and 2, claimed after it, and paid a hundred of.

The next costs 400 kr and nothing of it is claimed.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest
from beancount.core import data

from claim_runs import claim_without_papers
from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import paid
from claimbook import rules
from claimbook import version
from fellesbok.claims.payer_year import Seen
from fellesbok.claims.payer_year import Statement
from fellesbok.claims.payer_year import statement_of
from fellesbok.claims.settling import Read
from fellesbok.claims.settling import Settlement
from fellesbok.claims.settling import settlement_of
from fellesbok.sharing import statement
from fellesbok.viewpoint.one_payer import entries_of_year

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from beancount.core.data import Directive

    from fellesbok.books import Books


@cache
def _loaded(base: Path) -> Books:
    """Claimed and loaded once in a session."""
    path = base / "claimed-year"
    path.mkdir()
    folder = Folder(path).write(
        rules(version(claims="claims: {due_days: 30}")),
        'option "title" "Vika"\noption "operating_currency" "NOK"\n',
        chart(),
        budget("900.00"),
        cost("2018-03-01", "1000.00"),
        cost("2019-03-01", "400.00"),
    )
    made = claim_without_papers(folder, "2018", "--date", "2019-01-31")
    (midvik,) = [claim.id for claim in made if claim.payer.slug == "midvik"]
    return folder.add(paid("2019-02-10", "Midvik", "100.00", midvik)).load()


@pytest.fixture(scope="session")
def claimed(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The books."""
    return _loaded(tmp_path_factory.getbasetemp())


def settled(books: Books, payer: str, year: int) -> Settlement:
    """A payer's year as it is settled on the last day of 2019."""
    agreement, entries = books.settled.agreement, list(books.entries)
    read = Read(entries, entries, agreement, date(2019, 12, 31))
    return settlement_of(read, agreement.payer(payer), year)


def stated(
    books: Books, payer: str, year: int, *, whole_year: bool = True
) -> Statement | None:
    """A payer's statement of a year, all of it seen."""
    entries = list(entries_of_year(books, year))
    seen = Seen(entries, entries, list(books.entries), books.settled)
    agreement = books.settled.agreement
    return statement_of(seen, agreement.payer(payer), year, whole_year=whole_year)


def misplaced(entries: Sequence[Directive], payer: str) -> list[Directive]:
    """The same where what a payer is charged stands on the bank."""
    account = f"Assets:Fordringer:{payer}:IKT"

    def moved(entry: Directive) -> Directive:
        if not isinstance(entry, data.Transaction):
            return entry
        own = [
            posting._replace(account="Assets:Bank")
            if posting.account == account and statement.shares([entry])
            else posting
            for posting in entry.postings
        ]
        return entry._replace(postings=own)

    return [moved(entry) for entry in entries]
