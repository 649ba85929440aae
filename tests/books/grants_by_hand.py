"""A grant of which a test says what matters."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fellesbok.agreement.grant_terms import Grant
from fellesbok.agreement.grant_terms import Unused

PLAIN = Grant(
    slug="velferd",
    title="Velferd",
    grantor="staten",
    cooperation="ikt",
    purpose=None,
    account="Staten",
    earned_on="Income:IKT:Tilskudd:Staten",
    commodity="NOK",
    commitments=(),
    first_day=None,
    last_day=None,
    cap=None,
    final_report=None,
    own_financing=None,
    deadlines=(),
    unused=Unused.NOT_STATED,
    source="brev",
    assumptions=(),
    place=("allocation_rules.yaml", 7),
)


def grant(slug: str = "velferd", **more: Any) -> Grant:  # noqa: ANN401 -- fields of any type
    """A grant of IKT from the state, on an account of its own."""
    return replace(PLAIN, slug=slug, **more)
