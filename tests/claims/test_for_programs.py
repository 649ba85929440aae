"""Claims as programs read them: keys with figures, and blank for what is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import objected_books
from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from claimed_year import claimed as claimed  # noqa: PLC0414 -- a fixture
from fellesbok.claims.for_programs import PaidAmount
from fellesbok.claims.for_programs import PlannedInstalment
from fellesbok.claims.for_programs import claims
from fellesbok.claims.for_programs import open_claim
from fellesbok.claims.for_programs import outstanding_claims
from fellesbok.claims.for_programs import payer_dues
from fellesbok.claims.for_programs import payment_plan
from fellesbok.claims.for_programs import payments
from fellesbok.claims.for_programs import settlements
from fellesbok.claims.reminders import outstanding
from objected_books import MIDVIK
from objected_books import OBJECTED
from planned_year import planned as planned  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books
    from planned_year import Planned


def kr(*amounts: Decimal | None) -> list[int | None]:
    """Whole kroner, or blank."""
    assert all(each is None or each == int(each) for each in amounts)
    return [None if each is None else int(each) for each in amounts]


def test_a_claim_is_as_it_was_written(claimed: Books) -> None:
    """Three tenths of 1 000 kr; the host's own claim has its kind."""
    found = list(claims(claimed.entries, claimed.settled.agreement, claimed.entries))
    assert [(row.municipality, row.kind, str(row.amount)) for row in found] == [
        ("Midvik", "avregning", "300.00"),
        ("Nordvik", "internt", "500.00"),
        ("Sørvik", "avregning", "200.00"),
    ]
    first = found[0]
    assert (first.claim, first.period, first.host, first.cooperation) == (
        *("nordvik-2019-0001", "2018", "Nordvik", "IKT"),
    )
    assert (first.year, first.date, first.due) == (
        *(2018, date(2019, 1, 31), date(2019, 3, 2)),
    )
    assert (first.instalment, first.credits, first.reason) == (None, None, None)


def test_what_is_left_of_a_claim_is_seen_from_the_last_day(claimed: Books) -> None:
    """100 of 300 kr are paid; on 1 March nothing has fallen due yet."""
    found = list(outstanding_claims(claimed.entries, claimed.settled))
    midvik = found[0]
    assert kr(midvik.amount, midvik.paid, midvik.remaining) == [300, 100, 200]
    assert (midvik.on, midvik.days_overdue, midvik.remind) == (
        *(date(2019, 3, 1), 0, False),
    )
    assert kr(*(row.remaining for row in found)) == [200, 500, 200]


def test_what_is_overdue_is_reminded_of(claimed: Books) -> None:
    """Due on 2 March; the host is not reminded by itself."""
    agreement = claimed.settled.agreement
    seen = outstanding(claimed.entries, agreement, date(2019, 3, 12))
    found = [open_claim(item, seen) for item in seen.open]
    assert [
        (r.municipality, r.days_overdue, *kr(r.to_remind), r.remind) for r in found
    ] == [
        ("Midvik", 10, 200, True),
        ("Nordvik", 0, 0, False),
        ("Sørvik", 10, 200, True),
    ]
    midvik = found[0]
    assert kr(midvik.overdue, midvik.credit, midvik.objected) == [200, 0, 0]
    dues = [payer_dues(each) for each in seen.dues]
    assert [(d.municipality, d.host, *kr(d.overdue, d.to_remind)) for d in dues] == [
        ("Midvik", "Nordvik", 200, 200),
        ("Sørvik", "Nordvik", 200, 200),
    ]
    assert dues[0].credits == ()


def test_a_payment_stands_with_the_claim_that_it_pays(claimed: Books) -> None:
    assert payments(claimed.entries, claimed.settled.agreement) == [
        PaidAmount(
            *(2019, date(2019, 2, 10), None, "nordvik-2019-0001", "IKT", "Midvik"),
            *(Decimal("100.00"), "Innbetaling"),
        )
    ]


def test_a_share_says_what_has_become_of_it(claimed: Books) -> None:
    """Nothing is given back or brought forward of 2018: blank, and not zero."""
    found = settlements(claimed.entries, claimed.settled.agreement)
    of_midvik = {row.year: row for row in found if row.municipality == "Midvik"}
    year = of_midvik[2018]
    owed = kr(year.share, year.settlement, year.claimed, year.to_settle)
    assert owed == [300, 300, 300, 0]
    assert kr(year.paid, year.outstanding) == [100, 200]
    blank = year.given_back, year.fund, year.advance, year.tax, year.credited
    assert set(blank) == {None}
    following = of_midvik[2019]
    owed = kr(following.share, following.claimed, following.to_settle)
    assert owed == [120, 0, 120]


