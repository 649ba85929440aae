"""The command that opens the accounts which agreements and vouchers need."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import click

from fellesbok.books import load_books
from fellesbok.chart.needed import FILE
from fellesbok.chart.needed import claim_uses
from fellesbok.chart.needed import directives
from fellesbok.chart.needed import missed_use
from fellesbok.chart.needed import openings
from fellesbok.chart.needed import with_openings
from fellesbok.chart.needed import written_uses
from fellesbok.chart.tables import RESEMBLES
from fellesbok.chart.tables import openings_table
from fellesbok.claims.ready import Wanted
from fellesbok.claims.ready import claimable
from fellesbok.cli.common import ask_and_write
from fellesbok.cli.common import tidied
from fellesbok.filing.folder import load as load_filed
from fellesbok.filing.listing import Listing
from fellesbok.filing.writing import Filing
from fellesbok.messages import Text
from fellesbok.tables.text import text_of
from fellesbok.terminal import DRY_RUN
from fellesbok.terminal import YES
from fellesbok.terminal import common_options
from fellesbok.terminal import main_file
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text
from fellesbok.terminal import warn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fellesbok.books import Books
    from fellesbok.chart.needed import Opening
    from fellesbok.chart.needed import Use

CHART = Listing(
    "kontoer",
    "; Kontoer som avtalene og bilagene trenger. Skrives av «fellesbok accounts».",
    Text(
        "Noen andre skriver i bøkene akkurat nå, så ingen konto er åpnet. Kjør"
        " kommandoen på nytt når de er ferdige."
    ),
    Text(
        "Bøkene er endret siden kontoene ble vist, så ingen konto er åpnet. Kjør"
        " kommandoen på nytt."
    ),
)


@click.command("accounts")
@common_options
@DRY_RUN
@YES
def accounts_command(
    books: Path,
    language: str,
    dry_run: bool,  # noqa: FBT001 -- click passes it by name
    yes: bool,  # noqa: FBT001 -- likewise
) -> None:
    """Åpne kontoene som avtalene, bilagene og kravene trenger."""
    tidied(books, CHART, language)
    main = main_file(books, language)
    filed = load_filed(main)
    found, told = _needed(main)
    warn(told, language)
    if found:
        shown = openings_table(found).where_used([RESEMBLES.name])
        click.echo(text_of(shown, language))
        entries = tuple(directives(found))
        last = max(each.day for each in found)
        ask_and_write(
            Filing(filed, (), last, CHART.name, entries, CHART, reveals=True),
            (
                Text("Åpne kontoen?")
                if len(found) == 1
                else Text("Åpne {count} kontoer?", count=len(found))
            ),
            language,
            dry_run=dry_run,
            yes=yes,
        )
    elif not told:
        tell_text(
            Text("Alle kontoer som avtalene og bilagene trenger, er åpne."), language
        )
    if told:
        stop(Text("{count} kontoer må rettes for hånd.", count=len(told)), language)


def _needed(main: Path) -> tuple[list[Opening], list[Text]]:
    """The openings after which nothing lacks an account, and what they cannot mend.

    What is opened lets more be shared, set aside and claimed, which needs accounts too.
    """
    uses: dict[Use, None] = {}
    found: list[Opening] = []
    while True:
        loaded = load_books(main, partial(with_openings, found))
        written = [e for e in loaded.entries if e.meta["filename"] != FILE]
        uses |= dict.fromkeys([*written_uses(written), *_missed(loaded)])
        before = found
        found, told = openings(written, uses)
        if found == before:
            return found, told


def _missed(loaded: Books) -> Iterator[Use]:
    """What is not shared, set aside or claimed for want of an account."""
    if loaded.shared is None:
        return
    shared = loaded.shared
    for fault in loaded.errors:
        yield from missed_use(fault, shared.agreement)
    for year in sorted({result.year for result in shared.results}):
        wanted = Wanted(year, day=date(year + 1, 12, 31))
        for draft in claimable(loaded.entries, shared, wanted).drafts:
            yield from claim_uses(draft.claim, shared.agreement)
