"""Somebody must be able to attest and approve, and not the same for one voucher."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok.rules import examine_rules
from two_municipalities import cooperation
from two_municipalities import rules

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.rules.examined import Examined


ALONE = "{attest: [Ola], approve: [Ola]}"


def examined(tmp_path: Path, terms: str) -> Examined:
    path = tmp_path / "rules.yaml"
    text = cooperation().replace(
        "        decision:", f"        approval: {{{terms}}}\n        decision:"
    )
    path.write_text(rules(text), encoding="utf-8")
    return examine_rules(path)


def test_amounts_are_kroner_and_each_limit_may_be_lacking(tmp_path: Path) -> None:
    found = examined(
        tmp_path,
        "attested_from: 0, required_by: [claim], roles: {attest: [Ola], approve: []}",
    )
    assert found.agreement is not None
    (version,) = found.agreement.cooperations["ikt"].versions
    assert version.approval is not None
    assert version.approval.attested_from == Decimal(0)
    assert version.approval.approved_from is None
    assert version.approval.may_attest == ("Ola",)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ("attested_from: 0, roles: {approve: [Ola]}", "roles: attest"),
        ("approved_from: 5000, roles: {attest: [Ola]}", "roles: approve"),
        ("attested_from: 0, roles: {attest: [Ola, Kari, Ola]}", "to ganger"),
        (
            f"attested_from: 0, approved_from: 0, roles: {ALONE}",
            "Bare Ola kan både",
        ),
    ],
)
def test_terms_that_nobody_can_keep_are_told(
    tmp_path: Path, terms: str, said: str
) -> None:
    (fault,) = examined(tmp_path, terms).faults
    assert said in fault.message


@pytest.mark.parametrize(
    ("first", "again"), [("Ola", "ola"), ("Ola", "OLA"), ("P\u00e5l", "Pa\u030al")]
)
def test_one_who_signs_in_by_two_spellings_is_not_two_persons(
    tmp_path: Path, first: str, again: str
) -> None:
    """They sign in as the same, so whoever it is could both attest and approve."""
    roles = f"{{attest: [{first}], approve: [Kari, {again}]}}"
    terms = f"attested_from: 0, approved_from: 0, roles: {roles}"
    (fault,) = examined(tmp_path, terms).faults
    assert "er samme navn" in fault.message


def test_two_who_may_do_both_are_enough(tmp_path: Path) -> None:
    both = "{attest: [Ola, Kari], approve: [Kari, Ola]}"
    terms = f"attested_from: 0, approved_from: 0, roles: {both}"
    assert not examined(tmp_path, terms).faults
