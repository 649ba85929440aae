"""What stands claimed too little or too much, where there are claims.

Of periods that have been claimed, also on account, and of those after them of which a
claim would have fallen due by the last day in the books.

Told where it stands: on the payer's receivable, so that who reads a part of the books
reads what is its own.  Books that nothing is claimed in are told nothing.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.agreement.settlement_periods import period_label
from fellesbok.claims.taken_back import TakenBack
from fellesbok.claims.unclaimed import Accounts
from fellesbok.entries.days import last_day
from fellesbok.entries.days import open_days
from fellesbok.messages import Text
from fellesbok.sharing.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.claims.taken_back import Asked
    from fellesbok.claims.unclaimed import Unclaimed
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries


def claim_findings(
    entries: Entries,
    agreement: Agreement,
    written: Sequence[Claim],
    without: Collection[str],
) -> list[Finding]:
    """A finding for each payer and period whose claims are not its share.

    Args:
        entries: The books, with what is generated.
        agreement: The agreements.
        written: The claims of the books, with what objections were granted.
        without: Slugs of cooperations that could not be shared: nothing is said of
            them before that is put right.
    """
    if not written:
        return []
    today = last_day(entries)
    accounts = Accounts(entries, agreement, written, today)
    taken_back = TakenBack(entries, agreement, written, today)
    opened = open_days(entries)
    found: list[Finding] = []
    for slug in sorted({claim.cooperation.slug for claim in written} - set(without)):
        cooperation = agreement.cooperations[slug]
        for each in accounts.of_settled(cooperation, today):
            payer = agreement.payer(each.payer)
            account = agreement.accounts.receivable(payer, cooperation)
            if account in opened:
                first, _ = opened[account]
                day = max(date(each.end.year, 12, 31), first)
                held = taken_back.asked(cooperation, each, is_held=True)
                found += [
                    Finding(cooperation, day.year, kind, text, account, day)
                    for kind, text in _told(agreement, cooperation, each, held)
                ]
    return found


def _told(
    agreement: Agreement, cooperation: Cooperation, each: Unclaimed, held: Asked
) -> Iterator[tuple[str, Text]]:
    """What is off, by how much, and who is to claim it."""
    values = {
        "payer": agreement.payer(each.payer).name,
        "period": period_label(cooperation, each.end),
        "host": agreement.payer(each.host).name if each.host else "–",
        "year": each.end.year,
    }
    left = each.due - held.held_back
    if held.held_back:
        yield (
            "holdt tilbake",
            Text(
                "{payer}: {amount} kr for {period} er holdt tilbake: det ble tatt"
                " tilbake med {notes} etter innsigelsen {ids}, som fikk medhold."
                " Er bilaget eller nøkkelen rettet, skrives det med «fellesbok"
                " objections answer ID --corrected»; skal det kreves, krever {host}"
                " det med «fellesbok claim {year} --with-credited».",
                amount=held.held_back,
                notes=", ".join(note.id for note in held.notes),
                ids=", ".join(dict.fromkeys(note.granted for note in held.notes)),
                **values,
            ),
        )
    if left > 0:
        yield (
            "krevd for lite",
            Text(
                "{payer}: {amount} kr er ikke krevd for {period}. {host} krever det med"
                " «fellesbok claim {year}».",
                amount=left,
                **values,
            ),
        )
    elif left < 0:
        yield (
            "krevd for mye",
            Text(
                "{payer}: {amount} kr er for mye krevd for {period}. {host} gir det"
                " tilbake med «fellesbok claim {year}».",
                amount=-left,
                **values,
            ),
        )
    if each.set_off < 0:
        yield (
            "mottatt og ikke krevd",
            Text(
                "{payer}: {amount} kr er mottatt for samarbeidet og ikke krevd for"
                " {period}. {host} krever det med «fellesbok claim {year}».",
                amount=-each.set_off,
                **values,
            ),
        )
    elif each.set_off:
        yield (
            "utlegg ikke gjort opp",
            Text(
                "{payer}: {amount} kr er lagt ut og ikke motregnet for {period}. {host}"
                " gjør det opp med «fellesbok claim {year}».",
                amount=each.set_off,
                **values,
            ),
        )
