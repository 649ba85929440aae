"""What is known of an account holds to its day, and is asked for again after it."""

from __future__ import annotations

from datetime import date

from fellesbok.agreement.distribution_key import Equal
from fellesbok.sharing.places import OfPayers
from fellesbok.sharing.places import Place
from fellesbok.sharing.places import Places
from fellesbok.sharing.pots import Pot
from settled_years import agreement
from settled_years import version

MARCH, JUNE = date(2018, 3, 31), date(2018, 6, 30)


def two() -> Places:
    """Two accounts, known until March and until June, and one that always holds."""
    places = Places(lambda _: Place(is_found=True))
    for account in ("mars", "juni", "alltid"):
        assert places[account].is_found
    places.hold_until(MARCH, "mars")
    places.hold_until(JUNE, "juni")
    return places


def found(places: Places) -> set[str]:
    """The accounts that are known."""
    return {account for account, place in places.items() if place.is_found}


def test_an_account_is_asked_for_once() -> None:
    asked = []

    def new(account: str) -> Place:
        asked.append(account)
        return Place()

    places = Places(new)
    assert places["a"] is places["a"]
    assert asked == ["a"]


def test_what_holds_to_the_end_of_a_day_is_known_on_it_and_not_after() -> None:
    places = two()
    places.forget(MARCH, goes_back=False)
    assert found(places) == {"mars", "juni", "alltid"}
    places.forget(date(2018, 4, 1), goes_back=False)
    assert found(places) == {"juni", "alltid"}
    assert places["mars"] is places.nowhere
    places.forget(date(2018, 7, 1), goes_back=False)
    assert found(places) == {"alltid"}


def test_where_days_go_back_all_that_has_a_day_is_forgotten() -> None:
    places = two()
    places.forget(date(2018, 1, 1), goes_back=True)
    assert found(places) == {"alltid"}


def test_who_paid_is_forgotten_with_the_account() -> None:
    places = two()
    ikt = agreement(version(Equal())).cooperations["ikt"]
    pot = Pot(0, 2018, "", Equal(), (), None, tied=False)
    places.of_payers["mars"] = OfPayers(ikt, pot)
    places.forget(date(2018, 4, 1), goes_back=False)
    assert "mars" not in places.of_payers
