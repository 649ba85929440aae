"""Commands, as a person in the books folder types them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from click.testing import Result

from fellesbok.cli import main
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path


BOOKS = HOUSE

FAULTY = """\
region: Fjellregionen
currency: NOK
municipalities:
  os: {name: Os, organisation_number: "123456789", numbers: []}
cooperations:
  it:
    title: IT
    account: IT
    kind: cooperation
    legal_form: not_stated
    versions:
      - from: 2018-01-01
        participants: [os, tolga]
        host: os
        key: {shares: {os: 99.9 %}}
        basis: net
        settlement: year
        surplus: not_stated
        decision: not_stated
        source: Avtalen
"""


def run(*arguments: str, books: Path = BOOKS) -> Result:
    """One command on the books of this repository."""
    return CliRunner().invoke(main, [*arguments, "--books", str(books)])


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """Books whose agreements have three faults."""
    (tmp_path / "ledger").mkdir()
    (tmp_path / "rules.yaml").write_text(FAULTY, encoding="utf-8")
    ledger = 'plugin "fellesbok.plugin" "../rules.yaml"\n'
    (tmp_path / "ledger" / "main.beancount").write_text(ledger, encoding="utf-8")
    return tmp_path


def answer(*arguments: str) -> str:
    """What a command answers that goes well."""
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    return done.output
