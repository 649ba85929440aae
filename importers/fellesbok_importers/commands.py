"""The commands of the intake: what comes in from outside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fellesbok.errors import FileFaultsError
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.rules import examine_rules
from fellesbok.rules import read_rules
from fellesbok_importers.disk import CannotFileError
from fellesbok_importers.disk import locked
from fellesbok_importers.disk import put
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.json_stat import read_answer
from fellesbok_importers.population import propose
from fellesbok_importers.population import wanted_numbers
from fellesbok_importers.statistics_norway import NoAnswerError
from fellesbok_importers.statistics_norway import ask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok_importers.population import Change
    from fellesbok_importers.population import Proposal

RULES = "allocation_rules.yaml"
POPULATION = "population"


@click.group()
def statistics() -> None:
    """Hent statistikken som fordelingsnøklene bruker."""


@statistics.command()
@click.option(
    "--language",
    type=click.Choice(["nb", "en"]),
    default="nb",
    help="Språket i svaret (nb eller en).",
)
@click.option(
    "--books",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Bokmappen; ellers letes det herfra og oppover.",
)
@click.option("--file", type=click.Path(path_type=Path), help="Et lagret svar fra SSB.")
@click.option("--from", "first", type=int, help="Første år; ellers det etter siste.")
@click.option("--to", "last", type=int, help="Siste år; ellers det samme som første.")
@click.option("--replace", is_flag=True, help="Bytt ut tall som er rettet hos SSB.")
@click.option("--dry-run", is_flag=True, help="Vis hva som endres, uten å skrive.")
def fetch(  # noqa: PLR0913 -- one for each option
    language: str,
    *,
    books: Path,
    file: Path | None,
    first: int | None,
    last: int | None,
    replace: bool,
    dry_run: bool,
) -> None:
    """Hent folketallet fra SSB, tabell 07459, inn i bøkene."""
    rules = _rules(books, language)
    try:
        agreement = read_rules(rules)
        target = _target(rules, language)
        before = target.read_bytes().decode("utf-8") if target.is_file() else ""
        start = first if first is not None else _year_after(before)
        if file is not None:
            content, path = file.read_bytes(), str(file)
        else:
            end = start if last is None else last
            content, path = ask(wanted_numbers(agreement), start, end), "SSB"
        answer = read_answer(content, path)
        proposal = propose(answer, agreement, before, path, replace=replace)
        _tell(proposal, language, replace=replace)
        if proposal.text != before and not dry_run:
            with locked(target.parent):
                put(target, proposal.text.encode("utf-8"))
            _say(Text("Skrev {path}.", path=str(target)), language)
    except RejectedError as error:
        raise _failed(fault.shown(language) for fault in error.faults) from None
    except FileFaultsError as error:
        lines = (f"{f.path}:{f.line}: {say(f.message, language)}" for f in error.faults)
        raise _failed(lines) from None
    except (NoAnswerError, CannotFileError) as error:
        raise _failed([say(error.text, language)]) from None
    except OSError as error:
        raise _failed([f"{error.filename}: {error.strerror}"]) from None


def _rules(start: Path, language: str) -> Path:
    """The agreements of the books that a folder is or lies within."""
    folder = start.resolve()
    for found in (folder, *folder.parents):
        if (found / RULES).is_file():
            return found / RULES
    text = Text(
        "Finner ingen {name} i {folder} eller oppover. Oppgi mappen med --books.",
        name=RULES,
        folder=str(folder),
    )
    raise _failed([say(text, language)])


def _target(rules: Path, language: str) -> Path:
    """The file that the agreements name for the population."""
    for path in examine_rules(rules).files[1:]:
        if path.stem == POPULATION:
            return path
    text = Text("Avtalene nevner ingen fil med navnet {name}.csv.", name=POPULATION)
    raise _failed([say(text, language)])


def _year_after(text: str) -> int:
    """The year after the last that the file has figures for."""
    days = [cell for line in text.splitlines() for cell in line.split(",")[2:3]]
    years = [int(day[:4]) for day in days if day[:4].isdigit()]
    return max(years, default=2004) + 1


def _tell(proposal: Proposal, language: str, *, replace: bool) -> None:
    """Every figure that is new or another, before anything is written."""
    if not proposal.added and not proposal.changed:
        _say(Text("Ingen nye tall."), language)
    for change in proposal.added:
        _say(_line(change, "{name} {day}: {after} (nytt)"), language)
    for change in proposal.changed:
        _say(_line(change, "{name} {day}: {before} → {after} (rettet)"), language)
    if proposal.changed and not replace:
        text = Text("Rettede tall er ikke skrevet. Ta dem inn med --replace.")
        _say(text, language)


def _line(change: Change, template: str) -> Text:
    return Text(
        template,
        name=change.municipality,
        day=change.day,
        before=change.before,
        after=change.after,
    )


def _say(text: Text, language: str) -> None:
    click.echo(say(text, language))


def _failed(lines: Iterable[str]) -> click.ClickException:
    return click.ClickException("\n".join(lines))
