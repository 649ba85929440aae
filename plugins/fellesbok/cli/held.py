"""What waits for a cooperation's year that cannot be shared; all else is claimed.

A year whose minimums no split can keep yet, or that lacks a figure, is that year's
alone: other cooperations, and its own years before, are claimed as always.  So is a
settlement that rests on vouchers that the agreement wants attested first.  An objection
holds nothing back, and is told.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.agreement.approval_terms import Step
from fellesbok.approvals.writing import lacking_for
from fellesbok.approvals.writing import told
from fellesbok.claims import claims
from fellesbok.entries.claim import ClaimKind
from fellesbok.messages import Text
from fellesbok.objections import objections
from fellesbok.objections.concerned import carried_years
from fellesbok.objections.concerned import of_year

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.books import Books
    from fellesbok.claims.ready import Draft
    from fellesbok.entries.claim import Claim
    from fellesbok.errors import FileFault


def stops_all(loaded: Books) -> bool:
    """Whether a fault may touch more than one cooperation's year."""
    return any(fault not in loaded.of_one for fault in loaded.errors)


def waits_for(claim: Claim, loaded: Books) -> FileFault | None:
    """The first fault that a claim has to wait for: of its year, or of one before."""
    faults = [
        (year, fault)
        for fault, (slug, year) in loaded.of_one.items()
        if slug == claim.cooperation.slug and year <= claim.year
    ]
    return min(faults)[1] if faults else None


def without_waiting(
    drafts: Sequence[Draft], loaded: Books, year: int, only: str | None
) -> tuple[list[Draft], list[Text]]:
    """The claims that can be made, and what waits.

    Args:
        drafts: All that is asked for.
        loaded: The books.
        year: The year that is claimed for.
        only: Slug of the one cooperation that is asked for.
    """
    made = [draft for draft in drafts if waits_for(draft.claim, loaded) is None]
    cooperations = loaded.settled.agreement.cooperations
    told = [
        Text(
            "{cooperation}: ingenting kreves for {year} eller senere før feilen i"
            " {file}:{line} er rettet.",
            cooperation=cooperations[slug].title,
            year=of,
            file=Path(fault.path).name,
            line=fault.line,
        )
        for fault, (slug, of) in sorted(loaded.of_one.items())
        if of <= year and only in {None, slug}
    ]
    return made, told


def without_unapproved(
    drafts: Sequence[Draft], loaded: Books
) -> tuple[list[Draft], list[Text], list[Text]]:
    """The claims that can be made, why others wait, and what else lacks attestation.

    What is paid on account rests on the budget, and waits for no voucher.
    """
    ends: dict[str, set[date]] = defaultdict(set)
    for draft in drafts:
        claim = draft.claim
        if _is_settlement(claim):
            ends[claim.cooperation.slug].add(claim.end)
    stopped: set[tuple[str, date]] = set()
    refused: list[Text] = []
    listed: list[Text] = []
    for slug in sorted(ends):
        seen: set[int] = set()
        for end in sorted(ends[slug]):
            found, is_stopped = lacking_for(
                loaded.entries, loaded.settled.agreement, Step.CLAIM, slug, end
            )
            new = [each for each in found if id(each.voucher.entry) not in seen]
            seen |= {id(each.voucher.entry) for each in found}
            (refused if is_stopped else listed).extend(told(new, is_stopped=is_stopped))
            if is_stopped:
                stopped.add((slug, end))
    kept = [
        draft
        for draft in drafts
        if not _is_settlement(draft.claim)
        or (draft.claim.cooperation.slug, draft.claim.end) not in stopped
    ]
    return kept, refused, listed


def objected_to(drafts: Sequence[Draft], loaded: Books) -> list[Text]:
    """The open objections to the years that are about to be settled.

    Nothing is held back by them: whoever reads it can answer no, or claim the others
    alone.  What is paid on account rests on the budget.
    """
    settled = [draft.claim for draft in drafts if _is_settlement(draft.claim)]
    years = {(claim.cooperation.slug, claim.year) for claim in settled}
    agreement = loaded.settled.agreement
    found = [each for each in objections(loaded.entries, agreement) if each.is_open]
    if not years or not found:
        return []
    written = claims(loaded.entries, agreement)
    carried = carried_years(loaded.entries, agreement, claimed=True)
    return [
        Text(
            "{cooperation}: innsigelsen {id} fra {payer} mot {what} er åpen ({amount})."
            " Avregningen for {year} kreves med det den gjelder.",
            cooperation=agreement.cooperations[slug].title,
            id=each.id,
            payer=each.payer.name,
            what=each.what,
            amount=Text("beløp ikke oppgitt")
            if each.amount is None
            else Text("{amount} kr", amount=each.amount),
            year=year,
        )
        for slug, year in sorted(years)
        for each in of_year(
            slug,
            year,
            found,
            written,
            carried[agreement.cooperations[slug].account, year],
        )
    ]


def _is_settlement(claim: Claim) -> bool:
    return claim.kind is not ClaimKind.ADVANCE and not claim.instalment
