"""With ``--edit`` no link out of the books is followed, for reading or for writing."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING
from typing import Any

import pytest
from fava.beans.funcs import hash_entry

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from fellesbok.serve import application

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

HEAD = (
    'option "title" "Vika"\noption "operating_currency" "NOK"\n'
    'option "documents" "documents"\n'
    '2018-01-01 custom "fava-option" "import-dirs" "inn"\n'
    '2018-01-01 custom "fava-extension" "fellesbok.web"\n'
)
HIDDEN = "Hemmelig"
ACCOUNT = "Expenses:IKT"
INSIDE = "2018-02-01.faktura.pdf"
OUTSIDE = "2018-02-02.lenke.pdf"
ELSEWHERE = "annet.beancount"


class Served:
    """Books in which links lead out, and what lies there."""

    def __init__(self, folder: Path) -> None:
        self.outside = folder / "utenfor"
        (self.outside / "mappe").mkdir(parents=True)
        (self.outside / "hemmelig.pdf").write_text(HIDDEN, "utf-8")
        (self.outside / ELSEWHERE).write_text(
            cost("2018-05-01", "7.00").replace("Kostnad", HIDDEN), "utf-8"
        )
        books = folder / "bok"
        books.mkdir()
        Folder(books).write(
            rules(), HEAD, f'include "{ELSEWHERE}"', chart(), cost("2018-03-01", "9.00")
        )
        self.ledger = books / "ledger"
        (self.ledger / ELSEWHERE).symlink_to(self.outside / ELSEWHERE)
        self.documents = self.ledger / "documents" / "Expenses" / "IKT"
        self.documents.mkdir(parents=True)
        (self.documents / INSIDE).write_text("Faktura", "utf-8")
        (self.documents / OUTSIDE).symlink_to(self.outside / "hemmelig.pdf")
        (self.ledger / "documents" / "Assets").symlink_to(self.outside / "mappe")
        self.inbox = self.ledger / "inn"
        self.inbox.mkdir()
        (self.inbox / "lenke.csv").symlink_to(self.outside / "hemmelig.pdf")
        (self.inbox / "bank.csv").write_text("Dato;Tekst", "utf-8")
        self.app: Flask = application(
            self.ledger / "main.beancount", edit=True, language="nb"
        )
        self.client: FlaskClient = self.app.test_client()
        self.left = self.lying()

    def lying(self) -> dict[str, str]:
        """What lies outside."""
        found = sorted(self.outside.rglob("*"))
        return {str(p): p.read_text("utf-8") for p in found if p.is_file()}

    def put(self, name: str, **values: object) -> TestResponse:
        return self.client.put(f"/vika/api/{name}", json=values)

    def entry(self, narration: str) -> str:
        """The hash of the voucher with that text."""
        entries: Any = self.app.config["LEDGERS"]["vika"].all_entries
        (found,) = [e for e in entries if getattr(e, "narration", "") == narration]
        return hash_entry(found)


@pytest.fixture
def served(tmp_path: Path) -> Served:
    return Served(tmp_path)


def test_what_lies_inside_is_read_moved_and_written(served: Served) -> None:
    """So that the refusals below are not refusals of everything."""
    path = str(served.documents / INSIDE)
    main = str(served.ledger / "main.beancount")
    ask = served.client.get
    with ask("/vika/document/", query_string={"filename": path}) as answer:
        assert answer.data == b"Faktura"
    answer = ask("/vika/api/source", query_string={"filename": main})
    assert answer.status_code == 200
    moved = served.put(
        "move", account=ACCOUNT, new_name="2018-03-01.x.pdf", filename=path
    )
    assert moved.status_code == 200, moved.text
    assert (served.documents / "2018-03-01.x.pdf").read_text("utf-8") == "Faktura"
    added = served.put("add_entries", entries=[A_NOTE])
    assert added.status_code == 200, added.text
    assert "Husk" in (served.ledger / "main.beancount").read_text("utf-8")


A_NOTE = {
    "t": "Note",
    "date": "2018-04-01",
    "meta": {},
    "account": ACCOUNT,
    "comment": "Husk",
}


@pytest.mark.parametrize("way", ["document", "api/source", "api/extract"])
@pytest.mark.parametrize("name", ["lenke", "fil", "opp", "nul"])
def test_nothing_outside_is_read(served: Served, way: str, name: str) -> None:
    path = {
        "lenke": str(served.documents / OUTSIDE),
        "fil": str(served.outside / "hemmelig.pdf"),
        "opp": f"{served.documents}/../../../../../utenfor/hemmelig.pdf",
        "nul": f"{served.documents / INSIDE}\0",
    }[name]
    asks = {"filename": path, "importer": "bank"}
    slash = "/" if way == "document" else ""
    answer = served.client.get(f"/vika/{way}{slash}", query_string=asks)
    assert answer.status_code in ({404} if way == "document" else {403})
    assert HIDDEN not in answer.text


def test_a_file_that_is_linked_into_the_books_is_not_opened(served: Served) -> None:
    """Its vouchers are in the books, as Beancount has read them; it stays as it is."""
    path = str(served.ledger / ELSEWHERE)
    answer = served.client.get("/vika/api/source", query_string={"filename": path})
    assert answer.status_code == 403
    assert "utenfor bokmappen" in answer.get_json()["error"]
    entry = served.entry(HIDDEN)
    ask = {"entry_hash": entry}
    assert (
        served.client.get("/vika/api/source_slice", query_string=ask).status_code == 403
    )
    for name, values in {
        "source": {"file_path": path, "source": "x", "sha256sum": "x"},
        "source_slice": {"entry_hash": entry, "source": "x", "sha256sum": "x"},
        "attach_document": {"entry_hash": entry, "filename": "x.pdf"},
    }.items():
        assert served.put(name, **values).status_code == 403
    asks = {"entry_hash": entry, "sha256sum": "x"}
    deleted = served.client.delete("/vika/api/source_slice", query_string=asks)
    assert deleted.status_code == 403
    assert served.lying() == served.left


def test_nothing_is_moved_in_or_out(served: Served) -> None:
    """Neither from behind a link, nor to where one leads."""
    inside, linked = served.documents / INSIDE, served.documents / OUTSIDE
    for path, account in ((linked, ACCOUNT), (inside, "Assets:Bank")):
        answer = served.put(
            "move", account=account, new_name="2018-03-01.x.pdf", filename=str(path)
        )
        assert answer.status_code == 403
    asks = {"filename": str(linked)}
    assert (
        served.client.delete("/vika/api/document", query_string=asks).status_code == 403
    )
    # Fava reads the address; what a body says beside it decides nothing.
    body = {"filename": str(inside)}
    deleted = served.client.delete("/vika/api/document", query_string=asks, json=body)
    assert deleted.status_code == 403
    assert inside.exists()
    assert linked.is_symlink()
    assert served.lying() == served.left


def test_nothing_is_added_where_a_link_leads(served: Served) -> None:
    for account, status in (("Assets:Bank", 403), (ACCOUNT, 200)):
        answer = served.client.put(
            "/vika/api/add_document",
            data={
                "folder": "documents",
                "account": account,
                "file": (io.BytesIO(b"Vedlegg"), "2018-06-01.ny.pdf"),
            },
        )
        assert answer.status_code == status, answer.text
    assert (served.documents / "2018-06-01.ny.pdf").read_bytes() == b"Vedlegg"
    assert served.lying() == served.left


def test_nothing_is_added_to_a_file_that_a_link_leads_to(served: Served) -> None:
    main = served.ledger / "main.beancount"
    with main.open("a", encoding="utf-8") as file:
        file.write(f'2018-01-01 custom "fava-option" "default-file" "{ELSEWHERE}"\n')
    served.client.get("/vika/api/changed")
    assert served.put("add_entries", entries=[A_NOTE]).status_code == 403
    assert served.lying() == served.left


def test_an_inbox_that_is_a_link_takes_nothing(served: Served) -> None:
    shutil.rmtree(served.inbox)
    served.inbox.symlink_to(served.outside / "mappe")
    answer = served.client.put(
        "/vika/api/upload_import_file",
        data={"file": (io.BytesIO(b"Dato"), "bank.csv")},
    )
    assert answer.status_code == 403
    assert served.client.get("/vika/api/imports").status_code == 403
    assert served.lying() == served.left


def test_only_what_lies_in_the_inbox_is_listed(served: Served) -> None:
    answer = served.client.get("/vika/api/imports")
    assert answer.status_code == 200
    assert HIDDEN not in answer.text
    assert "lenke.csv" not in answer.text


def test_every_way_to_write_is_tried_here(served: Served) -> None:
    """A way that a new Fava has must be looked at before it is served."""
    writing = {
        rule.endpoint
        for rule in served.app.url_map.iter_rules()
        if {"PUT", "POST", "DELETE", "PATCH"} & set(rule.methods or ())
    }
    assert writing - {"extension_endpoint"} == {
        f"json_api.{name}"
        for name in (
            "put_add_document",
            "put_add_entries",
            "put_attach_document",
            "put_format_source",
            "put_move",
            "put_source",
            "put_source_slice",
            "put_upload_import_file",
            "delete_document",
            "delete_source_slice",
        )
    }
