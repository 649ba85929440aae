"""Whose an account is: what cannot be understood is not taken for somebody's."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.grant_terms import OwnFinancing
from fellesbok.agreement.grant_terms import OwnKind
from fellesbok.agreement.innsyn import Innsyn
from fellesbok.agreement.model import Payer
from fellesbok.viewpoint.whose import whose
from grants_by_hand import grant
from settled_years import agreement
from settled_years import version

if TYPE_CHECKING:
    from fellesbok.agreement.model import Agreement

SIX = agreement(version(Equal(), ("lyngen", "kafjord")))
IKT = SIX.cooperations["ikt"]
VANN = replace(IKT, slug="vann", account="Vann")
VIKA = replace(
    SIX,
    cooperations={"ikt": IKT, "vann": VANN},
    parties={"nfk": Payer("nfk", "Fylket", "NFK")},
)
COMMON = replace(VIKA, cooperations={"ikt": replace(IKT, innsyn=Innsyn.COMMON)})


@pytest.mark.parametrize(
    ("account", "cooperation", "payer", "is_known"),
    [
        ("Assets:Fordringer:Lyngen:IKT", "ikt", "lyngen", True),
        ("Assets:Krav:Lyngen:IKT", "ikt", "lyngen", True),
        ("Liabilities:Utlegg:Kafjord:IKT", "ikt", "kafjord", True),
        ("Liabilities:Fond:IKT:Lyngen", "ikt", "lyngen", True),
        ("Income:IKT:Kommuner:Lyngen", "ikt", "lyngen", True),
        # A fund as a whole is a cooperation's, and an outlay need not name anybody.
        ("Liabilities:Fond:IKT", "ikt", None, True),
        ("Income:IKT:Fond", "ikt", None, True),
        # What is sold to Lyngen is an income of the cooperation, and no share.
        ("Income:IKT:Salg:Lyngen", "ikt", None, True),
        ("Expenses:IKT:Ansvar-155", "ikt", None, True),
        ("Assets:Bank", None, None, True),
        # Cost and income of no cooperation, or of two, are not understood.
        ("Expenses:Annet", None, None, False),
        ("Income:Annet:Kommuner:Lyngen", None, "lyngen", False),
        # A receivable on nobody, or on two.
        ("Assets:Fordringer:Ukjent:IKT", "ikt", None, False),
        ("Assets:Fordringer:Lyngen:Kafjord:IKT", "ikt", "lyngen", False),
    ],
)
def test_the_cooperation_and_the_payer_that_an_account_names(
    account: str, cooperation: str | None, payer: str | None, *, is_known: bool
) -> None:
    assert whose(account, VIKA) == (cooperation, payer, is_known)


def test_an_account_of_two_cooperations_is_not_understood() -> None:
    cooperation, payer, is_known = whose("Expenses:IKT:Vann", VIKA)
    assert cooperation in {"ikt", "vann"}
    assert (payer, is_known) == (None, False)


def granted(kind: OwnKind) -> Agreement:
    """The same with a grant that asks for an own share of some kind."""
    own = grant(own_financing=OwnFinancing(Decimal(1), None, kind))
    return replace(VIKA, grants={own.slug: own})


SUPPORT = "Equity:Memo:IKT:Driftsstøtte:Lyngen"
WORK = "Equity:Memo:IKT:Egeninnsats:Lyngen"


@pytest.mark.parametrize(
    ("account", "of", "payer"),
    [
        (WORK, VIKA, "lyngen"),
        (WORK, COMMON, None),
        # Work that a grant counts is a part of its figures, which all members see.
        (WORK, granted(OwnKind.IN_KIND), None),
        (WORK, granted(OwnKind.CASH), "lyngen"),
        # What a municipality gives is its own, whatever a grant counts.
        (SUPPORT, granted(OwnKind.IN_KIND), "lyngen"),
        (SUPPORT, COMMON, None),
        ("Equity:Memo:IKT:Kostnad:Lyngen", VIKA, None),
        # The county is no member: it has no share that is hidden.
        ("Equity:Memo:IKT:Egeninnsats:NFK", VIKA, None),
        ("Equity:Memo:IKT:Egeninnsats", VIKA, None),
    ],
)
def test_what_a_member_puts_in_without_money_is_its_own(
    account: str, of: Agreement, payer: str | None
) -> None:
    assert whose(account, of) == ("ikt", payer, True)
