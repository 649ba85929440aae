"""What cannot be read or written is told in words, whoever asks and whatever it is."""

from __future__ import annotations

import errno
import gc
import os
import stat
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from fellesbok.filing import disk
from intake_books import document
from refused_books import run
from refused_books import state
from stopped_books import claimed
from stopped_books import quick_papers
from systems import needs

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from click.testing import Result

    from claimbook import Folder

__all__ = ("quick_papers",)
NOBODY = 65534
only_root = needs("fork", root=True)


@pytest.fixture
def reached() -> Iterator[Path]:
    """A folder that every account can come to, which those of pytest are not.

    What Python loads when it is needed first may lie where only root reads.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        run(folder, "profile", str(document(folder)))
        yield folder


def claimed_books(folder: Path) -> Folder:
    """Books with an include and claims; their documents are made."""
    books = claimed(folder)
    (books.path / "ledger" / "a.beancount").write_text("; a\n")
    return books.add('include "a.beancount"')


def as_nobody(act: Callable[[], Result]) -> str:
    """What a command says to an account that is not root, in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        gc.disable()  # it would go through, and so copy, all that the tests have made
        said = "– "
        try:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            done = act()
            said = f"{done.exit_code} {done.output}"
        except BaseException as error:  # noqa: BLE001 -- what is no answer is one here
            said = f"– {error!r}"
        finally:
            os.write(writing, said.encode("utf-8", "replace"))
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        said = told.read().decode("utf-8")
    os.waitpid(child, 0)
    return said


def given_away(folder: Path) -> None:
    """To an account that reads and writes no more than the modes allow."""
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


def commands(folder: Path) -> Iterator[tuple[str, ...]]:
    """Every command that loads the books."""
    out = str(folder / "ut")
    yield from (
        ("check",),
        ("shares",),
        ("claim", "2018", "--instalment", "2", "--yes"),
        ("credit", "nordvik-2018-0001", "--reason", "feil", "--yes"),
        ("close", "2018", "--yes"),
        ("documents", "2018", "--output", out),
        ("report", "2018", "--format", "md", "--output", f"{out}.md"),
        ("deadlines", "--output", f"{out}.ics"),
        ("export", "2018", "--output", f"{out}.xml"),
        ("import", __file__),
        ("statistics", "fetch", "--file", __file__),
    )


@only_root
@pytest.mark.parametrize(
    "name", ["ledger/main.beancount", "ledger/krav.beancount", "ledger/a.beancount"]
)
def test_a_file_of_the_books_that_may_not_be_read_is_told_with_its_name(
    reached: Path, name: str
) -> None:
    folder = claimed_books(reached)
    closed = folder.path / name
    given_away(reached)
    closed.chmod(0)
    before = state(reached)
    for command in commands(reached):
        said = as_nobody(partial(run, folder.path, *command))
        assert said.startswith("1 "), said
        assert f"{name}:1: Fikk ikke lest filen (ingen tilgang)" in said, said
    assert state(reached) == before


def test_a_pattern_that_takes_in_a_folder_is_told_with_its_name(tmp_path: Path) -> None:
    """As ``include "bilag/*"`` does where there are folders in it."""
    folder = claimed_books(tmp_path)
    (folder.path / "ledger" / "bilag" / "2018").mkdir(parents=True)
    folder.add('include "bilag/*"')
    before = state(tmp_path)
    for command in commands(tmp_path):
        done = run(folder.path, *command)
        assert done.exit_code == 1
        assert "ledger/bilag/2018:1: Fikk ikke lest filen (er en mappe)" in (
            done.output
        )
    assert state(tmp_path) == before


@only_root
def test_books_that_may_not_be_looked_for_are_told(reached: Path) -> None:
    folder = claimed_books(reached)
    given_away(reached)
    (folder.path / "ledger").chmod(0)
    for command in commands(reached):
        said = as_nobody(partial(run, folder.path, *command))
        assert said.startswith("1 Feil: Fikk ikke sett etter bøkene i "), said
        assert "(ingen tilgang)" in said


def test_a_loop_of_links_is_told(tmp_path: Path) -> None:
    (tmp_path / "bok").symlink_to("bok")
    for command in commands(tmp_path):
        done = run(tmp_path / "bok", *command)
        assert done.exit_code == 1
        assert "Fikk ikke sett etter bøkene i" in done.output


