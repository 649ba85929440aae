"""Decisions about a fund that are dated in a closed year (*ordre i et avsluttet år*).

What is decided about a fund moves what is owed on the day that it is dated, also where
no settlement changes.  A closed year has just the decisions that its basis holds; one
that has come since belongs to the year that is open, and one that is gone is missed.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fellesbok.closing.basis import basis_csv
from fellesbok.closing.basis import day_of
from fellesbok.closing.basis import fund_rows
from fellesbok.closing.basis import read_basis
from fellesbok.entries.vocabulary import FUND
from fellesbok.errors import LedgerError
from fellesbok.funds.orders import FundMove
from fellesbok.messages import Text
from fellesbok.noted import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.closing.basis_accounts import BasisRow
    from fellesbok.entries.closed_years import ClosedYear
    from fellesbok.funds.orders import FundOrder


def without_late(
    orders: Sequence[FundOrder], closed: Iterable[ClosedYear]
) -> tuple[list[FundOrder], list[LedgerError]]:
    """The decisions that hold, and an error for each that a closed year cannot have.

    Args:
        orders: The decisions, sorted.
        closed: The closed years.
    """
    late: list[FundOrder] = []
    errors: list[LedgerError] = []
    for year in closed:
        of = year.cooperation, year.year
        mine = [o for o in orders if (o.cooperation, o.entry.date.year) == of]
        known = _known(year)
        for order in mine:
            row = _row(order)
            if known[row]:
                known[row] -= 1
            else:
                late.append(order)
        errors += _gone(year, known)
    errors += [_late(order) for order in late]
    places = {id(order) for order in late}
    return [order for order in orders if id(order) not in places], errors


def in_open_years(
    orders: Sequence[FundOrder], closed: Iterable[ClosedYear]
) -> list[FundOrder]:
    """The decisions of years that are not closed."""
    over = {(year.cooperation.slug, year.year) for year in closed}
    return [o for o in orders if (o.cooperation.slug, o.entry.date.year) not in over]


def _known(year: ClosedYear) -> Counter[BasisRow]:
    """The decisions that the year had when it was closed."""
    content = read_bytes(year.basis)
    if FUND.encode() not in content:  # most years have none, and have many vouchers
        return Counter()
    return Counter(row for row in read_basis(content) if row.kind == FUND)


def _row(order: FundOrder) -> BasisRow:
    """A decision as a file holds it."""
    of = order.cooperation, order.entry.date.year
    return read_basis(basis_csv(fund_rows([order.entry], *of)))[0]


def _late(order: FundOrder) -> LedgerError:
    day = order.entry.date
    text = Text(
        "{cooperation} {year} er avsluttet, og dette er bestemt om fondet siden. Skriv"
        " linjen i det åpne året.",
        cooperation=order.cooperation.title,
        year=day.year,
    )
    return LedgerError(order.entry.meta, text, order.entry)


def _gone(year: ClosedYear, known: Counter[BasisRow]) -> Iterator[LedgerError]:
    """What was decided and no longer stands; a use is carried on as a correction."""
    path, line = year.place
    for row in sorted(known.elements()):
        if row.text.split(", ")[0] == FundMove.USE.value:
            continue
        text = Text(
            "{cooperation} {year} er avsluttet, men det som var bestemt om fondet"
            " {day}, «{what}», er borte eller endret. Hent linjen tilbake.",
            cooperation=year.cooperation.title,
            year=year.year,
            day=day_of(row.day),
            what=f"{row.text}, {row.value}",
        )
        yield LedgerError({"filename": path, "lineno": line}, text)
