"""The findings of a year that one payer can be asked, who reads a part of the books.

A municipality reads a part: the costs, grants, budgets, reports and terms of the
cooperations that it takes part in are whole there, and what others are charged, own or
have paid is left out.  It therefore gets the questions that rest on the former alone
(``ON_WHOLE_GROUNDS``).  Left out are those that are computed from what everybody pays
(financing against cost, grants as a remainder, funds, claims, the effect of an
assumption) and those that rest on stated figures of which one may be hidden.  Where a
cost or grant stands in a voucher that is shown without the lines of others, what such
vouchers say of themselves is not known, and sums of it (``ON_WHOLE_VOUCHERS``) are left
out too.  So is what counts the work that payers put in (``ON_ALL_WORK``), where each
sees its own alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.budgets.figures import COSTS
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.figures import place_of
from fellesbok.entries.records import vouchers_in
from fellesbok.entries.shielding import SHIELDED_FILE
from fellesbok.lint import lint

if TYPE_CHECKING:
    from fellesbok.agreement import Cooperation
    from fellesbok.entries.records import Entries
    from fellesbok.lint import AuditFinding
    from fellesbok.shared import Shared

ON_WHOLE_VOUCHERS = frozenset({"avrundet", "ikke-fakturert"})
ON_ALL_WORK = frozenset({"mangler-kostnad"})
ON_WHOLE_GROUNDS = (
    ON_WHOLE_VOUCHERS
    | ON_ALL_WORK
    | {
        "avvik",
        "del-av-aar",
        "egeninnsats",
        "flere-aar",
        "kommunenummer",
        "kontrollsum",
        "likt-budsjett",
        "mangler-budsjett",
        "mangler-rapport",
        "mangler-vert",
        "over-tilsagn",
        "overskudd-uten-eier",
        "rapportdato",
        "underdekning",
        "uten-noekkel",
    }
)
SUMS_OF_PAYERS = ("driftsstøtte", "egeninnsats")
"""What a stated sum is called that all payers have a part in."""


def findings_of(entries: Entries, shared: Shared, year: int) -> list[AuditFinding]:
    """Every finding of a year that the reader can be asked; who reads all, gets all."""
    return seen_by_reader(lint(entries, shared, year), entries, shared, year)


def seen_by_reader(
    found: list[AuditFinding], entries: Entries, shared: Shared, year: int
) -> list[AuditFinding]:
    """What of the findings rests on what the reader sees whole."""
    if shared.reader is None:
        return found
    cooperations = shared.agreement.cooperations.values()
    known = {c.slug for c in cooperations if takes_part_in(c, shared, year)}
    common = {c.slug for c in cooperations if shared.sees_all(c)}
    shielded = _shielded(entries, shared, year)
    return [
        f
        for f in found
        if f.cooperation in known
        and f.rule in ON_WHOLE_GROUNDS
        and not (f.rule in ON_WHOLE_VOUCHERS and f.cooperation in shielded)
        and (f.rule not in ON_ALL_WORK or f.cooperation in common)
        and not f.part.startswith(SUMS_OF_PAYERS)
    ]


def takes_part_in(cooperation: Cooperation, shared: Shared, year: int) -> bool:
    """Whether the reader is a member, host or charged in the year itself."""
    results = (*shared.results, *shared.budget_results)
    return any(
        (r.cooperation.slug, r.year) == (cooperation.slug, year) for r in results
    ) or any(
        shared.reader == version.host or shared.reader in (version.participants or ())
        for version in cooperation.versions_in(year)
    )


def _shielded(entries: Entries, shared: Shared, year: int) -> set[str]:
    """The cooperations with costs or grants in vouchers shown without some lines."""
    agreement = shared.agreement
    places = [
        place_of(line.account, agreement)
        for voucher in vouchers_in(entries, year)
        if voucher.place[0] == SHIELDED_FILE
        for line in voucher.lines
    ]
    return {
        agreement.cooperation_by_account[place[0]].slug
        for place in places
        if place is not None and place[1] in {*COSTS, Kind.GRANT}
    }
