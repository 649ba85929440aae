"""The commands that tell of grants, and of what is due."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from casebook import LEDGERS
from claimbook import Folder
from claimbook import chart
from claimbook import rules as rules_of
from claimbook import version
from fellesbok.cli import main
from grant_books import cost
from grant_books import run
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path

BELOW = LEDGERS / "a-fund-is-not-below-zero-on-any-day"


def test_the_command_shows_figures_and_warnings() -> None:
    shown = run("grants", "2018").replace("\xa0", " ")
    assert "Opptjent over taket                         827 556,00" in shown
    assert "4 varsler, sett fra 31.12.2018." in shown
    soon = run("grants", "--on", "2019-08-01")
    assert "Sluttrapport: fristen er 30.09.2019, om 60 dager." in soon
    late = run("grants", "--on", "2019-10-01", "--language", "en")
    assert "Final report: the deadline 30 September 2019 passed 1 days ago." in late


def test_programs_get_exact_amounts_and_null() -> None:
    found = json.loads(run("grants", "2018", "--format", "json"))
    last = found["grants"][-1]
    assert last["above_cap"] == "827556.00"
    assert last["received_so_far"] is None
    assert {w["rule"] for w in found["warnings"]} == {
        "tilskudd-tak",
        "tilskudd-vilkaar",
        "tilskudd-ubrukt",
    }


def test_spreadsheets_get_a_line_a_grant_and_year() -> None:
    lines = run("grants", "2018", "--format", "csv").splitlines()
    assert len(lines) == 4
    assert "787784,00;363000,00;" in lines[1]


def test_a_day_is_written_as_a_day() -> None:
    command = ["grants", "--on", "i går", "--books", str(HOUSE)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert "«i går» er ikke en dato" in result.output


def test_deadlines_begin_on_a_day_and_need_no_file(tmp_path: Path) -> None:
    shown = run("deadlines", "--on", "2019-05-01")
    assert "30.09.2019  Sluttrapport" in shown
    assert "30.04.2019" not in shown
    path = tmp_path / "frister.ics"
    run("deadlines", "--output", str(path), "--dry-run")
    assert not path.exists()
    for form in ("text", "csv"):
        shown = run("deadlines", "--on", "2030-01-01", "--format", form)
        assert "Ingen frister fra 01.01.2030, sett fra 01.01.2030." in shown


def test_warnings_tell_the_day_that_they_are_seen_from() -> None:
    assert "varsler, sett fra 31.12.2018." in run("grants", "2018")
    assert "varsler, sett fra 30.06.2018." in run("grants", "--on", "2018-06-30")


def test_deadlines_are_seen_from_a_day_and_show_the_books_last_year() -> None:
    """The books of 2018 end with a control on 1 January 2019."""
    shown = run("deadlines")
    assert shown.startswith("Sett fra 01.01.2019.")
    lines = [line.split() for line in shown.splitlines()]
    assert [*lines[-2][:1], *lines[-2][-3:]] == ["30.04.2019", "119", "dager", "igjen"]
    read = json.loads(run("deadlines", "--format", "json"))
    assert (read["on"], read["from"]) == ("2019-01-01", "2018-01-01")
    assert [due["day"] for due in read["deadlines"]] == ["2019-04-30", "2019-09-30"]
    rows = run("deadlines", "--format", "csv").splitlines()
    assert rows[0].endswith("Frist;Hva;Gjelder;Samarbeid;Status;Sett fra")
    assert rows[1].endswith(";119 dager igjen;2019-01-01")


def test_what_was_not_done_in_time_is_told() -> None:
    shown = run("deadlines", "--on", "2019-12-01")
    assert "fristen 30.09.2019 (Sluttrapport) er over" in shown


def test_instalments_of_the_last_year_and_until_what_is_agreed(tmp_path: Path) -> None:
    """Terms with an end are followed to it, those without for one year more."""
    folder = Folder(tmp_path)
    terms = [version(last="2018-12-31"), version("2019-01-01", last="2020-06-30")]
    folder.write(rules_of(*terms), chart(), cost("2018-06-01", "600.00"))
    done = folder.run("deadlines", "--format", "json")
    days = [due["day"] for due in json.loads(done.stdout)["deadlines"]]
    quarters = ("02-15", "05-15", "08-15", "11-15")
    assert days == [
        *(f"{year}-{day}" for year in (2018, 2019) for day in quarters),
        "2020-02-15",
        "2020-05-15",
        "2020-06-30",  # the last day of the terms
    ]
    none = version("2019-01-01", claims="claims: {due_days: 30}")
    later = version(), none, version("2021-01-01")
    folder.write(rules_of(*later), chart(), cost("2018-06-01", "600.00"))
    done = folder.run("deadlines", "--format", "json")
    days = [due["day"][:4] for due in json.loads(done.stdout)["deadlines"]]
    assert days == ["2018"] * 4 + ["2021"] * 4, "terms that have not begun yet"
    folder.write(rules_of(version()), chart(), cost("2018-06-01", "600.00"))
    done = folder.run("deadlines")
    assert "! Avtaler uten sluttdag er vist til og med 2019: IKT" in done.output
    assert "15.02.2018  A konto 1 av 4 forfaller  IKT-samarbeidet  over for" in (
        done.output
    )
    assert "15.08.2018  A konto 3 av 4 forfaller  IKT-samarbeidet  75 dager" in (
        done.output
    )
    assert "15.11.2019" in done.output
    assert "2020" not in done.output


def funds_of_case(*arguments: str) -> str:
    """What the command prints about a test ledger."""
    books = LEDGERS / "a-fund-covers-a-part-of-the-cost" / "source.beancount"
    command = ["funds", *arguments, "--books", str(books)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_shows_the_owners() -> None:
    lines = funds_of_case("2019").splitlines()
    assert lines[0] == "Eierne av fondet til IKT-samarbeidet, kroner"
    assert lines[1].split() == ["År", "Eier", "Inngående", "Brukt", "Utgående"]
    assert lines[-2].split() == ["2019", "Sum", "100,00", "-50,00", "50,00"]
    assert lines[-1] == (
        "Eiernes deler er til sammen 50,00 kr. Det er saldoen på fondets konto."
    )
    assert "Opening" in funds_of_case("--language", "en")
    assert "Ingen fond." in funds_of_case("2030")


def test_programs_and_spreadsheets_get_exact_amounts() -> None:
    told = funds_of_case("2019", "--format", "json")
    assert json.loads(told)[0]["used"] == "33.34"
    assert told.startswith('[\n  {\n    "cooperation": "IKT",\n')
    assert '"payer": "Kåfjord"' in told
    lyngen = "2019;IKT-samarbeidet;Lyngen;33,33;0,00;0,00;-16,66;"
    assert lyngen in funds_of_case("--format", "csv")


def test_a_movement_of_one_owner_alone_has_its_column() -> None:
    """Lyngen paid 16.67 in, and Kåfjord nothing."""
    command = ["funds", "2019", "--books", str(BELOW / "source.beancount")]
    lines = CliRunner().invoke(main, command).output.splitlines()
    heading = next(line for line in lines if line.startswith("År"))
    assert "Innbetalt" in heading
    (lyngen,) = [line.split() for line in lines if line.startswith("2019  Lyngen")]
    assert "16,67" in lyngen
