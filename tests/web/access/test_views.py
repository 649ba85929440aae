"""Served books follow the files, and never show half a change."""

from __future__ import annotations

from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from beancount.core.data import Note

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from fellesbok.entries.book_files import read_books
from fellesbok.web.access.serving import application
from fellesbok.web.access.views import Views
from readers import signed_in
from readers import with_sign_in
from viewed_books import main as main  # noqa: PLC0414 -- a fixture
from viewed_books import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from fellesbok.kept_loads.memory import Memory


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Books of one voucher, in a file beside the main one."""
    Folder(tmp_path).write(
        rules(),
        'option "title" "Vika"\noption "operating_currency" "NOK"',
        'include "bilag.beancount"',
        chart(),
    )
    ledger = tmp_path / "ledger"
    (ledger / "bilag.beancount").write_text(cost("2018-03-01", "100.00"), "utf-8")
    return ledger / "main.beancount"


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
    assert error.message.startswith("«feil» kan ikke leses her.")
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
    assert "fb-banner" not in good.rpartition("</style>")[2]
    add(main, "\n2018-11-30 * feil\n")
    until(lambda: "Bøkene har feil etter siste endring." in client.get(path).text)
    page = client.get(path).text
    assert "Tallene under er fra før endringen, da alt stemte." in page
    assert "/errors/" in page
    assert page.count("865\N{NO-BREAK SPACE}709,61") == good.count(
        "865\N{NO-BREAK SPACE}709,61"
    )


def folder_instead(path: Path) -> None:
    """Somebody has made a folder of that name."""
    path.unlink()
    path.mkdir()


STATES: dict[str, Callable[[Path], object]] = {
    "away": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "half": lambda path: path.write_bytes(path.read_bytes()[:200]),
    "latin-1": lambda path: path.write_bytes(
        path.read_bytes().replace(b"Vika", b"V\xe5k")
    ),
    "utf-16": lambda path: path.write_bytes(path.read_text("utf-8").encode("utf-16")),
    "a folder": folder_instead,
    "zeros": lambda path: path.write_bytes(bytes(5000)),
}


@pytest.mark.parametrize("edit", [False, True])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", ["main.beancount", "../allocation_rules.yaml"])
def test_a_file_that_is_wrong_for_a_moment_drives_nothing_away(
    small: Path, name: str, state: str, *, edit: bool
) -> None:
    views = Views(small, reader=lambda: None, edit=edit)
    path = small.parent / name
    good, slug = views[views.slug], views.slug
    content = path.read_bytes()
    STATES[state](path)
    until(lambda: views[slug].stale)
    shown = views[slug]
    assert shown.all_entries == good.all_entries
    assert shown.errors
    if path.is_dir():
        path.rmdir()
    path.write_bytes(content)
    until(lambda: not views[slug].stale)
    assert len(views[slug].all_entries) == len(good.all_entries)
    assert not views[slug].errors


def test_an_include_that_is_away_for_a_moment_drives_nothing_away(small: Path) -> None:
    views = Views(small, reader=lambda: None)
    part = small.parent / "bilag.beancount"
    content = part.read_bytes()
    count = len(views[views.slug].all_entries)
    part.unlink()
    until(lambda: views[views.slug].stale)
    assert len(views[views.slug].all_entries) == count
    part.write_bytes(content)
    until(lambda: not views[views.slug].stale)
    assert len(views[views.slug].all_entries) == count


def test_watching_never_raises(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    views = Views(small, reader=lambda: None)
    count = len(views[views.slug].all_entries)

    def broken(*_: object) -> None:
        raise PermissionError(13, "nei", "x")

    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.stat", broken)
        patched.setattr("fellesbok.kept_loads.memory.Memory.read", broken)
        until(lambda: views[views.slug].stale)
        assert len(views[views.slug].all_entries) == count
    until(lambda: not views[views.slug].stale)


def test_a_reader_who_comes_later_sees_the_text_that_was_loaded(small: Path) -> None:
    """Also while the books have errors, and however long that lasts."""
    who: list[str | None] = [None]
    views = Views(small, reader=lambda: who[0])
    assert views[views.slug].texts is None
    part = small.parent / "bilag.beancount"
    was = part.read_text("utf-8")
    part.write_text(was + "\n2018-05-01 * feil og HEMMELIG\n", "utf-8")
    until(lambda: views[views.slug].stale)
    who[0] = "midvik"
    texts = views[views.slug].texts
    assert texts is not None
    assert texts[str(part)] == was


def test_nobody_learns_which_files_of_others_are_there(tmp_path: Path) -> None:
    """A file that was new or changed answered 409, and one that is nowhere 404."""
    folder = tmp_path / "ledger" / "dok"
    folder.mkdir(parents=True)
    for name in ("egen", "sorvik", "endret"):
        (folder / f"{name}.txt").write_text("innhold", "utf-8")
    head = 'option "title" "Vika"\noption "operating_currency" "NOK"\n'
    named = "".join(
        f'2018-03-01 document Assets:Krav:{account}:IKT "dok/{name}.txt"\n'
        for account, name in (
            ("Midvik", "egen"),
            ("Sorvik", "sorvik"),
            ("Sorvik", "endret"),
        )
    )
    Folder(tmp_path).write(rules(), chart(), head, cost("2018-03-01", "10.00"), named)
    app = with_sign_in(tmp_path / "ledger" / "main.beancount", slugs=["midvik"])
    client = signed_in(app, "midvik")

    def read(path: Path) -> tuple[int, str, list[tuple[str, str]]]:
        with client.get("/vika/document/", query_string={"filename": path}) as answer:
            text = answer.get_data(as_text=True)
            return answer.status_code, text, sorted(answer.headers)

    assert read(folder / "egen.txt")[:2] == (200, "innhold")
    (folder / "endret.txt").write_text("annet innhold", "utf-8")
    (folder / "ny.txt").write_text("ny", "utf-8")
    nowhere = read(folder / "finnes-ikke.txt")
    assert nowhere[0] == 404
    for name in ("sorvik.txt", "endret.txt", "ny.txt", ".", "../main.beancount"):
        assert read(folder / name) == nowhere, name
    assert read(tmp_path / "allocation_rules.yaml") == nowhere


def test_a_file_of_the_books_without_vouchers_is_the_accountants(
    small: Path,
) -> None:
    """Whatever it is called: remarks and what is commented out name anybody."""
    for name in ("notat.bean", "notat.beancount", "notat.txt"):
        (small.parent / name).write_text("; HEMMELIG\n", "utf-8")
        text = small.read_text("utf-8")
        small.write_text(f'{text}\ninclude "{name}"\n', "utf-8")
    texts = Views(small, reader=lambda: "midvik")
    seen = texts[texts.slug].texts
    assert seen
    assert "HEMMELIG" not in "".join(seen.values())


def test_a_file_that_is_written_while_it_is_loaded_is_loaded_again(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = small.parent / "bilag.beancount"
    news = '\n2018-06-01 note Expenses:IKT "nytt"\n'
    loaded: list[int] = []

    def slow(_: Memory, path: Path) -> object:
        found = read_books(path)
        if not loaded:
            part.write_text(part.read_text("utf-8") + news, "utf-8")
        loaded.append(len(found[0]))
        return found

    monkeypatch.setattr("fellesbok.kept_loads.memory.Memory.read", slow)
    views = Views(small, reader=lambda: "midvik")
    ledger = views[views.slug]
    assert len(loaded) == 2
    assert loaded[0] + 1 == loaded[1]
    assert ledger.texts is not None
    assert news in ledger.texts[str(part)]
    assert any(isinstance(entry, Note) for entry in ledger.all_entries)


def test_a_file_that_never_stands_still_is_not_shown_as_text(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = small.parent / "bilag.beancount"

    def restless(_: Memory, path: Path) -> object:
        found = read_books(path)
        part.write_text(part.read_text("utf-8") + "; mer\n", "utf-8")
        return found

    monkeypatch.setattr("fellesbok.kept_loads.memory.Memory.read", restless)
    ledger = Views(small, reader=lambda: "midvik")
    assert ledger[ledger.slug].texts == {}
