"""Which figures an objection stands beside (*hva innsigelsen gjelder*).

An objection to a share or a voucher is also one to the settlement that asks for it: of
that year, or of the one that carries a correction of it.  One to a claim is to that
claim alone.  What is paid on account rests on the budget.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from fellesbok.entries import vocabulary
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.kinds import transactions
from fellesbok.sharing.host_times import in_time_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Mapping

    from fellesbok.agreement import Agreement
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries
    from fellesbok.objections.records import Objection


Carried = dict[tuple[str, int], set[int]]
"""The closed years whose corrections a cooperation's (account component) year has."""


def carried_years(
    entries: Entries, agreement: Agreement, *, claimed: bool = False
) -> Carried:
    """Which years have corrections of which.

    Args:
        entries: The books.
        agreement: Who is host when.
        claimed: Of which year they are asked for: what the host of an earlier time has
            to claim is asked for with the last year of its time.
    """
    found: Carried = defaultdict(set)
    for entry in transactions(entries):
        if vocabulary.CORRECTION_TAG in (entry.tags or ()):
            account, day = str(entry.meta[vocabulary.COOPERATION]), entry.date
            host = agreement.slug_by_name.get(str(entry.meta.get(vocabulary.HOST, "")))
            if claimed and host is not None:
                day = in_time_of(agreement.cooperation_by_account[account], host, day)
            found[account, day.year].add(int(entry.meta[vocabulary.CORRECTS]))
    return found


def to_claim(
    claim: Claim,
    found: Iterable[Objection],
    carried: Mapping[tuple[str, int], Collection[int]] | None = None,
) -> tuple[Objection, ...]:
    """The objections to a claim, or to what it rests on.

    Args:
        claim: The claim.
        found: Every objection.
        carried: What ``carried_years`` gives of what is claimed.
    """
    years: set[int] = set()
    if claim.kind is ClaimKind.SETTLEMENT:
        of = claim.cooperation.account, claim.year
        years = {claim.year, *(carried or {}).get(of, ())}
    return tuple(
        each
        for each in found
        if each.payer.slug == claim.payer.slug
        and (
            each.claim == claim.id
            or any(_is_of(each, claim.cooperation.slug, year) for year in years)
        )
    )


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


def of_year(
    slug: str,
    year: int,
    found: Iterable[Objection],
    claims: Iterable[Claim],
    carried: Collection[int] = (),
) -> tuple[Objection, ...]:
    """The objections to anything of a cooperation's year, claims among it.

    Args:
        slug: The cooperation.
        year: The year.
        found: Every objection.
        claims: Every claim.
        carried: The years that it has corrections of, which are objected to as well.
    """
    years = {year, *carried}
    ids = {
        claim.id
        for claim in claims
        if claim.cooperation.slug == slug and claim.year in years
    }
    return tuple(
        each
        for each in found
        if each.claim in ids or any(_is_of(each, slug, of) for of in years)
    )


def _is_of(each: Objection, slug: str, year: int) -> bool:
    """Whether it is to a share of a cooperation's year, or to a voucher in it."""
    of = each.cooperation
    return of is not None and (of.slug, each.year) == (slug, year)
