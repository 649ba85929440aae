"""Books of two cooperations that somebody tries changes in, written in a folder.

IKT is shared by inhabitants, Barnevern by weights; Midvik takes part in both.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.compare.trying import Source
from fellesbok.messages import Text
from pagebook import with_pages
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from pathlib import Path

STATISTICS = """\
statistics:
  population:
    title: Folketall 1. januar
    unit: innbyggere
    source: SSB
    file: ledger/population.csv
"""
POPULATION = """\
municipality,date,value
nordvik,2018-01-01,5000
midvik,2018-01-01,3000
sorvik,2018-01-01,2000
utvik,2018-01-01,1000
"""
EQUAL = """\
cooperations:
  ikt:
    versions:
      - from: 2018-01-01
        key: equal
"""
"""A proposal: IKT by equal parts."""
FIGURE = "population:nordvik=6000@2018-01-01"
"""Another: 1 000 more inhabitants in Nordvik."""
BY_PEOPLE = "{statistic: population, date: accounting_year}"
OTHER = f"""\
  barnevern:
    title: Barnevernet
    account: Barnevern
    kind: cooperation
    legal_form: not_stated
    versions:
{version(members="[midvik, nordvik]", key="{weights: {nordvik: 3, midvik: 1}}")}"""


def compared_books(folder: Path, *parts: str, key: str = BY_PEOPLE) -> Folder:
    """The books, with more at the end."""
    (folder / "ledger").mkdir(parents=True)
    (folder / "ledger" / "population.csv").write_text(POPULATION, encoding="utf-8")
    return Folder(folder).write(
        rules(version(key=key), others=OTHER + STATISTICS),
        chart("IKT", "Barnevern"),
        budget("2000.00"),
        cost("2018-03-01", "1000.00"),
        cost("2018-04-01", "400.00", "Barnevern"),
        *parts,
    )


def closed_comparison(folder: Path) -> Folder:
    """2018 is closed, and 2019 has begun."""
    books = compared_books(folder, cost("2019-02-01", "500.00"))
    (books.path / "ledger" / "documents").mkdir()
    main = books.path / "ledger" / "main.beancount"
    main.write_text('option "documents" "documents"\n' + main.read_text())
    csv = books.path / "ledger" / "population.csv"
    csv.write_text(POPULATION + POPULATION.replace("2018", "2019").partition("\n")[2])
    done = books.run("close", "2018", "--yes")
    assert done.exit_code == 0, done.output
    return books


def seen_by_sorvik(books: Folder, proposed: str) -> str:
    """The page Virkning as Sørvik has it, when a proposal is laid out."""
    main = books.path / "ledger" / "main.beancount"
    with_pages(main)
    folder = books.path / "forslag"
    folder.mkdir()
    (folder / "forslag.yaml").write_text(proposed, encoding="utf-8")
    reader = signed_in(with_sign_in(main, slugs=("sorvik",)), "sorvik")
    return reader.get(
        "/vika/extension/Virkning/",
        query_string={"utlagt": "forslag"},
        headers={"Accept-Language": "nb"},
    ).text


WHO = ("-c", "user.name=Nordvik", "-c", "user.email=post@nordvik.example")


def in_git(folder: Path, *words: str) -> None:
    """Ask git, in a folder, whatever the test runs in."""
    quiet = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    command = ["git", "-C", str(folder), *WHO, *words]
    subprocess.run(command, check=True, capture_output=True, env=quiet)


def source(books: Folder) -> Source:
    """These books, as they are."""
    main = (books.path / "ledger" / "main.beancount").resolve()
    return Source(main, Text("bøkene slik de er"))
