"""Signing in by OpenID Connect, against an issuer made for the test."""

from __future__ import annotations

import json
import threading
import time
from base64 import urlsafe_b64encode
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from joserfc.jwk import RSAKey

from fellesbok.web.access.serving import Access
from fellesbok.web.access.serving import application
from fellesbok.web.access.sign_in import Reader
from fellesbok.web.access.sign_in import ReadersFile
from fellesbok.web.access.sign_in.readers import OpenId
from places import HOUSE

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

BOOKS = HOUSE / "ledger" / "main.beancount"
SLUG = "interkommunale-samarbeid-i-nord-troms"
PAGE = f"/{SLUG}/extension/Kommuneoppgave/"
WHO = "kontroll@lyngen.example"


KEYS = tuple(RSAKey.generate_key(2048, {"kid": "a"}) for _ in range(2))
OFFERED = (["RS256"], ["none", "HS256", "RS256"], ["HS256"], ["none"], None, "none")


class Issuer:
    """Vouches for whom the test says; ``claims`` are added to a true token."""

    def __init__(self) -> None:
        self.key, self.other_key = KEYS
        self.claims: dict[str, Any] = {}
        self.without: tuple[str, ...] = ()
        self.nonce = ""
        self.forged = False
        self.algorithm = "RS256"
        self.offered: object = ["RS256"]
        self.sign: Callable[[dict[str, Any]], str] = self.signed
        self.answer: dict[str, Any] | None = None
        self.asked: dict[str, list[str]] = {}
        issuer = self

        class Answers(BaseHTTPRequestHandler):
            """What an issuer is asked."""

            def do_GET(self) -> None:
                known = {
                    "/.well-known/openid-configuration": issuer.discovery(),
                    "/jwks": {"keys": [issuer.key.as_dict(private=False)]},
                }
                self.tell(known[self.path])  # a path that we do not have is an error

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                issuer.asked = parse_qs(self.rfile.read(length).decode())
                self.tell(issuer.token())

            def tell(self, content: dict[str, Any]) -> None:
                body = json.dumps(content).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "id_token_signing_alg_values_supported": self.offered,
            "userinfo_endpoint": f"{self.address}/userinfo",
        }

    def signed(self, claims: dict[str, Any]) -> str:
        key = self.other_key if self.forged else self.key
        header = {"alg": self.algorithm, "kid": "a"}
        return jwt.encode(header, claims, key, algorithms=[self.algorithm])

    def token(self) -> dict[str, Any]:
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": "fellesbok",
            "sub": "1",
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
            "preferred_username": WHO,
            **self.claims,
        }
        for name in self.without:
            del claims[name]
        if self.answer is not None:
            return self.answer
        token = self.sign(claims)
        return {"access_token": "x", "token_type": "Bearer", "id_token": token}


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    found = Issuer()
    serve = found.server.serve_forever
    thread = threading.Thread(target=serve, args=(0.01,), daemon=True)
    thread.start()
    yield found
    found.server.shutdown()
    found.server.server_close()


READERS: dict[str, ReadersFile] = {}
"""The file of readers as it is now."""


def vouched_for_by(address: str) -> ReadersFile:
    """Lyngen's controller has an account with that issuer."""
    openid = OpenId(address, "fellesbok", "hemmelig", "preferred_username")
    return ReadersFile({}, {WHO: Reader(WHO, "lyngen")}, openid)


@pytest.fixture(scope="module")
def app() -> Flask:
    READERS["now"] = vouched_for_by("http://127.0.0.1:9")
    return application(BOOKS, edit=False, access=Access(lambda: READERS["now"]))


@pytest.fixture
def client(app: Flask, issuer: Issuer) -> FlaskClient:
    READERS["now"] = vouched_for_by(issuer.address)
    return app.test_client()


def come_back(client: FlaskClient, issuer: Issuer, **changes: str) -> TestResponse:
    """To the issuer, and back with what it says."""
    sent = client.get("/logg-inn/openid", query_string={"next": PAGE})
    assert sent.status_code == 302
    asked = {k: v[0] for k, v in parse_qs(urlsplit(sent.location).query).items()}
    assert sent.location.startswith(f"{issuer.address}/authorize?")
    assert asked["code_challenge_method"] == "S256"
    issuer.nonce = changes.get("nonce", asked["nonce"])
    state = changes.get("state", asked["state"])
    return client.get("/logg-inn/svar", query_string={"code": "c", "state": state})


def test_an_account_in_the_file_opens_its_own_books(
    client: FlaskClient, issuer: Issuer
) -> None:
    answer = come_back(client, issuer)
    assert answer.status_code == 302
    assert answer.location == PAGE
    assert "code_verifier" in issuer.asked
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "Kommuneoppgave for Lyngen" in page.text
    assert f"Innlogget som {WHO}" in page.text


