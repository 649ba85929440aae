"""The commands of the intake as a user gives them, and Fava's import page."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING
from typing import Any

import click
import pytest
from fava.application import create_app
from fava.core import FavaLedger

from fellesbok.filing.journal import JOURNAL
from fellesbok.filing.journal import Journal
from fellesbok.noted import digest_of
from fellesbok_importers.intake import reading_in
from fellesbok_importers.intake.commands import fetch_command
from fellesbok_importers.intake.commands import import_command
from fellesbok_importers.intake.commands import profile_command
from intake_books import HEADING
from intake_books import MARCH
from intake_books import document
from intake_books import make_books
from intake_books import open_import_page
from intake_runs import numbers
from intake_runs import run
from places import tree
from ssb_answers import answer

if TYPE_CHECKING:
    from pathlib import Path


def test_what_would_be_booked_is_shown_before_it_is(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    path = document(tmp_path)
    before = tree(tmp_path)
    result = run(import_command, main, "--dry-run", path)
    assert result.exit_code == 0
    assert "2 nye, 0 kjente, 0 endrede" in result.output
    assert "Filen har 3 linjer: debet 46\u00a0250,50 kr" in result.output
    assert "IKT-samarbeidet: 46\u00a0250,50 kr" in result.output
    assert "+ nordvik-1 14.03.2018 Lisenser; Mva: 1\u00a0250,00" in result.output
    assert "er uprøvd" in result.output
    assert tree(tmp_path) == before


@pytest.mark.parametrize(("said", "expected"), [("y\n", 2), ("n\n", 0)])
def test_it_is_booked_when_somebody_says_yes(
    tmp_path: Path, said: str, expected: int
) -> None:
    main = make_books(tmp_path)
    result = run(import_command, main, document(tmp_path), answer=said)
    assert result.exit_code == 0
    assert len(numbers(main)) == expected


def test_a_changed_voucher_is_shown_as_a_difference(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    run(import_command, main, "--yes", document(tmp_path))
    path = document(tmp_path, MARCH.replace("45 000,50", "44 000,00"))
    result = run(import_command, main, "--yes", path)
    assert "0 nye, 1 kjente, 1 endrede" in result.output
    assert "Expenses:IKT:Ansvar-153: -1\u00a0000,50" in result.output
    assert sorted(numbers(main)) == [
        "nordvik-1",
        "nordvik-2",
        "nordvik-2-reversert",
        "nordvik-2-v2",
    ]
    again = run(import_command, main, "--yes", path)
    assert "Ingenting nytt" in again.output


def test_every_fault_of_a_document_is_told_and_the_others_are_read(
    tmp_path: Path,
) -> None:
    main = make_books(tmp_path)
    good = document(tmp_path, name="god.csv")
    bad = document(tmp_path, "7;1.13.2018;120;155;;;x;1,00\n8;;;155;;;x;1.0\n", "b.csv")
    result = run(import_command, main, "--yes", bad, good)
    assert result.exit_code == 1
    assert f"{bad}:2: Dato: Fant «1.13.2018». Datoen finnes ikke." in result.output
    assert f"{bad}:3: Beløp: Fant «1.0»." in result.output
    assert len(numbers(main)) == 2


def test_the_messages_are_told_in_the_language_that_is_asked_for(
    tmp_path: Path,
) -> None:
    main = make_books(tmp_path)
    result = run(import_command, main, "--language", "en", "--dry-run", "finnes-ikke")
    assert isinstance(result.exception, SystemExit)
    assert (result.exit_code, result.output.strip()) == (
        1,
        "finnes-ikke: Cannot find the file.",
    )


def test_a_file_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    path = tmp_path / "brev.txt"
    path.write_text("Kjære kommune,\nhilsen oss\n", encoding="utf-8")
    result = run(import_command, main, path)
    assert result.exit_code == 1
    assert "Ingen profil kjenner denne filen" in result.output


def test_a_profile_can_be_chosen(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    own = tmp_path / "min.yaml"
    own.write_text(
        "like: art-ansvar-funksjon\nbooking: {source: min, host: nordvik}\n", "utf-8"
    )
    result = run(import_command, main, "--yes", "--profile", own, document(tmp_path))
    assert result.exit_code == 0
    assert numbers(main) == ["min-1", "min-2"]


def test_books_that_are_not_there_are_told_so(tmp_path: Path) -> None:
    result = run(import_command, tmp_path, document(tmp_path))
    assert result.exit_code == 1
    assert "Finner ingen bøker" in result.output


def test_a_folder_is_read_once(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    inbox = tmp_path / "innboks"
    inbox.mkdir()
    document(inbox)
    document(inbox, "9;1.1.2018;120;155;;;x;1,00\n", ".skjult.csv")
    result = run(import_command, main, "--yes", "--inbox", inbox, "--once")
    assert result.exit_code == 0
    assert numbers(main) == ["nordvik-1", "nordvik-2"]


def test_a_folder_is_watched_until_somebody_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that still grows is left in peace; it is read when it has come to rest."""
    main = make_books(tmp_path)
    inbox = tmp_path / "innboks"
    inbox.mkdir()
    looks = []

    def sleep(_seconds: float) -> None:
        looks.append(len(numbers(main)))
        match len(looks):
            case 1:
                document(inbox, "1;1.3.2018;120;155;;;x;1,00\n")
            case 2:
                document(inbox, MARCH)
            case 5:
                raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", sleep)
    result = run(import_command, main, "--yes", "--inbox", inbox)
    assert result.exit_code == 0
    assert looks == [0, 0, 0, 2, 2]


