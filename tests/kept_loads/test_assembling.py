"""Books made of files that were known are those that Beancount loads, to the letter."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount import loader
from beancount.utils import encryption

from deep import seeds
from drawn_edits import Books
from fellesbok.entries import guarded_parser
from fellesbok.entries.book_files import read_books
from fellesbok.kept_loads import read_kept
from fellesbok.kept_loads.booked_files import opened
from fellesbok.kept_loads.memory import Memory
from places import MADE
from same_loads import first_difference

if TYPE_CHECKING:
    from collections.abc import Callable

EDITS = 30


@pytest.fixture(autouse=True)
def caches(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder for caches that is the user's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("caches")))


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often what is kept of a file was used."""
    found: Counter[str] = Counter()

    def opened_again(part: Any) -> Any:  # noqa: ANN401 -- as it is
        found["files"] += 1
        return opened(part)

    monkeypatch.setattr("fellesbok.kept_loads.assembling.opened", opened_again)
    return found


def outcome(load: Callable[[], Any]) -> Any:  # noqa: ANN401 -- a load
    """What a load gives, or what stops it: there are lines that stop Beancount."""
    try:
        return load()
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is compared
        return type(error), str(error)


def assert_as_read_anew(main: Path, memory: Memory, told: list[str]) -> None:
    """What is put together of kept parts, and what is served, is what the files say."""
    found = outcome(lambda: read_kept(main)[0])
    fresh = outcome(lambda: read_books(main))
    assert not first_difference(found, fresh), told
    served = outcome(lambda: memory.read(main))
    assert not first_difference(served, fresh), told


@pytest.mark.parametrize("seed", seeds(10))
def test_after_any_edit_the_books_are_the_same(tmp_path: Path, seed: int) -> None:
    """Entry by entry, error by error, option by option; and once more unchanged."""
    books = Books(tmp_path, seed)
    told = []
    memory = Memory()
    for _ in range(EDITS):
        told.append(books.edit())
        for _ in range(2):
            assert_as_read_anew(books.main, memory, told)


def test_the_edits_leave_files_as_they_were(tmp_path: Path, used: Counter[str]) -> None:
    """The test above would show nothing if the books were always loaded whole."""
    books = Books(tmp_path, seed=9)
    for _ in range(EDITS):
        books.edit()
        outcome(lambda: read_kept(books.main))
    assert used["files"] > EDITS


@pytest.mark.parametrize("seed", seeds(4))
@pytest.mark.parametrize("region", ["ordinary_books", "three_years"])
def test_after_any_edit_the_shares_are_the_same(
    tmp_path: Path, region: str, seed: int
) -> None:
    """With agreements, claims and closed years: lines are lost, figures corrected."""
    folder = shutil.copytree(MADE / region, tmp_path / "bok")
    books = Books.of(folder / "ledger" / "main.beancount", seed)
    told = []
    memory = Memory()
    for _ in range(8):
        told.append(books.edit_lines())
        for _ in range(2):
            assert_as_read_anew(books.main, memory, told)


def test_where_a_pass_stops_the_books_have_that_error(tmp_path: Path) -> None:
    """Beancount looks for pads in lines without values also where there is no pad."""
    main = tmp_path / "main.beancount"
    main.write_text('2020-01-01 custom "tom"\n', encoding="utf-8")
    fresh = read_books(main)
    assert len(fresh[1]) == 1
    for _ in range(2):
        assert not first_difference(read_kept(main)[0], fresh)
    assert not first_difference(Memory().read(main), fresh)


def test_a_pass_that_beancount_has_been_given_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, used: Counter[str]
) -> None:
    """``--auto`` of Beancount's own commands, and whoever else adds to its passes."""
    books = Books(tmp_path, seed=9)
    memory = Memory()
    memory.read(books.main)
    monkeypatch.setattr(loader, "PLUGINS_AUTO", loader.DEFAULT_PLUGINS_AUTO)
    fresh = read_books(books.main)
    for _ in range(2):
        assert not first_difference(memory.read(books.main), fresh)
    monkeypatch.setattr(loader, "PLUGINS_AUTO", [])
    assert not first_difference(memory.read(books.main), read_books(books.main))
    assert used["files"]


@pytest.mark.parametrize("read", [read_kept, Memory().read])
def test_books_with_an_unknown_plugin_are_parsed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Callable[[Path], Any]
) -> None:
    """But for the main file, which says so."""
    main = tmp_path / "main.beancount"
    main.write_text('plugin "ukjent.tillegg"\ninclude "bilag.beancount"\n')
    (tmp_path / "bilag.beancount").write_text("2020-01-01 open Assets:Bank\n")
    parsed: Counter[str] = Counter()
    parse = guarded_parser._guarded

    def parse_once_more(file: Any, **options: Any) -> Any:  # noqa: ANN401 -- as it is
        parsed[Path(options.get("report_filename") or file).name] += 1
        return parse(file, **options)

    monkeypatch.setattr(guarded_parser, "_guarded", parse_once_more)
    read(main)
    assert parsed == {"main.beancount": 2, "bilag.beancount": 1}


def test_options_of_an_encrypted_main_file_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beancount parses what it has deciphered itself, and tells nobody."""
    main = tmp_path / "main.beancount.gpg"
    main.touch()
    text = 'option "inferred_tolerance_default" "NOK:1"\ninclude "bilag.beancount"\n'
    monkeypatch.setattr(encryption, "read_encrypted_file", lambda _: text)
    (tmp_path / "bilag.beancount").write_text("""\
2020-01-01 open Assets:Bank
2020-01-01 open Expenses:Vare
2020-02-01 * "Vare"
  Expenses:Vare   10 NOK
  Assets:Bank   -9.5 NOK
""")
    fresh = read_books(main)
    for _ in range(2):
        assert not first_difference(read_kept(main)[0], fresh)
        assert not first_difference(Memory().read(main), fresh)
