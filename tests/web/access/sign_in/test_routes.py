"""Nobody gets past the door unknown, and who signs in gets where they were going."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from fellesbok.cli import main as command
from places import HOUSE
from readers import ACCOUNTANT
from readers import WORD
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from flask import Flask


BOOKS = HOUSE / "ledger" / "main.beancount"
SLUG = "interkommunale-samarbeid-i-nord-troms"
PAGE = f"/{SLUG}/extension/Fordeling/"


@pytest.fixture(scope="module")
def app() -> Flask:
    return with_sign_in(BOOKS)


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/", ""),
        *(
            (path, f"?next={quote(path, safe='')}")
            for path in (PAGE, f"/{SLUG}/journal/", f"/{SLUG}/download-journal/")
        ),
    ],
)
def test_nobody_gets_past_the_door(app: Flask, path: str, asked: str) -> None:
    answer = app.test_client().get(path)
    assert answer.status_code == 302
    assert answer.location == f"/logg-inn{asked}"
    assert "Nordreisa" not in answer.text


def test_what_is_not_there_is_not_there_for_strangers_either(app: Flask) -> None:
    answer = app.test_client().get("/finnes-ikke/")
    assert answer.status_code == 404
    assert "Nordreisa" not in answer.text


def test_programs_are_told_to_sign_in(app: Flask) -> None:
    answer = app.test_client().get(f"/{SLUG}/api/ledger_data")
    assert answer.status_code == 401
    assert answer.json == {"error": "Logg inn først."}


def test_who_signs_in_gets_where_they_were_going(app: Flask) -> None:
    client = app.test_client()
    sent = client.get(f"{PAGE}?time=2018")
    form = client.get(sent.location)
    assert 'name="next" value="' in form.text
    answer = client.post(
        "/logg-inn",
        data={"name": ACCOUNTANT, "password": WORD, "next": f"{PAGE}?time=2018"},
    )
    assert answer.location == f"{PAGE}?time=2018"
    assert client.get(answer.location).status_code == 200


@pytest.mark.parametrize(
    "target",
    [
        "https://ond.example/",
        "//ond.example",
        "/\\ond.example",
        "\\\\ond",
        "javascript:x",
    ],
)
def test_no_link_leads_away_through_the_door(app: Flask, target: str) -> None:
    answer = app.test_client().post(
        "/logg-inn", data={"name": ACCOUNTANT, "password": WORD, "next": target}
    )
    assert answer.location == "/"


def test_a_wrong_password_and_an_unknown_name_are_told_alike(app: Flask) -> None:
    client = app.test_client()
    wrong = client.post("/logg-inn", data={"name": "lyngen", "password": "feil"})
    unknown = client.post("/logg-inn", data={"name": "oslo", "password": "feil"})
    assert wrong.status_code == unknown.status_code == 403
    assert wrong.text == unknown.text


def test_the_cookie_is_for_the_server_alone(app: Flask) -> None:
    client = app.test_client()
    answer = client.post("/logg-inn", data={"name": ACCOUNTANT, "password": WORD})
    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert WORD not in cookie


def test_who_signs_out_is_out(app: Flask) -> None:
    client = signed_in(app, ACCOUNTANT)
    assert client.get(PAGE).status_code == 200
    assert client.post("/logg-ut").status_code == 302
    assert client.get(PAGE).status_code == 302


def test_a_cookie_of_another_server_is_no_key(app: Flask) -> None:
    other = with_sign_in(BOOKS)
    client = signed_in(other, ACCOUNTANT)
    cookie = client.get_cookie("fellesbok")
    assert cookie is not None
    stranger = app.test_client()
    stranger.set_cookie("fellesbok", cookie.value)
    assert stranger.get(PAGE).status_code == 302


def test_the_pages_say_who_reads(app: Flask) -> None:
    page = signed_in(app, "lyngen").get(PAGE)
    assert "Innlogget som lyngen" in page.text
    assert 'action="/logg-ut"' in page.text


def test_below_a_prefix_all_addresses_have_it() -> None:
    app = with_sign_in(BOOKS, prefix="/felles")
    client = app.test_client()
    assert client.get(PAGE).status_code == 404
    sent = client.get(f"/felles{PAGE}")
    assert sent.location.startswith("/felles/logg-inn?next=%2Finterkommunale")
    answer = client.post(
        "/felles/logg-inn", data={"name": "lyngen", "password": WORD, "next": PAGE}
    )
    assert answer.location == f"/felles{PAGE}"
    page = client.get(answer.location)
    assert page.status_code == 200
    assert 'href="/interkommunale' not in page.text
    assert 'href="/felles/interkommunale' in page.text


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--host", "0.0.0.0"], "--without-sign-in"),  # noqa: S104 -- what is refused
        (["--readers", "finnes-ikke.toml"], "Leserfilen kan ikke leses"),
        (["--prefix", "felles"], "skråstrek"),
    ],
)
def test_serving_unsafely_is_refused(options: list[str], told: str) -> None:
    result = CliRunner().invoke(
        command, ["serve", "--books", str(BOOKS), "--port", "0", *options]
    )
    assert result.exit_code == 1
    assert told in result.output
