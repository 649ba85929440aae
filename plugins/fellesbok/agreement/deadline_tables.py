"""Deadlines as a table (*frister*): what must be done by when, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.deadlines import DeadlineKind
from fellesbok.agreement.tables import COOPERATION
from fellesbok.agreement.tables import SEEN_FROM
from fellesbok.agreement.tables import STATUS
from fellesbok.agreement.tables import WHAT
from fellesbok.messages import Text
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables.targets import Agreement as AgreementPage
from fellesbok.tables.targets import Page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fellesbok.agreement.deadlines import Due
    from fellesbok.agreement.model import Agreement

DEADLINE = Column(Text("Frist"), Kind.DAY, "deadline")
TITLE = Column(Text("Gjelder"), name="title")
COLUMNS = (
    DEADLINE,
    WHAT,
    TITLE,
    COOPERATION,
    STATUS,
    SEEN_FROM,
)
OF_ONE_DAY = frozenset(column.name for column in COLUMNS) - {SEEN_FROM.name}
"""What is left to tell where the day that it is seen from is told already."""

NARROW = OF_ONE_DAY - {"cooperation"}
"""Where there is little width: what it is about tells whose it is."""

OF_ONE = frozenset({"deadline", "item", "status"})

OF_AGREEMENTS = frozenset(
    {
        DeadlineKind.INSTALMENT,
        DeadlineKind.EXPIRY,
        DeadlineKind.NOTICE,
        DeadlineKind.REVIEW,
    }
)
"""The kinds whose terms stand in an agreement, and not in a grant."""


def deadlines_table(found: Iterable[Due], agreement: Agreement, seen: date) -> Table:
    """A line a deadline, in the order given.

    Args:
        found: The deadlines.
        agreement: For the names of cooperations.
        seen: The day that it is seen from.
    """
    return Table(
        "frister",
        Text("Frister sett fra {day}", day=seen),
        COLUMNS,
        tuple(
            Line(
                (
                    Cell(due.day),
                    Cell(due.text),
                    Cell(due.title, _about(due)),
                    Cell(
                        agreement.cooperations[due.cooperation].title,
                        AgreementPage(due.cooperation),
                    ),
                    Cell(due.state_on(seen)),
                    Cell(seen),
                )
            )
            for due in found
        ),
    )


def _about(due: Due) -> Page | AgreementPage:
    """The grant, the agreement, or where objections stand beside claims."""
    if due.kind is DeadlineKind.ANSWER:
        return Page("Krav")
    if due.kind in OF_AGREEMENTS:
        return AgreementPage(due.slug)
    return Page("Tilskudd", (("tilskudd", due.slug),))
