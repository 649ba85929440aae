"""Books that are kept are the same as those loaded now, or are not used."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from decimal import getcontext
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import beancount
import pytest
from beancount import loader
from click.testing import CliRunner

from casebook import PROGRAMME
from casebook import case_folders
from fellesbok import kept_loads
from fellesbok.cli import main as command
from fellesbok.entries.book_files import read_books
from fellesbok.entries.book_files import read_still
from fellesbok.entries.book_files import stamps
from fellesbok.kept_loads import ground
from fellesbok.kept_loads import read_kept
from fellesbok.kept_loads.ground import Told
from fellesbok.kept_loads.switch import SWITCH
from fellesbok.kept_rules import cache_folder
from kept_books import asked_anew as asked_anew  # noqa: PLC0414 -- a fixture
from kept_books import caches as caches  # noqa: PLC0414 -- a fixture
from kept_books import changed
from places import HOUSE
from places import MADE
from same_loads import first_difference
from systems import needs

if TYPE_CHECKING:
    from collections.abc import Callable

MADE_BOOKS = (
    MADE / "ordinary_books" / "ledger" / "main.beancount",
    MADE / "three_years" / "ledger" / "main.beancount",
    HOUSE / "ledger" / "main.beancount",
)
MAIN = """\
option "title" "Prøve"
option "operating_currency" "NOK"
option "documents" "bilag"
include "konti.beancount"
include "bilag-*.beancount"
"""
ACCOUNTS = """\
2020-01-01 open Assets:Bank NOK
2020-01-01 open Expenses:Vare
2020-01-02 document Assets:Bank "kvittering.txt"
"""
VOUCHERS = """\
2020-02-01 * "Butikk" "Vare"
  bilag: "1"
  Expenses:Vare   10.00 NOK
  Assets:Bank    -10.00 NOK
