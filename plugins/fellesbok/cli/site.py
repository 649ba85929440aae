"""The command that opens the handbook, which needs neither books nor a net."""

from __future__ import annotations

import webbrowser

import click

from fellesbok.anywhere import LANGUAGE
from fellesbok.site import LACKING
from fellesbok.site import first_page
from fellesbok.terminal import stop


@click.command("handbook")
@click.option("--no-browser", is_flag=True, help="Skriv bare hvor håndboken ligger.")
@LANGUAGE
def handbook_command(language: str, *, no_browser: bool) -> None:
    """Åpne håndboken i nettleseren; den følger med og trenger ikke nett."""
    page = first_page(language)
    if page is None:
        stop(LACKING, language)
    if not no_browser:
        webbrowser.open(page.as_uri())
    click.echo(page)
