"""Signing in by OpenID Connect, against an issuer made for the test."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from fellesbok.serve import Access
from fellesbok.serve import application
from fellesbok.web.sign_in import Reader
from fellesbok.web.sign_in import ReadersFile
from fellesbok.web.sign_in.readers import OpenId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

BOOKS = Path(__file__).parents[1] / "ledger" / "main.beancount"
SLUG = "interkommunale-samarbeid-i-nord-troms"
PAGE = f"/{SLUG}/extension/Kommuneoppgave/"
WHO = "kontroll@lyngen.example"


class Issuer:
    """Vouches for whom the test says; ``claims`` are added to a true token."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "a"})
        self.other_key = RSAKey.generate_key(2048, {"kid": "a"})
        self.claims: dict[str, Any] = {}
        self.nonce = ""
        self.forged = False
        self.asked: dict[str, list[str]] = {}
        issuer = self

        class Answers(BaseHTTPRequestHandler):
            """What an issuer is asked."""

            def do_GET(self) -> None:
                known = {
                    "/.well-known/openid-configuration": issuer.discovery(),
                    "/jwks": {"keys": [issuer.key.as_dict(private=False)]},
                }
                self.tell(known[self.path])

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
            "id_token_signing_alg_values_supported": ["RS256"],
        }

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
        key = self.other_key if self.forged else self.key
        token = jwt.encode({"alg": "RS256", "kid": "a"}, claims, key)
        return {"access_token": "x", "token_type": "Bearer", "id_token": token}


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    found = Issuer()
    thread = threading.Thread(target=found.server.serve_forever, daemon=True)
    thread.start()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def client(issuer: Issuer) -> FlaskClient:
    openid = OpenId(issuer.address, "fellesbok", "hemmelig", "preferred_username")
    readers = ReadersFile({}, {WHO: Reader(WHO, "lyngen")}, openid)
    return application(BOOKS, edit=False, access=Access(readers)).test_client()


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
    ],
    ids=str,
)
def test_who_is_not_vouched_for_stays_out(
    client: FlaskClient, issuer: Issuer, claims: dict[str, Any]
) -> None:
    issuer.claims = claims
    assert come_back(client, issuer).status_code == 403
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
