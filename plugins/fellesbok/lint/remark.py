"""What a rule has found, and the words, amounts and places it is told with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fellesbok.agreement.account_names import MEMO
from fellesbok.budgets.units import KRONER
from fellesbok.budgets.units import unit_of
from fellesbok.frozen import frozen
from fellesbok.lint.catalogue import RULES
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from fellesbok.budgets.figures import Line
    from fellesbok.entries.records import Place


@frozen
class Remark:
    """What a rule has found: the text ends with the rule itself.

    ``part`` tells remarks of one rule about one cooperation apart: a cost centre, a
    column, a payer.  ``amount`` is in kroner, whatever commodity it stands in.
    """

    rule: str
    text: Text
    amount: Decimal | None
    place: Place | None
    part: str = ""


def remark(
    rule: str,
    what: Text,
    amount: Decimal | None,
    place: Place | None,
    *,
    part: str = "",
) -> Remark:
    """A remark whose text says what was found and then the rule behind it."""
    text = Text("{what} {why}", what=what, why=RULES[rule].why)
    return Remark(rule, text, amount, place, part)


_ACCOUNT = re.compile(rf"({MEMO}|Expenses|Income|Liabilities|Assets):[^:\s]+:?")
"""How the name of an account begins, to the cooperation that a finding is about."""

_TYPED = {
    "Expenses": "",
    "Income": "inntekt ",
    "Liabilities": "gjeld ",
    "Assets": "eiendel ",
    MEMO: "orientering ",
}
"""What tells accounts of one cooperation and part apart; most are of costs."""


def typed_part(part: str) -> str:
    """What tells remarks apart, as it is shown and typed in an answer.

    An account is told by what is left of its name where the cooperation is said:
    ``budsjett Expenses:IKT:Drift`` is ``budsjett Drift``, and of income
    ``budsjett inntekt Drift``.
    """
    return _ACCOUNT.sub(lambda found: _TYPED[found[1]], part).strip()


def place_of_line(line: Line, *, budget: bool = False) -> Place | None:
    """Where a figure of the table was written: the voucher, or the budget line."""
    written = next((v.place for v in line.vouchers if not v.is_generated), None)
    if line.budget_line is not None and (budget or written is None):
        return line.budget_line.line.place
    return written


def place_of_lines(found: Iterable[Line], *, budget: bool = False) -> Place | None:
    """The place of the first line that has one."""
    places = (place_of_line(line, budget=budget) for line in found)
    return next((place for place in places if place is not None), None)


def money(amount: Decimal, currency: str) -> Text:
    """An amount with what it is counted in: ``9,00 kr (prosjekttall)``, ``8 TIMER``."""
    return Text("{amount} {unit}", amount=amount, unit=unit_of(currency))


def is_kroner(currency: str) -> bool:
    """Whether a commodity is kroner, of the year or marked as something else.

    Work is counted in hours and positions too, which no amount of a finding is.
    """
    return currency.partition(".")[0] == KRONER


def in_kroner(amount: Decimal | None, currency: str) -> Decimal | None:
    """An amount of a finding, or ``None`` where it is not counted in kroner."""
    return amount if is_kroner(currency) else None
