"""Decisions about funds → generated transactions, one per owner, exact to the øre.

Before::

    2019-05-01 custom "fond" "ikt" "bruk" 100.00 NOK

After (two equal owners, seen for one of them)::

    2019-05-01 * "Fond" "IKT 2019 – Kåfjord: brukt av fond" #fond ^fond-ikt
      samarbeid: "IKT"
      kommune: "Kåfjord"
      periode: "2019"
      fondsbevegelse: "bruk"
      direktiv: "ikt.beancount:12"
      Liabilities:Fond:IKT:Kåfjord        50.00 NOK
      Income:IKT:Fond                    -50.00 NOK

What each owns is kept exactly, and what stands on the accounts is that in whole øre by
largest remainder, so uses never drift.  When an owner is paid out, or money goes to
another fund, the øre are settled: what stands on the accounts is what is owned.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

from fellesbok.agreement.apportion import largest_remainder
from fellesbok.agreement.apportion import tie_order
from fellesbok.entries import drafting
from fellesbok.entries import vocabulary
from fellesbok.entries.days import not_open
from fellesbok.entries.days import open_days
from fellesbok.entries.records import booked_under
from fellesbok.entries.vocabulary import MADE_OF
from fellesbok.entries.vocabulary import shared_link
from fellesbok.error_texts.inner_contradictions import not_shown
from fellesbok.errors import LedgerError
from fellesbok.frozen import frozen
from fellesbok.funds.orders import FundMove
from fellesbok.funds.orders import FundOrder
from fellesbok.messages import Text
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.entries.records import Entries

FUND_TAG = "fond"
MOVE = "fondsbevegelse"
SAYS = {
    FundMove.USE: "brukt av fond",
    FundMove.PAY_IN: "innbetalt til fond",
    FundMove.PAY_OUT: "utbetalt fra fond",
    FundMove.TRANSFER: "overført fra fond",
}


@frozen
class FundMoves:
    """What became of the decisions.

    Attributes:
        transactions: In the order of the decisions.
        errors: Decisions that the fund has not enough for, and accounts not open.
        refused: Cooperation (slug) and year of uses that could not be made.
    """

    transactions: tuple[Transaction, ...]
    errors: tuple[LedgerError, ...]
    refused: frozenset[tuple[str, int]]


@dataclass
class Fund:
    """What each owner has of a fund in øre: exactly, and on the accounts.

    The two add up to the same, and for no owner are they a whole øre apart.
    """

    slug: str
    exact: dict[str, Fraction] = field(default_factory=dict)
    whole: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """The fund."""
        return sum(self.whole.values())

    def add(self, payer: str, amount_ore: int) -> None:
        """Change what one owner has by whole øre."""
        self.exact[payer] = self.exact.get(payer, Fraction(0)) + amount_ore
        self.whole[payer] = self.whole.get(payer, 0) + amount_ore
        if not self.whole[payer]:
            self.settle()

    def settle(self) -> None:
        """What stands on the accounts is what is owned."""
        self.exact = {payer: Fraction(ore) for payer, ore in self.whole.items()}

    def take(self, amount_ore: int, year: int) -> dict[str, int]:
        """Take an amount from all owners in proportion; gives what each has lost."""
        left, before = self.total - amount_ore, dict(self.whole)
        exact = {p: e * left / self.total for p, e in self.exact.items()}
        owed = {p: exact[p] - before[p] for p in before}
        order = tie_order(before, owed_before=owed, agreement=self.slug, year=year)
        rest = largest_remainder(exact, left, tie_order=order)
        self.exact, self.whole = exact, dict(rest.amounts_ore)
        return {p: before[p] - self.whole[p] for p in sorted(before)}


class _Line(NamedTuple):
    """One transaction to be; ``amount_ore`` goes from ``debit`` to ``credit``."""

    order: FundOrder
    payer: str
    debit: str
    credit: str
    amount_ore: int


class _Movement(NamedTuple):
    """What a transaction adds to one owner's part of a fund, by slugs."""

    day: date
    fund: str
    owner: str
    ore: int


