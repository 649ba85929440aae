"""The command that makes a region's first books."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from fellesbok.anywhere import LANGUAGE
from fellesbok.cli.from_here import fault_line
from fellesbok.cli.init_questions import ask_all
from fellesbok.cli.population import fetch_population
from fellesbok.cli.repository import is_made_a_repository
from fellesbok.errors import FileFaultsError
from fellesbok.filing.disk import CannotFileError
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.starting.first_books import make_books
from fellesbok.starting.plan_reading import plan_of
from fellesbok.starting.plan_reading import plan_of_file
from fellesbok.terminal import is_wanted
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text
from fellesbok.terminal import warn

if TYPE_CHECKING:
    from fellesbok.starting.plan import Plan


OPTIONS = {
    "municipalities": "--municipality",
    "cooperations": "--cooperation",
    "due_days": "--due-days",
    **{name: f"--{name}" for name in ("region", "year", "key", "host", "basis")},
}
"""The option that gives each answer, by what a file of answers calls it."""


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), metavar="MAPPE")
@LANGUAGE
@click.option(
    "--answers",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FIL",
    help="En YAML-fil med alle svarene; da spørres det ikke.",
)
@click.option("--region", metavar="NAVN", help="Hva regionen heter.")
@click.option("--year", metavar="ÅR", help="Det første året det føres regnskap for.")
@click.option(
    "--municipality",
    "municipalities",
    multiple=True,
    metavar="KOMMUNE",
    help="En kommune, ved navn eller nummer; med kontonummer slik: Lyngen=86011117947"
    " (kan gjentas).",
)
@click.option(
    "--cooperation",
    "cooperations",
    multiple=True,
    metavar="SAMARBEID",
    help=(
        "Hva et samarbeid heter (kan gjentas; er vert eller nøkkel ulike, bruk"
        " --answers)."
    ),
)
@click.option(
    "--key", metavar="NØKKEL", help="likt, folketall, eller slik: «40 % likt»."
)
@click.option("--host", metavar="KOMMUNE", help="Verten, eller not_stated.")
@click.option(
    "--basis",
    type=click.Choice(["net", "gross"]),
    help="Om tilskudd trekkes fra før kostnaden deles (net).",
)
@click.option("--due-days", metavar="DAGER", help="Dager på å betale et krav.")
@click.option(
    "--instalments",
    type=click.Choice(["0", "1", "2", "4", "12"]),
    help="Terminer a konto i året, av budsjettet.",
)
@click.option(
    "--fetch",
    is_flag=True,
    help="Hent folketall som er nyere enn pakkens, fra SSB; ellers spørres ikke SSB.",
)
def init_command(
    folder: Path,
    language: str,
    answers: Path | None,
    fetch: bool,  # noqa: FBT001 -- click passes it by name
    **given: Any,  # noqa: ANN401 -- texts, and several of some
) -> None:
    """Lag de første bøkene til en region i MAPPE, som ikke finnes eller er tom."""
    try:
        make_books(plan := _plan(answers, given), folder)
    except FileFaultsError as error:
        said = [
            fault_line(fault, language)
            if fault.path
            else say(_of_option(fault.message), language)
            for fault in error.faults
        ]
        raise click.ClickException("\n".join(said)) from None
    except (OSError, UnicodeDecodeError):
        stop(Text("{file} kan ikke leses som tekst.", file=str(answers)), language)
    except CannotFileError as error:
        stop(error.text, language)
    tell_text(_made(plan, folder), language)
    if plan.needs_population:
        is_asked = answers is None and not any(given.values())
        _population(plan, folder, language, fetch=fetch, is_asked=is_asked)
    if is_made_a_repository(folder):
        text = Text(
            "Mappen er et arkiv i git: «git add .» tar vare på den slik den er."
        )
        tell_text(text, language)
    tell_text(
        Text(
            "Les LES-MEG.md, og kjør «fellesbok check» og «fellesbok serve» i mappen."
        ),
        language,
    )


def _population(
    plan: Plan, folder: Path, language: str, *, fetch: bool, is_asked: bool
) -> None:
    """The figures that are newer than the package's, if somebody wants them.

    Args:
        plan: What the books are made of.
        folder: Where they are.
        language: What is told in.
        fetch: Whether the figures were asked for.
        is_asked: Whether somebody answers questions, and is asked of this too.
    """
    newest = plan.newest_population
    question = Text(
        "Pakkens folketall går til 1. januar {newest}. Spørre SSB etter nyere?",
        newest=newest,
    )
    if fetch or (is_asked and _is_wanted(question, language)):
        years = max(plan.year - newest, 1)
        if fetch_population(folder, language, (f"top({years})",)):
            return
        text = Text("Nyere folketall er ikke hentet. Bøkene har pakkens tall.")
        warn([text], language)
        return
    text = Text(
        "Folketallet er pakkens, og går til 1. januar {newest}. «fellesbok statistics"
        " fetch» henter det nyeste fra SSB.",
        newest=newest,
    )
    tell_text(text, language)


def _is_wanted(question: Text, language: str) -> bool:
    """Whether somebody says yes; who says nothing more does not."""
    try:
        return is_wanted(question, language)
    except click.Abort:
        return False


def _plan(answers: Path | None, given: dict[str, Any]) -> Plan:
    """The plan, from a file, from options, or from questions where nothing is given."""
    if answers is not None:
        return plan_of_file(answers)
    return plan_of(_of_options(given) if any(given.values()) else ask_all())


def _of_option(message: str) -> str:
    """What is wrong with an answer, by the option that gives it."""
    if not isinstance(message, Text) or message.values.get("field") not in OPTIONS:
        return message
    values = {**message.values, "field": OPTIONS[message.values["field"]]}
    return Text(message.template, **values)


def _made(plan: Plan, folder: Path) -> Text:
    return Text(
        "Laget bøker for {region} i {folder}: {municipalities} kommuner og"
        " {cooperations} samarbeid fra {year}.",
        region=plan.region,
        folder=str(folder),
        municipalities=len(plan.members),
        cooperations=len(plan.cooperations),
        year=plan.year,
    )


def _of_options(given: dict[str, Any]) -> dict[str, Any]:
    """The answers that the options give; what is lacking is told with the rest."""
    terms = {
        name: given[name]
        for name in ("key", "host", "basis", "due_days", "instalments")
        if given[name] is not None
    }
    tree: dict[str, Any] = {
        name: given[name] for name in ("region", "year") if given[name] is not None
    }
    if given["municipalities"]:
        tree["municipalities"] = [*map(_municipality, given["municipalities"])]
    if given["cooperations"]:
        tree["cooperations"] = [{"title": t, **terms} for t in given["cooperations"]]
    return tree


def _municipality(written: str) -> dict[str, str]:
    """A municipality as an option has it: ``Lyngen`` or ``Lyngen=86011117947``."""
    name, has_account, account = written.partition("=")
    found = {"name": name.strip()}
    if has_account:
        found["bank_account"] = account.strip()
    return found
