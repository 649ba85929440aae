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
from fellesbok.approvals.lacking import RestsOn
from fellesbok.approvals.lacking import approvals_behind
from fellesbok.approvals.lacking import lacking_of
from fellesbok.approvals.lacking import told
from fellesbok.approvals.lacking import unread_documents
from fellesbok.claims import claims
from fellesbok.claims.tied import waiting_for
from fellesbok.claims.years_held import last_shared
from fellesbok.claims.years_held import since_even
from fellesbok.claims.years_held import years_of
from fellesbok.claims.years_taken_along import rests_on
from fellesbok.closing.writing import open_in
from fellesbok.entries.claim import ClaimKind
from fellesbok.messages import Text
from fellesbok.objections import objections
from fellesbok.objections.concerned import of_years

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.approvals import VoucherApproval
    from fellesbok.books import Books
    from fellesbok.claims.ready import Draft
    from fellesbok.claims.tied import Waiting
    from fellesbok.entries.claim import Claim
    from fellesbok.errors import FileFault
    from fellesbok.objections import Objection


def stops_all(loaded: Books) -> bool:
    """Whether a fault may touch more than one cooperation's year."""
    return any(fault not in loaded.of_one for fault in loaded.errors)


def waits_for(claim: Claim, loaded: Books) -> FileFault | None:
    """The first fault that a claim has to wait for: of its year, or of one before."""
    slug = claim.cooperation.slug
    waiting = (e for e in waiting_in(loaded) if e.slug == slug and e.year <= claim.year)
    return next((each.fault for each in waiting), None)


def waiting_in(loaded: Books) -> tuple[Waiting, ...]:
    """Who waits for the errors that are of one cooperation's year alone."""
    agreement = loaded.settled.agreement
    return waiting_for(loaded.of_one, loaded.entries, agreement)


def closing_waits(loaded: Books, year: int, named: Sequence[str]) -> Iterator[Text]:
    """Why a year is not closed: an error of it, or of a year before it.

    A year that cannot be shared is among what would be closed, and is never left out of
    it unsaid.

    Args:
        loaded: The books.
        year: The year.
        named: Slugs of the cooperations; all that are open where there are none.
    """
    shared = loaded.settled
    closed = {c.cooperation.slug for c in shared.closed if c.year == year}
    with_faults = {slug for slug, of in loaded.of_one.values() if of == year}
    asked = named or {*open_in(loaded.entries, shared, year), *with_faults} - closed
    for each in waiting_in(loaded):
        if each.slug in asked and each.year <= year:
            yield _told_of(
                each,
                "{cooperation} {year} avsluttes ikke før feilen i {file}:{line} er"
                " rettet. Andre samarbeid avsluttes hver for seg: --cooperation.",
                "{cooperation} {year} avsluttes ikke før feilen i {file}:{line} er"
                " rettet: den gjelder {of}, og dermed {cooperation}. {why} Andre"
                " samarbeid avsluttes hver for seg: --cooperation.",
                year,
                shared.agreement,
            )


def first_waiting(waiting: Iterable[Waiting]) -> dict[str, int]:
    """By cooperation (slug), the first year that waits."""
    found: dict[str, int] = {}
    for each in waiting:
        found[each.slug] = min(each.year, found.get(each.slug, each.year))
    return found


def told_waiting(
    waiting: Iterable[Waiting], agreement: Agreement, year: int, only: str | None
) -> list[Text]:
    """What nothing is claimed of, and for which error it waits.

    Args:
        waiting: Who waits.
        agreement: The agreements.
        year: The year that is claimed for.
        only: Slug of the one cooperation that is asked for.
    """
    return [
        _told_of(
            each,
            "{cooperation}: ingenting kreves for {year} eller senere før feilen i"
            " {file}:{line} er rettet.",
            "{cooperation}: ingenting kreves for {year} eller senere før feilen i"
            " {file}:{line} er rettet: den gjelder {of}, og dermed {cooperation}."
            " {why}",
            each.year,
            agreement,
        )
        for each in waiting
        if each.year <= year and only in {None, each.slug}
    ]


def _told_of(
    each: Waiting, of_its_own: str, of_another: str, year: int, agreement: Agreement
) -> Text:
    """What waits for what, in one of two wordings."""
    slug, of = each.of
    names = agreement.cooperations
    said = {
        "cooperation": names[each.slug].title,
        "year": year,
        "file": Path(each.fault.path).name,
        "line": each.fault.line,
    }
    if each.tie is None:
        return Text(of_its_own, **said)
    why = each.tie.why(agreement)
    return Text(of_another, of=f"{names[slug].title} {of}", why=why, **said)


