"""Cost of a later year that has no figures yet (*kostnad for et senere år*): it waits.

A voucher with ``periode`` into next year is booked this year.  What it is for then is
shared by next year's figures, which are published when that year has begun: until then
that part stands unshared with its reason, and the rest of the year is shared.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement.distribution_key import CannotShareError
from fellesbok.agreement.distribution_key import Lot
from fellesbok.agreement.distribution_key import MissingFigureError
from fellesbok.agreement.distribution_key import NotStated
from fellesbok.agreement.distribution_key import ServiceYear
from fellesbok.agreement.distribution_key import ignores_cost
from fellesbok.agreement.distribution_key import share_lots
from fellesbok.messages import Text
from fellesbok.sharing.pots import together

if TYPE_CHECKING:
    from fellesbok.agreement import Agreement
    from fellesbok.sharing.pots import Pot
    from fellesbok.sharing.pots import YearOfVouchers


def let_later_years_wait(vouchers: YearOfVouchers, agreement: Agreement) -> None:
    """Let pots of later years that lack a figure stand unshared, with the reason."""
    for pot in list(vouchers.pots):
        waiting = as_it_waits(pot, vouchers.year, agreement)
        if waiting is not pot:
            row = vouchers.pots.pop(pot)
            vouchers.pots[waiting] = together(vouchers.pots.get(waiting, {}), row)


def as_it_waits(pot: Pot, year: int, agreement: Agreement) -> Pot:
    """The pot as it stands in a year: unshared, where it waits for a later year.

    The very same pot, where nothing is lacking.
    """
    lacks = _lacks(pot, agreement) if pot.year > year else None
    if lacks is None:
        return pot
    reason = Text(
        "statistikken «{statistic}» mangler tall for {payer} per {day}. Det er"
        " for {year}, og fordeles når tallet er ført.",
        year=pot.year,
        **agreement.with_names(lacks.values),
    )
    return replace(pot, key=NotStated(reason), days=None)


def _lacks(pot: Pot, agreement: Agreement) -> MissingFigureError | None:
    """The first figure that its key lacks for the year."""
    if ignores_cost(pot.key) or not pot.participants:
        return None
    lot = Lot.of(pot.participants, Fraction(1), pot.bearer)
    try:
        share_lots(pot.key, [lot], ServiceYear(pot.year, agreement.statistics))
    except MissingFigureError as error:
        return error
    except CannotShareError:  # told where the year is shared
        return None
    return None
