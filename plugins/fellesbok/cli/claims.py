"""Commands that ask the participants to pay: plan, claim and credit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fellesbok import claim_printing
from fellesbok.advance import payment_plans
from fellesbok.claim_reading import claims
from fellesbok.claim_writing import credit_note
from fellesbok.claim_writing import numbered
from fellesbok.claimable import Draft
from fellesbok.claimable import Wanted
from fellesbok.claimable import claimable
from fellesbok.claims import ClaimKind
from fellesbok.claims import standing
from fellesbok.cli.common import YEAR
from fellesbok.cli.common import common_options
from fellesbok.cli.common import tell_text
from fellesbok.cli.common import usable
from fellesbok.cli.common import written_day
from fellesbok.cli.desk import Desk
from fellesbok.cli.desk import stop
from fellesbok.cli.desk import writing_options
from fellesbok.explain import find_cooperation
from fellesbok.messages import Text
from fellesbok.messages import say

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation


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
        raise click.ClickException(say(text, language))
    return found


@click.command("plan")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR")
@click.option("--cooperation", metavar="SAMARBEID", help="Ett samarbeid; ellers alle.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    help="Tabell, CSV for regneark, eller JSON for programmer.",
)
def plan_command(
    books: Path, language: str, year: int, cooperation: str | None, form: str
) -> None:
    """Vis betalingsplanen for ÅR: a konto etter forfall og betaler."""
    loaded = usable(books, language)
    agreement = loaded.settled.agreement
    one = cooperation_named(agreement, cooperation, language)
    found = claims(loaded.entries, agreement)
    plans = [
        plan
        for plan in payment_plans(loaded.settled, found, year)
        if one is None or plan.cooperation.slug == one.slug
    ]
    for plan in plans:
        for lack in plan.lacks:
            click.echo(f"! {say(lack, language)}", err=True)
    if form == "json":
        click.echo(claim_printing.plan_json(plans, agreement))
    elif form == "csv":
        text = claim_printing.plan_csv(plans, agreement, language)
        click.echo(text, nl=False)
    elif any(plan.instalments for plan in plans):
        click.echo(claim_printing.plan_text(plans, agreement, language))
    else:
        tell_text(
            Text("Ingen a konto er avtalt, eller kan beregnes, for {year}.", year=year),
            language,
        )


@click.command("claim")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR")
@click.option("--cooperation", metavar="SAMARBEID", help="Ett samarbeid; ellers alle.")
@click.option(
    "--instalment",
    type=click.IntRange(min=1),
    metavar="N",
    help="Bare termin N av a konto.",
)
@click.option("--settlement", is_flag=True, help="Bare avregninger.")
@click.option("--payer", metavar="KOMMUNE", help="En betaler; ellers alle.")
@click.option(
    "--date",
    "day",
    metavar="DATO",
    callback=written_day,
    help="Kravenes dato; ellers dagen etter perioden, og fristen før et forfall.",
)
@writing_options
def claim_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    year: int,
    cooperation: str | None,
    instalment: int | None,
    settlement: bool,  # noqa: FBT001 -- click passes it by name
    payer: str | None,
    day: date | None,
    dry_run: bool,  # noqa: FBT001 -- likewise
    yes: bool,  # noqa: FBT001 -- likewise
    output: Path | None,
) -> None:
    """Krev det deltakerne skal betale for ÅR: a konto og avregning."""
    if instalment is not None and settlement:
        raise click.UsageError("Oppgi --instalment eller --settlement, ikke begge.")
    desk = Desk.opened(books, language)
    wanted = Wanted(
        year,
        cooperation_named(desk.shared.agreement, cooperation, language),
        None if payer is None else _payer_named(desk.shared.agreement, payer, language),
        instalment,
        settlement,
        day,
    )
    found = claimable(desk.loaded.entries, desk.shared, wanted)
    made, faults = numbered(found.drafts, desk.written, is_dated=day is not None)
    faults = [*found.faults, *faults]
    for text in (*found.notes, *faults):
        click.echo(f"! {say(text, language)}", err=True)
    if faults and (cooperation is not None or not made):
        raise click.exceptions.Exit(1)
    if not made:
        text = Text("Alt som kan kreves per {day}, er krevd.", day=found.today)
        tell_text(text, language)
        return
    desk.put(made, dry_run=dry_run, yes=yes, output=output)


def _payer_named(agreement: Agreement, name: str, language: str) -> str:
    """The slug of a payer."""
    slug = agreement.slug_by_name.get(name)
    if slug is None:
        payers = [*agreement.municipalities.values(), *agreement.parties.values()]
        text = Text(
            "Ukjent betaler «{name}». Kjente: {known}.",
            name=name,
            known=", ".join(payer.name for payer in payers),
        )
        raise click.ClickException(say(text, language))
    return slug


@click.command("credit")
@common_options
@click.argument("number", metavar="KRAV")
@click.option("--reason", required=True, help="Hvorfor kravet tas tilbake.")
@click.option(
    "--date",
    "day",
    metavar="DATO",
    callback=written_day,
    help="Kreditnotaens dato; ellers datoen til det siste kravet i serien.",
)
@writing_options
def credit_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    number: str,
    reason: str,
    day: date | None,
    dry_run: bool,  # noqa: FBT001 -- click passes it by name
    yes: bool,  # noqa: FBT001 -- likewise
    output: Path | None,
) -> None:
    """Ta tilbake hele KRAV med en kreditnota."""
    desk = Desk.opened(books, language)
    claim = next((c for c in desk.written if c.id == number), None)
    if claim is None or claim.kind is ClaimKind.CREDIT:
        stop(Text("Bøkene har ikke noe krav «{number}».", number=number), language)
    if claim not in standing(desk.written):
        note = next(c.id for c in desk.written if c.credits == number)
        text = Text(
            "Kravet {claim} er alt tatt tilbake med kreditnotaen {first}.",
            claim=number,
            first=note,
        )
        stop(text, language)
    why = _one_line(reason)
    if not why:
        stop(Text("Skriv hvorfor kravet tas tilbake: --reason."), language)
    chosen = claim.day if day is None else day
    if chosen < claim.day:
        text = Text(
            "En kreditnota kan ikke dateres {day}, før kravet {claim}: {before}.",
            day=chosen,
            claim=number,
            before=claim.day,
        )
        stop(text, language)
    draft = Draft(credit_note(claim, why, chosen))
    made, faults = numbered([draft], desk.written, is_dated=day is not None)
    for fault in faults:
        stop(fault, language)
    desk.put(made, dry_run=dry_run, yes=yes, output=output)


def _one_line(text: str) -> str:
    """What can be seen of a text, on one line: it is written, printed and sent."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
