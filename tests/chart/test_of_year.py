"""Which accounts the shares of a year are posted on, and from which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.chart.of_year import year_uses
from settled_years import agreement
from settled_years import version

MEMBERS = ("lyngen", "storfjord")


def days(*versions: object, year: int = 2018) -> dict[str, date]:
    """The accounts, each with the first day it is used from."""
    uses = year_uses(agreement(*versions), year)  # type: ignore[arg-type]
    found: dict[str, date] = {}
    for use in uses:
        found.setdefault(use.account, use.day)
        assert use.currencies == {"NOK"}
        assert use.may_close is not None
        assert (use.may_close - use.day).days == 1
    return found


def test_each_member_has_an_account_of_what_it_owes_and_of_what_it_gives() -> None:
    new_year = date(2018, 1, 1)
    assert days(version(Equal(), MEMBERS)) == {
        "Expenses:IKT": new_year,
        "Assets:Fordringer:Lyngen:IKT": new_year,
        "Income:IKT:Kommuner:Lyngen": new_year,
        "Assets:Fordringer:Storfjord:IKT": new_year,
        "Income:IKT:Kommuner:Storfjord": new_year,
    }


def test_a_member_that_comes_in_summer_needs_them_from_that_day() -> None:
    summer = date(2018, 7, 1)
    found = days(
        version(Equal(), MEMBERS[:1], days=(date(2016, 1, 1), date(2018, 6, 30))),
        version(Equal(), MEMBERS, days=(summer, date.max)),
    )
    assert found["Assets:Fordringer:Lyngen:IKT"] == date(2018, 1, 1)
    assert found["Assets:Fordringer:Storfjord:IKT"] == summer


def test_where_nothing_is_shared_nothing_is_used() -> None:
    assert days(version(NotStated(""), MEMBERS)) == {}
    assert days(version(Equal(), MEMBERS), year=2015) == {}


def test_claims_have_accounts_where_the_terms_let_them_be_made() -> None:
    terms = version(Equal(), MEMBERS, host="lyngen")
    assert not [a for a in days(terms) if ":Krav:" in a]
    due = replace(terms, claims=replace(terms.claims, due_days=30))
    names = agreement(due).accounts
    claimed = [a for a in days(due) if a.startswith(f"{names.claims}:")]
    assert len(claimed) == 2
