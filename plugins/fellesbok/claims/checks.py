"""Claims held against each other and against the agreements, whenever books are read.

Numbers of a host's year stand in one series without gaps, in the order of their dates;
credit notes take back one claim, and never more than it is; an internal note is for the
host.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.claims.written import is_claim
from fellesbok.claims.written import read_claims
from fellesbok.entries.claim import CREDITS
from fellesbok.entries.claim import HOST
from fellesbok.entries.claim import ID
from fellesbok.entries.claim import REASON
from fellesbok.entries.claim import RECEIVED
from fellesbok.entries.claim import SET_OFF
from fellesbok.entries.claim import TAG
from fellesbok.entries.claim import TAX
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.claim import left_of
from fellesbok.entries.claim import part_of
from fellesbok.entries.claim import standing
from fellesbok.entries.kid import ClaimNumber
from fellesbok.entries.kid import claim_number
from fellesbok.entries.kinds import transactions
from fellesbok.errors import LedgerError
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.claims.written import Written
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries


def claim_faults(entries: Entries, agreement: Agreement) -> list[LedgerError]:
    """An error for each thing that is wrong with the claims of the books."""
    tagged: list[Any] = []
    of_host: list[Any] = []
    for entry in transactions(entries):  # many, and few of them are claims
        if TAG in (entry.tags or ()):
            tagged.append(entry)
        elif HOST in entry.meta:
            of_host.append(entry)
    errors = list(_named_hosts(of_host, agreement))
    written = [entry for entry in tagged if is_claim(entry)]
    if not written:
        return errors
    found, of_reading = read_claims(written, agreement)
    errors.extend(of_reading)
    errors.extend(_series(written))
    for each in found:
        errors.extend(_of_host(each))
    errors.extend(_credits(found, written))
    errors.extend(_claimed_twice(found))
    return errors


def _error(entry: Transaction, template: str, /, **values: object) -> LedgerError:
    return LedgerError(entry.meta, Text(template, **values), entry)


def _series(written: Sequence[Transaction]) -> Iterator[LedgerError]:
    """Numbers that are no numbers, stand twice, are missing or go back in time."""
    series: dict[tuple[str, int], list[tuple[ClaimNumber, Transaction]]]
    series = defaultdict(list)
    for entry in written:
        said = entry.meta.get(ID)
        if said is None:
            continue  # told of where the claim is read
        number = claim_number(str(said))
        if number is None:
            yield _error(
                entry,
                "«{found}» er ikke et kravnummer: skriv vert-år-nummer, for eksempel"
                " nordreisa-2018-0001.",
                found=str(said),
            )
            continue
        if number.year != entry.date.year:
            yield _error(
                entry,
                "Kravnummeret {id} er for {year}, men kravet er datert {day}.",
                id=number.id,
                year=number.year,
                day=entry.date,
            )
        series[number.host, number.year].append((number, entry))
    for rows in series.values():
        rows.sort(key=lambda row: row[0].number)
        yield from _one_series(rows)


def _one_series(
    rows: Sequence[tuple[ClaimNumber, Transaction]],
) -> Iterator[LedgerError]:
    """One host's year, in the order of its numbers."""
    last, before = 0, rows[0][1]
    for number, entry in rows:
        if number.number == last:
            yield _error(
                entry,
                "Kravnummeret {id} er brukt to ganger: også på linje {line} i {file}.",
                id=number.id,
                line=before.meta["lineno"],
                file=Path(str(before.meta["filename"])).name,
            )
        for missing in range(last + 1, number.number):
            yield _error(
                entry,
                "Kravnummeret {missing} mangler: serien går til {id} uten det.",
                missing=number._replace(number=missing).id,
                id=number.id,
            )
        if entry.date < before.date:
            yield _error(
                entry,
                "Kravet {id} er datert {day}, før kravet med nummeret foran: {before}.",
                id=number.id,
                day=entry.date,
                before=before.date,
            )
        last, before = number.number, entry


def _of_host(written: Written) -> Iterator[LedgerError]:
    """Whether the host is one, has its own series, and gets no invoice from itself."""
    claim, entry = written
    number = claim_number(claim.id)
    if number is not None and number.host != claim.host.slug:
        yield _error(
            entry,
            "Kravnummeret {id} hører ikke til verten {host}: skriv {expected}.",
            id=claim.id,
            host=claim.host.name,
            expected=number._replace(host=claim.host.slug).id,
        )
    hosts = {version.host for version in claim.cooperation.versions}
    if claim.host.slug not in hosts:
        yield _error(
            entry,
            "{host} er ikke vert for {cooperation} i noen versjon av avtalen.",
            host=claim.host.name,
            cooperation=claim.cooperation.title,
        )
    is_own = claim.payer.slug == claim.host.slug
    if claim.kind is not ClaimKind.CREDIT and is_own != (
        claim.kind is ClaimKind.INTERNAL
    ):
        yield _error(
            entry,
            "{payer} får kravtype «{found}» av {host}. Bare vertens eget krav er"
            " «internt», og det er alltid det.",
            payer=claim.payer.name,
            found=claim.kind.value,
            host=claim.host.name,
        )


