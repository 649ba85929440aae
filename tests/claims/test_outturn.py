"""What the year of a cooperation ends at, as the report tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimbook import CLAIMS
from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.claims.outturn import outturn
from fellesbok.claims.share_accounts import share_accounts
from fellesbok.messages import say

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_claimed_too_little_is_not_set_off_against_too_much(
    tmp_path: Path,
) -> None:
    """Midvik alone has paid 3 000 kr; of 6 000 kr the others owe 4 200 kr."""
    folder = Folder(tmp_path).write(
        rules(version(claims=CLAIMS)),
        chart(),
        budget("40000.00"),
        cost("2018-04-01", "6000.00"),
    )
    words = ("claim", "2018", "--instalment", "1", "--payer", "Midvik", "--yes")
    assert folder.run(*words, "--without-pdf").exit_code == 0
    loaded = folder.load()
    accounts = share_accounts(loaded.entries, loaded.settled.agreement)
    told = [say(text, "nb") for text in outturn(accounts, [], [], "NOK")]
    said = " ".join(told).replace("\N{NO-BREAK SPACE}", " ")
    assert "4 200,00 kr er ikke krevd ennå." in said
    assert "1 200,00 kr er krevd for mye og skal avregnes." in said
