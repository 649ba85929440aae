"""What lies in the folder of the books is a part of them, or is told; no copy answers
for another."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from beancount import loader
from click.testing import CliRunner

from fellesbok.books import load_books
from fellesbok.cli import main as fellesbok
from fellesbok.entries.book_files import read_books
from fellesbok.filing import folder
from load_cache import cache as cache  # noqa: PLC0414 -- a fixture
from pagebook import reader_of
from places import HOUSE
from places import MADE
from two_municipalities import BOTH
from two_municipalities import rules

if TYPE_CHECKING:
    from pathlib import Path

MAIN = f"""\
option "title" "Books"
option "operating_currency" "NOK"
plugin "fellesbok.plugin" "../allocation_rules.yaml"
2017-01-01 custom "fava-extension" "fellesbok.web"
2018-01-01 open Expenses:IKT
2018-01-01 open Assets:Bank
{BOTH}include "2018.beancount"
"""
VOUCHER = """\
2018-03-01 * "Lisens"
  bilag: "2018-1"
  Expenses:IKT   1000.00 NOK
  Assets:Bank
"""


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def make(root: Path) -> Path:
    """Books with one voucher of 1 000 kr, 500 kr each."""
    put(root / "allocation_rules.yaml", rules())
    put(root / "ledger" / "2018.beancount", VOUCHER)
    return put(root / "ledger" / "main.beancount", MAIN)


@pytest.fixture
def main(tmp_path: Path) -> Path:
    return make(tmp_path / "bøker")


def said(main: Path, *arguments: str) -> str:
    done = CliRunner().invoke(fellesbok, [*arguments, "--books", str(main)])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.output.replace("\N{NO-BREAK SPACE}", " ")


def unread(main: Path) -> list[str]:
    """The files that nothing takes in, by their names from the ledger."""
    books = load_books(main)
    assert not books.errors
    return [file.name for file in books.settled.unread]


# ------------------------------------------------------------------ files left out


def test_a_name_that_would_clear_the_screen_is_told_with_signs_that_are_seen(
    main: Path,
) -> None:
    put(main.parent / "2019" / "glemt\x1b[2J\n.beancount", VOUCHER)
    asked = ["shares", "--books", str(main)]
    told = CliRunner().invoke(fellesbok, asked).stderr
    assert "2019/glemt\ufffd[2J\ufffd.beancount" in told
    assert "\x1b" not in told
    assert len(told.splitlines()) == 1


def test_a_file_that_nothing_includes_is_told(main: Path) -> None:
    put(main.parent / "2019" / "glemt.beancount", VOUCHER)
    told = "2019/glemt.beancount ligger i bokmappen, men er ikke med"
    checked = said(main, "check")
    assert told in checked
    assert "Ingen feil. Fra fordelingen: 1 funn." in checked
    asked = ["lint", "2018", "--format", "json", "--books", str(main)]
    linted = json.loads(CliRunner().invoke(fellesbok, asked).stdout)
    found = [f for f in linted if f["rule"] == "ikke-med"]
    assert [f["text"].startswith(told) for f in found] == [True]
    assert found[0]["file"] == str(main.parent / "2019" / "glemt.beancount")
    assert told in " ".join(said(main, "lint", "2018").split())
    assert told in reader_of(main).page("Funn", time=2018).words


def test_books_that_include_all_their_files_say_nothing(main: Path) -> None:
    assert unread(main) == []
    assert "ikke-med" not in said(main, "lint", "2018")


@pytest.mark.parametrize(
    "name",
    [
        "2019.beancount",
        "2019/01/januar.beancount",
        "2019/STOR.BEANCOUNT",
        "documents/Expenses/IKT/vedlegg.beancount",
        "innlest/2018-12-31.mars.beancount",
        "../ved-siden.beancount",
        "../2019/ved-siden.beancount",
    ],
)
def test_it_is_found_wherever_it_lies(main: Path, name: str) -> None:
    put(main.parent / name, VOUCHER)
    assert unread(main) == [name]


@pytest.mark.parametrize(
    "name",
    [
        ".2018.beancount.fellesbok-ny",
        ".#2018.beancount",
        ".gammelt/2018.beancount",
        "2018.beancount~",
        "2018.beancount.bak",
        "#2018.beancount#",
        "2018.txt",
    ],
)
def test_hidden_files_and_copies_of_editors_are_nobodys(main: Path, name: str) -> None:
    put(main.parent / name, VOUCHER)
    assert unread(main) == []


def test_a_pattern_takes_files_in(main: Path) -> None:
    put(main, MAIN + 'include "20*/**/*.beancount"\n')
    put(main.parent / "2019" / "01" / "januar.beancount", "")
    put(main.parent / "arkiv" / "2017.beancount", "")
    assert unread(main) == ["arkiv/2017.beancount"]


def test_what_an_included_file_includes_is_taken_in(main: Path) -> None:
    put(main.parent / "2018.beancount", f'{VOUCHER}include "2018/flere.beancount"\n')
    put(main.parent / "2018" / "flere.beancount", "")
    assert unread(main) == []


def test_files_that_include_each_other_are_both_told(main: Path) -> None:
    put(main.parent / "a.beancount", 'include "b.beancount"\n')
    put(main.parent / "b.beancount", 'include "a.beancount"\n')
    assert unread(main) == ["a.beancount", "b.beancount"]


@pytest.mark.parametrize(
    "first_line",
    ['option "title" "Skolens bøker"', 'plugin "fellesbok.plugin" "../skole.yaml"'],
)
def test_other_books_in_the_folder_have_files_of_their_own(
    main: Path, first_line: str
) -> None:
    """The other books share the chart with ours, and have their own vouchers."""
    put(
        main.with_name("skole.beancount"),
        f'{first_line}\ninclude "2018.beancount"\ninclude "skole/*.beancount"\n',
    )
    put(main.parent / "skole" / "2018.beancount", "")
    put(main.parent / "skoler" / "glemt.beancount", "")
    assert unread(main) == ["skoler/glemt.beancount"]


def test_a_link_to_a_file_that_is_included_is_that_file(main: Path) -> None:
    (main.parent / "samme.beancount").symlink_to("2018.beancount")
    assert unread(main) == []


def test_an_included_link_is_the_file_that_it_leads_to(main: Path) -> None:
    (main.parent / "2018.beancount").rename(main.parent / "virkelig.beancount")
    (main.parent / "2018.beancount").symlink_to("virkelig.beancount")
    assert unread(main) == []


def test_a_link_to_a_file_or_a_folder_elsewhere_is_told(main: Path) -> None:
    elsewhere = put(main.parents[2] / "arkiv" / "2017.beancount", VOUCHER).parent
    (main.parent / "2017.beancount").symlink_to(elsewhere / "2017.beancount")
    assert unread(main) == ["2017.beancount"]
    (main.parent / "2017.beancount").unlink()
    (main.parent / "arkiv").symlink_to(elsewhere)
    assert unread(main) == ["arkiv/2017.beancount"]


def test_a_link_to_the_folder_itself_ends(main: Path) -> None:
    (main.parent / "igjen").symlink_to(main.parent)
    assert unread(main) == []


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"2018-01-01 * feil\n"])
def test_a_file_that_cannot_be_read_is_told(main: Path, content: bytes) -> None:
    (main.parent / "rart.beancount").write_bytes(content)
    assert unread(main) == ["rart.beancount"]


def test_the_books_of_this_house_have_no_such_file() -> None:
    for root in (HOUSE, MADE / "settled_books"):
        assert unread(root / "ledger" / "main.beancount") == []


# --------------------------------------------------------------------- the cache


def moved(main: Path, name: str = "kopi") -> Path:
    """A copy of the books with the cache, made as ``cp -a`` does, and then changed."""
    root = shutil.copytree(main.parents[1], main.parents[2] / name)
    changed = VOUCHER.replace("1000.00", "3000.00")
    put(root / "ledger" / "2018.beancount", changed)
    assert (root / "ledger" / ".main.beancount.picklecache").exists()
    return root / "ledger" / main.name


@pytest.mark.usefixtures("cache")
def test_a_copy_answers_with_its_own_figures(main: Path) -> None:
    loader.load_file(str(main))
    copy = moved(main)
    assert "Summen" not in said(copy, "check")
    entries, errors, options = loader.load_file(str(copy))
    assert not errors
    assert options["filename"] == str(copy)
    assert {e.meta["filename"] for e in entries} <= {
        str(copy),
        str(copy.parent / "2018.beancount"),
        "<fordeling>",
    }


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize(
    ("command", "own", "others"),
    [
        (("check",), "3 000,00 kr er fordelt", "1 000,00"),
        (("shares", "--year", "2018"), "1 500,00", "1 000,00"),
        (("explain", "IKT", "Lyngen", "--year", "2018"), "1 500,00", "1 000,00"),
    ],
)
def test_every_command_answers_with_the_figures_of_the_copy(
    main: Path, command: tuple[str, ...], own: str, others: str
) -> None:
    loader.load_file(str(main))
    copy = moved(main)
    shown = said(copy, *command)
    assert own in shown
    assert others not in shown


@pytest.mark.usefixtures("cache")
def test_queries_of_a_copy_answer_with_its_own_figures(main: Path) -> None:
    put(
        main.parents[1] / "queries" / "sums.bql",
        "SELECT /* Summer: alt. */ sum(number) WHERE account ~ 'Expenses'\n",
    )
    assert "1000.00" in said(main, "query", "sums", "--format", "csv").replace(",", ".")
    loader.load_file(str(main))
    copy = moved(main)
    assert "3000.00" in said(copy, "query", "sums", "--format", "csv").replace(",", ".")


@pytest.mark.usefixtures("cache")
def test_the_pages_of_a_copy_show_its_own_figures(main: Path) -> None:
    loader.load_file(str(main))
    shown = reader_of(moved(main)).page("Fordeling", time=2018).words
    assert "1 500,00" in shown.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.usefixtures("cache")
def test_what_is_written_into_a_copy_knows_the_copy(main: Path) -> None:
    loader.load_file(str(main))
    copy = moved(main)
    assert main.parent / "2018.beancount" not in folder.load(copy).files
    assert copy.parent / "2018.beancount" in folder.load(copy).files


@pytest.mark.usefixtures("cache")
def test_books_that_were_moved_and_replaced_answer_for_themselves(main: Path) -> None:
    """Last year's folder is put away, and a copy of it takes its place."""
    loader.load_file(str(main))
    copy = moved(main, "ny")
    away = main.parents[2] / "gammel"
    main.parents[1].rename(away)
    assert "500,00" in said(away / "ledger", "shares")
    copy.parents[1].rename(main.parents[1])
    assert "1 500,00" in said(main, "shares")


