"""What the books themselves tell of claims that lack or are off (*funn om krav*).

What stands claimed too little or too much, and instalments on account that have fallen
due and are not claimed: each told on the payer's receivable, so that who reads a part
of the books reads what is its own.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fellesbok.agreement.terms import has_advances
from fellesbok.claims.disagreements import claim_findings
from fellesbok.claims.due_instalments import missed_instalments
from fellesbok.claims.written import claims
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.days import last_day
from fellesbok.entries.days import open_days
from fellesbok.messages import Text
from fellesbok.sharing.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.claims.due_instalments import Missed
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries
    from fellesbok.shared import Shared


def findings_about_claims(
    entries: Entries,
    marked: Entries,
    shared: Shared,
    without: Collection[str],
) -> list[Finding]:
    """A finding for each payer and year whose claims are not what they should be.

    Args:
        entries: The books, with what is generated.
        marked: Those of them that may be claims.
        shared: The agreements, and the budgets shared.
        without: Slugs of cooperations that could not be shared: nothing is said of
            them before that is put right.
    """
    agreement = shared.agreement
    written = claims(marked, agreement)
    if any(claim.kind is ClaimKind.CREDIT for claim in written):
        written = claims(entries, agreement)  # with what objections were granted
    told = claim_findings(entries, agreement, written, without)
    if has_advances(agreement):
        told += _of_instalments(entries, written, shared, told)
    return [each for each in told if each.cooperation.slug not in without]


def _of_instalments(
    entries: Entries,
    written: Sequence[Claim],
    shared: Shared,
    told: Sequence[Finding],
) -> Iterator[Finding]:
    """What has fallen due on account and is not claimed, seen from the last day.

    A settlement that is told of already asks for the instalments of its year.
    """
    agreement = shared.agreement
    known = {(each.account, each.year) for each in told}
    opened = open_days(entries)
    for each in missed_instalments(entries, shared, written, last_day(entries)):
        cooperation, account = each.first.cooperation, _account(each, agreement)
        first, last = opened.get(account, (date.max, date.min))
        day = max(date(each.first.year, 12, 31), first)
        is_told = each.is_over and (account, day.year) in known
        if day < last and not is_told:
            kind = "holdt tilbake" if each.is_held else "a konto ikke krevd"
            text = each.told(agreement)
            yield Finding(cooperation, day.year, kind, text, account, day)


def missed_without_account(entries: Entries, shared: Shared) -> Iterator[Text]:
    """What has fallen due of payers whose receivable was never opened.

    Nothing can be told on an account that is not there, so who checks is told here.
    """
    if not has_advances(shared.agreement):
        return
    opened = open_days(entries)
    written = claims(entries, shared.agreement)
    for each in missed_instalments(entries, shared, written, last_day(entries)):
        account = _account(each, shared.agreement)
        if account not in opened:
            yield Text(
                "{cooperation}: {told} Kontoen {account} er ikke åpnet; det gjør"
                " «fellesbok accounts».",
                cooperation=each.first.cooperation.title,
                told=each.told(shared.agreement),
                account=account,
            )


def _account(missed: Missed, agreement: Agreement) -> str:
    """The receivable of the payer of instalments."""
    payer = agreement.payer(missed.first.payer)
    return agreement.accounts.receivable(payer, missed.first.cooperation)
