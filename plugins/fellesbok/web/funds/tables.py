"""A fund as tables: its owners' years, and every movement (*fondets eiere*)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.funds.tables import AMOUNTS
from fellesbok.messages import Text
from fellesbok.tables.values import Cell
from fellesbok.tables.values import Column
from fellesbok.tables.values import Kind
from fellesbok.tables.values import Line
from fellesbok.tables.values import Table
from fellesbok.web.funds.rows import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.funds.history import FundYear
    from fellesbok.web.frame.asked import Asked
    from fellesbok.web.funds.rows import FundRow

ALWAYS = ("opening", "set_aside", "used", "transferred", "paid_out", "closing")


def fund_table(row: FundRow, asked: Asked) -> Table:
    """Owner by owner and year by year, with the sum of each year."""
    names = [
        name
        for name in AMOUNTS
        if name in ALWAYS or any(getattr(year, name) for year in row.years)
    ]
    lines: list[Line] = []
    for _, group in groupby(row.years, key=lambda year: year.year):
        owners = list(group)
        lines += [_owner(year, row, names, asked) for year in owners]
        lines.append(_sum(owners, names))
    return Table(
        f"fond-{row.cooperation.slug}",
        Text("Eierne av fondet til {name}, kroner", name=row.cooperation.title),
        (
            Column(Text("År")),
            Column(Text("Eier")),
            *(Column(AMOUNTS[name], kind=Kind.MONEY) for name in names),
        ),
        tuple(lines),
        _control(row, asked),
    )


def _owner(year: FundYear, row: FundRow, names: Sequence[str], asked: Asked) -> Line:
    """One owner's year; the last figure leads to the account."""
    owners = asked.shared.agreement.name_by_account
    href = asked.links.account(f"{row.account}:{year.payer}", time=year.year)
    return Line(
        (
            Cell(year.year),
            Cell(owners.get(year.payer, year.payer), href),
            *(Cell(getattr(year, name)) for name in names),
        )
    )


def _sum(owners: Sequence[FundYear], names: Sequence[str]) -> Line:
    sums = [sum((getattr(y, name) for y in owners), NOTHING) for name in names]
    return Line(
        (
            Cell(owners[0].year),
            Cell(Text("Sum")),
            *(Cell(amount) for amount in sums),
        ),
        role="total",
    )


def _control(row: FundRow, asked: Asked) -> Text:
    """That the owners' parts are the fund, or by how much they are not."""
    if asked.reader is not None:
        return Text("Tabellen viser bare din egen del av fondet.")
    if row.owned == row.balance:
        return Text(
            "Eiernes deler er til sammen {owned} kr. Det er saldoen på {account}.",
            owned=row.owned,
            account=row.account,
        )
    return Text(
        "Eiernes deler er til sammen {owned} kr, men saldoen på {account} er {balance}"
        " kr. {off} kr har ingen eier.",
        owned=row.owned,
        account=row.account,
        balance=row.balance,
        off=row.balance - row.owned,
    )


def movements_table(row: FundRow, asked: Asked) -> Table:
    """Everything that has moved the fund, each with its place in the books."""
    prefix = f"{row.account}:"
    names = asked.shared.agreement.name_by_account
    lines = []
    for entry in row.entries:
        for posting in entry.postings:
            if not posting.account.startswith(prefix) or posting.units is None:
                continue
            owner = posting.account.removeprefix(prefix)
            number = posting.units.number
            lines.append(
                Line(
                    (
                        Cell(Text("{day}", day=entry.date), asked.links.entry(entry)),
                        Cell(names.get(owner, owner)),
                        Cell(entry.narration or ""),
                        Cell(None if number is None else -number),
                    )
                )
            )
    return Table(
        f"bevegelser-{row.cooperation.slug}",
        Text("Bevegelser på fondet til {name}, kroner", name=row.cooperation.title),
        (
            Column(Text("Dato")),
            Column(Text("Eier")),
            Column(Text("Hva")),
            Column(Text("Kroner"), kind=Kind.MONEY),
        ),
        tuple(lines),
    )
