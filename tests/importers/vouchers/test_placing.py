"""Where a line of a voucher belongs, by its ansvar, its art and the profile."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fellesbok_importers.rows.line import Line
from fellesbok_importers.vouchers.placing import CannotPlaceError
from fellesbok_importers.vouchers.placing import Place
from fellesbok_importers.vouchers.placing import Placing
from lists_of_people import AGREEMENT
from lists_of_people import a_profile

DAY = date(2018, 1, 5)


def placing(booking: str = "") -> Placing:
    return Placing(a_profile(booking=booking), AGREEMENT)


def line(art: str = "195", ansvar: str = "153", **more: str) -> Line:
    texts = dict.fromkeys(("funksjon", "project", "payee", "text", "vat"), "")
    return Line(2, art, ansvar, **texts, amount=Decimal(1), **more)


def placed(at: Line, booking: str = "") -> tuple[str, str | None] | None:
    found = placing(booking).place(at, DAY)
    return None if found is None else (found.account, found.ansvar)


def refused(at: Line, booking: str = "") -> str:
    with pytest.raises(CannotPlaceError) as told:
        placing(booking).place(at, DAY)
    return told.value.column


@pytest.mark.parametrize(
    ("art", "account", "ansvar"),
    [
        ("195", "Expenses:IKT:Ansvar-153", None),
        ("620", "Income:IKT", "153"),
        ("729", "Income:IKT:Ansvar-153:Kostnadsreduksjon", None),
    ],
)
def test_a_line_is_a_cost_income_or_what_comes_off_it(
    art: str, account: str, ansvar: str | None
) -> None:
    """What the account tells of the ansvar is not told twice."""
    word = AGREEMENT.accounts.contra
    account = account.replace("Kostnadsreduksjon", word)
    assert placed(line(art)) == (account, ansvar)


def test_of_two_cooperations_with_one_ansvar_the_hosts_own_is_meant() -> None:
    """155 is of both; Nordvik, who keeps the books, is host of IKT alone."""
    assert placing().place(line(ansvar="155"), DAY) == Place(
        "Expenses:IKT:Ansvar-155", "ikt"
    )


def test_an_ansvar_that_no_agreement_names_is_asked_about_or_left_out() -> None:
    assert refused(line(ansvar="999")) == "ansvar"
    assert refused(line(ansvar="")) == "ansvar"
    assert refused(line(ansvar="339")) == "ansvar", "another host's"
    assert placed(line(ansvar="999"), "other_ansvar: leave_out") is None


def test_a_line_without_an_ansvar_of_a_whole_voucher_is_the_hosts_own() -> None:
    assert placed(line(ansvar=""), "vouchers: balanced") is None


def test_an_art_that_is_neither_cost_nor_income_is_asked_about() -> None:
    assert refused(line("750")) == "art"
    assert refused(line("530")) == "art"


def test_the_profile_says_where_an_art_goes_and_the_longest_beginning_counts() -> None:
    arts = '{"7": "Income:{samarbeid}:Alt", "750": "Assets:{samarbeid}:{ansvar}"}'
    assert placed(line("7501"), f"arts: {arts}") == ("Assets:IKT:Ansvar-153", None)
    assert placed(line("770"), f"arts: {arts}") == ("Income:IKT:Alt", "153")


def test_what_reduces_a_cost_is_booked_on_no_account_of_income() -> None:
    assert refused(line("729"), 'arts: {"729": "Income:{samarbeid}:Alt"}') == "art"


def test_another_class_than_operations_is_asked_about_or_left_out() -> None:
    other = line(account_class="0", code="0195")
    assert refused(other) == "art"
    assert placed(other, "other_class: leave_out") is None
    assert placed(line(account_class="1", code="1195")) is not None


def test_a_balance_of_another_chart_is_no_cost() -> None:
    assert placed(line("1920"), "chart: ns4102") is None


def test_a_file_without_arts_holds_costs_where_it_says_nothing_else() -> None:
    assert placed(line("")) == ("Expenses:IKT:Ansvar-153", None)
    assert placed(line("", kind="income")) == ("Income:IKT", "153")


def test_the_other_side_is_the_hosts_outlay_or_the_account_that_is_said() -> None:
    assert placing().counter_account == "Liabilities:Utlegg:Nordvik"
    own = placing("counter_account: Assets:Bank")
    assert own.counter_account == "Assets:Bank"
