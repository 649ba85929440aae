"""Written means: Beancount has read it back, and nothing else was changed."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner

from claimbook import Folder
from claimbook import cost
from fellesbok.cli import main as fellesbok
from systems import needs
from written_books import FIGURES
from written_books import HEAD
from written_books import SECOND
from written_books import statistics
from written_claims import FIRST
from written_claims import during
from written_claims import folder as folder  # noqa: PLC0414 -- a fixture
from written_claims import ledger
from written_claims import numbers
from written_claims import only_read
from written_claims import refused

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


CLOSE = ("close", "2018", "--yes")
pytestmark = pytest.mark.usefixtures("no_documents")


def test_an_include_in_a_comment_takes_nothing_in(folder: Folder) -> None:
    """Today «Skrev 3 krav» was said, and the same numbers were given again."""
    folder.add('; include "krav.beancount"', '* include "krav.beancount"')
    assert "Skrev 3 krav" in folder.run(*FIRST).output
    assert numbers(folder) == [f"nordvik-2018-000{n}" for n in (1, 2, 3)]
    assert "Skrev 3 krav" in folder.run(*SECOND).output
    assert numbers(folder) == [f"nordvik-2018-000{n}" for n in range(1, 7)]


@pytest.mark.parametrize("name", ["main.beancount", "krav.beancount"])
@pytest.mark.parametrize("last", ["", "; slutt", '\n; include "krav.beancount"'])
def test_a_file_without_a_last_line_end(folder: Folder, name: str, last: str) -> None:
    assert folder.run(*FIRST).exit_code == 0
    path = ledger(folder, name)
    before = path.read_bytes().rstrip(b"\n") + last.encode()
    path.write_bytes(before)
    assert folder.run(*SECOND).exit_code == 0
    assert len(numbers(folder)) == 6
    assert path.read_bytes().startswith(before)


def test_the_first_claims_after_a_main_file_without_a_last_line_end(
    folder: Folder,
) -> None:
    path = ledger(folder, "main.beancount")
    before = path.read_bytes().rstrip(b"\n")
    path.write_bytes(before)
    assert folder.run(*FIRST).exit_code == 0
    assert path.read_bytes() == before + b'\n\ninclude "krav.beancount"\n'
    assert len(numbers(folder)) == 3


def test_a_list_that_nobody_includes_is_told(folder: Folder) -> None:
    """Its claims do not count, so their numbers would be given once more."""
    assert folder.run(*FIRST).exit_code == 0
    path = ledger(folder, "main.beancount")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\ninclude", "\n; include"), encoding="utf-8")
    assert numbers(folder) == []
    said = refused(folder, *FIRST)
    assert "krav.beancount er ikke med i bøkene: ingen fil tar den inn" in said
    assert 'include "krav.beancount"' in said


@pytest.mark.parametrize(
    ("command", "again", "listing"),
    [(FIRST, FIRST, "krav"), (CLOSE, CLOSE, "avsluttet"), (FIRST, SECOND, "krav")],
    ids=["claim", "close", "claim the next"],
)
def test_a_file_that_its_list_no_longer_takes_in_is_told(
    folder: Folder,
    command: tuple[str, ...],
    again: tuple[str, ...],
    listing: str,
) -> None:
    """Somebody has set a comment before its line; the numbers were given once more."""
    folder.add(cost("2018-02-01", "100.00"))
    assert folder.run(*command).exit_code == 0
    path = ledger(folder, f"{listing}.beancount")
    path.write_bytes(path.read_bytes().replace(b"include", b"; include"))
    (made,) = ledger(folder, listing).iterdir()
    said = refused(folder, *again)
    assert f"{made} er ikke med i bøkene, så det som står i den, teller ikke" in said
    assert f'«include "{listing}/{made.name}"» i {listing}.beancount' in said
    made.rename(folder.path / "forkastet")
    assert folder.run(*again).exit_code == 0


PATTERNS = {
    "[k]ra?.beancount": True,
    "**/kra*.beancount": True,
    "k*.beancount": True,
    "../ledge?/k*.beancount": True,
    "../*krav.beancount": False,
    "mer/*.beancount": False,
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_takes_the_new_list_in_or_does_not(
    folder: Folder, pattern: str
) -> None:
    """As Beancount reads it: a star stays in its folder, two do not."""
    ledger(folder, "mer").mkdir()
    for other in (
        "ledger/krans.beancount",
        "xkrav.beancount",
        "ledger/mer/x.beancount",
    ):
        (folder.path / other).write_text("; andre\n", encoding="utf-8")
    ledger(folder, "krax.beancount").write_text("; andre\n", encoding="utf-8")
    ledger(folder, "lister.beancount").write_text(f'include "{pattern}"\n', "utf-8")
    folder.add('include "lister.beancount"')
    before = ledger(folder, "main.beancount").read_bytes()
    assert "Skrev 3 krav" in folder.run(*FIRST).output
    assert (ledger(folder, "main.beancount").read_bytes() == before) is (
        PATTERNS[pattern]
    )
    assert len(numbers(folder)) == 3


def test_a_list_with_nothing_in_it_is_taken_in(folder: Folder) -> None:
    ledger(folder, "krav.beancount").write_text("; Krav\n\n", encoding="utf-8")
    assert folder.run(*FIRST).exit_code == 0
    assert len(numbers(folder)) == 3


def test_a_list_that_another_file_takes_in(folder: Folder) -> None:
    folder.add('include "lister.beancount"')
    ledger(folder, "lister.beancount").write_text('include "krav.beancount"\n')
    ledger(folder, "krav.beancount").write_text("; Krav\n")
    before = ledger(folder, "main.beancount").read_bytes()
    assert folder.run(*FIRST).exit_code == 0
    assert folder.run(*SECOND).exit_code == 0
    assert ledger(folder, "main.beancount").read_bytes() == before
    assert len(numbers(folder)) == 6


def test_files_that_a_pattern_takes_in_too_are_told(folder: Folder) -> None:
    """The claims would be read twice, so nothing is written."""
    ledger(folder, "annet").mkdir()
    ledger(folder, "annet/a.beancount").write_text("; annet\n")
    folder.add('include "*/*.beancount"')
    assert not folder.load().errors
    assert "er tatt inn to ganger" in refused(folder, *FIRST)


DROPS = """\
__plugins__ = ["drop"]


