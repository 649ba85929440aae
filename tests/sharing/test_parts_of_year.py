"""Fixed sums are charged when the books have come to the end of what they are for."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from casebook import LEDGERS
from casebook import load
from fellesbok.cli import main
from fellesbok.funds.history import fund_history
from fellesbok.shared import OPTION
from fellesbok.sharing import statement
from places import HOUSE
from places import copy_of_house

if TYPE_CHECKING:
    from pathlib import Path

CASE = LEDGERS / "fixed-amounts-wait-until-the-books-have-come-to-them"
BOOKS = HOUSE


def case(folder: Path, vouchers: str = "", **rules: str) -> Path:
    """The case with other vouchers in 2019 and other terms of the first cooperation."""
    text = (CASE / "rules.yaml").read_text(encoding="utf-8")
    for old, new in rules.items():
        line = next(row for row in text.splitlines() if f" {old}:" in f" {row.strip()}")
        text = text.replace(line, line[: line.index(old)] + f"{old}: {new}", 1)
    (folder / "rules.yaml").write_text(text, encoding="utf-8")
    source = (CASE / "source.beancount").read_text(encoding="utf-8")
    source = source[: source.index("2019-01-10")]
    ledger = folder / "source.beancount"
    ledger.write_text(source + vouchers, encoding="utf-8")
    return ledger


def voucher(day: str, account: str, amount: str = "10.00") -> str:
    """A cost."""
    return (
        f'{day} * "Kostnad"\n  Expenses:{account}  {amount} NOK\n'
        f"  Liabilities:Utlegg:Kåfjord\n\n"
    )


def charged(ledger: Path, year: int = 2019) -> dict[str, Decimal]:
    """What the cooperation of fixed amounts is charged in a year, by period."""
    loaded = load(ledger)
    assert not loaded.errors
    found: dict[str, Decimal] = {}
    for share in statement.shares(loaded.entries, year):
        if share.cooperation == "Felling":
            found[share.period] = found.get(share.period, Decimal(0)) + share.amount
    return found


def told(ledger: Path) -> list[str]:
    """What is said of 2019."""
    notes = statement.findings(load(ledger).entries, 2019)
    return [note.text.replace("\N{NO-BREAK SPACE}", " ") for note in notes]


def waits(amount: str, day: str) -> str:
    """The finding about what is not charged."""
    return (
        f"Felling 2019: {amount} kr er avtalt for året og ikke belastet: bøkene når til"
        f" {day}."
    )


@pytest.mark.parametrize("account", ["Felling", "IKT"])
@pytest.mark.parametrize(
    ("settlement", "day", "expected", "left"),
    [
        ("year", "2019-01-15", {}, "1 000,00"),
        ("year", "2019-12-30", {}, "1 000,00"),
        ("year", "2019-12-31", {"2019": 1000}, None),
        ("half_year", "2019-07-01", {"2019-H1": 500}, "500,00"),
        ("quarter", "2019-02-01", {}, "1 000,00"),
        ("quarter", "2019-03-31", {"2019-Q1": 250}, "750,00"),
        ("month", "2019-02-28", {"2019-01": "83.33", "2019-02": "83.33"}, "833,34"),
        ("project_end", "2019-06-30", {}, "1 000,00"),
    ],
)
def test_a_sum_is_charged_by_the_periods_that_the_books_have_come_to(  # noqa: PLR0913, PLR0917 -- one for each column
    tmp_path: Path,
    account: str,
    settlement: str,
    day: str,
    expected: dict[str, str],
    left: str | None,
) -> None:
    """Whose voucher it is that shows it makes no difference."""
    ledger = case(tmp_path, voucher(day, account), settlement=settlement)
    assert charged(ledger) == {p: Decimal(a) for p, a in expected.items()}
    year, month, of_month = day.split("-")
    assert told(ledger)[:1] == (
        [waits(left, f"{of_month}.{month}.{year}")] if left else []
    )


def test_a_balance_after_the_year_says_that_it_is_over(tmp_path: Path) -> None:
    """What is opened, budgeted or priced ahead does not."""
    ahead = (
        '2019-12-31 custom "budget" Expenses:Felling "yearly" 5.00 NOK\n'
        "2019-12-31 open Expenses:Felling:Mer NOK\n"
        "2019-12-31 price NOK 0.1 EUR\n\n"
    )
    started = voucher("2019-01-15", "IKT") + ahead
    assert charged(case(tmp_path, started)) == {}
    over = started + "2020-01-01 balance Liabilities:Utlegg:Kåfjord  -410.00 NOK\n"
    ledger = case(tmp_path, over)
    assert charged(ledger) == {"2019": Decimal(1000)}
    assert told(ledger) == []


PAYMENT = """{day} * "Betaling"
  Assets:Bank                  1.00 NOK
  Liabilities:Utlegg:Kåfjord  -1.00 NOK

