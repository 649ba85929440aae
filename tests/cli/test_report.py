"""The command that writes the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from fellesbok.cli import main
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_failed_report_leaves_the_old_one_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text("den gamle", encoding="utf-8")
    empty = tmp_path / "nothing-here"
    empty.mkdir()
    arguments = ["report", "2018", "--books", str(empty), "--output", str(file)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert "Finner ingen bøker i" in result.output
    assert file.read_text(encoding="utf-8") == "den gamle"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["nothing-here", "report.html"]


def test_a_year_without_books_is_told(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    arguments = ["report", "1999", "--books", str(HOUSE), "--output", str(file)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    said = "Feil: Ingen samarbeid har en avtale som gjelder i 1999.\n"
    assert result.output == said
    assert not file.exists()


def run(*arguments: str) -> tuple[int, str]:
    """The command on the books of 2018."""
    result = CliRunner().invoke(main, ["report", *arguments, "--books", str(HOUSE)])
    return result.exit_code, result.output


def test_the_command_writes_it_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for form in ("html", "md", "xlsx"):
        code, told = run("2018", "--municipality", "Skjervøy", "--format", form)
        assert code == 0, told
        assert f"Skrev rapport-2018-skjervoy.{form}: " in told
    english = "rapport-2018-skjervoy.md"
    code, told = run(
        "2018", "--municipality", "skjervoy", "--format", "md", "--language", "en"
    )
    assert code == 0, told
    assert "Report for Skjervøy 2018" in (tmp_path / english).read_text("utf-8")


def test_an_unknown_municipality_is_told_with_who_is_near(tmp_path: Path) -> None:
    out = tmp_path / "r.html"
    for written, near in (("nordreissa", "Nordreisa"), ("KÅFJOR", "Kåfjord")):
        code, told = run("2018", "--municipality", written, "--output", str(out))
        assert code == 1
        assert f"Ukjent betaler «{written}». Mente du {near}? Kjente: Kvænangen" in told
    code, told = run("2018", "--municipality", "Bergen", "--output", str(out))
    assert code == 1
    assert "Ukjent betaler «Bergen». Kjente: Kvænangen" in told
    code, told = run("2018", "--municipality", "Sametinget", "--output", str(out))
    assert code == 1
    assert "Sametinget deltar ikke i noe samarbeid i 2018." in told
    assert not out.exists()
