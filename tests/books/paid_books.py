"""Books with two claims of Nordvik, and what a bank statement pays of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount import loader
from beancount.core import data

from intake_books import add
from intake_books import claim
from intake_books import make_books
from intake_books import with_bank
from intake_previews import read_in

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok_importers.intake.taking_in import Preview

KID = "201800018"

OTHER_KID = "201800026"

FIRST = claim("nordvik-2018-0001", "Sørvik", "1000.00", kid=KID)

SECOND = claim("nordvik-2018-0002", "Ytrevik", "800.00", kid=OTHER_KID)


@pytest.fixture
def main(tmp_path: Path) -> Path:
    made = with_bank(make_books(tmp_path))
    add(made, FIRST + SECOND)
    return made


def saved(main: Path, text: str, name: str = "utskrift.xml") -> Path:
    path = main.parent.parent / name
    path.write_text(text, encoding="utf-8")
    return path


def by(main: Path, profile: str) -> Path:
    """The books with a profile for a table beside the one for camt."""
    (main.parent.parent / "profiles" / "drift.yaml").write_text(profile, "utf-8")
    return main


def read(main: Path, text: str, name: str = "utskrift.xml") -> Preview:
    return read_in(main, saved(main, text, name))


def balances(main: Path) -> dict[str, Decimal]:
    """What stands on each account, in books without faults."""
    entries, errors, _ = loader.load_file(str(main))
    assert not [error.message for error in errors]
    found: dict[str, Decimal] = {}
    for entry in entries:
        if isinstance(entry, data.Transaction):
            for posting in entry.postings:
                units: Any = posting.units
                before = found.get(posting.account, Decimal(0))
                found[posting.account] = before + units.number
    return {account: amount for account, amount in found.items() if amount}


def only(found: Preview) -> Any:  # noqa: ANN401 -- a transaction, complete
    (entry,) = [e for e in found.new if isinstance(e, data.Transaction)]
    return entry
