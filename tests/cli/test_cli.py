"""The commands, as a person in the books folder runs them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from io import BytesIO
from io import TextIOWrapper
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fellesbok.cli import OURS
from fellesbok.cli import main
from places import MADE
from typed_commands import BOOKS
from typed_commands import faulty as faulty  # noqa: PLC0414 -- a fixture
from typed_commands import run

if TYPE_CHECKING:
    from pathlib import Path


MAIN = "from fellesbok.cli import main; main()"
C_LOCALE = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
CLEAN_BOOKS = MADE / "clean_books"

# What the year 2018 must come to (kroner): cooperation → payer → amount.
EXPECTED = {
    "IKT": {
        "Kvænangen": "384194.13",
        "Nordreisa": "865709.61",
        "Skjervøy": "604370.96",
        "Kåfjord": "501725.32",
        "Storfjord": "465999.98",
    },
    "Innkjøp": {
        "Kvænangen": "68739.36",
        "Nordreisa": "154058.32",
        "Skjervøy": "107752.14",
        "Kåfjord": "89564.52",
        "Storfjord": "83234.41",
        "Lyngen": "106651.25",
    },
    "Skogbruk": {
        "Lyngen": "322500.00",
        "Nordreisa": "193500.00",
        "Kåfjord": "96750.00",
        "Skjervøy": "32250.00",
    },
    "Kommuneveterinær": {
        "Nordreisa": "425718.00",
        "Kåfjord": "236510.00",
        "Kvænangen": "141906.00",
        "Skjervøy": "141906.00",
    },
    "Skadefelling": {
        "Lyngen": "100000.00",
        "Nordreisa": "15000.00",
        "Kåfjord": "15000.00",
        "Kvænangen": "15000.00",
        "Skjervøy": "15000.00",
        "Storfjord": "15000.00",
    },
    "HoppIdé-C": {
        "Kommunene samlet": "68834.00",
        "Eksterne finansiører": "58166.00",
    },
}


def test_every_expected_receivable_of_2018_comes_out_and_no_other() -> None:
    """The table that the books of 2018 must give, through the command itself."""
    rows = json.loads(run("shares", "--year", "2018", "--format", "json").output)
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row["cooperation"], {})[row["municipality"]] = row["amount"]
    assert found == EXPECTED


def test_shares_refuses_to_show_figures_of_faulty_agreements(faulty: Path) -> None:
    """Nothing is shared, and the reason is told."""
    result = run("shares", books=faulty)
    assert result.exit_code == 1
    assert "Ingenting er fordelt før feilene i avtalene er rettet." in result.output


def test_shares_as_csv_opens_in_norwegian_excel() -> None:
    """Byte order mark, semicolons, decimal comma, no grouping."""
    output = run("shares", "--year", "2018", "--format", "csv").output
    assert output.startswith("\ufeffSamarbeid;Betaler;Periode;Grunnlag hittil i året;")
    row = next(r for r in output.splitlines() if r.startswith("IKT;Nordreisa;"))
    key = "40\N{FRACTION SLASH}60"  # with a common slash it could be a day
    amounts = "974;3175;865709,61;865709,61;"
    assert row == f"IKT;Nordreisa;2018;2822000,00;{key};{amounts}"


def test_the_text_table_adds_up_under_each_cooperation() -> None:
    """A sum row for each cooperation."""
    output = run("shares", "--year", "2018").output
    total = next(r for r in output.splitlines() if r.startswith("Sum IKT"))
    assert total.endswith("2\u00a0822\u00a0000,00")


def test_a_folder_without_books_is_told_what_is_looked_for(tmp_path: Path) -> None:
    """The message says what to do next."""
    result = run("check", books=tmp_path)
    assert result.exit_code == 1
    assert "Finner ingen bøker i" in result.output
    assert "--books" in result.output


def test_books_are_found_from_any_folder_below_them() -> None:
    """As git finds its repository."""
    result = run("check", books=BOOKS / "ledger" / "2018")
    assert result.exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("claim", "0"),
        ("claim", "2018", "--date", "9999-12-31"),
        ("claim", "2018", "--instalment", "0"),
        ("close", "99999"),
        ("cutoff", "0"),
        ("open", "--on", "0001-01-01"),
        ("plan", "99999"),
        ("grants", "2018", "--days", "99999999999"),
    ],
)
def test_a_day_or_a_year_that_is_none_is_refused(arguments: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2, done.output
    assert "Feil: Ugyldig verdi" in done.output


def test_a_folder_that_is_not_there_never_leads_to_other_books(tmp_path: Path) -> None:
    """Books lie above it, and are not those that were asked for."""
    shutil.copytree(CLEAN_BOOKS, tmp_path / "books")
    asked = ["shares", "--books", str(tmp_path / "books" / "bøker-2019")]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 1
    assert "Finner ingen bøker i" in result.output
    inside = ["shares", "--books", str(tmp_path / "books" / "ledger")]
    assert CliRunner().invoke(main, inside).exit_code == 0


def test_who_asks_for_one_command_does_not_wait_for_the_others() -> None:
    """Nor for the libraries that only some of them need."""
    code = "import sys, fellesbok.cli; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    loaded = set(done.stdout.split())
    assert "click" in loaded
    heavy = {
        "babel",
        "beancount",
        "beanquery",
        "fava",
        "importlib.metadata",
        "pydantic",
    }
    assert not loaded & heavy
    ours = {name for name in loaded if name.startswith("fellesbok.cli.")}
    assert ours == {"fellesbok.cli.whole_line"}


@pytest.mark.parametrize("code_page", ["cp1252", "cp850", "ascii"])
def test_a_code_page_that_lacks_letters_stops_nothing(code_page: str) -> None:
    """Piped on Windows, or on a terminal that nobody has set up."""
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "shares", "--year", "2018", "--books", BOOKS],
        env=os.environ
        | {"PYTHONPATH": os.pathsep.join(sys.path)}
        | {"PYTHONIOENCODING": code_page},
        capture_output=True,
        check=False,
    )
    letters = "utf-8" if code_page == "ascii" else code_page  # click takes ASCII so
    said = done.stdout.decode(letters)
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert "Kåfjord" in said


def test_a_file_gets_utf_8_with_our_line_ends_whatever_the_code_page() -> None:
    """``> andeler.csv`` on Windows, where Python would write in the code page."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    words = ("shares", "--year", "2018", "--format", "csv", "--books", str(BOOKS))
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", MAIN, *words],
        env=environment | C_LOCALE | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Kåfjord" in done.stdout.decode("utf-8-sig")
    assert b"\r\r\n" not in done.stdout
    assert done.stdout.count(b"\r\n") == done.stdout.count(b"\n")