2020-02-02 balance Assets:Bank -10.00 NOK
"""


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """The main file of small books with what books may rest on."""
    folder = tmp_path / "bok"
    (folder / "bilag" / "Assets" / "Bank").mkdir(parents=True)
    (folder / "bilag" / "Assets" / "Bank" / "2020-02-01.kontoutskrift.txt").touch()
    (folder / "kvittering.txt").touch()
    (folder / "main.beancount").write_text(MAIN, encoding="utf-8")
    (folder / "konti.beancount").write_text(ACCOUNTS, encoding="utf-8")
    (folder / "bilag-1.beancount").write_text(VOUCHERS, encoding="utf-8")
    return folder / "main.beancount"


def is_used(main: Path) -> bool:
    """Whether what is kept is used; either way the books are what they are."""
    loads: list[Path] = []

    read = kept_loads._read

    def load(name: str, there: Any) -> Any:  # noqa: ANN401 -- as it is
        loads.append(Path(name))
        return read(name, there)

    def whole(name: Path) -> Any:  # noqa: ANN401 -- as it is
        loads.append(name)
        return read_still(name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_loads, "_read", load)
        patch.setattr(kept_loads, "read_still", whole)
        found, before = read_kept(main)
    assert not first_difference(found, read_books(main))
    assert stamps(main).items() <= before.items()
    return not loads


def as_kept(main: Path) -> Any:  # noqa: ANN401 -- a load
    """What is kept, if there is any that can be used."""
    there = kept_loads._there(str(main))
    return None if there is None else kept_loads._as_kept(str(main), there)


def kept_file(caches: Path) -> Path:
    """The one load that is kept."""
    [found] = caches.glob("load-*")
    return found


def test_the_second_time_nothing_is_loaded(books: Path) -> None:
    assert not is_used(books)
    assert is_used(books)
    assert is_used(books)


@pytest.mark.parametrize("main", MADE_BOOKS, ids=lambda path: path.parts[-3])
def test_whole_books_are_the_same(main: Path) -> None:
    assert not is_used(main)
    assert is_used(main)


@pytest.mark.parametrize("folder", case_folders(), ids=lambda folder: folder.name)
def test_every_ledger_is_the_same(folder: Path) -> None:
    """Whether they may be kept or not, and with whatever errors they have."""
    main = folder / "source.beancount"
    for _ in range(2):
        assert not first_difference(read_kept(main)[0], read_books(main))


def test_most_ledgers_are_kept(caches: Path) -> None:
    """The test above would show nothing if none were."""
    folders = case_folders()[::10]
    for folder in folders:
        read_kept(folder / "source.beancount")
    assert len(list(caches.glob("load-*"))) > len(folders) // 2


def test_what_errors_point_at_stands_in_the_books(books: Path) -> None:
    """A voucher is one value, and not one in the books and another in its error."""

    def pointed_at(found: Any) -> list[tuple[bool, bool, bool]]:  # noqa: ANN401 -- a load
        entries, errors, _ = found
        whole, metas = set(map(id, entries)), {id(entry.meta) for entry in entries}
        return [
            (id(e.entry) in whole, id(e.source) in metas, e.source is e.entry.meta)
            for e in errors
        ]

    changed(books.parent / "bilag-1.beancount", "-10.00 NOK\n2", "-11.00 NOK\n2")
    assert not is_used(books)
    assert is_used(books)
    fresh = pointed_at(read_books(books))
    assert (True, True, True) in fresh
    assert pointed_at(read_kept(books)[0]) == fresh


def test_each_load_is_a_value_of_its_own(books: Path) -> None:
    """Who changes metadata, or options, changes them for nobody else."""
    read_kept(books)
    (entries, _, options), _ = read_kept(books)
    for entry in entries:
        entry.meta["changed"] = True
        for posting in getattr(entry, "postings", ()):
            assert len({id(p.meta) for p in entry.postings}) == len(entry.postings)
            posting.meta["changed"] = True
    options["operating_currency"].append("SEK")
    assert is_used(books)


def _first(books: Path, name: str) -> Path:
    return books.parent / name


def _linked(path: Path, to: Path) -> None:
    path.unlink()
    path.symlink_to(to)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a line": lambda b: changed(_first(b, "bilag-1.beancount"), "Vare", "Bare"),
    "the main file": lambda b: changed(b, "Prøve", "Prøvd"),
    "a file that a pattern takes in": lambda b: _first(b, "bilag-2.beancount").touch(),
    "a file that is lost": lambda b: _first(b, "konti.beancount").unlink(),
    "a file that is emptied": lambda b: _first(b, "bilag-1.beancount").write_text(""),
    "a file with another name": lambda b: _first(b, "bilag-1.beancount").rename(
        _first(b, "bilag-3.beancount")
    ),
    "a document that came": lambda b: (
        _first(b, "bilag") / "Assets" / "Bank" / "2020-03-01.brev.txt"
    ).touch(),
    "a document that went": lambda b: shutil.rmtree(_first(b, "bilag")),
    "a document that is named": lambda b: _first(b, "kvittering.txt").unlink(),
    "a link in the place of a document": lambda b: _linked(
        _first(b, "kvittering.txt"), b
    ),
    "another prefix of accounts": lambda b: changed(
        b, 'option "title" "Prøve"', 'option "name_assets" "E"'
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_has_changed_is_loaded(books: Path, what: str) -> None:
    assert not is_used(books)
    assert is_used(books)
    CHANGES[what](books)
    assert not is_used(books)


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """Books with agreements and figures of their own."""
    shutil.copytree(HOUSE / "ledger", tmp_path / "bok" / "ledger")
    shutil.copy(HOUSE / "allocation_rules.yaml", tmp_path / "bok")
    return tmp_path / "bok" / "ledger" / "main.beancount"


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("allocation_rules.yaml", "Nord-Troms", "Nord-Tromz"),
        ("ledger/statistics/population.csv", "2018-01-01", "2018-01-02"),
    ],
)
def test_changed_agreements_are_read(
    region: Path, name: str, before: str, after: str
) -> None:
    assert not is_used(region)
    assert is_used(region)
    changed(region.parents[1] / name, before, after)
    assert not is_used(region)


def test_a_file_that_nothing_takes_in_is_told_of_at_once(region: Path) -> None:
    """What lies beside the books is asked for each time; nothing need be loaded."""
    assert not is_used(region)
    (region.parent / "glemt.beancount").write_text("2018-01-01 open Assets:Glemt\n")
    assert is_used(region)
    (_, _, options), _ = read_kept(region)
    assert [each.name for each in options["fellesbok"].unread] == ["glemt.beancount"]


def test_agreements_behind_another_link_are_read(region: Path) -> None:
    rules = region.parents[1] / "allocation_rules.yaml"
    assert not is_used(region)
    rules.rename(rules.with_name("andre.yaml"))
    rules.symlink_to(rules.with_name("andre.yaml"))
    assert not is_used(region)


def test_agreements_behind_a_link_that_changes_meanwhile_are_read(
    region: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept knows where the link led when the agreements were read."""
    rules = region.parents[1] / "allocation_rules.yaml"
    now, then = rules.with_name("andre.yaml"), rules.with_name("gamle.yaml")
    text = rules.read_text(encoding="utf-8")
    now.write_text(text.replace("Nord-Troms", "Nord-Tromz"), encoding="utf-8")
    rules.rename(then)
    rules.symlink_to(then)
    real = kept_loads._must_be_known

    def meanwhile(*arguments: Any) -> None:  # noqa: ANN401 -- as it is
        rules.unlink()
        rules.symlink_to(now)
        real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(kept_loads, "_must_be_known", meanwhile)
        read_kept(region)
    assert not is_used(region)


