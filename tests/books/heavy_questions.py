"""A served ledger that is asked for more than anybody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from fellesbok.web.access.serving import application
from fellesbok.web.limits import deadline

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask


SLUG = "vika"
PAGE = f"/{SLUG}/extension/Fordeling/?time=2018"
LONG = "a" * 40
EVIL = "(a|aa)+$"
PATIENCE_SECONDS = 20


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bok")
    vouchers = (
        cost(f"2018-03-{day:02}", "100.00").replace("Kostnad", f"{LONG}!")
        for day in range(1, 29)
    )
    head = 'option "title" "Vika"\noption "operating_currency" "NOK"'
    pages = '2018-01-01 custom "fava-extension" "fellesbok.web"\n'
    Folder(folder).write(rules(), head, pages, chart(), *vouchers)
    return folder


@pytest.fixture(scope="module")
def app(folder: Path) -> Flask:
    main = folder / "ledger" / "main.beancount"
    return application(main, edit=False, language="nb")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too long is short, so that a test of it is."""
    monkeypatch.setattr(deadline, "LONGEST_SECONDS", 0.3)