def fund_moves(
    entries: Entries,
    agreement: Agreement,
    orders: Sequence[FundOrder],
    made: Sequence[Transaction],
    *,
    first_number: int = 0,
) -> FundMoves:
    """Carry out the decisions in their order, after what is set aside by that day.

    Args:
        entries: The books; what is written on the accounts of funds counts.
        agreement: For the names of accounts.
        orders: The decisions, sorted.
        made: What has been generated before, the surpluses among it.
        first_number: The entries made before these.
    """
    if not orders:
        return FundMoves((), (), frozenset())
    opened = open_days(entries)
    moves = sorted(_movements([*entries, *made], agreement))
    funds: dict[str, Fund] = {}
    transactions: list[Transaction] = []
    errors: list[LedgerError] = []
    refused = set()
    for order in orders:
        while moves and moves[0].day <= order.entry.date:
            move = moves.pop(0)
            funds.setdefault(move.fund, Fund(move.fund)).add(move.owner, move.ore)
        lines, faults = _carried_out(order, funds, agreement, opened)
        errors.extend(faults)
        if faults and order.move is FundMove.USE:
            refused.add((order.cooperation.slug, order.entry.date.year))
        number = first_number + len(transactions)
        transactions += [
            _transaction(line, n, agreement) for n, line in enumerate(lines, number)
        ]
    errors.sort(key=lambda e: (e.source["filename"], e.source["lineno"]))
    return FundMoves(tuple(transactions), tuple(errors), frozenset(refused))


def _carried_out(
    order: FundOrder,
    funds: dict[str, Fund],
    agreement: Agreement,
    opened: Mapping[str, tuple[date, date]],
) -> tuple[list[_Line], list[LedgerError]]:
    """The transactions of a decision, or why there are none."""
    short = _short(order, funds, agreement)
    if short is not None:
        return [], [LedgerError(order.entry.meta, short, order.entry)]
    try:
        lines = [line for line in _lines(order, funds, agreement) if line.amount_ore]
    except Exception as error:  # noqa: BLE001 -- no fault of ours stops the others
        text = not_shown(error)
        return [], [LedgerError(order.entry.meta, text, order.entry)]
    needed = {
        account: order.entry.date
        for line in lines
        for account in (line.debit, line.credit)
    }
    faults = list(not_open(agreement, order.cooperation, needed, opened))
    return ([] if faults else lines), faults


def _movements(entries: Entries, agreement: Agreement) -> Iterator[_Movement]:
    """All that stands on the accounts of funds."""
    prefix = f"{agreement.accounts.funds}:"
    funds, owners = agreement.cooperation_by_account, agreement.payer_by_account
    for entry, posting, amount in booked_under(entries, prefix, agreement.currency):
        cooperation, _, payer = posting.account.removeprefix(prefix).partition(":")
        ore = -amount.scaleb(2)
        # What is not whole øre of the agreements is told by ``fund_levels``.
        if cooperation in funds and payer in owners and ore == int(ore):
            fund, owner = funds[cooperation].slug, owners[payer].slug
            yield _Movement(entry.date, fund, owner, int(ore))


def _short(
    order: FundOrder, funds: Mapping[str, Fund], agreement: Agreement
) -> Text | None:
    """What the fund, or the owner's part of it, is short of; ``None``: enough."""
    fund = funds.get(order.cooperation.slug, Fund(order.cooperation.slug))
    if order.move is FundMove.PAY_IN:
        return None
    if order.payer is None:
        return _short_of_all(order, fund, agreement)
    return _short_of_one(order, order.payer, fund, agreement)


def _short_of_all(order: FundOrder, fund: Fund, agreement: Agreement) -> Text | None:
    """What a fund is short of for what is taken from all owners in proportion.

    A part below zero has no proportion to anything.
    """
    title, day = order.cooperation.title, order.entry.date
    asked = order.amount_ore or 0
    below = [slug for slug, ore in sorted(fund.whole.items()) if ore < 0]
    if below:
        return Text(
            "{payer} eier {owned} kr av fondet til {cooperation} den {day}. Før det"
            " er rettet, kan ingenting tas av alle eierne.",
            payer=agreement.payer(below[0]).name,
            owned=kroner(fund.whole[below[0]]),
            cooperation=title,
            day=day,
        )
    if asked <= fund.total:
        return None
    return Text(
        "Fondet til {cooperation} er {owned} kr den {day}. {asked} kr er {off} kr"
        " for mye.",
        cooperation=title,
        owned=kroner(fund.total),
        day=day,
        asked=kroner(asked),
        off=kroner(asked - fund.total),
    )


