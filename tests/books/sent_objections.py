"""Objections that are sent from a page of served books, to an inbox beside them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fellesbok.cli import main
from fellesbok.web.access.serving import Access
from fellesbok.web.access.serving import application
from fellesbok.web.access.sign_in import Reader as SignIn
from fellesbok.web.access.sign_in import ReadersFile
from fellesbok.web.claims import sending
from objected_books import MIDVIK
from objected_books import claimed
from pagebook import Reader
from pagebook import with_pages
from readers import HASH
from readers import signed_in

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result
    from werkzeug.test import TestResponse

    from claimbook import Folder


OURS = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "nb"}
CLAIM = f"krav {MIDVIK}"
"""The claim on Midvik, 3 000 kr; 0003 is on Sørvik."""
FORM = {"gjelder": CLAIM, "beloep": "1 000,00", "aarsak": "Gjelder Nordvik alene"}


@pytest.fixture(autouse=True)
def in_february(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "today", lambda: date(2018, 2, 1))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "bok").mkdir()
    (tmp_path / "inn").mkdir()
    found = claimed(tmp_path / "bok")
    with_pages(found.path / "ledger" / "main.beancount")
    return found


def as_(folder: Folder, name: str, *, takes: bool = True) -> Reader:
    """Somebody who has signed in where objections are taken in."""
    names = {n: SignIn(n, n, HASH) for n in ("midvik", "sorvik")}
    names["regnskap"] = SignIn("regnskap", None, HASH)
    known = ReadersFile(names, {}, None)
    app = application(
        folder.path / "ledger" / "main.beancount",
        edit=False,
        access=Access(lambda: known),
        objections=folder.path.parent / "inn" if takes else None,
    )
    return Reader(app, signed_in(app, name))


def send(
    reader: Reader, headers: dict[str, str] | None = None, **more: str
) -> TestResponse:
    return reader.client.post(
        f"/{reader.slug}/extension/Krav/innsigelse",
        data=FORM | more,
        headers=OURS if headers is None else headers,
    )


def sent(folder: Folder) -> list[str]:
    """The names in the inbox."""
    return sorted(p.name for p in (folder.path.parent / "inn").iterdir())


def take(folder: Folder, *more: str) -> Result:
    command = ["objections", "take", str(folder.path.parent / "inn")]
    return CliRunner().invoke(main, [*command, "--books", str(folder.path), *more])
