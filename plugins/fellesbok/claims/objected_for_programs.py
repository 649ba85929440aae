"""Objections as programs read them (*innsigelser*), and beside shares and corrections.

The fields are the keys of JSON, and the columns of questions and exports.  Objections
are read from all entries that a reader may read: of a part of them an answered one
would be told as open.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fellesbok.claims.objected_shares import objected_shares
from fellesbok.claims.objected_shares import shown_shares
from fellesbok.claims.written import claims
from fellesbok.objections import objections
from fellesbok.objections.records import objection_row
from fellesbok.sharing import for_programs as shared_out
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from fellesbok.agreement import Agreement
    from fellesbok.claims.objected_shares import ShareYear
    from fellesbok.entries.records import Entries
    from fellesbok.objections import Objection
    from fellesbok.objections.records import ObjectionRow
    from fellesbok.sharing.for_programs import Allocation
    from fellesbok.sharing.for_programs import CarriedCorrection


def told_objections(
    entries: Entries, agreement: Agreement, whole: Entries
) -> Iterator[ObjectionRow]:
    """The objections that are made in the entries, each with its whole history.

    Args:
        entries: What is asked.
        agreement: The agreements.
        whole: All entries that the reader may read.
    """
    asked = {each.id for each in objections(entries, agreement)}
    found = [each for each in objections(whole, agreement) if each.id in asked]
    return objection_rows(found, whole, agreement)


def objection_rows(
    found: Iterable[Objection], entries: Entries, agreement: Agreement
) -> Iterator[ObjectionRow]:
    """Objections for programs; one to a claim has the claim's cooperation and year."""
    written = {claim.id: claim for claim in claims(entries, agreement)}
    return (objection_row(each, written.get(each.claim)) for each in found)


def allocations(
    entries: Entries, agreement: Agreement, whole: Entries, year: int | None = None
) -> Iterator[Allocation]:
    """What each payer is charged, with the open objections to its share of the year.

    Args:
        entries: What is asked.
        agreement: The agreements.
        whole: All entries that the reader may read.
        year: That of the shares; all if ``None``.
    """
    ids = _open_ids(whole, agreement)
    told = shared_out.allocations(entries, agreement, year)
    for each, of in zip(
        told, shown_shares(statement.shares(entries, year)), strict=True
    ):
        yield replace(each, objections=ids.get(of, ()))


def corrections(
    entries: Entries, agreement: Agreement, whole: Entries, year: int | None = None
) -> Iterator[CarriedCorrection]:
    """What closed years carry forward, with the open objections to what is corrected.

    Args:
        entries: What is asked.
        agreement: The agreements.
        whole: All entries that the reader may read.
        year: That which it is carried into; all if ``None``.
    """
    ids = _open_ids(whole, agreement)
    told = shared_out.corrections(entries, year)
    since = shown_shares((), statement.corrections(entries, year))
    for each, of in zip(told, since, strict=True):
        yield replace(each, objections=ids.get(of, ()))


def _open_ids(
    entries: Entries, agreement: Agreement
) -> dict[ShareYear, tuple[str, ...]]:
    """The ids of the open objections to each share."""
    found = objected_shares(entries, agreement).by_share
    return {
        share: tuple(each.id for each in objected if each.is_open)
        for share, objected in found.items()
    }
