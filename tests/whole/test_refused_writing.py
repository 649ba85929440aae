"""A command that is refused leaves the disk as it was: no file, and no empty folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from fellesbok.cli import main as fellesbok
from fellesbok.filing import disk
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.outside import put_folder
from intake_books import document
from intake_books import make_books
from places import HOUSE
from places import MADE
from refused_books import run
from refused_books import state

pytestmark = pytest.mark.usefixtures("undrawn_pdf")
SETTLED = MADE / "settled_books"
REGION = MADE / "three_years"
CLAIM = ("claim", "2021", "--cooperation", "IKT", "--instalment", "1")


def copy(books: Path, folder: Path) -> Path:
    root = folder / "bøker"
    shutil.copytree(books / "ledger", root / "ledger")
    shutil.copy(books / "allocation_rules.yaml", root)
    return root


def full(patch: pytest.MonkeyPatch, name: str) -> None:
    """The disk is full when a file of that name is to be written."""
    begun, write = disk._begun, disk._write
    files: dict[int, str] = {}

    def begin(beside: Path, target: Path, like: Path | None) -> int:
        file = begun(beside, target, like)
        files[file] = beside.name
        return file

    def writing(file: int, content: bytes) -> None:
        if name in files[file]:
            raise OSError(28, "No space left on device")
        write(file, content)

    patch.setattr(disk, "_begun", begin)
    patch.setattr(disk, "_write", writing)


@pytest.mark.usefixtures("no_documents")
@pytest.mark.parametrize(
    ("books", "arguments"),
    [
        (REGION, (*CLAIM, "--yes")),
        (SETTLED, ("credit", "nes-2025-0002", "--reason", "feil", "--yes")),
        (HOUSE, ("close", "2018", "--yes")),
    ],
    ids=["claim", "credit", "close"],
)
def test_what_the_books_would_not_bear_leaves_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    books: Path,
    arguments: tuple[str, ...],
) -> None:
    """The last step before the books change fails."""
    root = copy(books, tmp_path)
    before = state(tmp_path)
    full(monkeypatch, ".fellesbok-kontroll")
    result = run(root, *arguments)
    assert result.exit_code == 1
    assert "disken er full" in result.output
    assert state(tmp_path) == before


def test_an_import_that_is_refused_leaves_nothing(tmp_path: Path) -> None:
    """A balance that the vouchers contradict."""
    main = make_books(tmp_path)
    with main.open("a", encoding="utf-8") as file:
        file.write("2018-12-31 balance Expenses:IKT:Ansvar-153 0 NOK\n")
    path = document(tmp_path)
    before = state(tmp_path)
    result = run(tmp_path, "import", str(path), "--yes")
    assert result.exit_code == 1
    assert "ingenting er skrevet" in result.output
    assert state(tmp_path) == before


@pytest.mark.parametrize(
    ("books", "arguments", "broken"),
    [
        (REGION, (*CLAIM, "--preview"), "csv"),
        (REGION, (*CLAIM, "--preview"), "pdf"),
        (SETTLED, ("documents", "2024", "--output"), "pdf"),
    ],
    ids=["the list", "a draft", "a document"],
)
def test_papers_that_cannot_be_written_leave_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    books: Path,
    arguments: tuple[str, ...],
    broken: str,
) -> None:
    """The disk is full after the folder is made, and after some of the files."""
    root = copy(books, tmp_path)
    before = state(tmp_path)
    full(monkeypatch, broken)
    result = run(root, *arguments, str(tmp_path / "ny" / "mappe"))
    assert result.exit_code == 1
    assert "disken er full" in result.output
    assert state(tmp_path) == before


def test_what_was_there_before_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ny").mkdir()
    disk.put(tmp_path / "ny" / "a", b"1")
    full(monkeypatch, "c")
    with pytest.raises(CannotFileError, match="disken er full"):
        put_folder(tmp_path / "ny", {"a": b"1", "b": b"2", "c": b"3"})
    assert state(tmp_path) == ({"ny/a": b"1"}, ["ny"])


def test_documents_in_the_place_of_a_folder_are_refused(tmp_path: Path) -> None:
    root = copy(SETTLED, tmp_path)
    output = tmp_path / "krav"
    run(root, "documents", "2024", "--output", str(output))
    name = next(path.name for path in output.iterdir() if path.suffix == ".pdf")
    (output / name).unlink()
    (output / name).mkdir()
    result = run(root, "documents", "2024", "--output", str(output))
    assert result.exit_code == 1
    assert f"{name} finnes og er en annen" in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "2024", "--format", "md", "--output"),
        ("deadlines", "--on", "2024-01-01", "--output"),
        ("export", "2024", "--output"),
        ("documents", "2024", "--output"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_folder_that_cannot_be_written_in_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    """As an account without the right to write there, and a disk without room."""

    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    root = copy(SETTLED, tmp_path)
    name = {"report": "x.md", "deadlines": "x.ics"}.get(arguments[0], "x.xml")
    before = state(tmp_path)
    monkeypatch.setattr(disk, "_write", refuse)
    result = run(root, *arguments, str(tmp_path / name))
    assert result.exit_code == 1
    assert "ingen tilgang" in result.output
    assert state(tmp_path) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "2024", "--format", "md", "--output"),
        ("deadlines", "--on", "2024-01-01", "--output"),
        ("export", "2024", "--yes", "--output"),
        ("documents", "2024", "--output"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    """What was there before may be somebody else's."""
    root = copy(SETTLED, tmp_path)
    name = {"report": "x.md", "deadlines": "x.ics"}.get(arguments[0], "x.xml")
    output = tmp_path / "ut" / name
    output.parent.mkdir()
    run(root, *arguments, str(output))
    theirs = [path for path in output.parent.rglob("*") if path.is_file()]
    assert theirs
    before = state(tmp_path)
    real = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path in theirs:
            raise PermissionError(13, "Permission denied")
        return real(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", read_bytes)
        result = run(root, *arguments, str(output))
    assert result.exit_code == 1
    assert "ingen tilgang" in result.output
    assert state(tmp_path) == before


@pytest.mark.usefixtures("no_documents")
def test_copies_that_cannot_be_written_leave_the_claims(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The claims have their numbers, and nobody shall think that they have not."""
    root = copy(REGION, tmp_path)
    full(monkeypatch, "kravliste")
    output = tmp_path / "ny" / "mappe"
    result = run(root, *CLAIM, "--yes", "--output", str(output))
    assert result.exit_code == 1
    assert (
        f"Kravene er skrevet i bøkene, men ikke kopiene: Fikk ikke skrevet i {output}"
        " (disken er full). Dokumentene lages også med «fellesbok documents»."
    ) in result.output
    assert not output.parent.exists()
    assert len(list((root / "ledger" / "krav").iterdir())) == 1


def test_a_proposed_profile_needs_a_folder(tmp_path: Path) -> None:
    make_books(tmp_path)
    path = document(tmp_path)
    before = state(tmp_path)
    output = tmp_path / "ny" / "profil.yaml"
    result = run(tmp_path, "profile", str(path), "--output", str(output))
    assert result.exit_code == 1
    assert f"Fikk ikke skrevet i {output}" in result.output
    assert state(tmp_path) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("shares",),
        ("open",),
        ("claim", "2021"),
        ("close", "2021"),
        ("plan", "2021"),
        ("report", "2021"),
        ("export", "2021"),
        ("import", "x.csv"),
        ("statistics", "fetch"),
        ("serve", "--port", "0"),
    ],
    ids=lambda arguments: arguments[0],
)
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", "Mappen du står i, finnes ikke lenger"),
        ("en", "The folder that you are in is gone"),
    ],
)
def test_a_current_folder_that_is_gone_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    language: str,
    told: str,
) -> None:
    gone = tmp_path / "borte"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    result = CliRunner().invoke(fellesbok, [*arguments, "--language", language])
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 1
    assert told in result.output


def test_books_can_be_named_from_a_folder_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy(REGION, tmp_path)
    gone = tmp_path / "borte"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    for arguments in (("check",), ("lint", "2021"), ("shares",), ("export", "2021")):
        assert run(root, *arguments).exit_code == 0
    output = str(tmp_path / "rapport.md")
    result = run(root, "report", "2021", "--format", "md", "--output", output)
    assert result.exit_code == 0
