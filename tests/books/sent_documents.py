"""Books with a folder for documents, which Fava writes in."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from fava.beans.funcs import hash_entry

from fava_writing import vouchers as vouchers  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from werkzeug.test import TestResponse


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
