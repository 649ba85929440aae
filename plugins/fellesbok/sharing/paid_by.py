"""Who paid a cost (*hvem som betalte*): read off the voucher, never guessed.

A threshold is borne by whoever paid.  A voucher says it by ``betaler:``; else an outlay
on ``Liabilities:Utlegg:<payer>`` names the payer, and what is paid from ``Assets:`` the
host of that day has paid.  Where several payers or none can be read, nobody has.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.agreement import terms_at
from fellesbok.messages import Text

if TYPE_CHECKING:
    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation

    _Payers = tuple[str | None, ...]


HOST = "*"
"""Stands for the host of the day; no slug looks so."""


class PaidBy:
    """Reads who paid, in the words of the agreements."""

    def __init__(self, agreement: Agreement) -> None:
        """Know the payers and the words in account names."""
        self._prefix = f"{agreement.accounts.outlays}:"
        self._payers = agreement.payer_by_account
        # Accounts are few, and each is asked for again and again.
        self._says_of = {
            slug: cache(partial(self._says, cooperation))
            for slug, cooperation in agreement.cooperations.items()
        }

    def read(
        self, cooperation: Cooperation, entry: Transaction, cost: Posting
    ) -> str | None:
        """The slug of the one payer that the voucher's other lines name, or ``None``.

        Args:
            cooperation: Whose host is meant.
            entry: The voucher.
            cost: A line of what is paid.  A discount or a compensation on the same
                voucher was paid by the same, so only lines on the other side of all
                the cooperation's cost together pay it.
        """
        units: Any = cost.units
        whole = Decimal(0)
        says = self._says_of[cooperation.slug]
        payments: list[tuple[Decimal, _Payers]] = []
        posting: Any
        for posting in entry.postings:
            payers, is_cost = says(posting.account)
            if payers:
                payments.append((posting.units.number, payers))
            if is_cost:
                whole += posting.units.number
        is_paid_out = (whole or units.number) > 0
        found = {
            payer
            for number, payers in payments
            if number and (number < 0) is is_paid_out
            for payer in payers
        }
        if HOST in found:
            found.remove(HOST)
            found.add(terms_at(cooperation, entry.date).host)
        return found.pop() if len(found) == 1 else None

    def _says(self, of: Cooperation, account: str) -> tuple[_Payers, bool]:
        """Who has paid what is paid from an account, and whether a cost is on it."""
        return self._payers_at(account), _holds_cost(of, account)

    def _payers_at(self, account: str) -> _Payers:
        """Who has paid what is paid from an account; nobody from most of them."""
        if account.startswith(self._prefix):
            component, *_ = account.removeprefix(self._prefix).split(":")
            payer = self._payers.get(component)
            return (payer.slug if payer else None,)
        return (HOST,) if account.startswith("Assets:") else ()


def _holds_cost(cooperation: Cooperation, account: str) -> bool:
    """Whether an account holds a cost of a cooperation, or what reduces one."""
    root, component, *_ = [*account.split(":"), ""]
    is_cost = root == "Expenses" and component == cooperation.account
    return is_cost or cooperation.is_contra(account)


def not_told_who_paid(entry: Transaction) -> Text:
    """Why a cost with a threshold is not shared, and what mends it."""
    return Text(
        "nøkkelen har en terskel som den som betalte, bærer selv, og bilaget fra {day}"
        " ({file}:{line}) sier ikke hvem det er. Skriv «betaler:» på bilaget.",
        day=entry.date,
        file=Path(entry.meta["filename"]).name,
        line=entry.meta["lineno"],
    )
