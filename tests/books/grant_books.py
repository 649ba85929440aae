"""Books of one grant, and the commands that tell of grants."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner

from casebook import LEDGERS
from casebook import load
from fellesbok.books import load_books
from fellesbok.cli import main
from fellesbok.filing.folder import find_main
from fellesbok.shared import OPTION
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.agreement.model import Agreement
    from fellesbok.books import Books


CASE = LEDGERS / "unused-money-of-a-grant-stands-on-a-restricted-fund"
END = date(2018, 12, 31)


@pytest.fixture(scope="module")
def books() -> Books:
    """The books of this repository."""
    found = find_main(HOUSE)
    assert found is not None
    return load_books(found)


RULES = (CASE / "rules.yaml").read_text(encoding="utf-8")
SOURCE = (CASE / "source.beancount").read_text(encoding="utf-8")
HEAD = SOURCE[SOURCE.index("plugin") : SOURCE.index("\n2018-03-01")] + "\n"
ASSET, INCOME = "Assets:Tilskudd:IKT:Staten", "Income:IKT:Tilskudd:Staten"


def ledger(
    folder: Path, *vouchers: str, rules: str = RULES
) -> tuple[list[Any], Agreement, list[Any]]:
    """Made-up books with one grant of 1 000 kroner."""
    folder.mkdir(exist_ok=True)
    (folder / "rules.yaml").write_text(rules, encoding="utf-8")
    source = folder / "source.beancount"
    source.write_text(HEAD + "".join(vouchers), encoding="utf-8")
    loaded = load(source)
    return loaded.entries, loaded.options[OPTION].agreement, loaded.errors


def earned(day: str, amount: str, *words: str) -> str:
    """What a cost earns of the grant."""
    meta = "".join(f"  {word}\n" for word in words)
    return f'{day} * "Opptjent"\n{meta}  {ASSET}  {amount} NOK\n  {INCOME}\n\n'


def received(day: str, amount: str) -> str:
    """What has come of the grant."""
    return f'{day} * "Mottatt"\n  Assets:Bank  {amount} NOK\n  {ASSET}\n\n'


def cost(day: str, amount: str, said: str = "") -> str:
    """A cost."""
    more = f"  {said}\n" if said else ""
    return f'{day} * "Kostnad"\n{more}  Expenses:IKT  {amount} NOK\n  Assets:Bank\n\n'


def balance(entries: list[Any], account: str, day: date) -> Decimal:
    """What an account comes to on a day."""
    return sum(
        (
            posting.units.number
            for entry in entries
            if hasattr(entry, "postings") and entry.date <= day
            for posting in entry.postings
            if posting.account == account
        ),
        Decimal(0),
    )


def run(*arguments: str) -> str:
    """What a command prints about the books of this repository."""
    result = CliRunner().invoke(main, [*arguments, "--books", str(HOUSE)])
    assert result.exit_code == 0, result.output
    return result.output
