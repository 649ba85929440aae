"""SAF-T → vouchers, by a profile that says what each dimension is.

What happens then is what happens to every voucher export.  Of a voucher without any
ansvar only the number is kept, so that a large document takes little memory.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.contradictions import ContradictionError
from fellesbok.messages import SOURCE_LANGUAGE
from fellesbok.messages import Text
from fellesbok.messages import show
from fellesbok.unseen import first_unseen
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.documents.saft import SaftReader
from fellesbok_importers.documents.saft import is_saft
from fellesbok_importers.documents.saft import length_of
from fellesbok_importers.documents.saft import other_part
from fellesbok_importers.documents.saft import software_of
from fellesbok_importers.documents.saft import told
from fellesbok_importers.documents.saft_parts import part_of
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.profiles.account_codes import function_fault
from fellesbok_importers.profiles.art_forms import Art
from fellesbok_importers.profiles.art_forms import ArtForms
from fellesbok_importers.rows.line import Line
from fellesbok_importers.vouchers.from_table import VoucherImporter
from fellesbok_importers.vouchers.from_table import book
from fellesbok_importers.vouchers.writing import Voucher
from fellesbok_importers.vouchers.writing import VoucherFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from fellesbok_importers.documents.saft_lines import SaftLine
    from fellesbok_importers.documents.saft_lines import SaftVoucher
    from fellesbok_importers.documents.saft_parts import Numbered
    from fellesbok_importers.profiles import Profile
    from fellesbok_importers.profiles.art_forms import Asked
    from fellesbok_importers.profiles.column_schema import Saft
    from fellesbok_importers.vouchers.from_table import Booked
    from fellesbok_importers.vouchers.writing import Key

OWN = "fellesbok"
"""What our own documents say that they were made by."""

Part = tuple[str, "Decimal | None"]
"""A code, and how much of a line it has."""

_CODE = re.compile(r"[^\"\\]{0,70}")


class SaftImporter(VoucherImporter):
    """SAF-T of one profile, as beangulp, Fava and the shell use it."""

    kind = "saft"

    def identify(self, filepath: str) -> bool:
        """Whether the file seems to be SAF-T, and not one of our own."""
        return is_saft(filepath) and software_of(filepath) != OWN

    def date(self, filepath: str) -> date | None:
        """The last voucher date of the document."""
        found = SaftReader(filepath, self.agreement.currency).vouchers()
        return max((voucher.day for voucher in found), default=None)

    def length(self, filepath: str) -> int:
        """How many vouchers there are to watch."""
        return length_of(filepath)

    def booked(self, filepath: str) -> Booked:
        """The transactions and what was left out.

        Raises:
            RejectedError: Something in the document is not as it should be.
        """
        reader = SaftReader(filepath, self.agreement.currency)
        found = self.watch(reader.vouchers())
        file = saft_vouchers(found, reader, self.profile)
        return book(file, self.profile, self.agreement)


def saft_vouchers(
    found: Iterator[SaftVoucher], reader: SaftReader, profile: Profile
) -> VoucherFile:
    """The vouchers of a document.

    Raises:
        RejectedError: Something is not as the profile says; holds every fault.
    """
    if profile.saft is None:
        raise ContradictionError("SAF-T-oppsettet i profilen", {})
    meaning = _Meaning(reader, profile, profile.saft)
    days: dict[Key, int] = {}
    vouchers = []
    for read in found:
        voucher = meaning.voucher(read)
        key = voucher.series, voucher.year, voucher.number
        if key in days:
            expected = Text(
                "Bilag {number} står også på rad {row}. Et nummer brukes én gang.",
                number=voucher.number,
                row=days[key],
            )
            reader.reject(read.row, "TransactionID", voucher.number, expected)
        days.setdefault(key, read.row)
        vouchers.append(voucher)
    _in_other_parts(reader, meaning, days)
    if not reader.faults and not vouchers:
        reader.reject(None, None, "", Text("Filen har ingenting som kan føres."))
    asked = meaning.asked()
    if asked is not None:
        reader.reject(asked.row, "AccountID", asked.code, asked.text)
    if not reader.faults and not meaning.has_ansvar:
        reader.reject(None, "AnalysisType", "", meaning.no_ansvar())
    if reader.faults:
        raise RejectedError(reader.faults)
    sums = reader.transactions
    return VoucherFile(reader.path, tuple(vouchers), sums.debit, sums.credit, sums.rows)


def _in_other_parts(
    reader: SaftReader, meaning: _Meaning, rows: Mapping[Key, int]
) -> None:
    """Numbers that another part of the export has too, as far as the parts are there.

    Read one after the other, the second would take the place of the first.  A part that
    cannot be read is told of where it is read itself.
    """
    part = part_of(reader.path)
    if part is None or reader.faults:
        return
    for path in filter(Path.is_file, part.others):
        for read in other_part(path, reader.currency).numbers:
            key = meaning.key(read)
            if key in rows:
                expected = Text(
                    "Bilag {number} står også i {name}, rad {row}. Et nummer brukes én"
                    " gang.",
                    number=read.number,
                    name=path.name,
                    row=read.row,
                )
                reader.reject(rows[key], "TransactionID", read.number, expected)


class _Meaning:
    """What the lines of a document mean by a profile."""

    def __init__(self, reader: SaftReader, profile: Profile, saft: Saft) -> None:
        self._reader = reader
        self._profile = profile
        self._saft = saft
        self._texts: dict[str, str] = {}
        self._kinds: dict[str, str | None] = {}
        self._words = {
            word.casefold(): kind
            for kind, words in saft.dimensions.model_dump().items()
            for word in words
        }
        self.has_ansvar = False
        self._arts = ArtForms(profile.booking)

    def asked(self) -> Asked | None:
        """What must be asked of the arts of the lines with an ansvar, if anything."""
        return self._arts.asked()

    def _kind(self, code: str) -> str | None:
        """What a type of dimension is, by its code or by its name in the document."""
        if code not in self._kinds:
            title = self._reader.dimensions.get(code, "")
            by_title = self._words.get(title.casefold())
            self._kinds[code] = self._words.get(code.casefold(), by_title)
        return self._kinds[code]

    def no_ansvar(self) -> Text:
        """That the document tells no ansvar, with what it does tell."""
        return Text(
            "Ingen linje har et ansvar. Si i profilen hvilken dimensjon det er"
            " (saft.dimensions.ansvar). Filen har: {known}.",
            known=told(self._reader.dimensions),
        )

    def voucher(self, read: SaftVoucher) -> Voucher:
        """A voucher with its lines, if any of them has an ansvar."""
        lines = [part for line in read.lines for part in self._lines(line, read)]
        ours = any(line.ansvar for line in lines)
        self.has_ansvar = self.has_ansvar or ours
        series, year, number = self.key(read)
        return Voucher(
            self._profile.booking.source or "",
            series,
            year,
            number,
            read.day,
            tuple(lines) if ours else (),
        )

    def key(self, read: SaftVoucher | Numbered) -> Key:
        """The series of a voucher, its year and its number."""
        by_kind = self._saft.series == "voucher_type"
        series = read.kind if by_kind else read.journal
        if self._saft.series == "none":
            series = ""
        return (
            self._code("series", series, read) or self._profile.booking.series or "",
            read.year,
            self._code("TransactionID", read.number, read),
        )

    def _code(self, name: str, code: str, read: SaftVoucher | Numbered) -> str:
        """A number or series, which becomes part of the voucher's identity."""
        if not _CODE.fullmatch(code) or first_unseen(code) or ".." in code.split("/"):
            expected = Text(
                "Her kan det ikke være anførselstegn, «..» eller tegn som ikke synes."
            )
            self._reader.reject(read.row, name, code, expected)
        return code

    def _lines(self, line: SaftLine, read: SaftVoucher) -> Iterator[Line]:
        """A line, or one for each code that it is shared between."""
        found: dict[str, list[Part]] = {}
        for analysis in line.analyses:
            kind = self._kind(analysis.kind)
            if kind is not None:
                code = self._kept(" ".join(analysis.code.split()))
                found.setdefault(kind, []).append((code, analysis.amount))
        code = self._art(line)
        art = Art(code, "", code)
        if "ansvar" in found:
            art = self._arts.read(code, line.row)
            self._check(line.row, "art", code, art.fault, read)
            for funksjon, _ in found.get("funksjon", ()):
                wrong = function_fault(funksjon)
                self._check(line.row, "funksjon", funksjon, wrong, read)
        for codes, amount in self._parts(line, found):
            yield Line(
                line.row,
                art.art,
                codes.get("ansvar", ""),
                codes.get("funksjon", ""),
                codes.get("project", ""),
                self._kept(line.party),
                self._kept(line.text or " ".join(read.text.split())),
                self._kept(line.vat),
                amount,
                art.account_class,
                art.code,
            )

    def _parts(
        self, line: SaftLine, found: dict[str, list[Part]]
    ) -> Iterator[tuple[dict[str, str], Decimal]]:
        """The codes and the amount of each part; together they are the line's.

        A line can be shared between the codes of one kind.  What has no ansvar is none
        of the cooperations' business, and is left as it is.
        """
        codes = {kind: parts[0][0] for kind, parts in found.items()}
        if "ansvar" not in found:
            yield codes, line.amount
            return
        shared = [kind for kind, parts in found.items() if len(parts) > 1]
        if len(shared) > 1:
            expected = Text("Linjen er delt på flere slags koder på én gang.")
            self._reader.reject(line.row, "Analysis", ", ".join(shared), expected)
        for kind, parts in found.items():
            self._check_sum(line, kind, parts)
        for code, amount in found[shared[0]] if shared else ():
            yield codes | {shared[0]: code}, amount or ZERO
        if not shared:
            yield codes, line.amount

    def _check_sum(self, line: SaftLine, kind: str, parts: list[Part]) -> None:
        """The amounts that codes of one kind have are together the line's."""
        stated = [amount for _, amount in parts if amount is not None]
        if len(parts) == 1 and not stated:
            return
        off = sum(stated, ZERO) - line.amount
        if off or len(stated) != len(parts):
            expected = Text(
                "Beløpene på {kind} skal til sammen være linjens, {amount}.",
                kind=kind,
                amount=line.amount,
            )
            shown = show(off + line.amount, SOURCE_LANGUAGE)
            path = self._reader.path
            fault = Fault(path, line.row, "AnalysisAmount", shown, expected, off)
            self._reader.faults.append(fault)

    def _art(self, line: SaftLine) -> str:
        if self._saft.art == "grouping_code":
            return self._kept(self._reader.accounts.get(line.account, ""))
        return self._kept(line.account)

    def _check(
        self,
        row: int,
        name: str,
        code: str,
        expected: Text | None,
        read: SaftVoucher,
    ) -> None:
        if expected is not None:
            said = Text("Bilag {number}: {text}", number=read.number, text=expected)
            self._reader.reject(row, name, code, said)

    def _kept(self, text: str) -> str:
        """The same text once, however many lines have it."""
        return self._texts.setdefault(text, text)
