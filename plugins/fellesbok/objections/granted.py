"""Whether what the outcome of an objection says has been done (*utfallet*).

What is granted in part is given back by a credit note.  It is one that was made because
of the objection: not before it, on its payer, and for what was objected to.  Claims
stand as they were sent, but which years a claim asks for is worked out of the shares,
and those may have been put right since; so a credit note is refused where it never can
have been for the share.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.custom_values import words_of
from fellesbok.entries.kinds import customs
from fellesbok.entries.vocabulary import CLOSED
from fellesbok.errors import LedgerError
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.objections.records import Outcome

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entry
    from fellesbok.objections.records import Objection


def fault_of(
    each: Objection, template: str, /, at: Entry | None = None, **values: object
) -> LedgerError:
    """Told at the objection, or at the line of its outcome."""
    entry = each.entry if at is None else at
    return LedgerError(entry.meta, Text(template, id=each.id, **values), entry)


@frozen
class Claimed:
    """What outcomes are held against.

    Attributes:
        by_id: The claims of the books, by their number.
        years: The years of what each asks for or takes back, as the books are now.
        closed: The years that are closed, each with the slug of its cooperation.
    """

    by_id: Mapping[str, Claim]
    years: Mapping[str, Collection[int]]
    closed: Collection[tuple[str, ...]]


def claimed(
    written: Sequence[tuple[Claim, Collection[int]]], rest: Iterable[Entry]
) -> Claimed:
    """What outcomes are held against, of the claims and the lines of the books."""
    return Claimed(
        {claim.id: claim for claim, _ in written},
        {claim.id: years for claim, years in written},
        {tuple(words_of(line)[:2]) for line in customs(rest, CLOSED)},
    )


def outcome_faults(each: Objection, books: Claimed) -> Iterator[LedgerError]:
    """What cannot be of an outcome, told at its line."""
    if each.decided is None:
        return
    entry = each.decided.entry
    if not each.credit_note:
        if each.outcome is Outcome.PARTLY:
            yield fault_of(
                each,
                "Innsigelsen {id} fikk delvis medhold, men «kreditnota» mangler: skriv"
                " nummeret på kreditnotaen for den delen.",
                at=entry,
            )
        return
    note = books.by_id.get(each.credit_note)
    if note is None or note.kind is not ClaimKind.CREDIT:
        yield fault_of(
            each,
            "Innsigelsen {id} viser til kreditnotaen «{note}», som ikke er i bøkene.",
            at=entry,
            note=each.credit_note,
        )
    elif note.payer.slug != each.payer.slug or (
        each.claim and note.credits != each.claim
    ):
        yield fault_of(
            each,
            "Innsigelsen {id} viser til kreditnotaen {note}, som tar tilbake {other} på"
            " {payer}.",
            at=entry,
            note=note.id,
            other=note.credits,
            payer=note.payer.name,
        )
    elif note.day < each.day:
        yield fault_of(
            each,
            "Innsigelsen {id} er fra {day}, men kreditnotaen {note} er fra {first}, før"
            " den ble reist, og gir ikke noe tilbake for den. Skriv nummeret på en som"
            " er laget etter innsigelsen.",
            at=entry,
            day=each.day,
            note=note.id,
            first=note.day,
        )
    elif _is_never_of(note, each, books):
        yield fault_of(
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


def doubtful_note(each: Objection, books: Claimed) -> Text | None:
    """That a credit note may have been for the share, and is not as the books are now.

    What it took back had the year along, or a correction of it; or it is for another
    share.  Once the books are said to be right, nobody asks.
    """
    note = books.by_id.get(each.credit_note)
    if note is None or each.put_right is not None or not _is_another(note, each, books):
        return None
    if any(True for _ in outcome_faults(each, books)):
        return None
    return Text(
        "Innsigelsen {id} gjelder {what}, men kreditnotaen {note} tar tilbake {other}"
        " for {period}, som ikke krever noe av det nå. Er bøkene rettet siden, skriv"
        " det med «fellesbok objections answer {id} --corrected»; ellers er den for noe"
        " annet.",
        id=each.id,
        what=each.what,
        note=note.id,
        other=note.credits,
        period=note.period,
    )


def also_of(
    number: str,
    found: Iterable[Objection],
    written: Iterable[tuple[Claim, Collection[int]]],
) -> Iterator[Text]:
    """That a credit note is already that of other objections.

    It may be for all of them, and nobody but who keeps the books knows.

    Args:
        number: The number of the credit note; blank if there is none.
        found: The objections of the books.
        written: The claims of the books.
    """
    others = [each.id for each in found if number and each.credit_note == number]
    for claim, _ in written if others else ():
        if claim.id == number:
            yield Text(
                "Kreditnotaen {note} på {amount} kr er alt oppgitt for {objections}."
                " Dekker den ikke begge, lag en til med «fellesbok credit».",
                note=number,
                amount=-claim.payable,
                objections=", ".join(others),
            )


def _is_another(note: Claim, each: Objection, books: Claimed) -> bool:
    """Whether it takes back a claim that does not ask for the share, as it is now."""
    if each.cooperation is None:
        return False
    years = books.years.get(note.credits, books.years[note.id])
    return note.cooperation.slug != each.cooperation.slug or each.year not in years


def _is_never_of(note: Claim, each: Objection, books: Claimed) -> bool:
    """Whether it takes back a claim that never asked for the share.

    An instalment asks for its own year alone, and a settlement for none after its own;
    for one before it, where that was not claimed to its end already, or where it was
    closed and may have been corrected.
    """
    if each.cooperation is None or each.year is None:
        return False
    if not _is_another(note, each, books):
        return False
    slug, year = each.cooperation.slug, each.year
    taken = books.by_id.get(note.credits)
    if taken is None or taken.cooperation.slug != slug or taken.instalment:
        return True
    if year > taken.year:
        return True
    if (slug, str(year)) in books.closed:
        return False
    return any(
        claim.end == date(year, 12, 31)
        and (claim.day, claim.id) < (taken.day, taken.id)
        and claim.kind is not ClaimKind.CREDIT
        and not claim.instalment
        and (claim.payer, claim.cooperation.slug, claim.host)
        == (taken.payer, slug, taken.host)
        for claim in books.by_id.values()
    )
