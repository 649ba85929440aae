"""Money of grants that the books lose sight of: finding by finding.

A posting beside every grant and grantor is in no figure of any grant.  And what has
come of a grant cannot be less than nothing: then something is missing, most often what
it was earned on.  Both are told where they stand, and change no figure.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.agreement.account_names import GRANTS
from fellesbok.agreement.grant_terms import grant_place
from fellesbok.entries import vocabulary
from fellesbok.entries.kinds import openings
from fellesbok.entries.kinds import transactions
from fellesbok.entries.levels import Movement
from fellesbok.entries.levels import falls_below_zero
from fellesbok.errors import LedgerError
from fellesbok.grants.drawings import asset_account
from fellesbok.messages import Text
from fellesbok.sharing.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.grants.drawings import Drawing


def grant_findings(
    entries: Entries,
    rest: Entries,
    drawn: Sequence[Drawing],
    agreement: Agreement,
) -> tuple[list[Finding], list[LedgerError]]:
    """What the books lose sight of, and an error where nothing says whose it is.

    Args:
        entries: The books; what is generated is not looked at.
        rest: The entries that are no transactions, for the accounts that are opened.
        drawn: What the grants have earned and received.
        agreement: For grants, payers and cooperations.
    """
    errors: list[LedgerError] = []
    found = list(_unclaimed(entries, rest, _Claimed(agreement), errors))
    found.extend(_less_than_nothing(drawn, agreement))
    return sorted(found, key=lambda f: (f.cooperation.slug, f.year)), errors


def _unclaimed(
    entries: Entries,
    rest: Entries,
    claimed: _Claimed,
    errors: list[LedgerError],
) -> Iterator[Finding]:
    """Postings below ``Tilskudd`` on no account of a grant or of a payer."""
    known = claimed.cooperations
    for entry, posting, component in _lost(entries, rest, claimed):
        units: Any = posting.units
        if not units.number:
            continue
        cooperation = known.get(component)
        if cooperation is None:
            text = Text(
                "Kontoen {account} hører ikke til noe samarbeid: «{component}» står"
                " ikke som «account» i avtalene.",
                account=posting.account,
                component=component,
            )
            errors.append(LedgerError(entry.meta, text, entry))
            continue
        text = Text(
            "{amount} {currency} er ført på {account}, som verken noe tilskudd"
            " eller noen giver har ({file}:{line}). Tilskuddene føres på {known}.",
            amount=units.number,
            currency=units.currency,
            account=posting.account,
            file=Path(entry.meta["filename"]).name,
            line=entry.meta["lineno"],
            known=claimed.known_beside(posting.account, component),
        )
        yield Finding(cooperation, entry.date.year, "tilskudd uten giver", text)


def _lost(
    entries: Entries, rest: Entries, claimed: _Claimed
) -> Iterator[tuple[Transaction, Posting, str]]:
    """Postings on accounts that nobody claims, with the cooperation's component.

    Most books have none, so the accounts that are opened are looked at first.
    """
    lost: dict[str, str] = {}
    for opening in openings(rest):
        component = claimed.cooperation_of(opening.account)
        if component is not None:
            lost[opening.account] = component
    for entry in transactions(entries) if lost else ():
        if entry.meta["filename"] == vocabulary.FILE:
            continue
        for posting in entry.postings:
            if posting.account in lost:
                yield entry, posting, lost[posting.account]


class _Claimed:
    """Which accounts of grants belong to somebody."""

    def __init__(self, agreement: Agreement) -> None:
        words = agreement.accounts
        self.cooperations = agreement.cooperation_by_account
        self._roots = (words.grants, words.owed_to_grantor)
        self._payers = agreement.name_by_account.keys()
        self._of_grants: set[str] = set()
        self._renamed: set[tuple[str, str]] = set()
        for grant in agreement.grants.values():
            component = agreement.cooperations[grant.cooperation].account
            own = asset_account(grant, agreement).removeprefix(f"{words.grants}:")
            self._of_grants |= {f"{root}:{own}" for root in self._roots}
            self._of_grants |= set(grant.earned_accounts)
            self._renamed.add((component, agreement.payer(grant.grantor).account))

    def cooperation_of(self, account: str) -> str | None:
        """The component of the cooperation of an account that nobody claims."""
        if account in self._of_grants:
            return None
        for root in self._roots:
            if account.startswith(f"{root}:"):
                component, _, rest = account.removeprefix(f"{root}:").partition(":")
                # Where the grants of a grantor have accounts of their own, its money
                # does not belong to any of them as it stands.
                mine = rest in self._payers and (component, rest) not in self._renamed
                is_ours = mine and component in self.cooperations
                return component if rest and not is_ours else None
        place = grant_place(account)
        # An unknown cooperation of an income is an error of the voucher's own.
        if place is None or place.cooperation not in self.cooperations:
            return None
        is_known = place.account in self._of_grants or place.giver in self._payers
        return None if is_known else place.cooperation

    def known_beside(self, account: str, component: str) -> str:
        """Accounts of the cooperation's grants of that kind, or what they look like."""
        root = account.split(":", maxsplit=1)[0]
        known = sorted(
            other
            for other in self._of_grants
            if other.startswith(f"{root}:") and component in other.split(":")
        )
        above, _, last = account.rpartition(":")
        example = f"{account if last == GRANTS else above}:<giver>"
        return ", ".join(known) or example


def _less_than_nothing(
    drawn: Sequence[Drawing], agreement: Agreement
) -> Iterator[Finding]:
    """Days on which less than nothing has come of a grant so far."""
    for slug, grant in agreement.grants.items():
        cooperation = agreement.cooperations[grant.cooperation]
        mine = [
            Movement(d.day, d.received, d.voucher.entry)
            for d in drawn
            if d.grant == slug and d.received is not None
        ]
        for day, level, taking in falls_below_zero(mine):
            meta = taking[-1].entry.meta
            text = Text(
                "{grant}: {amount} kr er mottatt til og med {day}, altså mindre enn"
                " ingenting ({file}:{line}). Enten er det tilbakebetalt mer enn det som"
                " har kommet, eller så er det opptjente ikke ført på {account}.",
                grant=grant.title,
                amount=level,
                day=day,
                file=Path(meta["filename"]).name,
                line=meta["lineno"],
                account=grant.earned_on,
            )
            yield Finding(cooperation, day.year, "tilskudd under null", text)
