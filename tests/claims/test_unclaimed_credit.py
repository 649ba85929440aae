"""Nobody is reminded of what it paid straight on the receivable, or owes no more."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

import pytest

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.books import load_books
from fellesbok.claims.tied import first_unknown
from fellesbok.viewpoint.part import sight

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("no_documents")

DAYS = "claims: {due_days: 30}"
ADVANCE = "claims: {advance: {basis: budget, due: [02-15]}, due_days: 30}"


def seen(day: str) -> str:
    """The books have come to a day."""
    return f'\n{day} * "Rente"\n  Assets:Bank  0.00 NOK\n'


def straight(day: str, amount: str, remark: str = "") -> str:
    """Midvik pays without a claim, on what is not claimed."""
    return (
        f'\n{day} * "Midvik" "Innbetaling"\n{remark}  Assets:Bank  {amount} NOK\n'
        f"  Assets:Fordringer:Midvik:IKT  -{amount} NOK\n".replace("--", "")
    )


def claim(folder: Folder, year: str = "2018", *more: str) -> None:
    done = folder.run("claim", year, "--yes", *more)
    assert done.exit_code == 0, done.output


def dues(folder: Folder, on: str = "2019-06-01") -> list[tuple[str, str, str, str]]:
    """What Midvik has overdue and to its credit, and is reminded of, with each host."""
    done = folder.run("open", "--on", on, "--format", "json")
    assert done.exit_code == 0, done.output
    read: dict[str, Any] = json.loads(done.stdout)
    return [
        (each["host"], each["overdue"], each["credit"], each["to_remind"])
        for each in read["payers"]
        if each["municipality"] == "Midvik" and each["overdue"] != "0.00"
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Three share 900 kr of 2018 alike; the claim of 300 fell due 31 January 2019."""
    text = rules(version(key="equal", claims=DAYS))
    made = Folder(tmp_path).write(
        text, chart(), cost("2018-02-01", "900.00"), seen("2018-12-31")
    )
    claim(made)
    assert dues(made) == [("Nordvik", "300.00", "0.00", "300.00")]
    return made


def test_money_paid_straight_in_the_period_that_is_claimed(folder: Folder) -> None:
    """`check` says 300 too much claimed; the claim is not reminded of."""
    folder.add(straight("2018-12-30", "300.00"), seen("2019-03-01"))
    assert dues(folder) == [("Nordvik", "300.00", "300.00", "0.00")]
    said = " ".join(folder.run("open", "--reminders").output.split())
    assert "300,00 kr til gode der. Det purres ikke." in said
    found = " ".join(folder.run("check").output.split())
    assert "Midvik: 300,00 kr er for mye krevd for 2018" in found


def test_money_paid_straight_after_the_period(folder: Folder) -> None:
    folder.add(straight("2019-02-20", "500.00"), seen("2019-03-01"))
    assert dues(folder) == [("Nordvik", "300.00", "500.00", "0.00")]


def test_a_part_is_paid_straight_and_the_rest_is_reminded_of(folder: Folder) -> None:
    folder.add(straight("2019-02-20", "120.00"))
    assert dues(folder) == [("Nordvik", "300.00", "120.00", "180.00")]
    said = " ".join(
        folder.run("open", "--reminders", "--on", "2019-06-01").output.split()
    )
    assert "Assets:Fordringer:Midvik:IKT: betalt uten krav eller krevd for mye" in said


def test_it_counts_from_the_day_that_it_is_paid(folder: Folder) -> None:
    folder.add(straight("2019-05-20", "120.00"))
    assert dues(folder, "2019-05-19") == [("Nordvik", "300.00", "0.00", "300.00")]
    assert dues(folder, "2019-05-20") == [("Nordvik", "300.00", "120.00", "180.00")]


def test_money_paid_back_straight_takes_it_away(folder: Folder) -> None:
    folder.add(straight("2019-02-20", "120.00"), straight("2019-03-20", "-120.00"))
    assert dues(folder) == [("Nordvik", "300.00", "0.00", "300.00")]


def test_what_the_settlement_has_taken_off_counts_no_more(tmp_path: Path) -> None:
    """100 of the 300 were paid straight in 2018: 200 are claimed, and reminded of."""
    folder = Folder(tmp_path).write(
        rules(version(key="equal", claims=DAYS)),
        chart(),
        cost("2018-02-01", "900.00"),
        straight("2018-06-01", "100.00"),
        seen("2018-12-31"),
    )
    claim(folder)
    assert dues(folder) == [("Nordvik", "200.00", "0.00", "200.00")]


def test_what_pays_a_share_that_was_never_claimed_is_no_credit(tmp_path: Path) -> None:
    """2018 was paid straight, without a claim; 2019 is claimed on account."""
    folder = Folder(tmp_path).write(
        rules(version(key="equal", claims=ADVANCE)),
        chart(),
        budget("600.00", "2019-01-01"),
        cost("2018-02-01", "900.00"),
        straight("2019-01-20", "300.00"),
    )
    claim(folder, "2019", "--instalment", "1")
    assert dues(folder) == [("Nordvik", "200.00", "0.00", "200.00")]
    folder.add(straight("2019-03-01", "50.00"))
    assert dues(folder) == [("Nordvik", "200.00", "50.00", "150.00")]


