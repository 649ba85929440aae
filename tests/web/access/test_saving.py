"""What Fava writes in served books: one at a time, whole, and in the right place."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING
from typing import Any

import pytest
from fava.beans.funcs import hash_entry

from fava_writing import OLD
from fava_writing import added
from fava_writing import entry_of
from fava_writing import saved
from fava_writing import served
from fava_writing import vouchers as vouchers  # noqa: PLC0414 -- a fixture
from fellesbok.web.access import saving
from sent_documents import filed as filed  # noqa: PLC0414 -- a fixture
from sent_documents import first_hash
from sent_documents import upload

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from werkzeug.test import TestResponse


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
