"""What Fava writes in served books: one at a time, whole, and in the right place."""

from __future__ import annotations

import errno
from threading import Thread
from typing import TYPE_CHECKING
from typing import Any

import pytest
from fava.beans.funcs import hash_entry

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from fellesbok.web.access import saving
from fellesbok.web.access.serving import application

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from werkzeug.test import TestResponse

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


def added(app: Flask, narration: str) -> TestResponse:
    """A voucher that the accountant's browser adds."""
    postings = [
        {"account": "Expenses:IKT", "amount": "7.00 NOK"},
        {"account": "Assets:Bank", "amount": "-7.00 NOK"},
    ]
    entry: dict[str, Any] = {
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
    address = f"/{app.config['LEDGERS'].slug}/api/add_entries"
    return app.test_client().put(address, json={"entries": [entry]})


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

    monkeypatch.setattr(saving, "put", full)
    answer = added(app, "Ny.")
    assert answer.status_code == 400
    assert "Filen kan ikke skrives (No space left on device)" in answer.text
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