def test_what_is_claimed_too_much_is_not_reminded_of(folder: Folder) -> None:
    """A cost of 2018 was credited by 300: Midvik owes 200 in all, claimed 300."""
    folder.add(
        '\n2018-11-01 * "Kreditnota"\n  Expenses:IKT  -300.00 NOK\n'
        "  Assets:Bank  300.00 NOK\n"
    )
    assert dues(folder) == [("Nordvik", "300.00", "100.00", "200.00")]


def test_what_is_laid_out_counts_when_its_period_is_over(folder: Folder) -> None:
    """90 laid out by Midvik for 2018 came late: 60 more than its share of it."""
    laid = "Liabilities:Utlegg:Midvik:IKT"
    folder.add(
        cost("2018-11-01", "90.00", of=laid), cost("2019-03-01", "30.00", of=laid)
    )
    assert dues(folder) == [("Nordvik", "300.00", "60.00", "240.00")]


def test_it_counts_with_the_same_host_alone(tmp_path: Path) -> None:
    """Nordvik is host in 2018 and Sørvik from 2019, whom the 500 are paid to."""
    terms = {"key": "equal", "claims": DAYS}
    folder = Folder(tmp_path).write(
        rules(version(**terms), version("2019-01-01", host="sorvik", **terms)),
        chart(),
        cost("2018-02-01", "900.00"),
        seen("2018-12-31"),
    )
    claim(folder)
    folder.add(straight("2019-02-20", "500.00"))
    assert dues(folder) == [("Nordvik", "300.00", "0.00", "300.00")]
    folder.add(straight("2019-02-21", "100.00", '  vert: "Nordvik"\n'))
    assert dues(folder) == [("Nordvik", "300.00", "100.00", "200.00")]


def test_it_counts_for_the_hosts_other_cooperation(tmp_path: Path) -> None:
    other = f"""  vann:
    title: Vannverket
    account: Vann
    kind: cooperation
    legal_form: not_stated
    versions:
{version(key="equal", claims=DAYS)}"""
    folder = Folder(tmp_path).write(
        rules(version(key="equal", claims=DAYS), others=other),
        chart("IKT", "Vann"),
        cost("2018-02-01", "900.00"),
        seen("2018-12-31"),
    )
    claim(folder)
    folder.add(straight("2019-02-20", "120.00").replace(":IKT ", ":Vann "))
    assert dues(folder) == [("Nordvik", "300.00", "120.00", "180.00")]


# Years that are not shared ------------------------------------------------------------

POPULATION = "{statistic: population, date: accounting_year}"
OF_2018 = """\
      - {municipality: nordvik, date: 2018-01-01, value: 300}
      - {municipality: midvik, date: 2018-01-01, value: 100}
      - {municipality: sorvik, date: 2018-01-01, value: 100}
"""
STATISTICS = f"""\
statistics:
  population:
    title: Folketall
    unit: personer
    source: SSB
    values:
      - {{municipality: nordvik, date: 2017-01-01, value: 100}}
      - {{municipality: midvik, date: 2017-01-01, value: 100}}
      - {{municipality: sorvik, date: 2017-01-01, value: 200}}
{OF_2018}"""
NOT_KNOWN = (
    "IKT-samarbeidet: andelene fra 2018 er ikke kjent før feilene i bøkene er rettet."
)


@pytest.fixture
def lost(tmp_path: Path) -> Folder:
    """Midvik is claimed 250 of 2017 and 200 of 2018; then 2018 lacks its figures."""
    of = version("2017-01-01", key=POPULATION, claims=DAYS)
    made = Folder(tmp_path).write(
        rules(of) + STATISTICS,
        chart(),
        cost("2017-02-01", "1000.00"),
        cost("2018-02-01", "1000.00"),
        seen("2018-12-31"),
    )
    claim(made, "2017")
    claim(made, "2018")
    assert dues(made) == [("Nordvik", "450.00", "0.00", "450.00")]
    path = made.path / "allocation_rules.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(OF_2018, ""), encoding="utf-8")
    return made


def test_a_year_that_is_not_shared_gives_no_credit_and_is_told(lost: Folder) -> None:
    """All 200 of 2018 stood as claimed too much; 250 was reminded of and not 450."""
    assert len(lost.errors()) == 1
    assert dues(lost) == [("Nordvik", "450.00", "0.00", "450.00")]
    said = " ".join(
        lost.run("open", "--reminders", "--on", "2019-06-01").output.split()
    )
    assert NOT_KNOWN in said
    assert "krevd for mye Til gode" not in said


def test_what_is_paid_straight_of_a_settled_year_counts_all_the_same(
    lost: Folder,
) -> None:
    lost.add(straight("2018-12-30", "120.00"))
    assert dues(lost) == [("Nordvik", "450.00", "120.00", "330.00")]


def test_what_is_paid_straight_of_what_is_not_settled_may_be_for_a_share(
    lost: Folder,
) -> None:
    lost.add(straight("2019-03-01", "120.00"))
    assert dues(lost) == [("Nordvik", "450.00", "0.00", "450.00")]


def test_a_year_before_it_is_known(lost: Folder) -> None:
    """Of 2017 a voucher of 400 is taken away: 100 of the 250 is too much."""
    lost.add(cost("2017-12-31", "-400.00"))
    assert dues(lost) == [("Nordvik", "450.00", "100.00", "350.00")]


def test_the_payer_itself_is_told_of_no_such_credit(lost: Folder) -> None:
    loaded = load_books(lost.path / "ledger" / "main.beancount")
    own = sight(loaded.entries, loaded.settled, "midvik")
    assert first_unknown(own.entries, own.shared) == {"ikt": 2018}
