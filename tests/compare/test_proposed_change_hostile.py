"""What somebody tries may be anything: what is wrong is told at once, in few words."""

from __future__ import annotations

import io
import os
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from compared_books import STATISTICS
from compared_books import compared_books
from systems import needs

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from claimbook import Folder

HEAD = "municipality,date,value\n"
OTHERS = "midvik,2018-01-01,3000\nsorvik,2018-01-01,2000\n"
MOST_LETTERS = 20_000
"""Whatever is wrong, what is said of it can be read."""
MOST_SECONDS = 5.0


@pytest.fixture
def books(tmp_path: Path) -> Folder:
    return compared_books(tmp_path / "bok")


def refused(done: Result) -> str:
    """What is said of something that nothing is compared by."""
    assert done.exit_code == 1, done.output[:500]
    assert isinstance(done.exception, SystemExit), repr(done.exception)
    assert len(done.output) < MOST_LETTERS, len(done.output)
    return done.output


def tried(books: Folder, content: bytes, name: str = "ny.csv") -> Result:
    """A proposal that population is read from another file."""
    (books.path / "ledger" / name).write_bytes(content)
    return tried_with(books, STATISTICS.replace("population.csv", name))


def tried_with(books: Folder, text: str) -> Result:
    path = books.path.parent / "forslag.yaml"
    path.write_text(text, encoding="utf-8")
    begun = time.monotonic()
    done = books.run("compare", "--with", str(path))
    assert time.monotonic() - begun < MOST_SECONDS
    return done


def budget(books: Folder, content: bytes) -> Result:
    path = books.path.parent / "nytt.beancount"
    path.write_bytes(content)
    return books.run("compare", "--on", "budget", "--with-budget", str(path))


def row(value: str) -> bytes:
    return f'{HEAD}nordvik,2018-01-01,"{value}"\n{OTHERS}'.encode()


def archive(size: int) -> bytes:
    """A zip that becomes very large (*zip bomb*)."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", bytes(size))
    return made.getvalue()


def entities(count: int) -> bytes:
    """XML whose text becomes very long (*billion laughs*)."""
    each = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, count + 1)
    )
    return f'<!DOCTYPE x [<!ENTITY e0 "x">{each}]><x>&e{count};</x>'.encode()


NUMBERS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "+1",
    "1e400",
    "NaN",
    "Infinity",
    "1" + "0" * 400,
    "9" * 100_000,
    "0x10",
    "\uff11\uff12\uff13",
    "5000\x00",
]


@pytest.mark.parametrize("value", NUMBERS, ids=range(len(NUMBERS)))
def test_what_is_no_number_is_told_with_file_and_line(
    value: str, books: Folder
) -> None:
    """In a file, in a proposal, and on the command line."""
    said = refused(tried(books, row(value)))
    assert "ny.csv:2: " in said
    assert "er ikke et tall." in said
    if value.isprintable():
        of = value.replace("'", "''")
        values = f"[{{municipality: nordvik, date: 2018-01-01, value: '{of}'}}]"
        text = STATISTICS.replace("file: ledger/population.csv", f"values: {values}")
        said = refused(tried_with(books, text))
        assert "forslag.yaml:6: " in said
        figure = f"population:nordvik={value}@2018-01-01"
        assert "kan ikke leses. Skriv " in refused(
            books.run("compare", "--statistic", figure)
        )


def test_a_cell_of_a_megabyte_is_told_as_one(books: Folder) -> None:
    said = refused(tried(books, row("9" * 1_000_000)))
    assert "ny.csv:" in said
    assert "en celle er på mer enn 131072 tegn" in said


def test_a_figure_of_another_year_lacks_that_of_the_year(books: Folder) -> None:
    done = tried(books, row("5000").replace(b"2018-", b"2017-"))
    said = " ".join(done.output.split())
    assert "Statistikken «population» mangler tall for " in said
    assert " per 01.01.2018" in said


def test_a_file_of_many_faults_tells_the_first_of_them(books: Folder) -> None:
    rows = "nordvik,2018-01-01,1\n" * 50_000
    said = refused(tried(books, row("5000") + rows.encode()))
    assert said.count("har to tall for 01.01.2018") == 100
    assert "ny.csv:105: Filen har flere feil enn de 100 som er nevnt." in said


def test_a_file_that_is_too_large_is_not_read(books: Folder) -> None:
    said = refused(tried(books, row("5000") + b"\n" * 5_000_001))
    assert "ny.csv:1: Filen er for stor: høyst 5 MB." in said


@pytest.mark.parametrize(
    "content", [archive(0), archive(20_000_000)], ids=["small", "large"]
)
def test_a_workbook_is_no_text(content: bytes, books: Folder) -> None:
    """Whether it says so itself or not, in a proposal and as a proposal."""
    said = "er et regneark eller et arkiv. Lagre arket som CSV"
    assert said in refused(tried(books, content))
    assert "er ikke en CSV-fil." in refused(tried(books, content, "ny.xlsx"))
    assert "er et regneark eller et arkiv" in refused(budget(books, content))
    path = books.path.parent / "forslag.yaml"
    path.write_bytes(content)
    done = books.run("compare", "--with", str(path))
    assert "er et regneark eller et arkiv" in refused(done)


def test_entities_are_read_as_the_text_they_are(books: Folder) -> None:
    said = refused(tried(books, entities(9)))
    assert "ny.csv:1: Filen mangler kolonnen " in said
    assert "nytt.beancount:1: " in refused(budget(books, entities(9)))


def test_aliases_of_yaml_are_refused(books: Folder) -> None:
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for one, other in zip("abcdefgh", "bcdefghi", strict=True):
        rows.append(f"{other}: &{other} [{', '.join([f'*{one}'] * 9)}]")
    said = refused(tried_with(books, "\n".join(rows)))
    assert "YAML-ankere (& og *) brukes ikke her" in said


@needs("mkfifo")
def test_a_pipe_is_not_waited_for(books: Folder) -> None:
    os.mkfifo(books.path / "ledger" / "ny.csv")
    said = refused(tried_with(books, STATISTICS.replace("population.csv", "ny.csv")))
    assert "ny.csv:1: Det er ikke en vanlig fil." in said


def test_a_file_outside_the_books_is_not_read(books: Folder) -> None:
    for name in ("../../../../../../etc/passwd", "/etc/passwd"):
        text = STATISTICS.replace("ledger/population.csv", name)
        assert "ligger utenfor mappen" in refused(tried_with(books, text))


@pytest.mark.parametrize(
    "value",
    ["=1+1", "NaN", "1e400", "1/0", "1" + "0" * 400 + ".00", "9" * 100_000, "1.001"],
    ids=range(7),
)
def test_what_is_no_amount_of_a_budget_is_told(value: str, books: Folder) -> None:
    line = f'2018-01-01 custom "budget" Expenses:IKT "yearly" {value} NOK\n'
    assert "nytt.beancount:1: " in refused(budget(books, line.encode()))


def test_a_budget_of_a_year_without_terms_is_told(books: Folder) -> None:
    line = b'1999-01-01 custom "budget" Expenses:IKT "yearly" 1.00 NOK\n'
    assert "har ingen avtale som gjelder 01.01.1999" in refused(budget(books, line))
