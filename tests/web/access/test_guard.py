"""Nothing that can be asked changes a file, reads outside the books or runs code."""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
import threading
from contextlib import contextmanager
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from fava.beans.funcs import hash_entry

import deep
from fellesbok.web.access.serving import Access
from fellesbok.web.access.serving import application
from pagebook import copy_of_books
from places import HOUSE
from readers import ACCOUNTANT
from readers import answer_of
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient

WRITING = ("POST", "PUT", "DELETE", "PATCH")
METHODS = ("GET", *WRITING, "HEAD", "OPTIONS", "TRACE")
SCRIPT = "<script>alert('x')</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
CLOSING = "</script><script>alert(2)</script>"
FORMULA = "=cmd|'/c calc'!A1"
HOSTILE = f"""
2018-11-30 * "{SCRIPT}" "{IMAGE.replace('"', "'")} {CLOSING}" #fordeling ^{"x"}
  bilag: "{FORMULA}"
  merknad: "{SCRIPT}"
  document: "faktura.pdf"
  Expenses:IKT:Ansvar-155            30000.00 NOK
    ordre: "{SCRIPT}"
  Liabilities:Utlegg:Ikke-oppgitt   -30000.00 NOK
2018-11-30 note Expenses:IKT:Ansvar-155 "{SCRIPT}"
2018-11-30 event "sted" "{SCRIPT}"
2018-11-30 query "{SCRIPT}" "SELECT account"
2018-11-30 document Expenses:IKT:Ansvar-155 "dok/<img src=x onerror=alert(3)>.html"
2018-11-30 document Expenses:IKT:Ansvar-155 "dok/side.html"
2018-11-30 document Expenses:IKT:Ansvar-155 "dok/tegning.svg"
2018-11-30 document Expenses:IKT:Ansvar-155 "dok/faktura.pdf"
2018-11-30 document Expenses:IKT:Ansvar-155 "dok/lenke.pdf"
"""


