"""No file outside the books is read, added, moved or changed from the pages."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from fava.beans.funcs import hash_entry

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from fellesbok.entries.texts import read_texts
from fellesbok.web.access.guard import READING
from fellesbok.web.access.inside import TOUCHES
from fellesbok.web.access.inside import TOUCHES_NONE
from fellesbok.web.access.serving import application
from readers import answer_of
from systems import needs

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

HIDDEN = "det som ingen skal se"
ACCOUNT = "Expenses:IKT"
HEAD = """
option "title" "Vika"
option "operating_currency" "NOK"
option "documents" "{documents}"
include "{year}"
"""
OPTIONS = """
2017-01-01 custom "fava-option" "default-file" "{default}"
2017-01-01 custom "fava-option" "import-config" "{config}"
2017-01-01 custom "fava-option" "import-dirs" "{inn}"
"""
DOCUMENT = '\n2018-02-01 document Expenses:IKT "{paper}"\n'
CONFIG = """
from pathlib import Path
from beangulp.importer import Importer

class Any(Importer):
    def identify(self, filepath):
        return bool(Path(filepath).read_text())
    def account(self, filepath):
        return "Assets:Bank"
    def extract(self, filepath, existing):
        raise ValueError(Path(filepath).read_text())

CONFIG = [Any()]
"""
PLACES = {
    "documents": "../bilag",
    "year": "2018.beancount",
    "default": "2018.beancount",
    "config": "../import.py",
    "inn": "../inn",
    "paper": "../bilag/Expenses/IKT/faktura.txt",
}


@dataclass
class Served:
    """Books that the accountant may edit, and a folder beside them that nobody may.

    Attributes:
        root: The books' folder.
        outside: The other folder.
        client: Who asks.
        slug: The books' name in addresses.
        voucher: The hash of a voucher.
    """

    root: Path
    outside: Path
    client: FlaskClient
    slug: str
    voucher: str

    def ask(self, method: str, name: str, **asks: Any) -> TestResponse:  # noqa: ANN401 -- as a client's
        """What is answered."""
        return self.client.open(f"/{self.slug}/{name}", method=method, **asks)

    def shown(self) -> dict[str, Any]:
        """The text of the year's file and its sum."""
        path = {"filename": str(self.root / "ledger" / "2018.beancount")}
        data: dict[str, Any] = answer_of(
            self.ask("GET", "api/source", query_string=path)
        )["data"]
        return data


def served(folder: Path, **places: str) -> Served:
    """Such books; a place in which something lies may be another."""
    root, outside = folder / "bok", folder / "utenfor"
    for name in ("bilag/Expenses/IKT", "inn", "ledger"):
        (root / name).mkdir(parents=True, exist_ok=True)
        (outside / name).mkdir(parents=True, exist_ok=True)
    for path in (root, outside):
        text = "et bilag" if path == root else HIDDEN
        for name in ("bilag/Expenses/IKT/faktura.txt", "inn/utskrift.txt"):
            (path / name).write_text(text, encoding="utf-8")
        (path / "import.py").write_text(CONFIG, encoding="utf-8")
    year = f"{cost('2018-02-01', '900.00')}{DOCUMENT}".format(**PLACES | places)
    for path in (root, outside):
        (path / "ledger" / "2018.beancount").write_text(year, encoding="utf-8")
    head = HEAD.format(**PLACES | places) + OPTIONS.format(**PLACES | places)
    Folder(root).write(rules(), head, chart())
    return opened(root, outside)


def opened(root: Path, outside: Path) -> Served:
    """The books, served to who may edit them."""
    app = application(root / "ledger" / "main.beancount", edit=True, language="nb")
    views = app.config["LEDGERS"]
    (voucher,) = [
        entry
        for entry in views[views.slug].all_entries_by_type.Transaction
        if entry.narration == "Kostnad"
    ]
    client = app.test_client()
    return Served(root, outside, client, views.slug, hash_entry(voucher))


def state(folder: Path) -> dict[str, str]:
    """Every file, link and folder, and what it holds."""
    return {
        str(path.relative_to(folder)): (
            f"-> {path.readlink()}"
            if path.is_symlink()
            else sha256(path.read_bytes()).hexdigest()
            if path.is_file()
            else "folder"
        )
        for path in sorted(folder.rglob("*"))
    }


def uploaded(name: str = "nytt.txt") -> tuple[io.BytesIO, str]:
    return io.BytesIO(b"nytt"), name