def _named_hosts(
    entries: Sequence[Transaction], agreement: Agreement
) -> Iterator[LedgerError]:
    """Whether who a voucher says that has it to claim, is a host of the cooperation."""
    prefixes = (f"{agreement.accounts.receivables}:", f"{agreement.accounts.outlays}:")
    for entry in entries:
        named = str(entry.meta[HOST])
        slugs = {
            posting.account.rpartition(":")[2]
            for posting in entry.postings
            if posting.account.startswith(prefixes)
        }
        for cooperation in agreement.cooperations.values():
            hosts = {version.host for version in cooperation.versions} - {None}
            if cooperation.account in slugs and (
                agreement.slug_by_name.get(named) not in hosts
            ):
                yield _error(
                    entry,
                    "{host} er ikke vert for {cooperation} i noen versjon av avtalen.",
                    host=named,
                    cooperation=cooperation.title,
                )


def _credits(
    found: Sequence[Written], written: Sequence[Transaction]
) -> Iterator[LedgerError]:
    """Whether each credit note takes back a claim, and no more than is left of it."""
    by_id = {each.claim.id: each.claim for each in found}
    unread = {str(entry.meta.get(ID)) for entry in written} - by_id.keys()
    notes: dict[str, list[Claim]] = defaultdict(list)
    for claim, entry in found:
        if claim.kind is not ClaimKind.CREDIT:
            if claim.credits:
                yield _error(entry, "Bare en kreditnota har «{field}».", field=CREDITS)
            continue
        if not claim.reason:
            yield _error(entry, "Kreditnotaen mangler «{field}».", field=REASON)
        if claim.credits not in unread:
            yield from _one_credit(claim, entry, by_id, notes[claim.credits])
            notes[claim.credits].append(claim)


def _one_credit(
    note: Claim,
    entry: Transaction,
    by_id: Mapping[str, Claim],
    before: Sequence[Claim],
) -> Iterator[LedgerError]:
    """One credit note against the claim that it takes back, and the notes before it."""
    claim = by_id.get(note.credits)
    if claim is None or claim.kind is ClaimKind.CREDIT:
        yield _error(
            entry,
            "Kreditnotaen {id} tar tilbake «{found}», som ikke er et krav i bøkene.",
            id=note.id,
            found=note.credits,
        )
        return
    if _parties(note) != _parties(claim):
        yield _error(
            entry,
            "Kreditnotaen {id} og kravet {claim} gjelder ikke samme vert, betaler,"
            " samarbeid og periode.",
            id=note.id,
            claim=claim.id,
        )
    yield from _amount_of_credit(note, entry, claim, before)
    if note.day < claim.day:
        yield _error(
            entry,
            "Kreditnotaen {id} er datert {day}, før kravet {claim}: {before}.",
            id=note.id,
            day=note.day,
            claim=claim.id,
            before=claim.day,
        )


def _amount_of_credit(
    note: Claim, entry: Transaction, claim: Claim, before: Sequence[Claim]
) -> Iterator[LedgerError]:
    """Whether a credit note takes back a part of what is left, and its tax with it."""
    left = left_of(claim, before)
    if before and not any(_amounts(left)):
        yield _error(
            entry,
            "Kravet {claim} er alt tatt tilbake med kreditnotaen {first}.",
            claim=claim.id,
            first=before[-1].id,
        )
    elif left.amount and note.amount * left.amount >= 0:
        yield _error(
            entry,
            "Kreditnotaen {id} er på {found}, og tar ikke tilbake noe av kravet {claim}"
            " på {amount}: den må ha motsatt fortegn.",
            id=note.id,
            found=note.amount,
            claim=claim.id,
            amount=claim.amount,
        )
    elif abs(note.amount) > abs(left.amount):
        yield _error(
            entry,
            "Kreditnotaen {id} er på {found}, men av kravet {claim} er det bare {left}"
            " igjen å ta tilbake. Det er {off} for mye.",
            id=note.id,
            found=note.amount,
            claim=claim.id,
            left=left.amount,
            off=abs(note.amount) - abs(left.amount),
        )
    else:
        part = part_of(left, claim, -note.amount)
        for field, found, right in (
            (SET_OFF, note.laid_out, -part.laid_out),
            (RECEIVED, note.received, -part.received),
            (TAX, note.tax, -part.tax),
        ):
            if found != right:
                yield _error(
                    entry,
                    "Kreditnotaen {id} har {found} i «{field}», men skal ha {expected}."
                    " Det er {off} i forskjell.",
                    id=note.id,
                    found=found,
                    field=field,
                    expected=right,
                    off=abs(found - right),
                )
        if sorted(map(str, note.tax_lines)) != sorted(
            str(line.negated()) for line in part.tax_lines
        ):
            yield _error(
                entry,
                "Kreditnotaen {id} har andre avgiftslinjer enn kravet {claim}, som den"
                " tar tilbake.",
                id=note.id,
                claim=claim.id,
            )


def _claimed_twice(found: Sequence[Written]) -> Iterator[LedgerError]:
    """Instalments that are claimed again before the first claim is taken back."""
    kept = {claim.id for claim in standing(each.claim for each in found)}
    first: dict[tuple[str, ...], str] = {}
    for claim, entry in found:
        if claim.instalment and claim.id in kept:
            key = (*_parties(claim), claim.instalment)
            other = first.setdefault(key, claim.id)
            if other != claim.id:
                yield _error(
                    entry,
                    "Termin {instalment} for {payer} er alt krevd med {other}. Skriv"
                    " en kreditnota for det ene kravet.",
                    instalment=claim.instalment,
                    payer=claim.payer.name,
                    other=other,
                )


def _amounts(claim: Claim) -> tuple[Decimal, ...]:
    return claim.amount, claim.set_off, claim.tax


def _parties(claim: Claim) -> tuple[str, str, str, str]:
    return (
        claim.host.slug,
        claim.payer.slug,
        claim.cooperation.slug,
        claim.period,
    )