def test_the_page_offers_the_account_at_work(client: FlaskClient) -> None:
    page = client.get("/logg-inn", headers={"Accept-Language": "nb"})
    assert "Logg inn med jobbkontoen" in page.text
    assert 'type="password"' not in page.text


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "en annen"},
        {"iss": "http://127.0.0.1:1"},
        {"exp": 1},
        {"nonce": "en annen"},
        {"preferred_username": "kontroll@oslo.example"},
        {"preferred_username": None},
        {"preferred_username": [WHO]},
        {"aud": ["en annen"]},
        {"aud": ["fellesbok", "en annen"]},
        {"aud": ["fellesbok", "en annen"], "azp": "en annen"},
        {"aud": []},
        {"azp": "en annen"},
        {"iat": 9_999_999_999},
        {"nbf": 9_999_999_999},
        {"exp": "snart"},
        {"at_hash": "en annen"},
    ],
    ids=str,
)
def test_who_is_not_vouched_for_stays_out(
    client: FlaskClient, issuer: Issuer, claims: dict[str, Any]
) -> None:
    issuer.claims = claims
    assert come_back(client, issuer).status_code == 403
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize(
    "lacking", ["iss", "aud", "sub", "exp", "iat", "nonce", "preferred_username"]
)
def test_a_token_that_does_not_say_it_vouches_for_nobody(
    client: FlaskClient, issuer: Issuer, lacking: str
) -> None:
    issuer.without = (lacking,)
    assert come_back(client, issuer).status_code == 403
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize(
    "answer",
    [
        {"userinfo": {"preferred_username": WHO}},
        {"userinfo": {"preferred_username": WHO}, "id_token": ""},
        {"userinfo": {"preferred_username": WHO}, "id_token": None},
        {"id_token": "a.b.c"},
        {"id_token": "x"},
        {},
        {"error": "invalid_grant"},
    ],
    ids=str,
)
def test_what_is_no_token_signs_nobody_in(
    client: FlaskClient, issuer: Issuer, answer: dict[str, Any]
) -> None:
    issuer.answer = {"access_token": "x", "token_type": "Bearer", **answer}
    assert come_back(client, issuer).status_code == 403
    assert client.get(PAGE).status_code == 302


def unsigned(claims: dict[str, Any]) -> str:
    """A token that says that it needs no signature."""
    parts = [{"alg": "none"}, claims]
    coded = [urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=") for p in parts]
    return b".".join(coded).decode() + "."


def signed_by_us(claims: dict[str, Any]) -> str:
    """A token signed by the secret that we share with the issuer."""
    key = OctKey.import_key("hemmelig-hemmelig-hemmelig-hemmelig")
    return jwt.encode({"alg": "HS256"}, claims, key, algorithms=["HS256"])


@pytest.mark.parametrize("sign", [unsigned, signed_by_us])
@pytest.mark.parametrize(
    "offered",
    [["RS256"], ["none", "HS256", "RS256"], ["HS256"], ["none"], None, "none"],
)
def test_a_signature_that_anybody_can_make_is_none(
    client: FlaskClient,
    issuer: Issuer,
    sign: Callable[[dict[str, Any]], str],
    offered: object,
) -> None:
    issuer.sign, issuer.offered = sign, offered
    assert come_back(client, issuer).status_code == 403
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize("algorithm", ["RS256", "RS512", "PS256"])
@pytest.mark.parametrize("offered", [["none", "HS256"], []])
def test_what_the_issuer_signs_by_its_own_key_is_taken(
    client: FlaskClient, issuer: Issuer, algorithm: str, offered: list[str]
) -> None:
    issuer.algorithm, issuer.offered = algorithm, [*offered, algorithm]
    assert come_back(client, issuer).status_code == 302
    assert client.get(PAGE).status_code == 200


def test_an_issuer_that_is_away_is_told(client: FlaskClient) -> None:
    READERS["now"] = vouched_for_by("http://127.0.0.1:9")
    norwegian = {"Accept-Language": "nb"}
    answer = client.get("/logg-inn/openid", headers=norwegian)
    assert answer.status_code == 403
    assert "Innloggingen lyktes ikke. Prøv en gang til." in answer.text


def test_who_is_no_longer_vouched_for_there_is_out(
    client: FlaskClient, issuer: Issuer
) -> None:
    """Another issuer, client or claim in the file ends what the former vouched for."""
    assert come_back(client, issuer).status_code == 302
    assert client.get(PAGE).status_code == 200
    before = READERS["now"]
    assert before.openid is not None
    READERS["now"] = replace(before, openid=replace(before.openid, client_id="ny"))
    assert client.get(PAGE).status_code == 302


def test_a_forged_token_is_no_token(client: FlaskClient, issuer: Issuer) -> None:
    issuer.forged = True
    assert come_back(client, issuer).status_code == 403
    assert client.get(PAGE).status_code == 302


def test_an_answer_to_somebody_elses_question_is_refused(
    client: FlaskClient, issuer: Issuer
) -> None:
    assert come_back(client, issuer, state="en annen").status_code == 403
    assert client.get(PAGE).status_code == 302
