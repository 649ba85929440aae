"""A fund has owners, from its opening to its closing, and their parts are the fund."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from casebook import LEDGERS
from casebook import load
from casebook import load_case
from fellesbok.books import load_books
from fellesbok.filing.folder import find_main
from fellesbok.funds.history import fund_history
from fellesbok.shared import OPTION
from fellesbok.viewpoint.part import sight
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.funds.history import FundYear


CASE = LEDGERS / "a-part-of-a-fund-goes-to-another-fund"


def history(name: str) -> list[FundYear]:
    """The funds of a test ledger."""
    loaded = load_case(LEDGERS / name)
    return fund_history(loaded.entries, loaded.options[OPTION].agreement)


def test_the_132_000_of_skadefelling_have_six_owners() -> None:
    found = find_main(HOUSE)
    assert found is not None
    books = load_books(found)
    assert books.shared is not None
    rows = fund_history(books.entries, books.shared.agreement, 2018)
    assert {row.payer: row.closing for row in rows} == {
        "Lyngen": Decimal("75428.57"),
        "Kvænangen": Decimal("11314.29"),
        "Kåfjord": Decimal("11314.29"),
        "Nordreisa": Decimal("11314.28"),
        "Skjervøy": Decimal("11314.28"),
        "Storfjord": Decimal("11314.29"),
    }
    assert sum(row.closing for row in rows) == Decimal(132000)
    assert all(r.set_aside == r.closing and not r.booked for r in rows)


def test_a_year_goes_from_opening_to_closing() -> None:
    rows = history("a-fund-covers-a-part-of-the-cost")
    assert [(r.year, r.payer, r.opening, r.used, r.closing) for r in rows] == [
        (2018, "Kåfjord", 0, 0, Decimal("66.67")),
        (2018, "Lyngen", 0, 0, Decimal("33.33")),
        (2019, "Kåfjord", Decimal("66.67"), Decimal("33.34"), Decimal("33.33")),
        (2019, "Lyngen", Decimal("33.33"), Decimal("16.66"), Decimal("16.67")),
    ]


def test_a_payout_on_the_last_day_takes_what_is_set_aside_on_it(tmp_path: Path) -> None:
    """So that it comes in the last settlement of a member that leaves."""
    case = LEDGERS / "a-member-that-leaves-takes-its-part-of-the-fund"
    (tmp_path / "rules.yaml").write_bytes((case / "rules.yaml").read_bytes())
    source = (case / "source.beancount").read_text(encoding="utf-8")
    (tmp_path / "source.beancount").write_text(
        source.replace("2019-01-01 custom", "2018-12-31 custom"), encoding="utf-8"
    )
    loaded = load(tmp_path / "source.beancount")
    assert not loaded.errors
    rows = fund_history(loaded.entries, loaded.options[OPTION].agreement, 2018)
    assert {row.payer: row.paid_out for row in rows} == {
        "Kåfjord": Decimal(0),
        "Lyngen": Decimal("33.33"),
    }


def test_a_fund_that_is_booked_by_hand_is_owned_too(tmp_path: Path) -> None:
    """What stands on the accounts when the books begin can be used."""
    (tmp_path / "rules.yaml").write_bytes((CASE / "rules.yaml").read_bytes())
    source = (CASE / "source.beancount").read_text(encoding="utf-8")
    (tmp_path / "source.beancount").write_text(
        source[: source.index("2018-06-01")]
        + '2018-01-01 * "Åpning"\n  Assets:Bank  10.00 NOK\n'
        "  Liabilities:Fond:IKT:Lyngen\n\n"
        '2018-02-01 custom "fond" "ikt" "utbetaling" "Lyngen" 4.00 NOK\n',
        encoding="utf-8",
    )
    loaded = load(tmp_path / "source.beancount")
    assert not loaded.errors
    (row,) = fund_history(loaded.entries, loaded.options[OPTION].agreement)
    assert [row.booked, row.paid_out, row.closing] == [10, 4, 6]


@pytest.mark.parametrize("reader", ["kafjord", "lyngen"])
def test_an_owner_sees_its_own_part_alone(reader: str) -> None:
    loaded = load_case(LEDGERS / "a-part-of-a-fund-gets-another-owner")
    shared = loaded.options[OPTION]
    seen = sight(loaded.entries, shared, reader, loaded.options["include"])
    own = shared.agreement.payer(reader).account
    rows = fund_history(seen.entries, seen.shared.agreement)
    whole = fund_history(loaded.entries, shared.agreement)
    assert rows
    assert rows == [row for row in whole if row.payer == own]
