"""How much of a share or a voucher can be objected to (*høyst*), when that is done.

A share moves: before the year is over it grows, and afterwards a late voucher, or the
correction that the objection led to, changes it.  So the amount is held against the
largest that is known when the objection is made, and never again; an error of the books
it is not.  More than a claim is an error always, as a claim does not change.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.budgets.shares import budgeted_shares
from fellesbok.claims.categories import taxed_by
from fellesbok.claims.years_held import with_years
from fellesbok.entries.claim import standing
from fellesbok.entries.records import booked_under
from fellesbok.entries.tax_lines import taxed
from fellesbok.messages import Text
from fellesbok.objections.checks import is_cost_of
from fellesbok.objections.checks import posted_of_year
from fellesbok.objections.records import About
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries
    from fellesbok.shared import Shared

NOTHING = Decimal("0.00")


def too_much(
    about: Sequence[Any],
    amount: Decimal | None,
    payer: Payer,
    entries: Entries,
    shared: Shared,
) -> Text | None:
    """Why an objection to a share or voucher cannot be to so much; ``None`` if it can.

    Where there is no such share or voucher, the books tell that.

    Args:
        about: The kind and what it is about, as they stand after the id.
        amount: How much it is to, in kroner; ``None`` where nobody has said.
        payer: Who objects.
        entries: The books, or the part of them that the payer reads.
        shared: What the plugin kept, or that part of it.
    """
    kind, named, *rest = map(str, about)
    cooperation = shared.agreement.cooperation_by_account.get(named)
    if amount is None or cooperation is None or kind == About.CLAIM.value:
        return None
    year, *vouchers = rest
    of = cooperation, payer, int(year), entries, shared
    if vouchers:
        return _too_much_of_voucher(vouchers[0], amount, *of)
    whole = _of_share(*of)
    if whole is None or amount <= whole:
        return None
    return Text(
        "{payer}: det meste som er fordelt, krevd eller budsjettert av {cooperation}"
        " {year}, er {whole} kr. Innsigelsen gjelder {amount} kr: det er {off} kr for"
        " mye.",
        cooperation=cooperation.title,
        payer=payer.name,
        year=year,
        whole=whole,
        amount=amount,
        off=amount - whole,
    )


def _too_much_of_voucher(  # noqa: PLR0913, PLR0917 -- what, how much, and of which share
    number: str,
    amount: Decimal,
    cooperation: Cooperation,
    payer: Payer,
    year: int,
    entries: Entries,
    shared: Shared,
) -> Text | None:
    """The same of a voucher, with the tax that the payer's claims add to such a one."""
    currency = shared.agreement.currency
    put = _of_voucher(cooperation, year, number, entries, currency)
    if put is None or amount <= put:
        return None
    tax = _tax_of(put, _asking(cooperation, payer, year, entries, shared))
    whole = put + tax
    if amount <= whole:
        return None
    plain = Text("{amount} kr", amount=whole)
    is_on = Text("{amount} kr med avgift", amount=whole) if tax else plain
    return Text(
        "Bilag {voucher} er på {is_on} for {cooperation}. Innsigelsen gjelder"
        " {amount} kr: det er {off} kr for mye.",
        voucher=number,
        is_on=is_on,
        cooperation=cooperation.title,
        amount=amount,
        off=amount - whole,
    )


def _of_voucher(
    cooperation: Cooperation, year: int, number: str, entries: Entries, currency: str
) -> Decimal | None:
    """What the vouchers of a number are of a year; ``None`` if there are none.

    In kroner, without what claims add as tax: what they put on the cooperation's
    accounts, or take off them where that is more.
    """
    posted = posted_of_year(cooperation, year, number, entries)
    amounts = [
        amount
        for _, posting, amount in booked_under(posted, "", currency)
        if is_cost_of(cooperation, posting.account)
    ]
    put = sum((a for a in amounts if a > 0), NOTHING)
    return max(put, put - sum(amounts, NOTHING)) if posted else None


def _of_share(
    cooperation: Cooperation, payer: Payer, year: int, entries: Entries, shared: Shared
) -> Decimal | None:
    """The largest that is known of a share, in kroner; ``None`` if there is no share.

    As it was fixed or stands, with its corrections, as it is claimed, or budgeted.
    """
    own = cooperation.account, payer.name
    charged = [
        share.amount
        for share in statement.shares(entries, year)
        if (share.cooperation, share.municipality) == own
    ]
    if not charged:
        return None
    corrected = (
        moved.amount
        for moved in statement.on_receivables(entries, shared.agreement.accounts)
        if moved.corrects == year and (moved.cooperation, moved.municipality) == own
    )
    share = sum(charged, NOTHING)
    budgets = budgeted_shares(shared.budget_results, year)
    budget = budgets.get(cooperation.slug, {}).get(payer.slug, NOTHING)
    claims = _asking(cooperation, payer, year, entries, shared)
    claimed = [claim.payable for claim in claims]
    asked_for = sum((c for c in claimed if c > 0), NOTHING)
    given_back = sum((c for c in claimed if c < 0), NOTHING)
    known = share, sum(corrected, share), budget, asked_for, given_back
    return max(map(abs, known))


def _tax_of(amount: Decimal, claims: Iterable[Claim]) -> Decimal:
    """The most that claims add to an amount as tax, by how they are taxed; kroner."""
    taxes = (taxed(vat, amount).tax for claim in claims for vat, _ in taxed_by(claim))
    return max(taxes, default=NOTHING)


def _asking(
    cooperation: Cooperation, payer: Payer, year: int, entries: Entries, shared: Shared
) -> Iterator[Claim]:
    """The claims that ask for the share and are not taken back whole."""
    found = with_years(entries, entries, shared.agreement)
    kept = {claim.id for claim in standing(claim for claim, _ in found)}
    for claim, years in found:
        own = claim.cooperation.slug, claim.payer.slug
        if own == (cooperation.slug, payer.slug) and claim.id in kept and year in years:
            yield claim
