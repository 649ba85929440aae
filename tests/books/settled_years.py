"""A made-up agreement of six municipalities, its vouchers, and the year settled.

The vouchers go the whole way, from transactions through the walk over the books.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import NamedTuple

from beancount.core import data
from beancount.core.amount import Amount

from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import Observation
from fellesbok.agreement.distribution_key import Shares
from fellesbok.agreement.distribution_key import Statistic
from fellesbok.agreement.model import Agreement
from fellesbok.agreement.model import Basis
from fellesbok.agreement.model import Cooperation
from fellesbok.agreement.model import CostCentre
from fellesbok.agreement.model import CostCentreRule
from fellesbok.agreement.model import Municipality
from fellesbok.agreement.model import Place
from fellesbok.agreement.model import Settlement
from fellesbok.agreement.model import Surplus
from fellesbok.agreement.model import Version
from fellesbok.entries import lines
from fellesbok.sharing.receivables import year_lines
from fellesbok.sharing.service_accounts import Carried
from fellesbok.sharing.settlement import YearResult
from fellesbok.sharing.settlement import settle_year
from fellesbok.sharing.voucher_pots import collect_vouchers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement.distribution_key import DistributionKey


SIX = ("kafjord", "kvaenangen", "lyngen", "nordreisa", "skjervoy", "storfjord")
# Statistics Norway, table 07459: inhabitants on 1 January, in the order of SIX.
POPULATION = {
    2016: (2150, 1231, 2861, 4895, 2920, 1865),
    2017: (2132, 1233, 2876, 4919, 2912, 1890),
    2018: (2132, 1224, 2877, 4944, 2925, 1856),
    2019: (2097, 1202, 2847, 4909, 2917, 1841),
    2020: (2071, 1191, 2794, 4861, 2927, 1829),
}
PEOPLE = {
    (slug, year): people
    for year, row in POPULATION.items()
    for slug, people in zip(SIX, row, strict=True)
}
COSTS = "Expenses:IKT"
CENTRE = "155"
COSTS_OF_CENTRE = "Expenses:IKT:Ansvar-155"
GRANT = "Income:IKT:Tilskudd:Staten"
GRANT_OF_CENTRE = "Income:IKT:Ansvar-155:Tilskudd"
BEFORE = date(2016, 1, 1)
FIRST, LAST = date(2018, 1, 1), date(2018, 12, 31)
YEARLY = Settlement.YEAR


class Voucher(NamedTuple):
    """A voucher as a bookkeeper has it: outside income is a negative amount."""

    day: date
    ore: int
    account: str = COSTS
    service: tuple[date, date] | None = None
    meta: Mapping[str, str] = {}


def version(  # noqa: PLR0913 -- the terms that an agreement has
    key: DistributionKey,
    members: Sequence[str] = SIX,
    *,
    days: tuple[date, date] = (BEFORE, date.max),
    settlement: Settlement = YEARLY,
    basis: Basis = Basis.NET,
    surplus: Surplus = Surplus.RETURN_TO_PARTICIPANTS,
    host: str | None = None,
    centre: CostCentreRule | None = None,
) -> Version:
    """Terms between two days."""
    return Version(
        first_day=days[0],
        last_day=days[1],
        participants=tuple(members),
        host=host,
        key=key,
        basis=basis,
        settlement=settlement,
        surplus=surplus,
        cost_centre_rules={CENTRE: centre} if centre else {},
        decision=None,
        source="",
        assumptions=(),
        place=Place("allocation_rules.yaml", 1),
    )


def agreement(*versions: Version, keys: Iterable[Named] = ()) -> Agreement:
    """One cooperation between the six municipalities."""
    people = {
        (slug, date(year, 1, 1)): Observation(Fraction(number), "07459")
        for (slug, year), number in PEOPLE.items()
    }
    ikt = Cooperation(
        slug="ikt",
        title="IKT",
        account="IKT",
        kind="cooperation",
        legal_form=None,
        partners=(),
        period="",
        cost_centres={
            CENTRE: CostCentre(CENTRE, "Ansvar-155", "Felles"),
            "153": CostCentre("153", "Ansvar-153", "Helse"),
        },
        versions=versions,
        place=Place("allocation_rules.yaml", 1),
    )
    return Agreement(
        region="Nord-Troms",
        currency="NOK",
        municipalities={
            slug: Municipality(slug, slug.title(), slug.title(), "", ()) for slug in SIX
        },
        parties={},
        statistics={
            "population": Statistic("population", "Folketall", "", "07459", people)
        },
        keys={key.name: key for key in keys},
        cooperations={"ikt": ikt},
    )


def transaction(number: int, voucher: Voucher) -> data.Transaction:
    """The voucher in the books, against who laid out the money."""
    meta = data.new_metadata("ledger.beancount", number, dict(voucher.meta))
    meta["bilag"] = str(number)
    if voucher.service:
        meta["periode"] = f"{voucher.service[0]}/{voucher.service[1]}"
    amount = Amount(Decimal(voucher.ore).scaleb(-2), "NOK")
    postings = [
        data.Posting(voucher.account, amount, None, None, None, {}),
        data.Posting("Assets:Bank", -amount, None, None, None, {}),
    ]
    return data.Transaction(
        meta, voucher.day, "*", None, "", data.EMPTY_SET, data.EMPTY_SET, postings
    )


def settle(
    terms: Agreement,
    vouchers: Iterable[Voucher],
    *,
    before: Carried | None = None,
    year: int = 2018,
) -> YearResult:
    """Book the vouchers, walk over the books, and settle the year."""
    entries = [transaction(number, v) for number, v in enumerate(vouchers, start=1)]
    found = collect_vouchers(entries, terms)
    assert not found.errors, [str(error.message) for error in found.errors]
    return settle_year(found.years["ikt", year], terms, before or Carried())


def generated(of: Agreement, result: YearResult) -> list[data.Transaction]:
    """What the settled year becomes in the books."""
    return [
        lines.transaction(line, number, of.currency)
        for number, line in enumerate(year_lines(of, result))
    ]


def charges(result: YearResult) -> list[tuple[date, dict[str, int]]]:
    """What each is charged by period; nothing is nothing, told or not."""
    return [
        (period.end, {p: ore for p, ore in period.charged_ore.items() if ore})
        for period in result.periods
    ]


def charged_by(result: YearResult, day: date) -> Counter[str]:
    """What each has been charged from 1 January to the end of a day."""
    total: Counter[str] = Counter()
    for period in result.periods:
        if period.end <= day:
            total.update(period.charged_ore)
    return Counter({payer: ore for payer, ore in total.items() if ore})


VETERINARY = Shares(
    {
        "kafjord": Fraction(25, 100),
        "kvaenangen": Fraction(15, 100),
        "nordreisa": Fraction(45, 100),
        "skjervoy": Fraction(15, 100),
    }
)
QUARTERS = tuple(
    date(2018, month, last) for month, last in ((3, 31), (6, 30), (9, 30), (12, 31))
)
