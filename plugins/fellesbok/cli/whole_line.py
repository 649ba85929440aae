"""What is refused of a command line as a whole, and how its form is told (*linjen*)."""

from __future__ import annotations

from copy import copy
from inspect import cleandoc
from typing import TYPE_CHECKING

import click

from fellesbok.anywhere import is_given
from fellesbok.command_language import chosen
from fellesbok.command_language import said
from fellesbok.messages import SOURCE_LANGUAGE
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

BOOKS = "books"
_FORMS = {
    "[OPTIONS]": "[VALG]",
    "COMMAND [ARGS]...": "KOMMANDO [VALG]",
}
"""What click calls the parts of a command line and does not mark for gettext."""


def in_words(command: click.Command) -> click.Command:
    """A copy of the command, its form told in the language of the command line.

    The command itself is written once, in Norwegian, and stays as it is written: a
    process may carry out a line in each language.
    """
    told = copy(command)
    told.options_metavar = _form("[OPTIONS]")
    told.help = _told(command.help)
    told.params = [_param_in_words(each) for each in command.params]
    told._help_option = None  # noqa: SLF001 -- click keeps it in its first language
    if isinstance(told, click.Group):
        told.subcommand_metavar = _form("COMMAND [ARGS]...")
        told.commands = {name: in_words(one) for name, one in told.commands.items()}
    return told


def _param_in_words(param: click.Parameter) -> click.Parameter:
    """A copy of an option or an argument, told likewise."""
    told = copy(param)
    told.metavar = _told(param.metavar)
    if isinstance(told, click.Option):
        told.help = _told(told.help)
    return told


def _told(text: str | None) -> str | None:
    """What is said of a command or an option, in the language of the command line."""
    if not text or chosen() == SOURCE_LANGUAGE:
        return text
    return "\n\n".join(map(said, cleandoc(text).split("\n\n")))


def _form(of_click: str) -> str:
    return _FORMS[of_click] if chosen() == SOURCE_LANGUAGE else of_click


def refuse_unused(context: click.Context, command: click.Command) -> None:
    """Refuse books before the verb that the verb does not read."""
    if isinstance(command, click.Group) or not is_given(BOOKS):
        return
    if BOOKS not in {each.name for each in command.params}:
        text = Text("«{verb}» bruker ingen bøker: ta bort --books.", verb=command.name)
        raise click.UsageError(said(text), context)


def refuse_repeated(context: click.Context, words: list[str]) -> None:
    """Refuse an option that is given twice and is used once: no one knows which.

    Whatever else is wrong is told when the command is carried out.
    """
    command = context.command
    try:
        _values, rest, given = command.make_parser(context).parse_args(list(words))
    except click.UsageError:
        return
    for option in _repeated(given):
        text = Text(
            "{option} er oppgitt to ganger, og bare én kan gjelde.",
            option=max(option.opts, key=len),
        )
        raise click.UsageError(said(text), context)
    if isinstance(command, click.Group) and rest:
        verb = command.get_command(context, rest[0])
        if verb is not None:
            refuse_repeated(click.Context(verb, context, rest[0]), rest[1:])


def _repeated(given: list[click.Parameter]) -> Iterator[click.Option]:
    """The options that hold one value, stand more than once, and are no flags."""
    options = [each for each in given if isinstance(each, click.Option)]
    for number, option in enumerate(options):
        is_single = not (option.multiple or option.is_flag or option.count)
        if is_single and option in options[:number]:
            yield option
