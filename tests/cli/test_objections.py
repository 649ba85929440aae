"""The commands that write objections and their outcome."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from claimbook import cost
from fellesbok.cli import main
from objected_books import MIDVIK
from objected_books import OBJECTED
from objected_books import folder as folder  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from click.testing import Result

    from claimbook import Folder


pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def in_group(folder: Folder, name: str, *arguments: str) -> Result:
    """Run one of the commands about objections."""
    command = ["objections", name, "--books", str(folder.path), *arguments]
    return CliRunner().invoke(main, command)


def test_the_commands_write_what_a_person_would(folder: Folder) -> None:
    done = folder.run(
        *("object", "--claim", MIDVIK, "--amount", "1000,00", "--date", "2018-02-01"),
        *("--reason", "Lisensene gjelder Nordvik alene"),
        *("--deadline", "2018-03-01", "--yes"),
    )
    assert done.exit_code == 0, done.output
    said = ("--text", "Vi ser på det", "--date", "2018-02-10", "--yes")
    done = in_group(folder, "answer", "2018-midvik-1", *said)
    assert done.exit_code == 0, done.output
    said = ("--outcome", "opprettholdt", "--date", "2018-02-20", "--yes")
    done = in_group(folder, "answer", "2018-midvik-1", *said)
    assert done.exit_code == 0, done.output
    rows = json.loads(in_group(folder, "list", "--format", "json").stdout)
    assert rows == [
        {
            "id": "2018-midvik-1",
            "municipality": "Midvik",
            "about": "krav",
            "claim": MIDVIK,
            "cooperation": "IKT",
            "year": 2018,
            "voucher": None,
            "amount": "1000.00",
            "reason": "Lisensene gjelder Nordvik alene",
            "date": "2018-02-01",
            "deadline": "2018-03-01",
            "answers": ["2018-02-10 Vi ser på det"],
            "outcome": "opprettholdt",
            "decided": "2018-02-20",
            "decision": "",
            "credit_note": None,
            "put_right": None,
        }
    ]
    assert "Ingen innsigelser." in in_group(folder, "list", "--open").output


def test_a_share_and_a_voucher_are_objected_to_by_command(folder: Folder) -> None:
    common = ("--share", "IKT", "--year", "2018", "--payer", "Midvik", "--yes")
    assert folder.run("object", *common, "--reason", "Nøkkelen").exit_code == 0
    done = folder.run("object", *common, "--voucher", "B-1", "--reason", "Skolen")
    assert done.exit_code == 0, done.output
    listed = in_group(folder, "list").output
    assert "andel av IKT-samarbeidet 2018" in listed
    assert "bilag B-1, IKT-samarbeidet 2018" in listed


def test_a_voucher_of_another_year_is_not_what_the_share_rests_on(
    folder: Folder,
) -> None:
    """Whoever mistypes the year would hold back the wrong settlement."""
    later = cost("2019-04-01", "500.00").replace(
        '"Kostnad"', '"Kostnad"\n  bilag: "C-1"'
    )
    folder.add(later)
    before = folder.files()
    common = ("--share", "IKT", "--payer", "Midvik", "--reason", "Skolen", "--yes")
    done = folder.run("object", *common, "--year", "2018", "--voucher", "C-1")
    assert done.exit_code == 1
    assert (
        "Bilag C-1 fra 01.04.2019 er ikke med i det som er fordelt av IKT-samarbeidet"
        " for 2018." in done.output
    )
    assert folder.files() == before
    done = folder.run("object", *common, "--year", "2019", "--voucher", "C-1")
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("called", ["midvik", "MIDVIK", "mIDVIK"])
def test_whoever_objects_is_found_whatever_the_case(
    called: str, folder: Folder
) -> None:
    common = ("--share", "IKT", "--year", "2018", "--yes", "--reason", "Nøkkelen")
    done = folder.run("object", *common, "--payer", called)
    assert done.exit_code == 0, done.output
    assert "Midvik" in in_group(folder, "list").output


def test_what_the_books_would_refuse_is_not_written(folder: Folder) -> None:
    before = folder.files()
    done = folder.run(
        *("object", "--claim", MIDVIK, "--payer", "Nordvik", "--reason", "Feil"),
        "--yes",
    )
    assert done.exit_code == 1
    assert f"men kravet {MIDVIK} er på Midvik." in done.output
    assert folder.files() == before


@pytest.mark.parametrize(
    ("about", "told"),
    [
        (
            ("--claim", MIDVIK, "--amount", "3000,01"),
            f"gjelder 3 000,01 kr, men kravet {MIDVIK} er på 3 000,00 kr.",
        ),
        (
            ("--share", "IKT", "--year", "2020", "--payer", "Midvik"),
            "er fra Midvik, som ikke har noen andel av IKT-samarbeidet i 2020.",
        ),
        (
            (
                *("--share", "IKT", "--year", "2018"),
                *("--voucher", "B-9", "--payer", "Midvik"),
            ),
            "gjelder bilag B-9, som ikke er ført på IKT-samarbeidet.",
        ),
    ],
)
@pytest.mark.parametrize("how", ["--dry-run", "--yes"])
def test_what_would_be_refused_is_refused_where_nothing_is_written_too(
    folder: Folder, about: tuple[str, ...], told: str, how: str
) -> None:
    """Who looks first must see what would come."""
    before = folder.files()
    done = folder.run("object", *about, "--reason", "Feil", how)
    assert done.exit_code == 1
    assert told in done.output.replace("\N{NO-BREAK SPACE}", " ")
    assert folder.files() == before


@pytest.mark.parametrize("sign", ["\x1b]0;navn\x07", "\u202e", "\u2800", "\udce6"])
def test_what_no_page_takes_is_taken_by_no_command(folder: Folder, sign: str) -> None:
    """What a terminal obeys, what turns a line around, and what is not seen."""
    folder.add(OBJECTED)
    before = folder.files()
    answer = ("objections", "answer", "--books", str(folder.path), "2018-midvik-1")
    for words in (
        ("object", "--books", str(folder.path), "--claim", MIDVIK, "--reason"),
        (*answer, "--text"),
        (*answer, "--outcome", "opprettholdt", "--text"),
        (*answer, "--outcome", "korreksjon", "--corrected", "--text"),
    ):
        done = CliRunner().invoke(main, [*words, f"Feil{sign} her", "--yes"])
        assert done.exit_code == 2, done.output
        assert "Her er det tegn som ikke synes. Skriv det på nytt." in done.output
        assert sign not in done.output
    assert folder.files() == before


def test_what_is_written_is_one_line(folder: Folder) -> None:
    words = ("--claim", MIDVIK, "--reason", " Feil\n  nøkkel\t", "--yes")
    assert folder.run("object", *words).exit_code == 0
    assert " Feil nøkkel\n" in in_group(folder, "list").output
