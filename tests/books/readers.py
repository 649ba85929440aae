"""Readers of served books, each signed in with a password."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from werkzeug.security import generate_password_hash

from fellesbok.web.access.serving import Access
from fellesbok.web.access.serving import application
from fellesbok.web.access.sign_in import Reader
from fellesbok.web.access.sign_in import ReadersFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

WORD = "et passord"
HASH = generate_password_hash(WORD, method="scrypt:256:8:1")
"""As ``hashed`` makes it, and compared at once: a hundred tests sign in."""
ACCOUNTANT = "regnskap"
MUNICIPALITIES = (
    "kvaenangen",
    "nordreisa",
    "skjervoy",
    "kafjord",
    "storfjord",
    "lyngen",
)


def with_sign_in(
    main: Path,
    *,
    edit: bool = False,
    prefix: str = "",
    slugs: Sequence[str] = MUNICIPALITIES,
) -> Flask:
    """The books, for an accountant and each municipality by its own name."""
    readers = {slug: Reader(slug, slug, HASH) for slug in slugs}
    readers[ACCOUNTANT] = Reader(ACCOUNTANT, None, HASH)
    known = ReadersFile(readers, {}, None)
    access = Access(lambda: known, prefix=prefix)
    return application(main, edit=edit, access=access)


def signed_in(app: Flask, name: str) -> FlaskClient:
    """Somebody who has signed in."""
    client = app.test_client()
    answer = client.post("/logg-inn", data={"name": name, "password": WORD})
    assert answer.status_code == 302, answer.text
    return client


def answer_of(response: TestResponse) -> dict[str, Any]:
    """What a program is answered."""
    content: dict[str, Any] = response.get_json()
    return content
