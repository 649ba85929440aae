"""What the walk over the vouchers remembers: the pots so far, and where accounts go.

The loop itself stands in ``voucher_pots``; what is here is done for few postings: the
first on an account, and those whose metadata says something else than the agreements.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.agreement import days_between
from fellesbok.agreement.settlement_periods import period_ends
from fellesbok.entries.checks import UnsoundError
from fellesbok.entries.checks import is_sound_entry
from fellesbok.entries.overrides import BEARER
from fellesbok.entries.overrides import OVERRIDES
from fellesbok.entries.overrides import SERVICE_PERIOD
from fellesbok.entries.overrides import VAT
from fellesbok.entries.overrides import OverrideReader
from fellesbok.entries.vocabulary import voucher_number
from fellesbok.errors import LedgerError
from fellesbok.messages import Text
from fellesbok.sharing.contra_lines import cost_behind
from fellesbok.sharing.contra_lines import wishes_of
from fellesbok.sharing.parts_of_ore import parts_of_ore
from fellesbok.sharing.places import NOT_OURS
from fellesbok.sharing.places import TAX_OUTSIDE
from fellesbok.sharing.places import OfPayers
from fellesbok.sharing.places import Place
from fellesbok.sharing.places import Places
from fellesbok.sharing.pot_finding import PotFinder
from fellesbok.sharing.pot_finding import Served
from fellesbok.sharing.pots import Pot
from fellesbok.sharing.pots import Vouchers
from fellesbok.sharing.pots import YearOfVouchers
from fellesbok.sharing.vat import RESULT
from fellesbok.sharing.vat import VatReader
from fellesbok.sharing.vat import is_recoverable
from fellesbok.sharing.vat import is_tax_account
from fellesbok.sharing.voucher_numbers import used_twice
from fellesbok.sharing.written_years import WrittenYears
from fellesbok.sharing.written_years import sets_amounts_in
from fellesbok.sharing.written_years import written_years

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.entries.overrides import Wishes
    from fellesbok.entries.records import Entries


ALL = Fraction(1)


class VoucherWalk:
    """The pots so far, and where each account goes now."""

    def __init__(
        self,
        agreement: Agreement,
        accrued: Collection[str],
        *,
        is_budget: bool,
        by_centre: bool,
    ) -> None:
        """Begin before the first voucher; see ``collect_vouchers``."""
        self.agreement = agreement
        self.currency = agreement.currency
        self.found = Vouchers()
        self._read = OverrideReader(agreement, self._note, accrued)
        self._find = PotFinder(
            agreement,
            self._read,
            self._note,
            is_budget=is_budget,
            by_centre=by_centre,
        )
        self._cooperation = self._read.cooperation
        self._version = self._read.version
        self._is_first = not (is_budget or by_centre)
        self.vat = VatReader(agreement, self._note)
        self.written = WrittenYears()
        self.places = Places(self._new_account)
        self.nowhere = self.places.nowhere
        self._links_of: dict[str, frozenset[str]] = {}
        self._numbers: dict[int, set[str]] = {}
        self._of_special = Decimal(0)
        self._generated = agreement.accounts.made_here

    def new_day(self, entry: Transaction) -> set[str]:
        """Forget the places of terms and periods that are over.

        Returns:
            The voucher numbers of the year so far, to be added to.
        """
        day = entry.date
        self.places.forget(day, goes_back=day < self.written.last_day)
        self.written.add(day.year, entry)
        return self._numbers.setdefault(day.year, set())

    def marked(self, entry: Transaction) -> bool:
        """Keep a transaction that has tags or says more of itself than most.

        Returns:
            Whether it says nothing against the agreements.
        """
        self.found.marked.append(entry)
        return OVERRIDES.isdisjoint(entry.meta)

    def look_at(self, entry: Transaction) -> None:
        """Stop at what is not sound, if the books are gone through for the first time.

        Raises:
            UnsoundError: If it is not.
        """
        if self._is_first and not is_sound_entry(entry):
            raise UnsoundError

    def _new_account(self, account: str) -> Place:
        """Whether an account holds costs or outside income."""
        root, _, *rest = account.split(":")
        made_here = root == "Income" and (*rest, "")[0] in self._generated
        place = self.nowhere if root in RESULT and not made_here else NOT_OURS
        if root not in RESULT and is_tax_account(account, self.agreement):
            place = TAX_OUTSIDE
        return place

    def place(self, entry: Transaction, posting: Posting) -> Place:
        """Where an ordinary posting goes; remembered until terms or period change."""
        of_payers = self.places.of_payers.get(posting.account)
        if of_payers is not None:
            return self._paid_place(entry, posting, of_payers)
        cooperation = self._cooperation(entry, posting)
        version = self._version(entry, cooperation, entry.date)
        if cooperation is None or version is None:
            return self.nowhere
        if self.vat.reduces(posting.account):
            special = self.special(entry, posting)
            return Place(links=special.links, linked=special.linked)
        centre = self._read.cost_centre(entry, cooperation, posting.account, {})
        pot = self._find.pot(cooperation, version, entry.date, entry.date.year, centre)
        if self._find.asks_who_paid(pot, cooperation, posting):
            of_payers = OfPayers(cooperation, pot)
            self.places.of_payers[posting.account] = of_payers
            self.places.hold_until(version.last_day, posting.account)
            return self._paid_place(entry, posting, of_payers)
        place = self._in(cooperation, entry.date, pot, posting.account)
        _, last = self._year(cooperation, entry.date.year).period(entry.date)
        self.places[posting.account] = place
        self.places.hold_until(min(last, version.last_day), posting.account)
        return place

    def _paid_place(self, entry: Transaction, posting: Posting, of: OfPayers) -> Place:
        """Where a cost goes of which somebody bears the first part; one a day each."""
        day = entry.date
        bearer = self._find.bearer(entry, posting, of.cooperation, of.pot)
        place = of.places.get((day, bearer)) if bearer else None
        if place is None:
            pot = of.pot if of.pot.year == day.year else replace(of.pot, year=day.year)
            pot = self._find.paid(entry, pot, bearer, (day, day))
            place = self._in(of.cooperation, day, pot, posting.account)
            if bearer:
                of.places[day, bearer] = place
        return place

    def special(self, entry: Transaction, posting: Posting) -> Place:
        """Put a posting with metadata of its own in its pots."""
        cooperation = self._cooperation(entry, posting)
        if cooperation is None:
            return self.nowhere
        like, wishes = self._shared_as(entry, posting, cooperation)
        units: Any = posting.units
        if units.currency != self.currency:
            self.wrong_currency(entry, posting)
            return self.nowhere
        self._read.replaced(entry, wishes)
        days = self._read.service_days(entry, wishes.get(SERVICE_PERIOD))
        if days is None:
            return self.nowhere
        self._of_special += units.number
        if VAT in wishes:
            self.vat.check(entry)
            if is_recoverable(entry, posting, self.agreement):
                return self._no_cost(entry, cooperation, units.number, *days)
        place = self.nowhere
        for pot, part in self._pots(entry, like, cooperation, wishes, days):
            place = self._in(cooperation, entry.date, pot, posting.account)
            place.sums.add(units.number, part, is_cost=place.is_cost)
        return place

    def _shared_as(
        self, entry: Transaction, posting: Posting, cooperation: Cooperation
    ) -> tuple[Posting, Wishes]:
        """The line that a posting is shared as, and what is said of it."""
        like = posting
        if self.vat.reduces(posting.account):
            cost = cost_behind(self.agreement, self._read, cooperation, entry, posting)
            like = cost or posting
        return like, wishes_of(entry, like)

    def _no_cost(
        self, entry: Transaction, of: Cooperation, amount: Decimal, *days: date
    ) -> Place:
        """Tax that somebody gives back is told in the year, and not shared."""
        if any(self._version(entry, of, day) is None for day in days):
            return self.nowhere
        year = self._year(of, entry.date.year)
        year.add_recoverable(amount, entry.date)
        return Place(links=self._links(year), linked=self._linked(year))

    def _pots(
        self,
        entry: Transaction,
        posting: Posting,
        cooperation: Cooperation,
        wishes: Wishes,
        days: tuple[date, date],
    ) -> Iterator[tuple[Pot, Fraction]]:
        """The pots of a posting, each with its part of the days of service."""
        centre = self._read.cost_centre(entry, cooperation, posting.account, wishes)
        one_day = days[0] == days[1]  # of most, and it cannot be cut
        for first, last in [days] if one_day else cooperation.stretches(*days):
            version = self._version(entry, cooperation, first)
            if version is None:
                return
            part = ALL
            if (first, last) != days:
                part = Fraction(days_between(first, last), days_between(*days))
            pot = self._find.pot(cooperation, version, entry.date, first.year, centre)
            served = Served(cooperation, version, first.year)
            pot = self._find.as_wished(entry, pot, served, wishes)
            if self._find.asks_who_paid(pot, cooperation, posting):
                bearer = pot.bearer if BEARER in wishes else None
                bearer = bearer or self._find.bearer(entry, posting, cooperation, pot)
                pot = self._find.paid(entry, pot, bearer, (first, last))
            yield pot, part

    def _in(self, cooperation: Cooperation, day: date, pot: Pot, account: str) -> Place:
        year = self._year(cooperation, day.year)
        links, linked = self._links(year), self._linked(year)
        sums = year.sums(pot, day)
        is_cost = account.startswith("Expenses")
        if self.vat.reduces(account):
            sums, is_cost = sums.of_contra(), True
        return Place(sums, is_cost, links, linked, is_found=True)

    def _links(self, year: YearOfVouchers) -> frozenset[str]:
        """What vouchers of a year are linked to: nearly all share the one set."""
        links = self._links_of.get(year.link)
        if links is None:
            links = self._links_of[year.link] = frozenset({year.link})
        return links

    def _linked(self, year: YearOfVouchers) -> list[int]:
        """The indexes of the vouchers of a year, to be added to."""
        return self.found.links.setdefault(year.link, [])

    def _year(self, cooperation: Cooperation, number: int) -> YearOfVouchers:
        year = self.found.years.get((cooperation.slug, number))
        if year is None:
            ends = period_ends(cooperation, number)
            year = YearOfVouchers(cooperation, number, ends)
            self.found.years[cooperation.slug, number] = year
        return year

    def end(
        self,
        entries: Entries,
        with_tax_outside: Sequence[int],
        numbered: int,
    ) -> Vouchers:
        """Look at what only the whole tells, and give what is found.

        Args:
            entries: All the books, gone through again where something is wrong.
            with_tax_outside: Where vouchers stand that have tax in the balance.
            numbered: How many vouchers have a number.
        """
        if sum(map(len, self._numbers.values())) < numbered:
            self._check_numbers(entries)
        if any(map(self.vat.reduces, self.places)):
            for index in with_tax_outside:
                voucher: Any = entries[index]
                self.vat.check_outside(voucher)
        self._find_parts_of_ore(entries)
        self._add_years_of_fixed_amounts()
        self.found.accounts = frozenset(self.places)
        self.found.last_day = self.written.last_day
        # A walk refers to itself, so it lives until garbage is collected; what is found
        # is large, and goes as soon as the books are shared.
        found, self.found = self.found, Vouchers()
        self.places.clear()
        self._numbers.clear()
        return found

    def _check_numbers(self, entries: Entries) -> None:
        """A voucher number stands for one voucher."""
        for entry, first in used_twice(entries):
            self._note(
                entry,
                "Bilagsnummer {number} er brukt to ganger i {year}: også på linje"
                " {line} i {file}. Gi det ene et ledig nummer; serien er felles.",
                number=voucher_number(entry.meta),
                year=entry.date.year,
                line=first.meta["lineno"],
                file=Path(first.meta["filename"]).name,
            )

    def wrong_currency(self, entry: Transaction, posting: Posting) -> None:
        """Costs are kept in the currency of the agreements."""
        units: Any = posting.units
        self._note(
            entry,
            "{account} er ført i {found}; samarbeidenes kostnader føres i {expected}.",
            account=posting.account,
            found=units.currency,
            expected=self.currency,
        )

    def _add_years_of_fixed_amounts(self) -> None:
        """Amounts that are set are due in every year of the books, vouchers or not.

        So are the yearly amounts of a key that shares what was paid ahead for the year.
        """
        with_vouchers = {year for _, year in self.found.years}
        if not with_vouchers:
            return
        written, gaps = written_years(self.written, with_vouchers)
        for known in list(self.found.years.values()):
            for pot in known.pots:
                is_ahead = known.year < pot.year <= max(written)
                if is_ahead and not pot.key.is_linear:
                    self._year(known.cooperation, pot.year)
        for cooperation in self.agreement.cooperations.values():
            for year in sorted(written):
                if sets_amounts_in(cooperation, year):
                    self._year(cooperation, year)
            self.found.gaps += [
                (cooperation, gap)
                for gap in gaps
                if any(
                    sets_amounts_in(cooperation, year)
                    for year in range(gap.first, gap.last + 1)
                )
            ]

    def _find_parts_of_ore(self, entries: Entries) -> None:
        """Note amounts that are not whole øre."""
        outside = {id(NOT_OURS), id(TAX_OUTSIDE)}
        ours = {a for a, place in self.places.items() if id(place) not in outside}
        found = parts_of_ore(self.found, self._of_special, entries, ours)
        for entry, account, number in found:
            self._note(
                entry,
                "{account}: {found} er ikke hele øre.",
                account=account,
                found=str(number),
            )

    def _note(self, entry: Transaction, template: str, /, **values: object) -> None:
        """Note an error; what the voucher touches is not to be shared without it."""
        self.found.errors.append(
            LedgerError(entry.meta, Text(template, **values), entry)
        )
        for posting in entry.postings:
            component = posting.account.split(":")[1]
            cooperation = self.agreement.cooperation_by_account.get(component)
            if cooperation is not None:
                self.found.faulty.add((cooperation.slug, entry.date.year))
