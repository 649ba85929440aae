"""A voucher that is booked in a year in which no version of the agreement holds.

IKT is shared 5 : 3 : 2 by Nordvik, Midvik and Sørvik in 2018 alone.  What comes in
2019, or is paid ahead in 2017, belongs to 2018 and is shared as 2018 was.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import paid
from claimbook import rules
from claimbook import version
from fellesbok.entries import vocabulary
from fellesbok.lint import lint
from fellesbok.report.composition import build_report
from pagebook import reader_of
from pagebook import with_pages

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

NO_TAX = "claims: {due_days: 30, vat: {category: O, reason: kostnadsdeling}}"
ONLY_2018 = {"last": "2018-12-31", "claims": NO_TAX}
OPENED = """
2017-01-01 open Income:IKT:Overskudd NOK
2017-01-01 open Liabilities:Uavklart:IKT NOK
2017-01-01 open Liabilities:Påløpt:IKT NOK
2017-01-01 open Assets:Merverdiavgift NOK
"""
COST_2018 = cost("2018-03-01", "1000.00")
OVER = '\n{}-12-31 * "Renter"\n  Assets:Bank  1.00 NOK\n  Equity:Start\n'
START = "\n2017-01-01 open Equity:Start\n"


def dated(day: str, served: str, *postings: str) -> str:
    """A voucher for another day than its own, whose other side is the bank."""
    lines = "".join(f"  {posting}\n" for posting in postings)
    return f'\n{day} * "Bilag"\n  periode: "{served}"\n{lines}  Assets:Bank\n'


def late(amount: str) -> str:
    """An invoice, or a credit note, for May 2018 that came in 2019."""
    return dated("2019-02-01", "2018-05-01", f"Expenses:IKT  {amount} NOK")


def books(folder: Path, *vouchers: str, terms: str = "", others: str = "") -> Folder:
    """The agreement and some vouchers."""
    written = rules(terms or version(**ONLY_2018), others=others)
    accounts = chart("IKT", "PPT") if others else chart()
    return Folder(folder).write(written, accounts, OPENED, START, *vouchers)


def charged(of: Folder, cooperation: str = "IKT") -> dict[int, dict[str, str]]:
    """What each is charged in each year, with what is given back of a surplus."""
    found: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for entry in of.load().entries:
        if entry.meta["filename"] != vocabulary.FILE:
            continue
        for posting in getattr(entry, "postings", ()):
            if posting.account.startswith("Assets:Fordringer:"):
                *_, payer, whose = posting.account.split(":")
                if whose == cooperation:
                    found[entry.date.year][payer] += posting.units.number
    return {
        year: {payer: str(amount) for payer, amount in sorted(payers.items())}
        for year, payers in found.items()
    }


def each(midvik: str, nordvik: str, sorvik: str) -> dict[str, str]:
    """What the three are charged."""
    return {"Midvik": midvik, "Nordvik": nordvik, "Sørvik": sorvik}


THE_YEAR = each("300.00", "500.00", "200.00")
MORE = each("120.00", "200.00", "80.00")
LESS = each("-120.00", "-200.00", "-80.00")


@pytest.mark.parametrize(
    ("voucher", "expected"),
    [
        pytest.param(late("400.00"), MORE, id="an invoice"),
        pytest.param(late("-400.00"), LESS, id="a refund"),
        pytest.param(
            dated("2019-02-01", "2018-05-01", "Income:IKT:Tilskudd:Staten  400.00 NOK"),
            MORE,
            id="a grant is paid back",
        ),
        pytest.param(
            dated(
                "2019-02-01", "2018-05-01", "Income:IKT:Tilskudd:Staten  -400.00 NOK"
            ),
            LESS,
            id="a grant comes",
        ),
        pytest.param(
            dated(
                "2019-02-01",
                "2018-05-01",
                "Expenses:IKT  400.00 NOK",
                'Assets:Merverdiavgift  100.00 NOK\n    mva: "fradrag"',
            ),
            MORE,
            id="an invoice with tax that is deducted",
        ),
    ],
)
def test_what_comes_after_the_end_is_shared_as_its_year(
    tmp_path: Path, voucher: str, expected: dict[str, str]
) -> None:
    assert charged(books(tmp_path, COST_2018, voucher)) == {
        2018: THE_YEAR,
        2019: expected,
    }


def test_a_reversal_after_the_end_leaves_nothing(tmp_path: Path) -> None:
    of = books(tmp_path, COST_2018, late("-1000.00"))
    back = each("-300.00", "-500.00", "-200.00")
    assert charged(of) == {2018: THE_YEAR, 2019: back}


def test_the_invoice_of_an_accrual_comes_after_the_end(tmp_path: Path) -> None:
    accrual = """
