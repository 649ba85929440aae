"""Commands that ask the participants to pay: plan, claim, credit, open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fellesbok import claim_printing
from fellesbok.advance import payment_plans
from fellesbok.claims import claims
from fellesbok.cli.common import common_options
from fellesbok.cli.common import tell_text
from fellesbok.cli.common import usable
from fellesbok.explain import find_cooperation
from fellesbok.messages import Text
from fellesbok.messages import say

if TYPE_CHECKING:
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
@click.argument("year", type=int, metavar="ÅR")
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
    assert loaded.shared is not None
    agreement = loaded.shared.agreement
    one = cooperation_named(agreement, cooperation, language)
    found = claims(loaded.entries, agreement)
    plans = [
        plan
        for plan in payment_plans(loaded.shared, found, year)
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
