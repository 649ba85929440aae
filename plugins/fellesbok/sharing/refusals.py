"""Accounts of a year whose bounds no split can keep: an error about each of them."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from fellesbok.agreement.titles import key_title
from fellesbok.errors import LedgerError
from fellesbok.messages import Text
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Agreement
    from fellesbok.sharing.settlement import YearResult


def refusals(
    result: YearResult, agreement: Agreement, *, is_budget: bool = False
) -> Iterator[LedgerError]:
    """An error for each account whose yearly bounds cannot be kept, at its terms.

    Args:
        result: A year, of the accounts or of a budget.
        agreement: For the names of the payers.
        is_budget: Whether it is a budget, of which nothing is planned then.
    """
    for pot in result.periods[-1].pots:
        if pot.refused is None:
            continue
        place = result.cooperation.versions[pot.pot.version].place
        values = agreement.with_names(pot.refused.values)
        if is_budget:
            template = (
                "{cooperation} {year}: {amount} kr av budsjettet kan ikke fordeles"
                " etter «{key}»: {reason}"
            )
        elif pot.unplaced_ore:
            template = (
                "{cooperation} {year}: {amount} kr kan ikke fordeles etter «{key}»:"
                " {reason}"
            )
        else:
            template = (
                "{cooperation} {year} kan ikke gjøres opp etter «{key}»: {reason}"
            )
        text = Text(
            template,
            cooperation=result.cooperation.title,
            year=pot.pot.year,
            amount=kroner(ceil(pot.unplaced_ore)),
            key=key_title(pot.pot.key),
            reason=Text(pot.refused.template, **values),
        )
        of = result.cooperation.slug, result.year
        yield LedgerError({"filename": place.path, "lineno": place.line}, text, of=of)
