"""Commands that ask the participants to pay: plan, claim and credit."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from fellesbok.agreement.tables import for_files
from fellesbok.agreement.tables import for_people
from fellesbok.claims import claims
from fellesbok.claims.for_programs import planned_instalments
from fellesbok.claims.heard_objections import objected_claims
from fellesbok.claims.issue_dates import chosen_day
from fellesbok.claims.issue_dates import closed_years
from fellesbok.claims.issue_dates import open_day
from fellesbok.claims.payment_details import lacks
from fellesbok.claims.payment_details import to_be_paid_out
from fellesbok.claims.payment_plan import payment_plans
from fellesbok.claims.plan_tables import instalments_table
from fellesbok.claims.ready import Draft
from fellesbok.claims.ready import Wanted
from fellesbok.claims.ready import claimable
from fellesbok.claims.writing import credit_note
from fellesbok.claims.writing import numbered
from fellesbok.cli.common import cooperation_named
from fellesbok.cli.common import payer_named
from fellesbok.cli.desk import Desk
from fellesbok.cli.desk import writing_options
from fellesbok.cli.explanation_text import explanation_text
from fellesbok.cli.held import first_waiting
from fellesbok.cli.held import objected_to
from fellesbok.cli.held import told_waiting
from fellesbok.cli.held import waiting_in
from fellesbok.cli.held import waits_for
from fellesbok.cli.held import without_unapproved
from fellesbok.cli.inbox import INBOX
from fellesbok.cli.inbox import what_waits
from fellesbok.cli.loaded import usable
from fellesbok.cli.shown_shares import tell_objections
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.claim import credit_notes
from fellesbok.entries.claim import left_of
from fellesbok.entries.claim import part_of
from fellesbok.entries.claim import standing
from fellesbok.entries.days import last_day
from fellesbok.explanation.advance import plan_explanations
from fellesbok.messages import Text
from fellesbok.objections.tables import objections_table
from fellesbok.tables.json_file import json_of
from fellesbok.tables.text import text_of
from fellesbok.terminal import COOPERATION
from fellesbok.terminal import FORMAT
from fellesbok.terminal import YEAR
from fellesbok.terminal import Whole
from fellesbok.terminal import common_options
from fellesbok.terminal import day_option
from fellesbok.terminal import misused
from fellesbok.terminal import stop
from fellesbok.terminal import tell_csv
from fellesbok.terminal import tell_text
from fellesbok.terminal import unusable
from fellesbok.terminal import warn
from fellesbok.terminal import words_option

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from fellesbok.claims.payment_details import Lack
    from fellesbok.cli.desk import Writing
    from fellesbok.entries.claim import Claim

MOST_DIGITS = 15
"""More whole kroner than that no claim has."""

_GROUPED = r"[0-9]+|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+"
_AMOUNT = re.compile(
    rf"(?=.*[1-9])(?P<kroner>{_GROUPED})(?:[.,](?P<ore>[0-9]{{1,2}}))?"
)


@click.command("plan")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR")
@COOPERATION
@FORMAT
@click.option(
    "--explain", metavar="KOMMUNE", help="Vis hvordan dens terminer blir til."
)
def plan_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    year: int,
    cooperation: str | None,
    form: str,
    explain: str | None,
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
        warn((*plan.lacks, *plan.told([*plan.share_ore])), language)
    objected = objected_claims(loaded.entries, agreement, date.max, found)
    table = instalments_table(plans, year, agreement, objected)
    if explain is not None:
        payer = payer_named(agreement, explain, language)
        for explanation in plan_explanations(loaded.settled, plans, payer):
            click.echo(explanation_text(explanation, agreement, language) + "\n")
        planned = (row for plan in plans for row in plan.instalments)
        asked = [row.claim for row in planned if row.claim and row.payer == payer.slug]
        told = {each.id: each for claim in asked for each in objected(claim)}
        tables = [objections_table(told.values())] if told else []
        tell_objections(tables, language)
    elif form == "json":
        rows = planned_instalments(plans, agreement, objected)
        click.echo(json_of(list(rows)))
    elif form == "csv":
        tell_csv(for_files(table.without_sums), language)
    elif table.lines:
        click.echo(text_of(for_people(table), language))
    else:
        tell_text(
            Text("Ingen a konto er avtalt, eller kan beregnes, for {year}.", year=year),
            language,
        )


@click.command("claim")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR")
@COOPERATION
@click.option(
    "--instalment",
    type=Whole(min=1),
    metavar="N",
    help="Bare termin N av a konto.",
)
@click.option("--settlement", is_flag=True, help="Bare avregninger.")
@click.option("--payer", metavar="KOMMUNE", help="En betaler; ellers alle.")
@day_option(
    "--date", "Kravenes dato; ellers dagen etter perioden, og fristen før et forfall."
)
@click.option(
    "--without-account",
    is_flag=True,
    help="Gi kravene nummer selv om kontonummer eller adresse mangler.",
)
@click.option(
    "--with-credited",
    is_flag=True,
    help="Krev med --yes også det som er tatt tilbake etter medhold.",
)
@INBOX
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
    without_account: bool,  # noqa: FBT001 -- likewise
    with_credited: bool,  # noqa: FBT001 -- likewise
    inbox: Path | None,
    writing: Writing,
) -> None:
    """Krev det deltakerne skal betale for ÅR: a konto og avregning."""
    if instalment is not None and settlement:
        misused(Text("Oppgi --instalment eller --settlement, ikke begge."))
    desk = Desk.opened(books, language)
    agreement = desk.shared.agreement
    one = cooperation_named(agreement, cooperation, language)
    named = None if payer is None else payer_named(agreement, payer, language)
    is_left_out = writing.yes and not with_credited
    waits = waiting_in(desk.loaded)
    wanted = Wanted(
        year,
        one,
        None if named is None else named.slug,
        instalment,
        settlement,
        day,
        is_left_out,
        first_waiting(waits),
    )
    for text in _no_such_instalment(desk, wanted):
        stop(text, language)
    found = claimable(desk.loaded.entries, desk.shared, wanted)
    only = None if wanted.cooperation is None else wanted.cooperation.slug
    held = told_waiting(waits, agreement, year, only)
    drafts, unapproved, listed = without_unapproved(found.drafts, desk.loaded)
    missing = lacks([draft.claim for draft in drafts])
    is_stopped = bool(missing) and not without_account
    payable = drafts
    if is_stopped and writing.preview is None:
        stopped = set[str]().union(*(lack.cooperations for lack in missing))
        payable = [d for d in payable if d.claim.cooperation.slug not in stopped]
    made, faults = numbered(payable, desk.written, is_dated=day is not None)
    paid_out = to_be_paid_out([draft.claim for draft in made])
    lacking = _told(missing, is_stopped=is_stopped)
    refused = (*found.faults, *held, *unapproved, *faults)
    waiting = what_waits(inbox, desk.loaded, language)
    objected = [*objected_to(made, desk.loaded, waiting), *found.again]
    warn((*found.notes, *listed, *objected, *paid_out, *refused, *lacking), language)
    is_refused = refused or (is_stopped and writing.preview is None)
    if is_refused and (cooperation is not None or not made):
        raise click.exceptions.Exit(1)
    if not made and found.today == date.min:
        text = Text(
            "Ingenting er ført i bøkene, så det er ingen dag å se fra. Oppgi kravenes"
            " dato: --date."
        )
        stop(text, language)
    if not made:
        for text in found.waiting:
            tell_text(text, language)
        text = Text("Alt som kan kreves per {day}, er krevd.", day=found.today)
        if is_left_out and found.again:
            text = Text("Ingenting mer kan kreves per {day}.", day=found.today)
        elif wanted.is_narrowed:
            text = Text(
                "Ingenting mer av det som er valgt, kan kreves per {day}. Uten valg tas"
                " alt som kan kreves, med.",
                day=found.today,
            )
        tell_text(text, language)
        return
    desk.put(made, writing)


def _no_such_instalment(desk: Desk, wanted: Wanted) -> Iterator[Text]:
    """Why an instalment that is asked for cannot be: no plan, or none so long."""
    if wanted.instalment is None:
        return
    plans = [
        plan
        for plan in payment_plans(desk.shared, desk.written, wanted.year)
        if wanted.cooperation is None
        or plan.cooperation.slug == wanted.cooperation.slug
    ]
    last = max((len(plan.dues) for plan in plans), default=0)
    if not last and not any(plan.lacks for plan in plans):
        yield Text(
            "Ingen a konto er avtalt, eller kan beregnes, for {year}.", year=wanted.year
        )
    elif 0 < last < wanted.instalment:
        longest = next(plan for plan in plans if len(plan.dues) == last)
        yield Text(
            "{cooperation} har ingen termin {number} i {year}: den siste er termin"
            " {last}.",
            cooperation=longest.cooperation.title,
            number=wanted.instalment,
            year=wanted.year,
            last=last,
        )


def _told(missing: Sequence[Lack], *, is_stopped: bool) -> Iterator[Text]:
    """What is missing for the claims to be paid, and what becomes of them.

    A cooperation of which a claim cannot be paid is not claimed in this run, unless
    somebody means it.
    """
    yield from (lack.text for lack in missing)
    names = {c.cooperation.slug: c.cooperation.title for m in missing for c in m.claims}
    titles = ", ".join(names[slug] for slug in sorted(names))
    if is_stopped:
        yield Text(
            "Kravene for {cooperations} får ikke nummer før det er oppgitt. Med"
            " --without-account får de det likevel.",
            cooperations=titles,
        )
    elif missing:
        yield Text(
            "Kravene for {cooperations} får nummer likevel (--without-account).",
            cooperations=titles,
        )


def written_amount(
    _context: click.Context, _parameter: click.Parameter, written: str | None
) -> Decimal | None:
    """``1 000,00`` or ``1000.00`` as kroner; what can be read two ways is refused."""
    if written is None:
        return None
    match = _AMOUNT.fullmatch(written.strip())
    if match is None:
        unusable(
            Text(
                "«{written}» er ikke et beløp over null. Skriv kroner og øre: 1000,00.",
                written=written,
            )
        )
    digits = "".join(match["kroner"].split())
    if len(digits.lstrip("0")) > MOST_DIGITS:
        unusable(Text("«{written}» kr er mer enn noe krav er på.", written=written))
    return Decimal(f"{digits}.{match['ore'] or '00'}").quantize(Decimal("0.01"))


@click.command("credit")
@common_options
@click.argument("number", metavar="KRAV")
@words_option("--reason", "GRUNN", "Hvorfor kravet tas tilbake.", required=True)
@click.option(
    "--amount",
    metavar="BELØP",
    callback=written_amount,
    help="Hvor mye av kravet, uten avgift; ellers alt som er igjen.",
)
@day_option(
    "--date", "Kreditnotaens dato; ellers den siste dagen noe er ført i bøkene."
)
@writing_options
def credit_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    number: str,
    reason: str,
    amount: Decimal | None,
    day: date | None,
    writing: Writing,
) -> None:
    """Ta tilbake KRAV, eller en del av det, med en kreditnota."""
    desk = Desk.opened(books, language)
    part = _part_of(desk, number, amount)
    if waits_for(part, desk.loaded):
        text = Text("Rett feilene i bøkene først: et krav som er sendt, står fast.")
        stop(text, language)
    if not reason:
        stop(Text("Skriv hvorfor kravet tas tilbake: --reason."), language)
    draft = Draft(credit_note(part, reason, _credit_day(desk, part, day)))
    made, faults = numbered([draft], desk.written, is_dated=day is not None)
    for fault in faults:
        stop(fault, language)
    warn((lack.text for lack in lacks([each.claim for each in made])), language)
    desk.put(made, writing)


def _part_of(desk: Desk, number: str, amount: Decimal | None) -> Claim:
    """What is to be taken back of a claim: a part, or all that is left."""
    claim = next((c for c in desk.written if c.id == number), None)
    if claim is None or claim.kind is ClaimKind.CREDIT:
        text = Text("Bøkene har ikke noe krav «{number}».", number=number)
        stop(text, desk.language)
    notes = credit_notes(desk.written).get(number, [])
    if claim not in standing(desk.written):
        text = Text(
            "Kravet {claim} er alt tatt tilbake med kreditnotaen {first}.",
            claim=number,
            first=notes[-1].id,
        )
        stop(text, desk.language)
    left = left_of(claim, notes)
    if amount is None:
        return left
    if amount > abs(left.amount):
        text = Text(
            "Av kravet {claim} er det {left} kr igjen å ta tilbake, og ikke {amount}"
            " kr: det er {off} kr for mye.",
            claim=number,
            left=abs(left.amount),
            amount=amount,
            off=amount - abs(left.amount),
        )
        stop(text, desk.language)
    return part_of(left, claim, amount.copy_sign(left.amount))


def _credit_day(desk: Desk, claim: Claim, day: date | None) -> date:
    """When a credit note is dated: as chosen, or when it is made."""
    closed = closed_years(desk.shared.closed, claim.cooperation)
    if day is None:
        return open_day(max(claim.day, last_day(desk.loaded.entries)), closed)
    if day < claim.day:
        text = Text(
            "En kreditnota kan ikke dateres {day}, før kravet {claim}: {before}.",
            day=day,
            claim=claim.id,
            before=claim.day,
        )
        stop(text, desk.language)
    chosen = chosen_day(day, claim.cooperation, closed)
    if isinstance(chosen, Text):
        stop(chosen, desk.language)
    return chosen