@pytest.mark.usefixtures("cache")
def test_books_with_faulty_rules_are_not_taken_from_another_folder(main: Path) -> None:
    put(main.parents[1] / "allocation_rules.yaml", "feil: her\n")
    _, errors, _ = loader.load_file(str(main))
    assert errors
    copy = moved(main)
    put(copy.parents[1] / "allocation_rules.yaml", rules())
    assert "3 000,00 kr er fordelt" in said(copy, "check")
    assert not loader.load_file(str(copy))[1]


@pytest.mark.usefixtures("cache")
def test_books_without_our_plugin_are_not_taken_from_another_folder(
    tmp_path: Path,
) -> None:
    """Beancount itself would answer with the old ones; what we load does not."""
    main = put(tmp_path / "a" / "main.beancount", "2018-01-01 open Assets:Bank\n")
    loader.load_file(str(main))
    copy = shutil.copytree(main.parent, tmp_path / "b") / main.name
    put(copy, "2018-01-01 open Assets:Kasse\n")
    assert [e.account for e in read_books(copy)[0]] == ["Assets:Kasse"]


@pytest.mark.usefixtures("cache")
def test_a_new_file_that_a_pattern_takes_in_is_seen(main: Path) -> None:
    """The files that were read are as before, so Beancount would see no change."""
    put(main, MAIN.replace("2018.beancount", "20*.beancount"))
    assert "1 000,00 kr er fordelt" in said(main, "check")
    put(main.parent / "2018-b.beancount", VOUCHER.replace("2018-1", "2018-2"))
    assert "2 000,00 kr er fordelt" in said(main, "check")
    (main.parent / "2018-b.beancount").unlink()
    assert "1 000,00 kr er fordelt" in said(main, "check")


