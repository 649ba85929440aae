"""What the commands have in common: which books, which language, what is told."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from fellesbok.agreement.payer_names import payer_called
from fellesbok.cli.findings_text import note_lines
from fellesbok.cli.from_here import fault_line
from fellesbok.entries.days import last_day
from fellesbok.explanation import find_cooperation
from fellesbok.filing import folder
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.listing import LOOKING
from fellesbok.filing.writing import tidy
from fellesbok.filing.writing import write
from fellesbok.lint import commas
from fellesbok.lint import lint
from fellesbok.lint import three_decimals
from fellesbok.lint import unseen_signs
from fellesbok.lint.unread import not_read
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import sentences
from fellesbok.sharing import statement
from fellesbok.sharing.in_short import all_shared_in_short
from fellesbok.terminal import is_wanted
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text
from fellesbok.terminal import warn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.books import Books
    from fellesbok.entries.records import Place
    from fellesbok.filing.listing import Listing
    from fellesbok.filing.writing import Filing


def seen_from(loaded: Books, day: date | None, language: str) -> date:
    """The day that something is seen from: as asked, or the last day of the books."""
    found = last_day(loaded.entries) if day is None else day
    if found == date.min:
        text = Text(
            "Ingenting er ført i bøkene, så det er ingen dag å se fra. Oppgi den: --on."
        )
        stop(text, language)
    return found


def cooperation_named(
    agreement: Agreement, name: str | None, language: str
) -> Cooperation | None:
    """The cooperation of that name; ``None`` where none is named."""
    if name is None:
        return None
    found = find_cooperation(agreement, name)
    if found is None:
        text = Text(
            "Ukjent samarbeid «{name}». Kjente: {known}.",
            name=name,
            known=", ".join(c.account for c in agreement.cooperations.values()),
        )
        stop(text, language)
    return found


def payer_named(agreement: Agreement, name: str, language: str) -> Payer:
    """A payer by slug or name, whatever the case."""
    payer = payer_called(agreement, name)
    if payer is None:
        known = ", ".join(payer.name for payer in agreement.payers)
        near = _near(agreement, name)
        if near is None:
            text = Text(
                "Ukjent betaler «{name}». Kjente: {known}.", name=name, known=known
            )
        else:
            text = Text(
                "Ukjent betaler «{name}». Mente du {near}? Kjente: {known}.",
                name=name,
                near=near,
                known=known,
            )
        stop(text, language)
    return payer


_PERCENT = re.compile(r"[+-]?[0-9]{1,6}(?:\.[0-9]{1,6})?")


def percentage(written: str) -> Decimal | None:
    """A percentage as people write it, 3,5 or 3.5 or 3,5 %; ``None``: it is none."""
    plain = written.strip().removesuffix("%").strip().replace(",", ".")
    return Decimal(plain) if _PERCENT.fullmatch(plain) else None


def _near(agreement: Agreement, name: str) -> str | None:
    """The payer that a name is written almost like."""
    known = {word.casefold(): slug for word, slug in agreement.slug_by_name.items()}
    found = get_close_matches(name.casefold(), known, n=1)
    return agreement.payer(known[found[0]]).name if found else None


def tell(loaded: Books, language: str, *, findings: bool = True) -> bool:
    """Print errors, findings and what was shared; whether the books are in order."""
    for fault in loaded.errors:
        click.echo(fault_line(fault, language))
    notes = statement.findings(loaded.entries)
    unread = () if loaded.shared is None else loaded.shared.unread
    if findings:
        for line in (
            note_lines(notes, loaded.settled.agreement, language) if notes else ()
        ):
            click.echo(line)
    others = [say(not_read(file.name), language) for file in unread]
    read_otherwise: list[tuple[Place, Text]] = []
    if loaded.shared is not None:
        currency = loaded.shared.agreement.currency
        read_otherwise += three_decimals.places(loaded.entries, currency)
        read_otherwise += commas.places(loaded.entries, currency)
    for (path, row), text in (*unseen_signs.places(loaded.entries), *read_otherwise):
        others.append(f"{path}:{row}: {say(text, language)}")
    warn(others, language, is_asked_for=True)
    if findings or others:
        click.echo()
    shared = statement.shares(loaded.entries)
    if shared:
        tell_text(all_shared_in_short(shared), language)
    told = [_faults(loaded)]
    if findings:
        count = len(notes) + len(others)
        told.append(Text("Fra fordelingen: {count} funn.", count=count))
        told.extend(_asked_of_the_last_year(loaded))
    click.echo(say(sentences(told), language))
    return not loaded.errors


def _faults(loaded: Books) -> Text:
    if not loaded.errors:
        return Text("Ingen feil.")
    return Text("{errors} feil må rettes.", errors=len(loaded.errors))


def _asked_of_the_last_year(loaded: Books) -> Iterator[Text]:
    """How much a controller would ask of the last year that has shares."""
    years = {share.day.year for share in statement.shares(loaded.entries)}
    if loaded.errors or not years:
        return
    year = max(years)
    found = lint(loaded.entries, loaded.settled, year)
    yield Text(
        "Fra «fellesbok lint {year}»: {count} funn, {answered} besvart.",
        year=year,
        count=len(found),
        answered=sum(1 for finding in found if finding.answer),
    )


def ask_and_write(
    filing: Filing, question: Text, language: str, *, dry_run: bool, yes: bool
) -> None:
    """Write what has been shown, unless nobody wants it; tell which.

    Raises:
        CannotFileError: Nothing was changed; says why.
    """
    if asked_for(question, language, dry_run=dry_run, yes=yes):
        tell_text(Text("Skrev {path}.", path=str(write(filing))), language)


def asked_for(question: Text, language: str, *, dry_run: bool, yes: bool) -> bool:
    """Whether what has been shown is to be written; tells where it is not."""
    if dry_run:
        tell_text(Text("Ingenting er skrevet (--dry-run)."), language)
    elif not yes and not is_wanted(question, language):
        tell_text(Text("Ingenting er skrevet."), language)
    else:
        return True
    return False


def sweep(start: Path, language: str) -> bool:
    """Put right what a writing that was cut off left; whether the folder is in order.

    Who only looks is not stopped by what cannot be put right: it is told.
    """
    main = folder.find_main(start)
    if main is None:
        return True
    try:
        told = tidy(main, LOOKING, is_thorough=True)
    except CannotFileError as error:
        warn([error.text], language)
        return error.text == LOOKING.busy
    warn(told, language)
    return True


def tidied(start: Path, listing: Listing, language: str) -> None:
    """Put right what a writing that was cut off left, and tell of it."""
    main = folder.find_main(start)
    if main is None:
        return
    warn(tidy(main, listing), language)
