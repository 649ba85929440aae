"""What a bank statement adds up to, and what to look at before it is booked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.contradictions import must_equal
from fellesbok.entries.kinds import transactions
from fellesbok.messages import Text
from fellesbok_importers.bank.balances import first_day
from fellesbok_importers.bank.balances import is_opening
from fellesbok_importers.documents.numbers import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok_importers.documents.statements import Statement

MOST_SHOWN = 20


def controls(
    statements: Sequence[Statement],
    entries: Entries,
    agreement: Agreement,
    suspense: str,
) -> Iterator[Text]:
    """Opening + payments = closing, then what each cooperation and suspense gets."""
    for statement in statements:
        yield _of_statement(statement)
        if statement.is_preliminary:
            yield from _preliminary(statement)
    sums = _sums(entries)
    for cooperation in agreement.cooperations.values():
        amount = sum(
            (
                -value
                for account, value in sums.items()
                if _is_owed(account, agreement)
                and account.rpartition(":")[2] == cooperation.account
            ),
            ZERO,
        )
        if amount:
            yield Text(
                "{title}: {amount} kr innbetalt på krav og fordringer.",
                title=cooperation.title,
                amount=amount,
            )
    waiting = [
        entry
        for entry in transactions(entries)
        if any(posting.account == suspense for posting in entry.postings)
    ]
    if waiting:
        yield Text(
            "Uplassert på {account}: {amount} kr ({count}).",
            count=len(waiting),
            amount=-sums[suspense],
            account=suspense,
        )


def findings(
    statement: Statement,
    account: str,
    before: Entries,
    *,
    follows: bool,
) -> Iterator[Text]:
    """An opening balance that the books have not.

    Args:
        statement: What the bank says.
        account: The account in the books.
        before: Everything that is in the books, or comes into them before this.
        follows: Whether it begins where another of the document ends.
    """
    if not follows:
        yield from _opening(statement, account, before)


def _of_statement(statement: Statement) -> Text:
    amounts = [payment.amount for payment in statement.payments]
    into = sum((amount for amount in amounts if amount > 0), ZERO)
    out = -sum((amount for amount in amounts if amount < 0), ZERO)
    if statement.is_preliminary:
        return Text(
            "Konto {number}: {into} kr inn og {out} kr ut så langt. Dette er en"
            " foreløpig rapport (camt.052); den vises, og føres ikke.",
            number=statement.account,
            into=into,
            out=out,
        )
    if not statement.payments and statement.closing is None:
        return Text(
            "Konto {number}: meldingen har ingen posteringer, bare opplysninger; det er"
            " ingenting å føre.",
            number=statement.account,
        )
    if statement.closing is not None and statement.opening is None:
        return Text(
            "Konto {number}: {into} kr inn og {out} kr ut; {closing} kr per {day}."
            " Filen har ingen inngående saldo.",
            number=statement.account,
            into=into,
            out=out,
            closing=statement.closing[1],
            day=statement.closing[0],
        )
    if statement.opening is None or statement.closing is None:
        return Text(
            "Konto {number}: {into} kr inn og {out} kr ut; filen har ingen saldo.",
            number=statement.account,
            into=into,
            out=out,
        )
    must_equal(
        "Inngående saldo og bevegelser på {number}, og utgående saldo,",
        statement.opening[1] + into - out,
        statement.closing[1],
        number=statement.account,
    )
    return Text(
        "Konto {number}: {opening} kr + {into} kr inn − {out} kr ut = {closing} kr per"
        " {day}.",
        number=statement.account,
        opening=statement.opening[1],
        into=into,
        out=out,
        closing=statement.closing[1],
        day=statement.closing[0],
    )


def _preliminary(statement: Statement) -> Iterator[Text]:
    """Each payment of a report that may still change, of very many the first ones."""
    for payment in statement.payments[:MOST_SHOWN]:
        said = " – ".join(filter(None, (payment.payee, payment.text, payment.kid)))
        yield Text(
            "  {day} {amount} kr {said}",
            day=payment.day,
            amount=payment.amount,
            said=said,
        )
    if len(statement.payments) > MOST_SHOWN:
        rest = len(statement.payments) - MOST_SHOWN
        yield Text("  … og {count} til", count=rest)


def _opening(statement: Statement, account: str, before: Entries) -> Iterator[Text]:
    """The books hold, before the first day, what the statement begins with.

    Or with that day in them, where the day has several statements.
    """
    if statement.opening is None or statement.closing is None:
        return
    first, booked = first_day(statement), transactions(before)
    held, with_first = (
        sum(
            (
                _number(posting)
                for entry in booked
                if entry.date < until or is_opening(entry, statement.account)
                for posting in entry.postings
                if posting.account == account
            ),
            ZERO,
        )
        for until in (first, first + timedelta(days=1))
    )
    if statement.opening[1] == with_first:
        return
    off = statement.opening[1] - held
    if off:
        yield Text(
            "Inngående saldo på {account} er {opening} kr i utskriften, og bøkene har"
            " {held} kr før {day}: {off} kr i avvik.",
            account=account,
            opening=statement.opening[1],
            held=held,
            day=first,
            off=off,
        )


def _sums(entries: Iterable[Entry]) -> dict[str, Decimal]:
    """What the transactions put on each account, in kroner."""
    sums: dict[str, Decimal] = {}
    for entry in transactions(entries):
        for posting in entry.postings:
            value = sums.get(posting.account, ZERO) + _number(posting)
            sums[posting.account] = value
    return sums


def _number(posting: Any) -> Decimal:  # noqa: ANN401 -- a posting, complete after booking
    return posting.units.number if posting.units else ZERO


def _is_owed(account: str, agreement: Agreement) -> bool:
    names = agreement.accounts
    return account.startswith((f"{names.claims}:", f"{names.receivables}:"))
