"""The books of a year as what an export writes: records, accounts and balances.

Whatever stands in the books is taken, also what they have made themselves, which says
so.  Nothing is looked up elsewhere and no clock is asked: what the books do not state
is told as not stated.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries.guarded_parser import parser
from fellesbok.entries.kinds import is_padding
from fellesbok.entries.kinds import openings
from fellesbok.entries.kinds import transactions
from fellesbok.entries.vocabulary import VOUCHER
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.unseen import first_unseen
from fellesbok_importers.documents.numbers import ORE
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.vouchers.exchange import CannotTellError
from fellesbok_importers.vouchers.exchange import Record
from fellesbok_importers.vouchers.exchange import RecordLine
from fellesbok_importers.vouchers.exchange import record_of
from fellesbok_importers.vouchers.movers import Movers
from fellesbok_importers.vouchers.movers import closed_in
from fellesbok_importers.vouchers.pairs import RESULT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.filing.folder import Books

NOT_STATED = "ikke oppgitt"
MOST = Decimal(10) ** 16
_MOST_SHOWN = 5
Key = tuple[str, str]
"""An account and the art of its lines, which may be nothing."""


@frozen
class Who:
    """Whose an account is, by its name and the agreements."""

    agreement: Agreement

    def cooperation(self, account: str) -> Cooperation | None:
        """The cooperation (*samarbeid*) that an account is of, if it is of any."""
        root, *rest = account.split(":")
        parts = rest[:1] if root in RESULT else rest
        known = self.agreement.cooperation_by_account
        return next((known[part] for part in parts if part in known), None)

    def payer(self, account: str) -> Payer | None:
        """The municipality, or other party, that an account is of, if of any."""
        _, *parts = account.split(":")
        payers = self.agreement.payer_by_account
        return next((payers[part] for part in parts if part in payers), None)

    def ansvar(self, line: RecordLine) -> str:
        """The cost centre of a line: what it says, or what its account says."""
        if told := line.meta.get("ansvar"):
            return str(told)
        cooperation = self.cooperation(line.account)
        if cooperation is None:
            return ""
        centres = cooperation.cost_centre_by_account
        parts = line.account.split(":")
        return next((centres[part] for part in parts if part in centres), "")

    def owes(self, account: str) -> bool:
        """Whether it is an account of what somebody owes."""
        words = self.agreement.accounts
        return account.startswith((f"{words.receivables}:", f"{words.claims}:"))


@frozen
class Export:
    """A year of the books, or of one cooperation (*samarbeid*).

    Attributes:
        agreement: Who is who.
        year: The accounting year.
        on: The day that the export is dated.
        cooperation: The one that it is of, or ``None`` for all.
        company: Name and organisation number of whoever keeps these accounts.
        records: Every transaction of the year, in an order that no file decides.
        balances: Balance before and after, in kroner, of every account that has any.
        opened: When each account was opened.
        closed: The cooperations (slugs) that the year is closed for.
    """

    agreement: Agreement
    year: int
    on: date
    cooperation: Cooperation | None
    company: tuple[str, str]
    records: tuple[Record, ...]
    balances: Mapping[Key, tuple[Decimal, Decimal]]
    opened: Mapping[str, date]
    closed: tuple[str, ...] = ()

    @cached_property
    def who(self) -> Who:
        """Whose each account is."""
        return Who(self.agreement)


def collect(books: Books, year: int, on: date | None, only: str | None) -> Export:
    """What an export of a year holds.

    Raises:
        RejectedError: The books have errors, or hold what cannot be written; holds all.
    """
    _check_errors(books)
    agreement = books.agreement
    cooperation = _cooperation(agreement, only, books.main)
    records: list[Record] = []
    sums: dict[Key, list[Decimal]] = {}
    faults: list[Fault] = []
    for entry, record in _records(books, year, cooperation, faults):
        new = entry.date.year == year
        if new:
            records.append(record)
        for line in record.lines:
            if line.currency == agreement.currency:
                before = not new and line.account.partition(":")[0] not in RESULT
                both = sums.setdefault(key_of(line), [ZERO, ZERO])
                both[0] += line.amount if before else ZERO
                both[1] += line.amount if before or new else ZERO
            elif new:
                sums.setdefault(key_of(line), [ZERO, ZERO])
    if not records and not faults:
        text = Text("Bøkene har ingen bilag i {year}.", year=year)
        faults.append(Fault(str(books.main), None, None, "", text))
    if faults:
        raise RejectedError(faults)
    used = {key_of(line) for record in records for line in record.lines}
    return Export(
        agreement,
        year,
        on or date(year, 12, 31),
        cooperation,
        _company(agreement, year, cooperation),
        tuple(sorted(records, key=_order)),
        {
            key: (before, after)
            for key, (before, after) in sorted(sums.items())
            if key in used or before or after
        },
        {each.account: each.date for each in openings(books.entries)},
        tuple(
            slug
            for slug in closed_in(books.entries, year)
            if cooperation is None or slug == cooperation.slug
        ),
    )


def key_of(line: RecordLine) -> Key:
    """The account of a line, with its art."""
    return line.account, str(line.meta.get("art") or "")


def _check_errors(books: Books) -> None:
    if books.errors:
        raise RejectedError(
            Fault(
                str(error.source.get("filename", books.main)),
                error.source.get("lineno"),
                None,
                "",
                Text("{said}", said=str(error.message).strip()),
            )
            for error in books.errors[:_MOST_SHOWN]
        )


def _cooperation(
    agreement: Agreement, named: str | None, main: Path
) -> Cooperation | None:
    """The cooperation that somebody means by its slug, account or title."""
    if named is None:
        return None
    for cooperation in agreement.cooperations.values():
        names = (cooperation.slug, cooperation.account, cooperation.title)
        if named.casefold() in map(str.casefold, names):
            return cooperation
    known = ", ".join(agreement.cooperations)
    text = Text("Finner ikke samarbeidet. Mulige: {known}.", known=known)
    raise RejectedError.of(main, text, named, column="--cooperation")


def _records(
    books: Books, year: int, cooperation: Cooperation | None, faults: list[Fault]
) -> Iterator[tuple[Transaction, Record]]:
    """Transactions up to the end of the year; what cannot be written is a fault."""
    links = _written_links(books.files)
    who = Who(books.agreement)
    movers = Movers(books.entries)
    for entry in transactions(books.entries):
        if entry.date.year > year:
            continue
        accounts = [posting.account for posting in entry.postings]
        if cooperation is not None and all(
            who.cooperation(account) is not cooperation for account in accounts
        ):
            continue
        path, line = entry.meta["filename"], entry.meta["lineno"]
        # What a pad comes to follows from no agreement: it must come along.
        generated = (path, line) not in links and not is_padding(entry)
        try:
            record = record_of(
                entry,
                links.get((path, line)),
                generated=generated,
                made_of=movers.behind(entry) if generated else (),
            )
            found = list(_faults(record, books.agreement.currency))
        except CannotTellError as error:
            text = Text("Dette kan ikke eksporteres.")
            faults.append(Fault(path, line, None, str(error), text))
            continue
        faults += [Fault(path, line, None, said, text) for said, text in found]
        yield entry, record


def _written_links(files: Iterable[Path]) -> dict[tuple[str, int], frozenset[str]]:
    """The links of every transaction as a person wrote them, before any was added."""
    return {
        (entry.meta["filename"], entry.meta["lineno"]): entry.links
        for path in files
        if path.suffix == ".beancount"
        for entry in transactions(parser.parse_file(str(path))[0])
    }


def _faults(record: Record, currency: str) -> Iterator[tuple[str, Text]]:
    """What a record holds that no format can: found, and what should have stood."""
    texts = [record.text, *record.items]
    texts += [item for line in record.lines for item in line.items]
    for text in texts:
        if found := first_unseen(text):
            yield found, Text("Tegnet kan ikke ses, og kan ikke eksporteres.")
    if not record.lines:
        yield "", Text("Bilaget har ingen linjer.")
    sums: dict[str, Decimal] = {}
    for line in record.lines:
        sums[line.currency] = sums.get(line.currency, ZERO) + line.amount
        if line.currency != currency:
            continue
        if abs(line.amount) >= MOST or line.amount != line.amount.quantize(ORE):
            text = Text("Et beløp har høyst seksten sifre og to desimaler.")
            yield f"{line.amount:f}", text
    for name, off in sums.items():
        if off:
            text = Text("Bilaget skal gå i null i {currency}.", currency=name)
            yield f"{off:f}", text


def _order(record: Record) -> tuple[Any, ...]:
    """By day; what the books made comes last; no file decides the rest."""
    number = str(record.meta.get(VOUCHER, ""))
    lines = [
        (line.account, line.amount, line.currency, line.items) for line in record.lines
    ]
    return record.day, record.generated, number, record.text, record.items, lines


def _company(
    agreement: Agreement, year: int, cooperation: Cooperation | None
) -> tuple[str, str]:
    """The host, where there is one and no other; else the region."""
    chosen = [cooperation] if cooperation else agreement.cooperations.values()
    hosts = {version.host for each in chosen for version in each.versions_in(year)}
    host = hosts.pop() if len(hosts) == 1 else None
    if host is None:
        return agreement.region, NOT_STATED
    municipality = agreement.municipalities[host]
    return municipality.name, municipality.organisation_number or NOT_STATED
