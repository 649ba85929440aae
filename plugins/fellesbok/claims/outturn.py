"""What the year of a cooperation ends at (*resultat*), and what it should end at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement import Surplus
from fellesbok.agreement import terms_of
from fellesbok.budgets.figures import FINANCING
from fellesbok.budgets.figures import total
from fellesbok.claims.share_accounts import NOTHING
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.budgets.figures import Line
    from fellesbok.claims.share_accounts import ShareAccount
    from fellesbok.sharing.statement import Correction

SETTLED = {Surplus.RETURN_TO_PARTICIPANTS, Surplus.FUND}
"""Terms by which a year ends at nothing."""


def outturn(
    accounts: Sequence[ShareAccount],
    lines: Sequence[Line],
    corrections: Iterable[Correction],
    currency: str,
) -> Iterator[Text]:
    """The result in the books, what of it is of other years, and what is left.

    Args:
        accounts: What has become of its shares of the year; there is at least one.
        lines: Its lines of the year.
        corrections: What is carried out of the year, or into it, of any cooperation.
        currency: Kroner of the year.
    """
    cooperation, year = accounts[0].cooperation, accounts[0].year
    paid = total((n for n in lines if n.kind in FINANCING), currency)[1]
    cost = total((n for n in lines if n.is_cost), currency)[1]
    result = (paid or NOTHING) - (cost or NOTHING)
    ours = [c for c in corrections if c.cooperation == cooperation.account]
    carried_in = _result(c for c in ours if c.day.year == year)
    carried_out = _result(c for c in ours if c.day.year != year)
    of_year = result - carried_in + carried_out
    if carried_in or carried_out:
        yield Text("Resultatet i bøkene er {result} kr.", result=result)
    if carried_in:
        yield Text(
            "{amount} kr av det er korreksjoner for avsluttede år.", amount=carried_in
        )
    if carried_out:
        yield Text(
            "{amount} kr kom etter at året var avsluttet, og er ført videre som"
            " korreksjon til et åpent år.",
            amount=carried_out,
        )
    yield Text("Samarbeidets resultat etter avregning er {result} kr.", result=of_year)
    to_settle = [account.to_settle for account in accounts]
    if left := sum((amount for amount in to_settle if amount > 0), NOTHING):
        yield Text(
            "Avregningen er ikke ferdig: {left} kr er ikke krevd ennå.", left=left
        )
    if over := -sum((amount for amount in to_settle if amount < 0), NOTHING):
        yield Text("{left} kr er krevd for mye og skal avregnes.", left=over)
    if terms_of(cooperation, year)[-1].surplus in SETTLED and of_year:
        yield Text("Etter avtalen skal det være {nothing} kr.", nothing=NOTHING)


def _result(corrections: Iterable[Correction]) -> Decimal:
    """What corrections add to the result of the cooperation, in kroner."""
    return -sum((c.debited("Income:", "Expenses:") for c in corrections), NOTHING)
