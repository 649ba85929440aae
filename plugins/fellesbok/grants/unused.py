"""Unused money of grants → generated transactions at the end of the year and back.

What has come and is not earned stands as a credit on the grant's asset account.  At the
end of each year it is moved to where the grant says, and on 1 January back::

    2018-12-31 * "Tilskudd" "Velferd 2018 – ... ubrukt til bundet fond" #ubrukt-tilskudd
      tilskudd: "velferd-staten"
      Assets:Tilskudd:Velferd:Staten          300.00 NOK
      Liabilities:Bundet-fond:Velferd:Staten -300.00 NOK

Both accounts are of the balance sheet, so no share ever knows of it.  A grant that does
not say where unused money goes is left as it stands, and the audit asks.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

from fellesbok.agreement.grant_terms import Unused
from fellesbok.entries import drafting
from fellesbok.entries import vocabulary
from fellesbok.entries.days import last_year
from fellesbok.entries.days import not_open
from fellesbok.entries.days import open_days
from fellesbok.grants.drawings import GRANT
from fellesbok.grants.drawings import asset_account

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement.grant_terms import Grant
    from fellesbok.entries.records import Entries
    from fellesbok.errors import LedgerError
    from fellesbok.grants.drawings import Drawing

UNUSED_TAG = "ubrukt-tilskudd"


class _Left(NamedTuple):
    """What is unused of a grant at the end of a year, in kroner."""

    grant: Grant
    year: int
    amount: Decimal


def unused_grants(
    entries: Entries,
    agreement: Agreement,
    drawn: Sequence[Drawing],
    *,
    first_number: int = 0,
) -> tuple[list[Transaction], list[LedgerError]]:
    """Two transactions for each grant and year-end with unused money.

    Args:
        entries: The books.
        agreement: For the grants.
        drawn: What the grants have earned and received.
        first_number: The entries made before these.
    """
    errors: list[LedgerError] = []
    if not drawn:
        return [], errors
    opened = open_days(entries)
    made: list[Transaction] = []
    for left in _all_left(entries, agreement, drawn):
        faults = list(
            not_open(
                agreement,
                agreement.cooperations[left.grant.cooperation],
                dict.fromkeys(_accounts(left, agreement), date(left.year, 12, 31)),
                opened,
            )
        )
        errors.extend(faults)
        if not faults:
            number = first_number + len(made)
            made.extend(_there_and_back(left, agreement, number))
    return made, errors


def _all_left(
    entries: Entries, agreement: Agreement, drawn: Sequence[Drawing]
) -> Iterator[_Left]:
    """Every year-end with unused money, up to the last year of the books."""
    for slug in sorted({d.grant for d in drawn}):
        grant, ours = agreement.grants[slug], [d for d in drawn if d.grant == slug]
        if grant.is_memo or grant.unused is Unused.NOT_STATED:
            continue
        first, last = ours[0].day.year, last_year(entries)
        for year in range(first, last + 1):
            amount = sum(
                (
                    (d.received or Decimal(0)) - (d.earned or Decimal(0))
                    for d in ours
                    if d.day.year <= year
                ),
                Decimal(0),
            )
            if amount > 0:
                yield _Left(grant, year, amount)


def _accounts(left: _Left, agreement: Agreement) -> tuple[str, str]:
    """The grant's account, and the one that unused money stands on."""
    words = agreement.accounts
    restricted = left.grant.unused is Unused.RESTRICTED_FUND
    root = words.restricted_funds if restricted else words.owed_to_grantor
    account = asset_account(left.grant, agreement)
    return account, f"{root}:{account.removeprefix(f'{words.grants}:')}"


def _there_and_back(
    left: _Left, agreement: Agreement, number: int
) -> Iterator[Transaction]:
    """The transaction of the year-end, and its reversal on the day after."""
    cooperation = agreement.cooperations[left.grant.cooperation].account
    restricted = left.grant.unused is Unused.RESTRICTED_FUND
    path, line = left.grant.place
    meta = {
        vocabulary.COOPERATION: cooperation,
        GRANT: left.grant.slug,
        vocabulary.PERIOD: str(left.year),
        vocabulary.RULES_LINE: f"{Path(path).name}:{line}",
    }
    here, there = _accounts(left, agreement)
    moves = (
        (
            date(left.year, 12, 31),
            "ubrukt til bundet fond" if restricted else "ubrukt, skyldig giver",
            left.amount,
        ),
        (date(left.year + 1, 1, 1), "ubrukt tilbakeført", -left.amount),
    )
    for count, (day, says, amount) in enumerate(moves):
        yield drafting.voucher(
            vocabulary.metadata(number + count, meta),
            day,
            "Tilskudd",
            f"{cooperation} {left.year} – {left.grant.title}: {says}",
            drafting.moved(here, there, amount, agreement.currency),
            tags=frozenset({UNUSED_TAG}),
            links=frozenset({f"tilskudd-{left.grant.slug}"}),
        )