@pytest.mark.parametrize(
    "line",
    [
        'plugin "ukjent.tillegg"',
        'option "insert_pythonpath" "TRUE"',
        'include "main.beancount"',
        'include "konti.beancount"',
        'include "finnes-ikke.beancount"',
        '2020-01-02 document Assets:Bank "finnes-ikke.txt"',
    ],
)
def test_what_cannot_be_known_is_never_kept(
    books: Path, caches: Path, line: str
) -> None:
    books.write_text(f"{MAIN}{line}\n", encoding="utf-8")
    assert not is_used(books)
    assert not is_used(books)
    assert not list(caches.glob("load-*"))


def test_documents_behind_links_are_never_kept(books: Path, caches: Path) -> None:
    (books.parent / "bilag" / "Assets" / "Bank" / "lenke").symlink_to(books.parent)
    assert not is_used(books)
    assert not is_used(books)
    assert not caches.exists()


@pytest.mark.parametrize(
    "plugin",
    [
        '"beancount.plugins.implicit_prices"',
        '"beancount.plugins.check_closing"',
        '"beancount.plugins.currency_accounts" "Equity:Valuta"',
    ],
)
def test_a_plugin_of_beancount_may_be_kept(books: Path, plugin: str) -> None:
    """Also one that changes the very vouchers that it is given."""
    books.write_text(f"{MAIN}plugin {plugin}\n", encoding="utf-8")
    closing = VOUCHERS.replace("-10.00 NOK\n2", "-10.00 NOK\n    closing: TRUE\n2")
    closing += """2020-03-01 * "Veksling"
  Assets:Bank      -10.00 NOK @ 0.10 EUR
  Expenses:Vare      1.00 EUR
"""
    (books.parent / "bilag-1.beancount").write_text(closing, encoding="utf-8")
    assert not is_used(books)
    assert is_used(books)
    (books.parent / "bilag-2.beancount").write_text(VOUCHERS, encoding="utf-8")
    assert not is_used(books)
    assert is_used(books)


