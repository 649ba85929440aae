"""The grants that a page shows.

The figures are those of ``fellesbok.grants``, of all vouchers that the reader may read.
The time filter chooses the day; the other filters choose among grants and never take a
part of one away, as a part of a grant's money means nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.grants.records import grants_on
from fellesbok.messages import Text
from fellesbok.web.frame import CannotShowError

if TYPE_CHECKING:
    from datetime import date

    from fellesbok.grants.records import GrantOnDay
    from fellesbok.web.frame import Asked


def grant_rows(asked: Asked, day: date) -> list[GrantOnDay]:
    """Every grant that the filters leave, in the order of the agreements."""
    rows = grants_on(asked.all_entries, asked.shared.agreement, day)
    return [row for row in rows if _is_left(row, asked)]


def row_of(rows: list[GrantOnDay], wanted: str) -> GrantOnDay:
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


def _is_left(row: GrantOnDay, asked: Asked) -> bool:
    """Whether the filters on account and text leave something that is drawn of it."""
    if not asked.is_narrowed:
        return True
    left = {id(entry) for entry in asked.as_written}
    return any(id(d.voucher.entry) in left for year in row.years for d in year.drawings)
