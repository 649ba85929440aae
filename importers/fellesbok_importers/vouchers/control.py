"""Holds the books against sums from elsewhere: account sums, or the KOSTRA file.

Compared are the sums per ansvar, funksjon and art (those of them that the file has) of
the costs and incomes that were read in with these codes.  The file may tell of much
that is none of the cooperations' business; what is compared is what the books have, and
what the file has on an ansvar of ours.  A sum in whole
thousands agrees within five hundred.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.entries.records import vouchers_in
from fellesbok.frozen import frozen
from fellesbok.messages import SOURCE_LANGUAGE
from fellesbok.messages import Text
from fellesbok.messages import show
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.profiles.column_schema import UNITS
from fellesbok_importers.rows.sheet import read_rows
from fellesbok_importers.rows.told import unread
from fellesbok_importers.rows.voucher_lines import LineReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.filing.folder import Books
    from fellesbok_importers.profiles import Profile

_CODES = ("ansvar", "funksjon", "art")
_KOSTRA_DIGITS = 3
_THOUSAND = Decimal(1000)
Sums = dict[tuple[str, ...], Decimal]


@frozen
class Agreed:
    """How many sums agree, and what of the file was not held against the books."""

    count: int
    told: tuple[Text, ...]


def hold_against(path: str, profile: Profile, books: Books, year: int) -> Agreed:
    """How many sums agree.

    Raises:
        RejectedError: The file cannot be read, or a sum does not agree; holds all.
    """
    thousands = UNITS[profile.amounts_in] != 1
    codes = [code for code in _CODES if getattr(profile.columns, code) is not None]
    rows: dict[tuple[str, ...], int] = {}
    stated, told = _stated(path, profile, codes, year, rows)
    booked = _booked(books, codes, year, thousands=thousands)
    ours = {
        c for coop in books.agreement.cooperations.values() for c in coop.cost_centres
    }
    wanted = {k for k in stated if codes[:1] == ["ansvar"] and k[0] in ours} | set(
        booked
    )
    faults = []
    for key in sorted(wanted):
        off = stated.get(key, ZERO) - booked.get(key, ZERO)
        if abs(off) > (_THOUSAND / 2 if thousands else ZERO):
            name = " ".join(f"{c} {v}" for c, v in zip(codes, key, strict=True))
            expected = Text(
                "Bøkene har {sum} på {name}.", sum=booked.get(key, ZERO), name=name
            )
            found = show(stated.get(key, ZERO), SOURCE_LANGUAGE)
            faults.append(Fault(path, rows.get(key), None, found, expected, off))
    if faults:
        raise RejectedError(faults)
    return Agreed(len(wanted), told)


def _stated(
    path: str,
    profile: Profile,
    codes: Sequence[str],
    year: int,
    rows: dict[tuple[str, ...], int],
) -> tuple[Sums, tuple[Text, ...]]:
    """The sums of the file in kroner, with the first row of each, and what is told."""
    reader = LineReader(path, profile)
    unit = UNITS[profile.amounts_in]
    sums: Sums = {}
    others: Counter[str] = Counter()
    for row in reader.body(read_rows(path, profile)):
        finder = reader.finder
        of_class = finder.text(row, "account_class")
        if finder.has("account_class") and of_class not in profile.booking.operations:
            others[of_class] += 1
            continue
        if finder.has("year") and reader.year(row, None) != year:
            continue
        line = reader.line(row)
        if line is not None and not _is_operations(line.account_class, profile):
            others[line.account_class] += 1
        elif line is not None:
            key = tuple(getattr(line, code) for code in codes)
            rows.setdefault(key, line.row)
            sums[key] = sums.get(key, ZERO) + line.amount * unit
    if reader.faults:
        raise RejectedError(reader.faults)
    classes = tuple(
        Text(
            "{count} linjer i kontoklasse {name} er ikke drift og kontrolleres ikke.",
            count=count,
            name=name or "–",
        )
        for name, count in sorted(others.items())
    )
    return sums, (*classes, *reader.told(), *unread(path, profile))


def _is_operations(account_class: str, profile: Profile) -> bool:
    return not account_class or account_class in profile.booking.operations


def _booked(books: Books, codes: Sequence[str], year: int, *, thousands: bool) -> Sums:
    """The sums of the books, by the codes that the vouchers came in with."""
    sums: Sums = {}
    for voucher in vouchers_in(books.entries, year):
        for line in voucher.lines:
            if "art" not in line.meta or not line.account.startswith(("Exp", "Inc")):
                continue
            told = {"ansvar": _centre(line.account, books)} | dict(line.meta)
            digits = _KOSTRA_DIGITS if thousands else None
            key = tuple(str(told.get(code, ""))[:digits] for code in codes)
            sums[key] = sums.get(key, ZERO) + line.amount
    return sums


def _centre(account: str, books: Books) -> str:
    """The ansvar that an account tells, or blank."""
    _, component, *rest = account.split(":")
    cooperation = books.agreement.cooperation_by_account.get(component)
    known = cooperation.cost_centre_by_account if cooperation is not None else {}
    return next((known[part] for part in rest if part in known), "")