@pytest.mark.usefixtures("asked_anew")
@pytest.mark.parametrize(
    "other",
    ["version", "python", "beancount", "environment", "plugins", "precision"],
)
def test_another_world_is_another_load(
    books: Path, monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    assert not is_used(books)
    if other == "version":
        monkeypatch.setattr(kept_loads, "same_programme", lambda _: "another")
    elif other == "python":
        monkeypatch.setattr(sys, "version", "4.0")
        cache_folder.same_programme.cache_clear()
    elif other == "beancount":
        monkeypatch.setattr(beancount, "__version__", "4.0")
    elif other == "environment":
        monkeypatch.setenv("BEANCOUNT_X", "1")
    elif other == "plugins":
        monkeypatch.setattr(loader, "PLUGINS_PRE", [])
    else:
        monkeypatch.setattr(getcontext(), "prec", 27)
    assert not is_used(books)


def test_it_can_be_switched_off(books: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_used(books)
    monkeypatch.setenv(SWITCH, "1")
    assert not is_used(books)
    monkeypatch.delenv(SWITCH)
    assert is_used(books)


def test_books_elsewhere_are_loaded(books: Path, caches: Path, tmp_path: Path) -> None:
    """Where files stand is told in every entry, so a copy is other books."""
    assert not is_used(books)
    there = shutil.copytree(books.parent, tmp_path / "kopi") / books.name
    number = hashlib.sha256(os.fsencode(there)).hexdigest()[:32]
    shutil.copy(kept_file(caches), caches / f"load-{number}.books")
    assert not is_used(there)
    assert is_used(there)


@pytest.mark.parametrize("inside", ["", "cache", ".cache"])
def test_nothing_is_kept_in_the_books(
    books: Path, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(books.parent / inside))
    before = sorted(books.parent.rglob("*"))
    assert not is_used(books)
    assert not is_used(books)
    assert sorted(books.parent.rglob("*")) == before


def test_nothing_is_kept_beside_the_agreements(
    region: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = region.parents[1]
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / ".cache"))
    assert not is_used(region)
    assert not is_used(region)
    assert not (folder / ".cache").exists()


def test_where_nothing_can_be_kept_all_is_as_before(
    books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", os.devnull)
    assert not is_used(books)
    assert not is_used(books)


@needs("geteuid")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_others_may_write_is_not_used(
    books: Path, caches: Path, what: str
) -> None:
    assert not is_used(books)
    (kept_file(caches) if what == "file" else caches).chmod(0o722)
    assert not is_used(books)


@needs("chown", root=True)
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_another_user_owns_is_not_used(
    books: Path, caches: Path, what: str
) -> None:
    assert not is_used(books)
    os.chown(kept_file(caches) if what == "file" else caches, 12345, 12345)
    assert not is_used(books)


def test_a_link_is_not_followed(books: Path, caches: Path, tmp_path: Path) -> None:
    assert not is_used(books)
    kept = kept_file(caches)
    kept.rename(tmp_path / "flyttet")
    kept.symlink_to(tmp_path / "flyttet")
    assert not is_used(books)


def signed(told: bytes) -> bytes:
    """What is kept, with its digest right."""
    return hashlib.sha256(told).hexdigest().encode() + b"\n" + told


def test_what_is_cut_short_or_turned_is_not_used(books: Path, caches: Path) -> None:
    """Wherever it is cut, and whatever bit is turned, with and without its digest."""
    assert not is_used(books)
    fresh = read_books(books)
    whole = kept_file(caches).read_bytes()
    told = whole.partition(b"\n")[2]
    for place in range(0, len(whole), 97):
        bad = bytes([*whole[:place], whole[place] ^ 1, *whole[place + 1 :]])
        for content in (whole[:place], bad):
            kept_file(caches).write_bytes(content)
            assert as_kept(books) is None
    for place in range(0, len(told), 97):
        kept_file(caches).write_bytes(signed(told[:place]))
        assert as_kept(books) is None
    assert not first_difference(read_kept(books)[0], fresh)
    assert is_used(books)


class _Runs:
    """Something that runs when pickle reads it."""

    def __init__(self, *what: Any) -> None:  # noqa: ANN401 -- whatever
        self._what = what

    def __reduce__(self) -> tuple[Any, ...]:
        return self._what


def test_nothing_that_is_kept_can_run(
    books: Path, caches: Path, tmp_path: Path
) -> None:
    assert not is_used(books)
    mark = tmp_path / "kjørt"
    head = kept_file(caches).read_bytes().partition(b"\n")[2].partition(b"\n")[0]
    for what in (
        (os.system, (f"touch {mark}",)),
        (Path.touch, (mark,)),
        (exec, (f"open({str(mark)!r}, 'w')",)),
        (subprocess.Popen, (["touch", str(mark)],)),
        (getattr, (mark, "touch")),
    ):
        bad = pickle.dumps(_Runs(*what), 5)
        for times in (1, 2, 500):  # in the place of a file, and of all of them
            kept_file(caches).write_bytes(signed(head + b"\n" + bad * times))
            assert as_kept(books) is None
        assert not is_used(books)
        assert not mark.exists()


def test_those_used_longest_ago_make_room(
    tmp_path: Path, caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_loads, "LOADS", replace(kept_loads.LOADS, most_files=2))
    mains = [tmp_path / name / "main.beancount" for name in "abc"]
    for number, main in enumerate(mains):
        main.parent.mkdir()
        main.write_text(VOUCHERS, encoding="utf-8")
        assert not is_used(main)
        for each in caches.glob("load-*"):
            told = each.stat()
            os.utime(each, ns=(told.st_atime_ns, told.st_mtime_ns - 10**9))
        if number:
            assert is_used(mains[0])
    a, b, c = mains
    assert [is_used(main) for main in (a, c, b)] == [True, True, False]


def test_what_is_too_large_is_not_kept(
    books: Path, caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_loads, "LOADS", replace(kept_loads.LOADS, most_bytes=99))
    assert not is_used(books)
    assert not list(caches.glob("load-*"))


@pytest.mark.parametrize("when", ["has_parsed", "ground"])
def test_books_that_change_while_they_are_loaded_are_not_kept(
    books: Path, caches: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """What is kept is bound to the bytes that were parsed, not to those after."""
    real = getattr(Told, when)

    def meanwhile(told: Any, *arguments: Any) -> Any:  # noqa: ANN401 -- as it is
        changed(books.parent / "bilag-1.beancount", "Vare", "Bare")
        monkeypatch.setattr(Told, when, real)
        return real(told, *arguments)

    monkeypatch.setattr(Told, when, meanwhile)
    read_kept(books)
    # Parsed after the change, it is the changed file that was loaded.
    assert bool(list(caches.glob("load-*"))) == (when == "has_parsed")
    assert is_used(books) == (when == "has_parsed")


def test_a_document_that_comes_while_books_are_loaded_keeps_nothing(
    books: Path, caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Told.ground
    there = books.parent / "bilag" / "Assets" / "Bank" / "2020-03-01.brev.txt"
    os.utime(there.parent, (0, 0))  # long ago, however coarse the clock of the disk is

    def meanwhile(told: Any, main: str) -> Any:  # noqa: ANN401 -- as it is
        there.touch()
        there.unlink()
        return real(told, main)

    monkeypatch.setattr(Told, "ground", meanwhile)
    read_kept(books)
    assert not list(caches.glob("load-*"))


def test_each_file_is_compared_once_with_what_was_parsed(
    books: Path, caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: Counter[str] = Counter()
    real = ground._bytes

    def meanwhile(name: str) -> bytes:
        compared[Path(name).name] += 1
        return real(name)

    monkeypatch.setattr(ground, "_bytes", meanwhile)
    read_kept(books)
    assert list(caches.glob("load-*"))
    assert compared == dict.fromkeys(
        ["main.beancount", "konti.beancount", "bilag-1.beancount"], 1
    )


def test_a_document_that_comes_while_books_are_kept_is_seen_the_next_time(
    books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept is what the load found in the folder, not what is there after."""
    real = ground.walked

    def meanwhile(*arguments: Any) -> Any:  # noqa: ANN401 -- as it is
        (books.parent / "bilag" / "Assets" / "Bank" / "2020-03-01.brev.txt").touch()
        monkeypatch.setattr(ground, "walked", real)
        return real(*arguments)

    monkeypatch.setattr(ground, "walked", meanwhile)
    read_kept(books)
    assert not is_used(books)
    assert is_used(books)


OPENED = """
import os, sys
from pathlib import Path
opened = set()
def heard(event, arguments):
    if event in {"open", "os.listdir", "os.scandir"} and isinstance(arguments[0], str):
        opened.add(os.path.abspath(arguments[0]))
from fellesbok.entries import guarded_parser
from fellesbok import kept_loads, noted, plugin
from fellesbok.kept_loads.ground import Told
from fellesbok.kept_loads.switch import SWITCH
from fellesbok.entries.book_files import read_books
for name in sys.argv[1:]:
    told = Told()
    with noted.told(told):
        read_books(Path(name))
sys.addaudithook(heard)
for name in sys.argv[1:]:
    opened.clear()
    told = Told()
    with noted.told(told):
        read_books(Path(name))
    known = {*told.parsed, *told.read}
    root = os.path.dirname(os.path.dirname(os.path.abspath(name)))
    for each in sorted(opened - known):
        if each.startswith(root) and os.path.isfile(each):
            print(name, each)
print(*sorted({n.split(".")[1] for n in sys.modules if n.startswith("fellesbok.")}))
"""


def test_whatever_a_load_opens_is_told_and_whatever_it_runs_is_known() -> None:
    """So that nothing can decide the books without being held against what it was."""
    mains = [str(folder / "source.beancount") for folder in case_folders()]
    mains += [str(main) for main in MADE_BOOKS]
    done = subprocess.run(
        [sys.executable, "-c", OPENED, *mains],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROGRAMME.parent)},
    )
    *not_told, rooms = done.stdout.splitlines()
    assert not not_told, "\n".join(not_told)
    folders = {each for each in rooms.split() if (PROGRAMME / each).is_dir()}
    assert folders - {"filing", "tables"} <= {*kept_loads.ROOMS}


def test_commands_use_what_is_kept(
    region: Path, caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And say the same."""
    asked = ["shares", "2018", "--books", str(region.parents[1])]
    first = CliRunner().invoke(command, asked)
    assert kept_file(caches).exists()

    def never(*_: Any) -> None:  # noqa: ANN401 -- as it is
        raise AssertionError

    monkeypatch.setattr(kept_loads, "_read", never)
    second = CliRunner().invoke(command, asked)
    assert first.exit_code == second.exit_code == 0
    assert first.output == second.output
