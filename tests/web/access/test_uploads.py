"""A file that is sent to the books is there whole, or not at all."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from faulty import full
from fava_writing import served
from fava_writing import vouchers as vouchers  # noqa: PLC0414 -- a fixture
from fellesbok.filing import disk
from sent_documents import documents
from sent_documents import filed as filed  # noqa: PLC0414 -- a fixture
from sent_documents import first_hash
from sent_documents import upload

if TYPE_CHECKING:
    from pathlib import Path


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