def test_a_plan_says_what_is_claimed_of_it(planned: Planned) -> None:
    """75 kr of the first budget, and 55 kr each of the three that are left."""
    books = planned.books
    found = [
        row
        for row in payment_plan(books.entries, books.settled, books.entries)
        if row.municipality == "Midvik"
    ]
    assert [(str(r.amount), r.claim, r.settled) for r in found] == [
        ("75.00", "nordvik-2018-0001", False),
        *[("55.00", None, False)] * 3,
    ]
    assert found[3] == PlannedInstalment(
        *("IKT", 2018, 4, 4, date(2018, 11, 15), "Midvik", Decimal("55.00")),
        *(None, False, ()),
    )


@pytest.mark.parametrize(("reader", "payers"), [(None, 3), ("sorvik", 1)])
def test_a_reader_of_its_own_part_sees_its_own_instalments(
    planned: Planned, reader: str | None, payers: int
) -> None:
    shared = replace(planned.books.settled, reader=reader)
    entries = planned.books.entries
    found = list(payment_plan(entries, shared, entries))
    assert len(found) == 4 * payers
    assert "Sørvik" in {row.municipality for row in found}


@pytest.mark.usefixtures("no_documents")
def test_the_claims_of_a_quarter_have_their_year_and_what_is_none_is_blank(
    tmp_path: Path,
) -> None:
    """A quarter's claim is of 2018; what is given back is paid with no KID."""
    terms = version(settlement="quarter", claims="claims: {due_days: 30}")
    over = cost("2019-01-01", "1.00")
    made = Folder(tmp_path).write(
        rules(terms), chart(), cost("2018-02-01", "10.00"), over
    )
    assert made.run("claim", "2018", "--yes").exit_code == 0
    wrong = next(c.id for c in made.claims() if c.payer.slug == "midvik")
    done = made.run("credit", wrong, "--reason", "Feil", "--yes")
    assert done.exit_code == 0, done.output
    loaded = made.load()
    assert loaded.shared is not None
    agreement = loaded.shared.agreement
    found = list(claims(loaded.entries, agreement, loaded.entries))
    assert {row.year for row in found} == {2018}
    assert {row.instalment for row in found} == {None}, "no instalments"
    of_midvik = [row for row in found if row.municipality == "Midvik"]
    assert [row.kid is None for row in of_midvik] == [False, True], "KID"
    assert [row.credits for row in of_midvik] == [None, of_midvik[0].claim]
    assert [row.reason for row in of_midvik] == [None, "Feil"]
    left = list(outstanding_claims(loaded.entries, loaded.settled))
    assert {row.year for row in left} == {2018}
    due = [(row.due, row.claim) for row in left]
    assert due == sorted(due)


def test_what_is_objected_to_is_told_with_the_claim_and_its_instalment(
    tmp_path: Path,
) -> None:
    """What is asked may end before the outcome; how it stands is of the whole books."""
    folder = claimed_and_objected_to(tmp_path)
    upheld = '"innsigelse" "2018-midvik-1" "utfall" "opprettholdt"'
    for settled, ids in ((False, ("2018-midvik-1",)), (True, ())):
        if settled:
            folder.add(f"2018-03-20 custom {upheld}\n")
        whole, shared = folder.load().entries, folder.load().settled
        part = [entry for entry in whole if entry.date < date(2018, 3, 1)]
        found = {c.claim: c.objections for c in claims(part, shared.agreement, whole)}
        assert found.pop(MIDVIK) == ids
        assert set(found.values()) == {()}
        planned = {
            (row.municipality, row.claim): row.objections
            for row in payment_plan(part, shared, whole)
        }
        assert planned.pop(("Midvik", MIDVIK)) == ids
        assert set(planned.values()) == {()}


def test_the_plan_marks_the_instalment_that_is_objected_to(tmp_path: Path) -> None:
    folder = claimed_and_objected_to(tmp_path)
    shown = folder.run("plan", "2018").output
    (row,) = (row for row in shown.splitlines() if MIDVIK in row)
    assert "2018-midvik-1: åpen" in row
    assert shown.count("2018-midvik-1") == 1
    assert "2018-midvik-1" in folder.run("plan", "2018", "--explain", "Midvik").output
    other = folder.run("plan", "2018", "--explain", "Nordvik").output
    assert "midvik-1" not in other


def claimed_and_objected_to(where: Path) -> Folder:
    """Midvik's first instalment is claimed, and objected to."""
    folder = objected_books.claimed(where)
    folder.add(OBJECTED)
    return folder
