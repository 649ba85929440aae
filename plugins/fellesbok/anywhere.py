"""The options that may stand before the verb or after it: which books, which language.

It knows nothing of books: who asks for the version or for help waits for none.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any
from typing import TypeVar
from typing import cast

import click

from fellesbok.command_language import OPTION
from fellesbok.command_language import said
from fellesbok.messages import LANGUAGES
from fellesbok.messages import SOURCE_LANGUAGE
from fellesbok.messages import Text

Command = TypeVar("Command", bound=Callable[..., Any])


def _given(context: click.Context) -> dict[str | None, list[object]]:
    """What has been given, anywhere on the line, of options that may stand there."""
    found: dict[str | None, list[object]] = context.find_root().ensure_object(dict)
    return found


def anywhere_option(
    name: str,
    default: object,
    **told: Any,  # noqa: ANN401 -- as click's own
) -> Callable[[Command], Command]:
    """An option that may stand before the verb, after it, or both if it is the same."""

    def one(
        context: click.Context, option: click.Parameter, given: tuple[Any, ...]
    ) -> Any:  # noqa: ANN401 -- the values of any option
        found = _given(context).setdefault(option.name, [])
        found += given
        for value in found[1:]:
            if value != found[0]:
                text = Text(
                    "{option} er oppgitt to ganger, med {first} og {second}. Oppgi én.",
                    option=name,
                    first=str(found[0]),
                    second=str(value),
                )
                raise click.UsageError(said(text), context)
        return found[0] if found else default

    return click.option(name, multiple=True, callback=one, **told)


def is_given(name: str) -> bool:
    """Whether an option that may stand anywhere has been given at all."""
    return bool(_given(click.get_current_context()).get(name))


BOOKS = anywhere_option(
    "--books",
    Path(),
    type=click.Path(path_type=Path),
    metavar="MAPPE",
    help="Bokmappen eller hovedfilen; ellers letes det herfra og oppover.",
)
LANGUAGE = anywhere_option(
    OPTION,
    SOURCE_LANGUAGE,
    type=click.Choice([*LANGUAGES]),
    help="Språket i svaret: nb (ellers) eller en.",
)


def before_the_verb(group: Command) -> Command:
    """A group that is told, before the verb, what the verb is to know."""

    @wraps(group)
    def heard(**_heard: object) -> None:
        """Nothing more is done: the verb takes it from the context."""

    return BOOKS(LANGUAGE(cast("Command", heard)))