2018-12-31 custom "paaloept" "ikt" Expenses:IKT 4000.00 NOK
  id: "strøm"
  tekst: "Strøm"
  venter: "faktura"
"""
    invoice = """
2019-02-01 * "Strøm"
  erstatter: "strøm"
  Expenses:IKT  4500.00 NOK
  Assets:Bank
"""
    assert charged(books(tmp_path, accrual, invoice)) == {
        2018: each("1200.00", "2000.00", "800.00"),
        2019: each("150.00", "250.00", "100.00"),
    }


def test_what_is_paid_ahead_before_the_beginning(tmp_path: Path) -> None:
    ahead = dated("2017-12-20", "2018-01-01/2018-12-31", "Expenses:IKT  400.00 NOK")
    assert charged(books(tmp_path, ahead)) == {2017: MORE}


def test_a_closed_year_gets_no_correction_of_what_is_booked_later(
    tmp_path: Path,
) -> None:
    of = books(tmp_path, COST_2018, OVER.format(2018))
    assert of.run("close", "2018", "--yes").exit_code == 0
    of.add(late("-400.00"))
    assert charged(of) == {2018: THE_YEAR, 2019: LESS}


@pytest.mark.parametrize("settlement", ["month", "quarter", "half_year", "project_end"])
def test_a_year_without_terms_is_one_period(tmp_path: Path, settlement: str) -> None:
    terms = version(settlement=settlement, **ONLY_2018)
    of = books(tmp_path, COST_2018, late("400.00"), terms=terms)
    assert charged(of) == {2018: THE_YEAR, 2019: MORE}
    result = of.shared().results[-1]
    assert [(str(p.end), p.label) for p in result.periods] == [("2019-12-31", "2019")]


def test_other_cooperations_are_shared_whatever_comes_late(tmp_path: Path) -> None:
    ppt = f"""
  ppt:
    title: PP-tjenesten
    account: PPT
    kind: cooperation
    legal_form: not_stated
    versions:
{version(claims=NO_TAX)}"""
    of = books(
        tmp_path,
        COST_2018,
        late("-400.00"),
        cost("2019-02-01", "300.00", "PPT"),
        others=ppt,
    )
    assert charged(of, "PPT") == {2019: each("90.00", "150.00", "60.00")}
    assert charged(of) == {2018: THE_YEAR, 2019: LESS}


# ------------------------------------------------------------------ keys that ask more


def test_a_threshold_is_borne_by_the_last_host_that_paid(tmp_path: Path) -> None:
    """The host bears the first 1500 of the year: all of 1000, and 500 of 1000 more."""
    key = "{threshold: 1500, above: equal}"
    terms = version(key=key, members="[midvik, nordvik]", **ONLY_2018)
    of = books(tmp_path, COST_2018, late("1000.00"), terms=terms)
    assert charged(of) == {
        2018: {"Nordvik": "1000.00"},
        2019: {"Midvik": "250.00", "Nordvik": "750.00"},
    }


def test_a_price_asks_for_no_figure_of_a_year_without_terms(tmp_path: Path) -> None:
    """2 kroner an inhabitant is due for 2018; a late cost charges nobody more."""
    key = "{price: 2, statistic: people, date: accounting_year}"
    rows = "".join(
        f"      - {{municipality: {slug}, date: 2018-01-01, value: {count}}}\n"
        for slug, count in (("midvik", 300), ("nordvik", 500), ("sorvik", 200))
    )
    statistics = (
        "statistics:\n  people:\n    title: Folketall\n    unit: innbyggere\n"
        f"    source: Oppdiktet\n    values:\n{rows}"
    )
    terms = version(key=key, **ONLY_2018) + statistics
    of = books(tmp_path, COST_2018, late("400.00"), OVER.format(2018), terms=terms)
    # 2000 is due, and 1000 more than the cost goes back in proportion.
    assert charged(of) == {2018: THE_YEAR}
    assert [r.surplus_ore for r in of.shared().results] == [100000, -40000]


# ---------------------------------------------------- claims, papers, lists and pages


def test_what_comes_late_is_claimed_by_the_last_host(tmp_path: Path) -> None:
    """Midvik takes over in July; what was served in May is still Nordvik's to claim."""
    terms = version(last="2018-06-30", claims=NO_TAX)
    terms += version("2018-07-01", host="midvik", **ONLY_2018)
    of = books(tmp_path, COST_2018, OVER.format(2018), terms=terms)
    assert of.run("claim", "2018", "--yes").exit_code == 0
    before = len(of.claims())
    autumn = dated("2019-02-01", "2018-09-01", "Expenses:IKT  100.00 NOK")
    of.add(late("400.00"), autumn, OVER.format(2019))
    assert of.run("claim", "2019", "--yes").exit_code == 0
    made = {(c.host.name, c.payer.name): str(c.amount) for c in of.claims()[before:]}
    assert made == {
        ("Nordvik", "Midvik"): "120.00",
        ("Nordvik", "Nordvik"): "200.00",
        ("Nordvik", "Sørvik"): "80.00",
        ("Midvik", "Midvik"): "30.00",
        ("Midvik", "Nordvik"): "50.00",
        ("Midvik", "Sørvik"): "20.00",
    }


