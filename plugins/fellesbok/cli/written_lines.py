"""Lines for the books that are shown, asked about and written: all of them or none."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from click import echo

from fellesbok.books import filed_books
from fellesbok.claims.years_held import with_years
from fellesbok.cli.held import stops_all
from fellesbok.cli.held import waiting_in
from fellesbok.cli.objection_days import claim_named
from fellesbok.cli.objection_days import cooperation_of
from fellesbok.filing.writing import write
from fellesbok.messages import Text
from fellesbok.objections.records import About
from fellesbok.objections.taking import faults_with
from fellesbok.objections.writing import as_written
from fellesbok.objections.writing import filing_of
from fellesbok.terminal import is_wanted
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text
from fellesbok.terminal import warn

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from fellesbok.books import Books
    from fellesbok.claims.tied import Year
    from fellesbok.entries.records import Entry
    from fellesbok.filing.folder import Books as Filed
    from fellesbok.filing.writing import Filing
    from fellesbok.objections import Objection
    from fellesbok.objections.checks import OfYears


def put(  # noqa: PLR0913 -- what is optional is asked for by name
    loaded: Books,
    lines: Sequence[Entry],
    language: str,
    *,
    of: Year | None,
    dry_run: bool,
    yes: bool,
    as_filing: Callable[[Filed, Sequence[Entry]], Filing] = filing_of,
) -> bool:
    """Show the lines, ask, and write all of them or none; whether they are written.

    Args:
        loaded: The books.
        lines: The lines.
        language: The language.
        of: The cooperation's year that they are about, whose errors stop them; where
            nobody knows, all errors do.
        dry_run: They are shown alone.
        yes: They are written without a question.
        as_filing: How they are written.
    """
    if waits(loaded, of):
        stop(Text("Rett feilene i bøkene først."), language)
    return put_sound(
        loaded, lines, language, dry_run=dry_run, yes=yes, as_filing=as_filing
    )


def put_sound(  # noqa: PLR0913 -- as above
    loaded: Books,
    lines: Sequence[Entry],
    language: str,
    *,
    dry_run: bool,
    yes: bool,
    as_filing: Callable[[Filed, Sequence[Entry]], Filing] = filing_of,
) -> bool:
    """The same of lines that are known to wait for no error."""
    for line in lines:
        echo(as_written(line))
    _refuse_wrong(loaded, lines, language)
    question = Text("Skrive {count} linjer i bøkene?", count=len(lines))
    if dry_run or not (yes or is_wanted(question, language)):
        tell_text(Text("Ingenting er skrevet."), language)
        return False
    filed = filed_books(loaded, loaded.settled)
    path = write(as_filing(filed, lines))
    tell_text(Text("Skrev {path}.", path=str(path)), language)
    return True


def waits(loaded: Books, of: Year | None) -> bool:
    """Whether what is said of a cooperation's year waits for an error of the books.

    It is as with a credit note: an error of another cooperation, that does not reach
    it, stops nothing; where nobody knows what it is of, all errors do.
    """
    if of is None or stops_all(loaded):
        return bool(loaded.errors)
    slug, year = of
    return any(e.slug == slug and e.year <= year for e in waiting_in(loaded))


def year_of(loaded: Books, about: Sequence[Any]) -> Year | None:
    """The cooperation and year of what is objected to; ``None`` where there is none."""
    kind, named, *rest = map(str, about)
    if kind == About.CLAIM.value:
        claim = claim_named(loaded, named)
        return None if claim is None else (claim.cooperation.slug, claim.year)
    cooperation, year = cooperation_of(loaded, about), rest[0] if rest else ""
    if cooperation is None or not year.isdecimal():
        return None
    return cooperation.slug, int(year)


def year_objected_to(loaded: Books, each: Objection) -> Year | None:
    """The cooperation and year of an objection in the books."""
    if each.cooperation is not None and each.year is not None:
        return each.cooperation.slug, each.year
    return year_of(loaded, (About.CLAIM.value, each.claim))


def claims_of_years(loaded: Books) -> Sequence[OfYears]:
    """The claims of the books, each with the years of what it asks for."""
    return with_years(loaded.entries, loaded.entries, loaded.settled.agreement)


def _refuse_wrong(loaded: Books, lines: Sequence[Entry], language: str) -> None:
    """Stop where the books would have a fault by it, also where nothing is written."""
    agreement = loaded.settled.agreement
    wrong = faults_with(
        lines, loaded.entries, agreement, lambda: claims_of_years(loaded)
    )
    warn((error.message for error in wrong), language)
    if wrong:
        stop(Text("Ingenting er skrevet."), language)
