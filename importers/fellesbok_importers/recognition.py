"""Whether a file can be read as a profile says, told from its first rows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok_importers.bank_table import fits_table
from fellesbok_importers.columns import find_columns
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.saft import is_saft
from fellesbok_importers.sheet import read_rows

if TYPE_CHECKING:
    from fellesbok_importers.profile import Profile

_MANY = 50


def fits(path: str, profile: Profile) -> bool:
    """Whether the beginning of a file can be read as the profile says."""
    if profile.use == "saft":
        return is_saft(path)
    if profile.use == "bank":
        return fits_table(path, profile)
    is_sheet = path.lower().endswith((".xlsx", ".xlsm"))
    if profile.use == "totals" or is_sheet != (profile.file.kind == "xlsx"):
        return False
    try:
        rows = []
        for row in read_rows(path, profile):
            rows.append(row)
            if len(rows) >= _MANY:
                break
        return _fits(rows, path, profile)
    except RejectedError:
        return False


def _fits(rows: list[Any], path: str, profile: Profile) -> bool:
    layout = profile.file
    faults: list[Fault] = []
    if layout.header_row is not None:
        heading = [row for row in rows if row.number == layout.header_row]
        if not heading:
            return False
        find_columns(path, profile, heading[0], faults)
        return not faults
    return bool(rows) and all(
        layout.first_field is not None and row.cells[0] == layout.first_field
        for row in rows
    )