def add_document(books: Served) -> TestResponse:
    data = {
        "folder": books.client.application.config["LEDGERS"][books.slug].options[
            "documents"
        ][0],
        "account": ACCOUNT,
        "file": uploaded(),
        "hash": books.voucher,
    }
    return books.ask("PUT", "api/add_document", data=data)


def upload(books: Served) -> TestResponse:
    return books.ask("PUT", "api/upload_import_file", data={"file": uploaded()})


def attach(books: Served) -> TestResponse:
    asks = {"filename": "faktura.txt", "entry_hash": books.voucher}
    return books.ask("PUT", "api/attach_document", json=asks)


def add_entries(books: Served) -> TestResponse:
    entry = {
        "t": "Note",
        "date": "2018-03-01",
        "account": ACCOUNT,
        "comment": "notert",
        "meta": {},
    }
    return books.ask("PUT", "api/add_entries", json={"entries": [entry]})


def source(books: Served) -> TestResponse:
    return books.ask("GET", "api/source", query_string={"filename": year_file(books)})


def year_file(books: Served) -> str:
    options = books.client.application.config["LEDGERS"][books.slug].options
    (found,) = (n for n in options["include"] if n.endswith("2018.beancount"))
    return str(found)


def put_source(books: Served) -> TestResponse:
    text = Path(year_file(books)).read_text(encoding="utf-8")
    asks = {
        "file_path": year_file(books),
        "source": f"{text}; notert\n",
        "sha256sum": sha256(text.encode()).hexdigest(),
    }
    return books.ask("PUT", "api/source", json=asks)


def a_slice(books: Served) -> TestResponse:
    asks = {"entry_hash": books.voucher}
    return books.ask("GET", "api/source_slice", query_string=asks)


def slice_sum() -> str:
    return sha256(cost("2018-02-01", "900.00").strip("\n").encode()).hexdigest()


def put_slice(books: Served) -> TestResponse:
    text = cost("2018-02-01", "950.00").strip("\n")
    asks = {"entry_hash": books.voucher, "source": text, "sha256sum": slice_sum()}
    return books.ask("PUT", "api/source_slice", json=asks)


def delete_slice(books: Served) -> TestResponse:
    asks = {"entry_hash": books.voucher, "sha256sum": slice_sum()}
    return books.ask("DELETE", "api/source_slice", query_string=asks)


def paper(books: Served) -> str:
    ledger = books.client.application.config["LEDGERS"][books.slug]
    return str(ledger.all_entries_by_type.Document[0].filename)


def document(books: Served, name: str = "") -> TestResponse:
    asks = {"filename": name or paper(books)}
    return books.ask("GET", "document/", query_string=asks)


def move(books: Served, name: str = "", to: str = "flyttet.txt") -> TestResponse:
    asks = {"account": ACCOUNT, "new_name": to, "filename": name or paper(books)}
    return books.ask("PUT", "api/move", json=asks)


def delete_document(books: Served, name: str = "") -> TestResponse:
    asks = {"filename": name or paper(books)}
    return books.ask("DELETE", "api/document", query_string=asks)


def imports(books: Served) -> TestResponse:
    return books.ask("GET", "api/imports")


def extract(books: Served, name: str = "") -> TestResponse:
    asks = {
        "filename": name or str(books.root / "inn" / "utskrift.txt"),
        "importer": "import.Any",
    }
    return books.ask("GET", "api/extract", query_string=asks)


def format_source(books: Served) -> TestResponse:
    return books.ask("PUT", "api/format_source", json={"source": "; a\n"})


WRITES: dict[str, Callable[[Served], TestResponse]] = {
    "json_api.put_add_document": add_document,
    "json_api.put_upload_import_file": upload,
    "json_api.put_attach_document": attach,
    "json_api.put_add_entries": add_entries,
    "json_api.put_source": put_source,
    "json_api.put_source_slice": put_slice,
    "json_api.delete_source_slice": delete_slice,
    "json_api.put_move": move,
    "json_api.delete_document": delete_document,
}


