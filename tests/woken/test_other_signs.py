"""Rooms that accounts, tags or shares wake, and what is said for them until then."""

from __future__ import annotations

import pytest
from beancount.parser.parser import parse_string

from fellesbok.claims.checks import claim_faults
from fellesbok.claims.told_in_books import findings_about_claims
from fellesbok.funds import below_zero
from fellesbok.funds.below_zero import fund_levels
from fellesbok.grants.drawings import drawings
from fellesbok.grants.lost_sight import grant_findings
from fellesbok.grants.unused import unused_grants
from fellesbok.sharing.findings import findings
from fellesbok.sharing.findings import nothing_written
from fellesbok.sharing.readings import harmless
from fellesbok.woken import other_signs as signs
from sleeping_books import assert_same
from sleeping_books import plain


def test_a_room_that_sleeps_says_what_it_would_have_said() -> None:
    entries, shared, _ = plain()
    agreement = shared.agreement
    assert_same(
        (
            (signs.claim_faults, claim_faults, ([], agreement)),
            (
                signs.findings_about_claims,
                findings_about_claims,
                (entries, [], shared, ()),
            ),
            (signs.drawings, drawings, (entries, agreement)),
            (signs.unused_grants, unused_grants, (entries, agreement, [])),
            (signs.grant_findings, grant_findings, (entries, entries, [], agreement)),
            (signs.fund_levels, fund_levels, (entries, [], [], agreement, {}, ())),
            (signs.nothing_written, nothing_written, ([],)),
            (signs.findings, findings, ([], agreement, [])),
        )
    )
    assert set(signs.harmless([])) == harmless([])


@pytest.mark.parametrize(
    ("name", "wakes"),
    [
        ("Liabilities:Fond:IKT:Lyngen", True),
        ("Equity:Bundne-fond:IKT", False),
        ("Liabilities:Fondet:IKT", False),
        ("Liabilities:Fond", False),
    ],
)
def test_funds_wake_where_an_account_is_opened_below_theirs(
    name: str, monkeypatch: pytest.MonkeyPatch, *, wakes: bool
) -> None:
    """What only begins like the word is the account of something else."""
    asked: list[object] = []

    def levels(*given: object) -> list[object]:
        asked.append(given)
        return []

    monkeypatch.setattr(below_zero, "fund_levels", levels)
    _, shared, _ = plain()
    opened, errors, _ = parse_string(f"2018-01-01 open {name}\n")
    assert not errors
    assert signs.fund_levels([], opened, [], shared.agreement, {}, ()) == []
    assert bool(asked) is wakes
