"""Voucher exports in CSV and XLSX → one transaction per voucher, in balance.

    2018-03-14 * "Datahuset AS" "Lisenser"
      bilag: "skjervoy-3-1001"
      kilde: "skjervoy/3/2018/1001"
      avtrykk: "0f3a…"                       ; what the export said, as a digest
      Expenses:IKT:Ansvar-155       1250.00 NOK
        rad: "12"
        art: "195"
        funksjon: "120"
      Liabilities:Utlegg:Skjervøy  -1250.00 NOK

Everything is read before anything is given: a file with one fault gives none of it.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries import drafting
from fellesbok.entries.vocabulary import SOURCE
from fellesbok.entries.vocabulary import VOUCHER
from fellesbok.frozen import frozen
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.rows.recognition import fits
from fellesbok_importers.rows.sheet import read_rows
from fellesbok_importers.rows.told import unread
from fellesbok_importers.vouchers.identity import FINGERPRINT
from fellesbok_importers.vouchers.placing import CannotPlaceError
from fellesbok_importers.vouchers.placing import Placing
from fellesbok_importers.vouchers.profile_importer import ProfileImporter
from fellesbok_importers.vouchers.writing import Voucher
from fellesbok_importers.vouchers.writing import VoucherFile
from fellesbok_importers.vouchers.writing import read_vouchers
from fellesbok_importers.vouchers.writing import vouchers_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entry
    from fellesbok_importers.profiles import Profile
    from fellesbok_importers.rows.line import Line
    from fellesbok_importers.vouchers.placing import Place

ROW = "rad"
ANSVAR = "ansvar"
# What the books call what the export said, beside the amount.
KEPT = (
    ("art", "art"),
    ("funksjon", "funksjon"),
    ("project", "prosjekt"),
    ("vat", "mva"),
    ("account_class", "kontoklasse"),
)
LONGEST_TEXT = 200


@frozen
class Booked:
    """The transactions of an export, and the vouchers that are none of our business."""

    transactions: tuple[Transaction, ...]
    file: VoucherFile
    left_out: tuple[Voucher, ...]
    cooperations: dict[str, Decimal]


class VoucherImporter(ProfileImporter):
    """Voucher exports of one profile, as beangulp, Fava and the shell use them.

    ``watch`` is given the rows as they are read, and passes them on: a sign of life.
    ``length`` is about how many there are.
    """

    kind = "bilag"

    def __init__(self, name: str, profile: Profile, agreement: Agreement) -> None:
        """Nobody watches yet."""
        super().__init__(name, profile, agreement)
        self.watch: Callable[[Iterator[Any]], Iterator[Any]] = iter

    def length(self, filepath: str) -> int:
        """The lines of the file."""
        with Path(filepath).open("rb") as file:
            return sum(1 for _ in file)

    def identify(self, filepath: str) -> bool:
        """Whether the file has the columns that the profile names."""
        return fits(filepath, self.profile)

    def account(self, filepath: str) -> str:  # noqa: ARG002 -- beangulp passes it
        """The account that the document is filed under: who laid the money out."""
        return Placing(self.profile, self.agreement).counter_account

    def date(self, filepath: str) -> date | None:
        """The last voucher date of the document."""
        days = [v.day for v in read_vouchers(filepath, self.profile).vouchers]
        return max(days, default=None)

    def extract(self, filepath: str, existing: list[Entry]) -> list[Entry]:  # noqa: ARG002 -- beangulp passes it
        """The transactions of the document.

        Raises:
            RejectedError: Something in the document is not as it should be.
        """
        return list(self.booked(filepath).transactions)

    def booked(self, filepath: str) -> Booked:
        """The transactions and what was left out.

        Raises:
            RejectedError: Something in the document is not as it should be.
        """
        rows = self.watch(read_rows(filepath, self.profile))
        file = vouchers_of(rows, filepath, self.profile)
        file = replace(file, told=(*file.told, *unread(filepath, self.profile)))
        return book(file, self.profile, self.agreement)


def book(file: VoucherFile, profile: Profile, agreement: Agreement) -> Booked:
    """The transactions of the vouchers in a file.

    Raises:
        RejectedError: A line belongs nowhere; holds the fault of every such line.
    """
    placing = Placing(profile, agreement)
    faults: list[Fault] = []
    transactions = []
    left_out = []
    totals: dict[str, Decimal] = {}
    try:
        counter = placing.counter_account
    except CannotPlaceError as error:
        raise RejectedError.of(file.path, error.text, column=error.column) from None
    for voucher in file.vouchers:
        placed = _placed(voucher, placing, file.path, faults)
        if not placed:
            left_out.append(voucher)
            continue
        for line, place in placed:
            slug = place.cooperation
            totals[slug] = totals.get(slug, ZERO) + line.amount
        transactions.append(
            _transaction(voucher, placed, counter, file.path, agreement.currency)
        )
    if faults:
        raise RejectedError(faults)
    return Booked(tuple(transactions), file, tuple(left_out), totals)


def _placed(
    voucher: Voucher, placing: Placing, path: str, faults: list[Fault]
) -> list[tuple[Line, Place]]:
    """The lines that are a cooperation's; those that nobody can place are faults."""
    placed = []
    for line in voucher.lines:
        try:
            place = placing.place(line, voucher.day)
        except CannotPlaceError as error:
            found = error.found or getattr(line, error.column)
            faults.append(Fault(path, line.row, error.column, found, error.text))
            continue
        if place is not None:
            placed.append((line, place))
    return placed


def _transaction(
    voucher: Voucher,
    placed: list[tuple[Line, Place]],
    counter: str,
    path: str,
    currency: str,
) -> Transaction:
    first = placed[0][0]
    postings = [_posting(line, place, path, currency) for line, place in placed]
    rest = -sum((line.amount for line, _ in placed), ZERO)
    if rest:
        postings.append(drafting.posting(counter, rest, currency, {}))
    said = {
        VOUCHER: "-".join(
            part for part in (voucher.source, voucher.series, voucher.number) if part
        ),
        SOURCE: voucher.identity,
        FINGERPRINT: voucher.fingerprint,
    }
    texts = dict.fromkeys(line.text for line, _ in placed if line.text)
    return drafting.voucher(
        drafting.at(path, first.row, said),
        voucher.day,
        _clean(first.payee) or None,
        _clean("; ".join(texts)) or f"Bilag {voucher.number}",
        postings,
    )


def _posting(line: Line, place: Place, path: str, currency: str) -> Posting:
    meta = drafting.at(path, line.row)
    meta[ROW] = str(line.row)  # a number could not be saved from Fava's import page
    for name, key in KEPT:
        if value := getattr(line, name):
            meta[key] = value
    if place.ansvar is not None:
        meta[ANSVAR] = place.ansvar
    return drafting.posting(place.account, line.amount, currency, meta)


def _clean(text: str) -> str:
    """One line, not too long."""
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"
