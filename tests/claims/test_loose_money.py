"""Money that belongs to no claim: whose it is, and with whom, where one can tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount.core import data
from beancount.core.amount import Amount

from fellesbok.agreement.distribution_key import Equal
from fellesbok.claims.items import OpenClaims
from fellesbok.claims.items import Payment
from fellesbok.claims.loose_money import Loose
from fellesbok.claims.loose_money import astray
from fellesbok.claims.loose_money import loose_money
from fellesbok.entries import records
from items_by_hand import item
from objections_by_hand import IKT
from objections_by_hand import KAFJORD
from objections_by_hand import LYNGEN
from objections_by_hand import VIKA
from objections_by_hand import claim
from settled_years import version

if TYPE_CHECKING:
    from fellesbok.agreement.model import Agreement

if TYPE_CHECKING:
    from fellesbok.claims.items import ClaimItem

STORFJORD = VIKA.municipalities["storfjord"]
DAY = date(2019, 3, 1)
ACCOUNT = "Assets:Krav:Lyngen:IKT"
OTHERS = claim("storfjord-2018-0001", host=STORFJORD)


def paid(account: str, amount: str = "10.00", *links: str) -> data.Transaction:
    """A payment on an account."""
    number = Decimal(amount)
    postings = [
        data.Posting(a, Amount(n, "NOK"), None, None, None, {})
        for a, n in (("Assets:Bank", number), (account, -number))
    ]
    meta = data.new_metadata("main.beancount", 1)
    said = frozenset(links)
    return data.Transaction(meta, DAY, "*", None, "", data.EMPTY_SET, said, postings)


def loose(
    account: str, *items: ClaimItem, of: Agreement = VIKA, links: tuple[str, ...] = ()
) -> Loose:
    """A payment on an account that no claim took."""
    voucher = records.Voucher(paid(account, "10.00", *links))
    payment = Payment(voucher, Decimal("10.00"))
    found = OpenClaims(tuple(items), {}, {account: (payment,)}, ())
    (each,) = loose_money(found, of)
    return each


def hosts(each: Loose) -> list[str]:
    """Those that it can be with."""
    return [host.slug for host in each.hosts]


def test_it_is_with_the_host_of_the_claim_that_it_names() -> None:
    both = item(claim()), item(OTHERS)
    named = loose(ACCOUNT, *both, links=("krav-storfjord-2018-0001",))
    assert hosts(named) == ["storfjord"]
    assert (named.payer, named.cooperation, named.amount) == (
        LYNGEN,
        "IKT",
        Decimal(10),
    )
    assert named.asked is None


def test_it_is_asked_for_where_two_hosts_have_claims_on_the_account() -> None:
    found = loose(ACCOUNT, item(claim()), item(OTHERS))
    assert hosts(found) == ["kafjord", "storfjord"]
    assert found.host is None
    assert found.asked is not None
    assert "kan være til gode hos Kafjord, Storfjord" in found.asked
    # What the payer got, and not what it paid, is asked of nobody.
    assert replace(found, amount=Decimal("-1.00")).asked is None


def test_an_account_without_claims_is_with_those_who_host_the_cooperation() -> None:
    change = (
        version(Equal(), days=(date(2018, 1, 1), date(2018, 6, 30)), host="storfjord"),
        version(Equal(), days=(date(2018, 7, 1), date.max), host="lyngen"),
    )
    of = replace(VIKA, cooperations={"ikt": replace(IKT, versions=change)})
    assert hosts(loose(ACCOUNT, of=of)) == ["lyngen", "storfjord"]
    # Its claims on another account say more than nothing, but less than that.
    assert hosts(loose(ACCOUNT, item(OTHERS), of=of)) == ["storfjord"]


def test_money_on_the_payer_alone_is_with_who_claims_of_it() -> None:
    found = loose("Assets:Krav:Lyngen", item(OTHERS))
    assert (hosts(found), found.cooperation) == (["storfjord"], "")


def test_an_account_that_nobody_knows_has_its_own_name() -> None:
    found = loose("Assets:Krav:Ukjent:Vann")
    assert (found.payer, found.name, found.hosts) == (None, "Ukjent", ())


def test_a_hosts_money_with_itself_is_internal() -> None:
    assert replace(loose(ACCOUNT), payer=KAFJORD).is_internal
    assert not loose(ACCOUNT).is_internal


RECEIVABLE = "Assets:Fordringer:Lyngen:IKT"


@pytest.mark.parametrize(
    ("entry", "is_told"),
    [
        (paid(RECEIVABLE, "10.00", "krav-kafjord-2018-0001"), True),
        (paid(RECEIVABLE, "10.00", "krav-kafjord-2018-0009"), False),
        (paid(RECEIVABLE, "10.00"), False),
        (paid(ACCOUNT, "10.00", "krav-kafjord-2018-0001"), False),
    ],
)
def test_a_payment_of_a_claim_on_what_is_not_claimed_is_told(
    entry: data.Transaction, *, is_told: bool
) -> None:
    found = OpenClaims((item(),), {}, {}, ())
    told = [
        text.replace("\N{NO-BREAK SPACE}", " ") for text in astray([entry], found, VIKA)
    ]
    assert (
        told
        == [
            (
                "01.03.2019: 10,00 kr på Assets:Fordringer:Lyngen:IKT gjelder"
                " kafjord-2018-0001, men står på det som ikke er krevd. Før det på"
                " Assets:Krav:Lyngen:IKT: til da er kravet åpent."
            )
        ]
        * is_told
    )
