"""One claim has the same figures, by the same names, wherever it is read.

The books are those of ``settled_books``: on 31 January 2025 Vik has paid 90 000 kr of
140 000 (nes-2024-0008), and Strand is to get 42 499,90 kr back (nes-2025-0003).
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import paid
from claimbook import rules
from claimbook import version
from fellesbok.books import load_books
from fellesbok.claims import cells
from fellesbok.claims import due_tables
from fellesbok.claims import plan_tables
from fellesbok.claims import tables
from fellesbok.claims.for_programs import OpenClaim
from fellesbok.cli import main
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import sentences
from fellesbok.report import build_report
from pagebook import NBSP
from pagebook import reader_of
from pagebook import with_pages
from places import MADE

if TYPE_CHECKING:
    from pathlib import Path

    from pagebook import Shown

REGION = MADE / "settled_books"
CLAIM = "nes-2024-0008"
FIGURES = {
    "Gjelder": "a konto 2024, termin 2 av 2",
    "Krevd": "140000,00",
    "Betalt": "90000,00",
    "Gjenstår": "50000,00",
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the region."""
    folder = tmp_path_factory.mktemp("region") / "books"
    shutil.copytree(REGION, folder)
    return folder


def run(books: Path, *arguments: str) -> str:
    """What a command prints of the books, as they are seen from the day."""
    given = [arguments[0], "--books", str(books), *arguments[1:], "--on", "2025-01-31"]
    done = CliRunner().invoke(main, given)
    assert done.exit_code == 0, done.output
    return done.stdout


def listed(books: Path, *arguments: str) -> dict[str, dict[str, str]]:
    """The lines of a CSV file, by their claim."""
    text = run(books, *arguments, "--format", "csv").removeprefix("\ufeff")
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    return {row["Krav"]: row for row in rows}


def in_terminal(text: str, first: str) -> dict[str, str]:
    """The line of a table that begins so, by the headings above it."""
    lines = text.splitlines()
    (at,) = [n for n, line in enumerate(lines) if line.startswith(first)]
    rule = max(n for n in range(at) if lines[n].startswith("─"))
    parts = [m.span() for m in re.finditer("─+", lines[rule])]
    return {
        lines[rule - 1][a:b].strip(): lines[at][a:b].strip().replace(NBSP, "")
        for a, b in parts
    }


def page(books: Path) -> Shown:
    """The page of claims on the day."""
    pages = with_pages(books / "ledger" / "main.beancount")
    return reader_of(pages).page("Krav", time="2025-01")


def in_report(books: Path, anchor: str, first: str) -> dict[str, str]:
    """A line of a table of the report, by its headings."""
    loaded = load_books(books / "ledger" / "main.beancount")
    assert loaded.shared is not None
    made, _ = build_report(loaded, loaded.shared, 2024, date(2025, 1, 31))
    every = [*made.panels, *(panel for each in made.pages for panel in each.panels)]
    (panel,) = [each for each in every if each.anchor == anchor]
    (row,) = [row for row in panel.rows if row.texts[0] == first]
    figures = [str(cell.value).replace(".", ",") for cell in row.cells]
    heads = [*panel.texts, *panel.figures]
    return dict(zip(map(str, heads), [*map(str, row.texts), *figures], strict=True))


def test_a_claim_says_the_same_everywhere(books: Path) -> None:
    faces = {
        "terminal": in_terminal(run(books, "open"), CLAIM),
        "file": listed(books, "open")[CLAIM],
        "page": page(books).table("Åpne krav")[CLAIM],
        "report": in_report(books, "kravliste-legevakt", CLAIM),
    }
    for face, found in faces.items():
        assert {name: found[name] for name in FIGURES} == FIGURES, face


def test_what_is_open_by_age_says_the_same_everywhere(books: Path) -> None:
    expected = {"Til gode for betaleren": "-42499,90", "Utestående": "-42499,90"}
    faces = {
        "terminal": in_terminal(run(books, "open"), "Strand "),
        "page": page(books).table("Utestående per betaler")["Strand"],
        "report": in_report(books, "aapne-krav", "Strand"),
    }
    for face, found in faces.items():
        shown = {n: found[n].replace("\N{MINUS SIGN}", "-") for n in expected}
        assert shown == expected, face


def test_a_reminder_says_the_same_everywhere(books: Path) -> None:
    expected = {
        "Dager over forfall": "133",
        "Forfalt": "50000,00",
        "Dekkes av til gode": "0,00",
        "Å purre": "50000,00",
    }
    faces = {
        "terminal": in_terminal(run(books, "open", "--reminders"), "Vik "),
        "file": listed(books, "open", "--reminders")[CLAIM],
        "page": {
            head: row[n]
            for rows in [page(books).rows("Purreliste")]
            for n, head in enumerate(rows[0])
            for row in rows[1:2]
        },
    }
    for face, found in faces.items():
        assert {name: found[name] for name in expected} == expected, face


