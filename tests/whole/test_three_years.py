"""Three years of a made-up region, from the first budget to the third settlement.

Everything is done as the accountant does it: vouchers, payments and decisions are
written in the books, and the commands claim, credit and close.  After each year it is
reckoned up: claims less credit notes are the shares, every cooperation has its agreed
result, and the bank holds just what the funds and the grant say.

The region: Austvik, Nordvik and Vestvik share IKT (40/60), Beredskap (agreed amounts,
what is left goes to a fund) and the project Omstilling (a grant of 75 %, the rest in
equal parts).  Sørvik joins IKT on 1 July 2021, Vestvik takes over as its host on 1 July
2022, and Nordvik leaves Beredskap when 2022 ends.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok.sharing import statement
from lived_region import COOPERATIONS
from lived_region import Region
from lived_region import balance
from lived_region import given_back
from lived_region import kr
from lived_region import reckon
from lived_region import result_of
from report_panels import panels
from report_panels import report
from report_panels import rows

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.entries.claim import Claim

pytestmark = pytest.mark.usefixtures("undrawn_pdf")


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return Region(tmp_path)


def amounts(made: tuple[Claim, ...]) -> dict[str, Decimal]:
    return {claim.payer.name: claim.amount for claim in made}


def test_three_years(region: Region) -> None:
    _lived(region)
    _told_to_the_end(region)


def _lived(region: Region) -> None:  # noqa: PLR0915 -- three years
    # 2021.  Three municipalities pay on account for IKT, by the budget of 1 200 000 …
    first = region.claim(2021, "ikt", "--instalment", "1")
    assert amounts(first) == {
        "Austvik": kr("125 926,64"),
        "Nordvik": kr("91 109,91"),
        "Vestvik": kr("80 497,69"),
    }
    assert [claim.id for claim in first] == [f"austvik-2021-000{n}" for n in (1, 2, 3)]
    assert sum(amounts(region.claim(2021, "beredskap", "--instalment", "1")).values())
    region.claim(2021, "ikt", "--instalment", "2")
    region.pay("2021-05-10")
    # … and Sørvik with them from 1 July.  Vestvik wants its claim on another account
    # string: a credit note, and the same once more.
    third = region.claim(2021, "ikt", "--instalment", "3")
    assert amounts(third)["Sørvik"] == kr("57 348,23")
    wrong = next(claim for claim in third if claim.payer.name == "Vestvik")
    region.do("credit", wrong.id, "--reason", "Feil konteringsstreng", "--yes")
    (again,) = region.claim(2021, "ikt", "--instalment", "3")
    assert again.amount == wrong.amount
    region.claim(2021, "ikt", "--instalment", "4")
    on_account = sum(
        claim.amount for claim in region.claims() if claim.cooperation.slug == "ikt"
    )
    assert on_account == kr("1 200 000,00"), "the instalments are the budget"
    region.pay("2021-11-10")
    # IKT cost 1 223 356,10, and Beredskap 28 765,50 less than agreed.
    region.settle(2021)
    region.pay("2022-02-15")
    books = region.load()
    assert [result_of(books, c, 2021) for c in COOPERATIONS] == [0, 0, 0]
    reckon(region, fund="28 765,50", unused="15 000,00", receivable="0,00")

    # 2022.  A bill for December comes in March: 2021 is closed, so it is a correction.
    region.take_in("2022.beancount")
    region.write(
        '\n2021-12-28 * "Kraftlaget" "Strøm i desember, etterfakturert"\n'
        '  bilag: "2021-0009"\n'
        "  Expenses:IKT       12000.01 NOK\n"
        "  Assets:Bank:IKT   -12000.01 NOK\n"
    )
    corrections = statement.corrections(region.load().entries)
    assert sum(c.amount for c in corrections) == kr("12 000,01")
    assert {c.period for c in corrections} == {"2022-H1"}, "the time of Austvik"
    assert all("2021-0009" in c.reason for c in corrections)
    # Vestvik is host of IKT from 1 July, and claims the last two instalments.
    hosts = [
        {claim.host.name for claim in region.claim(2022, "ikt", "--instalment", n)}
        for n in "1234"
    ]
    assert hosts == [{"Austvik"}, {"Austvik"}, {"Vestvik"}, {"Vestvik"}]
    region.claim(2022, "beredskap", "--instalment", "1")
    region.pay("2022-11-10")
    # Beredskap lacks 21 000, which the fund covers; Nordvik leaves with its part.
    # 315 000 of the grant is earned; 300 000 is paid before the report.
    assert "300 000,00" in region.do("grants", "2022")
    region.settle(2022)
    region.pay("2023-02-15")
    books = region.load()
    assert [result_of(books, c, 2022) for c in COOPERATIONS] == [0, 0, 0]
    paid_out = given_back(books, "Nordvik", "Beredskap")
    assert paid_out == kr("1 941,37"), "a quarter of 7 765,50 is half an øre more"
    assert balance(books, "Liabilities:Fond:Beredskap:Nordvik") == 0
    left = f"{kr('7 765,50') - paid_out}".replace(".", ",")
    reckon(region, fund=left, unused="0,00", receivable="15 000,00")

    # 2023.  The population of Vestvik in 2022 is corrected: the shares of a closed year
    # stand, and the difference comes with this year's settlement.
    region.take_in("2023.beancount")
    population = region.ledger / "statistics" / "population.csv"
    written = population.read_text(encoding="utf-8")
    population.write_text(
        written.replace("2022-01-01,2450", "2022-01-01,2460"), encoding="utf-8"
    )
    since = [
        c for c in statement.corrections(region.load().entries) if c.period == "2023"
    ]
    assert sum(c.amount for c in since) == 0, "somebody pays more, the others less"
    assert all("2450" in c.reason.replace("\xa0", "") for c in since)
    more = [c.municipality for c in since if c.amount > 0]
    assert more == ["Vestvik", "Vestvik"], "in the time of each host of 2022"
    for instalment in "1234":
        region.claim(2023, "ikt", "--instalment", instalment)
    region.claim(2023, "beredskap", "--instalment", "1")
    region.pay("2023-11-10")
    region.settle(2023)
    late = [c for c in region.claims() if c.period == "2022-H1" and c.reason]
    assert {claim.host.name for claim in late} == {"Austvik"}, "host until 30 June 2022"
    assert sum(claim.amount for claim in late) == 0
    region.pay("2024-02-15")
    books = region.load()
    assert [result_of(books, c, 2023) for c in COOPERATIONS] == [0, 0, 0]
    left = f"{kr('13 765,50') - paid_out}".replace(".", ",")
    reckon(region, fund=left, unused="0,00", receivable="0,00")
    assert "Alt som kan kreves" in region.do("claim", "2023", "--yes")


def _told_to_the_end(region: Region) -> None:
    """The report of each year: what was claimed is settled, a fund is its owners'."""
    for year in (2021, 2022, 2023):
        made = report(year, books=region.folder)
        assert made.status.startswith(f"Endelig rapport: {year} ")
        found = panels(made)
        settled = [found[name] for name in found if name.startswith("krav-")]
        assert len(settled) == len([page for page in made.pages if page.explanations])
        assert settled
        for panel in settled:
            told = rows(panel)
            assert set(told["Gjenstår å avregne"]) == {"0.00"}
            assert "resultat etter avregning er 0,00 kr." in " ".join(panel.remarks)
        for fund in (found[name] for name in found if name.startswith("fond-")):
            *owners, total = [row.cells[-1].value or Decimal(0) for row in fund.rows]
            assert sum(owners) == total