def without_unapproved(
    drafts: Sequence[Draft], loaded: Books
) -> tuple[list[Draft], list[Text], list[Text]]:
    """The claims that can be made, why others wait, and what else lacks attestation.

    What is paid on account rests on the budget, and waits for no voucher.
    """
    agreement = loaded.settled.agreement
    known: dict[tuple[str, tuple[RestsOn, ...]], bool] = {}
    found: dict[tuple[str, bool], dict[int, VoucherApproval]] = defaultdict(dict)
    rested_on: dict[str, dict[int, VoucherApproval]] = defaultdict(dict)
    for draft in filter(_is_of_shares, drafts):
        slug, parts = draft.claim.cooperation.slug, _rests_on(draft)
        if (slug, parts) in known:
            continue
        behind = approvals_behind(loaded.entries, agreement, slug, parts)
        lacking, is_stopped = lacking_of(behind, Step.CLAIM)
        known[slug, parts] = is_stopped
        found[slug, is_stopped] |= {id(each.voucher.entry): each for each in lacking}
        rested_on[slug] |= {id(each.voucher.entry): each for each in behind}
    said: dict[bool, list[Text]] = {True: [], False: []}
    for slug in sorted(rested_on):
        said[False] += unread_documents(rested_on[slug].values())
    for (slug, is_stopped), those in sorted(found.items()):
        waiting = found.get((slug, True), {}) if not is_stopped else {}
        new = [each for id_, each in those.items() if id_ not in waiting]
        said[is_stopped] += told(new, is_stopped=is_stopped)
    kept = [
        draft
        for draft in drafts
        if not _is_of_shares(draft)
        or not known[draft.claim.cooperation.slug, _rests_on(draft)]
    ]
    return kept, said[True], said[False]


def _rests_on(draft: Draft) -> tuple[RestsOn, ...]:
    """The vouchers behind what a settlement asks for, year by year."""
    claim = draft.claim
    last = {claim.year: claim.end, **last_shared(since_even(draft.moved))}
    return rests_on(last, claim.end, claim.host.slug)


def objected_to(
    drafts: Sequence[Draft], loaded: Books, waiting: Iterable[Objection] = ()
) -> list[Text]:
    """What is objected to in the years that are about to be settled, and not settled.

    Nothing is held back by it: whoever reads it can answer no, or claim the others
    alone.  What is paid on account rests on the budget.

    Args:
        drafts: The claims that are about to be made.
        loaded: The books.
        waiting: What is objected to and lies in the inbox.
    """
    asked: dict[tuple[str, int], set[int]] = defaultdict(set)
    for draft in drafts:
        claim = draft.claim
        if _is_of_shares(draft):
            years = {claim.year, *years_of(draft.moved)}
            asked[claim.cooperation.slug, claim.year] |= years
    agreement = loaded.settled.agreement
    known = (*objections(loaded.entries, agreement), *waiting)
    found = [each for each in known if each.holds_back]
    if not asked or not found:
        return []
    written = claims(loaded.entries, agreement)
    return [
        Text(
            "{cooperation}: {payer} har innsigelse mot {what}, {amount} ({mark})."
            " Avregningen for {year} kreves med det den gjelder.",
            cooperation=agreement.cooperations[slug].title,
            payer=each.payer.name,
            what=each.what,
            mark=each.mark,
            amount=Text("beløp ikke oppgitt")
            if each.amount is None
            else Text("{amount} kr", amount=each.amount),
            year=year,
        )
        for (slug, year), years in sorted(asked.items())
        for each in of_years(slug, years, found, _claims_of(slug, years, written))
    ]


def _claims_of(slug: str, years: Collection[int], written: Sequence[Claim]) -> set[str]:
    """The numbers of a cooperation's claims for some years."""
    of = (claim for claim in written if claim.cooperation.slug == slug)
    return {claim.id for claim in of if claim.year in years}


def _is_of_shares(draft: Draft) -> bool:
    """Whether a claim asks for shares; what is paid on account rests on the budget."""
    claim = draft.claim
    return claim.kind is not ClaimKind.ADVANCE and not claim.instalment
