"""Closing a year (*avslutning*): what is written into the books to fix it.

Reads what the plugin made of the year and the vouchers behind it, and gives values;
another room writes them.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.agreement.approval_terms import Step
from fellesbok.approvals.writing import lacking_for
from fellesbok.claims import claims
from fellesbok.claims.settled_years import nobody_bears
from fellesbok.claims.settled_years import waits_for
from fellesbok.closing.basis import basis_csv
from fellesbok.closing.basis import fund_rows
from fellesbok.closing.basis import result_rows
from fellesbok.closing.basis import voucher_rows
from fellesbok.entries import vocabulary
from fellesbok.entries.closed_years import ClosedYear
from fellesbok.entries.closed_years import directives
from fellesbok.entries.days import open_days
from fellesbok.entries.kinds import transactions
from fellesbok.entries.lines import line_of
from fellesbok.entries.vocabulary import shared_link
from fellesbok.errors import InWordsError
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.objections import objections
from fellesbok.objections.concerned import carried_years
from fellesbok.objections.concerned import of_year
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok.shared import Shared
    from fellesbok.sharing.settlement import YearResult

FIXED_TAGS = frozenset(
    {vocabulary.CHARGE_TAG, vocabulary.SURPLUS_TAG, vocabulary.CORRECTION_TAG}
)


class CannotCloseError(InWordsError):
    """The year cannot be closed; ``text`` says why."""


@frozen
class Closing:
    """What closes one cooperation's year.

    Attributes:
        year: The year as it is fixed.
        vouchers: How many vouchers are behind it.
        account: The account that the basis is filed under.
        files: The basis as CSV, by file name: of the year, and of years it corrects.
        directives: What is written into the books.
    """

    year: ClosedYear
    vouchers: int
    account: str
    files: Mapping[str, bytes]
    directives: tuple[Entry, ...]


def close_year(
    entries: Entries,
    shared: Shared,
    year: int,
    day: date,
    slugs: Sequence[str] = (),
) -> list[Closing]:
    """What closes a year of some cooperations, or of all that are still open.

    Args:
        entries: The loaded books, without errors.
        shared: What the plugin kept.
        year: The accounting year.
        day: The date that it is closed with.
        slugs: The cooperations; all that have vouchers in the year if there are none.

    Raises:
        CannotCloseError: There is nothing to close, it is closed already, or an
            earlier year is open.
    """
    closed = {(c.cooperation.slug, c.year) for c in shared.closed}
    results = {(r.cooperation.slug, r.year): r for r in shared.results}
    wanted = sorted(slugs) or sorted(
        slug for slug, of in results if of == year and (slug, of) not in closed
    )
    for slug in wanted:
        title = shared.agreement.cooperations[slug].title
        if (slug, year) in closed:
            raise CannotCloseError(
                Text(
                    "{cooperation} {year} er alt avsluttet.",
                    cooperation=title,
                    year=year,
                )
            )
        if (slug, year) not in results:
            raise CannotCloseError(
                Text(
                    "{cooperation} har ingen bilag i {year}, så det er ingenting å"
                    " avslutte.",
                    cooperation=title,
                    year=year,
                )
            )
        for earlier in sorted(of for s, of in results.keys() - closed if s == slug):
            if earlier < year:
                raise CannotCloseError(
                    Text(
                        "{cooperation} {earlier} er åpent. Avslutt årene i rekkefølge.",
                        cooperation=title,
                        earlier=earlier,
                    )
                )
        for lacks in _wanting(entries, shared.agreement, slug, year):
            raise CannotCloseError(lacks)
        known = shared.agreement.cooperations
        for lacks in waits_for(shared.results, known[slug], [date(year, 12, 31)]):
            raise CannotCloseError(lacks)
        for lacks in nobody_bears(results[slug, year]):
            raise CannotCloseError(lacks)
    if not wanted:
        raise CannotCloseError(
            Text("Ingenting å avslutte: {year} har ingen åpne samarbeid.", year=year)
        )
    return [_closing(entries, shared, results[slug, year], day) for slug in wanted]


def _unapproved(
    entries: Entries, agreement: Agreement, slug: str, year: int
) -> Iterator[Text]:
    """Why a year waits for its vouchers to be attested, where the agreement says so."""
    until = date(year, 12, 31)
    found, is_stopped = lacking_for(entries, agreement, Step.CLOSE, slug, until)
    if is_stopped:
        yield Text(
            "{cooperation} {year} avsluttes ikke før {count} bilag er attestert og"
            " anvist slik avtalen krever: {vouchers}. Se «fellesbok approvals {year}"
            " --lacking».",
            cooperation=agreement.cooperations[slug].title,
            year=year,
            count=len(found),
            vouchers=", ".join(each.number or str(each.voucher.day) for each in found),
        )


def _wanting(
    entries: Entries, agreement: Agreement, slug: str, year: int
) -> Iterator[Text]:
    """What people have to do before a year is closed."""
    yield from _unapproved(entries, agreement, slug, year)
    yield from _objected(entries, agreement, slug, year)


def _objected(
    entries: Entries, agreement: Agreement, slug: str, year: int
) -> Iterator[Text]:
    """Why a year waits for the outcome of what municipalities object to in it.

    Corrections of closed years are fixed with the year that carries them.
    """
    found = objections(entries, agreement)
    if not any(each.is_open for each in found):
        return
    account = agreement.cooperations[slug].account
    carried = carried_years(entries, agreement)[account, year]
    concerned = of_year(slug, year, found, claims(entries, agreement), carried)
    waiting = [each.id for each in concerned if each.is_open]
    if waiting:
        yield Text(
            "{cooperation} {year} avsluttes ikke før innsigelsene har et utfall:"
            " {objections}. Se «fellesbok objections list».",
            cooperation=agreement.cooperations[slug].title,
            year=year,
            objections=", ".join(waiting),
        )


def _closing(
    entries: Entries, shared: Shared, result: YearResult, day: date
) -> Closing:
    """One cooperation's year as it stands in the books now."""
    cooperation, agreement = result.cooperation, shared.agreement
    lines = tuple(
        line_of(entry)
        for entry in transactions(entries)
        if entry.meta["filename"] == vocabulary.FILE
        and str(entry.meta.get(vocabulary.COOPERATION)) == cooperation.account
        and entry.date.year == result.year
        and FIXED_TAGS & entry.tags
    )
    name = f"avsluttet-{result.year}-{cooperation.slug}"
    corrected = {
        int(line.meta[vocabulary.CORRECTS])
        for line in lines
        if vocabulary.CORRECTS in line.meta
    }
    earlier = {of: Path(f"{name}-grunnlag-{of}.csv") for of in sorted(corrected)}
    year = ClosedYear(
        cooperation,
        result.year,
        lines,
        Path(f"{name}.csv"),
        earlier,
        day,
        ("", 0),
    )
    vouchers = len(statement.vouchers(entries, result.link))
    files = {year.basis.name: _basis(entries, shared, cooperation, result.year)}
    for of, path in earlier.items():
        files[path.name] = _basis(entries, shared, cooperation, of)
    return Closing(
        year,
        vouchers,
        _account(entries, cooperation.account, day),
        files,
        tuple(directives(year, vouchers, agreement.currency)),
    )


def _basis(
    entries: Entries, shared: Shared, cooperation: Cooperation, year: int
) -> bytes:
    """What a year rests on now."""
    link = shared_link(year, cooperation.slug)
    behind = statement.vouchers(entries, link)
    rows = list(voucher_rows(behind, cooperation.account, shared.agreement))
    rows += fund_rows(entries, cooperation, year)
    for result in shared.results:
        if (result.cooperation.slug, result.year) == (cooperation.slug, year):
            rows += result_rows(result, shared.agreement)
    return basis_csv(rows)


def _account(entries: Entries, component: str, day: date) -> str:
    """The cooperation's cost account, or the first one below it that is open."""
    opened = open_days(entries)
    found = [
        account
        for account, (first, last) in opened.items()
        if first <= day < last
        and f"{account}:".startswith((f"Expenses:{component}:", f"Income:{component}:"))
    ]
    return min(found, key=lambda a: (not a.startswith("Expenses:"), a.count(":"), a))
