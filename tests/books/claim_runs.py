"""Claims and credit notes made by the commands, and what stands on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.cli import desk
from fellesbok.cli.papers import Papers

if TYPE_CHECKING:
    from claimbook import Folder
    from fellesbok.entries.claim import Claim

Row = tuple[str, str, str, str]


def claim(folder: Folder, year: str = "2018", *more: str) -> list[Claim]:
    """Claim, and give what is new."""
    before = {one.id for one in folder.claims()}
    done = folder.run("claim", year, *more, "--yes")
    assert done.exit_code == 0, done.output
    return [one for one in folder.claims() if one.id not in before]


def claim_without_papers(folder: Folder, year: str, *more: str) -> list[Claim]:
    """The same for books that several tests read: the papers take most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk, "papers_of", lambda *_: Papers({}, (), (), ()))
        return claim(folder, year, *more)


def credit(folder: Folder, number: str, *more: str) -> Claim:
    """Take back a claim, and give the credit note."""
    done = folder.run("credit", number, "--reason", "Feil adresse", *more, "--yes")
    assert done.exit_code == 0, done.output
    return max(folder.claims(), key=lambda one: (one.day, one.id))


def rows(made: list[Claim]) -> set[Row]:
    """Who claims of whom, for what and how much."""
    return {(c.host.slug, c.payer.slug, c.period, str(c.amount)) for c in made}
