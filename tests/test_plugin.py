"""What the plugin promises Beancount, whatever the agreements say."""

from __future__ import annotations

import logging
import os
import shutil
from typing import TYPE_CHECKING

import pytest
from beancount import loader
from beancount.core import data
from beancount.parser import printer

from casebook import LEDGERS
from casebook import SOURCE
from casebook import Loaded
from casebook import entries_text
from casebook import errors_text
from casebook import generated_entries
from casebook import load
from fellesbok.entries import vocabulary
from load_cache import cache as cache  # noqa: PLC0414 -- a fixture
from two_machines import told_by_both
from two_municipalities import BOTH
from two_municipalities import cooperation
from two_municipalities import rules

if TYPE_CHECKING:
    from pathlib import Path

BOOKS = LEDGERS / "forty-sixty-of-the-ikt-accounts-2018"
MONTHS = LEDGERS / "months-add-up-to-the-year"
FAULTS = LEDGERS / "every-fault-of-a-statistics-file-is-told"
REFUSED = LEDGERS / "a-year-without-figures-is-not-shared"

RULES = rules(
    cooperation(key="{statistic: population, date: accounting_year}"),
    more="""\
statistics:
  population:
    title: Folketall
    unit: innbyggere
    source: SSB tabell 07459
    file: population.csv
""",
)
POPULATION = """\
municipality,date,population
Kåfjord,2018-01-01,1000
Lyngen,2018-01-01,3000
"""
MAIN = """\
plugin "fellesbok.plugin" "rules.yaml"
include "accounts.beancount"
include "march.beancount"
include "april.beancount"
"""
ACCOUNTS = f"""\
2018-01-01 open Expenses:IKT NOK
2018-01-01 open Liabilities:Utlegg NOK
{BOTH}"""
MARCH = """\
2018-03-01 * "Lisenser"
  Expenses:IKT         100.01 NOK
  Liabilities:Utlegg  -100.01 NOK
"""
APRIL = """\
2018-03-01 * "Lisenser"
  Expenses:IKT         200.01 NOK
  Liabilities:Utlegg  -200.01 NOK

2018-04-01 * "Linjer"
  deltakere: "Lyngen"
  Expenses:IKT         300.00 NOK
  Liabilities:Utlegg  -300.00 NOK
"""


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """Books in four files, with rules and a statistic beside them."""
    files = {
        "rules.yaml": RULES,
        "population.csv": POPULATION,
        "main.beancount": MAIN,
        "accounts.beancount": ACCOUNTS,
        "march.beancount": MARCH,
        "april.beancount": APRIL,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "main.beancount"


def everything(loaded: Loaded) -> str:
    """All that a reader of the books can see, as text."""
    printed = "\n".join(
        f"{entry.meta['filename']}:{entry.meta['lineno']}\n"
        f"{printer.format_entry(entry)}"
        for entry in loaded.entries
    )
    return printed + "".join(
        f"{e.source['filename']}:{e.source['lineno']}: {e.message}\n"
        for e in loaded.errors
    )


READ = """
import sys
from pathlib import Path
from casebook import load
from test_plugin import everything
print(everything(load(Path(sys.argv[1]))))
"""


def charged(loaded: Loaded) -> dict[str, str]:
    """What each payer is charged, by narration."""
    return {
        entry.narration or "": str(entry.postings[0].units)
        for entry in generated_entries(loaded)
        if isinstance(entry, data.Transaction)
    }


@pytest.mark.parametrize("case", [BOOKS, MONTHS, REFUSED], ids=lambda case: case.name)
def test_the_same_books_give_the_same_text_on_every_machine(
    case: Path, tmp_path: Path
) -> None:
    first, second = told_by_both(READ, case / SOURCE, folder=tmp_path)
    assert first == second
    assert first == everything(load(case / SOURCE)) + "\n"


def test_the_order_of_the_files_changes_nothing(books: Path) -> None:
    first = load(books)
    included, *lines = MAIN.splitlines()
    books.write_text("\n".join([included, *reversed(lines)]), encoding="utf-8")
    shuffled = load(books)
    assert not first.errors
    assert len(generated_entries(first)) == 2
    assert entries_text(generated_entries(shuffled)) == entries_text(
        generated_entries(first)
    )


def test_several_books_in_one_process_do_not_disturb_each_other(books: Path) -> None:
    alone = [everything(load(path)) for path in (books, MONTHS / SOURCE)]
    load(FAULTS / SOURCE)
    again = [everything(load(path)) for path in (MONTHS / SOURCE, books)]
    assert again == alone[::-1]


def test_rules_and_statistics_are_watched(books: Path) -> None:
    """Fava reloads when a file in ``include`` changes, and so does the cache."""
    included = load(books).options["include"]
    for name in ("rules.yaml", "population.csv", "main.beancount", "april.beancount"):
        assert included.count(str(books.with_name(name))) == 1


def test_faulty_rules_and_their_statistics_are_watched_too() -> None:
    included = load(FAULTS / SOURCE).options["include"]
    assert str(FAULTS / "rules.yaml") in included
    assert str(FAULTS / "population.csv") in included


def test_rules_that_are_missing_are_watched_too() -> None:
    folder = LEDGERS / "the-rules-file-must-exist"
    assert str(folder / "rules.yaml") in load(folder / SOURCE).options["include"]


def test_generated_entries_stand_in_no_file(books: Path) -> None:
    """With a real file name Fava would offer to edit and delete them there."""
    real = set(load(books).options["include"])
    generated_here = [e for e in load(books).entries if e.meta["filename"] not in real]
    assert {entry.meta["filename"] for entry in generated_here} == {vocabulary.FILE}
    assert len({entry.meta["lineno"] for entry in generated_here}) == 2


def test_generated_amounts_are_whole_ore() -> None:
    for entry in generated_entries(load(MONTHS / SOURCE)):
        assert isinstance(entry, data.Transaction)
        for posting in entry.postings:
            assert posting.units is not None
            assert posting.units.number is not None
            assert posting.units.number.as_tuple().exponent == -2


def test_vouchers_are_linked_to_what_became_of_them(books: Path) -> None:
    entries = [e for e in load(books).entries if isinstance(e, data.Transaction)]
    assert len(entries) == 5
    assert all("fordeling-2018-ikt" in (entry.links or ()) for entry in entries)


def test_the_entries_of_others_are_left_alone(books: Path) -> None:
    """A plugin may not change what it was given; other plugins hold on to it."""
    entries, _, options = loader.load_file(str(books))
    ours = [entry for entry in entries if entry.meta["filename"] != vocabulary.FILE]
    before = entries_text(ours)
    loader.run_transformations(
        ours, [], {**options, "plugin": [("fellesbok.plugin", "rules.yaml")]}, None
    )
    assert entries_text(ours) == before


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize(
    "case", [BOOKS, FAULTS, REFUSED], ids=["shared", "faulty rules", "not shared"]
)
def test_cached_books_are_the_same_books(
    case: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Beancount pickles entries and errors when loading is slow."""
    folder = shutil.copytree(case, tmp_path / "books")
    with caplog.at_level(logging.WARNING):
        cold = load(folder / SOURCE)
        assert (folder / f".{SOURCE}.picklecache").exists()
        warm = load(folder / SOURCE)
    assert everything(warm) == everything(cold)
    assert errors_text(warm.errors, folder) == errors_text(cold.errors, folder)
    assert not caplog.records


BEFORE = {
    "IKT 2018 – Kåfjord": "75.01 NOK",
    "IKT 2018 – Lyngen": "525.01 NOK",
}


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (
            "rules.yaml",
            "key: {statistic: population, date: accounting_year}",
            "key: equal",
        ),
        ("population.csv", "Kåfjord,2018-01-01,1000", "Kåfjord,2018-01-01,3000"),
    ],
)
def test_a_changed_file_is_not_read_from_the_cache(
    books: Path, name: str, before: str, after: str
) -> None:
    assert charged(load(books)) == BEFORE
    path = books.with_name(name)
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 10**9))
    assert charged(load(books)) == {
        "IKT 2018 – Kåfjord": "150.01 NOK",
        "IKT 2018 – Lyngen": "450.01 NOK",
    }


@pytest.mark.usefixtures("cache")
def test_faults_that_are_mended_are_gone_from_the_cache(books: Path) -> None:
    rules = books.with_name("rules.yaml")
    rules.write_text(RULES.replace("basis: net", "basis: netto"), encoding="utf-8")
    (error,) = load(books).errors
    assert (
        error.message
        == "basis: «netto» er ikke en mulig verdi. Mulige verdier: net, gross."
    )
    before = RULES.partition("basis: net")[0]
    assert error.source["lineno"] == before.count("\n") + 1
    rules.write_text(RULES, encoding="utf-8")
    assert not load(books).errors
    assert charged(load(books)) == BEFORE