def test_what_an_import_that_was_cut_off_left_is_tidied(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    folder = main.parent / "innlest"
    folder.mkdir()
    stem = "2018-03-20.nordvik.0a1b2c3d"
    (folder / f"{stem}.beancount").write_text("; halv")
    begun = Journal(
        "main.beancount",
        "innlest",
        stem,
        {},
        digest_of(b"; halv"),
        {"Transaction": 2},
        (None, main.stat().st_size),
        "; Det som er lest inn",
        ("innlest",),
    )
    (main.parent / JOURNAL).write_bytes(begun.written())
    result = run(import_command, main, "--dry-run", document(tmp_path))
    assert not folder.exists()
    assert not (main.parent / JOURNAL).exists()
    assert (
        "! En skriving ble avbrutt, og det den rakk å lage, er tatt bort:"
        f" innlest/{stem}.beancount er ikke med i bøkene." in result.output
    )


def test_a_large_file_shows_that_it_is_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = make_books(tmp_path)
    monkeypatch.setattr(reading_in, "ROWS_BETWEEN_SIGNS", 1)
    real = click.progressbar
    shown: list[int] = []

    def bar(**given: Any) -> Any:  # noqa: ANN401 -- as click has it
        made: Any = real(**given)
        made.update = shown.append
        return made

    monkeypatch.setattr(click, "progressbar", bar)
    run(import_command, main, "--dry-run", document(tmp_path))
    assert sum(shown) >= len((HEADING + MARCH).splitlines())


def test_a_profile_is_proposed_and_written_once(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    path = document(tmp_path)
    result = run(profile_command, main, path)
    assert "like: art-ansvar-funksjon" in result.output
    target = tmp_path / "ny.yaml"
    assert run(profile_command, main, path, "--output", target).exit_code == 0
    again = run(profile_command, main, path, "--output", target)
    assert again.exit_code == 1
    assert "finnes fra før" in again.output


def test_population_is_read_from_a_saved_answer(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    saved = tmp_path / "svar.json"
    saved.write_text(json.dumps(answer()), encoding="utf-8")
    target = tmp_path / "ledger" / "statistics" / "population.csv"
    assert run(fetch_command, main, "--file", saved, "--dry-run").exit_code == 0
    assert not target.exists()
    result = run(fetch_command, main, "--file", saved)
    assert "6 nye tall, 0 sto der fra før" in result.output
    before = target.read_bytes()
    assert b"Nordvik,1901,2019-01-01,3012," in before
    result = run(fetch_command, main, "--file", saved)
    assert "0 nye tall, 6 sto der fra før" in result.output
    assert target.read_bytes() == before
    saved.write_text(json.dumps(answer(value=[None] * 6)), encoding="utf-8")
    result = run(fetch_command, main, "--file", saved)
    assert result.exit_code == 1
    assert "Et tall som mangler, er ikke null" in result.output
    assert target.read_bytes() == before


def test_favas_import_page_gives_what_the_command_gives(tmp_path: Path) -> None:
    main = make_books(tmp_path)
    path = document(tmp_path)
    (tmp_path / "inn").mkdir()
    path = path.rename(tmp_path / "inn" / path.name)
    open_import_page(main, "../inn")
    ledger = FavaLedger(str(main), poll_watcher=True)
    assert not ledger.ingest.errors
    (found,) = ledger.ingest.import_data()
    (info,) = found.importers
    assert info.importer_name == "bilag.nordvik"
    assert info.account == "Liabilities:Utlegg:Nordvik"
    extracted = ledger.ingest.extract(str(path), info.importer_name)
    assert [e.meta["bilag"] for e in extracted] == ["nordvik-1", "nordvik-2"]
    run(import_command, main, "--yes", path)
    ledger = FavaLedger(str(main), poll_watcher=True)
    again = ledger.ingest.extract(str(path), info.importer_name)
    assert all("__duplicate__" in entry.meta for entry in again)
    app = create_app([str(main)], poll_watcher=True)  # no thread outlives the test
    with app.test_client() as client:
        page = client.get("/fjordene/api/imports")
        assert "bilag.nordvik" in page.get_data(as_text=True)
