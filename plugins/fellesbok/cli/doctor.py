"""The command that tells what this machine has and lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fellesbok.filing.folder import find_main
from fellesbok.machine.parts import State
from fellesbok.machine.parts import parts
from fellesbok.machine.tables import REMEDY
from fellesbok.machine.tables import parts_table
from fellesbok.messages import Text
from fellesbok.tables.text import text_of
from fellesbok.terminal import common_options
from fellesbok.terminal import tell_text

if TYPE_CHECKING:
    from pathlib import Path


@click.command("doctor")
@common_options
@click.option("--net", is_flag=True, help="Se også om SSB svarer.")
def doctor_command(books: Path, language: str, net: bool) -> None:  # noqa: FBT001 -- click passes it by name
    """Si hva denne maskinen har og mangler, og hva som da ikke virker."""
    main = find_main(books)
    found = list(parts(None if main is None else main.parent, is_net_tried=net))
    click.echo(text_of(parts_table(found), language, below=[REMEDY.name]))
    lacking = sum(each.state is State.LACKING for each in found)
    if lacking:
        text = Text("{count} ting mangler; resten virker uten dem.", count=lacking)
    else:
        text = Text("Alt er her.")
    click.echo()
    tell_text(text, language)
