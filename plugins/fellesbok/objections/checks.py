"""Objections held against the books: what they are about is there, and is the payer's.

Whoever calls it gives the claims and shares, so that this room need not know how they
come about.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.entries import vocabulary
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.days import open_days
from fellesbok.entries.kinds import transactions
from fellesbok.entries.vocabulary import voucher_number
from fellesbok.errors import LedgerError
from fellesbok.messages import Text
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
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok.objections.records import Objection

Shared = tuple[str, int]
"""A cooperation (account component) and a year."""

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
    """An error for each objection that cannot be, and what is granted and not done.

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
    written = claims_of()
    by_id = {claim.id: claim for claim, _ in written}
    years = {claim.id: of for claim, of in written}
    shares = _shares(made)
    for each in found:
        if each.about is About.CLAIM:
            errors += _of_claim(each, by_id)
        elif _place(each) not in without:
            errors += _of_share(each, shares)
            if each.about is About.VOUCHER:
                errors += _of_voucher(each, entries)
        errors += _of_outcome(each, by_id, years)
    # A part that was granted without a credit note is an error, and told as that.
    corrected = [each for each in found if each.outcome is Outcome.CORRECTED]
    undone = [each for each in corrected if each.is_undone]
    return errors, [*_not_done(undone, by_id, open_days(rest), agreement)]


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
        account = agreement.accounts.receivable(each.payer, cooperation)
        first, last = opened.get(account, (date.max, date.min))
        day = max(date(year, 12, 31), first)
        if day >= last:
            continue
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


def _error(
    each: Objection, template: str, /, at: Entry | None = None, **values: object
) -> LedgerError:
    """Told at the objection, or at the line of its outcome."""
    entry = each.entry if at is None else at
    return LedgerError(entry.meta, Text(template, id=each.id, **values), entry)


def _shares(made: Sequence[Transaction]) -> set[tuple[str, str, int]]:
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
        yield _error(
            each,
            "Innsigelsen {id} gjelder «{claim}», som ikke er et krav i bøkene.",
            claim=each.claim,
        )
        return
    if claim.payer.slug != each.payer.slug:
        yield _error(
            each,
            "Innsigelsen {id} er fra {payer}, men kravet {claim} er på {other}.",
            payer=each.payer.name,
            claim=each.claim,
            other=claim.payer.name,
        )
    if each.day < claim.day:
        yield _error(
            each,
            "Innsigelsen {id} er datert {day}, før kravet {claim}: {first}.",
            day=each.day,
            claim=each.claim,
            first=claim.day,
        )
    if each.amount is not None and each.amount > abs(claim.payable):
        yield _error(
            each,
            "Innsigelsen {id} gjelder {amount} kr, men kravet {claim} er på {whole} kr."
            " Det er {off} for mye.",
            amount=each.amount,
            claim=each.claim,
            whole=claim.payable,
            off=each.amount - abs(claim.payable),
        )


def _of_share(
    each: Objection, shares: Collection[tuple[str, str, int]]
) -> Iterator[LedgerError]:
    """Whether the payer has a share of that year."""
    if each.cooperation is None or each.year is None:
        return
    if (each.cooperation.account, each.payer.name, each.year) not in shares:
        yield _error(
            each,
            "Innsigelsen {id} er fra {payer}, som ikke har noen andel av {cooperation}"
            " i {year}.",
            payer=each.payer.name,
            cooperation=each.cooperation.title,
            year=str(each.year),
        )


def _of_voucher(each: Objection, entries: Entries) -> Iterator[LedgerError]:
    """Whether a voucher of that number is posted on the cooperation."""
    if each.cooperation is None:
        return
    if not posted_on(each.cooperation, each.voucher, entries):
        yield _error(
            each,
            "Innsigelsen {id} gjelder bilag {voucher}, som ikke er ført på"
            " {cooperation}.",
            voucher=each.voucher,
            cooperation=each.cooperation.title,
        )


def posted_on(
    cooperation: Cooperation, number: str, entries: Entries
) -> list[Transaction]:
    """The vouchers of a number that are posted on a cooperation."""
    prefixes = tuple(f"{r}:{cooperation.account}:" for r in ("Expenses", "Income"))
    return [
        entry
        for entry in transactions(entries)
        if voucher_number(entry.meta) == number
        and any(f"{p.account}:".startswith(prefixes) for p in entry.postings)
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
    slug = cooperation.slug
    links = {vocabulary.shared_link(year, slug), vocabulary.correction_link(year, slug)}
    posted = posted_on(cooperation, number, entries)
    if not posted or any(links & (entry.links or set()) for entry in posted):
        return None
    return Text(
        "Bilag {voucher} fra {day} er ikke med i det som er fordelt av {cooperation}"
        " for {year}.",
        voucher=number,
        day=posted[0].date,
        cooperation=cooperation.title,
        year=str(year),
    )


def _of_outcome(
    each: Objection, by_id: Mapping[str, Claim], years: Mapping[str, Collection[int]]
) -> Iterator[LedgerError]:
    """Whether what the outcome says has been done; told at the line of the outcome."""
    if each.decided is None:
        return
    entry = each.decided.entry
    if not each.credit_note:
        if each.outcome is Outcome.PARTLY:
            yield _error(
                each,
                "Innsigelsen {id} fikk delvis medhold, men «kreditnota» mangler: skriv"
                " nummeret på kreditnotaen for den delen.",
                at=entry,
            )
        return
    note = by_id.get(each.credit_note)
    if note is None or note.kind is not ClaimKind.CREDIT:
        yield _error(
            each,
            "Innsigelsen {id} viser til kreditnotaen «{note}», som ikke er i bøkene.",
            at=entry,
            note=each.credit_note,
        )
    elif note.payer.slug != each.payer.slug or (
        each.claim and note.credits != each.claim
    ):
        yield _error(
            each,
            "Innsigelsen {id} viser til kreditnotaen {note}, som tar tilbake {other} på"
            " {payer}.",
            at=entry,
            note=note.id,
            other=note.credits,
            payer=note.payer.name,
        )
    elif each.cooperation is not None and (
        note.cooperation.slug != each.cooperation.slug
        or each.year not in years.get(note.credits, years[note.id])
    ):
        yield _error(
            each,
            "Innsigelsen {id} gjelder {what}, men kreditnotaen {note} tar tilbake"
            " {other} for {cooperation} {period}. Skriv nummeret på en som gjelder den"
            " andelen.",
            at=entry,
            what=each.what,
            note=note.id,
            other=note.credits,
            cooperation=note.cooperation.title,
            period=note.period,
        )