class Terminal(TextIOWrapper):
    """A file that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_does_nothing_that_a_text_tells_it_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nor turns the direction of reading; a file gets what was written."""
    raw = BytesIO()
    monkeypatch.setattr("sys.stderr", Terminal(raw, encoding="utf-8"))
    with pytest.raises(SystemExit):
        main(["open", "--books", str(BOOKS), "--on", "a\x1b[2J\u202eb\nå"])
    sys.stderr.flush()
    assert "«a\ufffd[2J\ufffdb\nå» er ikke en dato" in raw.getvalue().decode()


def test_numbers_have_their_bounds_in_words() -> None:
    """And not ``x>=1``, in help or where one is refused."""
    claim = CliRunner().invoke(main, ["claim", "--help"]).output
    assert "[1 og oppover]" in " ".join(claim.split())
    words = ["claim", "2018", "--instalment", "0", "--language"]
    refused = CliRunner().invoke(main, [*words, "nb"]).output
    assert "0 er utenfor 1 og oppover." in refused
    assert (
        "0 is not in the range 1 and up."
        in CliRunner().invoke(main, [*words, "en"]).output
    )
    for name in OURS:
        told = CliRunner().invoke(main, [name, "--help"]).output
        assert not re.search(r"x[<>]=|[<>]=x", told), name
