"""What is written outside the books replaces nothing of them."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import cost
from systems import needs
from written_claims import FIRST
from written_claims import during
from written_claims import folder as folder  # noqa: PLC0414 -- a fixture
from written_claims import ledger
from written_claims import refused

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("no_documents")

VOUCHERS = "Dato;Tekst;Konto;Beløp\n01.02.2018;Kostnad;1100;100,00\n" * 3
OUTPUTS: dict[str, tuple[str, ...]] = {
    "ledger/main.beancount": ("export", "2018", "--format", "csv", "--yes"),
    "ledger/ny.beancount": ("export", "2018", "--format", "csv"),
    "ledger/statistics/tall.csv": ("export", "2018", "--format", "csv"),
    "ledger/documents/kopi.md": ("report", "2018", "--format", "md"),
    "ledger/krav/frister.ics": ("deadlines", "--output"),
    "allocation_rules.yaml": ("export", "2018", "--format", "csv", "--yes"),
    "profiles/egen.yaml": ("export", "2018", "--format", "csv", "--yes"),
    "andre.beancount": ("export", "2018", "--format", "csv", "--yes"),
    "queries/egen.bql": ("export", "2018", "--format", "csv", "--yes"),
    ".git/config": ("export", "2018", "--format", "csv", "--yes"),
    "ledger/.git/ny": ("export", "2018", "--format", "csv"),
    "ledger/mer/ny.beancount": ("profile", "{}/svar.csv"),
    "ledger/documents/ny.yaml": ("profile", "{}/svar.csv"),
    "lenke.csv": ("export", "2018", "--format", "csv", "--yes"),
    "hard.csv": ("export", "2018", "--format", "csv", "--yes"),
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_nothing_is_written_over_the_books(folder: Folder, name: str) -> None:
    """By whatever name: a new file among them, a link, or the same file twice."""
    folder.add(cost("2018-02-01", "100.00"))
    (folder.path / "lenke.csv").symlink_to("ledger/main.beancount")
    for made in ("profiles", "queries", ".git", "ledger/.git", "ledger/mer"):
        (folder.path / made).mkdir()
    (folder.path / "svar.csv").write_text(VOUCHERS, encoding="utf-8")
    for other in (
        *("profiles/egen.yaml", "andre.beancount"),
        *("queries/egen.bql", ".git/config"),
    ):
        (folder.path / other).write_text("# våre\n", encoding="utf-8")
    os.link(folder.path / "allocation_rules.yaml", folder.path / "hard.csv")
    for made in ("statistics", "documents", "krav"):
        ledger(folder, made).mkdir()
    command = [
        part.replace("{}", str(folder.path))
        for part in OUTPUTS[name]
        if part != "--output"
    ]
    said = refused(folder, *command, "--output", str(folder.path / name))
    assert "er en del av bøkene, eller ligger blant dem" in said


@pytest.mark.parametrize(
    ("pattern", "name", "is_among"),
    [
        ("mer/*", "ledger/mer/rapport.md", True),
        ("mer/**/*", "ledger/mer/rapport.md", True),
        ("../felles/*.md", "felles/rapport.md", True),
        ("mer/*.txt", "ledger/mer/rapport.md", False),
        ("mer/*", "ledger/rapport.md", False),
    ],
)
def test_nothing_is_written_where_the_books_would_take_it_in(
    folder: Folder, pattern: str, name: str, *, is_among: bool
) -> None:
    """A pattern takes in what is called anything: the report would be read as books."""
    folder.add(cost("2018-02-01", "100.00"))
    ledger(folder, "mer").mkdir()
    (folder.path / "felles").mkdir()
    for there in (ledger(folder, "mer/a.txt"), folder.path / "felles" / "a.md"):
        there.write_text("; ingenting\n", "utf-8")
    with ledger(folder, "main.beancount").open("a", encoding="utf-8") as main:
        main.write(f'include "{pattern}"\n')
    target = folder.path / name
    asked = "report", "2018", "--format", "md", "--output", str(target)
    done = folder.run(*asked)
    assert target.exists() != is_among, done.output
    assert ("eller ligger blant dem" in done.output) == is_among


@pytest.mark.parametrize("where", ["ledger/documents", "ledger/krav"])
def test_copies_of_claims_do_not_come_among_the_books(
    folder: Folder, where: str
) -> None:
    """It is told before the claims are written, not after."""
    said = refused(folder, *FIRST, "--output", str(folder.path / where))
    assert "er en del av bøkene, eller ligger blant dem" in said


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("export", "2018", "--format", "csv", "--yes"), "ut.csv"),
        (("report", "2018", "--format", "md"), "ut.md"),
    ],
)
@pytest.mark.parametrize("which", ["main", "target"])
def test_what_is_made_of_books_that_changed_is_not_written(
    folder: Folder,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    name: str,
    which: str,
) -> None:
    folder.add(cost("2018-02-01", "100.00"))
    target = folder.path.parent / name
    target.write_text("før")
    edited = ledger(folder, "main.beancount") if which == "main" else target

    def edit() -> None:
        with edited.open("a") as file:
            file.write("; endret\n")

    during(monkeypatch, 1, edit)
    done = folder.run(*command, "--output", str(target))
    assert done.exit_code == 1
    assert "endret mens kommandoen gikk" in done.output
    assert target.read_text() == ("før" if which == "main" else "før; endret\n")


def test_an_export_keeps_the_mode_and_the_link_of_what_it_replaces(
    folder: Folder, tmp_path: Path
) -> None:
    folder.add(cost("2018-02-01", "100.00"))
    real = tmp_path / "virkelig.csv"
    real.write_text("før")
    real.chmod(0o600)
    link = tmp_path / "ut.csv"
    link.symlink_to(real)
    command = ("export", "2018", "--format", "csv", "--yes", "--output", str(link))
    assert folder.run(*command).exit_code == 0
    assert link.is_symlink()
    assert b"Kostnad" in real.read_bytes()
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


@needs("mkfifo")
def test_a_pipe_or_a_device_is_not_made_a_file(folder: Folder, tmp_path: Path) -> None:
    """A file put in the place of /dev/null would stop everybody on the machine."""
    folder.add(cost("2018-02-01", "100.00"))
    os.mkfifo(tmp_path / "rør")
    command = ("export", "2018", "--format", "csv", "--yes", "--output")
    done = folder.run(*command, str(tmp_path / "rør"))
    assert done.exit_code == 1
    assert "rør er ikke en vanlig fil" in done.output
    assert stat.S_ISFIFO((tmp_path / "rør").stat().st_mode)
