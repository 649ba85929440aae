"""Closing a year (*avslutning*): what is written into the books to fix it.

Reads what the plugin made of the year and the vouchers behind it, and gives values;
another room writes them.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.agreement.approval_terms import Step
from fellesbok.approvals.lacking import approvals_behind
from fellesbok.approvals.lacking import lacking_of
from fellesbok.approvals.lacking import whole_year
from fellesbok.claims import claims
from fellesbok.claims.settled_years import nobody_bears
from fellesbok.claims.settled_years import waits_for
from fellesbok.claims.years_held import years_held
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
from fellesbok.messages import joined
from fellesbok.objections import objections
from fellesbok.objections.concerned import of_years
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.entries.records import Entries
    from fellesbok.entries.records import Entry
    from fellesbok.objections import Objection
    from fellesbok.shared import Shared

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


def close_year(  # noqa: PLR0913, PLR0917 -- the books, the year, and what waits
    entries: Entries,
    shared: Shared,
    year: int,
    day: date,
    slugs: Sequence[str] = (),
    waiting: Sequence[Objection] = (),
) -> list[Closing]:
    """What closes a year of some cooperations, or of all that are still open.

    Args:
        entries: The loaded books, without errors of these cooperations.
        shared: What the plugin kept.
        year: The accounting year.
        day: The date that it is closed with.
        slugs: The cooperations; all that have something in the year if there are none.
        waiting: What municipalities object to and lies in the inbox.

    Raises:
        CannotCloseError: There is nothing to close, it is closed already, or an
            earlier year is open.
    """
    known = shared.agreement.cooperations
    still_open = _still_open(entries, shared)
    wanted = sorted(slugs) or sorted(slug for slug, of in still_open if of == year)
    known_objections = (*objections(entries, shared.agreement), *waiting)
    held_back = [each for each in known_objections if each.holds_back]
    lacking = [
        why
        for slug in wanted
        for why in _why_open(entries, shared, slug, year, still_open, held_back)
    ]
    if lacking:
        raise CannotCloseError(joined(lacking, " "))
    if not wanted:
        raise CannotCloseError(
            Text("Ingenting å avslutte: {year} har ingen åpne samarbeid.", year=year)
        )
    return [_closing(entries, shared, known[slug], year, day) for slug in wanted]


def _why_open(  # noqa: PLR0913, PLR0917 -- the books, the year, and what is known
    entries: Entries,
    shared: Shared,
    slug: str,
    year: int,
    still_open: Collection[tuple[str, int]],
    held_back: Sequence[Objection],
) -> Iterator[Text]:
    """Why a cooperation's year cannot be closed; everything that it waits for."""
    cooperation = shared.agreement.cooperations[slug]
    title = cooperation.title
    if (slug, year) in {(c.cooperation.slug, c.year) for c in shared.closed}:
        yield Text(
            "{cooperation} {year} er alt avsluttet.", cooperation=title, year=year
        )
        return
    if (slug, year) not in still_open:
        yield Text(
            "{cooperation} har ingen bilag i {year}, så det er ingenting å avslutte.",
            cooperation=title,
            year=year,
        )
        return
    for earlier in sorted(of for s, of in still_open if s == slug and of < year)[:1]:
        yield Text(
            "{cooperation} {earlier} er åpent. Avslutt årene i rekkefølge.",
            cooperation=title,
            earlier=earlier,
        )
    yield from _wanting(entries, shared.agreement, slug, year, held_back)
    yield from waits_for(shared.results, cooperation, [date(year, 12, 31)])
    for result in shared.results:
        if (result.cooperation.slug, result.year) == (slug, year):
            yield from nobody_bears(result)


def open_in(entries: Entries, shared: Shared, year: int) -> list[str]:
    """The cooperations (slugs) that have something in a year, and have it open."""
    return sorted(slug for slug, of in _still_open(entries, shared) if of == year)


def _still_open(entries: Entries, shared: Shared) -> set[tuple[str, int]]:
    """Slug and year of all that can be closed."""
    results = {(r.cooperation.slug, r.year) for r in shared.results}
    closed = {(c.cooperation.slug, c.year) for c in shared.closed}
    return (results | _with_lines(entries, shared.agreement)) - closed


def _with_lines(entries: Entries, agreement: Agreement) -> set[tuple[str, int]]:
    """Slug and year of all that something is generated for: a correction alone, too."""
    known = agreement.cooperation_by_account
    return {
        (known[str(entry.meta[vocabulary.COOPERATION])].slug, entry.date.year)
        for entry in _fixed(entries)
    }


