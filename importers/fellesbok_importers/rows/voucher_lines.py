"""Rows of a table → lines with amounts and codes; every fault of the file is noted.

The room knows what a profile says of headings, sums, columns and signs.  Amounts are
kroner with two decimals, debit positive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.contradictions import ContradictionError
from fellesbok.messages import SOURCE_LANGUAGE
from fellesbok.messages import Text
from fellesbok.messages import show
from fellesbok_importers.documents.dates import YEAR
from fellesbok_importers.documents.dates import NotADateError
from fellesbok_importers.documents.dates import read_day
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.documents.xlsx_sheet import NoValue
from fellesbok_importers.faults import Fault
from fellesbok_importers.profiles.account_codes import function_fault
from fellesbok_importers.profiles.art_forms import ArtForms
from fellesbok_importers.rows.amounts import Amount
from fellesbok_importers.rows.amounts import AmountReader
from fellesbok_importers.rows.amounts import NoAmountError
from fellesbok_importers.rows.amounts import cell_text
from fellesbok_importers.rows.bare_sums import ASKED as OF_BARE_SUM
from fellesbok_importers.rows.bare_sums import BareSums
from fellesbok_importers.rows.body import KEYS
from fellesbok_importers.rows.body import VALUELESS
from fellesbok_importers.rows.body import HeadingRows
from fellesbok_importers.rows.body import Repeats
from fellesbok_importers.rows.body import Width
from fellesbok_importers.rows.body import filled
from fellesbok_importers.rows.body import is_total
from fellesbok_importers.rows.body import without_value
from fellesbok_importers.rows.columns import Finder
from fellesbok_importers.rows.columns import find_columns
from fellesbok_importers.rows.headings import NOT_KRONER
from fellesbok_importers.rows.income_signs import ASKED as OF_INCOME
from fellesbok_importers.rows.income_signs import IncomeSigns
from fellesbok_importers.rows.line import Line
from fellesbok_importers.rows.part_of_year import asked_of_part
from fellesbok_importers.rows.passed_by import PassedBy
from fellesbok_importers.rows.shifted import Shifted
from fellesbok_importers.rows.thousands import asked_of_unit
from fellesbok_importers.rows.thousands import names_of_amounts
from fellesbok_importers.rows.told import Currencies
from fellesbok_importers.rows.told import above_names
from fellesbok_importers.rows.told import unused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from fellesbok_importers.profiles import Profile
    from fellesbok_importers.profiles.art_forms import Asked
    from fellesbok_importers.rows.headings import Headings
    from fellesbok_importers.rows.sheet import Row

_KRONER = frozenset({"nok", "kr", "kr."})
_KINDS = {
    **dict.fromkeys(("inntekt", "inntekter", "i"), "income"),
    **dict.fromkeys(("utgift", "utgifter", "kostnad", "kostnader", "u"), "cost"),
}


class LineReader:
    """Reads the lines of one file, and keeps what is wrong with it.

    ``debit`` and ``credit`` are what the lines add up to so far, ``rows`` how many they
    are.
    """

    def __init__(self, path: str, profile: Profile) -> None:
        """Nothing has been read yet."""
        self.path = path
        self.profile = profile
        self.faults: list[Fault] = []
        self.debit = self.credit = ZERO
        self.rows = 0
        self._arts = ArtForms(profile.booking)
        self._signs = IncomeSigns(profile)
        self._turned = ZERO
        self._marks = [self._sums()]
        self._pools: dict[tuple[str, ...], set[tuple[Decimal, ...]]] = {}
        self._heading = HeadingRows(profile.file)
        self._finder: Finder | None = None
        self._passed_by = PassedBy()
        self._shifted = Shifted(profile.file, profile.decimal_sign)
        self._bare_sums = BareSums()
        self._unnamed: dict[int, None] = {}
        self._currencies = Currencies()

    @property
    def finder(self) -> Finder:
        """Where the columns are; known when the first line is."""
        if self._finder is None:
            raise ContradictionError("Kolonnene i {file}", {"file": self.path})
        return self._finder

    def asked(self) -> Asked | None:
        """What must be asked of the arts that have been read, if anything."""
        return self._arts.asked()

    def told(self) -> tuple[Text, ...]:
        """Columns that hold something and that nobody has read."""
        if self._finder is None:
            return ()
        unnamed = [f"{index + 1}" for index in sorted(self._unnamed)]
        return (
            *above_names(self._heading.above),
            *unused([*self._passed_by.named(self._finder), *unnamed]),
            *self._currencies.told(),
        )

    def reject(
        self,
        row: int | None,
        column: str | None,
        found: str,
        expected: Text,
        off: Decimal | None = None,
    ) -> None:
        """Note that something in the file is not as it should be."""
        self.faults.append(Fault(self.path, row, column, found, expected, off))

    def body(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows that are lines: headings are read, and sums held against them."""
        layout = self.profile.file
        heading = self._heading
        width: Width | None = None
        repeats: Repeats | None = None
        for row in rows:
            if heading.takes(row) or not any(map(filled, row.cells)):
                continue
            headings = heading.headings()
            if repeats is None:
                if layout.header_row is not None and not headings.rows:
                    break
                self._finder = find_columns(
                    self.path, self.profile, headings, self.faults
                )
                if self.faults:
                    return
                repeats = Repeats(self._finder)
            width = width or Width.of(headings, row)
            if not headings.is_again(row):
                yield from self._line_of(row, width, repeats)
        if self._finder is None:
            self._nothing(heading.headings())
            return
        self._ask(self._finder)

    def _ask(self, finder: Finder) -> None:
        """Note what the headings, and all the lines together, leave in doubt."""
        said = asked_of_unit([*self._heading.above, *names_of_amounts(finder)])
        if said is not None and self.profile.amounts_in is None:
            self.reject(finder.headings.row, None, *said)
        if self.profile.use == "budget":
            part = asked_of_part(names_of_amounts(finder))
            if part is not None:
                self.reject(finder.headings.row, None, *part)
        if (asked := self.asked()) is not None:
            self.reject(asked.row, finder.label("art"), asked.code, asked.text)
        if (unsigned := self._signs.asked()) is not None:
            row, found = unsigned
            self.reject(row, finder.label("amount"), found, OF_INCOME)
        for seen in (self._passed_by, self._shifted):
            for place in seen.asked(finder):
                self.reject(*place)

    def _nothing(self, headings: Headings) -> None:
        """A file without lines: its columns can be wrong all the same."""
        if headings.rows:
            find_columns(self.path, self.profile, headings, self.faults)
        if not self.faults and not headings.rows:
            expected = Text("Filen har ingen rader som profilen kjenner.")
            self.reject(None, None, "", expected)

    def _line_of(self, row: Row, width: Width, repeats: Repeats) -> Iterator[Row]:
        """The row, if it is a line that can be read."""
        layout, finder = self.profile.file, self.finder
        first = cell_text(row.cells[0])
        if layout.first_field and first != layout.first_field:
            expected = Text("Raden skal begynne med «{word}».", word=layout.first_field)
            self.reject(row.number, "1", first, expected)
            return
        if layout.total_word and is_total(row, layout.total_word, self._keys()):
            repeats.forget()
            self._check_total(row, finder)
            return
        self.rows += 1
        wrong = width.wrong_with(row, layout)
        if wrong is not None:
            self.reject(row.number, None, *wrong)
            return
        valueless = list(without_value(row, finder))
        for name, found in valueless:
            self.reject(row.number, finder.label(name), found, VALUELESS)
        if not valueless:
            self._note_unnamed(row, finder)
            if finder.headings.rows:
                self._passed_by.note(row, finder)
                self._shifted.note(row)
            self._bare_sums.note(row, finder)
            yield repeats.filled_in(row)

    def _keys(self) -> list[int]:
        """Where that stands which every line has."""
        names, places = KEYS[self.profile.use], self.finder.places
        return [places[name].start for name in names if name in places]

    def _note_unnamed(self, row: Row, finder: Finder) -> None:
        """Columns without a name that hold something."""
        if not finder.headings.rows:
            return
        for index, cell in enumerate(row.cells):
            if index in finder.used or index in self._unnamed or not filled(cell):
                continue
            if not finder.headings.label(index):
                self._unnamed[index] = None

    def line(self, row: Row) -> Line | None:
        """One line; ``None`` where something is wrong with it, which is noted."""
        before = len(self.faults)
        finder = self.finder
        self._check_currency(row, finder)
        amount = self._amount(row, finder)
        codes = self._codes(row, finder)
        kind = self._kind(row, finder, codes["art"])
        if len(self.faults) > before or amount is None:
            return None
        if self._signs.turns(row.number, codes["art"], kind, amount.net):
            self._turned += 2 * amount.net
            amount = Amount(amount.credit, amount.debit)
        if self._bare_sums.is_asked(row.number, amount.net):
            column = "amount" if finder.has("amount") else "debit"
            found = show(amount.net * self._direction(), SOURCE_LANGUAGE)
            self.reject(row.number, finder.label(column), found, OF_BARE_SUM)
            return None
        self.debit += amount.debit
        self.credit += amount.credit
        return Line(
            row.number,
            codes["art"],
            codes["ansvar"],
            codes["funksjon"],
            codes["project"],
            finder.text(row, "payee"),
            finder.text(row, "text"),
            finder.text(row, "vat"),
            amount.net,
            codes["account_class"],
            codes["code"],
            kind,
        )

    def day(self, row: Row, name: str = "date") -> date | None:
        """The date of a line, or another of its days; noted where it is none."""
        finder = self.finder
        cell = finder.cell(row, name)
        try:
            return read_day(cell, self.profile.date_form)
        except NotADateError as error:
            self.reject(row.number, finder.label(name), cell_text(cell), error.text)
            return None

    def year(self, row: Row, day: date | None) -> int | None:
        """The accounting year of a line: its column's, the profile's or its date's."""
        finder = self.finder
        if not finder.has("year"):
            return day.year if day else self.profile.year
        written = finder.text(row, "year")
        if YEAR.fullmatch(written):
            return int(written)
        expected = Text("Her skal det stå et regnskapsår, slik som 2018.")
        self.reject(row.number, finder.label("year"), written, expected)
        return None

    def _check_total(self, row: Row, finder: Finder) -> None:
        """A sum that the file states is held against the lines above it.

        It is of all of them, or of those since some sum before it (*delsum*).  Where a
        line cannot be read, its sum cannot be told either; a formula that has no value
        states nothing.
        """
        if self.faults:
            return
        reader = AmountReader(self.profile, finder)
        names = ("amount", "debit", "credit")
        if any(isinstance(finder.cell(row, name), NoValue) for name in names):
            return
        try:
            stated = dict(reader.stated(row))
        except NoAmountError as error:
            label = finder.label(error.column)
            self.reject(row.number, label, error.found, error.text)
            return
        sums = self._sums()
        if not self._is_sum(stated, sums):
            for name, amount in stated.items():
                if amount != sums[name]:
                    column = reader.label_of(name)
                    direction = self._direction() if name == "net" else 1
                    self._off(row, column, amount * direction, sums[name] * direction)
        self._marks.append(sums)
        for columns, pool in self._pools.items():
            pool.add(tuple(sums[name] for name in columns))

    def _is_sum(
        self, stated: Mapping[str, Decimal], sums: Mapping[str, Decimal]
    ) -> bool:
        """Whether that is the sum of the lines since the top, or since a sum before."""
        names: tuple[str, ...] = tuple(stated)
        if names not in self._pools:
            self._pools[names] = {
                tuple(mark[name] for name in names) for mark in self._marks
            }
        before = tuple(sums[name] - amount for name, amount in stated.items())
        return before in self._pools[names]

    def _off(self, row: Row, column: str, stated: Decimal, is_: Decimal) -> None:
        text = Text("Linjene over blir til sammen {sum}.", sum=is_)
        found = show(stated, SOURCE_LANGUAGE)
        self.reject(row.number, self.finder.label(column), found, text, stated - is_)

    def _sums(self) -> dict[str, Decimal]:
        """What the lines add up to as they are written, as a row of sums states it."""
        net = self.debit - self.credit + self._turned
        return {"net": net, "debit": self.debit, "credit": self.credit}

    def _direction(self) -> int:
        return 1 if self.profile.booking.sign == "debit_positive" else -1

    def _amount(self, row: Row, finder: Finder) -> Amount | None:
        """The amount of the line."""
        try:
            return AmountReader(self.profile, finder).amount(row)
        except NoAmountError as error:
            label = finder.label(error.column)
            self.reject(row.number, label, error.found, error.text)
            return None

    def _check_currency(self, row: Row, finder: Finder) -> None:
        """An amount in another currency than the books' is no amount of theirs."""
        written = finder.text(row, "currency")
        if finder.has("currency"):
            self._currencies.note(row.number, written)
        if written and written.casefold() not in _KRONER:
            self.reject(row.number, finder.label("currency"), written, NOT_KRONER)

    def _kind(self, row: Row, finder: Finder, art: str) -> str:
        """Income or cost, where a column says it; an art says it better."""
        if art or not finder.has("kind"):
            return ""
        written = finder.text(row, "kind")
        if (kind := _KINDS.get(written.casefold())) is not None:
            return kind
        expected = Text("Her skal det stå inntekt eller utgift.")
        self.reject(row.number, finder.label("kind"), written, expected)
        return ""

    def _codes(self, row: Row, finder: Finder) -> dict[str, str]:
        """Art, ansvar, funksjon and project, each of the right form."""
        codes = finder.codes(row)
        has_art = finder.has("art") or self.profile.account_string is not None
        read = self._arts.read(codes["art"] if has_art else "", row.number)
        if has_art and read.fault is not None:
            self.reject(row.number, finder.label("art"), codes["art"], read.fault)
        if codes["funksjon"]:
            expected = function_fault(codes["funksjon"])
            if expected is not None:
                label = finder.label("funksjon")
                self.reject(row.number, label, codes["funksjon"], expected)
        of_column = finder.text(row, "account_class")
        return codes | {
            "art": read.art,
            "code": read.code,
            "account_class": of_column or read.account_class,
        }
