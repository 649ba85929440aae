"""From a document to what it would do to the books: identify, preview, and then write.

The preview is a value: what is new, what the books have already, what has changed since
(and the reversal and new voucher that put it right), sums per cooperation, the file's
own sums, and what the accountant should look at.  Nothing is written here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import cast

from fellesbok.entries.kinds import openings
from fellesbok.entries.kinds import others
from fellesbok.entries.kinds import transactions
from fellesbok.entries.vocabulary import REVERSES
from fellesbok.entries.vocabulary import VOUCHER
from fellesbok.filing.writing import DOCUMENT
from fellesbok.filing.writing import Filing
from fellesbok.filing.writing import Paper
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok_importers.bank.account_statement import without_alike
from fellesbok_importers.document_outcome import Outcome
from fellesbok_importers.documents.numbers import ZERO
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.faults import must_be_readable
from fellesbok_importers.intake.unknown import nearly_known
from fellesbok_importers.intake.unknown import not_known
from fellesbok_importers.vouchers.attesting import attestation_lines
from fellesbok_importers.vouchers.from_table import Booked
from fellesbok_importers.vouchers.from_table import VoucherImporter
from fellesbok_importers.vouchers.identity import kept_meta
from fellesbok_importers.vouchers.identity import reversal_of
from fellesbok_importers.vouchers.identity import sort_out
from fellesbok_importers.vouchers.identity import standing
from fellesbok_importers.vouchers.identity import version_of
from fellesbok_importers.vouchers.other_lines import sort_others
from fellesbok_importers.vouchers.pairs import pair_findings
from fellesbok_importers.vouchers.series import series_findings
from fellesbok_importers.vouchers.series import series_lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from beancount.core.data import Transaction
    from beangulp.importer import Importer

    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok.filing.folder import Books
    from fellesbok_importers.document_outcome import Telling
    from fellesbok_importers.profiles import Profile


@frozen
class Change:
    """A voucher that the books have in another version, and what puts it right."""

    before: Transaction
    after: Transaction
    reversal: Transaction
    corrected: Transaction


@frozen
class Control:
    """What the document itself adds up to, beside what is booked of it.

    ``debit`` and ``credit`` are of every line; ``left_out`` is the number of vouchers
    that have no line of any cooperation; ``booked`` is what is booked on cooperations.
    """

    rows: int
    debit: Decimal
    credit: Decimal
    left_out: int
    booked: Decimal

    @property
    def rest(self) -> Decimal:
        """What the lines add up to that are none of the cooperations'."""
        return self.debit - self.credit - self.booked


