"""What every command asks for and how it answers (*terminalen*), each told once.

It knows no command: those of the programme and those of the intake take it from here.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NoReturn
from typing import TypeVar
from typing import cast

import click

from fellesbok.anywhere import BOOKS
from fellesbok.anywhere import LANGUAGE
from fellesbok.command_language import said
from fellesbok.contradictions import ContradictionError
from fellesbok.entries.checks import FIRST_YEAR
from fellesbok.entries.checks import LAST_YEAR
from fellesbok.error_texts.inner_contradictions import not_shown
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.folder import find_main
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import say
from fellesbok.unseen import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from fellesbok.entries.book_files import UnreadFile
    from fellesbok.tables import Table

Command = TypeVar("Command", bound=Callable[..., Any])


class Whole(click.IntRange):
    """A whole number within bounds, which help and refusals tell in words."""

    def _describe_range(self) -> str:
        """As click asks for it, where it would write ``x>=1``."""
        if self.max is None:
            return said(Text("{least} og oppover", least=self.min))
        return said(Text("{least}–{most}", least=self.min, most=self.max))


YEAR = Whole(FIRST_YEAR, LAST_YEAR)
"""An accounting year, as an argument or an option."""

MOST_NAMED = 3
"""Files that are named on one line; of more it says how many they are."""

COOPERATION = click.option(
    "--cooperation", metavar="SAMARBEID", help="Ett samarbeid; ellers alle."
)
DRY_RUN = click.option(
    "--dry-run", is_flag=True, help="Vis hva som ville skje, og skriv ingenting."
)
YES = click.option("--yes", is_flag=True, help="Skriv uten å spørre.")


def form_option(told: str, *forms: str) -> Callable[[Command], Command]:
    """The form that something is told in; the first one, unless another is chosen."""
    return click.option(
        "--format", "form", type=click.Choice(forms), default=forms[0], help=told
    )


FORMAT = form_option(
    "Tabell, CSV for regneark, eller JSON for programmer.", "text", "csv", "json"
)
"""A table, or the same for a spreadsheet or a program."""


def output_file(told: str) -> Callable[[Command], Command]:
    """The file that is written, where one is to be."""
    path = click.Path(path_type=Path, dir_okay=False)
    return click.option("--output", metavar="FIL", type=path, help=told)


def output_folder(told: str, *, required: bool = True) -> Callable[[Command], Command]:
    """The folder that is written."""
    path = click.Path(path_type=Path, file_okay=False)
    return click.option(
        "--output", metavar="MAPPE", type=path, required=required, help=told
    )


def common_options(command: Command) -> Command:
    """Where the books are, and in which language to answer.

    What contradicts itself, or cannot be written, ends the command in words.
    """
    return BOOKS(LANGUAGE(_in_words(command)))


def _in_words(command: Command) -> Command:
    """The command, which tells of what ends it and shows no trace of it."""

    @wraps(command)
    def told(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 -- as the command
        try:
            return command(*arguments, **options)
        except ContradictionError as error:
            stop(not_shown(error), options["language"])
        except CannotFileError as error:
            stop(error.text, options["language"])

    return cast("Command", told)


def day_option(
    name: str, told: str, parameter: str = "day"
) -> Callable[[Command], Command]:
    """A day that is asked for: ``--on``, ``--date`` or ``--deadline``."""
    return click.option(
        name, parameter, metavar="DATO", callback=written_day, help=told
    )


def written_day(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> date | None:
    """A day as people write it for an option: 2018-12-31."""
    if value is None:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = date.min
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        unusable(
            Text(
                "«{value}» er ikke en dato. Skriv år-måned-dag: 2018-12-31.",
                value=value,
            )
        )
    return day


def words_option(
    name: str, metavar: str, told: str, *, required: bool = False
) -> Callable[[Command], Command]:
    """A text that is to stand in the books; blank where it need not be given."""
    given: dict[str, Any] = {"required": True} if required else {"default": ""}
    return click.option(
        name, metavar=metavar, callback=written_words, help=told, **given
    )


def written_words(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> str | None:
    """One line of what can be seen, as people write it for an option."""
    line = None if value is None else one_line(value)
    if line is None and value is not None:
        unusable(Text("Her er det tegn som ikke synes. Skriv det på nytt."))
    return line


def main_file(start: Path, language: str) -> Path:
    """The main file of the books, or a message about where it was looked for."""
    found = find_main(start)
    if found is None:
        text = Text(
            "Finner ingen bøker i {folder}: leter etter ledger/main.beancount her og"
            " oppover. Oppgi mappen med --books.",
            folder=os.path.realpath(start),
        )
        stop(text, language)
    return found


def tell_text(text: Text, language: str) -> None:
    """Print a message."""
    click.echo(say(text, language))


def warn(texts: Iterable[str], language: str, *, is_asked_for: bool = False) -> None:
    """Print what is to be noticed: beside what is asked for, unless it is that."""
    for text in texts:
        click.echo(f"! {say(text, language)}", err=not is_asked_for)


def tell_left_out(files: Sequence[UnreadFile], language: str) -> None:
    """That files beside the books count in no figure, in one line; nothing of none."""
    if not files:
        return
    names: str = joined([file.name for file in files[:MOST_NAMED]])
    if len(files) > MOST_NAMED:
        count = len(files) - MOST_NAMED
        names = Text("{names} og {count} til", names=names, count=count)
    text = Text(
        "Ikke tatt inn med «include», så ikke med i noe tall: {names}. «fellesbok"
        " check» sier mer.",
        names=names,
    )
    warn([text], language)


def tell_csv(table: Table, language: str) -> None:
    """Print a table as CSV."""
    from fellesbok.tables.csv_file import csv_of  # noqa: PLC0415 -- few ask for it
    from fellesbok.tables.csv_file import csv_text  # noqa: PLC0415 -- likewise

    click.echo(csv_text(csv_of(table, language)), nl=False)


def stop(text: str, language: str) -> NoReturn:
    """End with a message."""
    raise click.ClickException(say(text, language)) from None


def unusable(text: str) -> NoReturn:
    """Refuse the value of an option or an argument."""
    raise click.BadParameter(said(text)) from None


def misused(text: str) -> NoReturn:
    """Refuse a command line whose parts do not go together."""
    raise click.UsageError(said(text)) from None


def is_wanted(question: str, language: str) -> bool:
    """Whether somebody says yes; nothing is no."""
    marks = Text("[j/N]")
    return bool(
        click.prompt(
            f"{say(question, language)} {say(marks, language)}",
            default="",
            show_default=False,
            prompt_suffix=": ",
            value_proc=lambda answer: bool(answer.strip()) and yes_or_no(answer),
        )
    )


def yes_or_no(answer: str) -> bool:
    """What an answer says, in Norwegian or English."""
    word = answer.strip().casefold()
    if word not in _ANSWERS:
        misused(Text("Svar ja (j) eller nei (n)."))
    return _ANSWERS[word]


_ANSWERS = {
    **dict.fromkeys(("j", "ja", "y", "yes"), True),
    **dict.fromkeys(("n", "nei", "no"), False),
}
