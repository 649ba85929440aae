"""The commands, by what they are for: look, report, serve."""

from __future__ import annotations

import click

from fellesbok import __version__
from fellesbok.cli.look import check
from fellesbok.cli.look import explain_command
from fellesbok.cli.look import lint_command
from fellesbok.cli.look import query_command
from fellesbok.cli.look import schema
from fellesbok.cli.look import shares
from fellesbok.cli.report import report_command
from fellesbok.cli.serve import password_command
from fellesbok.cli.serve import serve_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="fellesbok")
def main() -> None:
    """Felles regnskap for kostnader som flere kommuner deler."""


for _command in (
    check,
    shares,
    explain_command,
    lint_command,
    query_command,
    report_command,
    serve_command,
    password_command,
    schema,
):
    main.add_command(_command)
