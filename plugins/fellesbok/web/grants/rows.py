"""The grants that a page shows, each with its years, warnings and deadlines.

The figures are those of ``fellesbok.grants.standing``, of all vouchers that the reader
may read.  The time filter chooses the day; the other filters choose among grants and
never take a part of one away, as a part of a grant's money means nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fellesbok.agreement.deadlines import deadlines
from fellesbok.grants.standing import grant_stands
from fellesbok.grants.standing import grant_years
from fellesbok.grants.warnings import grant_warnings
from fellesbok.messages import Text
from fellesbok.web.frame.asked import CannotShowError

if TYPE_CHECKING:
    from datetime import date

    from fellesbok.agreement.deadlines import Due
    from fellesbok.agreement.grant_terms import Grant
    from fellesbok.agreement.model import Cooperation
    from fellesbok.grants.standing import GrantStand
    from fellesbok.grants.standing import GrantYear
    from fellesbok.grants.warnings import GrantWarning
    from fellesbok.web.frame.asked import Asked

NOT_STATED = Text("ikke oppgitt")


@dataclass(frozen=True)
class GrantRow:
    """One grant on a day.

    Attributes:
        stand: Where it stands at the end of the day.
        cooperation: Whose it is.
        grantor: The name of who gives it.
        years: Its years until then.
        warnings: What goes wrong with it.
        dues: Its deadlines, by day.
    """

    stand: GrantStand
    cooperation: Cooperation
    grantor: str
    years: tuple[GrantYear, ...]
    warnings: tuple[GrantWarning, ...]
    dues: tuple[Due, ...]

    @property
    def grant(self) -> Grant:
        """The terms."""
        return self.stand.grant

    @property
    def day(self) -> date:
        """The day."""
        return self.stand.day

    @property
    def next_due(self) -> Due | None:
        """The first deadline that is open and has not passed."""
        coming = [d for d in self.dues if d.is_open_on(self.day) and d.day >= self.day]
        return coming[0] if coming else None


def grant_rows(asked: Asked, day: date) -> list[GrantRow]:
    """Every grant that the filters leave, in the order of the agreements."""
    agreement = asked.shared.agreement
    years = grant_years(asked.all_entries, agreement, day)
    found = grant_warnings(asked.all_entries, agreement, day)
    due = deadlines(agreement)
    rows = []
    for stand in grant_stands(asked.all_entries, agreement, day):
        grant = stand.grant
        row = GrantRow(
            stand,
            agreement.cooperations[grant.cooperation],
            agreement.payer(grant.grantor).name,
            tuple(y for y in years if y.grant.slug == grant.slug),
            tuple(w for w in found if w.grant.slug == grant.slug),
            tuple(d for d in due if d.slug == grant.slug),
        )
        if _is_left(row, asked):
            rows.append(row)
    return rows


def row_of(rows: list[GrantRow], wanted: str) -> GrantRow:
    """The grant with a slug or a title.

    Raises:
        CannotShowError: There is none such among them.
    """
    for row in rows:
        if wanted.casefold() in {row.grant.slug, row.grant.title.casefold()}:
            return row
    raise CannotShowError(
        Text(
            "Ukjent tilskudd «{name}». Kjente: {known}.",
            name=wanted,
            known=", ".join(row.grant.slug for row in rows) or Text("ingen"),
        ),
        wrong="tilskudd",
    )


def _is_left(row: GrantRow, asked: Asked) -> bool:
    """Whether the filters on account and text leave something that is drawn of it."""
    if not asked.filters.keys() - {"time"}:
        return True
    left = {id(entry) for entry in asked.as_written}
    return any(id(d.entry) in left for year in row.years for d in year.drawings)
