"""The handbook beside the books: its own files alone, to who has signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.site import named_files
from fellesbok.web.access import site as served_site
from fellesbok.web.access.serving import application
from pagebook import copy_of_books
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

PAGE = "<!doctype html><p>Håndbok</p>"
LINK = 'class="fb-handbook" href="/handbok/nb/index.html"'


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site"
    (folder / "nb" / "_static").mkdir(parents=True)
    (folder / "nb" / "index.html").write_text(PAGE, encoding="utf-8")
    (folder / "nb" / "_static" / "site.js").write_text("1", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("HEMLIG", encoding="utf-8")
    (folder / "nb" / "lenke.txt").symlink_to(tmp_path / "secret.txt")
    known = named_files.site_files(folder)
    monkeypatch.setattr(served_site, "site_files", lambda: known)
    return folder


@pytest.fixture
def main(tmp_path: Path) -> Path:
    return copy_of_books(tmp_path / "bok")


@pytest.fixture
def client(main: Path, site: Path) -> FlaskClient:
    assert site.exists()
    return application(main, edit=False).test_client()


def test_a_page_leads_to_the_handbook(client: FlaskClient) -> None:
    slug = "interkommunale-samarbeid-i-nord-troms"
    assert LINK in client.get(f"/{slug}/extension/Fordeling/").text
    answer = client.get("/handbok/nb/index.html")
    assert (answer.status_code, answer.text) == (200, PAGE)
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    script = client.get("/handbok/nb/_static/site.js")
    assert str(script.mimetype).endswith("javascript")


@pytest.mark.parametrize(
    "asked",
    [
        "nb/lenke.txt",
        "../secret.txt",
        "nb/../../secret.txt",
        "%2e%2e/secret.txt",
        "nb/..%2f..%2fsecret.txt",
        "nb%5c..%5c..%5csecret.txt",
        "/etc/passwd",
        "nb/index.html%00.txt",
        "nb/",
        "nb",
    ],
)
def test_nothing_but_its_own_files_is_sent(client: FlaskClient, asked: str) -> None:
    answer = client.get(f"/handbok/{asked}", follow_redirects=False)
    assert answer.status_code in {301, 302, 308, 404}, answer.status_code
    assert "HEMLIG" not in answer.text
    assert "root:" not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_it_is_read_and_never_written(client: FlaskClient, method: str) -> None:
    assert client.open("/handbok/nb/index.html", method=method).status_code == 405


def test_who_has_not_signed_in_is_sent_to_the_door(main: Path, site: Path) -> None:
    assert site.exists()
    app = with_sign_in(main, prefix="/bok")
    away = app.test_client().get("/bok/handbok/nb/index.html")
    assert away.status_code == 302
    assert "/logg-inn" in away.headers["Location"]


@pytest.mark.parametrize("name", ["regnskap", "nordreisa"])
def test_everybody_who_has_signed_in_reads_it(
    main: Path, site: Path, name: str
) -> None:
    assert site.exists()
    client = signed_in(with_sign_in(main), name)
    assert client.get("/handbok/nb/index.html").text == PAGE


def test_where_it_is_not_made_that_is_said(
    main: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served_site, "site_files", dict)
    answer = application(main, edit=False).test_client().get("/handbok/nb/index.html")
    assert answer.status_code == 503
    assert "make handbook" in answer.text