@pytest.mark.usefixtures("cache")
def test_a_new_file_that_nothing_includes_is_told_though_the_books_are_cached(
    main: Path,
) -> None:
    assert unread(main) == []
    put(main.parent / "glemt.beancount", VOUCHER)
    assert unread(main) == ["glemt.beancount"]


@pytest.mark.usefixtures("cache")
def test_books_as_they_were_are_taken_from_the_cache(
    main: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loader.load_file(str(main))
    cached = main.with_name(".main.beancount.picklecache")
    before = cached.stat().st_mtime_ns, cached.read_bytes()
    loader.load_file(str(main))
    assert (cached.stat().st_mtime_ns, cached.read_bytes()) == before
    monkeypatch.setattr("fellesbok.entries.book_files.__version__", "0.0.0")
    loader.load_file(str(main))
    assert cached.read_bytes() != before[1], "another programme reads anew"


BEAN_QUERY = """
import sys
from beancount import loader
loader.PICKLE_CACHE_THRESHOLD = 0.0
loader.initialize(True)
if sys.argv[1] == "query":
    from beanquery.shell import main
    main([sys.argv[2], "SELECT sum(number) WHERE account ~ 'Fordringer:Lyngen'"])
else:
    from beancount.scripts.check import main
    main([sys.argv[2]])
"""


def test_bean_query_and_bean_check_answer_for_the_copy(main: Path) -> None:
    """Each in a process of its own, where only what is unpickled names our plugin."""

    def run(command: str, books: Path) -> str:
        python = [sys.executable, "-W", "ignore", "-c", BEAN_QUERY]
        done = subprocess.run(
            [*python, command, str(books)],
            check=False,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        return done.stdout + done.stderr

    assert "500.00" in run("query", main)
    copy = moved(main)
    assert "1500.00" in run("query", copy)
    assert "1500.00" in run("query", copy), "from its own cache"
    again = moved(copy, "enda-en")
    put(again.parent / "2018.beancount", VOUCHER.replace("IKT  ", "PPT  "))
    assert "Expenses:PPT" in run("check", again)
