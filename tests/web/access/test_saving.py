"""What Fava writes in served books: one at a time, whole, and in the right place."""

from __future__ import annotations

import errno
import stat
from io import BytesIO
from shutil import copytree
from threading import Thread
from typing import TYPE_CHECKING
from typing import Any

import pytest
from fava.beans.funcs import hash_entry

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from faulty import full
from fellesbok.filing import disk
from fellesbok.filing.saved import JOURNAL
from fellesbok.filing.tidying import put_right
from fellesbok.messages import say
from fellesbok.web.access import saving
from fellesbok.web.access import whole_files
from fellesbok.web.access.serving import application

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from flask import Flask
    from werkzeug.test import TestResponse

    Still = Callable[[], None] | None

OLD = 40


@pytest.fixture
def vouchers(tmp_path: Path) -> Path:
    """Books with forty vouchers in a file of their own, where new ones are put too."""
    Folder(tmp_path).write(
        rules(),
        'option "title" "Vika"\noption "operating_currency" "NOK"',
        'include "bilag.beancount"',
        chart(),
    )
    file = tmp_path / "ledger" / "bilag.beancount"
    days = [f"2018-03-{day:02}" for day in range(1, 21)]
    costs = [cost(day, f"{n}.00") for n, day in enumerate([*days, *days], start=1)]
    option = """2018-01-01 custom "fava-option" "insert-entry" ".*"
2018-01-01 custom "fava-option" "locale" "nb"
"""
    file.write_text("\n".join([*costs, option]), "utf-8")
    return file


def served(file: Path) -> Flask:
    return application(file.parent / "main.beancount", edit=True)


def entry_of(narration: str, amount: str = "7.00") -> dict[str, Any]:
    """A voucher as the accountant's browser sends it."""
    postings = [
        {"account": "Expenses:IKT", "amount": f"{amount} NOK"},
        {"account": "Assets:Bank", "amount": f"-{amount} NOK"},
    ]
    return {
        "t": "Transaction",
        "date": "2018-04-01",
        "flag": "*",
        "payee": "",
        "narration": narration,
        "tags": [],
        "links": [],
        "meta": {},
        "postings": postings,
    }


def saved(app: Flask, *entries: dict[str, Any]) -> TestResponse:
    """What is answered to who adds several at once."""
    address = f"/{app.config['LEDGERS'].slug}/api/add_entries"
    return app.test_client().put(address, json={"entries": [*entries]})


def added(app: Flask, narration: str) -> TestResponse:
    """What is answered to who adds one voucher."""
    return saved(app, entry_of(narration))