@only_root
def test_who_may_only_read_the_books_checks_them(reached: Path) -> None:
    """There is nothing to tidy, so nothing is said; else it is, and the rest too."""
    folder = claimed_books(reached)
    given_away(reached)
    ledger = folder.path / "ledger"
    ledger.chmod(0o555)
    before = state(reached)
    said = as_nobody(lambda: run(folder.path, "check"))
    assert said.startswith("0 ")
    assert "ryddet" not in said
    (ledger / ".main.beancount.fellesbok-ny").write_bytes(b"hal")
    said = as_nobody(lambda: run(folder.path, "check"))
    assert said.startswith("1 ! Fikk ikke ryddet etter en skriving som ble avbrutt")
    assert "Ingen feil" in said
    (ledger / ".main.beancount.fellesbok-ny").unlink()
    assert state(reached) == before


PLACES = {
    "under a closed folder": "lukket/ut",
    "a loop": "løkke",
    "under a loop": "løkke/ut",
    "a long name": "a" * 300,
    "under a file": "fil/ut",
    "a pipe": "rør",
}


@only_root
@pytest.mark.parametrize("place", PLACES)
def test_a_place_that_cannot_be_written_in_is_told(reached: Path, place: str) -> None:
    """The claims are not made where it is seen before, and never is it a traceback."""
    folder = claimed_books(reached)
    (reached / "lukket").mkdir()
    (reached / "løkke").symlink_to("løkke")
    (reached / "fil").write_text("fil")
    os.mkfifo(reached / "rør")
    given_away(reached)
    (reached / "lukket").chmod(0)
    output = str(reached / PLACES[place])
    for command in (
        ("claim", "2018", "--instalment", "2", "--yes", "--output"),
        ("claim", "2018", "--instalment", "3", "--preview"),
        ("credit", "nordvik-2018-0001", "--reason", "feil", "--yes", "--output"),
        ("documents", "2018", "--output"),
        ("report", "2018", "--format", "md", "--output"),
        ("deadlines", "--output"),
        ("export", "2018", "--yes", "--output"),
        ("profile", str(document(reached)), "--output"),
    ):
        act = partial(run, folder.path, *command, output)
        said = as_nobody(act)
        assert said[:2] in {"1 ", "2 "}, (command, said)
        assert "Feil: " in said, (command, said)
    assert (reached / "løkke").is_symlink()
    assert stat.S_ISFIFO((reached / "rør").stat().st_mode)


def test_a_name_that_is_no_text_is_shown_as_well_as_it_can_be(tmp_path: Path) -> None:
    folder = claimed_books(tmp_path)
    output = os.fsdecode(os.fsencode(tmp_path) + b"/\xe5r.md")
    done = run(folder.path, "report", "2018", "--format", "md", "--output", output)
    assert done.exit_code == 0
    assert "/?r.md: 1 samarbeid" in done.output
    assert Path(output).exists()


def test_a_disk_without_locks_is_not_somebody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_arguments: object, **_named: object) -> None:
        raise OSError(errno.ENOLCK, "Ingen låser")

    folder = claimed_books(tmp_path)
    monkeypatch.setattr(disk, "_lock", none)
    done = run(folder.path, "claim", "2018", "--instalment", "2", "--yes")
    assert done.exit_code == 1
    assert "Ingen låser" in done.output
    assert "Noen andre" not in done.output


@needs("mkfifo")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Whoever opens one to read waits until somebody writes in it."""
    folder = claimed_books(tmp_path)
    pipe = tmp_path / "rør.csv"
    os.mkfifo(pipe)
    commands = (
        ("import", str(pipe), "--dry-run"),
        ("profile", str(pipe)),
        ("reconcile", "2018", str(pipe), "--municipality", "midvik"),
        ("compare", "--with", str(pipe)),
        ("compare", "--with-voucher", str(pipe)),
        ("compare", "--with-budget", str(pipe)),
        ("statistics", "fetch", "--file", str(pipe)),
    )
    done: dict[str, Result] = {}

    def all_of_them() -> None:
        for command in commands:
            done[" ".join(command)] = run(folder.path, *command)

    thread = Thread(target=all_of_them, daemon=True)
    thread.start()
    thread.join(200)
    assert not thread.is_alive(), [*done]
    for command, result in done.items():
        assert result.exit_code in {1, 2}, command
        if "statistics" not in command:
            assert "Det er ikke en vanlig fil." in result.output, (command, result)