def _unapproved(
    entries: Entries, agreement: Agreement, slug: str, year: int
) -> Iterator[Text]:
    """Why a year waits for its vouchers to be attested, where the agreement says so."""
    behind = approvals_behind(entries, agreement, slug, [whole_year(year)])
    found, is_stopped = lacking_of(behind, Step.CLOSE)
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
    entries: Entries,
    agreement: Agreement,
    slug: str,
    year: int,
    held_back: Sequence[Objection],
) -> Iterator[Text]:
    """What people have to do before a year is closed."""
    yield from _unapproved(entries, agreement, slug, year)
    if held_back:
        yield from _objected(entries, agreement, slug, year, held_back)


def _objected(
    entries: Entries,
    agreement: Agreement,
    slug: str,
    year: int,
    found: Sequence[Objection],
) -> Iterator[Text]:
    """Why a year waits for the outcome of what municipalities object to in it.

    Corrections of closed years are fixed with the year that carries them.  What its
    claims ask for of years before is not asked for anew; nor is what a claim for a
    later year asks for of this one.
    """
    cooperation = agreement.cooperations[slug]
    years = {year, *_corrected_in(entries, cooperation, year)}
    written = claims(entries, agreement)
    held = years_held(entries, agreement, written)
    own = [claim for claim in written if claim.cooperation.slug == slug]
    years = years.union(*(held[claim.id] for claim in own if claim.year == year))
    asked = {c.id for c in own if c.year in years or year in held[c.id]}
    concerned = of_years(slug, years, found, asked)
    in_inbox = [each for each in concerned if each.waits_in is not None]
    if in_inbox:
        yield Text(
            "{cooperation} {year} avsluttes ikke før innsigelsene som venter i"
            " innboksen, er tatt inn. De er fra {names}. Kjør «fellesbok objections"
            " take {folder}».",
            cooperation=cooperation.title,
            year=year,
            names=", ".join(dict.fromkeys(each.payer.name for each in in_inbox)),
            folder=str(in_inbox[0].waits_in),
        )
    undecided = [each.id for each in concerned if each.is_open and not each.waits_in]
    if undecided:
        yield Text(
            "{cooperation} {year} avsluttes ikke før innsigelsene har et utfall:"
            " {objections}. Se «fellesbok objections list».",
            cooperation=cooperation.title,
            year=year,
            objections=", ".join(undecided),
        )
    undone = [each.id for each in concerned if each.is_undone]
    if undone:
        yield Text(
            "{cooperation} {year} avsluttes ikke før det er korrigert som innsigelsene"
            " fikk medhold i: {objections}. Skriv det med «fellesbok objections answer"
            " ID --corrected».",
            cooperation=cooperation.title,
            year=year,
            objections=", ".join(undone),
        )


def _closing(
    entries: Entries, shared: Shared, cooperation: Cooperation, year: int, day: date
) -> Closing:
    """One cooperation's year as it stands in the books now."""
    agreement = shared.agreement
    lines = tuple(map(line_of, _fixed_in(entries, cooperation, year)))
    name = f"avsluttet-{year}-{cooperation.slug}"
    corrected = _corrected_in(entries, cooperation, year)
    earlier = {of: Path(f"{name}-grunnlag-{of}.csv") for of in sorted(corrected)}
    closed = ClosedYear(
        cooperation,
        year,
        lines,
        Path(f"{name}.csv"),
        earlier,
        day,
        ("", 0),
    )
    vouchers = len(statement.vouchers(entries, shared_link(year, cooperation.slug)))
    files = {closed.basis.name: _basis(entries, shared, cooperation, year)}
    for of, path in earlier.items():
        files[path.name] = _basis(entries, shared, cooperation, of)
    return Closing(
        closed,
        vouchers,
        _account(entries, cooperation.account, day),
        files,
        tuple(directives(closed, vouchers, agreement.currency)),
    )


def _fixed(entries: Entries) -> Iterator[Any]:
    """What is generated for the cooperations, and fixed when a year is closed."""
    for entry in transactions(entries):
        is_ours = entry.meta["filename"] == vocabulary.FILE
        if is_ours and FIXED_TAGS & (entry.tags or frozenset()):
            yield entry


def _fixed_in(entries: Entries, cooperation: Cooperation, year: int) -> Iterator[Any]:
    """What of it is a cooperation's year."""
    for entry in _fixed(entries):
        of = str(entry.meta.get(vocabulary.COOPERATION)), entry.date.year
        if of == (cooperation.account, year):
            yield entry


def _corrected_in(entries: Entries, cooperation: Cooperation, year: int) -> set[int]:
    """The closed years whose corrections a year has."""
    return {
        int(entry.meta[vocabulary.CORRECTS])
        for entry in _fixed_in(entries, cooperation, year)
        if vocabulary.CORRECTS in entry.meta
    }


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
