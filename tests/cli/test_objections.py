"""The commands that write objections and their outcome."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.cli import main
from fellesbok.objections.inbox import Sent
from fellesbok.objections.inbox import send
from objected_books import MIDVIK
from objected_books import OBJECTED
from objected_books import folder as folder  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


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


# Errors of another cooperation --------------------------------------------------------

SETTLED = version("2016-01-01", claims="claims: {due_days: 30}")
SKOLE = f"""\
  skole:
    title: Skole
    account: Skole
    kind: cooperation
    legal_form: not_stated
    versions:
{SETTLED}"""
LATE = cost("2017-05-03", "10.00")
"""A bill of IKT before the year that is closed: an error of IKT from 2017 on."""


@pytest.fixture
def two(tmp_path: Path) -> Folder:
    """IKT 2018 is closed, and both are claimed; Midvik objects to Skole 2018."""
    (tmp_path / "bok").mkdir()
    (tmp_path / "inn").mkdir()
    folder = Folder(tmp_path / "bok").write(
        rules(SETTLED, others=SKOLE),
        chart("IKT", "Skole").replace("2017-01-01", "2016-01-01"),
        cost("2018-02-01", "1000.00") + cost("2018-02-01", "1000.00", "Skole"),
        cost("2019-02-01", "10.00") + cost("2019-02-01", "10.00", "Skole"),
    )
    for words in (
        ("close", "2018", "--cooperation", "IKT"),
        ("claim", "2018"),
        ("object", *to("Skole"), "--payer", "Midvik", "--reason", "For mye"),
    ):
        done = folder.run(*words, "--yes")
        assert done.exit_code == 0, done.output
    return folder


def to(cooperation: str) -> tuple[str, ...]:
    """What an objection is to."""
    return "--share", cooperation, "--year", "2018"


def sent(folder: Folder, cooperation: str) -> Path:
    """Sørvik sends an objection to the inbox."""
    about = ("andel", cooperation, "2018")
    inbox = folder.path.parent / "inn"
    send(inbox, Sent("sorvik", "Leder", date(2019, 2, 1), about, None, "For mye"))
    return inbox


def test_an_error_of_another_cooperation_stops_no_objection(two: Folder) -> None:
    """`close` asks for what waits to be taken in and answered, so that can be done."""
    inbox = sent(two, "Skole")
    two.add(LATE)
    closing = ("close", "2018", "--cooperation", "Skole", "--yes")
    done = two.run(*closing, "--objections", str(inbox))
    assert done.exit_code == 1
    assert "innsigelsene som venter i innboksen" in done.output
    for done in (
        two.run("object", *to("Skole"), "--payer", "Nordvik", "--reason", "x", "--yes"),
        in_group(two, "take", str(inbox), "--yes"),
    ):
        assert done.exit_code == 0, done.output
    for name in ("midvik", "nordvik", "sorvik"):
        words = (f"2019-{name}-1", "--outcome", "opprettholdt", "--yes")
        done = in_group(two, "answer", *words)
        assert done.exit_code == 0, done.output
    done = two.run(*closing, "--objections", str(inbox))
    assert done.exit_code == 0, done.output


def test_an_error_of_its_own_cooperation_stops_an_objection(two: Folder) -> None:
    done = two.run("object", *to("IKT"), "--payer", "Midvik", "--reason", "x", "--yes")
    assert done.exit_code == 0, done.output
    two.add(LATE)
    before = two.files()
    for done in (
        two.run("object", *to("IKT"), "--payer", "Nordvik", "--reason", "x", "--yes"),
        in_group(two, "answer", "2019-midvik-2", "--text", "Vi ser på det", "--yes"),
    ):
        assert done.exit_code == 1
        assert "Rett feilene i bøkene først" in done.output
    assert two.files() == before


def test_what_waits_for_an_error_stays_in_the_inbox_alone(two: Folder) -> None:
    inbox = sent(two, "Skole")
    assert sent(two, "IKT") == inbox
    two.add(LATE)
    done = in_group(two, "take", str(inbox), "--yes")
    assert done.exit_code == 0, done.output
    assert '"2019-sorvik-1" "andel" "Skole" 2018' in done.output
    assert "blir liggende til feilene som gjelder IKT 2018, er rettet." in done.output
    assert '"andel" "IKT"' not in done.output
    assert len(list(inbox.glob("*.json"))) == 1


def test_an_error_of_nobody_stops_all_objections(two: Folder) -> None:
    inbox = sent(two, "Skole")
    two.add(LATE, "\n2019-03-01 balance Assets:Bank 1.00 NOK\n")
    for done in (
        two.run("object", *to("Skole"), "--payer", "Nordvik", "--reason", "x", "--yes"),
        in_group(two, "answer", "2019-midvik-1", "--text", "Vi ser på det", "--yes"),
        in_group(two, "take", str(inbox), "--yes"),
    ):
        assert done.exit_code == 1
        assert "Rett feilene i bøkene først" in done.output
