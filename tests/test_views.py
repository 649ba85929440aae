"""Served books follow the files, and never show half a change."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from fellesbok.serve import application
from fellesbok.web.views import Views

if TYPE_CHECKING:
    from collections.abc import Callable

BOOKS = Path(__file__).parents[1]
PATIENCE_SECONDS = 30


@pytest.fixture
def main(tmp_path: Path) -> Path:
    for name in ("ledger", "queries"):
        shutil.copytree(BOOKS / name, tmp_path / name)
    shutil.copy(BOOKS / "allocation_rules.yaml", tmp_path)
    return tmp_path / "ledger" / "main.beancount"


def until(true: Callable[[], bool]) -> None:
    """Wait as a reader does, who asks again and again."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.05)


def add(main: Path, text: str) -> None:
    path = main.parent / "2018" / "ikt.beancount"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_new_voucher_is_shown_without_a_restart(main: Path) -> None:
    views = Views(main, reader=lambda: None)
    before = views[views.slug]
    add(main, '\n2018-11-30 note Expenses:IKT "nytt"\n')
    until(lambda: len(views[views.slug].all_entries) > len(before.all_entries))
    after = views[views.slug]
    assert after.mtime > before.mtime
    assert not after.stale
    assert len(before.all_entries) + 1 == len(after.all_entries)


def test_books_with_errors_keep_the_last_good_figures(main: Path) -> None:
    views = Views(main, reader=lambda: None)
    good = views[views.slug]
    assert not good.errors
    text = (main.parent / "2018" / "ikt.beancount").read_text(encoding="utf-8")
    add(main, "\n2018-11-30 * feil\n")
    until(lambda: views[views.slug].stale)
    shown = views[views.slug]
    (error,) = shown.errors
    assert error.message == "Invalid token: 'feil'"
    assert error.source is not None
    assert str(error.source["filename"]).endswith("ledger/2018/ikt.beancount")
    assert error.source["lineno"] == len(text.splitlines()) + 2
    assert shown.all_entries == good.all_entries
    assert shown.mtime > good.mtime
    (main.parent / "2018" / "ikt.beancount").write_text(text, encoding="utf-8")
    until(lambda: not views[views.slug].stale)
    assert not views[views.slug].errors


def test_each_reader_has_books_of_its_own(main: Path) -> None:
    who: list[str | None] = [None]
    views = Views(main, reader=lambda: who[0])
    counts = {}
    for reader in (None, "nordreisa", "lyngen", ""):
        who[0] = reader
        ledger = views[views.slug]
        assert ledger is views[views.slug]
        assert ledger.reader == reader
        counts[reader] = len(ledger.all_entries)
    assert counts[None] > counts["nordreisa"] > counts["lyngen"] > counts[""]


def test_a_part_of_the_books_names_no_folder_and_no_error(main: Path) -> None:
    add(main, "\n2018-11-30 * feil\n")
    views = Views(main, reader=lambda: "lyngen")
    ledger = views[views.slug]
    assert ledger.options["documents"] == []
    assert ledger.options["plugin"] == []
    assert not ledger.load_errors


def test_a_file_that_is_wrong_is_not_read_by_others(main: Path) -> None:
    path = main.parent / "2018" / "skadefelling.beancount"
    views = Views(main, reader=lambda: "lyngen")
    assert str(path) in views[views.slug].options["include"]
    text = path.read_text(encoding="utf-8") + "\n2018-01-01 * feil\n"
    path.write_text(text, encoding="utf-8")
    views = Views(main, reader=lambda: "lyngen")
    assert str(path) not in views[views.slug].options["include"]


def test_many_who_ask_at_once_get_the_same_books(main: Path) -> None:
    views = Views(main, reader=lambda: "nordreisa")
    found = []
    threads = [Thread(target=lambda: found.append(views[views.slug])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(map(id, found))) == 1


def test_another_name_is_not_these_books(main: Path) -> None:
    views = Views(main, reader=lambda: None)
    with pytest.raises(KeyError):
        views["andre"]


def test_old_figures_are_shown_under_a_banner(main: Path) -> None:
    app = application(main, edit=False, language="nb")
    client = app.test_client()
    path = f"/{app.config['LEDGERS'].slug}/extension/Fordeling/?time=2018"
    good = client.get(path).text
    assert "865\xa0709,61" in good
    assert "fb-banner" not in good.partition("</style>")[2]
    add(main, "\n2018-11-30 * feil\n")
    until(lambda: "Bøkene har feil etter siste endring." in client.get(path).text)
    page = client.get(path).text
    assert "Tallene under er fra før endringen, da alt stemte." in page
    assert "/errors/" in page
    assert page.count("865\N{NO-BREAK SPACE}709,61") == good.count(
        "865\N{NO-BREAK SPACE}709,61"
    )
