"""``fellesbok verify``: who has signed for what, and what is changed since then."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from casebook import PROGRAMME
from fellesbok.cli import main
from ssh_key import Key

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

CLEAN = PROGRAMME.parents[1] / "tests" / "books" / "clean_books"


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """Made-up books that know two keys, and a folder that proves 2018."""
    shutil.copytree(CLEAN, tmp_path / "bok")
    keys = f"nordvik {Key(1).line}\nsorvik {Key(2).line}\n"
    (tmp_path / "bok" / "ledger" / "allowed_signers").write_text(keys, "ascii")
    done = run(tmp_path, "certify", "2018", "--output", str(tmp_path / "bevis"))
    assert done.exit_code == 0, done.output
    return tmp_path


def run(folder: Path, command: str, *more: str) -> Result:
    given = [command, *more, "--books", str(folder / "bok")]
    return CliRunner().invoke(main, given)


def verified(folder: Path, *more: str) -> Result:
    return run(folder, "verify", str(folder / "bevis"), *more)


def checkpoint(folder: Path) -> Path:
    return folder / "bevis" / "sjekkpunkt-0001.json"


def test_a_folder_that_nobody_has_signed(books: Path) -> None:
    done = verified(books)
    assert done.exit_code == 0, done.output
    assert "5 sertifikater stemmer" in done.output
    assert "Ingen har signert noe sjekkpunkt i mappen." in done.output


def test_two_have_signed_and_it_is_kept_in_the_books(books: Path) -> None:
    Key(1).sign(checkpoint(books))
    Key(2).sign(checkpoint(books), ".sorvik.sig")
    done = verified(books, "--keep", "--yes", "--on", "2019-03-01")
    assert done.exit_code == 0, done.output
    assert "Nordvik har signert sjekkpunkt-0001.json med nøkkelen SHA256:" in (
        done.output
    )
    (path,) = (books / "bok" / "ledger" / "godkjent").rglob("*.beancount")
    text = path.read_text("utf-8")
    assert '2019-03-01 custom "godkjent" "nordvik" "ikt" "2018" ' in text
    assert '2019-03-01 custom "godkjent" "sorvik" "ikt" "2018" ' in text
    assert '  rot: "sha256:' in text
    assert run(books, "check").exit_code == 0


def test_what_is_kept_is_not_written_again(books: Path) -> None:
    Key(1).sign(checkpoint(books))
    verified(books, "--keep", "--yes", "--on", "2019-03-01")
    done = verified(books, "--keep", "--yes", "--on", "2019-03-02")
    assert done.exit_code == 0, done.output
    assert "Det som er signert, står alt i bøkene." in done.output
    Key(2).sign(checkpoint(books), ".sorvik.sig")
    done = verified(books, "--keep", "--yes", "--on", "2019-03-03")
    assert done.exit_code == 0, done.output
    kept = (books / "bok" / "ledger" / "godkjent").rglob("*.beancount")
    lines = "".join(sorted(path.read_text("utf-8") for path in kept)).splitlines()
    said = [line.partition(" ")[2] for line in lines if '"godkjent"' in line]
    assert {line.split('"')[3] for line in said} == {"nordvik", "sorvik"}
    assert len(said) == len(set(said))


def test_what_differs_from_a_signed_checkpoint_is_a_finding(books: Path) -> None:
    Key(1).sign(checkpoint(books))
    verified(books, "--keep", "--yes", "--on", "2019-03-01")
    assert "endret etter at sjekkpunktet ble godkjent" not in run(books, "check").output
    with (books / "bok" / "ledger" / "main.beancount").open("a") as main_file:
        main_file.write(
            '\n2018-12-30 * "Sen faktura"\n  bilag: "S1"\n'
            "  Expenses:IKT:Drift  1000.00 NOK\n  Assets:Bank\n"
        )
    done = run(books, "check")
    assert "Nordvik godkjente " in done.output, done.output
    said = " ".join(done.output.split())
    assert "461,46 kr er endret etter at sjekkpunktet ble godkjent." in said


def test_a_stranger_and_another_checkpoint_are_refused(books: Path) -> None:
    Key(3).sign(checkpoint(books))
    done = verified(books, "--keep", "--yes")
    assert done.exit_code == 1
    assert "som allowed_signers ikke har." in done.output
    Key(1).sign(checkpoint(books))
    other = checkpoint(books).with_name("sjekkpunkt-0001.json.sig")
    other.rename(checkpoint(books).with_name("sjekkpunkt-0002.json.sig"))
    done = verified(books)
    assert done.exit_code == 1
    assert "hører ikke til noe sjekkpunkt i mappen" in done.output
    assert not (books / "bok" / "ledger" / "godkjent").exists()


def test_a_checkpoint_that_was_changed_after_it_was_signed(books: Path) -> None:
    """The chain still holds, but it is not what was signed."""
    Key(1).sign(checkpoint(books))
    with (books / "bok" / "ledger" / "main.beancount").open("a") as main_file:
        main_file.write("\n; en merknad\n")
    checkpoint(books).unlink()
    run(books, "certify", "2018", "--output", str(books / "bevis"))
    done = verified(books)
    assert done.exit_code == 1
    assert "Signaturen er av noe annet enn det som ligger ved siden av." in done.output


def test_books_without_keys(books: Path) -> None:
    Key(1).sign(checkpoint(books))
    (books / "bok" / "ledger" / "allowed_signers").unlink()
    done = verified(books)
    assert done.exit_code == 1
    assert "allowed_signers finnes ikke: skriv hver kommunes nøkkel der" in done.output


def test_a_folder_that_does_not_hold(books: Path) -> None:
    path = books / "bevis" / "ikt-2018-nordvik.json"
    path.write_bytes(path.read_bytes().replace(b'"ore":', b'"ore":1', 1))
    Key(1).sign(checkpoint(books))
    done = verified(books, "--keep", "--yes")
    assert done.exit_code == 1
    assert "STEMMER IKKE." in done.output
    assert not (books / "bok" / "ledger" / "godkjent").exists()


def test_nothing_to_keep(books: Path) -> None:
    done = verified(books, "--keep", "--yes")
    assert done.exit_code == 1
    assert "Det er ingenting å skrive i bøkene." in done.output


def test_an_extract_among_whole_certificates_stops_no_checker(books: Path) -> None:
    """Else one file more would be enough for the large checker not to be run."""
    key = books / "fellesbok.key"
    key.write_text("ab" * 32, "ascii")
    shutil.rmtree(books / "bevis")
    given = ("2018", "--salt-key", str(key), "--output")
    run(books, "certify", *given, str(books / "bevis"))
    own = ("--member", "--municipality", "nordvik")
    run(books, "certify", *given, str(books / "mitt"), *own)
    assert verified(books).exit_code == 0
    name = "ikt-2018-nordvik-medlem.json"
    shutil.copy(books / "mitt" / name, books / "bevis" / name)
    done = verified(books)
    assert done.exit_code == 1
    assert f"STEMMER IKKE. {name}: er en kommunes eget" in done.output
