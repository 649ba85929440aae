"""Claims and credit notes made by the commands, and what stands on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def credit(folder: Folder, number: str, *more: str) -> Claim:
    """Take back a claim, and give the credit note."""
    done = folder.run("credit", number, "--reason", "Feil adresse", *more, "--yes")
    assert done.exit_code == 0, done.output
    return max(folder.claims(), key=lambda one: (one.day, one.id))


def rows(made: list[Claim]) -> set[Row]:
    """Who claims of whom, for what and how much."""
    return {(c.host.slug, c.payer.slug, c.period, str(c.amount)) for c in made}
