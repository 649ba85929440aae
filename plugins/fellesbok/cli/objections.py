"""Commands for what municipalities object to: object, and objections."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from fellesbok.anywhere import before_the_verb
from fellesbok.claims import claims
from fellesbok.claims.objectable import too_much
from fellesbok.claims.objected_for_programs import objection_rows
from fellesbok.cli.claims import written_amount
from fellesbok.cli.common import cooperation_named
from fellesbok.cli.common import payer_named
from fellesbok.cli.common import tidied
from fellesbok.cli.held import stops_all
from fellesbok.cli.loaded import usable
from fellesbok.cli.objection_days import cooperation_objected_to
from fellesbok.cli.objection_days import cooperation_of
from fellesbok.cli.objection_days import day_to_write
from fellesbok.cli.objection_days import first_open
from fellesbok.cli.written_lines import claims_of_years
from fellesbok.cli.written_lines import put
from fellesbok.cli.written_lines import put_sound
from fellesbok.cli.written_lines import waits
from fellesbok.cli.written_lines import year_objected_to
from fellesbok.cli.written_lines import year_of
from fellesbok.entries.days import last_day
from fellesbok.messages import Text
from fellesbok.objections import Outcome
from fellesbok.objections import objections
from fellesbok.objections.checks import why_not_of_year
from fellesbok.objections.granted import also_of
from fellesbok.objections.heard import in_inbox
from fellesbok.objections.inbox import taken
from fellesbok.objections.inbox import tidy
from fellesbok.objections.tables import SENTENCES
from fellesbok.objections.tables import objections_table
from fellesbok.objections.taking import gone
from fellesbok.objections.taking import lines_of
from fellesbok.objections.taking import put_right_since
from fellesbok.objections.taking import unfit
from fellesbok.objections.taking import untimely
from fellesbok.objections.writing import OBJECTIONS
from fellesbok.objections.writing import answer_line
from fellesbok.objections.writing import decision_line
from fellesbok.objections.writing import next_id
from fellesbok.objections.writing import objection_line
from fellesbok.objections.writing import put_right_line
from fellesbok.system.today import today
from fellesbok.tables.json_file import json_of
from fellesbok.tables.text import text_of
from fellesbok.terminal import DRY_RUN
from fellesbok.terminal import FORMAT
from fellesbok.terminal import YEAR
from fellesbok.terminal import YES
from fellesbok.terminal import common_options
from fellesbok.terminal import day_option
from fellesbok.terminal import misused
from fellesbok.terminal import stop
from fellesbok.terminal import tell_csv
from fellesbok.terminal import tell_text
from fellesbok.terminal import warn
from fellesbok.terminal import words_option

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Payer
    from fellesbok.books import Books
    from fellesbok.entries.records import Entry
    from fellesbok.objections import Objection
    from fellesbok.objections.inbox import Waiting

DEADLINE = day_option("--deadline", "Fristen for å svare.", "deadline")
DATE = day_option("--date", "Datoen; ellers den siste dagen noe er ført.")


@click.command("object")
@common_options
@click.option("--claim", metavar="KRAV", help="Kravet det gjelder.")
@click.option("--share", metavar="SAMARBEID", help="Samarbeidet andelen er av.")
@click.option("--year", type=YEAR, metavar="ÅR", help="Året andelen er for.")
@click.option("--voucher", metavar="BILAG", help="Et bilag som andelen bygger på.")
@click.option("--payer", metavar="KOMMUNE", help="Hvem som har innsigelsen.")
@click.option(
    "--amount", metavar="BELØP", callback=written_amount, help="Hvor mye det gjelder."
)
@words_option("--reason", "GRUNN", "Hva som er feil.", required=True)
@DEADLINE
@DATE
@DRY_RUN
@YES
def object_command(  # noqa: PLR0913 -- one for each option
    books: Path,
    language: str,
    *,
    claim: str | None,
    share: str | None,
    year: int | None,
    voucher: str | None,
    payer: str | None,
    amount: Decimal | None,
    reason: str,
    deadline: date | None,
    day: date | None,
    dry_run: bool,
    yes: bool,
) -> None:
    """Skriv at en kommune har innsigelse mot et krav, en andel eller et bilag."""
    is_share = share is not None and year is not None
    if (claim is None) == (not is_share) or (claim is not None and voucher):
        misused(
            Text("Oppgi --claim, eller --share og --year, og --voucher for ett bilag.")
        )
    tidied(books, OBJECTIONS, language)
    loaded = usable(books, language)
    agreement = loaded.settled.agreement
    about: tuple[Any, ...]
    if claim is not None:
        about, who = ("krav", claim), _payer_of(loaded, claim, payer, language)
    else:
        cooperation = cooperation_named(agreement, share, language)
        if cooperation is None or payer is None or year is None:
            misused(Text("Oppgi --payer: hvem som har innsigelsen."))
        named = Decimal(year)
        about = ("andel", cooperation.account, named)
        if voucher:
            about = ("bilag", cooperation.account, named, voucher)
            why_not = why_not_of_year(cooperation, year, voucher, loaded.entries)
            if why_not is not None:
                stop(why_not, language)
        who = payer_named(agreement, payer, language)
    why_not = too_much(about, amount, who, loaded.entries, loaded.settled)
    if why_not is not None:
        stop(why_not, language)
    of = cooperation_of(loaded, about)
    on = day_to_write(loaded, of, day, last_day(loaded.entries), language)
    taken = {each.id for each in objections(loaded.entries, agreement)}
    line = objection_line(
        next_id(who, on, taken),
        about,
        who,
        on,
        reason=reason,
        amount=amount,
        currency=agreement.currency,
        deadline=deadline,
    )
    for why_not in gone([line], loaded.entries, agreement):
        stop(why_not, language)
    year_of_it = year_of(loaded, about)
    put(loaded, [line], language, of=year_of_it, dry_run=dry_run, yes=yes)


@click.group("objections")
@before_the_verb
def objections_group() -> None:
    """Se, besvar og ta inn innsigelser."""


@objections_group.command("list")
@common_options
@click.option("--open", "is_open", is_flag=True, help="Bare de som ikke har et utfall.")
@FORMAT
def list_command(
    books: Path,
    language: str,
    is_open: bool,  # noqa: FBT001 -- click passes it by name
    form: str,
) -> None:
    """Vis innsigelsene, med svar og utfall."""
    loaded = usable(books, language)
    found = [
        each
        for each in objections(loaded.entries, loaded.settled.agreement)
        if each.is_open or not is_open
    ]
    table = objections_table(found)
    if form == "json":
        told = objection_rows(found, loaded.entries, loaded.settled.agreement)
        click.echo(json_of(list(told)))
    elif form == "csv":
        tell_csv(table, language)
    elif found:
        click.echo(text_of(table, language, below=SENTENCES))
    else:
        tell_text(Text("Ingen innsigelser."), language)


@objections_group.command("answer")
@common_options
@click.argument("id_", metavar="ID")
@words_option("--text", "SVAR", "Svaret, eller grunnen til utfallet.")
@click.option(
    "--outcome",
    type=click.Choice([each.value for each in Outcome]),
    help="Utfallet; uten det er innsigelsen fortsatt åpen.",
)
@click.option(
    "--credit-note", default="", metavar="KREDITNOTA", help="Kreditnotaen som følger."
)
@click.option(
    "--corrected",
    is_flag=True,
    help="Bilaget, nøkkelen eller kravet er rettet etter medhold.",
)
@DATE
@DRY_RUN
@YES
def answer_command(  # noqa: PLR0913 -- one for each option
    books: Path,
    language: str,
    *,
    id_: str,
    text: str,
    outcome: str | None,
    credit_note: str,
    corrected: bool,
    day: date | None,
    dry_run: bool,
    yes: bool,
) -> None:
    """Svar på innsigelsen ID, gi den et utfall, eller si at bøkene er rettet."""
    is_done = corrected and outcome == Outcome.CORRECTED.value
    if corrected and not is_done and (outcome is not None or credit_note):
        misused(Text("Oppgi --outcome først, og --corrected når bøkene er rettet."))
    if outcome is None and (credit_note or not (text or corrected)):
        misused(Text("Oppgi --text med svaret, --outcome eller --corrected."))
    tidied(books, OBJECTIONS, language)
    loaded = usable(books, language)
    found = objections(loaded.entries, loaded.settled.agreement)
    one = _named(found, id_, language, is_decided=corrected and not is_done)
    decided = one.day if one.decided is None else one.decided.day
    of = cooperation_objected_to(loaded, one)
    on = day_to_write(loaded, of, day, max(last_day(loaded.entries), decided), language)
    warn(also_of(credit_note, found, claims_of_years(loaded)), language)
    lines: list[Entry] = []
    if outcome is not None:
        said = Outcome(outcome), text, credit_note
        lines.append(decision_line(id_, on, *said))
    if corrected:
        lines.append(put_right_line(id_, on, "" if lines else text))
    if not lines:
        lines.append(answer_line(id_, on, text))
    year = year_objected_to(loaded, one)
    put(loaded, lines, language, of=year, dry_run=dry_run, yes=yes)


def _payer_of(loaded: Books, number: str, named: str | None, language: str) -> Payer:
    """Whom a claim is on, unless somebody says another."""
    agreement: Agreement = loaded.settled.agreement
    if named is not None:
        return payer_named(agreement, named, language)
    known = claims(loaded.entries, agreement)
    payer = next((claim.payer for claim in known if claim.id == number), None)
    if payer is None:
        stop(Text("{claim} er ikke et krav i bøkene.", claim=number), language)
    return payer


def _named(
    found: Sequence[Objection], id_: str, language: str, *, is_decided: bool
) -> Objection:
    """The objection with that id, which has no outcome unless it is to have one."""
    one = next((each for each in found if each.id == id_), None)
    if one is None:
        stop(Text("Innsigelsen {id} er ikke reist i bøkene.", id=id_), language)
    if not one.is_open and not is_decided:
        stop(Text("Innsigelsen {id} har alt et utfall.", id=id_), language)
    return one


def _told_too_much(found: Sequence[Waiting], loaded: Books) -> Iterator[Text]:
    """What is to more than is known now; its page asked about that when it was sent."""
    shared = loaded.settled
    for each in found:
        sent, payer = each.sent, shared.agreement.payer(each.sent.payer)
        fault = too_much(sent.about, sent.amount, payer, loaded.entries, shared)
        if fault is not None:
            yield Text(
                "{path} tas inn slik den ble sendt, men: {fault}",
                path=each.path.name,
                fault=fault,
            )


@objections_group.command("take")
@common_options
@click.argument(
    "folder", metavar="MAPPE", type=click.Path(path_type=Path, file_okay=False)
)
@DEADLINE
@DRY_RUN
@YES
def take_command(  # noqa: PLR0913 -- one for each option
    books: Path,
    language: str,
    *,
    folder: Path,
    deadline: date | None,
    dry_run: bool,
    yes: bool,
) -> None:
    """Ta inn innsigelsene som kommunene har sendt til innboksen MAPPE."""
    tidied(books, OBJECTIONS, language)
    loaded = usable(books, language)
    if stops_all(loaded):
        stop(Text("Rett feilene i bøkene først."), language)
    agreement = loaded.settled.agreement
    if not dry_run:
        tidy(folder)
    known = objections(loaded.entries, agreement)
    found = in_inbox(folder, known, agreement)
    years = {each.digest: year_of(loaded, each.sent.about) for each in found.new}
    held = {year for year in set(years.values()) if waits(loaded, year)}
    now = today()
    untimed = {
        each.digest: untimely(each, of and of[1], now)
        for each, of in ((each, years[each.digest]) for each in found.new)
    }
    new = [
        each
        for each in found.new
        if years[each.digest] not in held and untimed[each.digest] is None
    ]
    again = found.again
    days = {
        each.digest: first_open(
            loaded, cooperation_of(loaded, each.sent.about), each.sent.received
        )
        for each in new
    }
    made = lines_of(new, known, agreement, deadline, days)
    wrong = unfit(
        [line for line, _ in made],
        loaded.entries,
        agreement,
        lambda: claims_of_years(loaded),
    )
    left = [
        Text("{path} blir liggende: {fault}", path=each.path.name, fault=fault)
        for (_, each), fault in zip(made, wrong, strict=True)
        if fault is not None
    ]
    left += [
        Text(
            "{path} blir liggende til feilene som gjelder {what}, er rettet.",
            path=each.path.name,
            what=" ".join(each.sent.about[1:3]),
        )
        for each in found.new
        if years[each.digest] in held
    ]
    left += filter(None, untimed.values())
    warn((*found.faults, *left), language)
    fit = [pair for pair, fault in zip(made, wrong, strict=True) if fault is None]
    warn(_told_too_much([each for _, each in fit], loaded), language)
    lines = [line for line, _ in fit]
    if not lines and not again:
        tell_text(
            Text("Ingen nye innsigelser i {folder}.", folder=str(folder)), language
        )
        return
    warn(put_right_since(lines, loaded.entries, agreement), language)
    if lines and not put_sound(loaded, lines, language, dry_run=dry_run, yes=yes):
        return
    if not dry_run:
        warn(taken([*again, *(each for _, each in fit)]), language)
