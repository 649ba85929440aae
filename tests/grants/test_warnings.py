"""What must be done with a grant is told before it hurts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from fellesbok.grants.drawings import drawings
from fellesbok.grants.warnings import grant_warnings
from grant_books import ASSET
from grant_books import END
from grant_books import INCOME
from grant_books import RULES
from grant_books import books as books  # noqa: PLC0414 -- a fixture
from grant_books import cost
from grant_books import earned
from grant_books import ledger
from grant_books import received

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books


def test_the_contradiction_of_the_cap_is_told(books: Books) -> None:
    assert books.shared is not None
    found = grant_warnings(books.entries, books.shared.agreement, END)
    (text,) = [w.text for w in found if w.rule == "tilskudd-vilkaar"]
    for amount in ("3 775 000", "3 750 000", "25 000", "852 556"):
        assert amount in text.replace("\xa0", " ")


def test_the_own_share_of_kompetanseloft_is_met(books: Books) -> None:
    """2 093 840 of the 1 775 000 that are asked for (line 599)."""
    assert books.shared is not None
    found = grant_warnings(books.entries, books.shared.agreement, date(2019, 5, 1))
    assert "tilskudd-egenandel" not in {w.rule for w in found}


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        ("900.00", [("tilskudd-tilbake", "-200.00")]),  # of 700 that have come
        ("700.00", [("tilskudd-tilbake", "400.00")]),  # 400 of them are earned
        ("500.00", [("tilskudd-tilbake", "200.00")]),  # 200 are kept
        ("350.00", [("tilskudd-tilbake", "50.00")]),
        ("300.00", []),
    ],
)
def test_what_is_paid_back_though_earned_is_told(
    back: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    entries, agreement, errors = ledger(
        tmp_path,
        received("2018-02-01", "700.00"),
        earned("2018-03-01", "400.00"),
        f'2018-05-01 * "Tilbake"\n  {ASSET}  {back} NOK\n  Assets:Bank\n\n',
    )
    assert not errors
    found = grant_warnings(entries, agreement, END, 0)
    assert [(w.rule, str(w.amount)) for w in found] == expected


def test_what_is_earned_and_gone_is_told_with_its_figures(tmp_path: Path) -> None:
    """700 came and 500 went back; 200 of the 400 that are earned are not here."""
    entries, agreement, errors = ledger(
        tmp_path,
        received("2018-02-01", "700.00"),
        earned("2018-03-01", "400.00"),
        f'2018-05-01 * "Tilbake"\n  {ASSET}  500.00 NOK\n  Assets:Bank\n\n',
    )
    assert not errors
    (warning,) = grant_warnings(entries, agreement, END, 0)
    assert warning.text == (
        "500,00 kr er betalt tilbake, men 400,00 kr er opptjent og 200,00 kr er"
        " beholdt: 200,00 kr av det opptjente er ikke hos samarbeidet."
    )


@pytest.mark.parametrize(("stated", "off"), [("450", "50"), ("520", "20")])
def test_a_cap_that_is_not_what_its_rate_gives_is_told(
    stated: str, off: str, tmp_path: Path
) -> None:
    """Half of 1 000 kr is 500; how far off it is, is told without a sign."""
    rules = RULES + (
        "    conditions:\n      paid_before_final_report:"
        f" {{rate: 50 %, amount: {stated}}}\n"
    )
    entries, agreement, errors = ledger(
        tmp_path, cost("2018-03-01", "10.00"), rules=rules
    )
    assert not errors
    (warning,) = [
        w for w in grant_warnings(entries, agreement, END) if w.amount is not None
    ]
    assert (warning.rule, str(warning.amount)) == ("tilskudd-vilkaar", f"{off}.00")
    assert warning.text.replace("\xa0", " ") == (
        f"Taket før sluttrapporten er oppgitt til {stated},00 kr, men satsen gir 500,00"
        f" kr av 1 000,00 kr: {off},00 kr i forskjell. Med satsen må 0,00 kr vente."
    )


def test_warnings_come_before_it_hurts(tmp_path: Path) -> None:
    rules = RULES + (
        "    period: {from: 2018-03-01, to: 2018-12-31}\n"
        "    conditions:\n"
        "      paid_before_final_report: {rate: 50 %}\n"
        "      final_report: {due: 2019-03-01}\n"
        "      own_financing: {rate: 70 %, kind: cash}\n"
        "      deadlines: [{date: 2018-07-01, text: Delrapport}]\n"
    )
    entries, agreement, _ = ledger(
        tmp_path,
        cost("2018-03-01", "700.00"),
        earned("2018-03-02", "460.00"),
        earned("2018-08-01", "40.01", 'periode: "2018-01-01/2018-02-28"'),
        rules=rules,
    )

    def told(day: str, days: int = 30) -> list[tuple[str, str]]:
        found = grant_warnings(entries, agreement, date.fromisoformat(day), days)
        return [(w.rule, str(w.amount or w.day)) for w in found]

    assert told("2018-03-02") == [
        ("tilskudd-tak", "40.00"),
        ("tilskudd-egenandel", "490.00"),
    ]
    assert ("tilskudd-frist", "2018-07-01") in told("2018-06-01")
    assert ("tilskudd-frist", "2018-07-01") not in told("2018-05-31")

    def words(day: str) -> list[str]:
        found = grant_warnings(entries, agreement, date.fromisoformat(day), 30)
        return [str(w.text) for w in found if w.day == date(2018, 7, 1)]

    assert words("2018-06-30") == ["Delrapport: fristen er 01.07.2018, om 1 dager."]
    assert words("2018-07-01") == ["Delrapport: fristen er 01.07.2018, om 0 dager."]
    assert words("2018-07-02") == [
        "Delrapport: fristen 01.07.2018 er gått ut for 1 dager siden."
    ]
    assert told("2019-02-01", 28) == [
        ("tilskudd-tak", "0.01"),
        ("tilskudd-egenandel", "290.01"),
        ("tilskudd-periode", "40.01"),
        ("tilskudd-frist", "2018-07-01"),
        ("tilskudd-frist", "2019-03-01"),
    ]


def test_a_cap_is_nearly_reached_at_90_per_cent(tmp_path: Path) -> None:
    """The cap is 500; 450.00 is nearly, 449.99 is not."""
    rules = RULES + ("    conditions:\n      paid_before_final_report: {rate: 50 %}\n")
    for amount, expected in (("450.00", ["50.00"]), ("449.99", [])):
        entries, agreement, _ = ledger(
            tmp_path / amount,
            cost("2018-03-01", "700.00"),
            earned("2018-03-02", amount),
            rules=rules,
        )
        found = grant_warnings(entries, agreement, date(2018, 3, 2), 0)
        assert [str(w.amount) for w in found if w.rule == "tilskudd-tak"] == expected


def test_money_is_left_unused_when_the_last_day_of_the_period_is_over(
    tmp_path: Path,
) -> None:
    """500 kr have come and 200 kr are earned: 300 kr are left on the last day.

    A day is seen from its end, so on 31 December a period to 31 December is over.
    """
    rules = RULES + "    period: {from: 2018-01-01, to: 2018-12-31}\n"
    entries, agreement, _ = ledger(
        tmp_path,
        received("2018-02-01", "500.00"),
        cost("2018-03-01", "400.00"),
        earned("2018-03-02", "200.00"),
        rules=rules,
    )

    def told(day: date) -> list[str]:
        found = grant_warnings(entries, agreement, day, 0)
        return [str(w.text) for w in found if w.rule == "tilskudd-ubrukt"]

    assert told(date(2018, 12, 30)) == []
    assert told(END) == ["Perioden er over, og 300,00 kr mer er mottatt enn opptjent."]


OF_IT = 'tilskudd: "velferd"'


@pytest.mark.parametrize(
    ("outside", "inside"),
    [
        (cost("2018-02-28", "700.00", OF_IT), cost("2018-03-01", "50.00", OF_IT)),
        # Paid in March for a day in February, and the other way around.
        (
            cost("2018-03-15", "700.00", f'{OF_IT}\n  periode: "2018-02-28"'),
            cost("2018-02-15", "50.00", f"{OF_IT}\n  periode: 2018-03-01"),
        ),
    ],
    ids=["by its day", "by the day that its voucher is for"],
)
def test_a_cost_outside_the_period_is_told_with_what_it_costs(
    tmp_path: Path, outside: str, inside: str
) -> None:
    """700 kr in February, and the period begins in March: 700, and not less than 0."""
    rules = RULES + "    period: {from: 2018-03-01, to: 2018-12-31}\n"
    entries, agreement, _ = ledger(tmp_path, outside, inside, rules=rules)
    found = grant_warnings(entries, agreement, END, 0)
    told = [str(w.amount) for w in found if w.rule == "tilskudd-periode"]
    assert told == ["700.00"]


def test_all_the_lines_of_a_voucher_outside_the_period_are_told(tmp_path: Path) -> None:
    """700 and 300 kr on one voucher are 1 000 kr; what they earn is the same money."""
    rules = RULES + "    period: {from: 2018-03-01, to: 2018-12-31}\n"
    two = (
        '2018-02-28 * "Kostnad"\n  tilskudd: "velferd"\n'
        "  Expenses:IKT  700.00 NOK\n  Expenses:IKT  300.00 NOK\n"
    )
    entries, agreement, _ = ledger(
        tmp_path,
        f"{two}  Assets:Bank\n\n",
        f"{two}  Assets:Bank  -1000.00 NOK\n  {ASSET}  400.00 NOK\n  {INCOME}\n\n",
        rules=rules,
    )
    found = grant_warnings(entries, agreement, END, 0)
    outside = [str(w.amount) for w in found if w.rule == "tilskudd-periode"]
    assert outside == ["1000.00", "1000.00"]


def test_what_a_cost_centre_earns_outside_the_period_is_told(tmp_path: Path) -> None:
    """It is the grant's money below a cost centre too, as in what is earned of it."""
    rules = RULES + "    period: {from: 2018-03-01, to: 2018-12-31}\n"
    below = INCOME.replace("IKT:", "IKT:Skole:")
    opened = f"2018-01-01 open {below} NOK\n\n"
    entries, agreement, errors = ledger(
        tmp_path,
        opened,
        earned("2018-02-28", "700.00").replace(INCOME, below),
        rules=rules,
    )
    assert not errors
    assert [str(d.earned) for d in drawings(entries, agreement)[0]] == ["700.00"]
    found = grant_warnings(entries, agreement, END, 0)
    outside = [str(w.amount) for w in found if w.rule == "tilskudd-periode"]
    assert outside == ["700.00"]
