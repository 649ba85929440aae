"""``fellesbok import`` and ``fellesbok profile``, as the accountant uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from casebook import load
from fellesbok import statement
from fellesbok.cli import main as command
from intake_books import document
from intake_books import make_books

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def main(tmp_path: Path) -> Path:
    return make_books(tmp_path / "bok")


def run(main: Path, *options: str, answer: str = "") -> Result:
    asked = ["import", "--books", str(main), *options]
    return CliRunner().invoke(command, asked, input=answer)


def files(main: Path) -> dict[str, bytes]:
    root = main.parent.parent
    return {str(p): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def test_a_list_of_vouchers_becomes_shares(main: Path, tmp_path: Path) -> None:
    result = run(main, "--yes", str(document(tmp_path)))
    assert result.exit_code == 0, result.output
    assert "2 nye, 0 finnes fra før, 0 endret." in result.output
    loaded = load(main)
    assert not loaded.errors
    assert sum(share.amount for share in statement.shares(loaded.entries)) > 0


def test_the_preview_shows_sums_and_transactions_and_writes_nothing(
    main: Path, tmp_path: Path
) -> None:
    before = files(main)
    result = run(main, "--dry-run", str(document(tmp_path)))
    assert result.exit_code == 0, result.output
    assert "IKT" in result.output
    assert "Expenses:IKT:Ansvar-153" in result.output
    assert "3 rader" in result.output
    assert files(main) == before


@pytest.mark.parametrize("answer", ["n\n", "\n"])
def test_nothing_is_written_unless_somebody_says_yes(
    main: Path, tmp_path: Path, answer: str
) -> None:
    before = files(main)
    result = run(main, str(document(tmp_path)), answer=answer)
    assert "Skal dette føres?" in result.output
    assert files(main) == before


def test_the_same_file_twice_changes_nothing(main: Path, tmp_path: Path) -> None:
    path = str(document(tmp_path))
    run(main, "--yes", path)
    before = files(main)
    result = run(main, "--yes", path)
    assert "0 nye, 2 finnes fra før, 0 endret." in result.output
    assert files(main) == before


def test_a_changed_voucher_is_reversed_and_booked_anew(
    main: Path, tmp_path: Path
) -> None:
    run(main, "--yes", str(document(tmp_path)))
    changed = document(tmp_path, "2;20.3.2018;010;153;120;;Lønn;46 000,50\n", "ny.csv")
    result = run(main, "--yes", str(changed))
    assert "0 nye, 0 finnes fra før, 1 endret." in result.output
    assert "Reversert: " in result.output
    assert not load(main).errors


def test_one_fault_in_one_file_keeps_all_of_them_out(
    main: Path, tmp_path: Path
) -> None:
    before = files(main)
    good = document(tmp_path)
    bad = document(tmp_path, "3;32.3.2018;120;155;120;;X;1.247\n", "feil.csv")
    result = run(main, "--yes", str(good), str(bad))
    assert result.exit_code == 1
    assert "feil.csv:2" in result.output
    assert files(main) == before


def test_a_file_that_nobody_knows_is_told_what_to_do(
    main: Path, tmp_path: Path
) -> None:
    path = tmp_path / "ukjent.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    result = run(main, str(path))
    assert result.exit_code == 1
    assert "fellesbok profile" in result.output


def test_a_profile_is_proposed_for_an_unknown_file(tmp_path: Path) -> None:
    """A person reads it, says who the host is, and keeps it in ``profiles``."""
    path = tmp_path / "liste.csv"
    heading = "Bilagsnr,Bilagsdato,Art,Avdeling,Tekst,Beløp\n"
    path.write_text(f"{heading}1,2018-03-14,120,155,Papir,1.50\n", encoding="utf-8")
    result = CliRunner().invoke(command, ["profile", str(path)])
    assert result.exit_code == 0, result.output
    assert "Bilagsnr" in result.output
    assert "# source: …" in result.output
    assert "Si hvem som er vert" in result.output
