"""What is decided about a fund (*fond*), as it is written in the books.

::

    2019-05-01 custom "fond" "skadefelling" "bruk" 50000.00 NOK
    2019-06-01 custom "fond" "skadefelling" "innbetaling" "Lyngen" 1000.00 NOK
    2019-07-01 custom "fond" "skadefelling" "overføring" "Lyngen" "Storfjord" 500.00 NOK
    2019-08-01 custom "fond" "skadefelling" "overføring" "ikt" 20000.00 NOK
    2020-01-01 custom "fond" "skadefelling" "utbetaling" "Lyngen"

Use is taken from all owners in proportion to what they own.  A payout without an amount
is the whole part, as when a member leaves.  The room reads and does not move anything.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount

from fellesbok.entries.custom_values import values_of
from fellesbok.entries.kinds import customs
from fellesbok.entries.vocabulary import FUND
from fellesbok.errors import InWordsError
from fellesbok.errors import LedgerError
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beancount.core.data import Custom

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.entries.records import Entries


class FundMove(Enum):
    """What happens to a fund; the value is the word of the books."""

    USE = "bruk"
    PAY_IN = "innbetaling"
    TRANSFER = "overføring"
    PAY_OUT = "utbetaling"


@frozen
class FundOrder:
    """One decision about a fund.

    Attributes:
        cooperation: Whose fund it is.
        move: What happens.
        payer: Slug of the owner it is about, or ``None`` where it is about all.
        to_payer: Slug of the owner that it is transferred to.
        to_cooperation: The cooperation whose fund it is transferred to.
        amount_ore: In øre, or ``None`` for the whole part.
        entry: The line.
    """

    cooperation: Cooperation
    move: FundMove
    payer: str | None
    to_payer: str | None
    to_cooperation: Cooperation | None
    amount_ore: int | None
    entry: Custom


class _CannotReadError(InWordsError):
    """A line that is not as it should be; ``text`` says why."""


def fund_orders(
    entries: Entries, agreement: Agreement
) -> tuple[list[FundOrder], list[LedgerError]]:
    """Every decision, in the order that they are carried out in, and what is wrong."""
    found: list[FundOrder] = []
    errors: list[LedgerError] = []
    for entry in customs(entries, FUND):
        try:
            found.append(_order(entry, agreement))
        except _CannotReadError as error:
            errors.append(LedgerError(entry.meta, error.text, entry))
    return sorted(found, key=_turn), errors


_SAME_DAY = (FundMove.PAY_IN, FundMove.TRANSFER, FundMove.USE, FundMove.PAY_OUT)
"""What is decided on one day: what comes in comes first, and who leaves goes last."""


def _turn(order: FundOrder) -> tuple[Any, ...]:
    """By date, and on one day by what it says: where it is written tells nothing."""
    to = order.to_cooperation
    whole = order.amount_ore is None
    return (
        order.entry.date,
        _SAME_DAY.index(order.move),
        whole,
        order.cooperation.slug,
        order.payer or "",
        order.to_payer or "",
        "" if to is None else to.slug,
        order.amount_ore or 0,
    )


def _order(entry: Custom, agreement: Agreement) -> FundOrder:
    """What a line says."""
    values: list[Any] = values_of(entry)
    match values:
        case [str(slug), str(word), *rest] if word in {m.value for m in FundMove}:
            move, cooperation = FundMove(word), _cooperation(slug, agreement)
        case _:
            raise _CannotReadError(_HOW)
    amount_ore = None
    if rest and isinstance(rest[-1], Amount):
        amount_ore = _ore(rest.pop(), agreement)
    payer, to_payer, to_cooperation = _concerned(
        move, rest, agreement, has_amount=amount_ore is not None
    )
    if payer == to_payer is not None or to_cooperation is cooperation:
        raise _CannotReadError(Text("Fondet overføres til seg selv."))
    if move is FundMove.USE and cooperation.version_on(entry.date) is None:
        raise _CannotReadError(
            Text(
                "{cooperation} har ingen avtale som gjelder {day}.",
                cooperation=cooperation.title,
                day=entry.date,
            )
        )
    return FundOrder(
        cooperation, move, payer, to_payer, to_cooperation, amount_ore, entry
    )


def _concerned(
    move: FundMove, names: Sequence[object], agreement: Agreement, *, has_amount: bool
) -> tuple[str | None, str | None, Cooperation | None]:
    """The owner it is about, and the owner or the fund that it goes to."""
    match move, names, has_amount:
        case FundMove.USE, [], True:
            return None, None, None
        case (FundMove.PAY_IN, [str(name)], True) | (FundMove.PAY_OUT, [str(name)], _):
            return _payer(name, agreement), None, None
        case FundMove.TRANSFER, [str(name), str(other)], True:
            return _payer(name, agreement), _payer(other, agreement), None
        case FundMove.TRANSFER, [str(other)], True:
            return None, None, _cooperation(other, agreement)
        case _:
            raise _CannotReadError(_HOW)


def _cooperation(slug: str, agreement: Agreement) -> Cooperation:
    known = agreement.cooperations.get(slug)
    if known is None:
        raise _CannotReadError(Text("Ukjent samarbeid «{slug}».", slug=slug))
    return known


def _payer(name: str, agreement: Agreement) -> str:
    slug = agreement.slug_by_name.get(name)
    if slug is None:
        raise _CannotReadError(Text("Ukjent betaler «{name}».", name=name))
    return slug


def _ore(amount: Amount, agreement: Agreement) -> int:
    """The amount in øre: whole, more than nothing, in the agreements' currency."""
    number: Any = amount.number
    ore = number.scaleb(2)
    if amount.currency != agreement.currency or ore <= 0 or ore != int(ore):
        raise _CannotReadError(
            Text(
                "{amount} {found} er ikke et beløp i {expected} med hele øre, større"
                " enn 0.",
                amount=str(number),
                found=amount.currency,
                expected=agreement.currency,
            )
        )
    return int(ore)


_HOW = Text(
    'Skriv fondet slik: custom "fond" "samarbeid" "bruk" 100.00 NOK, "innbetaling"'
    ' "Kommune" 100.00 NOK, "overføring" "Kommune" "Kommune" 100.00 NOK, "overføring"'
    ' "samarbeid" 100.00 NOK, eller "utbetaling" "Kommune" med eller uten beløp.'
)