def test_who_save_at_once_lose_nothing(vouchers: Path) -> None:
    """Each loading of the books had a lock of its own, and a file was emptied first."""
    app = served(vouchers)
    answers: list[int] = []

    def add(of: int) -> None:
        answers.extend(
            added(app, f"Ny {of}-{number}.").status_code for number in range(4)
        )

    threads = [Thread(target=add, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    text = vouchers.read_text("utf-8")
    assert answers == [200] * 12
    assert [n for n in range(12) if f"Ny {n // 4}-{n % 4}." not in text] == []
    app.config["LEDGERS"].reload()
    ledger = app.config["LEDGERS"][app.config["LEDGERS"].slug]
    assert not ledger.errors
    assert len(ledger.all_entries_by_type.Transaction) >= OLD + 12


def test_a_full_disk_leaves_the_file_as_it_was(
    vouchers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = served(vouchers)
    before = vouchers.read_bytes()

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(whole_files, "put", full)
    answer = added(app, "Ny.")
    assert answer.status_code == 400
    assert "Filen kan ikke skrives (disken er full)" in answer.text
    assert vouchers.read_bytes() == before


def test_nothing_is_put_among_lines_that_have_moved(vouchers: Path) -> None:
    """The books have an error, so what is shown is older than the files."""
    app = served(vouchers)
    ledgers = app.config["LEDGERS"]
    first = ledgers[ledgers.slug].all_entries_by_type.Transaction[0]
    text = "2018-01-01 open feil\n\n" + vouchers.read_text("utf-8")
    vouchers.write_text(text, "utf-8")
    ledgers.reload()
    assert ledgers[ledgers.slug].stale
    refused = "Filene er ikke lenger slik de vises her"
    assert refused in added(app, "Ny.").text
    asked = {"entry_hash": hash_entry(first), "sha256sum": "0"}
    address = f"/{ledgers.slug}/api/source_slice"
    assert refused in app.test_client().delete(address, query_string=asked).text
    assert vouchers.read_text("utf-8") == text


def test_the_editor_mends_what_is_wrong(vouchers: Path) -> None:
    """It holds the file against what it showed, so it may write when the books wait."""
    app = served(vouchers)
    ledgers, client = app.config["LEDGERS"], app.test_client()
    good = vouchers.read_text("utf-8")
    vouchers.write_text("2018-01-01 open feil\n\n" + good, "utf-8")
    address = f"/{ledgers.slug}/api/source"
    shown: Any = client.get(address, query_string={"filename": str(vouchers)}).json
    mended = {
        "file_path": str(vouchers),
        "source": good,
        "sha256sum": shown["data"]["sha256sum"],
    }
    assert client.put(address, json=mended).status_code == 200
    assert vouchers.read_text("utf-8") == good
    assert not ledgers[ledgers.slug].stale
    assert client.put(address, json=mended).status_code == 400


# One saving is one writing ------------------------------------------------------------


@pytest.mark.parametrize("at", [1, 2, 3])
def test_several_vouchers_are_added_all_or_none(
    vouchers: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """The disk is full at the one writing that there is; there is no second."""
    app = served(vouchers)
    before = vouchers.read_bytes()
    calls = []

    def full_at(path: Path, content: bytes, *, still: Still = None) -> None:
        calls.append(1)
        if len(calls) == at:
            raise OSError(errno.ENOSPC, "No space left on device")
        put(path, content, still=still)

    put = disk.put
    monkeypatch.setattr(whole_files, "put", full_at)
    answer = saved(app, entry_of("En."), entry_of("To."), entry_of("Tre."))
    text = vouchers.read_text("utf-8")
    if answer.status_code == 200:
        assert all(f'"{n}."' in text for n in ("En", "To", "Tre"))
        assert at > 1
    else:
        assert vouchers.read_bytes() == before


def test_who_writes_in_a_file_meanwhile_loses_nothing(
    vouchers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor that knows no lock saves between our reading and our writing."""
    app = served(vouchers)
    theirs = vouchers.read_text("utf-8") + "\n; Skrevet i en annen editor.\n"
    ends = whole_files.with_ends

    def with_another(before: bytes, text: str) -> bytes:
        vouchers.write_text(theirs, "utf-8")
        return ends(before, text)

    monkeypatch.setattr(whole_files, "with_ends", with_another)
    assert added(app, "Ny.").status_code == 400
    assert vouchers.read_text("utf-8") == theirs


def test_each_line_keeps_its_own_end(vouchers: Path) -> None:
    """A file that two systems have written in has line ends of both."""
    lines = vouchers.read_bytes().splitlines()
    mixed = b"".join(
        line + (b"\r\n" if n % 3 else b"\n") for n, line in enumerate(lines)
    )
    vouchers.write_bytes(mixed)
    app = served(vouchers)
    assert added(app, "Ny.").status_code == 200
    found = vouchers.read_bytes()
    start = found.index(b"2018-04-01")
    end = found.index(b'2018-01-01 custom "fava-option" "insert-entry"')
    assert found[:start] + found[end:] == mixed


def test_a_line_is_what_beancount_counts_as_one(vouchers: Path) -> None:
    """A lone carriage return ends no line: what is added goes where it should."""
    text = vouchers.read_bytes()
    vouchers.write_bytes(b"; en\rto\rtre\rfire\n" + text)
    app = served(vouchers)
    assert added(app, "Ny.").status_code == 200
    ledgers = app.config["LEDGERS"]
    ledgers.reload()
    assert not ledgers[ledgers.slug].errors
    assert vouchers.read_bytes().startswith(b"; en\rto\rtre\rfire\n")
    first = ledgers[ledgers.slug].all_entries_by_type.Transaction[0]
    asked = {"entry_hash": hash_entry(first)}
    address = f"/{ledgers.slug}/api/source_slice"
    shown: Any = app.test_client().get(address, query_string=asked).json
    assert shown["data"]["slice"].startswith("2018-03-01 * ")


@pytest.mark.parametrize("text", ["Med ' i", "Med \\ i", "På\nto linjer"])
def test_a_note_is_read_back_as_it_was_written(vouchers: Path, text: str) -> None:
    """What stands after a backslash in it was read as another sign."""
    app = served(vouchers)
    note = {
        "t": "Note",
        "date": "2018-04-01",
        "account": "Assets:Bank",
        "comment": text,
        "meta": {},
    }
    assert saved(app, note).status_code == 200
    ledgers = app.config["LEDGERS"]
    ledgers.reload()
    ledger = ledgers[ledgers.slug]
    assert not ledger.errors
    assert [entry.comment for entry in ledger.all_entries_by_type.Note] == [text]


def test_what_would_not_be_read_back_is_not_written(vouchers: Path) -> None:
    """A name of a field that no field has makes another file than was meant."""
    app = served(vouchers)
    before = vouchers.read_bytes()
    for entry in (
        entry_of("Ny.") | {"meta": {"Ikke et felt": "x"}},
        entry_of("Ny.") | {"meta": {"a: 1\n2018-01-01 open Assets:X\n;": "x"}},
        entry_of("Ny.") | {"tags": ["to ord"]},
        entry_of("Ny.") | {"flag": "*\n2018-01-01 open Assets:X\n;"},
    ):
        answer = saved(app, entry)
        assert answer.status_code == 400, entry
        assert vouchers.read_bytes() == before


def test_what_is_no_text_is_told_and_not_saved(vouchers: Path) -> None:
    """Half a character in JSON: it is no UTF-8."""
    app = served(vouchers)
    ledgers, client = app.config["LEDGERS"], app.test_client()
    before = vouchers.read_bytes()
    address = f"/{ledgers.slug}/api/source"
    shown: Any = client.get(address, query_string={"filename": str(vouchers)}).json
    sent = '{"file_path": "%s", "source": "; \\ud800", "sha256sum": "%s"}'
    answer = client.put(
        address,
        data=sent % (vouchers, shown["data"]["sha256sum"]),
        content_type="application/json",
    )
    assert answer.status_code == 400
    assert "UTF-8" in answer.text
    assert added(app, "\ud800").status_code == 400
    assert vouchers.read_bytes() == before


# Documents ----------------------------------------------------------------------------


@pytest.fixture
def filed(vouchers: Path) -> Path:
    """The same books, closed to others, with a folder for documents."""
    main = vouchers.parent / "main.beancount"
    main.write_text('option "documents" "documents"\n' + main.read_text("utf-8"))
    (vouchers.parent / "documents").mkdir()
    for path in (main, vouchers):
        path.chmod(0o600)
    return vouchers


def upload(app: Flask, name: str = "faktura.pdf", **more: str) -> TestResponse:
    """A document of the bank account."""
    sent = {
        "account": "Assets:Bank",
        "folder": "documents",
        "file": (BytesIO(b"%PDF-innhold"), f"2018-04-01 {name}"),
    }
    address = f"/{app.config['LEDGERS'].slug}/api/add_document"
    return app.test_client().put(address, data=sent | more)


def documents(file: Path) -> dict[str, bytes]:
    """Whatever lies in the folder of documents."""
    return {
        path.name: path.read_bytes()
        for path in (file.parent / "documents").rglob("*")
        if path.is_file()
    }


def first_hash(app: Flask) -> str:
    ledgers = app.config["LEDGERS"]
    return hash_entry(ledgers[ledgers.slug].all_entries_by_type.Transaction[0])


def test_a_document_comes_with_its_line_or_not_at_all(filed: Path) -> None:
    """The line could not be written, and the document stayed for nobody."""
    app = served(filed)
    known = first_hash(app)
    filed.write_text("2018-01-01 open feil\n\n" + filed.read_text("utf-8"), "utf-8")
    app.config["LEDGERS"].reload()
    answer = upload(app, hash=known)
    assert answer.status_code == 400
    assert "Filene er ikke lenger slik de vises her" in answer.text
    assert documents(filed) == {}


@pytest.mark.parametrize("more", [{}, {"with_line": "ja"}])
def test_a_full_disk_leaves_no_part_of_a_document(
    filed: Path, monkeypatch: pytest.MonkeyPatch, more: dict[str, str]
) -> None:
    app = served(filed)
    hashed = {"hash": first_hash(app)} if more else {}
    before = filed.read_bytes()
    monkeypatch.setattr(disk, "_write", lambda *_: full())
    assert upload(app, **hashed).status_code == 400
    assert (documents(filed), filed.read_bytes()) == ({}, before)


def test_a_document_is_as_closed_as_the_books(filed: Path) -> None:
    app = served(filed)
    assert upload(app, hash=first_hash(app)).status_code == 200
    (path,) = (p for p in (filed.parent / "documents").rglob("*.pdf"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes() == b"%PDF-innhold"
    assert upload(app).status_code == 409
    assert path.read_bytes() == b"%PDF-innhold"
    assert 'document: "2018-04-01 faktura.pdf"' in filed.read_text("utf-8")


@pytest.mark.parametrize("name", ['2018-04-01 "x".pdf', "2018-04-01 a\\b.pdf"])
def test_a_name_with_quotes_is_written_so_that_it_is_read(
    filed: Path, name: str
) -> None:
    """The name is whatever the sender of an invoice has chosen."""
    app = served(filed)
    ledgers = app.config["LEDGERS"]
    address = f"/{ledgers.slug}/api/attach_document"
    asked = {"entry_hash": first_hash(app), "filename": name}
    assert app.test_client().put(address, json=asked).status_code == 200
    ledgers.reload()
    ledger = ledgers[ledgers.slug]
    assert not ledger.errors
    assert ledger.all_entries_by_type.Transaction[0].meta["document"] == name


def test_a_name_with_signs_that_nobody_sees_is_refused(filed: Path) -> None:
    app = served(filed)
    before = filed.read_bytes()
    for name in ('a"\n2018-01-01 open Assets:X ;.pdf', "a\u202efdp.exe", "a\x1b[2J"):
        asked = {"entry_hash": first_hash(app), "filename": name}
        address = f"/{app.config['LEDGERS'].slug}/api/attach_document"
        assert app.test_client().put(address, json=asked).status_code in {400, 403}
        assert filed.read_bytes() == before


# Who waits ----------------------------------------------------------------------------


def test_whoever_waits_too_long_is_told(
    vouchers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is one lock, and the wait for it has a limit."""
    monkeypatch.setattr(saving, "LONGEST_WAIT_SECONDS", 0.05)
    app = served(vouchers)
    before = vouchers.read_bytes()
    with app.config["LEDGERS"]._saving:
        answers: list[TestResponse] = []
        other = Thread(target=lambda: answers.append(added(app, "Ny.")))
        other.start()
        other.join(20)
        assert not other.is_alive()
    (answer,) = answers
    assert answer.status_code == 400
    assert "Somebody else is writing in the books right now" in answer.text
    assert vouchers.read_bytes() == before
    assert added(app, "Ny.").status_code == 200


def test_every_writing_holds_the_one_lock(
    filed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So files need no lock of their own, which would be waited for without end."""
    app = served(filed)
    ledgers, client = app.config["LEDGERS"], app.test_client()
    held: list[bool] = []
    alone = saving.SavedFiles.alone

    def looked_at(
        self: saving.SavedFiles, *, by_lines: bool
    ) -> AbstractContextManager[None]:
        held.append(ledgers._saving._is_owned())
        return alone(self, by_lines=by_lines)

    monkeypatch.setattr(saving.SavedFiles, "alone", looked_at)

    def shown(endpoint: str, **asked: str) -> dict[str, str]:
        address = f"/{ledgers.slug}/api/{endpoint}"
        answer: Any = client.get(address, query_string=asked).json
        return dict(answer["data"])

    file = shown("source", filename=str(filed))
    known = first_hash(app)
    entry = shown("source_slice", entry_hash=known)
    changed = {
        "entry_hash": known,
        "sha256sum": entry["sha256sum"],
        "source": entry["slice"] + "\n  sett: TRUE",
    }
    of_file = {
        "file_path": str(filed),
        "sha256sum": file["sha256sum"],
        "source": file["source"] + "\n",
    }
    answers = [
        client.put(f"/{ledgers.slug}/api/source", json=of_file),
        client.put(f"/{ledgers.slug}/api/source_slice", json=changed),
        upload(app, hash=first_hash(app)),
        client.put(
            f"/{ledgers.slug}/api/attach_document",
            json={"entry_hash": first_hash(app), "filename": "to.pdf"},
        ),
        added(app, "Ny."),
    ]
    last = first_hash(app)
    sha256sum = shown("source_slice", entry_hash=last)["sha256sum"]
    gone = {"entry_hash": last, "sha256sum": sha256sum}
    address = f"/{ledgers.slug}/api/source_slice"
    answers.append(client.delete(address, query_string=gone))
    assert [answer.status_code for answer in answers] == [200] * 6
    assert held == [True] * 6


@pytest.fixture
def two_files(vouchers: Path) -> tuple[Path, Path]:
    """Files that vouchers of cost and of the bank are put in."""
    other = vouchers.with_name("bank.beancount")
    other.write_text(
        '2018-01-01 custom "fava-option" "insert-entry" "Assets:Bank"\n', "utf-8"
    )
    vouchers.write_text(vouchers.read_text("utf-8").replace('".*"', '"Expenses"'))
    main = vouchers.parent / "main.beancount"
    main.write_text(main.read_text("utf-8") + '\ninclude "bank.beancount"\n', "utf-8")
    return vouchers, other


def test_vouchers_of_two_files_are_added_to_both_or_none(
    two_files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full when the second file is to be put in place."""
    vouchers, other = two_files
    app = served(vouchers)
    before = {path: path.read_bytes() for path in (vouchers, other)}
    backwards = entry_of("To.")
    backwards["postings"].reverse()
    put, calls = disk.put, []

    def full_second(path: Path, content: bytes, *, still: Still = None) -> None:
        calls.append(1)
        if len(calls) == 2:
            full()
        put(path, content, still=still)

    with monkeypatch.context() as patch:
        patch.setattr(whole_files, "put", full_second)
        assert saved(app, entry_of("En."), backwards).status_code == 400
    assert {path: path.read_bytes() for path in before} == before
    assert saved(app, entry_of("En."), backwards).status_code == 200
    changed = [path for path in before if path.read_bytes() != before[path]]
    assert changed == [vouchers, other]


def test_a_machine_that_stops_between_two_files_is_put_right(
    two_files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The books as they lie there then: nothing is half saved once they are tidied."""
    vouchers, _ = two_files
    app, as_it_was = served(vouchers), {p.name: p.read_bytes() for p in two_files}
    put, calls, then = disk.put, [], tmp_path / "da" / "ledger"

    def stopped_second(path: Path, content: bytes, *, still: Still = None) -> None:
        calls.append(1)
        if len(calls) == 2:
            copytree(vouchers.parent, then)
        put(path, content, still=still)

    monkeypatch.setattr(whole_files, "put", stopped_second)
    backwards = entry_of("To.")
    backwards["postings"].reverse()
    assert saved(app, entry_of("En."), backwards).status_code == 200
    assert not (vouchers.parent / JOURNAL).exists()
    half = {name: (then / name).read_bytes() for name in as_it_was}
    assert sum(half[name] != as_it_was[name] for name in half) == 1
    (told,) = put_right(then / "main.beancount")
    assert "det den rakk å skrive, er tatt tilbake" in say(told, "nb")
    assert {name: (then / name).read_bytes() for name in as_it_was} == as_it_was
