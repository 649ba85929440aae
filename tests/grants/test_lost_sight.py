"""Money of grants that is in no figure of any grant is told where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from beancount.core import data
from beancount.core.amount import Amount

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.model import Payer
from fellesbok.entries import records
from fellesbok.entries import vocabulary
from fellesbok.grants.drawings import Drawing
from fellesbok.grants.lost_sight import grant_findings
from grants_by_hand import grant
from settled_years import agreement
from settled_years import version

NFK = grant("nfk", grantor="nfk", account="Velferd", earned_on="Income:IKT:Tilskudd:V")
VIKA = replace(
    agreement(version(Equal())),
    parties={
        "staten": Payer("staten", "Staten", "Staten"),
        "nfk": Payer("nfk", "Fylket", "NFK"),
    },
    grants={"nfk": NFK},
)
DAY = date(2018, 3, 1)


def voucher(account: str, amount: str = "-100.00", day: date = DAY) -> data.Transaction:
    """A line on an account, against the bank."""
    number = Decimal(amount)
    postings = [
        data.Posting(a, Amount(n, "NOK"), None, None, None, {})
        for a, n in ((account, number), ("Assets:Bank", -number))
    ]
    meta = data.new_metadata("/srv/main.beancount", 3)
    nothing = data.EMPTY_SET
    return data.Transaction(meta, day, "*", None, "", nothing, nothing, postings)


def told(account: str, amount: str = "-100.00") -> tuple[list[str], list[str]]:
    """Findings and errors of books with one line on an account."""
    opened = data.Open(data.new_metadata("main", 1), DAY, account, [], None)
    found, errors = grant_findings([voucher(account, amount)], [opened], [], VIKA)
    assert {f.kind for f in found} <= {"tilskudd uten giver"}
    return [f.text for f in found], [e.message for e in errors]


@pytest.mark.parametrize(
    "account",
    [
        # What a grant has, at each of its accounts.
        "Assets:Tilskudd:IKT:Velferd",
        "Liabilities:Tilskudd:IKT:Velferd",
        "Income:IKT:Tilskudd:V",
        "Income:IKT:Ansvar-155:Tilskudd:V",
        # What a grantor without grants of its own accounts has.
        "Assets:Tilskudd:IKT:Staten",
        "Income:IKT:Tilskudd:Staten",
        # Nothing below a grantor's name is asked for, and other income is no grant.
        "Assets:Tilskudd:IKT",
        "Income:IKT:Salg",
        "Income:Vann:Tilskudd:Ukjent",
    ],
)
def test_what_somebody_has_is_in_sight(account: str) -> None:
    assert told(account) == ([], [])


@pytest.mark.parametrize(
    ("account", "known"),
    [
        ("Income:IKT:Tilskudd:Ukjent", "Income:IKT:Tilskudd:V"),
        ("Assets:Tilskudd:IKT:Ukjent", "Assets:Tilskudd:IKT:Velferd"),
        # The county's money is on accounts of its grants, and on no other.
        ("Assets:Tilskudd:IKT:NFK", "Assets:Tilskudd:IKT:Velferd"),
        ("Liabilities:Tilskudd:IKT:NFK", "Liabilities:Tilskudd:IKT:Velferd"),
    ],
)
def test_what_nobody_has_is_told_with_the_accounts_that_are_meant(
    account: str, known: str
) -> None:
    ((said,), errors) = told(account)
    assert errors == []
    assert said.replace("\N{NO-BREAK SPACE}", " ") == (
        f"-100,00 NOK er ført på {account}, som verken noe tilskudd eller noen giver"
        f" har (main.beancount:3). Tilskuddene føres på {known}."
    )


def test_an_account_of_no_cooperation_is_an_error() -> None:
    assert told("Assets:Tilskudd:Vann:Staten") == (
        [],
        [
            (
                "Kontoen Assets:Tilskudd:Vann:Staten hører ikke til noe samarbeid:"
                " «Vann» står ikke som «account» i avtalene."
            )
        ],
    )


def test_a_line_of_nothing_and_a_line_of_ours_lose_nothing() -> None:
    account = "Income:IKT:Tilskudd:Ukjent"
    assert told(account, "0.00") == ([], [])
    opened = data.Open(data.new_metadata("main", 1), DAY, account, [], None)
    ours = voucher(account)._replace(meta=vocabulary.metadata(1, {}))
    assert grant_findings([ours], [opened], [], VIKA) == ([], [])


def received(day: date, amount: str) -> Drawing:
    """What a voucher brings of the grant."""
    entry = voucher("Assets:Bank", day=day)
    return Drawing("nfk", day, None, Decimal(amount), records.Voucher(entry))


def test_less_than_nothing_has_come_on_the_day_that_it_falls_below() -> None:
    later = date(2018, 5, 1)
    drawn = [received(DAY, "100.00"), received(later, "-130.00")]
    (found,), errors = grant_findings([], [], drawn, VIKA)
    assert errors == []
    assert (found.kind, found.year) == ("tilskudd under null", 2018)
    said = found.text.replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("Velferd: -30,00 kr er mottatt til og med 01.05.2018")
    assert "ikke ført på Income:IKT:Tilskudd:V" in said
    even = [received(DAY, "100.00"), received(later, "-100.00")]
    assert grant_findings([], [], even, VIKA) == ([], [])
