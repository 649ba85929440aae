"""Objections held against the books: what they are about is there, and is the payer's.

A claim that is sent stands, so an objection to another than is there is an error.  A
share or a voucher may go because the municipality was right, and often before it is
answered: it is refused where the objection is made, told while that is open, and asked
of none that has an outcome.

Whoever calls it gives the claims and shares, so that this room need not know how they
come about.
"""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from fellesbok.entries import vocabulary
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.days import open_days
from fellesbok.entries.kinds import transactions
from fellesbok.entries.vocabulary import voucher_number
from fellesbok.errors import LedgerError
from fellesbok.messages import Text
from fellesbok.objections.granted import claimed
from fellesbok.objections.granted import doubtful_note
from fellesbok.objections.granted import fault_of
from fellesbok.objections.granted import outcome_faults
from fellesbok.objections.raised import read_objections
from fellesbok.objections.records import About
from fellesbok.objections.records import Outcome
from fellesbok.sharing.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries
    from fellesbok.objections.granted import Claimed
    from fellesbok.objections.records import Objection

Shared = tuple[str, int]
"""A cooperation (account component) and a year."""

Charged = tuple[str, str, int]
"""The same with the payer's name between them: what somebody is charged for."""

if TYPE_CHECKING:
    OfYears = tuple[Claim, Collection[int]]
    """A claim, and the years of what it asks for or takes back."""


def objection_faults(  # noqa: PLR0913, PLR0917 -- the books in three parts
    entries: Entries,
    made: Sequence[Transaction],
    rest: Entries,
    agreement: Agreement,
    claims_of: Callable[[], Sequence[OfYears]],
    without: Collection[Shared] = (),
) -> tuple[list[LedgerError], list[Finding]]:
    """An error for each objection that cannot be, and what else is to be known of them.

    That is told which is granted and not done, or open and about what is not there.

    Args:
        entries: The books, without what is generated.
        made: What is generated.
        rest: The lines of the books that are no transactions.
        agreement: The agreements.
        claims_of: Gives the claims of the books, each with the years it asks for.
        without: The years (cooperation's account) that could not be shared: nothing is
            said of objections to them before that is put right.
    """
    found, errors = read_objections(rest, agreement)
    books = claimed(claims_of(), rest)
    opened = open_days(rest)
    notes: list[Finding] = []
    shares = shares_of(made)
    for each in found:
        if each.about is About.CLAIM:
            errors += _of_claim(each, books.by_id)
        elif each.is_open and _place(each) not in without:
            gone = not_there(each, shares, entries)
            if gone is not None:
                told = _gone(each, gone, opened, agreement)
                if isinstance(told, Finding):
                    notes.append(told)
                else:
                    errors.append(told)
        errors += outcome_faults(each, books)
        notes += _doubtful(each, books, opened, agreement)
    # A part that was granted without a credit note is an error, and told as that.
    corrected = [each for each in found if each.outcome is Outcome.CORRECTED]
    undone = [each for each in corrected if each.is_undone]
    notes += _not_done(undone, books.by_id, opened, agreement)
    return errors, notes


def _not_done(
    undone: Iterable[Objection],
    by_id: Mapping[str, Claim],
    opened: Mapping[str, tuple[date, date]],
    agreement: Agreement,
) -> Iterator[Finding]:
    """What is to be corrected and not said to be; told on its payer's account."""
    for each in undone:
        cooperation, year, claim = each.cooperation, each.year, by_id.get(each.claim)
        if claim is not None:
            cooperation, year = claim.cooperation, claim.year
        if cooperation is None or year is None or each.decided is None:
            continue
        place = _told_on(each.payer, cooperation, year, opened, agreement)
        if place is None:
            continue
        account, day = place
        text = Text(
            "Innsigelsen {id} fikk medhold {day} og skal føre til en korreksjon, men"
            " ingenting sier at den er gjort. Rett bilaget, nøkkelen eller kravet, og"
            " skriv det med «fellesbok objections answer {id} --corrected».",
            id=each.id,
            day=each.decided.day,
        )
        yield Finding(cooperation, day.year, "ikke korrigert", text, account, day)


def _place(each: Objection) -> Shared:
    """The cooperation and year of a share or voucher."""
    account = "" if each.cooperation is None else each.cooperation.account
    return account, each.year or 0


def shares_of(made: Sequence[Transaction]) -> set[Charged]:
    """Cooperation, payer's name and year of everything that is charged."""
    return {
        (
            entry.meta[vocabulary.COOPERATION],
            entry.meta[vocabulary.MUNICIPALITY],
            entry.date.year,
        )
        for entry in made
        if vocabulary.CHARGE_TAG in entry.tags
    }


def _of_claim(each: Objection, by_id: Mapping[str, Claim]) -> Iterator[LedgerError]:
    """Whether the claim is there, on the payer, before the objection, and as large."""
    claim = by_id.get(each.claim)
    if claim is None or claim.kind is ClaimKind.CREDIT:
        yield fault_of(
            each,
            "Innsigelsen {id} gjelder «{claim}», som ikke er et krav i bøkene.",
            claim=each.claim,
        )
        return
    if claim.payer.slug != each.payer.slug:
        yield fault_of(
            each,
            "Innsigelsen {id} er fra {payer}, men kravet {claim} er på {other}.",
            payer=each.payer.name,
            claim=each.claim,
            other=claim.payer.name,
        )
    if each.day < claim.day:
        yield fault_of(
            each,
            "Innsigelsen {id} er datert {day}, før kravet {claim}: {first}.",
            day=each.day,
            claim=each.claim,
            first=claim.day,
        )
    if each.amount is not None and each.amount > abs(claim.payable):
        yield fault_of(
            each,
            "Innsigelsen {id} gjelder {amount} kr, men kravet {claim} er på {whole} kr."
            " Det er {off} for mye.",
            amount=each.amount,
            claim=each.claim,
            whole=claim.payable,
            off=each.amount - abs(claim.payable),
        )