def drop(entries, options):
    kept = entries
    if {where}:
        kept = [e for e in entries if "krav" not in getattr(e, "tags", None) or ()]
    return kept, []
"""


@pytest.mark.parametrize(
    "where", ["True", "options['filename'].endswith('main.beancount')"]
)
def test_claims_that_the_books_do_not_hold_are_taken_back(
    folder: Folder, where: str
) -> None:
    """A plugin of the books drops them: when they are tried out, or only after."""
    text = DROPS.format(where=where).replace(
        'getattr(e, "tags", None) or ()', '(getattr(e, "tags", None) or ())'
    )
    ledger(folder, "dropper.py").write_text(text, encoding="utf-8")
    folder.add('option "insert_pythonpath" "TRUE"', 'plugin "dropper"')
    said = refused(folder, *FIRST)
    assert "Bøkene ble lest på nytt, og 3 av føringene" in said
    assert "Alt er tatt tilbake" in said


@pytest.mark.parametrize("number", [1, 2], ids=["opened", "tried out"])
@pytest.mark.parametrize(
    "name",
    [
        "ledger/main.beancount",
        "ledger/krav.beancount",
        "ledger/mer.beancount",
        "allocation_rules.yaml",
    ],
)
def test_what_is_edited_meanwhile_is_kept_and_nothing_is_written(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    folder.add('include "mer.beancount"')
    ledger(folder, "mer.beancount").write_text("; mer\n")
    assert folder.run(*FIRST).exit_code == 0
    path = folder.path / name
    mark = "# endret\n" if path.suffix == ".yaml" else "; endret\n"

    def edit() -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write(mark)

    before = folder.files()
    during(monkeypatch, number, edit)
    done = folder.run(*SECOND)
    assert done.exit_code == 1
    assert "Bøkene er endret siden kravene ble vist" in done.output
    assert folder.files() == before | {name: before[name] + mark.encode()}


ELSEWHERE = {
    "from another folder": (
        "felles/kostnad.beancount",
        "../../felles/kostnad.beancount",
    ),
    "by its whole path": ("felles/kostnad.beancount", "{}/felles/kostnad.beancount"),
    "behind a linked folder": ("felles/kostnad.beancount", "lenke/*.beancount"),
    "from a hidden folder": ("bok/ledger/.a/b.beancount", ".a/b.beancount"),
}


@pytest.mark.parametrize("where", ELSEWHERE)
@pytest.mark.parametrize("number", [1, 2], ids=["found", "read"])
@pytest.mark.parametrize("command", ["close", "report"])
def test_what_lies_elsewhere_is_held_against_what_was_read_too(  # noqa: PLR0913, PLR0917 -- what may differ
    folder: Folder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    number: int,
    command: str,
) -> None:
    """Books may include a file of others, whose bookkeeper writes in it just now.

    Where it lies is known when the books have been read; what is written in it before
    they are read once more, counts.
    """
    name, include = ELSEWHERE[where]
    path = tmp_path / name
    path.parent.mkdir()
    path.write_text(cost("2018-05-01", "5.00"), encoding="utf-8")
    if "lenke" in include:
        ledger(folder, "lenke").symlink_to(path.parent)
    folder.add(f'include "{include.replace("{}", str(tmp_path))}"')
    before = folder.files()

    def edit() -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write(cost("2018-05-02", "7.00"))

    out = tmp_path / "ut.md"
    more = (
        ("--yes",) if command == "close" else ("--format", "md", "--output", str(out))
    )
    during(monkeypatch, number, edit)
    done = folder.run(command, "2018", *more)
    shown = done.output + (out.read_text(encoding="utf-8") if out.exists() else "")
    if number == 1:
        assert done.exit_code == 0, done.output
        assert "12,00" in shown
        return
    assert done.exit_code == 1
    assert "Bøkene er endret" in shown
    assert "er ikke skrevet" in shown or "ingenting er avsluttet" in shown
    assert {*folder.files()} == {*before}


def test_an_edit_that_the_disk_gives_the_old_time_is_seen(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a folder that is synchronised, or an older file that is copied back."""
    folder.add("; 1")
    path = ledger(folder, "main.beancount")
    found = path.stat()

    def edit() -> None:
        path.write_bytes(path.read_bytes().replace(b"; 1", b"; 2"))
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))

    during(monkeypatch, 1, edit)
    done = folder.run(*FIRST)
    assert done.exit_code == 1
    assert "Bøkene er endret siden kravene ble vist" in done.output
    assert numbers(folder) == []