@pytest.fixture(scope="module")
def app_rules(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    books = served(tmp_path_factory.mktemp("books"))
    return list(books.client.application.url_map.iter_rules())


def test_every_endpoint_of_fava_that_writes_is_known(app_rules: list[Any]) -> None:
    """A later Fava may have more; they are refused until they are looked at."""
    found = {
        rule.endpoint
        for rule in app_rules
        if {"PUT", "POST", "DELETE", "PATCH"} & set(rule.methods)
    }
    assert found == {*WRITES, "json_api.put_format_source", "extension_endpoint"}
    assert set(WRITES) <= set(TOUCHES)
    known = {rule.endpoint for rule in app_rules}
    assert known == READING | set(TOUCHES) | TOUCHES_NONE


@pytest.mark.parametrize("ask", WRITES.values(), ids=WRITES)
def test_the_accountant_writes_in_the_books(
    tmp_path: Path, ask: Callable[[Served], TestResponse]
) -> None:
    books = served(tmp_path)
    before, beside = state(books.root), state(books.outside)
    answer = ask(books)
    assert answer.status_code == 200, answer.text
    assert state(books.root) != before
    assert state(books.outside) == beside


@pytest.mark.parametrize("ask", [document, source, a_slice, imports, format_source])
def test_the_accountant_reads_in_the_books(
    tmp_path: Path, ask: Callable[[Served], TestResponse]
) -> None:
    answer = ask(served(tmp_path))
    assert answer.status_code == 200, answer.text
    answer.close()


def link_to_outside(root: Path, name: str) -> None:
    """Put a link to the same thing outside in the place of what lies in the books."""
    path = root / name
    path.rename(root.parent / "gjemt")
    path.symlink_to(root.parent / "utenfor" / name)


def a_pipe(root: Path, name: str) -> None:
    """Put a pipe that nobody writes to in the place of a file."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("os.mkfifo is not here")
    (root / name).unlink()
    os.mkfifo(root / name)


TO = {"account": ACCOUNT, "new_name": "flyttet.txt"}
PAPER = "bilag/Expenses/IKT/faktura.txt"
LED_AWAY: dict[str, tuple[Callable[[Path, str], None], str, list[Any]]] = {
    "a document": (link_to_outside, PAPER, [document, move, delete_document]),
    "the folder of an account": (
        link_to_outside,
        "bilag/Expenses/IKT",
        [document, move, delete_document, add_document],
    ),
    "a folder on the way": (
        link_to_outside,
        "bilag/Expenses",
        [document, move, delete_document, add_document],
    ),
    "the folder of documents": (
        link_to_outside,
        "bilag",
        [document, move, delete_document, add_document],
    ),
    "an included file": (
        link_to_outside,
        "ledger/2018.beancount",
        [
            *(source, a_slice, put_source, put_slice, delete_slice),
            *(attach, add_entries, add_document),
        ],
    ),
    "a file to import": (link_to_outside, "inn/utskrift.txt", [imports, extract]),
    "a document that is a pipe": (a_pipe, PAPER, [document, move, delete_document]),
    "a file to import that is a pipe": (
        a_pipe,
        "inn/utskrift.txt",
        [imports, extract],
    ),
}


@pytest.mark.parametrize(("led", "name", "asks"), LED_AWAY.values(), ids=LED_AWAY)
@pytest.mark.parametrize("late", [False, True], ids=["from the start", "later"])
def test_no_link_is_followed_out_of_the_books(
    tmp_path: Path,
    led: Callable[[Path, str], None],
    name: str,
    asks: list[Callable[[Served], TestResponse]],
    *,
    late: bool,
) -> None:
    books = served(tmp_path)
    led(books.root, name)
    if not late:
        books = opened(books.root, books.outside)
    before = state(tmp_path)
    for ask in asks:
        answer = ask(books)
        assert answer.status_code in {403, 404}, (ask, answer.text)
        assert HIDDEN not in answer.text
        if ask is not document:
            told = answer_of(answer)["error"]
            assert "ligger utenfor bokmappen" in told or "ingen vanlig fil" in told
        assert state(tmp_path) == before, ask


@pytest.mark.parametrize(
    ("place", "where", "asks"),
    [
        ("documents", "../../utenfor/bilag", [add_document, move]),
        ("documents", "{outside}/bilag", [add_document, move]),
        ("default", "../../utenfor/ledger/2018.beancount", [add_entries]),
        ("default", "{outside}/ledger/2018.beancount", [add_entries]),
        ("year", "../../utenfor/ledger/2018.beancount", [source, put_source, attach]),
        ("year", "{outside}/ledger/2018.beancount", [put_slice, delete_slice]),
        ("paper", "../../utenfor/bilag/Expenses/IKT/faktura.txt", [document, move]),
        (
            "paper",
            "{outside}/bilag/Expenses/IKT/faktura.txt",
            [document, move, delete_document],
        ),
    ],
)
def test_no_option_or_line_of_the_books_leads_out(
    tmp_path: Path,
    place: str,
    where: str,
    asks: list[Callable[[Served], TestResponse]],
) -> None:
    books = served(tmp_path, **{place: where.format(outside=tmp_path / "utenfor")})
    before = state(tmp_path)
    for ask in asks:
        answer = ask(books)
        assert answer.status_code in {403, 404}, (ask, answer.text)
        assert HIDDEN not in answer.text
        assert state(tmp_path) == before


@pytest.mark.parametrize("place", ["config", "inn"])
@pytest.mark.parametrize("where", ["../../utenfor/{name}", "{outside}/{name}"])
def test_importers_outside_the_books_are_not_run(
    tmp_path: Path, place: str, where: str
) -> None:
    """What they are is code, and what they read is shown."""
    name = {"config": "import.py", "inn": "inn"}[place]
    outside = tmp_path / "utenfor"
    outside.mkdir()
    (outside / "import.py").write_text('open("kjørt", "w")', encoding="utf-8")
    path = where.format(outside=outside, name=name)
    books = served(tmp_path, **{place: path})
    assert answer_of(imports(books))["data"] == []
    assert upload(books).status_code == 400
    errors = answer_of(books.ask("GET", "api/errors"))["data"]
    told = [e for e in errors if "utenfor bokmappen" in e["message"]]
    main = (books.root / "ledger" / "main.beancount").read_text(encoding="utf-8")
    (line,) = (n for n, x in enumerate(main.splitlines(), 1) if f'"{path}"' in x)
    assert [error["source"]["lineno"] for error in told] == [line]


def test_a_folder_of_imports_that_is_moved_away_is_not_read(tmp_path: Path) -> None:
    """A link that has come since the books were loaded is refused in words."""
    books = served(tmp_path)
    link_to_outside(books.root, "inn")
    beside = state(books.outside)
    for ask in (imports, extract, upload):
        answer = ask(books)
        assert answer.status_code == 403
        assert "ligger utenfor bokmappen" in answer_of(answer)["error"]
    books = opened(books.root, books.outside)
    assert answer_of(imports(books))["data"] == []
    assert extract(books).status_code == 403
    assert upload(books).status_code == 400
    assert state(books.outside) == beside


def names(books: Served) -> Iterator[str]:
    """Names that lead out, whoever made them up."""
    yield "/etc/passwd"
    yield "../" * 20 + "etc/passwd"
    yield str(books.root / ".." / "utenfor" / PAPER)
    yield str(books.root / "inn" / ".." / ".." / "utenfor" / "inn" / "utskrift.txt")
    yield f"{books.root}/inn/../../utenfor/{PAPER}"
    yield "/dev/zero"
    yield "/proc/self/environ"
    yield "a\0b"
    yield "x" * 5000


@pytest.mark.parametrize("ask", [document, move, delete_document, extract])
def test_no_name_leads_out(
    tmp_path: Path, ask: Callable[[Served, str], TestResponse]
) -> None:
    books = served(tmp_path)
    before = state(tmp_path)
    for name in names(books):
        answer = ask(books, name)
        assert answer.status_code in {400, 403, 404}, (name, answer.text)
        assert HIDDEN not in answer.text
        assert "root:" not in answer.text
        assert state(tmp_path) == before


def test_what_a_body_says_beside_the_address_decides_nothing(tmp_path: Path) -> None:
    """Fava reads the address of a request to delete."""
    books = served(tmp_path)
    before = state(tmp_path)
    asks = {"filename": str(books.outside / PAPER)}
    body = {"filename": str(books.root / PAPER)}
    answer = books.ask("DELETE", "api/document", query_string=asks, json=body)
    assert answer.status_code == 403
    asks, body = body, asks
    answer = books.ask("PUT", "api/move", query_string=asks, json=body | TO)
    assert answer.status_code == 403
    assert state(tmp_path) == before


@pytest.mark.parametrize(
    "to", ["../../../../utenfor/x", "/etc/x", "..", ".", "", "a\0b", "x" * 5000]
)
def test_no_new_name_leads_out(tmp_path: Path, to: str) -> None:
    """A stroke in a name is a space, as Fava has it."""
    books = served(tmp_path)
    beside = state(books.outside)
    answer = move(books, to=to)
    assert answer.status_code in {200, 400, 403, 409}, answer.text
    assert state(books.outside) == beside
    data = {"folder": "../bilag", "account": ACCOUNT, "file": uploaded(to or "x")}
    assert books.ask("PUT", "api/add_document", data=data).status_code < 500
    data = {"file": uploaded(to or "x")}
    assert books.ask("PUT", "api/upload_import_file", data=data).status_code < 500
    assert state(books.outside) == beside
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bok", "utenfor"]


def test_a_link_to_nothing_makes_no_file_outside(tmp_path: Path) -> None:
    books = served(tmp_path)
    new = books.outside / "laget.txt"
    (books.root / "bilag" / "Expenses" / "IKT" / "nytt.txt").symlink_to(new)
    (books.root / "inn" / "nytt.txt").symlink_to(new)
    for ask in (add_document, upload, lambda b: move(b, to="nytt.txt")):
        assert ask(books).status_code == 403
        assert not new.exists()


def test_links_in_a_ring_are_no_file(tmp_path: Path) -> None:
    books = served(tmp_path)
    ring = books.root / PAPER
    ring.unlink()
    ring.symlink_to(ring)
    (books.root / "inn").rename(books.root / "borte")
    (books.root / "inn").symlink_to(books.root / "inn")
    assert document(books).status_code == 404
    for ask in (move, delete_document):
        answer = ask(books)
        assert answer.status_code == 403, ask
        assert "ligger utenfor bokmappen" in answer_of(answer)["error"]
    assert answer_of(imports(books))["data"] == []
    assert upload(books).status_code == 400


def test_a_link_within_the_books_is_one_of_theirs(tmp_path: Path) -> None:
    books = served(tmp_path)
    folder = books.root / "bilag" / "Expenses"
    (folder / "IKT").rename(books.root / "papirer")
    (folder / "IKT").symlink_to(books.root / "papirer")
    answer = document(books)
    assert answer.status_code == 200
    answer.close()
    assert add_document(books).status_code == 200
    assert (books.root / "papirer" / "nytt.txt").read_bytes() == b"nytt"


def test_entries_go_to_no_file_that_the_books_do_not_have(tmp_path: Path) -> None:
    """They would be written, and never be read."""
    (tmp_path / "bok" / "ledger").mkdir(parents=True)
    (tmp_path / "bok" / "ledger" / "løs.beancount").write_text("", encoding="utf-8")
    books = served(tmp_path, default="løs.beancount")
    answer = add_entries(books)
    assert answer.status_code == 403
    assert "løs.beancount» er ikke en av bøkenes filer" in answer_of(answer)["error"]
    assert (books.root / "ledger" / "løs.beancount").read_bytes() == b""


def test_who_may_only_read_is_shown_no_file_outside_either(tmp_path: Path) -> None:
    books = served(tmp_path)
    link_to_outside(books.root, "ledger/2018.beancount")
    (books.root / PAPER).unlink()
    (books.root / PAPER).symlink_to(books.outside / PAPER)
    app = application(
        books.root / "ledger" / "main.beancount", edit=False, language="nb"
    )
    reader = Served(
        books.root, books.outside, app.test_client(), books.slug, books.voucher
    )
    for ask in (source, a_slice, document):
        assert ask(reader).status_code in {403, 404}


@needs("mkfifo")
def test_no_text_of_the_report_is_read_from_outside(tmp_path: Path) -> None:
    """The report is for everybody to read."""
    ledger, outside = tmp_path / "bok" / "ledger", tmp_path / "ikt.md"
    texts = ledger / "2018" / "tekst"
    texts.mkdir(parents=True)
    written = f"samarbeid: ikt\naar: 2018\n\n## Kommentarer\n\n{HIDDEN}\n"
    outside.write_text(written, encoding="utf-8")
    (texts / "ikt.md").symlink_to(outside)
    os.mkfifo(texts / "ppt.md")
    (texts / "rtv.md").mkdir()
    found, faults = read_texts(ledger, 2018, {"ikt", "ppt", "rtv"})
    assert not found
    assert [(Path(f.path).name, f.line) for f in faults] == [
        ("ikt.md", 1),
        ("ppt.md", 1),
        ("rtv.md", 1),
    ]
    assert {f.message for f in faults} == {
        "Teksten leses ikke: den er ingen fil i bokmappen."
    }
