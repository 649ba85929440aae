"""Which figures an objection stands beside (*hva innsigelsen gjelder*).

An objection to a share or a voucher is also one to the settlement that asks for it: of
that year, of one that takes the year along, or of one that has a correction of it.  One
to a claim is to that claim, and to one that asks for the same again.  What is paid on
account rests on the budget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.vocabulary import correction_link
from fellesbok.entries.vocabulary import shared_link

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable

    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Voucher
    from fellesbok.objections.records import Objection


def to_claim(
    claim: Claim,
    found: Iterable[Objection],
    years: Collection[int],
    before: Collection[str] = (),
) -> tuple[Objection, ...]:
    """The objections to a claim, or to what it rests on.

    Args:
        claim: The claim.
        found: Every objection.
        years: Those whose shares the claim asks for.
        before: The numbers of claims for the same that were taken back before it, so
            that it asks again; what is objected to in them and not settled is in it.
    """
    of = years if claim.kind is ClaimKind.SETTLEMENT else ()
    return tuple(
        each
        for each in found
        if each.payer.slug == claim.payer.slug
        and (
            each.claim == claim.id
            or (each.claim in before and each.holds_back)
            or any(_is_of(each, claim.cooperation.slug, year) for year in of)
        )
    )


def unsettled(found: Iterable[Objection]) -> tuple[str, ...]:
    """The ids of those that are open, or granted and not put right."""
    return tuple(each.id for each in found if each.holds_back)


def to_share(
    slug: str, payer: str, year: int, found: Iterable[Objection]
) -> tuple[Objection, ...]:
    """The objections to a payer's share of a cooperation's year, or to a voucher in it.

    Args:
        slug: The cooperation.
        payer: The payer's slug.
        year: The year.
        found: Every objection.
    """
    return tuple(
        each for each in found if each.payer.slug == payer and _is_of(each, slug, year)
    )


def to_voucher(
    voucher: Voucher, slug: str, found: Iterable[Objection]
) -> tuple[Objection, ...]:
    """The objections to a voucher, of a year whose share or correction rests on it.

    Args:
        voucher: The voucher, with the links that the plugin gave it.
        slug: The cooperation.
        found: The objections to vouchers.
    """
    return tuple(
        each
        for each in found
        if each.voucher == voucher.number
        and _is_of(each, slug, each.year)
        and voucher.links
        & {shared_link(each.year, slug), correction_link(each.year, slug)}
    )


def of_years(
    slug: str,
    years: Collection[int],
    found: Iterable[Objection],
    claims: Collection[str],
) -> tuple[Objection, ...]:
    """The objections to anything of some years of a cooperation, claims among it.

    Args:
        slug: The cooperation.
        years: The years.
        found: Every objection.
        claims: The numbers of the claims that ask for any of them.
    """
    return tuple(
        each
        for each in found
        if each.claim in claims or any(_is_of(each, slug, of) for of in years)
    )


def _is_of(each: Objection, slug: str, year: int | None) -> bool:
    """Whether it is to a share of a cooperation's year, or to a voucher in it."""
    of = each.cooperation
    return of is not None and (of.slug, each.year) == (slug, year)
