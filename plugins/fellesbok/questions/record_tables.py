"""The records of all subjects that can be asked for by name: questions and exports.

A table is what a subject gives to programs, by the fields of its record; so what a
subject adds to its record can be asked for with no word said here.  This module knows
no query language.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.accruals import for_programs as accrued
from fellesbok.agreement import for_programs as agreed
from fellesbok.budgets import for_programs as budgeted
from fellesbok.claims import for_programs as claimed
from fellesbok.claims import objected_for_programs as objected
from fellesbok.frozen import frozen
from fellesbok.funds import history
from fellesbok.grants import for_programs as granted
from fellesbok.lint import for_programs as audited
from fellesbok.objections.records import ObjectionRow
from fellesbok.sharing import for_programs as shared_out

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from fellesbok.entries.records import Entries
    from fellesbok.shared import Shared


@frozen
class RecordTable:
    """A subject's records under a name.

    Attributes:
        name: What is asked for.
        record: A frozen dataclass or a named tuple; each field a truth, a day, a
            ``Decimal`` of kroner or per cent, a ``Quantity`` of a unit, a
            ``Fraction``, a whole number, a text or a tuple of texts, or
            ``None`` where it may be blank.
        given_by: What gives the records, out of the entries that are asked and what it
            knows.
        knows: What that is, besides the entries.
        asks_all: Whether it is also given all entries, since of a part it would tell
            what is not so.
    """

    name: str
    record: type
    given_by: Callable[..., Iterable[Any]]
    knows: Callable[[Shared], tuple[object, ...]]
    asks_all: bool = False

    @cached_property
    def columns(self) -> dict[str, str]:
        """The fields and their types as they are written, the year first if it is one.

        What may be blank is of the same type: ``Decimal``, and not ``Decimal | None``.
        """
        told: dict[str, Any] = self.record.__annotations__
        names = sorted(told, key=lambda name: name != "year")
        return {name: _type_of(told[name]) for name in names}

    def rows(self, entries: Entries, shared: Shared, whole: Entries) -> Iterable[Any]:
        """The records of the entries, which may be a part of the ``whole`` books."""
        known = self.knows(shared)
        return self.given_by(entries, *known, *([whole] if self.asks_all else []))


def _type_of(told: object) -> str:
    """The type of a field as it is written, without where it is from or ``None``."""
    written = str(getattr(told, "__forward_arg__", told)).removeprefix("dt.")
    return written.removesuffix(" | None")


def as_text(value: object) -> object:
    """A value where there are no fractions and no lists: exact text in their place."""
    if isinstance(value, Fraction):
        return str(value)
    return "; ".join(value) if isinstance(value, tuple) else value


def nothing(_shared: Shared) -> tuple[object, ...]:
    """Entries alone tell it."""
    return ()


def agreement(shared: Shared) -> tuple[object, ...]:
    """The agreements tell the rest."""
    return (shared.agreement,)


def everything(shared: Shared) -> tuple[object, ...]:
    """What the plugin kept tells the rest."""
    return (shared,)


TABLES = (
    RecordTable(
        "budget_vs_accounts",
        budgeted.AccountLine,
        budgeted.budget_vs_accounts,
        agreement,
    ),
    RecordTable("budget_totals", budgeted.KindTotal, budgeted.budget_totals, agreement),
    RecordTable(
        "allocations",
        shared_out.Allocation,
        objected.allocations,
        agreement,
        asks_all=True,
    ),
    RecordTable(
        "corrections",
        shared_out.CarriedCorrection,
        objected.corrections,
        agreement,
        asks_all=True,
    ),
    RecordTable(
        "budget_allocations",
        budgeted.PayerPart,
        budgeted.budget_allocations,
        everything,
    ),
    RecordTable(
        "findings", audited.ListedFinding, audited.findings, everything, asks_all=True
    ),
    RecordTable(
        "settlement_notes",
        shared_out.ToldNote,
        shared_out.settlement_notes,
        nothing,
    ),
    RecordTable("grants", budgeted.ExpectedGrant, budgeted.grants, agreement),
    RecordTable("grant_clock", granted.GrantClock, granted.grant_clock, agreement),
    RecordTable("funds", history.FundYear, history.fund_history, agreement),
    RecordTable("in_kind", granted.InKindWork, granted.in_kind, agreement),
    RecordTable(
        "claims", claimed.WrittenClaim, claimed.claims, agreement, asks_all=True
    ),
    RecordTable(
        "outstanding_claims", claimed.OpenClaim, claimed.outstanding_claims, everything
    ),
    RecordTable("payments", claimed.PaidAmount, claimed.payments, agreement),
    RecordTable(
        "payment_plan",
        claimed.PlannedInstalment,
        claimed.payment_plan,
        everything,
        asks_all=True,
    ),
    RecordTable("settlements", claimed.SettledShare, claimed.settlements, agreement),
    RecordTable(
        "objections", ObjectionRow, objected.told_objections, agreement, asks_all=True
    ),
    RecordTable("accruals", accrued.Incurred, accrued.accruals, agreement),
    RecordTable("terms", shared_out.Terms, shared_out.terms, agreement),
    RecordTable("inhabitants", agreed.Inhabitants, agreed.inhabitants_told, agreement),
)
