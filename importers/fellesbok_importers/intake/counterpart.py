"""The books of another party, read to be held against ours (*motpartens regnskap*).

Read by the same readers and profiles as vouchers that are booked: bounded, and refused
whole with every fault.  Nothing is placed or booked.  Of a document only the lines that
are asked for are kept, so that a large one takes little memory.

Offered as the entry point ``counterpart`` in the group ``fellesbok.readers``.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.messages import Text
from fellesbok.reconciling import CannotReadError
from fellesbok.reconciling import TheirBooks
from fellesbok.reconciling.records import TheirLine
from fellesbok_importers.documents.saft import SaftReader
from fellesbok_importers.documents.saft import is_saft
from fellesbok_importers.documents.saft import software_of
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.faults import must_be_readable
from fellesbok_importers.intake.registry import importers
from fellesbok_importers.intake.taking_in import identify
from fellesbok_importers.profiles import find_profile
from fellesbok_importers.profiles.art_forms import Art
from fellesbok_importers.profiles.art_forms import ArtForms
from fellesbok_importers.rows.told import unread
from fellesbok_importers.vouchers.from_saft import OWN
from fellesbok_importers.vouchers.from_table import VoucherImporter
from fellesbok_importers.vouchers.writing import read_vouchers

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.filing.folder import Books
    from fellesbok.reconciling.picking import Picking
    from fellesbok_importers.documents.saft_lines import SaftLine
    from fellesbok_importers.documents.saft_lines import SaftVoucher
    from fellesbok_importers.profiles import Profile

_ART_DIGITS = 3
PRESET = "saft"
_USES = ("vouchers", "saft")


def read(path: Path, books: Books, wanted: Picking, language: str) -> TheirBooks:
    """What a file of another party holds of what is wanted.

    Args:
        path: The file: SAF-T, or CSV or XLSX by a profile.
        books: Our own, whose folder has the profiles.
        wanted: Which lines are kept, and by which profile the file is read.
        language: Of the faults.

    Raises:
        CannotReadError: The file is refused; holds every fault with its line.
    """
    try:
        must_be_readable(path)
        profile = _profile(path, books, wanted)
        lines = _Kept(wanted)
        if profile.use == "saft":
            return _of_saft(path, books, profile, lines)
        return _of_rows(path, profile, lines)
    except RejectedError as error:
        shown = [fault.shown(language) for fault in error.faults]
        raise CannotReadError(shown) from None


def _profile(path: Path, books: Books, wanted: Picking) -> Profile:
    """The profile that is named, or the one that knows the file.

    Raises:
        RejectedError: None or several do, or it is of another municipality's files.
    """
    if is_saft(str(path)) and software_of(str(path)) == OWN:
        text = Text("Filen er vår egen eksport, og ikke kommunens regnskap.")
        raise RejectedError.of(path, text, OWN, column="SoftwareID")
    if wanted.profile is not None:
        profile = find_profile(wanted.profile, books.root)
    else:
        profile = _knowing(path, books, wanted)
    if profile.use not in _USES:
        text = Text("Profilen skal være for bilag (use: vouchers) eller SAF-T.")
        raise RejectedError.of(path, text, profile.use, column="use")
    host = profile.booking.host
    if host not in {None, wanted.municipality}:
        text = Text("Profilen er for filer fra en annen kommune (booking.host).")
        raise RejectedError.of(path, text, host or "", column="host")
    return profile


def _knowing(path: Path, books: Books, wanted: Picking) -> Profile:
    """The profile that knows the file: the municipality's own before those of anybody.

    Raises:
        RejectedError: None or several do.
    """
    known = [i for i in importers(books) if isinstance(i, VoucherImporter)]
    for host in (wanted.municipality, None):
        own = [i for i in known if i.profile.booking.host == host]
        found = [i for i in own if i.identify(str(path))]
        if len(found) == 1:
            return found[0].profile
        if found:
            break
    else:
        found = []
        if is_saft(str(path)):
            return find_profile(PRESET)
    importer: Any = identify(path, found)
    profile: Profile = importer.profile
    return profile


@dataclass
class _Kept:
    """The lines that are kept, and what there was besides."""

    wanted: Picking
    lines: list[TheirLine] = field(default_factory=list)
    payables: list[TheirLine] = field(default_factory=list)
    years: set[int] = field(default_factory=set)
    has_ansvar: bool = False

    def take(self, line: TheirLine, *, has_ansvar: bool) -> None:
        """Keep a line, if it is asked for."""
        self.years.add(line.year)
        if has_ansvar and not self.has_ansvar:
            # Lines without one are balance, as soon as others have one.
            self.has_ansvar = True
            self.lines.clear()
        if line.code.startswith(self.wanted.payables or ("\0",)):
            self.payables.append(line)
        elif has_ansvar:
            if self.wanted.keeps(line):
                self.lines.append(line)
        elif not self.has_ansvar and self.wanted.keeps_by_art(line):
            self.lines.append(line)

    def books(
        self, path: str, organisation: tuple[str, int | None], told: tuple[Text, ...]
    ) -> TheirBooks:
        """What the file holds."""
        if not self.has_ansvar:
            told = (
                *told,
                Text(
                    "Ingen linje har et ansvar, så linjer på andre arter enn de valgte"
                    " er ikke sett på."
                ),
            )
        return TheirBooks(
            path,
            *organisation,
            tuple(self.lines),
            tuple(self.payables),
            tuple(sorted(self.years)),
            told,
        )


def _of_rows(path: Path, profile: Profile, kept: _Kept) -> TheirBooks:
    """A file of rows.

    Raises:
        RejectedError: Something is not as the profile says.
    """
    file = read_vouchers(str(path), profile)
    operations = {"", *profile.booking.operations}
    for voucher in file.vouchers:
        number = "-".join(filter(None, (voucher.series, voucher.number)))
        for line in voucher.lines:
            if line.account_class in operations or kept.wanted.payables:
                of_operations = line.account_class in operations
                kept.take(
                    TheirLine(
                        line.row,
                        number,
                        voucher.day,
                        voucher.year,
                        line.code or line.art,
                        line.art[:_ART_DIGITS],
                        line.payee,
                        line.text,
                        "",
                        line.amount,
                    ),
                    has_ansvar=bool(line.ansvar) and of_operations,
                )
    return kept.books(str(path), ("", None), (*file.told, *unread(str(path), profile)))


def _of_saft(path: Path, books: Books, profile: Profile, kept: _Kept) -> TheirBooks:
    """A SAF-T document.

    Raises:
        RejectedError: Something is not as it should be.
    """
    reader = SaftReader(str(path), books.agreement.currency)
    meaning = _Meaning(reader, profile)
    for voucher in reader.vouchers():
        for line in voucher.lines:
            art, has_ansvar = meaning.of(line, voucher)
            if art.account_class in {"", *profile.booking.operations}:
                kept.take(_their(voucher, line, art), has_ansvar=has_ansvar)
    asked = (meaning.arts if kept.has_ansvar else meaning.others).asked()
    if asked is not None:
        reader.reject(asked.row, "AccountID", asked.code, asked.text)
    if reader.faults:
        raise RejectedError(reader.faults)
    return kept.books(str(path), reader.organisation, ())


class _Meaning:
    """What the lines of a document are by a profile: their art, and of operations."""

    def __init__(self, reader: SaftReader, profile: Profile) -> None:
        self._reader = reader
        saft = profile.saft
        self._by_group = saft is not None and saft.art == "grouping_code"
        words = saft.dimensions.ansvar if saft is not None else []
        self._centres = {word.casefold() for word in words}
        self.others = ArtForms(profile.booking)
        self.arts = ArtForms(profile.booking)

    def of(self, line: SaftLine, voucher: SaftVoucher) -> tuple[Art, bool]:
        """The art of a line, and whether it has an ansvar; one without an art is noted.

        Accounts of lines without an ansvar are mostly of the balance, and no arts.
        """
        code = line.account
        if self._by_group:
            code = self._reader.accounts.get(line.account, "")
        if not any(self._is_centre(analysis.kind) for analysis in line.analyses):
            art = self.others.read(code, line.row)
            return (Art(code, "", "") if art.fault is not None else art), False
        art = self.arts.read(code, line.row)
        if art.fault is not None:
            said = Text("Bilag {number}: {text}", number=voucher.number, text=art.fault)
            self._reader.reject(line.row, "art", code, said)
        return art, True

    def _is_centre(self, kind: str) -> bool:
        """Whether a type of dimension is the ansvar, by its code or its name."""
        title = self._reader.dimensions.get(kind, "")
        return bool({kind.casefold(), title.casefold()} & self._centres)


def _their(voucher: SaftVoucher, line: SaftLine, art: Art) -> TheirLine:
    """A line with what its voucher says of it."""
    said = dict.fromkeys((line.text, " ".join(voucher.text.split())))
    return TheirLine(
        line.row,
        "-".join(filter(None, (voucher.journal, voucher.number))),
        voucher.day,
        voucher.year,
        line.account,
        art.art[:_ART_DIGITS],
        line.party,
        " – ".join(filter(None, said)),
        line.reference,
        line.amount,
    )
