"""Vouchers that an accountant adds in Fava, in books that are served for editing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from fellesbok.web.access.serving import application

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from werkzeug.test import TestResponse


OLD = 40


@pytest.fixture
def vouchers(tmp_path: Path) -> Path:
    """Books with forty vouchers in a file of their own, where new ones are put too."""
    Folder(tmp_path).write(
        rules(),
        'option "title" "Vika"\noption "operating_currency" "NOK"',
        'include "bilag.beancount"',
        chart(),
    )
    file = tmp_path / "ledger" / "bilag.beancount"
    days = [f"2018-03-{day:02}" for day in range(1, 21)]
    costs = [cost(day, f"{n}.00") for n, day in enumerate([*days, *days], start=1)]
    option = """2018-01-01 custom "fava-option" "insert-entry" ".*"
2018-01-01 custom "fava-option" "locale" "nb"
"""
    file.write_text("\n".join([*costs, option]), "utf-8")
    return file


def served(file: Path) -> Flask:
    return application(file.parent / "main.beancount", edit=True)


def entry_of(narration: str, amount: str = "7.00") -> dict[str, Any]:
    """A voucher as the accountant's browser sends it."""
    postings = [
        {"account": "Expenses:IKT", "amount": f"{amount} NOK"},
        {"account": "Assets:Bank", "amount": f"-{amount} NOK"},
    ]
    return {
        "t": "Transaction",
        "date": "2018-04-01",
        "flag": "*",
        "payee": "",
        "narration": narration,
        "tags": [],
        "links": [],
        "meta": {},
        "postings": postings,
    }


def saved(app: Flask, *entries: dict[str, Any]) -> TestResponse:
    """What is answered to who adds several at once."""
    address = f"/{app.config['LEDGERS'].slug}/api/add_entries"
    return app.test_client().put(address, json={"entries": [*entries]})


def added(app: Flask, narration: str) -> TestResponse:
    """What is answered to who adds one voucher."""
    return saved(app, entry_of(narration))
