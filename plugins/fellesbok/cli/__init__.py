"""The commands, by what they are for: look, claim, report, serve.

Comes in: what is typed: a year, a cooperation, a day.
Goes out: lines of the terminal, CSV, JSON, and files that are written.
Handbook: docs/claims.md
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING
from typing import Any
from typing import TextIO

import click

from fellesbok import __version__
from fellesbok.anywhere import before_the_verb
from fellesbok.cli.whole_line import in_words
from fellesbok.cli.whole_line import refuse_repeated
from fellesbok.cli.whole_line import refuse_unused
from fellesbok.collecting import without_collecting
from fellesbok.command_language import asked_in
from fellesbok.command_language import said
from fellesbok.command_language import speaking
from fellesbok.error_texts.lost_letters import gathered
from fellesbok.error_texts.lost_letters import told
from fellesbok.unseen import visible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from importlib.metadata import EntryPoint

OTHERS = "fellesbok.commands"
"""The entry points by which the intake offers its commands."""

OURS = {
    "accounts": "accounts.accounts_command",
    "approvals": "approvals.approvals_command",
    "batch": "batch.batch_command",
    "certify": "certify.certify_command",
    "check": "look.check",
    "claim": "claims.claim_command",
    "close": "close.close_command",
    "compare": "compare.compare_command",
    "credit": "claims.credit_command",
    "cutoff": "cutoff.cutoff_command",
    "deadlines": "grants.deadlines_command",
    "demo": "demo.demo_command",
    "doctor": "doctor.doctor_command",
    "documents": "claim_documents.documents_command",
    "explain": "look.explain_command",
    "funds": "grants.funds_command",
    "grants": "grants.grants_command",
    "handbook": "site.handbook_command",
    "init": "init.init_command",
    "lint": "look.lint_command",
    "object": "objections.object_command",
    "objections": "objections.objections_group",
    "open": "open.open_command",
    "password": "serve.password_command",
    "plan": "claims.plan_command",
    "query": "look.query_command",
    "reconcile": "reconcile.reconcile_command",
    "report": "report.report_command",
    "schema": "look.schema",
    "serve": "serve.serve_command",
    "setup": "setup.setup_command",
    "shares": "shown_shares.shares_command",
    "tables": "dataset.tables_command",
    "verify": "verify.verify_command",
    "year": "new_year.year_command",
}
"""Each command, and where it is: who asks for one does not wait for all the others."""


class _Commands(click.Group):
    """Our commands, and those of packages that offer some; each is loaded when used."""

    def main(  # type: ignore[override]  # click's has two forms
        self,
        args: Sequence[str] | None = None,
        **more: Any,  # noqa: ANN401 -- as click's
    ) -> Any:  # noqa: ANN401 -- likewise
        """Carry out a command line, in its language and in letters that get through."""
        # The process gives back all that it has; nobody need go through it before.
        atexit.register(gc.freeze)
        for stream in (sys.stdout, sys.stderr):
            _let_through(stream)
        given = sys.argv[1:] if args is None else list(args)
        with speaking(asked_in(given)), gathered() as lost:
            try:
                return click.Group.main(in_words(self), args, **more)
            finally:
                if lost:
                    click.echo(f"! {said(told(lost))}", err=True)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, unless it is given what it does not use, or the same twice."""
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None:
            refuse_unused(ctx, command)
            refuse_repeated(click.Context(command, ctx, name), rest)
        return name, command, rest

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name."""
        return sorted({*super().list_commands(ctx), *OURS, *_others()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with that name."""
        command: click.Command | None = super().get_command(ctx, cmd_name)
        if command is None and cmd_name in OURS:
            module, _, name = OURS[cmd_name].partition(".")
            with without_collecting():
                command = getattr(import_module(f"{__name__}.{module}"), name)
        if command is None and cmd_name in (others := _others()):
            command = others[cmd_name].load()
        return None if command is None else in_words(command)


def _let_through(stream: TextIO) -> None:
    """Nothing that a command says stops it, whatever the code page of the machine.

    A file or a program gets UTF-8 with the line ends that we write, unless somebody has
    chosen otherwise; a terminal that lacks a letter shows a question mark for it, and
    does nothing that a text in somebody's books tells it to.
    """
    if not isinstance(stream, TextIOWrapper):
        return
    stream.reconfigure(errors="replace")
    if stream.isatty():
        write = stream.write
        stream.write = lambda text: write(visible(text))  # type: ignore[method-assign]
    else:
        is_chosen = "PYTHONIOENCODING" in os.environ
        stream.reconfigure(
            encoding=None if is_chosen else "utf-8", errors="replace", newline="\n"
        )


def _others() -> Mapping[str, EntryPoint]:
    """The commands of others, by name."""
    # What is installed takes as long to read as everything else here.
    from importlib.metadata import entry_points  # noqa: PLC0415 -- said above

    return {found.name: found for found in entry_points(group=OTHERS)}


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@before_the_verb
@click.version_option(
    __version__,
    message="fellesbok %(version)s",
    help="Vis versjonen, og gjør ikke mer.",
)
def main() -> None:
    """Felles regnskap for kostnader som flere kommuner deler."""
