"""Makes the first books of a plan, reads them, and only then lets them be there."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.books import load_books
from fellesbok.errors import FileFaultsError
from fellesbok.filing.disk import CannotFileError
from fellesbok.messages import Text
from fellesbok.rules import read_rules
from fellesbok.starting.ledger_text import accounts_text
from fellesbok.starting.ledger_text import main_text
from fellesbok.starting.ledger_text import population_text
from fellesbok.starting.ledger_text import profiles
from fellesbok.starting.ledger_text import year_text
from fellesbok.starting.read_me import read_me_text
from fellesbok.starting.rules_text import rules_text
from fellesbok.starting.whole_folder import MAIN
from fellesbok.starting.whole_folder import make_whole
from fellesbok.starting.whole_folder import put_in_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from fellesbok.agreement import Agreement
    from fellesbok.starting.plan import Plan

RULES = "allocation_rules.yaml"

POPULATION = "ledger/statistics/population.csv"

FOR_GIT = {
    ".gitattributes": """\
* text=auto eol=lf
ledger/documents/** -text
""",
    ".gitignore": """\
# Det programmer legger igjen
.*.picklecache
.fellesbok-laas
*.pdf.tmp
.DS_Store
*~
""",
}
"""What git must know of a folder of books, by file name."""


def make_books(plan: Plan, folder: Path) -> None:
    """A folder of books, whole or not at all.

    Args:
        plan: What they are made of.
        folder: Where; it must not be there, or be empty.

    Raises:
        CannotFileError: It is there with something in it, the books made of the plan
            would have faults, or the disk does not work.
    """
    make_whole(folder, lambda beside: _fill(beside, plan))


def questions() -> Mapping[str, str]:
    """The questions that come with the programme, by file name."""
    return {
        file.name: file.read_text(encoding="utf-8")
        for file in sorted(questions_folder().iterdir(), key=lambda file: file.name)
        if file.name.endswith(".bql")
    }


def questions_folder() -> Traversable:
    """Where they lie: in the package, or beside it where it is a clone."""
    packed = resources.files("fellesbok") / "queries"
    return packed if packed.is_dir() else Path(__file__).parents[3] / "queries"


def _fill(folder: Path, plan: Plan) -> None:
    """Write all files, and read them as the books that they are to be.

    Raises:
        CannotFileError: They have faults.
    """
    put_in_folder(folder / RULES, rules_text(plan).encode())
    if plan.needs_population:
        put_in_folder(folder / POPULATION, population_text(plan).encode())
    try:
        agreement = read_rules(folder / RULES)
    except FileFaultsError as error:
        raise _faulty([fault.message for fault in error.faults]) from None
    for name, content in _files(plan, agreement):
        put_in_folder(folder / name, content.encode())
    loaded = load_books(folder / MAIN)
    if loaded.errors:
        raise _faulty([fault.message for fault in loaded.errors])


def _files(plan: Plan, agreement: Agreement) -> Iterator[tuple[str, str]]:
    """All but the agreements and the figures that they name."""
    yield "ledger/accounts.beancount", accounts_text(plan, agreement)
    for each in plan.cooperations:
        name = f"ledger/{plan.year}/{each.slug}.beancount"
        yield name, year_text(plan, each, agreement)
    yield "ledger/documents/.gitkeep", ""
    for name, text in profiles(plan, agreement):
        yield f"profiles/{name}", text
    for name, text in questions().items():
        yield f"queries/{name}", text
    yield "LES-MEG.md", read_me_text(plan, agreement)
    yield from FOR_GIT.items()
    yield MAIN, main_text(plan)


def _faulty(said: list[str]) -> CannotFileError:
    """That books of these answers would have faults."""
    return CannotFileError(
        Text(
            "Av dette blir det ikke bøker uten feil, så ingenting er skrevet:{faults}",
            faults="".join(f"\n  {each}" for each in dict.fromkeys(said)),
        )
    )