@pytest.fixture(scope="module")
def main(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books in which everything that can be written is written by an enemy."""
    folder = tmp_path_factory.mktemp("books")
    found = copy_of_books(folder)
    documents = found.parent / "2018" / "dok"
    documents.mkdir()
    page = f"<html>{SCRIPT}</html>"
    names = ("<img src=x onerror=alert(3)>.html", "side.html", "tegning.svg")
    for name in (*names, "faktura.pdf"):
        (documents / name).write_text(page, encoding="utf-8")
    (documents / "lenke.pdf").symlink_to("/etc/passwd")
    with (found.parent / "2018" / "ikt.beancount").open("a", encoding="utf-8") as file:
        file.write(HOSTILE)
    (found.parent / "2018" / "kontroll.beancount").write_text("", encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def app(main: Path) -> Flask:
    return application(main, edit=False, language="nb")


@pytest.fixture(scope="module")
def signed(main: Path) -> Flask:
    """The same books, for those who sign in."""
    return with_sign_in(main)


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def slug(app: Flask) -> str:
    return str(app.config["LEDGERS"].slug)


def documents(main: Path) -> dict[str, str]:
    folder = main.parent / "2018" / "dok"
    return {path.name: str(path) for path in folder.iterdir()}


WATCHED = {
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.truncate",
    "os.chmod",
    "os.link",
    "os.symlink",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "subprocess.Popen",
    "shutil.move",
    "shutil.copyfile",
    "socket.connect",
    "exec",
    "import",
    "open",
}
SEEN: list[tuple[str, Any]] = []
ASKING: set[int] = set()
"""The threads that ask just now: an audit hook can never be taken away again."""


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event in WATCHED and threading.get_ident() in ASKING:
        SEEN.append((event, arguments))


@cache
def hooked() -> None:
    """Hear of it from now on.

    Each process of the tests reads this file, and whatever it opens or imports for all
    other files would be told here too.
    """
    sys.addaudithook(_hook)


@contextmanager
def watched() -> Iterator[list[tuple[str, Any]]]:
    """What this thread does to the machine."""
    hooked()
    SEEN.clear()
    ASKING.add(threading.get_ident())
    try:
        yield SEEN
    finally:
        ASKING.discard(threading.get_ident())


def harm(seen: list[tuple[str, Any]], root: Path) -> list[tuple[str, Any]]:
    """What reaches beyond reading the books and the installed programme."""
    allowed = [
        str(root.resolve()),
        sysconfig.get_path("purelib"),
        sysconfig.get_path("stdlib"),
        str(Path(sys.prefix)),
        str(Path(sys.base_prefix)),
        str(HOUSE / "plugins"),
        "/usr/share",
        "/etc/mime.types",
        "/etc/localtime",
        "/etc/fonts",
        "/var/cache/fontconfig",
    ]
    found = []
    for event, arguments in seen:
        if event == "open":
            path, mode, flags = arguments
            if isinstance(path, int):
                continue
            writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            name = os.path.realpath(os.fsdecode(path))
            if (
                writes
                or (mode and set(mode) & set("wax+"))
                or not any(name.startswith(folder) for folder in allowed)
            ):
                found.append((event, (name, mode, flags)))
        elif event not in {"import", "exec"}:
            found.append((event, arguments))
    return found


def digest(root: Path) -> dict[str, str]:
    """Every file of the books and what is in it."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


ARGUMENTS: tuple[dict[str, str], ...] = (
    {},
    {
        "filename": "/etc/passwd",
        "file_path": "/etc/passwd",
        "query_string": ".output {made}",
        "entry_hash": "x",
        "key": "document",
        "importer": "os",
        "account": "Expenses:IKT",
        "new_name": "{made}",
        "source": "",
        "sha256sum": "",
        "payee": "x",
        "narration": "x",
        "page": "1",
        "order": "asc",
        "page_slug": "../../../../etc/passwd",
        "time": "2018",
    },
    {
        "filename": "{main}",
        "file_path": "{main}",
        "query_string": "SELECT account",
        "page_slug": "options",
        "source": "tømt",
    },
    {"filename": "{main}/../../../../../../etc/passwd", "time": "\0", "filter": "((("},
)


def addresses(app: Flask, slug: str) -> list[str]:
    """Every rule of the application, its variables filled in."""
    values = {
        "bfile": [slug, "..", "x"],
        "name": ["Expenses:IKT", "../x"],
        "report_name": ["journal", "import", "editor", "tull"],
        "extension_name": ["Fordeling", "Forklaring", "os"],
        "endpoint": ["csv", "xlsx", "page"],
        "result_format": ["csv", "xlsx", "ods", "tull"],
        "page": ["nb/index.html", "../../etc/passwd"],
        "page_slug": ["options", "../../etc/passwd"],
        "filename": ["app.js", "../../../../etc/passwd"],
        "aggregation_key": ["account"],
    }
    found: set[str] = set()
    for rule in app.url_map.iter_rules():
        names = sorted(rule.arguments)
        ways = [values[name] for name in names]
        chosen = product(*ways) if deep.TIMES > 1 else _one_at_a_time(ways)
        for way in chosen:
            path = rule.rule
            for argument, value in zip(names, way, strict=True):
                path = _filled(path, argument, value)
            found.add(path)
    return sorted(found)


def _one_at_a_time(ways: list[list[str]]) -> Iterator[tuple[str, ...]]:
    """Each value once, where every other argument has the one that leads somewhere."""
    good = tuple(values[0] for values in ways)
    yield good
    for place, values in enumerate(ways):
        yield from ((*good[:place], value, *good[place + 1 :]) for value in values[1:])


def _filled(path: str, argument: str, value: str) -> str:
    before, _, after = path.partition(f":{argument}>")
    if after or f":{argument}>" in path:
        return f"{before[: before.rindex('<')]}{value}{after}"
    return path.replace(f"<{argument}>", value)


def methods(round_: int, arguments: dict[str, str]) -> tuple[str, ...]:
    """Every method, where it can matter; ``make deep`` asks by all, whatever is said.

    The first round lets the programme load what it loads only once.
    """
    if round_ == 1:
        return ("GET",)
    if deep.TIMES > 1 or not arguments or "key" in arguments:
        return METHODS
    return ("GET", *WRITING)


@pytest.mark.parametrize("who", ["anybody", "stranger", "lyngen", ACCOUNTANT])
def test_no_request_of_any_method_does_anything_but_read(
    main: Path, app: Flask, signed: Flask, tmp_path: Path, who: str
) -> None:
    root = main.parent.parent
    made = str(tmp_path / "made")
    app = app if who == "anybody" else signed
    known = who not in {"anybody", "stranger"}
    client = signed_in(app, who) if known else app.test_client()
    slug = app.config["LEDGERS"].slug
    before = digest(root)
    modules: set[str] = set()
    faults = []
    for round_ in (1, 2):
        modules = set(sys.modules)
        with watched() as seen:
            for path in addresses(app, slug):
                for arguments in ARGUMENTS:
                    asks = {
                        name: value.replace("{made}", made).replace("{main}", str(main))
                        for name, value in arguments.items()
                    }
                    for method in methods(round_, arguments):
                        if "logg-" in path and method == "POST":
                            continue
                        answer = client.open(
                            path,
                            method=method,
                            query_string=asks,
                            json=asks if method in {"PUT", "POST", "PATCH"} else None,
                        )
                        body = answer.get_data()
                        answer.close()
                        if b"root:x:" in body:
                            faults.append((method, path, "passwd"))
                        if method in WRITING and answer.status_code < 300:
                            faults.append((method, path, answer.status))
            found = harm(list(seen), root)
    assert not faults
    assert not found
    assert set(sys.modules) == modules
    assert not (tmp_path / "made").exists()
    assert digest(root) == before


def test_the_script_of_our_pages_is_the_only_one_that_a_reader_gets(
    client: FlaskClient, slug: str
) -> None:
    """What other extensions bring is code of whoever wrote in the books."""
    with client.get(f"/{slug}/extension_js_module/Oversikt.js") as own:
        assert own.status_code == 200
        assert own.mimetype == "text/javascript"
    for name in ("Krav", "portfolio_list", "tull"):
        assert client.get(f"/{slug}/extension_js_module/{name}.js").status_code == 403


def test_every_page_runs_only_favas_own_script(client: FlaskClient, slug: str) -> None:
    for path in ("journal/", "extension/Fordeling/", "tull/", "document/?filename=x"):
        headers = client.get(f"/{slug}/{path}").headers
        policy = headers["Content-Security-Policy"]
        assert "script-src 'self' 'wasm-unsafe-eval';" in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"


def test_a_document_cannot_run_anything(
    client: FlaskClient, slug: str, main: Path
) -> None:
    for name, path in documents(main).items():
        answer = client.get(f"/{slug}/document/", query_string={"filename": path})
        answer.close()
        if name == "lenke.pdf":
            assert answer.status_code == 404, "it leads out of the books"
            continue
        assert answer.status_code == 200, name
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        if name != "faktura.pdf":
            assert answer.headers["Content-Disposition"].startswith("attachment")
            assert answer.mimetype == "application/octet-stream"


def test_a_voucher_opens_its_document(app: Flask, client: FlaskClient) -> None:
    views = app.config["LEDGERS"]
    voucher = next(
        entry
        for entry in views[views.slug].all_entries_by_type.Transaction
        if "document" in entry.meta
    )
    asks = {"entry_hash": hash_entry(voucher), "key": "document"}
    answer = client.get(f"/{views.slug}/statement/", query_string=asks)
    answer.close()
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    page = client.get(f"/{views.slug}/api/journal_page?page=1&order=desc")
    link = f"statement/?entry_hash={asks['entry_hash']}"
    assert link in answer_of(page)["data"]["journal"]


@pytest.mark.parametrize(
    ("asks", "told"),
    [
        ({"time": "i fjor"}, "En periode skrives slik: 2026"),
        ({"filter": "any("}, "lukk parenteser og anførselstegn"),
    ],
    ids=["period", "filter"],
)
def test_favas_own_pages_tell_in_norwegian_how_a_filter_is_written(
    client: FlaskClient, slug: str, asks: dict[str, str], told: str
) -> None:
    answer = client.get(f"/{slug}/api/journal", query_string=asks)
    assert answer.status_code == 400
    assert told in answer_of(answer)["error"]


@pytest.mark.parametrize("path", ["/etc/passwd", "../../../etc/passwd", "", "\0"])
def test_no_other_file_is_a_document(client: FlaskClient, slug: str, path: str) -> None:
    answer = client.get(f"/{slug}/document/", query_string={"filename": path})
    assert answer.status_code == 404


PATHS = (
    "extension/Fordeling/",
    "extension/Kommuneoppgave/?kommune=nordreisa",
    "extension/Forklaring/?samarbeid=ikt&kommune=nordreisa&time=2018",
    "extension/Avtaler/?samarbeid=ikt",
    "extension/Budsjett/?samarbeid=ikt",
    "extension/Funn/",
    "journal/",
    "account/Expenses:IKT/",
    "documents/",
    "events/",
    "errors/",
    "query/",
)


@pytest.mark.parametrize("path", PATHS)
def test_what_an_enemy_writes_is_text_on_every_page(
    client: FlaskClient, slug: str, path: str
) -> None:
    page = client.get(f"/{slug}/{path}")
    assert page.status_code == 200
    for attack in (SCRIPT, CLOSING, "<img src=x"):
        assert attack not in page.text


def test_what_an_enemy_writes_in_a_journal_is_text(
    client: FlaskClient, slug: str
) -> None:
    answer = client.get(
        f"/{slug}/api/journal_page", query_string={"page": 1, "order": "desc"}
    )
    html = answer_of(answer)["data"]["journal"]
    assert "&lt;script&gt;" in html
    assert SCRIPT not in html
    assert "<img src=x" not in html


def test_no_template_of_fava_shows_the_books_unescaped(app: Flask) -> None:
    """Fails when a new Fava turns escaping off in a way that we do not know."""
    loader = app.jinja_loader
    assert loader is not None
    names = [name for name in loader.list_templates() if "html" in name]
    assert "_journal_table.html" in names
    for name in names:
        source = loader.get_source(app.jinja_env, name)[0]
        assert "autoescape false" not in source, name


def test_what_an_enemy_writes_is_no_formula_in_a_file(
    client: FlaskClient, slug: str
) -> None:
    query = "SELECT any_meta('bilag') WHERE account ~ 'Ansvar-155'"
    answer = client.get(
        f"/{slug}/download-query/query_result.csv",
        query_string={"query_string": query},
    )
    assert f"'{FORMULA}" in answer.text


def test_the_options_tell_no_path_and_nothing_of_the_agreements(
    client: FlaskClient, slug: str, main: Path
) -> None:
    answer = client.get(f"/{slug}/api/options")
    assert answer.status_code == 200
    assert str(main.parent) not in answer.text
    assert "YearResult" not in answer.text


def test_a_name_that_is_not_this_servers_is_not_answered(
    client: FlaskClient, slug: str
) -> None:
    answer = client.get(f"/{slug}/journal/", headers={"Host": "ond.example"})
    assert answer.status_code == 421
    assert "Nordreisa" not in answer.text


def test_the_accountant_can_write_when_told_so(main: Path) -> None:
    app = with_sign_in(main, edit=True)
    slug = app.config["LEDGERS"].slug
    path = str(main.parent / "2018" / "brann.beancount")
    accountant = signed_in(app, ACCOUNTANT)
    read = accountant.get(f"/{slug}/api/source", query_string={"filename": path})
    source = answer_of(read)["data"]
    changed = {
        "file_path": path,
        "source": source["source"] + "\n; prøvd\n",
        "sha256sum": source["sha256sum"],
    }
    reader = signed_in(app, "lyngen")
    assert reader.put(f"/{slug}/api/source", json=changed).status_code == 403
    foreign = {"Origin": "https://ond.example"}
    answer = accountant.put(f"/{slug}/api/source", json=changed, headers=foreign)
    assert answer.status_code == 403
    answer = accountant.put(f"/{slug}/api/source", json=changed)
    assert answer.status_code == 200
    assert Path(path).read_text(encoding="utf-8").endswith("; prøvd\n")
    back = {**changed, "source": source["source"]}
    back["sha256sum"] = answer_of(answer)["data"]
    assert accountant.put(f"/{slug}/api/source", json=back).status_code == 200


@pytest.mark.parametrize(
    ("seen", "origin", "status"),
    [
        ("http://localhost", "http://localhost", 200),
        ("http://localhost", "https://localhost", 403),
        ("https://localhost", "http://localhost", 403),
        ("https://localhost", "https://localhost", 200),
        ("http://localhost", "http://localhost:81", 403),
        ("http://localhost", "null", 403),
        ("http://localhost", "", 403),
    ],
)
def test_a_page_of_ours_is_of_the_same_scheme_too(
    main: Path, seen: str, origin: str, status: int
) -> None:
    """Whoever is between can put a page at our own name, without encryption."""
    app = application(main, edit=True)
    address = f"/{app.config['LEDGERS'].slug}/api/format_source"
    answer = app.test_client().put(
        address,
        json={"source": "2018-01-01 open Assets:Bank"},
        headers={"Origin": origin, "Accept-Language": "nb"},
        base_url=seen,
    )
    assert answer.status_code == status
    if status == 403 and origin.endswith("//localhost"):
        assert "--behind-proxy" in answer.text


def test_a_fault_of_ours_tells_nothing_of_the_machine(
    main: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = application(main, edit=False, access=Access())
    slug = app.config["LEDGERS"].slug

    def fail(*_arguments: object) -> None:
        raise RuntimeError(str(main))

    monkeypatch.setattr("fellesbok.web.distribution.page.matrix_of", fail)
    answer = app.test_client().get(f"/{slug}/extension/Fordeling/")
    assert answer.status_code == 500
    assert "Noe gikk galt" in answer.text
    assert str(main) not in answer.text