"""
BALANCE = "{day} balance Liabilities:Utlegg:Kåfjord  {amount} NOK\n"
BANK = "2018-01-01 open Assets:Bank NOK\n"


def of_years(ledger: Path) -> dict[int, Decimal]:
    """What the cooperation of fixed amounts is charged each year."""
    loaded = load(ledger)
    assert not loaded.errors
    found: dict[int, Decimal] = {}
    for year in range(2018, 2031):
        for share in statement.shares(loaded.entries, year):
            if share.cooperation == "Felling":
                found[year] = found.get(year, Decimal(0)) + share.amount
    return found


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ([PAYMENT.format(day="2019-05-01")], [2018]),
        ([PAYMENT.format(day="2019-12-31")], [2018, 2019]),
        ([BALANCE.format(day="2020-01-01", amount="-400.00")], [2018, 2019]),
        (
            [
                PAYMENT.format(day="2019-05-01"),
                BALANCE.format(day="2020-01-01", amount="-401.00"),
            ],
            [2018, 2019],
        ),
        ([PAYMENT.format(day="2020-12-31")], [2018, 2019, 2020]),
        ([PAYMENT.format(day="2028-12-31")], [2018]),
        ([BALANCE.format(day="2028-01-01", amount="-400.00")], [2018]),
        ([voucher("2028-03-15", "Felling")], [2018]),
        ([voucher("2028-03-15", "IKT")], [2018]),
        (
            [
                BALANCE.format(day=f"{year}-01-01", amount="-400.00")
                for year in (2020, 2021, 2022)
            ]
            + [voucher("2022-12-31", "IKT")],
            [2018, 2019, 2020, 2021, 2022],
        ),
    ],
)
def test_years_are_charged_that_the_books_have_something_of(
    tmp_path: Path, written: list[str], years: list[int]
) -> None:
    """Whether they have costs or not; a date that is far ahead charges nobody."""
    ledger = case(tmp_path, BANK + "".join(written))
    assert of_years(ledger) == {year: Decimal(1000) for year in years}


def test_the_rest_of_an_agreement_period_is_charged_in_its_last_year(
    tmp_path: Path,
) -> None:
    """From March 2018 to February 2019: 59 of the 365 days are in 2019."""
    key = (
        "{amounts: {kafjord: 365, lyngen: 365}, per: agreement_period,"
        " from: 2018-03-01, to: 2019-02-28}"
    )
    ledger = case(tmp_path, BANK + PAYMENT.format(day="2019-12-31"), key=key)
    assert of_years(ledger) == {2018: Decimal(306 * 2), 2019: Decimal(59 * 2)}


def test_nothing_is_set_aside_or_lacking_before_the_sum_is_charged(
    tmp_path: Path,
) -> None:
    """600 kroner of 2018 are all that the fund has."""
    ledger = case(tmp_path, voucher("2019-06-01", "Felling", "50.00"))
    loaded = load(ledger)
    owners = fund_history(loaded.entries, loaded.options[OPTION].agreement, 2019)
    assert sum(owner.closing for owner in owners) == 600
    assert told(ledger) == [waits("1 000,00", "01.06.2019")]


def test_terms_that_end_within_the_year_are_charged_when_they_end(
    tmp_path: Path,
) -> None:
    for day, expected in (("2019-06-29", {}), ("2019-06-30", {"2019": 181 * 2})):
        ledger = case(
            tmp_path,
            voucher(day, "IKT"),
            **{
                "- from": "2018-01-01\n        to: 2019-06-30",
                "key": "{amounts: {kafjord: 365, lyngen: 365}, per: year}",
            },
        )
        assert charged(ledger) == expected


def test_terms_that_end_on_new_year_s_day_are_charged_for_that_day(
    tmp_path: Path,
) -> None:
    """365 kr a year from each of two: 1 kr each for 1 January 2019."""
    for day, expected in (("2018-12-31", {}), ("2019-01-01", {"2019": 2})):
        ledger = case(
            tmp_path,
            voucher(day, "IKT"),
            **{
                "- from": "2018-01-01\n        to: 2019-01-01",
                "key": "{amounts: {kafjord: 365, lyngen: 365}, per: year}",
            },
        )
        assert charged(ledger) == expected


@pytest.mark.parametrize(
    ("settlement", "first", "expected"),
    [
        ("year", "2018-12-31", {"2018": 2}),
        ("quarter", "2018-09-30", {"2018-Q3": 93, "2018-Q4": 93}),
        ("quarter", "2018-07-01", {"2018-Q3": 184, "2018-Q4": 184}),
    ],
)
def test_terms_that_begin_within_the_year_are_charged_in_the_periods_they_hold(
    tmp_path: Path, settlement: str, first: str, expected: dict[str, int]
) -> None:
    """365 kr a year from each of two are 2 kr a day, the same in each period.

    The last day of a year, or of a quarter, is a day of it.  What was before the terms
    began is charged nothing.
    """
    ledger = case(
        tmp_path,
        **{
            "- from": first,
            "key": "{amounts: {kafjord: 365, lyngen: 365}, per: year}",
            "settlement": settlement,
        },
    )
    assert charged(ledger, 2018) == expected


def test_each_terms_are_charged_in_their_own_quarters(tmp_path: Path) -> None:
    """1 kr a day from each of two until June, 2 kr from July: 362 kr, then 736 kr.

    Each sum is charged alike in the quarters that its terms hold in.
    """
    until_june = """2018-01-01
        to: 2018-06-30
        participants: [kafjord, lyngen]
        host: kafjord
        key: {amounts: {kafjord: 365, lyngen: 365}, per: year}
        basis: net
        settlement: quarter
        surplus: fund
        decision: not_stated
        source: Avtalen
      - from: 2018-07-01"""
    ledger = case(
        tmp_path,
        **{
            "settlement": "quarter",
            "key": "{amounts: {kafjord: 730, lyngen: 730}, per: year}",
            "- from": until_june,
        },
    )
    assert charged(ledger, 2018) == {
        "2018-Q1": 181,
        "2018-Q2": 181,
        "2018-Q3": 368,
        "2018-Q4": 368,
    }


@pytest.mark.parametrize(
    "key",
    [
        '{price: "1.00", statistic: size, date: accounting_year}',
        (
            "{steps: [{up_to: 600, amount: 300}, {amount: 700}], statistic: size,"
            " date: accounting_year}"
        ),
        "{amounts: {kafjord: 1000, lyngen: 1000}, per: agreement_period}",
        "{base: 500, rest: equal}",
    ],
)
def test_every_key_that_sets_amounts_waits(tmp_path: Path, key: str) -> None:
    """A base amount too, in a year with no cost that it is a part of."""

    def written(day: str) -> Path:
        terms = {"key": key}
        if "agreement_period" in key:
            terms["- from"] = "2018-01-01\n        to: 2019-12-31"
        ledger = case(tmp_path, voucher(day, "IKT"), **terms)
        with (tmp_path / "rules.yaml").open("a", encoding="utf-8") as file:
            file.write(
                "statistics:\n  size:\n    title: Størrelse\n    unit: stk\n"
                "    source: Prøve\n    values:\n"
            )
            for year in (2018, 2019):
                for payer, size in (("kafjord", 700), ("lyngen", 300)):
                    file.write(
                        f"      - {{municipality: {payer}, date: {year}-01-01,"
                        f" value: {size}}}\n"
                    )
        return ledger

    assert charged(written("2019-12-30")) == {}
    assert charged(written("2019-12-31")) == {"2019": Decimal(1000)}


def test_a_base_amount_follows_the_cost_that_it_is_a_part_of(tmp_path: Path) -> None:
    ledger = case(
        tmp_path,
        voucher("2019-03-01", "Felling", "5000.00"),
        key="{base: 500, rest: equal}",
    )
    assert charged(ledger) == {"2019": Decimal(5000)}
    assert told(ledger) == []


def test_the_budget_is_of_the_whole_year(tmp_path: Path) -> None:
    ledger = case(
        tmp_path,
        voucher("2019-01-15", "IKT")
        + '2019-01-01 custom "budget" Expenses:Felling "yearly" 900.00 NOK\n',
    )
    (budget,) = load(ledger).options[OPTION].budget_results
    assert budget.charged_ore == 100000


def run(ledger: Path, *arguments: str) -> tuple[int, str]:
    """A command on the books."""
    result = CliRunner().invoke(main, [*arguments, "--books", str(ledger)])
    return result.exit_code, result.output


LACKS = (
    "Fellingslaget: 1000,00 kr er avtalt for 2019 og ikke belastet, for bøkene når bare"
    " til 15.01.2019. Før det som gjenstår, eller en saldokontroll etter periodens"
    " slutt."
)


def test_a_year_is_neither_closed_nor_claimed_before_its_sums_are_charged(
    tmp_path: Path,
) -> None:
    """Also where a date is given that is after the year."""
    ledger = case(tmp_path, voucher("2019-01-15", "IKT"))
    assert run(ledger, "close", "2018", "--yes", "--date", "2018-12-31")[0] == 0
    for command in (
        ("close", "2019", "--cooperation", "Felling", "--yes"),
        ("claim", "2019", "--cooperation", "Felling", "--date", "2020-02-01", "--yes"),
    ):
        code, output = run(ledger, *command)
        assert code == 1
        assert LACKS in output.replace("\N{NO-BREAK SPACE}", "")


def test_a_closed_year_is_over_whatever_the_books_hold_afterwards(
    tmp_path: Path,
) -> None:
    """What was fixed is not taken back when the last line of the year is."""
    last = voucher("2019-12-31", "Felling", "20.00")
    ledger = case(tmp_path, voucher("2019-01-15", "IKT") + last)
    for year in ("2018", "2019"):
        assert run(ledger, "close", year, "--yes")[0] == 0
    text = ledger.read_text(encoding="utf-8")
    assert last in text
    ledger.write_text(text.replace(last, ""), encoding="utf-8")
    assert charged(ledger) == {"2019": Decimal(1000)}


def test_one_voucher_of_2019_does_not_charge_skadefelling_for_the_year(
    tmp_path: Path,
) -> None:
    copy_of_house(tmp_path)
    main_file = tmp_path / "ledger" / "main.beancount"
    before = statement.shares(load(main_file).entries)
    with main_file.open("a", encoding="utf-8") as file:
        file.write(
            '\n2019-01-15 * "Lisens"\n  Expenses:IKT:Ansvar-155  10.00 NOK\n'
            "  Liabilities:Utlegg:Ikke-oppgitt\n"
        )
    loaded = load(main_file)
    assert not loaded.errors
    shares = statement.shares(loaded.entries)
    assert [s for s in shares if s.day.year == 2018] == before
    assert {s.cooperation for s in shares if s.day.year == 2019} == {"IKT"}
    found = [note.text for note in statement.findings(loaded.entries, 2019)]
    assert (
        "Skadefelling 2019: 175\N{NO-BREAK SPACE}000,00 kr er avtalt for året og ikke"
        " belastet: bøkene når til 15.01.2019."
    ) in found
