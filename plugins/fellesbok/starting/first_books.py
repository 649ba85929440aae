"""Makes the folder: beside its place, read as books, and only then put there."""

from __future__ import annotations

from contextlib import suppress
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from fellesbok.books import load_books
from fellesbok.errors import FileFaultsError
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import beside_of
from fellesbok.filing.disk import lacking
from fellesbok.filing.disk import make_folder
from fellesbok.filing.disk import move_folder
from fellesbok.filing.disk import put
from fellesbok.filing.disk import remove
from fellesbok.filing.disk import remove_empty
from fellesbok.filing.disk import remove_folder
from fellesbok.filing.outside import in_words
from fellesbok.messages import Text
from fellesbok.rules import read_rules
from fellesbok.starting.ledger_text import accounts_text
from fellesbok.starting.ledger_text import main_text
from fellesbok.starting.ledger_text import population_text
from fellesbok.starting.ledger_text import profiles
from fellesbok.starting.ledger_text import year_text
from fellesbok.starting.read_me import read_me_text
from fellesbok.starting.rules_text import rules_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from fellesbok.agreement.model import Agreement
    from fellesbok.starting.plan import Plan

RULES = "allocation_rules.yaml"
MAIN = "ledger/main.beancount"
POPULATION = "ledger/statistics/population.csv"

_ATTRIBUTES = """\
* text=auto eol=lf
ledger/documents/** -text
"""
_IGNORED = """\
# Det programmer legger igjen
.*.picklecache
.fellesbok-laas
*.pdf.tmp
.DS_Store
*~
"""


def make_books(plan: Plan, folder: Path) -> None:
    """A folder of books, whole or not at all.

    Args:
        plan: What they are made of.
        folder: Where; it must not be there, or be empty.

    Raises:
        CannotFileError: It is there with something in it, the books made of the plan
            would have faults, or the disk does not work.
    """
    folder = folder.absolute()
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        text = Text(
            "{folder} er ikke tom. Velg en mappe som ikke finnes, eller en tom.",
            folder=str(folder),
        )
        raise CannotFileError(text)
    beside = beside_of(folder)
    made = lacking(folder.parent)
    with in_words(folder):
        remove_folder(beside)  # of one that was cut off
        try:
            _fill(beside, plan)
            if folder.exists():
                _move_into(beside, folder)
            else:
                move_folder(beside, folder)
        except BaseException:
            remove_folder(beside)
            with suppress(OSError):
                remove_empty(made)
            raise


def questions() -> Mapping[str, str]:
    """The questions that come with the programme, by file name."""
    return {
        file.name: file.read_text(encoding="utf-8")
        for file in sorted(_questions().iterdir(), key=lambda file: file.name)
        if file.name.endswith(".bql")
    }


def _questions() -> Traversable:
    """Where they lie: in the package, or beside it where it is a clone."""
    packed = resources.files("fellesbok") / "queries"
    return packed if packed.is_dir() else Path(__file__).parents[3] / "queries"


def _fill(folder: Path, plan: Plan) -> None:
    """Write all files, and read them as the books that they are to be.

    Raises:
        CannotFileError: They have faults.
    """
    _put(folder / RULES, rules_text(plan))
    if plan.needs_population:
        _put(folder / POPULATION, population_text(plan))
    try:
        agreement = read_rules(folder / RULES)
    except FileFaultsError as error:
        raise _faulty([fault.message for fault in error.faults]) from None
    for name, content in _files(plan, agreement):
        _put(folder / name, content)
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
    yield ".gitattributes", _ATTRIBUTES
    yield ".gitignore", _IGNORED
    yield MAIN, main_text(plan)


def _put(path: Path, text: str) -> None:
    make_folder(path.parent)
    put(path, text.encode())


def _move_into(beside: Path, folder: Path) -> None:
    """Into a folder that is there and empty; the main file, which makes it books, last.

    Raises:
        OSError: The disk does not work; what was moved is taken away again.
    """
    names = [path.relative_to(beside) for path in beside.rglob("*") if path.is_file()]
    names.sort(key=lambda name: (name == Path(MAIN), name))
    try:
        for name in names:
            make_folder((folder / name).parent)
            put(folder / name, (beside / name).read_bytes())
    except BaseException:
        for name in names:
            with suppress(OSError):
                remove(folder / name)
        folders = [path for path in folder.rglob("*") if path.is_dir()]
        remove_empty(sorted(folders, reverse=True))
        raise
    remove_folder(beside)


def _faulty(said: list[str]) -> CannotFileError:
    """That books of these answers would have faults."""
    return CannotFileError(
        Text(
            "Av dette blir det ikke bøker uten feil, så ingenting er skrevet:{faults}",
            faults="".join(f"\n  {each}" for each in dict.fromkeys(said)),
        )
    )
