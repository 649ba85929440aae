"""The commands: check, shares, explain, lint, query, report, serve, schema."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

import click

from fellesbok import __version__
from fellesbok import printing
from fellesbok import statement
from fellesbok.books import find_books
from fellesbok.books import load_books
from fellesbok.explain import NothingToExplainError
from fellesbok.explain import explain
from fellesbok.lint import lint
from fellesbok.lint.listing import finding_lines
from fellesbok.lint.listing import findings_json
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.queries import CannotAnswerError
from fellesbok.queries import answer_csv
from fellesbok.queries import answer_text
from fellesbok.queries import ask
from fellesbok.queries import find_query
from fellesbok.queries import list_text
from fellesbok.queries import queries
from fellesbok.report import build_report
from fellesbok.report.write import FORMATS
from fellesbok.report.write import CannotWriteError
from fellesbok.report.write import check_target
from fellesbok.report.write import default_name
from fellesbok.report.write import rendered
from fellesbok.report.write import write
from fellesbok.rules import json_schema
from fellesbok.serve import application
from fellesbok.serve import serve

if TYPE_CHECKING:
    from fellesbok.books import Books

Command = TypeVar("Command", bound=Callable[..., Any])
DEFAULT_PORT = 5000


def common_options(command: Command) -> Command:
    """Where the books are, and in which language to answer."""
    for option in (
        click.option(
            "--language",
            type=click.Choice(["nb", "en"]),
            default="nb",
            help="Språket i svaret (nb eller en).",
        ),
        click.option(
            "--books",
            type=click.Path(path_type=Path),
            default=Path(),
            help="Bokmappen eller hovedfilen; ellers letes det herfra og oppover.",
        ),
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="fellesbok")
def main() -> None:
    """Felles regnskap for kostnader som flere kommuner deler."""


@main.command()
@common_options
def check(books: Path, language: str) -> None:
    """Kontroller bøkene og avtalene: vis alle feil og funn."""
    loaded = _load(books, language)
    ok = _report(loaded, language)
    sys.exit(0 if ok else 1)


@main.command()
@common_options
@click.option("--year", type=int, help="Regnskapsåret; ellers alle.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    help="Tabell, CSV for regneark, eller JSON for programmer.",
)
def shares(books: Path, language: str, year: int | None, form: str) -> None:
    """Vis hva hver kommune skylder hvert samarbeid, og hvorfor."""
    loaded = _usable(books, language)
    rows = statement.shares(loaded.entries, year)
    if form == "json":
        click.echo(printing.shares_json(rows))
    elif form == "csv":
        click.echo(printing.shares_csv(rows, language), nl=False)
    elif rows:
        click.echo(printing.shares_text(rows, language))
    else:
        _say(Text("Ingenting er fordelt."), language)


@main.command("explain")
@common_options
@click.argument("cooperation", metavar="SAMARBEID")
@click.argument("municipality", metavar="KOMMUNE")
@click.option("--year", type=int, required=True, help="Regnskapsåret.")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Vis alle bilag, og hva antakelsene betyr i kroner.",
)
def explain_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    cooperation: str,
    municipality: str,
    year: int,
    everything: bool,  # noqa: FBT001 -- click passes it by name
) -> None:
    """Forklar hva KOMMUNE betaler for SAMARBEID, steg for steg."""
    loaded = _usable(books, language)
    assert loaded.shared is not None
    try:
        explanation = explain(
            loaded.entries,
            loaded.shared,
            cooperation=cooperation,
            municipality=municipality,
            year=year,
            everything=everything,
        )
    except NothingToExplainError as error:
        raise click.ClickException(say(error.text, language)) from None
    click.echo(printing.explanation_text(explanation, language))


@main.command("lint")
@common_options
@click.argument("year", type=int, metavar="ÅR")
@click.option(
    "--limit-percent",
    default="5",
    show_default=True,
    help="Avvik fra budsjettet over dette skal være forklart.",
    callback=lambda _context, _option, value: _percent(value),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Tekst, eller JSON for programmer.",
)
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
    loaded = _usable(books, language)
    assert loaded.shared is not None
    found = lint(loaded.entries, loaded.shared, year, limit_percent=limit_percent)
    if form == "json":
        click.echo(findings_json(found))
    else:
        agreement = loaded.shared.agreement
        for line in finding_lines(found, agreement, language):
            click.echo(line)
    sys.exit(1 if strict and any(f.answer is None for f in found) else 0)


@main.command("serve")
@common_options
@click.option("--host", default="127.0.0.1", help="Adressen det svares på.")
@click.option("--port", type=int, default=DEFAULT_PORT, help="Porten det svares på.")
@click.option("--edit", is_flag=True, help="La nettleseren endre bøkene.")
def serve_command(
    books: Path, language: str, host: str, port: int, *, edit: bool
) -> None:
    """Kontroller bøkene og vis dem i nettleseren, med Fava."""
    loaded = _load(books, language)
    _report(loaded, language, findings=False)

    def ready(address: str) -> None:
        _say(
            Text("Åpne {address} i nettleseren. Ctrl-C stopper.", address=address),
            language,
        )

    try:
        serve(application(loaded.main, edit=edit), host=host, port=port, ready=ready)
    except OSError as error:
        text = Text(
            "Kan ikke svare på {host}:{port} ({reason}). Prøv en annen port: --port"
            " {other}.",
            host=host,
            port=port,
            reason=error.strerror or str(error),
            other=port + 1,
        )
        raise click.ClickException(say(text, language)) from None
    except KeyboardInterrupt:
        click.echo()


@main.command()
def schema() -> None:
    """Skriv JSON-skjemaet for allocation_rules.yaml."""
    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@main.command("query")
@common_options
@click.argument("name", metavar="SPØRRING", required=False)
@click.option("--year", type=int, help="Regnskapsåret; ellers alle.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv"]),
    default="text",
    help="Tabell, eller CSV for regneark.",
)
def query_command(
    books: Path, language: str, name: str | None, year: int | None, form: str
) -> None:
    """Still bøkene en av spørringene i mappen queries; uten navn: vis dem."""
    loaded = _usable(books, language)
    try:
        if name is None:
            click.echo(list_text(queries(loaded.main), language))
            return
        answer = ask(loaded, find_query(loaded.main, name), year)
    except CannotAnswerError as error:
        raise click.ClickException(say(error.text, language)) from None
    if not answer.rows:
        text = Text("«{name}» gir ingen rader.", name=name)
        click.echo(say(text, language), err=form == "csv")
    if form == "csv":
        click.echo(answer_csv(answer, language), nl=False)
    elif answer.rows:
        click.echo(answer_text(answer, language))


@main.command("report")
@common_options
@click.argument("year", type=int, metavar="ÅR")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="html",
    help="Nettside i én fil, PDF, regneark eller Markdown.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Fila som skrives; ellers samlet-rapportering-ÅR i denne mappen.",
)
@click.option(
    "--fava",
    default="",
    metavar="ADRESSE",
    help="Lenk også til bøkene i Fava, for eksempel http://localhost:5000/nord-troms.",
    callback=lambda _context, _option, value: _web_address(value),
)
def report_command(  # noqa: PLR0913, PLR0917 -- one for each option
    books: Path,
    language: str,
    year: int,
    form: str,
    output: Path | None,
    fava: str,
) -> None:
    """Skriv den samlede rapporten for ÅR."""
    path = output or default_name(year, form)
    try:
        check_target(path, form)
        loaded = _usable(books, language)
        assert loaded.shared is not None
        report, faults = build_report(loaded, loaded.shared, year)
        for fault in faults:
            click.echo(printing.fault_line(fault, language), err=True)
        if not report.pages:
            text = Text(
                "Ingen samarbeid har en avtale som gjelder i {year}.", year=year
            )
            raise click.ClickException(say(text, language))
        write(path, rendered(report, form, language, fava))
    except CannotWriteError as error:
        raise click.ClickException(say(error.text, language)) from None
    _say(
        Text(
            "Skrev {path}: {count} samarbeid og prosjekt, {findings} funn.",
            path=str(path),
            count=len(report.pages),
            findings=len(report.findings),
        ),
        language,
    )


def _web_address(written: str) -> str:
    """An address that a browser opens, or nothing."""
    if written and not written.startswith(("http://", "https://")):
        raise click.BadParameter(
            f"«{written}» begynner ikke med http:// eller https://."
        )
    return written


def _percent(written: str) -> Decimal:
    """A percentage as people write it."""
    try:
        percent = Decimal(written.replace(",", "."))
    except ArithmeticError:
        percent = Decimal("NaN")
    if not percent.is_finite() or percent < 0:
        raise click.BadParameter(f"«{written}» er ikke en prosent.")
    return percent


def _load(start: Path, language: str) -> Books:
    """The books, or a message about where they were looked for."""
    main_file = find_books(start)
    if main_file is None:
        text = Text(
            "Finner ingen bøker i {folder}: leter etter ledger/main.beancount her og"
            " oppover. Oppgi mappen med --books.",
            folder=str(start.resolve()),
        )
        raise click.ClickException(say(text, language))
    return load_books(main_file)


def _usable(start: Path, language: str) -> Books:
    """Books that something is shared in; errors are told of on standard error."""
    loaded = _load(start, language)
    for fault in loaded.errors:
        click.echo(printing.fault_line(fault, language), err=True)
    if loaded.shared is None:
        text = Text("Ingenting er fordelt før feilene i avtalene er rettet.")
        raise click.ClickException(say(text, language))
    if loaded.errors:
        text = Text(
            "Bøkene har {count} feil; tallene under kan mangle noe.",
            count=len(loaded.errors),
        )
        click.echo(say(text, language), err=True)
    return loaded


def _report(loaded: Books, language: str, *, findings: bool = True) -> bool:
    """Print errors, findings and what was shared; whether the books are in order."""
    for fault in loaded.errors:
        click.echo(printing.fault_line(fault, language))
    notes = statement.findings(loaded.entries)
    if findings:
        for line in printing.finding_lines(notes, language):
            click.echo(line)
        click.echo()
    shared = statement.shares(loaded.entries)
    if shared:
        _say(
            Text(
                "{amount} kr er fordelt på {count} samarbeid; summen av andelene"
                " stemmer på øret.",
                amount=sum((share.amount for share in shared), Decimal(0)),
                count=len({share.cooperation for share in shared}),
            ),
            language,
        )
    if loaded.errors:
        text = Text(
            "{errors} feil må rettes. {findings} funn.",
            errors=len(loaded.errors),
            findings=len(notes),
        )
    else:
        text = Text("Ingen feil. {findings} funn.", findings=len(notes))
    _say(text, language)
    return not loaded.errors


def _say(text: Text, language: str) -> None:
    click.echo(say(text, language))