def not_there(
    each: Objection, shares: Collection[Charged], entries: Entries
) -> Text | None:
    """Why a share or a voucher is not what the books have now; ``None`` where it is.

    Args:
        each: An objection.
        shares: Everything that is charged.
        entries: The books, without what is generated.
    """
    cooperation = each.cooperation
    if cooperation is None or each.year is None:
        return None
    if (cooperation.account, each.payer.name, each.year) not in shares:
        return Text(
            "Innsigelsen {id} er fra {payer}, som ikke har noen andel av {cooperation}"
            " i {year}.",
            id=each.id,
            payer=each.payer.name,
            cooperation=cooperation.title,
            year=str(each.year),
        )
    if each.about is About.VOUCHER and not posted_on(
        cooperation, each.voucher, entries
    ):
        return Text(
            "Innsigelsen {id} gjelder bilag {voucher}, som ikke er ført på"
            " {cooperation}.",
            id=each.id,
            voucher=each.voucher,
            cooperation=cooperation.title,
        )
    return None


def _gone(
    each: Objection,
    what: Text,
    opened: Mapping[str, tuple[date, date]],
    agreement: Agreement,
) -> LedgerError | Finding:
    """What an open objection is about and the books do not have, told to its payer.

    The line may be mistyped, or the books may have been put right already; only who
    keeps them knows.  Whoever has no account is charged nothing in the books, and
    cannot have been.
    """
    text = Text(
        "{what} Er bøkene rettet, gi innsigelsen et utfall («fellesbok objections"
        " answer {id}»); er linjen feil, rett den.",
        what=what,
        id=each.id,
    )
    told = _told(each, "ikke ført", text, opened, agreement)
    return told or LedgerError(each.entry.meta, what, each.entry)


def _doubtful(
    each: Objection,
    books: Claimed,
    opened: Mapping[str, tuple[date, date]],
    agreement: Agreement,
) -> Iterator[Finding]:
    """That its credit note may be for another share, told on its payer's account."""
    text = doubtful_note(each, books)
    told = text and _told(each, "annen andel", text, opened, agreement)
    if told:
        yield told


def _told(
    each: Objection,
    kind: str,
    text: Text,
    opened: Mapping[str, tuple[date, date]],
    agreement: Agreement,
) -> Finding | None:
    """A finding of an objection to a share; nothing where its payer has no account."""
    cooperation = each.cooperation
    if cooperation is None or each.year is None:
        return None
    place = _told_on(each.payer, cooperation, each.year, opened, agreement)
    if place is None:
        return None
    account, day = place
    return Finding(cooperation, day.year, kind, text, account, day)


def _told_on(
    payer: Payer,
    cooperation: Cooperation,
    year: int,
    opened: Mapping[str, tuple[date, date]],
    agreement: Agreement,
) -> tuple[str, date] | None:
    """An account that its payer reads and no other municipality, and a day it is open.

    At the end of the year, or as near to it as the account is open.
    """
    words = agreement.accounts
    own = f"{words.receivables}:{payer.account}:", f"{words.claims}:{payer.account}:"
    named = sorted(account for account in opened if account.startswith(own))
    for account in (words.receivable(payer, cooperation), *named):
        first, last = opened.get(account, (date.max, date.min))
        if first < last:
            day = max(date(year, 12, 31), first)
            return account, min(day, last - timedelta(days=1))
    return None


def posted_on(
    cooperation: Cooperation, number: str, entries: Entries
) -> list[Transaction]:
    """The vouchers of a number that are posted on a cooperation."""
    return [
        entry
        for entry in transactions(entries)
        if voucher_number(entry.meta) == number
        and any(is_cost_of(cooperation, p.account) for p in entry.postings)
    ]


def is_cost_of(cooperation: Cooperation, account: str) -> bool:
    """Whether what is posted on an account is a cost or an income of a cooperation."""
    root, _, rest = account.partition(":")
    of = f"{rest}:".startswith(f"{cooperation.account}:")
    return of and root in {"Expenses", "Income"}


def posted_of_year(
    cooperation: Cooperation, year: int, number: str, entries: Entries
) -> list[Transaction]:
    """Those of a number that a year's share rests on, or what corrects it since.

    Numbers begin anew each year, so others may have it too.
    """
    slug = cooperation.slug
    links = {vocabulary.shared_link(year, slug), vocabulary.correction_link(year, slug)}
    return [
        entry
        for entry in posted_on(cooperation, number, entries)
        if links & (entry.links or set())
    ]


def why_not_of_year(
    cooperation: Cooperation, year: int, number: str, entries: Entries
) -> Text | None:
    """Why nobody objects to a voucher of a share, where the year does not rest on it.

    It is asked when the objection is made, and never again: where the municipality was
    right, the voucher may be moved to another year.  One that came to a closed year is
    behind its correction, and is of it too.

    Args:
        cooperation: Whose share.
        year: Of which year.
        number: The voucher's number.
        entries: The loaded books.
    """
    posted = posted_on(cooperation, number, entries)
    if not posted or posted_of_year(cooperation, year, number, entries):
        return None
    return Text(
        "Bilag {voucher} fra {day} er ikke med i det som er fordelt av {cooperation}"
        " for {year}.",
        voucher=number,
        day=posted[0].date,
        cooperation=cooperation.title,
        year=str(year),
    )
