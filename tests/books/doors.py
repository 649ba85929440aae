"""A door that is tried, with a clock and a file of readers that change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import rules
from fellesbok.web.access.serving import Access
from fellesbok.web.access.serving import application
from fellesbok.web.access.sign_in import FollowedReaders
from readers import HASH
from readers import WORD

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse


PAGE = "/vika/extension/Fordeling/"
BOOKS = """
option "title" "Vika"
2018-01-01 custom "fava-extension" "fellesbok.web"
"""


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def reader(name: str, role: str, password: str = HASH) -> str:
    """One who may sign in, as the file has it."""
    return f'[[readers]]\nname = "{name}"\nrole = "{role}"\npassword = "{password}"\n'


ACCOUNTANT = reader("regnskap", "regnskapsfører")
EVERYBODY = ACCOUNTANT + reader("kontroll", "midvik")


class Door:
    """A server with a file of readers that can be changed."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "lesere.toml"
        self.clock = Clock()
        self.write(EVERYBODY)
        readers = FollowedReaders(self.path, lambda: ["midvik", "sorvik"])
        access = Access(readers, clock=self.clock)
        Folder(folder).write(rules(), chart(), BOOKS)
        books = folder / "ledger" / "main.beancount"
        self.app: Flask = application(books, edit=False, language="nb", access=access)

    def write(self, text: str) -> None:
        """Let another file take its place."""
        self.path.write_text(text, encoding="utf-8")

    def try_it(
        self, name: str, password: str = WORD, address: str = "10.0.0.1"
    ) -> TestResponse:
        """Sign in from a browser of its own."""
        return self.app.test_client().post(
            "/logg-inn",
            data={"name": name, "password": password},
            environ_base={"REMOTE_ADDR": address},
        )

    def signed_in(self, name: str = "kontroll") -> FlaskClient:
        """Somebody who has signed in and reads."""
        client = self.app.test_client()
        client.post("/logg-inn", data={"name": name, "password": WORD})
        assert is_in(client)
        return client


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return Door(tmp_path)


def is_in(client: FlaskClient) -> bool:
    """Whether somebody may still read."""
    answer = client.get(PAGE)
    is_sent_away = answer.status_code == 302
    assert is_sent_away or answer.status_code == 200
    return not is_sent_away
