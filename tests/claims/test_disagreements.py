"""What stands claimed too little or too much is told on the payer's own account."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claim_runs import claim
from claim_runs import credit
from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.entries.claim import ClaimKind
from settled_claims import TERMS
from settled_claims import findings
from settled_claims import folder as folder  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def test_what_is_not_claimed_is_told(folder: Folder) -> None:
    assert "krevd" not in findings(folder)
    folder.add(cost("2018-11-30", "33333.33"))
    told = findings(folder)
    assert "Midvik: 10 000,00 kr er ikke krevd for 2018. Nordvik krever det med" in told
    assert "med «fellesbok claim 2018»" in told
    claim(folder)
    assert "krevd" not in findings(folder)


def test_what_is_claimed_too_much_is_told(folder: Folder) -> None:
    folder.add(cost("2018-11-30", "-100.00"))
    told = findings(folder)
    assert "Midvik: 30,00 kr er for mye krevd for 2018. Nordvik gir det tilbake" in told
    english = folder.run("check", "--language", "en").output
    assert "30.00" in english
    assert "too much is claimed" in english


def test_what_is_credited_and_not_claimed_again_is_told(folder: Folder) -> None:
    credit(folder, "nordvik-2019-0001")
    assert "Midvik: 300,00 kr er ikke krevd for 2018." in findings(folder)


def test_books_in_which_nothing_is_claimed_are_not_told(tmp_path: Path) -> None:
    text = rules(version(claims=TERMS))
    costs = cost("2018-12-31", "1000.00"), cost("2019-12-31", "1000.00")
    folder = Folder(tmp_path).write(text, chart(), *costs)
    assert "krevd" not in findings(folder)
    claim(folder, "2018")
    assert "krevd" not in findings(folder), "2019 has not been claimed"


def test_what_is_claimed_on_account_is_not_settled_yet(tmp_path: Path) -> None:
    claims = "claims: {due_days: 30, advance: {amount: 900, due: [06-01]}}"
    text = rules(version(claims=claims))
    folder = Folder(tmp_path).write(text, chart(), cost("2018-12-31", "1000.00"))
    claim(folder, "2018", "--instalment", "1")
    assert "krevd" not in findings(folder)


def test_a_year_that_cannot_be_shared_is_not_told_of(folder: Folder) -> None:
    """The fault is told, and not that everything was claimed too much."""
    folder.add(cost("2018-11-30", "1.00").replace("Kostnad", 'Kostnad" "Feil'))
    folder.add(
        '\n2018-11-30 * "Feil"\n  deltakere: "Ukjent"\n  Expenses:IKT  1.00 NOK\n'
        "  Assets:Bank  -1.00 NOK\n"
    )
    done = folder.run("check")
    assert done.exit_code == 1
    assert "for mye krevd" not in done.output


TAGLESS = """
__plugins__ = ["without_tags"]


def without_tags(entries, _):
    return [e._replace(tags=e.tags or None, links=e.links or None)
            if hasattr(e, "tags") else e
            for e in entries], []
"""


@pytest.mark.parametrize("is_first", [True, False])
def test_it_is_told_where_another_plugin_leaves_tags_out(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_first: bool
) -> None:
    """Beancount lets a plugin give ``None`` for no tags."""
    (tmp_path / "tagless.py").write_text(TAGLESS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    main = folder.path / "ledger" / "main.beancount"
    parts = ['plugin "tagless"\n', main.read_text("utf-8")]
    main.write_text("\n".join(parts if is_first else parts[::-1]), encoding="utf-8")
    folder.add(cost("2018-11-30", "100.00"))
    assert "Midvik: 30,00 kr er ikke krevd for 2018." in findings(folder)


def test_it_is_told_by_query_too(folder: Folder) -> None:
    folder.add(cost("2018-11-30", "100.00"))
    loaded = folder.load()
    told = [
        entry
        for entry in loaded.entries
        if (entry.meta or {}).get("funn") == "krevd for lite"
    ]
    assert [str(getattr(entry, "account", "")) for entry in told] == [
        "Assets:Fordringer:Midvik:IKT",
        "Assets:Fordringer:Nordvik:IKT",
        "Assets:Fordringer:Sørvik:IKT",
    ]
    assert {one.kind for one in folder.claims()} == {
        ClaimKind.SETTLEMENT,
        ClaimKind.INTERNAL,
    }
    assert sum(one.amount for one in folder.claims()) == Decimal("1000.00")
