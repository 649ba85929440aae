"""The commands, by what they are for: look, claim, report, serve.

Comes in: what is typed: a year, a cooperation, a day.
Goes out: lines of the terminal, CSV, JSON, and files that are written.
Handbook: docs/claims.md
"""

from __future__ import annotations

from importlib.metadata import entry_points

import click

from fellesbok import __version__
from fellesbok.cli.approvals import approvals_command
from fellesbok.cli.certify import certify_command
from fellesbok.cli.claims import claim_command
from fellesbok.cli.claims import credit_command
from fellesbok.cli.claims import plan_command
from fellesbok.cli.close import close_command
from fellesbok.cli.compare import compare_command
from fellesbok.cli.cutoff import cutoff_command
from fellesbok.cli.documents import documents_command
from fellesbok.cli.grants import deadlines_command
from fellesbok.cli.grants import funds_command
from fellesbok.cli.grants import grants_command
from fellesbok.cli.look import check
from fellesbok.cli.look import explain_command
from fellesbok.cli.look import lint_command
from fellesbok.cli.look import query_command
from fellesbok.cli.look import schema
from fellesbok.cli.look import shares
from fellesbok.cli.objections import object_command
from fellesbok.cli.objections import objections_group
from fellesbok.cli.open import open_command
from fellesbok.cli.reconcile import reconcile_command
from fellesbok.cli.report import report_command
from fellesbok.cli.serve import password_command
from fellesbok.cli.serve import serve_command
from fellesbok.cli.verify import verify_command

OTHERS = "fellesbok.commands"
"""The entry points by which the intake offers its commands."""


class _WithOthers(click.Group):
    """Our commands, and those of packages that offer some; each is loaded when used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name."""
        others = {found.name for found in entry_points(group=OTHERS)}
        return sorted({*super().list_commands(ctx), *others})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with that name."""
        own = super().get_command(ctx, cmd_name)
        if own is not None:
            return own
        for found in entry_points(group=OTHERS, name=cmd_name):
            command: click.Command = found.load()
            return command
        return None


@click.group(cls=_WithOthers, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="fellesbok")
def main() -> None:
    """Felles regnskap for kostnader som flere kommuner deler."""


for _command in (
    check,
    shares,
    approvals_command,
    explain_command,
    lint_command,
    query_command,
    grants_command,
    deadlines_command,
    funds_command,
    plan_command,
    claim_command,
    credit_command,
    documents_command,
    certify_command,
    verify_command,
    open_command,
    object_command,
    objections_group,
    reconcile_command,
    report_command,
    close_command,
    compare_command,
    cutoff_command,
    serve_command,
    password_command,
    schema,
):
    main.add_command(_command)
