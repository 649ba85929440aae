"""The three years of the made-up region once more, with random amounts in all of them.

What is claimed, credited, closed, corrected, used of the fund and drawn of the grant is
different each time; what must hold when a year is settled and paid is the same.
"""

from __future__ import annotations

import shutil
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from deep import examples
from fellesbok.cli import desk
from fellesbok.cli.papers import Papers
from fellesbok.messages import kroner
from lived_region import COOPERATIONS
from lived_region import Region
from lived_region import balance
from lived_region import reckon
from lived_region import result_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from typing import Any

    from fellesbok.entries.claim import Claim

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

YEARS = (2021, 2022, 2023)
COSTS = st.integers(1, 200_000_000).map(kroner)
"""From one øre to two million kroner."""


@pytest.fixture(scope="module", autouse=True)
def without_documents() -> Iterator[None]:
    """Claims are written without PDF and e-invoice, which say nothing new here."""

    def none(claims: Sequence[Claim], *_: object) -> Papers:
        return Papers({claim.id: () for claim in claims}, (), (), ())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk, "papers_of", none)
        yield


def year_text(year: int, draw: Any) -> str:  # noqa: ANN401 -- Hypothesis
    """A year's budget and vouchers."""
    agreed = 120_000 if year < 2023 else 90_000
    costs = {
        "IKT": sum(draw(st.lists(COSTS, min_size=1, max_size=3)), Decimal(0)),
        "Beredskap": draw(st.integers(0, agreed * 100).map(kroner)),
        "Omstilling": draw(st.integers(0, 12_000_000).map(kroner)),
    }
    text = f'{year}-01-01 custom "budget" Expenses:IKT "yearly" {draw(COSTS)} NOK\n'
    for cooperation, amount in costs.items():
        text += (
            f'\n{year}-10-01 * "Kostnad"\n  Expenses:{cooperation}  {amount} NOK\n'
            f"  Assets:Bank:{cooperation}\n"
        )
    # At most three quarters of the cost is earned, and what comes is anything.
    earned = draw(st.integers(0, int(costs["Omstilling"] * 75)).map(kroner))
    received = draw(st.integers(0, 10_000_000).map(kroner))
    text += (
        f'\n{year}-11-01 * "Utbetalt"\n  Assets:Bank:Omstilling  {received} NOK\n'
        "  Assets:Tilskudd:Omstilling:Fylket\n"
        f'\n{year}-12-31 * "Opptjent"\n'
        f"  Assets:Tilskudd:Omstilling:Fylket  {earned} NOK\n"
        "  Income:Omstilling:Tilskudd:Fylkeskommunen\n"
    )
    return text


@settings(deadline=None, max_examples=examples(2))
@given(st.data())
def test_every_year_reconciles(data: st.DataObject) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        _years(Region(folder), data.draw)
    finally:
        shutil.rmtree(folder)


def _years(region: Region, draw: Any) -> None:  # noqa: ANN401 -- Hypothesis
    for year in YEARS:
        path = region.ledger / f"{year}.beancount"
        path.write_text(year_text(year, draw), encoding="utf-8")
        if year > YEARS[0]:
            region.take_in(f"{year}.beancount")
            _late(region, year - 1, draw)
        region.do("claim", str(year), "--date", f"{year}-12-30", "--yes")
        wrong = draw(st.sampled_from(region.claims()))
        if wrong.day.year == year and not wrong.credits:
            day = f"{year}-12-30"
            region.do("credit", wrong.id, "--reason", "Feil", "--date", day, "--yes")
        if owned := -balance(region.load(), "Liabilities:Fond:Beredskap:Vestvik"):
            paid_out = draw(st.integers(1, int(owned * 100)).map(kroner))
            region.write(
                f'\n{year}-12-31 custom "fond" "beredskap" "utbetaling" "Vestvik"'
                f" {paid_out} NOK\n"
            )
        region.settle(year)
        region.pay(f"{year + 1}-02-15")
        books = region.load()
        fund = -balance(books, "Liabilities:Fond:Beredskap")
        owed = balance(books, "Assets:Tilskudd", year)
        unused = -balance(books, "Liabilities:Bundet-fond", year)
        assert [result_of(books, c, year) for c in COOPERATIONS] == [0, 0, 0]
        reckon(region, fund=str(fund), unused=str(unused), receivable=str(owed))


def _late(region: Region, year: int, draw: Any) -> None:  # noqa: ANN401 -- Hypothesis
    """What comes to a closed year: a voucher, or another figure of a statistic."""
    if draw(st.booleans()):
        amount = draw(st.integers(-1_000_000, 1_000_000).filter(bool).map(kroner))
        region.write(
            f'\n{year}-12-30 * "Sent bilag"\n  Expenses:IKT  {amount} NOK\n'
            f"  Assets:Bank:IKT  {-amount} NOK\n"
        )
    if draw(st.booleans()):
        path = region.ledger / "statistics" / "population.csv"
        written = path.read_text(encoding="utf-8")
        before = next(row for row in written.splitlines() if f",{year}-01-01," in row)
        *kept, _, source = before.split(",")
        after = ",".join([*kept, str(draw(st.integers(500, 9_000))), source])
        path.write_text(written.replace(before, after), encoding="utf-8")
