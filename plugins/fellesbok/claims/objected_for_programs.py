"""Objections as programs read them (*innsigelser*), and beside shares and corrections.

The fields are the keys of JSON, and the columns of questions and exports.  Objections
are read from all entries that a reader may read: of a part of them an answered one
would be told as open.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import TypeVar

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

Row = TypeVar("Row", "Allocation", "CarriedCorrection")


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
    told = shared_out.allocations(entries, agreement, year)
    of = shown_shares(statement.shares(entries, year))
    return _with_open(told, of, whole, agreement)


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
    told = shared_out.corrections(entries, year)
    of = shown_shares((), statement.corrections(entries, year))
    return _with_open(told, of, whole, agreement)


def _with_open(
    told: Iterable[Row], of: Iterable[ShareYear], whole: Entries, agreement: Agreement
) -> Iterator[Row]:
    """Rows with the ids of the open objections to the share that each is of."""
    found = objected_shares(whole, agreement).by_share
    for each, share in zip(told, of, strict=True):
        ids = tuple(one.id for one in found.get(share, ()) if one.is_open)
        yield replace(each, objections=ids)
