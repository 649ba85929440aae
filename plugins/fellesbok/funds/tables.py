"""A fund as tables: its owners' years, and every movement (*fondets eiere*).

The amounts of a line add up across: what is used and what is paid out are negative.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.agreement import tables as of_agreements
from fellesbok.contradictions import must_equal
from fellesbok.entries.tables import AMOUNT
from fellesbok.entries.tables import DAY
from fellesbok.entries.tables import TEXT
from fellesbok.messages import Text
from fellesbok.sharing.by_year_tables import YEAR
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables.targets import Account
from fellesbok.tables.targets import Entry

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.funds.history import FundYear
    from fellesbok.funds.records import OwnedFund

COOPERATION = of_agreements.COOPERATION
OWNER = Column(Text("Eier"), name="owner")
AMOUNTS = {
    column.name: column
    for column in (
        Column(Text("Inngående"), Kind.MONEY, "opening"),
        Column(Text("Avsatt"), Kind.MONEY, "set_aside"),
        Column(Text("Innbetalt"), Kind.MONEY, "paid_in"),
        Column(Text("Brukt"), Kind.MONEY, "used"),
        Column(Text("Overført"), Kind.MONEY, "transferred"),
        Column(Text("Utbetalt"), Kind.MONEY, "paid_out"),
        Column(Text("Ført for hånd"), Kind.MONEY, "booked"),
        Column(Text("Utgående"), Kind.MONEY, "closing"),
    )
}
"""The amounts of an owner's year, in the order in which they are told."""

OWNED_OF_YEAR = Column(
    Text("Eier av årets avsetning til fond"), Kind.MONEY, "owned_of_year"
)

TAKES = frozenset({"used", "paid_out"})
"""Positive in a record and negative in a table."""

ALWAYS = frozenset({"opening", "closing"})
OF_A_YEAR = frozenset({OWNER.name, *AMOUNTS})
"""What is left to tell where fund and year are told already."""

PART = Text("Tabellen viser bare din egen del av fondet.")


def owners_table(fund: OwnedFund, *, is_whole: bool = True) -> Table:
    """Owner by owner and year by year, with the sum of each year.

    Args:
        fund: The fund.
        is_whole: Whether all owners are here, and the reader may know so.
    """
    moved = {name for row in fund.years for name in AMOUNTS if getattr(row, name)}
    told = [name for name in AMOUNTS if name in ALWAYS | moved]
    return Table(
        f"fond-{fund.slug}",
        Text("Eierne av fondet til {name}, kroner", name=fund.title),
        (YEAR, OWNER, *(AMOUNTS[name] for name in told)),
        tuple(_years(fund, told)),
        _control(fund) if is_whole else PART,
    )


def every_owner_table(funds: Sequence[OwnedFund]) -> Table:
    """A line an owner and year of every fund, with every amount and no sum."""
    lines = [
        Line((Cell(row.year), Cell(fund.title), *_owner(row, fund, AMOUNTS)))
        for fund in funds
        for row in fund.years
    ]
    columns = (YEAR, COOPERATION, OWNER, *AMOUNTS.values())
    return Table("fond", Text("Fond"), columns, tuple(lines))


def movements_table(fund: OwnedFund, names: Mapping[str, str]) -> Table:
    """Everything that has moved a fund, each with its place in the books."""
    return Table(
        f"bevegelser-{fund.slug}",
        Text("Bevegelser på fondet til {name}, kroner", name=fund.title),
        (DAY, OWNER, TEXT, AMOUNT),
        tuple(_movements(fund, names)),
    )


def _years(fund: OwnedFund, told: Collection[str]) -> Iterator[Line]:
    for year, group in groupby(fund.years, key=lambda row: row.year):
        owners = list(group)
        for row in owners:
            yield Line((Cell(year), *_owner(row, fund, told)))
        whole = Account(fund.account, str(year))
        sums = [
            sum((amount_across(r, name) for r in owners), Decimal(0)) for name in told
        ]
        cells = (Cell(amount, whole) for amount in sums)
        yield Line((Cell(year), Cell(SUM), *cells), role="total")


def _owner(row: FundYear, fund: OwnedFund, told: Collection[str]) -> Iterator[Cell]:
    """The owner and the amounts; each leads to what is posted in the year."""
    before = AMOUNTS.keys() - {"closing"}
    must_equal(
        "Bevegelsene og det {payer} eier av fondet,",
        sum((amount_across(row, name) for name in before), Decimal(0)),
        row.closing,
        payer=row.municipality,
    )
    account = Account(f"{fund.account}:{row.payer}", str(row.year))
    yield Cell(row.municipality, account)
    yield from (Cell(amount_across(row, name), account) for name in told)


def amount_across(row: FundYear, name: str) -> Decimal:
    """An amount by its name in ``AMOUNTS``, as it adds up to the closing."""
    amount: Decimal = getattr(row, name)
    return -amount + 0 if name in TAKES else amount


def _control(fund: OwnedFund) -> Text:
    """That the owners' parts are the fund, or by how much they are not."""
    if fund.owned == fund.balance:
        return Text(
            "Eiernes deler er til sammen {owned} kr. Det er saldoen på fondets konto.",
            owned=fund.owned,
        )
    return Text(
        "Eiernes deler er til sammen {owned} kr, men saldoen på {account} er {balance}"
        " kr. {off} kr har ingen eier.",
        owned=fund.owned,
        account=fund.account,
        balance=fund.balance,
        off=fund.balance - fund.owned,
    )


def _movements(fund: OwnedFund, names: Mapping[str, str]) -> Iterator[Line]:
    prefix = f"{fund.account}:"
    for voucher in fund.vouchers:
        for line in voucher.lines:
            if not line.account.startswith(prefix):
                continue
            owner = line.account.removeprefix(prefix)
            yield Line(
                (
                    Cell(voucher.day, Entry(voucher.entry)),
                    Cell(names.get(owner, owner)),
                    Cell(voucher.narration),
                    Cell(-line.amount),
                )
            )