def test_the_sum_of_what_is_open_is_what_the_accounts_say(tmp_path: Path) -> None:
    """Midvik has paid 200 kr of one claim of 75: 125 kr belong to no claim.

    The host's own 125 and Sørvik's 50 are open: 125 + 50 − 125 = 50.
    """
    folder = Folder(tmp_path).write(rules(), chart(), budget("1000.00"))
    done = folder.run("claim", "2018", "--instalment", "1", "--yes")
    assert done.exit_code == 0, done.output
    folder.add(paid("2018-03-01", "Midvik", "200.00"))
    shown = folder.run("open", "--on", "2018-03-01").stdout
    (line,) = [x for x in shown.splitlines() if "betalt uten krav" in x]
    assert re.findall(r"-?\d+,\d\d", line) == ["0,00", "125,00", "-125,00"]
    pages = with_pages(tmp_path / "ledger" / "main.beancount")
    found = reader_of(pages).page("Krav", time="2018-03")
    assert found.table("Åpne krav")["Sum"]["Gjenstår"] == "50,00"
    assert found.table("Utestående per betaler")["Sum"]["Utestående"] == "50,00"


def test_what_a_claim_gives_back_is_added_up_once(books: Path) -> None:
    """What comes off a reminder is a part of what the payer has to its credit."""
    rows = listed(books, "open").values()
    credit = [row["Til gode for betaleren"] for row in rows]
    assert [amount for amount in credit if amount] == ["42499,90"]
    assert {row["Dekkes av til gode"] for row in rows} == {"", "0,00"}


@pytest.mark.usefixtures("no_documents")
def test_a_claim_that_is_due_at_once_tells_the_day(tmp_path: Path) -> None:
    """It is to be paid on 31 January, when it is made; a credit note never is."""
    text = rules(version(claims="claims: {due_days: 0}"))
    costs = cost("2024-03-01", "1000.00"), cost("2025-01-02", "1.00")
    Folder(tmp_path).write(text, chart(), *costs)
    folder = str(tmp_path)
    made = ("claim", "2024", "--books", folder, "--date", "2025-01-31", "--yes")
    done = CliRunner().invoke(main, made)
    assert done.exit_code == 0, done.output
    told = {row["Betaler"]: row["Forfall"] for row in listed(tmp_path, "open").values()}
    assert told["Midvik"] == "2025-01-31"


def test_every_column_has_a_name_of_its_own() -> None:
    every = [
        *tables.COLUMNS.values(),
        *(*due_tables.AGES, *due_tables.REMINDED, due_tables.INTERNAL),
        *(tables.OUTSTANDING, due_tables.CREDIT_OF),
        *(*plan_tables.INSTALMENTS, *plan_tables.STEPS),
    ]
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", column.name) for column in every)
    of = {column.name: column for column in every}
    assert all(of[column.name] == column for column in every), "one name, one meaning"
    titles = {column.title for column in of.values()}
    assert len(titles) == len(of) - 1, "only cooperations are named in two ways"
    for title in titles:
        assert isinstance(title, Text)
        assert say(title, "en") != title or title in {"Status", "KID"}


def test_every_list_is_of_known_columns() -> None:
    for names in (tables.MADE, tables.OPEN, tables.OF_YEAR, tables.SOMETIMES):
        assert len(names) == len(set(names))
        assert set(names) <= tables.COLUMNS.keys() == cells.CELLS.keys()


def test_programs_read_the_fields_by_their_names(books: Path) -> None:
    """The names are an API."""
    found = json.loads(run(books, "open", "--format", "json"))
    assert list(found) == ["on", "claims", "payers"]
    assert {tuple(row) for row in found["claims"]} == {
        (
            *("year", "claim", "kind", "cooperation", "municipality", "host"),
            *("period", "instalment", "date", "due", "kid", "amount", "credited"),
            *("paid", "remaining", "days_overdue", "overdue", "objected"),
            *("credit", "to_remind", "remind", "on", "objections"),
        )
    }
    assert list(OpenClaim.__annotations__) == list(found["claims"][0])
    (vik,) = [row for row in found["claims"] if row["claim"] == CLAIM]
    assert (vik["amount"], vik["paid"]) == ("140000.00", "90000.00")
    assert (vik["remaining"], vik["date"]) == ("50000.00", "2024-08-20")
    (dues,) = [row for row in found["payers"] if row["municipality"] == "Strand"]
    assert dues["credits"] == [
        {"claim": "nes-2025-0003", "account": None, "amount": "42499.90"}
    ]


def test_what_is_lacking_is_said_in_the_readers_language() -> None:
    """A plan that lacks two things says both below it; they stood in Norwegian."""
    lacks = [Text("avregnet"), Text("ikke krevd")]
    assert say(sentences(lacks), "en") == " ".join(say(text, "en") for text in lacks)
    assert sentences(lacks) == "avregnet ikke krevd"
    assert sentences([]) == say(sentences([]), "en") == ""