def test_a_list_that_appears_meanwhile_is_kept(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ledger(folder, "krav.beancount")
    during(monkeypatch, 2, lambda: path.write_text("; min\n"))
    done = folder.run(*FIRST)
    assert "Bøkene er endret siden kravene ble vist" in done.output
    assert path.read_text() == "; min\n"
    assert not [name for name in folder.files() if name.startswith("ledger/krav/")]


def test_a_file_that_a_pattern_begins_to_take_in_meanwhile(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger(folder, "bilag").mkdir()
    ledger(folder, "bilag/1.beancount").write_text("; en\n")
    folder.add('include "bilag/*.beancount"')
    new = ledger(folder, "bilag/2.beancount")
    during(monkeypatch, 1, lambda: new.write_text(cost("2018-05-01", "5.00")))
    done = folder.run(*FIRST)
    assert "Bøkene er endret siden kravene ble vist" in done.output
    assert numbers(folder) == []


@needs("fchmod")
def test_modes_owners_links_and_line_ends_stay(folder: Folder, tmp_path: Path) -> None:
    assert folder.run(*FIRST).exit_code == 0
    main, listed = ledger(folder, "main.beancount"), ledger(folder, "krav.beancount")
    text = listed.read_bytes().replace(b"\n", b"\r\n")
    elsewhere = tmp_path / "lister" / "våre krav.beancount"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(text)
    elsewhere.chmod(0o640)
    listed.unlink()
    listed.symlink_to(elsewhere)
    main.chmod(0o600)
    assert folder.run(*SECOND).exit_code == 0
    assert listed.is_symlink()
    assert elsewhere.read_bytes().startswith(text)
    assert elsewhere.read_bytes().endswith(b'.beancount"\r\n')
    assert b"\n" not in elsewhere.read_bytes().replace(b"\r\n", b"")
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o640
    made = max(ledger(folder, "krav").iterdir(), key=lambda path: path.stat().st_mtime)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600, "as private as the books"
    assert len(numbers(folder)) == 6


@needs("fchmod")
def test_a_main_file_keeps_its_mode_its_link_and_its_line_ends(folder: Folder) -> None:
    main = ledger(folder, "main.beancount")
    real = folder.path / "lager"
    real.mkdir()
    content = main.read_bytes().replace(b"\n", b"\r\n")
    main.unlink()
    (real / "bok.beancount").write_bytes(content)
    (real / "bok.beancount").chmod(0o664)
    main.symlink_to("../lager/bok.beancount")
    assert folder.run(*FIRST).exit_code == 0
    added = b'\r\ninclude "krav.beancount"\r\n'
    assert main.is_symlink()
    assert (real / "bok.beancount").read_bytes() == content + added
    assert stat.S_IMODE(main.stat().st_mode) == 0o664
    assert len(numbers(folder)) == 3


@needs("fchown")
def test_a_file_of_somebody_else_stays_theirs(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where we may not give it back to its owner, it is not written at all."""
    assert folder.run(*FIRST).exit_code == 0
    fstat = os.fstat

    def of_another(file: int) -> os.stat_result:
        mode, inode, device, links, _, _, *more = fstat(file)
        return os.stat_result((mode, inode, device, links, 70001, 70001, *more))

    def not_allowed(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", not_allowed)
    monkeypatch.setattr(os, "fstat", of_another)
    said = refused(folder, *SECOND)
    assert "krav.beancount eies av en annen bruker eller gruppe" in said


@needs("chown", root=True)
def test_owners_stay(folder: Folder) -> None:
    for path in (folder.path, *folder.path.rglob("*")):
        os.chown(path, 70001, 70002)
    assert folder.run(*FIRST).exit_code == 0
    assert folder.run(*SECOND).exit_code == 0
    made = [path.stat() for path in folder.path.rglob("*")]
    assert {(each.st_uid, each.st_gid) for each in made} == {(70001, 70002)}


def test_new_folders_are_as_closed_as_the_books(folder: Folder) -> None:
    ledger(folder, "").chmod(0o2750)
    assert folder.run(*FIRST).exit_code == 0
    assert stat.S_IMODE(ledger(folder, "krav").stat().st_mode) & 0o777 == 0o750


OLD = "Nordvik,1901,2019-01-01,3012,«Årbok»\r\n"


def fetch(folder: Path) -> Result:
    saved = str(folder / "svar.json")
    command = ["statistics", "fetch", "--books", str(folder), "--file", saved]
    return CliRunner().invoke(fellesbok, command)


def test_figures_are_read_back_and_their_file_stays_as_it_was(tmp_path: Path) -> None:
    before = b"\xef\xbb\xbf" + (HEAD + OLD).encode()
    path = statistics(tmp_path, before)
    path.chmod(0o600)
    done = fetch(tmp_path)
    assert "5 nye tall, 1 sto der fra før" in done.output, done.output
    assert path.read_bytes().startswith(before)
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_figures_that_nobody_reads_are_told(tmp_path: Path) -> None:
    statistics(tmp_path, b"", reads=False)
    done = fetch(tmp_path)
    assert f"! Avtalene leser ikke tallene ennå: skriv «file: {FIGURES}»" in done.output


def test_figures_that_give_the_books_a_fault_are_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The agreements know the municipality by another number on that day."""
    path = statistics(tmp_path, HEAD.encode())
    monkeypatch.setattr(
        "fellesbok_importers.statistics.files.Figure.__init__",
        _wrong_number,
        raising=True,
    )
    done = fetch(tmp_path)
    assert done.exit_code == 1
    assert "hadde kommunenummer 1901" in done.output
    assert path.read_bytes() == HEAD.encode()


def _wrong_number(figure: Any, *values: Any) -> None:  # noqa: ANN401 -- any figure
    names = ("municipality", "number", "day", "value", "source")
    for name, value in zip(names, values, strict=True):
        object.__setattr__(figure, name, "9999" if name == "number" else value)


@pytest.mark.parametrize("name", [FIGURES, "ledger/main.beancount"])
def test_figures_that_are_edited_meanwhile_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = statistics(tmp_path, HEAD.encode())
    edited = tmp_path / name
    text = edited.read_bytes() + (OLD.encode() if edited == path else b"; endret\n")
    during(monkeypatch, 1, lambda: edited.write_bytes(text))
    done = fetch(tmp_path)
    assert done.exit_code == 1
    assert "endret mens kommandoen gikk" in done.output
    assert edited.read_bytes() == text
    assert path.read_bytes() == (text if edited == path else HEAD.encode())


def test_a_folder_that_only_may_be_read_is_told_plainly(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was made, so there is nothing to tidy, and nobody is told to."""
    before = folder.files()
    with only_read(monkeypatch):
        done = folder.run("claim", "2018", "--instalment", "1", "--yes")
    assert done.exit_code == 1
    assert "Fikk ikke skrevet (stedet kan bare leses). Bøkene er som før." in (
        done.output
    )
    assert folder.files() == before
