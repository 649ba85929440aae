"""Whether a file can be read as a profile says, told from its first rows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok_importers.documents.saft import is_saft
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.rows.bank_columns import Cells
from fellesbok_importers.rows.body import HeadingRows
from fellesbok_importers.rows.columns import find_columns
from fellesbok_importers.rows.sheet import read_rows

if TYPE_CHECKING:
    from fellesbok_importers.profiles import Profile
    from fellesbok_importers.rows.headings import Headings

_MANY = 50


def fits(path: str, profile: Profile) -> bool:
    """Whether the beginning of a file can be read as the profile says."""
    if profile.use == "saft":
        return is_saft(path)
    if profile.use == "bank":
        return fits_table(path, profile)
    if profile.use == "totals" or not _is_of_kind(path, profile):
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


def fits_table(path: str, profile: Profile) -> bool:
    """Whether a file has the columns of a profile of a bank's table."""
    if profile.bank is None or profile.bank.columns is None:
        return False
    if not _is_of_kind(path, profile):
        return False
    faults: list[Fault] = []
    try:
        headings = _headings(path, profile)
    except RejectedError:
        return False
    Cells(path, profile, headings, faults)
    return bool(headings.rows) and not faults


def near_miss(path: str, profile: Profile) -> tuple[Fault, ...]:
    """Why a file that has most of a profile's columns cannot be read with it.

    Nothing where the file is of another kind altogether.
    """
    layout = profile.file
    if layout.header_row is None or not _is_of_kind(path, profile):
        return ()
    faults: list[Fault] = []
    try:
        headings = _headings(path, profile)
    except RejectedError as refused:
        return refused.faults if layout.kind == "xlsx" else ()
    if headings.rows:
        find = Cells if profile.use == "bank" else find_columns
        found = find(path, profile, headings, faults)
        if len(found.places) > len(faults):
            return tuple(faults)
    return ()


def _is_of_kind(path: str, profile: Profile) -> bool:
    """Whether the file is a sheet, or text, as the profile says."""
    is_sheet = path.lower().endswith((".xlsx", ".xlsm"))
    return is_sheet == (profile.file.kind == "xlsx")


def _headings(path: str, profile: Profile) -> Headings:
    """The names of the columns, of the rows that the profile says.

    Raises:
        RejectedError: The file cannot be read so far.
    """
    gathered = HeadingRows(profile.file)
    for row in read_rows(path, profile):
        if not gathered.takes(row):
            break
    return gathered.headings()


def _fits(rows: list[Any], path: str, profile: Profile) -> bool:
    layout = profile.file
    faults: list[Fault] = []
    if layout.header_row is not None:
        gathered = HeadingRows(layout)
        if not [row for row in rows if not gathered.takes(row)]:
            return False
        headings = gathered.headings()
        if headings.rows:
            find_columns(path, profile, headings, faults)
        return bool(headings.rows) and not faults
    return bool(rows) and all(
        layout.first_field is not None and row.cells[0] == layout.first_field
        for row in rows
    )