def test_a_late_year_is_claimed_paid_and_closed(tmp_path: Path) -> None:
    of = books(tmp_path, COST_2018, late("400.00"), OVER.format(2019))
    for year in ("2018", "2019"):
        assert of.run("claim", year, "--yes").exit_code == 0
        assert of.run("close", year, "--yes").exit_code == 0
    first = [c for c in of.claims() if c.payer.slug == "midvik"]
    assert [(c.period, str(c.amount)) for c in first] == [
        ("2018", "300.00"),
        ("2019", "120.00"),
    ]
    of.add(*(paid("2020-02-01", "Midvik", str(c.amount), c.id) for c in first))
    pdfs = {path.name for path in tmp_path.rglob("*.pdf")}
    assert len(pdfs) == 6
    assert charged(of) == {2018: THE_YEAR, 2019: MORE}
    claimed = of.run("claim", "2019")
    assert claimed.exit_code == 0
    assert "nordvik-2020" not in claimed.output


def test_what_was_paid_ahead_is_claimed_by_the_first_host(tmp_path: Path) -> None:
    ahead = dated("2017-12-20", "2018-01-01/2018-12-31", "Expenses:IKT  400.00 NOK")
    of = books(tmp_path, ahead, OVER.format(2017))
    assert of.run("claim", "2017", "--yes").exit_code == 0
    made = {c.payer.name: str(c.amount) for c in of.claims()}
    assert made == MORE
    assert {c.host.name for c in of.claims()} == {"Nordvik"}


def test_a_project_claims_what_comes_after_its_end(tmp_path: Path) -> None:
    terms = version(settlement="project_end", **ONLY_2018)
    of = books(tmp_path, COST_2018, late("400.00"), OVER.format(2019), terms=terms)
    assert of.run("claim", "2018", "--yes").exit_code == 0
    assert of.run("claim", "2019", "--yes").exit_code == 0
    found = {(c.period, c.payer.name): str(c.amount) for c in of.claims()}
    assert found["2018", "Sørvik"] == "200.00"
    assert found["2019", "Sørvik"] == "80.00"


def test_commands_and_report_tell_of_a_late_year(tmp_path: Path) -> None:
    of = books(tmp_path, COST_2018, late("400.00"), OVER.format(2019))
    explained = of.run("explain", "IKT", "Midvik", "--year", "2019")
    assert explained.exit_code == 0
    assert explained.output.startswith("IKT-samarbeidet 2019: Midvik betaler 120,00 kr")
    assert "Sum IKT" in of.run("shares", "--year", "2019").output
    assert of.run("check").exit_code == 0
    loaded = of.load()
    assert loaded.shared is not None
    report, _ = build_report(loaded, loaded.shared, 2019)
    assert [page.slug for page in report.pages] == ["ikt"]
    assert report.overview.rows[0].texts[1] == "Nordvik, Midvik, Sørvik"
    # Nothing is due in a year without terms: no report, no budget.
    rules_told = {f.rule for f in lint(loaded.entries, loaded.shared, 2019)}
    assert not rules_told
    empty, _ = build_report(loaded, loaded.shared, 2020)
    assert not empty.pages


@pytest.mark.parametrize("page", ["Fordeling", "Kommuneoppgave", "Forklaring"])
def test_the_pages_show_a_late_year(tmp_path: Path, page: str) -> None:
    of = books(tmp_path, COST_2018, late("400.00"), OVER.format(2019))
    reader = reader_of(with_pages(of.path / "ledger" / "main.beancount"))
    shown = reader.page(page, kommune="midvik", samarbeid="ikt", time="2019")
    assert shown.status == 200
    assert "120,00" in shown.words