@frozen
class Preview:
    """What a document would do to the books (*forhåndsvisning*).

    ``asked`` is what a person must say before anything of it is written.
    """

    path: Path
    content: bytes
    importer: Importer
    new: tuple[Entry, ...]
    known: tuple[Entry, ...]
    changes: tuple[Change, ...]
    totals: dict[str, Decimal]
    control: Control | None
    findings: tuple[Text, ...]
    day: date | None
    controls: tuple[Text, ...] = ()
    papers: tuple[Paper, ...] = ()
    notices: tuple[Text, ...] = ()
    asked: tuple[Fault, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that would be written, in the order of its days."""
        corrections = [e for c in self.changes for e in (c.reversal, c.corrected)]
        entries = [*self.new, *corrections]
        return tuple(sorted(entries, key=lambda entry: entry.date))


def identify(path: Path, importers: Sequence[Importer]) -> Importer:
    """The one importer that knows the document.

    Raises:
        RejectedError: None does, or several do, or there is no such file.
    """
    must_be_readable(path)
    knowing = [importer for importer in importers if importer.identify(str(path))]
    knowing = without_alike(knowing, path)
    if len(knowing) == 1:
        return knowing[0]
    if knowing:
        not_known(path)  # one that cannot be read is every bank's, until it is said why
        names = ", ".join(importer.name for importer in knowing)
        expected = Text(
            "Flere kjenner denne filen: {names}. Velg med --profile.", names=names
        )
    else:
        expected = not_known(path)
        if nearly := nearly_known(path, importers):
            raise RejectedError(nearly)
    raise RejectedError.of(path, expected)


def preview(path: Path, importer: Importer, books: Books) -> Preview:
    """What a document would do to the books.

    Raises:
        RejectedError: Something in the document is not as it should be; holds all.
    """
    content = _content(path)
    made: Booked | None = None
    holding = standing(books.entries)
    if isinstance(importer, VoucherImporter):
        made = importer.booked(str(path))
        outcome = _of_vouchers(made, importer.profile, holding, books.entries)
    else:
        telling = cast("Telling", importer)  # as all the others of the registry are
        outcome = telling.outcome(str(path), books.entries)
    findings = outcome.findings
    vouchers = transactions(outcome.entries)
    sorted_ = sort_out(vouchers, holding)
    used = {version_of(entry) for entry in books.entries}
    new = tuple(_numbered(entry, used) for entry in sorted_.new)
    pairs = pair_findings(new, books.agreement)
    changes = tuple(
        _change(before, after, used, str(path)) for before, after in sorted_.changed
    )
    new_others, known_others = sort_others(
        others(outcome.entries), books.entries, str(path)
    )
    booked = [*new, *(change.corrected for change in changes)]
    if made is not None:
        lines, left_out = attestation_lines(
            made, booked, holding, books.entries, books.agreement
        )
        new_others += lines
        findings = (*findings, *left_out)
    _check_accounts(booked, books, str(path))
    if _content(path) != content:
        expected = Text("Filen ble endret mens den ble lest. Les den inn på nytt.")
        raise RejectedError.of(path, expected)
    return Preview(
        path,
        content,
        importer,
        (*new, *outcome.reversals, *sorted_.unnumbered, *new_others),
        (*sorted_.known, *known_others),
        changes,
        _totals(vouchers, books),
        _control(made) if made else None,
        (*findings, *map(_changed_text, changes), *pairs),
        outcome.day,
        outcome.controls,
        outcome.papers,
        outcome.notices,
        outcome.asked,
    )


def _of_vouchers(
    made: Booked,
    profile: Profile,
    holding: Mapping[str, Transaction],
    existing: Entries,
) -> Outcome:
    """What becomes of vouchers: their numbers are of a series, and some are gone."""
    reversals = tuple(_taken_back(made, holding))
    return Outcome(
        (*made.transactions, *series_lines(made, profile, existing)),
        max(voucher.day for voucher in made.file.vouchers),
        reversals,
        made.file.told,
        (
            *series_findings(made, profile, holding, existing),
            *map(_taken_back_text, reversals),
        ),
    )


def filing(found: Preview, books: Books) -> Filing:
    """What the preview wants to put into the books; it has something.

    Raises:
        RejectedError: Something is asked that nobody has answered.
    """
    if found.asked:
        raise RejectedError(found.asked)
    day = found.day or max(entry.date for entry in found.entries)
    account = found.importer.account(str(found.path))
    name = found.path.name
    named = tuple(
        entry._replace(meta=(entry.meta or {}) | {DOCUMENT: name})
        for entry in found.entries
    )
    return Filing(
        books,
        (Paper(name, found.content, account), *found.papers),
        day,
        found.importer.name.rpartition(".")[2],
        named,
    )


def _content(path: Path) -> bytes:
    must_be_readable(path)
    return path.read_bytes()


def _change(
    before: Transaction, after: Transaction, used: set[tuple[str, str]], path: str
) -> Change:
    """The reversal of what stands in the books, and the voucher as it is now."""
    # What somebody has decided about the voucher holds for the new version of it too.
    corrected = after._replace(meta=kept_meta(before) | after.meta)
    reversal = reversal_of(before, path, after.meta["lineno"])
    return Change(before, after, reversal, _numbered(corrected, used))


def _numbered(entry: Transaction, used: set[tuple[str, str]]) -> Transaction:
    """The voucher with a number that no version of it in the books has had."""
    source, first = version_of(entry)
    number, version = first, 1
    while (source, number) in used:
        version += 1
        number = f"{first}-v{version}"
    if number == first:
        return entry
    return entry._replace(meta=entry.meta | {VOUCHER: number})


def _taken_back(
    made: Booked, holding: Mapping[str, Transaction]
) -> Iterator[Transaction]:
    """Reversals of vouchers that have no line of any cooperation any more."""
    for voucher in made.left_out:
        before = holding.get(voucher.identity)
        if before is not None:
            row = voucher.lines[0].row if voucher.lines else 1
            yield reversal_of(before, made.file.path, row)


def _taken_back_text(reversal: Transaction) -> Text:
    return Text(
        "Bilag {number} har ikke lenger linjer for samarbeidene. Det reverseres.",
        number=str(reversal.meta[REVERSES]),
    )


def _check_accounts(entries: Sequence[Transaction], books: Books, path: str) -> None:
    """Refuse postings on accounts that are not open, and say which line to add."""
    opened = {each.account: each.date for each in openings(books.entries)}
    faults: dict[str, Fault] = {}
    for entry in entries:
        for posting in entry.postings:
            account = posting.account
            if account in opened and opened[account] <= entry.date:
                continue
            row = (posting.meta or {}).get("lineno", entry.meta.get("lineno"))
            expected = Text(
                "Kontoen er ikke åpnet. Legg til: {day} open {account} {currency}",
                day=f"{entry.date.year}-01-01",
                account=account,
                currency=books.agreement.currency,
            )
            faults.setdefault(account, Fault(path, row, None, account, expected))
    if faults:
        raise RejectedError(faults.values())


def _totals(entries: Iterable[Transaction], books: Books) -> dict[str, Decimal]:
    """Cost less income per cooperation, by title, of everything in the document."""
    by_account = books.agreement.cooperation_by_account
    totals: dict[str, Decimal] = {}
    for entry in entries:
        for posting in entry.postings:
            root, _, rest = posting.account.partition(":")
            cooperation = by_account.get(rest.partition(":")[0])
            if root in {"Expenses", "Income"} and cooperation is not None:
                units: Any = posting.units
                before = totals.get(cooperation.title, ZERO)
                totals[cooperation.title] = before + units.number
    return totals


def _control(made: Booked) -> Control:
    file = made.file
    booked = sum(made.cooperations.values(), ZERO)
    return Control(file.rows, file.debit, file.credit, len(made.left_out), booked)


def _changed_text(change: Change) -> Text:
    """That a voucher has changed; on another date it may be another voucher."""
    number = str(change.before.meta.get(VOUCHER))
    if change.before.date != change.after.date:
        return Text(
            "Bilag {number} hadde datoen {before} og har nå {after}. Er nummeret brukt"
            " på nytt?",
            number=number,
            before=change.before.date,
            after=change.after.date,
        )
    return Text(
        "Bilag {number} er endret siden det ble lest inn. Det gamle reverseres, og det"
        " nye føres.",
        number=number,
    )
