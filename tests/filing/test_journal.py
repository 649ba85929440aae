"""What a journal says was begun is taken back, and nothing beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from fellesbok.filing.journal import JOURNAL
from fellesbok.noted import digest_of
from written_books import SECOND
from written_claims import FIRST
from written_claims import folder as folder  # noqa: PLC0414 -- a fixture
from written_claims import journal
from written_claims import ledger
from written_claims import numbers
from written_claims import refused
from written_claims import with_journal_left

if TYPE_CHECKING:
    from pathlib import Path

    from claimbook import Folder


pytestmark = pytest.mark.usefixtures("no_documents")

OUTSIDE = "../../utenfor/verdifull.txt"
HOSTILE = [
    b"",
    b"{",
    b"null",
    b"[]",
    b"\xff\xfe",
    b"[" * 100_000,
    json.dumps({"name": OUTSIDE, "list": "x", "made": [OUTSIDE]}).encode(),
    journal(main="../main.beancount"),
    journal(main=7),
    journal(main="main\udcff"),
    journal(list="../../utenfor"),
    journal(list="documents"),
    journal(stem=OUTSIDE),
    journal(stem="../2018-01-16.krav.0a1b2c3d"),
    journal(papers={OUTSIDE: digest_of(b"verdi")}),
    journal(papers={"/etc/passwd": digest_of(b"verdi")}),
    journal(papers={"documents/../x/2018-01-16.a": digest_of(b"verdi")}),
    journal(papers=[1]),
    journal(entries="kort"),
    journal(before=[]),
    journal(before=[-1, 1.5]),
    journal(before=["a", True]),
    journal(heading="a\nb"),
    journal(heading=None),
    journal(folders=["../../utenfor"]),
    journal(folders=[["a"]]),
    journal(more=1),
]


@pytest.mark.parametrize("content", HOSTILE)
@pytest.mark.parametrize("command", [FIRST, ("close", "2018", "--yes"), ("check",)])
def test_a_torn_or_foreign_journal_is_told_and_touches_nothing(
    folder: Folder, tmp_path: Path, content: bytes, command: tuple[str, ...]
) -> None:
    outside = tmp_path / "utenfor" / "verdifull.txt"
    outside.parent.mkdir()
    outside.write_text("verdi")
    ledger(folder, JOURNAL).write_bytes(content)
    said = refused(folder, *command)
    assert f"{JOURNAL} er ødelagt, eller er ikke skrevet av fellesbok her" in said
    assert outside.read_text() == "verdi"


def test_a_journal_that_is_no_file_is_told(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "utenfor").write_bytes(journal())
    ledger(folder, JOURNAL).symlink_to(tmp_path / "utenfor")
    assert "er ikke skrevet av fellesbok her" in refused(folder, *FIRST)
    ledger(folder, JOURNAL).unlink()
    ledger(folder, JOURNAL).mkdir()
    assert "er ikke skrevet av fellesbok her" in refused(folder, *FIRST)


def test_nothing_is_taken_away_through_a_link(folder: Folder, tmp_path: Path) -> None:
    """The names are ours, the contents are right, but the folders lie elsewhere."""
    outside = tmp_path / "utenfor"
    outside.mkdir()
    said = json.loads(journal())
    (name,) = said["papers"]
    (outside / f"{said['stem']}.beancount").write_bytes(b"b")
    paper = outside / name.removeprefix("documents/")
    paper.parent.mkdir(parents=True)
    paper.write_bytes(b"a")
    ledger(folder, "krav").symlink_to(outside)
    ledger(folder, "documents").symlink_to(outside)
    ledger(folder, JOURNAL).write_bytes(journal())
    done = folder.run("check")
    assert done.output.count("ligger bak en lenke, og er latt ligge") == 2
    assert paper.read_bytes() == b"a"
    assert (outside / f"{said['stem']}.beancount").read_bytes() == b"b"
    assert not ledger(folder, JOURNAL).exists()


def test_what_was_begun_where_a_link_leads_is_tidied(
    folder: Folder, tmp_path: Path
) -> None:
    """A list that is a link is written beside the file at its end."""
    listed, elsewhere = ledger(folder, "krav.beancount"), tmp_path / "lister"
    elsewhere.mkdir()
    (elsewhere / "våre.beancount").write_text("; Krav\n", encoding="utf-8")
    listed.symlink_to(elsewhere / "våre.beancount")
    (elsewhere / ".våre.beancount.fellesbok-ny").write_bytes(b"halv")
    ledger(folder, JOURNAL).write_bytes(journal())
    assert "er tatt bort" in folder.run("check").output
    assert [path.name for path in elsewhere.iterdir()] == ["våre.beancount"]


@pytest.mark.parametrize("length", [0, 10, 10_000])
def test_an_old_journal_does_not_take_out_a_list_that_others_are_in(
    folder: Folder, length: int
) -> None:
    """It was of the first claims, and came back with a copy; others are written since,
    and the line that takes the list in is theirs too."""
    assert folder.run(*FIRST).exit_code == 0
    before = folder.files()
    ledger(folder, JOURNAL).write_bytes(journal(before=[None, length]))
    assert "er tatt bort" in folder.run("check").output
    assert folder.files() == before
    assert len(numbers(folder)) == 3


def test_what_is_not_as_the_journal_says_is_left(folder: Folder) -> None:
    said = json.loads(journal())
    ledger(folder, "krav").mkdir()
    mine = ledger(folder, f"krav/{said['stem']}.beancount")
    mine.write_text("; mine egne linjer\n")
    ledger(folder, JOURNAL).write_bytes(journal())
    done = folder.run("check")
    assert f"! krav/{mine.name} er endret siden" in done.output
    assert mine.read_text() == "; mine egne linjer\n"


def test_claims_that_were_changed_after_the_cut_stay(folder: Folder) -> None:
    """The journal was left behind though all was done, and somebody went on."""
    assert folder.run(*FIRST).exit_code == 0
    (path,) = ledger(folder, "krav").iterdir()
    begun = journal(
        stem=path.stem, papers={}, entries=digest_of(path.read_bytes()), folders=[]
    )
    ledger(folder, JOURNAL).write_bytes(begun)
    path.write_text(path.read_text(encoding="utf-8") + "; sett av meg\n", "utf-8")
    said = folder.run("check").output
    assert "En skriving ble avbrutt etter at den var gjort" in said
    assert len(numbers(folder)) == 3


@pytest.mark.parametrize("which", ["listed before", "the first"])
@pytest.mark.parametrize("how", ["a folder is taken in", "half written", "empty"])
def test_written_claims_do_not_go_because_the_books_cannot_be_read_today(
    folder: Folder, which: str, how: str
) -> None:
    """The main file is edited just now, or a folder is being synchronised."""
    if which == "listed before":
        ledger(folder, "krav.beancount").write_text("; Krav\n", encoding="utf-8")
        folder.add('include "krav.beancount"')
    with_journal_left(folder)
    main = ledger(folder, "main.beancount")
    good = main.read_bytes()
    if how == "a folder is taken in":
        ledger(folder, "bilag/2018").mkdir(parents=True)
        folder.add('include "bilag/*"')
    else:
        main.write_bytes(good[: len(good) // 2] if how == "half written" else b"")
    there = {name: text for name, text in folder.files().items() if "krav/" in name}
    for command in (("check",), SECOND):
        assert folder.run(*command).exit_code == 1
    now = folder.files()
    assert {name: text for name, text in now.items() if "krav/" in name} == there
    main.write_bytes(good)
    assert "En skriving ble avbrutt etter at den var gjort" in (
        folder.run("check").output
    )
    assert len(numbers(folder)) == 3