def _short_of_one(
    order: FundOrder, slug: str, fund: Fund, agreement: Agreement
) -> Text | None:
    """What one owner's part is short of."""
    title, day = order.cooperation.title, order.entry.date
    owned, payer = fund.whole.get(slug, 0), agreement.payer(slug).name
    if not owned or (owned < 0 and order.amount_ore is None):
        return Text(
            "{payer} eier ikke noe av fondet til {cooperation} den {day}.",
            payer=payer,
            cooperation=title,
            day=day,
        )
    asked = owned if order.amount_ore is None else order.amount_ore
    if asked <= owned:
        return None
    return Text(
        "{payer} eier {owned} kr av fondet til {cooperation} den {day}. {asked} kr er"
        " {off} kr for mye.",
        payer=payer,
        owned=kroner(owned),
        cooperation=title,
        day=day,
        asked=kroner(asked),
        off=kroner(asked - owned),
    )


def _lines(
    order: FundOrder, funds: dict[str, Fund], agreement: Agreement
) -> Iterator[_Line]:
    """The transactions of one decision; the funds are changed with them."""
    fund = funds.setdefault(order.cooperation.slug, Fund(order.cooperation.slug))
    if order.payer is None:
        yield from _of_all(order, fund, funds, agreement)
    else:
        yield _of_one(order, order.payer, fund, agreement)


def _of_all(
    order: FundOrder, fund: Fund, funds: dict[str, Fund], agreement: Agreement
) -> Iterator[_Line]:
    """What is taken from every owner, for the cost or for another fund."""
    here, there = order.cooperation, order.to_cooperation
    asked = order.amount_ore or 0  # what is taken from all has an amount
    if there is not None:
        fund.settle()
    for payer, lost in fund.take(asked, order.entry.date.year).items():
        credit = f"Income:{here.account}:{agreement.accounts.to_fund}"
        if there is not None:
            credit = _account(there, payer, agreement)
            funds.setdefault(there.slug, Fund(there.slug)).add(payer, lost)
        yield _Line(order, payer, _account(here, payer, agreement), credit, lost)


def _of_one(order: FundOrder, payer: str, fund: Fund, agreement: Agreement) -> _Line:
    """What one owner pays in, is paid, or gives to another."""
    here = order.cooperation
    own = _account(here, payer, agreement)
    other = agreement.accounts.receivable(agreement.payer(payer), here)
    amount = order.amount_ore
    if amount is None:
        amount = fund.whole[payer]
    if order.move is FundMove.PAY_IN:
        fund.add(payer, amount)
        return _Line(order, payer, other, own, amount)
    fund.add(payer, -amount)
    if order.to_payer is not None:
        fund.add(order.to_payer, amount)
        other = _account(here, order.to_payer, agreement)
    return _Line(order, payer, own, other, amount)


def _account(cooperation: Cooperation, payer: str, agreement: Agreement) -> str:
    """``Liabilities:Fond:<cooperation>:<payer>``."""
    return agreement.accounts.fund(agreement.payer(payer), cooperation)


def _transaction(line: _Line, number: int, agreement: Agreement) -> Transaction:
    order, entry = line.order, line.order.entry
    name = agreement.payer(line.payer).name
    here = order.cooperation.account
    meta = {
        vocabulary.COOPERATION: here,
        vocabulary.MUNICIPALITY: name,
        vocabulary.PERIOD: str(entry.date.year),
        MOVE: order.move.value,
        MADE_OF: f"{Path(entry.meta['filename']).name}:{entry.meta['lineno']}",
    }
    links = {f"fond-{order.cooperation.slug}"}
    if order.move is FundMove.USE:
        links.add(shared_link(entry.date.year, order.cooperation.slug))
    amount = kroner(line.amount_ore)
    return drafting.voucher(
        vocabulary.metadata(number, meta),
        entry.date,
        "Fond",
        f"{here} {entry.date.year} – {name}: {SAYS[order.move]}",
        drafting.moved(line.debit, line.credit, amount, agreement.currency),
        tags=frozenset({FUND_TAG}),
        links=frozenset(links),
    )
