"""Commands that read the books: check, explain, lint, query, schema."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fellesbok.agreement.readable_account import table_in_words
from fellesbok.claims import claims
from fellesbok.claims.objected_for_programs import objection_rows
from fellesbok.claims.objected_shares import objected_shares
from fellesbok.claims.objected_shares import shares_in_figure
from fellesbok.claims.told_in_books import missed_without_account
from fellesbok.cli.common import cooperation_named
from fellesbok.cli.common import payer_named
from fellesbok.cli.common import percentage
from fellesbok.cli.common import sweep
from fellesbok.cli.common import tell
from fellesbok.cli.explanation_text import explanation_text
from fellesbok.cli.findings_text import finding_lines
from fellesbok.cli.findings_text import not_ended
from fellesbok.cli.from_here import place_text
from fellesbok.cli.from_here import relative_path
from fellesbok.cli.loaded import load
from fellesbok.cli.loaded import usable
from fellesbok.cli.shown_shares import tell_objections
from fellesbok.entries.records import documents_in
from fellesbok.explanation import NothingToExplainError
from fellesbok.explanation.outcome import explain_to_the_end
from fellesbok.explanation.records import explained
from fellesbok.explanation.tables import every_step_table
from fellesbok.lint import has_ended
from fellesbok.lint import lint
from fellesbok.lint.for_programs import told_finding
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.questions.queries import CannotAnswerError
from fellesbok.questions.queries import answer_csv
from fellesbok.questions.queries import answer_text
from fellesbok.questions.queries import ask
from fellesbok.questions.queries import find_query
from fellesbok.questions.queries import list_text
from fellesbok.questions.queries import queries
from fellesbok.rules import json_schema
from fellesbok.tables.json_file import json_of
from fellesbok.terminal import YEAR
from fellesbok.terminal import common_options
from fellesbok.terminal import day_option
from fellesbok.terminal import form_option
from fellesbok.terminal import stop
from fellesbok.terminal import tell_csv
from fellesbok.terminal import unusable
from fellesbok.terminal import warn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from fellesbok.books import Books

PAPER = re.compile(r"\d{4}-\d\d-\d\d\.krav-(?P<claim>.+-\d{4}-\d{4})\.(pdf|html|xml)")
"""What a document of a claim is called where it is filed."""


@click.command()
@common_options
def check(books: Path, language: str) -> None:
    """Kontroller bøkene og avtalene: vis alle feil og funn.

    Det som en avbrutt skriving lot ligge igjen, ryddes.
    """
    swept = sweep(books, language)
    loaded = load(books, language)
    warn(_papers_of_nobody(loaded), language, is_asked_for=True)
    if loaded.shared is not None:
        missed = missed_without_account(loaded.entries, loaded.shared)
        warn(missed, language, is_asked_for=True)
    ok = tell(loaded, language) and swept
    sys.exit(0 if ok else 1)


def _papers_of_nobody(loaded: Books) -> Iterator[Text]:
    """Documents that the books list as a claim's, of claims that they do not have.

    They lie in the folder of an account, where Beancount lists whatever lies there.
    """
    if loaded.shared is None:
        return
    known = {claim.id for claim in claims(loaded.entries, loaded.shared.agreement)}
    for path in documents_in(loaded.entries):
        found = PAPER.fullmatch(Path(path).name)
        if found and found["claim"] not in known:
            yield Text(
                "{path} er et dokument til kravet {number}, som ikke står i bøkene.",
                path=relative_path(path),
                number=found["claim"],
            )


@click.command("explain")
@common_options
@click.argument("cooperation", metavar="SAMARBEID")
@click.argument("municipality", metavar="KOMMUNE")
@click.option("--year", metavar="ÅR", type=YEAR, required=True, help="Regnskapsåret.")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Vis alle bilag, og hva antakelsene betyr i kroner.",
)
@day_option(
    "--on", "Krav og betalinger til og med denne dagen (2018-12-31); ellers alle."
)
@form_option(
    "Tekst, CSV for regneark, eller JSON for programmer.", "text", "csv", "json"
)
def explain_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    cooperation: str,
    municipality: str,
    year: int,
    everything: bool,  # noqa: FBT001 -- click passes it by name
    day: date | None,
    form: str,
) -> None:
    """Forklar hva KOMMUNE betaler for SAMARBEID, og hva som er krevd og betalt."""
    loaded = usable(books, language)
    try:
        explanation = explain_to_the_end(
            loaded.entries,
            loaded.settled,
            cooperation=cooperation,
            municipality=municipality,
            year=year,
            everything=everything,
            day=day,
        )
    except NothingToExplainError as error:
        stop(error.text, language)
    agreement = loaded.settled.agreement
    whose = cooperation_named(agreement, cooperation, language)
    payer = payer_named(agreement, municipality, language)
    shown = shares_in_figure(loaded.entries, whose, payer, year) if whose else ()
    objected = objected_shares(loaded.entries, agreement, day)
    if form == "json":
        told = explained(explanation, place_text, language)
        found = objection_rows(objected.to(shown), loaded.entries, agreement)
        click.echo(json_of(replace(told, objections=tuple(found))))
    elif form == "csv":
        table = every_step_table(explanation, place_text, objected.to(shown))
        tell_csv(table_in_words(table, agreement), language)
    else:
        click.echo(explanation_text(explanation, agreement, language))
        tell_objections(objected.table(shown), language)


@click.command("lint")
@common_options
@click.argument("year", type=YEAR, metavar="ÅR")
@click.option(
    "--limit-percent",
    metavar="PROSENT",
    default="5",
    show_default=True,
    help="Avvik fra budsjettet over dette skal være forklart.",
    callback=lambda _context, _option, value: _percent(value),
)
@form_option("Tekst, eller JSON for programmer.", "text", "json")
@click.option("--strict", is_flag=True, help="Avslutt med 1 hvis noe er ubesvart.")
def lint_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    year: int,
    limit_percent: Decimal,
    form: str,
    strict: bool,  # noqa: FBT001 -- click passes it by name
) -> None:
    """Gå gjennom ÅR som en controller: vis det som bør forklares."""
    loaded = usable(books, language, is_audit=True)
    found = lint(loaded.entries, loaded.settled, year, limit_percent=limit_percent)
    agreement = loaded.settled.agreement
    if form == "json":
        click.echo(json_of([told_finding(each, agreement) for each in found]))
    else:
        for line in finding_lines(found, agreement, language):
            click.echo(line)
        if not has_ended(loaded.entries, year):
            click.echo(say(not_ended(loaded.entries, year), language))
    sys.exit(1 if strict and any(f.answer is None for f in found) else 0)


def _percent(written: str) -> Decimal:
    """A percentage as people write it."""
    percent = percentage(written)
    if percent is None or percent < 0:
        unusable(Text("«{written}» er ikke en prosent.", written=written))
    return percent


@click.command("query")
@common_options
@click.argument("name", metavar="SPØRRING", required=False)
@click.option("--year", metavar="ÅR", type=YEAR, help="Regnskapsåret; ellers alle.")
@form_option("Tabell, eller CSV for regneark.", "text", "csv")
def query_command(
    books: Path, language: str, name: str | None, year: int | None, form: str
) -> None:
    """Still bøkene en av spørringene i mappen queries; uten navn: vis dem."""
    loaded = usable(books, language)
    try:
        if name is None:
            click.echo(list_text(queries(loaded.main), language))
            return
        answer = ask(loaded, find_query(loaded.main, name), year)
    except CannotAnswerError as error:
        stop(error.text, language)
    if not answer.rows:
        text = Text("«{name}» gir ingen rader.", name=name)
        click.echo(say(text, language), err=form == "csv")
    if form == "csv":
        click.echo(answer_csv(answer, language), nl=False)
    elif answer.rows:
        click.echo(answer_text(answer, language))


@click.command()
def schema() -> None:
    """Skriv JSON-skjemaet for allocation_rules.yaml."""
    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
