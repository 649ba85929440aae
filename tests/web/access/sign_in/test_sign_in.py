"""Who may sign in, with what, and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from fellesbok.cli import main as command
from fellesbok.web.access.sign_in import Reader
from fellesbok.web.access.sign_in import ReadersFile
from fellesbok.web.access.sign_in import ReadersFileError
from fellesbok.web.access.sign_in import hashed
from fellesbok.web.access.sign_in import load_readers
from fellesbok.web.access.sign_in.openid import reader_of
from fellesbok.web.access.sign_in.password import who_has
from places import HOUSE
from readers import ACCOUNTANT
from readers import HASH
from readers import WORD
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from pathlib import Path

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


def written(folder: Path, text: str) -> Path:
    path = folder / "lesere.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_readers_says_who_reads_what(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        f"""
        [[readers]]
        name = "Regnskap"
        role = "regnskapsfører"
        password = "{HASH}"

        [[readers]]
        name = "kontroll"
        role = "lyngen"
        password = "{HASH}"
        """,
    )
    found = load_readers(path, ["lyngen"])
    accountant = Reader("Regnskap", None, HASH)
    assert found.by_name["regnskap"] == accountant
    assert found.by_name["kontroll"].municipality == "lyngen"
    assert who_has(found.by_name, "REGNSKAP ", WORD) == accountant
    assert who_has(found.by_name, "regnskap", "feil") is None


def test_all_faults_of_the_file_are_told_at_once(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        farge = "blå"
        [openid]
        issuer = "https://login.example/common/v2.0"
        [[readers]]
        name = "a"
        role = "oslo"
        password = "hemmelig"
        [[readers]]
        role = "lyngen"
        passord = "x"
        """,
    )
    with pytest.raises(ReadersFileError) as error:
        load_readers(path, ["lyngen"])
    told = "\n".join(map(str, error.value.faults))
    for part in (
        "ukjent nøkkel «farge»",
        "«client_id» mangler",
        "alle leietakere",
        "leser 1: rollen «oslo» er ukjent",
        "leser 1: passordet står i klartekst",
        "leser 2: «name» mangler",
        "leser 2: ukjent nøkkel «passord»",
    ):
        assert part in told


@pytest.mark.parametrize("text", ["", "x = [", "[[readers]]\n"])
def test_a_file_that_lets_nobody_in_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ReadersFileError):
        load_readers(written(tmp_path, text), ["lyngen"])


def test_an_address_that_is_not_verified_names_nobody() -> None:
    reader = Reader("kontroll@lyngen.example", "lyngen")
    readers = ReadersFile({}, {reader.name: reader}, None)
    claims = {"email": "Kontroll@Lyngen.example"}
    assert reader_of(claims, "email", readers) is None
    assert reader_of({**claims, "email_verified": False}, "email", readers) is None
    assert reader_of({**claims, "email_verified": True}, "email", readers) == reader
    assert reader_of({"email": ["x"]}, "email", readers) is None


@pytest.mark.parametrize(
    "name",
    [
        "\N{KELVIN SIGN}ontroll@lyngen.example",
        "kontroll@lyngen.e\N{LATIN SMALL LETTER X}ample\N{ZERO WIDTH SPACE}",
        "kontroll@l\N{FULLWIDTH LATIN SMALL LETTER Y}ngen.example",
        "kontroll@lyngen.example ",
    ],
)
def test_a_name_that_looks_alike_is_somebody_else(name: str) -> None:
    reader = Reader("kontroll@lyngen.example", "lyngen")
    readers = ReadersFile({}, {reader.name: reader}, None)
    assert (
        reader_of({"preferred_username": name}, "preferred_username", readers) is None
    )


def test_the_command_makes_a_hash_that_the_file_takes() -> None:
    result = CliRunner().invoke(command, ["password", "--password", "et ord"])
    assert result.exit_code == 0
    reader = Reader("x", None, result.output.strip())
    assert who_has({"x": reader}, "x", "et ord") == reader
    assert hashed("et ord") != hashed("et ord")


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
