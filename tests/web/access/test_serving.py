"""The books in Fava, through its own test client and over a real socket."""

from __future__ import annotations

import gc
import threading
import urllib.request
from contextlib import contextmanager
from queue import Queue
from typing import TYPE_CHECKING

import pytest
from flask import request

from fellesbok.web.access.serving import Access
from fellesbok.web.access.serving import application
from fellesbok.web.access.serving import serve
from fellesbok.web.access.sign_in import ReadersFile
from places import HOUSE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask import Response

BOOKS = HOUSE
SLUG = "interkommunale-samarbeid-i-nord-troms"


@pytest.fixture(scope="module")
def app() -> Flask:
    """Fava on the books of this repository, as ``fellesbok serve`` makes it."""
    return application(BOOKS / "ledger" / "main.beancount", edit=False)


def test_the_receivables_stand_on_their_accounts(app: Flask) -> None:
    """What Nordreisa owes for IKT is on the page of that account."""
    account = "Assets:Fordringer:Nordreisa:IKT"
    page = app.test_client().get(f"/{SLUG}/api/account_report?a={account}&r=journal")
    assert page.status_code == 200
    assert "865709.61" in page.get_data(as_text=True)


def test_one_link_lists_the_vouchers_and_what_they_became(app: Flask) -> None:
    """Four vouchers and five receivables behind ^fordeling-2018-ikt."""
    query = "SELECT count(*) WHERE 'fordeling-2018-ikt' IN links AND number > 0"
    page = app.test_client().get(
        f"/{SLUG}/api/query", query_string={"query_string": query}
    )
    assert page.status_code == 200
    assert page.json is not None
    assert page.json["data"]["t"] == "table"
    assert page.json["data"]["rows"] == [[9]]


def test_there_are_no_errors_in_fava(app: Flask) -> None:
    """The error page is empty."""
    page = app.test_client().get(f"/{SLUG}/api/errors")
    assert page.json is not None
    assert page.json["data"] == []


def test_the_rules_are_among_the_files_that_fava_watches(app: Flask) -> None:
    """Then Fava reloads when they change, and its error page can link to them."""
    page = app.test_client().get(f"/{SLUG}/editor/")
    assert "allocation_rules.yaml" in page.get_data(as_text=True)
    assert "population.csv" in page.get_data(as_text=True)


def test_readers_cannot_write(app: Flask) -> None:
    """Without --edit, whatever would change the books is refused."""
    answer = app.test_client().put(f"/{SLUG}/api/source", json={})
    assert answer.status_code == 403


@pytest.mark.parametrize("prefix", ["", "/bok"])
def test_the_front_page_is_made_before_anybody_is_told_the_address(prefix: str) -> None:
    """Who opens the books first waits for no more than the others."""
    books = BOOKS / "ledger" / "main.beancount"
    app = application(books, edit=False, access=Access(prefix=prefix))
    answered: list[tuple[str, int]] = []

    @app.after_request
    def note(response: Response) -> Response:
        answered.append((request.path, response.status_code))
        return response

    class Told(Exception):  # noqa: N818 -- ends the server, and is no fault
        """The address was told."""

    def ready(_address: str) -> None:
        raise Told

    with seldom_collected(), pytest.raises(Told):
        serve(app, host="127.0.0.1", port=0, ready=ready)
    assert answered == [("/", 302), (f"/{SLUG}/extension/Oversikt/", 200)]


def test_a_server_with_sign_in_makes_no_page_for_who_may_not_come() -> None:
    """Nobody is signed in yet, and each reader has a part of the books."""
    books = BOOKS / "ledger" / "main.beancount"
    nobody = ReadersFile({}, {}, None)
    app = application(books, edit=False, access=Access(lambda: nobody))
    asked: list[str] = []
    app.before_request_funcs.setdefault(None, []).insert(
        0, lambda: asked.append(request.path)
    )

    def ready(_address: str) -> None:
        raise KeyboardInterrupt

    with seldom_collected(), pytest.raises(KeyboardInterrupt):
        serve(app, host="127.0.0.1", port=0, ready=ready)
    assert asked == []


@contextmanager
def seldom_collected() -> Iterator[None]:
    """A server sets how often garbage is looked for; here only while it runs."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    try:
        yield
        assert gc.get_threshold() == (20_000, 10, 10)
    finally:
        gc.set_threshold(*before)


def test_the_address_that_is_printed_answers(app: Flask) -> None:
    """A real server on a free port of this machine."""
    ready: Queue[str] = Queue()
    options = {"host": "127.0.0.1", "port": 0, "ready": ready.put}
    threading.Thread(target=serve, args=(app,), kwargs=options, daemon=True).start()
    address = ready.get(timeout=10)
    assert address.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(address, timeout=10) as page:  # noqa: S310 -- our own address
        assert page.status == 200
        assert "Interkommunale samarbeid" in page.read().decode()
