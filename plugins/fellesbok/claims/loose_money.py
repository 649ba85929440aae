"""Money on the accounts of claims that belongs to no claim: whose it is, and with whom.

It is with the host of the claim that the payment names; else with the one that has
claims on the account, that hosts the cooperation, or that has claims on the payer.
Where that may be several, it can be read two ways, and is asked for.

A payment that names a claim and stands on what is not claimed yet is no money of ours:
it is told of, since the claim is open until it is booked where the claim is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.claims.items import named_by
from fellesbok.claims.items import paid_for_none
from fellesbok.claims.written import is_claim
from fellesbok.entries.records import vouchers_in
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Municipality
    from fellesbok.agreement import Payer
    from fellesbok.claims.items import OpenClaims
    from fellesbok.claims.items import Payment
    from fellesbok.entries.records import Entries


@frozen
class Loose:
    """Money on a payer's account that belongs to no claim, in kroner.

    Attributes:
        payer: Whose account it is; ``None`` where the agreements do not know it.
        name: What the account calls the payer.
        account: The account.
        cooperation: The cooperation's component of it; blank where it names none.
        day: When it was paid.
        amount: Positive where the payer has paid it, negative where it got it.
        hosts: Those that it can be with.
    """

    payer: Payer | None
    name: str
    account: str
    cooperation: str
    day: date
    amount: Decimal
    hosts: tuple[Municipality, ...]

    @property
    def host(self) -> Municipality | None:
        """Whom it is with; ``None`` where that can be read two ways."""
        return self.hosts[0] if len(self.hosts) == 1 else None

    @property
    def is_internal(self) -> bool:
        """Whether it is a host's money with itself."""
        return self.payer is not None and self.payer == self.host

    @property
    def asked(self) -> Text | None:
        """What must be told where it can be read two ways; ``None`` where it cannot."""
        if len(self.hosts) < 2 or self.amount < 0:  # noqa: PLR2004 -- two ways
            return None
        return Text(
            "{day}: {amount} kr på {account} er betalt uten krav, og kan være til gode"
            " hos {hosts}. Skriv på bilaget hvilket krav det gjelder (^krav-nummer):"
            " til da er det ikke regnet med hos noen.",
            day=self.day,
            amount=self.amount,
            account=self.account,
            hosts=", ".join(host.name for host in self.hosts),
        )


def loose_money(found: OpenClaims, agreement: Agreement) -> Iterator[Loose]:
    """What belongs to no claim, payment by payment; claims with faults are errors."""
    for account, name, cooperation, payment in paid_for_none(found, agreement):
        payer = agreement.payer_by_account.get(name)
        yield Loose(
            payer,
            name if payer is None else payer.name,
            account,
            cooperation,
            payment.voucher.day,
            payment.amount,
            tuple(_hosts(payment, account, payer, found, agreement)),
        )


def astray(entries: Entries, found: OpenClaims, agreement: Agreement) -> Iterator[Text]:
    """Payments that name a claim, and stand on the payer's receivable instead."""
    names, known = agreement.accounts, {item.claim.id for item in found.items}
    for voucher in vouchers_in(entries):
        if is_claim(voucher.entry):
            continue
        if any(account.startswith(f"{names.claims}:") for account in voucher.accounts):
            continue
        for line in voucher.lines:
            if not line.account.startswith(f"{names.receivables}:"):
                continue
            said = [claim for claim in named_by(voucher, line.meta) if claim in known]
            if said and line.currency == agreement.currency:
                yield Text(
                    "{day}: {amount} kr på {account} gjelder {claims}, men står på det"
                    " som ikke er krevd. Før det på {right}: til da er kravet åpent.",
                    day=voucher.day,
                    amount=-line.amount,
                    account=line.account,
                    claims=", ".join(said),
                    right=names.claims + line.account.removeprefix(names.receivables),
                )


def _hosts(
    payment: Payment,
    account: str,
    payer: Payer | None,
    found: OpenClaims,
    agreement: Agreement,
) -> list[Municipality]:
    """Whom money can be with: what it says, else the account, else the agreement."""
    said = {
        claim
        for line in payment.voucher.lines
        if line.account == account
        for claim in named_by(payment.voucher, line.meta)
    }
    mine = [item.claim for item in found.items if item.claim.payer == payer]
    ways = (
        [
            item.claim.host.slug
            for item in found.items
            if item.claim.id in said or any(n.claim.id in said for n in item.credits)
        ],
        [
            claim.host.slug
            for claim in mine
            if account.endswith(f":{claim.payer.account}:{claim.cooperation.account}")
        ],
        [
            version.host
            for cooperation in agreement.cooperations.values()
            for version in cooperation.versions
            if account.endswith(f":{cooperation.account}") and version.host is not None
        ],
        [claim.host.slug for claim in mine],
    )
    slugs = next((way for way in ways if way), [])
    return [agreement.municipalities[slug] for slug in sorted(set(slugs))]
