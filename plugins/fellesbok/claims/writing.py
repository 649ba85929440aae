"""Claims that are to be → numbers, transactions, and one file in the books.

Numbers go on where the series of the host and year is, in the order of the dates, and
of the periods of each host and payer.  All claims are written at once or none is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.agreement import terms_at
from fellesbok.claims.movements import claim_day
from fellesbok.claims.movements import claim_days
from fellesbok.contradictions import must_equal
from fellesbok.entries import claim as words
from fellesbok.entries import drafting
from fellesbok.entries import vocabulary
from fellesbok.entries.claim import LINK
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.days import not_open
from fellesbok.entries.days import open_days
from fellesbok.entries.kid import ClaimNumber
from fellesbok.entries.kid import claim_number
from fellesbok.entries.kinds import transactions
from fellesbok.entries.records import Voucher
from fellesbok.entries.vocabulary import shared_link
from fellesbok.filing.listing import Listing
from fellesbok.filing.writing import DOCUMENT
from fellesbok.filing.writing import Filing
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.claims.ready import Draft
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok.filing.folder import Books
    from fellesbok.filing.writing import Paper

CLAIMS = Listing(
    "krav",
    "; Krav som er sendt, én fil for hver kjøring. Skrives av «fellesbok claim».",
    Text(
        "Noen andre skriver i bøkene akkurat nå, så ingen krav har fått nummer. Kjør"
        " kommandoen på nytt når de er ferdige: da regnes kravene av bøkene slik de er"
        " blitt."
    ),
    Text(
        "Bøkene er endret siden kravene ble vist, så ingen krav har fått nummer. Kjør"
        " kommandoen på nytt: da regnes kravene av bøkene slik de er blitt."
    ),
)
MOST_NUMBERS = 9999


def numbered(
    drafts: Sequence[Draft], written: Sequence[Claim], *, is_dated: bool
) -> tuple[list[Draft], list[Text]]:
    """The drafts with their numbers, and what is in the way.

    Args:
        drafts: The claims that are to be.
        written: The claims of the books.
        is_dated: Whether somebody has chosen the date; it is not changed then.
            Otherwise a claim is never dated before the one with the number before it,
            nor before what it builds on.
    """
    last: dict[tuple[str, int], tuple[int, date]] = {}
    for claim in written:
        number = claim_number(claim.id)
        if number is not None:
            key = number.host, number.year
            before = last.get(key, (0, claim.day))
            last[key] = max(before[0], number.number), max(before[1], claim.day)
    made, faults = [], []
    for first_day, draft in _in_order(drafts, written):
        claim = draft.claim
        key = claim.host.slug, first_day.year
        count, newest = last.get(key, (0, first_day))
        newest = max(first_day, newest)
        if claim.day < newest and is_dated:
            faults.append(_too_old(claim, newest))
            continue
        dated = _due_after(replace(claim, day=newest), claim)
        if isinstance(dated, Text):
            faults.append(dated)
            continue
        number = ClaimNumber(*key, count + 1)
        if number.number > MOST_NUMBERS:
            text = Text(
                "Nummerserien {host} {year} er full: siste nummer er {number}.",
                host=claim.host.name,
                year=first_day.year,
                number=count,
            )
            faults.append(text)
            continue
        last[key] = number.number, dated.day
        kid = "" if _is_only_credited(claim) else number.kid
        made.append(replace(draft, claim=replace(dated, id=number.id, kid=kid)))
    return made, list(dict.fromkeys(faults))


def _in_order(
    drafts: Sequence[Draft], written: Sequence[Claim]
) -> list[tuple[date, Draft]]:
    """The drafts with the first day that each can have, in the order of their numbers.

    What is asked for builds on what the same host has asked the same payer for, or has
    taken back, in the same time, and stands for itself where the time before has a
    claim of its own; so it is not dated before those.
    """
    days = claim_days(written)
    newest: dict[tuple[str, ...], list[tuple[date, date]]] = {}
    for claim in written:
        newest.setdefault(_account(claim), []).append((days[claim.id], claim.day))
    run: dict[tuple[str, ...], date] = {}
    dated = []
    for draft in sorted(drafts, key=lambda draft: _time(draft.claim)):
        claim, counts = draft.claim, claim_day(draft.claim)
        of_time = [day for end, day in newest.get(_account(claim), ()) if end == counts]
        before = run.get(_account(claim), claim.day)
        first_day = max(claim.day, before, *of_time)
        run[_account(claim)] = first_day
        dated.append((first_day, draft))
    return sorted(dated, key=lambda each: _order(*each))


def _account(claim: Claim) -> tuple[str, ...]:
    """Whose claim it is, on whom, for what."""
    return claim.host.slug, claim.cooperation.slug, claim.payer.slug


def _time(claim: Claim) -> tuple[Any, ...]:
    """What time a claim is for."""
    return claim_day(claim), claim.instalment_number is None, claim.instalment_number


def _order(first_day: date, draft: Draft) -> tuple[Any, ...]:
    """By date; then by cooperation, the time that it is for, and payer."""
    claim = draft.claim
    return first_day, claim.cooperation.slug, *_time(claim), claim.payer.name


def _due_after(claim: Claim, draft: Claim) -> Claim | Text:
    """The claim with a due date that is not over: as agreed, or the days to pay."""
    days = terms_at(claim.cooperation, claim.due).claims.due_days
    if claim.kind is ClaimKind.CREDIT:
        to_pay = 0 if _is_only_credited(claim) else days or 0
        return replace(claim, due=claim.day + timedelta(days=to_pay))
    if not claim.instalment:
        return replace(claim, due=claim.due + (claim.day - draft.day))
    if claim.due >= claim.day:
        return claim
    if days is not None:
        return replace(claim, due=claim.day + timedelta(days=days))
    return Text(
        "{cooperation}: termin {instalment} forfalt {due}, før kravet blir datert"
        " {day}. Oppgi en tidligere dato og terminen (--instalment), eller «claims:"
        " due_days» i avtalen.",
        cooperation=claim.cooperation.title,
        instalment=claim.instalment,
        due=claim.due,
        day=claim.day,
    )


def _is_only_credited(claim: Claim) -> bool:
    """Whether it is a credit note that nobody is to pay.

    What takes back money that the payer was to get, is to be paid like a claim.
    """
    is_own = claim.payer.slug == claim.host.slug
    return claim.kind is ClaimKind.CREDIT and (claim.payable <= 0 or is_own)


def _too_old(claim: Claim, newest: date) -> Text:
    return Text(
        "{host} har krav datert {newest}, og numrene følger datoene: et nytt krav kan"
        " ikke dateres {day}.",
        host=claim.host.name,
        newest=newest,
        day=claim.day,
    )


def credit_note(claim: Claim, reason: str, day: date) -> Claim:
    """What takes a claim back, or what is given of it; it has no number yet."""
    return replace(
        claim,
        id="",
        kind=ClaimKind.CREDIT,
        day=day,
        due=day,
        amount=-claim.amount,
        set_off=-claim.set_off,
        tax=-claim.tax,
        tax_lines=tuple(line.negated() for line in claim.tax_lines),
        kid="",
        credits=claim.id,
        reason=reason,
        revision="",
        certificate="",
        held_back=Decimal("0.00"),
    )


def accounts_not_open(
    drafts: Sequence[Draft], entries: Entries, agreement: Agreement
) -> Iterator[Text]:
    """What to add to the chart of accounts, for each account that is not open."""
    opened = open_days(entries)
    for cooperation in agreement.cooperations.values():
        needed: dict[str, date] = {}
        for draft in drafts:
            if draft.claim.cooperation.slug == cooperation.slug:
                for account in posted_on(draft.claim, agreement):
                    needed.setdefault(account, draft.claim.day)
        for error in not_open(agreement, cooperation, needed, opened):
            message: Any = error.message  # a text: it is made here
            yield message


def transaction(
    draft: Draft, agreement: Agreement, papers: Sequence[Paper] = ()
) -> Entry:
    """The claim as it stands in the books; ``papers`` are its documents."""
    claim = draft.claim
    links = {
        f"{LINK}{claim.id}",
        f"{shared_link(claim.year, claim.cooperation.slug)}-{claim.payer.slug}",
        *draft.links,
    }
    if claim.credits:
        links.add(f"{LINK}{claim.credits}")
    meta = {
        **_metadata(claim, agreement.currency),
        **{f"{DOCUMENT}{n or ''}": paper.name for n, paper in enumerate(papers)},
    }
    return drafting.voucher(
        meta,
        claim.day,
        "Krav",
        _narration(claim),
        [
            drafting.posting(account, number, agreement.currency, {})
            for account, number in _lines(claim, agreement)
        ],
        tags=frozenset({words.TAG}),
        links=frozenset(links),
    )


def _metadata(claim: Claim, currency: str) -> dict[str, Any]:
    """The fields that the claim has, as they are read again."""
    is_credit = _is_only_credited(claim)

    def some(number: Decimal) -> object:
        return drafting.amount(number, currency) if number else None

    fields = {
        words.ID: claim.id,
        words.KIND: claim.kind.value,
        vocabulary.COOPERATION: claim.cooperation.account,
        vocabulary.MUNICIPALITY: claim.payer.name,
        words.HOST: claim.host.name,
        vocabulary.PERIOD: claim.period,
        words.INSTALMENT: claim.instalment or None,
        vocabulary.DUE: None if is_credit else claim.due,
        words.KID: None if is_credit else claim.kid,
        words.AMOUNT: drafting.amount(claim.amount, currency),
        words.SET_OFF: some(claim.laid_out),
        words.RECEIVED: some(claim.received),
        words.HELD_BACK: some(claim.held_back),
        words.TAX: some(claim.tax),
        **{f"{words.TAX}{n}": str(line) for n, line in enumerate(claim.tax_lines, 1)},
        words.CREDITS: claim.credits or None,
        words.REASON: claim.reason or None,
        words.REVISION: claim.revision or None,
        words.CERTIFICATE: claim.certificate or None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _lines(claim: Claim, agreement: Agreement) -> Iterator[tuple[str, Any]]:
    """Accounts and amounts; they add up to nothing."""
    names, of = agreement.accounts, (claim.payer, claim.cooperation)
    yield names.claim(*of), claim.payable
    yield names.receivable(*of), -claim.share
    if claim.set_off:
        yield names.outlay(*of), claim.set_off
    if claim.tax:
        yield names.tax, -claim.tax


def posted_on(claim: Claim, agreement: Agreement) -> tuple[str, ...]:
    """The accounts that a claim is posted on."""
    return tuple(account for account, _ in _lines(claim, agreement))


def _narration(claim: Claim) -> str:
    """What a person reads in the journal; nothing reads it back."""
    what = f"a konto {claim.instalment}" if claim.instalment else "avregning"
    if claim.kind is ClaimKind.CREDIT:
        what = f"kreditnota for {claim.credits}"
    return f"{claim.cooperation.title} {claim.period} – {claim.payer.name}: {what}"


def filing(
    books: Books, drafts: Sequence[Draft], papers: Mapping[str, Sequence[Paper]]
) -> Filing:
    """All claims in one file, with their documents.

    Args:
        books: The books as they were when the claims were made.
        drafts: The claims, with numbers.
        papers: Their documents, by the number of the claim.
    """
    made = [
        transaction(draft, books.agreement, papers.get(draft.claim.id, ()))
        for draft in drafts
    ]
    for voucher in map(Voucher, transactions(made)):
        balance = sum((line.amount for line in voucher.lines), Decimal(0))
        must_equal("Det som kreves, og det som er skyldig,", balance, Decimal(0))
    first = drafts[0].claim
    return Filing(
        books,
        tuple(paper for each in papers.values() for paper in each),
        first.day,
        f"{LINK}{first.id}",
        tuple(made),
        CLAIMS,
    )
