"""What each payer is charged, has paid and still owes (*åpne poster*), and its funds.

Reads the accounts of the receivables and of the funds and calculates no share.  The
rule for ``Assets:Fordringer:<payer>:<cooperation>``:

- what we generated with the tag of a charge is charged;
- what we generated with the tag of a surplus or of a fund is given back;
- what we generated with the tag of a correction is carried forward from a closed year;
- what Fava's time filter has summed up from before the period is brought forward;
- a claim only moves what is owed to ``Assets:Krav:<payer>:<cooperation>``, which is a
  part of the same account here; what it sets off is paid, what the payer had received
  for the others takes payments back, and its tax is added;
- everything else is a voucher: credits are payments, and debits take payments back;
- what is outstanding is the balance of both at the end of the entries, so that
  brought forward + charged − given back + corrected + tax − paid = outstanding.

``None`` says that nothing is posted of that kind, which is not the same as zero: books
in which no payment is ever posted do not know what is paid.  A payment that is posted
before a cooperation is known stands on ``Assets:Fordringer:<payer>`` itself; it has no
cooperation.  Only the currency of the agreement counts.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claims.written import is_claim
from fellesbok.entries import vocabulary
from fellesbok.entries.claim import INSTALMENT
from fellesbok.entries.records import Voucher
from fellesbok.entries.records import booked_under
from fellesbok.frozen import frozen
from fellesbok.funds.moves import FUND_TAG
from fellesbok.tables import added

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry

SUMMED_UP = "<summarize>"
"""The file name that Beancount gives to what it makes of the time before a period."""


@frozen
class OpenItem:
    """One payer's account with one cooperation, in kroner.

    Attributes:
        payer: The payer's account component.
        cooperation: The cooperation's account component; empty where none is named.
        account: The account.
        brought_forward: What was owed when the period began.
        charged: What is generated as charges.
        given_back: What is generated as surplus that goes back; positive.
        corrected: What is generated as corrections of closed years.
        paid: What vouchers say is paid; positive.
        outstanding: What is owed at the end.
        charges: The generated charges.
        payments: The vouchers.
        advance: What is claimed on account, credit notes taken off.
        settled: What is claimed in settlements, credit notes taken off.
        tax: What claims add as tax.
    """

    payer: str
    cooperation: str
    account: str
    brought_forward: Decimal | None
    charged: Decimal | None
    given_back: Decimal | None
    corrected: Decimal | None
    paid: Decimal | None
    outstanding: Decimal
    charges: tuple[Voucher, ...]
    payments: tuple[Voucher, ...]
    advance: Decimal | None = None
    settled: Decimal | None = None
    tax: Decimal | None = None

    @property
    def claimed(self) -> Decimal | None:
        """What is claimed in all, or ``None`` where nothing is."""
        if self.advance is None and self.settled is None:
            return None
        return (self.advance or Decimal(0)) + (self.settled or Decimal(0))


@frozen
class Fund:
    """What one payer owns of one cooperation's fund, in kroner; positive is owned.

    Attributes:
        payer: The payer's account component.
        cooperation: The cooperation's account component.
        account: The account.
        change: What the period adds, or ``None`` where nothing is posted in it.
        balance: What is owned at the end.
    """

    payer: str
    cooperation: str
    account: str
    change: Decimal | None
    balance: Decimal


@frozen
class _Movement:
    """A posting, and the voucher that it stands in."""

    voucher: Voucher
    amount: Decimal
    is_on_claims: bool = False

    @property
    def file(self) -> str:
        """Where the voucher comes from."""
        return self.voucher.place[0]

    def made_as(self, tag: str) -> bool:
        """Whether we generated it with that tag."""
        return self.voucher.is_generated and tag in self.voucher.tags


def open_items(entries: Entries, agreement: Agreement) -> list[OpenItem]:
    """Every account that something is posted on, sorted by payer and cooperation.

    Args:
        entries: The books, or what Fava's time filter leaves of them.
        agreement: For the names of the accounts and the currency.
    """
    words = agreement.accounts
    found: dict[str, list[_Movement]] = {}
    prefixes = words.receivables, words.claims
    for _, rest, movements in _movements(entries, prefixes, agreement):
        found.setdefault(rest, []).extend(movements)
    return sorted(
        (
            _item(f"{words.receivables}:{rest}", rest.split(":"), movements, agreement)
            for rest, movements in found.items()
        ),
        key=lambda item: (item.payer, item.cooperation),
    )


def funds(entries: Entries, agreement: Agreement) -> list[Fund]:
    """Every payer's part of every fund, sorted by payer and cooperation.

    Args:
        entries: The books, or what Fava's time filter leaves of them.
        agreement: For the names of the accounts and the currency.
    """
    found = []
    prefixes = (agreement.accounts.funds,)
    for account, rest, movements in _movements(entries, prefixes, agreement):
        cooperation, colon, payer = rest.partition(":")
        if colon and ":" not in payer:
            now = _added(m for m in movements if m.file != SUMMED_UP)
            balance = -sum((m.amount for m in movements), Decimal(0))
            change = None if now is None else -now
            found.append(Fund(payer, cooperation, account, change, balance))
    return sorted(found, key=lambda fund: (fund.payer, fund.cooperation))


def _item(
    account: str, rest: list[str], movements: list[_Movement], agreement: Agreement
) -> OpenItem:
    """The account, its movements sorted by what they are."""
    forward, charges, back, corrected, paid = [], [], [], [], []
    made: list[_Movement] = []
    for movement in movements:
        if movement.file == SUMMED_UP:
            forward.append(movement)
        elif movement.made_as(vocabulary.CHARGE_TAG):
            charges.append(movement)
        elif movement.made_as(vocabulary.SURPLUS_TAG) or movement.made_as(FUND_TAG):
            back.append(movement)
        elif is_claim(movement.voucher.entry):
            made.append(movement)
        elif movement.made_as(vocabulary.CORRECTION_TAG):
            corrected.append(movement)
        else:
            paid.append(movement)
    claims = _each_once(made)
    paid = sorted([*paid, *_set_off(claims, agreement)], key=lambda m: m.voucher.day)
    given_back, received = _added(back), _added(paid)
    return OpenItem(
        payer=rest[0],
        cooperation=":".join(rest[1:]),
        account=account,
        brought_forward=_added(forward),
        charged=_added(charges),
        given_back=None if given_back is None else -given_back,
        corrected=_added(corrected),
        paid=None if received is None else -received,
        outstanding=sum((m.amount for m in movements), Decimal(0)),
        charges=tuple(m.voucher for m in charges),
        payments=_each_once(paid),
        advance=_claimed(made, is_advance=True),
        settled=_claimed(made, is_advance=False),
        tax=_tax(claims, agreement),
    )


def _each_once(movements: Iterable[_Movement]) -> tuple[Voucher, ...]:
    """The vouchers of movements, of which one may have several."""
    return tuple({id(m.voucher.entry): m.voucher for m in movements}.values())


def _set_off(made: Iterable[Voucher], agreement: Agreement) -> Iterator[_Movement]:
    """What claims take off what is owed: the outlays; what was received adds to it."""
    entries = [voucher.entry for voucher in made]
    for _, _, movements in _movements(
        entries, (agreement.accounts.outlays,), agreement
    ):
        for movement in movements:
            yield replace(movement, amount=-movement.amount)


def _tax(made: Iterable[Voucher], agreement: Agreement) -> Decimal | None:
    """The tax that claims add to what is owed."""
    ours = agreement.accounts.tax, agreement.currency
    return added(
        -line.amount
        for voucher in made
        for line in voucher.lines
        if (line.account, line.currency) == ours
    )


def _claimed(made: Iterable[_Movement], *, is_advance: bool) -> Decimal | None:
    """What is claimed of the share on account, or in settlements."""
    claimed = _added(
        movement
        for movement in made
        if not movement.is_on_claims
        and (INSTALMENT in movement.voucher.meta) is is_advance
    )
    return None if claimed is None else -claimed


def _movements(
    entries: Iterable[Entry], prefixes: Sequence[str], agreement: Agreement
) -> Iterator[tuple[str, str, list[_Movement]]]:
    """Each account under a prefix: its name, what follows the prefix, its movements.

    Those under the first prefix come first.
    """
    found: dict[str, list[_Movement]] = {}
    under = tuple(f"{prefix}:" for prefix in prefixes)
    on_claims = f"{agreement.accounts.claims}:"
    for entry, posting, amount in booked_under(entries, under, agreement.currency):
        account = posting.account
        movement = _Movement(Voucher(entry), amount, account.startswith(on_claims))
        found.setdefault(account, []).append(movement)
    for prefix in under:
        for account, movements in found.items():
            if account.startswith(prefix):
                yield account, account.removeprefix(prefix), movements


def _added(movements: Iterable[_Movement]) -> Decimal | None:
    """The sum, or ``None`` where there is nothing to add."""
    return added(movement.amount for movement in movements)
